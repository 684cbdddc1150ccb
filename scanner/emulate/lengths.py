"""How long a text must be before a program treats it in another way: lengths that its source compares with."""

import math
import re
from dataclasses import replace

from scanner.emulate.start import PROMPT, Start
from scanner.world.host import PROJECT

_NUMBER = r"\d[\d_]{0,20}(?:e\d(?!\w))?(?:\s{0,4}\*\s{0,4}\d[\d_]{0,20})?"
_BOUND = rf"(?P<bound>{_NUMBER}|[A-Za-z_$][\w$.]{{0,60}})"
_GIVEN = r"\((?:[^()\n]|\([^()\n]{0,40}\)){0,80}\)"
_MEASURE = rf"(?:\blen{_GIVEN}|\.length\b|\b\w{{0,30}}(?:chars|words|lines|tokens|count|size|length)\w{{0,30}}(?:{_GIVEN})?)"
_BELOW = re.compile(rf"{_MEASURE}\s{{0,4}}[<>]=?\s{{0,4}}{_BOUND}", re.IGNORECASE)
_ABOVE = re.compile(rf"(?<![\w$.]){_BOUND}\s{{0,4}}[<>]=?\s{{0,4}}(?:[A-Za-z_$][\w$.]{{0,60}})?{_MEASURE}", re.IGNORECASE)
_FEW, _MANY = 10, 40_000
"""Smaller bounds are those of lists and flags, or met by a few words; larger ones of files that nobody writes."""
_COUNTS_LINES = re.compile(r"lines?\b|line_?count|\\r?\\?n|words?\b|word_?count|\bsplit\(\)", re.IGNORECASE)
"""What is measured where a few are many already: lines and words, of which the user's few words have one and two."""
_HOLDS_LINES = re.compile(r"(?<![\w$])([A-Za-z_$][\w$]{0,40})\s{0,4}=(?!=)[^=\n][^\n]{0,120}(?:lines\(|\bsplit\((?:\)|/?[\"'`]?\\))")
"""A variable that is given a text in lines or words: `rows = cell.splitlines()`."""
_NAME = re.compile(r"[A-Za-z_$][\w$]*")
_BEFORE_CHARS = 24
"""So much before a measure tells what is measured: `lines` of `lines.length`."""
_LONGEST = 60_000
_LETTERS_OF_WORD, _LETTERS_OF_LINE = 8, 48
_WORDS = 200
"""A text has at least so many words or letters to be long; smaller bounds may be of lines."""
_DEFAULT_CHARS = 400
"""So much before a value is kept may the parameter stand whose default it is: `constructor(e, t = 6e3) { this.limit = t; }`."""
_MOST_TRIED, _MOST_NAMED = 3, 60
SOURCE_CHARS = 256 * 1024
"""Bundles compare lengths all over, and a run of them is dear."""


def lengths_compared(source: str, *, least: int = 1) -> tuple[int, ...]:
    """Lengths in letters that a text may need, to be tried in turn: first one beyond all bounds, then just beyond each. Empty: none.

    least: smaller bounds do not count. Does not see bounds that are computed, nor those in sources that are larger than a tool's own code.
    """
    if len(source) > SOURCE_CHARS:
        return ()
    matches = [match for pattern in (_BELOW, _ABOVE) for match in pattern.finditer(source)]
    named = dict.fromkeys((match["bound"], _FEW) for match in matches)
    held = frozenset(match[1] for match in _HOLDS_LINES.finditer(source))
    named |= dict.fromkeys((match["bound"], 1) for match in matches if _counts_lines(_measured(match, source), held))
    bounds = sorted({bound for one, few in list(named)[:_MOST_NAMED] for bound in _numbers(one, source, max(few, least))})
    if not bounds:
        return ()
    letters = max(bound * (_LETTERS_OF_LINE if bound < _WORDS else _LETTERS_OF_WORD) for bound in bounds)
    found = [min(letters, _LONGEST), *(bound + bound // 4 + 1 for bound in reversed(bounds) if bound >= _FEW)]
    return tuple(dict.fromkeys(found))[:_MOST_TRIED]


def lengths_near(text: str) -> tuple[int, ...]:
    """As `lengths_compared`, of a bundle, by the text near its signals: those that only a long text meets, as a run of it is dear."""
    return lengths_compared(text, least=_WORDS)


def _counts_lines(measured: str, held: frozenset[str]) -> bool:
    """held: variables that hold lines or words."""
    return _COUNTS_LINES.search(measured) is not None or not held.isdisjoint(_NAME.findall(measured))


def _measured(match: re.Match[str], source: str) -> str:
    """What is compared with a bound, as far as its line tells."""
    return source[max(0, match.start() - _BEFORE_CHARS) : match.end()].rpartition("\n")[2]


def _numbers(bound: str, source: str, least: int) -> list[int]:
    """The bound, or what a constant of that name is set to; none below the least."""
    if bound[0].isdigit():
        number = _product(bound)
        return [number] if least <= number <= _MANY else []
    name = re.escape(bound.rsplit(".", 1)[-1])
    named = re.finditer(rf"(?<![\w$]){name}\s{{0,4}}(?::\s{{0,4}}\w{{1,30}}\s{{0,4}})?[:=]\s{{0,4}}({_NUMBER})(?![\w.])", source)
    numbers = [_product(match[1]) for match in named] + _defaults(name, source)
    return [number for number in numbers if least <= number <= _MANY]


def _defaults(name: str, source: str) -> list[int]:
    """What parameters are by default that are kept under a name. name: as a pattern."""
    found = []
    for kept in re.finditer(rf"\.{name}\s{{0,4}}=\s{{0,4}}([A-Za-z_$][\w$]{{0,40}})(?![\w$.(\[])", source):
        before = source[max(0, kept.start() - _DEFAULT_CHARS) : kept.start()]
        given = re.findall(rf"[(,]\s{{0,40}}{re.escape(kept[1])}\s{{0,4}}=\s{{0,4}}({_NUMBER})\s{{0,40}}[,)]", before)
        found += [_product(one) for one in given[-1:]]
    return found


def _product(text: str) -> int:
    return math.prod(_number(factor.strip().replace("_", "")) for factor in text.split("*"))


def _number(digits: str) -> int:
    """As minifiers write it, too: `6e3`."""
    front, _, zeros = digits.partition("e")
    return int(front[:9] or 0) * int("1" + "0" * int(zeros or 0))


def with_text(start: Start, chars: int, files: set[str] | frozenset[str]) -> Start:
    """The start of a user who writes that much. files: paths that were looked for; an argument that names one stays as it is."""
    longer = replace(start, text_chars=chars)
    words = (longer.prompt if word == PROMPT and f"{PROJECT}/{word}" not in files else word for word in start.arguments)
    return replace(longer, arguments=tuple(words))
