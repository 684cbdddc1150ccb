"""Package manifests: what a package says of itself, and why an unknown one looks like an AI tool."""

import re
from collections.abc import Iterable
from fnmatch import fnmatchcase
from typing import Any

from scanner.code.jsontext import JsonRefused, read_json
from scanner.discover.document import DocumentUnread, decoded
from scanner.discover.ledger import Ledger
from scanner.discover.tree import Reading, Tree
from scanner.model.coverage import Capability
from scanner.ruleset.catalog_layout import Signs

MANIFEST_BYTES = 20 * 1024 * 1024
"""Cap on a package manifest; generated ones with long lists of contributions reach some MiB."""
MAIN_BYTES = 1024 * 1024
"""How much of an unknown program is searched for hosts of models."""

INVENTORY = frozenset({Capability.INVENTORY})


def json_manifest(tree: Tree, path: str, ledger: Ledger, *, worker: str, is_known: bool) -> tuple[dict[str, Any], Reading] | None:
    """A manifest in JSON. None: there is none, or it cannot be read, which is a gap of the inventory where the place is a known tool's."""
    hides = INVENTORY if is_known else frozenset[Capability]()
    reading = tree.read(path, worker=worker, cap_bytes=MANIFEST_BYTES, hides=hides)
    if reading is None:
        return None
    try:
        value = read_json(decoded(reading.content)[0]).value
    except (DocumentUnread, JsonRefused) as error:
        ledger.gap(worker, reading.shown, str(error), hides=hides, sha256=reading.sha256)
        return None
    if not isinstance(value, dict):
        ledger.gap(worker, reading.shown, "holds no object", hides=hides, sha256=reading.sha256)
        return None
    return value, reading


def text_of(manifest: dict[str, Any], key: str) -> str | None:
    """A member that is text and not empty."""
    value = manifest.get(key)
    return value.strip() or None if isinstance(value, str) else None


def member(manifest: dict[str, Any], key: str) -> dict[str, Any]:
    """A member that is an object; empty where it is anything else."""
    value = manifest.get(key)
    return value if isinstance(value, dict) else {}


def signs_of(*, dependencies: Iterable[str], known: tuple[str, ...], keywords: Iterable[object], signs: Signs) -> str | None:
    """The reason to take an unknown package for an AI tool, as a phrase; None: there is none."""
    found = sorted({name for name in dependencies if any(fnmatchcase(name, one) for one in known)})
    if found:
        return f"depends on {', '.join(found[:4])}"
    words = sorted({word.casefold() for word in keywords if isinstance(word, str)} & set(signs.keywords))
    return f"names the keywords {', '.join(words[:4])}" if words else None


def name_says_so(name: str, signs: Signs) -> str | None:
    """The reason where a word of a program's display name says that it is an AI tool."""
    words = {one for one in re.split(r"[^a-z0-9]+", name.casefold()) if one} & set(signs.name_words)
    return f"its name has the word {', '.join(sorted(words)[:2])}" if words else None


def model_hosts_in(tree: Tree, path: str, signs: Signs) -> str | None:
    """The reason where a program's code names hosts of models; looks at the first MAIN_BYTES of small programs only."""
    facts = tree.facts(path)
    if facts is None or not facts.is_file or facts.size_bytes > MAIN_BYTES:
        return None
    reading = tree.read(path, worker="candidate", cap_bytes=MAIN_BYTES, hides=frozenset())
    if reading is None:
        return None
    hosts = [host for host in signs.model_hosts if host.encode() in reading.content]
    return f"its code names {', '.join(hosts[:4])}" if hosts else None
