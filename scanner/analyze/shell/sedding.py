"""sed: substitutions and selected lines. Does not follow branches inside of a script and the hold space."""

import re
from dataclasses import dataclass

from scanner.analyze.shell import globs
from scanner.analyze.shell.argument import options_of
from scanner.analyze.shell.comparing import is_safe, translated
from scanner.analyze.shell.grepping import basic
from scanner.analyze.shell.oracle import Oracle
from scanner.analyze.shell.texttools import Read, contents, joined, letter_set, lines_of
from scanner.code.numbers import is_number

_ADDRESS = re.compile(r"\s*(?:(\d{1,18}|\$)|/((?:[^/\\\n]|\\.)*)/([I]?)|\\(.)((?:(?!\4)[^\\\n]|\\.)*)\4)")
_MAX_COMMANDS = 60


class Unread(ValueError):
    """A command of sed that is not followed."""


@dataclass(frozen=True, slots=True)
class Command:
    first: str | int | None
    """Line number, `$` as -1, or an expression."""
    last: str | int | None
    is_negated: bool
    name: str
    old: str = ""
    new: str = ""
    flags: str = ""


def sed(arguments: list[str], given: str, read: Read, oracle: Oracle) -> str | None:
    """What sed prints; None: not known."""
    options = options_of(arguments, "ef", frozenset({"expression", "file"}))
    rest = list(options.rest)
    scripts = list(options.all("e", "expression"))
    if options.all("f", "file"):
        return None
    if not scripts:
        if not rest:
            return None
        scripts = [rest.pop(0)]
    text = contents(rest, given, read)
    if text is None:
        return None
    try:
        commands = commands_of("\n".join(scripts), is_extended=options.has("E", "r", "regexp-extended"))
        return _run(commands, lines_of(text), oracle, is_quiet=options.has("n", "quiet", "silent"))
    except (Unread, re.error, OverflowError, RecursionError):
        return None


def commands_of(script: str, *, is_extended: bool) -> list[Command]:
    """The commands of a script. Raises Unread."""
    found: list[Command] = []
    at = 0
    while at < len(script) and len(found) < _MAX_COMMANDS:
        if script[at] in " \t\n;":
            at += 1
            continue
        if script[at] == "#":
            at = script.find("\n", at) if "\n" in script[at:] else len(script)
            continue
        first, at = _address(script, at, is_extended)
        last = None
        if script[at : at + 1] == ",":
            last, at = _address(script, at + 1, is_extended)
        at = _over_blanks(script, at)
        is_negated = script[at : at + 1] == "!"
        at += is_negated
        at = _over_blanks(script, at)
        name = script[at : at + 1]
        at += 1
        if name in ("s", "y"):
            old, new, flags, at = _parts(script, at)
            if name == "s":
                old = translated(old if is_extended else basic(old))
            found.append(Command(first, last, is_negated, name, old, new, flags))
        elif name in ("d", "p", "q"):
            found.append(Command(first, last, is_negated, name))
        elif name in ("a", "i", "c"):
            end = script.find("\n", at)
            end = len(script) if end < 0 else end
            found.append(Command(first, last, is_negated, name, new=script[at:end].lstrip(" \\\n")))
            at = end
        else:
            raise Unread(name)
    return found


def _over_blanks(script: str, at: int) -> int:
    while script[at : at + 1] in (" ", "\t"):
        at += 1
    return at


def _address(script: str, at: int, is_extended: bool) -> tuple[str | int | None, int]:
    found = _ADDRESS.match(script, at)
    if found is None:
        return None, at
    if found[1] is not None:
        return (-1 if found[1] == "$" else int(found[1])), found.end()
    body = found[2] if found[2] is not None else found[5]
    return translated(body if is_extended else basic(body)).replace("\\/", "/"), found.end()


_BRACKET = re.compile(r"\[\^?\]?(?:\[:\w{1,10}:\]|[^\]\n])*\]")


def _parts(script: str, at: int) -> tuple[str, str, str, int]:
    mark = script[at : at + 1]
    if not mark or mark in "\n\\":
        raise Unread("s")
    pieces: list[str] = []
    current: list[str] = []
    at += 1
    while at < len(script) and len(pieces) < 2:
        char = script[at]
        if char == "\\" and at + 1 < len(script):
            following = script[at + 1]
            current.append(following if following == mark and mark not in "|" else char + following)
            at += 2
            continue
        if char == "[" and not pieces and (bracket := _BRACKET.match(script, at)) is not None:
            current.append(bracket[0])  # in which the mark is a letter as others
            at = bracket.end()
            continue
        if char == mark:
            pieces.append("".join(current))
            current = []
        else:
            current.append(char)
        at += 1
    if len(pieces) < 2:
        raise Unread("s")
    flags = re.compile(r"[gpIiMme\d]*").match(script, at)
    return pieces[0], pieces[1], flags[0] if flags else "", flags.end() if flags else at


