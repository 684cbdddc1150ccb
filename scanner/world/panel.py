"""Which values to try on an axis: those found in the artifact, then those of the shipped panel."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from scanner.ruleset.signals import Signal, ValueShape
from scanner.ruleset.suffixes import delegated_suffixes
from scanner.world.ipv4 import address_within, is_address, is_elsewhere
from scanner.world.parts import value_of_number
from scanner.world.persona import Change
from scanner.world.turned import turned_back
from scanner.world.zone import zone_beginning, zone_below, zone_called, zone_names

_HOST = re.compile(r"\.?(?:[a-z0-9_](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,24}|xn--[a-z0-9-]+)\Z", re.IGNORECASE)
_SUFFIX = re.compile(r"\.[a-z]{2,12}\Z", re.IGNORECASE)
_WORD = re.compile(r"[a-z0-9][a-z0-9-]{2,30}\Z", re.IGNORECASE)
_NAMED = re.compile(r"\s?\w[\w .-]{0,40}\Z")
"""One of several names in one text: of fonts, of programs."""
_LOCALE = re.compile(r"[a-z]{2,3}[-_](?:[A-Z][a-z]{3}[-_])?[A-Z]{2}(?:\.UTF-?8)?\Z")
_TYPE_NAMES = frozenset({"string", "number", "boolean", "function", "object", "undefined", "symbol", "bigint"})
"""What `typeof` answers: compared with, but never with a value of the world."""
NUMBER = "number"
"""How whole numbers were compared."""
_EXACT = frozenset({"same", "list"})
"""Comparisons that only an equal text passes."""
PER_LIST = 4
"""Entries of one list tried on one axis."""
_FILES = frozenset({
    "js", "ts", "mjs", "cjs", "json", "md", "py", "txt", "html", "css", "log", "yml", "yaml", "toml", "sh", "map", "tsx", "jsx", "png",
    "svg", "exe", "lock", "conf", "env", "local",
})  # fmt: skip
"""Endings of file names that read like host names."""
_LANGUAGES = frozenset({
    "zh", "ru", "fa", "de", "fr", "es", "it", "ja", "ko", "ar", "he", "tr", "uk", "be", "pl", "pt", "nl", "sv", "vi", "th", "id",
    "hi", "kk", "uz",
})  # fmt: skip
_CURRENCIES = frozenset({
    "CNY", "RUB", "IRR", "EUR", "JPY", "GBP", "KRW", "INR", "TRY", "UAH", "BYN", "KZT", "HKD", "TWD", "USD", "CHF", "VND", "BRL",
})  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundText:
    """A text of the artifact, or one that it put together at run time."""

    text: str
    origin: str
    """"compared literal", "entry of a list", "entry of a decoded list"."""
    group: str = ""
    """Texts of one list share a group; of a long list only some are tried."""
    is_part: bool = True
    """True where it may be looked for inside of a value: a bare word then stands for a host that holds it."""
    how: str = ""
    """How it was compared at run time; empty: it was not."""
    value: str = ""
    """What it was compared with at run time: the control's value, a part of it, or a text that holds it; empty: not known."""


def changes_for(signal: Signal, given: Iterable[FoundText], *, found: int, panel: int) -> tuple[Change, ...]:
    """Changes of one axis to try, most telling first: so many values of the artifact, spread over its lists, then so many of the panel."""
    changes: dict[str, Change] = {}
    groups: dict[str, int] = {}
    for one in sorted(given, key=partial(_doubt, signal.world.control)) if signal.world.shape is ValueShape.HOST else given:
        for value in _candidates(signal, one):
            if value == signal.world.control or value.removeprefix("gateway.") in changes or value in changes:
                continue  # one that is tried already
            groups[one.group] = groups.get(one.group, 0) + 1
            if one.group and groups[one.group] > PER_LIST:
                continue  # more of the same list
            changes[value] = Change(axis=signal.id, value=value, origin=one.origin)
        if len(changes) >= found:
            break
    if signal.world.shape is ValueShape.HOST:
        changes = {**_in_two_lists(signal, changes), **changes}
    for value in signal.world.panel[:panel]:
        changes.setdefault(value, Change(axis=signal.id, value=value, origin="panel"))
    return tuple(changes.values())


