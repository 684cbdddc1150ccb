"""Whether a difference says the signal itself: openly, or as a hash or encoding of it."""

import base64
import binascii
import re
from contextlib import suppress
from functools import lru_cache
from ipaddress import IPv4Address

from scanner.world.cldr import names_of
from scanner.world.inversion import digest_of
from scanner.world.ipv4 import ADDRESS_AXES, is_address
from scanner.world.language import is_in_language
from scanner.world.persona import Persona
from scanner.world.recording import Recording
from scanner.world.shapes import shaped
from scanner.world.zone import clock_texts

_SHAPES: dict[str, tuple[str | None, ...]] = {
    "timezone": (None, "offset", "offset_compact", "offset_clock", "offset_minutes", "behind", "abbreviation", "windows", "display"),
    "locale": (
        None, "underscore", "language", "region", "currency", "lower", "apple_language", "language_three", "alpha_three", "lcid",
        "lcid_number", "windows_language", "display_name", "own_name", "date_format", "short_date", "long_date",
    ),
    "currency": (None, "sign"),
    "public_address": (None, "address", "country", "country_name"),
    "client_country": (None, "country_name", "zone"),
    "keyboard_layout": (None, "apple", "windows", "keylayout"),
    "input_method": (None, "bundle", "engine", "fcitx"),
    "fonts": (None, "font_files"),
    "machine_id": (None, "uuid", "guid", "serial", "short"),
    "os_region": (None, "geoid", "currency", "country_name", "alpha_three"),
    "dns_suffix": (None, "first_server"),
}  # fmt: skip
"""Forms in which the world says a value."""

_LABELS: dict[str, re.Pattern[str]] = {
    "timezone": re.compile(
        r"time.?zone|\btz\b|\btz_|_tz\b|zone|utc|offset|region|country|locat|geo|local.?time|\bdate\b|\btime\b|timestamp", re.IGNORECASE
    ),
    "locale": re.compile(
        r"locale|lang|region|country|culture|l10n|i18n|market|paper|page.?size|measur|\bunits?\b|_units?\b|\bweek|calendar|hour.?cycle|date.?format",
        re.IGNORECASE,
    ),
    "currency": re.compile(r"currenc|region|country|price|market", re.IGNORECASE),
    "gateway_host": re.compile(
        r"host|gateway|endpoint|base.?ur[li]|provider|proxy|\bapi\b|server|custom|origin|first.?party|third.?party|vendor", re.IGNORECASE
    ),
    "proxy_host": re.compile(r"proxy|host|network|gateway", re.IGNORECASE),
    "proxy_port": re.compile(r"proxy|port|network|gateway", re.IGNORECASE),
    "package_mirror": re.compile(r"registr|mirror|index|npm|pip|packag|host", re.IGNORECASE),
    "public_address": re.compile(r"\bip\b|address|country|region|geo|locat|cc\b", re.IGNORECASE),
    "keyboard_layout": re.compile(r"keyboard|layout|input|keymap", re.IGNORECASE),
    "input_method": re.compile(r"input|ime\b|method", re.IGNORECASE),
    "os_region": re.compile(r"region|country|geo|locale|market", re.IGNORECASE),
    "dns_suffix": re.compile(r"dns|domain|suffix|network|search", re.IGNORECASE),
    "fonts": re.compile(r"font", re.IGNORECASE),
    "editor_extensions": re.compile(r"extension|plugin", re.IGNORECASE),
    "machine_id": re.compile(r"machine|device|hardware|host|install|\buuid\b|\bguid\b", re.IGNORECASE),
    "host_name": re.compile(r"host|machine|device|computer|node", re.IGNORECASE),
    "user_name": re.compile(r"user|login|name|account|owner", re.IGNORECASE),
    "user_email": re.compile(r"mail|user|account|author|contact", re.IGNORECASE),
    "git_email": re.compile(r"mail|git|user|author|committer|account", re.IGNORECASE),
    "git_remote": re.compile(r"git|remote|repo|origin|host|forge|vcs", re.IGNORECASE),
    "ssh_key": re.compile(r"ssh|key|fingerprint", re.IGNORECASE),
    "ssh_hosts": re.compile(r"ssh|host|remote|server", re.IGNORECASE),
    "mac_address": re.compile(r"\bmac\b|address|network|device|interface", re.IGNORECASE),
    "client_address": re.compile(r"\bip|address|forwarded|client|remote|peer|country|region|geo", re.IGNORECASE),
    "client_country": re.compile(r"country|region|geo|locat|market|zone|\btz\b|\bcc\b", re.IGNORECASE),
    "network_address": re.compile(r"\bip|address|network|host|interface|lan\b", re.IGNORECASE),
    "os_version": re.compile(r"\bos\b|system|version|platform|kernel|release", re.IGNORECASE),
    "credential_file": re.compile(r"credential|secret|key|token|password|auth", re.IGNORECASE),
}
"""Words that a field or sentence which says the signal has in its name or near."""
_WORDS_ONLY = frozenset({"git_email", "git_remote", "user_email", "user_name"})
"""Axes of which no number says the value."""
_BEGINNING = 4
"""Letters of a value that are taken for its beginning."""
_IDENTIFIER = re.compile(r"(?<![0-9A-Za-z])(?=[0-9A-Za-z]*[A-Za-z])(?=[0-9A-Za-z]*[0-9][0-9A-Za-z]*[0-9])[0-9A-Za-z]{12,}(?![0-9A-Za-z])")
"""Letters and digits that nobody reads as a word."""
_LONG = 4
"""Letters of a text that no other content holds by chance."""
_WHERE_TO = re.compile(r"\.(url\.(host|path|scheme)|headers\.(host|:authority|origin|referer))$")
"""Places of an address: it has a host whatever the program says, so that the name of the place is no label."""
_MIRROR = re.compile(r"mirror|registr|npm|pypi|pip|simple|index|packag", re.IGNORECASE)
"""Hosts and paths of packages, which whoever uses a mirror expects to be asked."""
_NEAR_CHARS = 48
"""How far from the difference a word of a sentence still says what it is about."""


