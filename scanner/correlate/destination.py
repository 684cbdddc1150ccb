"""A host that the code names, joined to what the vendor packs know of it."""

from dataclasses import dataclass
from typing import Literal

from scanner.model.observation import EndpointSeen, Place
from scanner.ruleset.vendors import Reach, VendorIndex


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """The record that detection rules of `from: endpoint` select on. None: nobody recorded it."""

    kind: Literal["endpoint"] = "endpoint"
    place: Place
    host: str
    scheme: str | None
    port: int | None
    url: str | None
    context: str
    reach: str
    """public, private, loopback or reserved."""
    role: str | None
    """What the host is for: inference, telemetry, update, ..."""
    owner: str | None
    owner_jurisdiction: str | None
    parent: str | None
    parent_jurisdiction: str | None
    processing: tuple[str, ...] | None
    """Countries in which data sent there is processed."""
    basis: str | None
    as_of: str | None


def destination_of(seen: EndpointSeen, vendors: VendorIndex) -> Destination | None:
    """The endpoint with its owner; None: the host reaches nobody (loopback, names reserved for documentation)."""
    known = vendors.ownership_of(seen.host)
    if known.reach in (Reach.LOOPBACK, Reach.RESERVED):
        return None
    return Destination(
        place=seen.place,
        host=seen.host,
        scheme=seen.scheme,
        port=seen.port,
        url=seen.url,
        context=seen.context,
        reach=known.reach.value,
        role=known.role.value if known.role else None,
        owner=known.owner,
        owner_jurisdiction=known.owner_jurisdiction,
        parent=known.parent,
        parent_jurisdiction=known.parent_jurisdiction,
        processing=known.processing or None,
        basis=known.basis,
        as_of=known.as_of,
    )
