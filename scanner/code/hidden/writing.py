"""Ordinary uses of characters that a reader does not see: what the scripts, emoji, message formats and Markdown need."""

import re
import unicodedata
from dataclasses import dataclass, field

from scanner.code.hidden.run import Kind
from scanner.code.hidden.sets import DIRECTION_MARKS, FILLERS, OVERRIDES

_BLOCK_CHARS = 512
"""What is said of a whole stretch of text is kept by blocks of this length: looked at once for all runs in one."""
_NEAR_CHARS = 8
"""Marks of scripts that need them stand this near to their letters; slips of typing as well."""
_DIRECTION_CHARS = 200
"""Marks of direction stand this near to letters from right to left."""
_DOUBLED = 3
"""A mark typed twice or three times is a slip; more in a row are no ordinary use in any script."""

_RIGHT_TO_LEFT = re.compile("[\u0590-\u061b\u061d-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
_JOINING = re.compile(
    "[\u0600-\u109f\u1700-\u17b3\u17b6-\u180d\u180f-\u18af\u1900-\u1cff\ua800-\uabff\ufb50-\ufdff\ufe70-\ufefc\U00010a00-\U00010aff\U00011000-\U00011fff]"
)
"""Scripts in which joiners are part of spelling: Arabic, the Indic ones and those of South East Asia, Mongolian."""
_SPACELESS = re.compile(
    "[\u0e00-\u0fff\u1000-\u109f\u1780-\u17b3\u17b6-\u180d\u180f-\u18af\u1950-\u19df\u2e80-\u3163\u3165-\u9fff\ua980-\ua9df\uf900-\ufaff\uff01-\uff9f\uffa1-\uffef\U00020000-\U0003ffff]"
)
"""Scripts that put no space between words; not the characters of theirs that are not seen."""
_KHMER_OR_MONGOLIAN = re.compile("[\u1780-\u17b3\u17b6-\u180d\u180f-\u18af]")
_WIDE = re.compile("[\u2e80-\u303e\u3041-\u3163\u3165-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff61-\uff9f\U00020000-\U0003fffd]")
_IDEOGRAPH = re.compile("[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff\uffa1-\uffdc]")
_ACCENTED = re.compile("[^\\W\\d_\x00-\x7f]")
_BRAILLE = re.compile("[\u2801-\u28ff]")
_PICTOGRAPH = re.compile("[©®\u200d\u203c\u2049\u2122\u2139\u2190-\u2bff\u3030\u303d\u3297\u3299\ufe0f\U0001f000-\U0001faff]")
_SELECTED = re.compile("[#*0-9\u1000-\u109f\u1800-\u180a\u1820-\u18af\u2000-\u33ff\uff01-\uffef\U0001d400-\U0001d7ff]")
"""Besides emoji and letters without case: keys of a telephone, symbols, signs of East Asian writing, letters of mathematics."""
_REGION = re.compile("[\U000e0061-\U000e007a]{2}[\U000e0030-\U000e0039\U000e0061-\U000e007a]{1,3}\U000e007f")
"""The tags of a region's flag: a country, a part of it, the end."""
_FLAG = "\U0001f3f4"
_MARKUP = tuple("*_`~")
"""Beside marks of emphasis a space of zero width ends the word for Markdown."""
_PAIRED = re.compile("[\u202a-\u202e\u2066-\u2069]")
_ISOLATES, _END_OF_ISOLATE, _END_OF_EMBEDDING = "\u2066\u2067\u2068", "\u2069", "\u202c"
_NEUTRAL = "\u2066\u2068"
"""Isolates from left to right, and by the first letter: message formats put them around inserted values of whatever script."""
_JOINERS = frozenset("\u200c\u200d\u034f")
_VOWELS = frozenset("\u17b4\u17b5\u180e")
"""Of Khmer and Mongolian."""
_FILLERS = frozenset(FILLERS)


_NEEDED = ((DIRECTION_MARKS, _RIGHT_TO_LEFT), ("\u200b", _SPACELESS), ("\u200c\u200d", _JOINING))


@dataclass(slots=True)
class Writing:
    """A text whose runs are asked for from its start to its end."""

    text: str
    _blocks: dict[tuple[re.Pattern[str], int], bool] = field(default_factory=dict)
    _line_end: int = -1
    _openings: dict[int, str] = field(default_factory=dict)
    """Of the line that was looked at last: the place of each mark that is one of a pair, with the mark that opens the pair."""

    def is_ordinary(self, kind: Kind, start: int, end: int) -> bool:
        """True: a run of one kind that this writing has a use for where it stands."""
        match kind:
            case "zero_width":
                return self._is_ordinary_zero_width(start, end)
            case "variation_selector":
                is_one = end - start == 1 or self.text[start:end] == "\ufe0f\ufe0f"  # typed twice
                return is_one and _takes_selector(self._before(start), self.text[start])
            case "bidirectional":
                return all(self._directs(at) for at in range(start, end))
            case "tag":
                return self._before(start) == _FLAG and _REGION.fullmatch(self.text, start, end) is not None
            case "control":
                return self.text[start:end] == "\x1a" and end == len(self.text)  # how files of DOS end
            case "confusable" | "html_comment" | "concealed" | "secrecy":
                return False

    def is_wide(self, at: int) -> bool:
        """True near ideographs, kana and Hangul, beside which letters of full width are usual."""
        return self._has_near(_WIDE, at)

    def _before(self, start: int) -> str:
        return self.text[start - 1 : start]

    def _is_beside(self, script: re.Pattern[str], start: int, end: int) -> bool:
        return script.search(self.text, max(0, start - _NEAR_CHARS), end + _NEAR_CHARS) is not None

    def _has_near(self, pattern: re.Pattern[str], at: int) -> bool:
        """In the block of a place and in those before and after it."""
        block = at // _BLOCK_CHARS
        for one in (block - 1, block, block + 1):
            known = self._blocks.get((pattern, one))
            if known is None:
                known = one >= 0 and pattern.search(self.text, one * _BLOCK_CHARS, (one + 1) * _BLOCK_CHARS) is not None
                self._blocks[pattern, one] = known
            if known:
                return True
        return False

    def _is_ordinary_zero_width(self, start: int, end: int) -> bool:
        """True for what stands alone, or is one mark doubled, where its script has a use for it."""
        run, before, after = self.text[start:end], self._before(start), self.text[end : end + 1]
        if "\u2800" in run:
            return set(run) == {"\u2800"} and self._has_near(_BRAILLE, start)
        if end - start > _DOUBLED:
            return False
        marks = set(run)
        if marks <= _FILLERS:
            return _HANGUL.match(before) is not None
        if len(marks) > 1:
            return False
        if marks <= _JOINERS:
            return _joins(run, before, after) or self._is_beside(_JOINING, start, end)
        if marks <= _VOWELS:
            return self._is_beside(_KHMER_OR_MONGOLIAN, start, end)
        if run[0] == "\u200b":
            is_markup = before in _MARKUP or after in _MARKUP
            return is_markup or self._is_beside(_SPACELESS, start, end) or self._is_beside(_JOINING, start, end)
        return end - start == 1 and self._is_ordinary_mark(start, before, after)

    def _is_ordinary_mark(self, start: int, before: str, after: str) -> bool:
        """True for a single mark of the remaining ones."""
        match self.text[start]:
            case "\ufeff":
                return start == 0
            case "\u00ad":
                return before.isalpha() and after.isalpha() and self._has_near(_ACCENTED, start)
            case "\u2060":
                return self._is_beside(_SPACELESS, start, start + 1)
            case mark:
                return "\U0001d173" <= mark <= "\U0001d17a" and "\U0001d100" <= before <= "\U0001d1ff"

    def _directs(self, at: int) -> bool:
        """True for marks where letters from right to left are, and for pairs that need to be."""
        mark = self.text[at]
        if mark in OVERRIDES:
            return False
        if mark not in DIRECTION_MARKS:
            opening = self._opening_of(at)
            if opening is None or opening in _NEUTRAL:
                return opening is not None
        return _RIGHT_TO_LEFT.search(self.text, max(0, at - _DIRECTION_CHARS), at + _DIRECTION_CHARS) is not None

    def _opening_of(self, at: int) -> str | None:
        """The mark that opens the pair that a mark is of; None: it opens or ends nothing on its line."""
        if at >= self._line_end:
            start = self.text.rfind("\n", 0, at) + 1
            end = self.text.find("\n", at)
            self._line_end = end if end >= 0 else len(self.text)
            self._openings = _pairs(self.text, start, self._line_end)
        return self._openings.get(at)


def marks_in_use(text: str) -> frozenset[str]:
    """Marks that letters of the text need, wherever these stand: for texts in one language, as translations are."""
    return frozenset(mark for marks, script in _NEEDED if script.search(text) for mark in marks)


def _pairs(text: str, start: int, end: int) -> dict[int, str]:
    """Where pairs of marks stand, with the mark that opens each. The end of an isolate ends the embeddings in it, too."""
    paired: dict[int, str] = {}
    isolates: list[int] = []
    embeddings: list[list[int]] = [[]]
    for found in _PAIRED.finditer(text, start, end):
        mark, at = found.group(), found.start()
        if mark in _ISOLATES:
            isolates.append(at)
            embeddings.append([])
        elif mark == _END_OF_ISOLATE:
            if not isolates:
                continue  # ends nothing
            embeddings.pop()
            opening = isolates.pop()
            paired[opening] = paired[at] = text[opening]
        elif mark == _END_OF_EMBEDDING:
            if embeddings[-1]:
                opening = embeddings[-1].pop()
                paired[opening] = paired[at] = text[opening]
        else:
            embeddings[-1].append(at)
    return paired


def _joins(joiner: str, before: str, after: str) -> bool:
    """True inside of emoji, and for CGJ, which keeps the order of points on a letter."""
    if joiner == "\u200d":
        return _is_pictograph(before) and _is_pictograph(after)
    return joiner == "\u034f" and bool(before) and unicodedata.combining(before) > 0


def _takes_selector(before: str, selector: str) -> bool:
    if not before:
        return False
    if selector >= "\U000e0100":
        return _IDEOGRAPH.match(before) is not None  # variants of ideographs only
    letters = () if selector in "\ufe0e\ufe0f" else ("Lo",)  # as emoji or as text: no choice that letters have
    is_selected = _SELECTED.match(before) or _IDEOGRAPH.match(before) or unicodedata.category(before) in ("Sm", *letters)
    return bool(is_selected) or _is_pictograph(before)


def _is_pictograph(one: str) -> bool:
    return bool(one) and (_PICTOGRAPH.match(one) is not None or unicodedata.category(one) == "So")
