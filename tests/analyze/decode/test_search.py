import base64
import bz2
import codecs
import gzip
import json
import lzma
import zlib
from collections.abc import Callable

import brotli
import pytest
import zstandard

from scanner.analyze.decode.search import Keys, peel

HOSTS = (
    "northwind-labs.com,fabrikam.net,contoso.org,adatum.io,api.tailspin.ai,woodgrove.cn,litware.dev,proseware.com,gw.alpine-ski.de,"
    "blueyonder.fr,coho-winery.co.uk,datum.jp,graphic-design.top,humongous.cloud,lucerne.xyz,margies.travel,trey.ru,wingtip.kr"
)
WORDS = "northwind,fabrikam,contoso,adatum,tailspin,woodgrove,litware"
ZONES = "Asia/Tokyo,Europe/Paris"
KEY = b"pQ7z-rT2"


def b64(content: bytes) -> str:
    return base64.b64encode(content).decode()


def xor(content: bytes, key: bytes) -> bytes:
    return bytes(byte ^ key[index % len(key)] for index, byte in enumerate(content))


def nested(text: str, times: int) -> str:
    for _ in range(times):
        text = b64(text.encode())
    return text


ENCODINGS: list[tuple[str, Callable[[str], str], tuple[str, ...]]] = [
    ("base64", lambda text: b64(text.encode()), ("base64",)),
    ("url base64", lambda text: base64.urlsafe_b64encode(text.encode()).decode().rstrip("="), ("base64",)),
    ("hex", lambda text: text.encode().hex(), ("hex",)),
    ("percent", lambda text: "".join(f"%{byte:02x}" for byte in text.encode()), ("percent",)),
    ("escapes", lambda text: "".join(f"\\x{byte:02x}" for byte in text.encode()), ("escapes",)),
    ("codes", lambda text: ",".join(str(ord(char)) for char in text), ("char_codes",)),
    ("hexadecimal codes", lambda text: "[" + ", ".join(hex(ord(char)) for char in text) + "]", ("char_codes",)),
    ("base64 over xor", lambda text: b64(xor(text.encode(), b"\x37")), ("base64", "xor")),
    ("base64 over xor with a high key", lambda text: b64(xor(text.encode(), b"\xc9")), ("base64", "xor")),
    ("hex over xor", lambda text: xor(text.encode(), b"\x05").hex(), ("hex", "xor")),
    ("codes over xor", lambda text: ",".join(str(byte) for byte in xor(text.encode(), b"\x55")), ("char_codes", "xor")),
    ("base64 over a shift", lambda text: b64(bytes((byte + 100) & 255 for byte in text.encode())), ("base64", "shift")),
    ("codes of a shift", lambda text: ",".join(str(ord(char) + 5) for char in text), ("char_codes", "shift")),
    ("zlib", lambda text: b64(zlib.compress(text.encode())), ("base64", "zlib")),
    ("gzip", lambda text: b64(gzip.compress(text.encode(), mtime=0)), ("base64", "gzip")),
    ("raw deflate", lambda text: b64(zlib.compress(text.encode(), wbits=-15)), ("base64", "deflate")),
    ("brotli", lambda text: b64(brotli.compress(text.encode())), ("base64", "brotli")),
    ("xz", lambda text: b64(lzma.compress(text.encode())), ("base64", "lzma")),
    ("lzma", lambda text: b64(lzma.compress(text.encode(), format=lzma.FORMAT_ALONE)), ("base64", "lzma")),
    ("zstd", lambda text: b64(zstandard.compress(text.encode())), ("base64", "zstd")),
    ("bzip2", lambda text: b64(bz2.compress(text.encode())), ("base64", "bzip2")),
    ("xor over zlib", lambda text: b64(xor(zlib.compress(text.encode()), b"\x21")), ("base64", "xor", "zlib")),
    ("base64 over xor over base64", lambda text: b64(xor(b64(text.encode()).encode(), b"\x5c")), ("base64", "xor", "base64")),
    ("base64 five times", lambda text: nested(text, 5), ("base64",) * 5),
    ("json in base64", lambda text: b64(json.dumps(text.split(",")).encode()), ("base64",)),
    ("lines in base64", lambda text: b64(text.replace(",", "\n").encode()), ("base64",)),
    ("NUL in base64", lambda text: b64(text.replace(",", "\0").encode()), ("base64",)),
]
STRONG_ENCODINGS: list[tuple[str, Callable[[str], str], tuple[str, ...]]] = [
    ("rot13", lambda text: codecs.encode(text, "rot13"), ("rot",)),
    ("reverse", lambda text: text[::-1], ("reverse",)),
    ("reversed base64", lambda text: b64(text.encode() + b"," * (-len(text) % 3 + 1))[::-1], ("reverse", "base64")),
    ("xor over the literal itself", lambda text: xor(text.encode(), b"\x43").decode("latin-1"), ("xor",)),
    ("shift of the literal itself", lambda text: "".join(chr(ord(char) + 3) for char in text), ("shift",)),
    ("xor with the index", lambda text: b64(bytes(byte ^ index & 255 for index, byte in enumerate(text.encode()))), ("base64", "counter")),
    ("xor with a counter", lambda text: b64(bytes(byte ^ (index + 90) & 255 for index, byte in enumerate(text.encode()))), ("base64", "counter")),
    ("index and key added", lambda text: b64(bytes((byte + index + 7) & 255 for index, byte in enumerate(text.encode()))),
     ("base64", "counter", "shift")),
    ("index and key in xor", lambda text: b64(bytes(byte ^ 77 ^ index & 255 for index, byte in enumerate(text.encode()))),
     ("base64", "counter", "xor")),
    ("xor with a repeating key", lambda text: b64(xor(text.encode(), b"k3y")), ("base64", "xor")),
    ("xor with repeating bytes", lambda text: b64(xor(text.encode(), b"\xf0\x03\x9d\x11")), ("base64", "xor")),
]


