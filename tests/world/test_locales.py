"""What the made-up world knows of locales."""

import pytest

from scanner.ruleset.locations import shipped
from scanner.ruleset.signals import signals_of
from scanner.world.cldr import formats_of, names_of
from scanner.world.dictionary import Dictionary
from scanner.world.letters import order_of, weights_of
from scanner.world.wording import wording


def test_every_locale_that_is_tried_can_be_asked_for_its_formats() -> None:
    """`as-IN` has digits of its own without a decimal point, and the program that asked ended there: a false alarm."""
    locale = next(signal for signal in signals_of((shipped("rules"),)) if signal.id == "locale")
    unknown = [tag for tag in Dictionary().values(locale) if formats_of(tag) is None]
    assert unknown == ["az-TR"]


@pytest.mark.parametrize(
    ("locale", "ordered"), [("zh-CN", "阿波中"), ("zh-TW", "中波阿"), ("ja-JP", "阿中波"), ("en-US", "中波阿"), ("tag-that-is-none", "中波阿")]
)
def test_han_letters_stand_as_each_language_has_them(locale: str, ordered: str) -> None:
    places = weights_of({"locale": locale, "text": ordered})
    assert places == sorted(places)


def test_letters_of_their_own_stand_behind_the_one_they_follow() -> None:
    assert order_of("sv-SE")["letters"] == {"å": ["z", 1], "ä": ["z", 2], "ö": ["z", 3]}
    assert order_of("en-US") == {"scripts": [], "letters": {}}


@pytest.mark.parametrize(
    "asked",
    [
        {"locale": "no such locale", "kind": "name"},
        {"locale": "zh-CN", "kind": "no such kind"},
        {"locale": "zh-CN", "kind": "unit", "value": 1, "unit": "no such unit", "style": "long"},
        {"locale": "zh-CN", "kind": "distance", "value": "x", "unit": "x", "style": "long", "numeric": "auto"},
        {"locale": "zh-CN", "kind": "compact", "value": [], "style": "short"},
        {"locale": "zh-CN", "kind": "list"},
    ],
)
def test_a_word_that_is_not_known_is_none(asked: dict[str, object]) -> None:
    assert wording(asked) is None


def test_a_region_that_stands_in_the_place_of_a_language_is_no_error() -> None:
    """A script that compared a locale with `RU` ended the analysis: files of locales are found by names in small letters."""
    assert names_of("RU") == names_of("ru")
    assert names_of("ru_RU") == names_of("ru-RU")
