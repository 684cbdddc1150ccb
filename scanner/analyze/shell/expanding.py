"""Words of a script as values: parameters, substitutions and arithmetic put in, split into fields as the shell does."""

import itertools
import re
from functools import lru_cache

from scanner.analyze.shell import globs
from scanner.analyze.shell.arithmetic import NoNumber, calculated
from scanner.analyze.shell.machine import Machine
from scanner.analyze.shell.outcomes import each_case, value_of
from scanner.analyze.shell.parameters import parameter
from scanner.analyze.shell.state import State
from scanner.analyze.shell.values import (
    EMPTY,
    Choice,
    Hole,
    Listing,
    Part,
    Table,
    Text,
    Value,
    as_text,
    choose,
    concat,
    known,
    of_hole,
    text_of_parts,
)
from scanner.code.numbers import is_number
from scanner.code.shell.nodes import Arithmetic, Literal, Parameter, ProcessSubstitution, Substitution, Word

MAX_FIELDS = 2_000
_NAMED = re.compile(r"(?<![\w#])(?:##\\?(?P<letter>\S)|(?P<code>#)?(?P<name>[A-Za-z_]\w*)(?P<item>\[[^\]]*\])?)")
"""Names in an expression; in zsh also the number of a letter: `#name`, `##x`."""
_BRACES = re.compile(r"\{([^{}\s]*,[^{}\s]*|-?\d{1,6}\.\.-?\d{1,6}|[a-zA-Z]\.\.[a-zA-Z])\}")


def fields_of(machine: Machine, state: State, words: tuple[Word, ...]) -> list[Value]:
    """The words as fields. A field that is a choice among lists stands for all fields of the list."""
    found: list[Value] = []
    for word in words:
        if (bare := word.bare) is not None:
            found += [machine.restored(text) for text in _braces(bare)]
        else:
            found += _fields(machine, state, word)
        if len(found) > MAX_FIELDS:
            break
    return found


def text_of(machine: Machine, state: State, word: Word) -> Text:
    """The word as one text, without splitting."""
    if (plain := word.plain) is not None:
        is_escaped = any(isinstance(part, Literal) and part.is_escaped for part in word.parts)
        return _evaluated(machine, plain, ("escapes",) if is_escaped else ())
    return concat(as_text(_joined(state, part, _part(machine, state, word, part))) for part in word.parts)


def expansion_of(machine: Machine, state: State, word: Word) -> Value:
    """The word as a value: a list where it is all of a list."""
    return _part(machine, state, word, word.parts[0]) if len(word.parts) == 1 else text_of(machine, state, word)


def value_of_word(machine: Machine, state: State, word: Word) -> Value:
    """The word as it is assigned: a list where it is all of a list."""
    if len(word.parts) == 1 and isinstance(word.parts[0], Parameter):
        return as_text(_joined(state, word.parts[0], _part(machine, state, word, word.parts[0])))
    return text_of(machine, state, word)


def pattern_of(machine: Machine, state: State, word: Word) -> Text:
    """The word as a pattern: quoted letters stand for themselves."""
    parts: list[Value] = []
    for part in word.parts:
        value = as_text(_part(machine, state, word, part))
        is_quoted = part.is_quoted if isinstance(part, Literal | Parameter | Substitution | Arithmetic) else False
        parts.append(_literally(value) if is_quoted else value)
    return concat(parts)


def regex_of(machine: Machine, state: State, word: Word) -> Text:
    """The word as a regular expression: quoted letters stand for themselves."""
    parts: list[Value] = []
    for part in word.parts:
        value = as_text(_part(machine, state, word, part))
        if isinstance(part, Literal) and part.is_quoted:
            value = Text(tuple(re.escape(piece) if isinstance(piece, str) else piece for piece in value.parts), value.layers, value.taint)
        parts.append(value)
    return concat(parts)


