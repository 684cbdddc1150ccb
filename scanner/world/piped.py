"""What filters make of a command's output on one line: `timedatectl | grep zone | awk '{print $3}'`. Only the plainest forms are known."""

import re
import shlex
from collections.abc import Callable
from functools import cache
from typing import Any

import re2  # type: ignore[import-untyped]  # the package ships no types

_LONG_NUMBER = re.compile(r"\d{19}")
"""No count that anybody means, and beyond some thousand digits no number of Python's."""
_LINES = 4_000
"""Lines of an output that are filtered."""
_PATTERN_CHARS = 1_000

_Filter = Callable[[list[str], list[str]], list[str] | None]


def parts_of(line: str, marks: tuple[str, ...]) -> list[str]:
    """A line cut at marks such as `|` outside of quotation marks and brackets; those of two letters are told apart from single ones."""
    parts, start, depth, quote, at = [], 0, 0, "", 0
    while at < len(line):
        letter = line[at]
        if quote:
            quote = "" if letter == quote else quote
        elif letter == "\\":
            at += 1
        elif letter in "\"'":
            quote = letter
        elif letter in "({":
            depth += 1
        elif letter in ")}":
            depth -= 1
        elif depth == 0 and letter in "|&;":
            mark = line[at : at + 2] if line[at : at + 2] in ("||", "&&", "|&") else letter
            if mark in marks and not (letter == "&" and line[at - 1 : at] == ">"):
                parts.append(line[start:at].strip())
                start = at + len(mark)
            at += len(mark) - 1
        at += 1
    return [*parts, line[start:].strip()]


def filtered(text: str, filters: list[str]) -> str | None:
    """The text as it comes out of the last filter; None: one of them is not known."""
    lines = text.splitlines()[:_LINES]
    for command in filters:
        made = _through(command, lines)
        if made is None:
            return None
        lines = made
    return "".join(f"{line}\n" for line in lines)


def is_filter(command: str) -> bool:
    """Whether it is the name of a program that filters what it is given."""
    words = command.split(maxsplit=1)
    return bool(words) and words[0].rsplit("/", 1)[-1] in _FILTERS


def is_sieve(command: str) -> bool:
    """Whether it only leaves some of the lines that it is given."""
    return is_filter(command) and command.split(maxsplit=1)[0].rsplit("/", 1)[-1] in ("grep", "egrep", "fgrep", "findstr")


def _through(command: str, lines: list[str]) -> list[str] | None:
    if _LONG_NUMBER.search(command):
        return None
    try:
        name, *words = shlex.split(re.sub(r"\s*\d?>\s*(?:/dev/null|&\d)", "", command))
    except ValueError:
        return None  # quotation marks that do not match, or nothing at all
    apply = _FILTERS.get(name.rsplit("/", 1)[-1])
    return None if apply is None else apply(words, lines)


@cache
def _compiled(pattern: str, *, is_folded: bool = False) -> Any:
    """A pattern of the program's own, in an engine that takes no longer the more of it there is; None: it knows no such pattern."""
    if len(pattern) > _PATTERN_CHARS:
        return None
    options = re2.Options()
    options.log_errors, options.case_sensitive = False, not is_folded
    try:
        return re2.compile(pattern, options)
    except re2.error:
        return None


_CLASSES = {"space": r"\s", "digit": "0-9", "alpha": "A-Za-z", "alnum": "A-Za-z0-9", "blank": r" \t", "upper": "A-Z", "lower": "a-z"}


def _as_python(pattern: str, *, is_extended: bool) -> str:
    """A pattern of `grep` or `sed`: in basic ones brackets and braces count with a backslash before them."""
    for name, letters in _CLASSES.items():
        pattern = pattern.replace(f"[:{name}:]", letters)
    return pattern if is_extended else re.sub(r"\\?[(){}|+?]", lambda one: one[0][1:] if len(one[0]) == 2 else f"\\{one[0]}", pattern)


def _grep(words: list[str], lines: list[str], *, is_extended: bool = False, is_fixed: bool = False) -> list[str] | None:
    flags = "".join(word.lstrip("-") for word in words if re.fullmatch(r"-[a-zA-Z]+", word))
    counts = re.search(r"(?:^|\s)-[a-zA-Z]*m\s?(\d+)", " ".join(words))
    patterns = [word for word in words if not word.startswith("-") and not (counts and word == counts[1])]
    if len(patterns) != 1 or any(word.startswith("--") for word in words) or set(flags) - set("iEvoFwxqsPhmae"):
        return None
    is_extended = is_extended or bool(set(flags) & set("EP"))
    text = re.escape(patterns[0]) if is_fixed or "F" in flags else _as_python(patterns[0], is_extended=is_extended)
    if "P" in flags:
        text = _without_looking(text)
    text = rf"\b(?:{text})\b" if "w" in flags else rf"^(?:{text})$" if "x" in flags else text
    pattern = _compiled(text, is_folded="i" in flags)
    if pattern is None:
        return None
    if "o" in flags:
        return [found["kept"] if "kept" in pattern.groupindex else found[0] for line in lines for found in pattern.finditer(line)]
    kept = [line for line in lines if (pattern.search(line) is None) is ("v" in flags)]
    return [] if "q" in flags else kept[: int(counts[1])] if counts else kept


