"""QuickJS as WebAssembly: one guest for one run, started from an image of memory in which the world is already laid out."""

import contextlib
import ctypes
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from types import TracebackType

import quickjs_rs
import quickjs_rs._wasmtime as guest_engine
import tree_sitter
import wasmtime
from quickjs_rs import Context, Handle, QuickJSError, Runtime
from quickjs_rs._engine import QjsHandle

from scanner.emulate.effort import EFFORT, IsLate, after_steps
from scanner.emulate.instrument import LANGUAGE
from scanner.emulate.keeping import keep, keep_image, kept_image
from scanner.emulate.ordinary import with_ordinary_functions

MEMORY_BYTES = 256 * 1024 * 1024
"""Heap of one guest: ten times what the largest program of the corpus that is run whole has used."""
GROWN_BYTES = 192 * 1024 * 1024
"""Memory cannot shrink, and what a run let it grow by is lost to the next: beyond this growth a new machine is made."""
WASM_STACK_BYTES = 2 * 1024 * 1024
"""The most that wasmtime takes; some 2,300 nested calls of JavaScript. Beyond it the guest is ended."""

PARTS = (
    "primordials", "clock", "intl", "bytes", "buffer", "emitter", "decoders", "query", "url", "old_url", "targets", "stream_base",
    "readable", "writable", "streams", "stream_steps", "webstreams", "bodies", "fetch", "websocket", "peer", "http_server", "http", "net",
    "dns", "conversation", "language_client", "process", "os", "paths", "children", "files", "fs", "fs_streams", "crypto", "ciphers",
    "keys", "zlib", "inspect", "util", "assert", "readline", "contexts", "threads", "library", "stub", "clients", "libraries",
    "commands", "command_chains", "terminal", "shapes", "mcp", "mcp_packages", "frameworks", "koa", "fastify", "visits", "edge",
    "geography", "packages_files", "packages_flow", "packages_text", "packages_time", "packages_web", "packages_checks", "deno_std",
    "packages_telemetry", "packages_cli", "ai_sdk", "stacks", "globals", "collation", "intl_more", "wasm", "wasm_code", "modules",
    "keeping", "desktop", "windows", "screens", "editor_git", "editor_open", "workflow", "canvas", "keyboard", "browser", "runtimes",
    "turns", "watch", "listening", "driver", "handed", "decorated",
)  # fmt: skip
"""Files of `guest/`, in the order in which they need each other."""

LAYING_SECONDS = 60.0
"""Time to lay out the world: it takes one."""

ASK = "__unmask_ask"
HOOKS = "__unmask_hooks"

Ask = Callable[[str], str | None]
"""Kind of question, a line break and JSON text -> JSON text; None: no answer."""


TIME_LIMIT = "it was stopped at its time limit"


