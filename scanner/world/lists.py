"""Lists of names among the texts of an artifact and those that it put together at run time."""

import json
import re
from dataclasses import dataclass
from functools import cache

from scanner.ruleset.suffixes import RESERVED_SUFFIXES, is_public_suffix
from scanner.world.zone import zone_names

MIN_ENTRIES = 3
_HOST = re.compile(r"\.?(?:[a-z0-9_](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{1,23}\Z|\.?[a-z]{2,3}\Z", re.IGNORECASE)
_UNDELEGATED = RESERVED_SUFFIXES | {"corp", "lan", "intranet", "home"}
"""Last labels that no registry delegates and that hosts of companies and of examples have."""
_NAME = re.compile(r"[\w@.+/ -]{2,80}\Z")
_SPLIT = re.compile(r"[,;|\n\r\t]+|\s{1,3}")


@dataclass(frozen=True, slots=True, kw_only=True)
class NameList:
    """Texts that the program holds side by side."""

    entries: tuple[str, ...]
    is_decoded: bool
    """True where most of the entries do not stand in the artifact as text: the program decoded them."""
    is_looked_for: bool = False
    """True where its entries were looked for, one by one, in a value of the persona."""


def split_list(text: str) -> tuple[str, ...]:
    """The entries of a text that is a list of names; empty where it is none."""
    if text[:1] == "[":
        try:
            found = json.loads(text)
        except (ValueError, RecursionError):
            found = None
        if isinstance(found, list) and found and all(isinstance(one, str) for one in found):
            return _names(found)
    parts = [part for part in _SPLIT.split(text.strip()) if part]
    return _names(parts) if len(parts) >= MIN_ENTRIES else ()


def summary_of(entries: tuple[str, ...]) -> str:
    """What the entries name, for a person: "12 host names (.net 5, .com 4, ...), 2 time zones"."""
    hosts, zones, words = counts_of(entries)
    parts = []
    if hosts:
        endings: dict[str, int] = {}
        for entry in entries:
            if _is_host(entry):
                ending = "." + entry.rsplit(".", 1)[-1].lower()
                endings[ending] = endings.get(ending, 0) + 1
        top = sorted(endings.items(), key=lambda item: (-item[1], item[0]))[:4]
        parts.append(f"{hosts} host names ({', '.join(f'{ending} {count}' for ending, count in top)}{', ...' if len(endings) > 4 else ''})")
    if zones:
        parts.append(f"{zones} time zones")
    if words:
        parts.append(f"{words} other names")
    return ", ".join(parts)


def counts_of(entries: tuple[str, ...]) -> tuple[int, int, int]:
    """(host names, time zones, others)."""
    hosts = sum(_is_host(entry) for entry in entries)
    if hosts * 2 > len(entries):  # among hosts, two letters are the suffix of a country
        hosts += sum(len(entry) == 2 and entry.isalpha() for entry in entries)
    zones = sum(entry in zone_names() and "/" in entry for entry in entries)
    return hosts, zones, len(entries) - hosts - zones


def _is_host(entry: str) -> bool:
    """By form and by the last label: `package.errors` names a module and no host."""
    return "." in entry and _HOST.match(entry) is not None and _is_top(entry.rpartition(".")[2].lower())


@cache
def _is_top(label: str) -> bool:
    return label in _UNDELEGATED or is_public_suffix(label)


def _names(parts: list[str]) -> tuple[str, ...]:
    """The parts, if they read like names: hosts, zones, or short words without sentence structure."""
    parts = [part.strip() for part in parts]
    if len(parts) < MIN_ENTRIES or len(parts) > 5000 or not all(_NAME.match(part) for part in parts):
        return ()
    telling = sum(_is_host(part) or (part in zone_names() and "/" in part) for part in parts)
    return tuple(parts) if telling * 2 >= len(parts) else ()
