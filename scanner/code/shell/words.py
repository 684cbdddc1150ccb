"""Words of a shell script: quotes undone, expansions told apart. The base of the parser of commands."""

import re
from collections.abc import Callable

from scanner.code.shell.escapes import unescaped
from scanner.code.shell.nodes import (
    Arithmetic,
    Elements,
    Literal,
    Parameter,
    Part,
    ProcessSubstitution,
    Redirect,
    Sequence,
    Substitution,
    Word,
)

MAX_DEPTH = 60
"""Substitutions, quotes and blocks inside of each other; scripts met have up to 12."""
_SCAN_CHARS = 20_000
"""How far the end of an arithmetic expression is looked for; the longest met has 300 characters."""
_SCAN_TOTAL = 8_000_000

_PLAIN = re.compile(r"[^\s;&|<>()\"'`$\\@?*+!]+")
"""Characters of a word that mean nothing special; likewise in double quotes and in here-documents."""
_IN_QUOTES = re.compile(r'[^"\\$`]+')
_IN_DOCUMENT = re.compile(r"[^\\$`]+")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*|[0-9]|[@*#?$!_-]")
_BRACED_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*|[0-9]+|[@*#?$!_-]")
_ZSH_PREFIX = re.compile(r"[=^~]*")
_IS_SET = re.compile(r"\$\+([A-Za-z_]\w*)")
_NUMBER = re.compile(r"<\d*-\d*>")
"""Of zsh: the pattern of a number. Bounds are not kept."""
_COUNTED = re.compile(r"\$#([A-Za-z_]\w*)")
_MODIFIERS = re.compile(r"(?::[aAcehlPqQrtuxg]\d?)+(?=\})")
"""Of zsh: `${name:t}`, the last part of a path, and its like."""
_SUBSCRIPT = re.compile(r"\[[^\]\s\"]{1,80}\]")
_OPERATOR = re.compile(r":[-=?+]|##|#|%%|//|/#|/%|%|/|\^\^|\^|,,|,|:|@|[-=?+]")

_ZSH_OPERATOR = re.compile(r":#|:\||:\*(?=[A-Za-z_])|::=")
"""Items left out by a pattern or another list, and what a name is set to in any case."""


class Misread(Exception):
    """Something here is no shell syntax; `at` is the character."""

    def __init__(self, at: int) -> None:
        super().__init__(f"no shell syntax at character {at}")
        self.at = at


class WordReader:
    """A position in a script, and how words are read from there."""

    def __init__(self, text: str, *, shift: int = 0, depth: int = 0) -> None:
        self.text = text
        self.at = 0
        self.shift = shift
        """Added to offsets: where this text stands in the whole script."""
        self.depth = depth
        self.scanned = 0
        self.is_zsh = False
        self.is_whole = False
        """Whether what is not quoted stays one word: in zsh, where no option says otherwise."""
        self.misread: list[tuple[int, int]] = []
        """Ranges of characters that were passed over."""
        self.pending: list[tuple[Redirect, str, bool, bool]] = []
        """Here-documents whose text begins at the next line: redirect, end mark, is quoted, has tabs stripped."""

    # what the parser of commands adds

    def sequence_until(self, closers: frozenset[str]) -> Sequence:
        raise NotImplementedError

    def inner_sequence(self, text: str, shift: int) -> Sequence:
        raise NotImplementedError

    # words

    def peek(self, length: int = 1) -> str:
        return self.text[self.at : self.at + length]

    def word(self) -> Word:
        """The word at the position. Raises Misread where there is none."""
        start = self.at
        parts = self._parts(lambda char: char in " \t\n\r;&|<>()", is_word=True, plain_run=_PLAIN)
        if not parts:
            raise Misread(self.at)
        return Word(tuple(parts), start + self.shift, self.at + self.shift)

    def pattern_word(self) -> Word:
        """The right side of `=~`: parentheses and bars belong to it."""
        start, open_count = self.at, 0

        def ends(char: str) -> bool:
            nonlocal open_count
            open_count += (char == "(") - (char == ")")
            return open_count < 0 or (char in " \t\n" and open_count == 0)

        parts = self._parts(ends)
        if not parts:
            raise Misread(self.at)
        return Word(tuple(parts), start + self.shift, self.at + self.shift)

    def elements(self) -> Elements:
        """`(...)` behind an equal sign."""
        self._enter()
        self.at += 1
        items: list[tuple[Word | None, Word]] = []
        while True:
            self.skip_space()
            if self.at >= len(self.text):
                break
            if self.peek() == ")":
                self.at += 1
                break
            key = None
            if self.peek() == "[" and (close := self.text.find("]=", self.at, self.at + 500)) > 0:
                key = self._sub_word(self.at + 1, close)
                self.at = close + 2
                if self.peek() in ("", " ", "\t", "\n", ")"):
                    items.append((key, Word((Literal("", True),), self.at + self.shift, self.at + self.shift)))
                    continue
            items.append((key, self.word()))
        self.depth -= 1
        return Elements(tuple(items))

    def skip_space(self) -> None:
        """Over blanks, line ends and comments."""
        while self.at < len(self.text):
            char = self.text[self.at]
            if char in " \t\r":
                self.at += 1
            elif char == "\n":
                self.newline()
            elif char == "\\" and self.peek(2) == "\\\n":
                self.at += 2
            elif char == "#":
                self.skip_comment()
            else:
                return

    def skip_comment(self) -> None:
        end = self.text.find("\n", self.at)
        self.at = len(self.text) if end < 0 else end

    def newline(self) -> None:
        """Over a line end, and over the here-documents that were announced on the line."""
        self.at += 1
        waiting, self.pending = self.pending, []
        for redirect, mark, is_quoted, has_tabs in waiting:
            redirect.target = self._heredoc(mark, is_quoted=is_quoted, has_tabs=has_tabs)

    def _heredoc(self, mark: str, *, is_quoted: bool, has_tabs: bool) -> Word:
        start = self.at
        lines: list[str] = []
        while self.at < len(self.text):
            end = self.text.find("\n", self.at)
            end = len(self.text) if end < 0 else end
            line = self.text[self.at : end]
            bare = line.lstrip("\t") if has_tabs else line
            after = self.at
            self.at = min(end + 1, len(self.text))
            if bare.rstrip("\r") == mark:
                return self._heredoc_word(lines, start, after, is_quoted)
            lines.append(bare)
        return self._heredoc_word(lines, start, self.at, is_quoted)

    def _heredoc_word(self, lines: list[str], start: int, end: int, is_quoted: bool) -> Word:
        text = "".join(f"{line}\n" for line in lines)
        if is_quoted:
            return Word((Literal(text, True),), start + self.shift, end + self.shift)
        inner = self._reader(text, start + self.shift)
        try:
            parts = inner._parts(lambda _: False, in_quotes=True, is_document=True, plain_run=_IN_DOCUMENT)
        except Misread:
            self.misread.append((start + self.shift, end + self.shift))
            parts = [Literal(text, True)]
        return Word(tuple(parts), start + self.shift, end + self.shift)

    def _reader(self, text: str, shift: int) -> "WordReader":
        raise NotImplementedError

    def _enter(self) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            self.depth -= 1
            raise Misread(self.at)

    def _sub_word(self, start: int, end: int) -> Word:
        inner = self._reader(self.text[start:end], start + self.shift)
        return Word(tuple(inner._parts(lambda _: False)), start + self.shift, end + self.shift)

    def _parts(
        self,
        ends: Callable[[str], bool],
        *,
        in_quotes: bool = False,
        is_word: bool = False,
        is_document: bool = False,
        plain_run: re.Pattern[str] | None = None,
    ) -> list[Part]:
        parts: list[Part] = []
        plain: list[str] = []

        def flush() -> None:
            if plain:
                parts.append(Literal("".join(plain), in_quotes))
                plain.clear()

        while self.at < len(self.text):
            if plain_run is not None and (run := plain_run.match(self.text, self.at)) is not None:
                plain.append(run[0])
                self.at = run.end()
                continue
            char = self.text[self.at]
            if is_word and char in "@?*+!" and self.peek(2)[1:] == "(":
                flush()
                parts += self._extended_pattern(2)
                continue
            if is_word and char == "(" and self.is_zsh and (parts or plain):
                flush()
                parts += self._extended_pattern(1)  # qualifiers of a pattern, `*.js(.N)`
                continue
            if is_word and char == "<" and self.is_zsh and (number := _NUMBER.match(self.text, self.at)) is not None:
                flush()
                parts.append(Literal("+([0-9])", False))
                self.at = number.end()
                continue
            if is_word and char in "<>" and self.peek(2)[1:] == "(" and not parts and not plain:
                parts.append(self._process())
                continue
            if ends(char):
                break
            special = self._special(char, in_quotes=in_quotes, is_document=is_document)
            if isinstance(special, str):
                plain.append(special)
            else:
                flush()
                parts += special
        flush()
        return parts

    def _special(self, char: str, *, in_quotes: bool, is_document: bool) -> str | list[Part]:
        """What begins at the position: text, or parts that are expanded or quoted."""
        if char == "\\":
            return self._backslash(in_quotes=in_quotes, is_document=is_document)
        if char == "'" and not in_quotes:
            return [self._single()]
        if char == '"' and not is_document:
            return self._double()
        if char == "`":
            return [self._backticks(in_quotes)]
        if char == "$":
            found = self._dollar(in_quotes)
            return "$" if found is None else found
        self.at += 1
        return char

    def _backslash(self, *, in_quotes: bool, is_document: bool) -> str | list[Part]:
        following = self.peek(2)[1:]
        self.at += 2
        if following == "\n":
            return ""
        if in_quotes:
            kept = "$`\\" if is_document else '$`"\\'
            return following if following and following in kept else "\\" + following
        return [Literal(following, True)]

    def _single(self) -> Part:
        end = self.text.find("'", self.at + 1)
        if end < 0:
            raise Misread(self.at)
        found = Literal(self.text[self.at + 1 : end], True)
        self.at = end + 1
        return found

    def _double(self) -> list[Part]:
        self._enter()
        start = self.at
        self.at += 1
        parts = self._parts(lambda char: char == '"', in_quotes=True, plain_run=_IN_QUOTES)
        self.depth -= 1
        if self.at >= len(self.text):
            raise Misread(start)
        self.at += 1
        return parts or [Literal("", True)]

    def _ansi(self) -> Part:
        end = self.at + 2
        while end < len(self.text) and self.text[end] != "'":
            end += 2 if self.text[end] == "\\" else 1
        if end >= len(self.text):
            raise Misread(self.at)
        raw = self.text[self.at + 2 : end]
        self.at = end + 1
        return Literal(unescaped(raw), True, is_escaped=len(re.findall(r"\\(?:x|u|U|[0-7])", raw)) >= 3)

    def _backticks(self, in_quotes: bool) -> Part:
        end = self.at + 1
        while end < len(self.text) and self.text[end] != "`":
            end += 2 if self.text[end] == "\\" else 1
        if end >= len(self.text):
            raise Misread(self.at)
        inner = re.sub(r"\\([`$\\])" if not in_quotes else r"\\([`$\\\"])", r"\1", self.text[self.at + 1 : end])
        shift = self.at + 1 + self.shift
        self._enter()
        body = self.inner_sequence(inner, shift)
        self.depth -= 1
        self.at = end + 1
        return Substitution(body, in_quotes)

    def _dollar(self, in_quotes: bool) -> list[Part] | None:
        """What a dollar begins; None: nothing, it stands for itself."""
        following = self.peek(3)[1:]
        if following == "((" and self._is_arithmetic(self.at + 3):
            return [self._arithmetic(self.at + 3, in_quotes)]
        if following[:1] == "(":
            self._enter()
            self.at += 2
            body = self.sequence_until(frozenset({")"}))
            self.depth -= 1
            if self.peek() == ")":
                self.at += 1
            return [Substitution(body, in_quotes)]
        if following[:1] == "{":
            return [self._braced(in_quotes)]
        if following[:1] == "'" and not in_quotes:
            return [self._ansi()]
        if following[:1] == '"' and not in_quotes:
            self.at += 1
            return self._double()
        if following[:1] == "[" and (close := self.text.find("]", self.at, self.at + 300)) > 0:
            expression = self._sub_word(self.at + 2, close)
            self.at = close + 1
            return [Arithmetic(expression, in_quotes)]
        if self.is_zsh and (asked := _IS_SET.match(self.text, self.at)) is not None:
            return [self._is_set(asked, in_quotes)]
        if self.is_zsh and (counted := _COUNTED.match(self.text, self.at)) is not None:
            self.at = counted.end()
            return [Parameter(counted[1], in_quotes, is_length=True, counts_from_one=True)]
        name = _NAME.match(self.text, self.at + 1)
        if name is None:
            self.at += 1
            return None
        self.at = name.end()
        if self.is_zsh and self.peek() == "[" and name[0].isidentifier() and _SUBSCRIPT.match(self.text, self.at):
            return [Parameter(name[0], in_quotes, subscript=self._subscript(), counts_from_one=True, is_whole=self.is_whole)]
        return [Parameter(name[0], in_quotes, counts_from_one=self.is_zsh, is_whole=self.is_whole)]

    def _is_set(self, asked: re.Match[str], in_quotes: bool) -> Part:
        """`$+name`, `$+name[item]` of zsh: 1 where it is set."""
        self.at = asked.end()
        subscript = self._subscript() if _SUBSCRIPT.match(self.text, self.at) else None
        return Parameter(asked[1], in_quotes, ":+", self._one(), subscript=subscript, counts_from_one=True)

    def _one(self) -> Word:
        return Word((Literal("1", True),), self.at + self.shift, self.at + self.shift)

    def _is_arithmetic(self, start: int) -> bool:
        """Whether the parentheses opened twice are closed twice side by side."""
        depth, limit = 0, min(len(self.text), start + _SCAN_CHARS)
        if self.scanned > _SCAN_TOTAL:
            return False
        for match in re.compile(r"[()\"'\\]").finditer(self.text, start, limit):
            self.scanned += 1
            char = match[0]
            if char == "(":
                depth += 1
            elif char == ")":
                if depth == 0:
                    self.scanned += match.end() - start
                    return self.text[match.end() : match.end() + 1] == ")"
                depth -= 1
        self.scanned += limit - start
        return False

    def _arithmetic(self, start: int, in_quotes: bool) -> Part:
        return Arithmetic(self.arithmetic_word(start), in_quotes)

    def arithmetic_word(self, start: int) -> Word:
        """The expression that begins at `start`, up to `))`, which is passed."""
        self._enter()
        self.at = start
        depth = 0

        def ends(char: str) -> bool:
            nonlocal depth
            if char == ")" and depth == 0:
                return True
            depth += (char == "(") - (char == ")")
            return False

        parts = self._parts(ends)
        word = Word(tuple(parts), start + self.shift, self.at + self.shift)
        self.depth -= 1
        self.at = min(self.at + 2, len(self.text))
        return word

    def _process(self) -> Part:
        direction = self.peek()
        self._enter()
        self.at += 2
        body = self.sequence_until(frozenset({")"}))
        self.depth -= 1
        if self.peek() == ")":
            self.at += 1
        return ProcessSubstitution(body, direction)

    def _extended_pattern(self, length: int) -> list[Part]:
        """`@(a|b)` and its like, kept as the text of a pattern."""
        self._enter()
        lead = self.peek(length)
        self.at += length
        depth = 0

        def ends(char: str) -> bool:
            nonlocal depth
            if char == ")" and depth == 0:
                return True
            depth += (char == "(") - (char == ")")
            return False

        parts = self._parts(ends)
        self.depth -= 1
        self.at = min(self.at + 1, len(self.text))
        return [Literal(lead, False), *parts, Literal(")", False)]

    def _braced(self, in_quotes: bool) -> Part:
        """`${...}`."""
        self._enter()
        start = self.at
        self.at += 2
        flags = ""
        if self.peek() == "(" and (close := self.text.find(")", self.at, self.at + 40)) > 0:
            flags = self.text[self.at + 1 : close]
            self.at = close + 1
        is_length = self.peek() == "#" and self.peek(2)[1:] not in ("}", "", ":", "#", "%", "-", "+", "=", "?")
        is_indirect = self.peek() == "!" and re.match(r"[A-Za-z_0-9@*]", self.peek(2)[1:] or "}") is not None
        self.at += is_length or is_indirect
        is_set = self.is_zsh and self.peek() == "+" and self.peek(2)[1:].isidentifier()
        prefix = _ZSH_PREFIX.match(self.text, self.at + is_set) if self.is_zsh else None
        self.at = prefix.end() if prefix is not None else self.at
        is_whole = self.is_whole and "=" not in (prefix[0] if prefix is not None else "")
        inner = self._inner(in_quotes)
        name = _BRACED_NAME.match(self.text, self.at)
        is_unnamed = self.is_zsh and self.peek(2) in (":-", ":+")
        if name is None and inner is None and not flags and not is_unnamed:
            raise Misread(start)
        self.at = name.end() if name is not None and inner is None else self.at
        subscript = self._subscript() if self.peek() == "[" else None
        while self.is_zsh and self.peek() == "[":
            subscript = self._subscript()
        operator, argument, replacement = self._operation(in_quotes)
        if is_set and not operator:
            operator, argument = ":+", self._one()
        self.depth -= 1
        if self.peek() != "}":
            raise Misread(start)
        self.at += 1
        return Parameter(
            name[0] if name is not None and inner is None else "", in_quotes, operator, argument, replacement, subscript,
            bool(is_length), bool(is_indirect), flags, inner, self.is_zsh, is_whole,
        )  # fmt: skip

    def _inner(self, in_quotes: bool) -> Word | None:
        """An expansion or quoted text in the place of the name; None: a name stands there."""
        begin = self.at
        if self.peek(2) in ("$(", "${"):
            parts = self._dollar(in_quotes) or []
        elif self.peek() == '"':
            parts = self._double()
        else:
            return None
        return Word(tuple(parts), begin + self.shift, self.at + self.shift)

    def _subscript(self) -> Word:
        self.at += 1
        begin = self.at
        parts = self._parts(lambda char: char == "]")
        word = Word(tuple(parts), begin + self.shift, self.at + self.shift)
        self.at += 1
        return word

    def _operation(self, in_quotes: bool) -> tuple[str, Word | None, Word | None]:
        if self.is_zsh and (found := _MODIFIERS.match(self.text, self.at)) is not None:
            self.at = found.end()
            return found[0], None, None
        found = (_ZSH_OPERATOR.match(self.text, self.at) if self.is_zsh else None) or _OPERATOR.match(self.text, self.at)
        if found is None:
            return ("", None, None)
        operator = found[0]
        self.at = found.end()
        is_text = in_quotes and operator[-1:] in "-=?+"
        stop = "/" if operator.startswith("/") else ":" if operator == ":" else ""
        argument = self._operand(stop, in_quotes=is_text)
        replacement = None
        if stop and self.peek() == stop:
            self.at += 1
            replacement = self._operand("", in_quotes=in_quotes and stop == "/")
        return operator, argument, replacement

    def _operand(self, stop: str, *, in_quotes: bool) -> Word:
        begin = self.at
        parts = self._parts(lambda char: char == "}" or char == stop, in_quotes=in_quotes)
        return Word(tuple(parts), begin + self.shift, self.at + self.shift)