def arithmetic(machine: Machine, state: State, word: Word) -> Text:
    """The value of an arithmetic expression."""
    whole = with_variables(machine, state, text_of(machine, state, word))
    return as_text(value_of(each_case((whole,), lambda given: _number(machine, as_text(given[0])), state.pinned)))


def with_variables(machine: Machine, state: State, expression: Text) -> Text:
    """The expression with the names of variables replaced by their values."""
    parts: list[Value] = []
    for piece in expression.parts:
        if not isinstance(piece, str):
            parts.append(Text((piece,), (), piece.taint))
            continue
        at = 0
        for match in _NAMED.finditer(piece):
            parts.append(known(piece[at : match.start()]))
            if match["letter"] is not None:
                parts.append(known(str(ord(match["letter"]))))
            else:
                value = _variable(machine, state, match["name"], match["item"])
                parts.append(_code_of(machine, state, value) if match["code"] else value)
            at = match.end()
        parts.append(known(piece[at:]))
    return concat(parts)


def _variable(machine: Machine, state: State, name: str, subscript: str | None) -> Value:
    held = state.names.get(name)
    if held is None:
        return machine.environment(name) if machine.readers.of_variable(name) else known("0")
    return _item(held, subscript)


def _code_of(machine: Machine, state: State, value: Value) -> Value:
    """`#name` in an expression of zsh: the number of the first letter."""

    def one(given: tuple[Value, ...]) -> Value:
        text = as_text(given[0])
        first = text.parts[0] if text.parts else ""
        if isinstance(first, str):
            return known(str(ord(first[0])) if first else "0", text.layers)
        base, change = ("number", "digits") if text.taint else (None, None)
        return of_hole(machine.hole(f"#({machine.spelled(text)})", text.taint, source="number", base=base, change=change))

    return value_of(each_case((value,), one, state.pinned))


def _item(held: Value, subscript: str | None) -> Value:
    if isinstance(held, Table) and subscript is not None:
        return held.get(subscript.strip("[]\"'")) or EMPTY
    if subscript is None or not isinstance(held, Listing):
        return held if not isinstance(held, Listing) else (held.items[0] if held.items else EMPTY)
    index = subscript.strip("[]")
    return held.items[int(index)] if is_number(index) and int(index) < len(held.items) else as_text(held)


def _number(machine: Machine, text: Text) -> Value:
    letters = machine.spelled(text)
    if text.plain is not None:
        try:
            return known(str(calculated(text.plain)), text.layers)
        except NoNumber:
            return machine.unknown(f"(({letters}))", source="number")
    holes = [part for part in text.parts if isinstance(part, Hole)]
    if len(text.parts) == 1:
        return of_hole(holes[0])
    return of_hole(machine.hole(f"(({letters}))", text.taint, source="number", base="number" if text.taint else None,
                                change="digits" if text.taint else None))  # fmt: skip


def _evaluated(machine: Machine, letters: str, layers: tuple[str, ...] = ()) -> Text:
    """Letters of the script; where it is a text that is evaluated, what stands for holes is put back."""
    return machine.restored(letters, layers)


def _part(machine: Machine, state: State, word: Word, part: object) -> Value:
    machine.spend()
    match part:
        case Literal():
            return _evaluated(machine, part.text, ("escapes",) if part.is_escaped else ())
        case Parameter():
            return parameter(machine, state, part, word)
        case Substitution():
            return substituted(machine, state, part.body)
        case Arithmetic():
            return arithmetic(machine, state, part.expression)
        case ProcessSubstitution():
            return _process(machine, state, part)
    return EMPTY


def substituted(machine: Machine, state: State, body: object) -> Value:
    """What the commands print, without the line ends at the end."""
    inner = captured(machine, state, body)
    state.truth = inner.truth
    return without_line_end(inner.out)


def captured(machine: Machine, state: State, body: object, given: Value | None = None) -> State:
    """The state at the end of commands that run by themselves, with what they print."""
    inner = state.fork()
    inner.out, inner.is_main = EMPTY, False
    if given is not None:
        inner.given = given
    machine.run(machine, inner, body)
    machine.settle(inner, frozenset({"return", "exit", "break", "continue"}))
    state.files = inner.files
    return inner


