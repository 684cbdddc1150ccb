"""Text at rest that a reader does not see: invisible characters, direction overrides, letters of other scripts, comments in instructions.

Looks at documents, settings and code. In code, characters in regular expressions and in literals that are tables of characters
are left out, and controls in literals, which programs print.  Does not see characters that a program puts together (flow analysis does).
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby, islice, pairwise

from scanner.analyze.decode.derived import is_decoded_literals, is_decoded_text, is_readable_twin
from scanner.analyze.worker import Examined, Subject
from scanner.code.hidden.characters import hidden_characters, made_visible
from scanner.code.hidden.concealed import concealed
from scanner.code.hidden.run import Hidden, code_points
from scanner.code.hidden.secrecy import secret_instructions
from scanner.code.hidden.writing import marks_in_use
from scanner.code.lexed import Lexed, lexed
from scanner.code.text import SourceText, shortened
from scanner.code.tokens import TokenKind
from scanner.model.artifact import SCRIPT_KINDS, Artifact, ArtifactKind
from scanner.model.coverage import Gap
from scanner.model.observation import HiddenText
from scanner.ruleset.instructions import Instructions, instructions_of

MAX_PLACES = 200
"""Places kept of one file; more are counted in a gap that hides nothing."""
VISIBLE_CHARS = 4000
"""Cap on what is shown of one place."""
READABLE_KINDS = SCRIPT_KINDS | {
    ArtifactKind.MARKDOWN,
    ArtifactKind.TEXT,
    ArtifactKind.HTML,
    ArtifactKind.JSON,
    ArtifactKind.YAML,
    ArtifactKind.TOML,
}
_SETTINGS = frozenset({ArtifactKind.JSON, ArtifactKind.YAML, ArtifactKind.TOML})
_AGENT_FILE = re.compile(
    r"(?:^|/)(?:(?:claude|agents?|gemini|qwen|codex|copilot-instructions|skill|warp|conventions|memory|rules|system[-_]?prompt)(?:\.local)?\.md"
    r"|\.(?:cursor|windsurf|cline|roo|kilocode|goose|continue)(?:rules|hints)?|[^/]+\.(?:mdc|prompt\.md|instructions\.md|chatmode\.md|agent\.md)"
    r"|\.(?:claude|cursor|gemini|codex|qwen|github|continue|windsurf|roo|kiro|agents?)/.*\.md"
    r"|(?:skills|agents|commands|prompts|rules|hooks)/.*\.md)$",
    re.IGNORECASE,
)
"""Files that tools put before a model as instructions."""
_JOINED_CHARS = 80
"""Runs of one class this near to each other are one place."""
_CONTEXT_CHARS = 40
_RANGE = re.compile(r"[^\x00-\x7f]-[^\x00-\x7f]")
"""A range of characters, as sets of them are written."""
_ESCAPE = re.compile(r"\\(?:[0bfnrtv]|u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2}|u\{[0-9A-Fa-f]{1,6}\})")
_SPACE = re.compile(r"\s")
_QUOTES = tuple("\"'`")
_NAME_CHARS = 16
"""The number of a character stands this near to it where a text names it."""
_SPELLED_CHARS = 8
"""Hidden characters that spell a word, a letter each."""
_SOFT_HYPHEN = "\u00ad"
_HYPHENATED = re.compile(rf"(?:[^\W\d_]|{_SOFT_HYPHEN}){{1,60}}")
_LONG_WORD_CHARS = 9
"""Letters from which on words are given places to break them (of the Dutch units of CLDR, the shortest has 10)."""
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
    places = [_seen(artifact, source, group, is_agent_file) for group in _groups(_found(artifact, text, is_agent_file))]
    instructions = instructions_of(subject.rules)
    if is_agent_file:
        places += [_told(artifact, source, one, is_agent_file) for one in concealed(source.text, instructions)]
    places += [_told(artifact, source, one, is_agent_file) for one in _secrets(artifact, text, instructions, is_agent_file)]
    places.sort(key=lambda item: (item.place.byte_offset, item.characters))
    return Examined(observations=tuple(places[:MAX_PLACES]), bytes_examined=artifact.size_bytes, gaps=_gaps(len(places)))


def _found(artifact: Artifact, text: Lexed, is_agent_file: bool) -> list[Hidden]:
    found = list(hidden_characters(text.source.text))
    if is_agent_file or not found:
        return found
    content = text.source.text
    if text.language is not None or is_decoded_literals(artifact) or is_decoded_text(artifact):
        literals = _Literals(text)
        found = [one for one in found if not (literals.is_about_characters(one) or _is_in_vocabulary(content, one))]
    elif artifact.kind is not ArtifactKind.MARKDOWN:
        found = [one for one in found if one.kind != "control"]  # texts are kept as they were printed on a terminal
    if artifact.kind not in SCRIPT_KINDS:  # what is in one language uses its marks anywhere
        in_use = marks_in_use(content)
        found = [one for one in found if not in_use.issuperset(content[one.start : one.end])]
    return [one for one in found if not any(is_ordinary(content, one) for is_ordinary in _ORDINARY)]


_PASTED_MOST = 2


def _is_file_start(text: str, one: Hidden) -> bool:
    """The mark at the start of a file that was put after others; once or twice, that of a text that was pasted before a word."""
    if text[one.start : one.end] != "\ufeff":
        return False
    before = text[one.start - 1 : one.start]
    return before == "\n" or (before == " " and text[one.end : one.end + 1].isalpha() and text.count("\ufeff") <= _PASTED_MOST)


_TABLE_CHARS = 1_500
_TABLE_WORDS = 30
"""So many literals with nothing but commas between them within so many characters on either side: words of a vocabulary."""
_BETWEEN = re.compile(r"[\"'`],\s*[\"'`]")


def _is_in_vocabulary(text: str, one: Hidden) -> bool:
    """A few characters in a table of short literals, as tokenisers and dictionaries have: text of nobody."""
    if _spells(text, one) or one.end - one.start > _TABLE_LETTERS:
        return False
    sides = (text[max(0, one.start - _TABLE_CHARS) : one.start], text[one.end : one.end + _TABLE_CHARS])
    return all(len(tuple(islice(_BETWEEN.finditer(side), _TABLE_WORDS))) == _TABLE_WORDS for side in sides)


_INFLECTED = re.compile(r"[A-Z]{2,}[^\x00-\x7f]{1,3}")
_OTHER_LETTERS = re.compile("[\u0370-\u052f]")
_INFLECTING_CHARS = 300
_INFLECTING_LETTERS = 40


def _is_inflected(text: str, one: Hidden) -> bool:
    """A Latin abbreviation with an ending of the language that the text around it is in ("MCP" with a Cyrillic plural)."""
    if one.kind != "confusable" or not _INFLECTED.fullmatch(text, one.start, one.end):
        return False
    around = text[max(0, one.start - _INFLECTING_CHARS) : one.end + _INFLECTING_CHARS]
    return sum(1 for _ in _OTHER_LETTERS.finditer(around)) >= _INFLECTING_LETTERS


_LIST_CHARS = 600
_LIST_LINE = re.compile(r"^\S{1,60}(?:[ \t,;|]\S{1,20}){0,2}$", re.MULTILINE)
_LIST_LINES = 20
_LATIN = re.compile("[A-Za-z]")


def _is_misspelt_in_list(text: str, one: Hidden) -> bool:
    """A word in a long list of words of another script, as corpora have them: read by mistake from print, and seen by nobody."""
    if one.kind != "confusable":
        return False
    around = text[max(0, one.start - _LIST_CHARS) : one.end + _LIST_CHARS]
    inner = around.partition("\n")[2].rpartition("\n")[0]
    lines = inner.count("\n") + 1
    is_list = lines >= _LIST_LINES and len(_LIST_LINE.findall(inner)) == lines
    return is_list and sum(1 for _ in _OTHER_LETTERS.finditer(inner)) > 3 * sum(1 for _ in _LATIN.finditer(inner))


def _is_left_by_translation(text: str, one: Hidden) -> bool:
    """Two spaces of zero width beside a space, as machine translation leaves them."""
    is_doubled = text[one.start : one.end] == "\u200b\u200b"
    return is_doubled and (text[one.start - 1 : one.start] == " " or text[one.end : one.end + 1] == " ")


_BLANKS = frozenset("\u200b\u200e\u200f\u2800\u3164")
_SPACING = frozenset(" \t\n\u00a0|<>\u00b7\u2022")
_SPACING_CHARS = 200
_SPACING_MOST = 24


def _is_spacing(text: str, one: Hidden) -> bool:
    """One blank mark between spaces and bars, with few and no others near: what keeps links of a page apart where it drops spaces."""
    mark = text[one.start : one.end]
    if mark not in _BLANKS or not {text[one.start - 1 : one.start], text[one.end : one.end + 1]} <= _SPACING:
        return False
    around = text[max(0, one.start - _SPACING_CHARS) : one.end + _SPACING_CHARS]
    others = sum(around.count(blank) for blank in _BLANKS) - around.count(mark)
    return not others and around.count(mark) <= _SPACING_MOST


_EMOJI_SELECTOR = "\ufe0f"
_STRAY = re.compile(rf"(?<=[^\W\d_]){_EMOJI_SELECTOR}")
_EMOJI = re.compile("[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]")
_EMOJI_NEAR_CHARS = 4
_STRAY_CHARS = 200


def _is_left_by_emoji(text: str, one: Hidden) -> bool:
    """One selector behind a letter, beside an emoji and with no other such near: a keyboard's slip, in which nothing can be spelled."""
    if text[one.start : one.end] != _EMOJI_SELECTOR:
        return False
    is_beside = _EMOJI.search(text, max(0, one.start - _EMOJI_NEAR_CHARS), one.end + _EMOJI_NEAR_CHARS) is not None
    around = text[max(0, one.start - _STRAY_CHARS) : one.end + _STRAY_CHARS]
    return is_beside and len(_STRAY.findall(around)) == 1


