"""The brackets, separators and literals of JavaScript text with their depth, for all of a file at once.

Literals are found one after the other, since what a quote or slash means depends on what stands before it; all that follows from
their places (depth, which bracket closes which) is computed over whole arrays.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from scanner.code.javascript import lexicon

BRACE, BRACE_END, COMMA, NEWLINE, SEMICOLON, SLASH, TEMPLATE = b"{},\n;/`"
_PAIRS = {0x28: 0x29, 0x5B: 0x5D, BRACE: BRACE_END, TEMPLATE: TEMPLATE}
_DEEPEST_SORTED_FAST = 32_000
"""Levels that fit 16 bits are sorted by radix; deeper nesting is rubbish or hostile, and only slower."""
_BEFORE_SLASH_CHARS = 64
_BLANK_CHARS = 1_000
"""Longest indentation between a comment and a regular expression behind it."""

_MARKS = np.zeros(256, np.bool_)
_MARKS[list(b"(){}[]`;,\n")] = True
_STEPS = np.zeros(256, np.int8)
_STEPS[list(b"([{")] = 1
_STEPS[list(b")]}")] = -1
_CLOSER_OF = np.zeros(256, np.uint8)
for _opener, _closer in _PAIRS.items():
    _CLOSER_OF[_opener] = _closer


class Unbalanced(ValueError):
    """The brackets of a text do not balance, as far as the counter understands it."""


@dataclass(slots=True)
class Literals:
    """Where strings, comments, regular expressions and templates lie. A template with code of some depth in it is in pieces."""

    starts: list[int] = field(default_factory=list)
    """Offset of each literal or piece of a template, in order."""
    ends: list[int] = field(default_factory=list)
    pieces: list[int] = field(default_factory=list)
    """Indices of those that are pieces of a template."""
    opened: list[int] = field(default_factory=list)
    """Offset of the first backtick of each template that is in pieces; its `${` and `}` count as brackets."""
    closed: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Level:
    """What stands at one level of nesting, in order: separators, groups and literals, each as byte, start and end."""

    bytes: list[int]
    """The byte of a separator, the opener of a group, the first byte of a literal."""
    starts: list[int]
    ends: list[int]


class Brackets:
    """All marks of a text. Raises Unbalanced where the text is no program as far as this reading goes."""

    def __init__(self, code: bytes) -> None:
        literals = literals_of(code)
        text = np.frombuffer(code, np.uint8)
        starts, ends = np.asarray(literals.starts, np.int64), np.asarray(literals.ends, np.int64)
        self._at = _marks(text, starts, ends, literals)
        self._byte = text[self._at]
        steps = _steps(self._at, self._byte, literals)
        self._depth = np.cumsum(steps, dtype=np.int32)
        if len(self._depth) and (self._depth[-1] != 0 or self._depth.min() < 0):
            raise Unbalanced(f"{abs(int(self._depth[-1]))} brackets are open at the end, or one closes that none opened")
        self._first, self._end = _partners(self._at, self._byte, steps, self._depth, starts, ends)
        self._is_opener = steps > 0

    def level(self, start: int, end: int) -> Level:
        """What stands between two offsets at the level of the first of them."""
        low, high = np.searchsorted(self._at, (start, end))
        base = int(self._depth[low - 1]) if low else 0
        chosen = low + np.flatnonzero((self._depth[low:high] == base) & ~self._is_opener[low:high])
        first = self._first[chosen]
        return Level(self._byte[first].tolist(), self._at[first].tolist(), self._end[chosen].tolist())


def literals_of(code: bytes) -> Literals:
    """All literals of a text. Raises Unbalanced for a string or template without an end."""
    return _Scan(code).run()


class _Scan:
    def __init__(self, code: bytes) -> None:
        self._code = code
        self._found = Literals()
        self._holes: list[int] = []
        """For each template that is open: the braces open in its substitution."""

    def run(self) -> Literals:
        at = 0
        if self._code.startswith(b"#!"):
            at = max(self._code.find(b"\n"), 2)
            self._take(0, at)
        while True:
            at = self._literals(at)
            if at < 0:
                return self._found

    def _literals(self, at: int) -> int:
        """Take literals up to a place where reading has to start anew, which is returned; negative: all is read."""
        pattern = lexicon.IN_SUBSTITUTION if self._holes else lexicon.TO_LITERAL
        starts, ends = self._found.starts, self._found.ends
        for match in pattern.finditer(self._code, at):
            start, at = match.span(1)
            if at - start > 1:
                starts.append(start)
                ends.append(at)
                continue
            after = self._single(start) if at > start else self._no_literal(at)
            if after is not None:
                return after
        raise AssertionError("the pattern matches everywhere")

    def _single(self, at: int) -> int | None:
        """What a slash or brace means. None: reading goes on behind it; otherwise where it starts anew."""
        byte = self._code[at]
        if byte == SLASH:
            end = self._regex_end(at)
            if end is not None:
                self._take(at, end)
            return end
        self._holes[-1] += 1 if byte == BRACE else -1
        return self._template_goes_on(at + 1) if self._holes[-1] < 0 else None

    def _no_literal(self, at: int) -> int:
        """Where to go on from a place where no literal that the pattern knows begins: the end, or a template of some depth."""
        if at >= len(self._code):
            if self._holes:
                raise Unbalanced("a template has no end")
            return -1
        head = lexicon.TEMPLATE_HEAD.match(self._code, at) if self._code[at] == TEMPLATE else None
        if head is None:
            raise Unbalanced(f"the literal at {at} has no end")
        self._found.opened.append(at)
        self._holes.append(0)
        self._take_piece(at + 1, head.end() - 1)
        return head.end()

    def _template_goes_on(self, at: int) -> int:
        rest = lexicon.TEMPLATE_REST.match(self._code, at)
        if rest is None:
            raise Unbalanced(f"the template before {at} has no end")
        end = rest.end()
        self._take_piece(at, end - 1)
        if self._code[end - 1] == TEMPLATE:
            self._holes.pop()
            self._found.closed.append(end - 1)
        else:
            self._holes[-1] = 0
        return end

    def _regex_end(self, slash: int) -> int | None:
        """Where the regular expression that begins behind blanks or comments ends; None: the slash divides."""
        at = slash
        if at and not self._code[at - 1 : at].isspace():
            return None
        starts, ends = self._found.starts, self._found.ends
        index = len(starts) - 1
        while True:
            before = self._code[max(0, at - _BEFORE_SLASH_CHARS) : at].rstrip()
            is_near = index >= 0 and at - ends[index] < _BLANK_CHARS and not self._code[ends[index] : at].strip()
            if not is_near or self._code[starts[index]] != SLASH or self._code[starts[index] + 1] not in b"/*":
                break
            at, index = starts[index], index - 1
        if lexicon.EXPECTS_VALUE.search(before) is None:
            return None
        match = lexicon.REGEX_BODY.match(self._code, slash)
        return None if match is None else match.end()

    def _take(self, start: int, end: int) -> None:
        self._found.starts.append(start)
        self._found.ends.append(end)

    def _take_piece(self, start: int, end: int) -> None:
        if end > start:
            self._found.pieces.append(len(self._found.starts))
            self._take(start, end)


def _marks(text: NDArray[np.uint8], starts: NDArray[np.int64], ends: NDArray[np.int64], literals: Literals) -> NDArray[np.int64]:
    """Offsets of all brackets and separators outside of literals, and of the first byte of each literal."""
    inside = np.zeros(len(text) + 1, np.int8)
    inside[starts] = 1
    inside[ends] -= 1
    np.cumsum(inside, out=inside)
    is_mark = _MARKS[text]
    is_mark &= inside[:-1] == 0
    whole = starts if not literals.pieces else np.delete(starts, literals.pieces)
    is_mark[whole] = True
    return np.flatnonzero(is_mark)


def _steps(at: NDArray[np.int64], byte: NDArray[np.uint8], literals: Literals) -> NDArray[np.int8]:
    steps = _STEPS[byte]
    steps[np.searchsorted(at, literals.opened)] = 1
    steps[np.searchsorted(at, literals.closed)] = -1
    return steps


def _partners(
    at: NDArray[np.int64],
    byte: NDArray[np.uint8],
    steps: NDArray[np.int8],
    depth: NDArray[np.int32],
    starts: NDArray[np.int64],
    ends: NDArray[np.int64],
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """For each mark the index of the mark that begins what ends with it, and the offset after it."""
    first = np.arange(len(at))
    end = at + 1
    brackets = np.flatnonzero(steps)
    level = depth[brackets] + (steps[brackets] < 0)
    is_deep = len(level) and level.max() > _DEEPEST_SORTED_FAST
    order = brackets[np.argsort(level if is_deep else level.astype(np.int16), kind="stable")]
    openers, closers = order[0::2], order[1::2]
    if (steps[openers] < 0).any() or (_CLOSER_OF[byte[openers]] != byte[closers]).any():
        raise Unbalanced("another bracket closes than was opened")
    first[closers] = openers
    literal = np.searchsorted(at, starts)
    literal[literal == len(at)] = 0
    is_whole = at[literal] == starts
    end[literal[is_whole]] = ends[is_whole]
    return first, end
