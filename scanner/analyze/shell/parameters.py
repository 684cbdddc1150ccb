"""`$name` and `${name...}`: what variables hold, and what their expansions make of it."""

import re
from dataclasses import replace
from functools import partial

from scanner.analyze.shell import globs
from scanner.analyze.shell.comparing import decided
from scanner.analyze.shell.machine import Machine
from scanner.analyze.shell.outcomes import each_case, value_of
from scanner.analyze.shell.reading import as_usual, file_text
from scanner.analyze.shell.reshaping import recased, substituted_in_hole
from scanner.analyze.shell.state import State, is_table, referred
from scanner.analyze.shell.values import EMPTY, Choice, Hole, Listing, Table, Text, Value, as_text, choose, concat, known, spread, taint_of
from scanner.analyze.shell.zsh_filters import OPERATORS, filtered, literal_patterns
from scanner.analyze.shell.zsh_flags import flagged_name, flagged_result, letters_of, over_lists, over_texts
from scanner.analyze.shell.zsh_prompts import prompt_text
from scanner.analyze.shell.zsh_subscripts import search_in
from scanner.analyze.tracing import together
from scanner.code.numbers import is_number
from scanner.code.shell.nodes import Parameter, Word
from scanner.world.answer import Answer
from scanner.world.host import Host
from scanner.world.software import SIGNAL as SOFTWARE
from scanner.world.software import is_installed

_COMMANDS = "commands"
"""The table of zsh that holds the paths of all programs."""
_FILES = "mapfile"
"""The table of zsh that holds the contents of all files."""
_DEFAULTS = frozenset({":-", "-", ":=", "="})
_NUMBERS = frozenset({"RANDOM", "SECONDS", "LINENO", "EPOCHSECONDS", "SRANDOM", "$", "!", "BASHPID", "PPID", "UID", "EUID"})


def parameter(machine: Machine, state: State, node: Parameter, word: Word) -> Value:
    """The value of one expansion."""
    value = _held(machine, state, node, word)
    if node.is_length:
        return _length(machine, state, value)
    if not node.flags:
        return _with_operator(machine, state, node, word, value)
    flags = letters_of(node.flags)
    if "P" in flags:
        value = _indirect(machine, state, as_text(value), word)
    made = _with_operator(machine, state, node, word, flagged_name(value, flags))
    made = flagged_result(machine, state, made, flags)
    return over_texts(made, lambda text: prompt_text(machine, state, word, text)) if "%" in flags else made


def _with_operator(machine: Machine, state: State, node: Parameter, word: Word, value: Value) -> Value:
    if not node.operator:
        return value
    if node.operator in _DEFAULTS:
        return _with_default(machine, state, node, word, value)
    if node.operator in (":+", "+"):
        return _alternative(machine, state, node, word, value)
    if node.operator in (":?", "?"):
        return value
    if node.operator == "::=":
        made = machine.words.text_of(machine, state, node.argument) if node.argument is not None else EMPTY
        _set(machine, state, node, made)
        return made
    if node.operator in OPERATORS:
        keeps = node.operator == ":*" or "M" in node.flags
        return filtered(machine, state, word, value, _patterns(machine, state, node, word), keeps=keeps)
    if node.counts_from_one and _MODIFIERS.fullmatch(node.operator):
        return over_texts(value, lambda text: _modified(machine, text, node.operator, word))
    if node.operator == "@":
        kind = node.argument.plain if node.argument is not None else ""
        return (
            value
            if kind not in ("U", "L", "u")
            else over_texts(value, lambda text: recased(machine, text, "upper" if kind != "L" else "lower"))
        )
    return _operated(machine, state, node, word, value)


def _patterns(machine: Machine, state: State, node: Parameter, word: Word) -> Value:
    """What an item must fit to be left out or kept: a pattern, or one of the items of another list."""
    if node.argument is None:
        return EMPTY
    if node.operator == ":#":
        return machine.words.pattern_of(machine, state, node.argument)
    return literal_patterns(variable(machine, state, node.argument.plain or "", word))


