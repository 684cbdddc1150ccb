"""What `git log` and `git show` print in a format that the program states: of the one commit that the made-up repository has.

Source: git-log(1), "PRETTY FORMATS". Colours, padding and trailers give nothing.
"""

import re
from datetime import UTC, datetime

from scanner.world.answer import Answer, filled
from scanner.world.persona import Persona
from scanner.world.zone import CLOCK_MS

_ASKS = re.compile(
    r"^(?:/\S*/)?git\b.*\b(?:log|show|rev-list|whatchanged)\b.*?--(?:format|pretty)[= ]"
    r"(?:(?P<quote>[\"'])(?P<quoted>.*?)(?P=quote)|(?P<open>.*?))(?=\s+(?:-|HEAD\b|[\w./@^~-]*\.\.)|\s*\Z)",
    re.DOTALL,
)
"""A format stands to the next option or range: how the words of a line were divided is not known where nothing is quoted."""
_NAMED = re.compile(r"(?:oneline|short|medium|full|fuller|reference|email|raw|mboxrd)\Z")
_KIND = re.compile(r"t?format:")
_PLACE = re.compile(r"%(?:x([0-9a-fA-F]{2})|C(?:\([^)]*\)|red|green|blue|reset)|[<>]+\([^)]*\)|([acde])([a-zA-Z])|[+\- ]?([a-zA-Z])|(%))")
COMMIT = "3f2a9c1d5e7b8f0a1c2d3e4f5a6b7c8d9e0f1a2b"
SUBJECT = "Answer more exactly"
BODY = (
    "What is asked is read to its end before it is looked up, so that all of it is met; if it can be read in two ways, both are told "
    "in the order in which one came to mind. A list of names is no longer cut at ten, as it was in the first days, but at a page, and "
    "what is left out is said at the end of it. It is a bit slow on a cold run, as a few files have to be read; on a warm one it is as "
    "fast as it was. To do: say in the log if a name is not in any of them, and do so in one line, so that it can be seen at a glance."
)
"""The rest of the message: one line that is longer than what a terminal shows, as many people write."""
_WHEN = datetime.fromtimestamp(CLOCK_MS // 1000, UTC)
_DATES = {
    "d": _WHEN.strftime("%a %b %d %H:%M:%S %Y +0000"), "D": _WHEN.strftime("%a, %d %b %Y %H:%M:%S +0000"), "t": str(CLOCK_MS // 1000),
    "r": "2 days ago", "i": _WHEN.strftime("%Y-%m-%d %H:%M:%S +0000"), "I": _WHEN.strftime("%Y-%m-%dT%H:%M:%S+00:00"),
    "s": _WHEN.strftime("%Y-%m-%d"), "h": _WHEN.strftime("%b %d"),
}  # fmt: skip
_TELLING = {"n": "{{user_name}}", "N": "{{user_name}}", "e": "{{git_email}}", "E": "{{git_email}}", "l": "{{user_name}}"}
_SINGLE = {
    "H": COMMIT, "h": COMMIT[:7], "s": SUBJECT, "f": SUBJECT.replace(" ", "-"), "b": f"{BODY}\n",
    "B": f"{SUBJECT}\n\n{BODY}\n", "n": "\n", "T": COMMIT[::-1],
    "t": COMMIT[::-1][:7], "P": COMMIT[1:] + "0", "p": COMMIT[1:8], "d": " (HEAD -> main)", "D": "HEAD -> main",
}  # fmt: skip


def commits_printed(line: str, persona: Persona) -> Answer | None:
    """The answer to such a command line; None: it states no format of its own."""
    asked = _ASKS.search(line)
    if asked is None:
        return None
    wanted = (asked["quoted"] or asked["open"] or "").strip()
    if not wanted or _NAMED.match(wanted):
        return None
    answer = filled(_PLACE.sub(_template, _KIND.sub("", wanted, count=1)) + "\n", persona, owner="workspace")
    return Answer(text=answer.text, reads=tuple(one for one in answer.reads if one != "workspace") or ("workspace",))


def _template(place: re.Match[str]) -> str:
    """A part of a format as a template of the world."""
    byte, who, what, single, percent = place.groups()
    if byte is not None:
        return chr(int(byte, 16))
    if who in ("a", "c") and what is not None:
        return _TELLING.get(what, _DATES.get(what, ""))
    if who is not None:  # a letter that takes none behind it, and the text that follows
        return _SINGLE.get(who, "") + what
    return "%" if percent else _SINGLE.get(single or "", "")
