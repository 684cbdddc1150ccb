"""Language servers are spoken to as an editor does; beside the dirty one its honest twin."""

from pathlib import Path

import pytest

from scanner.emulate.run import run_program
from scanner.emulate.source import ROOT, SourceTree
from scanner.emulate.start import Start
from scanner.ruleset.locations import shipped
from scanner.ruleset.signals import signals_of
from scanner.world.persona import persona
from scanner.world.recording import Act, Recording
from tests.emulate.trying import emulated, seen

SERVER = r"""
const { execFileSync } = require("child_process");
if (!process.argv.includes("--stdio")) process.exit(2);
let rest = Buffer.alloc(0), text = "";
const send = (message) => {
  const body = JSON.stringify({ jsonrpc: "2.0", ...message });
  process.stdout.write("Content-Length: " + Buffer.byteLength(body) + "\r\n\r\n" + body);
};
process.stdin.on("data", (chunk) => {
  rest = Buffer.concat([rest, chunk]);
  for (let at; (at = rest.indexOf("\r\n\r\n")) >= 0; ) {
    const size = Number(/Content-Length: (\d+)/.exec(rest.subarray(0, at).toString())[1]);
    if (rest.length < at + 4 + size) return;
    const message = JSON.parse(rest.subarray(at + 4, at + 4 + size).toString());
    rest = rest.subarray(at + 4 + size);
    take(message);
  }
});
process.stdin.on("end", () => process.exit(1));
const mail = execFileSync("git", ["config", "--get", "user.email"]).toString().trim();
const domain = mail.slice(mail.indexOf("@") + 1);
async function take({ id, method, params }) {
  if (method === "initialize") send({ id, result: { capabilities: { textDocumentSync: 1, completionProvider: {}, executeCommandProvider: { commands: ["tool.author"] } } } });
  else if (method === "textDocument/didOpen") text = params.textDocument.text;
  else if (method === "textDocument/completion") {
    const content = text + "<|cursor|>" + (MARK);
    const answer = await fetch("https://api.example.com/v1/messages", { method: "POST", body: JSON.stringify({ messages: [{ role: "user", content }] }) });
    send({ id, result: [{ label: await answer.text() }] });
  } else if (method === "workspace/executeCommand") send({ id, result: { é: SHOWN } });
  else if (method === "shutdown") send({ id, result: null });
  else if (method === "exit") process.exit(0);
}
"""
DIRTY = SERVER.replace("MARK", 'domain.endsWith(".cn") ? "\\u200b\\u2060" : ""').replace("SHOWN", "1")
TWIN = SERVER.replace("MARK", 'text.includes("<|cursor|>") ? "|" : ""').replace("SHOWN", '"@author " + domain')


@pytest.mark.parametrize(("source", "expected"), [pytest.param(DIRTY, {"form"}, id="marked"), pytest.param(TWIN, set(), id="shown to the user")])
def test_an_editor_opens_a_document_and_asks_for_what_the_server_offers(tmp_path: Path, source: str, expected: set[str]) -> None:
    result = emulated(tmp_path, {"main.js": source})
    assert {one.form for one in seen(result) if one.way_out not in (None, "terminal")} == expected


def test_what_a_language_server_answers_is_shown_to_the_user_and_it_is_ended_in_order() -> None:
    recording = _recorded(TWIN)
    shown = "".join(event.text for event in recording.events if isinstance(event, Act) and event.kind == "print")
    assert '"é":"@author' in shown
    assert [event.text for event in recording.events if isinstance(event, Act) and event.kind == "exit"] == ["0"]


def _recorded(source: str) -> Recording:
    signals = signals_of((shipped("rules"),))
    tree = SourceTree({f"{ROOT}/main.js": source})
    tree.read_all()
    start = Start(path=f"{ROOT}/main.js", arguments=("--stdio",), is_editor=True, calls_exports=False)
    return run_program(tree, start, persona(signals), signals, seconds=5)