def _run(commands: list[Command], lines: list[str], oracle: Oracle, *, is_quiet: bool) -> str:
    out: list[str] = []
    ranges: set[int] = set()
    for number, line in enumerate(lines, 1):
        is_deleted = is_last = False
        printed: list[str] = []
        for place, command in enumerate(commands):
            if not _is_addressed(command, place, ranges, line, number, len(lines), oracle):
                continue
            if command.name == "s":
                line, is_changed = _substituted(command, line, oracle)
                printed += [line] if is_changed and "p" in command.flags else []
            elif command.name == "y":
                line = line.translate(dict(zip(map(ord, letter_set(command.old)), letter_set(command.new), strict=False)))
            elif command.name == "p":
                printed.append(line)
            elif command.name in ("d", "c", "q"):
                is_deleted, is_last = command.name != "q", command.name == "q"
                printed += [command.new] if command.name == "c" else []
                break
            elif command.name == "i":
                out.append(command.new)
            elif command.name == "a":
                printed.append(command.new)
        if not is_quiet and not is_deleted:
            out.append(line)
        out += printed
        if is_last:
            break
    return joined(out)


def _is_addressed(command: Command, place: int, ranges: set[int], line: str, number: int, count: int, oracle: Oracle) -> bool:
    """Whether a command is for this line. ranges: the places of the commands whose range goes on."""

    def is_at(address: str | int) -> bool:
        return oracle.finds(address, line) if isinstance(address, str) else number == (count if address < 0 else address)

    if command.first is None:
        return True
    if command.last is None:
        return is_at(command.first) is not command.is_negated
    if place in ranges:
        is_inside = True
        is_over = is_at(command.last) if isinstance(command.last, str) else 0 <= command.last <= number
    else:
        is_inside = is_at(command.first)
        is_over = not is_inside or (isinstance(command.last, int) and 0 <= command.last <= number)
    (ranges.discard if is_over else ranges.add)(place)
    return is_inside is not command.is_negated


def _substituted(command: Command, line: str, oracle: Oracle) -> tuple[str, bool]:
    flags = re.IGNORECASE if "I" in command.flags or "i" in command.flags else 0
    if not is_safe(command.old, line):
        raise Unread("s")
    pattern = re.compile(command.old, flags)
    by = _Replacement(command.new)
    entries = globs.entries_of_regex(command.old)
    if not oracle.is_known(line) and pattern.search(line) is None and entries and command.new and not re.search(r"[&\\]", command.new):
        return (by("", ()), True) if oracle.ask(line, entries) else (line, False)
    number = re.search(r"\d{1,18}", command.flags)
    if number is not None:
        index = 0

        def nth(match: re.Match[str]) -> str:
            nonlocal index
            index += 1
            return (
                by(match[0], match.groups()) if index == int(number[0]) or (index > int(number[0]) and "g" in command.flags) else match[0]
            )

        changed = pattern.sub(nth, line)
    else:
        changed = pattern.sub(lambda match: by(match[0], match.groups()), line, count=0 if "g" in command.flags else 1)
    return changed, changed != line


class _Replacement:
    r"""`\1`, `&`, `\n`, `\U` put in."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __call__(self, whole: str, groups: tuple[str | None, ...]) -> str:
        def one(match: re.Match[str]) -> str:
            mark = match[0]
            if mark == "&":
                return whole
            if is_number(mark[1]):
                index = int(mark[1])
                return whole if index == 0 else (groups[index - 1] or "" if index <= len(groups) else "")
            return {"n": "\n", "t": "\t", "&": "&"}.get(mark[1], "" if mark[1] in "ULEul" else mark[1])

        made = re.sub(r"\\x([0-9a-fA-F]{2})", lambda match: chr(int(match[1], 16)), self.text)
        made = re.sub(r"\\.|&", one, made, flags=re.DOTALL)
        return made.upper() if self.text.startswith("\\U") else made.lower() if self.text.startswith("\\L") else made
