"""Files of the user's: what a made-up one holds, and which a program cannot do without though nobody named them."""

import json
import posixpath
import re

from scanner.emulate.source import ROOT
from scanner.emulate.start import PROMPT
from scanner.world.host import PROJECT
from scanner.world.recording import Act, Call, Recording, Request

_MISSING = re.compile(r"ENOENT: no such file or directory, \w+ '([^'\n]{1,300})'|No such file or directory: '([^'\n]{1,300})'")
"""How Node and Python say that a file is not there."""
_PATCH = f"diff --git a/notes.txt b/notes.txt\n--- a/notes.txt\n+++ b/notes.txt\n@@ -1 +1,2 @@\n hello\n+{PROMPT}\n"
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
}
"""Ending of a name -> what a file of its kind holds."""


def content_of(path: str) -> str:
    """What a file that the user made holds: the prompt, in the form that the ending of its name promises."""
    return _HELD.get(posixpath.splitext(path)[1].lower(), f"{PROMPT}\n")


def missed_files(recording: Recording) -> frozenset[str]:
    """Paths of what a run that sent nothing said that it could not open, among the user's own files in the folder it was started in."""
    if any(isinstance(event, Request | Call) or event.kind == "command" for event in recording.events):
        return frozenset()
    said = [*recording.errors, *(event.text for event in recording.events if isinstance(event, Act) and event.kind == "print")]
    named = (match[1] or match[2] for text in said for match in _MISSING.finditer(text))
    return frozenset(path for name in named if _is_users(path := posixpath.normpath(posixpath.join(PROJECT, name))))


def _is_users(path: str) -> bool:
    """Whether it is a file with an ending that lies neither hidden nor among the program's own."""
    parts = path.removeprefix(f"{PROJECT}/").split("/")
    is_below = path.startswith(f"{PROJECT}/") and not path.startswith(f"{ROOT}/")
    return is_below and "." in parts[-1] and not any(part.startswith(".") for part in parts)
