"""Guest side: hashes, computed here and reported with what went in, so that a hash of a signal is known for one."""

import base64
import hashlib
import hmac
from typing import Any

from channel import ask

_NEW = hashlib.new


class Hash:
    """Stands for a hash object of `hashlib` or `hmac`."""

    def __init__(self, algorithm: str, content: Any = b"", key: bytes | None = None) -> None:
        self.name, self.key, self.content = algorithm, key, bytes(content)

    def update(self, content: Any) -> None:
        self.content += bytes(content)

    def digest(self, *size: int) -> bytes:
        key = None if self.key is None else base64.b64encode(self.key).decode()
        answer = ask("hash", {"algorithm": self.name, "data": base64.b64encode(self.content).decode(), "key": key})
        return base64.b64decode(answer) if answer is not None else bytes(_NEW(self.name, self.content).digest(*size))

    def hexdigest(self, *size: int) -> str:
        return self.digest(*size).hex()

    def copy(self) -> "Hash":
        return Hash(self.name, self.content, self.key)

    @property
    def digest_size(self) -> int:
        return int(_NEW(self.name).digest_size)

    block_size = 64


def install() -> None:
    """Put reporting hashes in the place of the library's."""
    for algorithm in ("md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3_256", "blake2b", "blake2s"):
        setattr(hashlib, algorithm, lambda content=b"", _algorithm=algorithm, **_: Hash(_algorithm, content))
    hashlib.new = lambda name, content=b"", **_: Hash(name.lower().replace("-", ""), content)
    hmac.new = lambda key, msg=b"", digestmod="md5": Hash(_name_of(digestmod), msg or b"", bytes(key))


def _name_of(digestmod: Any) -> str:
    made = digestmod() if callable(digestmod) else None
    return str(getattr(made, "name", digestmod)).lower().replace("-", "")
