"""What is read as data: settings whose names are not known yet, and files of the user that hold what is wanted of them."""

import configparser
import json
import re
import tomllib
from collections.abc import Callable
from typing import Any

from .channel import FACTS, ask
from .samples import sample_options

_MOST_CHARS = 8000
_HOLDERS = re.compile(
    r"(api|auth|provider|providers|server|llm|settings|defaults?|options|profile|profiles|account|user|network|config|client|connection"
    r"|http|general|core|main|tool|agent|model_settings)\Z",
    re.IGNORECASE,
)
_MISSING = object()
_MANY = 1000
"""A number that a server states which consents: higher than what tools wait for."""
_loads = json.loads


class Settings(dict):
    """A settings file of which each name that is asked for is told to the host."""

    def __init__(self, path: str, prefix: str, known: dict[str, Any]) -> None:
        super().__init__(known)
        self._path, self._prefix = path, prefix

    def _asked(self, name: Any) -> Any:
        if dict.__contains__(self, name):
            return dict.__getitem__(self, name)
        if not isinstance(name, str):
            return _MISSING
        found = ask("setting", {"path": self._path, "name": self._prefix + name})
        if found is not None:
            return Yes(1) if found is True else found
        if _HOLDERS.match(name):
            inner = Settings(self._path, f"{self._prefix}{name}.", {})
            dict.__setitem__(self, name, inner)
            return inner
        return _MISSING

    def __getitem__(self, name: Any) -> Any:
        found = self._asked(name)
        if found is _MISSING:
            raise KeyError(name)
        return found

    def get(self, name: Any, default: Any = None) -> Any:
        found = self._asked(name)
        return default if found is _MISSING else _as_wanted(found, default)

    def __contains__(self, name: Any) -> bool:
        return self._asked(name) is not _MISSING

    def pop(self, name: Any, *default: Any) -> Any:
        found = self._asked(name)
        if found is _MISSING:
            if default:
                return default[0]
            raise KeyError(name)
        dict.pop(self, name, None)
        return found

    def setdefault(self, name: Any, default: Any = None) -> Any:
        found = self._asked(name)
        if found is _MISSING:
            dict.__setitem__(self, name, default)
            return default
        return found

    def __bool__(self) -> bool:
        return True

    def copy(self) -> "Settings":
        return Settings(self._path, self._prefix, dict(self))


class Yes(int):
    """What a server says that consents to whatever is looked up: true, more than any number, and so is all that is in it."""

    def __getitem__(self, name: Any) -> "Yes":
        return Yes(1)

    def get(self, name: Any, default: Any = None) -> Any:
        return _as_wanted(Yes(1), default)

    def __contains__(self, name: Any) -> bool:
        return True

    def __iter__(self) -> Any:
        return iter(())

    def __bool__(self) -> bool:
        return True

    def __gt__(self, other: Any) -> bool:
        return True

    __ge__ = __gt__

    def __lt__(self, other: Any) -> bool:
        return False

    __le__ = __lt__
    __eq__ = int.__eq__
    __hash__ = int.__hash__


def _as_wanted(found: Any, default: Any) -> Any:
    """The value of a name; of a consent, what is of the kind that the program has itself in its absence."""
    if not isinstance(found, Yes) or default is None or isinstance(default, bool | dict):
        return found
    if isinstance(default, float):
        return max(1.0, default)  # a share of runs: all of them
    return Yes(max(_MANY, default)) if isinstance(default, int) else default


def settings_of(text: Any) -> Settings | None:
    """The settings that a text stands for; None: it is another text."""
    mark = FACTS.get("settings_mark")
    if isinstance(text, bytes | bytearray):
        text = bytes(text).decode("utf-8", "replace")
    if not mark or not isinstance(text, str) or len(text) > _MOST_CHARS or mark not in text:
        return None
    try:
        held = _loads(text)
    except ValueError:
        return None
    path = held.pop(mark, None) if isinstance(held, dict) else None
    return Settings(path, "", held) if isinstance(path, str) else None


def is_prompt(text: Any) -> bool:
    """Whether a text is just what the user asks, where something else was wanted of a file or of standard input."""
    if isinstance(text, bytes | bytearray):
        text = bytes(text).decode("utf-8", "replace")
    return isinstance(text, str) and text.strip() in (FACTS.get("prompt"), FACTS.get("text"))


def wanted(text: Any) -> Any:
    """What a text stands for, for those that read it as data; None: itself."""
    found = settings_of(text)
    if found is not None:
        return found
    return sample_options() if is_prompt(text) else None


def _reading(plain: Callable[..., Any]) -> Callable[..., Any]:
    def loads(s: Any, **options: Any) -> Any:
        found = wanted(s) if isinstance(s, str | bytes | bytearray) and len(s) <= _MOST_CHARS else None
        if found is None:
            return plain(s, **options)
        hook = options.get("object_hook")
        return hook(found) if callable(hook) else found

    return loads


def _toml(plain: Callable[..., Any]) -> Callable[..., Any]:
    def loads(text: str, /, **options: Any) -> Any:
        found = settings_of(text)
        return plain(text, **options) if found is None else found

    return loads


class _Section(Settings):
    """A section of a file of `configparser`."""

    def getboolean(self, name: str, fallback: Any = None) -> Any:
        return str(self.get(name, fallback)).lower() in ("1", "true", "yes", "on")

    def getint(self, name: str, fallback: Any = None) -> Any:
        found = self.get(name, fallback)
        return int(found) if str(found).isdigit() else fallback

    getfloat = getint


def _parser(kind: type) -> None:
    """Parsers of `configparser` learn the names as well."""
    plain_read, plain_get, plain_has = kind._read, kind.get, kind.has_option  # type: ignore[attr-defined]
    plain_item, plain_section = kind.__getitem__, kind.has_section  # type: ignore[attr-defined]

    def read(self: Any, file: Any, name: str) -> Any:
        lines = list(file)
        found = settings_of("".join(lines))
        if found is None:
            return plain_read(self, iter(lines), name)
        self._unmask = found
        return None

    def section(self: Any, name: str) -> _Section:
        held = self._unmask
        return _Section(held._path, f"{name}.", dict(dict.get(held, name) or {}))

    def get(self: Any, name: str, option: str, *, fallback: Any = _MISSING, **options: Any) -> Any:
        if not hasattr(self, "_unmask"):
            return plain_get(self, name, option, **({} if fallback is _MISSING else {"fallback": fallback}), **options)
        found = section(self, name).get(option)
        if found is None:
            if fallback is _MISSING:
                raise configparser.NoOptionError(option, name)
            return fallback
        return found

    kind._read, kind.get = read, get  # type: ignore[attr-defined]
    kind.has_option = lambda self, name, option: (  # type: ignore[attr-defined]
        option in section(self, name) if hasattr(self, "_unmask") else plain_has(self, name, option)
    )
    kind.has_section = lambda self, name: True if hasattr(self, "_unmask") else plain_section(self, name)  # type: ignore[attr-defined]
    kind.__getitem__ = lambda self, name: section(self, name) if hasattr(self, "_unmask") else plain_item(self, name)  # type: ignore[attr-defined]


def install() -> None:
    """Called before the image is taken."""
    json.loads = _reading(json.loads)
    tomllib.loads = _toml(tomllib.loads)
    tomllib._parser.loads = tomllib.loads
    _parser(configparser.RawConfigParser)
