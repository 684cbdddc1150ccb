"""Stands for whatever a package that the artifact does not hold offers. Calls are reported with their arguments."""

from collections.abc import Callable, Iterator
from typing import Any

from .channel import ask, plain, tell
from .given import hand

_CALLS_MOST = 300
_calls = [0]
_ERROR_MODULES = frozenset({"exc", "exceptions", "errors", "error", "_exceptions"})
"""Modules that hold classes of errors, whatever their names."""
_NAMES = ("Error", "Exception", "Warning", "Timeout", "Interrupt")


def strange(package: str, attribute: str) -> Any:
    """What an unknown package has under a name."""
    if attribute[:1].isupper() and (attribute.endswith(_NAMES) or package.rpartition(".")[2] in _ERROR_MODULES):
        return type(attribute, (Exception,), {"__module__": package, "__init__": _made_error})
    return Anything(package.split(".")[0], ".".join([*package.split(".")[1:], attribute]))


def _made_error(self: Exception, *values: Any, **_: Any) -> None:
    Exception.__init__(self, *values)


class Anything:
    """Whatever is asked of it gives another one; what it is called with is told."""

    def __init__(self, package: str, path: str) -> None:
        self.__dict__["_package"], self.__dict__["_path"] = package, path

    def __getattr__(self, name: str) -> Any:
        if name in ("__name__", "__qualname__"):
            return self._path.removesuffix("()").rpartition(".")[2] or self._package
        if name.startswith("__"):
            raise AttributeError(name)
        if name.endswith(_NAMES) and name[:1].isupper():
            return strange(self._package, name)
        return Anything(self._package, f"{self._path}.{name}")

    def __setattr__(self, name: str, value: Any) -> None:
        self.__dict__[name] = value
        tell("gap", {"what": f"{self._package}.{self._path}.{name} was set"})

    def __call__(self, *values: Any, **options: Any) -> Any:
        for one in (*values, *options.values()):
            hand(one)
        if len(values) == 1 and not options and _is_decorated(values[0]):
            return values[0]
        _calls[0] += 1
        if _calls[0] <= _CALLS_MOST:
            given = [*map(plain, values), *([plain(options)] if options else [])]
            ask("call", {"package": self._package, "path": self._path, "values": given})
        return Anything(self._package, f"{self._path}()"[-200:])

    def __await__(self) -> Any:
        yield from ()
        return self

    def __iter__(self) -> Iterator[Any]:
        return iter(())

    def __aiter__(self) -> "Anything":
        return self

    async def __anext__(self) -> Any:
        raise StopAsyncIteration

    def __enter__(self) -> Any:
        return self

    def __exit__(self, *_: object) -> None:
        return None

    async def __aenter__(self) -> Any:
        return self

    async def __aexit__(self, *_: object) -> None:
        return None

    def __getitem__(self, key: Any) -> Any:
        return Anything(self._package, f"{self._path}[]")

    def __setitem__(self, key: Any, value: Any) -> None:
        return None

    def __delitem__(self, key: Any) -> None:
        return None

    def __contains__(self, key: Any) -> bool:
        return False

    def __str__(self) -> str:
        return "ok"

    def __format__(self, form: str) -> str:
        return "ok"

    def __fspath__(self) -> str:
        return "/tmp/ok"

    def __bool__(self) -> bool:
        return True

    def __len__(self) -> int:
        return 0

    def __int__(self) -> int:
        return 1

    __index__ = __int__

    def __float__(self) -> float:
        return 1.0

    def __hash__(self) -> int:
        return hash((self._package, self._path))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Anything) and (other._package, other._path) == (self._package, self._path)

    def __lt__(self, other: Any) -> bool:
        return False

    __gt__ = __le__ = __ge__ = __lt__

    def __mro_entries__(self, bases: Any) -> tuple[type, ...]:
        return (_base_of(self._package, self._path),)

    def __or__(self, other: Any) -> Any:
        return other if isinstance(other, type) else self

    __ror__ = __or__

    def __instancecheck__(self, other: Any) -> bool:
        return isinstance(other, Anything)

    def __subclasscheck__(self, other: Any) -> bool:
        return False


def _operation(name: str) -> Callable[..., Any]:
    def run(self: Anything, *_: Any) -> Any:
        return Anything(self._package, self._path)

    run.__name__ = name
    return run


for _name in (
    "add",
    "radd",
    "sub",
    "rsub",
    "mul",
    "rmul",
    "truediv",
    "rtruediv",
    "floordiv",
    "mod",
    "pow",
    "neg",
    "matmul",
    "and",
    "invert",
    "round",
):
    setattr(Anything, f"__{_name}__", _operation(f"__{_name}__"))


def _is_decorated(value: Any) -> bool:
    """Whether a call with this value alone looks like that of a decorator."""
    return callable(value) and hasattr(value, "__name__") and not isinstance(value, Anything)


_bases: dict[tuple[str, str], type] = {}


def _base_of(package: str, path: str) -> type:
    """A class of an unknown package that one of the program derives from: what it lacks is anything."""
    found = _bases.get((package, path))
    if found is None:

        def missing(self: Any, name: str) -> Any:
            if name.startswith("__"):
                raise AttributeError(name)
            return Anything(package, f"{path}.{name}")

        def make(self: Any, *_: Any, **options: Any) -> None:
            for name, value in options.items():
                if name.isidentifier():
                    try:
                        setattr(self, name, value)
                    except (AttributeError, TypeError):
                        continue

        body = {"__getattr__": missing, "__init__": make, "__module__": package, "__init_subclass__": classmethod(lambda cls, **_: None)}
        found = _bases[package, path] = type(path.rsplit(".", 1)[-1].strip("()[]") or "Base", (), body)
    return found


def fallback(package: str) -> Callable[[str], Any]:
    """The `__getattr__` of a module that stands in for part of a package: the rest of it is anything."""

    def missing(name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return strange(package, name)

    return missing
