"""Which zone a hash in the artifact stands for: found by hashing every zone the way the program hashed the persona's."""

import base64
import hashlib
import hmac
import re

from scanner.world.persona import Persona
from scanner.world.recording import Recording
from scanner.world.zone import zone_names

_LITERAL = re.compile(r"[0-9a-fA-F]{6,128}\Z|[A-Za-z0-9+/_-]{10,90}={0,2}\Z")
MAX_DIGESTS = 8
"""Hashed texts of one run that are tried with every zone."""


def zones_of_digests(control: Recording, base: Persona, literals: tuple[str, ...]) -> tuple[str, ...]:
    """Zones whose hash, made as the run made the control's, starts with a literal of the artifact. Sorted."""
    zone = base.value("timezone").encode()
    wanted = {text.rstrip("=") for text in literals if _LITERAL.match(text)}
    lengths = sorted({len(text) for text in wanted})
    found: set[str] = set()
    hashed = [one for one in dict.fromkeys(control.digests) if zone.lower() in one[1].lower()][:MAX_DIGESTS]
    for algorithm, content, key in hashed:
        for name in zone_names():
            other = content.replace(zone, name.encode()).replace(zone.lower(), name.lower().encode())
            digest = (
                hmac.new(key, other, algorithm).digest()
                if key is not None
                else hashlib.new(algorithm, other, usedforsecurity=False).digest()
            )
            texts = (digest.hex(), digest.hex().upper(), base64.b64encode(digest).decode(), base64.urlsafe_b64encode(digest).decode())
            if any(text.rstrip("=")[:length] in wanted for text in texts for length in lengths):
                found.add(name)
    return tuple(sorted(found))
