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
_MANIFESTS = frozenset({"package.json", "METADATA", "PKG-INFO"})
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What one manifest says of its package. Digests say what it is."""

    subject: str
    """The manifest."""
    identity: Identity


def manifest_of(artifacts: Iterable[Artifact]) -> Artifact | None:
    """The outermost manifest; None: there is none."""
    best: tuple[tuple[int, int, str], Artifact] | None = None
    for artifact in artifacts:
        if artifact.name not in _MANIFESTS or artifact.size_bytes > MANIFEST_BYTES:
            continue
        depth = (len(artifact.trail), artifact.trail[-1].count("/"), artifact.subject)
        if best is None or depth < best[0]:
            best = (depth, artifact)
    return best[1] if best is not None else None


def claim_of(artifacts: Iterable[Artifact]) -> Claim | None:
    """What the outermost manifest says; None: there is none, or it names no package. Reads its content."""
    manifest = manifest_of(artifacts)
    if manifest is None:
        return None
    content = manifest.content.read_bytes()
    identity = _of_package_json(content) if manifest.name == "package.json" else _of_metadata(content)
    return Claim(subject=manifest.subject, identity=identity) if identity is not None else None


def identity_of(artifacts: Iterable[Artifact], claims: Iterable[Claim]) -> Identity | None:
    """The identity of these artifacts by claims that were read before, whose contents may be gone."""
    manifest = manifest_of(artifacts)
    return next((claim.identity for claim in claims if manifest is not None and claim.subject == manifest.subject), None)


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
