"""Documents of YAML as plain values, put together from the events of the parser."""

from collections.abc import Iterator
from typing import Any

import yaml

from scanner.unpack.source import Damaged

_LEVELS_MAX = 64


def yaml_documents(text: str) -> tuple[Any, ...]:
    """The documents of a text. Raises Damaged, yaml.YAMLError."""
    return _Yaml(text).documents


class _Yaml:
    """Documents put together from the events of the parser: no tags, no recursion, and an alias costs nothing."""

    def __init__(self, text: str) -> None:
        self._anchors: dict[str, Any] = {}
        self._events: Iterator[Any] = yaml.parse(text, Loader=yaml.CSafeLoader)
        self.documents = tuple(self._documents())

    def _documents(self) -> Iterator[Any]:
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                yield self._value(next(self._events), 0)

    def _value(self, event: Any, level: int) -> Any:
        if level > _LEVELS_MAX:
            raise Damaged(f"it is nested deeper than {_LEVELS_MAX} levels")
        if isinstance(event, yaml.AliasEvent):
            return self._anchors.get(str(event.anchor))
        made: Any
        if isinstance(event, yaml.ScalarEvent):
            made = event.value
        elif isinstance(event, yaml.SequenceStartEvent):
            made = []
            self._anchor(event, made)
            while not isinstance(inner := next(self._events), yaml.SequenceEndEvent):
                made.append(self._value(inner, level + 1))
        else:
            made = {}
            self._anchor(event, made)
            while not isinstance(inner := next(self._events), yaml.MappingEndEvent):
                key = self._value(inner, level + 1)
                value = self._value(next(self._events), level + 1)
                made[key if isinstance(key, str) else repr(key)[:80]] = value
        self._anchor(event, made)
        return made

    def _anchor(self, event: Any, made: Any) -> None:
        if event.anchor is not None:
            self._anchors[event.anchor] = made
