"""Where a program reads a signal: expressions whose dotted name matches a reader of `rules/signals/`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import translate
from functools import cache
from pathlib import Path

from scanner.code.javascript.bindings import key_of
from scanner.code.javascript.meaning import Meaning
from scanner.code.javascript.program import Code
from scanner.code.javascript.shape import arguments
from scanner.code.javascript.strings import string_value, template_parts
from scanner.code.javascript.tree import Node
from scanner.ruleset.signals import Signal, SignalClass, signals_of

KEPT_BYTES = 12 * 1024 * 1024
"""Where more code than this holds words of readers, only what reads a signal is kept parsed: a byte of code takes a hundred in memory."""
SMALL_BYTES = 600 * 1024
"""A program up to this size is read to the last unit; of a larger one the units that hold a word of a reader are read."""
_ANYWHERE = frozenset({"os_version", "environment"})
"""Signals that nearly every program reads for good reasons (which binary to start, all settings): reads of them start no path."""
_ENVIRONMENT = re.compile(r"^process\.env\.(?P<name>.+)$")
_TEXT_CALL = re.compile(r"^(?P<call>[\w.]+)\((?P<text>[^)].*)\)$")
_COMMANDS = frozenset({"exec", "execSync", "execFile", "execFileSync", "spawn", "spawnSync", "execa", "execaSync", "execaCommand", "$"})
_FILES = frozenset(
    {
        "readFileSync",
        "readFile",
        "createReadStream",
        "readTextFile",
        "readTextFileSync",
        "readlinkSync",
        "readlink",
        "file",
        "readdir",
        "readdirSync",
    }
)
_REQUESTS = frozenset({"fetch", "get", "request", "axios", "got"})
_ENV_OBJECTS = ("process.env", "import.meta.env", "Bun.env", "env", "?.env")
_TEXT_CHARS = 2_000
"""Longest part of a command line, path or address that is looked at."""
_RARE_UNITS = 20
"""A word in more units than this is common; then the word before it in the reader must stand in the unit, too."""
_NEAR_ENVIRONMENT = rb"(?:\.|[\"'`]|[{,]\s*)%s(?![\w$])"
"""How the name of a variable stands where it is read: as a property, a text, or in a pattern."""
_UNIT_BYTES = 2 << 20
"""A unit larger than this is data or a wrapper that could not be opened."""


@dataclass(frozen=True, slots=True)
class Read:
    """One expression that gives the value of a signal."""

    signal: str
    node: Node
    """The expression, or the name in a pattern that gets the value."""
    reader: str


@dataclass(frozen=True, slots=True)
class _Words:
    """A set of words, some of them by pattern."""

    exact: frozenset[str]
    pattern: re.Pattern[str]

    def __contains__(self, word: str | None) -> bool:
        return word is not None and (word in self.exact or self.pattern.match(word) is not None)


@dataclass(frozen=True, slots=True)
class _Readers:
    classes: dict[str, SignalClass]
    environment: tuple[tuple[str, re.Pattern[str]], ...]
    names: tuple[tuple[str, re.Pattern[str], str], ...]
    """Signal, pattern over dotted names, and the last word of the reader."""
    variables: re.Pattern[str]
    """Names of all environment variables that a reader names."""
    words: "_Words"
    """Last words of all readers by name, environment variables included."""
    texts: dict[str, tuple[tuple[str, re.Pattern[str], str], ...]]
    """`command`, `file`, `request`: signal, pattern over the text, and the reader."""


def reads_of(meaning: Meaning, rules: tuple[Path, ...]) -> tuple[list[Read], list[int]]:
    """All reads in the program, in source order, and the units that were too large to be read."""
    readers = _readers(rules)
    code = meaning.code
    units, skipped = _units(code, readers)
    is_huge = sum(map(code.size, units)) > KEPT_BYTES
    found: list[Read] = []
    for unit in units:
        if not is_huge or code.is_parsed(unit) or _has_reads(meaning, readers, unit):
            for node in code.fragment(unit).telling:
                found += _read(meaning, readers, node)
    return found, skipped


def _has_reads(meaning: Meaning, readers: _Readers, unit: int) -> bool:
    """Whether a unit reads any signal, looked at without keeping it: most units that hold a reader's word do not."""
    with meaning.passing():
        fragment = meaning.code.glance(unit)
        has_reads = any(True for node in fragment.telling for _ in _read(meaning, readers, node))
    fragment.release()
    return has_reads


