"""Blocks that only zsh knows: bodies in braces or of one command, functions without a name, `always`, `repeat`."""

import re

from scanner.code.numbers import is_number
from scanner.code.shell.conditions import WORD_AHEAD, ConditionReader
from scanner.code.shell.nodes import Calculation, Command, For, Function, Group, Literal, Sequence, Simple, Test, Word

_ANONYMOUS = re.compile(r"\([ \t]*\)[ \t\r\n]*(?=\{)")
_ALWAYS = re.compile(r"[ \t]*always[ \t\r\n]*(?=\{)")
_ENDS = frozenset("\n\r;&#|)}")
_PARENTHESES = re.compile(r"\\.|'[^'\n]*'|[()]")
_PATTERN_CHARS = 2_000
_MOST_ROUNDS = 100
"""Rounds of `repeat` that are followed."""


class ZshReader(ConditionReader):
    """What the parser of commands adds to read zsh. All of it does nothing in scripts of other shells."""

    def _and_or(self) -> Command:
        raise NotImplementedError

    def _skip_blanks(self) -> None:
        raise NotImplementedError

    def _body_ahead(self, last: Command) -> bool:
        """Whether the body of a condition begins right behind it: `if [[ ... ]] {`, `if (( ... )) command`."""
        if not self.is_zsh or not _is_delimited(last):
            return False
        self._skip_blanks()
        ahead = WORD_AHEAD.match(self.text, self.at)
        return self.peek() not in _ENDS | {""} and (ahead is None or ahead[0] not in ("then", "do"))

    def _own_body(self) -> Sequence:
        """A body in braces, or one command."""
        start = self.at + self.shift
        if self.peek() != "{":
            return Sequence((self._and_or(),), start, self.at + self.shift)
        return self._in_braces()

    def _in_braces(self) -> Sequence:
        self.at += 1
        body = self.sequence_until(frozenset({"}"}))
        self.closed("}")
        return body

    def _unnamed(self, start: int) -> Command | None:
        """`() { ... } arguments`: a function that is called where it stands. Its position is behind `()` or `function`."""
        found = _ANONYMOUS.match(self.text, self.at) if self.is_zsh else None
        if found is not None:
            self.at = found.end()
        elif not self.is_zsh or self.peek() != "{":
            return None
        body = self._in_braces()
        end = self.at + self.shift
        name = f"() at {start + self.shift}"
        words = [Word((Literal(name, True),), start + self.shift, end)]
        self._skip_blanks()
        while self.peek() not in _ENDS | {"", "<", ">", "("}:
            words.append(self.word())
            self._skip_blanks()
        call = Simple((), tuple(words), (), start + self.shift, self.at + self.shift)
        return Sequence((Function(name, body, start + self.shift, end), call), start + self.shift, self.at + self.shift)

    def _with_always(self, made: Command, start: int) -> Command:
        """`{ ... } always { ... }`."""
        found = _ALWAYS.match(self.text, self.at) if self.is_zsh else None
        if found is None:
            return made
        self.at = found.end()
        after = Group(self._in_braces(), False, start + self.shift, self.at + self.shift)
        return Sequence((made, after), start + self.shift, self.at + self.shift)

    def _repeated(self, start: int) -> Command | None:
        """`repeat 3 ...`; a count that is not written down is followed once."""
        if not self.is_zsh:
            return None
        self._skip_blanks()
        count = self.word()
        rounds = min(int(count.plain), _MOST_ROUNDS) if count.plain is not None and is_number(count.plain) else 1
        body = self._loop_body()
        return For("REPLY_", (count,) * rounds, body, start + self.shift, self.at + self.shift)

    def _is_group_of_pattern(self) -> bool:
        """Whether the parenthesis that opens here is closed inside of a pattern: `(a|b)*)`, and not at its end: `(a|b)`."""
        depth = 0
        for match in _PARENTHESES.finditer(self.text, self.at, self.at + _PATTERN_CHARS):
            depth += (match[0] == "(") - (match[0] == ")")
            if not depth:
                return self.text[match.end() : match.end() + 1] not in ("", " ", "\t", "\n", "\r", ";")
        return False

    def _grouped_word(self) -> Word:
        """A pattern that begins with a group: `(a|b)*`."""
        start = self.at
        parts = self._extended_pattern(1)
        if self.peek() not in _ENDS | {"", " ", "\t"}:
            parts += self.word().parts
        return Word(tuple(parts), start + self.shift, self.at + self.shift)

    def _loop_body(self) -> Sequence:
        raise NotImplementedError


def _is_delimited(command: Command) -> bool:
    """Whether a command ends by a mark of its own, so that another may stand behind it."""
    last = command
    while (rest := getattr(last, "rest", None)) or (rest := getattr(last, "commands", None)):
        last = rest[-1][1] if isinstance(rest[-1], tuple) else rest[-1]
    return isinstance(last, Test | Calculation) or (isinstance(last, Group) and last.is_subshell)
