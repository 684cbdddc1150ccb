"""Comparisons and look-ups that hide nothing: what only asks whether a setting is set, and tables of what languages are called."""

from collections.abc import Mapping

from scanner.world.cldr import names_of

UNSET = frozenset({
    "", "none", "null", "default", "auto", "unset", "true", "false", "0", "1", "on", "off", "yes", "no", "system", "locale", "inherit",
})  # fmt: skip
"""What a setting says where nobody chose, or where the system's own value is to be taken."""
_NAMED = 0.75
"""Share of the entries of a table that are names of what their keys stand for."""


def names_languages(table: object) -> bool:
    """Whether a table gives for codes of languages or locales what they are called: its answer states the code in other words."""
    if not isinstance(table, Mapping) or len(table) < 2:
        return False
    named = sum(isinstance(key, str) and isinstance(name, str) and _is_name(key, name) for key, name in table.items())
    return named >= _NAMED * len(table)


def _is_name(code: str, name: str) -> bool:
    said = name.strip().lower()
    return len(code) < 12 and any(said == known or said.startswith(f"{known} ") for known in (one.lower() for one in names_of(code)))
