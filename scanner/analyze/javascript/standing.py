"""Whether code may mean something by a name, told by the text alone: what cannot is not parsed.

Never says no where following the names of the syntax tree (`Meaning.normal`) would say yes: a receiver is the word itself, or a
name that somewhere is given a value in whose text the word stands.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache, partial

from scanner.analyze.javascript.namesakes import REACH, Namesakes, value_end
from scanner.code.javascript.program import Code

_ENVIRONMENT = re.compile(rb"(?<![\w$])env(?![\w$])")
_CALL_BYTES = 300
"""How far before the end of a call its callee may stand."""
_GIVEN_BYTES = 160
"""How far behind the callee the first word of a text may stand."""
_USERS = 60
_ALIASES = 4
"""How many times a name may be given to another one."""
_TAIL = re.compile(rb"[\w$\x80-\xff]+\Z")
_CALLED = re.compile(rb"([A-Za-z_$\x80-\xff][\w$\x80-\xff]*+)\s*+(?:\?\.)?[(`]")
_GIVEN = re.compile(rb"\s*(?:[|&?]{2})?=(?![=>])")
_TAKEN = re.compile(rb"[{,]\s*[\"']?([\w$]+)[\"']?\s*:\s*\Z")
"""The key under which a pattern takes the name that follows."""
_BARE = re.compile(rb"\s*\(*\s*([A-Za-z_$\x80-\xff][\w$\x80-\xff]*+)\s*[,;)}\n]")
"""A value that is another name."""


@cache
def word_pattern(word: str) -> re.Pattern[bytes]:
    """The word where it stands as a name of its own, the environment of the process left out: its variables are looked for by name."""
    return re.compile(rb"(?<![\w$])(?<!process\.)(?<!meta\.)" + re.escape(word.encode()) + rb"(?![\w$])")


def places(text: bytes, word: bytes, pattern: re.Pattern[bytes]) -> Iterator[int]:
    """Offsets of the word where the pattern, which is about the bytes right around it, matches."""
    at = text.find(word)
    while at >= 0:
        if pattern.search(text, max(0, at - 4), at + len(word) + 8):
            yield at
        at = text.find(word, at + 1)


class Standing:
    """Answers for one program; what names stand for is remembered."""

    def __init__(self, code: Code) -> None:
        self._code = code
        self._known: dict[tuple[int, bytes, re.Pattern[bytes]], bool] = {}
        self._namesakes: dict[int, Namesakes] = {}

    def may_read(self, unit: int, word: bytes, pattern: re.Pattern[bytes], before: str) -> bool:
        """Whether a unit may ask what `before` names for its property or method `word`; `pattern` is how the word stands."""
        text, meant = self._code.text(unit), word_pattern(before)
        may_mean = partial(self._may_mean, unit, meant=meant)
        return any(_may_own(text, at, meant, may_mean) for at in places(text, word, pattern))

    def may_be_variable(self, unit: int, name: bytes, pattern: re.Pattern[bytes]) -> bool:
        """Whether a unit may read a variable of the environment; as a property only of what may be called `env`."""
        text = self._code.text(unit)
        may_mean = partial(self._may_mean, unit, meant=_ENVIRONMENT)
        return any(not _receiver(text, at) or _may_own(text, at, _ENVIRONMENT, may_mean) for at in places(text, name, pattern))

    def may_read_in(self, index: int, word: bytes, pattern: re.Pattern[bytes], before: str) -> bool:
        """The same of a whole module, without cutting it: names are told apart by their letters alone."""
        text, meant = self._code.modules[index].source.code, word_pattern(before)
        namesakes = self._namesakes.get(index)
        if namesakes is None:
            namesakes = self._namesakes[index] = Namesakes(text)
        may_mean = partial(namesakes.may_mean, before=before.encode(), meant=meant)
        return any(_may_own(text, at, meant, may_mean) for at in places(text, word, pattern))

    def may_call(self, unit: int, at: int, meant: re.Pattern[bytes]) -> bool:
        """Whether a text at an offset in a unit may be given to what `meant` names, under whatever name."""
        text, start = self._code.text(unit), max(0, at - _GIVEN_BYTES)
        called = set(_CALLED.findall(text, start, at))
        return meant.search(text, start, at) is not None or any(self._may_mean(unit, name, meant=meant) for name in called)

    def _may_mean(self, unit: int, name: bytes, *, meant: re.Pattern[bytes], depth: int = 0) -> bool:
        key = (unit, name, meant)
        found = self._known.get(key)
        if found is None:
            self._known[key] = depth >= _ALIASES  # a name that stands for itself means nothing; too long a chain may mean anything
            found = self._known[key] = depth >= _ALIASES or any(
                _is_given(text, inner, meant)
                or any(self._may_mean(unit, other, meant=meant, depth=depth + 1) for other in _others(text, inner))
                for text, inner in self._givers(unit, name)
            )
        return found

    def _givers(self, unit: int, name: bytes) -> Iterator[tuple[bytes, bytes]]:
        """Texts in which a name of a unit may be given its value, and how they call it."""
        code = self._code
        yield code.text(unit), name
        symbol = code.symbol(unit, name.decode("utf-8", "replace"))
        if symbol is None:
            return
        inner = symbol.name.encode()
        definers = code.definers(symbol)
        yield from ((code.text(other), inner) for other in definers)
        users = code.users_in(symbol.module, inner)
        yield from ((code.text(other), inner) for other in users[:_USERS] if other not in definers)


def _may_own(text: bytes, at: int, meant: re.Pattern[bytes], may_mean: Callable[[bytes], bool]) -> bool:
    """Whether the word at an offset may be asked of what `meant` names; `may_mean` answers for a name in the place of it."""
    head = _receiver(text, at)
    if not head:  # a pattern, or a subscript
        return meant.search(text, max(0, at - _CALL_BYTES), at + _CALL_BYTES) is not None
    if (called := _called(head)) is not None:
        head, given = called
        if meant.search(given):
            return True  # `__toESM(require("os"))` stands for what it is given
    elif head.endswith((b")", b"]")):
        return meant.search(head) is not None
    found = _TAIL.search(head)
    if found is None:
        return False  # a literal, or the body of a function
    name = found.group()
    return meant.fullmatch(name) is not None or (not _is_property(head, found.start()) and may_mean(name))


def _receiver(text: bytes, at: int) -> bytes:
    """The text up to the dot before a word; empty: there is no dot."""
    head = text[max(0, at - _CALL_BYTES) : at].rstrip()
    return head[:-1].rstrip().removesuffix(b"?").rstrip() if head.endswith(b".") else b""


def _called(head: bytes) -> tuple[bytes, bytes] | None:
    """Of a text that ends with a call, that up to the name of its callee, and the arguments; None: there is no such call."""
    depth = 0
    if not head.endswith(b")"):
        return None
    for at in range(len(head) - 1, -1, -1):
        depth += (head[at] in b")") - (head[at] in b"(")
        if not depth:
            callee = head[:at].rstrip().removesuffix(b"?.")
            return (callee, head[at:]) if _TAIL.search(callee) else None
    return None


def _is_property(head: bytes, start: int) -> bool:
    before = head[:start].rstrip()
    return before.endswith(b".") and not before.endswith(b"..")


def _is_given(text: bytes, name: bytes, meant: re.Pattern[bytes]) -> bool:
    """Whether a text gives a name a value in which the word stands."""
    if text.startswith(b"import") and meant.search(text):
        return True
    for at, end in _mentions(text, name):
        if end and meant.search(text, end, end + REACH) and meant.search(text, end, value_end(text, end)):
            return True
        taken = _TAKEN.search(text, max(0, at - 64), at)
        if taken is not None and meant.fullmatch(taken[1]):
            return True
    return False


def _others(text: bytes, name: bytes) -> set[bytes]:
    """Other names whose value a text gives to a name as it is."""
    found = (_BARE.match(text, end) for _, end in _mentions(text, name) if end)
    return {match[1] for match in found if match is not None} - {name}


def _mentions(text: bytes, name: bytes) -> Iterator[tuple[int, int]]:
    """Where a name stands, and where the value begins that it is given there; 0: none."""
    at = text.find(name)
    while at >= 0:
        given = _GIVEN.match(text, at + len(name))
        yield at, given.end() if given is not None else 0
        at = text.find(name, at + len(name))
