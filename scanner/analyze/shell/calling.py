"""Functions of the script, texts that it evaluates, scripts that it takes in, and commands that only start others."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

from scanner.analyze.shell.machine import MAX_CALLS, Machine
from scanner.analyze.shell.outcomes import UNSURE
from scanner.analyze.shell.reading import as_usual, module_at, setting_text, written_file
from scanner.analyze.shell.state import Routine, State
from scanner.analyze.shell.values import EMPTY, Listing, Text, Value, as_text, assume, concat, first_condition, known, spread, taint_of
from scanner.analyze.shell.wearing import forget, is_worn
from scanner.analyze.tracing import together
from scanner.code.shell.grammar import Parsed, parse_text

_SAME_MAX = 2
"""How often a function is entered from within itself."""
_MAX_EVALUATED = 60_000
_SHELLS = frozenset({"sh", "bash", "zsh", "dash", "ksh", "ash"})
_INPUTS = frozenset({"/dev/stdin", "/dev/fd/0", "/proc/self/fd/0"})
_OTHER_PROGRAM = re.compile(r"#!(?![^\n]*\b(?:ba|da|k|z|a)?sh\b)|\x7fELF|MZ")
"""What another program than a shell runs."""
_PLAIN_WRAPPERS = frozenset(
    {"command", "builtin", "nohup", "setsid", "doas", "busybox", "stdbuf", "time", "unbuffer", "torsocks", "proxychains", "exec"}
)
_VALUE_OPTIONS = {
    "sudo": "ugpChrtT", "env": "uCS", "nice": "n", "timeout": "ks", "ionice": "cnp", "xargs": "IiLnPdEsa", "stdbuf": "ioe", "exec": "a",
    "watch": "n", "chroot": "", "flock": "wE",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Call:
    """A command by its name."""

    name: str
    arguments: list[Value]
    node: object

    @property
    def words(self) -> list[Value]:
        """The arguments with lists taken apart; what is a choice among lists stays one."""
        return list(spread(self.arguments))

    def plain(self, index: int) -> str | None:
        words = self.words
        return as_text(words[index]).plain if index < len(words) else None


def command_line(machine: Machine, fields: list[Value]) -> str:
    """The words of a command as a line, if nothing special is the case."""
    return " ".join(machine.spelled(as_usual(Listing((field,)))) for field in spread(fields))[:2_000]


def call_routine(machine: Machine, state: State, call: Call, routine: Routine) -> None:
    """Follow a function of the script; where a condition chose it, each that it may be."""
    if routine.choice is not None:
        condition, ways = routine.choice
        arms = [(frozenset({way}), _calling(machine, call, one)) for way, one in enumerate(ways)]
        machine.branch(state, condition, arms)
        return
    machine.entered[routine.code] = machine.entered.get(routine.code, 0) + 1
    taint = together(*(taint_of(argument) for argument in call.arguments))
    line = f"{call.name} {command_line(machine, call.arguments)}"
    wears = is_worn(machine, state, routine, call.arguments, line)
    if wears:
        forget(machine, state, routine)
    if machine.stack.count(routine.code) >= _SAME_MAX or len(machine.stack) >= MAX_CALLS or wears:
        machine.say(state, machine.unknown(line, taint))
        state.truth = UNSURE
        return
    before, deferred, module = state.names.get("@"), state.deferred, machine.module
    state.names["@"] = Listing(spread(call.arguments))
    state.deferred, machine.module = [], routine.module
    machine.stack.append(routine.code)
    machine.frames.append({})
    given = state.given
    machine.run(machine, state, routine.code)
    if state.deferred:
        state.given = given  # a way that left in the middle of a loop took the loop's input with it
        for branched in state.deferred:
            for end in branched.ends.values():
                end.given = given
    machine.settle(state, frozenset({"return"}))
    for name, value in machine.frames.pop().items():
        if value is None:
            state.names.pop(name, None)
        else:
            state.names[name] = value
    machine.stack.pop()
    machine.module = module
    state.deferred = [*deferred, *state.deferred]
    if before is None:
        state.names.pop("@", None)
    else:
        state.names["@"] = before


_ALIAS_OF_CODE = re.compile(r"[^\w\s./:=,@%+-]")


def call_alias(machine: Machine, state: State, call: Call) -> bool:
    """Follow what an alias stands for where that is more than words; False: it is words, or stands in itself."""
    body, mark = machine.aliases[call.name], f"alias {call.name}"
    if mark in machine.stack or (body.plain is not None and _ALIAS_OF_CODE.search(body.plain) is None):
        return False
    machine.entered[mark] = machine.entered.get(mark, 0) + 1
    before = state.names.get("@")
    state.names["@"] = Listing(spread(call.arguments))
    machine.stack.append(mark)
    evaluate(machine, state, concat((body, known(' "$@"'))), call.node)
    machine.stack.pop()
    if before is None:
        state.names.pop("@", None)
    else:
        state.names["@"] = before
    return True


def _calling(machine: Machine, call: Call, routine: Routine | None) -> Callable[[State], None]:
    def called(state: State) -> None:
        if routine is None:
            state.truth = False  # nothing of that name was defined on this way
        else:
            call_routine(machine, state, call, routine)

    return called


@lru_cache(maxsize=512)
def _parsed(letters: str, as_zsh: bool) -> Parsed:
    return parse_text(letters, as_zsh=as_zsh)


def evaluate(machine: Machine, state: State, code: Text, node: object) -> None:
    """Follow a text as commands; each way that it may read by itself."""
    condition = first_condition((code,))
    if condition is not None:
        machine.branch(
            state,
            condition,
            [
                (frozenset({way}), lambda inner, way=way: evaluate(machine, inner, as_text(assume(code, condition, way)), node))  # type: ignore[misc]
                for way in range(condition.count)
            ],
        )
        return
    letters = machine.spelled(code)
    if len(letters) > _MAX_EVALUATED or len(machine.stack) >= MAX_CALLS:
        return
    if code.plain is None and len(code.parts) == 1:
        return  # nothing of it is known
    body = _parsed(letters, machine.module is not None and machine.module.is_zsh).body
    machine.stack.append(letters)
    with machine.anchored(node):
        machine.run(machine, state, body)
    machine.stack.pop()


def take_in(machine: Machine, state: State, path: Text, node: object) -> None:
    """`source`: a script of the program, or a file that the script wrote."""
    found = module_at(machine, path)
    letters = machine.spelled(as_usual(path))
    state.truth = True
    written = state.given if letters in _INPUTS else written_file(machine, state, letters)
    if written is not None:
        machine.ran.add(letters)
        evaluate(machine, state, as_text(written), node)
        return
    settings = setting_text(machine, letters, node)
    if settings is not None:
        evaluate(machine, state, settings, node)
        return
    if found is None:
        state.truth = UNSURE
        return
    module = machine.modules[found]
    machine.sourced.add(found)
    if machine.stack.count(found) >= 1 or len(machine.stack) >= MAX_CALLS:
        return
    before, deferred = machine.module, state.deferred
    machine.module, state.deferred = module, []
    machine.stack.append(found)
    with machine.anchored(None):
        machine.run(machine, state, module.body)
    machine.settle(state, frozenset({"return"}))
    machine.stack.pop()
    machine.module = before
    state.deferred = [*deferred, *state.deferred]


def unwrapped(machine: Machine, state: State, fields: list[Value]) -> list[Value] | None:
    """The command that a command starts (`sudo`, `env`, `timeout 5`); None: it is one itself. Shells with `-c` are followed here."""
    name = (as_text(fields[0]).plain or "").rsplit("/", 1)[-1]
    words = list(spread(fields[1:]))
    if name in _SHELLS or name == "eval":
        return _of_shell(machine, state, name, words)
    if name == "xargs":
        return _of_xargs(machine, state, words)
    if name not in _PLAIN_WRAPPERS and name not in _VALUE_OPTIONS:
        return None
    if name == "command" and as_text(words[0]).plain in ("-v", "-V") if words else False:
        return None
    rest = _without_options(words, _VALUE_OPTIONS.get(name, ""))
    if name in ("timeout", "flock", "chroot"):
        rest = rest[1:]
    while name in ("env", "sudo") and rest and _is_setting(as_text(rest[0])):
        _set(machine, state, as_text(rest.pop(0)))
    return rest or [known("printenv" if name == "env" else "true")]


def _is_setting(text: Text) -> bool:
    return bool(text.parts) and isinstance(text.parts[0], str) and re.match(r"[A-Za-z_]\w*=", text.parts[0]) is not None


def _set(machine: Machine, state: State, text: Text) -> None:
    first = text.parts[0]
    assert isinstance(first, str)
    name, _, rest = first.partition("=")
    state.names[name] = replace(text, parts=(rest, *text.parts[1:]) if rest else text.parts[1:])
    state.exported[name] = None


def _without_options(words: list[Value], with_values: str) -> list[Value]:
    rest = list(words)
    while rest:
        word = as_text(rest[0]).plain
        if word is None or not word.startswith("-") or word == "-":
            break
        rest.pop(0)
        if word == "--":
            break
        if len(word) == 2 and word[1] in with_values and rest:
            rest.pop(0)
    return rest


def _of_shell(machine: Machine, state: State, name: str, words: list[Value]) -> list[Value] | None:
    """`bash -c text`, `bash file`, `... | bash`."""
    plain = [as_text(word).plain for word in words]
    index = next((at for at, word in enumerate(plain) if word is not None and re.fullmatch(r"-\w*c\w*", word)), None)
    if index is not None and index + 1 < len(words):
        inner = state.fork()
        inner.names["@"] = Listing(tuple(words[index + 3 :]))
        _apart(machine, state, inner, as_text(words[index + 1]))
        return [known("true")]
    reads_input = any(word is not None and re.fullmatch(r"-\w*s\w*", word) for word in plain)
    files = [word for word in words if not (as_text(word).plain or "x").startswith("-")] if not reads_input else []
    machine.ran.update(machine.spelled(as_usual(word)) for word in files[:1])
    if files and (found := module_at(machine, as_text(files[0]))) is not None:
        inner = state.fork()
        inner.names["@"] = Listing(tuple(files[1:]))
        inner.out = EMPTY
        take_in(machine, inner, as_text(files[0]), machine.modules[found].body)
        machine.settle(inner, frozenset({"return", "exit", "break", "continue"}))
        machine.say(state, inner.out)
        return [known("true")]
    if files and run_written(machine, state, as_text(files[0]), files[1:]):
        return [known("true")]
    if not files and as_text(state.given).parts:
        _apart(machine, state, state.fork(), as_text(state.given))
        return [known("true")]
    return None


def run_written(machine: Machine, state: State, path: Text, arguments: list[Value]) -> bool:
    """Follow a script that the script itself wrote, or that is its input; False: what lies there is none, or not known."""
    letters = machine.spelled(as_usual(path))
    code = state.given if letters in _INPUTS else state.files.get(letters)
    if code is None or _OTHER_PROGRAM.match(machine.spelled(as_usual(code))):
        return False
    machine.ran.add(letters)
    inner = state.fork()
    inner.names["@"] = Listing(tuple(arguments))
    _apart(machine, state, inner, as_text(code))
    return True


def _apart(machine: Machine, state: State, inner: State, code: Text) -> None:
    node = machine.module.body if machine.module is not None else None
    inner.out = EMPTY
    evaluate(machine, inner, code, node)
    machine.settle(inner, frozenset({"return", "exit", "break", "continue"}))
    machine.say(state, inner.out)
    state.files, state.truth = inner.files, inner.truth


def _of_xargs(machine: Machine, state: State, words: list[Value]) -> list[Value]:
    """The command with what comes in as its last arguments, or in the place of a mark."""
    plain = [as_text(word).plain for word in words]
    mark = None
    for at, word in enumerate(plain):
        if word is None or not word.startswith("-"):
            break
        if word.startswith("-I"):
            mark = word[2:] or (plain[at + 1] if at + 1 < len(plain) else None)
        elif word == "-i":
            mark = "{}"
    rest = _without_options(words, _VALUE_OPTIONS["xargs"]) or [known("echo")]
    given = as_text(state.given)
    state.given = EMPTY
    lines = given.plain.split() if given.plain is not None and mark is None else None
    if mark is None:
        return [*rest, *(known(line) for line in lines)] if lines is not None else [*rest, _first_line(given)]
    made: list[Value] = []
    for field in rest:
        parts: list[Value] = []
        for part in as_text(field).parts:
            pieces = part.split(mark) if isinstance(part, str) else None
            if pieces is None:
                parts.append(Text((part,), (), getattr(part, "taint", None)))
                continue
            for index, piece in enumerate(pieces):
                parts += [_first_line(given), known(piece)] if index else [known(piece)]
        made.append(concat(parts))
    return made


def _first_line(text: Text) -> Text:
    parts = list(text.parts)
    if parts and isinstance(parts[-1], str):
        parts[-1] = parts[-1].rstrip("\n")
    return replace(text, parts=tuple(part for part in parts if part != ""))
