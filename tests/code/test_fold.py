from pathlib import Path

import pytest

from scanner.code.fold import OffsetMap, Piece, Segment, folded, joined, packed
from scanner.code.text import source_text


@pytest.mark.parametrize("codec", ["utf-8", "latin-1", "utf-16-le"])
def test_a_folded_text_maps_back_to_the_bytes_of_the_original(codec: str) -> None:
    text = "é = d('QUJD'); f(d('REVG'), é);"
    content = text.encode(codec)
    source = source_text(content, encoding=codec)
    pieces = [Piece(text.index("d('QUJD')"), text.index("d('QUJD')") + 9, '"ABC"'), Piece(text.index("d('REVG')"), text.index("d('REVG')") + 9, '"DEF"')]
    made = folded(source, b"", pieces)
    plain = made.content.decode(codec)
    assert plain == 'é = "ABC"; f("DEF", é);'
    offsets = OffsetMap(made.segments)
    start = len(plain[:plain.index('"DEF"')].encode(codec))
    offset, length = offsets.original(start, len('"DEF"'.encode(codec)))
    assert content[offset:offset + length].decode(codec) == "d('REVG')"
    start = len(plain[:plain.index("f(")].encode(codec))
    offset, length = offsets.original(start, len(plain[plain.index("f("):].encode(codec)))
    assert content[offset:offset + length].decode(codec) == "f(d('REVG'), é);"
    assert offsets.original(0, 1) == (0, 1)


def test_the_byte_order_mark_stays() -> None:
    source = source_text(b"\xef\xbb\xbfa(1)b")
    made = folded(source, b"\xef\xbb\xbf", [Piece(1, 4, "x")])
    assert (made.content, made.segments) == (b"\xef\xbb\xbfaxb", (Segment(4, 1, 4, 3),))


def test_single_texts_are_joined_by_lines() -> None:
    made = joined(source_text(b"d('a')d('b')"), [Piece(0, 6, "one"), Piece(6, 12, "zwö")])
    assert (made.content.decode(), made.segments) == ("one\nzwö\n", (Segment(0, 4, 0, 6), Segment(4, 5, 6, 6)))


def test_the_table_is_written_and_read(tmp_path: Path) -> None:
    segments = (Segment(0, 4, 0, 6), Segment(4, 5, 6, 6))
    (tmp_path / "table").write_bytes(packed(segments))
    assert OffsetMap.read(tmp_path / "table").original(5, 1) == (6, 6)


@pytest.mark.parametrize("content", [b"x", packed((Segment(0, 9, 0, 1), Segment(4, 1, 6, 6)))])
def test_a_table_that_is_none_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "table").write_bytes(content)
    with pytest.raises(ValueError, match="segments"):
        OffsetMap.read(tmp_path / "table")
