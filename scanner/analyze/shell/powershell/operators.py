"""Operators of PowerShell on values of which parts are not known."""

import re
from collections.abc import Callable

from scanner.analyze.shell import globs
from scanner.analyze.shell.arithmetic import NoNumber, calculated
from scanner.analyze.shell.comparing import are_numbers_so, are_same, fits_glob, fits_regex, is_among, is_filled, is_safe
from scanner.analyze.shell.decoding import noted
from scanner.analyze.shell.machine import Machine
from scanner.analyze.shell.oracle import consulted
from scanner.analyze.shell.outcomes import UNSURE, Answer, Maybe, Truth, each_case, leaves_of, mapped, negated, value_of
from scanner.analyze.shell.powershell.arguments import Given
from scanner.analyze.shell.powershell.figures import figured, is_beyond
from scanner.analyze.shell.powershell.formats import formatted
from scanner.analyze.shell.powershell.pipelines import run_with
from scanner.analyze.shell.powershell.scope import items_of, unit, whole
from scanner.analyze.shell.reshaping import substituted_in_hole
from scanner.analyze.shell.state import State
from scanner.analyze.shell.values import EMPTY, Block, Hole, Listing, Table, Text, Value, as_text, choose, concat, known, of_hole
from scanner.analyze.tracing import together
from scanner.code.numbers import is_number

_NUMERIC = frozenset({"gt", "ge", "lt", "le"})
COMPARING = frozenset({
    "eq", "ne", "gt", "ge", "lt", "le", "like", "notlike", "match", "notmatch", "contains", "notcontains", "in", "notin", "is", "isnot",
})  # fmt: skip
_MAX_RANGE = 2_000
_ANSWER = re.compile(r"[.:](?:is|has|contains|equals|startswith|endswith)\w*(?:\([^()]*\))?$", re.IGNORECASE)
"""A member that answers with yes or no, by its name."""


def bare_name(operator: str) -> tuple[str, bool]:
    """The operator without its letter for case, and whether it ignores case."""
    if operator[:1] in ("c", "i") and operator[1:] in COMPARING | {"replace", "split"}:
        return operator[1:], operator[0] == "i"
    return operator, True


def truth_of(machine: Machine, state: State, node: object, value: Value) -> Truth:
    """Whether a value counts as true."""

    def one(given: tuple[Value, ...]) -> bool | Maybe:
        item = given[0]
        if isinstance(item, Listing):
            return one((item.items[0],)) if len(item.items) == 1 else bool(item.items)
        if isinstance(item, Table | Block):
            return True
        text = as_text(item)
        if text.plain is not None:
            return text.plain not in ("", "False", "0")
        hole = text.parts[0] if len(text.parts) == 1 else None
        if isinstance(hole, Hole) and hole.taint is not None and _ANSWER.search(hole.label):
            return Maybe(hole.taint)  # what a signal says yes or no to, and not just that it is there
        if isinstance(hole, Hole) and hole.source == "number" and hole.taint is None:
            return UNSURE  # zero counts as no
        return is_filled(machine, node, text)

    return each_case((unit(value),), one, state.pinned)


def value_of_truth(machine: Machine, state: State, node: object, truth: Truth) -> Value:
    """A test's answer as a value."""
    if isinstance(truth, bool):
        return known("True" if truth else "False")
    leaves: list[Answer] = leaves_of(truth)
    if all(isinstance(leaf, bool) for leaf in leaves):
        return _spelled_truth(truth)
    answer = machine.settled(node, truth, state)
    if isinstance(answer, bool):
        return known("True" if answer else "False")
    condition, ways = answer
    return choose(condition, [known("True" if way in ways else "False") for way in range(condition.count)])


def place_in(machine: Machine, state: State, node: object, whole: Value, item: Value) -> Value:
    """`IndexOf`: the place of an item in a list, -1 where it is none; which one is told only where all is known."""
    known_items = [as_text(each).plain for each in items_of(whole)]

    def found(given: tuple[Value, ...]) -> Value:
        plain = as_text(given[0]).plain
        if plain is not None and None not in known_items:
            return known(str(known_items.index(plain) if plain in known_items else -1))
        answer = machine.settled(node, compared(machine, state, node, "in", given[0], whole), state)
        if isinstance(answer, bool):
            return known("0" if answer else "-1")
        condition, ways = answer
        return choose(condition, [known("0" if way in ways else "-1") for way in range(condition.count)])

    return value_of(each_case((unit(item),), found, state.pinned))


