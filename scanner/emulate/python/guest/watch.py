"""Guest side: what the persona's values are compared with, and the lists that the program makes while it runs."""

import sys
from collections.abc import Callable
from typing import Any

ROOT = "/home/user/project"
_MAX_TEXTS = 300
_MAX_CHARS = 60_000

_COMPARED: dict[str, dict[str, None]] = {}
_MADE: dict[str, None] = {}


def _is_of_program(depth: int = 2) -> bool:
    return sys._getframe(depth).f_code.co_filename.startswith(ROOT)


def _note(how: str, texts: Any) -> None:
    kept = _COMPARED.setdefault(how, {})
    for text in texts if isinstance(texts, tuple) else (texts,):
        if isinstance(text, str) and 1 < len(text) < 200 and len(kept) < _MAX_TEXTS:
            kept[str(text)] = None


def _testing(name: str) -> Callable[..., Any]:
    plain = getattr(str, name)

    def test(self: str, other: Any, *rest: Any) -> Any:
        if _is_of_program():
            _note(name.strip("_"), other)
        return plain(self, other, *rest)

    return test


def _giving(name: str) -> Callable[..., Any]:
    plain = getattr(str, name)

    def give(self: str, *values: Any, **options: Any) -> Any:
        return told(plain(self, *values, **options))

    return give


class Told(str):
    """A text that the world told. What it is compared with by the program is noted; what is cut out of it is told as well."""

    __slots__ = ()
    __hash__ = str.__hash__
    __eq__ = _testing("__eq__")
    __ne__ = _testing("__ne__")
    __contains__ = _testing("__contains__")
    startswith = _testing("startswith")
    endswith = _testing("endswith")
    find = _testing("find")
    index = _testing("index")
    count = _testing("count")


for _name in (
    "strip",
    "lstrip",
    "rstrip",
    "lower",
    "upper",
    "casefold",
    "title",
    "replace",
    "removeprefix",
    "removesuffix",
    "split",
    "rsplit",
    "splitlines",
    "partition",
    "rpartition",
    "__getitem__",
):
    setattr(Told, _name, _giving(_name))


def told(value: Any) -> Any:
    """The value with every text in it watched."""
    if type(value) is str:
        return Told(value)
    if isinstance(value, list):
        return [told(item) for item in value]
    if isinstance(value, tuple):
        return tuple(told(item) for item in value)
    if isinstance(value, dict):
        return {key: told(item) for key, item in value.items()}
    return value


def _keep(value: Any) -> None:
    """Lists of texts, and texts that may be one."""
    text = ""
    if isinstance(value, dict):
        value = list(value)
    if isinstance(value, list | tuple | set | frozenset) and 1 < len(value) < 5000:
        items = [item for item in value if isinstance(item, str)]
        if len(items) == len(value) and all(len(item) > 1 for item in items):
            text = "\n".join(sorted(items) if isinstance(value, set | frozenset) else items)
    elif isinstance(value, str) and type(value) is str and ("," in value or "\n" in value or "|" in value or ";" in value or " " in value):
        text = value
    if 3 < len(text) < _MAX_CHARS and len(_MADE) < _MAX_TEXTS:
        _MADE[text] = None


def _returned(frame: Any, event: str, value: Any) -> None:
    if event == "return" and value is not None and frame.f_code.co_filename.startswith(ROOT):
        _keep(value)


def begin() -> None:
    sys.setprofile(_returned)


def found() -> dict[str, Any]:
    """What was compared, and the lists that functions gave or that modules hold, as the run ends."""
    sys.setprofile(None)
    for module in list(sys.modules.values()):
        if str(getattr(module, "__file__", None) or "").startswith(ROOT):
            for name, value in list(vars(module).items()):
                if not name.startswith("__"):
                    _keep(value)
    return {"compared": [[how, [text]] for how, texts in _COMPARED.items() for text in texts], "made": list(_MADE)}
