"""Commands in the recipe of an image: RUN, CMD, ENTRYPOINT, in the form of a shell or of a list."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from scanner.unpack.blank import kept
from scanner.unpack.command_keys import Found, is_telling, script_of
from scanner.unpack.commands import add_commands
from scanner.unpack.settings import text_of
from scanner.unpack.sink import Sink
from scanner.unpack.source import Source

_RECIPE_BYTES_MAX = 256 << 10
"""The largest one met has 40 kB."""
_NAME = re.compile(r"(?:.*[._-])?(?:dockerfile|containerfile)(?:[._-].*)?\Z", re.IGNORECASE | re.DOTALL)
_FIRST = re.compile(rb"(?i)(?:[ \t]*(?:#[^\n]*|ARG[ \t][^\n]*)?\r?\n)*[ \t]*FROM[ \t]+\S")
_INSTRUCTION = re.compile(r"[ \t]*(?:ONBUILD[ \t]+)?([A-Za-z]{3,11})[ \t]+((?:--\w[\w-]*=\S+[ \t]+)*)(?:(?<=[ \t])CMD[ \t]+)?")
_COMMANDS = frozenset({"RUN", "CMD", "ENTRYPOINT", "HEALTHCHECK"})
_SETTINGS = frozenset({"ENV", "ARG"})
_SETTING = re.compile(r"\w+=")
"""The old form without an equal sign is no setting of a shell."""
_DOCUMENT = re.compile(r"<<-?[ \t]*([\"']?)(\w+)\1")
_COMMENT = re.compile(r"(?m)^([ \t]*)#.*$")


@dataclass(frozen=True, slots=True)
class _Instruction:
    word: str
    start: int
    """Of what follows the word and its options, in characters."""
    end: int


def is_dockerfile(source: Source) -> bool:
    """True for the recipe of an image by its name and its first instruction: its words alone are also those of scripts."""
    return source.size <= _RECIPE_BYTES_MAX and _NAME.match(source.name) is not None and _FIRST.match(source.head) is not None


def open_dockerfile(source: Source, sink: Sink) -> None:
    add_commands(sink, _commands(text_of(source)))


def _commands(text: str) -> Iterator[Found]:
    settings: list[tuple[int, int]] = []
    for instruction in _instructions(text):
        if instruction.word in _SETTINGS:
            if _SETTING.match(text, instruction.start):
                settings.append((instruction.start, instruction.end))
            continue
        found = _command(text, instruction, settings)
        if found is not None:
            yield found


def _command(text: str, instruction: _Instruction, settings: list[tuple[int, int]]) -> Found | None:
    code = text[instruction.start:instruction.end]
    step = f"{instruction.word} in line {text.count(chr(10), 0, instruction.start) + 1}"
    try:
        listed = json.loads(code) if code.startswith("[") else None
    except (ValueError, RecursionError):
        listed = None  # `[ ... ]` of a shell
    if isinstance(listed, list) and all(isinstance(one, str) for one in listed):
        script, suffix = script_of(listed)
        return Found(step=step, text=script, suffix=suffix, is_of_agent=False) if is_telling(script) else None
    if not is_telling(code):
        return None
    start, end = instruction.start, instruction.end
    document = _DOCUMENT.match(code)
    if document is not None:  # the document is the script
        first = text.find("\n", start) + 1
        last = text.rfind("\n", first, end) + 1
        start, end = (first, last) if 0 < first <= last else (end, end)
    before = kept(text, [*settings, (start, start)])
    # A comment between joined lines belongs to the recipe, and would end the command.
    joined = _COMMENT.sub(lambda match: match[1] + " " * (len(match[0]) - len(match[1]) - 1) + "\\", text[start:end])
    return Found(step=step, text=before + (joined if document is None else text[start:end]), suffix=".sh", is_of_agent=False)


def _instructions(text: str) -> Iterator[_Instruction]:
    """Those that run or set something, each with its joined lines and here-documents."""
    escape = "`" if re.match(r"(?i)(?:#[^\n]*\n)*#[ \t]*escape[ \t]*=[ \t]*`", text) else "\\"
    at = 0
    while at < len(text):
        end = _line_end(text, at)
        head = _INSTRUCTION.match(text, at, end)
        if head is None:
            at = end + 1
            continue
        while end < len(text) and (_is_joined(text[at:end], escape) or text[at:end].rsplit("\n", 1)[-1].lstrip().startswith("#")):
            at, end = end + 1, _line_end(text, end + 1)
        word = head[1].upper()
        if word == "RUN":
            end = _behind_documents(text, head.end(), end)
        if word in _COMMANDS | _SETTINGS:
            yield _Instruction(word, head.end(), end)
        at = end + 1


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _is_joined(line: str, escape: str) -> bool:
    return line.rstrip().endswith(escape)


def _behind_documents(text: str, start: int, end: int) -> int:
    for document in list(_DOCUMENT.finditer(text, start, end))[:20]:
        close = re.compile(rf"^\t*{document[2]}[ \t\r]*$", re.MULTILINE).search(text, end)
        end = close.end() if close is not None else len(text)
    return end
