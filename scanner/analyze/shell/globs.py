"""Patterns of the shell: as regular expressions, and what they tell about the texts they match."""

import re
from functools import lru_cache

_MAX_PATTERN = 4_000
_SPECIAL = frozenset("*?[\\@+!")
_CLASSES = {
    "alpha": "a-zA-Z",
    "digit": "0-9",
    "alnum": "a-zA-Z0-9",
    "upper": "A-Z",
    "lower": "a-z",
    "space": r"\s",
    "punct": r"!-/:-@\[-`{-~",
    "xdigit": "0-9A-Fa-f",
    "blank": r" \t",
    "cntrl": r"\x00-\x1f",
    "print": r"\x20-\x7e",
    "graph": r"\x21-\x7e",
    "word": r"\w",
}
_UNTELLING = frozenset({
    "", "c", "posix", "utf-8", "utf8", "c.utf-8", "root", "localhost", "127.0.0.1", "true", "false", "yes", "no", "none", "null",
    "undefined",
    "search", "nameserver", "domain", "options", "registry", "layout", "lang", "language", "timezone", "time zone", "zone",
    "locale", "proxy",
    "origin", "remote", "remote.origin.url", "url", "name", "email", "user.email", "user", "host", "country", "countrycode",
    "region", "system locale",
    "x11 layout", "rules", "model", "variant", "fetch", "push", "(fetch)", "(push)", "zoneinfo", "keyboardlayout name",
    "httpsproxy", "httpproxy",
    "unknown", "on", "off", "default", "auto", "n/a", "nil", "y", "n", "http", "https", "http:", "https:", "http://", "https://",
})  # fmt: skip
"""Values that tell that something is missing or plain, and names of fields: they tell nobody apart."""
_LABEL = re.compile(r"[A-Za-z][\w. -]*\s*[=:]+")


def literal_pattern(text: str) -> str:
    """A pattern that matches just this text."""
    return re.sub(r"([*?\[\]\\@+!(|)])", r"\\\1", text)


@lru_cache(maxsize=4096)
def regex_of(pattern: str) -> str:
    """The regular expression of a glob, extended ones included. A pattern that is cut off matches itself."""
    out: list[str] = []
    at = 0
    pattern = pattern[:_MAX_PATTERN]
    closers: list[str] = []
    while at < len(pattern):
        char = pattern[at]
        following = pattern[at + 1 : at + 2]
        if char == "\\":
            out.append(re.escape(following))
            at += 1
        elif char in "@?*+!" and following == "(" and len(closers) < 8:
            out.append("(?:" if char != "!" else "(?!(?:")
            closers.append({"@": ")", "?": ")?", "*": ")*", "+": ")+", "!": ")).*"}[char])
            at += 1
        elif char == ")" and closers:
            out.append(closers.pop())
        elif char == "|" and closers:
            out.append("|")
        elif char == "*":
            if out[-1:] != [".*"]:
                out.append(".*")
        elif char == "?":
            out.append(".")
        elif char == "[" and (close := _bracket_end(pattern, at)) > 0:
            out.append(_bracket(pattern[at + 1 : close]))
            at = close
        else:
            out.append(re.escape(char))
        at += 1
    return "".join(out) + "".join(reversed(closers))


def matches(text: str, pattern: str, *, ignores_case: bool = False) -> bool | None:
    """Whether the glob matches the whole text; None: the pattern is too hard to tell."""
    if pattern.count("*") > 2 and not any(char in pattern for char in "[\\@+!("):
        return _matches_in_turn(text.casefold() if ignores_case else text, (pattern.casefold() if ignores_case else pattern).split("*"))
    if pattern.count("*") > 12:
        return None
    try:
        found = re.compile(f"(?:{regex_of(pattern)})\\Z", re.DOTALL | (re.IGNORECASE if ignores_case else 0))
    except (re.error, OverflowError, RecursionError):
        return None
    if len(text) > 20_000 and regex_of(pattern).count(".*") > 3:
        return None
    return found.match(text) is not None


def _matches_in_turn(text: str, pieces: list[str]) -> bool:
    """Whether the pieces between the stars stand in the text one behind the other, the first and the last at its ends."""
    found = [re.compile(re.escape(piece).replace("\\?", "."), re.DOTALL) for piece in pieces]
    first = found[0].match(text)
    end = len(text) - len(pieces[-1])
    if first is None or end < first.end() or found[-1].fullmatch(text, end) is None:
        return False
    at = first.end()
    for piece in found[1:-1]:
        match = piece.search(text, at, end)
        if match is None:
            return False
        at = match.end()
    return True


def without_prefix(text: str, pattern: str, *, is_longest: bool) -> str:
    """`${text#pattern}`."""
    span = _prefix_length(text[:20_000], pattern, is_longest)
    return text if span is None else text[span:]