class GuestStopped(Exception):
    """The guest was ended: out of time, memory or stack. The text says which."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """The memory of a machine at rest. Restoring it gives the same state again, whatever ran in between."""

    memory: bytes
    stack_pointer: int


class _Machine:
    """One WebAssembly instance. Runs share it one after the other: each starts from an image, so that nothing of one reaches the next."""

    def __init__(self) -> None:
        self.runtime = Runtime(memory_limit=MEMORY_BYTES)
        self.context: Context = self.runtime.new_context(timeout=60)
        self._instance = self.context._engine_ctx._inst
        self._hooks: Handle | None = None
        self.ask: Ask = lambda question: None
        self.context.register(ASK, self._asked)
        self.is_late: IsLate = lambda: False
        self.runtime._engine_rt.set_interrupt_handler(self._polled)

    def _asked(self, question: str) -> str | None:
        EFFORT.questions += 1
        return self.ask(question)

    def _polled(self) -> bool:
        EFFORT.polls += 1
        return self.is_late()

    def size_bytes(self) -> int:
        return int(self._instance.mem.data_len(self._instance.store))

    def image(self) -> Image:
        """What the memory holds. Take it between calls only."""
        store = self._instance.store
        return Image(memory=bytes(self._instance.mem.read(store, 0, self.size_bytes())), stack_pointer=int(self._instance.sp.value(store)))

    def restore(self, image: Image) -> None:
        """Lay the image over the memory. What an earlier run let grow behind it is never given out again by the allocator of the image."""
        store, memory = self._instance.store, self._instance.mem
        missing = len(image.memory) - self.size_bytes()
        if missing > 0:
            memory.grow(store, -(-missing // 65536))
        ctypes.memmove(memory.data_ptr(store), image.memory, len(image.memory))
        self._instance.sp.set_value(store, image.stack_pointer)

    def hooks(self, number: int | None = None) -> Handle:
        """The driver's functions; `number`: their handle in the image, so that a new machine finds them again."""
        if self._hooks is None:
            made = (
                self.context.eval_handle(f"{HOOKS}()")
                if number is None
                else Handle(self.context, QjsHandle._adopt(self._instance, number, context=self.context._engine_ctx))
            )
            self._hooks = made
        return self._hooks

    def close(self) -> None:
        """Give the memory back. A machine that was ended amid a call cannot be taken down in order; its memory goes with the store."""
        with contextlib.suppress(QuickJSError, wasmtime.WasmtimeError, wasmtime.Trap):
            if self._hooks is not None:
                self._hooks.dispose()
        with contextlib.suppress(QuickJSError, wasmtime.WasmtimeError, wasmtime.Trap):
            self.runtime.close()


@dataclass(frozen=True, slots=True, kw_only=True)
class _World:
    """The world before any persona."""

    image: Image
    hooks: int
    """Handle of the driver's functions in the image."""


class Guest:
    """One run. Use as a context manager; nothing of it survives. One at a time: the next one takes the machine over."""

    def __init__(
        self,
        ask: Ask,
        *,
        seconds: float,
        load: Callable[[str], str | None] | None = None,
        normalize: Callable[[str, str], str | None] | None = None,
        image: Image | None = None,
    ) -> None:
        """image: where to begin; None: the world before any program."""
        world = _world()
        image = image or world.image
        self._machine = _machine_for(image)
        self._machine.ask = ask
        engine = self._machine.runtime
        engine.set_module_loader(load=load or (lambda name: None), normalize=normalize, transform_flags=0)
        self._machine.restore(image)
        EFFORT.runs += 1
        EFFORT.laid_bytes += len(image.memory)
        self._hooks = self._machine.hooks(world.hooks)
        self.allow(seconds)

    def __enter__(self) -> "Guest":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._machine.ask = lambda question: None

    def allow(self, seconds: float) -> None:
        """Give the guest so much time from this moment on, for all calls together."""
        self._machine.is_late = after_steps(seconds)

    def image(self) -> Image:
        """The state between two calls; a later guest can begin there."""
        return self._machine.image()

    def call(self, hook: str, *values: str | int) -> object:
        """Call one of the driver's functions. Raises GuestStopped."""
        try:
            with self._hooks.call_method(hook, *values) as answer:
                return None if answer.type_of in ("undefined", "function", "object") else answer.to_python()
        except quickjs_rs.InterruptError as error:
            raise GuestStopped(TIME_LIMIT) from error
        except quickjs_rs.MemoryLimitError as error:
            raise GuestStopped(f"it was stopped at its memory limit of {MEMORY_BYTES} bytes") from error
        except (wasmtime.Trap, wasmtime.WasmtimeError) as error:
            _forget(self._machine)
            raise GuestStopped("it was stopped at its stack limit") from error
        except QuickJSError as error:
            raise GuestStopped(f"it failed ({str(error)[:200]})") from error

    def drain(self) -> None:
        """Run the jobs of settled promises until none is left. Raises GuestStopped."""
        try:
            self._machine.context._engine_ctx.run_pending_jobs()
        except (wasmtime.Trap, wasmtime.WasmtimeError) as error:
            _forget(self._machine)
            raise GuestStopped("it was stopped at its stack limit") from error
        except QuickJSError as error:
            raise GuestStopped(f"it failed ({str(error)[:200]})") from error
        if self._machine.is_late():
            raise GuestStopped(TIME_LIMIT)


