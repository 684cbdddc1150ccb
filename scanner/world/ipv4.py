"""Addresses of machines (IPv4) as programs state them: whole, as a network, by the numbers that they begin with, as one number."""

import re
from ipaddress import IPv4Address, IPv4Network

_STATED = re.compile(r"(?:\d{1,3}\.){1,3}\*?\Z|\d{1,3}(?:\.\d{1,3}){0,3}/\d{1,2}\Z|\d{1,3}(?:\.\d{1,3}){3}\Z")
"""`1.2.3` alone may be a version."""
_REST = ("0", "1", "20")
"""What follows in an address of which only the first numbers are stated."""
_WITHIN = 276
"""Which address of a network is taken."""
CLIENT = "client_address"
"""The signal that tells whom a server serves."""
ADDRESS_AXES = frozenset({"network_address", CLIENT})
"""Signals whose values are addresses."""
SHIFTS = (0, 8, 16)
"""By how many bits the number of an address is shortened before it is compared."""


def is_address(text: str) -> bool:
    """Whether a text is a whole address."""
    try:
        IPv4Address(text)
    except ValueError:
        return False
    return True


def is_elsewhere(text: str) -> bool:
    """Whether a text is a whole address that lies in no network of one's own and is not kept for other ends."""
    return is_address(text) and IPv4Address(text).is_global


def address_within(text: str) -> str | None:
    """An address in the network that a text states (`10.0.0.0/8`, `192.168.`, `36.110.*`); None: it states none."""
    if not _STATED.match(text):
        return None
    stated, _, bits = text.partition("/")
    numbers = [part for part in stated.split(".") if part.isdecimal()]
    try:
        if bits:
            network = IPv4Network(f"{'.'.join([*numbers, '0', '0', '0'][:4])}/{bits}", strict=False)
            return str(network[min(_WITHIN, network.num_addresses - 1)])
        return str(IPv4Address(".".join([*numbers, *_REST[len(numbers) - 1 :]][:4])))
    except ValueError:
        return None


def numbers_of(address: str) -> list[int]:
    """What programs make of an address before they compare it."""
    return [int(IPv4Address(address)) >> shift for shift in SHIFTS]


def address_of_number(control: str, made: int, wanted: int) -> str | None:
    """The address that gives the wanted number where the control's gives the one that was made of it; None: there is none."""
    number = int(IPv4Address(control))
    shift = next((shift for shift in SHIFTS if number >> shift == made), None)
    if shift is None or not 0 < wanted < 1 << (32 - shift):
        return None
    return str(IPv4Address((wanted << shift) | (number & ((1 << shift) - 1))))
