"""The public suffix list, in the three cuts that are asked for."""

from collections.abc import Iterator
from copy import copy
from functools import cache
from itertools import takewhile

from publicsuffixlist import PSLFILE, PublicSuffixList

RESERVED_SUFFIXES = frozenset({"example", "invalid", "test", "localhost", "local", "internal", "onion"})
"""Top labels that no registry delegates (RFC 2606, RFC 6762, RFC 9476)."""
_END_OF_REGISTRIES = "// ===END ICANN DOMAINS==="


@cache
def public_suffixes() -> PublicSuffixList:
    """Suffixes that registries hand out: names below them belong to whoever registered them."""
    return PublicSuffixList(source=_registries(), accept_encoded_idn=False)


@cache
def all_suffixes() -> PublicSuffixList:
    """With those under which providers host their customers."""
    return PublicSuffixList(source=_lines(), accept_encoded_idn=False)


@cache
def delegated_suffixes() -> PublicSuffixList:
    """Without the rule that every unknown top label is a suffix: to tell names of hosts from other words."""
    found = copy(public_suffixes())
    found.accept_unknown = False
    return found


def is_public_suffix(word: str) -> bool:
    """True for a whole public suffix ("cn", "co.uk"), under which anyone may register."""
    return delegated_suffixes().publicsuffix(word.lower()) == word.lower()


def registered_domain(host: str) -> str | None:
    """The part of a host name that somebody registered ("example.co.uk" of "api.example.co.uk"); None: it has none."""
    found = public_suffixes().privatesuffix(host.lower().rstrip("."))
    return found if isinstance(found, str) else None


def _registries() -> Iterator[str]:
    """The lines of the section in which registries stand, which comes first."""
    return takewhile(lambda line: not line.startswith(_END_OF_REGISTRIES), _lines())


def _lines() -> Iterator[str]:
    """As the library reads them, in Unicode and encoded; its own encoding takes half a second for lines that have nothing to encode."""
    with open(PSLFILE, encoding="utf-8") as stream:
        for line in stream:
            if line.startswith(("//", "\n")) and not line.startswith(_END_OF_REGISTRIES):
                continue
            yield line
            if not line.isascii():
                yield _encoded(line.split(maxsplit=1)[0])


def _encoded(rule: str) -> str:
    """As the domain name system has it; the list holds its names as IDNA prepares them (RFC 3490), so that only Punycode is left."""
    mark, labels = "!" if rule.startswith("!") else "", rule.removeprefix("!").split(".")
    return mark + ".".join(label if label.isascii() else "xn--" + label.encode("punycode").decode("ascii") for label in labels)
