"""A static claim loses its ground where the code took both ways and nothing of what left was different."""

from pathlib import Path

import pytest

from scanner.code.text import read_text
from scanner.emulate.program import WholeProgram, run_whole
from scanner.model.observation import FlowTraced, Step
from scanner.ruleset.locations import shipped
from tests.emulate.tools import SEND
from tests.emulate.trying import program_of

_ASIDE = 'if (zone() === "Asia/" + "Tehran") console.log("Good morning");'


def _refuted(folder: Path, text: str) -> tuple[str, ...]:
    text = SEND + text
    program = program_of(folder, {"main.js": text}, entry="main.js")
    at = text.index("zone() ===")
    place = read_text(program.modules[0]).place(program.modules[0], at, at + 8)
    flow = FlowTraced(
        place=place, signals=("timezone",), compared_with="literal", list_size=None, list_summary=None, selects="content",
        alternatives=(), carrier=None, sink="model_request", endpoint=None, is_complete=True, localisation_only=False,
        steps=(Step(role="compare", text="compared", place=place),), identity="claim",
    )  # fmt: skip
    return run_whole(WholeProgram(program=program, rules=(shipped("rules"),), flows=(flow,))).refuted


def test_a_choice_that_changes_nothing_of_what_leaves_is_refuted(tmp_path: Path) -> None:
    assert _refuted(tmp_path, f"{_ASIDE} turn(prompt);") == ("claim",)


@pytest.mark.parametrize("text", [
    'const more = zone() === "Asia/" + "Tehran" ? "Answer briefly. " : ""; turn(more + prompt);',
    f"function never() {{ {_ASIDE} }} turn(prompt); zone();",
    'const s = zone() === globalThis.unheard ? "a" : "b"; turn(prompt);',
])  # fmt: skip
def test_a_choice_that_shows_or_was_not_met_is_not_refuted(tmp_path: Path, text: str) -> None:
    assert _refuted(tmp_path, text) == ()
