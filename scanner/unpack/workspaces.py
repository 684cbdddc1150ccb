"""Packages of one repository: which folders a manifest names as parts of it, and which of these are started by nobody but the user."""

import re
from collections.abc import Iterable, Iterator
from posixpath import normpath
from typing import Any

_KINDS = ("dependencies", "peerDependencies", "optionalDependencies", "devDependencies")
_PATTERNS_MAX = 100
_GLOB = re.compile(r"\*\*/?|\*|\{[^{}]{1,200}\}|\?")


def patterns_of(*manifests: object) -> tuple[str, ...]:
    """Patterns of folders that the manifests of one root name, of npm, Yarn and Bun, of Deno (`workspace`), pnpm and Lerna (`packages`)."""
    found = []
    for value in (one for one in manifests if isinstance(one, dict)):
        for key in ("workspaces", "workspace", "packages"):
            given: Any = value.get(key)
            given = given.get("packages", given.get("members")) if isinstance(given, dict) else given
            found += [one for one in given if isinstance(one, str) and len(one) < 300] if isinstance(given, list) else []
    return tuple(found[:_PATTERNS_MAX])


def parts(patterns: Iterable[str], root: str, folders: Iterable[str]) -> Iterator[str]:
    """Those of the folders below `root` that a pattern means and no `!pattern` takes out, dependencies left aside."""
    patterns = tuple(patterns)
    wanted = [_expression(one) for one in patterns if not one.startswith("!")]
    unwanted = [_expression(one[1:]) for one in patterns if one.startswith("!")]
    for folder in folders:
        below = folder.removeprefix(f"{root}/") if root else folder
        if folder == root or "node_modules" in folder.split("/") or (root and below == folder):
            continue
        if any(one.fullmatch(below) for one in wanted) and not any(one.fullmatch(below) for one in unwanted):
            yield folder


def _expression(pattern: str) -> re.Pattern[str]:
    text, made, end = normpath(pattern), "", 0
    for match in _GLOB.finditer(text):
        made += re.escape(text[end : match.start()]) + _matching(match[0])
        end = match.end()
    return re.compile(made + re.escape(text[end:]))


def _matching(part: str) -> str:
    if part.startswith("{"):
        return "(?:" + "|".join(re.escape(one) for one in part[1:-1].split(",")) + ")"
    return {"**/": "(?:[^/]+/)*", "**": ".+", "*": "[^/]+", "?": "[^/]"}[part]


def needed_by(manifests: Iterable[dict[str, object]]) -> frozenset[str]:
    """Names of the packages that any of the manifests depends on."""
    lists = (manifest.get(kind) for manifest in manifests for kind in _KINDS)
    return frozenset(name for one in lists if isinstance(one, dict) for name in one)
