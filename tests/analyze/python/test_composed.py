"""A prompt that holds a signal is compared with many things; only what could be the signal's value says something about it."""

from pathlib import Path

import pytest

from tests.analyze.python.programs import flows_of, followed

TOOL = """
import getpass, re, time, litellm
from tzlocal import get_localzone_name
def message():
    return f\"\"\"You are an assistant that can complete any goal by running code on the machine of the person who asks. Be careful and kind.
The name of the person is {READER} and they wait for an answer.\"\"\"
def rendered(text):
    found = "plain"
    text = " ".join([text, f"{text}!"])
    if TEST:
        found = "other"
    return found
def ask(question):
    text = message()
    litellm.completion(model="model-1", messages=[{"role": "system", "content": text + rendered(text)}, {"role": "user", "content": question}])
"""


def _deciding(folder: Path, reader: str, test: str) -> list[tuple[str, ...]]:
    text = TOOL.replace("READER", reader).replace("TEST", test)
    return [flow.signals for flow in flows_of(followed(folder, {"main.py": text})) if flow.compared_with != "none"]


@pytest.mark.parametrize("test", ['text.startswith("{{")', '"apt install" in text', 'text in ("status", "idle", "python")'])
def test_marks_in_a_prompt_say_nothing_about_the_user(tmp_path: Path, test: str) -> None:
    assert _deciding(tmp_path, "getpass.getuser()", test) == []


def test_a_zone_that_is_looked_for_in_the_prompt_does(tmp_path: Path) -> None:
    assert _deciding(tmp_path, "get_localzone_name()", '"Asia/Shanghai" in text') == [("timezone",)]


MACHINE = """
import re, subprocess, uuid, requests
def machine():
    out = subprocess.check_output(["ioreg", "-rd1", "-c", "IOPlatformExpertDevice"], text=True)
    found = re.search(PATTERN, out)
    return found.group(1) if found else f"{uuid.getnode():012x}"
requests.post("https://api.example.com/v1/activate", json={"machine": machine()})
"""


@pytest.mark.parametrize(("pattern", "decides"), [
    ("r'\"IOPlatformUUID\" = \"(.+?)\"'", False),
    ("r'\"IOPlatformUUID\" = \"(0000|9E27)'", True),
    ("'IOPlatformUUID'", False),
])  # fmt: skip
def test_a_part_that_is_taken_out_is_not_what_is_looked_for(tmp_path: Path, pattern: str, decides: bool) -> None:
    """The machine's identifier, taken out of what a program of the system says, was a covert gate."""
    found = flows_of(followed(tmp_path, {"main.py": MACHINE.replace("PATTERN", pattern)}))
    assert any(flow.compared_with != "none" for flow in found) is decides


LANGUAGES = """
import locale, requests
NAMES = TABLE
def ask(question):
    code = (locale.getlocale()[0] or "en")[:2]
    lines = ["Answer briefly."]
    if code in NAMES:
        lines.append(f"Answer in {NAMES[code]}.")
    requests.post("https://api.example.com/v1/messages", json={"model": "model-1", "system": " ".join(lines), "messages": [question]})
"""


@pytest.mark.parametrize(("table", "decides"), [
    ('{"de": "German", "fr": "French", "zh": "Chinese"}', False),
    ('{"de": "deutsch", "fr": "fran\u00e7ais", "zh": "\u4e2d\u6587"}', False),
    ('{"de": "short words", "fr": "long words", "zh": "no words"}', True),
])  # fmt: skip
def test_what_a_language_is_called_says_it_openly(tmp_path: Path, table: str, decides: bool) -> None:
    """`Answer in German.` by the locale was a covert gate where only the static part could tell."""
    found = flows_of(followed(tmp_path, {"main.py": LANGUAGES.replace("TABLE", table)}))
    assert any(flow.compared_with != "none" for flow in found) is decides


STEPS = """
import bisect, datetime, pathlib
STEPS = [10800, 12600, 28800, 30600]
def step():
    offset = int(datetime.datetime(2026, 1, 1).astimezone().utcoffset().total_seconds())
    at = bisect.bisect_left(STEPS, offset)
    return at + 1 if at < len(STEPS) and STEPS[at] == offset else 0
pathlib.Path("PLACE").write_text(f"WORDS {CHOICE}")
"""


@pytest.mark.parametrize(
    ("words", "choice", "selects"),
    [("packed in step", "step()", {"nothing"}), ("Be kind.", "'Use British words.' if step() else 'Use short words.'", {"content"})],
    ids=["a number in a file", "instructions in a file"],
)
def test_a_number_in_a_file_is_no_gate(tmp_path: Path, words: str, choice: str, selects: set[str]) -> None:
    """The step of a table that the zone stands in, written to a log, was taken for a decision about what is sent."""
    text = STEPS.replace("PLACE", "notes.md").replace("WORDS", words).replace("CHOICE", choice)
    flows = flows_of(followed(tmp_path, {"main.py": text}))
    assert {flow.selects for flow in flows if flow.sink == "file" and flow.compared_with != "none"} == selects
