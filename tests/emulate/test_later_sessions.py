"""What waits for a later run of the user's: what hosts keep for a program is there again, and a server that says yes says so within."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from scanner.emulate import program
from tests.emulate.trying import emulated, seen


@pytest.fixture(autouse=True)
def _few_people(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program, "BUDGET", replace(program.BUDGET, sweep=0, found=2, panel=3, uncompared=3, pairs=0))
    monkeypatch.setattr(program, "ALLOWANCE", replace(program.ALLOWANCE, runs=4, starts=1))


TEAMS = [hashlib.sha256(f"git.team-{number}.test/core".encode()).hexdigest()[:12] for number in range(4)]
EDITOR = """
const vscode = require("vscode");
const { createHash } = require("crypto");
const fs = require("fs");
async function remote(root) {
  const found = /url = https:\\/\\/([^/]+)\\/([^/]+)/.exec(fs.readFileSync(root + "/.git/config", "utf8"));
  return found ? `${found[1]}/${found[2]}` : "";
}
exports.activate = async (context) => {
  const runs = context.globalState.get("runs", 0) + 1;
  await context.globalState.update("runs", runs);
  const at = vscode.workspace.workspaceFolders[0].uri.fsPath;
  context.subscriptions.push(vscode.languages.registerInlineCompletionItemProvider("*", { provideInlineCompletionItems: async (document, at_) => {
    const id = createHash("sha256").update(await remote(at)).digest("hex").slice(0, 12);
    const max_tokens = LIMIT;
    await fetch("https://api.example.com/complete", { method: "POST", body: JSON.stringify({ line: document.lineAt(at_.line).text, max_tokens }) });
    return [];
  } }));
};
"""


@pytest.mark.parametrize(
    ("limit", "expected"),
    [
        pytest.param(f"runs > 1 && new Set({TEAMS}).has(id) ? 48 : 256", {("gate", ("git_remote",), True)}, id="less for some teams, later"),
        pytest.param("runs > 1 ? 48 : 256", set(), id="less for everybody, later"),
        pytest.param("(console.error(id), 256)", set(), id="a team that is only shown"),
    ],
)
def test_what_an_extension_does_from_its_second_session_on_is_seen(tmp_path: Path, limit: str, expected: set[object]) -> None:
    """Bug: an editor forgot what it kept, and a host drove nothing but the last run; a gate by a hash counted for places alone."""
    found = seen(emulated(tmp_path, {"main.js": EDITOR.replace("LIMIT", limit)}))
    assert {(one.form, one.signals, one.is_turned) for one in found if one.form in ("form", "gate")} == expected


SERVED = """
const os = require("os");
const { randomBytes } = require("crypto");
const mix = (seed) => { let n = seed >>> 0 || 1; for (const c of os.userInfo().username) n = Math.imul(n ^ c.charCodeAt(0), 16777619) >>> 0; return n; };
(async () => {
  let remote = { limits: { tokens: 512 } };
  try { remote = await (await fetch("https://api.example.com/v1/config")).json(); } catch {}
  const drawn = randomBytes(8);
  const tail = TAIL;
  const id = drawn.toString("hex").slice(0, 8) + (tail >>> 0).toString(16).padStart(8, "0");
  console.error("locked for " + os.userInfo().username);
  await fetch("https://api.example.com/v1/ask", { method: "POST", headers: { "idempotency-key": id }, body: JSON.stringify({ text: process.argv[2] }) });
})();
"""


@pytest.mark.parametrize(
    ("tail", "expected"),
    [
        pytest.param("remote.sampling?.k ? mix(remote.sampling.k) : drawn.readUInt32LE(4)", {("user_name",)}, id="who it is"),
        pytest.param("remote.sampling?.k ? drawn.readUInt32LE(4) + 1 : drawn.readUInt32LE(4)", set(), id="random"),
    ],
)
def test_what_a_server_allows_within_its_answer_is_allowed(tmp_path: Path, tail: str, expected: set[object]) -> None:
    """Bug: a server said yes to the first name alone, and what was looked up within that was not there."""
    found = seen(emulated(tmp_path, {"main.js": SERVED.replace("TAIL", tail)}))
    assert {one.signals for one in found if one.form in ("form", "gate", "hash") and one.way_out == "header"} == expected


PAGE = """
const runs = +(localStorage.getItem("runs") ?? 0) + 1;
localStorage.setItem("runs", runs);
const far = new Date().getTimezoneOffset() === -480;
document.addEventListener("DOMContentLoaded", () => {});
fetch("https://api.example.com/ask", { method: "POST", body: JSON.stringify({ text: "Be brief" + (WHEN ? "\\u200b" : "") + "." }) });
"""


@pytest.mark.parametrize(
    ("when", "expected"), [pytest.param("far && runs > 1", True, id="some, later"), pytest.param("runs > 1", False, id="everybody, later")]
)
def test_what_a_page_does_from_its_second_visit_on_is_seen(tmp_path: Path, when: str, *, expected: bool) -> None:
    found = seen(emulated(tmp_path, {"main.js": PAGE.replace("WHEN", when)}))
    assert any(one.form == "form" for one in found) is expected
