"""Tools that rearrange lines, columns and letters, on texts whose letters are known (or stand for what is not)."""

import re
from collections.abc import Callable

from scanner.analyze.shell.argument import options_of
from scanner.code.numbers import is_number
from scanner.code.shell.escapes import unescaped

MAX_LINES = 20_000

Read = Callable[[str], str | None]
"""The letters of a file; None: not known."""
Tool = Callable[[list[str], str, Read], str | None]
"""Arguments, standard input -> what is printed; None: not known."""

_SETS = {
    "[:upper:]": "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "[:lower:]": "abcdefghijklmnopqrstuvwxyz", "[:digit:]": "0123456789",
    "[:alpha:]": "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
    "[:alnum:]": "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", "[:space:]": " \t\n\r\v\f", "[:blank:]": " \t",
    "[:punct:]": "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", "[:xdigit:]": "0123456789ABCDEFabcdef",
}  # fmt: skip


def contents(rest: tuple[str, ...] | list[str], given: str, read: Read) -> str | None:
    """The named files behind each other, or standard input."""
    if not rest:
        return given
    found = []
    for name in rest:
        text = given if name == "-" else read(name)
        if text is None:
            return None
        found.append(text)
    return "".join(found)


def lines_of(text: str) -> list[str]:
    lines = text.split("\n")
    if lines and not lines[-1]:
        lines.pop()
    return lines[:MAX_LINES]