def without_suffix(text: str, pattern: str, *, is_longest: bool) -> str:
    """`${text%pattern}`."""
    try:
        found = re.compile(f"(?:{regex_of(pattern)})\\Z", re.DOTALL)
    except (re.error, OverflowError, RecursionError):
        return text
    starts = range(max(0, len(text) - 2_000), len(text) + 1)
    fitting = (start for start in (starts if is_longest else reversed(starts)) if found.match(text, start))
    start = next(fitting, None)
    return text if start is None else text[:start]


def _prefix_length(text: str, pattern: str, is_longest: bool) -> int | None:
    body = regex_of(pattern)
    if not is_longest:
        body = re.sub(r"(?<!\\)\.\*", ".*?", body)
    try:
        found = re.match(body, text, re.DOTALL)
    except (re.error, OverflowError, RecursionError):
        return None
    return found.end() if found is not None else None


def replaced(text: str, pattern: str, by: str, *, is_all: bool, anchor: str = "") -> str:
    """`${text/pattern/by}`, `//` and the anchored forms."""
    body = regex_of(pattern)
    body = f"\\A(?:{body})" if anchor == "#" else f"(?:{body})\\Z" if anchor == "%" else body
    try:
        return re.sub(body, lambda _: by, text, count=0 if is_all else 1, flags=re.DOTALL)
    except (re.error, OverflowError, RecursionError):
        return text


def literal_ends(pattern: str) -> tuple[str, str, bool]:
    """The letters that a glob begins and ends with, and whether there is anything but letters between them."""
    if not any(char in _SPECIAL for char in pattern):
        return pattern, pattern, False
    head = re.match(r"(?:[^*?\[\\@+!]|\\.)*", pattern, re.DOTALL)
    tail = re.search(r"[^*?\[\]\\@+!()|]*\Z", pattern)
    return (head[0].replace("\\", "") if head else "", tail[0] if tail else "", True)


def entries_of_glob(pattern: str) -> tuple[str, ...]:
    """The names that a glob holds: what a value has to have to match."""
    if re.match(r"\*?[@?*+!]\(", pattern) or ("|" in pattern and "(" in pattern):
        return telling(part for part in re.split(r"[|()]|[@?*+!](?=\()", pattern))
    pieces = re.split(r"(?<!\\)(?:\*|\?|\[[^\]]*\])+", pattern)
    return telling(piece.replace("\\", "") for piece in pieces)


def entries_of_regex(pattern: str) -> tuple[str, ...]:
    """The alternatives of a regular expression, marks taken off."""
    pieces = re.split(r"[|()\n]", pattern)
    cleaned = (
        re.sub(r"\\([.+*?/-])", r"\1", re.sub(r"^\^|\$$|\.[*+]\??|\\[bBdDwWsS<>]|\[[^\]]*\][*+?]?|\?[:=!<]*", "", piece))
        for piece in pieces
    )
    return telling(cleaned)


def entries_of_list(text: str) -> tuple[str, ...]:
    """The names in a text that something is looked up in."""
    parts = re.split(r"[\s,;|:\"'\[\](){}]+" if not re.search(r"\w:\w", text) else r"[\s,;|\"'\[\](){}]+", text)
    return telling(parts)


def telling(texts: object) -> tuple[str, ...]:
    """Those of the texts that tell values apart, each once."""
    found = (str(text).strip(" \t\r\n\"'/^$.*") for text in texts)  # type: ignore[attr-defined]
    return tuple(dict.fromkeys(text for text in found if is_telling(text)))[:4_000]


def is_telling(text: str) -> bool:
    if len(text) < 2 or text.casefold() in _UNTELLING or _LABEL.fullmatch(text):
        return False
    return any(char.isalnum() for char in text)


def _bracket_end(pattern: str, at: int) -> int:
    start = at + 2 if pattern[at + 1 : at + 2] in ("]", "!", "^") else at + 1
    if pattern[start : start + 1] == "]" and start > at + 1:
        start += 1
    close = start
    while close < len(pattern):
        if pattern.startswith("[:", close) and (end := pattern.find(":]", close)) > 0:
            close = end + 2
            continue
        if pattern[close] == "]":
            return close
        close += 1
    return -1


def _bracket(inner: str) -> str:
    is_negated = inner[:1] in ("!", "^")
    body = inner[1:] if is_negated else inner
    body = re.sub(r"\[:(\w+):\]", lambda match: _CLASSES.get(match[1], ""), body)
    body = re.sub(r"\\(?![sw])", r"\\\\", body).replace("[", r"\[").replace("]", r"\]").replace("^", r"\^")
    return f"[{'^' if is_negated else ''}{body}]" if body else "[^\\s\\S]"
