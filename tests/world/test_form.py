"""What two texts that say the same differ in."""

import pytest

from scanner.world.form import carrier_between, skeleton, suspicious_code_points


@pytest.mark.parametrize(
    ("left", "right", "carrier"),
    [
        ("Today's date", "Today\u2019s date", "unicode_homoglyph"),
        ("Today's date", "Today\u02bcs date", "unicode_homoglyph"),
        ("a b", "a\u200b b", "zero_width"),
        ("a b", "a  b", "whitespace"),
        ("a b", "a\u00a0b", "whitespace"),
        ("one - two", "one \u2013 two", "dash_choice"),
        ("2026-11-22", "2026/11/22", "separator_choice"),
        ("a, b", "a; b", "separator_choice"),
        ("JSON", "json", "case"),
        ('say "x"', "say 'x'", "quote_choice"),
        ("pаypal", "paypal", "unicode_homoglyph"),
        ("0.7", "0.70001", "digits"),
        ("4096", "4097", "digits"),
        ("read write edit", "edit read write", "word_order"),
        ("Be brief.", "Be brief!", "punctuation"),
    ],
)
def test_a_difference_in_form_has_its_carrier(left: str, right: str, carrier: str) -> None:
    assert carrier_between(left, right) == carrier
    assert carrier_between(right, left) == carrier


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("small", "large"),
        ("0.2", "0.9"),
        ("Asia/Tokyo", "Europe/Paris"),
        ("", "text"),
        ("same", "same"),
        ("100", "200"),
        ("yes", "no"),
    ],
)
def test_texts_that_say_different_things_have_none(left: str, right: str) -> None:
    assert carrier_between(left, right) is None


def test_code_points_name_only_what_a_reader_cannot_tell_apart() -> None:
    assert suspicious_code_points(("it's", "it\u2019s", "it\u02bcs a-b")) == ("U+02BC", "U+2019")
    assert suspicious_code_points(("ab", "cd")) == ()
    assert suspicious_code_points(()) == ()


def test_a_skeleton_is_what_is_seen() -> None:
    assert skeleton("\uff34oday\u2019s \u200bDATE") == "today'sdate"