def variable(machine: Machine, state: State, name: str, node: object) -> Value:
    """What a variable or special parameter holds."""
    if name in ("@", "*", "#") or is_number(name):
        return _positional(machine, state, name)
    name = referred(state, name)
    if name in state.names:
        return state.names[name]
    if name in _NUMBERS:
        return machine.unknown(f"${name}", source="number")
    if name == "?":
        return _status(machine, state)
    return machine.environment(name, node)


def _positional(machine: Machine, state: State, name: str) -> Value:
    given = state.names.get("@")
    if name == "0":
        return machine.unknown("$0", source="path")
    if given is None:
        return machine.unknown(f"${name}", source="argument") if name != "@" else Listing((machine.unknown("$@", source="argument"),))
    if name in ("@", "*"):
        return given
    if name == "#":
        return _length(machine, state, given)
    index = int(name) - 1

    def item(values: tuple[Value, ...]) -> Value:
        items = spread(values[0].items) if isinstance(values[0], Listing) else ()
        if index < len(items):
            return items[index]
        rest = items[-1] if items else EMPTY
        is_more = isinstance(rest, Text) and any(isinstance(part, Hole) and part.label == "$@" for part in rest.parts)
        return machine.unknown(f"${name}", source="argument") if is_more else EMPTY

    return value_of(each_case((given,), item, state.pinned))


def _status(machine: Machine, state: State) -> Value:
    if isinstance(state.truth, bool):
        return known("0" if state.truth else "1")
    condition = machine.settled(machine.module and machine.module.body, state.truth, state)
    if isinstance(condition, bool):
        return known("0" if condition else "1")
    decision, ways = condition
    return choose(decision, [known("0" if way in ways else "1") for way in range(decision.count)])


def _held(machine: Machine, state: State, node: Parameter, word: Word) -> Value:
    name = node.name
    if node.inner is not None:
        value = machine.words.value_of(machine, state, node.inner)
    elif name == _COMMANDS and name not in state.names and node.counts_from_one and node.subscript is not None:
        return _path_of(machine, machine.words.text_of(machine, state, node.subscript))
    elif name == _FILES and name not in state.names and node.counts_from_one and node.subscript is not None:
        path = machine.words.text_of(machine, state, node.subscript)
        content = file_text(machine, state, path, word)
        return machine.unknown(f"<{machine.spelled(path)}", path.taint, source="file") if content is None else content
    else:
        value = variable(machine, state, name, word) if name else EMPTY
    if node.is_indirect and node.subscript is not None and node.subscript.plain in ("@", "*"):
        return _keys(value)
    if node.is_indirect:
        if node.operator == "*" or name in ("@", "*"):
            return EMPTY
        return _indirect(machine, state, as_text(value), word)
    if node.subscript is None:
        if isinstance(value, Listing) and name not in ("@", "*", "") and not node.counts_from_one:
            return value.items[0] if value.items else EMPTY
        return as_text(value) if isinstance(value, Listing) and _is_joined(node) else value
    if node.counts_from_one and node.subscript.plain not in ("@", "*"):
        value = _from_one(value)
    return element(machine, state, value, node.subscript, word, is_joined=node.is_quoted)


def _path_of(machine: Machine, name: Text) -> Text:
    """`$commands[name]` of zsh: where the program lies; empty where there is none."""
    letters = machine.spelled(as_usual(name))
    if machine.host is None:
        return machine.unknown(f"path of {letters}", source="path")
    return known(f"/usr/bin/{letters}") if is_installed(machine.host.persona.value(SOFTWARE), letters) else EMPTY


def _is_joined(node: Parameter) -> bool:
    """Whether a list of zsh becomes one text: in double quotes."""
    return node.counts_from_one and node.is_quoted and not node.is_length and not node.flags and node.name not in ("@", "*")