def _without_looking(pattern: str) -> str:
    """What is only looked at before and behind, as parts of a match of which the rest is kept."""
    found = re.fullmatch(r"(?:\(\?<=(?P<before>[^()]*)\)|(?P<dropped>.*)\\K)?(?P<kept>.*?)(?:\(\?=(?P<behind>[^()]*)\))?", pattern)
    if found is None or found["kept"] == pattern:
        return pattern
    return f"(?:{found['before'] or found['dropped'] or ''})(?P<kept>{found['kept']})(?:{found['behind'] or ''})"


def _findstr(words: list[str], lines: list[str]) -> list[str] | None:
    folded = any(word.lower() == "/i" for word in words)
    texts = [re.sub(r"^/c:", "", word, flags=re.IGNORECASE) for word in words if not re.fullmatch(r"/[a-zA-Z]", word)]
    if not texts:
        return None
    wanted = [text.lower() if folded else text for text in texts]
    return [line for line in lines if any(text in (line.lower() if folded else line) for text in wanted)]


def _head(words: list[str], lines: list[str]) -> list[str] | None:
    count = _count(words)
    return None if count is None else lines[:count]


def _tail(words: list[str], lines: list[str]) -> list[str] | None:
    if (first := re.fullmatch(r"(?:-n ?)?\+(\d+)", " ".join(words))) is not None:
        return lines[max(0, int(first[1]) - 1) :]
    count = _count(words)
    return None if count is None else lines[len(lines) - min(count, len(lines)) :]


def _count(words: list[str]) -> int | None:
    found = re.fullmatch(r"(?:-n ?)?-?(\d+)|", " ".join(words))
    return None if found is None else int(found[1] or 10)


_SPAN = r"(?:\d+-?\d*|-\d+)"
_CUT = re.compile(
    rf"(?:(?:-d|--delimiter=)\0?(?P<a>.)\0)?(?P<kind>-f|-c|--fields=)\0?(?P<list>{_SPAN}(?:,{_SPAN})*)(?:\0(?:-d|--delimiter=)\0?(?P<b>.))?"
)
"""The words of `cut` with a zero byte between them: the mark stands before the list of fields or behind it."""


def _cut(words: list[str], lines: list[str]) -> list[str] | None:
    found = _CUT.fullmatch("\0".join(words))
    if found is None:
        return None
    mark = found["a"] or found["b"] or "\t"
    is_chars = found["kind"] == "-c"
    return [_cut_of(line, "" if is_chars else mark, found["list"]) for line in lines]


def _cut_of(line: str, mark: str, ranges: str) -> str:
    fields = line.split(mark) if mark else list(line)
    if mark and len(fields) == 1:
        return line
    chosen: list[str] = []
    for span in ranges.split(","):
        first, dash, last = span.partition("-")
        chosen += fields[int(first or 1) - 1 : int(last or len(fields)) if dash else int(first)]
    return mark.join(chosen)


_AWK = re.compile(
    r"\s*(?:/(?P<pattern>.*)/|NR\s*==?\s*(?P<row>\d+))?\s*\{\s*print(?P<what>[^;{}]*?)(?:;\s*exit)?\s*;?\s*\}\s*"
)


def _awk(words: list[str], lines: list[str]) -> list[str] | None:
    """`-F: '/pattern/ {print $2}'`: fields, one after the other, and texts."""
    mark = next((word[2:] for word in words if word.startswith("-F") and len(word) > 2), None)
    if mark is None and "-F" in words:
        at = words.index("-F")
        mark, words = words[at + 1] if at + 1 < len(words) else None, [*words[:at], *words[at + 2 :]]
    programs = [word for word in words if not word.startswith("-F")]
    found = _AWK.fullmatch(" ".join(programs))
    pattern = _compiled(found["pattern"] or "") if found is not None and len(programs) == 1 else None
    between = None if mark is None else _compiled(mark if len(mark) > 1 else re.escape(mark))
    if found is None or pattern is None or (mark is not None and between is None):
        return None
    printed: list[str] = []
    for number, line in enumerate(lines, 1):
        if (found["row"] and number != int(found["row"])) or not pattern.search(line):
            continue
        text = _awk_text(found["what"], line, line.split() if between is None else between.split(line))
        if text is None:
            return None
        printed.append(text)
    return printed[:1] if "exit" in programs[0] else printed


_AWK_PART = re.compile(r"\s*(?:\$(?P<field>\d+|NF)|\"(?P<text>[^\"]*)\"|(?P<comma>,))")


