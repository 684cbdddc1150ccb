"""Encodings, compression and hashes of a shell's tools, on texts whose letters are known."""

import base64
import binascii
import bz2
import hashlib
import lzma
import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass

from scanner.analyze.shell.argument import options_of
from scanner.analyze.shell.texttools import Read, contents, lines_of
from scanner.world.checksums import posix_crc
from scanner.world.inversion import GIT_BLOB, digest_of

MAX_OUTPUT = 1 << 20


@dataclass(frozen=True, slots=True)
class Decoding:
    """What an encoding tool prints."""

    text: str
    layer: str | None
    """The encoding that was undone; None: it encodes, or hashes."""


def as_bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def as_text(content: bytes) -> str:
    return content[:MAX_OUTPUT].decode("utf-8", "surrogateescape")


def is_encoder(name: str) -> bool:
    return name in _ENCODERS


def is_hash(name: str, arguments: list[str]) -> bool:
    """Whether the tool gives a digest of its input."""
    return (
        name in _HASHES
        or name in ("cksum", "sum", "crc32", "b3sum", "xxhsum", "xxh64sum")
        or (name == "openssl" and _digest_name(arguments) is not None)
        or (name == "git" and _names_blob(arguments))
    )


def encoded(name: str, arguments: list[str], given: str, read: Read) -> Decoding | None:
    """What the tool prints; None: not known."""
    try:
        return _ENCODERS[name](arguments, given, read)
    except (ValueError, binascii.Error, zlib.error, lzma.LZMAError, OSError, EOFError):
        return None


@dataclass(frozen=True, slots=True)
class Hashed:
    """What a tool made a digest of."""

    printed: str
    """The line that the tool prints."""
    algorithm: str
    content: bytes


def hashed(name: str, arguments: list[str], given: str, read: Read) -> Hashed | None:
    """The digest that the tool prints; None: not known."""
    if name == "git":
        content = as_bytes(given)
        return Hashed(f"{digest_of(GIT_BLOB, content, None).hex()}\n", GIT_BLOB, content)
    if name == "openssl":
        algorithm = _digest_name(arguments)
        rest = [word for word in arguments[1:] if not word.startswith("-") and word != algorithm]
    else:
        options = options_of(arguments, "a", frozenset({"algorithm"}))
        algorithm = _HASHES.get(name) or ""
        if name == "shasum":
            algorithm = f"sha{options.get('a', 'algorithm') or '1'}"
        rest = list(options.rest)
    text = contents(rest, given, read)
    if text is None:
        return None
    content = as_bytes(text)
    if name in ("cksum", "sum"):
        return Hashed(f"{posix_crc(content[:MAX_OUTPUT])} {len(content)}{' ' + rest[0] if rest else ''}\n", "cksum", content)
    if name == "crc32":
        return Hashed(f"{zlib.crc32(content):08x}\n", "crc32", content)
    try:
        digest = hashlib.new(algorithm or "", content, usedforsecurity=False).hexdigest()
    except (ValueError, TypeError):
        return None
    printed = f"{digest}  {rest[0] if rest else '-'}\n"
    if name == "openssl":
        printed = f"{algorithm.upper() if algorithm else ''}(stdin)= {digest}\n" if "-r" not in arguments else f"{digest} *stdin\n"
    elif name == "md5":
        printed = f"{digest}\n"
    return Hashed(printed, algorithm or "", content)


_HASHES = {
    "md5sum": "md5", "md5": "md5", "sha1sum": "sha1", "sha224sum": "sha224", "sha256sum": "sha256", "sha384sum": "sha384",
    "sha512sum": "sha512", "shasum": "sha1", "b2sum": "blake2b", "sha256": "sha256",
}  # fmt: skip


def _names_blob(arguments: list[str]) -> bool:
    """Whether git is asked for the name that it gives to what it is handed: a digest of it."""
    return "hash-object" in arguments and "--stdin" in arguments and not {"-t", "--path"} & {word.partition("=")[0] for word in arguments}


def _digest_name(arguments: list[str]) -> str | None:
    if not arguments:
        return None
    words = arguments if arguments[0] == "dgst" else arguments[:1]
    return next(
        (word.lstrip("-") for word in words if re.fullmatch(r"-?(md5|sha1|sha\d{3}|blake2\w+)", word)),
        "sha256" if words[0] == "dgst" else None,
    )


def _base64(arguments: list[str], given: str, read: Read) -> Decoding | None:
    options = options_of(arguments, "wbio", frozenset({"wrap", "break", "input"}))
    text = contents(options.rest, given, read)
    if text is None:
        return None
    if options.has("d", "D", "decode"):
        return Decoding(as_text(_unbase64(text)), "base64")
    return Decoding(base64.b64encode(as_bytes(text)).decode() + "\n", None)


def _basenc(arguments: list[str], given: str, read: Read) -> Decoding | None:
    forms = {"--base64": _base64, "--base64url": _base64, "--base32": _base32, "--base16": _base16}
    form = next((forms[word] for word in arguments if word in forms), None)
    return None if form is None else form([word for word in arguments if word not in forms], given, read)


