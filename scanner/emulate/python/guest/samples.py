"""Arguments for functions that are called without anybody who would know them: by their names and kinds."""

import datetime
import enum
import inspect
import os
import pathlib
import re
import types
import typing
from collections.abc import Callable
from typing import Any

from . import loops
from .anything import Anything, Wrapped
from .channel import FACTS
from .environment import ENVIRONMENT
from .given import STREAM, Given, asks_more
from .hints import hints_of
from .incoming import told_country, told_languages, told_peer

FILE_NAME = "notes.txt"
_BY_NAME: tuple[tuple[str, Callable[[], Any]], ...] = (
    (r"^(x_)?(forwarded_for|real_ip)$|^(cf_connecting|(x_|true_)?client|remote)_ip$|^remote_addr$", told_peer),
    (r"^\w+_(ip|viewer|geo|client|appengine)_?country(_code)?$|^(cf_)?ipcountry$", told_country),
    (r"^(http_)?accept_languages?$", told_languages),
    (r"(^|_)(server_?app|nb_?(server_?)?app|jupyter_?app)$", lambda: _server()),
    (r"^(nb|notebook)(_?(json|model|node|doc|content|data))?$", lambda: notebook()),
    (r"(^|_)(url|endpoint|base|uri|host)(_|$)|base_url", lambda: "https://api.example.net/v1"),
    (r"messages|history|turns|conversation", lambda: conversation()),
    (r"(^|_)(path|file|filename|source|src)(_|$)", lambda: FILE_NAME),
    (
        r"headers|params|metadata|extra|kwargs|options|opts|config|settings|payload|data|body|context|ctx|state|record|event|meta",
        lambda: sample_options(),
    ),
    (r"(^|_)env(iron)?(_|$)", lambda: ENVIRONMENT),
    (r"(callback|hook|handler|func|fn|on_\w+|progress)$", lambda: lambda *_, **__: None),
    (r"^max_(\w+_)?tokens$", lambda: _TOKENS),
    (r"(^|_)(count|size|num|n|i|k|limit|max\w*|port|timeout|width|height|seconds|retries|depth|top)(_|$)", lambda: 3),
    (r"temperature|top_p|ratio|score|weight|threshold", lambda: 0.5),
    (r"(^|_)stream(_|$)", lambda: STREAM["is_wanted"]),
    (r"(^|_)(is|has|use|enable|verbose|debug|dry)(_|$)", lambda: False),
    (r"tools|items|files|names|values|tags|lines|entries|documents|chunks|args|argv|words", lambda: [prompt()]),
    (r"model", lambda: "model-1"),
    (r"api_?key|token|secret|password", lambda: "key-for-the-made-up-world"),
    (r"(^|_)(date|day|when|at)(_|$)", lambda: "2026-11-22"),
    (r"(^|_)(lang|language|locale)(_|$)", lambda: "en"),
    (r"mail", lambda: "sam@example.net"),
)
_FILE_KINDS = {
    **{word: f".{word}" for word in ("csv", "diff", "html", "json", "jsonl", "ledger", "patch", "toml", "tsv", "xml", "yaml")},
    "beancount": ".beancount", "hledger": ".ledger", "markdown": ".md",
}
"""Word in the name of what opens a file -> ending of the name that a file of that kind has."""
_WORD = re.compile(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])")
_BEGINS = re.compile(r"start|since|from|begin|after|first|min")
_OPTIONS = ("prompt", "message", "text", "input", "content", "query", "question")
_DEEP = 3
_TOKENS = 32_000
"""What a client asks for that wants long answers: a program that silently allows less is seen to do so."""


def prompt() -> str:
    """What the user writes: one who writes much hands over several lines."""
    return str(FACTS.get("text", "hello world"))


def conversation() -> list[dict[str, Any]]:
    """What was said so far, the last by the user: long enough that less of it is seen to be passed on."""
    said = ["What is in this folder?", "Notes and a list.", "Which of them is older?", "The list.", "Thanks.", "You are welcome."]
    texts = [prompt(), "Yes.", *said, prompt()]
    return [{"role": ("user", "assistant")[number % 2], "content": text} for number, text in enumerate(texts)]


