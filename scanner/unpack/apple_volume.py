"""File systems of macOS, HFS+ and APFS, as they lie in disk images. The reading is that of libfshfs and libfsapfs."""

import stat
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pyfsapfs  # type: ignore[import-not-found]  # it ships no types
import pyfshfs  # type: ignore[import-not-found]  # it ships no types

from scanner.unpack.sink import Sink
from scanner.unpack.source import BLOCK_BYTES, Damaged, Source

_UNREADABLE = (OSError, ValueError, TypeError, OverflowError, MemoryError, SystemError, RuntimeError)
"""What the libraries raise for volumes that contradict themselves."""
_VOLUMES_MAX = 100
"""An APFS container has at most 100 volumes. Source: Apple File System Reference, NX_MAX_FILE_SYSTEMS."""
_HFS_HEADER_OFFSET = 1024
_HFS_SIGNATURES = (b"H+\x00\x04", b"HX\x00\x05")
_APFS_SIGNATURE = b"NXSB"
_OWN_FOLDERS = {"\x00\x00\x00\x00HFS+ Private Data": "(hard links)", ".HFS+ Private Directory Data\r": "(hard-linked folders)"}
"""Where HFS+ keeps what hard links share, under names that no user can give."""


def looks_like_hfs_plus(head: bytes) -> bool:
    """True where the volume header lies behind two boot sectors."""
    return head[_HFS_HEADER_OFFSET : _HFS_HEADER_OFFSET + 4] in _HFS_SIGNATURES


def looks_like_apfs(head: bytes) -> bool:
    """True where a container's superblock comes first, with a size of blocks that the format allows."""
    if head[32:36] != _APFS_SIGNATURE or len(head) < 40:
        return False
    return struct.unpack_from("<I", head, 36)[0] in (1 << power for power in range(12, 17))


def open_hfs_plus(source: Source, sink: Sink) -> None:
    block_bytes, blocks = struct.unpack(">II", source.exactly(_HFS_HEADER_OFFSET + 40, 8))
    _report_cut(source, sink, block_bytes * blocks)
    volume = pyfshfs.volume()
    try:
        volume.open_file_object(source.stream())
        root = volume.root_directory
    except _UNREADABLE as error:
        raise Damaged(f"its HFS+ file system cannot be read ({_first_words(error)})") from error
    _take_folder(sink, root, "")


def open_apfs(source: Source, sink: Sink) -> None:
    block_bytes, blocks = struct.unpack("<IQ", source.exactly(36, 12))
    _report_cut(source, sink, block_bytes * blocks)
    container = pyfsapfs.container()
    try:
        container.open_file_object(source.stream())
        count = int(container.number_of_volumes)
    except _UNREADABLE as error:
        raise Damaged(f"its APFS container cannot be read ({_first_words(error)})") from error
    for index in range(min(count, _VOLUMES_MAX)):
        try:
            volume = container.get_volume(index)
            name, is_locked = str(volume.name or index), bool(volume.is_locked())
            root = None if is_locked else volume.root_directory
        except _UNREADABLE as error:
            sink.gap(f"the APFS volume {index} cannot be read ({_first_words(error)})")
            continue
        if is_locked:
            sink.gap(f"the APFS volume `{name}` is encrypted")
        elif root is not None:
            _take_folder(sink, root, f"{name}/" if count > 1 else "")


def _report_cut(source: Source, sink: Sink, stated_bytes: int) -> None:
    if stated_bytes > source.size:
        sink.gap(f"it ends {stated_bytes - source.size} bytes before the file system does")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    path: str
    identifier: int
    mode: int
    item: Any
    """The library's own."""


def _take_folder(sink: Sink, root: Any, prefix: str) -> None:
    """Everything below a folder; one that is met twice is a loop."""
    seen = {_number(root.identifier)}
    waiting = [(root, prefix)]
    while waiting:
        folder, path = waiting.pop()
        for entry in _entries(sink, folder, path):
            if not stat.S_ISDIR(entry.mode):
                _take(sink, entry)
                continue
            sink.count()
            if entry.identifier in seen:
                sink.gap("the folder lies in several places, of which one was opened", step=entry.path)
            else:
                seen.add(entry.identifier)
                waiting.append((entry.item, f"{entry.path}/"))


def _entries(sink: Sink, folder: Any, path: str) -> Iterator[_Entry]:
    try:
        count = int(folder.number_of_sub_file_entries)
    except _UNREADABLE as error:
        sink.gap(f"the folder cannot be read ({_first_words(error)})", step=path or None)
        return
    for index in range(count):
        try:
            item = folder.get_sub_file_entry(index)
            name = str(item.name)
            entry = _Entry(
                path=path + _OWN_FOLDERS.get(name, name),
                identifier=_number(item.identifier),
                mode=_number(item.file_mode),
                item=item,
            )
        except _UNREADABLE as error:
            sink.count()
            sink.gap(f"entry {index} of the folder cannot be read ({_first_words(error)})", step=path or None)
            continue
        yield entry


def _take(sink: Sink, entry: _Entry) -> None:
    if stat.S_ISREG(entry.mode) or not stat.S_IFMT(entry.mode):
        sink.add(entry.path, _content(entry.item), is_executable=bool(entry.mode & 0o111))
        return
    sink.count()
    # An image is mounted and not laid out somewhere: where its links lead, nothing is written.
    if not stat.S_ISLNK(entry.mode):
        sink.gap("it is a device, a pipe or a socket", step=entry.path)


def _content(item: Any) -> Iterator[bytes]:
    try:
        left = int(item.size or 0)
        item.seek_offset(0, 0)
        while left > 0:
            block = item.read_buffer(min(left, BLOCK_BYTES))
            if not block:
                raise Damaged(f"it states {left} bytes more than there are")
            left -= len(block)
            yield bytes(block)
    except _UNREADABLE as error:
        raise Damaged(f"it cannot be read to the end ({_first_words(error)})") from error


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0


def _first_words(error: BaseException) -> str:
    """The libraries put the names of their functions in front."""
    return (str(error).splitlines() or [type(error).__name__])[0].rsplit(": ", 1)[-1][:120]
