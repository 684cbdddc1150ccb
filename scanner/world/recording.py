"""What one run did: what it sent, wrote, started, waited for and printed, what it read, and what the world could not answer."""

from dataclasses import dataclass, field
from typing import Literal

MAX_NOTES = 60
"""Texts of one kind that are taken down of a run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A request of any kind that leaves the program."""

    via: str
    """`fetch`, `http`, `https`, `http2`, `axios`, `undici`, `sdk:...`, `websocket`, `socket`, `beacon`, `xhr`, `got`."""
    method: str
    url: str
    headers: tuple[tuple[str, str], ...]
    """In the order and spelling given."""
    body: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A call into a package that the artifact does not hold."""

    package: str
    path: str
    arguments: str
    """JSON text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Anything else that was done or came out."""

    kind: Literal["file", "command", "delay", "print", "lookup", "frame", "result", "exit"]
    name: str
    """Path, stream, host, address, or function."""
    text: str


Event = Request | Call | Act


VARIABLES = "process:variables"
"""Name of the `frame` that holds, as JSON, the variables which a child is given and the persona's environment has not."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Texts that a value of the persona was compared with at run time."""

    how: str
    """`same`, `list`, `pattern`, or the name of the method: `includes`, `startsWith`, ..."""
    texts: tuple[str, ...]
    value: str = ""
    """What was compared: a value of the persona, a part of one, or a text that holds one; empty: not told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One place at which the program decided by numbers or digests that it had made of something."""

    left: tuple[str, ...]
    """What was compared there, in order; the first few."""
    right: tuple[str, ...]
    has_held: bool
    has_failed: bool


BLANK = frozenset({"null", '""', "[]", "{}", "false", "true", "0"})
"""Results that a stand-in gives as well."""


@dataclass(slots=True)
class Recording:
    """Filled while a persona's run goes on."""

    events: list[Event] = field(default_factory=list)
    reads: set[str] = field(default_factory=set)
    """Signal ids."""
    gaps: list[str] = field(default_factory=list)
    """What was asked for and could not be answered, in order, each once."""
    errors: list[str] = field(default_factory=list)
    """Errors that the program did not catch."""
    failures: list[str] = field(default_factory=list)
    """Messages of the functions that were called and ended in an error."""
    refusals: list[str] = field(default_factory=list)
    """Requests of clients that its servers turned down, with the status that these were told."""
    suspects: list[str] = field(default_factory=list)
    """What looks like a test for an emulator."""
    compared: list[Comparison] = field(default_factory=list)
    inputs: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    """(text that the user gave, texts that it was compared with)."""
    hints: list[str] = field(default_factory=list)
    """What packages that parse arguments say the program can be asked, as lines of a usage."""
    files: set[str] = field(default_factory=set)
    """Paths of files that were looked for."""
    reread: set[str] = field(default_factory=set)
    """Paths of files that a run read again after it had written them."""
    left: frozenset[str] = frozenset()
    """Names of tools that this machine has if the persona says so, as the program only asks whether files of theirs are there."""
    kept: set[str] = field(default_factory=set)
    """Paths at which the host keeps what the program gave it to keep: an editor's mementos, a browser's storage."""
    folders: set[str] = field(default_factory=set)
    """Paths of folders that were looked for."""
    programs: list[str] = field(default_factory=list)
    """Names of programs that were looked for on the machine, in order, each once."""
    is_learning: bool = False
    """True when a settings file was asked for names that were not known yet: the next run is told them."""
    ran: set[int] = field(default_factory=set)
    """Numbers of the functions that ran."""
    decoded: list[tuple[str, str]] = field(default_factory=list)
    """(text, how) of texts that decoders gave at run time."""
    digests: list[tuple[str, bytes, bytes | None]] = field(default_factory=list)
    """(algorithm, input, key) of hashes that were asked for."""
    sums: tuple[str, ...] = ()
    """Numbers and digests that those were held against which the program made; they need not stand in it as it lies there."""
    is_many_later: bool = False
    """True: counters in files of the program stood as after very many runs."""
    prepared: int = 0
    """How many of the events are of the runs that came first and only prepared the one that is looked at."""
    is_swept: bool = False
    """True: all variables of the environment were listed."""
    sought: list[Comparison] = field(default_factory=list)
    """What the names of its variables were compared with."""
    stated: tuple[str, ...] = ()
    """Names among these that the host does not list."""
    decisions: dict[str, Decision] = field(default_factory=dict)
    """By the guest's name of the place, which is the same in each run."""
    stopped: str | None = None
    """Why the run was ended before its end; None: it came to its end."""

    @property
    def is_blank(self) -> bool:
        """True when nothing came out in which personas could differ: no event but results of functions that say nothing."""
        return all(isinstance(event, Act) and event.kind == "result" and event.text in BLANK for event in self.events)

    @property
    def has_way_out(self) -> bool:
        """True when anything left the program beside text for the terminal and results of functions."""
        return any(isinstance(event, Request | Call) or event.kind not in ("print", "result", "exit", "delay") for event in self.events)


def note(notes: list[str], text: str) -> None:
    """Take a text down, each once and only so many."""
    if text not in notes and len(notes) < MAX_NOTES:
        notes.append(text)