def _spelled_truth(truth: Truth) -> Value:
    return value_of(mapped(truth, _spelled_answer))  # type: ignore[arg-type]


def _spelled_answer(answer: Answer) -> Value:
    return known("True" if answer is True else "False")


def compared(machine: Machine, state: State, node: object, operator: str, left: Value, right: Value) -> Truth:
    """`-eq`, `-like`, `-match`, `-in` and their like."""
    name, ignores_case = bare_name(operator)
    if name.startswith("not"):
        return negated(compared(machine, state, node, operator.replace("not", "", 1), left, right))
    if name == "ne":
        return negated(compared(machine, state, node, "eq" if ignores_case else "ceq", left, right))
    if name == "isnot":
        return Maybe()
    if name == "contains":
        left, right = right, left
        name = "in"

    def one(given: tuple[Value, ...]) -> bool | Maybe:
        return _compared(machine, node, name, given[0], given[1], ignores_case)

    return each_case((unit(left), unit(right)), one, state.pinned)


def _compared(machine: Machine, node: object, name: str, left: Value, right: Value, ignores_case: bool) -> bool | Maybe:
    if name == "in":
        return is_among(machine, node, as_text(left), tuple(as_text(item) for item in items_of(right)), ignores_case=ignores_case)
    if name in ("eq", "like", "match") and isinstance(left, Listing):
        answers = [_compared(machine, node, name, item, right, ignores_case) for item in left.items[:400]]
        unsure = [answer for answer in answers if isinstance(answer, Maybe)]
        if unsure:
            return Maybe(together(*(each.taint for each in unsure)), tuple(entry for each in unsure for entry in each.entries))
        return any(answer is True for answer in answers)
    one, other = as_text(left), as_text(right)
    if name == "eq":
        if other.plain == "" or one.plain == "":
            return _is_nothing(machine, node, one if other.plain == "" else other)
        if re.fullmatch(r"-?\d+", (other.plain or "").strip()) and one.plain is None:
            return are_numbers_so(machine, node, one, "eq", other)
        return are_same(machine, node, one, other, ignores_case=ignores_case)
    if name in _NUMERIC:
        return are_numbers_so(machine, node, one, name, other)
    if name == "like":
        return fits_glob(machine, node, one, other, ignores_case=ignores_case)
    if name == "match":
        return fits_regex(machine, node, one, other, ignores_case=ignores_case)
    return Maybe()


def _is_nothing(machine: Machine, node: object, text: Text) -> bool | Maybe:
    found = is_filled(machine, node, text)
    return found if isinstance(found, Maybe) else not found


def combined(machine: Machine, state: State, node: object, operator: str, left: Value, right: Value) -> Value:
    """Every operator that gives no answer but a value."""
    name, ignores_case = bare_name(operator)
    if name == "+":
        return _added(machine, state, left, right)
    if name == "f":
        return formatted(machine, state, left, right)
    if name == "..":
        return _range(as_text(left).plain, as_text(right).plain)
    if name == "join":
        joined = as_text(_joined(left, as_text(right)))
        return noted(machine, node, joined)
    if name == "??":
        return _coalesced(machine, state, node, left, right)
    rule = _RULES.get(name)
    if rule is not None:
        return value_of(
            each_case((unit(left), unit(right)), lambda given: rule(machine, state, node, given[0], given[1], ignores_case), state.pinned)
        )
    if name == "*" and as_text(left).plain is not None and not re.fullmatch(r"-?\d+(\.\d+)?", as_text(left).plain or ""):
        return value_of(each_case((left, right), lambda given: _repeated(machine, as_text(given[0]), as_text(given[1])), state.pinned))
    return value_of(
        each_case((left, right), lambda given: calculation(machine, operator, as_text(given[0]), as_text(given[1])), state.pinned)
    )


