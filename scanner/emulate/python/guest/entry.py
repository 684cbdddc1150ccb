"""Starts a program as its user would, and calls what a library offers."""

import contextlib
import functools
import importlib
import importlib.metadata
import importlib.util
import inspect
import re
import socketserver
import sys
import types
from collections.abc import Callable
from typing import Any

from . import again, agents, clock, incoming, listening, loops, modules, samples, threads, using, web
from .channel import FACTS, ask, plain, tell
from .given import HANDED, note_state
from .roles import comes_before, is_route, role_of

OFFERED = "!"
"""Ending of an entry that is imported for what it offers, not started."""
USED = "?"
"""Ending of an entry that runs when the interpreter starts."""
METADATA: dict[str, Any] = {}
"""What the host read of the package: name, version, entry points."""
_CALLS_MOST = 60
_ITEMS_MOST = 50
_PARTS_MOST = 40
_DEEP = 3
"""Objects inside of objects whose methods are called."""
_calls = [0]
_REQUESTS_MOST = 6
"""Requests that the objects inside of one object send."""
_ASKS_MODEL = re.compile(r"chat|complet|message|response|generat|model|infer|embed", re.IGNORECASE)
_sent_before = [0]
_LASTING = contextlib._AsyncGeneratorContextManager | contextlib._GeneratorContextManager
_used: list[type] = []
"""Classes whose methods were called."""
_TEXT_LACKS = re.compile(r"^'str' object has no attribute|^string indices must be")
_CALLED_BY_HOST = re.compile(r"_(?:load|setup|register|init|activate)_\w*(?:extension|plugin|app)s?")
"""Functions that are no part of what a module offers, and that the program which it extends calls by these names."""
_MAINS = ("main", "cli", "run", "app", "serve", "start", "entry_point", "amain")


def title(start: str) -> str:
    """What stands in `sys.argv[0]`."""
    path, _, function = start.removesuffix(OFFERED).removesuffix(USED).partition(":")
    return f"/home/user/.local/bin/{METADATA.get('commands', {}).get(start, 'tool')}" if function else path


def guarded(action: Callable[[], Any], *, tells_exit: bool = False) -> bool:
    """Do it, whatever it ends with; True where it came to its end."""
    try:
        action()
    except SystemExit as ended:
        if tells_exit:
            if isinstance(ended.code, str):
                print(ended.code, file=sys.stderr)
            tell("exit", {"code": plain(ended.code)})
        return False
    except (clock.Stopped, threads.Parked):
        return False  # it waits for what does not come
    except KeyboardInterrupt:
        return False
    except BaseException as error:  # noqa: BLE001  # whatever the program does is an answer
        tell("error", {"text": f"{type(error).__name__}: {error}"})
        return False
    return True


def start(where: str) -> None:
    """Run a module as the main program, or call the function that a command of the package names."""
    for line in METADATA.get("startup", ()):
        guarded(lambda line=line: exec(modules.compiled(line, "<startup>"), {}))  # noqa: S102  # inside of WebAssembly
    if where.endswith(USED):
        using.use()
        return
    path, _, function = where.partition(":")
    name, package = _name_of(path.removesuffix(OFFERED))
    if path.endswith(OFFERED):
        importlib.import_module(name)
        return
    if function:
        module = importlib.import_module(name)
        target: Any = module
        for part in function.split("."):
            target = getattr(target, part)
        result = target()
        sys.exit(loops.settled(result))
    module = types.ModuleType("__main__")
    module.__file__, module.__package__ = path, package
    module.__builtins__ = __builtins__
    if package:
        importlib.import_module(package)
        module.__spec__ = importlib.util.find_spec(name) if name else None
    else:
        sys.path.insert(0, path.rpartition("/")[0])
    sys.modules["__main__"] = module
    exec(modules._code(path), module.__dict__)  # noqa: S102  # inside of WebAssembly


def _name_of(path: str) -> tuple[str, str]:
    """(dotted name, package) of a module; no package where it lies in none."""
    for root in sorted((one for one in sys.path if one.startswith(modules.ROOT)), key=len, reverse=True):
        if path.startswith(f"{root}/"):
            parts = path[len(root) + 1 : -3].split("/")
            if parts[-1] == "__init__":
                parts = parts[:-1]
                return ".".join(parts), ".".join(parts)
            return ".".join(parts), ".".join(parts[:-1])
    return "", ""


def call_exports() -> None:
    """Call what the entry offers and nobody called, unless something left already of what was started to do something."""
    path = str(FACTS["entry"])
    is_library = path.endswith(OFFERED)
    if not is_library and ask("left", None):
        return
    module = sys.modules.get(_name_of(path.removesuffix(OFFERED))[0] if is_library else "__main__")
    if module is None:
        return
    offered = _offered(module)
    mains = [name for name in _MAINS if name in offered and callable(offered[name])]
    for name in mains:
        _call(name, offered[name])
        if not is_library and ask("left", None):
            return
    for name, value in offered.items():
        if name not in mains:
            _call_any(name, value)


