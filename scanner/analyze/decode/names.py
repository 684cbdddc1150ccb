"""What decoded text holds when it is a list of names: hosts, time zones, locales, keywords, addresses, paths."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from scanner.analyze.hosts import FILE_SUFFIXES, PLAIN_SUFFIXES, host_of, top_label
from scanner.ruleset.suffixes import is_public_suffix

if TYPE_CHECKING:
    from babel import Locale


class NameClass(StrEnum):
    """What an entry names. The values are the words of the summary, in the singular."""

    HOST = "host name"
    ZONE = "time zone"
    EMAIL = "e-mail address"
    ADDRESS = "network address"
    URL = "URL"
    PATH = "path"
    VARIABLE = "environment variable"
    LOCALE = "locale"
    FILE = "file name"
    KEYWORD = "keyword"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class NameList:
    """A list that was recognised."""

    entries: tuple[str, ...]
    counts: tuple[tuple[NameClass, int], ...]
    """Most frequent first."""

    def count(self, *classes: NameClass) -> int:
        return sum(number for name_class, number in self.counts if name_class in classes)

    @property
    def host_count(self) -> int:
        return self.count(NameClass.HOST)

    @property
    def zone_count(self) -> int:
        return self.count(NameClass.ZONE)

    @property
    def is_strong(self) -> bool:
        """True where the entries are of classes that text is not by chance; False for a list of plain words or paths."""
        return self.count(*_SELECTIVE) * 2 >= len(self.entries)


MIN_ENTRIES = 2
"""Fewer are no list."""
MIN_KEYWORDS = 4
"""Fewer plain words separated by commas occur in any text."""
MAX_LIST_CHARS = 4_000_000
_MAX_ENTRY_CHARS = 253
_SHARE = 0.8
"""Entries that have to be names. Measured lists have all; the rest leaves room for wildcards and remarks."""
_REFERENCE_ZONES = 150
_REFERENCE_LOCALES = 100
_REFERENCE_SUFFIXES = 300
"""From these sizes on, a list is the whole reference table of its kind (zone, country and suffix tables), which selects nobody."""

_SELECTIVE = (NameClass.HOST, NameClass.ZONE, NameClass.EMAIL, NameClass.ADDRESS, NameClass.URL)
_FORMAL = (*_SELECTIVE, NameClass.PATH, NameClass.VARIABLE)

_SEPARATORS = ("\n", ",", ";", "|", "\0", "\t", " ")
_ZONE = re.compile(
    r"(?:Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Europe|Indian|Pacific|Etc)/[A-Z][\w+-]*(?:/[A-Z][\w+-]*)?\Z"
)
_EMAIL = re.compile(r"[\w.+-]{1,64}@([\w-]+(?:\.[\w-]+)+)\Z")
_URL = re.compile(r"[a-z][a-z0-9+.-]{1,11}://[^\s/]+\S*\Z")
_ADDRESS = re.compile(r"(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f:]{3,39}(?<!:):[0-9a-f:]*)(?:/\d{1,3})?(?::\d{1,5})?\Z")
_PATH = re.compile(r"(?:~?/|\.{1,2}/|[A-Za-z]:\\|%[A-Z]+%\\)[\w. @~+-]+(?:[/\\][\w. @~+-]*)+\Z")
_VARIABLE = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\Z")
_LOCALE = re.compile(r"(?:[a-z]{2}|[a-z]{2,3}(?=[-_])(?:[-_][A-Z][a-z]{3})?(?:[-_](?:[A-Z]{2}|\d{3}))?|[A-Z]{2})\Z")
_KEYWORD = re.compile(r"[^\W_][\w.+&'-]{1,38}\Z")
_FILE = re.compile(r"[\w.-]+\.([a-z0-9]{1,5})\Z")


def names_in(text: str) -> NameList | None:
    """The list that `text` is as a whole: JSON, or entries with one separator. None: it is no list of names.

    Does not see lists with entries of several fields.
    """
    stripped = text.strip().strip("\0")
    if not 4 <= len(stripped) <= MAX_LIST_CHARS:
        return None
    if stripped[0] == "[":
        return _best(_arrays_of(stripped))
    if stripped[0] == "{":
        return _within_object(stripped)
    return _best(_splits_of(stripped))


def names_among(entries: tuple[str, ...]) -> NameList | None:
    """The same for entries that were told apart already, such as the elements of an array."""
    cleaned = tuple(entry.strip().strip("\"'") for entry in entries if entry.strip())
    if len(cleaned) < MIN_ENTRIES or max(map(len, cleaned)) > _MAX_ENTRY_CHARS:
        return None
    classes = [_class_of(entry) for entry in cleaned]
    found = NameList(entries=cleaned, counts=_counts(cleaned, classes))
    return found if _is_list(found) and not _is_reference(found) else None


def is_value_of_place(entry: str) -> bool:
    """True for what a signal about a place or a connection may be: a zone, a host, an address, a locale."""
    return _class_of(entry) in (*_SELECTIVE, NameClass.LOCALE)


def names_nothing(entries: tuple[str, ...]) -> bool:
    """True where less than half are hosts, zones, files or paths as they stand: text that may have been turned around or rotated.

    Half, since a rotation turns some endings into others that exist.
    """
    known = sum(1 for entry in entries if _class_of(entry) in (*_FORMAL, NameClass.FILE))
    return known * 2 <= len(entries)


def are_plain_hosts(entries: tuple[str, ...]) -> bool:
    """True for lists of zones, and of hosts under well-known top-level domains: what a lucky rotation or key does not give.

    One domain of two letters alone is luck: `md` becomes `ng` under the key that turns hyphens into dots.
    """
    names = names_among(entries)
    if names is None or not names.is_strong:
        return False
    zones = names.count(NameClass.ZONE)
    tops = [top for entry in names.entries if (top := top_label(entry.lower().strip("*."))) in PLAIN_SUFFIXES]
    return len(tops) + zones >= _SHARE * len(names.entries) and (zones > 0 or len(set(tops)) > 1 or len(tops[0]) > 2)


def are_known_locales(names: NameList) -> bool:
    """False for codes with the form of locales of which many are no language or region, or stand there twice: luck under a key."""
    codes = [entry for entry in names.entries if _class_of(entry) is NameClass.LOCALE]
    if len(codes) * 2 < len(names.entries):
        return True
    known = {code for code in codes if re.split("[-_]", code)[0] in _language_codes() or code in _region_codes()}
    return len(known) >= _SHARE * len(names.entries)


@lru_cache(maxsize=1)
def _language_codes() -> frozenset[str]:
    return frozenset(_english().languages)


@lru_cache(maxsize=1)
def _region_codes() -> frozenset[str]:
    return frozenset(_english().territories)


def _english() -> "Locale":
    from babel import Locale  # CLDR, which most artifacts need none of

    return Locale("en")


def summary_of(names: NameList) -> str:
    """The list in a phrase: how many of which class, and what stands out in it."""
    classes = ", ".join(f"{number} {_plural(name_class, number)}" for name_class, number in names.counts)
    hosts = [entry for entry in names.entries if _class_of(entry) is NameClass.HOST or is_public_suffix(entry.strip(".*"))]
    if names.count(NameClass.HOST) >= MIN_ENTRIES:
        tops = Counter(top_label(entry.lower().rstrip(".")) for entry in hosts)
        most = sorted(tops.items(), key=lambda item: (-item[1], item[0]))[:5]
        return f"{classes} ({', '.join(f'{number} under .{top}' for top, number in most)})"
    shown = ", ".join(names.entries[:8])
    return f"{classes}: {shown}{', …' if len(names.entries) > 8 else ''}"


def _best(candidates: Iterator[tuple[str, ...]]) -> NameList | None:
    found = [names for entries in candidates if (names := names_among(entries)) is not None]
    return max(found, key=lambda names: (names.is_strong, len(names.entries)), default=None)


def _within_object(text: str) -> NameList | None:
    """A list inside an object counts for hosts and zones only: words and paths are what objects are full of."""
    found = _best(_arrays_of(text))
    return found if found and found.is_strong else None


def _splits_of(text: str) -> Iterator[tuple[str, ...]]:
    for separator in _SEPARATORS:
        if separator not in text:
            continue
        entries = tuple(entry for entry in text.split(separator) if entry.strip())
        # Words with spaces between them are a sentence, and long entries no names.
        if len(entries) >= MIN_ENTRIES and (separator != " " or not _reads_as_prose(entries)):
            yield entries


def _reads_as_prose(entries: tuple[str, ...]) -> bool:
    return sum(1 for entry in entries if "." in entry[:-1] or "/" in entry) < _SHARE * len(entries)


def _arrays_of(text: str) -> Iterator[tuple[str, ...]]:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return
    pending = [value]
    while pending:
        item = pending.pop()
        if isinstance(item, dict):
            if item:
                yield tuple(item)
            pending += item.values()
        elif isinstance(item, list):
            words = tuple(entry for entry in item if isinstance(entry, str))
            if words and len(words) == len(item):
                yield words
            else:
                pending += item


@lru_cache(maxsize=1 << 16)
def _class_of(entry: str) -> NameClass:
    """The first class whose form fits, from the strictest to the loosest."""
    for name_class, form in _FORMS:
        if form.match(entry):
            return name_class
    return _host_file_or_word(entry)


_FORMS = (
    (NameClass.ZONE, _ZONE),
    (NameClass.URL, _URL),
    (NameClass.ADDRESS, _ADDRESS),
    (NameClass.PATH, _PATH),
    (NameClass.VARIABLE, _VARIABLE),
    (NameClass.LOCALE, _LOCALE),
)


def _host_file_or_word(entry: str) -> NameClass:
    email = _EMAIL.match(entry)
    if email and host_of(email.group(1)):
        return NameClass.EMAIL
    bare = entry.removeprefix("*").removeprefix("@").removeprefix(".")
    bare = re.sub(r":\d{1,5}\Z", "", bare)
    if "." in bare and host_of(bare):
        return NameClass.HOST
    file = _FILE.match(entry)
    if file and file.group(1) in FILE_SUFFIXES:
        return NameClass.FILE
    return NameClass.KEYWORD if _KEYWORD.match(entry) and not entry.isdigit() else NameClass.OTHER


def _counts(entries: tuple[str, ...], classes: list[NameClass]) -> tuple[tuple[NameClass, int], ...]:
    if classes.count(NameClass.HOST) * 2 > len(classes):
        # Among hosts, a bare top-level domain names all hosts under it.
        classes = [
            NameClass.HOST if name_class in (NameClass.LOCALE, NameClass.KEYWORD) and is_public_suffix(entry.strip("*.")) else name_class
            for entry, name_class in zip(entries, classes, strict=True)
        ]
    number = Counter(classes)
    return tuple(sorted(number.items(), key=lambda item: (-item[1], item[0])))


def _is_list(names: NameList) -> bool:
    total = len(names.entries)
    hosts = [entry for entry in names.entries if _class_of(entry) is NameClass.HOST]
    if sum(1 for entry in hosts if top_label(entry.lower()) in FILE_SUFFIXES - {"ai", "cl"}) * 2 > total:
        return False  # `main.py`, `build.rs`: file names whose endings are domains as well
    if names.count(*_FORMAL) >= _SHARE * total:
        return len(set(names.entries)) >= (MIN_ENTRIES if names.is_strong else MIN_KEYWORDS)
    locales, words = names.count(NameClass.LOCALE), names.count(NameClass.LOCALE, NameClass.KEYWORD, *_FORMAL)
    if locales >= _SHARE * total:
        return len(set(names.entries)) >= MIN_KEYWORDS
    return words >= 0.95 * total and len(set(names.entries)) >= max(MIN_KEYWORDS, 0.7 * total) and _are_words(names.entries)


def _are_words(entries: tuple[str, ...]) -> bool:
    """Words are mostly letters, have vowels, and are longer than variables of minified code."""
    text = "".join(entries).lower()
    letters = sum(map(text.count, "abcdefghijklmnopqrstuvwxyz"))
    foreign = sum(1 for char in text if char > "\u007f")
    vowels = sum(map(text.count, "aeiou"))
    is_latin = letters >= 0.75 * len(text) and 0.2 * letters <= vowels <= 0.65 * letters
    is_foreign = foreign >= 0.6 * len(text)
    return is_foreign or (is_latin and len(text) >= 4 * len(entries))


def _is_reference(names: NameList) -> bool:
    if names.count(NameClass.ZONE) >= _REFERENCE_ZONES or names.count(NameClass.LOCALE) >= _REFERENCE_LOCALES:
        return True
    if len(names.entries) < _REFERENCE_SUFFIXES:
        return False
    return sum(map(is_public_suffix, names.entries)) * 2 > len(names.entries)


def _plural(name_class: NameClass, number: int) -> str:
    if number == 1 or name_class is NameClass.OTHER:
        return name_class.value
    return f"{name_class.value}es" if name_class.value.endswith("s") else f"{name_class.value}s"
