"""The flow analyzer of Python programs."""

from collections.abc import Iterator
from pathlib import Path

from scanner.analyze.handed import handed_variables, with_steps_before
from scanner.analyze.python.calls import call, enter
from scanner.analyze.python.expressions import evaluate
from scanner.analyze.python.machine import Machine, OutOfBudget
from scanner.analyze.python.nearness import Relevance, may_read_signal, selected
from scanner.analyze.python.readers import readers_of
from scanner.analyze.python.statements import execute
from scanner.analyze.python.values import Class, Function, Scope, Value
from scanner.analyze.python.wayout import sinks_for
from scanner.analyze.tracing import flows_of
from scanner.analyze.worker import Followed, ProgramSubject
from scanner.code.python.syntax import Module, SyntaxRefused, parse
from scanner.model.artifact import Artifact
from scanner.model.coverage import Gap


def follow(subject: ProgramSubject) -> Followed:
    """Follow every module and function of a program twice: once for what they set, once for what they let out.

    Of a large program only what is near something that reads a signal, see `nearness`. Does not see reflection over computed names, C
    extensions, frameworks that call by decorator with values of their own.
    """
    selection = selected(subject.program, subject.rules)
    modules, gaps = _parsed(selection.modules)
    relevant = Relevance(modules, subject.rules) if selection.is_part else None
    machine = Machine(
        readers=readers_of(subject.rules, handed_variables(subject.handovers)),
        sinks=sinks_for(subject.rules),
        modules=_by_name(modules),
        evaluate=evaluate,
        execute=execute,
        call=call,
        enter=enter,
    )
    try:
        for is_final in (False, True):
            machine.begin(is_final=is_final)
            _follow_all(machine, modules, relevant, again=is_final)
    except OutOfBudget:
        gaps.append(Gap(reason="the program is larger than what is followed; flows in its later modules may be missing"))
    gaps += [_unread_gap(module, subject.rules, reads_signals=bool(machine.reads)) for module in modules if module.unread]
    reads = [machine.reads[key] for key in sorted(machine.reads)]
    flows = flows_of(machine.escapes)
    observations = with_steps_before((*reads, *flows), subject.handovers)
    return Followed(
        observations=observations, slices=(), bytes_examined=sum(module.artifact.size_bytes for module in modules), gaps=tuple(gaps)
    )


def _parsed(artifacts: tuple[Artifact, ...]) -> tuple[list[Module], list[Gap]]:
    modules, gaps = [], []
    for artifact in artifacts:
        try:
            module = parse(artifact)
        except SyntaxRefused as refused:
            gaps.append(Gap(reason=f"{artifact.subject} was not followed: {refused}", sha256=artifact.sha256))
            continue
        modules.append(module)
    return modules, gaps


def _unread_gap(module: Module, rules: tuple[Path, ...], *, reads_signals: bool) -> Gap:
    """The gap of statements that do not parse. It hides no flow where neither they nor the rest of the program read a signal."""
    artifact = module.artifact
    may_read = reads_signals or may_read_signal("\n".join(module.unread), rules)
    reason = f"{len(module.unread)} statement(s) of {artifact.subject} do not parse and were not followed"
    return Gap(reason=reason, sha256=artifact.sha256, hides=None if may_read else frozenset())


def _by_name(modules: list[Module]) -> dict[str, Module]:
    """Modules by every ending of their dotted path; an ending that two share belongs to neither."""
    endings: dict[str, list[Module]] = {}
    for module in modules:
        path = module.artifact.trail[-1].removesuffix(".py").removesuffix("/__init__").strip("/")
        parts = path.split("/")
        for start in range(len(parts)):
            endings.setdefault(".".join(parts[start:]), []).append(module)
    return {name: found[0] for name, found in endings.items() if len(found) == 1}


def _follow_all(machine: Machine, modules: list[Module], relevant: Relevance | None, *, again: bool) -> None:
    """relevant: the functions to follow by themselves; None: all. Those left out are followed where others call them."""
    for module in modules:
        scope = machine.module_scope(module)
        if again:
            execute(machine, module.tree.body, scope)
    for module in modules:
        for function in tuple(_functions_of(machine.module_scope(module))):
            if function.node not in machine.inlined and (relevant is None or function.node in relevant):
                enter(machine, function.node, function, None, ((), ()))


def _functions_of(scope: Scope) -> Iterator[Function]:
    """Functions and methods of a module, in source order of their definition."""
    for value in list(scope.names.values()):
        yield from _functions_in(value, scope)


def _functions_in(value: Value, scope: Scope) -> Iterator[Function]:
    for ref in value.refs:
        if isinstance(ref, Function) and ref.module is scope.module:
            yield ref
        elif isinstance(ref, Class) and ref.scope.module is scope.module:
            for inner in list(ref.scope.names.values()):
                yield from (item for item in inner.refs if isinstance(item, Function))
