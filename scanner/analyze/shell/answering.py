"""What programs of the machine print that tell no signal, for each way in which their arguments may read."""

from collections.abc import Callable
from math import prod

from scanner.analyze.shell.calling import command_line
from scanner.analyze.shell.machine import Machine
from scanner.analyze.shell.outcomes import each_case, value_of
from scanner.analyze.shell.state import State
from scanner.analyze.shell.values import Listing, Value, conditions_of, known
from scanner.analyze.tracing import Taint

_MAX_LINES = 16
"""Ways in which one command line may read; of more, only the usual one is looked at."""


def answered(machine: Machine, state: State, fields: list[Value], depends_on: Callable[[tuple[Value, ...]], Taint | None]) -> Value:
    """What a command prints: an answer of its own for each line that signals decide between. On one person's machine for each line.

    depends_on: the signals that what is printed for such words depends on.
    """

    def one(words: tuple[Value, ...]) -> Value:
        taint, line = depends_on(words), command_line(machine, list(words))
        answer = machine.host.command(line) if machine.host is not None and taint is None else None
        return machine.unknown(line, taint, source="command") if answer is None else known(answer.text.rstrip("\n"))

    conditions = conditions_of(Listing(tuple(fields)))
    is_told = machine.host is not None or any(each.taint is not None for each in conditions)
    if is_told and 1 < prod(each.count for each in conditions) <= _MAX_LINES:
        return value_of(each_case(fields, one, state.pinned))
    return one(tuple(fields))