def signal_classes(rules: tuple[Path, ...]) -> dict[str, SignalClass]:
    """Signal id -> what the signal is about."""
    return _readers(rules).classes


def telling_signals(code: Code, rules: tuple[Path, ...]) -> frozenset[str]:
    """Signals for which one literal to compare with is a classification: all of a small program; of a bundle those of place.

    In a bundle names of machine, user and proxy run through generic code (loggers, parsers, command lines) that compares all the time.
    """
    classes = signal_classes(rules)
    if code.bytes_total <= SMALL_BYTES:
        return frozenset(classes)
    return frozenset(
        signal for signal, class_ in classes.items() if class_ is SignalClass.PLACE and signal not in ("proxy_host", "package_mirror")
    )


def _units(code: Code, readers: _Readers) -> tuple[list[int], list[int]]:
    if code.bytes_total <= SMALL_BYTES:
        chosen = [unit for module in code.modules for unit in code.cut(module.index).units or () if code.units[unit].body is None]
    else:
        chosen = sorted({*_units_with_words(code, readers), *_units_with_aliases(code, readers), *_units_with_texts(code, readers)})
    return [unit for unit in chosen if code.size(unit) <= _UNIT_BYTES], [unit for unit in chosen if code.size(unit) > _UNIT_BYTES]


def _units_with_words(code: Code, readers: _Readers) -> Iterator[int]:
    for word, before, pattern in _words(readers):
        units = [
            unit
            for index in code.modules_with(word)
            if len(code.modules) == 1 or _stands(code.modules[index].source.code, word.encode(), pattern)  # cutting costs more
            for unit in code.cut(index).users.get(word.encode(), ())
            if _stands(code.text(unit), word.encode(), pattern)
        ]
        is_rare = len(units) <= _RARE_UNITS or not before
        yield from (unit for unit in units if is_rare or before.encode() in code.text(unit))
    for name in list(code.names()):
        if readers.variables.match(name):
            near = re.compile(_NEAR_ENVIRONMENT % re.escape(name.encode()))
            variable = name.encode()
            for index in code.modules_with(name):
                if len(code.modules) > 1 and not _stands(code.modules[index].source.code, variable, near):
                    continue  # cutting costs more than searching
                yield from (unit for unit in code.cut(index).users.get(variable, ()) if _stands(code.text(unit), variable, near))


def _stands(text: bytes, word: bytes, pattern: re.Pattern[bytes]) -> bool:
    """True where the pattern, which is about the bytes right around the word, matches somewhere."""
    at = text.find(word)
    while at >= 0:
        if pattern.search(text, max(0, at - 4), at + len(word) + 8):
            return True
        at = text.find(word, at + 1)
    return False


def _units_with_aliases(code: Code, readers: _Readers) -> Iterator[int]:
    """Units that call a reader by the name that an import gave it."""
    for word in sorted(readers.words.exact):
        for index in code.modules_with(word):
            module = code.cut(index)
            for local, link in module.imports.items():
                if link.outer == word != local:
                    yield from module.users.get(local.encode(), ())


def _units_with_texts(code: Code, readers: _Readers) -> Iterator[int]:
    """Units that hold all pieces of the text of a command, file or address reader."""
    for reader in sorted({reader for group in readers.texts.values() for _, _, reader in group}):
        match = _TEXT_CALL.match(reader)
        pieces = _pieces(match["text"]) if match else []
        if not pieces:
            continue
        longest = max((word for word, _ in pieces), key=len)
        for module in code.modules:
            for unit in code.units_holding(module.index, longest):
                text = code.text(unit)
                if all(pattern.search(text) for _, pattern in pieces):
                    yield unit