def _repeated(machine: Machine, text: Text, count: Text) -> Value:
    if count.plain is not None and is_number(count.plain):
        return concat([text] * min(int(count.plain), 2_000))
    hole = machine.hole(
        f"{machine.spelled(text)}*{machine.spelled(count)}",
        together(text.taint, count.taint),
        base=machine.spelled(text),
        change="whitespace",
    )
    return of_hole(hole)


_ARITHMETIC = {"-": "-", "*": "*", "/": "/", "%": "%", "band": "&", "bor": "|", "bxor": "^", "shl": "<<", "shr": ">>", "+": "+"}


def calculation(machine: Machine, operator: str, left: Text, right: Text) -> Value:
    """A number of two."""
    sign = _ARITHMETIC.get(operator, operator)
    layers = left.layers or right.layers
    if left.plain is not None and right.plain is not None:
        if is_beyond(left.plain, right.plain) and (made := figured(sign, left.plain, right.plain)) is not None:
            return known(made, layers)
        try:
            one, other = (
                str(round(float(text))) if re.fullmatch(r"-?\d+\.\d+", text) else text or "0" for text in (left.plain, right.plain)
            )
            return known(
                str(calculated(f"({one}){sign}({other})")), (*layers, "xor") if sign == "^" and layers and "xor" not in layers else layers
            )
        except (NoNumber, OverflowError):
            return EMPTY if operator == "-" else concat((left, right)) if operator == "+" else EMPTY
    taint = together(left.taint, right.taint)
    label = f"({machine.spelled(left)}{sign}{machine.spelled(right)})"
    return of_hole(machine.hole(label, taint, source="number", base="number" if taint else None, change="digits" if taint else None))


def _added(machine: Machine, state: State, left: Value, right: Value) -> Value:
    left, right = whole(left), unit(right)
    if isinstance(left, Listing):
        return Listing((*left.items, *items_of(right)))
    if isinstance(left, Table) and isinstance(right, Table):
        return Table((*left.pairs, *right.pairs))
    one, other = as_text(left), as_text(right)
    if all(re.fullmatch(r"-?\d+", text.plain or "") for text in (one, other)):
        return calculation(machine, "+", one, other)

    def add(given: tuple[Value, ...]) -> Value:
        first, second = as_text(given[0]), as_text(given[1])
        is_number = any(re.fullmatch(r"-?\d+", text.plain or "") for text in (first, second)) and any(
            isinstance(part, Hole) and part.source == "number" for text in (first, second) for part in text.parts
        )
        both_numbers = all(re.fullmatch(r"-?\d+", text.plain or "") for text in (first, second))
        return calculation(machine, "+", first, second) if is_number or both_numbers else concat((first, second))

    if all(_is_numeric(text) for text in (one, other)):
        return value_of(each_case((one, other), add, state.pinned))
    return concat((one, other))


def _is_numeric(text: Text) -> bool:
    """Whether the text may be a number on all ways."""
    return all(
        (re.fullmatch(r"-?\d*", part) is not None) if isinstance(part, str)
        else part.source == "number" if isinstance(part, Hole)
        else all(_is_numeric(as_text(option)) for option in part.options)
        for part in text.parts
    )  # fmt: skip


def _coalesced(machine: Machine, state: State, node: object, left: Value, right: Value) -> Value:
    def one(given: tuple[Value, ...]) -> Value:
        item = given[0]
        if not isinstance(item, Text):
            return item
        if not item.parts:
            return right
        if any(isinstance(part, str) for part in item.parts):
            return item
        return choose(machine.condition(node, None, 2, state.guards), [item, right])

    return value_of(each_case((unit(left),), one, state.pinned))


def _range(first: str | None, last: str | None) -> Value:
    if first is None or last is None or not (re.fullmatch(r"-?\d{1,6}", first) and re.fullmatch(r"-?\d{1,6}", last)):
        return Listing((EMPTY,))
    start, end = int(first), int(last)
    step = 1 if end >= start else -1
    return Listing(tuple(known(str(number)) for number in list(range(start, end + step, step))[:_MAX_RANGE]))


def _joined(value: Value, mark: Text) -> Value:
    value = unit(value)
    if not isinstance(value, Listing):
        return value
    parts: list[Value] = []
    for index, item in enumerate(value.items):
        parts += [mark, item] if index else [item]
    return concat(parts)


