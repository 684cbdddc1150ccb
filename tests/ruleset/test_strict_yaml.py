"""YAML that people write: what is read as what, and what is refused with its place."""

from pathlib import Path
from typing import Literal

import pytest

from scanner.ruleset.complaints import check
from scanner.ruleset.strict_yaml import MAX_BYTES, Closed, DocumentRefused, load, parse


class _Item(Closed):
    name: str
    count: int = 0


class _Sheet(Closed):
    kind: Literal["Sheet"]
    items: tuple[_Item, ...] = ()


def _value(text: str) -> object:
    return parse(f"a: {text}\n".encode(), file="f.yaml").value["a"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("12", 12),
        ("-3", -3),
        ("1.5", 1.5),
        ("1.0e3", 1000.0),
        ("NO", "NO"),
        ("yes", "yes"),
        ("on", "on"),
        ("True", "True"),
        ("2026-11-22", "2026-11-22"),
        ("010", "010"),
        ("0x10", "0x10"),
        ("1:30", "1:30"),
        (".inf", ".inf"),
        ("1.2.3", "1.2.3"),
        ("'12'", "12"),
        ('"false"', "false"),
        ("''", ""),
        ("[a, NO]", ["a", "NO"]),
        ("{b: 1}", {"b": 1}),
        ("9999999999999999999999", "9999999999999999999999"),
    ],
)
def test_plain_scalars_are_read_by_the_core_schema_and_all_else_is_text(text: str, value: object) -> None:
    found = _value(text)
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, "second time (first in line 1)"),
        ("a:\n  b: 1\n  b: 2\n", 3, "second time"),
        ("a: &x 1\n", 1, "anchors"),
        ("a: 1\nb: *x\n", 2, "aliases"),
        ("a: !!str 1\n", 1, "tags"),
        ("a: !python/object:os.system {}\n", 1, "tags"),
        ("&k a: 1\n", 1, "anchor"),
        ("b: 1\n<<: {a: 1}\n", 2, "merge keys"),
        ("? [a, b]\n: 1\n", 1, "a key must be text"),
        ("a: 1\n---\nb: 2\n", 2, "second document"),
        ("a: [1\n", 2, "is not YAML"),
        ("a: 1\n\tb: 2\n", 2, "is not YAML"),
        ("a: \x07\n", None, "is not YAML"),
    ],
)
def test_what_yaml_allows_and_people_trip_over_is_refused_with_its_line(text: str, line: int | None, words: str) -> None:
    with pytest.raises(DocumentRefused) as refused:
        parse(text.encode(), file="f.yaml")
    assert words in refused.value.sentence
    assert (refused.value.file, refused.value.line) == ("f.yaml", line)


@pytest.mark.parametrize(("content", "words"), [(b"", "is empty"), (b"# nothing\n", "is empty"), (b"a: 1\nb: \xff\n", "not UTF-8")])
def test_empty_and_undecodable_files_are_refused(content: bytes, words: str) -> None:
    with pytest.raises(DocumentRefused, match=words):
        parse(content, file="f.yaml")


def test_nesting_and_size_are_bounded(tmp_path: Path) -> None:
    with pytest.raises(DocumentRefused, match="nested deeper"):
        parse(b"[" * 80 + b"]" * 80, file="f.yaml")
    large = tmp_path / "large.yaml"
    large.write_bytes(b"a: " + b"x" * MAX_BYTES)
    with pytest.raises(DocumentRefused, match="larger than"):
        load(large)


def test_a_file_that_cannot_be_read_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(DocumentRefused, match="cannot be read"):
        load(tmp_path / "absent.yaml")


def test_lines_of_keys_items_and_the_nearest_place_that_exists() -> None:
    document = parse(b"kind: Sheet\nitems:\n  - name: a\n    count: 1\n  - {name: b}\n", file="f.yaml")
    places = [(), ("kind",), ("items", 0), ("items", 0, "count"), ("items", 1, "name"), ("items", 1, "count"), ("absent",)]
    assert [document.line_of(place) for place in places] == [1, 1, 3, 4, 5, 5, 1]


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("kind: Sheet\nitems:\n  - {name: a, colour: red}\n", "f.yaml:3: items[0].colour: is not a known key; known are count, name"),
        ("kind: Sheet\nitems:\n  - {count: 1}\n", "f.yaml:3: items[0]: lacks the key `name`"),
        ("kind: Sheet\nitems:\n  - {name: 1.10}\n", "f.yaml:3: items[0].name: must be text; put it in quotes where it looks like a number, a boolean or nothing"),
        ("kind: Sheet\nitems:\n  - {name: a, b c}\n", "f.yaml:3: items[0].b c: is not a known key (a comma in unquoted text? quote the text)"),
        ("kind: Other\n", "f.yaml:1: kind: `Other` is not known here; known are Sheet"),
    ],
)
def test_a_value_that_does_not_fit_is_refused_with_file_line_and_key(text: str, refusal: str) -> None:
    with pytest.raises(DocumentRefused) as refused:
        check(parse(text.encode(), file="f.yaml"), _Sheet)
    assert str(refused.value) == refusal
