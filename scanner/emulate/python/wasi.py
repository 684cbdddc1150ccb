"""The system calls of a guest, answered here: no file, clock or random number of the host is within its reach.

Implements WASI preview 1 as far as CPython asks for it (https://github.com/WebAssembly/WASI, legacy/preview1/docs.md).
"""

import ctypes
import hashlib
import struct
from collections.abc import Callable
from dataclasses import dataclass

import wasmtime

from scanner.emulate.python.disk import Disk, DiskError, Kind
from scanner.world.drawn import BLOCKS, random_block

CHANNEL = 4
"""Descriptor of the channel to the world: a question is written, its answer is read."""
_ROOT = 3
_FIRST_FREE = 5
_MOST_OPEN = 256
_ALL_RIGHTS = (1 << 64) - 1
_SEEKS = 1 << 2 | 1 << 5
"""Rights to seek and tell, which tell a file from a terminal."""
_READ_BYTES = 1 << 24
"""Most that one read gives."""
_SUCCESS, _BADF, _FAULT, _INVAL, _NFILE, _NOSYS, _SPIPE, _TOOBIG = 0, 8, 21, 28, 41, 52, 70, 22
_CREATE, _DIRECTORY, _EXCLUSIVE, _TRUNCATE = 1, 2, 4, 8
_APPEND = 1
_FOLLOW = 1
_TYPES = {Kind.FILE: 4, Kind.FOLDER: 3, Kind.LINK: 7, Kind.DEVICE: 2, Kind.PIPE: 0}
_CLOCK_REALTIME = 0


class Stopped(Exception):
    """The guest is not gone on with; what it was asked for is done, or it asked for its end."""


@dataclass(slots=True)
class _Open:
    """An open descriptor."""

    path: str
    kind: Kind
    flags: int = 0
    at: int = 0
    is_dirty: bool = False
    written: bytearray | None = None
    """What was appended; None: the whole content is what was written."""
    names: tuple[str, ...] = ()


@dataclass(slots=True, kw_only=True)
class Streams:
    """Where the standard streams lead."""

    read: Callable[[], bytes]
    """What standard input gives next; empty at its end."""
    write: Callable[[int, bytes], None]
    """Takes what is written to descriptor 1 or 2."""
    is_terminal: bool


