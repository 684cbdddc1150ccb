"""What a tool calls itself: the outermost package manifest among its artifacts."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from email.parser import HeaderParser
from typing import Any

from packageurl import PackageURL

from scanner.model.artifact import Artifact
from scanner.model.installation import ToolKind

MANIFEST_BYTES = 4 * 1024 * 1024
"""Largest manifest read: the manifest of the largest IDE extension measured is 0.4 MB."""
_MCP_PACKAGES = frozenset({"@modelcontextprotocol/sdk", "fastmcp", "mcp", "@modelcontextprotocol/server"})
_AGENT_WORDS = re.compile(r"\b(?:coding|code)[ -]?(?:agent|assistant)\b|\bai (?:agent|assistant|pair)\b|\bagentic\b", re.IGNORECASE)
_MCP_WORDS = re.compile(r"\bmcp\b|model context protocol", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    name: str
    version: str | None
    kind: ToolKind
    purl: str | None
    """None: no package manifest says it."""
    package: str | None
    """Name in its registry, `npm:NAME` or `pypi:NAME`; None: no package manifest says it."""


def identify(artifacts: Iterable[Artifact]) -> Identity | None:
    """The identity that the outermost manifest gives; None: there is no manifest.

    A manifest is a claim of the package about itself; digests say what it is.
    """
    best: tuple[tuple[int, int, str], Artifact] | None = None
    for artifact in artifacts:
        base = artifact.name
        if base not in ("package.json", "METADATA", "PKG-INFO") or artifact.size_bytes > MANIFEST_BYTES:
            continue
        depth = (len(artifact.trail), artifact.trail[-1].count("/"), artifact.subject)
        if best is None or depth < best[0]:
            best = (depth, artifact)
    if best is None:
        return None
    content = best[1].content.read_bytes()
    return _of_package_json(content) if best[1].name == "package.json" else _of_metadata(content)


def _of_package_json(content: bytes) -> Identity | None:
    try:
        record = json.loads(content)
    except (ValueError, RecursionError):
        return None
    if not isinstance(record, dict) or not isinstance(record.get("name"), str) or not record["name"]:
        return None
    name, version = record["name"][:200], record.get("version")
    version = version[:100] if isinstance(version, str) and version else None
    namespace, _, base = name.rpartition("/")
    engines = record.get("engines")
    is_extension = isinstance(engines, dict) and "vscode" in engines
    purl = None if is_extension else PackageURL(type="npm", namespace=namespace or None, name=base, version=version).to_string()
    return Identity(
        name=name,
        version=version,
        purl=purl,
        package=None if is_extension else f"npm:{name}",
        kind=ToolKind.IDE_EXTENSION if is_extension else _kind_of(record),
    )


def _kind_of(record: dict[str, Any]) -> ToolKind:
    dependencies: set[str] = set()
    for field in ("dependencies", "devDependencies", "peerDependencies"):
        if isinstance(record.get(field), dict):
            dependencies |= set(record[field])
    keywords = record.get("keywords")
    said = " ".join(
        [str(record.get("name")), str(record.get("description", "")), *(map(str, keywords) if isinstance(keywords, list) else ())]
    )
    if "electron" in dependencies:
        return ToolKind.DESKTOP_APP
    return _kind_by_words(said, bool(dependencies & _MCP_PACKAGES), bool(record.get("bin")))


def _kind_by_words(said: str, uses_mcp: bool, has_command: bool) -> ToolKind:
    if _AGENT_WORDS.search(said):
        return ToolKind.CODING_AGENT
    if _MCP_WORDS.search(said) and (uses_mcp or has_command):
        return ToolKind.MCP_SERVER
    return ToolKind.CLI if has_command else ToolKind.UNKNOWN


def _of_metadata(content: bytes) -> Identity | None:
    headers = HeaderParser().parsestr(content.decode("utf-8", "replace"), headersonly=True)
    name, version = headers.get("Name"), headers.get("Version")
    if not name:
        return None
    requires = {re.split(r"[^A-Za-z0-9._-]", line, maxsplit=1)[0].lower() for line in headers.get_all("Requires-Dist") or []}
    said = " ".join([name, headers.get("Summary") or "", headers.get("Keywords") or ""])
    return Identity(
        name=name[:200],
        version=version[:100] if version else None,
        kind=_kind_by_words(said, bool(requires & _MCP_PACKAGES), True),
        purl=PackageURL(type="pypi", name=name.lower().replace("_", "-"), version=version).to_string(),
        package=f"pypi:{re.sub(r'[-_.]+', '-', name).lower()}",
    )
