"""The flow analyzer of shell scripts: each script of a program followed from its first line, then the functions that nothing called."""

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from scanner.analyze.autoloads import function_files
from scanner.analyze.programs import ROOT_MODULE
from scanner.analyze.shell.autoloading import with_functions, zsh_scripts
from scanner.analyze.shell.calling import Call, call_alias
from scanner.analyze.shell.counted import is_counted
from scanner.analyze.shell.executing import run
from scanner.analyze.shell.expanding import arithmetic, expansion_of, pattern_of, text_of
from scanner.analyze.shell.flows import flows_of
from scanner.analyze.shell.handing import handovers_of
from scanner.analyze.shell.hooks import is_read_by_a_model
from scanner.analyze.shell.leaving import left_by, takers_of
from scanner.analyze.shell.machine import Machine, OutOfBudget, Words
from scanner.analyze.shell.package import beside
from scanner.analyze.shell.persons import FollowedScript, Ways, flows_of_persons, with_shown
from scanner.analyze.shell.prompting import begin_session, end_session, next_prompt, prompts
from scanner.analyze.shell.readers import readers_of
from scanner.analyze.shell.state import Module, Plain, State
from scanner.analyze.shell.taking import take
from scanner.analyze.shell.values import EMPTY, Hole, Listing, of_hole
from scanner.analyze.worker import ProgramSubject
from scanner.code.shell.grammar import is_zsh, parse_text
from scanner.code.text import read_text
from scanner.model.artifact import Artifact, ArtifactKind
from scanner.model.coverage import Capability, Gap
from scanner.model.handover import Handover
from scanner.model.observation import Observation
from scanner.model.program import Language
from scanner.ruleset.signals import signals_of
from scanner.ruleset.sinks import sinks_of
from scanner.world.dictionary import dictionary_of
from scanner.world.recording import Act, Event, Request

MAX_BYTES = 2 * 1024 * 1024
"""The largest install script met has 90 kB."""
_RECURSION = 12_000
"""Python frames: blocks, functions and substitutions inside of each other take some thirty each."""

Misread = tuple[tuple[int, int], ...]
"""(start, end) of what does not parse."""
Parse = Callable[[Artifact, str], "Reading"]
Follow = Callable[[Machine, ProgramSubject, Module, list[Gap]], None]


@dataclass(frozen=True, slots=True)
class Reading:
    """A script as it was parsed."""

    body: object
    misread: Misread
    is_zsh: bool = False