def _doubt(control: str, one: FoundText) -> int:
    """How doubtful it is that a text is a host that is looked for: what the control's host was compared with is least so.

    Then come names with dots and words that a decoder gave, then other words; names with dots come last where no such suffix is
    delegated: in bundles most are members of objects (`thread.created`).
    """
    value = one.value.lower()
    if value and (value in control or control in value):
        return 0
    if "." in one.text and (_HOST.match(one.text) or _SUFFIX.match(one.text)) is not None:
        return 1 if one.how or _is_delegated(one.text) else 3
    return 2 if one.how or "decoded" not in one.origin else 1


def _is_delegated(host: str) -> bool:
    last = host.rsplit(".", 1)[-1].lower()
    return delegated_suffixes().publicsuffix(f"a.{last}") == last or last in _PRIVATE


_PRIVATE = frozenset({"local", "lan", "internal", "intranet", "corp", "home", "localhost", "example", "invalid", "test"})
"""Suffixes that networks of their own use, or that are kept for examples (RFC 6761, RFC 6762 appendix G)."""


def _candidates(signal: Signal, one: FoundText) -> Iterator[str]:
    """The values of an axis that a text stands for: put in the place of what it was compared with, or as the shape of the axis has it."""
    control, shape = signal.world.control, signal.world.shape
    if one.how == NUMBER:
        numbered = value_of_number(control, one.value, one.text)
        if numbered is not None and (shape is not ValueShape.PEER or is_elsewhere(numbered)):
            yield numbered
        return
    value = value_of(shape, one.text, control=control, is_part=one.is_part)
    is_turned = turned_back(one.text, one.value, control) is not None
    if value is not None and not is_turned and shape in (ValueShape.ZONE, ValueShape.HOST, ValueShape.MAIL):
        if shape is ValueShape.HOST and one.how in _EXACT and one.value in control.split(".") and "." not in one.text:
            yield ".".join(one.text if label == one.value else label for label in control.split("."))
        elif shape is ValueShape.HOST and one.how in _EXACT and one.value and control.endswith(f".{one.value}") and _HOST.match(one.text):
            yield f"{control.removesuffix(one.value)}{one.text.lstrip('.')}"  # of the host that is read some labels are cut off
        yield value  # these shapes know best what a part of a name stands for
        return
    placed = (turned_back(one.text, one.value, control) or _in_place_of(one, control)) if one.value else None
    if placed is not None and shape is ValueShape.LOCALE:
        placed = re.sub(r"(?<=-)[a-z]{2}\Z", lambda match: match[0].upper(), placed)  # as systems write it
    if placed is not None and _is_value(shape, placed):
        yield placed
    if value is not None and value != placed:
        yield value
    if placed is None and value is None and one.how == "pattern" and shape is ValueShape.HOST:
        yield from _hosts_with_words(one, control)


def _hosts_with_words(one: FoundText, control: str) -> Iterator[str]:
    """Hosts that hold what a pattern wants of a longer text and the text does not have: `registry=\\S*mirror` of a settings file."""
    for word in re.findall(r"[a-z0-9][a-z0-9.-]{2,}", one.text.lower()):
        host = _host(word.strip("."), control, is_part=True)
        if word not in one.value.lower() and host is not None:
            yield host


def _in_place_of(one: FoundText, control: str) -> str | None:
    """The control's value with the part that was compared changed so that the comparison holds; None: it was no part of it."""
    part = one.value.strip()
    at = control.lower().find(part.lower()) if part else -1
    if at >= 0:
        missing = len(part) - len(one.text)
        text = one.text
        if one.how.lower() == "startswith" and missing > 0:
            text = one.text + part[len(one.text) :]
        elif one.how.lower() == "endswith" and missing > 0:
            text = part + one.text if one.text.startswith(".") else part[:missing] + one.text
        return control[:at] + text + control[at + len(part) :]
    inside = part.lower().find(control.lower())
    if inside < 0:
        return None
    before, after = part[:inside], part[inside + len(control) :]
    if one.how.lower() == "endswith" and not after:
        return control + one.text
    if one.how.lower() == "startswith" and not before:
        return one.text + control
    is_alike = one.text.startswith(before) and one.text.endswith(after) and len(one.text) > len(before) + len(after)
    return one.text[len(before) : len(one.text) - len(after)] if is_alike else None


