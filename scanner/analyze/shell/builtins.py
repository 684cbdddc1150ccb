"""Commands of the shell itself."""

import re
from collections.abc import Callable
from dataclasses import replace

from scanner.analyze.shell.assigning import calculation
from scanner.analyze.shell.autoloading import autoload
from scanner.analyze.shell.calling import Call, evaluate, take_in
from scanner.analyze.shell.comparing import are_numbers_so
from scanner.analyze.shell.machine import Machine
from scanner.analyze.shell.outcomes import UNSURE, Truth, each_case, mapped, value_of
from scanner.analyze.shell.parameters import variable
from scanner.analyze.shell.printing import echo, printf
from scanner.analyze.shell.prompting import DEBUG_TRAP, add_hook
from scanner.analyze.shell.redirecting import deliver
from scanner.analyze.shell.state import ALL_EXPORTED, Ended, State
from scanner.analyze.shell.testing import tested
from scanner.analyze.shell.typed import tell_history
from scanner.analyze.shell.values import EMPTY, Hole, Listing, Text, Value, as_text, concat, known, spread, text_of_parts
from scanner.analyze.shell.zsh_modules import strftime, zstat, ztcp
from scanner.analyze.shell.zsh_prompts import prompt_text
from scanner.code.numbers import is_number
from scanner.code.shell.nodes import Literal, Word

MAX_LINES = 4_000


def _true(machine: Machine, state: State, call: Call) -> None:
    state.truth = True


def _false(machine: Machine, state: State, call: Call) -> None:
    state.truth = False


def _unsure(machine: Machine, state: State, call: Call) -> None:
    state.truth = UNSURE


def _test(machine: Machine, state: State, call: Call) -> None:
    words = call.words
    if call.name == "[" and words and as_text(words[-1]).plain == "]":
        words.pop()
    state.truth = tested(machine, state, words, call.node)


def _leave(how: Ended) -> Callable[[Machine, State, Call], None]:
    def leave(machine: Machine, state: State, call: Call) -> None:
        if how in ("return", "exit") and call.arguments:
            status = as_text(call.arguments[0])
            state.truth = _is_zero(machine, state, status, call.node)
            if how == "exit" and status.plain is not None:
                machine.fail(state, call.node, status.plain)
        state.ended = how

    return leave


def _is_zero(machine: Machine, state: State, status: Text, node: object) -> Truth:
    zero = known("0")
    return each_case((status,), lambda given: are_numbers_so(machine, node, as_text(given[0]), "eq", zero), state.pinned)


def _set(machine: Machine, state: State, call: Call) -> None:
    words = list(call.words)
    while words:
        plain = as_text(words[0]).plain
        if plain == "--":
            state.names["@"] = Listing(tuple(words[1:]))
            return
        if plain is None or not plain.startswith(("-", "+")):
            state.names["@"] = Listing(tuple(words))
            return
        has_name = _NAMED_OPTION.fullmatch(plain) is not None
        name = as_text(words[1]).plain if has_name and len(words) > 1 else ""
        if "a" in plain or name == "allexport":
            state.exported.pop(ALL_EXPORTED, None)
            state.exported |= {ALL_EXPORTED: None} if plain.startswith("-") else dict.fromkeys(state.names)
        words = words[1 + has_name :]


_NAMED_OPTION = re.compile(r"[-+][a-zA-Z]*o")


def _shift(machine: Machine, state: State, call: Call) -> None:
    count = call.plain(0) or "1"
    given = state.names.get("@")
    if given is None or not is_number(count):
        return

    def shifted(values: tuple[Value, ...]) -> Value:
        items = spread(values[0].items) if isinstance(values[0], Listing) else ()
        is_open = any(isinstance(part, Hole) and part.label == "$@" for item in items for part in as_text(item).parts)
        return values[0] if is_open else Listing(items[int(count) :])

    state.names["@"] = value_of(each_case((given,), shifted, state.pinned))