class System:
    """What stands below one guest."""

    def __init__(self, disk: Disk, streams: Streams, answer: Callable[[bytes], bytes], *, clock_ns: int, stream: int = 0) -> None:
        self._disk, self._streams, self._answer = disk, streams, answer
        self._clock_ns = clock_ns
        self._ticks_ns = 0
        self._random = stream * BLOCKS
        self._answers = bytearray()
        self._input = bytearray()
        self._arguments: tuple[bytes, ...] = ()
        self._environment: tuple[bytes, ...] = ()
        self._memory: wasmtime.Memory | None = None
        self._store: wasmtime.Store | None = None
        self.is_armed = False
        """True: the next look at the clock ends the guest, which stands still for its image."""
        stdin = Kind.DEVICE if streams.is_terminal else Kind.PIPE
        self._open: dict[int, _Open] = {
            0: _Open("/dev/stdin", stdin),
            1: _Open("/dev/stdout", Kind.PIPE),
            2: _Open("/dev/stderr", Kind.PIPE),
            _ROOT: _Open("/", Kind.FOLDER),
            CHANNEL: _Open("/dev/world", Kind.PIPE),
        }

    def started_with(self, arguments: tuple[str, ...], environment: tuple[tuple[str, str], ...]) -> None:
        """What the guest is started with, where it is started and not taken up from an image."""
        self._arguments = tuple(one.encode() + b"\0" for one in arguments)
        self._environment = tuple(f"{name}={value}".encode() + b"\0" for name, value in environment)

    def attach(self, store: wasmtime.Store, memory: wasmtime.Memory) -> None:
        self._store, self._memory = store, memory

    def call(self, name: str, values: tuple[int, ...]) -> int:
        """Answer one call; the error of WASI, 0 for success. Raises Stopped."""
        run: Callable[..., int] | None = getattr(self, f"_{name}", None)
        if run is None:
            return _NOSYS
        try:
            return run(*values)
        except DiskError as error:
            return error.number
        except (_OutOfBounds, OverflowError, struct.error):
            return _FAULT

    def close_all(self) -> None:
        """Write down what was left open."""
        for number in [number for number in self._open if number >= _FIRST_FREE]:
            self._close(self._open.pop(number))

    # Memory of the guest: every access is checked against its size.

    def _span(self, at: int, size: int) -> int:
        assert self._memory is not None
        assert self._store is not None
        at &= 0xFFFFFFFF
        if size < 0 or at + size > self._memory.data_len(self._store):
            raise _OutOfBounds
        return ctypes.addressof(self._memory.data_ptr(self._store).contents) + at

    def _get(self, at: int, size: int) -> bytes:
        return ctypes.string_at(self._span(at, size), size)

    def _put(self, at: int, content: bytes) -> None:
        ctypes.memmove(self._span(at, len(content)), content, len(content))

    def _put_number(self, at: int, value: int) -> int:
        self._put(at, struct.pack("<I", value & 0xFFFFFFFF))
        return _SUCCESS

    def _put_long(self, at: int, value: int) -> int:
        self._put(at, struct.pack("<Q", value & 0xFFFFFFFFFFFFFFFF))
        return _SUCCESS

    def _vectors(self, at: int, count: int) -> list[tuple[int, int]]:
        if not 0 <= count <= 1024:
            raise _OutOfBounds
        return [struct.unpack("<II", self._get(at + 8 * index, 8)) for index in range(count)]

    def _path(self, number: int, at: int, size: int) -> str:
        base = self._descriptor(number)
        text = self._get(at, min(size & 0xFFFFFFFF, 4096)).decode("utf-8", "surrogateescape")
        return self._disk.joined(base.path, text)

    def _descriptor(self, number: int) -> _Open:
        found = self._open.get(number & 0xFFFFFFFF)
        if found is None:
            raise DiskError(_BADF)
        return found

    # Start

    def _args_get(self, pointers: int, texts: int) -> int:
        return self._texts(self._arguments, pointers, texts)

    def _args_sizes_get(self, count: int, size: int) -> int:
        self._put_number(count, len(self._arguments))
        return self._put_number(size, sum(map(len, self._arguments)))

    def _environ_get(self, pointers: int, texts: int) -> int:
        return self._texts(self._environment, pointers, texts)

    def _environ_sizes_get(self, count: int, size: int) -> int:
        self._put_number(count, len(self._environment))
        return self._put_number(size, sum(map(len, self._environment)))

    def _texts(self, values: tuple[bytes, ...], pointers: int, texts: int) -> int:
        for index, value in enumerate(values):
            self._put_number(pointers + 4 * index, texts)
            self._put(texts, value)
            texts += len(value)
        return _SUCCESS

    # Clock and chance

    def _clock_res_get(self, _: int, out: int) -> int:
        return self._put_long(out, 1_000_000)

    def _clock_time_get(self, clock: int, _: int, out: int) -> int:
        if self.is_armed:
            raise Stopped
        if clock == _CLOCK_REALTIME:
            return self._put_long(out, self._clock_ns)
        self._ticks_ns += 1_000_000
        return self._put_long(out, self._ticks_ns)

    def _random_get(self, out: int, size: int) -> int:
        self._span(out, size)
        content = b""
        while len(content) < min(size, 1 << 16):
            content += random_block(self._random)
            self._random += 1
        self._put(out, (content * (size // len(content) + 1))[:size] if content else b"")
        return _SUCCESS

    def _poll_oneoff(self, _: int, out: int, count: int, ready: int) -> int:
        """Nothing is waited for: every event has come about."""
        for index in range(min(max(count, 0), 64)):
            self._put(out + 32 * index, bytes(32))
        return self._put_number(ready, count)

    def _sched_yield(self) -> int:
        return _SUCCESS

    def _proc_exit(self, code: int) -> int:
        raise Stopped(f"it left with status {code}")

    # Descriptors

    def _fd_prestat_get(self, number: int, out: int) -> int:
        if number != _ROOT:
            return _BADF
        self._put(out, struct.pack("<II", 0, 1))
        return _SUCCESS

    def _fd_prestat_dir_name(self, number: int, out: int, size: int) -> int:
        if number != _ROOT or size < 1:
            return _BADF
        self._put(out, b"/")
        return _SUCCESS

    def _fd_fdstat_get(self, number: int, out: int) -> int:
        found = self._descriptor(number)
        rights = _ALL_RIGHTS if found.kind in (Kind.FILE, Kind.FOLDER) else _ALL_RIGHTS & ~_SEEKS
        self._put(out, struct.pack("<BxHxxxxQQ", _TYPES[found.kind], found.flags, rights, rights))
        return _SUCCESS

    def _fd_fdstat_set_flags(self, number: int, flags: int) -> int:
        self._descriptor(number).flags = flags & 0xFFFF
        return _SUCCESS

    def _fd_filestat_get(self, number: int, out: int) -> int:
        found = self._descriptor(number)
        size = len(self._disk.content(found.path)) if found.kind is Kind.FILE else 0
        return self._put_stat(out, found.path, found.kind, size)

    def _put_stat(self, out: int, path: str, kind: Kind, size: int) -> int:
        number = int.from_bytes(hashlib.sha256(path.encode("utf-8", "surrogateescape")).digest()[:6], "little")
        self._put(out, struct.pack("<QQBxxxxxxxQQQQQ", 1, number, _TYPES[kind], 1, size, self._clock_ns, self._clock_ns, self._clock_ns))
        return _SUCCESS

    def _fd_filestat_set_size(self, number: int, size: int) -> int:
        found = self._descriptor(number)
        content = self._disk.for_writing(found.path)
        if not 0 <= size <= self._disk.room(content):
            return _TOOBIG
        content[size:] = bytes(max(0, size - len(content)))
        found.is_dirty = True
        return _SUCCESS

    def _fd_filestat_set_times(self, number: int, *_: int) -> int:
        self._descriptor(number)
        return _SUCCESS

    def _fd_advise(self, number: int, *_: int) -> int:
        self._descriptor(number)
        return _SUCCESS

    def _fd_sync(self, number: int) -> int:
        self._descriptor(number)
        return _SUCCESS

    _fd_datasync = _fd_sync

    def _fd_close(self, number: int) -> int:
        self._descriptor(number)
        self._close(self._open.pop(number & 0xFFFFFFFF))
        return _SUCCESS

    def _close(self, found: _Open) -> None:
        if found.is_dirty:
            self._disk.wrote(found.path, None if found.written is None else bytes(found.written))

    def _fd_seek(self, number: int, offset: int, whence: int, out: int) -> int:
        found = self._descriptor(number)
        if found.kind is not Kind.FILE:
            return _SPIPE
        base = {0: 0, 1: found.at, 2: len(self._disk.content(found.path))}.get(whence)
        if base is None or base + offset < 0:
            return _INVAL
        found.at = base + offset
        return self._put_long(out, found.at)

    def _fd_tell(self, number: int, out: int) -> int:
        return self._fd_seek(number, 0, 1, out)

    def _fd_read(self, number: int, vectors: int, count: int, out: int) -> int:
        found = self._descriptor(number)
        places = self._vectors(vectors, count)
        size = min(sum(length for _, length in places), _READ_BYTES)
        content = self._taken(number, found, size)
        return self._scattered(content, places, out)

    def _taken(self, number: int, found: _Open, size: int) -> bytes:
        if number == CHANNEL:
            content = bytes(self._answers[:size])
            del self._answers[:size]
            return content
        if number == 0:
            if not self._input:
                self._input += self._streams.read()
            content = bytes(self._input[:size])
            del self._input[:size]
            return content
        if found.kind is Kind.FOLDER:
            raise DiskError(31)
        if found.kind is not Kind.FILE:
            return b""
        piece = bytes(self._disk.content(found.path)[found.at : found.at + size])
        found.at += len(piece)
        return piece

    def _scattered(self, content: bytes, places: list[tuple[int, int]], out: int) -> int:
        at = 0
        for place, length in places:
            piece = content[at : at + length]
            self._put(place, piece)
            at += len(piece)
        return self._put_number(out, at)

    def _fd_pread(self, number: int, vectors: int, count: int, offset: int, out: int) -> int:
        found = self._descriptor(number)
        if found.kind is not Kind.FILE or offset < 0:
            return _SPIPE
        places = self._vectors(vectors, count)
        size = min(sum(length for _, length in places), _READ_BYTES)
        return self._scattered(bytes(self._disk.content(found.path)[offset : offset + size]), places, out)

    def _fd_write(self, number: int, vectors: int, count: int, out: int) -> int:
        found = self._descriptor(number)
        content = b"".join(self._get(place, length) for place, length in self._vectors(vectors, count))
        if number == CHANNEL:
            self._answers += self._answer(content)
        elif number in (1, 2):
            self._streams.write(number, content)
        elif found.kind is Kind.FILE:
            self._write(found, content)
        elif found.kind is Kind.FOLDER:
            return _BADF
        return self._put_number(out, len(content))

    def _write(self, found: _Open, content: bytes) -> None:
        held = self._disk.for_writing(found.path)
        if found.flags & _APPEND:
            found.at = len(held)
            if found.written is None and not found.is_dirty:
                found.written = bytearray()
        if found.at + len(content) > self._disk.room(held):
            raise DiskError(_TOOBIG)
        if found.at > len(held):
            held += bytes(found.at - len(held))
        held[found.at : found.at + len(content)] = content
        found.at += len(content)
        found.is_dirty = True
        if found.written is not None:
            found.written += content

    def _fd_pwrite(self, number: int, vectors: int, count: int, offset: int, out: int) -> int:
        found = self._descriptor(number)
        if found.kind is not Kind.FILE or offset < 0:
            return _SPIPE
        content = b"".join(self._get(place, length) for place, length in self._vectors(vectors, count))
        before, found.at = found.at, offset
        self._write(found, content)
        found.at = before
        return self._put_number(out, len(content))

    def _fd_readdir(self, number: int, buffer: int, size: int, cookie: int, out: int) -> int:
        found = self._descriptor(number)
        if found.kind is not Kind.FOLDER:
            return 54
        if cookie == 0 or not found.names:
            found.names = (".", "..", *self._disk.names(found.path))
        content = bytearray()
        for index in range(max(cookie, 0), len(found.names)):
            name = found.names[index]
            kind = Kind.FOLDER if name in (".", "..") else self._disk.kind(self._disk.joined(found.path, name)) or Kind.FILE
            raw = name.encode("utf-8", "surrogateescape")
            content += struct.pack("<QQIBxxx", index + 1, index + 1, len(raw), _TYPES[kind]) + raw
            if len(content) >= size:
                break
        self._put(buffer, bytes(content[:size]))
        return self._put_number(out, min(len(content), size))

    # Paths

    def _path_open(self, base: int, lookup: int, path: int, size: int, how: int, rights: int, _: int, flags: int, out: int) -> int:
        where = self._disk.resolved(self._path(base, path, size), follows=bool(lookup & _FOLLOW))
        kind = self._disk.kind(where)
        if how & _EXCLUSIVE and how & _CREATE and kind is not None:
            return 20
        if kind is None:
            if not how & _CREATE or how & _DIRECTORY:
                return 44
            self._disk.create(where)
            kind = Kind.FILE
        elif how & _DIRECTORY and kind is not Kind.FOLDER:
            return 54
        if len(self._open) >= _MOST_OPEN:
            return _NFILE
        opened = _Open(where, kind, flags & 0xFFFF)
        if how & _TRUNCATE and kind is Kind.FILE:
            self._disk.for_writing(where).clear()
            opened.is_dirty = True
        elif how & _CREATE and kind is Kind.FILE and not flags & _APPEND and not len(self._disk.content(where)):
            opened.is_dirty = True
        number = next(one for one in range(_FIRST_FREE, _FIRST_FREE + _MOST_OPEN + 1) if one not in self._open)
        self._open[number] = opened
        return self._put_number(out, number)

    def _path_filestat_get(self, base: int, lookup: int, path: int, size: int, out: int) -> int:
        where = self._disk.resolved(self._path(base, path, size), follows=bool(lookup & _FOLLOW))
        kind = self._disk.kind(where, follows=bool(lookup & _FOLLOW))
        if kind is None:
            return 44
        return self._put_stat(out, where, kind, len(self._disk.content(where)) if kind is Kind.FILE else 0)

    def _path_filestat_set_times(self, *_: int) -> int:
        return _SUCCESS

    def _path_readlink(self, base: int, path: int, size: int, buffer: int, room: int, out: int) -> int:
        target = self._disk.target(self._path(base, path, size)).encode("utf-8", "surrogateescape")[: max(room, 0)]
        self._put(buffer, target)
        return self._put_number(out, len(target))

    def _path_create_directory(self, base: int, path: int, size: int) -> int:
        self._disk.make_folder(self._path(base, path, size))
        return _SUCCESS

    def _path_remove_directory(self, base: int, path: int, size: int) -> int:
        self._disk.remove(self._path(base, path, size), is_folder=True)
        return _SUCCESS

    def _path_unlink_file(self, base: int, path: int, size: int) -> int:
        self._disk.remove(self._path(base, path, size), is_folder=False)
        return _SUCCESS

    def _path_rename(self, base: int, path: int, size: int, other: int, to: int, to_size: int) -> int:
        self._disk.rename(self._path(base, path, size), self._path(other, to, to_size))
        return _SUCCESS

    def _path_symlink(self, target: int, target_size: int, base: int, path: int, size: int) -> int:
        text = self._get(target, min(target_size & 0xFFFFFFFF, 4096)).decode("utf-8", "surrogateescape")
        self._disk.make_link(self._path(base, path, size), text)
        return _SUCCESS


class _OutOfBounds(Exception):
    """The guest named memory that it does not have."""
