"""Text at rest that a reader does not see: invisible characters, direction overrides, letters of other scripts, comments in instructions.

Looks at documents, settings and code. In code, characters in regular expressions and in literals that are tables of characters
are left out. Does not see characters that a program puts together (flow analysis does).
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import groupby

from scanner.analyze.decode.derived import is_decoded_literals, is_readable_twin
from scanner.analyze.invisible import Suspect, code_point, made_visible, suspects_in
from scanner.analyze.worker import Examined, Subject
from scanner.code.lexed import Lexed, lexed
from scanner.code.text import SourceText, shortened
from scanner.code.tokens import TokenKind
from scanner.model.artifact import SCRIPT_KINDS, Artifact, ArtifactKind
from scanner.model.coverage import Gap
from scanner.model.observation import HiddenText

MAX_PLACES = 200
"""Places kept of one file; more are counted in a gap that hides nothing."""
READABLE_KINDS = SCRIPT_KINDS | {
    ArtifactKind.MARKDOWN,
    ArtifactKind.TEXT,
    ArtifactKind.HTML,
    ArtifactKind.JSON,
    ArtifactKind.YAML,
    ArtifactKind.TOML,
}
_AGENT_FILE = re.compile(
    r"(?:^|/)(?:(?:claude|agents?|gemini|qwen|codex|copilot-instructions|skill|warp|conventions|memory|rules|system[-_]?prompt)(?:\.local)?\.md"
    r"|\.(?:cursor|windsurf|cline|roo|kilocode|goose|continue)(?:rules|hints)?|[^/]+\.(?:mdc|prompt\.md|instructions\.md|chatmode\.md|agent\.md)"
    r"|\.(?:claude|cursor|gemini|codex|qwen|github|continue|windsurf|roo|kiro|agents?)/.*\.md"
    r"|(?:skills|agents|commands|prompts|rules|hooks)/.*\.md)$",
    re.IGNORECASE,
)
"""Files that tools put before a model as instructions."""
_COMMENT_OPENS, _COMMENT_ENDS = "<!--", "-->"
_COMMENT_WORDS = 6
"""Shorter comments are marks for tools."""
_ADDRESSED = re.compile(
    r"\b(?:you (?:are|must|should|will|have to)|must (?:not|always|never)|always|never|ignore|disregard|do not|don't|instead of|pretend"
    r"|secretly|silently|without (?:telling|asking|mentioning)|the (?:user|assistant|model|agent)|instructions?|execute|run the|send"
    r"|upload|exfiltrate|https?:)",
    re.IGNORECASE,
)
"""Words with which a comment tells the reader what to do; remarks about the file have none of them."""
_JOINED_CHARS = 80
"""Suspects of one class this near to each other are one place."""
_CONTEXT_CHARS = 40
_RANGE = re.compile(r"[^\x00-\x7f]-[^\x00-\x7f]")
"""A range of characters, as sets of them are written."""
_TABLE_LETTERS = 3
"""Fewer letters in a literal besides the characters themselves: it is about characters, not text."""


def examine(subject: Subject) -> Examined:
    """Every place with hidden characters. Raises OSError when the artifact cannot be read."""
    artifact = subject.artifact
    if is_readable_twin(artifact):
        return Examined(observations=(), bytes_examined=artifact.size_bytes)
    text = lexed(artifact)
    source = text.source
    is_agent_file = bool(_AGENT_FILE.search(artifact.trail[-1]))
    places = [_seen(artifact, source, group, is_agent_file) for group in _groups(_suspects(artifact, text))]
    if is_agent_file:
        places += _comments(artifact, source)
    places.sort(key=lambda item: (item.place.byte_offset, item.characters))
    return Examined(observations=tuple(places[:MAX_PLACES]), bytes_examined=artifact.size_bytes, gaps=_gaps(len(places)))


def _suspects(artifact: Artifact, text: Lexed) -> list[Suspect]:
    found = list(suspects_in(text.source.text))
    if not found or (text.language is None and not is_decoded_literals(artifact)):
        return found
    return [suspect for suspect in found if not _is_about_characters(_literal_at(text, suspect.start), suspect)]


def _literal_at(text: Lexed, at: int) -> str | None:
    """The literal that holds a character, a decoded one being a line; empty in a regular expression; None: in code or a comment."""
    code = text.source.text
    if text.language is None:
        end = code.find("\n", at)
        return code[code.rfind("\n", 0, at) + 1 : end if end >= 0 else len(code)]
    index = bisect_right(text.token_starts, at) - 1
    if index < 0 or text.tokens[index].end <= at:
        return None
    token = text.tokens[index]
    match token.kind:
        case TokenKind.COMMENT:
            return None
        case TokenKind.REGEX:
            return ""
        case TokenKind.STRING | TokenKind.TEMPLATE:
            return code[token.start : token.end]


def _is_about_characters(literal: str | None, suspect: Suspect) -> bool:
    """Regular expressions and tables in code name such characters to find or to strip them."""
    if literal is None:
        return False
    if suspect.characters == "confusable":
        return any(map(str.isspace, literal)) or not literal  # prose may quote or mistype a letter; names, hosts and paths may not
    return _is_table(literal)


def _is_table(literal: str) -> bool:
    letters = sum(1 for char in literal if char.isascii() and char.isalpha())
    others = len({char for char in literal if not char.isascii()})
    return letters < _TABLE_LETTERS or others > max(30, letters // 8) or _RANGE.search(literal) is not None


def _groups(suspects: list[Suspect]) -> Iterator[tuple[Suspect, ...]]:
    for _, same_class in groupby(sorted(suspects, key=lambda item: (item.characters, item.start)), key=lambda item: item.characters):
        group: list[Suspect] = []
        for suspect in same_class:
            if group and suspect.start - group[-1].end > _JOINED_CHARS:
                yield tuple(group)
                group = []
            group.append(suspect)
        yield tuple(group)


def _seen(artifact: Artifact, source: SourceText, group: tuple[Suspect, ...], is_agent_file: bool) -> HiddenText:
    start, end = group[0].start, group[-1].end
    characters = {char for suspect in group for char in source.text[suspect.start : suspect.end] if not char.isascii()}
    around = source.text[max(0, start - _CONTEXT_CHARS) : end + _CONTEXT_CHARS]
    return HiddenText(
        place=source.place(artifact, start, end, decoded=shortened(made_visible(source.text[start:end]), limit_chars=4000)),
        characters=group[0].characters,
        code_points=tuple(code_point(char) for char in sorted(characters)),
        visible=shortened(made_visible(around), limit_chars=4000),
        is_agent_file=is_agent_file,
    )


def _comments(artifact: Artifact, source: SourceText) -> Iterator[HiddenText]:
    """Comments with instructions: a rendered view leaves them out, and a model reads them."""
    text = source.text
    start = text.find(_COMMENT_OPENS)
    while start >= 0:
        end = text.find(_COMMENT_ENDS, start)
        if end < 0:
            return
        inside = text[start + len(_COMMENT_OPENS) : end]
        end += len(_COMMENT_ENDS)
        if len(inside.split()) >= _COMMENT_WORDS and _ADDRESSED.search(inside):
            yield HiddenText(
                place=source.place(artifact, start, end),
                characters="html_comment",
                code_points=(),
                visible=shortened(inside.strip(), limit_chars=4000),
                is_agent_file=True,
            )
        start = text.find(_COMMENT_OPENS, end)


def _gaps(number: int) -> tuple[Gap, ...]:
    if number <= MAX_PLACES:
        return ()
    return (Gap(reason=f"{number - MAX_PLACES} of {number} places with hidden characters are not listed", hides=frozenset()),)
