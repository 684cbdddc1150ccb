"""The conditions of `[[ ... ]]`."""

import re
from collections.abc import Callable

from scanner.code.shell.nodes import Comparison, Condition, Junction, Property
from scanner.code.shell.words import WordReader

WORD_AHEAD = re.compile(r"[^\s;&|<>()\"'`$\\]+")
_UNARY = re.compile(r"-[a-zA-Z]$")
_ZSH_MATCHES = frozenset({"-regex-match", "-pcre-match"})
_BINARY = frozenset({"=", "==", "!=", "=~", "<", ">", "-eq", "-ne", "-lt", "-le", "-gt", "-ge", "-nt", "-ot", "-ef"})


class ConditionReader(WordReader):
    """Reads conditions where the text stands."""

    def closed(self, word: str) -> None:
        """Over a closing word; the end of the text closes everything, and is counted."""
        if self.text.startswith(word, self.at):
            self.at += len(word)
        else:
            self.misread.append((self.at + self.shift, self.at + self.shift))

    def condition(self) -> Condition:
        return self._junction("||", self._and_condition)

    def _and_condition(self) -> Condition:
        return self._junction("&&", self._one_condition)

    def _junction(self, operator: str, part: Callable[[], Condition]) -> Condition:
        parts = [part()]
        while True:
            self.skip_space()
            if self.peek(2) != operator:
                return parts[0] if len(parts) == 1 else Junction(operator, tuple(parts))
            self.at += 2
            parts.append(part())

    def _one_condition(self) -> Condition:
        self.skip_space()
        if self.peek() == "!" and self.peek(2)[1:] in (" ", "\t"):
            self.at += 1
            self._enter()
            inner = self._one_condition()
            self.depth -= 1
            return Junction("!", (inner,))
        if self.peek() == "(":
            self._enter()
            self.at += 1
            inner = self.condition()
            self.depth -= 1
            self.skip_space()
            self.closed(")")
            return inner
        left = self.word()
        if left.bare is not None and _UNARY.match(left.bare):
            self.skip_space()
            if not self.text.startswith("]]", self.at):
                return Property(left.bare, self.word())
        self.skip_space()
        operator = self._condition_operator()
        if operator is None:
            return Property("-n", left)
        self.skip_space()
        return Comparison(operator, left, self.pattern_word() if operator == "=~" or (self.is_zsh and self.peek() == "(") else self.word())

    def _condition_operator(self) -> str | None:
        for operator in ("<", ">"):
            if self.peek() == operator:
                self.at += 1
                return operator
        ahead = WORD_AHEAD.match(self.text, self.at)
        if ahead is None or ahead[0] not in (_BINARY | _ZSH_MATCHES if self.is_zsh else _BINARY):
            return None
        self.at = ahead.end()
        return "=~" if ahead[0] in _ZSH_MATCHES else ahead[0]
