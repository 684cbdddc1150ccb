"""In a bundle only the units that may hold a reader are looked at: those that do must be among them, however they are written."""

from pathlib import Path

import pytest

from scanner.analyze.javascript.readers import SMALL_BYTES
from scanner.analyze.javascript.reads import reads_of
from scanner.code.javascript.meaning import Meaning
from scanner.code.javascript.program import Code
from scanner.code.javascript.source import read_source
from scanner.model.artifact import ArtifactKind
from scanner.model.program import Language
from scanner.ruleset.locations import shipped
from tests.analyze.python.programs import program_of

_PADDING = "".join(f"function pad{n}(value) {{ return value + {n}; }}\n" for n in range(SMALL_BYTES // 40))


def _signals(folder: Path, text: str) -> list[tuple[str, str]]:
    program = program_of(folder, {"main.js": text + _PADDING}, kind=ArtifactKind.JAVASCRIPT, language=Language.JAVASCRIPT).program
    code = Code(tuple(read_source(module) for module in program.modules))
    found, _ = reads_of(Meaning(code), (shipped("rules"),))
    return [(one.signal, one.node.text) for one in found]


def test_a_reader_is_found_by_the_name_that_its_import_gave_it(tmp_path: Path) -> None:
    text = 'import {hostname as Q7} from "node:os";\nfunction machine() { return {name: Q7()}; }\nexport {machine};\n'
    assert ("host_name", "Q7()") in _signals(tmp_path, text)


@pytest.mark.parametrize(
    "call",
    [
        'execSync("which claude")',
        "execSync(`which ${tool}`)",
        'spawnSync("which", [tool])',
        'execSync("cd / && which " + tool)',
        'execFileSync("/bin/sh", ["-c", "command -v " + tool])',
    ],
)
def test_a_command_is_found_however_its_line_is_written(tmp_path: Path, call: str) -> None:
    text = f'import {{execSync, spawnSync, execFileSync}} from "node:child_process";\nfunction find(tool) {{ return {call}; }}\n'
    assert ("installed_software", call) in _signals(tmp_path, text)


def test_prose_with_the_word_is_no_command(tmp_path: Path) -> None:
    text = 'function help() { return fetch("/help?q=tools, of which there are many"); }\n'
    assert _signals(tmp_path, text) == []


_WORDS = ",".join(f'"word {number} hostname timeZone TZ"' for number in range(70_000))


@pytest.mark.parametrize(("statement", "is_skipped"), [
    (f"var words = [{_WORDS}, `\n\"`, `it's {{}}`];\n", False),
    (f"var words = [{_WORDS}, `${{os.hostname()}}`];\n", True),
    (f"var words = [{_WORDS}, os.hostname()];\n", True),
    (f'var words = [{_WORDS}, process.env["TZ"]];\n', True),
])
def test_a_table_too_large_to_be_read_is_a_gap_only_where_code_stands_in_it(tmp_path: Path, statement: str, is_skipped: bool) -> None:
    """The vocabulary of a tokeniser made the verdict on an agent inconclusive."""
    program = program_of(tmp_path, {"main.js": statement}, kind=ArtifactKind.JAVASCRIPT, language=Language.JAVASCRIPT).program
    code = Code(tuple(read_source(module) for module in program.modules))
    _, skipped = reads_of(Meaning(code), (shipped("rules"),))
    assert bool(skipped) is is_skipped
