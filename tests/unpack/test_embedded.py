"""Programs and archives that hide in texts."""

import base64
import gzip
import os
from pathlib import Path

import pytest

from scanner.model.artifact import ArtifactKind as Kind
from scanner.unpack.embedded import hides_content
from scanner.unpack.source import Source
from tests.unpack.conftest import Unpack
from tests.unpack.making import ELF, SCRIPT, tgz_of

_PROGRAM = ELF + bytes(400)
_ARCHIVE = tgz_of({"inner.js": SCRIPT * 3})


def _script(literal: str) -> bytes:
    return b"const before = require('fs');\nconst payload = " + literal.encode() + b";\nmodule.exports = payload;\n"


def _cut(text: str, length: int, seam: str) -> str:
    return seam.join(text[at:at + length] for at in range(0, len(text), length))


_TEXT = base64.b64encode(_PROGRAM).decode()


@pytest.mark.parametrize("literal", [
    f'"{_TEXT}"',
    f"`{_TEXT}`",
    f'"data:application/octet-stream;base64,{_TEXT}"',
    f'"{_cut(_TEXT, 76, chr(92) + "n")}"',
    f'"{_cut(_TEXT, 60, chr(34) + " + " + chr(34))}"',
    f'["{_cut(_TEXT, 60, chr(34) + ", " + chr(34))}"].join("")',
    f'"{_PROGRAM.hex()}"',
    f'"{_PROGRAM.hex().upper()}"',
    f'"{base64.urlsafe_b64encode(_PROGRAM).decode().rstrip("=")}"',
], ids=["quoted", "template", "data url", "lines", "joined", "array", "hex", "HEX", "url-safe"])
def test_a_program_as_a_literal_is_an_artifact(unpacked: Unpack, literal: str) -> None:
    content = _script(literal)
    found = unpacked(content, "cli.js")
    (script, program) = found.artifacts
    assert (script.kind, program.kind, program.content.read_bytes()) == (Kind.JAVASCRIPT, Kind.ELF, _PROGRAM)
    offset = int(str(program.origin).rsplit(" ", 1)[-1])
    assert content[offset:offset + 6].lower() in (_TEXT[:6].lower().encode(), _PROGRAM.hex()[:6].encode())


def test_an_archive_as_a_literal_is_opened(unpacked: Unpack) -> None:
    assert unpacked(_script(f"'{base64.b64encode(_ARCHIVE).decode()}'"), "cli").artifacts[-1].name == "inner.js"


def test_wide_text_is_searched_too(unpacked: Unpack) -> None:
    found = unpacked(_script(f'"{_TEXT}"').decode().encode("utf-16-le"), "cli")
    assert (found.artifacts[-1].content.read_bytes(), found.artifacts[-1].origin) == (_PROGRAM, "base64 literal at 94")


@pytest.mark.parametrize("literal", [
    '"f0VMRg=="',
    '"identifierH4sIAAAA' + "A" * 400 + '"',
    '"' + base64.b64encode(b"plain words " * 60).decode() + '"',
    '"' + "7f454c46" + '"',
], ids=["short", "middle of a word", "words", "short hex"])
def test_other_literals_are_left_alone(unpacked: Unpack, literal: str) -> None:
    assert len(unpacked(_script(literal), "cli.js").artifacts) == 1


def test_an_archive_behind_a_script_is_opened(unpacked: Unpack) -> None:
    found = unpacked(b"#!/bin/sh\ntail -n +3 \"$0\" | tar xz\nexit 0\n" + _ARCHIVE, "install")
    assert [artifact.kind for artifact in found.artifacts] == [Kind.SHELL, Kind.GZIP, Kind.TAR, Kind.JAVASCRIPT]


def test_unknown_bytes_behind_a_script_are_a_gap(unpacked: Unpack) -> None:
    padding = b"# " + b"x" * 70_000 + b"\n"
    found = unpacked(b"#!/bin/sh\nrun\nexit 0\n" + padding + b"\x00\x01" + os.urandom(40_000), "install")
    assert any("not recognised" in str(entry.reason) for entry in found.coverage)


def test_a_bundle_without_any_is_not_taken_for_a_carrier(tmp_path: Path) -> None:
    path = tmp_path / "bundle.js"
    path.write_bytes(b"var a=require('x');function b(c){return c.map(function(d){return d.H4+UEs})}\n" * 20_000)
    with Source(path, name="bundle.js") as source:
        assert not hides_content(source)


def test_gzip_in_a_literal_that_is_cut_off_is_a_gap(unpacked: Unpack) -> None:
    found = unpacked(_script(f'"{base64.b64encode(gzip.compress(os.urandom(4000))[:3000]).decode()}"'), "cli.js")
    assert any("ends early" in str(entry.reason) for entry in found.coverage)


def test_the_name_of_the_encoding_that_a_decoder_is_given_is_no_piece_of_the_literal(unpacked: Unpack) -> None:
    """Four bytes decoded from the word base64 made whole WebAssembly modules look damaged."""
    module = b"\0asm\x01\0\0\0" + b"\0\xb0\x01\x04name" + bytes(173)
    literal = base64.b64encode(module).decode()
    assert "=" not in literal
    assert unpacked(_script(f'Buffer.from("{literal}", "base64")'), "cli.js").artifacts[-1].content.read_bytes() == module


def test_code_after_a_comma_is_no_piece_of_the_literal(unpacked: Unpack) -> None:
    """Six bytes decoded from `"undefined" != typeof Buffer` made a package of a maker of telemetry inconclusive."""
    module = b"\0asm\x01\0\0\0" + b"\0\xb0\x01\x04name" + bytes(173)
    literal = base64.b64encode(module).decode()
    script = _script(f'(() => {{ return kept = "{literal}", "undefined" != typeof Buffer ? kept : 0; }})()')
    assert unpacked(script, "cli.js").artifacts[-1].content.read_bytes() == module
