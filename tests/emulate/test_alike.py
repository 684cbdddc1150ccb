"""A slice of the next version is run again only where something changed in what ran of it, whatever a minifier called it."""

from pathlib import Path

import pytest

from scanner.analyze.javascript.program import follow
from scanner.attempt import Crew
from scanner.emulate.showing import Emulated
from scanner.emulate.slice_runs import SliceRuns
from scanner.memory import Memory
from scanner.model.artifact import ArtifactKind
from scanner.model.limits import Limits
from scanner.model.program import Language, Slice
from scanner.ruleset.locations import shipped
from tests.analyze.python.programs import program_of

FIRST = """
var L = ["Asia/Baku", "Asia/Omsk", "Asia/Perm"], V = "1.0.0";
function z() { return Intl.DateTimeFormat().resolvedOptions().timeZone; }
function h(e) { return typeof btoa === "function" && e.length > 99 ? u(e) : e; }
function u(e) { return e + V; }
function k(e) { var t = L.includes(z()); return `Be${t ? "\\u2009" : " "}brief: ${h(e)}`; }
async function q(e) { await fetch("https://api.example.com/v1/messages", {method: "POST", body: JSON.stringify({messages: [{role: "user", content: k(e)}]})}); }
exports.q = q;
"""
RENAMED = """
function Za(r) { return r + Xb; }
var Qc = ["Asia/Baku", "Asia/Omsk", "Asia/Perm"], Xb = "1.0.0";
function Rd() { return Intl.DateTimeFormat().resolvedOptions().timeZone; }
function Me(o) { return typeof btoa === "function" && o.length > 99 ? Za(o) : o; }
function Tf(i) { var s = Qc.includes(Rd()); return `Be${s ? "\\u2009" : " "}brief: ${Me(i)}`; }
async function Pg(i) { await fetch("https://api.example.com/v1/messages", {method: "POST", body: JSON.stringify({messages: [{role: "user", content: Tf(i)}]})}); }
exports.q = Pg;
"""


def _slice(folder: Path, text: str, target: str) -> Slice:
    folder.mkdir()
    followed = follow(program_of(folder, {"main.js": text}, kind=ArtifactKind.JAVASCRIPT, language=Language.JAVASCRIPT))
    (found,) = [one for one in followed.slices if one.target == target]
    return found


def _seen(one: Slice, folder: Path) -> tuple[Emulated, bool]:
    """What it shows, and whether it was run for that."""
    steps: list[str] = []
    (folder / "scratch").mkdir(exist_ok=True)
    with Crew(jobs=1, limits=Limits(), scratch=folder / "scratch") as crew:
        runs = SliceRuns(crew=crew, rules=(shipped("rules"),), ruleset_digest="1", engines=folder / "engines", memory=Memory(folder=folder / "kept"))
        ((_, shown),) = runs.seen([one], lambda *step: steps.append(step[1]))
    assert shown is not None
    return shown, bool(steps)


def test_what_a_minifier_named_anew_is_taken_over_with_the_places_of_the_new_version(tmp_path: Path) -> None:
    old, new = _slice(tmp_path / "old", FIRST, "k"), _slice(tmp_path / "new", RENAMED, "Tf")
    first, was_run = _seen(old, tmp_path)
    assert was_run
    again, was_run = _seen(new, tmp_path)
    assert not was_run
    by_itself, _ = _seen(new, tmp_path / "new")
    assert again.observations == by_itself.observations != first.observations
    (difference,) = [each for each in again.observations if each.kind == "difference"]
    assert (difference.form, difference.place, difference.slice_sha256) == ("form", new.place, new.sha256)


@pytest.mark.parametrize(
    ("old", "new", "is_run"),
    [
        pytest.param("return e + V;", "return V + e;", False, id="a function that nobody called"),
        pytest.param('V = "1.0.0"', 'V = "1.0.1"', False, id="a value that only such a function reads"),
        pytest.param("e.length > 99", "e.length > 98", True, id="a function that was called"),
        pytest.param('"Asia/Perm"', '"Asia/Dili"', True, id="a value that it reads"),
        pytest.param("typeof btoa", "typeof atob", True, id="a name of the world"),
        pytest.param("? u(e) : e", "? e : u(e)", True, id="another way through it"),
        pytest.param('"\\u2009"', '"\\u200a"', True, id="the target itself"),
        pytest.param("function h(e)", "function h(e = z())", True, id="a default that is computed before a body begins"),
    ],
)
def test_it_is_run_again_where_something_changed_in_what_ran(tmp_path: Path, old: str, new: str, is_run: bool) -> None:
    assert FIRST.count(old) == 1 or old == "typeof btoa"
    before, after = _slice(tmp_path / "old", FIRST, "k"), _slice(tmp_path / "new", FIRST.replace(old, new), "k")
    _seen(before, tmp_path)
    assert _seen(after, tmp_path)[1] is is_run


def test_a_slice_that_was_stopped_is_no_example(tmp_path: Path) -> None:
    endless = FIRST.replace("var t =", "if (e === 7) for (;;); for (let i = 0; i > -1; i++); var t =")
    _seen(_slice(tmp_path / "old", endless, "k"), tmp_path)
    assert _seen(_slice(tmp_path / "new", endless.replace("return e + V;", "return V + e;"), "k"), tmp_path)[1]