_TIME_WORDS = re.compile(
    r"\b(morning|afternoon|evening|night|noon|midnight|today|tomorrow|yesterday|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
    re.IGNORECASE,
)


def says_openly(before: str, after: str, persona: Persona, base: Persona, formatted: frozenset[str]) -> bool:
    """True where the persona's text states what the persona changed, in a form that a reader understands.

    `formatted` are texts that the language's own formats (dates, numbers) made in the persona's run.
    """
    if any(text in after and text not in before for text in formatted):
        return True
    return any(_says(after, before, change.axis, change.value, base.value(change.axis)) for change in persona.changes)


def begins_alike(before: str, after: str, persona: Persona, base: Persona) -> bool:
    """True where each text holds what its persona's own value begins with: such a name says no more than the whole value."""
    for change in persona.changes:
        mine, control = change.value, base.value(change.axis)
        lengths = range(min(len(mine), len(control)), _BEGINNING - 1, -1)
        if any(mine[:size] != control[:size] and mine[:size] in after and control[:size] in before for size in lengths):
            return True
    return False


def holds_encoded(after: str, persona: Persona) -> bool:
    """True where a token of the text is base64 or hex of what the persona changed."""
    return any(_holds_encoded(after, change.axis, change.value) for change in persona.changes)


def is_labelled(path: str, before: str, after: str, persona: Persona) -> bool:
    """True where the name of the field, or the sentence around the difference, says what it is about, and the values are words."""
    return all(_is_labelled(path, before, after, change.axis) for change in persona.changes)


