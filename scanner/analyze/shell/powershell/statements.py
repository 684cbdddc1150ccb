"""Statements of PowerShell followed in order."""

from collections.abc import Callable

from scanner.analyze.shell.comparing import fits_glob, fits_regex
from scanner.analyze.shell.executing import follow_cases
from scanner.analyze.shell.globs import literal_pattern
from scanner.analyze.shell.looping import follow_items, follow_while
from scanner.analyze.shell.machine import Machine
from scanner.analyze.shell.outcomes import Maybe, negated
from scanner.analyze.shell.powershell.classes import declare
from scanner.analyze.shell.powershell.evaluating import evaluate, results_of, set_matches, set_target, truth
from scanner.analyze.shell.powershell.operators import combined
from scanner.analyze.shell.powershell.pipelines import follow_pipeline
from scanner.analyze.shell.powershell.scope import assign, items_of, unit, whole
from scanner.analyze.shell.reading import as_usual, file_text
from scanner.analyze.shell.redirecting import show
from scanner.analyze.shell.state import Routine, State
from scanner.analyze.shell.values import Choice, Listing, Text, Value, as_text, concat, known, spread
from scanner.code.shell import power_nodes as nodes


def run(machine: Machine, state: State, node: object) -> None:
    """Follow one statement."""
    if state.ended is not None:
        return
    machine.spend()
    handler = _HANDLERS.get(type(node))
    if handler is not None:
        handler(machine, state, node)
    else:
        emit(state, evaluate(machine, state, node))


def emit(state: State, value: Value) -> None:
    """Values that come out."""
    before = state.results.items if isinstance(state.results, Listing) else (state.results,)
    if isinstance(value, Listing):
        state.results = Listing((*before, *value.items)[:4_000])
    elif not isinstance(value, Text) or value.parts:
        state.results = Listing((*before, value)[:4_000])


def body(machine: Machine, state: State, statements: tuple[object, ...]) -> None:
    for statement in statements:
        if state.ended is not None:
            return
        run(machine, state, statement)


def _body(machine: Machine, statements: tuple[object, ...]) -> Callable[[State], None]:
    return lambda inner: body(machine, inner, statements)


def _pipeline(machine: Machine, state: State, node: nodes.Pipeline) -> None:
    emit(state, follow_pipeline(machine, state, node))


def _chain(machine: Machine, state: State, node: nodes.Chain) -> None:
    run(machine, state, node.first)
    for operator, statement in node.rest:
        wanted = state.truth if operator == "&&" else negated(state.truth)
        answer = machine.settled(node, wanted, state)
        if answer is True:
            run(machine, state, statement)
        elif isinstance(answer, tuple):
            condition, ways = answer
            machine.branch(state, condition, [(ways, _running(machine, statement)), (frozenset(range(condition.count)) - ways, None)])


def _running(machine: Machine, statement: object) -> Callable[[State], None]:
    return lambda inner: run(machine, inner, statement)


def _assignment(machine: Machine, state: State, node: nodes.Assignment) -> None:
    value = results_of(machine, state, (node.value,))
    if _is_list(node.value) and not isinstance(value, Listing | Choice):
        value = Listing(items_of(value))
    operator = node.operator[:-1]
    if operator == "??":
        value = combined(machine, state, node, "??", evaluate(machine, state, node.target), value)
    elif operator:
        value = combined(machine, state, node, operator, whole(evaluate(machine, state, node.target)), value)
    set_target(machine, state, node.target, value)


def _is_list(node: object) -> bool:
    """Whether an expression is `@(...)`: a list, however many items it has."""
    only = node.elements[0] if isinstance(node, nodes.Pipeline) and len(node.elements) == 1 else node
    return isinstance(only, nodes.Output) and only.is_list


def _if(machine: Machine, state: State, node: nodes.If) -> None:
    _if_from(machine, state, node, 0)


def _if_from(machine: Machine, state: State, node: nodes.If, index: int) -> None:
    if index == len(node.branches):
        body(machine, state, node.otherwise or ())
        return
    test, statements = node.branches[index]
    answer = machine.settled(node if index == 0 else test, truth(machine, state, test), state)
    if answer is True:
        body(machine, state, statements)
    elif answer is False:
        _if_from(machine, state, node, index + 1)
    elif isinstance(answer, tuple):
        condition, ways = answer
        others = frozenset(range(condition.count)) - ways
        machine.branch(
            state, condition, [(ways, _body(machine, statements)), (others, lambda inner: _if_from(machine, inner, node, index + 1))]
        )


def _switch(machine: Machine, state: State, node: nodes.Switch) -> None:
    subject = unit(evaluate(machine, state, node.subject))
    if "file" in node.flags:
        found = file_text(machine, state, as_text(subject), node)
        lines = found.plain if isinstance(found, Text) else None
        subject = found if found is not None else machine.unknown(f"<{machine.spelled(as_usual(subject))}", source="file")
        subject = Listing(tuple(map(known, lines.splitlines()))) if lines is not None else subject
    if isinstance(subject, Listing):
        for item in subject.items[:40]:
            _switch_on(machine, state, node, item)
        return
    _switch_on(machine, state, node, subject)


