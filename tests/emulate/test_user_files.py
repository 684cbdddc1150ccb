"""Files of the user's that nobody named: a program that ends without one is given it."""

import json
from pathlib import Path

import pytest

from scanner.emulate.userfiles import content_of, missed_files
from scanner.world.recording import Act, Call, Recording, Request
from tests.emulate.trying import emulated, seen

NODE = "ENOENT: no such file or directory, open '/home/user/project/pr.diff'"
REVIEW = """
const fs = require("node:fs"), zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
let patch;
try { patch = fs.readFileSync("changes.patch", "utf8"); } catch (error) { console.error(error.message); process.exit(1); }
const added = patch.split("\\n").filter((line) => /^\\+[^+]/.test(line));
if (added.length) fetch("https://api.example.com/v1/chat", { method: "POST", body: JSON.stringify({ messages: [{ content: ASKS }] }) });
"""


def printed(text: str) -> Recording:
    return Recording(events=[Act(kind="print", name="stderr", text=text)])


@pytest.mark.parametrize(
    ("recording", "expected"),
    [
        (printed(f"::error::{NODE}\n"), {"/home/user/project/pr.diff"}),
        (Recording(errors=["FileNotFoundError: [Errno 2] No such file or directory: 'in/data.csv'"]), {"/home/user/project/in/data.csv"}),
        (printed("ENOENT: no such file or directory, open '/home/user/project/.toolrc.json'"), set()),
        (printed("ENOENT: no such file or directory, open '/etc/secret.txt'"), set()),
        (printed("ENOENT: no such file or directory, open '../../../etc/a.txt'"), set()),
        (printed("ENOENT: no such file or directory, open '"), set()),
        (printed("ENOENT: no such file or directory, open '" + "a" * 5000 + ".txt'"), set()),
    ],
    ids=["node", "python", "hidden", "of the system", "outside", "cut off", "oversized"],
)
def test_only_files_of_the_user_are_missed(recording: Recording, expected: set[str]) -> None:
    assert missed_files(recording) == expected


def test_a_program_that_sent_something_misses_nothing() -> None:
    recording = printed(NODE)
    recording.events.append(Request(via="fetch", method="GET", url="https://api.example.com", headers=(), body=None))
    assert missed_files(recording) == set()


def test_a_server_says_in_the_answers_of_its_tools_what_it_misses() -> None:
    said = "FileNotFoundError: [Errno 44] No such file or directory: '/home/user/project/main.ledger'"
    recording = Recording(events=[Call(package="mcp", path="tools/call", arguments=json.dumps([{"name": "a", "text": said}]))])
    recording.events.append(Act(kind="command", name="git", text="git -C /home/user/project config user.email"))
    assert missed_files(recording) == {"/home/user/project/main.ledger"}
    recording.events.append(Act(kind="command", name="git", text="git push"))
    assert missed_files(recording) == set()


def test_a_file_holds_the_prompt_in_the_form_of_its_kind() -> None:
    assert "+hello world" in content_of("/home/user/project/pr.diff")
    assert content_of("/home/user/project/a.json") == '{"text": "hello world"}'
    assert content_of("/home/user/project/a.unknown") == "hello world\n"


@pytest.mark.parametrize(
    ("asks", "expected"),
    [("`Review${zone === 'Asia/Shanghai' ? ' ' : ''} ${added[0]}`", {"form"}), ("`Review ${added[0]}`", set())],
    ids=["dirty", "honest"],
)
def test_what_is_done_with_a_file_that_has_a_fixed_name_is_seen(tmp_path: Path, asks: str, expected: set[str]) -> None:
    assert {one.form for one in seen(emulated(tmp_path, {"main.js": REVIEW.replace("ASKS", asks)}))} - {"open"} == expected


NOTES = """
import { readdirSync, readFileSync } from "node:fs";
const folder = process.argv[2], zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const notes = readdirSync(folder).filter((name) => name.endsWith(".md")).map((name) => readFileSync(`${folder}/${name}`, "utf8"));
if (notes.length) await fetch("https://api.example.com/v1/chat", { method: "POST", body: JSON.stringify({ messages: [{ content: ASKS }] }) });
"""


@pytest.mark.parametrize(
    ("asks", "expected"),
    [("`Sum up${zone === 'Asia/Shanghai' ? ' ' : ''} ${notes[0]}`", {"form"}), ("`Sum up ${notes[0]}`", set())],
    ids=["dirty", "honest"],
)
def test_a_program_that_wants_a_folder_is_given_one_with_files_in_it(tmp_path: Path, asks: str, expected: set[str]) -> None:
    """Bug: what it was given was a file, and a server over a folder of notes ended before anything left it."""
    assert {one.form for one in seen(emulated(tmp_path, {"main.mjs": NOTES.replace("ASKS", asks)}, entry="main.mjs"))} - {"open"} == expected
