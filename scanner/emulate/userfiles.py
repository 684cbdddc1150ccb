"""Files of the user's: what a made-up one holds, and which a program cannot do without though nobody named them."""

import json
import posixpath
import re
from collections.abc import Iterable

from scanner.emulate.source import ROOT
from scanner.emulate.start import PROMPT, USERS_FOLDER
from scanner.world.host import HOME, PROJECT
from scanner.world.query import only_asks
from scanner.world.recording import Act, Call, Event, Recording, Request

_MISSING = re.compile(r"ENOENT: no such file or directory, \w+ '([^'\n]{1,300})'|No such file or directory: '([^'\n]{1,300})'")
"""How Node and Python say that a file is not there."""
_MISSING_FOLDER = re.compile(r"ENOENT: no such file or directory, (?:scandir|opendir) '([^'\n]{1,300})'")
"""How Node says that a folder is not there."""
_LACKS_FOLDER = re.compile(
    r"^(?!.*\bfile or directory\b)(?=.*\b(?:no such|missing|not found|no longer|not a|cannot find|can't find|(?:does not|doesn't) exist)\b)"
    r".*\b(?:folder|directory|dir)\b",
    re.IGNORECASE | re.MULTILINE,
)
"""How a program says it in its own words; which folder, its line names."""
_LINE_CHARS = 400
_PATH_START = re.compile(r"~?/(?=[\w.])")
_OF_SYSTEM = frozenset({"Library", "AppData", "snap"})
"""Folders at home that the system makes for programs."""
_IS_FOLDER = re.compile(r"\bEISDIR\b|\bIsADirectoryError\b|: Is a directory\b")
_PATCH = f"diff --git a/notes.txt b/notes.txt\n--- a/notes.txt\n+++ b/notes.txt\n@@ -1 +1,2 @@\n hello\n+{PROMPT}\n"
_BOOK = f'2026-11-20 * "{PROMPT}"\n    Expenses:Food    12.50 EUR\n    Assets:Cash    -12.50 EUR\n'
_BOOK += f'\n2026-11-21 * "{PROMPT}"\n    Expenses:Rent    1234.50 EUR\n    Assets:Cash    -1234.50 EUR\n'
"""Entries of an account book in plain text, of amounts with few and with many digits."""
_RECORD = json.dumps({"text": PROMPT})
_HELD = {
    ".json": _RECORD,
    ".jsonl": f"{_RECORD}\n",
    ".ndjson": f"{_RECORD}\n",
    ".csv": f"id,text\n1,{PROMPT}\n",
    ".tsv": f"id\ttext\n1\t{PROMPT}\n",
    ".yaml": f"text: {PROMPT}\n",
    ".yml": f"text: {PROMPT}\n",
    ".toml": f'text = "{PROMPT}"\n',
    ".html": f"<!doctype html><title>{PROMPT}</title><p>{PROMPT}</p>\n",
    ".xml": f"<text>{PROMPT}</text>\n",
    ".diff": _PATCH,
    ".patch": _PATCH,
    ".journal": _BOOK,
}
"""Ending of a name -> what a file of its kind holds."""
_MODELS = ("example", "sample", "template", "dist", "default")
"""What files to copy have in their names."""
_KEY_NAME = re.compile(r"(?<![A-Za-z0-9_])(?=[A-Z0-9_]*(?:KEY|TOKEN|SECRET))[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+(?![A-Za-z0-9_])")
_PARAGRAPHS = 24
_COLLECTED = "\n".join([f"# {PROMPT}\n", *(f"{PROMPT}, part {number} of what was noted.\n" for number in range(1, _PARAGRAPHS + 1))])
"""What a folder of notes holds: whoever searches it finds more than fits on one page."""


def model_of(path: str, shipped: Iterable[str]) -> str | None:
    """Which file of the program a user copies to have one at a path, as `settings.yaml` from `settings.example.yaml`; None: it has none.

    shipped: paths of all files of the program.
    """
    stem, ending = posixpath.splitext(posixpath.basename(path))
    names = {f"{stem}{ending}", *(f"{stem}{ending}.{word}" for word in _MODELS), *(f"{stem}.{word}{ending}" for word in _MODELS)}
    found = [one for one in shipped if posixpath.basename(one) in names and "/node_modules/" not in one]
    return min(found, key=lambda one: (one.count("/"), len(one), one), default=None)


