"""Texts in another form: letters changed where they are known, and what the change is where they are not."""

import re
from typing import Literal

from scanner.analyze.likeness import carrier_of
from scanner.analyze.shell import globs
from scanner.analyze.shell.machine import Machine
from scanner.analyze.shell.values import Choice, Hole, Part, Text, as_text, choose, text_of_parts
from scanner.world.form import SEPARATORS, is_invisible

_NO_CLOCK = frozenset("-/:,_ ")
"""Marks that stand between the parts of a date, not in them."""
_BLANK = re.compile(r"(?:\[?(?:\[:(?:space|blank):\]|\\s|\s)\]?)[*+]?\Z")


def recased(machine: Machine, text: Text, how: Literal["upper", "lower"], *, is_first_only: bool = False) -> Text:
    """The text in capitals or small letters."""
    parts: list[Part] = []
    for index, part in enumerate(text.parts):
        if is_first_only and index:
            parts.append(part)
        elif isinstance(part, str):
            changed = part[:1] if is_first_only else part
            parts.append((changed.upper() if how == "upper" else changed.lower()) + part[len(changed) :])
        elif isinstance(part, Hole):
            parts.append(machine.derived(part, f"{how}{' first' if is_first_only else ''}", change="case"))
        elif isinstance(part, Choice):
            options = [recased(machine, as_text(option), how, is_first_only=is_first_only) for option in part.options]
            parts += as_text(choose(part.condition, list(options))).parts
    return text_of_parts(parts, text.layers)


def change_of(old: str, new: str) -> str | None:
    """The carrier in which a text differs after `old` (an expression for a mark or blank, or letters) was replaced by `new`."""
    plain = re.sub(r"\\([^\w])", r"\1", old)
    if _BLANK.match(old) or not plain.strip():
        if new and all(is_invisible(char) or char.isspace() for char in new):
            return "zero_width" if any(is_invisible(char) for char in new) else "whitespace"
        return "separator_choice" if new and set(new) <= SEPARATORS else "whitespace" if not new else None
    if plain in ("$", "^") or not plain:
        if new and all(is_invisible(char) or char.isspace() for char in new):
            return "zero_width" if any(is_invisible(char) for char in new) else "whitespace"
        return None
    bare = plain.strip("[]+*")
    if bare and set(bare) <= SEPARATORS and (not new or set(new) <= SEPARATORS):
        return "separator_choice"
    return carrier_of((plain, new)) if len(plain) <= 3 and new else None


def substituted_in_hole(machine: Machine, text: Text, changed: str, pattern: str, by: Text) -> Text:
    """A text with unknown parts in which a pattern was replaced: the known letters are `changed` already."""
    letters = machine.spelled(by)
    if letters == pattern:
        return text
    change = change_of(pattern, letters)
    restored = machine.restored(changed, text.layers)
    lost = [part for part in text.parts if isinstance(part, Hole) and part not in restored.parts]
    if lost and len(lost) == sum(isinstance(part, Hole) for part in text.parts):
        return machine.unknown(f"/{pattern}/{letters}({machine.spelled(text)})", text.taint)
    cut = globs.telling((pattern,))
    is_mark = set(pattern.replace("\\", "")) <= _NO_CLOCK
    parts = [
        part
        if not isinstance(part, Hole) or (is_mark and _is_of_clock(part))
        else machine.derived(part, f"/{pattern}/{letters}", change=change, cut_by=cut)
        for part in restored.parts
    ]
    return text_of_parts(parts, text.layers)


def _is_of_clock(hole: Hole) -> bool:
    """Whether it is a number or name of a date, such as the year."""
    return hole.source == "time" and (hole.base or "").startswith("moment ")


def translated(machine: Machine, text: Text, old: str, new: str, label: str) -> Text:
    """A text with single letters replaced by others (`tr`), where parts of it are not known."""
    change = None
    if old and new and len(set(new)) <= 2 and len(old) <= 4:
        change = change_of(old[0], new[0])
    elif old.upper() == new.upper() and old != new:
        change = "case"
    parts: list[Part] = []
    table = {ord(char): new[min(index, len(new) - 1)] if new else None for index, char in reversed(list(enumerate(old)))}
    for part in text.parts:
        if isinstance(part, str):
            parts.append(part.translate(table))
        elif isinstance(part, Hole):
            parts.append(machine.derived(part, label, change=change))
    return text_of_parts(parts, text.layers)
