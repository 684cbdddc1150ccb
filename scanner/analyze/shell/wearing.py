"""Functions that are called often: whether one more call may show what those before did not, and what is known after one left out."""

import re

from scanner.analyze.shell.machine import Machine
from scanner.analyze.shell.state import Routine, State
from scanner.analyze.shell.values import Value, taint_of

CALLS_MAX = 40
"""How often a function is followed in any case: the tenth time shows what the first nine did."""

_NAME = re.compile(r"[A-Za-z_][\w.:-]*")
_SET = re.compile(r"(?<![\w$-])([A-Za-z_]\w*)(?:\[[^\]\n]*\])?\+?=|\b(?:read|mapfile|readarray|getopts|printf -v)\b([^\n;|&<]*)")


def is_worn(machine: Machine, state: State, routine: Routine, arguments: list[Value], line: str) -> bool:
    """True where a call shows nothing new: no signal has a part in what the function is given or mentions, nor can it read one.

    line: the call as it is written. Does not see what a function reads by a name that it puts together.
    """
    if machine.entered.get(routine.code, 0) <= CALLS_MAX or routine.is_evaluated:
        return False
    if any(taint_of(argument) is not None for argument in arguments) or machine.readers.may_read(line):
        return False
    text = _text_of(machine, state, routine)
    if text not in machine.telling:
        machine.telling[text] = machine.readers.may_read(text)
    return not machine.telling[text] and not any(
        taint_of(state.names[name]) is not None for name in set(_NAME.findall(text)) if name in state.names
    )


def forget(machine: Machine, state: State, routine: Routine) -> None:
    """What the variables hold that a call would have set: nobody knows."""
    for match in _SET.finditer(_text_of(machine, state, routine)):
        for name in [match[1]] if match[1] else _NAME.findall(match[2] or ""):
            if name in state.names:
                state.names[name] = machine.unknown(f"{name} after {routine.name}")


def _text_of(machine: Machine, state: State, routine: Routine) -> str:
    """The text of a function and of all that it may call."""
    found = machine.reach.get(routine.code)
    if found is not None:
        return found
    taken: dict[object, str] = {}
    waiting = [routine]
    while waiting:
        each = waiting.pop()
        if each.code in taken:
            continue  # it calls itself, or two call it
        start, end = getattr(each.code, "start", 0), getattr(each.code, "end", 0)
        taken[each.code] = each.module.text.text[start:end]
        called = [state.routines[name] for name in _NAME.findall(taken[each.code]) if name in state.routines]
        waiting += [one for named in called for one in named.all_of()]
    machine.reach[routine.code] = "\n".join(taken.values())
    return machine.reach[routine.code]
