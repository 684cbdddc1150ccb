"""grep and its relatives: which lines match, and whether any does."""

import re
from dataclasses import dataclass

from scanner.analyze.shell import globs
from scanner.analyze.shell.argument import Options, options_of
from scanner.analyze.shell.comparing import is_safe, translated
from scanner.analyze.shell.oracle import Oracle
from scanner.analyze.shell.texttools import Read, contents, joined, lines_of
from scanner.code.numbers import is_number

GREPS = frozenset({"grep", "egrep", "fgrep", "rg", "ggrep", "zgrep", "ag"})
_LONG = frozenset({"regexp", "file", "max-count", "after-context", "before-context", "context", "include", "exclude", "color"})
_NAMES = {
    "quiet": "q", "silent": "q", "invert-match": "v", "ignore-case": "i", "fixed-strings": "F", "line-regexp": "x", "word-regexp": "w",
    "count": "c", "only-matching": "o", "extended-regexp": "E", "perl-regexp": "P", "files-with-matches": "l", "no-messages": "s",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """What grep prints, and whether a line matched."""

    text: str
    is_found: bool


def grep(name: str, arguments: list[str], given: str, read: Read, oracle: Oracle) -> Found | None:
    """None: its input or its patterns are not known."""
    options = options_of(arguments, "efmABC", _LONG)
    options = Options(tuple((_NAMES.get(key, key), value) for key, value in options.values), options.rest)
    rest = list(options.rest)
    patterns = [line for value in options.all("e", "regexp") for line in value.split("\n")]
    for path in options.all("f", "file"):
        listed = given if path == "-" else read(path)
        if listed is None:
            return None
        patterns += lines_of(listed)
    if not patterns and not options.all("f", "file"):
        if not rest:
            return None
        patterns = rest.pop(0).split("\n")
    text = contents(rest, given, read)
    if text is None:
        return None
    is_fixed = options.has("F") or name == "fgrep"
    return _Search(options, patterns, is_fixed, oracle).over(lines_of(text))


@dataclass(frozen=True, slots=True)
class _Search:
    options: Options
    patterns: list[str]
    is_fixed: bool
    oracle: Oracle

    def over(self, lines: list[str]) -> Found:
        is_inverted = self.options.has("v")
        if not self.oracle.is_known(*self.patterns):
            if any(pattern in lines for pattern in self.patterns):
                return self._printed([line for line in lines if (line in self.patterns) is not is_inverted])
            return self._of_unknown_pattern(lines, is_inverted)
        known = [line for line in lines if self.oracle.is_known(line)]
        if len(known) < len(lines) and not all(self._is_trivial(pattern) for pattern in self.patterns):
            matching = {line for line in known if self._matches(line)}
            matching |= {line for line in lines if line not in known and self._matches_in_front(line)}
            open_lines = [line for line in lines if line not in known and line not in matching]
            unsure = [line for line in open_lines if any(self._may_match(pattern, line) for pattern in self.patterns)]
            if unsure and self.oracle.ask("".join(unsure), self._entries()):
                matching |= set(unsure)
            return self._printed([line for line in lines if (line in matching) is not is_inverted])
        return self._printed([line for line in lines if self._matches(line) is not is_inverted])

    def _of_unknown_pattern(self, lines: list[str], is_inverted: bool) -> Found:
        entries = tuple(entry for line in lines for entry in globs.entries_of_list(line)) if len(lines) < 4_000 else ()
        entries = globs.telling(lines) if globs.telling(lines) else entries
        is_found = self.oracle.ask("".join(self.patterns), entries)
        if is_inverted:
            return self._printed(lines)
        return self._printed([pattern for pattern in self.patterns if not self.oracle.is_known(pattern)] if is_found else [])

    def _printed(self, lines: list[str]) -> Found:
        if self.options.has("q"):
            return Found("", bool(lines))
        if self.options.has("c"):
            return Found(f"{len(lines)}\n", bool(lines))
        if self.options.has("o") and all(self.oracle.is_known(line) for line in lines):
            lines = [match for line in lines for match in self._parts(line)]
        limit = self.options.get("m", "max-count")
        if limit is not None and is_number(limit):
            lines = lines[: int(limit)]
        return Found(joined(lines), bool(lines))

    def _matches_in_front(self, line: str) -> bool:
        """Whether the letters in front of the unknown part match already."""
        front = self.oracle.known_front(line)
        return not self.options.has("x", "v") and any(
            not pattern.endswith("$") and self._found(pattern, front) is not None for pattern in self.patterns if pattern
        )

    def _may_match(self, pattern: str, line: str) -> bool:
        """False where the letters in front of the unknown part rule an anchored pattern out."""
        if self.is_fixed or not pattern.startswith("^"):
            return True
        head = re.match(r"[\w :=/@-]*", pattern[1:])
        front = self.oracle.known_front(line)
        letters = head[0] if head is not None else ""
        if pattern[1 + len(letters) :][:1] in ("*", "?", "{", "|", "\\"):
            letters = letters[:-1]
        common = min(len(letters), len(front))
        return letters[:common] == front[:common]

    def _is_trivial(self, pattern: str) -> bool:
        return not self.is_fixed and pattern in ("", ".", ".*", "^.", "..*", "^$", "\\S", "[^ ]")

    def _entries(self) -> tuple[str, ...]:
        if self.is_fixed:
            return globs.telling(self.patterns)
        return tuple(dict.fromkeys(entry for pattern in self.patterns for entry in globs.entries_of_regex(pattern.replace("\\|", "|"))))

    def _expression(self, pattern: str) -> str:
        is_basic = not (self.options.has("E", "P") or self.is_fixed)
        body = re.escape(pattern) if self.is_fixed else translated(basic(pattern) if is_basic else pattern)
        if self.options.has("w"):
            body = rf"\b(?:{body})\b"
        return rf"\A(?:{body})\Z" if self.options.has("x") else body

    def _matches(self, line: str) -> bool:
        return any(self._found(pattern, line) is not None for pattern in self.patterns)

    def _parts(self, line: str) -> list[str]:
        """Every match in the line, from left to right; of those at one place the longest."""
        parts: list[str] = []
        rest = line
        while len(parts) < _PARTS_MOST:
            found = [match for pattern in self.patterns if (match := self._found(pattern, rest)) is not None and match[0]]
            if not found:
                return parts
            first = min(found, key=lambda match: (match.start(), -match.end()))
            parts.append(first[0])
            if any(pattern.startswith("^") for pattern in self.patterns):
                return parts
            rest = rest[first.end() :]
        return parts

    def _found(self, pattern: str, line: str) -> re.Match[str] | None:
        body = self._expression(pattern)
        if not is_safe(pattern, line):
            return None
        try:
            return re.search(body, line, re.IGNORECASE if self.options.has("i") else 0)
        except (re.error, OverflowError, RecursionError):
            return None


_PARTS_MOST = 200
"""Matches of one line."""


def basic(expression: str) -> str:
    r"""A basic regular expression (`\(`, `\|`) as an extended one."""
    out = []
    at = 0
    while at < len(expression):
        char = expression[at]
        if char == "\\" and at + 1 < len(expression):
            following = expression[at + 1]
            out.append(following if following in "(){}|+?" else char + following)
            at += 2
            continue
        out.append("\\" + char if char in "(){}|+?" else char)
        at += 1
    return "".join(out)
