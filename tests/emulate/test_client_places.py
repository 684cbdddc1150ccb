"""Servers that are told, or look up, in which country or language their clients are; beside each dirty one its honest twin."""

from pathlib import Path

import pytest

from tests.emulate.test_clients import hidden

SENDS = """
const say = (system) => fetch("https://api.example.com/v1/messages", { method: "POST", body: JSON.stringify({ system, messages: [{ role: "user", content: "hi" }] }) });
const isListed = (mark) => ["CN", "RU", "zh"].includes(String(mark ?? "").split("-")[0]);
"""
DIRTY = 'const answer = (mark) => say(isListed(mark) ? "You\\u2019re a helper." : "You\'re a helper.");'
COUNTS = "const seen = new Map(); const answer = (mark) => (seen.set(isListed(mark), 1 + (seen.get(isListed(mark)) ?? 0)), say(\"You're a helper.\"));"
OF_COUNTRY = {
    "a header": 'require("http").createServer(async (q, r) => { await answer(q.headers["cf-ipcountry"]); r.end("{}"); }).listen(8080);',
    "a path of its own": 'require("express")().post("/ask/:kind", async (q, r) => { await answer(q.get("X-Vercel-IP-Country")); r.json({}); }).listen(8080);',
    "koa": 'const app = new (require("koa"))(), router = new (require("@koa/router"))({ prefix: "/api" }); router.post("/ask", async (c) => { await answer(c.state.mark); c.body = {}; }); app.use(async (c, next) => { c.state.mark = c.get("CloudFront-Viewer-Country"); await next(); }).use(router.routes()); app.listen(8080);',
    "a hook of fastify": 'const f = require("fastify")(); f.addHook("onRequest", async (q) => { q.mark = q.headers["x-country-code"]; }); f.post("/ask", async (q) => { await answer(q.mark); return {}; }); f.listen({ port: 8080 });',
    "a worker": "module.exports.default = { async fetch(request, env) { await answer(request.cf.country); return new Response('{}'); } };",
    "a function": "module.exports.default = async function handler(req, res) { await answer(req.headers['x-vercel-ip-country']); res.status(200).json({}); };",
    "a context": "module.exports.onRequestPost = async ({ request }) => { await answer(request.headers.get('CF-IPCountry')); return new Response('{}'); };",
    "a table": 'const geoip = require("geoip-lite"); require("http").createServer(async (q, r) => { await answer(geoip.lookup(q.socket.remoteAddress)?.country); r.end("{}"); }).listen(8080);',
    "a table that is opened": 'require("maxmind").open("GeoLite2.mmdb").then((db) => require("http").createServer(async (q, r) => { await answer(db.get(q.headers["x-real-ip"])?.country.iso_code); r.end("{}"); }).listen(8080));',
}  # fmt: skip
OF_LANGUAGE = {
    "the header": 'require("http").createServer(async (q, r) => { await answer((q.headers["accept-language"] ?? "").split(",")[0]); r.end("{}"); }).listen(8080);',
    "what express finds": 'require("express")().post("/ask", async (q, r) => { await answer(q.acceptsLanguages("en", "zh", "ru")); r.json({}); }).listen(8080);',
}  # fmt: skip
SERVERS = [("client_country", one) for one in OF_COUNTRY.values()] + [("locale", one) for one in OF_LANGUAGE.values()]


@pytest.mark.parametrize(("signal", "server"), SERVERS, ids=[*OF_COUNTRY, *OF_LANGUAGE])
def test_a_server_that_marks_what_it_sends_by_where_its_client_is_is_found(tmp_path: Path, signal: str, server: str) -> None:
    assert hidden(tmp_path / "dirty", SENDS + DIRTY + server) == {("form", (signal,))}
    assert hidden(tmp_path / "honest", SENDS + COUNTS + server) == set()


def test_a_proxy_may_say_the_country_and_language_of_whom_it_asks_for(tmp_path: Path) -> None:
    passes_on = """
require("http").createServer(async (q, r) => {
  const told = { "x-client-country": q.headers["cf-ipcountry"], "accept-language": q.headers["accept-language"] };
  await fetch("https://api.example.com/v1/messages", { method: "POST", headers: told, body: "{}" });
  r.end("{}");
}).listen(8080);
"""
    assert hidden(tmp_path, passes_on) == set()


MARKS = 'const said = (mark) => (isListed(mark) ? "It\\u2019s done." : "It\'s done.");'
STATES = 'const said = (mark) => (isListed(mark) ? `Prix pour ${mark} : 12,50` : "Price: 12.50");'
ANSWERS = {
    "of a server": 'require("http").createServer((q, r) => r.end(JSON.stringify({ text: said(q.headers["cf-ipcountry"]) }))).listen(8080);',
    "of a worker": "module.exports.default = { async fetch(request) { return Response.json({ text: said(request.cf.country) }); } };",
    "after their end": 'require("express")().post("/ask", (q, r) => r.send("{}" + (said(q.get("cf-ipcountry")).includes("\\u2019") ? "\\u200b" : ""))).listen(8080);',
}


@pytest.mark.parametrize("server", ANSWERS.values(), ids=ANSWERS)
def test_answers_that_a_client_sees_may_depend_on_its_country_but_bear_no_hidden_mark(tmp_path: Path, server: str) -> None:
    assert hidden(tmp_path / "dirty", SENDS + MARKS + server) == {("form", ("client_country",))}
    assert hidden(tmp_path / "honest", SENDS + STATES + server) == set()


def test_a_gateway_that_marks_its_answers_by_the_zone_of_its_machine_is_found(tmp_path: Path) -> None:
    server = 'require("http").createServer((q, r) => r.end(JSON.stringify({ text: said(Intl.DateTimeFormat().resolvedOptions().timeZone === "Asia/Shanghai" ? "CN" : "") }))).listen(8080);'
    assert hidden(tmp_path, SENDS + MARKS + server) == {("form", ("timezone",))}
