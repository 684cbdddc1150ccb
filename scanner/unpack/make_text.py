"""What `make` makes of the text of its file, as text for a shell: variables put in, functions as commands that do the same.

A variable that only the user's environment holds stays a variable of the shell, and so does what follows from it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

_LEVELS_MAX = 24
"""Variables and functions inside of each other."""
_EXPANDED_CHARS_MAX = 64 << 10
_STEPS_MAX = 4_000
"""Expansions in one file; real ones have some hundred."""
_ASSIGNMENT = re.compile(
    r"[ ]*((?:export[ \t]+|override[ \t]+|unexport[ \t]+)*)([\w.-]+)[ \t]*(::?:?|\?|\+|!)?=[ \t]*(.*)", re.DOTALL
)
_EXPORT = re.compile(r"[ ]*export[ \t]+([\w.\- \t]+)$")
_CONDITION = re.compile(r"[ ]*(?:else[ \t]+)?(ifn?eq|ifn?def)[ \t]*(.*)$", re.DOTALL)
_ELSE, _END = re.compile(r"[ ]*else\b"), re.compile(r"[ ]*endif\b")
_DEFINE = re.compile(r"[ ]*(?:define|endef)\b")
_QUOTED_PAIR = re.compile(r"[\"']([^\"']*)[\"']\s+[\"']([^\"']*)[\"']")
_CLOSING = {"(": ")", "{": "}"}
_FUNCTION = re.compile(r"([a-z][a-z-]{1,19})[ \t]+(.*)", re.DOTALL)
_NAME = re.compile(r"[\w.-]{1,100}\Z")
_SUBSTITUTED = re.compile(r"([\w.-]{1,100}):([^=]{0,100})=(.{0,100})\Z", re.DOTALL)
_SPECIAL = re.compile(r"[\\\"`]")


Letters = Callable[[str], str]
"""What becomes of the text between what is put in."""


def _plain(text: str) -> str:
    return text


def _escaped(text: str) -> str:
    """The text between double quotes."""
    return _SPECIAL.sub(r"\\\g<0>", text)


@dataclass(frozen=True, slots=True)
class _Chosen:
    """A value by a condition of the file."""

    test: str
    """A command of the shell."""
    then: str
    otherwise: str


@dataclass(slots=True)
class MakeText:
    """The variables of one file."""

    told: dict[str, str | _Chosen] = field(default_factory=dict)
    exported: dict[str, None] = field(default_factory=dict)
    _known: dict[tuple[str, Letters], str] = field(default_factory=dict)
    _spent: int = 0

    def read(self, text: str) -> None:
        """Take the variables of a file, its continued lines joined."""
        open_tests: list[list[str]] = []
        for line in _logical(text):
            if (condition := _CONDITION.match(line)) is not None:
                test = self.test(condition[1], condition[2])
                if _ELSE.match(line) and open_tests:
                    open_tests[-1] = [f"! {{ {open_tests[-1][-1]}; }}", test]
                else:
                    open_tests.append([test])
            elif _ELSE.match(line) and open_tests:
                open_tests[-1] = [*open_tests[-1][:-1], f"! {{ {open_tests[-1][-1]}; }}"]
            elif _END.match(line) and open_tests:
                open_tests.pop()
            elif not line.startswith("\t"):
                self._assign(line, " && ".join(test for tests in open_tests for test in tests))

    def _assign(self, line: str, test: str) -> None:
        if (named := _EXPORT.match(line)) is not None and "=" not in line:
            self.exported |= dict.fromkeys(named[1].split())
            return
        found = _ASSIGNMENT.match(line)
        if found is None or _DEFINE.match(line):
            return
        words, name, operator, value = found[1], found[2], found[3] or "", found[4].strip()
        if "export" in words.split():
            self.exported[name] = None
        former = self._former(name)
        made = f"$(shell {value})" if operator == "!" else value
        if operator == "+":
            made = f"{former} {value}"
        elif operator == "?":
            made = former if name in self.told else f"$(or {former},{value})"
        elif operator.startswith(":"):
            made = value.replace(f"$({name})", former).replace(f"${{{name}}}", former)
        self.told[name] = _Chosen(test, made, former) if test else made

    def _former(self, name: str) -> str:
        """A reference to what a variable holds until now, which stays when it is set again."""
        if name not in self.told:
            return f"${{_env {name}}}"
        kept = f"{name}.{len(self.told)}"
        self.told[kept] = self.told[name]
        return f"$({kept})"

    def condition(self, line: str) -> str | None:
        """A line of `ifeq`, `else` or `endif` as the shell writes it; None: it is none."""
        if (found := _CONDITION.match(line)) is not None:
            return f"{'elif' if _ELSE.match(line) else 'if'} {self.test(found[1], found[2])}; then"
        return "else" if _ELSE.match(line) else "fi" if _END.match(line) else None

    def test(self, kind: str, rest: str) -> str:
        """The condition of an `ifeq` as a command of the shell."""
        mark = "!=" if "n" in kind[2:4] else "="
        if kind.endswith("def"):
            return f'[ "{self.quoted(f"$({rest.strip()})")}" {"=" if mark == "!=" else "!="} "" ]'
        pair = _pair(rest.strip())
        if pair is None:
            return '[ -n "$_" ]'
        one, other = pair
        return f'[ "{self.quoted(one.strip())}" {mark} "{self.quoted(other.strip())}" ]'

    def expanded(self, text: str, level: int = 0, letters: Letters = _plain) -> str:
        """The text as a shell gets it."""
        parts: list[str] = []
        at = size = 0
        while at < len(text) and size <= _EXPANDED_CHARS_MAX and level < _LEVELS_MAX:
            dollar = text.find("$", at)
            if dollar < 0 or dollar + 1 >= len(text):
                parts.append(letters(text[at:]))
                break
            parts.append(letters(text[at:dollar]))
            made, at = self._one(text, dollar + 1, level + 1, letters)
            parts.append(made)
            size += len(parts[-1]) + len(parts[-2])
        return "".join(parts)[:_EXPANDED_CHARS_MAX]

    def quoted(self, text: str, level: int = 0) -> str:
        """The text as it stands between double quotes."""
        return self.expanded(text, level, _escaped)

    def recipe(self, text: str) -> str:
        """The text of a recipe. What is put in between single quotes, where a shell would not follow it, ends and begins them again."""
        parts: list[str] = []
        quotes = _Quotes()
        at = size = 0
        while at < len(text) and size <= _EXPANDED_CHARS_MAX:
            dollar = text.find("$", at)
            plain = text[at:] if dollar < 0 else text[at:dollar]
            parts.append(plain)
            if dollar < 0 or dollar + 1 >= len(text):
                break
            quotes.pass_over(plain)
            made, at = self._one(text, dollar + 1, 1, _plain)
            parts.append(f"'\"{made}\"'" if quotes.is_single and "$" in made and text[dollar + 1] != "$" else made)
            size += len(plain) + len(parts[-1])
        return "".join(parts)[:_EXPANDED_CHARS_MAX]

    def _one(self, text: str, at: int, level: int, letters: Letters) -> tuple[str, int]:
        """What a dollar sign before `at` begins, and where it ends."""
        self._spent += 1
        first = text[at]
        if first == "$":
            return "$", at + 1
        if first not in _CLOSING:
            return (self._variable(first, level, letters) if first.isalpha() else "$_"), at + 1
        end = _closing(text, at)
        if end is None or self._spent > _STEPS_MAX:
            return "$_", len(text) if end is None else end + 1
        return self._inner(text[at + 1 : end], level, letters), end + 1

    def _inner(self, inner: str, level: int, letters: Letters) -> str:
        if inner.startswith("_env "):
            return f"${{{inner[5:]}}}" if inner[5:].isidentifier() else "$_"
        function = _FUNCTION.match(inner)
        if function is not None:
            return self._function(function[1], function[2], level)
        if (substituted := _SUBSTITUTED.match(inner)) is not None:
            found, made = ("%" + part if "%" not in part else part for part in (substituted[2], substituted[3]))
            return self._function("patsubst", f"{found},{made},$({substituted[1]})", level)
        return self._variable(inner, level, letters) if _NAME.match(inner) else "$_"

    def _variable(self, name: str, level: int, letters: Letters) -> str:
        value = self.told.get(name)
        if value is None:
            return f"${{{name}}}" if name.isidentifier() else "$_"
        if (name, letters) not in self._known:
            self._known[name, letters] = "$_"  # as long as it stands in itself
            self._known[name, letters] = self._value(value, level, letters)
        return self._known[name, letters]

    def _value(self, value: str | _Chosen, level: int, letters: Letters) -> str:
        if isinstance(value, str):
            return self.expanded(value, level, letters)
        then, otherwise = (self.quoted(one, level) for one in (value.then, value.otherwise))
        return f'$(if {value.test}; then printf %s "{then}"; else printf %s "{otherwise}"; fi)'

    def _function(self, name: str, rest: str, level: int) -> str:
        if name == "shell":
            return f"$({self.expanded(rest, level)})"
        make = _FUNCTIONS.get(name)
        if make is None:
            return "$_"
        count, write = make
        parts = _arguments(rest, count)
        arguments = [self.quoted(part if name in _KEEPING_BLANKS else part.strip(), level) for part in parts]
        return write(*arguments, *[""] * (count - len(arguments))) if count else write(*arguments)


@dataclass(slots=True)
class _Quotes:
    """Where a text of the shell stands."""

    is_single: bool = False
    is_double: bool = False
    is_escaped: bool = False

    def pass_over(self, text: str) -> None:
        for letter in text:
            if self.is_escaped:
                self.is_escaped = False
            elif letter == "\\":
                self.is_escaped = not self.is_single
            elif letter == "'":
                self.is_single = not self.is_single and not self.is_double
            elif letter == '"':
                self.is_double = not self.is_double and not self.is_single


def _logical(text: str) -> list[str]:
    """Lines, with those that are continued joined."""
    return re.sub(r"\\\n[ \t]*", " ", text).split("\n")


def _pair(rest: str) -> tuple[str, str] | None:
    """What an `ifeq` compares; None: it is not written as one."""
    if rest.startswith("(") and rest.endswith(")"):
        parts = _arguments(rest[1:-1], 2)
        return (parts[0], parts[1]) if len(parts) == 2 else None
    found = _QUOTED_PAIR.match(rest)
    return (found[1], found[2]) if found is not None else None


def _closing(text: str, at: int) -> int | None:
    """Where the bracket at `at` is closed."""
    opening, closing, depth = text[at], _CLOSING[text[at]], 0
    for index in range(at, min(len(text), at + 4_000)):
        if text[index] == opening:
            depth += 1
        elif text[index] == closing:
            depth -= 1
            if depth == 0:
                return index
    return None


def _arguments(rest: str, count: int) -> list[str]:
    """The arguments of a function; the last takes all commas. count: how many it has; 0: any."""
    parts: list[str] = []
    depth = start = 0
    for index, letter in enumerate(rest):
        depth += (letter in "({") - (letter in ")}")
        if letter == "," and depth == 0 and (count == 0 or len(parts) + 1 < count):
            parts.append(rest[start:index])
            start = index + 1
    return [*parts, rest[start:]]


def _or(*values: str) -> str:
    rest = f'printf %s "{values[-1]}"'
    for value in reversed(values[:-1]):
        rest = f'if [ -n "{value}" ]; then printf %s "{value}"; else {rest}; fi'
    return f"$({rest})"


def _and(*values: str) -> str:
    tests = " && ".join(f'[ -n "{value}" ]' for value in values)
    return f'$(if {tests}; then printf %s "{values[-1]}"; fi)'


def _if(test: str, then: str, otherwise: str) -> str:
    return f'$(if [ -n "{test}" ]; then printf %s "{then}"; else printf %s "{otherwise}"; fi)'


def _words(text: str, command: str) -> str:
    return f"$(printf '%s\\n' \"{text}\" | {command})"


def _sed(text: str, script: str) -> str:
    return _words(text, f"tr ' ' '\\n' | sed {script} | paste -sd ' ' -")


def _literal(text: str) -> str:
    return re.sub(r"[\\.*^$\[\]#/&'\"]", lambda match: "\\" + match[0] if match[0] not in "'\"" else ".", text)


def _subst(old: str, new: str, text: str) -> str:
    return _words(text, f"sed 's/{_literal(old)}/{_literal(new)}/g'") if old else text


def _patsubst(pattern: str, made: str, text: str) -> str:
    before, _, after = pattern.partition("%")
    found = f"^{_literal(before)}\\(.*\\){_literal(after)}$" if "%" in pattern else f"^{_literal(pattern)}$"
    return _sed(text, f"'s/{found}/{_literal(made).replace('%', chr(92) + '1', 1)}/'")


def _globs(patterns: str) -> str:
    return "|".join(pattern.replace("%", "*") for pattern in patterns.split()) or "''"


def _filter(patterns: str, text: str) -> str:
    return f'$(for _w in {text}; do case "$_w" in ({_globs(patterns)}) printf "%s " "$_w" ;; esac; done)'


def _filter_out(patterns: str, text: str) -> str:
    return f'$(for _w in {text}; do case "$_w" in ({_globs(patterns)}) ;; (*) printf "%s " "$_w" ;; esac; done)'


_KEEPING_BLANKS = frozenset({"subst"})
_FUNCTIONS: dict[str, tuple[int, Callable[..., str]]] = {
    "or": (0, _or),
    "and": (0, _and),
    "if": (3, _if),
    "subst": (3, _subst),
    "patsubst": (3, _patsubst),
    "strip": (1, lambda text: text),
    "findstring": (2, lambda found, text: f'$(case "{text}" in (*"{found}"*) printf %s "{found}" ;; esac)'),
    "filter": (2, _filter),
    "filter-out": (2, _filter_out),
    "firstword": (1, lambda text: _words(text, "awk '{print $1}'")),
    "lastword": (1, lambda text: _words(text, "awk '{print $NF}'")),
    "word": (2, lambda number, text: _words(text, f"awk '{{print ${number}}}'")),
    "words": (1, lambda text: _words(text, "wc -w")),
    "suffix": (1, lambda text: _sed(text, "-n 's/.*\\(\\.[^./]*\\)$/\\1/p'")),
    "basename": (1, lambda text: _sed(text, "'s/\\.[^./]*$//'")),
    "notdir": (1, lambda text: _sed(text, "'s/.*\\///'")),
    "dir": (1, lambda text: _sed(text, "'s/[^\\/]*$//'")),
    "addprefix": (2, lambda prefix, text: _sed(text, f"'s/^/{_literal(prefix)}/'")),
    "addsuffix": (2, lambda suffix, text: _sed(text, f"'s/$/{_literal(suffix)}/'")),
    "sort": (1, lambda text: _words(text, "tr ' ' '\\n' | sort -u | paste -sd ' ' -")),
    "info": (1, lambda text: f'$(printf %s "{text}" >&2)'),
    "warning": (1, lambda text: f'$(printf %s "{text}" >&2)'),
    "error": (1, lambda text: f'$(printf %s "{text}" >&2)'),
}
"""Function -> how many arguments it takes (0: any), and the shell's text for it. Source: GNU make's manual, Functions."""