def _from_one(value: Value) -> Value:
    """A list that counts from 1: nothing stands at 0. Negative places count from the end as before."""
    return over_lists(value, lambda items: Listing((EMPTY, *items.items)))


def _keys(value: Value) -> Value:
    if isinstance(value, Table):
        return Listing(tuple(known(key) for key, _ in value.pairs))
    return Listing(tuple(known(str(index)) for index in range(len(value.items)))) if isinstance(value, Listing) else EMPTY


def _indirect(machine: Machine, state: State, name: Text, word: Word) -> Value:
    def held(values: tuple[Value, ...]) -> Value:
        plain = as_text(values[0]).plain
        if plain is None or not re.fullmatch(r"\w+", plain):
            return machine.unknown(f"!{machine.spelled(as_text(values[0]))}", taint_of(values[0]))
        return variable(machine, state, plain, word)

    return value_of(each_case((name,), held, state.pinned))


def element(machine: Machine, state: State, value: Value, subscript: Word, node: object, *, is_joined: bool = False) -> Value:
    """`${name[subscript]}`."""
    plain = subscript.plain
    if plain in ("@", "*"):
        whole = value if isinstance(value, Listing | Choice) else _values(value)
        return as_text(whole) if plain == "*" and is_joined else whole
    if (subscript.bare or "").startswith("(") or plain is None or plain.startswith("("):
        searched = search_in(machine, state, node, value, machine.words.text_of(machine, state, subscript))
        if searched is not None:
            return searched
    index: Value = (
        machine.words.text_of(machine, state, subscript)
        if is_table(value)
        else machine.words.arithmetic(machine, state, subscript)
    )
    return value_of(each_case((value, index), lambda given: looked_up(machine, state, node, given[0], as_text(given[1])), state.pinned))


def _values(value: Value) -> Value:
    if isinstance(value, Table):
        return Listing(tuple(item for _, item in value.pairs))
    return Listing((value,))


def looked_up(machine: Machine, state: State, node: object, value: Value, key: Text) -> Value:
    """The item of a list or table that the key names. A key that depends on a signal chooses among all."""
    pairs = _pairs(value)
    plain = key.plain
    if plain is not None and pairs is not None:
        if isinstance(value, Listing):
            index = int(plain) if re.fullmatch(r"-?\d{1,9}", plain) else 0
            return value.items[index] if -len(value.items) <= index < len(value.items) else EMPTY
        return value.get(plain) or EMPTY if isinstance(value, Table) else EMPTY
    if pairs is None:
        return value if plain == "0" else machine.unknown(f"[{machine.spelled(key)}]", taint_of(value) or key.taint)
    if not pairs:
        return EMPTY
    names = globs.telling(name for name, _ in pairs) if isinstance(value, Table) else ()
    taint = key.taint
    if taint is not None:
        taint = decided(machine, node, taint, names or (f"{len(pairs)} places",), ()).taint
    ways = [*pairs, ("", EMPTY)] if isinstance(value, Table) else pairs
    condition = machine.condition(node, taint, len(ways), state.guards, [(name,) for name, _ in ways])
    return choose(condition, [item for _, item in ways])


def _pairs(value: Value) -> list[tuple[str, Value]] | None:
    if isinstance(value, Table):
        return list(value.pairs[:64])
    if isinstance(value, Listing):
        return [(str(index), item) for index, item in enumerate(value.items[:64])]
    return None


def _length(machine: Machine, state: State, value: Value) -> Value:
    def length(given: tuple[Value, ...]) -> Value:
        one = given[0]
        if isinstance(one, Listing):
            items = spread(one.items)
            is_open = any(isinstance(part, Hole) and part.label == "$@" for item in items for part in as_text(item).parts)
            return machine.unknown("$#", source="argument") if is_open else known(str(len(items)))
        if isinstance(one, Table):
            return known(str(len(one.pairs)))
        text = as_text(one)
        if text.plain is not None:
            return known(str(len(text.plain)))
        return machine.unknown(f"#({machine.spelled(text)})", text.taint, source="unknown")

    return value_of(each_case((value,), length, state.pinned))


