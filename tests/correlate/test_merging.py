"""One behaviour is one finding, of the most specific kind; its parts are its evidence."""

from scanner.correlate.listing import distinct_lists
from scanner.model.finding import FindingKind
from scanner.model.observation import ListDecoded, PersonaValue
from tests.correlate.observed import difference, flow, place, step
from tests.correlate.test_kinds import findings

SENT = {"way_out": "model_request", "leaf": "result[call0#0]"}


def test_two_signals_that_choose_the_form_of_one_text_are_one_finding() -> None:
    zone = difference(**SENT)
    gateway = difference(**SENT, signals=("gateway_host",), carrier="unicode_homoglyph", bits=2, identity="e" * 16)
    (finding,) = findings(zone, gateway)
    assert finding.kind is FindingKind.COVERT_CHANNEL
    assert finding.attribute("signals") == ("gateway_host", "timezone")
    assert finding.attribute("carriers") == ("unicode_homoglyph", "separator_choice")
    assert finding.attribute("bits") == 3


def test_the_result_of_a_function_on_the_way_is_part_of_what_it_leads_to() -> None:
    whole = difference(**SENT, steps=(step(505, "return"),))
    classified = difference(**{**SENT, "form": "gate", "carrier": "field"}, place=place(500, 20), identity="e" * 16)
    assert [finding.kind for finding in findings(whole, classified)] == [FindingKind.COVERT_CHANNEL]


def test_a_gate_that_was_seen_to_leave_by_itself_is_a_finding_of_its_own() -> None:
    whole = difference(way_out="model_request", leaf="request[0].body.text", steps=(step(505, "return"),))
    gate = difference(way_out="model_request", leaf="request[0].body.model", form="gate", carrier=None, place=place(500, 20), identity="e" * 16)
    assert {finding.kind for finding in findings(whole, gate)} == {FindingKind.COVERT_CHANNEL, FindingKind.COVERT_GATE}


def test_a_result_that_static_edges_lead_on_is_joined_and_not_seen() -> None:
    assert findings(difference(**SENT))[0].attribute("way_out_proof") == "joined"
    assert findings(difference(way_out="body", leaf="request[0].body.x"))[0].attribute("way_out_proof") == "seen"


def test_a_result_that_goes_nowhere_says_nothing_where_the_whole_program_was_seen_to_end_at_the_terminal() -> None:
    shown = difference(way_out="terminal", leaf="print[0]", form="localisation", carrier=None)
    result = difference(way_out=None, leaf="result[call0#0]", form="open", compared_with="hard_coded_list", place=place(900, 9), identity="e" * 16)
    assert [finding.kind for finding in findings(shown, result)] == [FindingKind.REGION_LOCALISATION]
    assert [finding.kind for finding in findings(result)] == [FindingKind.REGION_PROBE]


def test_a_comparison_that_was_seen_to_end_at_the_terminal_is_no_finding_of_its_own() -> None:
    """A list of zones for a note to the user was also reported as read for a purpose that nobody knows."""
    listed = {"compared_with": "encoded_list", "list_size": 4, "list_summary": "4 time zones"}
    claim = flow(**listed, place=place(900, 9))
    shown = difference(**listed, way_out="terminal", leaf="print[0]", form="localisation", carrier=None)
    assert [finding.kind for finding in findings(claim, shown)] == [FindingKind.REGION_LOCALISATION]
    other = difference(**{**listed, "list_size": 9}, way_out="terminal", leaf="print[0]", form="localisation", carrier=None)
    assert {finding.kind for finding in findings(claim, other)} == {FindingKind.REGION_LOCALISATION, FindingKind.REGION_PROBE}


CLAIM = {"selects": "form", "alternatives": ("'", "\u2019"), "carrier": "unicode_homoglyph", "sink": "model_request"}
OPEN = {"way_out": "model_request", "leaf": "request[0].body.zone", "form": "open", "carrier": None}


def test_a_claim_of_a_hidden_form_stands_beside_a_value_that_leaves_openly_from_the_same_code() -> None:
    """An open field, seen to leave, took up the claim that the same file also chooses an apostrophe."""
    shown = difference(**OPEN, values=(PersonaValue(persona="control", value="Asia/Singapore"), PersonaValue(persona="zone:X", value="X")))
    kinds = {finding.kind: finding.grade for finding in findings(flow(**CLAIM), shown)}
    assert kinds == {FindingKind.COVERT_CHANNEL: "B", FindingKind.REGION_REQUEST: kinds[FindingKind.REGION_REQUEST]}


def test_a_claim_of_a_form_is_part_of_the_open_difference_that_shows_its_texts() -> None:
    texts = (PersonaValue(persona="control", value="user's zone"), PersonaValue(persona="zone:X", value="user\u2019s zone: X"))
    assert [finding.kind for finding in findings(flow(**CLAIM), difference(**OPEN, values=texts))] == [FindingKind.REGION_REQUEST]


def test_a_claim_of_a_form_that_was_refuted_accuses_nobody_beside_an_open_value() -> None:
    shown = difference(**OPEN, values=(PersonaValue(persona="control", value="Asia/Singapore"), PersonaValue(persona="zone:X", value="X")))
    assert FindingKind.COVERT_CHANNEL not in {finding.kind for finding in findings(flow(**CLAIM), shown, refuted=frozenset({"f" * 16}))}


def decoded(*entries: str, **fields: object) -> ListDecoded:
    return ListDecoded(**{"place": place(), "layers": ("base64",), "entries": entries, "domain_count": len(entries), "keyword_count": 0,
                          "zone_count": 0, "summary": "names", **fields})  # type: ignore[arg-type]


def test_a_list_that_the_tools_own_decoder_confirms_is_one_list_with_the_better_proof() -> None:
    ours, theirs = decoded("a.io", "b.io"), decoded("b.io", "a.io", method="emulated", layers=("custom",))
    (kept,) = distinct_lists((ours, theirs))
    assert (kept.layers, kept.method) == (("base64",), "emulated")


def test_a_list_that_only_the_tools_own_decoder_gives_is_kept() -> None:
    ours, theirs = decoded("a.io", "b.io"), decoded("c.io", "d.io", "e.io", method="emulated")
    assert distinct_lists((ours, theirs)) == (ours, theirs)


def test_texts_that_a_program_puts_together_are_no_list() -> None:
    """A usage message with one file name in it was taken for a hidden list."""
    assert distinct_lists((decoded("usage.json", method="emulated"),)) == ()
