"""Programs for other interpreters in batch files of Windows: `powershell -Command "..."`, `node -e "..."`.

The logic of the batch file itself is followed by nobody, which the coverage of a tool that starts with one says.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from scanner.unpack.inline import ENCODED, Inline, Interpreter, add_programs, decoded_command, interpreter_of, is_file
from scanner.unpack.settings import text_of
from scanner.unpack.sink import Sink
from scanner.unpack.source import Source

_BATCH_BYTES_MAX = 1 << 20
_LINE = re.compile(r"(?:[^\n^]|\^(?:.|\r?\n)|\^\Z)+", re.DOTALL)
"""A line, with those that a caret joins to it."""
_WORD = re.compile(r'"(?:[^"\\\n]|\\.|"")*"?|[^\s"]+')
_JOINED = re.compile(r"\^\r?\n")
_ESCAPED = re.compile(r'\\(")|"(")|\^([&|<>()^"])|%(%)')


def names_interpreter(source: Source) -> bool:
    """True where a batch file starts another interpreter with code."""
    return source.size <= _BATCH_BYTES_MAX and next(programs_in(text_of(source)), None) is not None


def open_batch_file(source: Source, sink: Sink) -> None:
    text = text_of(source)
    add_programs(sink, text, programs_in(text))


def programs_in(text: str) -> Iterator[Inline]:
    """The programs of a batch file, in the order in which they stand."""
    for line in _LINE.finditer(text):
        words = list(_WORD.finditer(line[0]))
        for index, word in enumerate(words):
            interpreter = interpreter_of(word[0].strip("\"'@("))
            if interpreter is not None:
                yield from _of_arguments(interpreter, words[index:], line)
                break


def _of_arguments(interpreter: Interpreter, words: list[re.Match[str]], line: re.Match[str]) -> Iterator[Inline]:
    name = re.split(r"[/\\]", words[0][0].strip("\"'@("))[-1]
    for before, (flag, code) in zip(words, pairwise(words[1:]), strict=False):
        if not interpreter.flag.match(flag[0]) and is_file(flag[0], before[0] if before is not words[0] else ""):
            return
        at = line.start() + code.start()
        if interpreter.suffix == ".ps1" and ENCODED.match(flag[0]):
            decoded = decoded_command(code[0].strip('"'))
            if decoded:
                yield Inline(name=name, code=decoded, suffix=".ps1", at=at, is_placed=False)
            return
        if interpreter.flag.match(flag[0]):
            told = line[0][code.start():] if interpreter.takes_rest and not code[0].startswith('"') else code[0]
            quotes = int(told.startswith('"'))
            raw = told[quotes:].removesuffix('"') if quotes else told
            plain = _ESCAPED.sub(lambda match: "".join(filter(None, match.groups())), _JOINED.sub("", raw)).strip("\r")
            yield Inline(name=name, code=plain, suffix=interpreter.suffix, at=at + quotes, is_placed=plain == raw)
            return