_MODIFIERS = re.compile(r"(?::[a-zA-Z]\d?)+")


def _modified(machine: Machine, text: Text, modifiers: str, node: object) -> Text:
    """`${name:t}` and its like of zsh: parts of a path, letters."""
    for modifier in modifiers.split(":")[1:]:
        if modifier in ("l", "u"):
            text = recased(machine, text, "lower" if modifier == "l" else "upper")
        elif modifier in ("A", "P") and (signal := machine.readers.of_command(f"readlink -f {machine.spelled(text)}")) is not None:
            line = f"readlink -f {machine.spelled(text)}"
            text = machine.told(node, signal, f"{machine.spelled(text)}:{modifier}", line, partial(_linked, line=line))
        elif text.plain is not None:
            head, mark, tail = text.plain.rpartition("/")
            stem, dot, ending = text.plain.rpartition(".")
            made = {"t": tail, "h": head if mark else ".", "r": stem if dot else text.plain, "e": ending if dot else ""}
            text = known(made.get(modifier[0], text.plain), text.layers)
        elif modifier[0] in "thre":
            text = machine.unknown(f":{modifier}({machine.spelled(text)})", text.taint)
    return text


def _linked(host: Host, line: str) -> Answer | None:
    return host.command(line)


def _with_default(machine: Machine, state: State, node: Parameter, word: Word, value: Value) -> Value:
    default: Value = machine.words.text_of(machine, state, node.argument) if node.argument is not None else EMPTY

    def one(given: tuple[Value, ...]) -> Value:
        text = given[0]
        if isinstance(text, Listing):
            return text if text.items else default
        if not isinstance(text, Text) or any(isinstance(part, str) for part in text.parts):
            return text
        if not text.parts:
            return default
        if not as_text(default).parts or any(isinstance(part, Hole) and part.source in ("number", "match") for part in text.parts):
            return text
        return choose(machine.condition(word, None, 2, state.guards), [text, default])

    made = value_of(each_case((value,), one, state.pinned))
    if "=" in node.operator:
        _set(machine, state, node, made)
    return made


def _set(machine: Machine, state: State, node: Parameter, value: Value) -> None:
    """What `:=` leaves: a variable, or an item of a table. Items of lists stay as they are."""
    held = state.names.get(node.name)
    if node.subscript is None:
        state.names[node.name] = value
    elif held is None or is_table(held):
        key = machine.words.text_of(machine, state, node.subscript)
        changed = each_case((held or Table(()),), lambda given: with_pair(given[0], key, value, False), state.pinned)
        state.names[node.name] = value_of(changed)


def with_pair(table: Value, key: Text, value: Value, is_added: bool) -> Table:
    """A table with one item set, or gone on with."""
    assert isinstance(table, Table)
    if key.plain is not None:
        return table.with_pair(key.plain, concat((table.get(key.plain) or EMPTY, value)) if is_added else value)
    return replace(table, rest=together(table.rest, key.taint, taint_of(value)))


def _alternative(machine: Machine, state: State, node: Parameter, word: Word, value: Value) -> Value:
    other: Value = machine.words.text_of(machine, state, node.argument) if node.argument is not None else EMPTY

    def one(given: tuple[Value, ...]) -> Value:
        text = as_text(given[0])
        if any(isinstance(part, str) for part in text.parts):
            return other
        if not text.parts:
            return EMPTY
        condition = machine.condition(word, None, 2, state.guards)
        if text.taint is not None:
            condition.usual = 0  # a signal has a value on most machines
        return choose(condition, [other, EMPTY])

    return value_of(each_case((value,), one, state.pinned))


