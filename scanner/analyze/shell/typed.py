"""What the user typed before: `history` and `fc` print it, unless they edit or keep it."""

import re

from scanner.analyze.shell.calling import Call, command_line
from scanner.analyze.shell.machine import Machine
from scanner.analyze.shell.state import State
from scanner.analyze.shell.values import as_text, concat, known, taint_of
from scanner.analyze.tracing import together

_KEEPS = re.compile(r"-[A-Za-z]*[cdawrnpsARWIPeE]")
"""Options of `history` (bash) and `fc` that change the list, its file or a command, and print nothing that matters."""
_LISTS = re.compile(r"-[A-Za-z]*l")


def tell_history(machine: Machine, state: State, call: Call) -> None:
    """`history [n]`, `fc -l [first [last]]`: lines that are not known."""
    state.truth = True
    options = [letters for word in call.words if (letters := as_text(word).plain) is not None and letters.startswith("-")]
    lists = call.name == "history" and not any(map(_KEEPS.match, options))
    if lists or any(map(_LISTS.match, options)):
        taint = together(*map(taint_of, call.words))
        told = machine.unknown(f"{call.name} {command_line(machine, call.arguments)}".strip(), taint, source="command")
        machine.say(state, concat((told, known("\n"))))
