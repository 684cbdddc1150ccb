"""Arguments of no known kind: texts that have whatever attributes a function asks for, and that take down what they are handed.

A framework that the artifact does not hold calls what it is given: handlers, models, commands. Those are called when the program is done.
"""

import dis
import inspect
import types
from collections.abc import Callable, Iterator
from typing import Any

from .roles import HOW, How

HANDED: list[Any] = []
"""Functions, classes and objects of the program that it gave to somebody else, in order."""

_HANDED_MOST = 60
_HAND_DEEP = 2
_LOADS = frozenset({"LOAD_FAST", "LOAD_DEREF", "LOAD_CLOSURE"})
_ATTRIBUTES = frozenset({"LOAD_ATTR", "LOAD_METHOD", "STORE_ATTR"})


_OWN_NAMES = frozenset({"name", "id", "title", "label", "key"})
_OTHERS = ("another",)
"""Where there can be several, there are: in which order they leave may tell something."""
_BODIES = frozenset({"json", "get_json", "model_dump", "dict", "to_dict", "form", "model_dump_json"})
"""Methods that give what a request holds."""


STREAM = {"is_known": False, "is_wanted": False, "is_asked": False}
"""Whether the program knows of answers in pieces, whether a question wants one, and whether any was made up since this was set back."""


class Body(dict):
    """What a request holds, waited for or not."""

    def __await__(self) -> Iterator[Any]:
        yield from ()
        return self


_ADDRESSES = frozenset({"remote_addr", "remote_ip", "remote", "client_ip", "client_addr"})
"""Attributes by which frameworks tell where a request comes from."""


_noted: dict[str, Any] = {}
"""What was noted at a request by one function for those that are given it after that: `request.state.x`, `request["x"]`."""


_OF_ANSWERS = frozenset({"text", "content", "body", "data", "media", "headers", "status", "status_code", "result", "value", "output"})
"""What is put into an answer, and not noted at a request."""


