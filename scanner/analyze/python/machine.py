"""The state of following one program: its modules, what is read and what leaves, the conditions that hold, the budget."""

import ast
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Literal

from scanner.analyze.python.readers import Readers
from scanner.analyze.python.values import NOTHING, Arguments, Function, Scope, Value, taint_of, texts_of
from scanner.analyze.python.wayout import Sinks, WayOut, leaves
from scanner.analyze.tracing import Escape, Taint, together
from scanner.code.python.syntax import Module
from scanner.model.artifact import Sha256
from scanner.model.observation import Place, SignalRead, Step

BUDGET = 4_500_000
"""Statements and expressions followed in one program, 45 to 80 s. What is left then is reported."""
COMPUTED = 150_000
"""Statements and expressions spent on one outermost loop over constants: a decoder of a list of thousands needs a third, a simulation that
averages random samples would need millions."""
MAX_FOLLOWED = 12
"""How often one function is followed with different signals in its arguments; further calls are taken to pass them on."""
REPEATED = 3
"""How often a function is followed with arguments that hold no signal, however much it costs. Where it is costly, further calls on the same
objects give what the last one gave."""
REPEATED_COST = 2_000
"""Statements and expressions that all calls of a function may take together which meets no signal."""
COMPUTED_COST = 24_000
"""The same for one that meets a signal, or is given constants alone. What gives constants for constants is always followed: a decoder."""
MAX_INLINE = 12
"""Calls followed into each other; the prompt of the longest tool met is built 6 calls deep."""
MAX_FLOWS = 4000

Role = Literal["source", "decode", "compare", "classify", "call", "return", "select", "build", "sink"]


class OutOfBudget(Exception):
    """The program is larger than what is followed."""


@dataclass(slots=True)
class Custom:
    """What following one function gave so far, its constants and fresh containers left out of account."""

    result: Value
    times: int = 0
    cost: int = 0
    """Statements and expressions spent on it, calls included."""
    noticed: int = 0
    """How many values with a signal were met inside."""


