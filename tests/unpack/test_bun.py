"""Bun standalone executables: every layout, and what lies about itself."""

import os

import pytest

from scanner.model.artifact import ArtifactKind as Kind
from tests.unpack.conftest import Unpack
from tests.unpack.making import ELF, MACHO, PE, SCRIPT, Module, bun_payload, zstd_of

_ENTRY = Module(name="/$bunfs/root/cli.js", content=SCRIPT)


@pytest.mark.parametrize("host", [ELF, PE, MACHO], ids=["elf", "pe", "mach-o"])
@pytest.mark.parametrize("behind", [b"", bytes(4096), b"\x01" * 60], ids=["tail", "section", "signature"])
@pytest.mark.parametrize(("offsets_bytes", "record_bytes"), [(24, 28), (24, 36), (32, 36), (32, 52), (32, 60)])
def test_every_layout_is_opened(unpacked: Unpack, host: bytes, behind: bytes, offsets_bytes: int, record_bytes: int) -> None:
    modules = (Module(name="/$bunfs/root/other.js", content=b"export const other = 1;"), _ENTRY)
    payload = bun_payload(modules, record_bytes=record_bytes, offsets_bytes=offsets_bytes, entry=1)
    found = unpacked(host + b"runtime" + payload + behind, "tool")
    assert [(artifact.kind, artifact.subject, artifact.is_entry) for artifact in found.artifacts] == [
        (Kind.BUN, "tool", False),
        (Kind.JAVASCRIPT, "tool!//$bunfs/root/other.js", False),
        (Kind.JAVASCRIPT, "tool!//$bunfs/root/cli.js", True),
    ]
    assert not any(entry.is_gap for entry in found.coverage)


def test_wide_modules_keep_their_bytes_and_state_their_codec(unpacked: Unpack) -> None:
    wide = SCRIPT.decode().encode("utf-16-le")
    found = unpacked(ELF + bun_payload((Module(name="/$bunfs/root/cli.js", content=wide, encoding=2),)), "tool")
    script = found.artifacts[-1]
    assert (script.kind, script.encoding, script.content.read_bytes()) == (Kind.JAVASCRIPT, "utf-16-le", wide)


def test_compressed_assets_are_opened(unpacked: Unpack) -> None:
    assets = (_ENTRY, Module(name="/$bunfs/root/a.txt.zst", content=zstd_of(SCRIPT), encoding=0, loader=5))
    assert unpacked(ELF + bun_payload(assets), "tool").artifacts[-1].content.read_bytes() == SCRIPT


def test_bytecode_is_an_artifact_of_its_own_beside_its_module(unpacked: Unpack) -> None:
    found = unpacked(ELF + bun_payload((Module(name="/$bunfs/root/cli.js", content=SCRIPT, bytecode=b"\x01code"),)), "tool")
    code = found.artifacts[-1]
    assert (code.subject, code.kind, code.content.read_bytes()) == ("tool!//$bunfs/root/cli.js#bytecode", Kind.JS_BYTECODE, b"\x01code")


def test_bytecode_that_overlaps_is_one_shared_artifact(unpacked: Unpack) -> None:
    modules = tuple(Module(name=f"/$bunfs/root/{number}.js", content=SCRIPT, bytecode=b"code" * 10) for number in range(3))
    payload = bytearray(bun_payload(modules))
    table = payload.rindex(b"\n---- Bun!") - 32 - 3 * 52
    for number in range(3):
        payload[table + number * 52 + 28:table + number * 52 + 32] = (1 << 31).to_bytes(4, "little")
    found = unpacked(ELF + bytes(payload), "tool")
    assert [artifact.subject for artifact in found.artifacts if artifact.kind is Kind.JS_BYTECODE] == ["tool!/(3 modules)#bytecode"]


@pytest.mark.parametrize("decoy", [
    b"\n---- Bun! ----\n",
    bytes(64) + b"\n---- Bun! ----\n",
    b"\xff" * 64 + b"\n---- Bun! ----\n",
], ids=["bare", "zeros", "lying"])
def test_a_decoy_trailer_hides_nothing(unpacked: Unpack, decoy: bytes) -> None:
    found = unpacked(ELF + bun_payload((_ENTRY,)) + decoy, "tool")
    assert found.artifacts[1].content.read_bytes() == SCRIPT


def test_two_valid_payloads_are_both_opened_and_reported(unpacked: Unpack) -> None:
    second = bun_payload((Module(name="/$bunfs/root/harmless.js", content=b"export const harmless = 1;"),))
    found = unpacked(ELF + bun_payload((_ENTRY,)) + second, "tool")
    assert {artifact.name for artifact in found.artifacts} == {"tool", "cli.js", "harmless.js"}
    assert any("2 valid module tables" in str(entry.reason) for entry in found.coverage)


def test_a_length_beyond_the_payload_is_a_gap_and_no_reading_outside(unpacked: Unpack) -> None:
    payload = bytearray(bun_payload((_ENTRY,)))
    table = payload.rindex(b"\n---- Bun!") - 32 - 52
    payload[table + 12:table + 16] = (0xFFFFFFFF).to_bytes(4, "little")
    found = unpacked(ELF + bytes(payload) + b"outside" * 100, "tool")
    assert ("tool!//$bunfs/root/cli.js", "its content lies outside the payload") in [(gap.subject, gap.reason) for gap in found.coverage]
    assert b"outside" not in found.artifacts[1].content.read_bytes()


def test_bytes_that_no_pointer_names_are_kept(unpacked: Unpack) -> None:
    payload = bun_payload((_ENTRY,))
    hidden = os.urandom(70_000)
    grown = hidden + payload
    at = grown.rindex(b"\n---- Bun!") - 32
    table = at - 52
    content = bytearray(grown)
    for place in (table, table + 8):
        content[place:place + 4] = (int.from_bytes(content[place:place + 4], "little") + len(hidden)).to_bytes(4, "little")
    content[at:at + 8] = (int.from_bytes(content[at:at + 8], "little") + len(hidden)).to_bytes(8, "little")
    content[at + 8:at + 12] = (int.from_bytes(content[at + 8:at + 12], "little") + len(hidden)).to_bytes(4, "little")
    found = unpacked(ELF + bytes(content), "tool")
    assert found.artifacts[-1].content.read_bytes() == hidden
    assert any("entropy" in str(entry.reason) for entry in found.coverage)


def test_a_file_that_only_speaks_of_the_trailer_is_no_bun_executable(unpacked: Unpack) -> None:
    found = unpacked(ELF + bytes(100) + b"\n---- Bun! ----\n" + bytes(100), "tool")
    assert found.artifacts[0].kind is Kind.ELF
