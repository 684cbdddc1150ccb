"""What is known of a value on its way: which signal it tells of, in what manner, and in which part of it."""

from dataclasses import dataclass, replace
from enum import StrEnum

from scanner.code.javascript.bindings import ANY, Path
from scanner.code.javascript.tree import Node

CALL = "()"
"""Path step of a function: what a call of it gives."""
PATH_STEPS = 4
"""Longest path kept; deeper parts are taken for the whole."""
STACK_CALLS = 3
"""Calls remembered, so that a value returns to where it came from; older ones are forgotten."""


class Mode(StrEnum):
    """In what manner a value tells of a signal."""

    VALUE = "value"
    """It is the signal, or text made of it."""
    VERDICT = "verdict"
    """It is the answer of a comparison."""
    CHOICE = "choice"
    """It was chosen by a comparison, or looked up by the signal."""
    TEXT = "text"
    """A longer text that holds the signal: what is compared with it says nothing of the signal."""
    BUILT = "built"
    """A text that holds what was chosen."""
    HASH = "hash"
    SHOWN = "shown"
    """A date, number or text formatted for people by the signal."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A call that a value went into."""

    call: Node
    function: Node


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing known of the value of an expression."""

    signal: str
    mode: Mode
    path: Path = ()
    """Which part of the value it is about."""
    test: int = -1
    """Index of the comparison; -1: none."""
    pick: int = -1
    """Index of the choice; -1: none."""
    stack: tuple[Frame, ...] = ()

    def at(self, path: Path) -> "Fact":
        return replace(self, path=path[:PATH_STEPS])

    def inside(self, *keys: str) -> "Fact":
        """The fact about a whole of which this value is the part at `keys`."""
        return replace(self, path=(*keys, *self.path)[:PATH_STEPS])

    def part(self, key: str) -> "Fact | None":
        """The fact about the property `key` of a value; None: nothing is known of that part."""
        if not self.path:
            return self if key != CALL else None
        if self.path[0] == CALL or key == CALL:
            return replace(self, path=self.path[1:]) if self.path[0] == key else None
        if self.path[0] == key or ANY in (self.path[0], key):
            return replace(self, path=self.path[1:])
        return None

    def is_taken_from(self, key: str, beside: frozenset[str]) -> bool:
        """False where the property `key` of a whole stands beside the signal in it."""
        return bool(self.path) or self.mode is not Mode.VALUE or key not in beside

    def into(self, call: Node, function: Node) -> "Fact":
        return replace(self, stack=(*self.stack, Frame(call, function))[-STACK_CALLS:])


State = tuple[Node, Fact]


@dataclass(frozen=True, slots=True)
class Arrival:
    """How a fact came to an expression."""

    before: State | None
    """None: the read itself."""
    role: str
    """Role of the step, as `Step.role`; "" for a step not worth telling."""
    text: str
    place: Node
    is_inferred: bool
    hops: int
    """Calls and returns since the read."""


@dataclass(frozen=True, slots=True)
class Entries:
    """What a value is compared with."""

    kind: str
    """`none`, `literal`, `hard_coded_list`, `encoded_list`."""
    texts: tuple[str, ...]
    origin: str
    """"compared literal", "set member", "entry of the decoded list", "regular expression", "key of a table"."""


NO_ENTRIES = Entries("none", (), "")


@dataclass(frozen=True, slots=True)
class Test:
    """One comparison."""

    node: Node
    entries: Entries


@dataclass(frozen=True, slots=True)
class Pick:
    """One choice that a comparison (or the signal itself) makes."""

    node: Node
    """The conditional, look-up or changed call."""
    alternatives: tuple[str, ...]
    """Literals chosen among, in source order; empty where they are no literals."""
    carrier: str | None
    """In what the alternatives differ where they look or mean the same."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A fact at a way out."""

    state: State
    sink: str
    call: Node
    endpoint: str | None
    path: Path
    """Names of the fields on the way from the argument to the value."""
