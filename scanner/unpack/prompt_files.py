"""Commands in the texts of agents: what a slash command or a skill has run before its text is sent, in whose place the output is put.

Fenced examples of other languages are not run by anybody and give nothing.
"""

import re
from collections.abc import Iterator

import yaml

from scanner.unpack.blank import kept
from scanner.unpack.command_keys import Found, commands_in, is_telling
from scanner.unpack.commands import add_commands
from scanner.unpack.settings import text_of
from scanner.unpack.sink import Sink
from scanner.unpack.source import Damaged, Source
from scanner.unpack.yaml_events import yaml_documents

_TEXT_BYTES_MAX = 1 << 20
"""The largest skill met has 60 kB; change logs are larger and nobody's prompt."""
_PLACED_CHARS_MAX = 64 << 10
_SPAN = re.compile(r"(?<![\w`\\!])!`([^`\n]{1,4000})`")
"""Source: slash commands and skills of Claude Code, "bash command execution"."""
_FENCE = re.compile(r"^[ \t]*(?P<marks>`{3,}|~{3,})![ \t]*\w*[ \t]*$", re.MULTILINE)
_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(.*?)^---[ \t]*$", re.MULTILINE | re.DOTALL)
_SIGNS = (b"!`", b"```!", b"~~~!")


def holds_prompt_commands(source: Source) -> bool:
    """True where a text has commands that an agent runs, by their marks, or hooks in its front matter."""
    if source.size > _TEXT_BYTES_MAX:
        return False
    content = source.searchable
    is_marked = any(content.find(sign) >= 0 for sign in _SIGNS)
    return (is_marked or source.head.startswith(b"---")) and next(_commands(text_of(source)), None) is not None


def open_prompt(source: Source, sink: Sink) -> None:
    add_commands(sink, _commands(text_of(source)))


def _commands(text: str) -> Iterator[Found]:
    front = _FRONT_MATTER.match(text)
    if front is not None:
        yield from _of_front_matter(front[1])
    for start, end in sorted((*_spans(text), *_fences(text))):
        code = text[start:end]
        if front is not None or is_telling(code):
            line = text.count("\n", 0, start) + 1
            placed = kept(text, [(start, end)]) if start <= _PLACED_CHARS_MAX else code
            yield Found(step=f"command in line {line}", text=placed, suffix=".sh", is_of_agent=True)


def _of_front_matter(text: str) -> Iterator[Found]:
    try:
        documents = yaml_documents(text)
    except (yaml.YAMLError, Damaged):
        return  # a text without settings, which agents read as such
    for document in documents:
        yield from commands_in(document)


def _spans(text: str) -> Iterator[tuple[int, int]]:
    return (match.span(1) for match in _SPAN.finditer(text))


def _fences(text: str) -> Iterator[tuple[int, int]]:
    end = 0
    for fence in _FENCE.finditer(text):
        if fence.start() < end:
            continue  # inside the block before
        close = re.compile(rf"^[ \t]*{fence['marks']}", re.MULTILINE).search(text, fence.end())
        end = close.start() if close is not None else len(text)
        yield min(fence.end() + 1, end), end
