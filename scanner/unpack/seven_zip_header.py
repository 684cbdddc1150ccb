"""The header of a 7z archive: which streams lie where, how each is packed, and which files they hold.

Source of the layout: `7zFormat.txt` of the LZMA SDK.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from itertools import repeat

from scanner.unpack.fields import Fields
from scanner.unpack.source import Damaged

_STREAMS_MAX = 32
"""Most coders, and streams of one block, that 7-Zip itself takes."""
_UNIX_MODE = 0x8000
"""Set in the attributes of a file whose upper half is a mode."""


class _Id(IntEnum):
    END = 0x00
    HEADER = 0x01
    ARCHIVE = 0x02
    STREAMS = 0x04
    FILES = 0x05
    PACK = 0x06
    UNPACK = 0x07
    SUBSTREAMS = 0x08
    SIZE = 0x09
    CRC = 0x0A
    FOLDER = 0x0B
    UNPACK_SIZE = 0x0C
    COUNT = 0x0D
    EMPTY_STREAM = 0x0E
    EMPTY_FILE = 0x0F
    NAMES = 0x11
    ATTRIBUTES = 0x15
    PACKED_HEADER = 0x17


@dataclass(frozen=True, slots=True, kw_only=True)
class Coder:
    """One step of packing."""

    method: bytes
    properties: bytes
    inputs: int
    """Streams that it reads when it unpacks; all coders give one."""


@dataclass(slots=True, kw_only=True)
class Block:
    """Files that are packed as one: a "folder" of the format."""

    coders: tuple[Coder, ...]
    bound: dict[int, int]
    """From an input, counted over all coders, to the coder whose output it reads."""
    packed_inputs: tuple[int, ...]
    """Inputs that read the packed streams of the archive, in the order of these."""
    sizes: tuple[int, ...] = ()
    """Unpacked bytes that each coder gives."""
    crc32: int | None = None
    file_sizes: tuple[int, ...] = ()
    file_crcs: tuple[int | None, ...] = ()

    @property
    def last(self) -> int:
        """The coder whose output nobody reads: the content."""
        free = set(range(len(self.coders))) - set(self.bound.values())
        if len(free) != 1:
            raise Damaged("a block has no one content")
        return free.pop()


@dataclass(frozen=True, slots=True, kw_only=True)
class Streams:
    """What lies packed in the archive."""

    packed_at: int
    """Behind the 32 bytes of the signature."""
    packed_sizes: tuple[int, ...]
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A file or folder."""

    name: str
    has_content: bool
    """True: the next content of the blocks is its."""
    is_file: bool
    is_executable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """A whole header. `entries` is None where it is packed itself, as the one content of `streams`."""

    streams: Streams | None
    entries: tuple[Entry, ...] | None


def read_header(fields: Fields) -> Header:
    """Raises Damaged."""
    kind = fields.number("B")
    if kind == _Id.PACKED_HEADER:
        return Header(streams=_streams(fields), entries=None)
    if kind != _Id.HEADER:
        raise Damaged(f"its header begins with {kind}")
    streams: Streams | None = None
    entries: tuple[Entry, ...] = ()
    while (kind := fields.number("B")) != _Id.END:
        match kind:
            case _Id.ARCHIVE:
                _skip_properties(fields)
            case _Id.STREAMS:
                streams = _streams(fields)
            case _Id.FILES:
                entries = _files(fields)
            case _:
                raise Damaged(f"its header holds a part {kind} that is not known")
    return Header(streams=streams, entries=entries)


def _number(fields: Fields) -> int:
    """The ones that lead the first byte tell how many bytes follow; the rest of it is the highest part."""
    first = fields.number("B")
    value = 0
    for index in range(8):
        mask = 0x80 >> index
        if not first & mask:
            return value | (first & (mask - 1)) << 8 * index
        value |= fields.number("B") << 8 * index
    return value


def _count(fields: Fields, *, least_bytes: int = 1) -> int:
    count = _number(fields)
    if count * least_bytes > fields.end - fields.at:
        raise Damaged(f"its header states {count} records, more than it can hold")
    return count


