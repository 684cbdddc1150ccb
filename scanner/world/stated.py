"""Texts to try on a program: those it compares something with, in its source and as it ran, and those that its decoders gave."""

import re
from collections.abc import Iterable, Iterator

from scanner.world.lists import split_list
from scanner.world.panel import FoundText
from scanner.world.parts import watched_of
from scanner.world.pattern import samples
from scanner.world.recording import Comparison, Recording
from scanner.world.zone import zone_with_offset

MAX_SOURCE_CHARS = 2_000_000
_TEXT = r"""\s*(?P<q>["'`])(?P<text>[^"'`\\\n]{2,80})(?P=q)"""
_SIGN = re.compile(r"[!=]==?")
_RIGHT = re.compile(_TEXT)
_LEFT = re.compile(r"""(?P<q>["'])(?P<text>[^"'\\\n]{2,80})(?P=q)\Z""")
_LEFT_CHARS = 88
_CASE = re.compile(rf"case(?<![\w$]case){_TEXT}")
_CALLS = tuple(
    re.compile(rf"{name}\((?<!\w{name}\(){_TEXT}")  # one pattern for each: a search for a fixed text is ten times as fast
    for name in ("includes", "startsWith", "endsWith", "indexOf", "has", "startswith", "endswith")
)
_MINUTES = re.compile(r"[=<>(,:\[]\s*(-?(?:[1-9]\d{1,2}))(?![\w.])")


def comparisons_in(source: str) -> list[FoundText]:
    """Texts that the source itself compares something with, in order, and zones whose offset in minutes it states."""
    source = source[:MAX_SOURCE_CHARS]
    places = [*_beside_signs(source), *((match.start(), match["text"], False) for match in _CASE.finditer(source))]
    places += [(match.start(), match["text"], True) for call in _CALLS for match in call.finditer(source)]
    found = [FoundText(text=text, origin="compared literal", is_part=is_part) for _, text, is_part in sorted(places)]
    if "getTimezoneOffset" in source or "utcoffset" in source:
        minutes = dict.fromkeys(int(match[1]) for match in _MINUTES.finditer(source))
        found += [FoundText(text=zone, origin="compared literal") for one in minutes if (zone := zone_with_offset(-one)) is not None]
    return list(dict.fromkeys(found))


def _beside_signs(source: str) -> Iterator[tuple[int, str, bool]]:
    """(offset, text, False) of the texts before and after each sign of equality."""
    for sign in _SIGN.finditer(source):
        before = source[max(sign.start() - _LEFT_CHARS, 0) : sign.start()].rstrip()
        for match in (_LEFT.search(before) if before.endswith(('"', "'")) else None, _RIGHT.match(source, sign.end())):
            if match is not None:
                yield sign.start(), match["text"], False


def texts_compared(comparisons: Iterable[Comparison], stated: frozenset[str], source: str) -> list[FoundText]:
    """What values of a persona were seen to be compared with at run time. stated: texts that no decoder gave; source: of the program."""
    found: list[FoundText] = []
    for index, one in enumerate(comparisons):
        is_pattern = one.how == "pattern"
        parts = [part for text in one.texts for part in (samples(text) if is_pattern else (text,))]
        is_written = is_pattern and all(text in stated or text in source for text in one.texts)  # what it matches stands nowhere
        is_decoded = not is_written and sum(part not in stated for part in parts) * 2 > len(parts)
        origin = "entry of a decoded list" if is_decoded else "entry of a list" if len(parts) >= 3 else "compared literal"
        group = f"compared{index}" if len(parts) > 3 else f"compared by {one.how} {one.value[:20]}"
        found += [FoundText(text=part, origin=origin, group=group, how=one.how, value=one.value) for part in parts]
    return found


def lists_compared(control: Recording, axis: str, value: str, stated: frozenset[str]) -> list[FoundText]:
    """All entries at once of each list that a signal of several names was looked for in, then of each that a decoder gave.

    stated: texts that no decoder gave.
    """
    names = watched_of(axis, value)
    lists = [one.texts for one in control.compared if len(one.texts) > 1 and one.how != "pattern" and one.value in names]
    lists += [entries for text, _ in control.decoded if (entries := split_list(text))]
    return [
        FoundText(text=",".join(entries), origin=f"entry of a {'' if set(entries) & stated else 'decoded '}list")
        for entries in dict.fromkeys(lists)
    ]


def texts_given(control: Recording, literals: tuple[str, ...]) -> list[FoundText]:
    """Texts that decoders gave at run time, then those that the artifact states."""
    found: list[FoundText] = []
    stated = frozenset(literals)
    for index, (text, _) in enumerate(control.decoded):
        entries = split_list(text)
        found += [FoundText(text=entry, origin="entry of a decoded list", group=f"decoded{index}") for entry in entries]
        if not entries and len(text) < 80 and text not in stated:
            found.append(FoundText(text=text, origin="entry of a decoded list", is_part="." in text))
    found += [
        FoundText(text=text, origin="compared literal", group="" if "." in text or "/" in text else "literal", is_part=False)
        for text in literals
        if len(text) < 80
    ]
    return found