def _eval(machine: Machine, state: State, call: Call) -> None:
    evaluate(machine, state, as_text(Listing(tuple(call.words))), call.node)


def _source(machine: Machine, state: State, call: Call) -> None:
    words = call.words
    if words:
        take_in(machine, state, as_text(words[0]), call.node)


def _unset(machine: Machine, state: State, call: Call) -> None:
    for word in call.words:
        name = as_text(word).plain or ""
        if name == "IFS":
            state.names.pop(name, None)  # then it is as if it had never been set
        elif re.fullmatch(r"\w+", name):
            state.names[name] = EMPTY


def _trap(machine: Machine, state: State, call: Call) -> None:
    words = call.words
    events = [as_text(word).plain for word in words[1:]]
    if words and any(event in ("EXIT", "0", "TERM", "INT") for event in events):
        machine.traps.append(as_text(words[0]))
    if words and "DEBUG" in events:
        state.names[DEBUG_TRAP] = as_text(words[0])


def _unfunction(machine: Machine, state: State, call: Call) -> None:
    for word in call.words:
        state.routines.pop(as_text(word).plain or "", None)
    state.truth = True


def _alias(machine: Machine, state: State, call: Call) -> None:
    for word in call.words:
        text = as_text(word)
        first = text.parts[0] if text.parts and isinstance(text.parts[0], str) else ""
        name, mark, body = first.partition("=")
        if mark and name:
            machine.aliases[name] = text_of_parts((body, *text.parts[1:]), text.layers)


def _getopts(machine: Machine, state: State, call: Call) -> None:
    name = call.plain(1)
    if name:
        state.names[name] = machine.unknown(f"option {name}", source="argument")
        state.names["OPTARG"] = machine.unknown("$OPTARG", source="argument")
        state.names.setdefault("OPTIND", machine.unknown("$OPTIND", source="number"))
    state.truth = UNSURE


def _let(machine: Machine, state: State, call: Call) -> None:
    for word in call.words:
        text = as_text(word)
        if text.plain is not None:
            state.truth = calculation(machine, state, Word((Literal(text.plain, True),), 0, 0), call.node)


def _read(machine: Machine, state: State, call: Call) -> None:
    names, options = _names_of(call)
    source = options.get("u")
    given: Value = state.given if source is None else machine.unknown(f"descriptor {source}", source="file")
    separators = state.names.get("IFS")
    mark = separators.plain if isinstance(separators, Text) else None
    end = options.get("d", "\n") if options.get("d") != "" else "\0"
    is_list = "a" in options
    targets = [options["a"]] if is_list else names or ["REPLY"]

    def one(values: tuple[Value, ...]) -> Listing:
        line, rest, truth = _first_line(machine, as_text(values[0]), end)
        pieces = _split_line(machine, line, mark, 0 if is_list else len(targets))
        status = known("yes" if truth is True else "no" if truth is False else "?")
        return Listing((rest, status, *pieces))

    outcome = each_case((given,), one, state.pinned)
    state.given = value_of(mapped(outcome, lambda made: made.items[0]))
    state.truth = mapped(outcome, lambda made: {"yes": True, "no": False}.get(as_text(made.items[1]).plain or "", UNSURE))
    if is_list:
        state.names[targets[0]] = value_of(mapped(outcome, lambda made: Listing(made.items[2:])))
        return
    for index, name in enumerate(targets):
        state.names[name] = value_of(mapped(outcome, lambda made, at=index + 2: made.items[at] if at < len(made.items) else EMPTY))  # type: ignore[misc]


def _names_of(call: Call, with_values: str = "adnNptiu") -> tuple[list[str], dict[str, str]]:
    names: list[str] = []
    options: dict[str, str] = {}
    plain = [as_text(word).plain or "" for word in call.words]
    at = 0
    while at < len(plain):
        word = plain[at]
        at += 1
        if word.startswith("-") and len(word) > 1:
            letter = word[-1]
            options |= {each: "" for each in word[1:-1]}
            if letter in with_values:
                options[letter] = plain[at] if at < len(plain) else ""
                at += 1
            else:
                options[letter] = ""
        elif re.fullmatch(r"[A-Za-z_]\w*(\?.*)?", word):
            names.append(word.split("?", 1)[0])
    return names, options