def call_plugins() -> None:
    """Run tests with what the program adds to `pytest`, whose hooks need not import it."""
    if any(group == "pytest11" for _, _, group in METADATA.get("points", ())):
        importlib.import_module("pytest")
    pytest: Any = sys.modules.get("pytest")
    if hasattr(pytest, "use_plugins"):
        pytest.use_plugins()


def settled_fixture(result: Any, ends: list[Callable[[], Any]]) -> Any:
    """What a fixture gives; what comes after its `yield` is added to the ends."""
    if inspect.isawaitable(result):
        return loops.waited(result)
    if inspect.isgenerator(result):
        ends.append(lambda: next(result, None))
        return next(result, None)
    return result


def use_value(name: str, value: Any) -> None:
    """Use what a program gave for use: call it, or its methods."""
    if inspect.isroutine(value):
        _call(name, value)
    elif modules.is_program(type(value)):
        _call_methods(name, type(value), value)


def call_handed() -> None:
    """Call what the program gave to packages that the artifact does not hold: handlers, commands, models."""
    HANDED.sort(key=lambda one: not comes_before(one))
    count = 0
    while count < len(HANDED):
        value, count = HANDED[count], count + 1
        name = f"handed.{getattr(value, '__name__', type(value).__name__)}"
        role = role_of(value)
        if hasattr(type(value), "unmask_offer"):
            guarded(value.unmask_offer)
        elif role is not None:
            guarded(functools.partial(agents.use, value, role))
        elif isinstance(value, type):
            _call_class(name, value)
        elif inspect.isroutine(value):
            incoming.ask_twice(functools.partial(_call, name, value, is_route=True)) if is_route(value) else _call(name, value)
        else:
            _call_methods(name, type(value), value)


def _offered(module: Any) -> dict[str, Any]:
    """What a module offers: the names that it lists, else those that do not begin with an underscore."""
    listed = getattr(module, "__all__", None)
    names = list(listed) if isinstance(listed, list | tuple) else [name for name in vars(module) if not name.startswith("_")]
    names += [name for name in vars(module) if _CALLED_BY_HOST.fullmatch(name)]
    found = {}
    for name in names:
        try:
            value = getattr(module, name)
        except Exception:  # noqa: BLE001  # a module that gives its names itself
            continue
        if (inspect.isfunction(value) or isinstance(value, type)) and not (modules.is_program(value) and _is_written_here(value)):
            continue
        found[name] = value
    return found


def _is_written_here(value: Any) -> bool:
    """False for what another package wrote and this one offers under its own name."""
    held = [value] if inspect.isfunction(value) else [one for one in vars(value).values() if inspect.isfunction(one)]
    return not held or any(one.__code__.co_filename.startswith(modules.ROOT) for one in held)


def _call_any(name: str, value: Any) -> None:
    if _calls[0] >= _CALLS_MOST:
        return
    if inspect.isfunction(value):
        guarded(functools.partial(again.load, name, value)) if name in again.LOADED_BY else _call(name, value)
    elif isinstance(value, type):
        _call_class(name, value)
    elif hasattr(type(value), "unmask_offer"):
        value.unmask_offer()


def _call_class(name: str, kind: type) -> None:
    if issubclass(kind, BaseException) or hasattr(kind, "_member_map_"):
        return
    if issubclass(kind, socketserver.BaseRequestHandler):
        guarded(lambda: listening.ask_handler(kind))
        return
    made: list[Any] = []
    guarded(lambda: made.append(kind(*samples.arguments(kind), **samples.named(kind))))
    if made:
        _call_methods(name, kind, made[0])
        again.keep(name, kind, made[0])


def _call_methods(name: str, kind: type, made: Any, depth: int = 0) -> None:
    if any(kind is one for one in _used):
        return  # the same by another name
    _used.append(kind)
    if hasattr(kind, "unmask_use"):
        guarded(made.unmask_use)  # what the package that it derives from would do with it
    if depth == 0:
        _sent_before[0] = web.SENT[0]
    for part, held in _parts(kind, made) if depth < _DEEP else ():
        _call_methods(f"{name}.{part}", type(held), held, depth + 1)
    for method, value in list(vars(kind).items()):
        if depth and web.SENT[0] - _sent_before[0] >= _REQUESTS_MOST:
            return  # the rest of what it holds sends in the same way
        is_open = not method.startswith("_") or method == "__call__"
        if is_open and (inspect.isfunction(value) or isinstance(value, classmethod | staticmethod)):
            _call(f"{name}.{method}", getattr(made, method))


def _parts(kind: type, made: Any) -> list[tuple[str, Any]]:
    """What an object holds of the program's own: the `chat.completions` of a client, made when it is asked for or there at once."""
    names = [name for one in kind.__mro__ if modules.is_program(one) for name, value in vars(one).items() if _is_property(value)]
    found: list[tuple[str, Any]] = []
    for name in sorted(dict.fromkeys((*names, *getattr(made, "__dict__", ()))), key=lambda name: not _ASKS_MODEL.search(name)):
        if name.startswith("_") or len(found) >= _PARTS_MOST:
            continue
        guarded(lambda name=name: found.append((name, getattr(made, name))))
    return [(name, value) for name, value in found if modules.is_program(type(value)) and not isinstance(value, type | BaseException)]


