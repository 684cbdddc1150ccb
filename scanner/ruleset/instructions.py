"""What tells an instruction to an agent from an author's note, as regular expressions out of the catalog."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from scanner.ruleset.catalog import Signs, load_signs

_FOLDER = "catalog"
_NOTHING = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Instructions:
    """Searched in a text that is kept from view."""

    of_any_kind: re.Pattern[str]
    covert: re.Pattern[str]
    """Those that are to be kept from the user, or that undo others."""


def instructions_in(signs: Signs) -> Instructions:
    return Instructions(of_any_kind=_one_of((*signs.instructions, *signs.covert_instructions)), covert=_one_of(signs.covert_instructions))


@cache
def instructions_of(roots: tuple[Path, ...]) -> Instructions:
    """Of the first rule folder that has a catalog; without one nothing is an instruction. Raises DocumentRefused."""
    folder = next((root / _FOLDER for root in roots if (root / _FOLDER / "signs.yaml").is_file()), None)
    return Instructions(of_any_kind=_NOTHING, covert=_NOTHING) if folder is None else instructions_in(load_signs(folder))


def _one_of(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{one})" for one in patterns), re.IGNORECASE)