def _pieces(text: str) -> list[tuple[bytes, re.Pattern[bytes]]]:
    """The words of a glob, each with how it stands in code: a command begins its text or follows a separator, a whole word ends there."""
    found = []
    is_first = True
    for part in re.findall(r"\*|[^*\\ ]+ ?", text):
        word = part.rstrip().encode()
        if part != "*" and len(word) > 1:
            before = rb"(?:[\"'`;|&({}/]|\\n|-c)\s*" if is_first else b""
            found.append((word, re.compile(before + re.escape(word) + (rb"(?=[\s\"'`])" if part.endswith(" ") else b""))))
        is_first = False
    return found


def _words(readers: _Readers) -> Iterator[tuple[str, str, re.Pattern[bytes]]]:
    """For each reader by name: its last word, the word before it, and what the text around the word must look like."""
    for reader in sorted({reader for _, _, reader in readers.names}):
        parts = [part for part in reader.replace("()", "").split(".") if part != "*"]
        word = parts[-1].encode()
        if not reader.endswith("()"):
            pattern = rb"(?<![\w$])" + re.escape(word) + rb"(?![\w$])"
        elif len(parts) == 1:
            pattern = rb"(?<![\w$])" + re.escape(word) + rb"\s*\("
        else:
            pattern = (
                rb"(?:\.|\[[\"'])" + re.escape(word) + rb"(?:[\"']\])?\s*(?:\?\.)?\(|[{,]\s*" + re.escape(word) + rb"\s*(?:as\b|[,}:])"
            )
        yield parts[-1], parts[-2] if len(parts) > 1 else "", re.compile(pattern)


def _read(meaning: Meaning, readers: _Readers, node: Node) -> Iterator[Read]:
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


def _may_name(meaning: Meaning, readers: _Readers, node: Node | None) -> bool:
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


def _named(meaning: Meaning, readers: _Readers, node: Node, name: str | None) -> Iterator[Read]:
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


def _destructured(meaning: Meaning, readers: _Readers, node: Node) -> Iterator[Read]:
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


def _called(meaning: Meaning, readers: _Readers, node: Node) -> Iterator[Read]:
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
    kinds = {kind for kind, known in (("command", _COMMANDS), ("file", _FILES), ("request", _REQUESTS)) if words & known}
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


@cache
def _readers(rules: tuple[Path, ...]) -> _Readers:
    environment: list[tuple[str, re.Pattern[str]]] = []
    names: list[tuple[str, re.Pattern[str], str]] = []
    texts: dict[str, list[tuple[str, re.Pattern[str], str]]] = {"command": [], "file": [], "request": []}
    signals = signals_of(rules)
    for signal in signals:
        if signal.id not in _ANYWHERE:
            for reader in signal.readers.get("javascript", ()):
                _sort(signal, reader, environment, names, texts)
    variables = re.compile("|".join(pattern.pattern for _, pattern in environment) or "(?!)")
    return _Readers(
        classes={signal.id: signal.class_ for signal in signals},
        environment=tuple(environment),
        names=tuple(names),
        words=_Words(
            frozenset(part for _, _, reader in names for part in reader.replace("()", "").split(".")[-1:]),
            variables,
        ),
        variables=variables,
        texts={kind: tuple(lines) for kind, lines in texts.items()},
    )


def _sort(
    signal: Signal,
    reader: str,
    environment: list[tuple[str, re.Pattern[str]]],
    names: list[tuple[str, re.Pattern[str], str]],
    texts: dict[str, list[tuple[str, re.Pattern[str], str]]],
) -> None:
    variable = _ENVIRONMENT.match(reader)
    if variable is not None:
        environment.append((signal.id, _glob(variable["name"])))
        return
    call = _TEXT_CALL.match(reader)
    if call is not None:
        word = call["call"].rpartition(".")[2]
        kind = "command" if call["call"] == "child_process" else "request" if word in _REQUESTS else "file"
        texts[kind].append((signal.id, _searched(call["text"]), reader))
        return
    names.append((signal.id, _glob(reader), reader))


def _glob(pattern: str) -> re.Pattern[str]:
    return re.compile(translate(pattern.replace("[", "[[]")))


def _searched(pattern: str) -> re.Pattern[str]:
    """A glob that may start anywhere in a text."""
    return re.compile(".*".join(re.escape(part) for part in pattern.strip("*").split("*")), re.IGNORECASE | re.DOTALL)
