"""Stands for whatever a package that the artifact does not hold offers. Calls are reported with their arguments."""

import inspect
from collections.abc import Callable, Iterator
from typing import Any

from .channel import ask, plain, tell
from .given import hand, told_of_request
from .roles import How, Role, role_in

_CALLS_MOST = 300
_calls = [0]
_ERROR_MODULES = frozenset({"exc", "exceptions", "errors", "error", "_exceptions"})
"""Modules that hold classes of errors, whatever their names."""
_NAMESPACES = frozenset({"azure", "google"})
"""Folders of packages that have nothing else in common."""
_NAMES = ("Error", "Exception", "Warning", "Timeout", "Interrupt")


def strange(package: str, attribute: str) -> Any:
    """What an unknown package has under a name."""
    if attribute[:1].isupper() and (attribute.endswith(_NAMES) or package.rpartition(".")[2] in _ERROR_MODULES):
        return type(attribute, (Exception,), {"__module__": package, "__init__": _made_error})
    parts = package.split(".")
    first = 2 if parts[0] in _NAMESPACES else 1
    return Anything(".".join(parts[:first]), ".".join([*parts[first:], attribute]))


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
        if self._path.rpartition(".")[2] == "request" and (told := told_of_request(name)) is not None:
            return told
        return Anything(self._package, f"{self._path}.{name}")

    def __setattr__(self, name: str, value: Any) -> None:
        self.__dict__[name] = value
        tell("gap", {"what": f"{self._package}.{self._path}.{name} was set"})

    def __call__(self, *values: Any, **options: Any) -> Any:
        self._hand(values, options)
        if len(values) == 1 and not options and _is_decorated(values[0], self._path):
            is_kept = _is_class(self._path) or role_in(values[0], How(path=self._path)) is Role.TOOL
            return Wrapped(self._package, self._path, values[0]) if is_kept and inspect.isfunction(values[0]) else values[0]
        _calls[0] += 1
        if _calls[0] <= _CALLS_MOST:
            given = [*map(plain, values), *([plain(options)] if options else [])]
            ask("call", {"package": self._package, "path": self._path, "values": given})
        made = Anything(self._package, f"{self._path}()"[-200:])
        made.__dict__["_options"] = (values, options)
        return made

    def _hand(self, values: tuple[Any, ...], options: dict[str, Any]) -> None:
        """Hand over what is given in a call, with what is said of it there, or where this was made: `@tool("name", description=...)`."""
        places, named = (values, options) if options or "_options" not in self.__dict__ else self._options
        told = {name: text for name in ("name", "description") if isinstance(text := named.get(name), str)}
        texts = [one for one in places if isinstance(one, str)]
        said = {**dict(zip(("name", "description"), texts, strict=False)), **told}
        for option, one in (*((None, one) for one in values), *options.items()):
            hand(one, how=How(path=self._path, option=option, **said))

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


class Wrapped(Anything):
    """What is made of a function, as a tool: it can be called as before, and has whatever is asked of it."""

    def __init__(self, package: str, path: str, function: Callable[..., Any]) -> None:
        super().__init__(package, path)
        self.__dict__.update(_function=function, __wrapped__=function, __doc__=function.__doc__, __name__=function.__name__)

    def __call__(self, *values: Any, **options: Any) -> Any:
        return self._function(*values, **options)

    def __get__(self, owner: Any, kind: Any = None) -> Any:
        return self if owner is None else self._function.__get__(owner, kind)


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


def _is_class(path: str) -> bool:
    """Whether a name is written as those of classes are."""
    return path.rpartition(".")[2][:1].isupper() and not path.endswith(")")


def _is_decorated(value: Any, path: str) -> bool:
    """Whether a call with this value alone looks like that of a decorator, and not of a class that is made: `Graph(State)`."""
    if isinstance(value, type) and _is_class(path):
        return False
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

        def derive(cls: type, **_: Any) -> None:
            _set_defaults(cls)
            how = How(path=path, is_base=True)
            if role_in(cls, how) is Role.TOOL:
                hand(cls, how=how)

        def as_view(cls: type, *_: Any, **__: Any) -> Any:
            hand(cls)
            return Anything(package, f"{path}.as_view()")

        body = {
            "as_view": classmethod(as_view), "__getattr__": missing, "__init__": make, "__module__": package,
            "__init_subclass__": classmethod(derive),
        }  # fmt: skip
        found = _bases[package, path] = type(path.rsplit(".", 1)[-1].strip("()[]") or "Base", (), body)
    return found


def _set_defaults(cls: type) -> None:
    """Give a class the defaults of fields that it states as those of models are: that is what its base may be."""
    for name, value in list(vars(cls).items()):
        if type(value).__name__ == "FieldInfo" and hasattr(value, "get_default"):
            if value.is_required():
                delattr(cls, name)
            else:
                setattr(cls, name, value.get_default())


def fallback(package: str) -> Callable[[str], Any]:
    """The `__getattr__` of a module that stands in for part of a package: the rest of it is anything."""

    def missing(name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return strange(package, name)

    return missing
