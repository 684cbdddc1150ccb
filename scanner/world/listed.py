"""Lists that a program was seen to hold as it ran: what it compared values with, and what its decoders gave."""

from collections.abc import Callable, Iterable
from functools import cache
from itertools import pairwise

from scanner.world.lists import NameList, split_list
from scanner.world.recording import Recording

STANDING_CHARS = 60
"""Beginning of a long text by which it is looked for in the source."""
STANDING_LETTERS = 8


def _lists(recording: Recording, stands: Callable[[str], bool]) -> tuple[NameList, ...]:
    found: dict[tuple[str, ...], NameList] = {}
    singles = {one.texts[0].lstrip(".") for one in recording.compared if len(one.texts) == 1 and one.how != "pattern"}
    candidates = [one.texts for one in recording.compared if one.how != "pattern" and len(one.texts) >= 3]
    candidates += [
        entries
        for text, how in recording.decoded
        if (entries := split_list(text)) and not (how == "split" and stands(text[:STANDING_CHARS]))
    ]
    for entries in candidates:
        if _is_one_host(entries):
            continue
        unseen = sum(not stands(entry) for entry in entries)
        found.setdefault(
            entries,
            NameList(
                entries=entries,
                is_decoded=unseen * 2 > len(entries),
                is_looked_for=sum(entry in singles for entry in entries) * 2 > len(entries),
            ),
        )
    return tuple(found.values())


def _is_one_host(entries: tuple[str, ...]) -> bool:
    """Whether these are a host and the domains in which it lies, which nobody decoded: it was cut at its dots, level by level."""
    return all(whole.endswith("." + rest) for whole, rest in pairwise(entries))


def lists_seen(
    recordings: Iterable[Recording], *, literals: tuple[str, ...], source: str, told: frozenset[str]
) -> tuple[NameList, ...]:
    """The lists that were compared with, or that decoders gave.

    literals, source: what the program states. told: what the control's machine answered; a line that is put together of it decodes nothing.
    """
    stated = frozenset(literals)

    @cache
    def stands(text: str) -> bool:
        """Whether a text stands in the program; of a short one only that it is a literal tells it, as any source holds two letters."""
        return text in stated or text in told or (len(text) >= STANDING_LETTERS and text in source)

    found: dict[tuple[str, ...], NameList] = {}
    for recording in recordings:
        for one in _lists(recording, stands):
            found.setdefault(one.entries, one)
    return tuple(found.values())