def without_line_end(text: Text) -> Text:
    """The text without line ends at its end."""
    parts = list(text.parts)
    while parts:
        last = parts[-1]
        if isinstance(last, str):
            stripped = last.rstrip("\n")
            if stripped == last:
                break
            parts[-1:] = [stripped] if stripped else []
        elif isinstance(last, Choice) and any(_ends_line(option) for option in last.options):
            parts[-1:] = as_text(choose(last.condition, [without_line_end(as_text(option)) for option in last.options])).parts
            break
        else:
            break
    return text_of_parts(parts, text.layers)


def _ends_line(option: Value) -> bool:
    text = as_text(option)
    last = text.parts[-1] if text.parts else ""
    return last.endswith("\n") if isinstance(last, str) else isinstance(last, Choice)


def _process(machine: Machine, state: State, part: ProcessSubstitution) -> Value:
    if part.direction == ">":
        return known("/dev/null")
    out = captured(machine, state, part.body).out
    path = f"/dev/fd/{len(state.files)}.{machine.spent}"
    state.files[path] = out
    return known(path)


def _literally(value: Text) -> Text:
    if not any(isinstance(piece, str) for piece in value.parts) and not any(isinstance(piece, Choice) for piece in value.parts):
        return value
    parts: list[Part] = []
    for piece in value.parts:
        if isinstance(piece, str):
            parts.append(globs.literal_pattern(piece))
        elif isinstance(piece, Choice):
            parts += as_text(choose(piece.condition, [_literally(as_text(option)) for option in piece.options])).parts
        else:
            parts.append(piece)
    return text_of_parts(parts, value.layers)


def _fields(machine: Machine, state: State, word: Word) -> list[Value]:
    fields = _Fields()
    for part in word.parts:
        value = _part(machine, state, word, part)
        is_quoted = part.is_quoted if isinstance(part, Literal | Parameter | Substitution | Arithmetic) else True
        if is_quoted:
            value = _joined(state, part, value)
        if isinstance(value, Choice) and any(isinstance(option, Listing) for option in value.options):
            fields.add_whole(value)
        elif isinstance(value, Listing):
            fields.add_items(value)
        elif is_quoted or isinstance(part, Literal) or (isinstance(part, Parameter) and part.is_whole):
            fields.add(as_text(value), is_quoted=is_quoted)
        elif isinstance(part, Parameter) and _is_quoted_inside(part):
            fields.add_pieces(_whole(state, as_text(value)), as_text(value).layers)
        else:
            fields.add_pieces(_split(machine, state, as_text(value)), as_text(value).layers)
    fields.close()
    return fields.done


def _joined(state: State, part: object, value: Value) -> Value:
    """`"$*"`, `"${list[*]}"`: all items as one text, with the first letter of IFS between them."""
    if not isinstance(part, Parameter) or part.operator or part.is_length:
        return value
    if part.name != "*" and (part.subscript is None or part.subscript.bare != "*"):
        return value
    between = state.names.get("IFS")
    letters = between.plain if isinstance(between, Text) else None
    return as_text(value, " " if letters is None else letters[:1])


class _Fields:
    """The fields that a word becomes, piece by piece."""

    def __init__(self) -> None:
        self.done: list[Value] = []
        self._current: list[Part] = []
        self._layers: tuple[str, ...] = ()
        self._is_present = False

    def close(self) -> None:
        """The field ends here, if there is one."""
        if self._current or self._is_present:
            self.done.append(text_of_parts(tuple(self._current), self._layers))
        self._current.clear()
        self._is_present, self._layers = False, ()

    def add(self, text: Text, *, is_quoted: bool = False) -> None:
        self._layers = self._layers or text.layers
        self._current += text.parts
        self._is_present = self._is_present or is_quoted or bool(text.parts)

    def add_whole(self, value: Value) -> None:
        self.close()
        self.done.append(value)

    def add_items(self, value: Listing) -> None:
        for index, item in enumerate(value.items):
            if index:
                self.close()
            if isinstance(item, Choice) and any(isinstance(option, Listing) for option in item.options):
                self.add_whole(item)
            else:
                self.add(as_text(item), is_quoted=True)

    def add_pieces(self, pieces: list[Value], layers: tuple[str, ...]) -> None:
        self._layers = self._layers or layers
        for index, piece in enumerate(pieces):
            if index:
                self.close()
            if isinstance(piece, Text):
                self.add(piece)
            else:
                self.add_whole(piece)


