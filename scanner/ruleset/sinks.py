"""Ways out: where a value leaves the program, by class; how code uses each, and how a request is told to be one."""

from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import Field

from scanner.ruleset.documents import checked_documents
from scanner.ruleset.signals import ReaderLanguage
from scanner.ruleset.strict_yaml import Closed

FOLDER = "sinks"


class RequestMarks(Closed):
    """What tells that a request is of this class. Any one suffices."""

    hosts: tuple[str, ...] = ()
    """Regular expressions, searched in the host name."""
    paths: tuple[str, ...] = ()
    """Regular expressions, searched in the path of the URL."""
    fields: tuple[str, ...] = ()
    """Names of top-level fields of a JSON body, all of one entry joined by `+` must be there ("model+messages")."""


class Sink(Closed):
    """One file of `rules/sinks/`."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    title: Annotated[str, Field(min_length=3, max_length=80)]
    calls: dict[ReaderLanguage, tuple[str, ...]] = Field(default_factory=dict)
    """Language -> calls that let a value out, normalised like the readers of a signal."""
    packages: tuple[str, ...] = ()
    """Names of packages whose calls are of this class; `*` for any text."""
    requests: RequestMarks = RequestMarks()
    answers: tuple[str, ...] = ()
    """Names of top-level fields of a JSON object that a program prints for the agent that started it, as `fields` of requests."""


@cache
def sinks_of(rules: tuple[Path, ...]) -> tuple[Sink, ...]:
    """The ways out of all rule folders by id; a later folder replaces one of the same id.

    Raises DocumentRefused for a file that is not accepted.
    """
    return checked_documents(rules, FOLDER, Sink)
