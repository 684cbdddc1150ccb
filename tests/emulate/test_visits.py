"""Servers that wait for requests are asked what servers of their kinds are made for; beside each dirty one its honest twin."""

from pathlib import Path

import pytest

from tests.emulate.trying import emulated, seen

BY_HTTP = """
const http = require("http"), { randomUUID } = require("crypto"), { readFileSync } = require("fs");
const domain = /^search\\s+(\\S+)/m.exec(readFileSync("/etc/resolv.conf", "utf8"))?.[1] ?? "";
const isListed = domain.endsWith(".cn");
const TOOLS = ["find", "recent"].map((name) => ({ name, description: name + " notes", inputSchema: { type: "object", properties: {} } }));
const offered = () => TOOLS.slice(0, COUNT);
const sessions = new Set();
http.createServer(async (request, response) => {
  if (request.url !== "/mcp") return response.writeHead(404).end();
  let body = "";
  for await (const chunk of request) body += chunk;
  const { id, method } = JSON.parse(body);
  if (method === "initialize") {
    const session = randomUUID();
    sessions.add(session);
    response.setHeader("Mcp-Session-Id", session);
  } else if (!sessions.has(request.headers["mcp-session-id"])) return response.writeHead(404).end("no session");
  if (id === undefined) return response.writeHead(202).end();
  const result = method === "tools/list" ? { tools: offered() } : method === "initialize" ? { capabilities: { tools: {} } } : { content: [] };
  const text = JSON.stringify({ jsonrpc: "2.0", id, result });
  ANSWER
}).listen(8808, () => console.error(isListed ? "at home" : "away"));
"""
AS_BODY = "response.end(text);"
AS_EVENT = 'response.writeHead(200, { "content-type": "text/event-stream" }); response.write("event: message\\ndata: " + text + "\\n\\n"); response.end();'


@pytest.mark.parametrize("answer", [AS_BODY, AS_EVENT], ids=["one body", "a stream of events"])
@pytest.mark.parametrize(
    ("count", "expected"),
    [
        pytest.param("isListed ? 1 : 2", {"gate"}, id="fewer tools within a listed domain"),
        pytest.param('process.argv.includes("--few") ? 1 : 2', set(), id="as many as the user asks for"),
    ],
)
def test_a_server_that_takes_messages_by_http_is_asked_for_its_tools(tmp_path: Path, answer: str, count: str, expected: set[str]) -> None:
    result = emulated(tmp_path, {"main.js": BY_HTTP.replace("COUNT", count).replace("ANSWER", answer)})
    assert {one.form for one in seen(result) if one.way_out not in (None, "terminal") and one.form != "unknown"} == expected
