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