def notebook() -> dict[str, Any]:
    """A notebook of a few cells."""
    cells = [
        {"cell_type": kind, "source": f"# {prompt()} {number}\nx = {number}", "metadata": {}, "id": f"cell-{number}", "outputs": []}
        for number, kind in enumerate(("markdown", "code", "code", "code", "markdown", "code"))
    ]
    return {"cells": cells, "metadata": {"kernelspec": {"name": "python3", "language": "python"}}, "nbformat": 4, "nbformat_minor": 5}


def _server() -> Any:
    from jupyter_server import Server

    return Server()


def sample_options() -> dict[str, Any]:
    STREAM["is_asked"] = True
    return {
        **dict.fromkeys(_OPTIONS, prompt()),
        "model": "model-1",
        "messages": conversation(),
        "system": "You are helpful.",
        "tools": [],
        "max_tokens": _TOKENS,
        "temperature": 0.5,
        "stream": STREAM["is_wanted"],
        "name": "item",
        "id": "id-1",
        "url": "https://api.example.net/v1",
    }


def arguments(function: Callable[..., Any]) -> list[Any]:
    """Values for the parameters that have no default and can be given by their place."""
    hints = _hints(function)
    places = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    return [_fitting(function, one, hints) for one in _needed(function) if one.kind in places]


def named(function: Callable[..., Any]) -> dict[str, Any]:
    """Values for the parameters that have no default and can only be given by their name."""
    hints = _hints(function)
    given = {one.name: _fitting(function, one, hints) for one in _needed(function) if one.kind is one.KEYWORD_ONLY}
    return {**given, **(fields(function) if _takes_fields(function) else {})}


def loose(value: Any) -> Any:
    """A text as one that has whatever is asked of it; anything else as it is."""
    return Given(value) if type(value) is str else value


def _takes_fields(kind: Any) -> bool:
    """Whether it is the class of a model that takes what its fields need, and nothing else."""
    return isinstance(kind, type) and isinstance(getattr(kind, "model_fields", None), dict) and not _needed(kind)


def _needed(function: Callable[..., Any]) -> list[inspect.Parameter]:
    try:
        parameters = list(inspect.signature(function).parameters.values())
    except (TypeError, ValueError):
        return []
    kinds = (inspect.Parameter.VAR_KEYWORD, inspect.Parameter.VAR_POSITIONAL)
    return [one for one in parameters if (one.default is one.empty or isinstance(one.default, Anything)) and one.kind not in kinds]


def _fitting(function: Callable[..., Any], parameter: inspect.Parameter, hints: dict[str, Any]) -> Any:
    """A value for a parameter; one that has whatever attributes the function asks for where its kind says nothing."""
    depends = _depends(parameter)
    if depends is not None:
        return _of_another(depends)
    kind = hints.get(parameter.name, parameter.annotation)
    value = _of_its_kind(sample(parameter.name, kind, 0), function)
    if (isinstance(kind, type) and kind is not parameter.empty and not isinstance(kind, Anything)) or isinstance(value, Given):
        return value
    target = function.__init__ if isinstance(function, type) else function
    return Given(value if isinstance(value, str) else prompt()) if asks_more(target, parameter.name, value) else value


def _depends(parameter: inspect.Parameter) -> Callable[..., Any] | None:
    """The function whose result a framework gives for a parameter: `user = Depends(user_of)`; None: none is named."""
    notes = typing.get_args(parameter.annotation)[1:] if typing.get_origin(parameter.annotation) is typing.Annotated else ()
    return next((one.__wrapped__ for one in (parameter.default, *notes) if isinstance(one, Wrapped)), None)


def _of_another(function: Callable[..., Any]) -> Any:
    found = function(*arguments(function), **named(function))
    if inspect.isawaitable(found):
        return loops.waited(found)
    return next(found, None) if inspect.isgenerator(found) else found


def _of_its_kind(value: Any, owner: Any) -> Any:
    """The name of a file with the ending that the name of what opens it promises."""
    if value != FILE_NAME and value != pathlib.Path(FILE_NAME):
        return value
    words = [word.lower() for word in _WORD.findall(str(getattr(owner, "__qualname__", "")))]
    ending = next((_FILE_KINDS[word] for word in words if word in _FILE_KINDS), None)
    return value if ending is None else type(value)(f"notes{ending}")


