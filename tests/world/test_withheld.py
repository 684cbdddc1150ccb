"""Names that are taken out of a text before it leaves; beside them, texts that say more by it."""

import pytest

from scanner.ruleset.locations import shipped
from scanner.ruleset.signals import signals_of
from scanner.world.persona import Change, persona
from scanner.world.withheld import is_withheld

SIGNALS = signals_of((shipped("rules"),))
TEXT = "the model of Model\nsays model-1"


@pytest.mark.parametrize(("after", "expected"), [
    ("the <self> of <self>\nsays <self>-1", True),
    ("the  of \nsays -1", True),
    ("the <self> of <self>\nsays <self>-1.", False),  # and something besides
    ("the <self> of [self]\nsays <self>-1", False),  # the sign itself says something
    ("the \u200b of \u200b\nsays \u200b-1", False),
    ("the Model of Model\nsays Model-1", False),
    (TEXT, False),
    ("something else", False),
])  # fmt: skip
def test_a_name_is_taken_out(after: str, expected: bool) -> None:
    """A gateway that scrubs the machine's name from its log was a covert channel, as one of the names that it was tried with is a word."""
    assert is_withheld(TEXT, after, persona(SIGNALS, (Change(axis="host_name", value="model", origin="compared literal"),))) is expected


def test_a_text_without_the_name_is_no_matter() -> None:
    assert not is_withheld("a b", "a c", persona(SIGNALS, (Change(axis="host_name", value="model", origin="compared literal"),)))
