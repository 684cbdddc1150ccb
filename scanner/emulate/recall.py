"""What a task of this stage depends on, as a key that does not say where the files lie: what ran elsewhere is not run again."""

import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, cast

from pydantic import TypeAdapter

from scanner.attempt import Task
from scanner.model.artifact import Artifact
from scanner.model.observation import Place
from scanner.model.program import Program

_ELSEWHERE = frozenset({"content", "subject", "rules", "engines"})
"""Fields that say where something lies; what lies there has a digest."""


def key_of(task: Task[Any]) -> str:
    """The worker and its argument as text, equal for equal code wherever it lies."""
    argument = task.argument
    depths = {len(program.root) for program in _programs(argument)}
    written = _adapter(cast(Any, type(argument))).dump_python(argument, mode="json")
    return json.dumps([task.worker, _neutral(written, min(depths, default=0))], sort_keys=True)


def subjects_of(task: Task[Any]) -> dict[str, str]:
    """Digest -> subject of all artifacts that a result of the task may point at."""
    return {str(sha256): subject for sha256, subject in _named(task.argument)}


def _programs(value: object) -> Iterator[Program]:
    if isinstance(value, Program):
        yield value
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from _programs(getattr(value, field.name))


def _named(value: object) -> Iterator[tuple[str, str]]:
    match value:
        case Place():
            yield value.artifact, value.subject
        case Artifact():
            yield value.sha256, value.subject
        case tuple():
            for item in value:
                yield from _named(item)
        case _ if is_dataclass(value) and not isinstance(value, type):
            for field in fields(value):
                yield from _named(getattr(value, field.name))


def _neutral(value: object, depth: int) -> object:
    match value:
        case dict():
            return {
                name: item[depth:] if name in ("trail", "root") else _neutral(item, depth)
                for name, item in value.items()
                if name not in _ELSEWHERE
            }
        case list():
            return [_neutral(item, depth) for item in value]
    return value


@cache
def _adapter(kind: type[Any]) -> TypeAdapter[Any]:
    return TypeAdapter(kind)