@contextmanager
def deep_recursion() -> Iterator[None]:
    """Room for code that is nested as deeply as the parser lets pass."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, _RECURSION))
    try:
        yield
    finally:
        sys.setrecursionlimit(before)


@dataclass(frozen=True, slots=True)
class Seen:
    """What a machine of either language saw."""

    observations: tuple[Observation, ...]
    handovers: tuple[Handover, ...]


def follow_scripts(subject: ProgramSubject, gaps: list[Gap]) -> Seen:
    """What the scripts of a program read, decide and let out."""
    machine = Machine(
        readers=readers_of(subject.rules, Language.SHELL),
        run=run,
        words=Words(text_of=text_of, pattern_of=pattern_of, arithmetic=arithmetic, value_of=expansion_of),
        model_commands=model_commands(subject.rules),
        **beside(subject.program),
    )
    program = with_functions(subject.program)
    of_zsh = zsh_scripts(program)

    def parsed(artifact: Artifact, text: str) -> Reading:
        as_zsh = artifact.trail[-1] in of_zsh or is_zsh(text)
        made = parse_text(text, as_zsh=as_zsh)
        return Reading(made.body, made.misread, as_zsh)

    return followed(machine, replace(subject, program=program), gaps, parsed, _follow)


def followed(machine: Machine, subject: ProgramSubject, gaps: list[Gap], parse: Parse, follow: Follow) -> Seen:
    """What a machine of either language saw: all scripts are parsed, those that nobody takes in are followed."""
    with deep_recursion():
        for artifact in subject.program.modules:
            _take(machine, artifact, gaps, parse)
        scripts: list[FollowedScript] = []
        for path in entries_of(machine, subject):
            before = len(machine.events)
            follow(machine, subject, machine.modules[path], gaps)
            scripts.append(FollowedScript(machine.modules[path], tuple(machine.events[before:])))
        signals, sinks = signals_of(subject.rules), sinks_of(subject.rules)
        takers = {taker.path: taker for taker in takers_of(machine, [script.module.path for script in scripts])}

        def again(other: Machine, module: Module) -> None:
            """A script as it runs after those whose files it reads."""
            taker = takers.get(module.path)
            for writer in taker.writers if taker is not None else ():
                if other is not machine:
                    with _started_plainly(other, machine.modules[writer]):
                        follow(other, subject, machine.modules[writer], [])
            other.handed = left_by(other, taker.writers) if taker is not None else {}
            if other is not machine:
                other.events.clear()
            follow(other, subject, module, [])
            other.handed = {}

        scripts = [_followed_again(machine, script, again) if script.module.path in takers else script for script in scripts]

        ways = Ways(signals, sinks, dictionary_of(subject.rules))
        flows = with_shown(flows_of(machine, signals, sinks), flows_of_persons(machine, scripts, ways, again))
        handovers = handovers_of(machine, ways, again, gaps, lambda path: _is_named(subject, path))
    reads = [machine.reads[key] for key in sorted(machine.reads)]
    return Seen((*reads, *flows, *machine.lists.values()), handovers)


_COUNTS_ARGUMENTS = re.compile(r"\$#|\$\{#\}|\bgetopts\b")


@contextmanager
def _started_plainly(machine: Machine, module: Module) -> Iterator[None]:
    """A script that goes through its arguments can do without any; what is made up for them it would refuse."""
    before = machine.is_bare
    machine.is_bare = before or _COUNTS_ARGUMENTS.search(module.text.text) is not None
    try:
        yield
    finally:
        machine.is_bare = before


def _followed_again(machine: Machine, script: FollowedScript, again: Callable[[Machine, Module], None]) -> FollowedScript:
    """The script with what others leave for it, in the place of the script without."""
    dropped = set(map(id, script.events))
    machine.events[:] = [event for event in machine.events if id(event) not in dropped]
    before = len(machine.events)
    again(machine, script.module)
    return FollowedScript(script.module, tuple(machine.events[before:]))


_READERS = frozenset({ArtifactKind.JAVASCRIPT, ArtifactKind.TYPESCRIPT, ArtifactKind.PYTHON})


def _is_named(subject: ProgramSubject, path: str) -> bool:
    """Whether a program beside the scripts names this one, and so may start it and read what it prints."""
    name = path.rpartition("/")[2].encode()
    return any(one.kind in _READERS and name in one.content.read_bytes() for one in subject.program.beside)


def model_commands(rules: tuple[Path, ...]) -> tuple[str, ...]:
    """The commands of agents and models, from `rules/sinks/`."""
    return next((sink.calls.get("shell", ()) for sink in sinks_of(rules) if sink.id == "model_request"), ())


def _take(machine: Machine, artifact: Artifact, gaps: list[Gap], parse: Parse) -> None:
    if artifact.size_bytes > MAX_BYTES:
        gaps.append(Gap(reason=f"{artifact.subject} was not followed: the script is larger than {MAX_BYTES} bytes", sha256=artifact.sha256))
        return
    text = read_text(artifact)
    reading = parse(artifact, text.text)
    if reading.misread:
        passed = "\n".join(text.text[start:end] for start, end in reading.misread)
        hides = None if machine.readers.may_read(passed if len(passed) < len(text.text) else text.text) else frozenset[Capability]()
        gaps.append(Gap(reason=f"parts of {artifact.subject} do not parse and were not followed", sha256=artifact.sha256, hides=hides))
    machine.modules[artifact.trail[-1]] = Module(artifact, text, reading.body, reading.is_zsh)


def entries_of(machine: Machine, subject: ProgramSubject) -> Iterator[str]:
    """Scripts that nobody takes in, those named as started first before all others."""
    modules = subject.program.modules
    others = [module for index, module in enumerate(modules) if index not in subject.program.entries]
    order = [modules[index] for index in subject.program.entries] + sorted(others, key=lambda module: not module.name.endswith(ROOT_MODULE))
    waiting = [artifact.trail[-1] for artifact in order if artifact.trail[-1] in machine.modules]
    is_named = {modules[index].trail[-1] for index in subject.program.entries}
    later = []
    for path in waiting:
        if path in is_named or path.endswith(ROOT_MODULE):
            yield path
        elif not _looks_taken_in(machine, path):
            if path not in machine.sourced:
                yield path
        else:
            later.append(path)
    functions = {found for own, module in machine.modules.items() for found in function_files(module.text.text, own, later)}
    later.sort(key=lambda path: path in functions)
    yield from (path for path in later if path not in machine.sourced)


def _looks_taken_in(machine: Machine, path: str) -> bool:
    name = path.rsplit("/", 1)[-1]
    return any(
        other != path and (name in module.text.text or function_files(module.text.text, other, (path,)))
        for other, module in machine.modules.items()
    )


def _follow(machine: Machine, subject: ProgramSubject, module: Module, gaps: list[Gap]) -> None:
    machine.module, machine.spent, machine.anchor, machine.is_cut = module, 0, None, False
    machine.entry = module
    machine.stack.clear()
    machine.frames.clear()
    machine.traps.clear()
    machine.aliases.clear()
    state = State(given=machine.unknown("standard input", source="input"))
    take(machine, state, subject.handovers, module.path, machine.modules)
    if machine.is_bare:
        state.names["@"] = Listing(())
    try:
        run(machine, state, module.body)
        if not machine.traps and not prompts(machine, state):
            _forget_ends(state)
        machine.settle(state, frozenset({"return", "exit", "break", "continue"}))
        begin_session(machine, state, module.body)
        end_session(machine, state, module.body)
        machine.left[module.path] = dict(state.files)
        machine.said[module.path] = state.out
        _say(machine, subject, module, state)
        _uncalled(machine, state)
        _unused(machine, state)
    except OutOfBudget:
        machine.is_cut = True
    if machine.is_cut:
        hides = None if machine.readers.may_read(module.text.text) else frozenset[Capability]()
        reason = f"{module.artifact.subject} was not followed to its end: it is larger than what is followed"
        gaps.append(Gap(reason=reason, sha256=module.artifact.sha256, hides=hides))


def _forget_ends(state: State) -> None:
    """What variables held where the script left early: nothing reads them any more."""
    for deferred in state.deferred:
        for end in deferred.ends.values():
            end.names, end.files, end.given, end.results = state.names, state.files, state.given, state.results


def _say(machine: Machine, subject: ProgramSubject, module: Module, state: State) -> None:
    """What the script printed, to whoever reads it."""
    if not state.out.parts:
        return
    others = [other.text.text for other in machine.modules.values() if other is not module]
    is_for_model = is_read_by_a_model(module.artifact, module.text.text, subject.program.beside, others)
    machine.module, machine.anchor = module, None
    state.guards = ()
    machine.happen(state, module.body, (state.out,), to_model if is_for_model else to_terminal, is_open=not is_for_model)


def to_model(given: tuple[Plain, ...]) -> Event | None:
    return Request(via="sdk:hook", method="PRINT", url="", headers=(), body=str(given[0]))


def to_terminal(given: tuple[Plain, ...]) -> Event | None:
    return Act(kind="print", name="stdout", text=str(given[0]))


def _uncalled(machine: Machine, state: State) -> None:
    """Functions that nothing in the script called: something else may."""
    for routine in [each for named in state.routines.values() for each in named.all_of()]:
        if routine.code in machine.entered:
            continue  # followed where it was called
        machine.entered[routine.code] = 1
        inner = state.fork()
        inner.out, inner.guards = EMPTY, ()
        inner.names["@"] = Listing((of_hole(_open_arguments(machine)),))
        machine.module = routine.module
        machine.stack.append(routine.code)
        machine.frames.append({})
        before = dict(inner.names)
        run(machine, inner, routine.code)
        machine.settle(inner, frozenset({"return", "exit", "break", "continue"}))
        changed = {name for name, value in inner.names.items() if before.get(name) is not value} - machine.frames.pop().keys()
        _show(machine, inner, routine.code)
        if counters := [name for name in sorted(changed) if is_counted(before.get(name), inner.names[name])]:
            _called_later(machine, state, routine.code, counters)
        machine.stack.pop()
        if changed and machine.entry is not None and prompts(machine, inner):
            machine.module = machine.entry
            next_prompt(machine, inner, machine.entry.body)
            end_session(machine, inner, machine.entry.body)


def _show(machine: Machine, state: State, code: object) -> None:
    """What a command of an interactive shell printed, to the user who gave it. Of other scripts nobody knows who calls their functions."""
    if machine.entry is not None and machine.entry.is_zsh and state.out.parts:
        state.guards = ()
        machine.happen(state, code, (state.out,), to_terminal, is_open=True)


def _called_later(machine: Machine, state: State, code: object, counters: list[str]) -> None:
    """The function once more, as a command that the user gave nobody knows how often before."""
    later = state.fork()
    later.out, later.guards = EMPTY, ()
    later.names["@"] = Listing((of_hole(_open_arguments(machine)),))
    for name in counters:
        later.names[name] = machine.unknown(f"times that {name} was counted", source="number")
    machine.frames.append({})
    run(machine, later, code)
    machine.settle(later, frozenset({"return", "exit", "break", "continue"}))
    _show(machine, later, code)
    machine.frames.pop()


def _unused(machine: Machine, state: State) -> None:
    """Aliases that nothing in the script used: the user may."""
    assert machine.entry is not None
    for name in list(machine.aliases):
        if f"alias {name}" not in machine.entered:
            inner = state.fork()
            inner.out, inner.guards = EMPTY, ()
            machine.module = machine.entry
            call_alias(machine, inner, Call(name, [of_hole(_open_arguments(machine))], machine.entry.body))


def _open_arguments(machine: Machine) -> Hole:
    return machine.hole("$@", source="argument")
