"""Which places of a large program are looked at: where its signals are read, and the text around."""

import re
from collections.abc import Iterable, Mapping
from itertools import islice

from scanner.code.text import SourceText
from scanner.emulate.places import reader_words
from scanner.model.observation import Place
from scanner.ruleset.signals import Signal

FOCUS_PLACES = 400
"""Places of one module around which it is probed."""
NEAR_CHARS = 3_000
"""How far from a read of a signal the texts stand that are tried first: in a bundle most texts are those of libraries."""


def text_near(focus: dict[str, tuple[int, ...]], texts: dict[str, SourceText]) -> str:
    """The text around the places that are known of its signals, each stretch once."""
    parts = []
    for path, offsets in focus.items():
        encoded = texts[path].text.encode("utf-8", "surrogatepass")
        end = 0
        for offset in sorted(offsets):
            start = max(end, offset - NEAR_CHARS)
            end = max(end, offset + NEAR_CHARS)
            parts.append(encoded[start:end].decode("utf-8", "replace"))
    return "\n".join(parts)
WORD_PLACES = 12
"""Places of one word: what stands more often is a word of libraries."""


def named_readers(texts: dict[str, SourceText], signals: tuple[Signal, ...]) -> dict[str, dict[int, None]]:
    """Where the words of expressions that read signals stand, for code of which too little is known."""
    words = dict.fromkeys(word for signal in signals for word in reader_words(signal, "javascript"))
    found: dict[str, dict[int, None]] = {}
    for path, source in texts.items():
        encoded = source.text.encode("utf-8", "surrogatepass")
        for word in words:
            places = [match.start() for match in islice(re.finditer(re.escape(word.encode()), encoded), WORD_PLACES + 1)]
            if len(places) <= WORD_PLACES:
                found.setdefault(path, {}).update(dict.fromkeys(places))
    return found


def focus_on(known: Iterable[Place], by_digest: Mapping[str, str], named: Mapping[str, Mapping[int, None]]) -> dict[str, tuple[int, ...]]:
    """Where probes are put into a large program, by path: at what is known of its signals.

    by_digest: digest of a module -> its path. named: path -> places where words of readers stand.
    """
    found: dict[str, dict[int, None]] = {}
    for place in known:
        if (path := by_digest.get(place.artifact)) is not None:
            found.setdefault(path, {}).setdefault(int(place.byte_offset), None)
    for path, places in named.items():
        found.setdefault(path, {}).update(places)
    return {path: tuple(offsets)[:FOCUS_PLACES] for path, offsets in found.items()}
