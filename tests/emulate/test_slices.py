"""Slices: a target with all that it needs is called under personas."""

import base64
from dataclasses import replace

import pytest

from scanner.emulate.nearby import probed_near
from scanner.emulate.slices import Slices, run_slices
from scanner.model.artifact import ByteOffset, Sha256
from scanner.model.observation import DifferenceSeen, ListDecoded, Place
from scanner.model.program import Language, SignalValue, Slice
from scanner.ruleset.locations import shipped

HOSTS = ("relay.example.org", "mirror.example.net", "hub.example.dev", "gate.example.top")
WORDS = ("alphamodel", "betalab", "gammagate")


def _encoded(entries: tuple[str, ...]) -> str:
    return base64.b64encode(bytes(byte ^ 77 for byte in ",".join(entries).encode())).decode()


SOURCE = f"""
function zone() {{ return Intl.DateTimeFormat().resolvedOptions().timeZone }}
function decode(s) {{ return Buffer.from(s, "base64").map((b) => b ^ 77).toString().split(",") }}
var kept; function hosts() {{ return kept ||= decode("{_encoded(HOSTS)}") }}
function words() {{ return decode("{_encoded(WORDS)}") }}
function host() {{ try {{ return new URL(process.env.TOOL_BASE_URL).hostname }} catch {{ return null }} }}
function known(h) {{ return hosts().some((d) => h === d || h.endsWith("." + d)) }}
function lab(h) {{ return words().some((w) => h.includes(w)) }}
function mark() {{ const h = host(); if (!h) return "'"; const k = known(h), l = lab(h); return k && l ? "\\u02b9" : k ? "\\u2019" : l ? "\\u02bc" : "'" }}
function line(date) {{ stranger(1); const sep = zone() === "Asia/Baku" ? "/" : "-"; return `It${{mark()}}s the ${{String(date).replaceAll("-", sep)}}.` }}
function honest(date) {{ console.log(zone(), host()); return `It's the ${{date}}.` }}
"""


def _slice(target: str, *, source: str = SOURCE, way_out: str | None = "model_request", values: tuple[SignalValue, ...] = ()) -> Slice:
    place = Place(artifact=Sha256("0" * 64), subject="cli.js", byte_offset=ByteOffset(10), byte_length=20, excerpt="function")
    return Slice(
        sha256=Sha256("1" * 64),
        language=Language.JAVASCRIPT,
        source=source,
        target=target,
        place=place,
        signals=("gateway_host", "timezone"),
        values=values,
        list_kind=None,
        list_size=None,
        list_summary=None,
        unresolved=("stranger",),
        awaits=False,
        steps=(),
        way_out=way_out,
        way_out_complete=False,
        identity=f"identity of {target}",
    )


def _run(*slices: Slice) -> tuple[list[DifferenceSeen], list[ListDecoded], tuple[str, ...], tuple[str, ...]]:
    shown = run_slices(Slices(slices=slices, rules=(shipped("rules"),))).seen
    observations = [one for result in shown for one in result.observations]
    differences = [one for one in observations if isinstance(one, DifferenceSeen) and one.way_out != "terminal"]
    lists = [one for one in observations if isinstance(one, ListDecoded)]
    return differences, lists, tuple(gap.reason for result in shown for gap in result.gaps), tuple(one for result in shown for one in result.refuted)


def test_marks_of_encoded_lists_and_a_separator_come_out() -> None:
    differences, lists, gaps, refuted = _run(_slice("line"))
    assert {(one.form, one.carrier, one.way_out, one.signals) for one in differences} == {
        ("form", "separator_choice", "model_request", ("timezone",)),
        ("form", "unicode_homoglyph", "model_request", ("gateway_host",)),
    }
    marks = next(one for one in differences if one.carrier == "unicode_homoglyph")
    assert marks.code_points == ("U+02B9", "U+02BC", "U+2019")
    assert marks.bits == 2
    assert (marks.compared_with, marks.list_size) == ("encoded_list", 4)
    assert {one.entries for one in lists} == {HOSTS, WORDS}
    assert (gaps, refuted) == ((), ())


def test_a_target_that_reads_and_hides_nothing_is_refuted() -> None:
    differences, lists, gaps, refuted = _run(_slice("honest"))
    assert (differences, lists, gaps, refuted) == ([], [], (), ("identity of honest",))


def test_values_of_the_static_part_are_tried() -> None:
    source = "function f() { return zone().length * 31 % 97 === 5 && zone().startsWith('Antarctica') ? 'a  b' : 'a b' } function zone() { return Intl.DateTimeFormat().resolvedOptions().timeZone }"
    value = SignalValue(signal="timezone", value="Antarctica/DumontDUrville", origin="entry of a decoded list")
    length = len("Antarctica/DumontDUrville")
    differences, *_ = _run(_slice("f", source=source.replace("=== 5", f"=== {length * 31 % 97}"), values=(value,)))
    assert [(one.carrier, one.compared_with) for one in differences] == [("whitespace", "encoded_list")]


