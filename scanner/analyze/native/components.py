"""Language and dependencies of a native file: Go build information, Rust crates, the marks of other compilers."""

import json
import mmap
import re
import zlib
from dataclasses import dataclass
from urllib.parse import quote

from scanner.analyze.native.facts import Facts, Region

_GO_MAGIC = b"\xff Go buildinf:"
_GO_HEAD_BYTES = 32
_GO_INLINE = 0x2
"""Flag of Go 1.18 and later: version and module list follow the head, each with a length before it."""
_GO_SENTINEL_BYTES = 16
"""Marks before and after the module list (runtime/debug, modinfo)."""
_GO_TEXT_BYTES = 1 << 20
"""The module list of kubernetes, one of the longest, has 20 kB."""
_AUDIT_SECTIONS = frozenset({".dep-v0", ".rust-deps-v0"})
_AUDIT_BYTES = 8 << 20
"""Decompressed cargo-auditable list; cargo itself has 60 kB."""
_SOURCE_PATH = re.compile(rb"[/\\]src[/\\][\w/\\\-]{1,120}\.rs")
_CRATE = re.compile(rb"([A-Za-z][A-Za-z0-9_\-]{0,63})-(\d{1,5}\.\d{1,5}\.\d{1,5}(?:[-+][0-9A-Za-z.\-]{1,40})?)\Z")
"""Name and version, as the folder of a crate has them: what stands before `/src/` in the paths of panic messages."""
_CRATE_BYTES = 120
_RUSTC = re.compile(rb"[/\\]rustc[/\\]([0-9a-f]{40})[/\\]")
_MAX_COMPONENTS = 5000


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What a file was made of."""

    language: str | None
    """go, rust, swift, zig, dotnet, c++ or c; None: nothing tells."""
    toolchain: str | None
    components: tuple[str, ...]
    """purls, sorted."""
    packages: frozenset[str]
    """The same without versions, as rules name them: `golang/<import path>`, `cargo/<crate>`."""


def origin_of(view: mmap.mmap, facts: Facts, readable: tuple[Region, ...]) -> Origin:
    """Read the marks of compilers. `readable` are the regions that hold data of the program itself.

    Sees crates only where their panic messages or an audit section name them, Go modules only where build information was kept.
    """
    go = _go(view, facts, readable)
    if go is not None:
        return go
    audited = _audited(view, facts)
    crates = audited or _crates(view, readable)
    commit = _first(_RUSTC, view, readable)
    if crates or commit or "rustc version" in (facts.toolchain or ""):
        toolchain = facts.toolchain or (f"rustc commit {commit.decode()}" if commit else None)
        return _rust(crates, toolchain)
    return Origin(language=_language(facts), toolchain=facts.toolchain, components=(), packages=frozenset())


def _rust(crates: frozenset[tuple[str, str]], toolchain: str | None) -> Origin:
    purls = tuple(sorted(f"pkg:cargo/{quote(name)}@{quote(version)}" for name, version in crates))
    return Origin(
        language="rust", toolchain=toolchain, components=purls[:_MAX_COMPONENTS], packages=frozenset(f"cargo/{name}" for name, _ in crates)
    )


def _language(facts: Facts) -> str | None:
    if facts.is_managed:
        return "dotnet"
    names = " ".join(library.lower() for library in facts.libraries)
    if "libswiftcore" in names:
        return "swift"
    if "zig" in (facts.toolchain or "").lower():
        return "zig"
    if any(symbol.startswith(("_ZN", "_Zn", "?", "_ZSt", "__ZN", "__cxa_throw")) for symbol in facts.imports):
        return "c++"
    if "libstdc++" in names or "libc++" in names or "msvcp" in names:
        return "c++"
    if facts.format == "elf" and facts.toolchain and "GCC" in facts.toolchain:
        return "c"
    return None


def _audited(view: mmap.mmap, facts: Facts) -> frozenset[tuple[str, str]]:
    """Crates that cargo-auditable listed: zlib-compressed JSON. Empty for a list that does not parse."""
    for region in facts.regions:
        if region.name.rsplit(",", 1)[-1] in _AUDIT_SECTIONS:
            try:
                text = zlib.decompressobj().decompress(view[region.offset : region.offset + region.size_bytes], _AUDIT_BYTES)
                packages = json.loads(text)["packages"]
                return frozenset((str(item["name"]), str(item["version"])) for item in packages)
            except (zlib.error, ValueError, KeyError, TypeError):
                return frozenset()  # the panic messages still name some
    return frozenset()


def _crates(view: mmap.mmap, readable: tuple[Region, ...]) -> frozenset[tuple[str, str]]:
    found = set()
    for region in readable:
        for path in _SOURCE_PATH.finditer(view, region.offset, region.offset + region.size_bytes):
            before = view[max(region.offset, path.start() - _CRATE_BYTES) : path.start()]
            if (match := _CRATE.search(before)) is None:
                continue  # the program's own source, or the standard library
            name = match[1].decode()
            if before[: match.start()].endswith(b".") and name.startswith("rs"):
                name = name[2:]  # Rust puts texts side by side: the path before this one ended in ".rs"
            found.add((name, match[2].decode()))
            if len(found) >= _MAX_COMPONENTS:
                return frozenset(found)
    return frozenset(found)


def _first(pattern: re.Pattern[bytes], view: mmap.mmap, readable: tuple[Region, ...]) -> bytes | None:
    for region in readable:
        if (match := pattern.search(view, region.offset, region.offset + region.size_bytes)) is not None:
            return match[1]
    return None


def _go(view: mmap.mmap, facts: Facts, readable: tuple[Region, ...]) -> Origin | None:
    """None: no Go build information."""
    named = tuple(region for region in facts.regions if region.name in (".go.buildinfo", "__go_buildinfo"))
    for region in named or readable:
        at = view.find(_GO_MAGIC, region.offset, region.offset + region.size_bytes)
        if at >= 0 and at + _GO_HEAD_BYTES <= len(view):
            if not view[at + 15] & _GO_INLINE:
                return Origin(language="go", toolchain="go before 1.18", components=(), packages=frozenset())
            version, after = _counted(view, at + _GO_HEAD_BYTES)
            modules, _ = _counted(view, after)
            listed = modules[_GO_SENTINEL_BYTES:-_GO_SENTINEL_BYTES].decode("utf-8", "replace")
            return _go_origin(version.decode("utf-8", "replace"), listed)
    return None


def _go_origin(version: str, listed: str) -> Origin:
    found: list[tuple[str, str]] = []
    for line in listed.splitlines():
        fields = line.split("\t")
        if len(fields) >= 3 and fields[0] in ("mod", "dep"):
            found.append((fields[1], fields[2]))
        elif len(fields) >= 3 and fields[0] == "=>" and found:
            found[-1] = (fields[1], fields[2])  # the module before was replaced by this one
    purls = sorted({f"pkg:golang/{quote(path)}@{quote(number)}" for path, number in found[:_MAX_COMPONENTS]})
    return Origin(
        language="go", toolchain=version or None, components=tuple(purls), packages=frozenset(f"golang/{path}" for path, _ in found)
    )


def _counted(view: mmap.mmap, at: int) -> tuple[bytes, int]:
    """A text with its length before it (unsigned varint), and where it ends. Empty where the length points outside."""
    length = shift = 0
    for _ in range(5):
        if at >= len(view):
            return b"", at
        byte = view[at]
        at += 1
        length |= (byte & 0x7F) << shift
        shift += 7
        if not byte & 0x80:
            break
    if length > _GO_TEXT_BYTES or at + length > len(view):
        return b"", at
    return view[at : at + length], at + length