def keywords(function: Callable[..., Any]) -> dict[str, Any]:
    """Values by name for every parameter that needs one."""
    hints = _hints(function)
    return {one.name: _fitting(function, one, hints) for one in _needed(function)}


def _hints(function: Callable[..., Any], *, of_class: bool = False) -> dict[str, Any]:
    target = function.__init__ if isinstance(function, type) and not of_class else function
    return hints_of(target, with_extras=False) or {}


def sample(name: str, kind: Any = inspect.Parameter.empty, depth: int = 0) -> Any:
    """A value for a parameter, by its kind and its name."""
    found = _by_kind(name, kind, depth)
    return by_name(name) if found is None else found


def by_name(name: str) -> Any:
    """A value for what has this name."""
    for pattern, make in _BY_NAME:
        if re.search(pattern, name.lower()):
            return make()
    return prompt()


def _by_kind(name: str, kind: Any, depth: int) -> Any:
    """None: the kind says nothing, or the name says more."""
    if kind is inspect.Parameter.empty:
        return None
    origin = typing.get_origin(kind)
    if origin is typing.Union or origin is types.UnionType:
        inner = [one for one in typing.get_args(kind) if one is not type(None)]
        return _by_kind(name, inner[0], depth) if inner else None
    if origin is typing.Literal:
        return typing.get_args(kind)[0]
    if origin is typing.Annotated:
        return _by_kind(name, typing.get_args(kind)[0], depth)
    if origin in (list, set, tuple, frozenset):
        inner = typing.get_args(kind)
        return origin([sample(name.rstrip("s"), inner[0], depth + 1)] if inner else [prompt()])
    if origin is dict:
        return sample_options()
    return _by_class(name, kind, depth) if isinstance(kind, type) else None


def _by_class(name: str, kind: type, depth: int) -> Any:
    if issubclass(kind, enum.Enum):
        return next(iter(kind), None)
    if kind is bool:
        return name == "stream" and STREAM["is_wanted"]
    if kind in (int, float):
        value = by_name(name)
        return kind(value) if isinstance(value, int | float) else kind(3)
    if kind is str:
        value = by_name(name)
        return value if isinstance(value, str) else prompt()
    if kind is bytes:
        return prompt().encode()
    if issubclass(kind, str) and kind is not str:
        return kind(by_name(name)) if isinstance(by_name(name), str) else kind(prompt())
    if kind is list:
        value = by_name(name)
        return value if isinstance(value, list) else [prompt()]
    if kind is dict:
        value = by_name(name)
        return value if isinstance(value, dict) else sample_options()
    if issubclass(kind, pathlib.PurePath | os.PathLike):
        return pathlib.Path(FILE_NAME)
    if issubclass(kind, datetime.date):
        return kind(2026, 1, 1) if _BEGINS.search(name.lower()) else kind(2026, 12, 31)
    return _made(kind, depth)


def fields(kind: Any, depth: int = 0) -> dict[str, Any]:
    """Values for the fields of a model that need one."""
    STREAM["is_asked"] = True
    needed = {name: one for name, one in kind.model_fields.items() if one.is_required() or (STREAM["is_wanted"] and name == "stream")}
    return {name: _of_its_kind(sample(name, one.annotation, depth + 1), kind) for name, one in needed.items()}


def _made(kind: type, depth: int) -> Any:
    """An object of a class of the program."""
    if depth > _DEEP or kind.__module__ in ("builtins", "typing", "types"):
        return None
    if hasattr(kind, "__required_keys__"):
        return {name: sample(name, one, depth + 1) for name, one in _hints(kind, of_class=True).items()}
    try:
        if isinstance(getattr(kind, "model_fields", None), dict):
            return kind(**fields(kind, depth))
        hints = _hints(kind)
        given = {
            one.name: sample(one.name, hints.get(one.name, one.annotation), depth + 1)
            for one in inspect.signature(kind).parameters.values()
            if one.default is one.empty and one.kind not in (one.VAR_KEYWORD, one.VAR_POSITIONAL)
        }
        return kind(**given)
    except Exception:  # noqa: BLE001  # a class that wants other arguments
        return None
