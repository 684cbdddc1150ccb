"""Signals: what tells about the place, the machine or the user; how code reads it, and what a made-up world answers."""

import re
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, field_validator

from scanner.ruleset.documents import checked_documents
from scanner.ruleset.strict_yaml import Closed

FOLDER = "signals"

ReaderLanguage = Literal["javascript", "python", "shell", "powershell"]


class SignalClass(StrEnum):
    """What a signal is about."""

    PLACE = "place"
    MACHINE = "machine"
    USER = "user"


class ValueShape(StrEnum):
    """Which texts found in an artifact can be values of a signal."""

    ZONE = "zone"
    OFFSET = "offset"
    HOST = "host"
    LOCALE = "locale"
    LANGUAGE = "language"
    REGION = "region"
    CURRENCY = "currency"
    ADDRESS = "address"
    PEER = "peer"
    """An address elsewhere: of no machine in networks of one's own."""
    MAIL = "mail"
    NAME = "name"
    NONE = "none"


class CommandAnswer(Closed):
    """What a child process prints in the made-up world."""

    match: Annotated[str, Field(min_length=2)]
    """Regular expression, searched in the command line with its arguments joined by one space."""
    answer: str
    """Template of the standard output."""
    between: str | None = None
    """Regular expression of what stands between name and value in a line of the answer, of which single ones can be asked for; what all
    signals answer to such a line is printed together. None: it is printed as a whole. A line `[name]` begins a section."""
    key: str | None = None
    """Regular expression whose groups are names, in the command line, of entries or sections that are asked for. Without any, all are."""
    bare: str | None = None
    """Regular expression of command lines that are answered with values alone. None: names are printed as well."""
    columns: str | None = None
    """Regular expression of command lines that are answered with a line of names and one of values. None: none is."""
    further: str = ""
    """Template of entries that are only printed where they are asked for by name."""

    @field_validator("match", "between", "key", "bare", "columns")
    @classmethod
    def _are_patterns(cls, value: str | None) -> str | None:
        if value is not None:
            try:
                re.compile(value)
            except re.error as error:
                raise ValueError(f"`{value}` is no regular expression: {error}") from None
        return value


class ServerAnswer(Closed):
    """What a server of the made-up world answers."""

    match: Annotated[str, Field(min_length=2)]
    """Regular expression, searched in the URL."""
    answer: str
    """Template of the body."""
    content_type: str = "application/json"


class SignalWorld(Closed):
    """What a persona's host answers. Templates name signals in double braces: `{{timezone}}`, `{{locale.region}}`.

    Whoever reads an answer reads the signals that its template names.
    """

    control: str
    """The value that the control persona has. Neutral: nothing is known to target it."""
    axis: str | None = None
    """The signal that this one changes with (a zone has its offset); None: an axis of its own."""
    panel: tuple[str, ...] = ()
    """Values that are tried whatever the artifact says, most telling first."""
    company: dict[str, str] = Field(default_factory=dict)
    """Id of another signal -> value that a persona with a value of this axis has of it: what stands on no machine alone. Only where the
    other one is read as well."""
    shape: ValueShape = ValueShape.NONE
    is_list: bool = False
    """Whether a persona can have several at once: its value is then names with commas between them."""
    environment: dict[str, str] = Field(default_factory=dict)
    """Name of an environment variable, `*` for any text -> template of the value that is answered when the name is asked for."""
    exported: tuple[str, ...] = ()
    """The names of `environment` that also show when all variables are listed."""
    files: dict[str, str] = Field(default_factory=dict)
    """Absolute path, or one that starts with `~/` or `./`, `*` for any text -> template. Files by a pattern show in no folder."""
    folders: dict[str, str] = Field(default_factory=dict)
    """Path of a folder -> template of the names of the files in it, one a line; what these hold is not told."""
    links: dict[str, str] = Field(default_factory=dict)
    """Path of a symbolic link -> template of its target."""
    settings: dict[str, str] = Field(default_factory=dict)
    """Name of a setting in the tool's own settings file, in lower case without separators, `*` for any text -> template of its value."""
    commands: tuple[CommandAnswer, ...] = ()
    servers: tuple[ServerAnswer, ...] = ()


class Signal(Closed):
    """One file of `rules/signals/`."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    title: Annotated[str, Field(min_length=3, max_length=80)]
    class_: Annotated[SignalClass, Field(alias="class")]
    readers: dict[ReaderLanguage, tuple[str, ...]] = Field(default_factory=dict)
    """Language -> expressions that read the signal, normalised: dotted names, `()` for a call, `*` for any text."""
    beside: tuple[str, ...] = ()
    """Fields that stand beside the value in what a reader gives: whoever takes one of these has not taken the signal."""
    world: SignalWorld

    @field_validator("readers")
    @classmethod
    def _are_unique(cls, value: dict[ReaderLanguage, tuple[str, ...]]) -> dict[ReaderLanguage, tuple[str, ...]]:
        for language, readers in value.items():
            if len(set(readers)) != len(readers):
                raise ValueError(f"a reader of {language} stands there twice")
        return value

    @property
    def axis(self) -> str:
        """Id of the signal whose persona value decides this one's."""
        return self.world.axis or self.id

    @property
    def is_scenery(self) -> bool:
        """Whether it only furnishes the world of a run: what it answers is the same for everyone, so that reading it tells nothing."""
        return not self.readers and self.world.axis is not None


@cache
def signals_of(rules: tuple[Path, ...]) -> tuple[Signal, ...]:
    """The signals of all rule folders by id; a later folder replaces a signal of the same id.

    Raises DocumentRefused for a file that is not accepted.
    """
    return checked_documents(rules, FOLDER, Signal)