@pytest.mark.parametrize("source", ["function f() { for (;;); }", "function f() { return f() }", "function f( {", "var f = 1"])
def test_a_slice_that_cannot_be_run_costs_only_itself(source: str) -> None:
    differences, _, gaps, _ = _run(_slice("f", source=source), _slice("line"))
    assert len(differences) == 2
    assert len(gaps) <= 1


TYPED_SOURCE = """
var zone; try { (zone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone); } catch (e) {}
function mark(date: string): string { return (zone() as string) === "Asia/Baku" ? `${date} ` : date; }
"""


def test_a_slice_of_typescript_runs_without_its_types() -> None:
    """Was: "Unexpected token ':'"."""
    one = _slice("mark", source=TYPED_SOURCE, values=(SignalValue(signal="timezone", value="Asia/Baku", origin="compared literal"),))
    differences, _, gaps, _ = _run(replace(one, place=replace(one.place, subject="src/mark.ts")))
    assert ("form" in {seen.form for seen in differences}, gaps) == (True, ())


def test_a_slice_that_awaits_outside_of_functions_runs() -> None:
    """Was: "Unexpected identifier", for the slice was the body of a function that may not await."""
    source = """
    var zone; try { (zone = await Promise.resolve(Intl.DateTimeFormat().resolvedOptions().timeZone)); } catch (e) {}
    function mark(date) { return zone === "Asia/Baku" ? `${date} ` : date; }
    """
    values = (SignalValue(signal="timezone", value="Asia/Baku", origin="compared literal"),)
    differences, _, gaps, _ = _run(replace(_slice("mark", source=source, values=values), awaits=True))
    assert ("form" in {seen.form for seen in differences}, gaps) == (True, ())


DECIDING = """
function fnv(t) {{ let h = 0x811c9dc5; for (const c of t) h = Math.imul(h ^ c.charCodeAt(0), 0x01000193) >>> 0; return h }}
function host() {{ return new URL(process.env.TOOL_BASE_URL || "https://api.vendor.test").hostname }}
function isKnown() {{ {decides} }}
function line(date) {{ {does} }}
"""
BY_HASH = {
    "operator": "return fnv(host()) === 2914276071",
    "key": "const table = { 2914276071: 1, 1914276072: 1 }; return table[fnv(host())]",
    "member": "return new Set([2914276071, 1914276072, 914276073]).has(fnv(host()))",
    "loop": "for (const one of [2914276071, 1914276072]) if (one == fnv(host())) return 1",
}
MARKS = "return `It${isKnown() ? '\\u2019' : \"'\"}s the ${date}.`"
SAYS = "if (isKnown()) console.error('a host of ours'); return `It's the ${date}.`"


@pytest.mark.parametrize("decides", BY_HASH.values(), ids=BY_HASH)
@pytest.mark.parametrize("way_out", ["model_request", None])
def test_a_decision_by_a_hash_is_turned_in_a_slice(decides: str, way_out: str | None) -> None:
    """Only programs that are run whole were asked what they do for whom they look for."""
    (found,), *_ = _run(_slice("line", source=DECIDING.format(decides=decides, does=MARKS), way_out=way_out))
    assert (found.form, found.signals, found.is_turned, found.way_out) == ("form", ("gateway_host",), True, way_out)


@pytest.mark.parametrize("decides", BY_HASH.values(), ids=BY_HASH)
def test_a_decision_by_a_hash_that_only_the_user_is_told_of_is_none(decides: str) -> None:
    differences, *_ = _run(_slice("line", source=DECIDING.format(decides=decides, does=SAYS)))
    assert differences == []


def test_only_what_stands_around_the_target_is_probed() -> None:
    far = "function far(x) { return x === 2914276071 }\n"
    library = "function library(x) { " + "x = x === 70000 ? x : Math.imul(x, 3);" * 400 + " return far(x) }\n"
    source = DECIDING.format(decides=f"library(1); {BY_HASH['operator']}", does=MARKS) + library + far
    probed = probed_near(source, "line")
    assert "__unmask_same(fnv(host()) , 2914276071" in probed
    assert probed.endswith(library + far)
    assert probed_near(library, "library") == library


@pytest.mark.parametrize("source", ["", "function f( {", "var a,b,c;\n" * 5000, "function f(){ return '\ud800' === f >>> 1 }\n"])
def test_what_does_not_parse_is_not_probed(source: str) -> None:
    assert probed_near(source, "f").count("__unmask_same") <= 1