def digest_texts(recording: Recording, persona: Persona | None = None) -> frozenset[str]:
    """Hex and base64 of the hashes that a run made of texts which hold what the persona changed; their first 8 characters too.

    persona: None: of all texts.
    """
    changes = persona.changes if persona is not None else ()
    texts = [text.encode() for change in changes for text in forms_of(change.axis, change.value)]
    found: set[str] = set()
    for algorithm, content, key in recording.digests:
        if persona is not None and not any(_stands_in(content, text) for text in texts):
            continue
        digest = digest_of(algorithm, content, key)
        for text in (digest.hex(), digest.hex().upper(), base64.b64encode(digest).decode(), base64.urlsafe_b64encode(digest).decode()):
            found |= {text.rstrip("="), text[:8]}
    return frozenset(found)


def _stands_in(content: bytes, text: bytes) -> bool:
    """Whether a text is there; a short one only counts between other letters than its own kind, as any content holds it somewhere."""
    alone = rb"(?<![A-Za-z0-9])" + re.escape(text) + rb"(?![A-Za-z0-9])"
    return text in content and (len(text) >= _LONG or re.search(alone, content) is not None)


@lru_cache(maxsize=4096)
def forms_of(axis: str, value: str) -> tuple[str, ...]:
    """The texts in which the world says a value, longest first; short codes are left out, as they occur in any text."""
    texts = {shaped(value, shape) for shape in _SHAPES.get(axis, (None,))}
    if axis == "timezone":
        texts |= {value.rsplit("/", 1)[-1], value.rsplit("/", 1)[-1].replace("_", " "), *_short_offsets(shaped(value, "offset"))}
    if axis == "mac_address" and re.fullmatch(r"(?:[0-9a-fA-F]{2}:){5}[0-9a-fA-F]{2}", value):
        digits = value.replace(":", "").lower()
        texts |= {digits, f"0x{int(digits, 16):x}", str(int(digits, 16)), value.replace(":", "-")}
    if axis in ADDRESS_AXES and is_address(value):
        texts |= {str(int(IPv4Address(value))), f"{int(IPv4Address(value)):08x}"}
    if axis == "locale":
        texts |= names_of(value)
    return tuple(sorted((text for text in texts if len(text) >= 2), key=lambda text: (-len(text), text)))


def _short_offsets(offset: str) -> set[str]:
    """`UTC+8`, `GMT+5:30` and the like for `+08:00` and `+05:30`."""
    found = re.fullmatch(r"([+-])0?(\d+):(\d\d)", offset)
    if found is None:
        return set()
    sign, hours, minutes = found.groups()
    short = f"{sign}{hours}" if minutes == "00" else f"{sign}{hours}:{minutes}"
    return {f"{name}{text}" for name in ("UTC", "GMT") for text in (short, offset)}


def _says(after: str, before: str, axis: str, value: str, control: str) -> bool:
    """True where the persona's text is the control's with the one value for the other, or simply states the value."""
    for text in forms_of(axis, value):
        before_it = "" if text[0] in "+-" else r"(?<![A-Za-z0-9])"  # an offset follows the time that it belongs to
        is_inside = "\0" in after and len(text) > 2 and text in after  # the records of a database stand without marks between them
        if not is_inside and not re.search(rf"{before_it}{re.escape(text)}(?![A-Za-z0-9])", after):
            continue
        if after.count(text) <= before.count(text):
            continue  # stands there for everybody
        if len(text) >= 5 or any(other in before for other in forms_of(axis, control)):
            return True
        if after.strip() == text:
            return True
    if axis == "timezone":
        if any(text in after and text not in before for text in clock_texts(value)) and any(
            text in before for text in clock_texts(control)
        ):
            return True
        return _TIME_WORDS.sub("#", before) == _TIME_WORDS.sub("#", after)
    if axis != "locale":
        return False
    codes = ({text.lower() for text in forms_of(axis, who)} for who in (control, value))
    is_code = all(text.strip().lower() in known for text, known in zip((before, after), codes, strict=True))
    before, after = _other_lines(before, after)
    return is_code or _is_other_script(before, after) or is_in_language(after, before, value.split("-")[0])