def _is_hyphenation(text: str, one: Hidden) -> bool:
    """Soft hyphens within a word so long that it may have to be broken."""
    if text[one.start : one.end].strip(_SOFT_HYPHEN):
        return False
    word = _HYPHENATED.match(text, one.end)
    after = word.group() if word else ""
    before = _HYPHENATED.match(text[max(0, one.start - _LONG_WORD_CHARS * 4) : one.start][::-1])
    letters = f"{before.group() if before else ''}{after}".replace(_SOFT_HYPHEN, "")
    return bool(before and after) and len(letters) >= _LONG_WORD_CHARS


def _spells(text: str, one: Hidden) -> bool:
    """A run so long, of characters that recur, that it is no list of them but says something in them."""
    if one.kind in ("confusable", "control"):
        return False
    run = text[one.start : one.end]
    return len(run) >= _SPELLED_CHARS and any(left >= right for left, right in pairwise(run))


def _is_named(text: str, one: Hidden) -> bool:
    """The characters alone in quotation marks, or beside the number of the first."""
    if one.kind == "confusable" or _spells(text, one):
        return False
    if text[one.start - 1 : one.start] in _QUOTES and text[one.end : one.end + 1] in (*_QUOTES, "\\"):
        return True
    beside = text[max(0, one.start - _NAME_CHARS) : one.start] + " " + text[one.end : one.end + _NAME_CHARS]
    return f"{ord(text[one.start]):04x}" in beside.lower()


