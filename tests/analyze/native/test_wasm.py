"""WebAssembly modules as the analyzer describes them."""

from pathlib import Path

import pytest
import wasmtime

from scanner.analyze.native.wasm import _sections, describe_wasm
from scanner.attempt import Refusal
from scanner.model.artifact import ArtifactKind
from scanner.model.observation import EndpointSeen, NativeDescribed
from tests.analyze.native.subjects import subject_of

MODULE = """(module
  (import "wasi_snapshot_preview1" "sock_send" (func (param i32 i32 i32 i32 i32) (result i32)))
  (import "env" "memory" (memory 1 4))
  (import "env" "table" (table 1 funcref))
  (import "env" "base" (global i32))
  (import "env" "_tzset_js" (func (param i32)))
  (data (i32.const 0) "\\00https://collect.sample-vendor.io/in\\00"))"""


def test_imports_and_data_are_described(tmp_path: Path) -> None:
    path = tmp_path / "sample.wasm"
    path.write_bytes(bytes(wasmtime.wat2wasm(MODULE)))
    examined = describe_wasm(subject_of(path, ArtifactKind.WASM))
    facts, seen = examined.observations
    assert isinstance(facts, NativeDescribed)
    assert isinstance(seen, EndpointSeen)
    assert (facts.import_count, facts.libraries) == (5, ("wasi_snapshot_preview1", "env"))
    assert facts.capability_imports == ("network:wasi_snapshot_preview1.sock_send", "timezone:env._tzset_js")
    assert (seen.host, examined.gaps) == ("collect.sample-vendor.io", ())


def test_a_module_without_imports_has_no_capability(tmp_path: Path) -> None:
    path = tmp_path / "sample.wasm"
    path.write_bytes(bytes(wasmtime.wat2wasm("(module (func (result i32) i32.const 7))")))
    (facts,) = describe_wasm(subject_of(path, ArtifactKind.WASM)).observations
    assert isinstance(facts, NativeDescribed)
    assert facts.capabilities == ()


def test_a_cut_inside_of_a_section_is_a_gap(tmp_path: Path) -> None:
    whole = bytes(wasmtime.wat2wasm(MODULE))
    ends = {section.end for section in _sections(whole)}
    path = tmp_path / "sample.wasm"
    for length in set(range(8, len(whole))) - ends:
        path.write_bytes(whole[:length])
        assert describe_wasm(subject_of(path, ArtifactKind.WASM)).gaps, f"cut to {length} bytes"


def test_what_is_no_module_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "sample.wasm"
    path.write_bytes(b"\0as")
    with pytest.raises(Refusal):
        describe_wasm(subject_of(path, ArtifactKind.WASM))