def _awk_text(what: str, line: str, fields: list[str]) -> str | None:
    if not what.strip():
        return line
    if _AWK_PART.sub("", what).strip():
        return None
    made = ""
    for part in _AWK_PART.finditer(what):
        if part["comma"]:
            made += " "
        elif part["text"] is not None:
            made += part["text"]
        else:
            number = len(fields) if part["field"] == "NF" else int(part["field"])
            made += line if number == 0 else fields[number - 1] if 0 < number <= len(fields) else ""
    return made


_SED = re.compile(
    r"(?:/(?P<where>[^/]*)/)?s(?P<mark>[/|#,@!])(?P<old>.*?)(?<!\\)(?P=mark)(?P<new>.*?)(?<!\\)(?P=mark)(?P<flags>[gpIi]*)"
)


def _sed(words: list[str], lines: list[str]) -> list[str] | None:
    """`s/old/new/`, also for chosen lines and with `-n` and `p`; `2p` with `-n`."""
    flags = [word for word in words if word.startswith("-") and word != "-e"]
    scripts = [one for word in words if not word.startswith("-") for one in re.split(r";\s*(?=[s/])", word)]
    is_quiet, is_extended = any("n" in flag for flag in flags), any(set(flag) & set("Er") for flag in flags)
    if set("".join(flags)) - set("-nEr"):
        return None
    for script in scripts:
        if is_quiet and (row := re.fullmatch(r"(\d+)p", script.strip())) is not None:
            lines = lines[int(row[1]) - 1 : int(row[1])]
            continue
        found = _SED.fullmatch(script.strip())
        made = None if found is None else _substituted(found, lines, is_extended=is_extended, is_quiet=is_quiet)
        if made is None:
            return None
        lines = made
    return lines


def _substituted(found: re.Match[str], lines: list[str], *, is_extended: bool, is_quiet: bool) -> list[str] | None:
    pattern = _as_python(found["old"], is_extended=is_extended).replace(f"\\{found['mark']}", re.escape(found["mark"]))
    old = _compiled(pattern, is_folded="i" in found["flags"].lower())
    where = _compiled(_as_python(found["where"] or "", is_extended=is_extended))
    if old is None or where is None:
        return None
    new = re.sub(r"(?<!\\)&", r"\\g<0>", found["new"].replace(f"\\{found['mark']}", found["mark"]))
    made: list[str] = []
    for line in lines:
        changed = line
        if where.search(line):
            try:
                changed, count = old.subn(new, line, count=0 if "g" in found["flags"] else 1)
            except (re2.error, re.error, IndexError):
                return None
            if is_quiet and (count == 0 or "p" not in found["flags"]):
                continue
        elif is_quiet:
            continue
        made.append(changed)
    return made


def _tr(words: list[str], lines: list[str]) -> list[str] | None:
    text = "\n".join(lines)
    sets = [_letters_of(word) for word in words if not re.fullmatch(r"-[ds]", word)]
    if words[:1] == ["-d"] and len(sets) == 1:
        text = re.sub(f"[{re.escape(sets[0])}]", "", text)
    elif words[:1] == ["-s"] and len(sets) == 1:
        text = re.sub(f"([{re.escape(sets[0])}])\\1+", r"\1", text)
    elif len(words) == 2 and len(sets) == 2 and sets[0] and sets[1]:
        text = text.translate({ord(old): sets[1][min(at, len(sets[1]) - 1)] for at, old in enumerate(sets[0])})
    else:
        return None
    return text.split("\n")


def _letters_of(text: str) -> str:
    for name, letters in _CLASSES.items():
        text = text.replace(f"[:{name}:]", {"space": " \t\n\r", "blank": " \t"}.get(name, letters))
    text = text.replace("\\n", "\n").replace("\\t", "\t").replace("\\r", "\r")
    return re.sub(r"(\w)-(\w)", lambda ends: "".join(map(chr, range(ord(ends[1]), ord(ends[2]) + 1))), text)


_FILTERS: dict[str, _Filter] = {
    "grep": _grep,
    "egrep": lambda words, lines: _grep(words, lines, is_extended=True),
    "fgrep": lambda words, lines: _grep(words, lines, is_fixed=True),
    "findstr": _findstr,
    "head": _head,
    "tail": _tail,
    "cut": _cut,
    "awk": _awk,
    "gawk": _awk,
    "sed": _sed,
    "tr": _tr,
    "cat": lambda words, lines: None if words else lines,
    "sort": lambda words, lines: sorted(set(lines) if "-u" in words else lines) if set(words) <= {"-u"} else None,
    "uniq": lambda words, lines: None if words else [line for at, line in enumerate(lines) if at == 0 or line != lines[at - 1]],
    "xargs": lambda words, lines: None if words else [" ".join(" ".join(lines).split())],
}
