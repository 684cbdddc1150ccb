"""Commands of a shell script: a parser that never fails. What it cannot read is passed to the end of the line and counted.

Reads bash, POSIX sh, and what zsh and ksh have in common with them. Takes time in proportion to the text.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from scanner.code.shell.conditions import WORD_AHEAD
from scanner.code.shell.nodes import (
    AndOr,
    Assignment,
    Calculation,
    Case,
    CaseItem,
    Command,
    Counting,
    For,
    Function,
    Group,
    If,
    Literal,
    Part,
    Pipeline,
    Redirect,
    Redirected,
    Sequence,
    Simple,
    Test,
    While,
    Word,
)
from scanner.code.shell.words import Misread
from scanner.code.shell.zsh_forms import ZshReader

MAX_COMMANDS = 200_000

_ZSH = re.compile(
    r"\A#(?:![^\n]*\bzsh\b|autoload\b|compdef\b)"
    r"|^[ \t]*(?:(?:builtin )?emulate -L?R? ?zsh|autoload -|zmodload |zstyle |add-zsh-hook |setopt |zle )"
    r"|\(#q|\$\{\(|\$\{?\+[A-Za-z_]",
    re.MULTILINE,
)
"""What only a script of zsh holds."""
_SPLITS = re.compile(r"\b(?:setopt|set -o)\s[^\n;]*sh_?word_?split|\bemulate\s+(?:-\w+\s+)*(?:sh|ksh|bash)\b", re.IGNORECASE)
"""Options of zsh by which texts that are not quoted are split as in other shells."""
_CLOSES = re.compile(r"\}(?=[\s;|&)]|\Z)")
"""A brace by itself: to zsh the end of a block, wherever it stands."""
_FUNCTION = re.compile(r"([^\s;&|<>()\"'`$\\={}]+)[ \t]*\([ \t]*\)[ \t\r\n]*")
_ASSIGNMENT = re.compile(r"([A-Za-z_][A-Za-z0-9_]*|0)(?:\[([^\]\n]{0,300})\])?(\+?)=")
_REDIRECT = re.compile(r"(\d{1,3}|\{\w+\})?(<<<|<<-|<<|<&|<>|>&|>>|>\||&>>|&>|<|>)(?!\()")
_DECLARING = frozenset({"declare", "local", "export", "typeset", "readonly", "integer", "float", "alias"})
_ITEM_ENDS = (";;", ";&", ";|")
"""What ends an item of `case`; the last one is zsh's, and means what `;;&` means to bash."""
_NO_CLOSERS: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Parsed:
    body: Sequence
    misread: tuple[tuple[int, int], ...]
    """Ranges of characters that were passed over."""


def parse_text(text: str, *, as_zsh: bool = False) -> Parsed:
    """The commands of a script or of a text that a script runs. as_zsh: it is known to be zsh, whatever it holds."""
    reader = _CommandReader(text)
    reader.is_zsh = as_zsh or is_zsh(text)
    reader.is_whole = reader.is_zsh and _SPLITS.search(text) is None
    body = reader.sequence_until(_NO_CLOSERS)
    return Parsed(body, tuple(reader.misread))


def is_zsh(text: str) -> bool:
    """Whether a script is one of zsh."""
    return _ZSH.search(text[:20_000]) is not None


