"""Hostile guests are contained, ended within their limits, and reported."""

from pathlib import Path

import pytest
import wasmtime
from quickjs_rs import _engine, _wasmtime

from scanner.attempt import Crew
from scanner.emulate import program as whole
from scanner.emulate.engine import Guest
from scanner.emulate.run import run_program
from scanner.emulate.source import ROOT, SourceTree
from scanner.emulate.stage import emulate
from scanner.emulate.start import Start
from scanner.memory import Memory
from scanner.model.coverage import Capability
from scanner.model.limits import MIB, Limits
from scanner.ruleset.locations import shipped
from scanner.ruleset.signals import signals_of
from scanner.world.persona import persona
from scanner.world.recording import Recording, Request
from tests.emulate.tools import SEND
from tests.emulate.trying import emulated, program_of, seen


def _recorded(source: str, *, seconds: float = 1.0) -> Recording:
    signals = signals_of((shipped("rules"),))
    tree = SourceTree({f"{ROOT}/main.js": source})
    return run_program(
        tree, Start(path=f"{ROOT}/main.js", arguments=("hi",), calls_exports=True), persona(signals), signals, seconds=seconds
    )


def test_the_guest_is_webassembly() -> None:
    with Guest(lambda question: None, seconds=1.0) as guest:
        instance = guest._machine.context._engine_ctx._inst
        assert isinstance(instance.inst, wasmtime.Instance)
        assert isinstance(instance.mem, wasmtime.Memory)
    assert _engine._read_guest_wasm()[:4] == b"\0asm"
    assert not list(Path(_wasmtime.__file__).parent.glob("*.so"))


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("for (;;);", "time limit"),
        ("while (true) Promise.resolve().then(() => 1);", "limit"),
        ("/(a+)+$/.test('a'.repeat(40) + 'b');", "time limit"),
        ("const f = () => f(); f();", "stack limit"),
        ("(function f() { try { f(); } catch (e) { f(); } })();", "limit"),
        ("JSON.parse('['.repeat(1e6));", "stack limit"),
        ("let o = new Proxy({}, { get() { return o.x; } }); o.x;", "limit"),
    ],
)
@pytest.mark.timeout(120)
def test_code_that_does_not_end_is_ended_and_named(source: str, reason: str) -> None:
    recording = _recorded(source)
    assert recording.stopped is not None
    assert reason in recording.stopped


@pytest.mark.parametrize(
    "source", ["'x'.repeat(2 ** 30);", "new ArrayBuffer(1e10);", "new Array(1e9).fill(1);", "'x'.padEnd(2 ** 29) + 'y';"]
)
def test_huge_values_end_in_an_error_of_the_guest(source: str) -> None:
    recording = _recorded(source, seconds=5.0)
    assert recording.errors or recording.stopped


TAMPERED = """
Object.prototype.toJSON = () => "nothing";
JSON.stringify = () => "{}"; Array.prototype.push = function () { return 0; }; Array.prototype.map = () => []; Array.isArray = () => false;
String.prototype.charCodeAt = () => 65; String.prototype.slice = () => ""; Reflect.ownKeys = () => []; Map.prototype.get = () => undefined;
Promise.prototype.then = function () { return this; }; globalThis.__unmask_ask = () => null; globalThis.__unmask_hooks = () => null;
fetch("https://api.example.com/v1/messages", { method: "POST", headers: { "x-a": "1" }, body: '{"model":"m","secret":"kept"}' });
"""


def test_a_guest_that_replaces_built_ins_does_not_blind_the_recorder() -> None:
    recording = _recorded(TAMPERED)
    sent = [event for event in recording.events if isinstance(event, Request)]
    assert [one.body for one in sent] == ['{"model":"m","secret":"kept"}']
    assert any("replaced" in gap for gap in recording.gaps)


def test_the_host_is_out_of_the_guests_reach() -> None:
    recording = _recorded(
        "console.log(typeof __unmask_ask, typeof __unmask_hooks, Object.keys(globalThis).filter((k) => k.includes('unmask')).join());"
    )
    assert [event.text for event in recording.events] == ["undefined undefined \n"]


def test_what_was_sent_before_an_endless_loop_is_kept() -> None:
    recording = _recorded("fetch('https://api.example.com/v1/messages', { method: 'POST', body: 'x' }); for (;;);")
    assert [event.body for event in recording.events if isinstance(event, Request)] == ["x"]
    assert recording.stopped == "it was stopped at its time limit"


def test_a_program_that_is_ended_is_partial_coverage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(whole, "RUN_SECONDS", 0.3)
    result = emulated(tmp_path, {"main.js": "for (;;);"})
    assert [gap.reason for gap in result.gaps] == ["main.js was run and it was stopped at its time limit"]


def test_the_stage_runs_in_children_with_their_limits(tmp_path: Path) -> None:
    source = SEND + """const far = zone() === "Asia/Baku"; turn(`Be${far ? "\\u2009" : " "}brief`);"""
    program = program_of(tmp_path, {"main.js": source}, entry="main.js")
    with Crew(jobs=1, limits=Limits(), scratch=tmp_path) as crew:
        result = emulate(
            (program,), (), crew=crew, rules=(shipped("rules"),), ruleset_digest="", blobs=tmp_path, memory=Memory(folder=None),
            on_step=lambda *_: None,
        )  # fmt: skip
    assert [entry.status.value for entry in result.coverage] == ["done"]
    assert [(one.form, one.carrier, one.way_out) for one in result.observations if one.kind == "difference"] == [
        ("form", "whitespace", "model_request")
    ]


def test_a_program_that_brings_its_worker_down_hides_what_it_does(tmp_path: Path) -> None:
    program = program_of(tmp_path, {"main.js": SEND}, entry="main.js")
    with Crew(jobs=1, limits=Limits(worker_bytes=8 * MIB), scratch=tmp_path) as crew:
        result = emulate(
            (program,), (), crew=crew, rules=(shipped("rules"),), ruleset_digest="", blobs=tmp_path, memory=Memory(folder=None),
            on_step=lambda *_: None,
        )  # fmt: skip
    assert [(entry.status.value, entry.capabilities) for entry in result.coverage] == [("failed", {Capability.CODE_FLOW})]


def test_two_runs_give_equal_observations(tmp_path: Path) -> None:
    source = SEND + """const far = zone() === "Asia/Baku"; turn(`${Math.random()} ${Date.now()} ${far ? "a-b" : "a_b"}`);"""
    first, second = emulated(tmp_path, {"main.js": source}), emulated(tmp_path, {"main.js": source})
    assert first == second
    assert seen(first)
