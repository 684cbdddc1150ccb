"""The document `VendorPack`: who owns a host, who controls the owner, where it processes, on what basis that is known and since when."""

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Discriminator, Field, StringConstraints, Tag

from scanner.ruleset.header import Country, Day, Headed, Name
from scanner.ruleset.strict_yaml import Closed
from scanner.ruleset.suffixes import all_suffixes, public_suffixes

Basis = Literal["A", "P", "K"]
"""A: the host was seen in a shipped artifact. P: a policy or report of the vendor says so. K: general knowledge, to be confirmed."""


class HostRole(StrEnum):
    INFERENCE = "inference"
    TELEMETRY = "telemetry"
    CRASH_REPORT = "crash_report"
    FEATURE_FLAGS = "feature_flags"
    REMOTE_CONFIG = "remote_config"
    UPDATE = "update"
    FILE_UPLOAD = "file_upload"
    AUTH = "auth"
    PROXY = "proxy"
    REMOTE_CONTROL = "remote_control"
    CONTENT = "content"
    PACKAGES = "packages"
    DOCS = "docs"
    INTERNAL_GATEWAY = "internal_gateway"
    UNKNOWN = "unknown"


def _host_name(value: str) -> str:
    if "*" not in value and public_suffixes().publicsuffix(value) == value:
        raise ValueError(f"`{value}` is a public suffix: it would claim the hosts of everybody below it")
    return value


HostName = Annotated[
    str,
    StringConstraints(pattern=r"^([a-z0-9*]([a-z0-9-]*[a-z0-9])?\.)+[a-z0-9][a-z0-9-]*[a-z0-9]$"),
    AfterValidator(_host_name),
]
"""Lower case; it stands for itself and all below it. `*` stands for one label."""


class HostFact(Closed):
    host: HostName
    role: HostRole
    processing: tuple[Country, ...] = ()
    """Where what is sent there is processed; empty: not known."""
    basis: Basis
    as_of: Day | None = None
    """Day on which this was seen or read; None: the vendor's."""
    note: str | None = None


class ShortHostFact(Closed):
    """The same with one-letter keys."""

    h: HostName
    r: HostRole
    p: tuple[Country, ...] = ()
    e: Basis
    note: str | None = None


class Vendor(Closed):
    id: Name
    entity: Name
    """The contracting entity."""
    entity_country: Country
    parent: Name
    """The ultimate parent."""
    parent_country: Country
    basis: Basis
    as_of: Day | None = None
    """Day on which entity and parent were checked; None: the day the pack was reviewed."""
    valid_from: Annotated[str, StringConstraints(pattern=r"^[0-9]{4}(-[0-9]{2}){0,2}$")] | None = None
    source: str | None = None
    """What says so: a title, or an address."""
    note: str | None = None
    hosts: Annotated[
        tuple[
            Annotated[
                Annotated[HostFact, Tag("long")] | Annotated[ShortHostFact, Tag("short")],
                Discriminator(
                    lambda value: "short" if isinstance(value, ShortHostFact) or (isinstance(value, dict) and "h" in value) else "long"
                ),
            ],
            ...,
        ],
        Field(min_length=1),
    ]

    @property
    def host_facts(self) -> tuple[HostFact, ...]:
        return tuple(one if isinstance(one, HostFact) else _long(one) for one in self.hosts)


class VendorPack(Headed):
    kind: Literal["VendorPack"]
    vendors: Annotated[tuple[Vendor, ...], Field(min_length=1)]


class Reach(StrEnum):
    """How far a request to a host goes."""

    PUBLIC = "public"
    PRIVATE = "private"
    """Addresses and names that only a local network resolves."""
    LOOPBACK = "loopback"
    RESERVED = "reserved"
    """Names and addresses set aside for documentation and tests: they reach nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ownership:
    """What is known of a host. Unknown is a result: None and empty mean that nobody recorded it."""

    host: str
    reach: Reach
    is_address: bool
    registrable_domain: str | None
    """None for an address or a name below no public suffix."""
    vendor: str | None = None
    owner: str | None = None
    owner_jurisdiction: str | None = None
    parent: str | None = None
    parent_jurisdiction: str | None = None
    role: HostRole | None = None
    processing: tuple[str, ...] = ()
    basis: str | None = None
    as_of: str | None = None
    """Day, month or year of the fact, ISO 8601."""


_RESERVED_NAMES = ("example", "test", "invalid", "example.com", "example.net", "example.org")
"""RFC 2606 and RFC 6761."""
_PRIVATE_NAMES = ("local", "internal", "home.arpa", "lan", "intranet", "corp", "home")
"""RFC 6762, RFC 8375, ICANN's `internal`, and the names that ICANN never delegates because local networks use them."""