class _CommandReader(ZshReader):
    def __init__(self, text: str, *, shift: int = 0, depth: int = 0, misread: list[tuple[int, int]] | None = None) -> None:
        super().__init__(text, shift=shift, depth=depth)
        self.misread = [] if misread is None else misread
        self.count = 0

    def inner_sequence(self, text: str, shift: int) -> Sequence:
        return self._reader(text, shift).sequence_until(_NO_CLOSERS)

    def _reader(self, text: str, shift: int) -> "_CommandReader":
        reader = _CommandReader(text, shift=shift, depth=self.depth, misread=self.misread)
        reader.is_zsh, reader.is_whole = self.is_zsh, self.is_whole
        return reader

    # lists

    def sequence_until(self, closers: frozenset[str], *, is_test: bool = False) -> Sequence:
        """Commands up to, not including, a closing word or mark, or the end of the text.

        is_test: they are a condition, whose body may begin right behind the last one.
        """
        start, depth = self.at, self.depth
        items: list[Command] = []
        while not self._is_at_close(closers):
            begin = self.at
            try:
                items.append(self._and_or())
                if is_test and self._body_ahead(items[-1]):
                    break
                self._separator()
            except Misread as refused:
                self.depth = depth
                self._pass_over(begin, max(refused.at, begin))
            if self.at == begin:
                self._pass_over(begin, begin)
        return Sequence(tuple(items), start + self.shift, self.at + self.shift)

    def _pass_over(self, begin: int, at: int) -> None:
        end = self.text.find("\n", max(at, self.at, begin))
        self.at = len(self.text) if end < 0 else end + 1
        self.pending.clear()
        self.misread.append((begin + self.shift, self.at + self.shift))

    def _is_at_close(self, closers: frozenset[str]) -> bool:
        while True:
            self.skip_space()
            if self.at >= len(self.text):
                return True
            if self.peek() != ";" or (";;" in closers and self.peek(2) in _ITEM_ENDS):
                break
            self.at += 1
        if self.peek() == ")":
            if ")" in closers:
                return True
            self.at += 1  # a parenthesis that nothing opened
            self.misread.append((self.at - 1 + self.shift, self.at + self.shift))
            return self._is_at_close(closers) if len(self.misread) < 1000 else True
        if ";;" in closers and self.peek(2) in _ITEM_ENDS:
            return True
        ahead = WORD_AHEAD.match(self.text, self.at)
        return ahead is not None and ahead[0] in closers

    def _separator(self) -> None:
        while self.peek() in (" ", "\t", "\r"):
            self.at += 1
        if (self.peek() == "&" and self.peek(2) != "&&") or (self.peek() == ";" and self.peek(2) not in _ITEM_ENDS):
            self.at += 2 if self.is_zsh and self.peek(2) in ("&!", "&|") else 1
        elif self.peek() == "#":
            self.skip_comment()
        elif self.peek() not in ("\n", "", ")", ";"):
            ahead = WORD_AHEAD.match(self.text, self.at)
            if ahead is None or ahead[0] not in _CLOSERS:
                raise Misread(self.at)

    def _and_or(self) -> Command:
        start = self.at
        first = self._pipeline()
        rest: list[tuple[str, Command]] = []
        while True:
            self._skip_blanks()
            operator = self.peek(2)
            if operator not in ("&&", "||"):
                break
            self.at += 2
            self.skip_space()
            rest.append((operator, self._pipeline()))
        return first if not rest else AndOr(first, tuple(rest), start + self.shift, self.at + self.shift)  # type: ignore[arg-type]

    def _pipeline(self) -> Command:
        start, is_negated = self.at, False
        while True:
            ahead = WORD_AHEAD.match(self.text, self.at)
            if ahead is None or ahead[0] not in ("!", "time"):
                break
            is_negated ^= ahead[0] == "!"
            self.at = ahead.end()
            self._skip_blanks()
        commands = [self._command()]
        while True:
            self._skip_blanks()
            if self.peek() != "|" or self.peek(2) == "||":
                break
            self.at += 2 if self.peek(2) == "|&" else 1
            self.skip_space()
            commands.append(self._command())
        if len(commands) == 1 and not is_negated:
            return commands[0]
        return Pipeline(tuple(commands), is_negated, start + self.shift, self.at + self.shift)

    # commands

    def _command(self) -> Command:
        self.count += 1
        if self.count > MAX_COMMANDS:
            self.at = len(self.text)
            raise Misread(self.at)
        self._enter()
        start = self.at
        made = self._compound()
        if made is None:
            made = self._simple()
        else:
            redirects = self._redirects()
            if redirects:
                made = Redirected(made, redirects, start + self.shift, self.at + self.shift)
        self.depth -= 1
        return made

    def _compound(self) -> Command | None:
        start = self.at
        if self.peek(2) == "((" and self._is_arithmetic(self.at + 2):
            return Calculation(self.arithmetic_word(self.at + 2), start + self.shift, self.at + self.shift)
        if self.peek() == "(":
            if (unnamed := self._unnamed(start) if self.is_zsh else None) is not None:
                return unnamed
            self.at += 1
            return self._group(")", start, is_subshell=True)
        if self.is_zsh and self.text.startswith("repeat ", self.at):
            self.at += len("repeat ")
            return self._repeated(start)
        ahead = WORD_AHEAD.match(self.text, self.at)
        if ahead is None:
            return None
        reading = _COMPOUNDS.get(ahead[0])
        if reading is not None:
            self.at = ahead.end()
            return reading(self, start)
        named = _FUNCTION.match(self.text, self.at)
        if named is not None:
            self.at = named.end()
            return self._function_body(named[1], start)
        if ahead[0] in _CLOSERS:
            raise Misread(self.at)
        return None

    def _group(self, closer: str, start: int, *, is_subshell: bool) -> Command:
        body = self.sequence_until(frozenset({closer}))
        self.closed(closer)
        return Group(body, is_subshell, start + self.shift, self.at + self.shift)

    def _braces(self, start: int) -> Command:
        return self._with_always(self._group("}", start, is_subshell=False), start)

    def _if(self, start: int) -> Command:
        branches: list[tuple[Sequence, Sequence]] = []
        otherwise = None
        while True:
            test = self.sequence_until(frozenset({"then", "fi"}), is_test=True)
            is_own = not self.text.startswith(("then", "fi"), self.at) and self.at < len(self.text)
            if is_own:
                body = self._own_body()
                self._skip_blanks()
            else:
                self.closed("then")
                body = self.sequence_until(frozenset({"elif", "else", "fi"}))
            branches.append((test, body))
            if not self.text.startswith("elif", self.at):
                break
            self.at += 4
        if self.text.startswith("else", self.at):
            self.at += 4
            self._skip_blanks()
            otherwise = self._own_body() if is_own else self.sequence_until(frozenset({"fi"}))
        if not is_own:
            self.closed("fi")
        return If(tuple(branches), otherwise, start + self.shift, self.at + self.shift)

    def _loop(self, start: int, *, is_until: bool = False) -> Command:
        test = self.sequence_until(frozenset({"do"}), is_test=True)
        return While(test, self._loop_body(), is_until, start + self.shift, self.at + self.shift)

    def _until(self, start: int) -> Command:
        return self._loop(start, is_until=True)

    def _loop_body(self) -> Sequence:
        self.skip_space()
        if self.peek() == ";":
            self.at += 1
            self.skip_space()
        if self.peek() == "{":
            return self._in_braces()
        ahead = WORD_AHEAD.match(self.text, self.at)
        if self.is_zsh and (ahead is None or ahead[0] not in ("do", "done")) and self.at < len(self.text):
            return self._own_body()
        self.closed("do")
        body = self.sequence_until(frozenset({"done"}))
        self.closed("done")
        return body

    def _for(self, start: int) -> Command:
        self._skip_blanks()
        if self.peek(2) == "((":
            expression = self.arithmetic_word(self.at + 2)
            return Counting(_semicolons(expression), self._loop_body(), start + self.shift, self.at + self.shift)
        name = self.word().bare or "_"
        self.skip_space()
        words: list[Word] | None = None
        others: list[str] = []
        ahead = WORD_AHEAD.match(self.text, self.at)
        while self.is_zsh and ahead is not None and ahead[0].isidentifier() and ahead[0] not in ("in", "do"):
            others.append(ahead[0])
            self.at = ahead.end()
            self.skip_space()
            ahead = WORD_AHEAD.match(self.text, self.at)
        if ahead is not None and ahead[0] == "in":
            self.at = ahead.end()
            words = self._words_to_line_end()
        elif self.peek() == "(":
            words = [value for _, value in self.elements().items]
        body = self._loop_body()
        return For(name, None if words is None else tuple(words), body, start + self.shift, self.at + self.shift, tuple(others))

    def _words_to_line_end(self) -> list[Word]:
        words: list[Word] = []
        while True:
            self._skip_blanks()
            if self.peek() in ("", "\n", ";", "#", "&", "|", ")"):
                return words
            words.append(self.word())

    def _case(self, start: int) -> Command:
        self._skip_blanks()
        subject = self.word()
        self.skip_space()
        if self.is_zsh and self.peek() == ";":
            self.at += 1
            self.skip_space()
        self.closed("in")
        items: list[CaseItem] = []
        while True:
            self.skip_space()
            ahead = WORD_AHEAD.match(self.text, self.at)
            if self.at >= len(self.text) or (ahead is not None and ahead[0] == "esac"):
                break
            items.append(self._case_item())
        self.closed("esac")
        return Case(subject, tuple(items), start + self.shift, self.at + self.shift)

    def _case_item(self) -> CaseItem:
        if self.peek() == "(" and not (self.is_zsh and self._is_group_of_pattern()):
            self.at += 1
        patterns = []
        while True:
            self.skip_space()
            patterns.append(self._grouped_word() if self.is_zsh and self.peek() == "(" else self.word())
            self.skip_space()
            if self.peek() != "|":
                break
            self.at += 1
        if self.peek() != ")":
            raise Misread(self.at)
        self.at += 1
        body = self.sequence_until(frozenset({";;", "esac"}))
        ending = ";;"
        for mark in (";;&", *_ITEM_ENDS):
            if self.text.startswith(mark, self.at):
                self.at += len(mark)
                ending = ";;&" if mark == ";|" else mark
                break
        return CaseItem(tuple(patterns), body, ending)

    def _function(self, start: int) -> Command:
        self._skip_blanks()
        if (unnamed := self._unnamed(start)) is not None:
            return unnamed
        name = self.word().bare or "_"
        self._skip_blanks()
        if self.peek() == "(":
            self.at += 1
            self.skip_space()
            self.closed(")")
        self.skip_space()
        return self._function_body(name, start)

    def _function_body(self, name: str, start: int) -> Command:
        self.skip_space()
        body = self._command()
        return Function(name, body, start + self.shift, self.at + self.shift)

    def _double_brackets(self, start: int) -> Command:
        condition = self.condition()
        self.skip_space()
        self.closed("]]")
        return Test(condition, start + self.shift, self.at + self.shift)

    # simple commands

    def _simple(self) -> Command:
        start = self.at
        assignments: list[Assignment] = []
        words: list[Word | Assignment] = []
        redirects: list[Redirect] = []
        is_declaring = False
        while True:
            self._skip_blanks()
            char = self.peek()
            if char in ("", "\n", "\r", ";", "|", ")") or (char == "&" and self.peek(2) != "&>") or (char == "#" and start != self.at):
                break
            if char == "}" and self.is_zsh and (words or assignments) and _CLOSES.match(self.text, self.at):
                break  # `f() { echo a }`
            if (found := _REDIRECT.match(self.text, self.at)) is not None:
                redirects.append(self._redirect(found))
                continue
            if char == "(":
                raise Misread(self.at)
            is_assignment = (not words or is_declaring) and (match := _ASSIGNMENT.match(self.text, self.at)) is not None
            if is_assignment and match is not None:
                (words if words else assignments).append(self._assignment(match))
                continue
            words.append(self.word())
            is_declaring = is_declaring or (isinstance(words[0], Word) and words[0].bare in _DECLARING)
        if not (assignments or words or redirects):
            raise Misread(self.at)
        return Simple(tuple(assignments), tuple(words), tuple(redirects), start + self.shift, self.at + self.shift)

    def _assignment(self, match: re.Match[str]) -> Assignment:
        subscript = self._sub_word(match.start(2), match.end(2)) if match[2] is not None else None
        self.at = match.end()
        if self.peek() == "(":
            return Assignment(match[1], self.elements(), bool(match[3]), subscript)
        begin = self.at
        try:
            value = self.word()
        except Misread:
            if self.at != begin:
                raise
            value = Word((Literal("", True),), self.at + self.shift, self.at + self.shift)
        return Assignment(match[1], value, bool(match[3]), subscript)

    def _redirects(self) -> tuple[Redirect, ...]:
        found: list[Redirect] = []
        while True:
            self._skip_blanks()
            match = _REDIRECT.match(self.text, self.at)
            if match is None:
                return tuple(found)
            found.append(self._redirect(match))

    def _redirect(self, match: re.Match[str]) -> Redirect:
        self.at = match.end()
        self._skip_blanks()
        if match[2] not in ("<<", "<<-"):
            return Redirect(match[2], self.word(), match[1])
        begin = self.at
        mark = self.word()
        raw = self.text[begin : self.at]
        redirect = Redirect("<<", Word((), mark.start, mark.end), match[1])
        self.pending.append((redirect, re.sub(r"[\"'\\]", "", raw), raw != re.sub(r"[\"'\\]", "", raw), match[2] == "<<-"))
        return redirect

    def _skip_blanks(self) -> None:
        while self.at < len(self.text):
            if self.text[self.at] in " \t":
                self.at += 1
            elif self.peek(2) == "\\\n":
                self.at += 2
            else:
                return


def _semicolons(expression: Word) -> tuple[Word, ...]:
    """The parts of `start; test; step`."""
    parts: list[list[Part]] = [[]]
    for part in expression.parts:
        if not isinstance(part, Literal):
            parts[-1].append(part)
            continue
        for index, text in enumerate(part.text.split(";")):
            if index:
                parts.append([])
            parts[-1].append(Literal(text, part.is_quoted))
    return tuple(Word(tuple(each), expression.start, expression.end) for each in parts)


_COMPOUNDS: dict[str, Callable[[_CommandReader, int], Command]] = {
    "if": _CommandReader._if,
    "while": _CommandReader._loop,
    "until": _CommandReader._until,
    "for": _CommandReader._for,
    "select": _CommandReader._for,
    "case": _CommandReader._case,
    "function": _CommandReader._function,
    "{": _CommandReader._braces,
    "[[": _CommandReader._double_brackets,
}
_CLOSERS = frozenset({"then", "elif", "else", "fi", "do", "done", "esac", "}"})
