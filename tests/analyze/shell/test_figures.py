"""Numbers of .NET that 64 bits do not hold, fractions, and decimals."""

import pytest

from scanner.analyze.shell.powershell.figures import asked, figured, is_beyond


@pytest.mark.parametrize(("sign", "left", "right", "expected"), [
    ("/", str(3 << 90), str(1 << 90), "3"),
    ("/", str(-(3 << 90) - 1), str(1 << 90), "-3"),
    ("%", str(-(1 << 70) - 5), "4", "-1"),
    ("&", str(5 << 80), str(1 << 80), str(1 << 80)),
    ("*", "0.7", "10", "7"),
    ("+", "0.5", "0.25", "0.75"),
    ("/", str(1 << 70), "0", None),
    ("/", "0.5", "0", None),
    ("^", "0.5", "2", None),
])  # fmt: skip
def test_what_two_numbers_come_to(sign: str, left: str, right: str, expected: str | None) -> None:
    assert figured(sign, left, right) == expected


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [("1", "2", False), ("0.5", "2", True), (str(1 << 64), "2", True), ("a", "2", False), ("9" * 5000, "2", False)],
)
def test_numbers_of_the_shell_are_left_to_it(left: str, right: str, expected: bool) -> None:
    assert is_beyond(left, right) is expected


@pytest.mark.parametrize(("text", "name", "expected"), [("4", "iseven", "True"), ("5", "iseven", "False"), ("4", "length", None), ("a", "iseven", None)])
def test_a_number_is_asked_what_it_is(text: str, name: str, expected: str | None) -> None:
    found = asked(text, name)
    assert (found.plain if found is not None else None) == expected
