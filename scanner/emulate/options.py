"""Ways of starting a program with one of its options more."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from scanner.emulate.start import FILE_NAME, PROMPT, SECOND_FILE, Start
from scanner.emulate.usage import sample

_TOLD = re.compile(r"(?<![\w-])(--[a-z][\w-]{1,30})")
_DECLARED = re.compile(r"(?:\badd_argument|\b[oO]ption)\((?:[^()\n]|\(\)){0,60}?[\"'](?P<name>--[a-z][\w-]{1,30})")
"""How packages of Python are told of one: `add_argument("-f", "--file")`, `click.option("--file")`, `typer.Option(None, "--file")`."""
_MOST = 6
_ANSWERED_AT_ONCE = frozenset({"--help", "--version"})


def options_in(source: str) -> tuple[str, ...]:
    """The options that a source declares, in its order."""
    return tuple(dict.fromkeys(match["name"] for match in _DECLARED.finditer(source)))


def with_options(start: Start, said: str, declared: Iterable[str]) -> Iterator[Start]:
    """The start with each option that a text tells of or the source declares: with a value, without, and twice where it takes a file."""
    found = [flag for flag in dict.fromkeys([*_TOLD.findall(said), *declared]) if flag not in _ANSWERED_AT_ONCE]
    for flag in found[:_MOST]:
        if flag not in start.arguments:
            yield replace(start, arguments=(*start.arguments, flag, sample(flag)))
            yield replace(start, arguments=(flag, *start.arguments))
            if sample(flag) == PROMPT and start.arguments:
                yield replace(start, arguments=(*start.arguments, flag))  # of a subcommand
        elif _given(flag, start) == [FILE_NAME]:
            yield replace(start, arguments=(*start.arguments, flag, SECOND_FILE))


def _given(flag: str, start: Start) -> list[str]:
    """What stands behind an option, for each time that it is given."""
    return [value for name, value in pairwise(start.arguments) if name == flag]
