"""What a program that was run hands to other programs of its package: children that it starts, files that it leaves."""

import json
import posixpath
import re
import shlex
from collections.abc import Callable, Iterable
from dataclasses import replace

from scanner.emulate.evidence import Subject
from scanner.emulate.source import ROOT
from scanner.model.handover import Handed, HandedTo, Handover
from scanner.model.observation import DifferenceSeen, Place, Step
from scanner.world.host import HOME, PROMPT
from scanner.world.recording import VARIABLES, Act, Recording
from scanner.world.tried import Trial

MAX_TARGETS = 6
MAX_CASES = 8
_TEXT_CHARS = 20_000
_WRAPPERS = frozenset({"env", "exec", "nohup", "nice", "time", "command", "sudo"})
_SHELL = re.compile(r"(?:.*/)?(?:ba|z|da|k)?sh\Z")
_INTERPRETER = re.compile(
    r"(?:.*/)?(?:node(?:js)?|bun|deno|tsx|electron|python[\d.]*|pypy\d?|py|pwsh|powershell|(?:ba|z|da|k)?sh)(?:\.exe)?\Z", re.IGNORECASE
)
_PROGRAM = re.compile(r".*\.(?:[cm]?[jt]sx?|pyw?|sh|bash|zsh|ps1)\Z")
_ASKED = "\x00"
"""Stands for what the user asked, which may hold blanks."""

Key = tuple[str, int]
"""A target, and how often it was started before."""


def handovers_in(trial: Trial, subject: Subject, differences: Iterable[DifferenceSeen]) -> tuple[Handover, ...]:
    """What single changes of the persona make different in what is handed over.

    Does not see messages to a child over a channel of their own, nor what a child is sent after it was started in small pieces.
    """
    usual = _handed(trial.control)
    left = _files_left(trial.control)
    found: dict[Key, list[HandedTo]] = {}
    files: list[HandedTo] = []
    for tried in trial.tried:
        if len(tried.persona.changes) != 1 or tried.is_turned:
            continue  # what follows from it cannot be told
        (change,) = tried.persona.changes
        made = _handed(tried.recording)
        for key in dict.fromkeys((*usual, *made)):
            if made.get(key) != usual.get(key) and len(found.setdefault(key, [])) < MAX_CASES:
                found[key].append(HandedTo(axis=change.axis, value=change.value, origin=change.origin, handed=made.get(key)))
        if (own := _files_left(tried.recording)) != left and len(files) < MAX_CASES:
            files.append(HandedTo(axis=change.axis, value=change.value, origin=change.origin, handed=Handed(files=own)))
    seen = tuple(differences)
    made_up = [_handover(subject, seen, key[0], usual.get(key), cases) for key, cases in found.items()]
    made_up += [_handover(subject, seen, "", Handed(files=left), files)] if files else []
    return tuple(made_up[:MAX_TARGETS])


def _handover(subject: Subject, seen: tuple[DifferenceSeen, ...], target: str, usual: Handed | None, cases: list[HandedTo]) -> Handover:
    axes = tuple(sorted({case.axis for case in cases}))
    known = next((one for one in seen if set(one.signals) & set(axes)), None)
    is_list = any("list" in case.origin for case in cases)
    name = posixpath.basename(target.removeprefix("module:")) or "a file"
    return Handover(
        place=subject.place,
        target=target,
        signals=axes,
        compared_with=known.compared_with if known is not None else "hard_coded_list" if is_list else "literal",
        list_size=known.list_size if known is not None else None,
        list_summary=known.list_summary if known is not None else None,
        is_complete=True,
        steps=(*_reads(axes, subject.locate), Step(role="call", text=f"hands what follows from it to {name}", place=subject.place)),
        usual=usual,
        cases=tuple(cases),
    )


def _reads(axes: tuple[str, ...], locate: Callable[[str], Place | None]) -> tuple[Step, ...]:
    places = [(axis, locate(axis)) for axis in axes]
    return tuple(Step(role="source", text=f"reads the {axis}", place=place) for axis, place in places if place is not None)


def _handed(recording: Recording) -> dict[Key, Handed]:
    """What each program that was started was given."""
    found: dict[Key, Handed] = {}
    variables: tuple[tuple[str, str], ...] = ()
    last: Key | None = None
    for event in recording.events:
        if not isinstance(event, Act):
            continue  # a request
        if event.kind == "frame" and event.name == VARIABLES:
            variables = _variables(event.text)
        elif event.kind == "frame" and event.name == "process:stdin" and last is not None:
            found[last] = replace(found[last], given=((found[last].given or "") + event.text)[:_TEXT_CHARS])
        elif event.kind == "command":
            line, _, given = event.text.partition(" < ")
            target, arguments = started_by(line)
            last = (target, sum(key[0] == target for key in found)) if target else None
            if last is not None:
                found[last] = Handed(variables=variables, arguments=arguments, given=given[:_TEXT_CHARS] or None)
            variables = ()
    return found


def _variables(text: str) -> tuple[tuple[str, str], ...]:
    try:
        return tuple(sorted((str(name), str(value)) for name, value in json.loads(text).items()))
    except (ValueError, AttributeError):
        return ()  # it was cut off


def _files_left(recording: Recording) -> tuple[tuple[str, str], ...]:
    found = {
        event.name.partition(" ")[2]: event.text[:_TEXT_CHARS]
        for event in recording.events
        if isinstance(event, Act) and event.kind == "file" and event.name.startswith("write ")
    }
    return tuple(sorted(found.items()))


def started_by(line: str) -> tuple[str, tuple[str, ...]]:
    """(how the path of the program ends, its arguments) of a command line; no path: it starts none of the package."""
    try:
        words = shlex.split(line.replace(PROMPT, _ASKED)[:_TEXT_CHARS])
    except ValueError:
        return "", ()
    while words and (posixpath.basename(words[0]) in _WRAPPERS or re.match(r"\w+=", words[0])):
        words = words[1:]
    if len(words) > 2 and _SHELL.match(words[0]) and re.fullmatch(r"-\w*c", words[1]):
        return started_by(words[2].replace(_ASKED, PROMPT))
    is_run = bool(words) and _INTERPRETER.match(words[0]) is not None
    rest = words[1:] if is_run else words
    while is_run and rest and rest[0].startswith("-") and rest[0] != "-m":
        rest = rest[1:]
    if len(rest) > 1 and rest[0] == "-m":
        return f"module:{rest[1]}", _arguments(rest[2:])
    if not rest or not (_PROGRAM.match(rest[0]) or rest[0].startswith(ROOT)):
        return "", ()
    path = rest[0].removeprefix(f"{ROOT}/").removeprefix(f"{HOME}/")
    return path, _arguments(rest[1:])


def _arguments(words: list[str]) -> tuple[str, ...]:
    return tuple(word.replace(_ASKED, PROMPT) for word in words)
