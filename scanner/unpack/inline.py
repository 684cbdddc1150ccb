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
from scanner.code.shell.nodes import Pipeline, Redirect, Redirected, Simple, Word
from scanner.unpack.blank import blank
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
_NAMED = re2.compile(
    rb"(?i)\b(?:node|nodejs|bun|deno|tsx|python[\d.]*|pypy\d?|py|pwsh|powershell|ruby|perl|osascript|php|lua(?:jit)?)(?:\.exe)?[\"']?\s"
    rb"|<<-?\s*[\"'\\]?\w+",
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


INTERPRETERS: tuple[Interpreter, ...] = (
    _interpreter(r"node|nodejs|bun|tsx", r"-[a-z]*[ep]|--eval|--print|--(?:eval|print)=(.*)", ".js"),
    _interpreter(r"deno", r"eval", ".ts"),
    _interpreter(r"python[\d.]*w?|pypy[\d.]*|py", r"-[A-Za-z]*c|-c(.+)", ".py"),
    _interpreter(r"pwsh|powershell", r"(?i:[-/]c(?:o(?:m(?:m(?:a(?:n(?:d)?)?)?)?)?)?)", ".ps1", takes_rest=True),
    _interpreter(r"ruby", r"-[a-zA-Z]*e|-e(.+)", ".rb"),
    _interpreter(r"perl", r"-[a-zA-Z0-9]*[eE]|-e(.+)", ".pl"),
    _interpreter(r"php", r"-r", ".php"),
    _interpreter(r"lua|luajit", r"-e", ".lua"),
    _interpreter(r"osascript", r"-e", ".txt"),
)
ENCODED = re.compile(r"(?i)[-/]e(?:c|n(?:c(?:o(?:d(?:e(?:d(?:c\w*)?)?)?)?)?)?)?\Z")
"""PowerShell takes code as base64 of UTF-16."""
_SHELL = re.compile(r"(?:.*/)?(?:ba|z|da|k|a)?sh\Z", re.DOTALL)
_SHELL_CODE = re.compile(r"-[a-z]*c[a-z]*\Z")
_ESCAPED, _ESCAPED_IN_DOCUMENT = re.compile(r'\\(["$`\\])'), re.compile(r"\\([$`\\])")
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
    for count, program in enumerate(programs):
        if count >= PROGRAMS_MAX:
            sink.gap(f"it holds more than {PROGRAMS_MAX} programs for other interpreters: the further ones were not followed", hides=FLOW)
            return
        is_placed = program.is_placed and program.at <= _PLACED_BYTES_MAX
        code = placed(text, program.at, program.code, program.suffix) if is_placed else program.code
        sink.add(
            f"({program.name} at {program.at})", [code.encode("utf-8", "replace")], origin=f"code for {program.name}",
            is_name_of_member=False, suffix=program.suffix,
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
        yield from _in_nodes(parse_text(text).body, text, 0)
    except RecursionError:
        return  # the flow of such a script meets the same end and says so


def _in_nodes(root: object, text: str, level: int) -> Iterator[Inline]:
    stack: list[object] = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, tuple):
            stack.extend(reversed(node))
        elif is_dataclass(node):
            if isinstance(node, Simple):
                yield from _in_command(node, text, level)
            elif isinstance(node, Pipeline):
                yield from _in_pipeline(node, text)
            stack.extend(getattr(node, field.name) for field in reversed(fields(node)))


def _in_command(command: Simple, text: str, level: int) -> Iterator[Inline]:
    words = [word for word in command.words if isinstance(word, Word)]
    documents = [redirect for redirect in command.redirects if redirect.operator == "<<"]
    for index, word in enumerate(words):
        name = word.plain or ""
        rest = words[index + 1:]
        if _SHELL.match(name):
            yield from _in_shell(rest, text, level)
            return
        interpreter = interpreter_of(name)
        if interpreter is not None:
            yield from _of_arguments(interpreter, name, rest, text)
            if documents and _reads_input(rest):
                yield from _documents(documents, name, interpreter.suffix, text)
            return
    yield from _written(command, words, documents, text)


def interpreter_of(name: str) -> Interpreter | None:
    return next((each for each in INTERPRETERS if each.name.match(name)), None) if name else None


def _in_shell(words: list[Word], text: str, level: int) -> Iterator[Inline]:
    """`sh -c '...'`: the programs in that text, whose places are those of the argument."""
    for index, word in enumerate(words[:-1]):
        if _SHELL_CODE.match(word.plain or "") and level < _LEVELS_MAX:
            code, at, _ = _code(words[index + 1], text)
            for inner in _in_nodes(parse_text(code).body, code, level + 1):
                yield Inline(name=inner.name, code=inner.code, suffix=inner.suffix, at=at + inner.at, is_placed=False)
            return


def _of_arguments(interpreter: Interpreter, name: str, words: list[Word], text: str) -> Iterator[Inline]:
    short = re.split(r"[/\\]", name)[-1]
    for index, word in enumerate(words):
        flag = word.plain if word.plain is not None else text[word.start:word.end]
        rest = words[index + 1:]
        match = interpreter.flag.match(flag)
        if match is not None and match.groups() and match[1]:
            yield Inline(name=short, code=match[1].strip("\"'"), suffix=interpreter.suffix, at=word.start, is_placed=False)
        elif match is not None and rest:
            code, at, is_placed = _code(rest[0], text)
            if interpreter.takes_rest and len(rest) > 1:
                code, is_placed = " ".join(_code(each, text)[0] for each in rest), False
            yield Inline(name=short, code=code, suffix=interpreter.suffix, at=at, is_placed=is_placed)
            if interpreter.takes_rest:
                return
        elif _POWERSHELL_NAME.match(name) and ENCODED.match(flag) and rest:
            code = decoded_command(rest[0].plain or "")
            if code:
                yield Inline(name=short, code=code, suffix=".ps1", at=rest[0].start, is_placed=False)
            return
        elif is_file(flag, words[index - 1].plain if index else ""):
            return  # all behind it is the program's own


def is_file(word: str, before: str | None) -> bool:
    """Whether an argument of an interpreter is the file that it runs: no option, nor the value of the option before."""
    return not word.startswith("-") and not (before or "").startswith("-")


def decoded_command(text: str) -> str:
    """The code of `-EncodedCommand`; empty where it is none."""
    try:
        return base64.b64decode(text, validate=True).decode("utf-16-le")
    except (binascii.Error, ValueError):
        return ""


def _code(word: Word, text: str) -> tuple[str, int, bool]:
    """(code, characters before it, whether it stands there letter by letter) of an argument."""
    raw = text[word.start:word.end]
    plain = word.plain
    if plain is None:
        quotes = int(len(raw) > 1 and raw[0] == raw[-1] == '"')
        code = _ESCAPED.sub(r"\1", raw[quotes:len(raw) - quotes])
        return code, word.start + quotes, len(code) + 2 * quotes == len(raw)
    for quotes in (1, 0):
        if raw[quotes:len(raw) - quotes] == plain:
            return plain, word.start + quotes, True
    return plain, word.start, False


def _reads_input(words: list[Word]) -> bool:
    """Whether an interpreter takes its code from the standard input: it is given no file."""
    first = next((word.plain for word in words if not (word.plain or "").startswith("-") or word.plain == "-"), None)
    return first in (None, "-", "/dev/stdin", "run")


def _documents(documents: list[Redirect], name: str, suffix: str, text: str) -> Iterator[Inline]:
    for document in documents:
        code, at, is_placed = _document(document.target, text)
        yield Inline(name=re.split(r"[/\\]", name)[-1], code=code, suffix=suffix, at=at, is_placed=is_placed)


def _document(target: Word, text: str) -> tuple[str, int, bool]:
    raw = text[target.start:target.end]
    plain = target.plain
    if plain is None:
        code = _ESCAPED_IN_DOCUMENT.sub(r"\1", raw)
        return code, target.start, code == raw
    return plain, target.start, raw == plain


def _written(command: Simple, words: list[Word], documents: list[Redirect], text: str) -> Iterator[Inline]:
    """`cat > file.js <<EOF`, `tee file.js <<EOF`: the file."""
    if not documents:
        return
    targets = [redirect.target.plain or "" for redirect in command.redirects if redirect.operator in (">", ">>", ">|")]
    names = targets or [word.plain or "" for word in words[1:]]
    for name in names:
        match = _WRITTEN.match(name)
        if match is not None:
            yield from _documents(documents, name, f".{match[1]}", text)


def _in_pipeline(pipeline: Pipeline, text: str) -> Iterator[Inline]:
    """`cat <<EOF | python3`, `echo '...' | node`: what the last command reads as its code."""
    for before, after in zip(pipeline.commands, pipeline.commands[1:], strict=False):
        reader = after.command if isinstance(after, Redirected) else after
        if not isinstance(reader, Simple) or not isinstance(before, Simple):
            continue
        words = [word for word in reader.words if isinstance(word, Word)]
        interpreter = interpreter_of(words[0].plain or "") if words else None
        if interpreter is None or not _reads_input(words[1:]):
            continue
        documents = [redirect for redirect in before.redirects if redirect.operator == "<<"]
        yield from _documents(documents, words[0].plain or "", interpreter.suffix, text)
        said = [word for word in before.words if isinstance(word, Word)]
        if said and said[0].bare in ("echo", "printf") and len(said) > 1:
            code, at, is_placed = _code(said[-1], text)
            yield Inline(name=words[0].plain or "", code=code, suffix=interpreter.suffix, at=at, is_placed=is_placed)
