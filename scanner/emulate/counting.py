"""Counters that a program keeps in files between its runs: what waits for its thirtieth run is not reached by a few."""

import re
from collections.abc import Mapping

MANY = 1000
"""So many runs later: tools that wait for some do so for dozens or hundreds."""
_MOST_CHARS = 20_000
_NUMBER = re.compile(r"(?<![\w.+-])(\d{1,9})(?![\w.-])")
"""A whole number that stands alone; moments have more digits, dates and versions other signs beside them."""


class Counters:
    """What the runs of one program wrote, one after the other."""

    def __init__(self) -> None:
        self._before: dict[str, str] = {}
        self._last: dict[str, str] = {}

    def saw(self, written: Mapping[str, str | None]) -> None:
        """Take down what files hold at the end of a run."""
        self._before = self._last
        self._last = {path: text for path, text in written.items() if text is not None and len(text) <= _MOST_CHARS}

    def many_later(self) -> dict[str, str]:
        """Path -> content of the files in which the last run counted, as they were after `MANY` more runs."""
        both = {path: (self._before[path], text) for path, text in self._last.items() if path in self._before}
        return {path: aged for path, texts in both.items() if (aged := _aged(*texts)) is not None}


def _aged(before: str, after: str) -> str | None:
    """A text with each number moved on that is by one higher than before; None: there is none, or more than numbers differs."""
    left, right = _NUMBER.split(before), _NUMBER.split(after)
    if left[::2] != right[::2]:
        return None
    is_counted = [int(new) == int(old) + 1 for old, new in zip(left[1::2], right[1::2], strict=True)]
    if not any(is_counted):
        return None
    right[1::2] = [str(int(text) + MANY) if counted else text for text, counted in zip(right[1::2], is_counted, strict=True)]
    return "".join(right)
