"""Says in a sentence what does not fit in a document that people write for us, where it stands, and what to write instead."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from scanner.ruleset.strict_yaml import Document, DocumentRefused, Key

M = TypeVar("M", bound=BaseModel)
Schema = Mapping[str, Any]
"""A JSON Schema as pydantic makes it."""

_LACKS = "lacks the key"
_NAMES_SHOWN = 24
"""Longest list of names that a sentence gives; of a longer one it gives those that look alike, or none."""
_SHAPES = {
    "string_type": "must be text; put it in quotes where it looks like a number, a boolean or nothing",
    "int_type": "must be a whole number, without quotes",
    "int_parsing": "must be a whole number, without quotes",
    "int_from_float": "must be a whole number",
    "float_type": "must be a number, without quotes",
    "float_parsing": "must be a number, without quotes",
    "bool_type": "must be true or false",
    "bool_parsing": "must be true or false",
    "dict_type": "must be a mapping (`key: value`)",
    "model_type": "must be a mapping (`key: value`)",
    "model_attributes_type": "must be a mapping (`key: value`)",
    "tuple_type": "must be a list ([a, b], or a line `- a` for each)",
    "list_type": "must be a list ([a, b], or a line `- a` for each)",
}
"""Type of pydantic's complaint -> sentence."""


def check(document: Document, model: type[M]) -> M:
    """The document as a checked value. Raises DocumentRefused for the first thing that does not fit, by line."""
    try:
        return model.model_validate(document.value)
    except ValidationError as error:
        raise most_telling(refusals_of(document, error, model.model_json_schema)) from None


def most_telling(refusals: Iterable[DocumentRefused]) -> DocumentRefused:
    """The one to show when only one is shown: the first by line, missing keys after all else, as a misspelt key leaves one missing."""
    return min(refusals, key=lambda one: (one.sentence.startswith(_LACKS), one.line or 0))


def refusals_of(document: Document, error: ValidationError, schema: Callable[[], Schema]) -> tuple[DocumentRefused, ...]:
    """Every complaint of the validation as a refusal with its place. schema: of the model, asked for what would have been known."""
    found = []
    complaints = error.errors(include_url=False)
    places = [one["loc"] for one in complaints]
    whole = schema()
    for one in complaints:
        if one["type"] == "too_short" and any(place[: len(one["loc"])] == one["loc"] != place for place in places):
            continue  # items that were refused are not counted: the complaint about them says it
        keys = document_keys(document, one["loc"])
        found.append(document.refuse(keys, _sentence(dict(one), keys, document, whole)))
    return tuple(found)


def document_keys(document: Document, location: tuple[Key, ...]) -> tuple[Key, ...]:
    """The steps of a validation's location that are keys of the document; it also names branches of unions."""
    at: Any = document.value
    keys: list[Key] = []
    for step in location:
        is_key = isinstance(at, dict) and step in at
        is_item = isinstance(at, list) and isinstance(step, int) and step < len(at)
        if not is_key and not is_item:
            continue  # the name of a union's branch, or a key that is missing
        at = at[step]
        keys.append(step)
    return tuple(keys)


def meant(word: object, known: Iterable[object]) -> str:
    """The way out after a name that is not known: what looks like it, or all that are known where they are few."""
    names = sorted({_word(name) for name in known})
    alike = get_close_matches(_word(word), names, n=3, cutoff=0.6)
    if alike:
        return f"; did you mean {' or '.join(f'`{name}`' for name in alike)}?"
    return f"; known are {', '.join(names)}" if 0 < len(names) <= _NAMES_SHOWN else ""


def _sentence(complaint: dict[str, Any], keys: tuple[Key, ...], document: Document, schema: Schema) -> str:
    given, context, sort = complaint["input"], complaint.get("ctx", {}), complaint["type"]
    match sort:
        case "extra_forbidden":
            return _unknown_key(str(complaint["loc"][-1]), keys, document, schema)
        case "missing":
            return f"{_LACKS} `{complaint['loc'][-1]}`"
        case "enum" | "literal_error":
            at = _schemas_at(keys, document.value, schema)
            names = [name for one in at for name in one.get("enum", [one["const"]] if "const" in one else [])]
            return f"{_shown(given)} is not known here{meant(given, names or [context.get('expected', '')])}"
        case "union_tag_invalid":
            names = [name.strip(" '") for name in str(context["expected_tags"]).split(",")]
            return f"{_shown(context['tag'])} is no kind of document{meant(context['tag'], names)}"
        case "union_tag_not_found":
            return f"{_LACKS} `kind`, which says what document it is"
        case "string_pattern_mismatch":
            return f"{_shown(given)} does not have the form {context['pattern']}{_example(keys, document, schema)}"
        case "string_too_short":
            return "is empty" if given == "" else f"is shorter than {context['min_length']} characters"
        case "too_short":
            return f"needs at least {context['min_length']} of them" if given else "is empty"
        case _:
            return _SHAPES.get(sort) or complaint["msg"].removeprefix("Value error, ")


def _unknown_key(key: str, keys: tuple[Key, ...], document: Document, schema: Schema) -> str:
    if " " in key:
        return "is not a known key (a comma in unquoted text? quote the text)"
    parent = keys[:-1] if keys and keys[-1] == key else keys
    known = {name for one in _schemas_at(parent, document.value, schema) for name in one.get("properties", {})}
    return f"is not a known key{meant(key, known)}"


def _example(keys: tuple[Key, ...], document: Document, schema: Schema) -> str:
    examples = [str(text) for one in _schemas_at(keys, document.value, schema) for text in one.get("examples", ())]
    return f"; write it like {examples[0]}" if examples else ""


def _word(value: object) -> str:
    """A value as it is written in YAML."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _shown(value: object) -> str:
    text = _word(value)
    return f"`{text}`" if len(text) <= 60 else f"`{text[:60]}…`"


def _schemas_at(keys: tuple[Key, ...], value: Any, schema: Schema) -> list[Schema]:
    """The parts of the schema that may describe what stands at these keys: of a union every branch that the value may be meant as."""
    at = list(_branches(schema, value, schema))
    for key in keys:
        value = value[key]
        at = [branch for one in at for step in _below(one, key) for branch in _branches(step, value, schema)]
    return at


def _below(schema: Schema, key: Key) -> Iterator[Schema]:
    if isinstance(key, int):
        steps = [schema.get("items")]
    else:
        named = schema.get("properties", {}).get(key)
        steps = [named] if named else [schema.get("additionalProperties"), *schema.get("patternProperties", {}).values()]
    yield from (step for step in steps if isinstance(step, Mapping))


def _branches(schema: Schema, value: Any, whole: Schema) -> Iterator[Schema]:
    """References followed and unions taken apart; documents of another kind than the one stated are left out."""
    if "$ref" in schema:
        yield from _branches(whole["$defs"][schema["$ref"].rsplit("/", 1)[-1]], value, whole)
        return
    parts = [*schema.get("anyOf", ()), *schema.get("oneOf", ()), *schema.get("allOf", ())]
    if not parts or "properties" in schema:
        yield schema
    for part in parts:
        yield from (branch for branch in _branches(part, value, whole) if not _is_of_another_kind(branch, value))


def _is_of_another_kind(schema: Schema, value: Any) -> bool:
    kind = schema.get("properties", {}).get("kind", {}).get("const")
    stated = value.get("kind") if isinstance(value, dict) else None
    return kind is not None and stated is not None and kind != stated
