"""Guest side: lays out the world, loads the program's modules, starts its entry, and looks into what it left undone."""

import importlib.abc
import importlib.machinery
import inspect
import sys
import types
from collections.abc import Sequence
from typing import Any

sys.modules["_datetime"] = None  # the pure Python module asks our clock
sys.path.insert(0, "/guest")

import asyncio  # noqa: E402

import clock  # noqa: E402
import hashing  # noqa: E402
import machine  # noqa: E402
import network  # noqa: E402
import watch  # noqa: E402
from channel import Printed, ask, tell  # noqa: E402


class Modules(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Loads modules of the program from the world, and stands in for packages that nobody has."""

    def __init__(self, paths: Sequence[str], roots: Sequence[str]) -> None:
        self.paths, self.roots = frozenset(paths), tuple(roots)

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> importlib.machinery.ModuleSpec | None:
        for root in self.roots:
            base = f"{root}/{name.replace('.', '/')}"
            for file, is_package in ((f"{base}/__init__.py", True), (f"{base}.py", False)):
                if file in self.paths:
                    spec = importlib.machinery.ModuleSpec(name, self, origin=file, is_package=is_package)
                    spec.has_location = True
                    return spec
            if any(one.startswith(f"{base}/") for one in self.paths):
                return importlib.machinery.ModuleSpec(name, self, is_package=True)
        return None

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> types.ModuleType | None:
        return None

    def exec_module(self, module: types.ModuleType) -> None:
        origin = module.__spec__.origin if module.__spec__ is not None else None
        if origin is not None:
            exec(compile(str(ask("file", origin)), origin, "exec"), module.__dict__)  # noqa: S102  # inside of WebAssembly


class Strangers(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Packages that neither the program nor the library has."""

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> importlib.machinery.ModuleSpec | None:
        if name.split(".")[0].startswith("_") or name.split(".")[0] in sys.stdlib_module_names:
            return None
        return importlib.machinery.ModuleSpec(name, self, is_package=True)

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> types.ModuleType:
        module: Any = types.ModuleType(spec.name)
        module.__getattr__ = lambda attribute: _strange(spec.name, attribute)
        module.__path__ = []
        return module

    def exec_module(self, module: types.ModuleType) -> None:
        return None


def _strange(package: str, attribute: str) -> Any:
    if attribute.startswith("__"):
        raise AttributeError(attribute)
    if attribute.endswith(("Error", "Exception")):
        return type(attribute, (Exception,), {})
    return network.Anything(package.split(".")[0], ".".join([*package.split(".")[1:], attribute]))


class Loop(asyncio.base_events.BaseEventLoop):
    """An event loop without a selector: what waits for time goes on at once, what waits for anything else never does."""

    def __init__(self) -> None:
        super().__init__()
        self._now = 0.0
        self._selector = self

    def select(self, timeout: float | None) -> list[Any]:
        if timeout is None:
            raise SystemExit(0)
        self._now += timeout
        return []

    def time(self) -> float:
        return self._now

    def _process_events(self, events: Any) -> None:
        return None

    def _write_to_self(self) -> None:
        return None


def _run(main: Any, **_: Any) -> Any:
    loop = Loop()
    asyncio.events._set_running_loop(None)
    return loop.run_until_complete(main)


async def _slept(seconds: float, result: Any = None) -> Any:
    tell("delay", {"ms": int(float(seconds) * 1000)})
    return result


def main() -> None:
    start = ask("start", None)
    facts = start["facts"]
    machine.install(facts)
    clock.install(facts)
    network.install(facts)
    hashing.install()
    asyncio.run = _run
    asyncio.sleep = _slept
    asyncio.new_event_loop = asyncio.get_event_loop = Loop
    sys.meta_path.insert(0, Modules(start["paths"], start["roots"]))
    sys.meta_path.append(Strangers())
    sys.argv = [start["entry"], *start["arguments"]]
    printed = Printed("stdout"), Printed("stderr")
    sys.stdout, sys.stderr = printed
    watch.begin()
    _start(start)
    found = watch.found()
    for stream in printed:
        stream.end()
    ask("found", found)
    ask("done", None)


def _start(start: dict[str, Any]) -> None:
    """Run the entry as the main program; then, when it has a `main` that nobody called, that; then its public functions."""
    module = types.ModuleType("__main__")
    module.__file__ = start["entry"]
    module.__package__ = start["package"]
    sys.modules["__main__"] = module
    text = str(ask("file", start["entry"]))
    _guarded(lambda: exec(compile(text, start["entry"], "exec"), module.__dict__))  # noqa: S102  # inside of WebAssembly
    if "__main__" in text and "__name__" in text:
        return
    functions = [value for value in list(vars(module).values()) if inspect.isfunction(value) and value.__module__ == "__main__"]
    chosen = [value for value in functions if value.__name__ in ("main", "cli", "run", "serve", "app")]
    for function in chosen or ([] if ask("left", None) else functions):
        _guarded(lambda function=function: _called(function, start["prompt"]))


def _called(function: Any, prompt: str) -> None:
    needed = [
        one
        for one in inspect.signature(function).parameters.values()
        if one.default is one.empty and one.kind in (one.POSITIONAL_ONLY, one.POSITIONAL_OR_KEYWORD)
    ]
    result = function(*[prompt for _ in needed])
    if inspect.iscoroutine(result):
        result = _run(result)
    if isinstance(result, str | int | float | dict | list | tuple):
        tell("result", {"name": function.__name__, "value": network.plain(result)})


def _guarded(action: Any) -> None:
    try:
        action()
    except SystemExit as ended:
        tell("exit", {"code": network.plain(ended.code)})
    except BaseException as error:  # noqa: BLE001  # whatever the program does is an answer
        tell("error", {"text": f"{type(error).__name__}: {error}"})


if __name__ == "__main__":
    main()