def _is_property(value: Any) -> bool:
    return isinstance(value, property | functools.cached_property)


def _call(name: str, function: Callable[..., Any], *, is_route: bool = False) -> None:
    _calls[0] += 1
    if _calls[0] > _CALLS_MOST:
        return

    def run() -> None:
        result = loops.waited(function(*incoming.asgi())) if _takes_scope(function) else _fitted(function)
        if isinstance(result, _LASTING):
            note_state(result := loops.opened(result))  # what a server sets up before it answers, and takes down at its end
        if isinstance(result, str | int | float | dict | list | tuple | bytes | set) or hasattr(result, "__dict__"):
            tell("result", {"name": name, "value": plain(result)})
        if is_route:
            incoming.tell_result(name, result)
        _use_given_back(result)

    try:
        run()
    except (SystemExit, clock.Stopped, threads.Parked, KeyboardInterrupt):
        return
    except BaseException as error:  # noqa: BLE001  # a call with arguments that it was not made for
        tell("failure", {"what": f"{type(error).__name__}: {error}"})


def _takes_scope(function: Callable[..., Any]) -> bool:
    """Whether a function is what a gateway of the asynchronous kind calls for each request."""
    code = getattr(inspect.unwrap(function), "__code__", None)
    return code is not None and code.co_varnames[: code.co_argcount][-3:] == ("scope", "receive", "send")


def call_again() -> None:
    """Call the methods of what was made once more, in their order: some record at one call what they send at another."""
    for name, kind, made in again.objects():
        for method, value in list(vars(kind).items()):
            if not method.startswith("_") and inspect.isfunction(value):
                _call(f"{name}.{method}", getattr(made, method))


def _use_given_back(result: Any) -> None:
    """What a function hands out for a framework, one or several, as that would use it; of classes of the program one object each."""
    again.use_function(result, _fitted)
    for one in result[:_PARTS_MOST] if isinstance(result, list | tuple) else (result,):
        kind = type(one)
        if hasattr(kind, "unmask_use") and not any(kind is other for other in _used):
            if modules.is_program(kind):
                _used.append(kind)
            guarded(one.unmask_use)


def _fitted(function: Callable[..., Any]) -> Any:
    """The result of a call; where it was given texts and asks them for what texts have not, of one with others."""
    try:
        return settled_result(function(*samples.arguments(function), **samples.named(function)))
    except (AttributeError, TypeError) as error:
        if not _TEXT_LACKS.search(str(error)):
            raise
    return settled_result(function(*map(samples.loose, samples.arguments(function)), **samples.named(function)))


def settled_result(result: Any) -> Any:
    """What a call gives when it is waited for, and gone through."""
    if inspect.isawaitable(result):
        return loops.waited(result)
    if inspect.isasyncgen(result):
        return loops.run(_collected(result))
    if inspect.isgenerator(result):
        return [item for _, item in zip(range(_ITEMS_MOST), result, strict=False)]
    return result


async def _collected(result: Any) -> list[Any]:
    items = []
    async for item in result:
        items.append(item)
        if len(items) >= _ITEMS_MOST:
            break
    return items


class _EntryPoints(tuple):
    """Stands for the entry points of every package that is installed."""

    __slots__ = ()

    def select(self, *, group: str = "", name: str = "", **_: Any) -> "_EntryPoints":
        return _EntryPoints(one for one in self if group in ("", one.group) and name in ("", one.name))

    def get(self, group: str, default: Any = ()) -> Any:
        return self.select(group=group) or default

    @property
    def names(self) -> set[str]:
        return {one.name for one in self}

    @property
    def groups(self) -> set[str]:
        return {one.group for one in self}


def _entry_points(**wanted: Any) -> Any:
    listed = [importlib.metadata.EntryPoint(name, value, group) for name, value, group in METADATA.get("points", ())]
    return _EntryPoints(listed).select(**wanted)


class _Distribution:
    def __init__(self, name: str) -> None:
        self.name, self.version, self.files, self.requires = name, _version(name), [], []
        self.metadata = _metadata(name)
        self.entry_points = _entry_points()

    def read_text(self, name: str) -> None:
        return None

    def locate_file(self, path: Any) -> Any:
        return f"/usr/lib/python3/dist-packages/{path}"


def _version(name: str) -> str:
    return str(METADATA.get("version") or "1.0.0") if str(name).replace("_", "-") == METADATA.get("name") else "1.0.0"


def _metadata(name: str) -> Any:
    import email.message

    made = email.message.Message()
    for key, value in (("Name", name), ("Version", _version(name)), ("Summary", METADATA.get("summary") or "")):
        made[key] = value
    return made


def install() -> None:
    """Every package is installed, in the version 1.0.0; the program's own in that which it states."""
    held: Any = importlib.metadata
    held.version, held.metadata, held.distribution = _version, _metadata, _Distribution
    held.Distribution.from_name = staticmethod(_Distribution)
    held.entry_points = _entry_points
    held.distributions = lambda **_: []
    held.packages_distributions = dict
    held.files = held.requires = lambda name: []
