"""Several changes at once show what one of them alone shows, and that is named as it is named there."""

import pytest

from scanner.ruleset.locations import shipped
from scanner.ruleset.signals import signals_of
from scanner.world.leaf import Leaf
from scanner.world.named import Form, LeafDifference
from scanner.world.persona import Change, Persona, persona
from scanner.world.several import without_explained

SIGNALS = signals_of((shipped("rules"),))
HOST, PLACE = ("gateway_host", "api.sample.dev"), ("locale", "hi-IN")
WORD = ("gateway_host", "sample.gateway.example.net")
HEADER = "request[0].headers.x-title"


def _who(*axes: tuple[str, str]) -> Persona:
    return persona(SIGNALS, tuple(Change(axis=axis, value=value, origin="panel") for axis, value in axes))


def _shown(form: Form, value: str = "tool", path: str = HEADER) -> tuple[LeafDifference, ...]:
    leaf = Leaf(path=path, value="", way_out="header", endpoint=None, is_structure=False)
    return (LeafDifference(leaf=leaf, control="(absent)", persona=value, form=form, carrier="field"),)


@pytest.mark.parametrize(
    ("alone", "together", "expected"),
    [
        ((_who(HOST), _shown("routing")), (_who(HOST, PLACE), _shown("gate")), "routing"),
        ((_who(HOST), _shown("gate")), (_who(HOST, PLACE), _shown("gate")), "gate"),
        ((_who(HOST), _shown("routing", "other")), (_who(HOST, PLACE), _shown("gate")), "gate"),
        ((_who(HOST), _shown("routing", path="request[1].headers.x-title")), (_who(HOST, PLACE), _shown("gate")), "gate"),
        ((_who(("gateway_host", "b.sample.dev")), _shown("routing")), (_who(HOST, PLACE), _shown("form")), "form"),
        ((_who(HOST), _shown("routing")), (_who(("gateway_host", "eu.api.sample.dev")), _shown("gate")), "routing"),
        ((_who(WORD), _shown("routing")), (_who(("gateway_host", "sample.api.else.com")), _shown("gate")), "routing"),
        ((_who(WORD), _shown("routing")), (_who(("gateway_host", "gateway.example.org")), _shown("gate")), "gate"),
        ((_who(HOST), _shown("routing")), (_who(("gateway_host", "rivalapi.sample.dev")), _shown("gate")), "gate"),
        ((_who(HOST, PLACE), _shown("routing")), (_who(HOST), _shown("gate")), "gate"),
    ],
)
def test_what_one_change_shows_is_no_more_with_another_beside_it(
    alone: tuple[Persona, tuple[LeafDifference, ...]], together: tuple[Persona, tuple[LeafDifference, ...]], expected: str
) -> None:
    """The header for one provider was routing with its host, and a covert gate with its host and any locale."""
    first, second = without_explained([alone, together], persona(SIGNALS))
    assert (first, second[0].form) == (alone[1], expected)
