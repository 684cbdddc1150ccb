"""Tables of data that differ by a value and hide nothing; beside each what does."""

import pytest

from scanner.ruleset.locations import shipped
from scanner.ruleset.signals import signals_of
from scanner.world.leaf import Leaf
from scanner.world.named import ABSENT, Form, LeafDifference
from scanner.world.persona import Change, Persona, persona
from scanner.world.tables import without_quirks, without_tables, without_told, without_waits

SIGNALS = signals_of((shipped("rules"),))


def _differs(path: str, control: str, value: str, form: Form = "gate", carrier: str | None = "field") -> LeafDifference:
    leaf = Leaf(path=f"request[0].{path}", value=control, way_out="model_request", endpoint="gateway.example.net")
    return LeafDifference(leaf=leaf, control=control, persona=value, form=form, carrier=carrier)


def _at(host: str, origin: str = "entry of a list") -> Persona:
    return persona(SIGNALS, (Change(axis="gateway_host", value=host, origin=origin),))


BLOCKS = _differs("body.system", "be brief", ABSENT, form="routing", carrier=None)
STRICT = _differs("body.tools[0].strict", "true", ABSENT)


@pytest.mark.parametrize(("host", "origin", "other", "seen", "expected"), [
    ("b.org", "entry of a list", BLOCKS, STRICT, "routing"),
    ("b.org", "entry of a list", STRICT, STRICT, "gate"),  # no request is put together in another way
    ("b.org", "entry of a decoded list", BLOCKS, STRICT, "gate"),
    ("gateway.example.cn", "compared literal", BLOCKS, STRICT, "gate"),  # a country, no provider
    ("b.org", "entry of a list", BLOCKS, _differs("body.effort", "high", "low"), "gate"),
])  # fmt: skip
def test_fields_of_a_provider_beside_one_of_another_dialect(
    host: str, origin: str, other: LeafDifference, seen: LeafDifference, expected: str
) -> None:
    """A table of providers, of which one takes blocks and another no strict schemas, was a covert gate."""
    found = [(_at("a.org"), (other,)), (_at(host, origin), (seen,))]
    assert without_quirks(found)[1][0].form == expected


@pytest.mark.parametrize(("host", "origin", "seen", "expected"), [
    ("api.b.org", "entry of a list", STRICT, "routing"),
    ("api.b.org", "entry of a decoded list", STRICT, "gate"),
    ("reseller.org", "entry of a list", STRICT, "gate"),
    ("api.b.org", "entry of a list", _differs("body.note", ABSENT, "1"), "gate"),  # it says more, not less
    ("api.b.org", "entry of a list", _differs("body.effort", "high", "low"), "gate"),
])  # fmt: skip
def test_a_field_that_is_left_out_for_a_known_service(host: str, origin: str, seen: LeafDifference, expected: str) -> None:
    """A table of the fields that each service rejects was a covert gate where none of them was asked in another way besides."""
    assert without_quirks([(_at(host, origin), (seen,))], frozenset({"api.b.org"}))[0][0].form == expected


@pytest.mark.parametrize(("host", "origin", "waits", "expected"), [
    ("127.0.0.1", "panel", ("600",), "routing"),
    ("slow.org", "compared literal", ("600",), "routing"),
    ("slow.org", "compared literal", ("61",), "gate"),
    ("slow.org", "compared literal", ("600", "300"), "gate"),  # another server shows another wait
    ("slow.org", "entry of a list", ("600",), "gate"),
    ("gateway.example.cn", "compared literal", ("600",), "gate"),
])  # fmt: skip
def test_a_client_that_waits_longer_for_a_server_of_the_users(host: str, origin: str, waits: tuple[str, ...], expected: str) -> None:
    path = "headers.x-stainless-read-timeout"
    others = [(_at("other.org"), (_differs(path, "60", wait, carrier="header"),)) for wait in waits[1:]]
    found = [(_at(host, origin), (_differs(path, "60", waits[0], carrier="header"),)), *others]
    assert without_waits(found, persona(SIGNALS))[0][0].form == expected


@pytest.mark.parametrize(("states", "voices", "expected"), [
    (True, ("klaus", "marie", "nanami", "dmitri"), "open"),
    (False, ("klaus", "marie", "nanami", "dmitri"), "gate"),
    (True, ("klaus", "klaus", "klaus", "klaus"), "gate"),
    (True, ("a", "b", "c", "c"), "gate"),  # two languages share what is given
])  # fmt: skip
def test_what_a_table_gives_for_a_value_that_is_stated(states: bool, voices: tuple[str, ...], expected: str) -> None:
    """A voice for each language that the request states was a covert gate."""
    found = []
    for locale, voice in zip(("de-DE", "fr-FR", "ja-JP", "ru-RU"), voices, strict=True):
        who = persona(SIGNALS, (Change(axis="locale", value=locale, origin="panel"),))
        stated = (_differs("body.language", "en-US", locale, form="open", carrier=None),) if states else ()
        found.append((who, (*stated, _differs("body.voice", "alloy", voice))))
    assert {one[-1].form for one in without_told(found)} == {expected}


@pytest.mark.parametrize(("host", "origin", "model", "expected"), [
    ("router.example.org", "compared literal", "openai/model-1", "gate"),
    ("openrouter.ai", "compared literal", "openai/model-1", "routing"),
    ("openrouter.ai", "entry of a list", "openai/model-1", "routing"),
    ("openrouter.ai", "entry of a decoded list", "openai/model-1", "gate"),
    ("openrouter.ai", "compared literal", "openai/model-1-mini", "gate"),
    ("openrouter.ai", "compared literal", "model-1 ", "gate"),
    ("openrouter.ai", "compared literal", "mini-model-1", "gate"),
])  # fmt: skip
def test_a_model_as_a_provider_writes_it(host: str, origin: str, model: str, expected: str) -> None:
    """A gateway that asks a router of many vendors for `openai/model-1` was a covert gate, its answer, which repeats that, a probe."""
    seen = _differs("body.model", "model-1", model, carrier="model")
    answer = _differs("body.answer", '{"model": "model-1"}', f'{{"model": "{model}"}}', form="unknown", carrier=None)
    other = _differs("body.answer", '{"model": "model-1"}', f'{{"model": "{model}", "x": 1}}', form="unknown", carrier=None)
    found = without_tables([(_at(host, origin), (seen, answer, other))])[0]
    assert [one.form for one in found] == [expected, "routing" if expected == "routing" else "unknown", "unknown"]
