"""asar archives of Electron: a JSON index, then the contents, with a digest for each."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass

from scanner.unpack.fields import Range, unclaimed
from scanner.unpack.names import leads_out
from scanner.unpack.sink import Sink
from scanner.unpack.source import BLOCK_BYTES, Damaged, Source

_PREFIX_BYTES = 16
_INDEX_BYTES_MAX = 64 << 20
"""The largest index of 12 desktop applications has 3 MB."""
_FOLDER_LEVELS_MAX = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    path: str
    value: dict[str, object]


def looks_like_asar(head: bytes) -> bool:
    """True for the pickled lengths that begin an archive, with the index behind them."""
    if len(head) < 24 or head[:4] != b"\x04\x00\x00\x00":
        return False
    outer, inner, length = (int.from_bytes(head[at : at + 4], "little") for at in (4, 8, 12))
    return outer >= inner >= length > 0 and head[16:].lstrip()[:1] == b"{"


def open_asar(source: Source, sink: Sink) -> None:
    header = source.exactly(0, _PREFIX_BYTES)
    base = 8 + int.from_bytes(header[4:8], "little")
    length = int.from_bytes(header[12:16], "little")
    if length > min(_INDEX_BYTES_MAX, source.size):
        raise Damaged(f"its index states {length} bytes")
    try:
        index = json.loads(source.exactly(_PREFIX_BYTES, length))
    except (ValueError, RecursionError) as error:
        raise Damaged("its index is no JSON") from error
    claimed = [_take(source, sink, base, entry) for entry in _entries(index)]
    for place in unclaimed(source, Range(offset=base, length=max(0, source.size - base)), claimed):
        sink.gap(f"{place.length} bytes at offset {place.offset} are in no entry of the index")


def _entries(index: object) -> Iterator[_Entry]:
    stack: list[tuple[str, object, int]] = [("", index, 0)]
    while stack:
        path, value, level = stack.pop()
        if not isinstance(value, dict):
            raise Damaged("its index does not describe files")
        files = value.get("files")
        if isinstance(files, dict):
            if level >= _FOLDER_LEVELS_MAX:
                raise Damaged(f"its folders nest deeper than {_FOLDER_LEVELS_MAX}")
            stack.extend((f"{path}/{name}" if path else str(name), child, level + 1) for name, child in reversed(files.items()))
        else:
            yield _Entry(path=path, value=value)


def _take(source: Source, sink: Sink, base: int, entry: _Entry) -> Range:
    """Returns the place of the content; an empty one where it lies elsewhere."""
    link = entry.value.get("link")
    if isinstance(link, str):
        sink.count()
        if leads_out("", link):
            sink.gap(f"it is a link that leads out of the archive, to `{link[:200]}`", step=entry.path)
        return Range(offset=base, length=0)
    if entry.value.get("unpacked"):
        sink.count()
        sink.gap("its content lies beside the archive, in the folder of unpacked files", step=entry.path, hides=frozenset())
        return Range(offset=base, length=0)
    offset, size_bytes = _number(entry.value.get("offset")), _number(entry.value.get("size"))
    start = base + offset
    member = sink.add(entry.path, source.chunks(start, size_bytes), is_executable=bool(entry.value.get("executable")))
    if member.size_bytes == size_bytes and not _is_intact(source, start, size_bytes, entry.value.get("integrity")):
        sink.gap("its content does not have the digest that the index states", step=entry.path, sha256=member.sha256)
    return Range(offset=start, length=size_bytes)


def _number(value: object) -> int:
    try:
        number = int(str(value))
    except ValueError:
        raise Damaged("its index states a place that is no number") from None
    if not 0 <= number < 1 << 62:
        raise Damaged("its index states a place outside the archive")
    return number


def _is_intact(source: Source, start: int, size_bytes: int, stated: object) -> bool:
    """True also where no digest is stated. The digests of blocks are checked too: Electron reads by them."""
    if not isinstance(stated, dict) or stated.get("algorithm") != "SHA256":
        return True
    whole = hashlib.sha256()
    for chunk in source.chunks(start, size_bytes):
        whole.update(chunk)
    if whole.hexdigest() != stated.get("hash"):
        return False
    blocks, block_bytes = stated.get("blocks"), stated.get("blockSize")
    if not isinstance(blocks, list) or not isinstance(block_bytes, int) or not 0 < block_bytes <= 64 * BLOCK_BYTES:
        return True
    found = [
        hashlib.sha256(source.at(start + at, min(block_bytes, size_bytes - at))).hexdigest() for at in range(0, size_bytes, block_bytes)
    ] or [hashlib.sha256(b"").hexdigest()]
    return found == blocks or (not blocks and not size_bytes)
