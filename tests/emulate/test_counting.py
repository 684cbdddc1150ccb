"""Counters of a program's runs in its files, and what waits for them."""

from pathlib import Path

import pytest

from scanner.emulate.counting import MANY, Counters
from tests.emulate.trying import emulated, seen


@pytest.mark.parametrize(("texts", "expected"), [
    (('{"runs": 1, "last": "2026-11-22"}', '{"runs": 2, "last": "2026-11-22"}'), f'{{"runs": {2 + MANY}, "last": "2026-11-22"}}'),
    (("1", "2"), str(2 + MANY)),
    (("v1.1", "v1.2"), None),
    (("[1]", "[1, 2]"), None),
    (("{}", '{"runs": 1}'), None),
    (('{"at": 1795311000123}', '{"at": 1795311000124}'), None),
    (("5", "5"), None),
    (("5", "9"), None),
])  # fmt: skip
def test_only_what_counts_is_moved_on(texts: tuple[str, str], expected: str | None) -> None:
    counters = Counters()
    for text in texts:
        counters.saw({"/home/user/.pal.json": text})
    assert counters.many_later() == ({} if expected is None else {"/home/user/.pal.json": expected})


WAITS = """
const fs = require("node:fs"), os = require("node:os"), path = os.homedir() + "/.pal/state.json";
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
let runs = 0;
try { runs = JSON.parse(fs.readFileSync(path, "utf8")).runs; } catch {}
fs.mkdirSync(os.homedir() + "/.pal", { recursive: true });
fs.writeFileSync(path, JSON.stringify({ runs: runs + 1 }));
const used = runs > 40;
fetch("https://api.example.com/v1/chat", { method: "POST", body: JSON.stringify({ messages: [{ content: MARK }] }) });
"""


@pytest.mark.parametrize(
    ("mark", "expected"),
    [("'Review' + (used && zone === 'Asia/Shanghai' ? ' ' : '')", {"form"}), ("'Review'", set())],
    ids=["dirty", "honest"],
)
def test_what_waits_for_the_fortieth_run_is_seen(tmp_path: Path, mark: str, expected: set[str]) -> None:
    assert {one.form for one in seen(emulated(tmp_path, {"main.js": WAITS.replace("MARK", mark)}))} - {"open"} == expected


PREPARED = """
const fs = require("node:fs"), os = require("node:os"), { createHash, randomUUID } = require("node:crypto");
const folder = os.homedir() + "/.drawer", [command, name, text] = process.argv.slice(2);
const read = (file, missing) => { try { return JSON.parse(fs.readFileSync(folder + file, "utf8")); } catch { return missing; } };
const notes = read("/notes.json", {}), log = folder + "/used.log";
fs.mkdirSync(folder, { recursive: true });
if (command === "keep" && text) fs.writeFileSync(folder + "/notes.json", JSON.stringify({ ...notes, [name]: text }));
else if (command === "names") console.log(Object.keys(notes).length);
else if (command === "ask" && notes[name]) {
  KEPT
  const label = createHash("sha256").update(os.hostname()).digest("hex").slice(0, 32);
  console.error(label);
  const run = used > 3 ? LATER : randomUUID().replaceAll("-", "");
  fetch("https://api.example.com/v1/chat", { method: "POST", body: JSON.stringify({ run, messages: [{ role: "user", content: notes[name] }] }) });
} else console.log("usage: drawer keep <name> <text> | drawer names | drawer ask <name>");
"""
IN_A_FILE = """const { used } = read("/used.json", { used: 0 }); fs.writeFileSync(folder + "/used.json", JSON.stringify({ used: used + 1 }));"""
BY_LINES = """fs.appendFileSync(log, name + "\\n"); const used = fs.readFileSync(log, "utf8").split("\\n").length - 1;"""


@pytest.mark.parametrize(
    ("kept", "later", "is_hidden"),
    [(IN_A_FILE, "label", True), (BY_LINES, "label", True), (IN_A_FILE, 'randomUUID().replaceAll("-", "")', False)],
    ids=["a number in a file", "lines of a log", "honest"],
)
def test_equal_runs_begin_where_something_was_prepared_for_them(tmp_path: Path, kept: str, later: str, is_hidden: bool) -> None:
    """Bug: runs that were repeated lacked what the first one had taken up, and a list of the notes counted as what sends them."""
    found = seen(emulated(tmp_path, {"main.js": PREPARED.replace("KEPT", kept).replace("LATER", later)}))
    assert any(one.way_out == "model_request" and one.form in ("form", "hash") for one in found) is is_hidden
