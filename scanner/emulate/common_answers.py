"""Answers that are the same for every persona: the zones of the world, letters of old encodings, packed bytes."""

import base64
import zlib
from typing import Any

import brotli  # type: ignore[import-untyped]  # the package ships no types

from scanner.world.zone import transitions, zone_names

UNPACKED_BYTES = 8 * 1024 * 1024


def zone(name: str) -> list[list[object]] | None:
    """The changes of a time zone; None: there is no zone of that name."""
    table = transitions(name)
    return None if table is None else [[one.from_ms, one.offset_minutes, one.abbreviation, one.name] for one in table]


def values(kind: str) -> list[str]:
    """What `Intl.supportedValuesOf` lists."""
    return sorted(zone_names()) if kind == "timeZone" else []


def punycode(host: str) -> str | None:
    """A host name in ASCII; None: it is none."""
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return None


def letters(value: dict[str, str]) -> str | None:
    """Text of bytes in an older encoding; None: no such encoding is known."""
    try:
        return base64.b64decode(value["data"]).decode(value["encoding"], "replace")
    except LookupError:
        return None


def unpack(value: dict[str, str]) -> str | None:
    """Bytes as they were before they were packed, both in base64; None: they are not packed so."""
    content = base64.b64decode(value["data"])
    try:
        if value["format"] == "brotli":
            out = brotli.decompress(content)
        else:
            window = {"zlib": 15, "gzip": 31, "deflate": -15}.get(value["format"], 47)
            out = zlib.decompressobj(window).decompress(content, UNPACKED_BYTES)
    except (zlib.error, brotli.error):
        return None
    return base64.b64encode(out[:UNPACKED_BYTES]).decode()


def pack(value: dict[str, Any]) -> str:
    """Bytes packed, both in base64."""
    content, level = base64.b64decode(value["data"]), value.get("level")
    if value["format"] == "brotli":
        quality = level if isinstance(level, int) and 0 <= level <= 11 else 11
        return base64.b64encode(brotli.compress(content, quality=quality)).decode()
    level = level if isinstance(level, int) and -1 <= level <= 9 else -1
    packer = zlib.compressobj(level, wbits={"zlib": 15, "gzip": 31}.get(value["format"], -15))
    return base64.b64encode(packer.compress(content) + packer.flush()).decode()
