"""How a program is started: arguments, input, platform, and what it was told before."""

import json
import posixpath
from dataclasses import dataclass, field
from typing import Literal

from scanner.world.agentevent import FIELDS, HOOK_EVENT
from scanner.world.host import PROJECT
from scanner.world.host import PROMPT as PROMPT
from scanner.world.zone import CLOCK_MS

FILE_NAME = "notes.txt"
"""The file that the made-up user names where a file is wanted; any name in the arguments is a file that holds the prompt."""
SECOND_FILE = "report.txt"
"""The one beside it, where several are wanted."""
FOLDER_NAME = "notes"
"""The folder that the made-up user names where a folder is wanted."""
USERS_FOLDER = f"{PROJECT}/{FOLDER_NAME}"
_BELOW = "first"
IN_FOLDER = {"": (FILE_NAME, "notes.md", _BELOW), _BELOW: ("README.md", "main.js")}
"""Path below a folder of the user's -> what lies there: tools take each file of it, or each folder that is in it."""

SESSION_MS = 60 * 1000
"""Between two runs that follow each other: each has a moment of its own, by which programs name what they keep of it."""
LATER_MS = 800 * 24 * 3600 * 1000
"""How much later: more than two years, for code that waits for its day."""
PlatformName = Literal["linux", "darwin", "win32"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What a program is given by another one of its package that starts it."""

    variables: tuple[tuple[str, str], ...] = ()
    """(name, value): what of the environment is not the user's own."""
    arguments: tuple[str | None, ...] | None = None
    """None as an item: all that the user gives. None: the arguments are the user's."""
    text: str | None = None
    """Standard input; None: the user's."""
    files: tuple[tuple[str, str], ...] = ()
    """(absolute path, content)."""
    signals: tuple[str, ...] = ()
    """Signals that all this follows from."""
    words: tuple[str, ...] = ()
    """Arguments of whoever starts it: files that these name are there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """One way of starting a program."""

    path: str
    """Path of the entry below `source.ROOT`."""
    arguments: tuple[str, ...] = (PROMPT,)
    before: tuple[tuple[str, ...], ...] = ()
    """Arguments of runs that come first and whose files stay: a login, an `init`."""
    is_piped: bool = False
    """True: the prompt comes on a standard input that is no terminal."""
    is_hook: bool = False
    """True: what is piped is an event of an agent, as JSON, as hooks and status lines are given it."""
    event: str = FIELDS["hook_event_name"]
    """Name of that event."""
    is_editor: bool = False
    """True: an editor speaks to it over its standard streams, as to a language server."""
    has_settings: bool = False
    """True: settings files of the tool that it looks for in the home folder are there."""
    platform: PlatformName = "linux"
    is_busy: bool = False
    """True: each server answers the first time that it is too busy."""
    is_consenting: bool = False
    """True: each server that is asked for something that is no model's turn says yes to whatever its answer is looked up for."""
    is_redirected: bool = False
    """True: what it prints goes to no terminal."""
    is_later: bool = False
    """True: its clock shows a day years after the one that the other runs have."""
    text_chars: int = 0
    """Least length of what the user writes, types and keeps in files; 0: a few words."""
    calls_exports: bool = True
    given: Given | None = None
    """None: the user starts it."""

    @property
    def clock_ms(self) -> int:
        """The moment at which it starts, in milliseconds since 1970."""
        return CLOCK_MS + LATER_MS * self.is_later

    @property
    def prompt(self) -> str:
        """What the user asks, on one line."""
        return " ".join(self.text.split("\n"))

    @property
    def text(self) -> str:
        """What the user writes down; a long text has many lines."""
        return long_text(self.text_chars)

    @property
    def piped(self) -> str | None:
        """All of standard input; None: it is a terminal."""
        if self.given is not None and self.given.text is not None:
            return self.given.text
        if not self.is_piped:
            return None
        return (json.dumps(HOOK_EVENT | {"hook_event_name": self.event}) if self.is_hook else self.text) + "\n"

    @property
    def inputs(self) -> frozenset[str]:
        """The texts that the user gave: comparisons with them tell what the program understands."""
        words = {PROMPT, *PROMPT.split(), *self.arguments, *(word for one in self.before for word in one)}
        words |= {self.event} if self.is_hook else set()
        return frozenset({*words, *(posixpath.splitext(word)[1] for word in words)} - {""})

    def names_file(self, path: str) -> bool:
        """Whether an argument means this path, as a file."""
        given = self.given.words if self.given is not None else ()
        every = (*self.before, self.arguments, given)
        words = {word.partition("=")[2] if word.startswith("--") else word for one in every for word in one}
        words.discard(FOLDER_NAME)
        return any(word and not word.startswith("-") and posixpath.normpath(posixpath.join(PROJECT, word)) == path for word in words)

    def names_in(self, path: str) -> tuple[str, ...] | None:
        """What lies in the folder that an argument means, or in one below it; None: the path is neither."""
        return names_below(USERS_FOLDER, path) if FOLDER_NAME in self.arguments else None


def names_below(folder: str, path: str) -> tuple[str, ...] | None:
    """What lies at a path in a folder of the user's; None: it is not that folder, nor one below it."""
    below = path.removeprefix(folder)
    return IN_FOLDER.get(below.removeprefix("/")) if path == folder or (below != path and below[0] == "/") else None


def files_among(names: tuple[str, ...]) -> tuple[str, ...]:
    """Those of some names in a folder of the user's that are no folders."""
    return tuple(name for name in names if name != _BELOW)


def long_text(chars: int) -> str:
    """The prompt, with further lines that say it until there are so many letters."""
    lines, length = [PROMPT], len(PROMPT)
    while length < chars:
        lines.append(f"{PROMPT}, part {len(lines)} of what was written.")
        length += len(lines[-1]) + 1
    return "\n".join(lines)


@dataclass(slots=True)
class Learned:
    """What the runs of one program asked for so far; the next run is told it at its start."""

    environment: set[str] = field(default_factory=set)
    exported: set[str] = field(default_factory=set)
    """Variables that show when all are listed, beside those that always do."""
    settings: dict[str, set[str]] = field(default_factory=dict)
    """Path of a settings file -> names asked of it."""
    runtimes: dict[str, str] = field(default_factory=dict)
    """Path of an entry -> `bun`, `deno` or `browser`, once a run of it missed what that has and Node has not."""
    listeners: set[str] = field(default_factory=set)
    """Paths of entries that ended because what was typed is no JSON: servers that a client speaks to at once."""
    files: set[str] = field(default_factory=set)
    """Paths of files of the user's that runs could not do without."""
    folders: set[str] = field(default_factory=set)
    """Paths of folders of the user's that runs could not do without."""
    probed: set[str] = field(default_factory=set)
    """Paths of which was asked whether a file is there."""
    opened: set[str] = field(default_factory=set)
    """Paths of files that were to be opened."""
    left: frozenset[str] = frozenset()
    """Tools of which runs only asked whether files of theirs are there: some people have them."""
    has_files_only: bool = False
    """True: in a folder of the user's lies no other."""
    keys: frozenset[str] = frozenset()
    """Variables for keys that a file names which the user copied from the program."""
    named: tuple[str, ...] | None = None
    """Names in the program's text that settings have; None: not looked for yet."""
