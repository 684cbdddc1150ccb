"""In huge programs only the code that reads a signal stays parsed; what is found is the same."""

from pathlib import Path

import pytest

from scanner.analyze.javascript import reads
from scanner.analyze.javascript.reads import reads_of
from scanner.code.javascript.meaning import Meaning
from scanner.code.javascript.program import Code
from scanner.code.javascript.pure import Pure
from scanner.code.javascript.source import read_source
from scanner.model.artifact import ArtifactKind
from scanner.model.program import Language
from scanner.ruleset.locations import shipped
from tests.analyze.python.programs import program_of

_TEXT = "".join(f"function f{n}(o) {{ return o.timeZone || o.language; }}\n" for n in range(40)) + (
    "function zone() { const p = Intl.DateTimeFormat; return p().resolvedOptions().timeZone; }\n"
    "const lang = () => navigator.language;\nexport { zone, lang };\n"
)


def _found(folder: Path) -> tuple[list[tuple[str, int]], int]:
    program = program_of(folder, {"main.js": _TEXT}, kind=ArtifactKind.JAVASCRIPT, language=Language.JAVASCRIPT).program
    code = Code(tuple(read_source(module) for module in program.modules))
    meaning = Meaning(code)
    Pure(meaning)
    found, _ = reads_of(meaning, (shipped("rules"),))
    return [(one.signal, one.node.start) for one in found], sum(1 for _ in code.parsed)


def test_a_huge_program_is_read_as_any_other_and_keeps_less(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected, all_kept = _found(tmp_path)
    monkeypatch.setattr(reads, "KEPT_BYTES", 0)
    found, kept = _found(tmp_path)
    assert ("timezone", _TEXT.index("p().resolved")) in found
    assert found == expected
    assert kept < all_kept
