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
