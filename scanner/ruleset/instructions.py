"""What tells an instruction to an agent from an author's note, as one regular expression out of the catalog."""

import re
from functools import cache
from pathlib import Path

from scanner.ruleset.catalog import Signs, load_signs

_FOLDER = "catalog"
_NOTHING = re.compile(r"(?!)")


def instructions_in(signs: Signs) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{one})" for one in signs.instructions), re.IGNORECASE)


@cache
def instructions_of(roots: tuple[Path, ...]) -> re.Pattern[str]:
    """Of the first rule folder that has a catalog; without one nothing is an instruction. Raises DocumentRefused."""
    folder = next((root / _FOLDER for root in roots if (root / _FOLDER / "signs.yaml").is_file()), None)
    return _NOTHING if folder is None else instructions_in(load_signs(folder))
