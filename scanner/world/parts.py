"""Texts that tell a persona's values when a program compares them: the values, and what is usually cut out of them."""

import re

from scanner.world.echo import forms_of
from scanner.world.ipv4 import ADDRESS_AXES, address_of_number, is_address, numbers_of
from scanner.world.persona import Persona
from scanner.world.shapes import shaped
from scanner.world.turned import turned_forms

_ADDRESS = re.compile(r"(?:[0-9a-f]{2}:){5}[0-9a-f]{2}\Z")
_PORT = re.compile(r"[1-9]\d{3,4}\Z")
_RANGES = (1, 10, 2)
"""What ports are divided by to compare a range of them."""
_SPLIT = {"timezone": "/", "locale": "-", "mac_address": ":", "git_email": "@"}
_HOSTS = frozenset({"gateway_host", "proxy_host", "package_mirror", "dns_suffix", "git_remote", "ssh_hosts", "host_name"})
_SAID_BY_ALL = frozenset({"environment", "os_version"})
"""Values that nearly every program compares for good reasons."""


def watched_texts(persona: Persona) -> list[str]:
    """The persona's values in their usual spellings: a text that holds one of them came of it."""
    texts = {
        text
        for name, value in persona.values
        if name not in _SAID_BY_ALL
        for text in (*forms_of(name, value), *(turned_forms(value) if len(value) > 4 else ()))
        if len(text) > 1
    }
    return sorted(texts)


def watched_parts(persona: Persona) -> list[str]:
    """Parts of the values: telling only where a text is just that part, as many a text holds `com` or `en`."""
    parts = {part for name, value in persona.values if name not in _SAID_BY_ALL for part in _parts_of(name, value) if len(part) > 1}
    return sorted({*parts, *(part.lower() for part in parts), *(part.upper() for part in parts)})


def watched_of(axis: str, value: str) -> frozenset[str]:
    """The texts and parts of one value, in either case."""
    texts = {*forms_of(axis, value), *_parts_of(axis, value)}
    return frozenset({*texts, *(text.lower() for text in texts), *(text.upper() for text in texts)})


def watched_numbers(persona: Persona) -> list[int]:
    """Numbers that programs make of a value before they compare it: the hardware address, and the part of it that tells the maker;
    a port, and the range that it lies in."""
    addresses = [_number(value) for _, value in persona.values if _ADDRESS.match(value)]
    ports = [int(value) for _, value in persona.values if _PORT.match(value)]
    hardware = [number >> shift for number in addresses for shift in (0, 24)]
    networked = [number for name, value in persona.values if name in ADDRESS_AXES for number in numbers_of(value)]
    return hardware + networked + [port // part for port in ports for part in _RANGES]


def value_of_number(control: str, made: str, wanted: str) -> str | None:
    """The value that gives the wanted number where the control's gives the one that was made of it; None: it is no such value."""
    if not (made.isdecimal() and wanted.isdecimal()):
        return None
    if _PORT.match(control):
        part = next((part for part in _RANGES if int(control) // part == int(made)), None)
        return None if part is None or not 0 < int(wanted) * part < 1 << 16 else str(int(wanted) * part)
    if is_address(control):
        return address_of_number(control, int(made), int(wanted))
    if not _ADDRESS.match(control):
        return None
    number = _number(control)
    shift = next((shift for shift in (0, 24) if number >> shift == int(made)), None)
    if shift is None or int(wanted) >= 1 << (48 - shift):
        return None
    return bytes.hex(((int(wanted) << shift) | (number & ((1 << shift) - 1))).to_bytes(6), ":")


def _number(address: str) -> int:
    return int(address.replace(":", ""), 16)


def _parts_of(name: str, value: str) -> set[str]:
    """A host's endings, a zone's city, a locale's language: what programs cut out of a value before they compare it."""
    if name in ("public_address", "os_region", "client_country"):
        return {value}
    if name == "git_email":
        host = value.rpartition("@")[2]
        return {host, *_endings(host)}
    if name in _HOSTS:
        return _endings(value)
    if name in _SPLIT:
        parts = value.split(_SPLIT[name])
        return {*parts, *(_SPLIT[name].join(parts[:count]) for count in range(1, len(parts)))}
    if name == "fonts":
        files = shaped(value, "font_files").split("\n")
        return {*files, *(file.rpartition(".")[0] for file in files)}
    if name == "machine_id":
        return {value[:count] for count in (4, 6, 8, 12, 16)}
    return set()


def _endings(host: str) -> set[str]:
    labels = host.split(".")
    return {".".join(labels[start:]) for start in range(len(labels))} | set(labels)