def _skip_properties(fields: Fields) -> None:
    while fields.number("B") != _Id.END:
        fields.skip(_number(fields))


def _streams(fields: Fields) -> Streams:
    packed_at = 0
    packed_sizes: tuple[int, ...] = ()
    blocks: tuple[Block, ...] = ()
    while (kind := fields.number("B")) != _Id.END:
        match kind:
            case _Id.PACK:
                packed_at, packed_sizes = _packed(fields)
            case _Id.UNPACK:
                blocks = _blocks(fields)
            case _Id.SUBSTREAMS:
                _split(fields, blocks)
            case _:
                raise Damaged(f"its list of streams holds a part {kind} that is not known")
    for block in blocks:
        if not block.file_sizes and not block.file_crcs:
            block.file_sizes, block.file_crcs = (block.sizes[block.last],), (block.crc32,)
    return Streams(packed_at=packed_at, packed_sizes=packed_sizes, blocks=blocks)


def _packed(fields: Fields) -> tuple[int, tuple[int, ...]]:
    at, count = _number(fields), _count(fields)
    sizes: tuple[int, ...] = ()
    while (kind := fields.number("B")) != _Id.END:
        match kind:
            case _Id.SIZE:
                sizes = tuple(_number(fields) for _ in range(count))
            case _Id.CRC:
                _digests(fields, count)
            case _:
                raise Damaged(f"its list of packed streams holds a part {kind} that is not known")
    return at, sizes


def _blocks(fields: Fields) -> tuple[Block, ...]:
    blocks: tuple[Block, ...] = ()
    while (kind := fields.number("B")) != _Id.END:
        match kind:
            case _Id.FOLDER:
                count = _count(fields)
                _refuse_external(fields)
                blocks = tuple(_block(fields) for _ in range(count))
            case _Id.UNPACK_SIZE:
                for block in blocks:
                    block.sizes = tuple(_number(fields) for _ in block.coders)
            case _Id.CRC:
                for block, crc in zip(blocks, _digests(fields, len(blocks)), strict=True):
                    block.crc32 = crc
            case _:
                raise Damaged(f"its list of blocks holds a part {kind} that is not known")
    if any(not block.sizes for block in blocks):
        raise Damaged("a block states no size")
    return blocks


def _block(fields: Fields) -> Block:
    count = _number(fields)
    if not 0 < count <= _STREAMS_MAX:
        raise Damaged(f"a block states {count} coders")
    coders = tuple(_coder(fields) for _ in range(count))
    inputs = sum(coder.inputs for coder in coders)
    if inputs > _STREAMS_MAX:
        raise Damaged(f"a block states {inputs} streams")
    bound = {_number(fields): _number(fields) for _ in range(count - 1)}
    if any(each >= inputs for each in bound) or any(each >= count for each in bound.values()):
        raise Damaged("a block binds streams that it has not")
    free = tuple(each for each in range(inputs) if each not in bound)
    packed = free if len(free) == 1 else tuple(_number(fields) for _ in free)
    if set(packed) != set(free):
        raise Damaged("a block reads streams that are bound")
    return Block(coders=coders, bound=bound, packed_inputs=packed)


def _coder(fields: Fields) -> Coder:
    flags = fields.number("B")
    method = fields.content(flags & 0x0F)
    inputs, outputs = (_number(fields), _number(fields)) if flags & 0x10 else (1, 1)
    if outputs != 1 or not 0 < inputs <= _STREAMS_MAX or flags & 0xC0:
        raise Damaged(f"a block states a coder of {inputs} inputs and {outputs} outputs")
    properties = fields.content(_number(fields)) if flags & 0x20 else b""
    return Coder(method=method, properties=properties, inputs=inputs)


