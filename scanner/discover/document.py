"""A settings file as values with places, whatever its format; what is wrong with it as sentences.

JSON (with comments), TOML, YAML, property lists, `.env` files, and SQLite tables of JSON values (read in a child). Places of TOML keys are
those of their lines; keys inside an inline table stand at the table's key.
"""

import codecs
import plistlib
import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.parsers.expat import ExpatError

from scanner.code.jsontext import JsonRefused, read_json, repeated_in, spans_of
from scanner.code.position import nested_too_deep, position
from scanner.discover.tree import Reading
from scanner.discover.yamltext import YamlRefused, read_yaml
from scanner.model.artifact import ByteOffset, LineNumber
from scanner.model.observation import EXCERPT_CHARS, Place
from scanner.ruleset.catalog_settings import Format, Scalar

MAX_LEAVES = 50_000
"""Values of one file that are looked at; a large real one (a history of 300 projects) has 20,000."""
MAX_DEPTH = 200
MAX_COMPLAINTS = 20
"""Irregularities of one kind that are told of a file."""

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_TOML_TABLE = re.compile(r"^\s*\[{1,2}\s*(.+?)\s*\]{1,2}\s*(#.*)?$")
_TOML_KEY = re.compile(r'^\s*((?:"[^"]*"|\'[^\']*\'|[A-Za-z0-9_-]+)(?:\s*\.\s*(?:"[^"]*"|\'[^\']*\'|[A-Za-z0-9_-]+))*)\s*=')
_ENV_LINE = re.compile(r"^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(.*?)\s*$", re.MULTILINE)


