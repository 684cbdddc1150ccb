"""A host that the code names, with what decides whether and how surely it counts. Judging adds its owner and jurisdictions."""

from dataclasses import dataclass
from typing import Literal

from scanner.model.observation import EndpointSeen, Place
from scanner.ruleset.vendors import Reach, VendorIndex


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """The record that detection rules of `from: endpoint` select on."""

    kind: Literal["endpoint"] = "endpoint"
    place: Place
    host: str
    scheme: str | None
    port: int | None
    url: str | None
    context: str
    role: str | None
    """What the vendor pack says that the host is for (inference, telemetry, update, ...); None: nobody recorded it."""


def destination_of(seen: EndpointSeen, vendors: VendorIndex) -> Destination | None:
    """The endpoint with its role; None: the host reaches nobody (loopback, names reserved for documentation)."""
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
        role=known.role.value if known.role else None,
    )
