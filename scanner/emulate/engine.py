"""QuickJS as WebAssembly: one guest for one run, started from a snapshot in which the world is already laid out."""

import json
import time
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from types import TracebackType

import quickjs_rs
import quickjs_rs._wasmtime as guest_engine
import tree_sitter
import wasmtime
from quickjs_rs import Context, Handle, QuickJSError, Runtime, Snapshot

from scanner.emulate.instrument import LANGUAGE

MEMORY_BYTES = 256 * 1024 * 1024
"""Heap of one guest: ten times what the largest program of the corpus that is run whole has used."""
WASM_STACK_BYTES = 2 * 1024 * 1024
"""The most that wasmtime takes; some 2,300 nested calls of JavaScript. Beyond it the guest is ended."""

PARTS = (
    "primordials", "clock", "intl", "bytes", "url", "events", "webstreams", "fetch", "http", "system", "files", "crypto", "library", "stub",
    "clients", "libraries", "commands", "terminal", "modules", "watch", "driver",
)  # fmt: skip
"""Files of `guest/`, in the order in which they need each other."""

ASK = "__unmask_ask"
HOOKS = "__unmask_hooks"

Ask = Callable[[str], str | None]
"""Kind of question, a line break and JSON text -> JSON text; None: no answer."""


TIME_LIMIT = "it was stopped at its time limit"


class GuestStopped(Exception):
    """The guest was ended: out of time, memory or stack. The text says which."""


class Guest:
    """One run. Use as a context manager; nothing of it survives."""

    def __init__(
        self,
        ask: Ask,
        *,
        seconds: float,
        load: Callable[[str], str | None] | None = None,
        normalize: Callable[[str, str], str | None] | None = None,
    ) -> None:
        image = _image()
        self._runtime = Runtime(memory_limit=MEMORY_BYTES)
        if load is not None:
            self._runtime.set_module_loader(load=load, normalize=normalize, transform_flags=0)
        self._context: Context = self._runtime.new_context(timeout=seconds)
        self._context.register(ASK, ask)
        self._runtime.restore_snapshot(image, self._context)
        self._hooks: Handle = self._context.eval_handle(f"{HOOKS}()")
        self.allow(seconds)

    def __enter__(self) -> "Guest":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        try:
            self._runtime.close()
        except (QuickJSError, wasmtime.WasmtimeError, wasmtime.Trap):
            return  # a guest that was ended amid a call cannot be taken down in order; its memory goes with the store

    def allow(self, seconds: float) -> None:
        """Give the guest so much time from this moment on, for all calls together."""
        self._runtime._deadline = time.monotonic() + seconds

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
            raise GuestStopped("it was stopped at its stack limit") from error
        except QuickJSError as error:
            raise GuestStopped(f"it failed ({str(error)[:200]})") from error

    def drain(self) -> None:
        """Run the jobs of settled promises until none is left. Raises GuestStopped."""
        try:
            self._context._engine_ctx.run_pending_jobs()
        except (wasmtime.Trap, wasmtime.WasmtimeError) as error:
            raise GuestStopped("it was stopped at its stack limit") from error
        except QuickJSError as error:
            raise GuestStopped(f"it failed ({str(error)[:200]})") from error
        if self._is_late():
            raise GuestStopped(TIME_LIMIT)

    def _is_late(self) -> bool:
        deadline = self._runtime._deadline
        return deadline is not None and time.monotonic() > deadline


def _patterns(text: str) -> list[str]:
    """The regular expressions that the world itself uses: what they are applied to says nothing of the program."""
    tree = tree_sitter.Parser(LANGUAGE).parse(text.encode())
    found = tree_sitter.QueryCursor(tree_sitter.Query(LANGUAGE, "(regex_pattern) @n")).captures(tree.root_node)
    return sorted({(node.text or b"").decode() for node in found.get("n", [])})


@cache
def _image() -> Snapshot:
    """The world before any persona, laid out once in this process. Everything that a guest has comes from here."""
    settings = wasmtime.Config()
    settings.max_wasm_stack = WASM_STACK_BYTES
    guest_engine._SHARED_ENGINE = wasmtime.Engine(settings)
    folder = files("scanner.emulate") / "guest"
    text = "\n".join((folder / f"{part}.js").read_text(encoding="utf-8") for part in PARTS)
    text = f"const ownPatterns = {json.dumps(_patterns(text))};\n{text}"
    runtime = Runtime(memory_limit=MEMORY_BYTES)
    context = runtime.new_context(timeout=60)
    context.register(ASK, lambda question: None)
    context.eval(f'(function () {{"use strict";\n{text}\n}})();0')
    image: Snapshot = context.create_snapshot()
    return image
