"""Probes leave what a module computes as it is."""

import re

import pytest
import tree_sitter

from scanner.emulate import instrument
from scanner.emulate.instrument import LANGUAGE, Edits, probed


def _with_probes(text: str, focus: tuple[int, ...] | None = None) -> str:
    edits = Edits()
    tree = tree_sitter.Parser(LANGUAGE).parse(text.encode())
    probed(tree, edits, first=0, keeps_context=True, focus=focus)
    return re.sub(r",\d+\)", ")", edits.applied(text.encode()).decode())  # without the numbers of decisions


@pytest.mark.parametrize(("text", "expected"), [
    ("const f = x => x === y;", "const f = x => (__unmask_ran[0]=1, __unmask_same(x , y));"),
    ("const f = x => table[x] === y;", "const f = x => (__unmask_ran[0]=1, __unmask_same(table[__unmask_key(table,x)] , y));"),
    ("async () => await g();", "async () => (__unmask_ran[0]=1, __unmask_back(__unmask_context(),await g()));"),
])  # fmt: skip
def test_probes_that_begin_or_end_together_nest_as_the_nodes_do(text: str, expected: str) -> None:
    assert _with_probes(text).replace("  ", " ") == expected.replace("  ", " ")


def test_with_a_focus_only_what_lies_around_it_is_probed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(instrument, "AROUND_BYTES", 40)
    monkeypatch.setattr(instrument, "BESIDE_BYTES", 0)
    text = "function a(x) { return x === one; } function b(x) { return x === two; }"
    found = _with_probes(text, focus=(text.index("two"),))
    assert found == "function a(x) { return x === one; } function b(x) {;__unmask_ran[0]=1; return  __unmask_same(x , two); }"


def test_the_calls_of_the_function_in_focus_are_probed_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(instrument, "AROUND_BYTES", 40)
    monkeypatch.setattr(instrument, "BESIDE_BYTES", 0)
    text = "function zone(x) { return read(); } function a(x) { return x === one; } function b() { return zone() === two; }"
    found = _with_probes(text, focus=(text.index("read"),))
    assert "__unmask_same(zone() , two)" in found
    assert "x === one" in found


def test_statements_beside_the_one_in_focus_are_probed_too_and_those_far_away_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(instrument, "AROUND_BYTES", 60)
    monkeypatch.setattr(instrument, "BESIDE_BYTES", 100)
    text = "const far = x => x === one;" + " " * 200 + "const is = x => x === two; const c = () => read(); class A { go() { return is(c()); } }"
    found = _with_probes(text, focus=(text.index("read"),))
    assert "__unmask_same(x , two)" in found
    assert "x === one" in found
    assert "x === two" in _with_probes(text, focus=(text.index("one"),))


@pytest.mark.parametrize(("text", "is_noted"), [
    ("x => h(x) === 0x811c9dc5", True),
    ("x => x === 200", False),  # a count, a byte
    ("x => bits[x >> 3] & (1 << (x & 7))", True),
    ("x => { if (!((words[x >>> 5] >>> (x & 31)) & 1)) return 0; }", True),
    ("x => { h = (table[x] ^ x) & 0xff; }", False),  # work on letters, no answer
    ("x => table[x & 255]", False),
    ("x => { switch (h(x)) { case 70001: return 1; case 3: return 2; } }", True),
])  # fmt: skip
def test_decisions_by_numbers_are_noted_and_the_work_that_makes_them_is_not(text: str, is_noted: bool) -> None:
    assert bool(re.search("__unmask_(same|bit|case)", _with_probes(text))) is is_noted
