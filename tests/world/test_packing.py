"""Packed bodies: what they hold and what their packing says, and what is broken, cut off or too large."""

import gzip
import zlib

import brotli  # type: ignore[import-untyped]  # the package ships no types
import pytest

from scanner.world.packing import UNPACKED_BYTES, unpacked

TEXT = '{"model": "m", "text": "zwölf"}'
GZIP = gzip.compress(TEXT.encode(), mtime=0)


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (GZIP, ""),
        (zlib.compress(TEXT.encode()), "deflate"),
        (brotli.compress(TEXT.encode()), "br"),
        (zlib.compress(TEXT.encode())[2:-4], "deflate"),
    ],
    ids=["gzip", "zlib", "brotli", "raw deflate"],
)
def test_what_a_packed_body_holds_is_told(content: bytes, encoding: str) -> None:
    found = unpacked(content.decode("latin-1"), encoding)
    assert found is not None
    assert found.text == TEXT


def test_the_header_of_gzip_tells_each_of_its_fields() -> None:
    named = GZIP[:3] + bytes([8]) + GZIP[4:9] + b"\xff" + b"note\0" + GZIP[10:]
    headers = [unpacked(one.decode("latin-1"), "gzip") for one in (GZIP, named)]
    assert [one and one.header.split(" ", 3)[3] for one in headers] == [f"system={GZIP[9]} more=", f"system=255 more={b'note'.hex()}00"]


@pytest.mark.parametrize("content", [b"\x1f\x8b\x08", GZIP[:3] + bytes([224]) + GZIP[4:], GZIP[:10] + b"\xff" * 9], ids=str)
def test_a_broken_body_is_not_packed(content: bytes) -> None:
    assert unpacked(content.decode("latin-1"), "gzip") is None


def test_a_field_of_the_header_that_goes_on_beyond_the_end_is_no_error() -> None:
    found = unpacked((GZIP[:3] + bytes([4]) + GZIP[4:10] + b"\xff\xff").decode("latin-1"), "gzip")
    assert found is not None
    assert found.text == ""


def test_a_body_that_was_cut_off_gives_its_beginning() -> None:
    found = unpacked(GZIP[:-14].decode("latin-1"), "gzip")
    assert found is not None
    assert TEXT.startswith(found.text)


@pytest.mark.parametrize(("content", "encoding"), [(gzip.compress(b"a" * 9_000_000), ""), (brotli.compress(b"a" * 9_000_000), "br")])
def test_of_a_body_that_unpacks_to_too_much_only_the_beginning_is_told(content: bytes, encoding: str) -> None:
    found = unpacked(content.decode("latin-1"), encoding)
    assert found is not None
    assert len(found.text) == UNPACKED_BYTES


@pytest.mark.parametrize("encoding", ["", "gzip", "br", "deflate"])
def test_text_is_not_packed(encoding: str) -> None:
    assert unpacked("“hello”", encoding) is None