_machines: list[_Machine] = []
"""At most one: the machine that the next guest takes."""


def _machine_for(image: Image) -> _Machine:
    if _machines and _machines[0].size_bytes() - len(image.memory) > GROWN_BYTES:
        _forget(_machines[0])
    if not _machines:
        _machines.append(_Machine())
    return _machines[0]


def _forget(machine: _Machine) -> None:
    """After a trap, the machine's other state is not known: none begins with it again."""
    if machine in _machines:
        _machines.remove(machine)
        machine.close()


def _patterns(text: str) -> list[str]:
    """The regular expressions that the world itself uses: what they are applied to says nothing of the program."""
    tree = tree_sitter.Parser(LANGUAGE).parse(text.encode())
    found = tree_sitter.QueryCursor(tree_sitter.Query(LANGUAGE, "(regex_pattern) @n")).captures(tree.root_node)
    return sorted({(node.text or b"").decode() for node in found.get("n", [])})


def configure(engines: Path | None = None) -> None:
    """Give the engine of this process its limits, once. To be called before anything else uses it: what one engine made, another refuses.

    engines: folder of the user's own where compiled code is kept, which takes a second to make; None: made anew.
    """
    if guest_engine._SHARED_ENGINE is not None:
        return
    _kept_in.extend([engines] if engines is not None else [])
    settings = wasmtime.Config()
    settings.max_wasm_stack = WASM_STACK_BYTES
    if engines is not None:
        with contextlib.suppress(OSError, wasmtime.WasmtimeError):  # no place to keep it
            settings.cache = str(_cache_settings(engines))
    guest_engine._SHARED_ENGINE = wasmtime.Engine(settings)


def _cache_settings(engines: Path) -> Path:
    """The file in which wasmtime reads where to keep what it compiled."""
    path = engines / "wasmtime.toml"
    keep(path, f"[cache]\ndirectory = {json.dumps(str(engines.absolute() / 'javascript'))}\n".encode())
    return path


_kept_in: list[Path] = []
"""At most one: the folder given to `configure`."""


@cache
def _world() -> _World:
    """The world before any persona: made once for each state of its sources, and kept. Everything that a guest has comes from here."""
    configure()
    text = _text_of_world()
    if not _kept_in:
        return _laid_out(text)
    form = (files("scanner.emulate") / "ordinary.py").read_text(encoding="utf-8")
    parts = f"{version('quickjs-rs')} {version('wasmtime')} {MEMORY_BYTES}\n{form}\n{text}".encode()
    path = _kept_in[0] / f"javascript-{hashlib.sha256(parts).hexdigest()[:16]}.image"
    with contextlib.suppress(OSError, ValueError, LookupError):
        head, memory = kept_image(path)
        return _World(image=Image(memory=memory, stack_pointer=int(head["stack"])), hooks=int(head["hooks"]))
    world = _laid_out(text)
    with contextlib.suppress(OSError):  # no place to keep it
        keep_image(path, {"stack": world.image.stack_pointer, "hooks": world.hooks}, world.image.memory)
    return world


def _text_of_world() -> str:
    folder = files("scanner.emulate") / "guest"
    return "\n".join((folder / f"{part}.js").read_text(encoding="utf-8") for part in PARTS)


def _laid_out(text: str) -> _World:
    text = f"const ownPatterns = {json.dumps(_patterns(text))};\n{with_ordinary_functions(text)}"
    machine = _Machine()
    machine.is_late = after_steps(LAYING_SECONDS)
    machine.context.eval(f'(function () {{"use strict";\n{text}\n}})();0')
    hooks = machine.hooks()  # in the image, so that every guest finds it there
    _machines.append(machine)
    handle = hooks._engine_handle
    assert handle is not None  # it was made a few lines above
    return _World(image=machine.image(), hooks=handle._require_live())
