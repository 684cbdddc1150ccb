"""Reads YAML that people write for us, and says file, line and key of whatever it refuses.

Stricter than YAML: no duplicate keys, anchors, aliases, tags, merge keys or second documents. Plain scalars are read by the core schema of
YAML 1.2 (true, false, null, decimal numbers); everything else is text, so the country code `NO` stays `NO` and `2026-11-22` stays text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict

from scanner.model.artifact import LineNumber
from scanner.model.refusal import UsageRefused

MAX_BYTES = 8 * 1024 * 1024
"""A document of people is far smaller: the largest shipped catalog is below 100 kB."""
MAX_DEPTH = 64
"""Levels of nesting; the deepest shipped document has 12."""

Key = str | int
"""A mapping's key or a sequence's index, from 0."""

_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
_NUMBER = re.compile(r"[-+]?(0|[1-9][0-9]*)\.[0-9]+([eE][-+]?[0-9]{1,3})?")
_WAYS_OUT = (
    ("mapping values are not allowed", "a colon in unquoted text? quote the text"),
    ("did not find expected ',' or", "a bracket or a comma is missing, or a special character is not in quotes"),
    ("did not find expected", "is it indented like its neighbours?"),
    ("tab character", "indent with spaces"),
    ("cannot start any token", "quote the text"),
)
"""Words of the parser -> what to do; the first that fits counts."""
_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}


class Closed(BaseModel):
    """Base of everything that our own files may say: unknown keys are refused, values cannot be changed."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class DocumentRefused(UsageRefused):
    """A document that is not accepted, with the place and one sentence for a person."""

    def __init__(self, *, file: str, line: int | None, key: str | None, sentence: str) -> None:
        self.file = file
        self.line = line
        """Counts from 1; None: the whole file."""
        self.key = key
        """Dotted path of keys; None: the whole file."""
        self.sentence = sentence
        super().__init__(self.__str__())

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return f"{place}: {self.sentence}" if self.key is None else f"{place}: {self.key}: {self.sentence}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file's content as plain mappings, lists, text, numbers, booleans and None, with the line of each."""

    file: str
    value: Any
    _lines: dict[tuple[Key, ...], int] = field(repr=False)

    def line_of(self, keys: tuple[Key, ...] = ()) -> LineNumber:
        """Line of a key or item. Steps that do not exist are skipped, so that the nearest place that exists answers."""
        at: tuple[Key, ...] = ()
        for key in keys:
            if (*at, key) in self._lines:
                at = (*at, key)
        return LineNumber(self._lines[at])

    def refuse(self, keys: tuple[Key, ...], sentence: str) -> DocumentRefused:
        """The refusal to raise for what stands at these keys."""
        return DocumentRefused(file=self.file, line=self.line_of(keys), key=_dotted(keys) or None, sentence=sentence)


def load(path: Path) -> Document:
    """Read one file. Raises DocumentRefused, also where the file cannot be read or is larger than `MAX_BYTES`."""
    file = str(path)
    try:
        with path.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise DocumentRefused(file=file, line=None, key=None, sentence=f"cannot be read ({error.strerror})") from error
    if len(content) > MAX_BYTES:
        raise DocumentRefused(file=file, line=None, key=None, sentence=f"is larger than {MAX_BYTES} bytes")
    return parse(content, file=file)


def parse(content: bytes, *, file: str) -> Document:
    """Read the bytes of one document; `file` is the name used in refusals. Raises DocumentRefused."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise DocumentRefused(file=file, line=line, key=None, sentence="is not UTF-8 text") from error
    builder = _Builder(file=file)
    try:
        value = builder.document(yaml.parse(text, Loader=yaml.CSafeLoader))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise DocumentRefused(
            file=file,
            line=None if mark is None else mark.line + 1,
            key=None,
            sentence=f"is not YAML: {error.problem or error.context or 'it does not parse'}{_way_out(str(error.problem))}",
        ) from error
    except yaml.YAMLError as error:
        raise DocumentRefused(file=file, line=None, key=None, sentence=f"is not YAML: {str(error).splitlines()[0]}") from error
    return Document(file=file, value=value, _lines=builder.lines)


@dataclass(slots=True)
class _Builder:
    """Turns the parser's events into plain values."""

    file: str
    lines: dict[tuple[Key, ...], int] = field(default_factory=dict)

    def document(self, events: Iterator[yaml.Event]) -> Any:
        next(events)  # the start of the stream
        first = next(events)
        if isinstance(first, yaml.StreamEndEvent):
            raise self._refusal(first, (), "is empty")
        root = next(events)
        self.lines[()] = _line(root)
        value = self._value(root, events, ())
        next(events)  # the end of the document
        after = next(events)
        if not isinstance(after, yaml.StreamEndEvent):
            raise self._refusal(after, (), "a second document starts here; keep one document in a file")
        return value

    def _value(self, event: yaml.Event, events: Iterator[yaml.Event], keys: tuple[Key, ...]) -> Any:
        if isinstance(event, yaml.AliasEvent):
            raise self._refusal(event, keys, "aliases are not read; write the value out")
        if getattr(event, "anchor", None) is not None:
            raise self._refusal(event, keys, "anchors are not read; write the value out")
        if (tag := getattr(event, "tag", None)) is not None:
            raise self._refusal(event, keys, f"tags are not read ({tag})")
        if len(keys) > MAX_DEPTH:
            raise self._refusal(event, keys, f"is nested deeper than {MAX_DEPTH} levels")
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(events, keys)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(events, keys)
        assert isinstance(event, yaml.ScalarEvent)
        return _scalar(event)

    def _mapping(self, events: Iterator[yaml.Event], keys: tuple[Key, ...]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                raise self._refusal(event, keys, "a key must be text")
            if event.anchor is not None or event.tag is not None:
                raise self._refusal(event, keys, "a key carries no anchor or tag")
            key = event.value
            if key == "<<" and not event.style:
                raise self._refusal(event, keys, "merge keys are not read; write the values out")
            if key in found:
                first = self.lines[(*keys, key)]
                raise self._refusal(event, (*keys, key), f"the key `{key}` stands here a second time (first in line {first})")
            self.lines[(*keys, key)] = _line(event)
            found[key] = self._value(next(events), events, (*keys, key))
        return found

    def _sequence(self, events: Iterator[yaml.Event], keys: tuple[Key, ...]) -> list[Any]:
        found: list[Any] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            at = (*keys, len(found))
            self.lines[at] = _line(event)
            found.append(self._value(event, events, at))
        return found

    def _refusal(self, event: yaml.Event, keys: tuple[Key, ...], sentence: str) -> DocumentRefused:
        return DocumentRefused(file=self.file, line=_line(event), key=_dotted(keys) or None, sentence=sentence)


def _scalar(event: yaml.ScalarEvent) -> str | int | float | bool | None:
    text: str = event.value
    if event.style:
        return text  # quoted, or a block of text
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    if _NUMBER.fullmatch(text):
        return float(text)
    return text


def _way_out(problem: str) -> str:
    """What such a complaint of the parser mostly comes from."""
    for words, way_out in _WAYS_OUT:
        if words in problem:
            return f" ({way_out})"
    return ""


def _line(event: yaml.Event) -> int:
    """Counts from 1."""
    assert event.start_mark is not None
    return event.start_mark.line + 1


def _dotted(keys: tuple[Key, ...]) -> str:
    text = ""
    for key in keys:
        text += f"[{key}]" if isinstance(key, int) else f".{key}" if text else key
    return text
