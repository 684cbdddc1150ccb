"""Hashes, reported with what went in, so that a hash of a signal is known for one, and a list of hashes can be undone."""

import base64
import binascii
import hashlib
import hmac
import zlib
from typing import Any

from .channel import tell

_MOST = 400
_CHARS = 2000
_NAME_CHARS = 200
_NAMES = (
    "md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3_224", "sha3_256", "sha3_384", "sha3_512", "blake2b", "blake2s",
    "shake_128", "shake_256",
)  # fmt: skip
_plain = {name: getattr(hashlib, name) for name in _NAMES}
_told: set[Any] = set()


class Hash:
    """Stands for a hash object of `hashlib`."""

    def __init__(self, name: str, content: Any = b"", **options: Any) -> None:
        self.name = name
        self._options = options
        self._state = _plain[name](**options)
        self._content = b""
        if content:
            self.update(content)

    def update(self, content: Any) -> None:
        if isinstance(content, str):
            raise TypeError("Strings must be encoded before hashing")
        self._state.update(content)
        if len(self._content) <= _CHARS:
            self._content += bytes(content)

    def _tell(self) -> None:
        _report(self.name, self._content, None)

    def digest(self, *size: int) -> bytes:
        self._tell()
        return bytes(self._state.digest(*size))

    def hexdigest(self, *size: int) -> str:
        return self.digest(*size).hex()

    def copy(self) -> "Hash":
        made = Hash.__new__(Hash)
        made.name, made._options, made._state, made._content = self.name, self._options, self._state.copy(), self._content
        return made

    @property
    def digest_size(self) -> int:
        return int(self._state.digest_size)

    @property
    def block_size(self) -> int:
        return int(self._state.block_size)


def _report(name: str, content: bytes, key: bytes | None) -> None:
    mark = name, content, key
    if len(content) <= _CHARS and len(_told) < _MOST and mark not in _told:
        _told.add(mark)
        coded = None if key is None else base64.b64encode(key).decode()
        tell("digest", {"algorithm": name, "data": base64.b64encode(content).decode(), "key": coded})


class _Keyed:
    """Stands for `hmac.HMAC`."""

    def __init__(self, key: Any, msg: Any = None, digestmod: Any = "") -> None:
        if not digestmod:
            raise TypeError("Missing required argument 'digestmod'.")
        self._key, self._content, self._digest = bytes(key), bytes(msg or b""), digestmod
        made = digestmod() if callable(digestmod) else new(str(digestmod))
        self.name = f"hmac-{made.name}"
        self.digest_size, self.block_size = made.digest_size, made.block_size
        self._hash = made.name

    def update(self, msg: Any) -> None:
        self._content += bytes(msg)

    def digest(self) -> bytes:
        block = self.block_size
        key = self._key if len(self._key) <= block else _plain[self._hash](self._key).digest()
        key = key.ljust(block, b"\0")
        inner = _plain[self._hash](bytes(one ^ 0x36 for one in key) + self._content).digest()
        _report(self._hash, self._content, self._key)
        return bytes(_plain[self._hash](bytes(one ^ 0x5C for one in key) + inner).digest())

    def hexdigest(self) -> str:
        return self.digest().hex()

    def copy(self) -> "_Keyed":
        return _Keyed(self._key, self._content, self._digest)


def new(name: str, data: Any = b"", **options: Any) -> Hash:
    plain = name.lower().replace("-", "_") if name.lower().startswith(("sha3", "shake")) else name.lower().replace("-", "")
    if plain not in _plain:
        raise ValueError(f"unsupported hash type {name}")
    options.pop("usedforsecurity", None)
    return Hash(plain, data, **options)


def _constructor(name: str) -> Any:
    def make(data: Any = b"", **options: Any) -> Hash:
        options.pop("usedforsecurity", None)
        return Hash(name, options.pop("string", data), **options)

    make.__name__ = f"openssl_{name}"
    return make


def _pbkdf2(name: str, password: bytes, salt: bytes, iterations: int, dklen: int | None = None) -> bytes:
    """As far as keys are derived from texts: few rounds are enough, as nobody compares it with another implementation."""
    made, last = b"", bytes(password)
    while len(made) < (dklen or _plain[name.replace("-", "")]().digest_size):
        last = _plain[name.replace("-", "")](last + bytes(salt) + str(iterations).encode()).digest()
        made += last
    return made[:dklen]


def _checksum(name: str, plain: Any) -> Any:
    """A checksum: of a text of the size of a name it serves as a hash."""

    def run(data: Any, *start: Any) -> int:
        if len(data) <= _NAME_CHARS:
            _report(name, bytes(data), None)
        return int(plain(data, *start))

    run.__name__ = name
    return run


def install() -> None:
    """Put reporting hashes in the place of the library's."""
    for module, name in ((zlib, "crc32"), (zlib, "adler32"), (binascii, "crc32")):
        setattr(module, name, _checksum(name, getattr(module, name)))
    for name in _NAMES:
        setattr(hashlib, name, _constructor(name))
    hashlib.new = new
    hashlib.pbkdf2_hmac = _pbkdf2
    hashlib.scrypt = lambda password, *, salt, n, r, p, maxmem=0, dklen=64: _pbkdf2("sha256", password, salt, n, dklen)
    hashlib.file_digest = lambda file, digest: (made := new(digest) if isinstance(digest, str) else digest(), made.update(file.read()))[0]
    hashlib.algorithms_available = set(_NAMES)
    hmac.HMAC = _Keyed
    hmac.new = _Keyed
    hmac.digest = lambda key, msg, digest: _Keyed(key, msg, digest).digest()
