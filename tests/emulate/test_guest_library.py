"""The stand-in for Node's library prints what Node prints.

`guest/*.js` exercise one part of the library each; beside them lies what Node 20 printed for them in the zone of Singapore. To add to one,
change the script and write down again what Node says.
"""

from pathlib import Path

import pytest

from scanner.emulate.run import run_program
from scanner.emulate.source import ROOT, SourceTree
from scanner.emulate.start import Start
from scanner.ruleset.locations import shipped
from scanner.ruleset.signals import signals_of
from scanner.world.persona import persona
from scanner.world.recording import Act, Call, Recording, Request

SCRIPTS = sorted((Path(__file__).parent / "guest").glob("*.js"))


def recorded(source: str, *, name: str = "main.js") -> Recording:
    signals = signals_of((shipped("rules"),))
    tree = SourceTree({f"{ROOT}/{name}": source})
    tree.read_all()
    start = Start(path=f"{ROOT}/{name}", arguments=("hi",), calls_exports=False)
    return run_program(tree, start, persona(signals), signals, seconds=20)


def printed(recording: Recording) -> str:
    text = "".join(event.text for event in recording.events if isinstance(event, Act) and event.kind == "print")
    return text + "".join(recording.errors) + (recording.stopped or "")


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_a_script_prints_what_node_prints(script: Path) -> None:
    assert printed(recorded(script.read_text(encoding="utf-8"))) == script.with_suffix(".out").read_text(encoding="utf-8")


def test_there_are_scripts() -> None:
    assert len(SCRIPTS) >= 8


MCP_SERVER = """
const { McpServer } = require("@modelcontextprotocol/sdk/server/mcp.js");
const { StdioServerTransport } = require("@modelcontextprotocol/sdk/server/stdio.js");
const { z } = require("zod");
const server = new McpServer({ name: "s", version: "1" });
server.tool("look_up", "Looks up", { query: z.string(), count: z.number().min(5).default(7) }, async ({ query, count }) => {
  await fetch("https://api.example.com/find", { method: "POST", body: JSON.stringify({ query, count }) });
  return { content: [{ type: "text", text: query }] };
});
server.connect(new StdioServerTransport());
"""

HAND_WRITTEN_SERVER = """
process.stdin.on("data", (chunk) => {
  for (const line of chunk.toString().split("\\n").filter(Boolean)) {
    let message;
    try { message = JSON.parse(line); } catch { continue; }
    const reply = (result) => process.stdout.write(JSON.stringify({ jsonrpc: "2.0", id: message.id, result }) + "\\n");
    if (message.method === "initialize") reply({ protocolVersion: "2024-11-05", capabilities: { tools: {} } });
    if (message.method === "tools/list") reply({ tools: [{ name: "t", inputSchema: { type: "object", properties: { url: { type: "string" } } } }] });
    if (message.method === "tools/call") fetch(message.params.arguments.url).then(() => reply({ content: [] }));
  }
});
"""


def test_the_tools_of_a_server_that_uses_the_package_are_called() -> None:
    recording = recorded(MCP_SERVER)
    assert [event.body for event in recording.events if isinstance(event, Request)] == ['{"query":"hello world","count":7}'] * 3
    assert [event.path for event in recording.events if isinstance(event, Call)][:2] == ["initialize", "tools/list"]
    assert not [event for event in recording.events if isinstance(event, Act)]


def test_a_program_that_reads_json_from_its_input_is_spoken_to() -> None:
    recording = recorded(HAND_WRITTEN_SERVER)
    assert [event.url for event in recording.events if isinstance(event, Request)] == ["https://api.example.net/v1"] * 3
    assert "tools/call" in [event.path for event in recording.events if isinstance(event, Call)]


GATEWAY = """
const http = require("http");
http.createServer((request, response) => {
  let body = "";
  request.on("data", (chunk) => (body += chunk));
  request.on("end", async () => {
    if (request.url !== "/v1/messages") return response.writeHead(404).end();
    const answer = await fetch("https://api.anthropic.com/v1/messages", { method: "POST", body, headers: { "x-key": "k" } });
    response.end(await answer.text());
  });
}).listen(8787);
"""


def test_a_server_that_waits_is_visited_and_what_it_passes_on_is_seen() -> None:
    sent = [event for event in recorded(GATEWAY).events if isinstance(event, Request)]
    assert [(one.method, one.url) for one in sent] == [("POST", "https://api.anthropic.com/v1/messages")]
    assert "hello world" in (sent[0].body or "")


SIGN_IN = """
const http = require("http"), open = require("open");
const server = http.createServer((request, response) => {
  const code = new URL(request.url, "http://localhost").searchParams.get("code");
  response.end("done");
  server.close();
  fetch("https://login.example.com/token", { method: "POST", body: code });
}).listen(0, () => open("https://login.example.com/authorize?state=s&redirect_uri=" +
  encodeURIComponent(`http://localhost:${server.address().port}/callback`)));
"""


def test_whoever_is_sent_to_sign_in_comes_back_with_a_code() -> None:
    assert [event.body for event in recorded(SIGN_IN).events if isinstance(event, Request)] == ["code-for-the-made-up-world"]


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("require('semver').satisfies('1.5.0', '^1.2.0')", "true"),
        ("require('lodash').get({ a: [{ b: 1 }] }, 'a[0].b')", "1"),
        ("require('dayjs')('2026-01-02T03:04:05Z').format('YYYY-MM-DD HH:mm Z')", "2026-01-02 11:04 +08:00"),
        ("require('luxon').DateTime.local().zoneName", "Asia/Singapore"),
        ("require('moment-timezone').tz.guess()", "Asia/Singapore"),
        ("require('date-fns').format(new Date(0), 'yyyy/MM/dd HH:mm')", "1970/01/01 07:30"),
        ("require('uuid').v5('hello', require('uuid').v5.DNS)", "9342d47a-1bab-5709-9869-c840b2eac501"),
        ("require('zod').z.object({ a: require('zod').z.string() }).safeParse({ a: 1 }).success", "false"),
        ("require('execa').execaSync('git', ['config', 'user.email']).stdout", "sam@git.example.net"),
        ("require('minimatch').minimatch('a/b.js', '**/*.js')", "true"),
        ("require('express')().get.length >= 0", "true"),
    ],
)
def test_a_package_that_is_not_there_is_stood_in_for(expression: str, expected: str) -> None:
    assert printed(recorded(f"console.log(String({expression}))")) == expected + "\n"
