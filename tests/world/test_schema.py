"""Arguments out of a schema that the program under examination wrote."""

from typing import Any

from scanner.world.schema import DEEPEST, arguments_for


def test_values_are_what_the_schema_allows_else_go_by_name() -> None:
    kinds: dict[str, Any] = {
        "path": {}, "mode": {"enum": ["fast", "slow"]}, "count": {"type": "integer"}, "tags": {"type": "array", "items": {"type": "boolean"}},
        "inner": {"type": "object", "properties": {"url": {"default": "u"}}}, "odd": 7,
    }  # fmt: skip
    found = arguments_for({"properties": kinds}, str.upper, most=9)
    assert found == {"path": "PATH", "mode": "fast", "count": 3, "tags": [False], "inner": {"url": "u"}, "odd": "ODD"}
    assert arguments_for({"properties": kinds}, str.upper, most=9, entry="e")["tags"] == ["e"]
    assert len(arguments_for({"properties": kinds}, str.upper, most=2)) == 2


def test_a_schema_of_any_depth_comes_to_an_end() -> None:
    schema: dict[str, Any] = {"type": "object"}
    schema["properties"] = {"again": schema, "list": {"type": "array", "items": {"type": "array"}}}
    schema["properties"]["list"]["items"] = schema["properties"]["list"]
    found: Any = arguments_for(schema, str.upper, most=9)
    for _ in range(DEEPEST):
        found = found["again"]
    assert found["again"] == {}


def test_what_is_no_schema_gives_no_arguments() -> None:
    assert arguments_for(["no"], str.upper, most=9) == {}
    assert arguments_for({"properties": "no"}, str.upper, most=9) == {}


def test_one_of_several_kinds_is_chosen_and_it_is_not_that_of_nothing() -> None:
    """Bug: a number that may also be given as a text was given as a text that is none."""
    kinds = {"amount": {"anyOf": [{"type": "null"}, {"type": "number"}, {"type": "string"}]}, "note": {"oneOf": [{"type": "null"}]}}
    assert arguments_for({"properties": kinds}, str.upper, most=9) == {"amount": 3, "note": "NOTE"}
