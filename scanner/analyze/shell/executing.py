"""Commands of a script followed in order: branches side by side, loops over what is known one by one, all else once."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from scanner.analyze.shell.assigning import calculation
from scanner.analyze.shell.commands import simple
from scanner.analyze.shell.comparing import fits_glob
from scanner.analyze.shell.expanding import captured, fields_of, pattern_of, text_of
from scanner.analyze.shell.looping import follow_items, follow_while
from scanner.analyze.shell.machine import Machine
from scanner.analyze.shell.outcomes import UNSURE, Maybe, Split, each_case, leaves_of, negated, taint_deciding
from scanner.analyze.shell.redirecting import redirected
from scanner.analyze.shell.state import Routine, State
from scanner.analyze.shell.testing import condition_truth
from scanner.analyze.shell.values import Listing, Text, Value, as_text, spread
from scanner.analyze.tracing import Taint, together
from scanner.code.shell import nodes


def run(machine: Machine, state: State, node: object) -> None:
    """Follow one command."""
    if state.ended is not None:
        return
    machine.spend()
    handler = _HANDLERS.get(type(node))
    if handler is not None:
        handler(machine, state, node)


def _sequence(machine: Machine, state: State, node: nodes.Sequence) -> None:
    for item in node.items:
        if state.ended is not None:
            return
        run(machine, state, item)


def _pipeline(machine: Machine, state: State, node: nodes.Pipeline) -> None:
    if len(node.commands) == 1:
        run(machine, state, node.commands[0])
    else:
        given: Value = state.given
        for command in node.commands:
            inner = captured(machine, state, command, given)
            given = inner.out
            state.truth = inner.truth
        machine.say(state, given)
    if node.is_negated:
        state.truth = negated(state.truth)


def _and_or(machine: Machine, state: State, node: nodes.AndOr) -> None:
    run(machine, state, node.first)
    for operator, command in node.rest:
        if state.ended is not None:
            return
        wanted = state.truth if operator == "&&" else negated(state.truth)
        answer = machine.settled(node, wanted, state)
        if isinstance(answer, bool):
            if answer:
                run(machine, state, command)
            continue
        condition, ways = answer
        others = frozenset(range(condition.count)) - ways
        machine.branch(state, condition, [(ways, _running(machine, command)), (others, _answering(operator == "||"))])


def _running(machine: Machine, command: object) -> Callable[[State], None]:
    return lambda inner: run(machine, inner, command)


def _answering(truth: bool) -> Callable[[State], None]:
    def answer(inner: State) -> None:
        inner.truth = truth

    return answer


def _if(machine: Machine, state: State, node: nodes.If) -> None:
    _if_from(machine, state, node, 0)


def _if_from(machine: Machine, state: State, node: nodes.If, index: int) -> None:
    if index == len(node.branches):
        if node.otherwise is not None:
            run(machine, state, node.otherwise)
        else:
            state.truth = True
        return
    test, body = node.branches[index]
    run(machine, state, test)
    if state.ended is not None:
        return
    answer = machine.settled(node if index == 0 else test, state.truth, state)
    if answer is True:
        run(machine, state, body)
    elif answer is False:
        _if_from(machine, state, node, index + 1)
    elif isinstance(answer, tuple):
        condition, ways = answer
        others = frozenset(range(condition.count)) - ways
        machine.branch(
            state, condition, [(ways, _running(machine, body)), (others, lambda inner: _if_from(machine, inner, node, index + 1))]
        )


def _case(machine: Machine, state: State, node: nodes.Case) -> None:
    subject = text_of(machine, state, node.subject)
    patterns = [[pattern_of(machine, state, pattern) for pattern in item.patterns] for item in node.items]
    follow_cases(machine, state, node, subject, patterns, [_body(machine, node, index) for index in range(len(node.items))])


def _body(machine: Machine, node: nodes.Case, index: int) -> Callable[[State], None]:
    def body(inner: State) -> None:
        for item in node.items[index:]:
            run(machine, inner, item.body)
            if item.ending != ";&":
                return

    return body


@dataclass(frozen=True, slots=True)
class _Arm:
    """What a case may come to."""

    possible: tuple[int, ...]
    """The items that may match, in order; the number of items stands for none."""
    taint: Taint | None = field(compare=False)
    labels: dict[int, tuple[str, ...]] = field(compare=False)


def follow_cases(
    machine: Machine,
    state: State,
    node: object,
    subject: Text,
    patterns: list[list[Text]],
    bodies: list[Callable[[State], None]],
    fits: Callable[[Text, Text], bool | Maybe] | None = None,
) -> None:
    """Follow each body whose patterns the subject may match. fits: how it is matched; None: as by `case`."""
    flat = [pattern for group in patterns for pattern in group]
    sizes = [len(group) for group in patterns]
    fitting = fits or (lambda one, pattern: fits_glob(machine, node, one, pattern))

    def arms(given: tuple[Value, ...]) -> _Arm:
        return _arms(fitting, as_text(given[0]), [as_text(one) for one in given[1:]], sizes)

    outcome = each_case((subject, *flat), arms, state.pinned)
    leaves = leaves_of(outcome)
    none = len(bodies)
    if all(len(leaf.possible) == 1 for leaf in leaves):
        if not isinstance(outcome, Split):
            _do(state, bodies, outcome.possible[0])
            return
        if all(isinstance(option, _Arm) for option in outcome.options):
            _reuse(machine, state, outcome, bodies)
            return
    possible = sorted({index for leaf in leaves for index in leaf.possible})
    if len(possible) == 1:
        _do(state, bodies, possible[0])
        return
    taint = taint_deciding(outcome, lambda leaf: leaf.taint)
    labels: dict[int, tuple[str, ...]] = {}
    for leaf in leaves:
        labels |= {index: (*labels.get(index, ()), *names) for index, names in leaf.labels.items()}
    told = _told(outcome)
    condition = machine.condition(
        node, taint, len(possible), state.guards, [labels.get(index, ()) for index in possible],
        told=frozenset(way for way, index in enumerate(possible) if index in told) if told and taint is not None else None,
    )  # fmt: skip
    machine.branch(
        state,
        condition,
        [(frozenset({way}), bodies[index] if index < none else None) for way, index in enumerate(possible)],
    )


def _told(outcome: "_Arm | Split[_Arm]") -> frozenset[int]:
    """The items between which signals decide: those of other ways of a value that no signal has a part in are left out."""
    if not isinstance(outcome, Split):
        return frozenset(outcome.possible) if outcome.taint is not None else frozenset()
    if outcome.condition.taint is not None:
        leaves: list[_Arm] = leaves_of(outcome)
        return frozenset(index for leaf in leaves for index in leaf.possible)
    return frozenset().union(*map(_told, outcome.options))


def _do(state: State, bodies: list[Callable[[State], None]], index: int) -> None:
    if index < len(bodies):
        bodies[index](state)


def _reuse(machine: Machine, state: State, outcome: "Split[_Arm]", bodies: list[Callable[[State], None]]) -> None:
    """A condition that was decided before decides this case as well."""
    ways: dict[int, set[int]] = {}
    for way, option in enumerate(outcome.options):
        assert isinstance(option, _Arm)
        ways.setdefault(option.possible[0], set()).add(way)
    if len(ways) == 1:
        _do(state, bodies, next(iter(ways)))
        return
    machine.branch(
        state,
        outcome.condition,
        [(frozenset(each), bodies[index] if index < len(bodies) else None) for index, each in sorted(ways.items())],
    )


def _arms(fits: Callable[[Text, Text], bool | Maybe], subject: Text, flat: list[Text], sizes: list[int]) -> _Arm:
    possible: list[int] = []
    taints: list[Taint | None] = []
    labels: dict[int, tuple[str, ...]] = {}
    at = 0
    is_closed = False
    for index, size in enumerate(sizes):
        group, at = flat[at : at + size], at + size
        truths = [fits(subject, pattern) for pattern in group]
        if any(truth is True for truth in truths):
            possible.append(index)
            is_closed = True
            break
        unsure = [truth for truth in truths if isinstance(truth, Maybe)]
        if unsure:
            possible.append(index)
            taints += [truth.taint for truth in unsure]
            labels[index] = tuple(entry for truth in unsure for entry in truth.entries)
    if not is_closed:
        possible.append(len(sizes))
    return _Arm(tuple(possible), _as_one_list(together(*taints)), labels)


def _as_one_list(taint: Taint | None) -> Taint | None:
    """Patterns that stand side by side are one list."""
    if taint is None or len(taint.list_entries) < 3 or taint.compared == "encoded_list":
        return taint
    return replace(taint, compared="hard_coded_list")


def _for(machine: Machine, state: State, node: nodes.For) -> None:
    if node.words is None:
        fields: list[Value] = [state.names.get("@", Listing((machine.unknown("$@", source="argument"),)))]
    else:
        fields = fields_of(machine, state, node.words)

    beside: dict[int, tuple[Value, ...]] = {}
    if node.others:
        items, count = spread(fields), 1 + len(node.others)
        beside = {id(items[at]): items[at + 1 : at + count] for at in range(0, len(items), count)}
        fields = list(items[::count])

    def assign(inner: State, item: Value) -> None:
        inner.names[node.name] = item
        for name, other in zip(node.others, beside.get(id(item), ()), strict=False):
            inner.names[name] = other

    follow_items(machine, state, node, fields, assign, _running(machine, node.body))


def _while(machine: Machine, state: State, node: nodes.While) -> None:
    follow_while(machine, state, node, lambda inner: run(machine, inner, node.test), _running(machine, node.body))


def _counting(machine: Machine, state: State, node: nodes.Counting) -> None:
    parts = [*node.parts, *[None] * 3][:3]
    if parts[0] is not None:
        calculation(machine, state, parts[0], node)

    def test(inner: State) -> None:
        inner.truth = calculation(machine, inner, parts[1], node) if parts[1] is not None and parts[1].parts else UNSURE

    def body(inner: State) -> None:
        run(machine, inner, node.body)
        machine.settle(inner, frozenset({"continue"}))
        if parts[2] is not None and inner.ended is None:
            calculation(machine, inner, parts[2], node)

    follow_while(machine, state, node, test, body)


def _function(machine: Machine, state: State, node: nodes.Function) -> None:
    assert machine.module is not None
    state.routines[node.name] = Routine(node.name, node.body, machine.module, is_evaluated=machine.anchor is not None)
    state.truth = True


def _group(machine: Machine, state: State, node: nodes.Group) -> None:
    if not node.is_subshell:
        run(machine, state, node.body)
        return
    inner = captured(machine, state, node.body)
    machine.say(state, inner.out)
    state.truth = inner.truth


def _calculation(machine: Machine, state: State, node: nodes.Calculation) -> None:
    state.truth = calculation(machine, state, node.expression, node)


def _test(machine: Machine, state: State, node: nodes.Test) -> None:
    state.truth = condition_truth(machine, state, node.condition, node)


def _redirected(machine: Machine, state: State, node: nodes.Redirected) -> None:
    redirected(machine, state, node, node.redirects, lambda inner: run(machine, inner, node.command))


_HANDLERS: dict[type, Callable[..., None]] = {
    nodes.Sequence: _sequence,
    nodes.Pipeline: _pipeline,
    nodes.AndOr: _and_or,
    nodes.If: _if,
    nodes.Case: _case,
    nodes.For: _for,
    nodes.Counting: _counting,
    nodes.While: _while,
    nodes.Function: _function,
    nodes.Group: _group,
    nodes.Calculation: _calculation,
    nodes.Test: _test,
    nodes.Redirected: _redirected,
    nodes.Simple: simple,
}
