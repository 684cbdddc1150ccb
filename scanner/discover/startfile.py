"""Shell start files, scripts and services of users: the variables they set and the arguments they give to AI tools.

Lines are read as text, without a shell: what a script puts together at run time is not seen.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from scanner.code.jsontext import JsonRefused, read_json
from scanner.discover.document import DocumentUnread, decoded, shortened
from scanner.discover.launch import words_of
from scanner.discover.masks import Masks
from scanner.discover.place import Place
from scanner.discover.scene import Assignment, Scene
from scanner.discover.target import Project
from scanner.discover.tree import Reading
from scanner.model.artifact import ByteOffset, LineNumber
from scanner.model.coverage import Capability
from scanner.model.observation import Place as BytePlace
from scanner.ruleset.catalog import Catalog, Tool
from scanner.ruleset.catalog_settings import Flag, Scope

FILE_BYTES = 1024 * 1024
"""Cap on a start file or script; larger ones are programs."""

MAX_QUOTED = 4
"""Commands within quotes within quotes: `ssh host "sh -c 'tool --flag'"` has two."""

LINE_CHARS = 32 * 1024
"""How much of one line is split into words: longer lines hold data."""

_WORKER = "start-file"
_ANSWERS = frozenset({Capability.SHELL_HISTORY})
_ASSIGNMENT = re.compile(
    r"""(?:^|[;&\s"'(])(?:export\s+|declare\s+-x\s+|typeset\s+-x\s+|setenv\s+|set\s+-\w*x\w*\s+|set\s+|\$env[:.]|(?:ENV|ARG)\s+|Environment=["']?)?"""
    r"""([A-Za-z_][A-Za-z0-9_]*+)(?:["']?+\s*+[=:]\s*+|[ \t]++)("[^"]*"|'[^']*'|[^\s;&|"',]+)"""
)
_PLIST_PAIR = re.compile(r"<key>([A-Za-z_][A-Za-z0-9_]*)</key>\s*<string>([^<]*)</string>")
_PLIST_SETENV = re.compile(r"<string>setenv</string>\s*<string>([A-Za-z_][A-Za-z0-9_]*)</string>\s*<string>([^<]*)</string>")
_PLIST_STRING = re.compile(r"<string>([^<]*)</string>")
_JSON_END = re.compile(r'"\s*[,\]}]+')
"""What follows a command that is a value of JSON."""
_TEXT_SUFFIXES = (".service", ".conf", ".desktop", ".plist", ".sh", ".zsh", ".bash", ".fish", ".ps1", ".cmd", ".bat")
_BARE_FOLDERS = ("/etc/default/", "/etc/cron.d/", "/crontabs/")
"""Folders whose files are text without a suffix or a first line that says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StartFile:
    """A file that was read."""

    place: Place
    reading: Reading
    text: str
    project: Project | None = None
    """The project that it is a file of; None: it is one of a user or of the system."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagSeen:
    """An argument that matters, given to a tool by a file or a process."""

    tool: Tool
    flag: Flag
    place: BytePlace
    home: str | None
    """Shown path; None: for all users."""
    scope: Scope = "shell_file"
    project: Project | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    text: str
    offset_bytes: int
    number: int
    """From 1."""


def start_files(scene: Scene) -> tuple[StartFile, ...]:
    """The start files, and those scripts and services that name something of the catalog."""
    telling = telling_words(scene.catalog)
    found: dict[tuple[int, str], StartFile] = {}
    for pattern in (*scene.catalog.layout.start_files, *scene.catalog.layout.scripts):
        is_script = pattern in scene.catalog.layout.scripts
        for place in scene.places(pattern):
            key = (id(place.tree), place.tree.resolved(place.path) or place.path)
            if key in found or (is_script and not _is_script(place)):
                continue  # read already, or a program
            file = _read(scene, place, telling if is_script else None, None)
            if file is not None:
                found[key] = file
    return tuple(found.values())


def project_files(scene: Scene) -> tuple[StartFile, ...]:
    """Files of projects that start commands or set variables, where they name something of the catalog."""
    telling = telling_words(scene.catalog)
    return tuple(
        file
        for project in scene.projects
        for pattern in scene.catalog.layout.project_files
        for path in project.tree.matches(f"{project.path.rstrip('/')}/{pattern}")
        if (file := _read(scene, Place(tree=project.tree, path=path, home=project.home), telling, project)) is not None
    )


def _read(scene: Scene, place: Place, telling: re.Pattern[bytes] | None, project: Project | None) -> StartFile | None:
    """None: a gap, or nothing about AI tools."""
    reading = place.tree.read(place.path, worker=_WORKER, cap_bytes=FILE_BYTES, hides=_ANSWERS)
    if reading is None or (telling is not None and telling.search(reading.content) is None):
        return None
    try:
        text = decoded(reading.content)[0]
    except DocumentUnread:
        text = reading.content.decode("latin-1")  # start files of old systems; all that matters is ASCII
    scene.ledger.done(_WORKER, reading.shown, sha256=reading.sha256, size_bytes=len(reading.content), answers=_ANSWERS)
    return StartFile(place=place, reading=reading, text=text, project=project)


def telling_words(catalog: Catalog) -> re.Pattern[bytes]:
    """Matches where a text names a variable or a flag of the catalog."""
    words = wanted_variables(catalog) | {one.flag for tool in catalog.tools for one in tool.flags if one.flag.startswith("--")}
    return re.compile(b"|".join(re.escape(word.encode()) for word in sorted(words, key=len, reverse=True)))


def wanted_variables(catalog: Catalog) -> frozenset[str]:
    """Names of the variables that matter: those of tools, those for every tool, and those that move a folder."""
    names = {one.name for tool in catalog.tools for one in tool.variables} | {one.name for one in catalog.layout.variables}
    return frozenset(names | {one.variable for one in catalog.layout.folders if one.variable is not None})


def assignments_in(files: tuple[StartFile, ...], catalog: Catalog, masks: Masks) -> tuple[Assignment, ...]:
    """The variables that matter: those of the catalog's tools and folders."""
    wanted = wanted_variables(catalog)
    found = []
    for file in files:
        home = file.place.home.shown if file.place.home is not None else None
        for line in _lines(file.text):
            for name, value in _assigned(line.text):
                if name in wanted:
                    shown = f"{name}={'(secret)' if masks.is_secret(name, value) else masks.masked(value)}"
                    place = _place(file.reading, line, shown)
                    found.append(Assignment(name=name, value=value, home=home, place=place, scope=_scope(file), project=file.project))
    return tuple(found)


def flags_in(files: tuple[StartFile, ...], catalog: Catalog, masks: Masks) -> tuple[FlagSeen, ...]:
    """The arguments that matter, in aliases, functions, scripts, services and autostart entries."""
    found = []
    names = re.compile("|".join(sorted({re.escape(one.flag) for tool in catalog.tools for one in tool.flags}, key=len, reverse=True)))
    for file in files:
        if names.search(file.text) is None:
            continue  # most files, which need not be split into words
        home = file.place.home.shown if file.place.home is not None else None
        for line in _lines(file.text):
            if names.search(line.text) is None:
                continue
            words = _words(line.text)
            for tool, flag in flags_of(words, catalog):
                place = _place(file.reading, line, masks.masked(line.text.strip()))
                found.append(FlagSeen(tool=tool, flag=flag, place=place, home=home, scope=_scope(file), project=file.project))
        for words in _json_commands(file):
            for tool, flag in flags_of(words, catalog):
                line = _line_of(file, flag)
                place = _place(file.reading, line, masks.masked(" ".join(words)))
                found.append(FlagSeen(tool=tool, flag=flag, place=place, home=home, scope=_scope(file), project=file.project))
    return tuple(found)


def _json_commands(file: StartFile) -> Iterator[tuple[str, ...]]:
    """Commands whose arguments stand in a list of their own, as tasks and launchers of editors write them."""
    if not file.place.path.endswith(".json"):
        return
    try:
        waiting: list[Any] = [read_json(file.text).value]
    except JsonRefused:
        return  # its lines were read
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            waiting += one.values()
            command = one.get("command", one.get("program", one.get("runtimeExecutable")))
            arguments = one.get("args", one.get("runtimeArgs"))
            if isinstance(command, str) and isinstance(arguments, list):
                yield (*words_of(command), *(str(each) for each in arguments))
        elif isinstance(one, list):
            waiting += one


def _line_of(file: StartFile, flag: Flag) -> _Line:
    """The line where a flag stands; the first one where it is written in another way."""
    lines = list(_lines(file.text))
    return next((one for one in lines if flag.flag in one.text), lines[0] if lines else _Line(text="", offset_bytes=0, number=1))


def _scope(file: StartFile) -> Scope:
    return "shell_file" if file.project is None else "project"


def flags_of(words: tuple[str, ...], catalog: Catalog, *, started: Tool | None = None) -> Iterator[tuple[Tool, Flag]]:
    """The catalog's flags among the words of a command line: those of the tools it names, and telling ones of any tool.

    `started`: the tool that is known to run with these arguments.
    """
    if not any(word.startswith("-") for word in words):
        return
    named = {started.id} if started is not None else set()
    named |= {tool.id for tool in (catalog.by_command.get(_command(word)) for word in words) if tool is not None}
    packages = {tool.id for word in words for tool in (catalog.named("npm", word.rpartition("@")[0] or word),) if tool is not None}
    for tool in catalog.tools:
        is_named = tool.id in named | packages
        for flag in tool.flags:
            if (is_named or (flag.is_telling and not named)) and _has(words, flag):
                yield tool, flag


def _has(words: tuple[str, ...], flag: Flag) -> bool:
    for index, word in enumerate(words):
        if flag.value is None:
            if word == flag.flag or word.startswith(f"{flag.flag}="):
                return not word.endswith(("=false", "=0"))
        elif word == f"{flag.flag}={flag.value}" or (word == flag.flag and words[index + 1 : index + 2] == (flag.value,)):
            return True
    return False


def _command(word: str) -> str:
    return re.sub(r"\.(exe|cmd|bat|ps1)$", "", re.split(r"[\\/]", word)[-1])


def _words(text: str) -> tuple[str, ...]:
    """The words of a line; quoted commands (aliases, `sh -c`) and property lists are split again."""
    if "<string>" in text:
        return tuple(_PLIST_STRING.findall(text))
    found: list[str] = []
    text = _JSON_END.sub('" ', text[:LINE_CHARS])
    for word in words_of(re.sub(r"^\s*(alias\s+[\w.-]+|\w+)=", " ", text.replace(";", " ; ").replace("(", " ( "))):
        parts = word.partition("=")
        found += _unquoted(parts[2] if parts[1] and " " in parts[2] else word)
    return tuple(found)


def _unquoted(word: str, depth: int = 0) -> tuple[str, ...]:
    """The words of a word that is a command itself, and of the commands in that."""
    if " " not in word or depth >= MAX_QUOTED:
        return (word,)
    words = words_of(word)
    return words if words == (word,) else tuple(inner for one in words for inner in _unquoted(one, depth + 1))


def _assigned(text: str) -> Iterator[tuple[str, str]]:
    for pattern in (_ASSIGNMENT, _PLIST_PAIR, _PLIST_SETENV):
        for match in pattern.finditer(text):
            yield match.group(1), match.group(2).strip("\"'")


def _lines(text: str) -> Iterator[_Line]:
    """Lines without comments, continued ones joined; a property list is one line."""
    if text.lstrip().startswith("<?xml"):
        yield _Line(text=text, offset_bytes=0, number=1)
        return
    offset, number, pending = 0, 1, None
    for raw in text.splitlines(keepends=True):
        bare = raw.rstrip("\r\n")
        is_comment = bare.lstrip().startswith(("#", "//", "REM ", "rem ")) and not bare.startswith("#!")
        if pending is None:
            pending = _Line(text="" if is_comment else bare, offset_bytes=offset, number=number)
        else:
            pending = _Line(text=f"{pending.text} {bare.strip()}", offset_bytes=pending.offset_bytes, number=pending.number)
        offset += len(raw.encode("utf-8", "surrogatepass"))
        number += 1
        if pending.text.endswith("\\") and not is_comment:
            pending = _Line(text=pending.text[:-1], offset_bytes=pending.offset_bytes, number=pending.number)
            continue
        if pending.text:
            yield pending
        pending = None
    if pending is not None and pending.text:
        yield pending


def _place(reading: Reading, line: _Line, excerpt: str) -> BytePlace:
    return BytePlace(
        artifact=reading.sha256,
        subject=reading.shown,
        byte_offset=ByteOffset(line.offset_bytes),
        byte_length=len(line.text.encode("utf-8", "surrogatepass")),
        excerpt=shortened(excerpt),
        line=LineNumber(line.number),
    )


def _is_script(place: Place) -> bool:
    if place.path.endswith(_TEXT_SUFFIXES) or any(one in place.path for one in _BARE_FOLDERS):
        return True
    return place.tree.part(place.path, start=0, length=2) == b"#!"
