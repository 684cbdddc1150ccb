"""Messages of commits: the files that git hands to its hooks, what is put into them, and how git puts it there.

What stands in a message leaves with the next push. Source: githooks(5), git-interpret-trailers(1).
"""

import re
from collections.abc import Sequence
from pathlib import PurePosixPath

from scanner.analyze.shell.argument import options_of
from scanner.analyze.shell.machine import Machine
from scanner.analyze.shell.reading import as_usual
from scanner.analyze.shell.values import Hole, Value
from scanner.world.recording import Event, Request

_HOOK = re.compile(r"(?:^|[._-])(?:prepare-commit-msg|commit-msg|applypatch-msg)(?:\.\w+)?$")
"""Scripts that git calls with the file of a message as the first argument."""
_MESSAGE = re.compile(r"(?:^|/)(?:COMMIT_EDITMSG|MERGE_MSG|SQUASH_MSG|TAG_EDITMSG|NOTES_EDITMSG)$")
IN_PLACE = re.compile(r"-[a-zA-Z]*i\S*|--in-place(?:=.*)?")
"""Options by which an editor of streams writes back into the file that it reads."""
_EDITORS = frozenset({"sed", "gsed", "awk", "gawk"})
VERBS = frozenset({"commit", "commit-tree", "tag", "notes", "merge", "interpret-trailers"})
"""Commands of git that say something in the history."""

_STATED = frozenset({"git_email", "timezone", "utc_offset"})
"""Signals that each commit states by itself: its author, and when it was made, with the offset."""


def is_message(machine: Machine, path: Value) -> bool:
    """Whether a path is that of the message of a commit that is being made."""
    usual = as_usual(path)
    if _MESSAGE.search(machine.spelled(usual)) is not None:
        return True
    holes = [part for part in usual.parts if isinstance(part, Hole)]
    is_first = len(usual.parts) == 1 and len(holes) == 1 and holes[0].label == "$1"
    return is_first and machine.entry is not None and _HOOK.search(PurePosixPath(machine.entry.path).name) is not None


def is_edited(machine: Machine, name: str, words: Sequence[Value]) -> bool:
    """Whether a tool changes the message of a commit where it lies."""
    if name not in _EDITORS:
        return False
    letters = [machine.spelled(as_usual(word)) for word in words]
    return any(IN_PLACE.fullmatch(word) for word in letters) and any(is_message(machine, word) for word in words)


def message(words: list[str], given: str) -> Event:
    """A commit whose message holds these texts."""
    return Request(via="git", method="COMMIT", url="", headers=(), body="\n".join([*words, *([given] if given else [])]))


def states(event: Event, hole: Hole) -> bool:
    """Whether a commit would say anyway what stands in its message as it is, such as the address of who signs it off."""
    is_plain = hole.taint is not None and hole.taint.signals <= _STATED and not hole.layers and hole.change is None
    return is_plain and isinstance(event, Request) and event.via == "git"


def command_of(words: list[str]) -> tuple[str, list[str]]:
    """The command of git and its arguments, without what stands before it; ("", []) where there is none."""
    rest = list(words)
    while rest and rest[0].startswith("-"):
        rest = rest[2:] if rest[0] in ("-C", "-c", "--git-dir", "--work-tree") else rest[1:]
    return (rest[0], rest[1:]) if rest else ("", [])


def said(verb: str, words: list[str], given: str, files: dict[str, str]) -> Event:
    """What `git commit -m`, `git notes add -m` and their like say."""
    options = options_of(words, "mFCct", frozenset({"message", "file", "author", "date", "trailer"}))
    given_values = [(name in ("F", "file"), value) for name, value in options.values if value]
    texts = [value if not is_file else given if value == "-" else files.get(value, "") for is_file, value in given_values]
    method = "COMMIT" if verb == "interpret-trailers" else verb.upper()
    return Request(via="git", method=method, url="", headers=(), body="\n\n".join(texts))
