"""The flow analyzer of PowerShell scripts."""

from scanner.analyze.shell.counted import with_counters_open
from scanner.analyze.shell.expanding import arithmetic, expansion_of, pattern_of, text_of
from scanner.analyze.shell.hooks import is_read_by_a_model
from scanner.analyze.shell.machine import Machine, OutOfBudget, Power, Words
from scanner.analyze.shell.package import beside
from scanner.analyze.shell.powershell.arguments import Given
from scanner.analyze.shell.powershell.classes import uncalled_methods
from scanner.analyze.shell.powershell.cmdlets import CMDLETS
from scanner.analyze.shell.powershell.evaluating import change, evaluate
from scanner.analyze.shell.powershell.pipelines import call_routine, run_block
from scanner.analyze.shell.powershell.scope import assign
from scanner.analyze.shell.powershell.statements import run
from scanner.analyze.shell.program import Reading, Seen, followed, model_commands, to_model, to_terminal
from scanner.analyze.shell.readers import readers_of
from scanner.analyze.shell.state import Module, Routine, State
from scanner.analyze.shell.taking import take
from scanner.analyze.shell.values import EMPTY, Listing, Value, as_text, choose
from scanner.analyze.worker import ProgramSubject
from scanner.code.shell import power_nodes as nodes
from scanner.code.shell.power_grammar import parse_power
from scanner.model.artifact import Artifact
from scanner.model.coverage import Gap
from scanner.model.program import Language


def follow_powershell(subject: ProgramSubject, gaps: list[Gap]) -> Seen:
    """What the scripts of a program read, decide and let out."""
    machine = Machine(
        readers=readers_of(subject.rules, Language.POWERSHELL),
        run=run,
        words=Words(text_of=text_of, pattern_of=pattern_of, arithmetic=arithmetic, value_of=expansion_of),
        power=Power(evaluate=evaluate, change=change, run_block=run_block),
        cmdlets=CMDLETS,
        model_commands=model_commands(subject.rules),
        **beside(subject.program),
    )
    return followed(machine, subject, gaps, _parsed, _follow)


def _parsed(_: Artifact, text: str) -> Reading:
    parsed = parse_power(text)
    return Reading(parsed.block, parsed.misread)


def _follow(machine: Machine, subject: ProgramSubject, module: Module, gaps: list[Gap]) -> None:
    machine.module, machine.spent, machine.anchor = module, 0, None
    machine.stack.clear()
    machine.frames.clear()
    state = State(given=machine.unknown("standard input", source="input"))
    take(machine, state, subject.handovers, module.path, machine.modules)
    for name in [name for name in state.names if name.isupper()]:
        state.names[f"env:{name.lower()}"] = state.names[name]
    block = module.body
    assert isinstance(block, nodes.ScriptBlock)
    try:
        _open_parameters(machine, state, block)
        for statement in block.body:
            run(machine, state, statement)
        machine.settle(state, frozenset({"return", "exit", "break", "continue"}))
        machine.left[module.path] = dict(state.files)
        machine.said[module.path] = state.out
        _say(machine, subject, module, state)
        _uncalled(machine, state)
    except OutOfBudget:
        gaps.append(Gap(reason=f"{module.artifact.subject} is larger than what is followed", sha256=module.artifact.sha256))


def _open_parameters(machine: Machine, state: State, block: nodes.ScriptBlock) -> None:
    """What the user gives to the script, or else what it takes by itself."""
    for parameter in block.parameters:
        given: Value = machine.unknown(f"-{parameter.name}", source="argument")
        if parameter.default is not None:
            default = evaluate(machine, state, parameter.default)
            given = choose(machine.condition(parameter, None, 2, state.guards), [given, default])
        assign(machine, state, parameter.name, given)


def _say(machine: Machine, subject: ProgramSubject, module: Module, state: State) -> None:
    """What the script printed, to whoever reads it."""
    text = as_text(state.results, "\n")
    if not text.parts:
        return
    others = [other.text.text for other in machine.modules.values() if other is not module]
    is_for_model = is_read_by_a_model(module.artifact, module.text.text, subject.program.beside, others)
    machine.module, machine.anchor = module, None
    state.guards = ()
    machine.happen(
        state, module.body, (machine.capped(text, "output"),), to_model if is_for_model else to_terminal, is_open=not is_for_model
    )


def _uncalled(machine: Machine, state: State) -> None:
    """Functions that nothing in the script called: something else may, and nobody knows how often others were before."""
    uncalled = [routine for routine in state.routines.values() if routine.code not in machine.entered]
    later = state.fork()
    has_counters = False
    for routine in uncalled:
        if routine.code in machine.entered:
            continue  # followed where it was called
        inner = _called(machine, state, routine)
        for name, value in inner.names.items():
            counted = with_counters_open(machine, name, state.names.get(name), value)
            if counted is not None:
                later.names[name] = counted
                has_counters = True
    if has_counters:
        for routine in uncalled:
            _called(machine, later, routine)
    for call in uncalled_methods(machine, state):
        inner = state.fork()
        inner.results, inner.out, inner.guards, inner.ended = Listing(()), EMPTY, (), None
        call(inner)


def _called(machine: Machine, state: State, routine: Routine) -> State:
    """What holds after one call from outside, with whatever its caller gives."""
    inner = state.fork()
    inner.results, inner.out, inner.guards, inner.ended = Listing(()), EMPTY, (), None
    block = routine.code
    assert isinstance(block, nodes.ScriptBlock)
    named = {
        parameter.name: machine.unknown(f"-{parameter.name}", source="argument")
        for parameter in block.parameters
        if parameter.default is None
    }
    call_routine(machine, inner, routine, Given(dict(named), [], []), None)
    return inner
