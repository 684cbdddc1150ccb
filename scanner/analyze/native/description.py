"""The analyzer of ELF, Mach-O and PE files."""

import mmap
import re
from pathlib import Path

import lief

from scanner.analyze.native import elf, macho, pe
from scanner.analyze.native.components import Origin, origin_of
from scanner.analyze.native.facts import Facts, Region
from scanner.analyze.native.strings import endpoints_in, places_of
from scanner.analyze.native.tables import outside, tables_in
from scanner.analyze.worker import Examined, Subject
from scanner.attempt import Refusal
from scanner.model.artifact import Artifact, ByteOffset
from scanner.model.coverage import Capability, CoverageStatus, Gap
from scanner.model.observation import NativeDescribed, Observation, Place, SignalRead
from scanner.ruleset.native import CapabilityClass, NativeTable, matches, native_tables

MAX_ENDPOINTS = 500
"""Hosts reported for one file: a browser engine, the richest met, names 310 outside of its tables."""
MAX_NAMED_IMPORTS = 400
"""Imports listed with their class."""
_MACHO = frozenset(bytes.fromhex(magic) for magic in ("feedface", "feedfacf", "cefaedfe", "cffaedfe", "cafebabe", "cafebabf"))
_HEAD_BYTES = 4096
_HEADER_BYTES = 64
"""The header of a 64-bit ELF file, which stands for the whole file as evidence."""
_ENCRYPTED_ENTROPY = 7.6
"""Bits per byte. Machine code of 30 files measured 5.4 to 6.9; UPX output 7.8 and more."""
_ENCRYPTED_BYTES = 64 * 1024
_PAYLOAD = frozenset({".bun", "__bun", "NODE_SEA_BLOB", "__NODE_SEA_BLOB", ".note.NODE_SEA"})
"""Sections that hold another artifact, which is unpacked and examined as such."""
_NO_TEXT = re.compile(r"\.(debug|symtab|strtab|dynsym|dynstr|rela?|eh_frame|gnu|pdata|reloc|hash)|__(debug|unwind|eh_frame|got|stubs)")


def describe(subject: Subject) -> Examined:
    """The facts of each image in the file, the hosts its data names, the signals that its imports and texts show.

    Sections that hold a self-contained payload are left to the unpacker. Does not see imports resolved at run time.
    Raises Refusal where the header cannot be read.
    """
    lief.logging.disable()
    artifact = subject.artifact
    if artifact.size_bytes == 0:
        raise Refusal("the file is empty")
    images = _facts(artifact.content)
    if not any(facts.regions for facts in images):
        raise Refusal("the header names no section or segment that lies in the file; it is truncated or malformed")
    observations: list[Observation] = []
    gaps: list[Gap] = []
    with artifact.content.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as view:
        for facts in images:
            tables = native_tables(subject.rules, facts.format)
            observations += _image(view, artifact, facts, tables)
        seen, more = endpoints_in(view, artifact, _own_ranges(view, images), limit=MAX_ENDPOINTS)
    observations += seen
    if any(region.offset + region.size_bytes > artifact.size_bytes for facts in images for region in facts.regions):
        gaps.append(Gap(reason="the file ends before the sections that its header names; what is missing was not examined"))
    if more:
        gaps.append(
            Gap(
                reason=f"the file names more than {MAX_ENDPOINTS} hosts; those after the first {MAX_ENDPOINTS} are not listed",
                status=CoverageStatus.PARTIAL,
                hides=frozenset({Capability.NET_ENDPOINTS}),
            )
        )
    return Examined(observations=tuple(observations), bytes_examined=artifact.size_bytes, gaps=tuple(gaps))


def _facts(path: Path) -> tuple[Facts, ...]:
    """By content: a self-contained program has the kind of its payload, and is a native file all the same."""
    with path.open("rb") as stream:
        magic = stream.read(4)
    if magic == b"\x7fELF":
        return elf.facts_of(path)
    if magic[:2] == b"MZ":
        return pe.facts_of(path)
    if magic in _MACHO:
        return macho.facts_of(path)
    raise Refusal("the file begins with no ELF, PE or Mach-O header")