class DocumentUnread(ValueError):
    """The file is not what its format says; the text is the reason as a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """One value that is neither object nor list, or an empty one of these."""

    path: tuple[str, ...]
    value: Scalar | None
    in_list: bool
    """True: an item of a list is on the way, so that files are merged here and do not override each other."""

    @property
    def key(self) -> str:
        return ".".join(self.path)


@dataclass(slots=True)
class Document:
    """A file that was read and parsed."""

    reading: Reading
    format: Format
    value: Any
    text: str
    encoding: str = "utf-8"
    bom_bytes: int = 0
    complaints: tuple[str, ...] = ()
    """What is irregular although the values could be read, as sentences."""
    spans: dict[tuple[str, ...], tuple[int, int]] | None = field(default=None)
    """Characters of each key with its value; None: not looked for yet."""

    def at(self, path: tuple[str, ...]) -> Any:
        """The value at a path, or None."""
        here = self.value
        for step in path:
            if isinstance(here, dict):
                here = here.get(step)
            elif isinstance(here, list) and step.isdecimal() and int(step) < len(here):
                here = here[int(step)]
            else:
                return None
        return here

    def leaves(self) -> Iterator[Leaf]:
        """All values, at most MAX_LEAVES, in the order of the file."""
        for count, leaf in enumerate(_leaves(self.value, (), False)):
            if count >= MAX_LEAVES:
                return
            yield leaf

    def position(self, path: tuple[str, ...]) -> str | None:
        """`line L, column C` of a key, or of the nearest one above it that has a place."""
        while path and path not in self._known_spans():
            path = path[:-1]
        return position(self.text, self._known_spans()[path][0]) if path else None

    def _known_spans(self) -> dict[tuple[str, ...], tuple[int, int]]:
        if self.spans is None:
            self.spans = dict(_spans(self.format, self.text))
        return self.spans

    def place(self, path: tuple[str, ...], wording: Callable[[str], str]) -> Place:
        """Where a key stands, or the nearest one above it that has a place.

        `wording` makes the excerpt of the file's own text there: it keeps secrets out, before anything is shortened.
        """
        while path and path not in self._known_spans():
            path = path[:-1]
        start, end = self._known_spans().get(path, (0, 0))
        raw = self.text[start:end]
        return Place(
            artifact=self.reading.sha256,
            subject=self.reading.shown,
            byte_offset=ByteOffset(self.bom_bytes + len(self.text[:start].encode(self.encoding, "surrogatepass"))),
            byte_length=len(raw.encode(self.encoding, "surrogatepass")),
            excerpt=shortened(wording(raw)),
            line=LineNumber(self.text.count("\n", 0, start) + 1) if end else None,
        )


def read_document(reading: Reading, format: Format) -> Document:
    """Parse a settings file. Raises DocumentUnread with the line and column where the parser knows them."""
    if format == "plist":
        return Document(reading=reading, format=format, value=_plist(reading.content), text=reading.content.decode("utf-8", "replace"))
    text, encoding, bom_bytes = decoded(reading.content)
    complaints: list[str] = []
    if bom_bytes:
        complaints.append("begins with a byte order mark at line 1, column 1, which not every reader accepts")
    if not text.strip():
        raise DocumentUnread("is empty")
    if "\0" in text:
        raise DocumentUnread(f"holds a NUL character at {position(text, text.index(chr(0)))}")
    value: Any
    match format:
        case "json":
            value, text = _json(text, complaints)
        case "toml":
            value = _toml(text)
        case "yaml":
            value = _yaml(text, complaints)
        case "dotenv":
            value = {one.group(1): one.group(2).strip("\"'") for one in _ENV_LINE.finditer(text)}
        case "sqlite":
            raise DocumentUnread("is a database and is read in a child")
        case "registry":
            raise DocumentUnread("is a registry hive and is read in a child")
    if not isinstance(value, dict):
        start = len(text) - len(text.lstrip())
        raise DocumentUnread(f"holds {kind_of(value)} at {position(text, start)} where an object is expected")
    return Document(
        reading=reading, format=format, value=value, text=text, encoding=encoding, bom_bytes=bom_bytes, complaints=tuple(complaints)
    )


def decoded(content: bytes) -> tuple[str, str, int]:
    """(text, codec, bytes of the byte order mark). Raises DocumentUnread."""
    encoding, bom_bytes = next(((codec, len(bom)) for bom, codec in _BOMS if content.startswith(bom)), ("utf-8", 0))
    try:
        return content[bom_bytes:].decode(encoding), encoding, bom_bytes
    except UnicodeDecodeError as error:
        before = content[bom_bytes : bom_bytes + error.start].decode(encoding, "replace")
        raise DocumentUnread(f"is not {encoding.upper()} text at {position(before, len(before))}") from error


def kind_of(value: object) -> str:
    """The kind of a value, with its article, for sentences."""
    match value:
        case dict():
            return "an object"
        case list():
            return "a list"
        case str():
            return "text"
        case bool():
            return "true or false"
        case None:
            return "null"
        case _:
            return "a number"


def shortened(text: str) -> str:
    """At most EXCERPT_CHARS characters."""
    return text if len(text) <= EXCERPT_CHARS else text[: EXCERPT_CHARS - 1] + "…"


def _json(text: str, complaints: list[str]) -> tuple[Any, str]:
    try:
        found = read_json(text)
    except JsonRefused as error:
        raise DocumentUnread(str(error)) from error
    if found.looseness is not None:
        where = position(text, found.looseness)
        complaints.append(f"has comments or trailing commas, which plain JSON does not allow, from {where}")
    for span in list(repeated_in(found.text))[:MAX_COMPLAINTS] if found.duplicates else ():
        where = position(found.text, span.start)
        complaints.append(f"has the key `{span.path[-1]}` twice in one object, again at {where}; the last one was taken")
    return found.value, found.text


def _toml(text: str) -> Any:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        told = str(error).replace("at end of document", f"at the end, {position(text, len(text))}")
        raise DocumentUnread(f"is not TOML: {told}") from error
    except RecursionError as error:
        where = nested_too_deep(text, MAX_DEPTH)
        place = f" at {position(text, where)}" if where is not None else ""
        raise DocumentUnread(f"is nested deeper than {MAX_DEPTH} levels{place}") from error


def _plist(content: bytes) -> Any:
    try:
        value = plistlib.loads(content)
    except (plistlib.InvalidFileException, ExpatError, ValueError, TypeError, OverflowError) as error:
        raise DocumentUnread(f"is not a property list: {error}") from error
    except (RecursionError, MemoryError) as error:
        raise DocumentUnread("is nested deeper than can be read") from error
    if not isinstance(value, dict):
        raise DocumentUnread(f"holds {kind_of(value)} where an object is expected")
    return value


def _yaml(text: str, complaints: list[str]) -> Any:
    try:
        found = read_yaml(text)
    except YamlRefused as error:
        raise DocumentUnread(str(error)) from error
    complaints += found.complaints
    return found.value


def _leaves(value: Any, path: tuple[str, ...], in_list: bool) -> Iterator[Leaf]:
    if len(path) > MAX_DEPTH:
        return  # deeper than any reader of such a file goes
    if isinstance(value, dict) and value:
        for key, one in value.items():
            yield from _leaves(one, (*path, str(key)), in_list)
    elif isinstance(value, list) and value:
        for index, one in enumerate(value):
            yield from _leaves(one, (*path, str(index)), True)
    elif not path:
        return  # an empty document says nothing
    elif isinstance(value, dict | list):
        yield Leaf(path=path, value=None, in_list=in_list)
    else:
        yield Leaf(path=path, value=value if value is None or isinstance(value, bool | int | float | str) else str(value), in_list=in_list)


def _spans(format: Format, text: str) -> Iterator[tuple[tuple[str, ...], tuple[int, int]]]:
    match format:
        case "json":
            yield from ((span.path, (span.start, span.end)) for span in spans_of(text))
        case "toml":
            yield from _toml_spans(text)
        case "yaml":
            yield from read_yaml(text).spans.items()
        case "dotenv":
            yield from (((one.group(1),), one.span()) for one in _ENV_LINE.finditer(text))
        case "plist" | "sqlite" | "registry":
            for key in re.finditer(r"<key>([^<]*)</key>\s*(<(\w+)>[^<]*</\3>|<\w+/>)?", text):
                yield (key.group(1),), key.span()


def _toml_spans(text: str) -> Iterator[tuple[tuple[str, ...], tuple[int, int]]]:
    table: tuple[str, ...] = ()
    counts: dict[tuple[str, ...], int] = {}
    offset = 0
    for line in text.splitlines(keepends=True):
        bare = line.rstrip("\r\n")
        head = _TOML_TABLE.match(bare)
        key = _TOML_KEY.match(bare)
        if key is not None:
            yield (*table, *_toml_steps(key.group(1))), (offset + len(bare) - len(bare.lstrip()), offset + len(bare))
        elif head is not None:
            table = _toml_steps(head.group(1))
            if bare.lstrip().startswith("[["):
                counts[table] = counts.get(table, -1) + 1
                table = (*table, str(counts[table]))
            yield table, (offset, offset + len(bare))
        offset += len(line)


def _toml_steps(dotted: str) -> tuple[str, ...]:
    return tuple(one.strip().strip("\"'") for one in re.findall(r'"[^"]*"|\'[^\']*\'|[^.\s"\']+', dotted))
