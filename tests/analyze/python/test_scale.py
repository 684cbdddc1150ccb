"""Large programs are followed to the end: what has to do with no signal is not followed over and over."""

from pathlib import Path

import pytest

from scanner.analyze.python import program as analyzer
from scanner.analyze.python.nearness import selected
from tests.analyze.python.programs import flows_of, followed, program_of, signals_of

FEW = 20_000
"""Statements and expressions that each of these programs may take."""


@pytest.fixture
def _with_little_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scanner.analyze.python.machine.BUDGET", FEW)


WAITING = """
def stream(queue):
    done = False
    while not done:
        for item in [queue.get()]:
            if item is None:
                done = True
                break
            print(item)
"""
PAGES = """
def pages(fetch):
    found = []
    cursor = None
    for number in range(1_000):
        page = fetch(cursor)
        found.append(page)
        if not page.more:
            return found
        cursor = page.more
"""
CALLS = "\n".join(
    ["import os", "def step0(a, b):", "    return open(a)"]
    + [
        f"def step{number}(a, b):\n    first = step{number - 1}([a, {number}], 'one')\n    second = step{number - 1}([a, first], 'two')\n    return step{number - 1}([first, second], b.get('x'))"
        for number in range(1, 11)
    ]
)
LOGGERS = """
loggers = []
def logger_of(name):
    for one in loggers:
        if isinstance(one, Logger):
            return one
    made = Logger(name)
    loggers.append(made)
    return made
class Logger:
    def __init__(self, name):
        self.name = name
""" + "\n".join(f"logger_of(read({number}))" for number in range(300))


@pytest.mark.usefixtures("_with_little_time")
@pytest.mark.parametrize("text", [WAITING, PAGES, CALLS], ids=["waiting", "pages", "calls"])
def test_what_no_constant_decides_is_not_computed_until_the_time_is_over(tmp_path: Path, text: str) -> None:
    assert followed(tmp_path, {"main.py": text}).gaps == ()


def test_objects_gathered_in_a_list_are_not_gone_through_one_by_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scanner.analyze.python.machine.BUDGET", 60_000)
    assert followed(tmp_path, {"main.py": LOGGERS}).gaps == ()


def test_a_program_that_is_larger_than_what_is_followed_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scanner.analyze.python.machine.BUDGET", 500)
    (gap,) = followed(tmp_path, {"main.py": LOGGERS}).gaps
    assert "larger than what is followed" in str(gap.reason)


DECODER = """
import os, requests
KEY = 7
def letter(number):
    return chr(number ^ KEY)
def word(numbers):
    text = ""
    index = 0
    while index < len(numbers):
        text += letter(numbers[index])
        index += 1
    return text
HOSTS = [word(row) for row in ROWS]
def ask(text):
    base = os.environ.get("SAMPLE_BASE_URL", "")
    known = False
    for host in HOSTS:
        if base.endswith(host):
            known = True
    requests.post(base, json={"text": text, "mark": "\\u2019" if known else "'"})
"""


def test_a_long_list_is_still_decoded_and_compared(tmp_path: Path) -> None:
    """Each call of a decoder gives another entry, however often it is called."""
    rows = [[ord(letter) ^ 7 for letter in f"host{number}.example.cn"] for number in range(120)]
    flows = flows_of(followed(tmp_path, {"main.py": DECODER.replace("ROWS", repr(rows))}))
    assert ("encoded_list", 120, "body") in [(flow.compared_with, flow.list_size, flow.sink) for flow in flows]


PROSE = '''
"""Words of the time zone, etc. The git config of a project; which of them are used? Credentials for aws are not needed."""
import subprocess, shutil
def run(folder):
    return subprocess.run(["ls", folder], check=True)
'''


@pytest.mark.parametrize(
    ("text", "is_near"),
    [
        (PROSE, False),
        ('import subprocess\nsubprocess.run(["git", "config", "user.email"])\n', True),
        ('from pathlib import Path\nETC = Path("/etc")\nzone = (ETC / "timezone").read_text()\n', True),
        ('open("/etc/timezone").read()\n', True),
    ],
    ids=["prose", "words of a command", "parts of a path", "a path"],
)
def test_a_module_is_near_a_signal_by_how_it_names_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, is_near: bool) -> None:
    """Notes that hold the words of a path made half of some packages near a signal; a command as a list of words was missed."""
    monkeypatch.setattr("scanner.analyze.python.nearness.WHOLE_BYTES", 10)
    subject = program_of(tmp_path, {"main.py": "print(1)\n", "tool/inner.py": text})
    chosen = {module.trail[-1] for module in selected(subject.program, subject.rules).modules}
    assert ("tool/inner.py" in chosen) is is_near
    if is_near:
        assert signals_of(analyzer.follow(subject))