@dataclass(slots=True)
class _Literals:
    """Of code: where characters are in no text. Literals are looked at once."""

    text: Lexed
    _tables: dict[int, bool] = field(default_factory=dict)
    """By where the literal begins."""

    def is_about_characters(self, one: Hidden) -> bool:
        """True in regular expressions and tables, which name such characters to find or to strip them, and for controls in literals."""
        code = self.text.source.text
        literal = self.literal_at(one.start)
        if literal is None or one.kind == "control":
            return literal is not None  # what a program prints moves the cursor
        start, end = literal
        if start != end and _spells(code, one):
            return False
        if one.kind == "confusable" and any(map(str.isascii, code[one.start : one.end])):
            return start == end or _SPACE.search(code, start, end) is not None  # prose may mistype a letter; names and hosts may not
        if start not in self._tables:
            self._tables[start] = _is_table(code[start:end])
        is_start = code[one.start : one.end] == "\ufeff" and one.start - start <= 1  # of a file that was put into a literal
        return self._tables[start] or is_start or _is_given_plainly(code, one, start, end)

    def literal_at(self, at: int) -> tuple[int, int] | None:
        """Start and end of the literal that holds a character, a decoded one being a line; the same in a regular expression.

        None: in code or a comment.
        """
        if self.text.language is None:
            code = self.text.source.text
            end = code.find("\n", at)
            return code.rfind("\n", 0, at) + 1, end if end >= 0 else len(code)
        index = bisect_right(self.text.token_starts, at) - 1
        if index < 0 or self.text.tokens[index].end <= at:
            return None
        token = self.text.tokens[index]
        match token.kind:
            case TokenKind.COMMENT:
                return None
            case TokenKind.REGEX:
                return token.start, token.start
            case TokenKind.STRING | TokenKind.TEMPLATE:
                return token.start, token.end


