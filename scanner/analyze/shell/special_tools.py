"""Tools that take no text from their input, or not as text: date, tee, mktemp, readlink, expr, bc, envsubst, and those that reorder."""

import re

from scanner.analyze.shell.arithmetic import NoNumber, calculated
from scanner.analyze.shell.calling import Call, command_line
from scanner.analyze.shell.comparing import is_safe
from scanner.analyze.shell.comparing import translated as translated_expression
from scanner.analyze.shell.dates import date_output
from scanner.analyze.shell.grepping import basic
from scanner.analyze.shell.machine import Machine
from scanner.analyze.shell.oracle import consulted
from scanner.analyze.shell.outcomes import UNSURE, Split, each_case, value_of
from scanner.analyze.shell.parameters import variable
from scanner.analyze.shell.reading import as_usual
from scanner.analyze.shell.redirecting import write
from scanner.analyze.shell.state import State
from scanner.analyze.shell.values import EMPTY, Hole, Text, Value, as_text, concat, known, of_hole, spread
from scanner.analyze.tracing import together
from scanner.world.host import absolute

REORDERING = {
    "sort": "item_order",
    "tac": "item_order",
    "shuf": "item_order",
    "fmt": "whitespace",
    "fold": "whitespace",
    "expand": "whitespace",
    "column": "whitespace",
}
"""Tools that reorder lines or lay them out anew -> the carrier."""


def _date(machine: Machine, state: State, call: Call) -> None:
    def one(values: tuple[Value, ...]) -> Value:
        return date_output(machine, state, call.node, [machine.spelled(as_text(item)) for item in spread(values)])

    machine.say(state, value_of(each_case(tuple(call.words), one, state.pinned)))
    state.truth = True


def _tee(machine: Machine, state: State, call: Call) -> None:
    given = as_text(state.given)
    for word in call.words:
        if not (as_text(word).plain or "").startswith("-"):
            write(machine, state, call.node, as_text(word), given)
    machine.say(state, given)
    state.truth = True


def _mktemp(machine: Machine, state: State, call: Call) -> None:
    machine.say(state, concat((machine.unknown(f"mktemp {len(machine.by_number)}", source="path"), known("\n"))))
    state.truth = True


def _readlink(machine: Machine, state: State, call: Call) -> None:
    words = [word for word in call.words if not (as_text(word).plain or "").startswith("-")]
    path = as_usual(words[-1]) if words else EMPTY
    letters = machine.spelled(path)
    signal = machine.readers.of_file(letters)
    if signal is not None:
        out = machine.told(call.node, signal, f"{call.name} {letters}", f"readlink {letters}", lambda host: host.link(absolute(letters)))
        machine.say(state, concat((out, known("\n"))))
    else:
        machine.say(state, concat((path, known("\n"))))
    state.truth = UNSURE


def _matched_by_expr(machine: Machine, state: State, call: Call, text: Text, pattern: str) -> "Value | Split[Value]":
    """`expr text : pattern`: the part in `\\(...\\)`, or how many letters fit."""
    letters = machine.spelled(text)
    expression = "^(?:" + basic(pattern) + ")"
    if "\\(" not in pattern:
        return consulted(machine, state, call.node, (), lambda oracle: known("1\n" if oracle.finds(expression, letters) else "0\n"))
    if text.plain is None:
        holes = [part for part in text.parts if isinstance(part, Hole)]
        part = of_hole(machine.derived(holes[0], f": {pattern}")) if holes else machine.unknown(f"{letters} : {pattern}", text.taint)
        return concat((part, known("\n")))
    found = re.search(translated_expression(expression), text.plain) if is_safe(expression, text.plain) else None
    return known(f"{found[1] or ''}\n" if found is not None else "\n")


def _expr(machine: Machine, state: State, call: Call) -> None:
    def one(values: tuple[Value, ...]) -> "Value | Split[Value]":
        words = [as_text(item) for item in spread(values)]
        letters = [machine.spelled(word) for word in words]
        taint = together(*(word.taint for word in words))
        if len(letters) == 3 and letters[1] == ":":
            return _matched_by_expr(machine, state, call, words[0], letters[2])
        if taint is None:
            try:
                return known(f"{calculated(' '.join(letters))}\n")
            except NoNumber:
                pass
        hole = machine.hole(
            f"expr {' '.join(letters)}", taint, source="number", base="number" if taint else None, change="digits" if taint else None
        )
        return concat((of_hole(hole), known("\n")))

    machine.say(state, value_of(each_case(tuple(call.words), one, state.pinned)))  # type: ignore[arg-type]
    state.truth = UNSURE


def _bc(machine: Machine, state: State, call: Call) -> None:
    def one(values: tuple[Value, ...]) -> Value:
        text = as_text(values[0])
        letters = machine.spelled(text).strip()
        if text.plain is not None:
            try:
                return known(f"{calculated(letters.split(';')[-1])}\n")
            except NoNumber:
                pass
        hole = machine.hole(
            f"bc {letters}", text.taint, source="number", base="number" if text.taint else None, change="digits" if text.taint else None
        )
        return concat((of_hole(hole), known("\n")))

    machine.say(state, value_of(each_case((state.given,), one, state.pinned)))
    state.truth = True


def _envsubst(machine: Machine, state: State, call: Call) -> None:
    given = as_text(state.given)
    parts: list[Value] = []
    for part in given.parts:
        if not isinstance(part, str):
            parts.append(Text((part,), (), part.taint))
            continue
        at = 0
        for match in re.finditer(r"\$\{?([A-Za-z_]\w*)\}?", part):
            parts += [known(part[at : match.start()]), variable(machine, state, match[1], call.node)]
            at = match.end()
        parts.append(known(part[at:]))
    machine.say(state, concat(parts))
    state.truth = True


def _reordered(machine: Machine, state: State, call: Call) -> None:
    given = as_text(state.given)
    taint = together(given.taint, *(as_text(word).taint for word in call.words))
    hole = machine.hole(f"{call.name} {command_line(machine, call.arguments)} < {machine.spelled(as_usual(given))}", taint,
                        base=machine.spelled(as_usual(given)), change=REORDERING[call.name])  # fmt: skip
    machine.say(state, concat((of_hole(hole), known("\n"))))
    state.truth = True


SPECIAL = {
    "date": _date, "gdate": _date, "tee": _tee, "mktemp": _mktemp, "readlink": _readlink, "realpath": _readlink, "greadlink": _readlink,
    "expr": _expr, "bc": _bc, "envsubst": _envsubst, "shuf": _reordered, "fmt": _reordered,
}  # fmt: skip