def _is_quoted_inside(part: Parameter) -> bool:
    """`${name:+"..."}`: one field or none, although nothing around it is quoted."""
    if part.operator not in (":+", "+") or part.argument is None or not part.argument.parts:
        return False
    return all(isinstance(each, Literal | Parameter | Substitution | Arithmetic) and each.is_quoted for each in part.argument.parts)


def _whole(state: State, text: Text) -> list[Value]:
    """The text as one field, none where it is empty."""
    made = value_of(each_case((text,), lambda given: Listing(given if as_text(given[0]).parts else ()), state.pinned))
    return list(made.items) if isinstance(made, Listing) else [made]


def _split(machine: Machine, state: State, text: Text) -> list[Value]:
    """Fields of a text that is not quoted; an empty text in front or behind means that a field ended there."""
    if not any(isinstance(part, Choice) for part in text.parts):
        return list(_split_plain(text))
    if not any(_has_blank(part) for part in text.parts):
        return [text]
    made = value_of(
        each_case((text,), lambda given: Listing(tuple(part for part in _split_plain(as_text(given[0])) if part.parts)), state.pinned)
    )
    return [made] if isinstance(made, Choice) else list(made.items) if isinstance(made, Listing) else [made]


def _has_blank(part: Part) -> bool:
    if isinstance(part, str):
        return any(char.isspace() for char in part)
    if isinstance(part, Choice):
        return any(not as_text(option).parts or any(_has_blank(inner) for inner in as_text(option).parts) for option in part.options)
    return False


def _split_plain(text: Text) -> list[Text]:
    if text.plain is not None:
        return list(_words_of(text.plain, text.layers))
    pieces: list[list[Part]] = [[]]
    for part in text.parts:
        if not isinstance(part, str):
            pieces[-1].append(part)
            continue
        words = re.split(r"\s+", part)
        pieces[-1].append(words[0])
        pieces += [[word] for word in words[1:MAX_FIELDS]]
    return [text_of_parts(piece, text.layers) for piece in pieces]


@lru_cache(maxsize=256)
def _words_of(letters: str, layers: tuple[str, ...]) -> tuple[Text, ...]:
    """The words of a text that is wholly known: scripts that go through a long list do so time and again."""
    return tuple(text_of_parts((word,), layers) for word in re.split(r"\s+", letters)[:MAX_FIELDS])


def _braces(text: str) -> list[str]:
    found = _BRACES.search(text)
    if found is None or "${" in text:
        return [text]
    inner = found[1]
    if ".." in inner and "," not in inner:
        options = _range(*inner.split("..", 1))
    else:
        options = inner.split(",")
    made = [text[: found.start()] + option + text[found.end() :] for option in options]
    return list(itertools.islice((each for one in made for each in (_braces(one) if len(made) < 100 else [one])), MAX_FIELDS))


def _range(first: str, last: str) -> list[str]:
    if is_number(first.removeprefix("-")) and is_number(last.removeprefix("-")):
        start, end = int(first), int(last)
        step = 1 if end >= start else -1
        return [str(number) for number in itertools.islice(range(start, end + step, step), MAX_FIELDS)]
    start, end = ord(first[:1]), ord(last[:1])
    return [chr(code) for code in range(start, end + 1)] if start <= end else [chr(code) for code in range(start, end - 1, -1)]