def _operated(machine: Machine, state: State, node: Parameter, word: Word, value: Value) -> Value:
    """`#`, `%`, `/`, `^`, `,`, `:` on a text, or on each item of a list."""
    operator = node.operator
    if operator == ":":
        start = machine.words.arithmetic(machine, state, node.argument) if node.argument is not None else known("0")
        length = machine.words.arithmetic(machine, state, node.replacement) if node.replacement is not None else EMPTY
        first = 1 if node.name in ("@", "*") else 0

        def part(given: tuple[Value, ...]) -> Value:
            return _sliced(machine, given[0], as_text(given[1]), as_text(given[2]), first)

        return value_of(each_case((value, start, length), part, state.pinned))
    argument = machine.words.pattern_of(machine, state, node.argument) if node.argument is not None else EMPTY
    by = machine.words.text_of(machine, state, node.replacement) if node.replacement is not None else EMPTY

    def one(given: tuple[Value, ...]) -> Value:
        return over_texts(given[0], lambda text: _changed(machine, text, operator, as_text(given[1]), as_text(given[2])))

    return value_of(each_case((value, argument, by), one, state.pinned))


def _changed(machine: Machine, text: Text, operator: str, pattern: Text, by: Text) -> Text:
    if operator[0] in "^,":
        return recased(machine, text, "upper" if operator[0] == "^" else "lower", is_first_only=len(operator) == 1)
    glob, letters = machine.spelled(pattern), machine.spelled(text)
    if operator[0] in "#%":
        return _trimmed(machine, text, operator, glob)
    changed = globs.replaced(
        letters, glob, machine.spelled(by), is_all=operator == "//", anchor=operator[1] if operator in ("/#", "/%") else ""
    )
    if text.plain is not None:
        return machine.restored(changed, text.layers)
    return substituted_in_hole(machine, text, changed, re.sub(r"\\(.)", r"\1", glob), by)


def _trimmed(machine: Machine, text: Text, operator: str, glob: str) -> Text:
    """What is left after a pattern was taken off an end; of an unknown text, a part."""
    letters = machine.spelled(text)
    is_longest = len(operator) == 2
    cut = globs.without_prefix if operator[0] == "#" else globs.without_suffix
    changed = cut(letters, glob, is_longest=is_longest)
    if text.plain is not None:
        return machine.restored(changed, text.layers)
    kept = machine.holes_in(changed)
    if all(hole in kept for hole in text.parts if isinstance(hole, Hole)) and changed != letters:
        return machine.restored(changed, text.layers)  # letters beside the unknown part were taken off
    if len(text.parts) == 1 and isinstance(text.parts[0], Hole):
        hole = machine.derived(text.parts[0], f"{operator}{glob}", cut_by=globs.entries_of_glob(glob))
        return Text((hole,), text.layers, hole.taint)
    return machine.unknown(f"{operator}{glob}({letters})", text.taint)


def _sliced(machine: Machine, value: Value, start: Text, length: Text, first: int) -> Value:
    """`${name:start:length}`. first: the number of the first item of a list."""
    begin = int(start.plain) if start.plain is not None and re.fullmatch(r"-?\d{1,9}", start.plain) else None
    size = int(length.plain) if length.plain and re.fullmatch(r"-?\d{1,9}", length.plain) else None
    is_counted = start.taint is not None or length.taint is not None  # a number made of a signal says what is taken
    if begin is not None and not is_counted and isinstance(value, Listing):
        at = max(begin - first, 0) if begin > 0 else begin
        return Listing(value.items[at:] if size is None else value.items[at:][:size])
    text = as_text(value)
    if begin is not None and not is_counted and text.plain is not None:
        rest = text.plain[begin:]
        return known(rest if size is None else rest[:size], text.layers)
    if begin == 0 and size is None and not is_counted:
        return text
    label = f":{machine.spelled(start)}:{machine.spelled(length)}({machine.spelled(text)})"
    return machine.unknown(label, together(text.taint, start.taint, length.taint), source="number" if is_counted else "unknown")