def _other_lines(before: str, after: str) -> tuple[str, str]:
    """Two texts without the lines that both begin and end with: what is translated around a quotation of the user's own files."""
    left, right = before.split("\n"), after.split("\n")
    least = min(len(left), len(right)) - 1
    start = next((i for i, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), least)
    ends = next((i for i, (a, b) in enumerate(zip(reversed(left), reversed(right), strict=False)) if a != b), least)
    ends = min(ends, least - start)
    return "\n".join(left[start : len(left) - ends]), "\n".join(right[start : len(right) - ends])


def _is_other_script(before: str, after: str) -> bool:
    """True for a text in Latin letters and one that mostly is not: another language, plain to see."""
    letters = [one for one in after if one.isalpha()]
    return (
        len(letters) > 5
        and sum(ord(one) > 0x24F for one in letters) * 2 > len(letters)
        and all(ord(one) < 0x250 for one in before if one.isalpha())
    )


def _holds_encoded(after: str, axis: str, value: str) -> bool:
    """True where a token of the text is base64, hex or percent code of the value."""
    for token in re.findall(r"[A-Za-z0-9+/_=%-]{8,}", after)[:200]:
        if any(text in decoded for decoded in _decodings(token) for text in forms_of(axis, value) if len(text) >= 4):
            return True
    return False


def _decodings(token: str) -> list[str]:
    found = []
    with suppress(ValueError):
        found.append(bytes.fromhex(token).decode("latin-1"))
    with suppress(binascii.Error, ValueError):
        marks = b"-_" if "-" in token or "_" in token else None
        found.append(base64.b64decode(token + "=" * (-len(token) % 4), altchars=marks, validate=True).decode("latin-1"))
    return found


def _is_labelled(path: str, before: str, after: str, axis: str) -> bool:
    """True where the name of the field, or the sentence around the difference, says what it is about, and the values are words."""
    pattern = _LABELS.get(axis)
    if pattern is None or before == after:
        return False
    last = re.sub(r"\[\d+\]", "", path).rsplit(".", 1)[-1].replace("user-agent", "")
    if _WHERE_TO.search(path):
        return axis == "package_mirror" and _MIRROR.search(after) is not None
    if " " not in before.strip() and " " not in after.strip():
        return pattern.search(last) is not None
    start = next((i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), min(len(before), len(after)))
    ends = next((i for i, (a, b) in enumerate(zip(reversed(before), reversed(after), strict=False)) if a != b), 0)
    spans = [_whole_words(text, start, max(start, len(text) - ends)) for text in (before, after)]
    changed = [text[first:last] for text, (first, last) in zip((before, after), spans, strict=True)]
    word = r"[^\W\d]{2,}" if axis in _WORDS_ONLY else r"\w{2,}"
    if not any(re.search(word, text) for text in changed):
        return False  # a mark or a digit states nothing
    if is_token_replaced(before, after):
        named = re.search(r"[^\n]{0,24}\Z", before[:start])
        return named is not None and pattern.search(named[0]) is not None
    return any(pattern.search(text[max(0, start - _NEAR_CHARS) : len(text) - ends + _NEAR_CHARS]) for text in (before, after))


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """The bounds of a part of a text, moved out to those of the words that it begins and ends in."""
    while start > 0 and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum():
        end += 1
    return start, end


def is_token_replaced(before: str, after: str) -> bool:
    """Whether two texts are one but for identifiers: what those are about, only a name right before them can say."""
    left, right = (_IDENTIFIER.findall(text) for text in (before, after))
    is_same = bool(left) and _IDENTIFIER.sub("#", before) == _IDENTIFIER.sub("#", after)
    return is_same and [len(one) for one in left] == [len(one) for one in right]