def _replaced(machine: Machine, state: State, node: object, left: Value, right: Value, ignores_case: bool) -> Value:
    if isinstance(left, Listing):
        return Listing(tuple(_replaced(machine, state, node, item, right, ignores_case) for item in left.items))
    by = items_of(right)[1:2]
    if by and isinstance(by[0], Block):
        return replaced_by_block(machine, state, as_text(left), as_text(items_of(right)[0]), by[0], ignores_case=ignores_case)
    pair = [as_text(item) for item in items_of(right)]
    old, new = (pair[0] if pair else EMPTY), (pair[1] if len(pair) > 1 else EMPTY)
    return replaced(machine, state, node, as_text(left), old, new, ignores_case=ignores_case)


def replaced(machine: Machine, state: State, node: object, text: Text, old: Text, new: Text, *, ignores_case: bool = False) -> Value:
    """The text with a regular expression replaced."""
    if old.plain is None or not is_safe(old.plain, machine.spelled(text)):
        return machine.unknown(f"{machine.spelled(text)} -replace", together(text.taint, old.taint, new.taint))
    letters = machine.spelled(text)
    by = re.sub(r"\$(\d|\{\d\})", lambda match: f"\\{match[1].strip('{}')}", machine.spelled(new).replace("\\", "\\\\"))
    try:
        changed = re.sub(old.plain, by, letters, flags=re.IGNORECASE if ignores_case else 0)
    except (re.error, OverflowError, RecursionError, IndexError):
        return machine.unknown(f"{letters} -replace", text.taint)
    if text.plain is not None:
        return noted(machine, node, machine.restored(changed, text.layers))
    entries = globs.entries_of_regex(old.plain)
    if text.taint is not None and entries and new.plain and changed == letters:
        return value_of(consulted(machine, state, node, (), lambda oracle: new if oracle.ask(letters, entries) else text))
    return substituted_in_hole(machine, text, changed, old.plain, new)


def replaced_by_block(machine: Machine, state: State, text: Text, old: Text, block: Block, *, ignores_case: bool) -> Value:
    """The text with what a block gives in the place of each match."""
    if text.plain is None or old.plain is None or not is_safe(old.plain, text.plain):
        return machine.unknown(f"{machine.spelled(text)} -replace", together(text.taint, old.taint))
    parts: list[Value] = []
    at = 0
    try:
        for match in list(re.finditer(old.plain, text.plain, flags=re.IGNORECASE if ignores_case else 0))[:40]:
            found = Table((("Value", known(match[0])), ("Index", known(str(match.start())))))
            by = run_with(machine, state, block, Given({}, [found], []), found)
            parts += [known(text.plain[at : match.start()], text.layers), by]
            at = match.end()
    except (re.error, OverflowError, RecursionError):
        return machine.unknown(f"{text.plain} -replace", text.taint)
    return concat([*parts, known(text.plain[at:], text.layers)])


def _split(machine: Machine, state: State, node: object, left: Value, right: Value, ignores_case: bool) -> Value:
    mark = as_text(items_of(right)[0]).plain if items_of(right) else None
    return split(machine, node, as_text(left), mark or " ")


def split(machine: Machine, node: object, text: Text, mark: str, *, is_regex: bool = True) -> Value:
    """The pieces of a text."""
    letters = machine.spelled(text)
    try:
        pieces = (
            re.split(mark, letters)[:4_000]
            if is_regex
            else re.split("|".join(map(re.escape, mark)) if len(mark) > 1 else re.escape(mark), letters)[:4_000]
        )
    except (re.error, OverflowError, RecursionError):
        return Listing((text,))
    if len(pieces) == 1 and text.plain is None:
        hole = text.parts[0]
        if isinstance(hole, Hole) and len(text.parts) == 1:
            return Listing((of_hole(machine.derived(hole, f"split {mark} 0")), of_hole(machine.derived(hole, f"split {mark} 1"))))
    noted(machine, node, text)
    return Listing(tuple(machine.restored(piece or "", text.layers) for piece in pieces))


_RULES: dict[str, Callable[..., Value]] = {"replace": _replaced, "split": _split}