def _split(fields: Fields, blocks: tuple[Block, ...]) -> None:
    """How the content of each block is cut into files."""
    counts = [1] * len(blocks)
    kind = fields.number("B")
    if kind == _Id.COUNT:
        counts = [_count(fields, least_bytes=0) for _ in blocks]
        kind = fields.number("B")
    if sum(counts) > fields.end - fields.at + len(blocks):
        raise Damaged(f"its header states {sum(counts)} files, more than it can hold")
    for block, count in zip(blocks, counts, strict=True):
        sizes = [_number(fields) for _ in range(count - 1)] if kind == _Id.SIZE else []
        rest = block.sizes[block.last] - sum(sizes)
        if rest < 0 or len(sizes) != max(0, count - 1):
            raise Damaged("the files of a block are larger than the block")
        block.file_sizes = (*sizes, rest) if count else ()
        block.file_crcs = (None,) * count
    if kind == _Id.SIZE:
        kind = fields.number("B")
    if kind == _Id.CRC:
        _set_digests(fields, blocks)
        kind = fields.number("B")
    if kind != _Id.END:
        raise Damaged(f"its list of files' streams holds a part {kind} that is not known")


def _set_digests(fields: Fields, blocks: tuple[Block, ...]) -> None:
    """A block of one file whose digest is known already is left out of the list."""
    is_known = {index for index, block in enumerate(blocks) if len(block.file_sizes) == 1 and block.crc32 is not None}
    digests = iter(_digests(fields, sum(len(block.file_sizes) for index, block in enumerate(blocks) if index not in is_known)))
    for index, block in enumerate(blocks):
        block.file_crcs = (block.crc32,) if index in is_known else tuple(next(digests) for _ in block.file_sizes)


def _digests(fields: Fields, count: int) -> tuple[int | None, ...]:
    are_given = _flags_or_all(fields, count)
    return tuple(fields.number("<I") if is_given else None for is_given in are_given)


def _flags_or_all(fields: Fields, count: int) -> tuple[bool, ...]:
    return tuple(repeat(True, count)) if fields.number("B") else _flags(fields, count)


def _flags(fields: Fields, count: int) -> tuple[bool, ...]:
    bits = fields.content((count + 7) // 8)
    return tuple(bool(bits[index // 8] & 0x80 >> index % 8) for index in range(count))


def _refuse_external(fields: Fields) -> None:
    if fields.number("B"):
        raise Damaged("a part of its header lies outside the header, which no tool writes")


def _files(fields: Fields) -> tuple[Entry, ...]:
    count = _count(fields)
    names: tuple[str, ...] = ("",) * count
    is_empty: tuple[bool, ...] = (False,) * count
    empty_files: tuple[bool, ...] = ()
    modes: tuple[int, ...] = (0,) * count
    while (kind := _number(fields)) != _Id.END:
        place = fields.skip(_number(fields))
        part = Fields(source=fields.source, at=place.offset, end=place.end)
        match kind:
            case _Id.EMPTY_STREAM:
                is_empty = _flags(part, count)
            case _Id.EMPTY_FILE:
                empty_files = _flags(part, sum(is_empty))
            case _Id.NAMES:
                names = tuple(_names(part, count))
            case _Id.ATTRIBUTES:
                modes = tuple(_modes(part, count))
    is_file = iter(empty_files)
    return tuple(
        Entry(name=name, has_content=not empty, is_file=not empty or next(is_file, False), is_executable=bool(mode & 0o111))
        for name, empty, mode in zip(names, is_empty, modes, strict=True)
    )


def _names(fields: Fields, count: int) -> Iterator[str]:
    _refuse_external(fields)
    names = fields.content(fields.end - fields.at).decode("utf-16-le", "replace").split("\x00")
    if len(names) < count:
        raise Damaged(f"its header names {len(names) - 1} of {count} files")
    yield from names[:count]


def _modes(fields: Fields, count: int) -> Iterator[int]:
    are_given = _flags_or_all(fields, count)
    _refuse_external(fields)
    for is_given in are_given:
        attributes = fields.number("<I") if is_given else 0
        yield attributes >> 16 if attributes & _UNIX_MODE else 0
