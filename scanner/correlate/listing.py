"""Decoded lists: one for each content, however often it was decoded."""

from collections.abc import Iterable
from dataclasses import replace

from scanner.model.observation import ListDecoded

LEAST_NAMES = 3
"""Host names and zones that make a list that only the tool's own decoder gives."""


def distinct_lists(lists: Iterable[ListDecoded]) -> tuple[ListDecoded, ...]:
    """A list that decoders of ours and the tool's own decoder both give is one: the place and layers of ours, the proof of the tool's.

    Lists that only the tool's own decoder gives are kept where they hold at least `LEAST_NAMES` host names or zones.
    """
    lists = tuple(lists)
    read = [each for each in lists if each.method == "static"]
    run = [each for each in lists if each.method == "emulated"]
    contents = [frozenset(each.entries) for each in read]
    confirmed = {index for index, content in enumerate(contents) for each in run if _same(content, frozenset(each.entries))}
    kept = [replace(each, method="emulated") if index in confirmed else each for index, each in enumerate(read)]
    seen: set[frozenset[str]] = set(contents)
    for each in run:
        content = frozenset(each.entries)
        if each.domain_count + each.zone_count < LEAST_NAMES:
            continue  # texts that a program puts together hold a file name or two that read like hosts
        if not any(_same(content, other) for other in seen):
            seen.add(content)
            kept.append(each)
    return tuple(kept)


def _same(one: frozenset[str], other: frozenset[str]) -> bool:
    """Equal but for a tenth: the tool may sort out or normalise entries."""
    return len(one & other) >= 0.9 * max(len(one), len(other))
