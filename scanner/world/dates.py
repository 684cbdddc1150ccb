"""What `date` prints: the start of the run in the zone of a persona, in the format that the command line states.

Source: date(1) of GNU and of BSD. Of another moment than now (`-d`, `-r`, `-v`) and of languages other than English nothing is told.
"""

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from scanner.world.answer import Answer
from scanner.world.persona import Persona
from scanner.world.zone import CLOCK_UTC, is_zone, offset_text

_ASKS = re.compile(r"^(?:TZ=(?P<zone>[\w./+:-]+)\s+)?(?:/\S*/)?date(?P<rest>(?:\s.*)?)$", re.DOTALL)
_FORMAT = re.compile(r"(?:^|\s)(?:\"\+([^\"]*)\"|'\+([^']*)'|\+\"([^\"]*)\"|\+'([^']*)'|\+(.+?))(?=\s+-|\s*$)", re.DOTALL)
_OPTION = re.compile(r"\s*(-u|--utc|--universal|-R|--rfc-email|-j|-I(?:\w+)?|--iso-8601(?:=\w+)?|--rfc-3339=\w+)(?=\s|$)")
_DIRECTIVE = re.compile(r"%([-_0^#]?)(:{0,3})([A-Za-z%+])")
_LONG = {
    "F": "%Y-%m-%d", "T": "%H:%M:%S", "D": "%m/%d/%y", "R": "%H:%M", "r": "%I:%M:%S %p", "c": "%a %b %e %H:%M:%S %Y", "x": "%m/%d/%y",
    "X": "%H:%M:%S", "h": "%b", "+": "%a %b %e %H:%M:%S %Z %Y", "v": "%e-%b-%Y",
}  # fmt: skip
_PLAIN = _LONG["+"]
_MAIL = "%a, %d %b %Y %H:%M:%S %z"
_ISO = {"": "%F", "date": "%F", "hours": "%FT%H%:z", "minutes": "%FT%H:%M%:z", "seconds": "%FT%T%:z", "s": "%FT%T%:z", "ns": "%FT%T,%N%:z"}
_OFFSET = "z"
_OF_LIBRARY = frozenset("aAbBCdgGHIjmMpSuUVwWyYZ")
"""Directives that the library writes as the command does."""
_ONE_FOR_ALL = frozenset("s%nt")
"""Directives that tell the same in every zone."""


def date_printed(line: str, persona: Persona) -> Answer | None:
    """The answer to such a command line; None: it asks for another moment, or is no such line."""
    asked = _ASKS.match(line)
    if asked is None:
        return None
    rest, formats = asked["rest"], _FORMAT.search(asked["rest"])
    if formats is not None:
        rest = rest[: formats.start()] + rest[formats.end() :]
    options = _OPTION.findall(rest)
    if _OPTION.sub("", rest).strip():
        return None  # another moment, or options that are not known
    pattern = next((text for text in formats.groups() if text is not None), "") if formats is not None else _pattern_of(options)
    set_zone = "UTC" if any(one in ("-u", "--utc", "--universal") for one in options) else asked["zone"]
    name = set_zone if set_zone is not None else persona.value("timezone")
    text, letters = _printed(pattern, name)
    return Answer(text=f"{text}\n", reads=() if set_zone is not None or letters <= _ONE_FOR_ALL else _reads(letters))


def _reads(letters: set[str]) -> tuple[str, ...]:
    return ("timezone", "utc_offset") if _OFFSET in letters else ("timezone",)


def _pattern_of(options: list[str]) -> str:
    for option in options:
        if option in ("-R", "--rfc-email"):
            return _MAIL
        if option.startswith(("-I", "--iso-8601")):
            return _ISO.get(option.removeprefix("-I").removeprefix("--iso-8601").removeprefix("="), _ISO["seconds"])
        if option.startswith("--rfc-3339"):
            return "%F" if option.endswith("date") else "%F %T%:z"
    return _PLAIN


def _printed(pattern: str, zone: str) -> tuple[str, set[str]]:
    """The text, and the directives that it was made of."""
    local = CLOCK_UTC.astimezone(ZoneInfo(zone) if is_zone(zone) else UTC)
    while any(f"%{name}" in pattern for name in _LONG):
        for name, long in _LONG.items():
            pattern = pattern.replace(f"%{name}", long)
    letters: set[str] = set()

    def directive(match: re.Match[str]) -> str:
        flag, colons, letter = match.groups()
        letters.add(letter)
        return _flagged(_part(local, zone, letter, colons), flag)

    return _DIRECTIVE.sub(directive, pattern), letters


def _part(local: datetime, zone: str, letter: str, colons: str) -> str:
    match letter:
        case "%" | "n" | "t":
            return {"%": "%", "n": "\n", "t": "\t"}[letter]
        case "z":
            return offset_text(zone, separator=":" if colons else "") + (":00" if colons == "::" else "")
        case "N":
            return "000000000"
        case "k":
            return f"{local.hour:2d}"
        case "l":
            return f"{local.hour % 12 or 12:2d}"
        case "e":
            return f"{local.day:2d}"
        case "P":
            return local.strftime("%p").lower()
        case "s":
            return str(int(local.timestamp()))
        case _:
            return local.strftime(f"%{letter}") if letter in _OF_LIBRARY else f"%{letter}"


def _flagged(text: str, flag: str) -> str:
    match flag:
        case "-":
            return text.lstrip("0 ") or "0"
        case "_":
            return re.sub(r"^0+(?=\d)", lambda zeros: " " * len(zeros[0]), text)
        case "^":
            return text.upper()
        case "0":
            return text.replace(" ", "0")
        case _:
            return text
