"""YAML of other programs: values and places, built from the parser's events.

The composer of the library recurses and overflows its stack on hostile nesting, so it is not used. Scalars follow the core schema of
YAML 1.2; aliases are not resolved and are reported.
"""

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from scanner.ruleset.catalog_settings import Scalar

MAX_DEPTH = 200

_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}
_NUMBER = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})(\.[0-9]+)?")


class YamlRefused(ValueError):
    """Not YAML, or nested too deep; the text says where."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Yaml:
    """The first document of a text."""

    value: Any
    spans: dict[tuple[str, ...], tuple[int, int]]
    """Characters of each key with its value, by path."""
    complaints: tuple[str, ...]


def read_yaml(text: str) -> Yaml:
    """Parse a document. Raises YamlRefused."""
    builder = _Builder()
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = "" if mark is None else f" at line {mark.line + 1}, column {mark.column + 1}"
        raise YamlRefused(f"is not YAML: {error.problem or error.context}{where}") from error
    except yaml.YAMLError as error:
        raise YamlRefused(f"is not YAML: {str(error).splitlines()[0]}") from error
    return Yaml(value=builder.root, spans=builder.spans, complaints=tuple(builder.complaints))


@dataclass(slots=True)
class _Builder:
    complaints: list[str] = field(default_factory=list)
    root: Any = None
    spans: dict[tuple[str, ...], tuple[int, int]] = field(default_factory=dict)
    _open: list[Any] = field(default_factory=list)
    _keys: list[Any] = field(default_factory=list)
    _starts: list[int] = field(default_factory=list)
    _where: str = ""

    def take(self, event: yaml.Event) -> None:
        """The next event of the document. Raises YamlRefused."""
        self._where = _position(event)
        start = event.start_mark.index if event.start_mark is not None else 0
        end = event.end_mark.index if event.end_mark is not None else 0
        match event:
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                if len(self._open) >= MAX_DEPTH:
                    raise YamlRefused(f"is nested deeper than {MAX_DEPTH} levels at {_position(event)}")
                self._push({} if isinstance(event, yaml.MappingStartEvent) else [], start)
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self._pop(end)
            case yaml.ScalarEvent():
                self._put_scalar(event, start, end)
            case yaml.AliasEvent():
                self.complaints.append(f"uses an alias at {_position(event)}, which was not resolved")
                self._put(None, start, end)
            case _:
                return  # stream and document borders

    def _push(self, value: Any, start: int) -> None:
        begin = self._put(value, start, start)
        self._open.append(value)
        self._starts.append(begin)
        self._keys.append(None)

    def _pop(self, end: int) -> None:
        self._open.pop()
        self._keys.pop()
        begin = self._starts.pop()
        if self._open:
            self.spans[self._path()] = (begin, end)
            self._next()

    def _put_scalar(self, event: yaml.ScalarEvent, start: int, end: int) -> None:
        if self._open and isinstance(self._open[-1], dict) and self._keys[-1] is None:
            if event.value in self._open[-1]:
                where = _position(event)
                self.complaints.append(f"has the key `{event.value}` twice in one object, again at {where}; the last one was taken")
            self._keys[-1] = (event.value, start)
            return
        value = event.value if event.style else _scalar(event.value)  # plain scalars have no style
        begin = self._put(value, start, end)
        if self._open:
            self.spans[self._path()] = (begin, end)
            self._next()

    def _put(self, value: Any, start: int, end: int) -> int:
        """Hang a value where it belongs; returns where its key, or it itself, begins."""
        if not self._open:
            if self.root is None:
                self.root = value
            return start
        parent = self._open[-1]
        if isinstance(parent, list):
            parent.append(value)
            return start
        if self._keys[-1] is None:
            raise YamlRefused(f"has a key that is itself an object or list at {self._where}")
        key, begin = self._keys[-1]
        parent[key] = value
        return int(begin)

    def _path(self) -> tuple[str, ...]:
        return tuple(str(self._keys[i][0]) if isinstance(one, dict) else str(len(one) - 1) for i, one in enumerate(self._open))

    def _next(self) -> None:
        self._keys[-1] = None


def _scalar(text: str) -> Scalar | None:
    if text.casefold() in _WORDS:
        return _WORDS[text.casefold()]
    number = _NUMBER.fullmatch(text)
    if number is None:
        return text
    return float(text) if number.group(2) else int(text)


def _position(event: yaml.Event) -> str:
    mark = event.start_mark
    return f"line {mark.line + 1}, column {mark.column + 1}" if mark is not None else "line 1, column 1"
