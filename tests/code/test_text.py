from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.code.text import shortened, source_text
from scanner.model.artifact import Artifact, ArtifactKind, Sha256
from scanner.model.observation import Place

TEXTS = ["", "plain ascii\nsecond line", "Größe 大小 😀 end", "\u02bc" * 5000 + "x", "a" * 4095 + "é" + "b" * 9000]


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("codec", ["utf-8", "utf-16-le", "utf-16-be"])
def test_every_character_is_found_at_its_bytes_and_back(text: str, codec: str) -> None:
    content = text.encode(codec)
    source = source_text(content, encoding=codec)
    assert source.text == text
    for char in range(0, len(text), 997):
        offset = source.byte_offset(char)
        assert content[offset:].decode(codec) == text[char:]
        assert source.char_offset(offset) == char
    assert source.byte_offset(len(text)) == len(content)


@pytest.mark.parametrize(("content", "codec", "text", "offset"), [
    (b"\xef\xbb\xbfab", "utf-8", "ab", 3),
    (b"\xff\xfea\0b\0", "utf-16-le", "ab", 2),
    (b"\xfe\xff\0a\0b", "utf-16-be", "ab", 2),
    (b"v\0a\0r\0 \0x\0;\0", "utf-16-le", "var x;", 0),
    (b"", "utf-8", "", 0),
])
def test_a_byte_order_mark_or_the_look_decides_the_codec(content: bytes, codec: str, text: str, offset: int) -> None:
    source = source_text(content)
    assert (source.codec, source.text, source.byte_offset(0)) == (codec, text, offset)


def test_the_stated_encoding_of_a_container_is_used() -> None:
    source = source_text("naïve".encode("latin-1"), encoding="latin-1")
    assert (source.text, source.byte_offset(5)) == ("naïve", 5)


@given(st.binary(max_size=300), st.sampled_from(["utf-8", "latin-1", "utf-16-le", None]))
def test_hostile_bytes_keep_their_offsets(content: bytes, encoding: str | None) -> None:
    source = source_text(content, encoding=encoding)
    whole = source.text.encode(source.codec, source.errors)
    assert content[source.mark_bytes:source.mark_bytes + len(whole)] == whole
    assert len(content) - source.mark_bytes - len(whole) in (0, 1)
    for char in range(len(source.text) + 1):
        assert source.byte_offset(char) == source.mark_bytes + len(source.text[:char].encode(source.codec, source.errors))


def test_a_byte_within_a_character_belongs_to_it() -> None:
    source = source_text("a€b".encode())
    assert [source.char_offset(byte) for byte in range(6)] == [0, 1, 1, 1, 2, 3]


def test_a_place_points_at_the_bytes_and_says_the_line(tmp_path: Path) -> None:
    artifact = Artifact(sha256=Sha256("0" * 64), kind=ArtifactKind.TEXT, trail=("a.txt",), size_bytes=9, content=tmp_path / "a.txt")
    source = source_text("ü\nxyz".encode())
    assert source.place(artifact, 2, 4, decoded="D", note="n") == Place(
        artifact=artifact.sha256, subject="a.txt", byte_offset=3, byte_length=2, excerpt="xy", decoded="D", line=2, note="n")


def test_long_excerpts_are_shortened_and_can_be_stored() -> None:
    source = source_text(b"a" * 5000 + b"\xff" + b"b" * 5000)
    excerpt = source.excerpt(0, 10001)
    assert (len(excerpt) <= 400, excerpt[:3], excerpt[-3:], "…" in excerpt) == (True, "aaa", "bbb", True)
    assert shortened("x\udcff").encode() == "x\ufffd".encode()
