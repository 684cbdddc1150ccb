"""Hashes and derived keys that a run asks its host for."""

import base64
import hashlib
from functools import lru_cache
from typing import Any

_NAMES = {
    "md5": "md5", "sha1": "sha1", "sha224": "sha224", "sha256": "sha256", "sha384": "sha384", "sha512": "sha512",
    "sha512256": "sha512_256", "sha3224": "sha3_224", "sha3256": "sha3_256", "sha3384": "sha3_384", "sha3512": "sha3_512",
    "blake2b512": "blake2b", "blake2s256": "blake2s", "ripemd160": "ripemd160",
}  # fmt: skip
"""Name in Node, in lower case and without dashes -> name in Python."""
ROUNDS_MOST = 600_000
"""Rounds of a derivation that are computed: what is recommended for passwords in 2026; some 0.3 s."""
SCRYPT_BYTES = 64 * 1024 * 1024
KEY_BYTES = 1024


def algorithm_of(name: str) -> str | None:
    """Python's name of an algorithm; None: this machine does not have it."""
    found = _NAMES.get(name.lower().replace("-", ""))
    return found if found in hashlib.algorithms_available else None


def derived_key(value: dict[str, Any]) -> str | None:
    """A key out of a password, base64; None: of a kind that is not known, or of more work than a run may ask for."""
    password, salt = base64.b64decode(value["password"]), base64.b64decode(value["salt"])
    size = int(value.get("size") or 0)
    if not 0 < size <= KEY_BYTES:
        return None
    if value["kind"] == "scrypt":
        return _scrypt(password, salt, int(value.get("n") or 16384), int(value.get("r") or 8), int(value.get("p") or 1), size)
    algorithm, rounds = algorithm_of(str(value.get("digest") or "sha1")), int(value.get("rounds") or 0)
    if value["kind"] != "pbkdf2" or algorithm is None or not 0 < rounds <= ROUNDS_MOST:
        return None
    return _pbkdf2(algorithm, password, salt, rounds, size)


@lru_cache(maxsize=256)
def _pbkdf2(algorithm: str, password: bytes, salt: bytes, rounds: int, size: int) -> str:
    return base64.b64encode(hashlib.pbkdf2_hmac(algorithm, password, salt, rounds, size)).decode()


@lru_cache(maxsize=256)
def _scrypt(password: bytes, salt: bytes, cost: int, block: int, lanes: int, size: int) -> str | None:
    try:
        key = hashlib.scrypt(password, salt=salt, n=cost, r=block, p=lanes, maxmem=SCRYPT_BYTES, dklen=size)
    except ValueError:
        return None  # a cost that is no power of two, or more memory than is given
    return base64.b64encode(key).decode()
