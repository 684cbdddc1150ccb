"""The public suffix list, in the three cuts that are asked for."""

from collections.abc import Iterator
from functools import cache

from publicsuffixlist import PSLFILE, PublicSuffixList

RESERVED_SUFFIXES = frozenset({"example", "invalid", "test", "localhost", "local", "internal", "onion"})
"""Top labels that no registry delegates (RFC 2606, RFC 6762, RFC 9476)."""


@cache
def public_suffixes() -> PublicSuffixList:
    """Suffixes that registries hand out: names below them belong to whoever registered them."""
    return PublicSuffixList(source=_lines(), accept_encoded_idn=False, only_icann=True)


@cache
def all_suffixes() -> PublicSuffixList:
    """With those under which providers host their customers."""
    return PublicSuffixList(source=_lines(), accept_encoded_idn=False)


@cache
def delegated_suffixes() -> PublicSuffixList:
    """Without the rule that every unknown top label is a suffix: to tell names of hosts from other words."""
    return PublicSuffixList(source=_lines(), accept_unknown=False, accept_encoded_idn=False, only_icann=True)


def is_public_suffix(word: str) -> bool:
    """True for a whole public suffix ("cn", "co.uk"), under which anyone may register."""
    return delegated_suffixes().publicsuffix(word.lower()) == word.lower()


def registered_domain(host: str) -> str | None:
    """The part of a host name that somebody registered ("example.co.uk" of "api.example.co.uk"); None: it has none."""
    found = public_suffixes().privatesuffix(host.lower().rstrip("."))
    return found if isinstance(found, str) else None


def _lines() -> Iterator[str]:
    """As the library reads them, in Unicode and encoded; its own encoding takes half a second for lines that have nothing to encode."""
    with open(PSLFILE, encoding="utf-8") as stream:
        for line in stream:
            yield line
            rule = line.split(maxsplit=1)[0] if line.strip() else ""
            if not rule.isascii() and not rule.startswith("//"):
                yield _encoded(rule)


def _encoded(rule: str) -> str:
    mark = "!" if rule.startswith("!") else ""
    return mark + rule.removeprefix("!").encode("idna").decode("ascii")
