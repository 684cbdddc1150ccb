"""Tools that make text of text."""

import pytest

from scanner.analyze.shell.texttools import fold


@pytest.mark.parametrize(
    ("arguments", "printed"),
    [
        (["-w", "6"], "one tw\no thre\ne\n"),
        (["-s", "-w", "6"], "one \ntwo \nthree\n"),
        (["-s", "-w", "3"], "one\n \ntwo\n \nthr\nee\n"),
        (["-s"], "one two three\n"),
    ],
)
def test_lines_are_folded_at_letters_or_behind_blanks(arguments: list[str], printed: str) -> None:
    """As GNU fold of coreutils 9.4 does."""
    assert fold(arguments, "one two three\n", lambda _: None) == printed
