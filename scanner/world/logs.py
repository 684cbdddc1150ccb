"""Logs that a tool keeps for the user, in a folder of its own."""

import posixpath
import re

from scanner.world.host import HOME

_NUMBER = re.compile(r"\d+")
_ENDING = ".log"
_SHARED = frozenset({".local", ".config", ".cache", "share", "state", "Library", "Logs", "Caches"})
"""Folders in which many tools have one of their own."""


def are_logs_apart(before: str, after: str) -> bool:
    """Whether two names of what is done to files are those of one log of the tool's own but for a number: several are kept apart.

    What a log holds is compared for itself, and so is whatever is sent of it.
    """
    return _is_log(before) and _is_log(after) and _NUMBER.sub("0", before) == _NUMBER.sub("0", after)


def _is_log(name: str) -> bool:
    op, _, path = name.partition(" ")
    folders = posixpath.dirname(path).removeprefix(f"{HOME}/").split("/")
    is_own = path.startswith(f"{HOME}/.") and any(folder not in _SHARED for folder in folders)
    return op == "append" and is_own and path.endswith(_ENDING)