def _is_given_plainly(code: str, one: Hidden, start: int, end: int) -> bool:
    """True for letters of full width in a literal that has a word which begins so in plain ones: a pattern takes both spellings."""
    word = code[one.start : one.end]
    plain = unicodedata.normalize("NFKC", word)
    return one.kind == "confusable" and plain.isascii() and plain != word and plain[:2] in code[start:end]


def _is_table(literal: str) -> bool:
    """True for few letters besides other characters, for many different ones of these, and for ranges. Escapes are characters."""
    plain = _ESCAPE.sub("", literal)
    letters = sum(1 for char in plain if char.isascii() and char.isalpha())
    others = len({char for char in plain if not char.isascii()}) + len(set(_ESCAPE.findall(literal)))
    return letters < _TABLE_LETTERS or others > max(30, letters // 8) or _RANGE.search(literal) is not None


def _groups(found: list[Hidden]) -> Iterator[tuple[Hidden, ...]]:
    for _, same_class in groupby(sorted(found, key=lambda item: (item.kind, item.start)), key=lambda item: item.kind):
        group: list[Hidden] = []
        for one in same_class:
            if group and one.start - group[-1].end > _JOINED_CHARS:
                yield tuple(group)
                group = []
            group.append(one)
        yield tuple(group)


def _seen(artifact: Artifact, source: SourceText, group: tuple[Hidden, ...], is_agent_file: bool) -> HiddenText:
    start, end = group[0].start, group[-1].end
    characters = {char for one in group for char in source.text[one.start : one.end] if not (char.isascii() and char.isprintable())}
    around = source.text[max(0, start - _CONTEXT_CHARS) : end + _CONTEXT_CHARS]
    return HiddenText(
        place=source.place(artifact, start, end, decoded=shortened(made_visible(source.text[start:end]), limit_chars=VISIBLE_CHARS)),
        characters=group[0].kind,
        code_points=code_points("".join(sorted(characters))),
        visible=shortened(made_visible(around), limit_chars=VISIBLE_CHARS),
        is_agent_file=is_agent_file,
    )


def _secrets(artifact: Artifact, text: Lexed, instructions: Instructions, is_agent_file: bool) -> Iterator[Hidden]:
    """What a model is told and its user is not: in files of agents, in settings, and in literals of code, as descriptions of tools are."""
    if text.language is None and not is_agent_file and artifact.kind not in _SETTINGS:
        return  # documents may speak of such texts
    literals = _Literals(text)
    for one in secret_instructions(text.source.text, instructions):
        literal = literals.literal_at(one.start) if text.language is not None else (one.start, one.end)
        if literal is not None and literal[0] <= one.start and one.end <= literal[1]:
            yield one


def _told(artifact: Artifact, source: SourceText, one: Hidden, is_agent_file: bool) -> HiddenText:
    """Text that a rendered view leaves out or that speaks against the user, and a model reads."""
    return HiddenText(
        place=source.place(artifact, one.start, one.end),
        characters=one.kind,
        code_points=one.code_points,
        visible=shortened(one.visible, limit_chars=VISIBLE_CHARS),
        is_agent_file=is_agent_file,
    )


def _gaps(number: int) -> tuple[Gap, ...]:
    if number <= MAX_PLACES:
        return ()
    return (Gap(reason=f"{number - MAX_PLACES} of {number} places with hidden characters are not listed", hides=frozenset()),)


_ORDINARY = (
    _is_named,
    _is_hyphenation,
    _is_file_start,
    _is_inflected,
    _is_misspelt_in_list,
    _is_left_by_translation,
    _is_left_by_emoji,
    _is_spacing,
)
"""Uses that are no hiding, outside of files that agents read as instructions."""