@dataclass(slots=True)
class Machine:
    """Follows a program abstractly. `evaluate`, `execute`, `call` and `enter` are set by `program.py`, as they use each other."""

    readers: Readers
    sinks: Sinks
    modules: dict[str, Module]
    """By every dotted name that imports may use."""
    evaluate: Callable[["Machine", ast.expr, Scope], Value]
    execute: Callable[["Machine", list[ast.stmt], Scope], Value | None]
    call: Callable[["Machine", ast.Call, Scope], Value]
    enter: Callable[["Machine", ast.AST, Function, Value | None, Arguments], Value]
    scopes: dict[str, Scope] = field(default_factory=dict)
    """Global names by digest and subject of the module."""
    builtins: dict[str, Value] = field(default_factory=dict)
    reads: dict[tuple[Sha256, int, str], SignalRead] = field(default_factory=dict)
    escapes: list[Escape] = field(default_factory=list)
    controls: list[tuple[int, Taint]] = field(default_factory=list)
    """Conditions that hold here and tell persons apart, outermost first."""
    stack: list[ast.AST] = field(default_factory=list)
    """Functions that are being followed."""
    constant_loops: int = 0
    """How many loops over constants are being computed: inside, branches on constants are taken."""
    named: int = 0
    """How often, in loops over constants, a name of this function got another constant."""
    gained: int = 0
    """How often, there, an object or container got a constant."""
    computed_until: int = 0
    """What may be spent before the loop over constants that is being computed is left."""
    spent: int = 0
    is_final: bool = False
    """True in the round whose escapes count."""
    inlined: set[ast.AST] = field(default_factory=set)
    results: dict[tuple[object, ...], Value] = field(default_factory=dict)
    """What functions gave, in this round, by what they were given."""
    entered: Counter[ast.AST] = field(default_factory=Counter)
    """How often each function was followed with arguments that carry a signal, in this round."""
    noticed: int = 0
    """How many expressions gave a value that carries a signal."""
    customs: dict[tuple[object, ...], Custom] = field(default_factory=dict)
    """What following functions without signals in their arguments gave in this round, by the objects they were given."""

    def begin(self, *, is_final: bool) -> None:
        """Start a round."""
        self.is_final = is_final
        self.inlined, self.results, self.entered, self.customs = set(), {}, Counter(), {}

    def spend(self) -> None:
        self.spent += 1
        if self.spent > BUDGET:
            raise OutOfBudget

    @contextmanager
    def computing(self) -> Iterator[None]:
        """A loop over constants is computed inside."""
        if not self.constant_loops:
            self.computed_until = self.spent + COMPUTED
        self.constant_loops += 1
        try:
            yield
        finally:
            self.constant_loops -= 1

    @property
    def progress(self) -> int:
        """Grows with every constant and every signal that is met: a loop over constants that meets none computes nothing."""
        return self.named + self.gained + self.noticed

    def may_compute(self) -> bool:
        """Whether a loop over constants may go on. What it would still compute is not known then."""
        return not self.constant_loops or self.spent < self.computed_until

    def read(self, scope: Scope, node: ast.AST, signal: str, reader: str) -> Taint:
        """Note that an expression reads a signal; the taint that its value carries."""
        place = scope.module.place(node, note=f"reads {signal}")
        self.reads.setdefault((place.artifact, place.byte_offset, signal), SignalRead(place=place, signal=signal, reader=reader))
        return Taint(signals=frozenset({signal}), steps=(Step(role="source", text=f"reads {signal}: {reader}", place=place),))

    def step(self, scope: Scope, node: ast.AST, role: Role, text: str, taint: Taint, decoded: str | None = None) -> Taint:
        return taint.then(Step(role=role, text=text, place=scope.module.place(node, decoded=decoded)))

    @contextmanager
    def under(self, node: ast.AST, taint: Taint | None) -> Iterator[None]:
        """What happens inside happens on a condition. Conditions that tell nobody apart are left out."""
        if taint is None or not taint.decides:
            yield
            return
        self.controls.append((id(node), taint))
        try:
            yield
        finally:
            self.controls.pop()

    def control(self) -> Taint | None:
        return together(*(taint for _, taint in self.controls))

    def let_out(self, scope: Scope, node: ast.Call, way: WayOut) -> None:
        """Note every signal that a call lets out, by value or by being made at all."""
        if not self.is_final or len(self.escapes) >= MAX_FLOWS:
            return
        place = scope.module.place(node)
        seen = False
        for argument in way.arguments:
            taint = taint_of(argument.value)
            if taint is None or not (taint.decides or leaves(argument) or argument.sink == "terminal"):
                continue  # a plain value that stays on the machine
            seen = True
            self._note(taint, argument.sink, argument.name, way, place, taint.alternatives, None)
        outward = next((argument for argument in way.arguments if leaves(argument) or argument.sink == "delay"), None)
        if self.controls and outward is not None:
            condition, control = self.controls[-1]
            texts = tuple(text for argument in way.arguments if argument.sink == outward.sink for text in texts_of(argument.value))
            if not seen or self.control() is not None:
                self._note(
                    together(*(taint for _, taint in self.controls)) or control, outward.sink, outward.name, way, place, texts, condition
                )

    def _note(
        self, taint: Taint, sink: str, argument: str, way: WayOut, place: Place, alternatives: tuple[str, ...], condition: int | None
    ) -> None:
        sent = taint.then(Step(role="sink", text=f"leaves in {argument} ({sink})", place=place))
        self.escapes.append(
            Escape(
                taint=replace(sent, is_complete=sent.is_complete and not way.is_inferred),
                sink=sink,
                argument=argument,
                endpoint=way.endpoint,
                place=place,
                alternatives=alternatives,
                condition=condition,
            )
        )

    def decided(self, scope: Scope, node: ast.AST, taint: Taint) -> None:
        """Note a decision by a signal, whether or not its result is seen to leave."""
        if self.is_final and len(self.escapes) < MAX_FLOWS:
            self.escapes.append(
                Escape(
                    taint=taint,
                    sink=None,
                    argument="",
                    endpoint=None,
                    place=scope.module.place(node),
                    alternatives=taint.alternatives,
                    condition=None,
                )
            )

    def module_scope(self, module: Module) -> Scope:
        """Global names of a module; followed the first time they are asked for."""
        key = f"{module.artifact.sha256}\0{module.artifact.subject}"
        if key not in self.scopes:
            scope = Scope(module=module)
            self.scopes[key] = scope
            scope.names["__name__"] = NOTHING
            held, self.controls, loops, self.constant_loops = self.controls, [], self.constant_loops, 0
            self.execute(self, module.tree.body, scope)
            self.controls, self.constant_loops = held, loops
        return self.scopes[key]