@pytest.mark.parametrize(("encode", "layers"), [entry[1:] for entry in ENCODINGS], ids=[entry[0] for entry in ENCODINGS])
@pytest.mark.parametrize("plain", [HOSTS, WORDS])
def test_each_encoding_of_a_list_is_taken_off(plain: str, encode: Callable[[str], str], layers: tuple[str, ...]) -> None:
    found = peel(encode(plain))
    assert found is not None
    assert found.names is not None
    assert (found.layers, found.names.entries) == (layers, tuple(plain.split(",")))


@pytest.mark.parametrize(("encode", "layers"), [entry[1:] for entry in STRONG_ENCODINGS], ids=[entry[0] for entry in STRONG_ENCODINGS])
def test_guessed_encodings_are_believed_of_hosts(encode: Callable[[str], str], layers: tuple[str, ...]) -> None:
    found = peel(encode(HOSTS))
    assert found is not None
    assert found.names is not None
    assert (found.layers, [entry for entry in found.names.entries if entry]) == (layers, HOSTS.split(","))


@pytest.mark.parametrize("plain", [WORDS, ZONES])
def test_a_key_that_lies_in_the_code_opens_a_short_list(plain: str) -> None:
    encoded = b64(xor(plain.encode(), KEY))
    found = peel(encoded, Keys(words=(b"other", KEY)))
    assert found is not None
    assert found.names is not None
    assert (found.names.entries, found.key) == (tuple(plain.split(",")), KEY)


def test_an_alphabet_of_the_program_is_used() -> None:
    alphabet = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+/"
    table = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", alphabet)
    found = peel(b64(HOSTS.encode()).translate(table), Keys(alphabets=(alphabet,)))
    assert found is not None
    assert (found.layers, found.content.decode()) == (("custom",), HOSTS)


BENIGN = {
    "plain list of hosts": HOSTS,
    "plain words": WORDS,
    "prose": "The quick brown fox jumps over the lazy dog, and then it rests.",
    "prose in base64": b64(b"The quick brown fox jumps over the lazy dog, and then it rests."),
    "source map": b64(b'{"version":3,"sources":["../src/a.ts","../src/b.ts"],"names":["alpha","beta","gamma","delta"],"mappings":"AAAA,CAAC"}'),
    "csv of mime types": b64(b"application/json,json\ntext/html,html\nimage/png,png\nfont/woff2,woff2\n"),
    "wasm": b64(b"\0asm\x01\0\0\0" + bytes(range(256)) * 40),
    "png": b64(b"\x89PNG\r\n\x1a\n" + bytes(range(255, -1, -1)) * 40),
    "translations": b64(json.dumps({"hello": "Hallo", "bye": "Tschüs", "menu": {"file": "Datei", "edit": "Bearbeiten"}}).encode()),
    "all zones": b64("\n".join(f"{area}/City{number}" for area in ("Africa", "America", "Asia", "Europe", "Pacific") for number in range(80)).encode()),
    "all suffixes": b64("\n".join(["com", "net", "org", "co.uk", "ac.uk", "com.cn", "net.cn", "co.jp", "com.br", "com.au"] * 40).encode()),
    "digest": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "uuid": "123e4567-e89b-12d3-a456-426614174000",
    "certificate": b64(bytes((index * 7919 + 13) % 251 for index in range(900))),
    "identifier": "experimentalDecoratorsWithMetadata2",
    "version list": "1.2.3,1.2.4,2.0.0,2.1.0",
    "file names": "main.js,worker.js,index.html,style.css",
    "empty": "",
    "one character": "=",
    "only padding": "=" * 64,
    "lone surrogates": "\ud800" * 40,
    "zip bomb": b64(zlib.compress(b"\0" * 60_000_000, 9)),
}


@pytest.mark.parametrize("text", BENIGN.values(), ids=BENIGN.keys())
def test_what_is_no_hidden_list_gives_none(text: str) -> None:
    found = peel(text, Keys(words=(b"key", b"secret", b"useStrict", KEY)))
    assert found is None or found.names is None


@pytest.mark.parametrize("text", [b64(zlib.compress(HOSTS.encode())[:-9]), b64(zlib.compress(HOSTS.encode()))[:41], "Zm9v" * 5 + "="])
def test_truncated_encodings_are_no_error(text: str) -> None:
    found = peel(text)
    assert found is None or found.names is None
