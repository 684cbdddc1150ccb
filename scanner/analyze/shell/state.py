"""What is kept of one way through a script: variables, output, what was printed, and the branches that are still open."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from scanner.analyze.shell.outcomes import Truth
from scanner.analyze.shell.values import EMPTY, Choice, Condition, Guard, Listing, Table, Text, Value
from scanner.code.text import SourceText
from scanner.model.artifact import Artifact
from scanner.model.observation import Place
from scanner.world.recording import Event as Recorded

Ended = Literal["return", "exit", "break", "continue"]

ALL_EXPORTED = "*"
"""Stands among exported variables for all that are set: `set -a`."""

_MOST_CHOSEN = 8
"""Functions of one name that are kept side by side."""

Plain = str | list["Plain"] | dict[str, "Plain"]
"""A value with all choices made: text with placeholders, list, table."""


@dataclass(frozen=True, slots=True)
class Module:
    """A script of the program, or a piece of one that is evaluated."""

    artifact: Artifact
    text: SourceText
    body: object
    """The syntax tree."""
    is_zsh: bool = False

    @property
    def path(self) -> str:
        return self.artifact.trail[-1]


@dataclass(frozen=True, slots=True, eq=False)
class Routine:
    """A function of the program."""

    name: str
    code: object
    module: Module
    is_evaluated: bool = False
    """True: its code stands in a text that the script evaluates."""
    choice: "tuple[Condition, tuple[Routine | None, ...]] | None" = None
    """The functions of which a condition chooses one, where it is not defined the same on all ways."""

    def all_of(self) -> "tuple[Routine, ...]":
        """Itself, or all that it may be."""
        if self.choice is None:
            return (self,)
        return tuple(dict.fromkeys(each for one in self.choice[1] if one is not None for each in one.all_of()))

    @classmethod
    def chosen(cls, condition: Condition, ways: "tuple[Routine | None, ...]") -> "Routine":
        """What a name stands for where it was defined differently on the ways of a condition."""
        first = next(way for way in ways if way is not None)
        made = cls(first.name, first.code, first.module, first.is_evaluated, (condition, ways))
        return first if len(made.all_of()) > _MOST_CHOSEN else made


@dataclass(frozen=True, slots=True)
class Event:
    """Something that the script does which can be seen from outside."""

    values: tuple[Value, ...]
    make: Callable[[tuple[Plain, ...]], Recorded | None]
    """From the values with all choices made."""
    guards: tuple[Guard, ...]
    place: Place
    is_open: bool = False
    """True: what is chosen here says so itself, such as text for the terminal."""
    stored: str | None = None
    """The file that the answer is written to, where it is not used otherwise."""


@dataclass(frozen=True, slots=True)
class Launch:
    """A program of the package that the script starts, with all that it is given."""

    target: str
    """How its path ends; `module:NAME`, `code:TEXT`."""
    values: tuple[Value, Value, Value]
    """Arguments, standard input, variables."""
    is_fed: bool
    """Whether standard input comes from the script."""
    files: Mapping[str, Value]
    """What was written before, by path."""
    guards: tuple[Guard, ...]
    place: Place


@dataclass(slots=True)
class Deferred:
    """A branch after which one way went on and another left."""

    condition: Condition
    ends: dict[int, "State"]
    """The states of the ways that left."""
    guards: tuple[Guard, ...]
    """Of the state before."""
    within: tuple[Guard, ...] = ()
    """The decisions, joined again since, under which all this is so; the outermost first."""


@dataclass(slots=True)
class State:
    """Where one way through the script stands."""

    names: dict[str, Value] = field(default_factory=dict)
    routines: dict[str, Routine] = field(default_factory=dict)
    files: dict[str, Value] = field(default_factory=dict)
    exported: dict[str, None] = field(default_factory=dict)
    descriptors: dict[str, str] = field(default_factory=dict)
    out: Text = EMPTY
    """What was printed since the output was last taken."""
    results: Value = field(default_factory=lambda: Listing(()))
    """Of PowerShell: the values that came out since they were last taken."""
    given: Value = EMPTY
    """Standard input."""
    truth: Truth = True
    """Whether the last command ended well."""
    ended: Ended | None = None
    guards: tuple[Guard, ...] = ()
    deferred: list[Deferred] = field(default_factory=list)
    is_main: bool = True
    """True where the output goes to whoever started the script."""

    def fork(self) -> "State":
        return State(
            names=dict(self.names),
            routines=dict(self.routines),
            files=dict(self.files),
            exported=dict(self.exported),
            descriptors=dict(self.descriptors),
            out=self.out,
            results=self.results,
            given=self.given,
            truth=self.truth,
            ended=self.ended,
            guards=self.guards,
            is_main=self.is_main,
        )

    def become(self, other: "State") -> None:
        """Take over everything but the branches that are still open."""
        self.names, self.routines, self.files = other.names, other.routines, other.files
        self.exported, self.descriptors = other.exported, other.descriptors
        self.out, self.results, self.given = other.out, other.results, other.given
        self.truth, self.ended = other.truth, other.ended

    @property
    def pinned(self) -> Mapping[Condition, int]:
        """The conditions whose way is known here."""
        return {condition: next(iter(ways)) for condition, ways in self.guards if len(ways) == 1}


def reference_to(name: str) -> str:
    """Where the name of the variable is kept that `declare -n` made a name stand for."""
    return f"&{name}"


def referred(state: State, name: str) -> str:
    """The variable that a name stands for: itself, or the one that it refers to."""
    for _ in range(4):
        target = state.names.get(reference_to(name))
        plain = target.plain if isinstance(target, Text) else None
        if not plain:
            return name
        name = plain
    return name


def is_table(value: Value | None) -> bool:
    """Whether a value is a table on each way that it may be one thing or another."""
    if isinstance(value, Choice):
        return all(map(is_table, value.options))
    return isinstance(value, Table)


def as_listing(value: Value) -> Listing:
    """The items of a list; a text is a list of one."""
    return value if isinstance(value, Listing) else Listing((value,))
