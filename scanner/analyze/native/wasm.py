"""What a WebAssembly module imports, exports and names. Reads sections only; code is not followed."""

import mmap
from collections.abc import Iterator
from dataclasses import dataclass

from scanner.analyze.native.strings import endpoints_in
from scanner.analyze.worker import Examined, Subject
from scanner.attempt import Refusal
from scanner.model.artifact import ByteOffset
from scanner.model.coverage import Capability, CoverageStatus, Gap
from scanner.model.observation import NativeDescribed, Place
from scanner.ruleset.native import matches, native_tables

_MAGIC = b"\0asm"
_CUSTOM, _IMPORT, _DATA = 0, 2, 11
_MAX_ENTRIES = 100_000
"""Imports read; the largest module met has 900."""
_MAX_ENDPOINTS = 500


@dataclass(frozen=True, slots=True)
class _Section:
    number: int
    start: int
    end: int


def describe_wasm(subject: Subject) -> Examined:
    """Imports with their capability classes, and the hosts that the data names. Raises Refusal for what is no module.

    Components (the layered format) are described by their outermost sections only.
    """
    artifact = subject.artifact
    content = artifact.content.read_bytes()
    if not content.startswith(_MAGIC) or len(content) < 8:
        raise Refusal("the WebAssembly header cannot be read; the file is truncated or malformed")
    sections = list(_sections(content))
    imports, is_whole = _imports(content, sections)
    classes = [one for table in native_tables(subject.rules, "wasm") for one in table.classes]
    named = [(one.name, name) for one in classes for name in imports if matches(name, one.symbols)]
    producers = _producers(content, sections)
    described = NativeDescribed(
        place=Place(
            artifact=artifact.sha256,
            subject=artifact.subject,
            byte_offset=ByteOffset(0),
            byte_length=8,
            excerpt=f"WebAssembly module, {len(imports)} imports, {len(sections)} sections",
        ),
        format="wasm",
        architecture="wasm32",
        libraries=tuple(dict.fromkeys(name.partition(".")[0] for name in imports)),
        import_count=len(imports),
        capabilities=tuple(sorted({name for name, _ in named})),
        capability_imports=tuple(sorted(f"{name}:{symbol}" for name, symbol in named)),
        language=producers.get("language"),
        toolchain=producers.get("processed-by"),
        build_id=None,
        is_signed=None,
        signer=None,
        packer=None,
        hardening=(),
        highest_entropy=0.0,
        components=(),
    )
    ranges = [(section.start, section.end) for section in sections if section.number == _DATA]
    seen, more = endpoints_in(content, artifact, ranges, limit=_MAX_ENDPOINTS)
    gaps = []
    if not is_whole or not sections or sections[-1].end != len(content):
        gaps.append(Gap(reason="the sections of the WebAssembly module do not fill the file; it is truncated or malformed"))
    if more:
        gaps.append(
            Gap(
                reason=f"the module names more than {_MAX_ENDPOINTS} hosts",
                status=CoverageStatus.PARTIAL,
                hides=frozenset({Capability.NET_ENDPOINTS}),
            )
        )
    return Examined(observations=(described, *seen), bytes_examined=len(content), gaps=tuple(gaps))


def _sections(content: bytes | mmap.mmap) -> Iterator[_Section]:
    """The sections that lie inside of the file, in file order (WebAssembly core specification, binary format of modules)."""
    at = 8
    while at < len(content):
        number = content[at]
        length = _number(content, at + 1)
        if length is None or length[1] + length[0] > len(content):
            return
        start = length[1]
        yield _Section(number, start, start + length[0])
        at = start + length[0]


def _imports(content: bytes, sections: list[_Section]) -> tuple[tuple[str, ...], bool]:
    """`module.name` of each import in order, and whether the list was read to its end."""
    found: list[str] = []
    for section in (section for section in sections if section.number == _IMPORT):
        head = _number(content, section.start)
        if head is None:
            return tuple(found), False
        count, at = head
        for _ in range(min(count, _MAX_ENTRIES)):
            module = _text(content, at, section.end)
            name = _text(content, module[1], section.end) if module else None
            after = _after_description(content, name[1], section.end) if name else None
            if module is None or name is None or after is None:
                return tuple(found), False
            found.append(f"{module[0]}.{name[0]}")
            at = after
    return tuple(found), True


def _after_description(content: bytes, at: int, end: int) -> int | None:
    """Where the description of an import ends: a function, table, memory, global or tag."""
    if at >= end:
        return None
    kind, at = content[at], at + 1
    if kind == 0:
        number = _number(content, at)
        return number[1] if number else None
    if kind == 3:
        return at + 2
    if kind == 4:
        number = _number(content, at + 1)
        return number[1] if number else None
    if kind not in (1, 2):
        return None
    at += 1 if kind == 1 else 0
    flags = _number(content, at)
    lowest = _number(content, flags[1]) if flags else None
    if flags is None or lowest is None:
        return None
    if not flags[0] & 1:
        return lowest[1]
    highest = _number(content, lowest[1])
    return highest[1] if highest else None


def _producers(content: bytes, sections: list[_Section]) -> dict[str, str]:
    """Field -> names with versions, from the `producers` section (WebAssembly tool conventions)."""
    found: dict[str, str] = {}
    for section in (section for section in sections if section.number == _CUSTOM):
        name = _text(content, section.start, section.end)
        head = _number(content, name[1]) if name and name[0] == "producers" else None
        if head is None:
            continue  # another custom section
        at = head[1]
        for _ in range(min(head[0], 8)):
            field = _text(content, at, section.end)
            count = _number(content, field[1]) if field else None
            if field is None or count is None:
                return found
            at, values = count[1], []
            for _ in range(min(count[0], 32)):
                value = _text(content, at, section.end)
                version = _text(content, value[1], section.end) if value else None
                if value is None or version is None:
                    return found
                values.append(f"{value[0]} {version[0]}".strip())
                at = version[1]
            found[field[0]] = "; ".join(values)
    return found


def _number(content: bytes | mmap.mmap, at: int) -> tuple[int, int] | None:
    """An unsigned LEB128 number and where it ends; None: it does not end in the file, or is longer than five bytes."""
    value = shift = 0
    for _ in range(5):
        if at >= len(content):
            return None
        byte = content[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if not byte & 0x80:
            return value, at
        shift += 7
    return None


def _text(content: bytes, at: int, end: int) -> tuple[str, int] | None:
    length = _number(content, at)
    if length is None or length[1] + length[0] > end:
        return None
    return content[length[1] : length[1] + length[0]].decode("utf-8", "replace"), length[1] + length[0]
