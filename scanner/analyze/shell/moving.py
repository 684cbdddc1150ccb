"""Files that a script copies, moves or edits where they lie, as far as it knows what they hold."""

from collections.abc import Callable
from dataclasses import replace

from scanner.analyze.shell.calling import Call
from scanner.analyze.shell.commits import IN_PLACE, message
from scanner.analyze.shell.machine import Machine
from scanner.analyze.shell.outcomes import UNSURE
from scanner.analyze.shell.reading import as_usual
from scanner.analyze.shell.redirecting import write
from scanner.analyze.shell.state import Plain, State
from scanner.analyze.shell.values import EMPTY, Listing, Value, as_text
from scanner.world.recording import Event

_SEDS = frozenset({"sed", "gsed"})


def move(machine: Machine, state: State, call: Call) -> None:
    """`cp`, `mv`, `install`: a file that the script wrote, under another name as well. Folders are not followed."""
    words = [machine.spelled(as_usual(word)) for word in call.words]
    paths = [word for word in words if not word.startswith("-")]
    if len(paths) == 2 and paths[0] in state.files:
        target = paths[1] + paths[0].rpartition("/")[2] if paths[1].endswith("/") else paths[1]
        state.files[target] = state.files[paths[0]]
        if call.name == "mv":
            state.files.pop(paths[0])
    state.truth = True if call.name in ("cp", "mv") else UNSURE


def edits(call: Call) -> bool:
    """Whether the tool writes its output back into the file that it reads: `sed -i`."""
    words = [as_text(word).plain or "" for word in call.words]
    return call.name in _SEDS and len(words) > 1 and any(IN_PLACE.fullmatch(word) for word in words)


def edit(machine: Machine, state: State, call: Call, run: Callable[[Machine, State, Call], None]) -> None:
    """Follow such a tool. The file is its last argument."""
    words: list[Value] = []
    for word in call.words:
        plain = as_text(word).plain
        if (plain is not None and IN_PLACE.fullmatch(plain)) or (plain == "" and not words):
            continue  # the option, and what BSD's sed takes behind it
        words.append(word)
    inner = state.fork()
    inner.out = EMPTY
    run(machine, inner, replace(call, arguments=words))
    write(machine, state, call.node, as_text(words[-1]) if words else EMPTY, inner.out)
    state.truth = True


def edit_message(machine: Machine, state: State, call: Call) -> None:
    """Record what a tool does to the message of a commit, which is not known before."""
    machine.happen(state, call.node, (Listing(tuple(call.words)),), _edited)
    state.truth = True


def _edited(given: tuple[Plain, ...]) -> Event | None:
    return message([str(word) for word in given[0]], "")
