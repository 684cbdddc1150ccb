"""Which words are host names: by their form and by the public suffix list, so that `index.js` and `user.name` are none."""

import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address

from scanner.ruleset.suffixes import delegated_suffixes

_NAME = re.compile(r"(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,24}|xn--[a-z0-9-]{2,59})\Z")
_WORDS = re.compile(r"[\w.-]{3,100}\Z")
_IPV4 = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}\Z")
_IPV6 = re.compile(r"[0-9a-f:.]{2,45}\Z")
MAX_NAME_CHARS = 253
"""RFC 1035, as text."""

_FILE_SUFFIXES = (
    "ac ad ag ai am app as bar bat bin bz cc cfg cl cpp cs css csv dat db do doc ec eps gz hs htm html ico ini in java jl jpg js json "
    "jsx la lock log lua map md mk ml mm mo mov mp3 mp4 ms pdf ph php pl pm png ps py rb rs sc sh so sql st svg swift tar tf toml ts "
    "tsx txt vb vue wasm xml yaml yml zip"
)
FILE_SUFFIXES = frozenset(_FILE_SUFFIXES.split())
"""Endings of file names; many are delegated top-level domains too."""

_PLAIN_SUFFIXES = (
    "com net org edu gov mil int biz ai io dev co xyz top cloud tech ae ar au bg br ca ch cl cn cz de dk ee es eu fi fr gr hk hr hu ie "
    "il ir it jp ke kr kz li lt lu lv mx ng nl nu nz pe ph pk pl pt ro rs ru sa se sg si sk su th tr tv tw ua uk us uy uz ve vn za"
)
PLAIN_SUFFIXES = frozenset(_PLAIN_SUFFIXES.split())
"""Top-level domains that rarely end a file name, a property chain or a sentence: enough to tell a host without other signs."""


@dataclass(frozen=True, slots=True)
class Host:
    name: str
    """Canonical: lower case, punycode, no trailing dot; an IP literal in its canonical form."""
    is_address: bool


def host_of(text: str) -> Host | None:
    """The host that a word names: an IP literal, `localhost`, or a name below a public suffix. None: it names no host."""
    word = text.strip().rstrip(".").lower()
    if not word or len(word) > MAX_NAME_CHARS:
        return None
    if _IPV4.match(word) or (word.count(":") >= 2 and _IPV6.match(word)):
        return _address(word)
    if word == "localhost":
        return Host(word, False)
    if not word.isascii():
        word = _punycode(word) if _WORDS.match(word) else ""
    if not _NAME.match(word) or delegated_suffixes().privatesuffix(word) is None:
        return None
    return Host(word, False)


def registrable(name: str) -> str | None:
    """The domain that was registered, `example.com` of `api.example.com`; None for addresses and suffixes."""
    found: str | None = delegated_suffixes().privatesuffix(name)
    return found


def top_label(name: str) -> str:
    return name.rsplit(".", 1)[-1]


def _address(word: str) -> Host | None:
    try:
        found: IPv4Address | IPv6Address = ip_address(word)
    except ValueError:
        return None
    return Host(found.compressed, True)


def _punycode(word: str) -> str:
    try:
        return word.encode("idna").decode("ascii")
    except UnicodeError:
        return ""
