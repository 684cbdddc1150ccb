"""Commands of zsh's modules: moments (`zsh/datetime`), what is told of files (`zsh/stat`), connections (`zsh/net/tcp`)."""

from scanner.analyze.shell.calling import Call
from scanner.analyze.shell.dates import date_text
from scanner.analyze.shell.machine import Machine
from scanner.analyze.shell.outcomes import UNSURE
from scanner.analyze.shell.reading import as_usual
from scanner.analyze.shell.state import State
from scanner.analyze.shell.values import Listing, Text, Value, as_text, concat, known

_FIRST_DESCRIPTOR = 12
"""The number that zsh gives the first connection."""


def strftime(machine: Machine, state: State, call: Call) -> None:
    """`strftime [-s name] format [moment]` of the module `zsh/datetime`."""
    words, target = call.words, None
    while words and (option := as_text(words[0]).plain or "").startswith("-") and len(option) > 1:
        words = words[1:]
        if option.endswith("s") and words:
            target, words = as_text(words[0]).plain, words[1:]
    pattern = as_text(words[0]).plain if words else None
    made = machine.unknown("strftime", source="time") if pattern is None else date_text(machine, state, call.node, pattern)
    if target is None:
        machine.say(state, concat((made, known("\n"))))
    else:
        state.names[target] = made
    state.truth = True


def zstat(machine: Machine, state: State, call: Call) -> None:
    """`zstat [-A name] +link file`: where a link leads may tell a signal."""
    words, target = call.words, None
    while words and (option := as_text(words[0]).plain or "").startswith(("-", "+")):
        words = words[1:]
        if option.startswith("-") and option[-1:] in ("A", "H") and words:
            target, words = as_text(words[0]).plain, words[1:]
    made = _told_of(machine, call, as_text(words[0])) if words else known("")
    if target is None:
        machine.say(state, concat((made, known("\n"))))
    else:
        state.names[target] = Listing((made,))
    state.truth = UNSURE


def _told_of(machine: Machine, call: Call, path: Text) -> Text:
    letters = machine.spelled(as_usual(path))
    line = f"readlink {letters}"
    signal = machine.readers.of_file(letters) if letters.endswith("/localtime") else None
    if signal is None:
        return machine.unknown(f"zstat {letters}", path.taint, source="command")
    return machine.told(call.node, signal, f"zstat {letters}", line, lambda host: host.command(line))


def ztcp(machine: Machine, state: State, call: Call) -> None:
    """`ztcp host port`: a connection, whose descriptor is left in `REPLY`."""
    words: list[Value] = [word for word in call.words if not (as_text(word).plain or "").startswith("-")]
    if len(words) > 1:
        number = str(_FIRST_DESCRIPTOR + len(state.descriptors))
        host, port = (machine.spelled(as_usual(word)) for word in words[:2])
        state.descriptors[number] = f"/dev/tcp/{host}/{port}"
        state.names["REPLY"] = known(number)
    state.truth = UNSURE
