"""What tells an instruction to an agent from an author's note, as regular expressions out of the catalog."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import re2  # type: ignore[import-untyped]  # the package ships no types

from scanner.ruleset.catalog import load_signs
from scanner.ruleset.catalog_layout import Signs

_FOLDER = "catalog"
_NOTHING = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Instructions:
    """Searched in a text that is kept from view."""

    of_any_kind: re.Pattern[str]
    covert: re.Pattern[str]
    """Those that are to be kept from the user, or that undo others."""
    kept_from_user: Any
    """Of RE2, which takes a tenth of the time: it is searched in whole bundles."""
    facts_of_user: re.Pattern[str]
    passing_on: re.Pattern[str]


_NONE = Instructions(
    of_any_kind=_NOTHING,
    covert=_NOTHING,
    kept_from_user=re2.compile(r"[^\s\S]"),
    facts_of_user=_NOTHING,
    passing_on=_NOTHING,
)


def instructions_in(signs: Signs) -> Instructions:
    return Instructions(
        of_any_kind=_one_of((*signs.instructions, *signs.covert_instructions)),
        covert=_one_of(signs.covert_instructions),
        kept_from_user=_fast(signs.kept_from_user),
        facts_of_user=_one_of(signs.facts_of_user),
        passing_on=re.compile(rf"\b(?:{'|'.join(map(re.escape, signs.passing_on))})(?:s|es|ed|t?ing)?\b", re.IGNORECASE),
    )


@cache
def instructions_of(roots: tuple[Path, ...]) -> Instructions:
    """Of the first rule folder that has a catalog; without one nothing is an instruction. Raises DocumentRefused."""
    folder = next((root / _FOLDER for root in roots if (root / _FOLDER / "signs.yaml").is_file()), None)
    return _NONE if folder is None else instructions_in(load_signs(folder))


def _fast(patterns: Iterable[str]) -> Any:
    options = re2.Options()
    options.case_sensitive = False
    return re2.compile("|".join(f"(?:{one})" for one in patterns), options)


def _one_of(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{one})" for one in patterns), re.IGNORECASE)
