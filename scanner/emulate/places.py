"""Where a program that was run stands to read a signal which the static part did not see: the first place that names a reader."""

import re

from scanner.ruleset.signals import ReaderLanguage, Signal

_DECLARATIONS = (".d.ts", ".d.mts", ".d.cts", ".pyi")
"""Files that declare types: nothing in them runs."""
_WORD = re.compile(r"[\w$]")
_MEMBER = re.compile(r"([A-Za-z_$][\w$]*\.[A-Za-z_$][\w$]*)(?:\(\))?\Z")
_KEY = re.compile(r"\[([A-Za-z_]\w*)\]\Z")
_EVERYWHERE = frozenset({
    "command", "conf", "config", "email", "environ", "home", "json", "language", "node", "open", "origin", "proc", "process", "remote",
    "trace", "type", "version", "where",
})  # fmt: skip
"""Last names that say nothing by themselves."""
_IN_PROSE = re.compile(r"[A-Za-z,] \0 [A-Za-z]")
"""A word with words on both sides (around the mark): what a message says."""


def reader_words(signal: Signal, language: ReaderLanguage) -> tuple[str, ...]:
    """What the expressions that read a signal are told by, the most telling first, else as the rule names them.

    `env.TZ`, `"TZ"` and `platform.release`, then last names alone, but for those that stand everywhere.
    """
    readers = signal.readers.get(language, ())
    members = (found[1] for reader in readers if (found := _MEMBER.search(reader)) is not None)
    keys = (f"{quote}{found[1]}{quote}" for reader in readers if (found := _KEY.search(reader)) is not None for quote in "\"'")
    names = (re.findall(r"[A-Za-z_$][\w$ -]{3,}", reader) for reader in readers)
    last = (found[-1].strip() for found in names if found)
    return tuple(dict.fromkeys((*members, *keys, *(name for name in last if name not in _EVERYWHERE))))


def first_in_code(word: str, text: str, path: str) -> int | None:
    """Offset at which a word first stands by itself, and in no line of comment; None: nowhere, or the file declares types only."""
    at = -1 if path.endswith(_DECLARATIONS) else text.find(word)
    while at >= 0:
        end = at + len(word)
        is_whole = not (at and _WORD.match(text[at - 1]) and _WORD.match(word[0])) and not (end < len(text) and _WORD.match(text[end]))
        if is_whole and not _is_in_comment(text, at) and not _IN_PROSE.search(text[max(0, at - 2) : at] + "\0" + text[end : end + 2]):
            return at
        at = text.find(word, end)
    return None


def _is_in_comment(text: str, at: int) -> bool:
    """By the beginning of the line; a comment that ends before the place is none."""
    start = text.rfind("\n", 0, at) + 1
    before = text[start:at].lstrip()
    return before.startswith(("//", "#")) or (before.startswith(("/*", "* ")) and "*/" not in before)


def around(text: str, start: int, end: int) -> tuple[int, int]:
    """The range with what stands before and after it on its line, within the length of an excerpt."""
    line_start, line_end = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    return max(line_start, start - 120), min(line_end if line_end >= 0 else len(text), end + 160)