def keys_named(text: str) -> frozenset[str]:
    """Names of variables for keys that a file of settings says are read: whoever uses the file has set them."""
    return frozenset(_KEY_NAME.findall(text))


def content_of(path: str, text: str = PROMPT, *, runs_left: int = 0) -> str:
    """What a file that the user made holds: the text, in the form that the ending of its name promises.

    text: begins with the prompt. runs_left: how many runs before the last one. Notes change: what has not is not sent again.
    """
    if posixpath.splitext(path)[1] == ".md" and posixpath.dirname(path) != PROJECT:
        earlier = f"{PROMPT}, as it was {runs_left} runs before.\n" if runs_left else ""
        return (_COLLECTED if posixpath.dirname(path) == USERS_FOLDER else f"{text}\n") + earlier
    held = _HELD.get(posixpath.splitext(path)[1].lower())
    return f"{text}\n" if held is None else held.replace(PROMPT, " ".join(text.split("\n")), 1)


def missed_files(recording: Recording) -> frozenset[str]:
    """Paths of what a run that sent nothing said that it could not open, among the user's own files in the folder it was started in.

    A server says so in the answers of its tools.
    """
    named = (match[1] or match[2] for text in _told(recording) for match in _MISSING.finditer(text))
    return frozenset(path for name in named if _is_users(path := _absolute(name)) and "." in posixpath.basename(path))


def missed_folders(recording: Recording) -> frozenset[str]:
    """As `missed_files`, paths of folders that it could not list: a tool for many packages goes through one with each in a folder."""
    told = _told(recording)
    named = (match[1] for text in told for match in _MISSING_FOLDER.finditer(text))
    lacked = (path for text in told if len(text) <= _LINE_CHARS and _LACKS_FOLDER.search(text) for path in _named_in(text, recording))
    return frozenset(path for name in named if _is_users(path := _absolute(name))) | {path for path in lacked if _is_at_home(path)}


def _named_in(text: str, recording: Recording) -> list[str]:
    """Paths that were looked for and that a text names."""
    words = {text[match.start() :].replace("~", HOME, 1) for match in _PATH_START.finditer(text)}
    return [path for path in recording.files | recording.folders if any(_begins_with(word, path) for word in words)]


def _begins_with(text: str, path: str) -> bool:
    return text.startswith(path) and not text[len(path) : len(path) + 1].strip(" \n'\"`.,:;)")


def _is_at_home(path: str) -> bool:
    """Whether it lies at home as a folder that a user makes: neither hidden, nor the system's, nor the program's own."""
    parts = path.removeprefix(f"{HOME}/").split("/")
    is_below = path.startswith(f"{HOME}/") and path != PROJECT and not path.startswith(f"{ROOT}/")
    return is_below and parts[0] not in _OF_SYSTEM and not any("." in part for part in parts)


def is_confused_by_folders(recording: Recording) -> bool:
    """Whether a run said that it took a folder for a file: it reads all that lies in one, and the user keeps only files there."""
    return any(map(_IS_FOLDER.search, _told(recording)))


def _absolute(path: str) -> str:
    return posixpath.normpath(posixpath.join(PROJECT, path))


def _told(recording: Recording) -> list[str]:
    """What a run said; nothing where it sent something: then it missed nothing."""
    if any(map(_sends, recording.events)):
        return []
    told = [event.text for event in recording.events if isinstance(event, Act) and event.kind == "print"]
    told += [event.arguments for event in recording.events if isinstance(event, Call)]
    return [*recording.errors, *told]


def _sends(event: Event) -> bool:
    """Whether something is sent or started, and not only the machine or a tool of the program asked."""
    if isinstance(event, Call):
        return event.package != "mcp"
    return isinstance(event, Request) or (event.kind == "command" and not only_asks(event.text))


def _is_users(path: str) -> bool:
    """Whether it lies neither hidden nor among the program's own."""
    parts = path.removeprefix(f"{PROJECT}/").split("/")
    is_below = path.startswith(f"{PROJECT}/") and not path.startswith(f"{ROOT}/")
    return is_below and not any(part.startswith(".") for part in parts)
