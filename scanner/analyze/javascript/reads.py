"""Where a program reads a signal: expressions whose dotted name matches a reader of `rules/signals/`."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from scanner.analyze.handed import Handed
from scanner.analyze.javascript.readers import COMMANDS, FILES, REQUESTS, SMALL_BYTES, Readers, readers_of
from scanner.analyze.javascript.reading_units import units_to_read
from scanner.code.javascript.bindings import key_of
from scanner.code.javascript.meaning import Meaning
from scanner.code.javascript.shape import arguments
from scanner.code.javascript.strings import string_value, template_parts
from scanner.code.javascript.tree import Node

KEPT_BYTES = 12 * 1024 * 1024
"""Where more code than this holds words of readers, only what reads a signal is kept parsed: a byte of code takes a hundred in memory."""
_ENV_OBJECTS = ("process.env", "import.meta.env", "Bun.env", "env", "?.env")
_TEXT_CHARS = 2_000
"""Longest part of a command line, path or address that is looked at."""


@dataclass(frozen=True, slots=True)
class Read:
    """One expression that gives the value of a signal."""

    signal: str
    node: Node
    """The expression, or the name in a pattern that gets the value."""
    reader: str


def reads_of(meaning: Meaning, rules: tuple[Path, ...], handed: Handed = ()) -> tuple[list[Read], list[int]]:
    """All reads in the program, in source order, and the units that were too large to be read."""
    readers = readers_of(rules, handed)
    code = meaning.code
    units, skipped = units_to_read(code, readers)
    is_huge = sum(map(code.size, units)) > KEPT_BYTES
    found: list[Read] = []
    for unit in units:
        if not is_huge or code.is_parsed(unit) or _has_reads(meaning, readers, unit):
            for node in code.fragment(unit).telling:
                found += _read(meaning, readers, node)
    return found, skipped


def _has_reads(meaning: Meaning, readers: Readers, unit: int) -> bool:
    """Whether a unit reads any signal, looked at without keeping it: most units that hold a reader's word do not."""
    with meaning.passing():
        fragment = meaning.code.glance(unit)
        has_reads = any(True for node in fragment.telling for _ in _read(meaning, readers, node))
    fragment.release()
    return has_reads


def _read(meaning: Meaning, readers: Readers, node: Node) -> Iterator[Read]:
    match node.kind:
        case "member_expression" | "subscript_expression":
            if not _is_callee(node) and not _is_written(node) and _may_name(meaning, readers, node):
                yield from _named(meaning, readers, node, meaning.normal(node))
        case "call_expression":
            if _may_name(meaning, readers, node.get("function")):
                yield from _named(meaning, readers, node, meaning.normal(node))
            yield from _called(meaning, readers, node)
        case "shorthand_property_identifier_pattern" | "pair_pattern":
            if (key_of(node) if node.kind == "pair_pattern" else node.text) in readers.words:
                yield from _destructured(meaning, readers, node)


def _may_name(meaning: Meaning, readers: Readers, node: Node | None) -> bool:
    """False where the last word shows that no reader is meant."""
    if node is None:
        return False
    is_small = meaning.code.bytes_total <= SMALL_BYTES
    name = node.get("property")
    if name is not None:
        return name.text in readers.words
    if node.kind == "subscript_expression":
        index = node.get("index")
        text = None if index is None else string_value(index)
        is_open = is_small or (index is not None and index.kind in ("binary_expression", "template_string"))
        return index is not None and index.kind != "number" and (is_open if text is None else text in readers.words)
    if node.kind == "identifier":
        return (
            node.binding is not None
            or node.text in readers.words
            or is_small
            or meaning.code.import_of(node.tree.owner, node.text) is not None
        )
    return node.kind == "parenthesized_expression"