def _is_value(shape: ValueShape, text: str) -> bool:
    """Whether a text that was put together can be a value of this shape."""
    match shape:
        case ValueShape.ZONE:
            return text in zone_names()
        case ValueShape.HOST:
            return _HOST.match(text) is not None
        case ValueShape.LOCALE:
            return re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}", text) is not None
        case ValueShape.REGION:
            return re.fullmatch(r"[A-Z]{2}", text) is not None
        case ValueShape.MAIL:
            return re.fullmatch(r"[\w.+-]+@[\w-]+(\.[\w-]+)+", text) is not None
        case ValueShape.ADDRESS:
            return is_address(text)
        case ValueShape.PEER:
            return is_elsewhere(text)
        case _:
            return 0 < len(text) < 120 and text.isprintable()


def _in_two_lists(signal: Signal, changes: dict[str, Change]) -> dict[str, Change]:
    """A host that an entry of one list and an entry of another both match: the word of one in front of the host of the other."""
    ending = f".{signal.world.control}"
    words = [change for value, change in changes.items() if value.endswith(ending)]
    hosts = [change for value, change in changes.items() if not value.endswith(ending) and not is_address(value)]
    if not words or not hosts:
        return {}
    listed = next((host for host in hosts if "list" in host.origin), hosts[0])  # what stands alone may be the vendor's own
    value = f"{words[0].value.removesuffix(ending)}.{listed.value}"
    return {value: Change(axis=signal.id, value=value, origin=listed.origin)}


def value_of(shape: ValueShape, text: str, *, control: str, is_part: bool = True) -> str | None:
    """The value of an axis that a text stands for: `.cn` becomes a host that ends so; None: the text is no value of this shape."""
    match shape:
        case ValueShape.ZONE:
            if text in zone_names() and ("/" in text or text in ("PRC", "Hongkong", "Iran", "Israel", "Japan")):
                return text
            return zone_called(text) or zone_below(text) or zone_beginning(text)
        case ValueShape.HOST:
            return _host(text, control, is_part=is_part)
        case ValueShape.LOCALE:
            return _locale(text)
        case ValueShape.REGION:
            return text.upper() if re.fullmatch(r"[A-Z]{2}|[a-z]{2}", text) and text.upper() != control else None
        case ValueShape.CURRENCY:
            return text if text in _CURRENCIES else None
        case ValueShape.MAIL:
            return _mail(text)
        case ValueShape.NAME:
            is_name = _WORD.match(text) or ("," in text and all(map(_NAMED.match, text.split(","))))
            return text if is_name and not text.isdigit() and text not in _TYPE_NAMES else None
        case ValueShape.ADDRESS:
            return address_within(text)
        case ValueShape.PEER:
            address = address_within(text)
            return address if address is not None and is_elsewhere(address) else None
        case ValueShape.OFFSET | ValueShape.LANGUAGE | ValueShape.NONE:
            return None


def _host(text: str, control: str, *, is_part: bool) -> str | None:
    text = re.sub(r"^https?://", "", text).split("/")[0].split(":")[0].lower().lstrip("*")
    if (address := address_within(text)) is not None:
        return address
    if _SUFFIX.match(text) and text[1:] not in _FILES:
        return f"gateway.example{text}"
    if _HOST.match(text) and text.rsplit(".", 1)[-1] not in _FILES and not text.endswith((".prototype", ".env", ".argv")):
        return f"gateway{text}" if text.startswith(".") else text
    return f"{text}.{control}" if is_part and _WORD.match(text) and text not in _TYPE_NAMES else None


def _locale(text: str) -> str | None:
    if _LOCALE.match(text):
        return text.split(".")[0].replace("_", "-")
    if text in _LANGUAGES:
        return {
            "zh": "zh-CN",
            "ja": "ja-JP",
            "ko": "ko-KR",
            "uk": "uk-UA",
            "fa": "fa-IR",
            "he": "he-IL",
            "hi": "hi-IN",
            "vi": "vi-VN",
            "be": "be-BY",
            "sv": "sv-SE",
        }.get(text, f"{text}-{text.upper()}")
    return None


def _mail(text: str) -> str | None:
    if re.fullmatch(r"[\w.+-]+@[\w-]+(\.[\w-]+)+", text):
        return text
    if re.fullmatch(r"@[\w-]+(\.[\w-]+)+", text):
        return f"sam{text}"
    return (
        f"sam@{text.lstrip('.')}"
        if _HOST.match(text) and text.rsplit(".", 1)[-1].lower() not in _FILES
        else f"sam@mail.example{text}"
        if _SUFFIX.match(text) and text[1:] not in _FILES
        else None
    )