class Given(str):
    """A text with whatever attributes are asked of it."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        from .samples import by_name, sample_options

        if name in _noted:
            return _noted[name]
        told = _TOLD.get(name)
        if told is not None:
            return told(self)
        if name in _BODIES:
            return lambda *_, **__: Body(sample_options())
        if name in _OWN_NAMES:
            return Given(str(self))  # several that are given together are told apart
        value = by_name(name)
        if type(value) is dict:
            value = Kept(value)
            str.__setattr__(self, name, value)  # what is put into it is there when it is looked at again
            return value
        if isinstance(value, list) and all(type(one) is str for one in value):
            return [Given(one) for one in (*value, *_OTHERS)]
        return Given(value) if isinstance(value, str) else value

    def __setattr__(self, name: str, value: Any) -> None:
        hand(value)  # what it is given to keep, whoever it stands for may use
        str.__setattr__(self, name, value)
        if name not in _OF_ANSWERS:
            _noted[name] = value

    def __setitem__(self, name: Any, value: Any) -> None:
        hand(value)
        _noted[str(name)] = value

    def get(self, key: Any, default: Any = None) -> Any:
        """What was noted, as of a table; else itself, as it stands for that, too."""
        return _noted.get(str(key), self)

    def __call__(self, *values: Any, **options: Any) -> Any:
        for one in (*values, *options.values()):
            hand(one)
        first = values[0] if values else None
        return first if len(values) == 1 and callable(first) and not options else self

    def __getitem__(self, key: Any) -> Any:
        if isinstance(key, int | slice):
            return str.__getitem__(self, key)
        return getattr(self, str(key))

    def __await__(self) -> Iterator[Any]:
        yield from ()
        return self

    def __enter__(self) -> Any:
        return self

    def __exit__(self, *_: object) -> None:
        return None

    async def __aenter__(self) -> Any:
        return self

    async def __aexit__(self, *_: object) -> None:
        return None


def note_state(value: Any) -> None:
    """Keep what a server set up for its requests, which find it in their state."""
    if isinstance(value, dict):
        _TOLD["state"](Given("")).update(value)


class Kept(dict[str, Any]):
    """A table with whatever items or attributes are asked of it, and that keeps what it is given."""

    def __missing__(self, key: Any) -> Any:
        from .samples import by_name

        value = by_name(str(key))
        value = Kept(value) if type(value) is dict else Given(value) if isinstance(value, str) else value
        if isinstance(value, dict | list):
            self[key] = value
        return value

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self[name]

    def __setattr__(self, name: str, value: Any) -> None:
        self[name] = value


class Client(Given):
    """Where a request comes from, as a pair of its address and port, or with these as attributes."""

    def __getattr__(self, name: str) -> Any:
        from .incoming import told_peer

        return told_peer() if name == "host" else 50000 if name == "port" else super().__getattr__(name)

    def __getitem__(self, key: Any) -> Any:
        return self.host if key == 0 else self.port if key == 1 else super().__getitem__(key)

    def __iter__(self) -> Iterator[Any]:
        return iter((self.host, self.port))


class Variables(dict[str, Any]):
    """What a gateway interface tells of a request, by names as those of variables."""

    def __missing__(self, key: str) -> Any:
        from .incoming import headers, told_peer

        if key == "REMOTE_ADDR":
            return told_peer()
        return headers()[str(key).removeprefix("HTTP_").replace("_", "-")]

    def get(self, key: str, default: Any = None) -> Any:
        try:
            return self[key]
        except KeyError:
            return default


class Languages(list[tuple[str, float]]):
    """The languages that a client takes, as frameworks give them."""

    def best_match(self, offered: Any, default: Any = None) -> Any:
        for tag, _ in self:
            names = (tag.lower(), tag.lower().split("-")[0])
            found = next((one for one in offered if str(one).lower().replace("_", "-") in names), None)
            if found is not None:
                return found
        return default

    @property
    def best(self) -> str:
        return self[0][0]

    def values(self) -> list[str]:
        return [tag for tag, _ in self]


def _languages(_: Any) -> Languages:
    from .incoming import told_languages

    return Languages((one.split(";")[0], 1.0) for one in told_languages().split(","))


def _told(name: str) -> Any:
    from . import incoming

    return getattr(incoming, name)()


def told_of_request(name: str) -> Any:
    """What a request that is there without being handed over tells under a name; None: nothing that frameworks tell so."""
    return getattr(Given(""), name) if name in _TOLD or name in _BODIES else None


_TOLD: dict[str, Callable[[Given], Any]] = {
    **dict.fromkeys(_ADDRESSES, lambda _: Given(_told("told_peer"))),
    "headers": lambda _: _told("headers"),
    "get_header": lambda _: _told("headers").get,
    "client": Client,
    "META": lambda _: Variables(),
    "environ": lambda _: Variables(),
    "accept_languages": _languages,
    "LANGUAGE_CODE": lambda _: _languages(_).best.lower(),
    "state": lambda _: _noted.setdefault("state", Kept()),
}
"""Attributes by which frameworks tell of a request and whom it comes from."""


def hand(value: Any, depth: int = 0, how: How | None = None) -> None:
    """Take down something of the program's own that somebody else is given."""
    from .modules import is_program

    if type(value) in (list, tuple, dict) and depth < _HAND_DEEP:  # routes, tools
        for one in list(value.values() if isinstance(value, dict) else value)[:_HANDED_MOST]:
            hand(one, depth + 1, how)
        return
    is_known = any(value is one for one in HANDED)
    if not is_known and (len(HANDED) >= _HANDED_MOST or not _is_own(value, is_program)):
        return
    if not is_known:
        HANDED.append(value)
    if how is not None:
        HOW.setdefault(id(value), []).append(how)


def _is_own(value: Any, is_program: Callable[[Any], bool]) -> bool:
    """Whether something is of the program, or stands for what a framework would use."""
    if isinstance(value, types.FunctionType | types.MethodType | type):
        return is_program(value)
    kind = type(value)
    return hasattr(kind, "unmask_offer") or (hasattr(kind, "__module__") and not isinstance(value, str) and is_program(kind))


def asks_more(function: Any, name: str, value: Any) -> bool:
    """Whether a function asks a parameter for what the value lacks, or calls it."""
    code = getattr(inspect.unwrap(getattr(function, "__func__", function)), "__code__", None)
    if code is None:
        return False
    wanted, is_called = _used(code, name, 0)
    return (is_called and not callable(value)) or any(not hasattr(value, one) for one in wanted)


def _used(code: types.CodeType, name: str, depth: int) -> tuple[set[str], bool]:
    """Names of the attributes that are read of a variable, and whether it is called; functions inside are looked through as well."""
    wanted: set[str] = set()
    is_called, is_loaded, before = False, False, ""
    for one in dis.get_instructions(code):
        if is_loaded and one.opname in _ATTRIBUTES and not str(one.argval).startswith("__"):
            wanted.add(str(one.argval))
        is_loaded = one.opname in _LOADS and one.argval == name
        is_called = is_called or (is_loaded and before == "PUSH_NULL")
        before = one.opname
    for inner in code.co_consts:
        if isinstance(inner, types.CodeType) and depth < 2 and name in (*inner.co_freevars,):
            more, calls = _used(inner, name, depth + 1)
            wanted |= more
            is_called = is_called or calls
    return wanted, is_called
