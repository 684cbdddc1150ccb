"""What an interactive shell runs by itself around each command, once a file that sets it up was loaded: hooks, traps, prompts."""

from collections.abc import Callable, Iterable

from scanner.analyze.shell.calling import Call, call_routine, evaluate
from scanner.analyze.shell.counted import is_counted
from scanner.analyze.shell.machine import Machine
from scanner.analyze.shell.outcomes import each_case, value_of
from scanner.analyze.shell.state import State, as_listing
from scanner.analyze.shell.values import EMPTY, Listing, Text, Value, as_text, assume, concat, first_condition, known, spread

DEBUG_TRAP = "trap DEBUG"
"""Under this name the commands are kept that bash runs before each other command."""
_PROMPTS = ("PS1", "PROMPT", "RPS1", "RPROMPT")
_LEFT = frozenset({"return", "exit", "break", "continue"})
_EACH_PROMPT = ("chpwd", "periodic", "precmd")
"""Source: zshmisc, "Hook Functions"; `chpwd` where the command went to another folder."""
_HOOKS = frozenset({*_EACH_PROMPT, "preexec", "zshaddhistory", "zshexit"})
_TRAPS = frozenset({"TRAPDEBUG", "TRAPEXIT"})


def add_hook(machine: Machine, state: State, call: Call) -> None:
    """`add-zsh-hook hook function`: one more of the functions that zsh keeps in a list for each hook; `-d` takes it out."""
    plain = [as_text(word).plain for word in call.words]
    options = "".join(word for word in plain if word is not None and word.startswith("-"))
    words = [word for word, letters in zip(call.words, plain, strict=True) if letters is None or not letters.startswith("-")]
    state.truth = True
    hook = as_text(words[0]).plain if len(words) > 1 else None
    if hook is None:
        return
    name = _list_of(hook)
    added = as_text(words[1])

    def changed(given: tuple[Value, ...]) -> Value:
        one = as_text(given[1])
        kept = [item for item in as_listing(given[0]).items if as_text(item).plain != one.plain or one.plain is None]
        return Listing(tuple(kept) if options.strip("-").lower().startswith("d") else (*kept, one))

    state.names[name] = value_of(each_case((state.names.get(name, Listing(())), added), changed, state.pinned))


def prompts(machine: Machine, state: State) -> bool:
    """Whether the shell has anything to run around commands."""
    states = [state, *(end for deferred in state.deferred for end in deferred.ends.values())]
    names = {*map(_list_of, _HOOKS), DEBUG_TRAP, "PROMPT_COMMAND"}
    return any(names & each.names.keys() or (_HOOKS | _TRAPS) & each.routines.keys() or _shown(machine, each) for each in states)


def begin_session(machine: Machine, state: State, node: object) -> None:
    """The first prompt, and a command of the user, of which nobody knows what it says; one more, after many, where hooks count them."""
    if not prompts(machine, state):
        return
    _before_prompt(machine, state, node, ("precmd",))
    before = dict(state.names)
    _around_command(machine, state, node)
    counters = [name for name, value in state.names.items() if before.get(name) is not value and is_counted(before.get(name), value)]
    if counters:
        later = state.fork()
        later.out, later.guards = EMPTY, ()
        later.names |= {name: machine.unknown(f"times that {name} was counted", source="number") for name in counters}
        _around_command(machine, later, node)


def _around_command(machine: Machine, state: State, node: object) -> None:
    """What is run before a command of the user, and before the prompt after it."""
    typed = machine.unknown("typed command", source="input")
    _hook(machine, state, node, "zshaddhistory", [typed])
    _hook(machine, state, node, "preexec", [typed, typed, typed])
    _evaluated(machine, state, node, state.names.get(DEBUG_TRAP))
    _hook(machine, state, node, "TRAPDEBUG", [])
    next_prompt(machine, state, node)


def next_prompt(machine: Machine, state: State, node: object) -> None:
    """What is run after a command, before the user may give the next one."""
    _before_prompt(machine, state, node, _EACH_PROMPT)


def end_session(machine: Machine, state: State, node: object) -> None:
    """What is run as the shell ends."""
    _hook(machine, state, node, "zshexit", [])
    _hook(machine, state, node, "TRAPEXIT", [])
    for code in list(machine.traps):
        evaluate(machine, state, code, node)


def _before_prompt(machine: Machine, state: State, node: object, hooks: Iterable[str]) -> None:
    for hook in hooks:
        _hook(machine, state, node, hook, [])
    _evaluated(machine, state, node, state.names.get("PROMPT_COMMAND"))
    for prompt in _shown(machine, state):
        _evaluated(machine, state, node, concat((known(': "'), prompt, known('"'))))


def _list_of(hook: str) -> str:
    return f"{hook}_functions"


def _shown(machine: Machine, state: State) -> list[Text]:
    """Prompts that hold commands, which are run as the prompt is shown."""
    held = [as_text(state.names[name]) for name in _PROMPTS if name in state.names]
    return [text for text in held if "$(" in (letters := machine.spelled(text)) and '"' not in letters]


def _hook(machine: Machine, state: State, node: object, hook: str, arguments: list[Value]) -> None:
    """The function of the hook's own name, then those of its list."""
    if hook in state.routines:
        _called(machine, state, Call(hook, arguments, node))
    _each_called(machine, state, node, state.names.get(_list_of(hook), EMPTY), arguments)


def _each_called(machine: Machine, state: State, node: object, functions: Value, arguments: list[Value]) -> None:
    condition = first_condition((functions,))
    if condition is None:
        for item in spread(as_listing(functions).items):
            if (name := as_text(item).plain) in state.routines and name is not None:
                _called(machine, state, Call(name, arguments, node))
        return

    def on_way(way: int) -> Callable[[State], None]:
        return lambda inner: _each_called(machine, inner, node, assume(functions, condition, way), arguments)

    machine.branch(state, condition, [(frozenset({way}), on_way(way)) for way in range(condition.count)])
    machine.settle(state, _LEFT)


def _called(machine: Machine, state: State, call: Call) -> None:
    call_routine(machine, state, call, state.routines[call.name])
    machine.settle(state, _LEFT)


def _evaluated(machine: Machine, state: State, node: object, code: Value | None) -> None:
    for item in spread(as_listing(code).items) if code is not None else ():
        evaluate(machine, state, as_text(item), node)
        machine.settle(state, _LEFT)