def _first_line(machine: Machine, text: Text, end: str) -> tuple[Text, Text, Truth]:
    """The text up to a mark, what follows, and whether there was any."""
    if not text.parts:
        return EMPTY, EMPTY, False
    for index, part in enumerate(text.parts):
        if isinstance(part, str) and end in part:
            head, _, rest = part.partition(end)
            first = text_of_parts((*text.parts[:index], head), text.layers)
            return first, text_of_parts((rest, *text.parts[index + 1 :]), text.layers), True
    if len(text.parts) == 1 and isinstance(text.parts[0], Hole) and text.parts[0].source in ("input", "file", "network", "command"):
        return machine.unknown(f"line of {text.parts[0].label}", text.taint, source=text.parts[0].source), text, UNSURE
    return text, EMPTY, True if any(isinstance(part, str) for part in text.parts) else UNSURE


def _split_line(machine: Machine, line: Text, mark: str | None, count: int) -> list[Value]:
    if count == 1:
        if line.plain is not None and mark is None:
            return [known(line.plain.strip(" \t"), line.layers)]
        return [line]
    letters = machine.spelled(line)
    if mark is None or not mark.strip():
        pieces = letters.split(None, max(count - 1, 0)) if count else letters.split()
    else:
        pieces = re.split("[" + re.escape(mark) + "]", letters, maxsplit=max(count - 1, 0))
    made: list[Value] = [machine.restored(piece, line.layers) for piece in pieces]
    if len(line.parts) == 1 and line.plain is None and count > 1:
        hole = line.parts[0]
        if isinstance(hole, Hole):
            return [machine.unknown(f"field {index} of {hole.label}", line.taint, source=hole.source) for index in range(count)]
    return made


def _mapfile(machine: Machine, state: State, call: Call) -> None:
    names, options = _names_of(call, "dnOsuCc")
    name = names[-1] if names else "MAPFILE"
    keeps_end = "t" not in options
    mark = options.get("d", "\n") or "\0"

    def lines(values: tuple[Value, ...]) -> Value:
        text = as_text(values[0])
        found: list[Value] = []
        while text.parts and len(found) < MAX_LINES:
            line, text, _ = _first_line(machine, text, mark)
            found.append(concat((line, known(mark))) if keeps_end else replace(line, layers=line.layers or text.layers))
            if text.parts and isinstance(text.parts[0], Hole) and len(text.parts) == 1 and len(found) > 1:
                found.append(text)
                break
        return Listing(tuple(found))

    state.names[name] = value_of(each_case((state.given,), lines, state.pinned))
    state.truth = True


def _exec(machine: Machine, state: State, call: Call) -> None:
    """With a command: see `unwrapped`. Without one, redirections that stay are not followed but for sockets."""
    state.truth = True


def _printenv(machine: Machine, state: State, call: Call) -> None:
    """`printenv NAME`, and all variables that tell something, a line each."""
    words = [as_text(word).plain or "" for word in call.words if not (as_text(word).plain or "-").startswith("-")]
    if words:
        machine.say(state, concat((variable(machine, state, words[0], call.node), known("\n"))))
        state.truth = UNSURE
        return
    names = dict.fromkeys((*_TELLING, *state.exported))
    for name in names:
        if name in state.names or machine.readers.of_variable(name) is not None:
            machine.say(state, concat((known(f"{name}="), variable(machine, state, name, call.node), known("\n"))))
    state.truth = True


