"""What the manifests of a package say of its files and of the packages that it needs."""

import json
from collections.abc import Iterator

HOSTS = frozenset({"electron", "vscode", "bun"})
"""What the host of a program gives it, and no manifest has to name."""
_CONDITIONS = ("node", "import", "module-sync", "module", "require", "default", "bun", "deno", "development", "production")
"""Of a table of names, in the order in which they are tried."""
_DEEPEST = 4
"""Conditions within conditions; manifests have two."""
_MOST = 20
"""Files that are given for one name; manifests have two."""


def named_packages(manifest: bytes) -> set[str]:
    """Packages that a manifest names, itself included; empty where it is none, or only says what kind of modules a folder has."""
    record = record_of(manifest)
    if record is None:
        return set()
    lists = [record.get(kind) for kind in ("dependencies", "peerDependencies", "optionalDependencies", "devDependencies")]
    own = {name for name in (record.get("name"),) if isinstance(name, str)}
    return own | {str(name) for one in lists if isinstance(one, dict) for name in one}


def own_names(manifest: bytes) -> set[str]:
    """What a package and its commands are called; empty where it is no manifest."""
    record = record_of(manifest) or {}
    name, commands = record.get("name"), record.get("bin")
    found = {str(name).rpartition("/")[2]} if isinstance(name, str) else set()
    return found | ({str(one) for one in commands} if isinstance(commands, dict) else set())


def record_of(manifest: bytes) -> dict[str, object] | None:
    """What a manifest says; None: it is none."""
    try:
        record = json.loads(manifest)
    except (ValueError, RecursionError):
        return None
    return record if isinstance(record, dict) else None


def exported(exports: object, depth: int = 0) -> Iterator[str]:
    """Files that the `exports` of a manifest name for the package itself."""
    if isinstance(exports, str):
        yield exports
    elif isinstance(exports, dict) and depth < _DEEPEST:
        inner = exports.get(".", exports)
        for condition in ("import", "node", "default", "require"):
            if isinstance(inner, dict) and condition in inner:
                yield from exported(inner[condition], depth + 1)


def targets(table: object, name: str) -> Iterator[str]:
    """Files that `exports` or `imports` of a manifest give for one name, for any condition that a host without a browser meets.

    A name with a `*` stands for all that begin and end as it does. Yields nothing where the table is none or does not know the name.
    """
    if not isinstance(table, dict):
        return
    if name in table:
        yield from _files_of(table[name], "")
        return
    patterns = [key for key in table if isinstance(key, str) and key.count("*") == 1]
    for key in sorted(patterns, key=lambda one: -one.index("*")):  # the longest beginning counts
        before, after = key.split("*")
        if name.startswith(before) and name.endswith(after) and len(name) >= len(before) + len(after):
            yield from _files_of(table[key], name[len(before) : len(name) - len(after)])
            return


def _files_of(target: object, star: str, depth: int = 0) -> Iterator[str]:
    if isinstance(target, str):
        yield target.replace("*", star)
    elif isinstance(target, list):
        for one in target[:_MOST]:
            yield from _files_of(one, star, depth)
    elif isinstance(target, dict) and depth < _DEEPEST:
        for condition in _CONDITIONS:
            yield from _files_of(target.get(condition), star, depth + 1)
