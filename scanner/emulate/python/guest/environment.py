"""The environment variables of the persona: each is asked for when it is read, once."""

import os
from collections.abc import Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from typing import Any

from .channel import FACTS, ask, read

_FOLDERS = {
    "APPDATA": "/home/user/AppData/Roaming",
    "LOCALAPPDATA": "/home/user/AppData/Local",
    "PROGRAMDATA": "/home/user/ProgramData",
    "USERPROFILE": "/home/user",
    "SystemRoot": "/home/user/Windows",
    "COMSPEC": "cmd.exe",
    "OS": "Windows_NT",
}
"""What Windows sets; its paths lie on the one disk that there is."""


class Environment(MutableMapping[str, str]):
    """Stands for `os.environ`."""

    def __init__(self) -> None:
        self.changed: dict[str, str | None] = {}
        self.asked: dict[str, str | None] = {}
        self.is_closed = False
        """True: there are no variables but those that were set."""

    @contextmanager
    def replaced(self, given: Mapping[str, str] | None) -> Iterator[None]:
        """With the variables that a child is given; None: the same. Those of the persona stay where most of them are among these."""
        if given is None:
            yield
            return
        before = self.changed, self.asked, self.is_closed
        is_copy = set(self) <= {str(name) for name in given}
        self.changed = {**(self.changed if is_copy else {}), **{str(name): str(value) for name, value in given.items()}}
        self.asked, self.is_closed = dict(self.asked), not is_copy
        try:
            yield
        finally:
            self.changed, self.asked, self.is_closed = before

    def encodekey(self, name: Any) -> Any:
        return os.fsencode(name)

    decodekey = encodevalue = decodevalue = encodekey

    def _value(self, name: str) -> str | None:
        if name in self.changed:
            return self.changed[name]
        if self.is_closed:
            return None
        if name in self.asked:
            return self.asked[name]
        known = FACTS.get("environment", {}).get(name)
        if known is not None:
            value = known[0]
            for signal in known[1]:
                read(signal)
        else:
            value = ask("env", name)
        if value is None and FACTS.get("platform") == "win32":
            value = _FOLDERS.get(name)
        self.asked[name] = value
        return value

    def __getitem__(self, name: str) -> str:
        if not isinstance(name, str):
            raise TypeError(f"str expected, not {type(name).__name__}")
        value = self._value(name)
        if value is None:
            raise KeyError(name)
        return value

    def __setitem__(self, name: str, value: str) -> None:
        if not isinstance(name, str) or not isinstance(value, str):
            raise TypeError("str expected")
        self.changed[name] = str(value)

    def __delitem__(self, name: str) -> None:
        if self._value(name) is None:
            raise KeyError(name)
        self.changed[name] = None

    def __iter__(self) -> Iterator[str]:
        exported = () if self.is_closed else FACTS.get("exported", ())
        names = {name for name in exported if self.changed.get(name, "") is not None}
        return iter(sorted(names | {name for name, value in self.changed.items() if value is not None}))

    def __len__(self) -> int:
        return len(list(iter(self)))

    def __repr__(self) -> str:
        return f"environ({dict(self)!r})"

    def __or__(self, other: Any) -> dict[str, str]:
        return {**self, **other}

    def __ror__(self, other: Any) -> dict[str, str]:
        return {**other, **self}

    def __ior__(self, other: Any) -> "Environment":
        self.update(other)
        return self

    def copy(self) -> dict[str, str]:
        return dict(self)


class Encoded(MutableMapping[bytes, bytes]):
    """Stands for `os.environb`."""

    def __init__(self, texts: Environment) -> None:
        self.texts = texts

    def __getitem__(self, name: bytes) -> bytes:
        return os.fsencode(self.texts[os.fsdecode(name)])

    def __setitem__(self, name: bytes, value: bytes) -> None:
        self.texts[os.fsdecode(name)] = os.fsdecode(value)

    def __delitem__(self, name: bytes) -> None:
        del self.texts[os.fsdecode(name)]

    def __iter__(self) -> Iterator[bytes]:
        return (os.fsencode(name) for name in self.texts)

    def __len__(self) -> int:
        return len(self.texts)


ENVIRONMENT = Environment()


def begin() -> None:
    """Forget what was asked for before there was a persona."""
    ENVIRONMENT.asked.clear()
    ENVIRONMENT.changed.clear()
    ENVIRONMENT.is_closed = False


def install() -> None:
    os.environ = ENVIRONMENT
    os.environb = Encoded(ENVIRONMENT)
    os.getenv = ENVIRONMENT.get
    os.getenvb = os.environb.get
    os.putenv = ENVIRONMENT.__setitem__
    os.unsetenv = lambda name: ENVIRONMENT.pop(name, None)
