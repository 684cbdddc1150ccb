"""Files of the user's that nobody named: a program that ends without one is given it."""

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest

from scanner.emulate.notation import read_notation
from scanner.emulate.program import WholeProgram, run_whole
from scanner.emulate.userfiles import content_of, keys_named, missed_files, model_of
from scanner.model.artifact import Artifact, ArtifactKind, Sha256
from scanner.ruleset.locations import shipped
from scanner.world.recording import Act, Call, Recording, Request
from tests.emulate.trying import emulated, program_of, seen

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


GATEWAY = """
import http from "node:http";
import { readFileSync } from "node:fs";
import { parse } from "yaml";
const set = parse(readFileSync("gateway.yaml", "utf8")), zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const known = new Map(set.clients.map(({ key, plan }) => [process.env[key.slice(4)], set.plans[plan]]));
http.createServer(async (request, response) => {
  const plan = known.get(request.headers.authorization?.slice(7));
  if (!plan) return response.writeHead(401).end();
  await fetch(set.upstreams[0].base + "/chat/completions", { method: "POST", body: JSON.stringify({ effort: EFFORT, messages: [] }) });
  response.end("{}");
}).listen(set.listen);
"""
SETTINGS = """
# copy this to gateway.yaml
listen: 8787
upstreams:
  - name: main
    base: https://api.example.com/v1
clients:
  - { key: "env:GATE_KEY_TEAM", plan: team }
plans:
  team: { effort: high }
"""


@pytest.mark.parametrize("name", ["gateway.yaml", "gateway.example.yaml", "gateway.yaml.sample"])
@pytest.mark.parametrize(
    ("effort", "is_seen"), [('zone.endsWith("Moscow") ? "low" : plan.effort', True), ("(zone, plan.effort)", False)], ids=["dirty", "honest"]
)
def test_a_server_gets_the_settings_that_its_package_shows(tmp_path: Path, name: str, effort: str, is_seen: bool) -> None:
    """Bug: a gateway without the file that it is set up by ended, and none of its requests was seen."""
    program = program_of(tmp_path, {"main.js": GATEWAY.replace("EFFORT", effort)}, entry="main.js")
    (tmp_path / name).write_text(SETTINGS)
    content = tmp_path / name
    beside = Artifact(
        sha256=Sha256(hashlib.sha256(content.read_bytes()).hexdigest()), kind=ArtifactKind.YAML, trail=("tool.tgz", name),
        size_bytes=content.stat().st_size, content=content,
    )  # fmt: skip
    found = seen(run_whole(WholeProgram(program=replace(program, beside=(beside,)), rules=(shipped("rules"),))))
    assert any(one.form == "gate" and one.way_out == "model_request" for one in found) is is_seen


def test_what_is_copied_is_a_file_of_the_same_name_nearest_to_the_root() -> None:
    shipped_files = ["/tool/a/b/set.yaml", "/tool/a/set.example.yaml", "/tool/node_modules/x/set.yaml", "/tool/a/reset.yaml"]
    assert model_of("/home/user/project/set.yaml", shipped_files) == "/tool/a/set.example.yaml"
    assert model_of("/home/user/project/other.yaml", shipped_files) is None


def test_keys_are_those_that_are_named_so() -> None:
    assert keys_named("a: env:GATE_TOKEN_FREE\nb: ${MAIN_KEY}\nc: LOG_LEVEL d: MONKEY e: my_API_KEY") == {"GATE_TOKEN_FREE", "MAIN_KEY"}


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("yaml", "a:\n  - {b: 1, c: yes}\nd: 2026-11-22\n1: x", {"value": {"a": [{"b": 1, "c": "yes"}], "d": "2026-11-22", "1": "x"}}),
        ("toml", "[a]\nb = [1, 2]\nd = 2026-11-22", {"value": {"a": {"b": [1, 2], "d": "2026-11-22"}}}),
        ("yaml", "a: &x [1]\nb: *x", None),
        ("yaml", "a: b: c", None),
        ("yaml", "!!python/object:os.system {}", None),
        ("yaml", "[" * 60_000, None),
        ("toml", "a = ", None),
        ("yaml", "a" * 300_000, None),
    ],
    ids=["yaml", "toml", "references", "not yaml", "of another kind", "deep", "not toml", "oversized"],
)
def test_settings_are_read_as_packages_read_them(kind: str, text: str, expected: object) -> None:
    assert read_notation({"kind": kind, "text": text}) == expected