_TELLING = (
    "LANG", "LC_ALL", "LC_CTYPE", "LC_MESSAGES", "LANGUAGE", "TZ", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy",
    "all_proxy", "ANTHROPIC_BASE_URL", "OPENAI_BASE_URL", "USER", "LOGNAME", "HOSTNAME", "XMODIFIERS", "GTK_IM_MODULE",
    "npm_config_registry",
    "PIP_INDEX_URL", "GOPROXY", "NPM_CONFIG_REGISTRY", "PIP_EXTRA_INDEX_URL", "GITHUB_SERVER_URL", "CI_SERVER_URL", "GIT_AUTHOR_EMAIL",
    "EMAIL",
)  # fmt: skip
"""Variables that a list of all is searched for."""


def _print(machine: Machine, state: State, call: Call) -> None:
    """`print` of zsh and ksh."""
    words, flags, target = list(call.words), "", None
    while words and re.fullmatch(r"--?|-[rnlPRcoOsNaDeSzbimvu\d]+", option := as_text(words[0]).plain or ""):
        words, flags = words[1:], flags + option
        if option in ("-", "--"):
            break
        if option.endswith("v") and words:
            target, words = as_text(words[0]).plain, words[1:]
    state.truth = True
    if "P" in flags:
        words = [prompt_text(machine, state, call.node, as_text(word)) for word in words]
    if target is not None:
        state.names[target] = as_text(Listing(tuple(words)), "\n" if "l" in flags else " ")
        return
    if set("sSz") & set(flags):
        return  # into the history or the line that the user edits
    if (number := re.search(r"u(\d*)", flags)) is not None and number[1] != "2":
        target = number[1] or (as_text(words.pop(0)).plain if words else None)
        line = as_text(Listing(tuple(words)))
        if target in state.descriptors:
            deliver(machine, state, call.node, known(f"&{target}"), line if "n" in flags else concat((line, known("\n"))))
            return
    if "u2" in flags:
        return  # to the standard error, which only the user sees
    lines = [part for word in words for part in (word, known("\n"))] if "l" in flags else [as_text(Listing(tuple(words))), known("\n")]
    machine.say(state, concat(lines[:-1] if "n" in flags else lines))


BUILTINS: dict[str, Callable[[Machine, State, Call], None]] = {
    ":": _true, "true": _true, "false": _false, "echo": echo, "printf": printf, "print": _print, "test": _test, "[": _test,
    "return": _leave("return"), "exit": _leave("exit"), "break": _leave("break"), "continue": _leave("continue"), "set": _set,
    "shift": _shift, "eval": _eval, "source": _source, ".": _source, "unset": _unset, "trap": _trap, "alias": _alias, "getopts": _getopts,
    "let": _let, "read": _read, "mapfile": _mapfile, "readarray": _mapfile, "hash": _unsure, "type": _unsure, "whence": _unsure,
    "which": _unsure, "cd": _unsure, "pushd": _unsure, "popd": _unsure, "wait": _true, "shopt": _true, "umask": _true, "ulimit": _true,
    "setopt": _true, "emulate": _true, "autoload": autoload, "bind": _true, "complete": _true, "enable": _true, "stty": _unsure,
    "unalias": _true, "disown": _true, "jobs": _true, "kill": _unsure, "sync": _true, "printenv": _printenv,
    "add-zsh-hook": add_hook, "zle": _true, "bindkey": _true, "unfunction": _unfunction, "strftime": strftime, "zstat": zstat, "ztcp": ztcp,
    "zmodload": _true, "zstyle": _true, "history": tell_history, "fc": tell_history,
    "compdef": _true,
}  # fmt: skip
NO_OPERATIONS = frozenset({
    "mkdir", "chmod", "chown", "chgrp", "touch", "rm", "rmdir", "cp", "mv", "ln", "install", "clear", "tput", "reset", "pkill", "killall",
    "logger", "ldconfig", "systemctl", "launchctl", "service", "update-rc.d", "command", "builtin", "mount", "umount", "tar",
    "unzip", "zip",
    "make", "gcc", "cc", "strip", "xattr", "codesign", "spctl", "setfacl",
})  # fmt: skip
