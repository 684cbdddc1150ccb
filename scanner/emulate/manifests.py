"""What the manifests of a package say of its files and of the packages that it needs."""

import json
from collections.abc import Iterator

HOSTS = frozenset({"electron", "vscode", "bun"})
"""What the host of a program gives it, and no manifest has to name."""


def named_packages(manifest: bytes) -> set[str]:
    """Packages that a manifest names, itself included; empty where it is none."""
    record = _record(manifest)
    if record is None:
        return set()
    lists = [record.get(kind) for kind in ("dependencies", "peerDependencies", "optionalDependencies", "devDependencies")]
    return {str(record.get("name", ""))} | {str(name) for one in lists if isinstance(one, dict) for name in one}


def own_names(manifest: bytes) -> set[str]:
    """What a package and its commands are called; empty where it is no manifest."""
    record = _record(manifest) or {}
    name, commands = record.get("name"), record.get("bin")
    found = {str(name).rpartition("/")[2]} if isinstance(name, str) else set()
    return found | ({str(one) for one in commands} if isinstance(commands, dict) else set())


def _record(manifest: bytes) -> dict[str, object] | None:
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
    elif isinstance(exports, dict) and depth < 4:
        inner = exports.get(".", exports)
        for condition in ("import", "node", "default", "require"):
            if isinstance(inner, dict) and condition in inner:
                yield from exported(inner[condition], depth + 1)