def _switch_on(machine: Machine, state: State, node: nodes.Switch, subject: Value) -> None:
    assign(machine, state, "_", subject)
    if "regex" in node.flags:
        set_matches(machine, state, subject)
    if any(isinstance(clause.pattern, nodes.ScriptBlock) for clause in node.clauses):
        _tested_clauses(machine, state, node, subject, 0)
    else:
        ordered = sorted(node.clauses, key=lambda clause: clause.pattern is None)
        patterns = [[_pattern(machine, state, node, clause)] for clause in ordered]
        is_sensitive = "casesensitive" in node.flags

        def fits(subject_text: Text, pattern: Text) -> bool | Maybe:
            if pattern.plain == "*":
                return True
            matcher = fits_regex if "regex" in node.flags else fits_glob
            return matcher(machine, node, subject_text, pattern, ignores_case=not is_sensitive)

        follow_cases(machine, state, node, as_text(subject), patterns, [_clause(machine, clause) for clause in ordered], fits)
    machine.settle(state, frozenset({"break"}))


def _clause(machine: Machine, clause: nodes.Clause) -> Callable[[State], None]:
    def run_clause(inner: State) -> None:
        body(machine, inner, clause.body)
        if inner.ended == "break":
            inner.ended = None

    return run_clause


def _pattern(machine: Machine, state: State, node: nodes.Switch, clause: nodes.Clause) -> Text:
    if clause.pattern is None:
        return Text(("*",))
    text = as_text(unit(evaluate(machine, state, clause.pattern)))
    if node.flags & {"regex", "wildcard"} or text.plain is None:
        return text
    return Text((literal_pattern(text.plain),), text.layers)


def _tested_clauses(machine: Machine, state: State, node: nodes.Switch, subject: Value, index: int) -> None:
    """Clauses with blocks are asked one behind the other."""
    ordered = sorted(node.clauses, key=lambda clause: clause.pattern is None)
    if index == len(ordered):
        return
    clause = ordered[index]
    if clause.pattern is None:
        _clause(machine, clause)(state)
        return
    if isinstance(clause.pattern, nodes.ScriptBlock):
        answer = truth(machine, state, clause.pattern.body[-1]) if clause.pattern.body else False
    else:
        pattern = _pattern(machine, state, node, clause)
        matcher = fits_regex if "regex" in node.flags else fits_glob
        answer = matcher(machine, node, as_text(subject), pattern, ignores_case=True)
    settled = machine.settled(clause.pattern, answer, state)
    if settled is True:
        _clause(machine, clause)(state)
    elif settled is False:
        _tested_clauses(machine, state, node, subject, index + 1)
    elif isinstance(settled, tuple):
        condition, ways = settled
        others = frozenset(range(condition.count)) - ways
        machine.branch(
            state,
            condition,
            [(ways, _clause(machine, clause)), (others, lambda inner: _tested_clauses(machine, inner, node, subject, index + 1))],
        )


def _foreach(machine: Machine, state: State, node: nodes.Foreach) -> None:
    items = results_of(machine, state, (node.items,))
    fields = list(spread(items_of(items)))

    def set_item(inner: State, item: Value) -> None:
        assign(machine, inner, node.name, item)

    follow_items(machine, state, node, fields, set_item, _body(machine, node.body))


def _for(machine: Machine, state: State, node: nodes.For) -> None:
    if node.first is not None:
        run(machine, state, node.first)

    def test(inner: State) -> None:
        inner.truth = truth(machine, inner, node.test) if node.test is not None else Maybe()

    def round_of(inner: State) -> None:
        body(machine, inner, node.body)
        machine.settle(inner, frozenset({"continue"}))
        if node.step is not None and inner.ended is None:
            run(machine, inner, node.step)

    follow_while(machine, state, node, test, round_of)


def _while(machine: Machine, state: State, node: nodes.While) -> None:
    if node.is_first_done:
        body(machine, state, node.body)
        if state.ended in ("break", "continue"):
            state.ended = None
            return

    def test(inner: State) -> None:
        inner.truth = truth(machine, inner, node.test)

    follow_while(machine, state, node, test, _body(machine, node.body))


def _function(machine: Machine, state: State, node: nodes.Function) -> None:
    assert machine.module is not None
    state.routines[node.name] = Routine(node.name, node.block, machine.module)


def _class(machine: Machine, state: State, node: nodes.Class) -> None:
    declare(machine, state, node)


def _flow(machine: Machine, state: State, node: nodes.Flow) -> None:
    if node.value is not None:
        value = results_of(machine, state, (node.value,))
        if node.kind == "return":
            emit(state, value)
        elif node.kind in ("exit", "throw"):
            _refuse(machine, state, node, as_text(value))
    state.ended = "exit" if node.kind in ("exit", "throw") else node.kind  # type: ignore[assignment]


def _refuse(machine: Machine, state: State, node: nodes.Flow, value: Text) -> None:
    """What ends the script: `throw` shows its message."""
    if node.kind == "throw":
        show(machine, state, node, concat((value, known("\n"))))
        machine.fail(state, node, "1")
    elif value.plain is not None:
        machine.fail(state, node, value.plain)


def _try(machine: Machine, state: State, node: nodes.Try) -> None:
    """The body, or as much of it as went well, and what handles its failure."""
    body(machine, state, node.body)
    if node.handlers and state.ended is None:
        condition = machine.condition(node, None, 2, state.guards)
        machine.branch(state, condition, [(frozenset({0}), _body(machine, node.handlers[0])), (frozenset({1}), None)])
    elif state.ended == "exit" and node.handlers:
        state.ended = None
        body(machine, state, node.handlers[0])
    if node.final and state.ended is None:
        body(machine, state, node.final)


_HANDLERS: dict[type, Callable[..., None]] = {
    nodes.Pipeline: _pipeline, nodes.Chain: _chain, nodes.Assignment: _assignment, nodes.If: _if, nodes.Switch: _switch,
    nodes.Foreach: _foreach, nodes.For: _for, nodes.While: _while, nodes.Function: _function, nodes.Class: _class,
    nodes.Flow: _flow, nodes.Try: _try,
}  # fmt: skip