@dataclass(slots=True)
class VendorIndex:
    """Finds the owner of a host: addresses first, then the longest name recorded, then the registrable domain."""

    packs: tuple[VendorPack, ...]
    _names: dict[str, tuple[Vendor, HostFact, str | None]] = field(init=False, repr=False)
    _patterns: list[tuple[tuple[str, ...], tuple[Vendor, HostFact, str | None]]] = field(init=False, repr=False)
    _domains: dict[str, tuple[Vendor, str | None] | None] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._names, self._patterns, self._domains = {}, [], {}
        for pack in self.packs:
            for vendor in pack.vendors:
                self._add(vendor, _iso(vendor.as_of) or vendor.valid_from or _iso(pack.metadata.reviewed))

    def ownership_of(self, host: str) -> Ownership:
        """What is recorded of a host (a name or an IP literal). Never raises."""
        name = host.lower().rstrip(".").strip("[]")
        address = _address(name)
        if address is not None:
            return Ownership(host=name, reach=_reach_of_address(address), is_address=True, registrable_domain=None)
        domain = registrable_domain(name)
        plain = Ownership(host=name, reach=_reach_of_name(name), is_address=False, registrable_domain=domain)
        found = self._recorded(name)
        if found is not None:
            vendor, fact, as_of = found
            return _owned(plain, vendor, role=fact.role, processing=fact.processing, basis=fact.basis, as_of=_iso(fact.as_of) or as_of)
        by_domain = self._domains.get(domain or "")
        if by_domain is None or domain is None or _hosts_for_others(name, domain):
            return plain
        return _owned(plain, by_domain[0], role=None, processing=(), basis=by_domain[0].basis, as_of=by_domain[1])

    def _add(self, vendor: Vendor, as_of: str | None) -> None:
        for fact in vendor.host_facts:
            if "*" in fact.host:
                self._patterns.append((tuple(reversed(fact.host.split("."))), (vendor, fact, as_of)))
            else:
                self._names.setdefault(fact.host, (vendor, fact, as_of))
            domain = registrable_domain(fact.host.replace("*", "any"))
            if domain is not None:
                known = self._domains.setdefault(domain, (vendor, as_of))
                if known is not None and known[0].id != vendor.id:
                    self._domains[domain] = None  # several vendors share it, so it names none of them

    def _recorded(self, name: str) -> tuple[Vendor, HostFact, str | None] | None:
        labels = name.split(".")
        for start in range(len(labels)):
            found = self._names.get(".".join(labels[start:]))
            if found is not None:
                return found
        backwards = tuple(reversed(labels))
        for pattern, entry in self._patterns:
            if len(pattern) <= len(backwards) and all(want in ("*", have) for want, have in zip(pattern, backwards, strict=False)):
                return entry
        return None


@lru_cache(maxsize=8192)
def registrable_domain(name: str) -> str | None:
    """The name below the public suffix that somebody registered; None: there is none."""
    domain: str | None = public_suffixes().privatesuffix(name)
    return domain


def hosts_claimed_twice(packs: Iterable[VendorPack]) -> tuple[tuple[str, str, str], ...]:
    """(host, first vendor, second vendor) for each host that two vendors of the packs claim."""
    seen: dict[str, str] = {}
    twice = []
    for pack in packs:
        for vendor in pack.vendors:
            for fact in vendor.host_facts:
                first = seen.setdefault(fact.host, vendor.id)
                if first != vendor.id:
                    twice.append((fact.host, first, vendor.id))
    return tuple(twice)


def _owned(
    plain: Ownership,
    vendor: Vendor,
    *,
    role: HostRole | None,
    processing: tuple[str, ...],
    basis: str,
    as_of: str | None,
) -> Ownership:
    return Ownership(
        host=plain.host,
        reach=plain.reach,
        is_address=False,
        registrable_domain=plain.registrable_domain,
        vendor=vendor.id,
        owner=vendor.entity,
        owner_jurisdiction=vendor.entity_country,
        parent=vendor.parent,
        parent_jurisdiction=vendor.parent_country,
        role=role,
        processing=processing,
        basis=basis,
        as_of=as_of,
    )


def _long(short: ShortHostFact) -> HostFact:
    return HostFact(host=short.h, role=short.r, processing=short.p, basis=short.e, note=short.note)


def _iso(day: Any) -> str | None:
    return None if day is None else str(day.isoformat())


def _address(name: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(name)
    except ValueError:
        return None


def _reach_of_address(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> Reach:
    if address.is_loopback or address.is_unspecified:
        return Reach.LOOPBACK
    if address.is_private or address.is_link_local:
        return Reach.PRIVATE
    return Reach.PUBLIC if address.is_global else Reach.RESERVED


def _reach_of_name(name: str) -> Reach:
    if name == "localhost" or name.endswith(".localhost"):
        return Reach.LOOPBACK
    if _is_under(name, _RESERVED_NAMES):
        return Reach.RESERVED
    return Reach.PRIVATE if "." not in name or _is_under(name, _PRIVATE_NAMES) else Reach.PUBLIC


def _is_under(name: str, tops: tuple[str, ...]) -> bool:
    return name in tops or name.endswith(tuple(f".{top}" for top in tops))


def _hosts_for_others(name: str, domain: str) -> bool:
    """Whether names below the domain are handed out to customers (private section of the public suffix list)."""
    suffix: str | None = all_suffixes().publicsuffix(name)
    return suffix is not None and (suffix == domain or suffix.endswith(f".{domain}"))