def _image(view: mmap.mmap, artifact: Artifact, facts: Facts, tables: tuple[NativeTable, ...]) -> list[Observation]:
    readable = _readable(view, facts)
    origin = origin_of(view, facts, readable)
    named = _named(facts, origin, tables)
    place = Place(
        artifact=artifact.sha256,
        subject=artifact.subject,
        byte_offset=ByteOffset(facts.offset),
        byte_length=min(_HEADER_BYTES, len(view) - facts.offset),
        excerpt=f"{facts.format} {facts.architecture}, {len(facts.imports)} imports of {len(facts.libraries)} libraries",
    )
    described = NativeDescribed(
        place=place,
        format=facts.format,
        architecture=facts.architecture,
        libraries=facts.libraries,
        import_count=len(facts.imports),
        capabilities=tuple(sorted({one.name for one, _ in named})),
        capability_imports=tuple(sorted({f"{one.name}:{name}" for one, name in named}))[:MAX_NAMED_IMPORTS],
        language=origin.language,
        toolchain=origin.toolchain,
        build_id=facts.build_id,
        is_signed=facts.is_signed,
        signer=facts.signer,
        packer=_packer(view, facts, tables),
        hardening=facts.hardening,
        highest_entropy=round(max((region.entropy for region in facts.regions), default=0.0), 3),
        components=origin.components,
    )
    return [described, *_signals(view, artifact, facts, named, tables)]


def _named(facts: Facts, origin: Origin, tables: tuple[NativeTable, ...]) -> list[tuple[CapabilityClass, str]]:
    """Each capability class with the import, library or package that gives it."""
    bases = tuple(dict.fromkeys(library.rsplit("/", 1)[-1] for library in facts.libraries))
    found = []
    for table in tables:
        for one in table.classes:
            found += [(one, name) for name in facts.imports if matches(name, one.symbols)]
            found += [(one, base) for base in bases if matches(base, one.libraries) or matches(base.lower(), one.libraries)]
            found += [(one, package) for package in sorted(origin.packages) if matches(package, one.packages)]
    return found


def _signals(
    view: mmap.mmap, artifact: Artifact, facts: Facts, named: list[tuple[CapabilityClass, str]], tables: tuple[NativeTable, ...]
) -> list[SignalRead]:
    """One read for each class that is a signal: at the name of its first import, or at the text that shows it."""
    whole = ((facts.offset, len(view)),)
    ranges = _own_ranges(view, (facts,))
    found: dict[str, SignalRead] = {}
    for one, name in named:
        if one.signal is not None and one.signal not in found:
            at, length = places_of(view, whole, name) or (facts.offset, 0)
            found[one.signal] = _read(artifact, one.signal, f"import of {name}", name, at, length)
    for one in (one for table in tables for one in table.classes if one.signal is not None):
        for text in one.strings:
            spot = places_of(view, ranges, text)
            if spot is not None and one.signal is not None and one.signal not in found:
                found[one.signal] = _read(artifact, one.signal, f"text {text}", text, *spot)
    return [found[signal] for signal in sorted(found)]


def _read(artifact: Artifact, signal: str, reader: str, text: str, at: int, length: int) -> SignalRead:
    place = Place(
        artifact=artifact.sha256,
        subject=artifact.subject,
        byte_offset=ByteOffset(at),
        byte_length=length,
        excerpt=text,
        note="names what reads it; whether and why it is called is not followed in native code",
    )
    return SignalRead(place=place, signal=signal, reader=reader)


def _packer(view: mmap.mmap, facts: Facts, tables: tuple[NativeTable, ...]) -> str | None:
    """Name of the packer, "unknown" for code that is encrypted or compressed; None: not packed."""
    head = view[facts.offset : facts.offset + _HEAD_BYTES]
    sections = {region.name for region in facts.regions}
    for packer in (packer for table in tables for packer in table.packers):
        if sections & set(packer.sections) or any(marker.encode() in head for marker in packer.markers):
            return packer.name
    is_encrypted = any(
        region.is_code and region.entropy > _ENCRYPTED_ENTROPY and region.size_bytes >= _ENCRYPTED_BYTES for region in facts.regions
    )
    return "unknown" if is_encrypted else None


def _readable(view: mmap.mmap, facts: Facts) -> tuple[Region, ...]:
    """Regions that hold data of the program itself, cut to the size of the file. .NET keeps the texts beside the code."""
    has_data = any(not region.is_code for region in facts.regions)
    return tuple(
        Region(
            name=region.name,
            offset=region.offset,
            size_bytes=min(region.size_bytes, len(view) - region.offset),
            is_code=region.is_code,
            entropy=region.entropy,
        )
        for region in facts.regions
        if region.offset < len(view) and _may_hold_text(region) and (facts.is_managed or not (region.is_code and has_data))
    )


def _may_hold_text(region: Region) -> bool:
    return region.name not in _PAYLOAD and not _NO_TEXT.match(region.name)


def _own_ranges(view: mmap.mmap, images: tuple[Facts, ...]) -> tuple[tuple[int, int], ...]:
    """Where the program's own texts lie: its data without the tables of libraries."""
    ranges = sorted({(region.offset, region.offset + region.size_bytes) for facts in images for region in _readable(view, facts)})
    return outside(ranges, tables_in(view, ranges))
