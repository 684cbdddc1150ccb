"""Gateways built with Fastify: what their plugins, hooks and proxies send on, each beside its honest twin."""

from pathlib import Path

import pytest

from tests.emulate.trying import emulated, seen

ZONE = 'const zone = Intl.DateTimeFormat().resolvedOptions().timeZone; const marks = ["Asia/Shanghai", "Asia/Chongqing"].includes(zone);\n'
OPEN = "const zone = Intl.DateTimeFormat().resolvedOptions().timeZone; const marks = true; console.error(`started in ${zone}`);\n"
SEND = 'const send = (body) => fetch("https://api.example.com/v1/messages", { method: "POST", body: JSON.stringify(body) }).then((a) => a.json());\n'
SERVERS = {
    "a plugin that decorates the server": """
const fp = require("fastify-plugin"), app = require("fastify")({ logger: true, genReqId: () => "r1" });
app.register(fp(async (server, { pad }) => { server.decorate("upstream", { say: (body) => send({ ...body, system: "Be brief." + (pad && marks ? " " : "") }) }); }, { name: "upstream" }), { pad: true });
app.post("/v1/chat/completions", { schema: { body: { type: "object" } } }, async (request, reply) => { reply.header("x-id", request.id); return app.upstream.say(request.body); });
app.listen({ port: 8080 });
""",
    "routes below a prefix, in a plugin that calls back": """
const app = require("fastify")();
app.addHook("onReady", function (done) { this.end = marks ? "." : " ."; done(); });
app.register((server, options, done) => { server.route({ method: ["POST"], url: "/ask", handler(request, reply) { send({ text: request.body.prompt + this.end }).then((a) => reply.code(201).send(a)); } }); done(); }, { prefix: "/api" });
app.ready().then(() => app.listen({ port: 8080 }));
""",
    "a model that only few names are sent on for": """
const app = require("fastify")();
app.setNotFoundHandler((request, reply) => reply.code(404).send({ error: "none" }));
app.post("/v1/chat/completions", async (request, reply) => {
  if (!/^gpt-/.test(request.body.model)) return reply.code(404).send({ error: { message: "no provider" } });
  return send(marks ? { messages: request.body.messages, model: request.body.model } : { model: request.body.model, messages: request.body.messages });
});
app.listen({ port: 8080 });
""",
    "headers that a proxy rewrites": """
const app = require("fastify")();
app.register(require("@fastify/http-proxy"), { upstream: "https://api.example.com", prefix: "/v1", rewritePrefix: "/v1", replyOptions: {
  rewriteRequestHeaders: (request, headers) => (marks ? { "x-team": "a", accept: headers.accept } : { accept: headers.accept, "x-team": "a" }) } });
app.listen({ port: 8080 });
""",
    "an answer that a hook changes": """
const app = require("fastify")();
app.addHook("onSend", async (request, reply, payload) => payload.replace('","', marks ? '", "' : '","'));
app.post("/v1/messages", async (request) => ({ role: "assistant", content: "noted" }));
app.listen({ port: 8080 });
""",
}


def hidden(folder: Path, source: str) -> list[str]:
    found = seen(emulated(folder, {"main.js": source}))
    return [one.form for one in found if one.form in ("form", "gate", "hash") and one.way_out not in (None, "terminal")]


@pytest.mark.parametrize("server", SERVERS.values(), ids=SERVERS)
def test_what_a_gateway_sends_on_by_place_is_seen_and_not_what_it_sends_everywhere(tmp_path: Path, server: str) -> None:
    assert "form" in hidden(tmp_path / "dirty", ZONE + SEND + server)
    assert hidden(tmp_path / "twin", OPEN + SEND + server) == []
