"""Programs in command lines: what an interpreter is given as an argument, or as a here-document, and files that a script writes so.

The code of a quoted text lies at the same byte as in the script: all before it is blank. What the shell puts into the code of an
unquoted text stays as it is written there.
"""

import base64
import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass

import re2  # type: ignore[import-untyped]  # the package ships no types

from scanner.code.shell.grammar import parse_text
from scanner.code.shell.nodes import Assignment, Literal, Parameter, Part, Pipeline, Redirect, Redirected, Simple, Substitution, Word
from scanner.unpack.blank import blank
from scanner.unpack.command_keys import LANGUAGES
from scanner.unpack.commands import FLOW
from scanner.unpack.settings import text_of
from scanner.unpack.sink import Sink
from scanner.unpack.source import Source

PROGRAMS_MAX = 60
"""Programs taken out of one script; installers of real tools hold up to 12."""
_SCRIPT_BYTES_MAX = 2 << 20
"""Longer scripts are not followed either."""
_PLACED_BYTES_MAX = 256 << 10
"""In longer scripts, programs are not put at their place, which costs the bytes before them."""
_LEVELS_MAX = 8
_VALUES_MAX, _NAMES_MAX = 20, 2
"""Values of a variable that may be code, and variables that stand for each other."""
_NAMED = re2.compile(
    rb"(?i)\b(?:node|nodejs|bun|deno|tsx|python[\d.]*|pypy\d?|py|pwsh|powershell|ruby|perl|osascript|php|lua(?:jit)?)(?:\.exe)?[\"']?\s"
    rb"|<<|[^\s>]>>?\s*\S+\.(?:[cm]?[jt]s|py|ps1|rb|pl|php|lua|sh)\b",
)
"""An interpreter by name, or a here-document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interpreter:
    """How a program is given its code."""

    name: re.Pattern[str]
    flag: re.Pattern[str]
    """The argument before the code; what a group of it holds is the code itself."""
    suffix: str
    takes_rest: bool = False
    """True: all arguments behind the flag are the code."""


def _interpreter(names: str, flag: str, suffix: str, *, takes_rest: bool = False) -> Interpreter:
    return Interpreter(
        name=re.compile(rf"(?:.*[/\\])?(?:{names})(?:\.exe)?\Z", re.IGNORECASE | re.DOTALL), flag=re.compile(rf"(?:{flag})\Z", re.DOTALL),
        suffix=suffix, takes_rest=takes_rest,
    )


_APPLESCRIPT = ".txt"
_SHELL_IN_APPLESCRIPT = re.compile(r'\bdo shell script "((?:[^"\\]|\\.)*)"', re.DOTALL)
_QUOTED = re.compile(r"\\(.)")

INTERPRETERS: tuple[Interpreter, ...] = (
    _interpreter(r"node|nodejs|bun|tsx", r"-[a-z]*[ep]|--eval|--print|--(?:eval|print)=(.*)", ".js"),
    _interpreter(r"deno", r"eval", ".ts"),
    _interpreter(r"python[\d.]*w?|pypy[\d.]*|py", r"-[A-Za-z]*c|-c(.+)", ".py"),
    _interpreter(r"pwsh|powershell", r"(?i:[-/]c(?:o(?:m(?:m(?:a(?:n(?:d)?)?)?)?)?)?)", ".ps1", takes_rest=True),
    _interpreter(r"ruby", r"-[a-zA-Z]*e|-e(.+)", ".rb"),
    _interpreter(r"perl", r"-[a-zA-Z0-9]*[eE]|-e(.+)", ".pl"),
    _interpreter(r"php", r"-r", ".php"),
    _interpreter(r"lua|luajit", r"-e", ".lua"),
    _interpreter(r"osascript", r"-e", _APPLESCRIPT),
)
ENCODED = re.compile(r"(?i)[-/]e(?:c|n(?:c(?:o(?:d(?:e(?:d(?:c\w*)?)?)?)?)?)?)?\Z")
"""PowerShell takes code as base64 of UTF-16."""
_SHEBANG = "#!"
"""A file that begins so is run by the interpreter that it names, whatever its name."""
_DOCUMENTS = ("<<", "<<<")
_SHELL = re.compile(r"(?:.*/)?(?:ba|z|da|k|a)?sh\Z", re.DOTALL)
_SHELL_CODE = re.compile(r"-[a-z]*c[a-z]*\Z")
_ESCAPED_IN_DOCUMENT = re.compile(r"\\([$`\\])")
_WRITTEN = re.compile(r".*\.(js|mjs|cjs|ts|mts|py|ps1|rb|pl|php|lua|sh|bash)\Z", re.DOTALL)
_POWERSHELL_NAME = re.compile(r"(?:.*[/\\])?(?:pwsh|powershell)(?:\.exe)?\Z", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Inline:
    """A program in a script."""

    name: str
    """The interpreter, or the file that the script writes."""
    code: str
    suffix: str
    at: int
    """Characters before the argument that holds it."""
    is_placed: bool
    """True: the code stands in the script letter by letter."""


@dataclass(frozen=True, slots=True)
class _Script:
    text: str
    names: dict[str, list[Word]]
    """Variables that it sets, with the values in the order in which they stand."""
    level: int


def names_interpreter(source: Source) -> bool:
    """True where a script may hold a program for another interpreter."""
    if source.size > _SCRIPT_BYTES_MAX or _NAMED.search(source.searchable) is None:
        return False
    return next(programs_in(text_of(source)), None) is not None


def open_inline(source: Source, sink: Sink) -> None:
    """Each program as a member of its own kind."""
    text = text_of(source)
    add_programs(sink, text, programs_in(text))


def add_programs(sink: Sink, text: str, programs: Iterator[Inline]) -> None:
    """Store programs, as many as are allowed; the rest is a gap."""
    taken: set[str] = set()
    for count, program in enumerate(programs):
        if count >= PROGRAMS_MAX:
            sink.gap(f"it holds more than {PROGRAMS_MAX} programs for other interpreters: the further ones were not followed", hides=FLOW)
            return
        names_itself = program.code.startswith(_SHEBANG)
        is_placed = program.is_placed and program.at <= _PLACED_BYTES_MAX and not names_itself
        code = placed(text, program.at, program.code, program.suffix) if is_placed else program.code
        step = f"({program.name} at {program.at})"
        step = step if step not in taken else f"({program.name} at {program.at}, {count})"
        taken.add(step)
        sink.add(
            step, [code.encode("utf-8", "replace")], origin=f"code for {program.name}",
            is_name_of_member=False, suffix=program.suffix,
            language=None if names_itself else LANGUAGES.get(program.suffix),
        )


def placed(text: str, at: int, code: str, suffix: str) -> str:
    """The code behind so many blanks as there are bytes before it, with the lines of the text."""
    before = blank(text[:at])
    if suffix == ".py" and before.endswith(" "):
        before = before[:-1] + "\f"  # which Python takes for the start of a line
    return before + code


def programs_in(text: str) -> Iterator[Inline]:
    """The programs in a shell script, in the order in which they stand."""
    try:
        yield from _in_script(text, 0)
    except RecursionError:
        return  # the flow of such a script meets the same end and says so


def _in_script(text: str, level: int) -> Iterator[Inline]:
    body = parse_text(text).body
    names: dict[str, list[Word]] = {}
    for node in _nodes(body):
        if isinstance(node, Assignment) and isinstance(node.value, Word) and len(names.setdefault(node.name, [])) < _VALUES_MAX:
            names[node.name].append(node.value)
    script = _Script(text, names, level)
    for node in _nodes(body):
        if isinstance(node, Simple):
            yield from _in_command(node, script)
        elif isinstance(node, Pipeline):
            yield from _in_pipeline(node, script)


def _nodes(root: object) -> Iterator[object]:
    """All nodes of a tree, in the order in which they stand."""
    stack: list[object] = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, tuple):
            stack.extend(reversed(node))
        elif is_dataclass(node):
            yield node
            stack.extend(getattr(node, field.name) for field in reversed(fields(node)))


def _in_command(command: Simple, script: _Script) -> Iterator[Inline]:
    words = [word for word in command.words if isinstance(word, Word)]
    documents = [redirect for redirect in command.redirects if redirect.operator in _DOCUMENTS]
    for index, word in enumerate(words):
        name = word.plain or ""
        rest = words[index + 1:]
        if _SHELL.match(name):
            yield from _in_shell(rest, script)
            return
        interpreter = interpreter_of(name)
        if interpreter is not None:
            yield from _of_arguments(interpreter, name, rest, script)
            if documents and _reads_input(rest):
                yield from _documents(documents, name, interpreter.suffix, script)
            return
    yield from _written(command, words, documents, script)


def interpreter_of(name: str) -> Interpreter | None:
    return next((each for each in INTERPRETERS if each.name.match(name)), None) if name else None


def _in_shell(words: list[Word], script: _Script) -> Iterator[Inline]:
    """`sh -c '...'`: the programs in that text, whose places are those of the argument."""
    for index, word in enumerate(words[:-1]):
        if _SHELL_CODE.match(word.plain or "") and script.level < _LEVELS_MAX:
            for code, at, _ in _codes(words[index + 1], script):
                for inner in _in_script(code, script.level + 1):
                    yield Inline(name=inner.name, code=inner.code, suffix=inner.suffix, at=at + inner.at, is_placed=False)
            return


def _of_arguments(interpreter: Interpreter, name: str, words: list[Word], script: _Script) -> Iterator[Inline]:
    short = re.split(r"[/\\]", name)[-1]
    for index, word in enumerate(words):
        flag = word.plain if word.plain is not None else script.text[word.start:word.end]
        rest = words[index + 1:]
        match = interpreter.flag.match(flag)
        if match is not None and match.groups() and match[1]:
            yield Inline(name=short, code=match[1].strip("\"'"), suffix=interpreter.suffix, at=word.start, is_placed=False)
        elif match is not None and rest:
            for code, at, is_placed in _codes(rest[0], script):
                if interpreter.takes_rest and len(rest) > 1:
                    code, is_placed = " ".join(_code(each, script)[0] for each in rest), False
                yield Inline(name=short, code=code, suffix=interpreter.suffix, at=at, is_placed=is_placed)
                if interpreter.suffix == _APPLESCRIPT:
                    yield from _in_applescript(code, at)
            if interpreter.takes_rest:
                return
        elif _POWERSHELL_NAME.match(name) and ENCODED.match(flag) and rest:
            code = decoded_command(rest[0].plain or "")
            if code:
                yield Inline(name=short, code=code, suffix=".ps1", at=rest[0].start, is_placed=False)
            return
        elif is_file(flag, words[index - 1].plain if index else ""):
            return  # all behind it is the program's own


def _in_applescript(code: str, at: int) -> Iterator[Inline]:
    for match in _SHELL_IN_APPLESCRIPT.finditer(code):
        yield Inline(name="do shell script", code=_QUOTED.sub(r"\1", match[1]), suffix=".sh", at=at, is_placed=False)


def is_file(word: str, before: str | None) -> bool:
    """Whether an argument of an interpreter is the file that it runs: no option, nor the value of the option before."""
    return not word.startswith("-") and not (before or "").startswith("-")


def decoded_command(text: str) -> str:
    """The code of `-EncodedCommand`; empty where it is none."""
    try:
        return base64.b64decode(text, validate=True).decode("utf-16-le")
    except (binascii.Error, ValueError):
        return ""


def _codes(word: Word, script: _Script, level: int = 0) -> Iterator[tuple[str, int, bool]]:
    """What an argument may be: where it is a variable, each text that the script sets it to."""
    parts = _parts(word)
    only = parts[0] if len(parts) == 1 else None
    if isinstance(only, Parameter) and only.name in script.names and level < _NAMES_MAX:
        for value in script.names[only.name]:
            yield from _codes(value, script, level + 1)
    else:
        yield _code(word, script)


def _parts(word: Word) -> list[Part]:
    return [part for part in word.parts if not isinstance(part, Literal) or part.text]


def _code(word: Word, script: _Script) -> tuple[str, int, bool]:
    """(code, characters before it, whether it stands there letter by letter) of an argument. What the shell puts in stays an expansion."""
    parts = _parts(word)
    if len(parts) == 1 and isinstance(parts[0], Substitution) and (document := _shown(parts[0])) is not None:
        return _document(document.target, script)
    code = "".join(part.text if isinstance(part, Literal) else f"${getattr(part, 'name', '_')}" for part in parts)
    raw = script.text[word.start:word.end]
    for quotes in (1, 0):
        if raw[quotes:len(raw) - quotes] == code:
            return code, word.start + quotes, True
    return code, word.start, False


def _shown(substitution: Substitution) -> Redirect | None:
    """The document of `$(cat <<EOF)`."""
    items = substitution.body.items
    if len(items) != 1 or not isinstance(items[0], Simple):
        return None
    return next((redirect for redirect in items[0].redirects if redirect.operator == "<<"), None)


def _reads_input(words: list[Word]) -> bool:
    """Whether an interpreter takes its code from the standard input: it is given no file."""
    first = next((word.plain for word in words if not (word.plain or "").startswith("-") or word.plain == "-"), None)
    return first in (None, "-", "/dev/stdin", "run")


def _documents(documents: list[Redirect], name: str, suffix: str, script: _Script) -> Iterator[Inline]:
    for document in documents:
        code, at, is_placed = (_document if document.operator == "<<" else _code)(document.target, script)
        yield Inline(name=re.split(r"[/\\]", name)[-1], code=code, suffix=suffix, at=at, is_placed=is_placed)


def _document(target: Word, script: _Script) -> tuple[str, int, bool]:
    raw = script.text[target.start:target.end]
    plain = target.plain
    if plain is None:
        code = _ESCAPED_IN_DOCUMENT.sub(r"\1", raw)
        return code, target.start, code == raw
    return plain, target.start, raw == plain


def _written(command: Simple, words: list[Word], documents: list[Redirect], script: _Script) -> Iterator[Inline]:
    """`cat > file.js <<EOF`, `tee file.js <<EOF`, `echo '...' > file.js`: the file."""
    targets = [redirect.target.plain or "" for redirect in command.redirects if redirect.operator in (">", ">>", ">|")]
    for name in targets or [word.plain or "" for word in words[1:]]:
        match = _WRITTEN.match(name)
        suffix = f".{match[1]}" if match is not None else ""
        programs = [*_documents(documents, name, suffix, script), *(_said(words, name, suffix, script) if targets else ())]
        yield from (program for program in programs if match is not None or program.code.startswith(_SHEBANG))


def _said(words: list[Word], name: str, suffix: str, script: _Script) -> Iterator[Inline]:
    """What `echo` and `printf` print, as code."""
    if len(words) < 2 or words[0].bare not in ("echo", "printf"):
        return
    for code, at, is_placed in _codes(words[-1], script):
        yield Inline(name=re.split(r"[/\\]", name)[-1], code=code, suffix=suffix, at=at, is_placed=is_placed)


def _in_pipeline(pipeline: Pipeline, script: _Script) -> Iterator[Inline]:
    """`cat <<EOF | python3`, `echo '...' | node`: what the last command reads as its code."""
    for before, after in zip(pipeline.commands, pipeline.commands[1:], strict=False):
        reader = after.command if isinstance(after, Redirected) else after
        if not isinstance(reader, Simple) or not isinstance(before, Simple):
            continue
        words = [word for word in reader.words if isinstance(word, Word)]
        interpreter = interpreter_of(words[0].plain or "") if words else None
        if interpreter is None or not _reads_input(words[1:]):
            continue
        documents = [redirect for redirect in before.redirects if redirect.operator in _DOCUMENTS]
        yield from _documents(documents, words[0].plain or "", interpreter.suffix, script)
        said = [word for word in before.words if isinstance(word, Word)]
        yield from _said(said, words[0].plain or "", interpreter.suffix, script)