def joined(lines: list[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def cat(arguments: list[str], given: str, read: Read) -> str | None:
    options = options_of(arguments)
    text = contents(options.rest, given, read)
    if text is None or not options.has("n", "b", "number"):
        return text
    return joined([f"{index:6}\t{line}" for index, line in enumerate(lines_of(text), 1)])


def tac(arguments: list[str], given: str, read: Read) -> str | None:
    text = contents(options_of(arguments).rest, given, read)
    return None if text is None else joined(lines_of(text)[::-1])


def head(arguments: list[str], given: str, read: Read) -> str | None:
    return _ends(arguments, given, read, is_head=True)


def tail(arguments: list[str], given: str, read: Read) -> str | None:
    return _ends(arguments, given, read, is_head=False)


def _ends(arguments: list[str], given: str, read: Read, *, is_head: bool) -> str | None:
    arguments = [re.sub(r"^-(\d+)$", r"-n\1", word) for word in arguments]
    options = options_of(arguments, "nc", frozenset({"lines", "bytes"}))
    text = contents(options.rest, given, read)
    if text is None:
        return None
    size = options.get("c", "bytes")
    number = size if size is not None else options.get("n", "lines") or "10"
    if not re.fullmatch(r"[+-]?\d{1,7}", number):
        return None
    pieces: list[str] = list(text) if size is not None else [f"{line}\n" for line in lines_of(text)]
    count = int(number)
    if is_head:
        return "".join(pieces[:count])
    return "".join(pieces[count - 1 :] if number.startswith("+") else pieces[-abs(count) :] if count else [])


def cut(arguments: list[str], given: str, read: Read) -> str | None:
    options = options_of(arguments, "dfcb", frozenset({"delimiter", "fields", "characters", "bytes", "output-delimiter"}))
    text = contents(options.rest, given, read)
    fields, letters = options.get("f", "fields"), options.get("c", "b", "characters", "bytes")
    if text is None or (fields or letters) is None:
        return None
    mark = options.get("d", "delimiter") or "\t"
    between = options.get("output-delimiter")
    out = []
    for line in lines_of(text):
        if letters is not None:
            out.append("".join(_picked(letters, list(line))))
        elif mark not in line:
            out += [] if options.has("s", "only-delimited") else [line]
        else:
            pieces = line.split(mark)
            out.append((mark if between is None else between).join(_picked(fields or "1", pieces, is_left_out=options.has("complement"))))
    return joined(out)


def _picked(spec: str, pieces: list[str], *, is_left_out: bool = False) -> list[str]:
    wanted: set[int] = set()
    for part in spec.split(","):
        found = re.fullmatch(r"(\d{0,6})(-?)(\d{0,6})", part.strip())
        if found is None:
            continue
        start = int(found[1] or 1)
        end = int(found[3]) if found[3] else len(pieces) if found[2] else start
        wanted |= set(range(start, min(end, len(pieces)) + 1))
    return [piece for index, piece in enumerate(pieces, 1) if (index in wanted) is not is_left_out]


def tr(arguments: list[str], given: str, read: Read) -> str | None:
    options = options_of([word for word in arguments if word.startswith("-") and len(word) > 1 and not word.startswith("-_")])
    sets = [letter_set(word) for word in arguments if not (word.startswith("-") and len(word) > 1 and not word.startswith("-_"))]
    if not sets:
        return None
    old = sets[0]
    if options.has("c", "C", "complement"):
        kept = set(old)
        if options.has("d", "delete"):
            return "".join(char for char in given if char in kept)
        by = sets[1][-1:] if len(sets) > 1 else ""
        changed = "".join(char if char in kept else by or char for char in given)
        return re.sub(f"({re.escape(by)})+", lambda match: match[1], changed) if options.has("s") and by else changed
    if options.has("d", "delete"):
        gone = set(old)
        return "".join(char for char in given if char not in gone)
    if len(sets) > 1 and sets[1]:
        new = sets[1]
        table = {ord(char): new[min(index, len(new) - 1)] for index, char in reversed(list(enumerate(old)))}
        given = given.translate(table)
        old = new
    if options.has("s", "squeeze-repeats"):
        return re.sub(f"([{re.escape(old)}])\\1+", r"\1", given) if old else given
    return given


def letter_set(text: str) -> str:
    """`a-z`, `[:upper:]`, `\\n` as the letters they stand for."""
    for name, letters in _SETS.items():
        text = text.replace(name, letters)
    text = unescaped(text)
    out: list[str] = []
    at = 0
    while at < len(text) and len(out) < 5_000:
        if text[at + 1 : at + 2] == "-" and at + 2 < len(text) and text[at] <= text[at + 2]:
            out += [chr(code) for code in range(ord(text[at]), min(ord(text[at + 2]), ord(text[at]) + 300) + 1)]
            at += 3
        else:
            out.append(text[at])
            at += 1
    return "".join(out)


def rev(arguments: list[str], given: str, read: Read) -> str | None:
    text = contents(arguments, given, read)
    return None if text is None else joined([line[::-1] for line in lines_of(text)])


def sort(arguments: list[str], given: str, read: Read) -> str | None:
    options = options_of(arguments, "ktSTo", frozenset({"key", "field-separator", "output"}))
    text = contents(options.rest, given, read)
    if text is None:
        return None
    lines = lines_of(text)
    if options.has("n", "numeric-sort", "h", "V", "k", "key", "R", "random-sort"):
        numbers = [re.match(r"\s*-?\d+", line) for line in lines]
        if options.has("n") and all(numbers):
            lines.sort(key=lambda line: int((re.match(r"\s*-?\d+", line) or [""])[0] or 0))
    else:
        lines.sort(key=str.casefold if options.has("f", "ignore-case") else None)
    if options.has("u", "unique"):
        lines = list(dict.fromkeys(lines))
    return joined(lines[::-1] if options.has("r", "reverse") else lines)


def uniq(arguments: list[str], given: str, read: Read) -> str | None:
    options = options_of(arguments, "fsw")
    text = contents(options.rest, given, read)
    if text is None or options.has("c", "d", "u"):
        return None
    out: list[str] = []
    for line in lines_of(text):
        if not out or out[-1] != line:
            out.append(line)
    return joined(out)


def wc(arguments: list[str], given: str, read: Read) -> str | None:
    options = options_of(arguments)
    text = contents(options.rest, given, read)
    if text is None:
        return None
    counts = {"l": text.count("\n"), "w": len(text.split()), "c": len(text.encode("utf-8", "surrogateescape")), "m": len(text)}
    wanted = [count for name, count in counts.items() if options.has(name)] or [counts["l"], counts["w"], counts["c"]]
    return " ".join(map(str, wanted)) + "\n"


def paste(arguments: list[str], given: str, read: Read) -> str | None:
    options = options_of(arguments, "d", frozenset({"delimiters"}))
    marks = unescaped(options.get("d", "delimiters") or "\t")
    texts = [given if name == "-" else read(name) for name in options.rest or ("-",)]
    if any(text is None for text in texts):
        return None
    columns = [lines_of(text or "") for text in texts]
    if options.has("s", "serial"):
        return joined([marks.join(column) for column in columns])
    if list(options.rest).count("-") > 1:
        width, lines = len(columns), columns[0]
        return joined([marks.join(lines[at : at + width]) for at in range(0, len(lines), width)])
    longest = max(map(len, columns))
    return joined([marks.join(column[row] if row < len(column) else "" for column in columns) for row in range(longest)])


def fold(arguments: list[str], given: str, read: Read) -> str | None:
    options = options_of([re.sub(r"^-(\d+)$", r"-w\1", word) for word in arguments], "w", frozenset({"width"}))
    text = contents(options.rest, given, read)
    width = options.get("w", "width") or "80"
    if text is None or not is_number(width) or int(width) < 1:
        return None
    return joined([piece for line in lines_of(text) for piece in _folded(line, int(width), is_at_blanks=options.has("s", "spaces"))])


def _folded(line: str, width: int, *, is_at_blanks: bool) -> list[str]:
    """A line in pieces of no more letters; each ends behind its last blank where that is asked for and it has one."""
    pieces = []
    while len(line) > width:
        blank = max(line.rfind(" ", 0, width), line.rfind("\t", 0, width)) if is_at_blanks else -1
        end = blank + 1 or width
        pieces.append(line[:end])
        line = line[end:]
    return [*pieces, line]


def basename(arguments: list[str], given: str, read: Read) -> str | None:
    options = options_of(arguments, "s", frozenset({"suffix"}))
    if not options.rest:
        return None
    name = options.rest[0].rstrip("/").rsplit("/", 1)[-1]
    suffix = options.rest[1] if len(options.rest) > 1 else options.get("s", "suffix") or ""
    return (name.removesuffix(suffix) if suffix != name else name) + "\n"


def dirname(arguments: list[str], given: str, read: Read) -> str | None:
    rest = options_of(arguments).rest
    if not rest:
        return None
    head_part, mark, _ = rest[0].rstrip("/").rpartition("/")
    return (head_part or ("/" if mark else ".")) + "\n"


def seq(arguments: list[str], given: str, read: Read) -> str | None:
    options = options_of([word for word in arguments if not re.fullmatch(r"-\d+", word)], "sfw")
    numbers = [word for word in arguments if re.fullmatch(r"-?\d{1,6}", word)]
    if not 1 <= len(numbers) <= 3 or options.has("f"):
        return None
    first, step, last = (
        (1, 1, int(numbers[0])) if len(numbers) == 1
        else (int(numbers[0]), 1, int(numbers[1])) if len(numbers) == 2
        else (int(numbers[0]), int(numbers[1]) or 1, int(numbers[2]))
    )  # fmt: skip
    values = [str(number) for number in range(first, last + (1 if step > 0 else -1), step)][:MAX_LINES]
    between = options.get("s")
    return joined(values) if between is None else between.join(values) + "\n"


def column(arguments: list[str], given: str, read: Read) -> str | None:
    return contents(options_of(arguments, "sNoc").rest, given, read)


def nl(arguments: list[str], given: str, read: Read) -> str | None:
    text = contents(options_of(arguments, "bwsnvi").rest, given, read)
    return None if text is None else joined([f"{index:6}\t{line}" if line else line for index, line in enumerate(lines_of(text), 1)])


def strings(arguments: list[str], given: str, read: Read) -> str | None:
    text = contents(options_of(arguments, "n").rest, given, read)
    return None if text is None else joined(re.findall(r"[ -~]{4,}", text)[:MAX_LINES])


TOOLS: dict[str, Tool] = {
    "cat": cat, "bat": cat, "tac": tac, "head": head, "tail": tail, "cut": cut, "tr": tr, "rev": rev, "sort": sort, "uniq": uniq, "wc": wc,
    "paste": paste, "fold": fold, "basename": basename, "dirname": dirname, "seq": seq, "column": column, "nl": nl, "strings": strings,
    "expand": column, "iconv": column, "dos2unix": column, "unix2dos": column, "more": cat, "less": cat,
}  # fmt: skip
LETTERWISE = frozenset({"rev", "fold", "strings", "wc"})
"""Tools that look into words: what they make of a text that is not known is not known."""