def _base16(arguments: list[str], given: str, read: Read) -> Decoding | None:
    return _xxd(["-r" if word in ("-d", "--decode") else word for word in ("-p", *arguments)], given, read)


def _unbase64(text: str) -> bytes:
    letters = re.sub(r"[^A-Za-z0-9+/_-]", "", text).replace("-", "+").replace("_", "/")
    return base64.b64decode(letters + "=" * (-len(letters) % 4))


def _base32(arguments: list[str], given: str, read: Read) -> Decoding | None:
    options = options_of(arguments, "w")
    text = contents(options.rest, given, read)
    if text is None:
        return None
    if options.has("d", "decode"):
        letters = re.sub(r"[^A-Z2-7]", "", text.upper())
        return Decoding(as_text(base64.b32decode(letters + "=" * (-len(letters) % 8))), "base32")
    return Decoding(base64.b32encode(as_bytes(text)).decode() + "\n", None)


def _xxd(arguments: list[str], given: str, read: Read) -> Decoding | None:
    options = options_of(["-p" if word in ("-ps", "-postscript", "-plain") else word for word in arguments], "cgls")
    text = contents(options.rest, given, read)
    if text is None:
        return None
    if options.has("r", "revert"):
        plain = (
            text if options.has("p", "ps", "plain") else "".join(re.findall(r"^[0-9a-f]+:((?: ?[0-9a-fA-F]{2,4})+)", text, re.MULTILINE))
        )
        return Decoding(as_text(bytes.fromhex(re.sub(r"[^0-9a-fA-F]", "", plain))), "hex")
    if options.has("p", "ps", "plain"):
        return Decoding(as_bytes(text).hex() + "\n", None)
    return None


def _od(arguments: list[str], given: str, read: Read) -> Decoding | None:
    options = options_of(arguments, "AtNj")
    text = contents(options.rest, given, read)
    if text is None:
        return None
    content = as_bytes(text)
    if (options.get("t") or "").startswith("x1") or options.has("x"):
        return Decoding(" " + " ".join(f"{byte:02x}" for byte in content) + "\n", None)
    return Decoding(" " + " ".join(str(byte) for byte in content) + "\n", None)


def _hexdump(arguments: list[str], given: str, read: Read) -> Decoding | None:
    text = contents(options_of(arguments, "ens").rest, given, read)
    return None if text is None else Decoding(as_bytes(text).hex() + "\n", None)


def _compressed(name: str) -> Callable[[list[str], str, Read], Decoding | None]:
    def tool(arguments: list[str], given: str, read: Read) -> Decoding | None:
        options = options_of(arguments, "S")
        text = contents(options.rest, given, read)
        if text is None or not (options.has("d", "decompress", "uncompress") or name in _ALWAYS_UNPACK):
            return None
        content = as_bytes(text)
        if name in ("gzip", "gunzip", "zcat", "pigz"):
            return Decoding(as_text(zlib.decompressobj(31).decompress(content, MAX_OUTPUT)), "gzip")
        if name in ("bzip2", "bunzip2", "bzcat"):
            return Decoding(as_text(bz2.BZ2Decompressor().decompress(content, MAX_OUTPUT)), "bzip2")
        return Decoding(as_text(lzma.LZMADecompressor().decompress(content, MAX_OUTPUT)), "lzma")

    return tool


_ALWAYS_UNPACK = frozenset({"gunzip", "zcat", "bunzip2", "bzcat", "unxz", "xzcat"})


def _openssl(arguments: list[str], given: str, read: Read) -> Decoding | None:
    is_base64 = arguments[:1] == ["base64"] or (arguments[:1] == ["enc"] and ("-base64" in arguments or "-a" in arguments))
    if not is_base64:
        return None
    options = options_of([word for word in arguments[1:] if word not in ("-base64", "-a", "-A", "-out")], "", frozenset())
    name = arguments[arguments.index("-in") + 1] if "-in" in arguments[:-1] else None
    text = given if name is None else read(name)
    if text is None:
        return None
    if options.has("d"):
        return Decoding(as_text(_unbase64(text)), "base64")
    return Decoding(base64.b64encode(as_bytes(text)).decode() + "\n", None)


def _uudecode(arguments: list[str], given: str, read: Read) -> Decoding | None:
    text = contents(options_of(arguments, "o").rest, given, read)
    if text is None:
        return None
    lines = [line for line in lines_of(text) if line and not line.startswith(("begin", "end", "`"))]
    return Decoding(as_text(b"".join(binascii.a2b_uu(line) for line in lines)), "uuencode")


_ENCODERS: dict[str, Callable[[list[str], str, Read], Decoding | None]] = {
    "base64": _base64, "gbase64": _base64, "basenc": _basenc,
    "base32": _base32, "xxd": _xxd, "od": _od, "hexdump": _hexdump, "openssl": _openssl,
    "uudecode": _uudecode,
    **{name: _compressed(name) for name in
       ("gzip", "gunzip", "zcat", "pigz", "bzip2", "bunzip2", "bzcat", "xz", "unxz", "xzcat", "lzma")},
}  # fmt: skip