def _named(meaning: Meaning, readers: Readers, node: Node, name: str | None) -> Iterator[Read]:
    if name is None or ("." not in name and "(" not in name):
        return
    base, _, last = name.rpartition(".")
    if base in _ENV_OBJECTS or base.endswith(".env"):
        is_sure = base in ("process.env", "import.meta.env", "Bun.env")
        for signal, pattern in readers.environment:
            if pattern.match(last) and (is_sure or "_" in last):
                yield Read(signal, node, f"process.env.{last}")
                return
    for signal, pattern, reader in readers.names:
        if pattern.match(name):
            yield Read(signal, node, reader)
            return


def _destructured(meaning: Meaning, readers: Readers, node: Node) -> Iterator[Read]:
    """`const {timeZone: z} = Intl.DateTimeFormat().resolvedOptions()` reads what a property of that name would."""
    names: list[str] = []
    at: Node | None = node
    while at is not None and at.kind in (
        "pair_pattern",
        "shorthand_property_identifier_pattern",
        "object_pattern",
        "object_assignment_pattern",
        "assignment_pattern",
    ):
        if at.kind == "pair_pattern":
            names.insert(0, key_of(at) or "*")
        elif at.kind == "shorthand_property_identifier_pattern":
            names.insert(0, at.text)
        at = at.parent
    if at is None or at.kind not in ("variable_declarator", "assignment_expression", "formal_parameters"):
        return
    value = at.get("value") or at.get("right")
    base = None if value is None else meaning.normal(value)
    if base is not None:
        yield from _named(meaning, readers, node, ".".join((base, *names)))


def _called(meaning: Meaning, readers: Readers, node: Node) -> Iterator[Read]:
    callee = node.get("function")
    if callee is None:
        return
    text = "".join(f"{part} " for part in _texts(meaning, node))[:_TEXT_CHARS]  # words that are not known may follow
    lines = (
        [(kind, signal, reader) for kind, group in readers.texts.items() for signal, pattern, reader in group if pattern.search(text)]
        if text
        else []
    )
    if not lines:
        return
    kinds = _kinds(meaning, callee)
    for kind, signal, reader in lines:
        if kind in kinds:
            yield Read(signal, node, reader)
            return


def _kinds(meaning: Meaning, callee: Node) -> set[str]:
    """What a callee does with its text, by its own name or the one that it stands for."""
    last = callee.get("property") or callee
    words = {last.text} if last.kind in ("identifier", "property_identifier") else set()
    name = meaning.normal(callee) or ""
    words.add(name.removesuffix("()").rpartition(".")[2])
    kinds = {kind for kind, known in (("command", COMMANDS), ("file", FILES), ("request", REQUESTS)) if words & known}
    if "promisify" in name or "execa" in name or "child_process" in name:
        kinds.add("command")
    return kinds


def _texts(meaning: Meaning, call: Node) -> Iterator[str]:
    held = call.get("arguments")
    if held is not None and held.kind == "template_string":
        yield from (part if isinstance(part, str) else "*" for part in template_parts(held))
        return
    is_small = meaning.code.bytes_total <= SMALL_BYTES
    for argument in arguments(call)[:3]:
        values = [argument] if argument.kind == "array" or not is_small else meaning.values(argument)
        for value in values[:2]:
            yield from _literal_texts(meaning, value)


def _literal_texts(meaning: Meaning, node: Node) -> Iterator[str]:
    if node.kind == "array":
        for kid in node.kids:
            yield from _literal_texts(meaning, kid)
        return
    text = string_value(node)
    if text is not None:
        yield text
    elif node.kind == "template_string":
        yield "".join(part if isinstance(part, str) else "*" for part in template_parts(node))
    elif node.kind == "call_expression":
        yield "/".join(part for argument in arguments(node) for part in _literal_texts(meaning, argument))
    elif node.kind == "binary_expression" and node.op == "+":
        yield "".join(part for kid in node.kids for part in _literal_texts(meaning, kid))
    elif node.kind == "new_expression":
        yield from (part for argument in arguments(node) for part in _literal_texts(meaning, argument))


def _is_callee(node: Node) -> bool:
    return node.parent is not None and node.field == "function" and node.parent.kind == "call_expression"


def _is_written(node: Node) -> bool:
    parent = node.parent
    return parent is not None and node.field == "left" and parent.kind == "assignment_expression"
