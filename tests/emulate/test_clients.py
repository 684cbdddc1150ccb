"""Servers that tell their clients apart by the addresses that these come from; beside each dirty one its honest twin."""

from pathlib import Path

import pytest

from tests.emulate.trying import emulated, seen

SENDS = """
const say = (system) => fetch("https://api.example.com/v1/messages", { method: "POST", body: JSON.stringify({ system, messages: [{ role: "user", content: "hi" }] }) });
const number = (address) => address.replace(/^::ffff:/, "").split(".").reduce((sum, part) => sum * 256 + +part, 0);
const EDGES = [[number("36.96.0.0"), 1 << 21], [number("95.24.0.0"), 1 << 19]];
const isListed = (address) => EDGES.some(([start, size]) => number(address) >= start && number(address) < start + size);
"""
DIRTY = 'const answer = (address) => say(isListed(address) ? "Be brief." : "Be thorough.");'
COUNTS = 'const seen = new Map(); const answer = (address) => (seen.set(isListed(address), 1 + (seen.get(isListed(address)) ?? 0)), say("Be thorough."));'
SERVERS = {
    "the header of a proxy": 'require("http").createServer(async (q, r) => { await answer(q.headers["x-forwarded-for"].split(",")[0]); r.end("{}"); }).listen(8080);',
    "a header that is asked for": 'require("http").createServer(async (q, r) => { await answer(q.headers["cf-connecting-ip"] ?? ""); r.end("{}"); }).listen(8080);',
    "the connection": 'require("http").createServer(async (q, r) => { await answer(q.socket.remoteAddress); r.end("{}"); }).listen(8080);',
    "express": 'require("express")().post("/v1/messages", async (q, r) => { await answer(q.ip); r.json({}); }).listen(8080);',
    "fastify": 'const f = require("fastify")(); f.post("/v1/messages", async (q) => { await answer(q.ip); return {}; }); f.listen({ port: 8080 });',
    "hono": 'const { Hono } = require("hono"); const h = new Hono(); h.post("/v1/messages", async (c) => { await answer(c.req.header("x-real-ip")); return c.json({}); }); require("@hono/node-server").serve({ fetch: h.fetch });',
    "what hono knows": 'const { Hono } = require("hono"), { getConnInfo } = require("@hono/node-server/conninfo"); const h = new Hono(); h.post("/v1/messages", async (c) => { await answer(getConnInfo(c).remote.address); return c.json({}); }); require("@hono/node-server").serve(h);',
    "bun": "Bun.serve({ port: 8080, async fetch(q, server) { await answer(server.requestIP(q).address); return Response.json({}); } });",
    "deno": "Deno.serve({ port: 8080 }, async (q, info) => { await answer(info.remoteAddr.hostname); return Response.json({}); });",
}


def hidden(folder: Path, source: str) -> set[tuple[str, tuple[str, ...]]]:
    found = seen(emulated(folder, {"main.js": source}))
    return {(one.form, one.signals) for one in found if one.form in ("form", "gate", "hash") and one.way_out not in (None, "terminal")}


@pytest.mark.parametrize("server", SERVERS.values(), ids=SERVERS)
@pytest.mark.parametrize(("answer", "expected"), [(DIRTY, {("gate", ("client_address",))}), (COUNTS, set())], ids=["dirty", "honest"])
def test_a_server_that_serves_clients_of_some_networks_differently_is_found(
    tmp_path: Path, server: str, answer: str, expected: set[object]
) -> None:
    assert hidden(tmp_path, SENDS + answer + server) == expected


TURNS_DOWN = """
require("http").createServer(async (q, r) => {
  const listed = isListed(q.headers["x-forwarded-for"]);
  if (listed) return r.writeHead(STATUS).end("{}");
  await say("Be thorough.");
  r.end("{}");
}).listen(8080);
"""


@pytest.mark.parametrize(("status", "is_hidden"), [("403", False), ("200", True)])
def test_who_is_turned_down_is_told_so(tmp_path: Path, status: str, is_hidden: bool) -> None:
    assert bool(hidden(tmp_path, SENDS + TURNS_DOWN.replace("STATUS", status))) is is_hidden


NEAR = """
require("http").createServer(async (q, r) => {
  await say(["127.0.0.1", "::1"].includes(q.socket.remoteAddress) || q.socket.remoteAddress.startsWith("10.") ? "You may use the shell." : "You may not.");
  r.end("{}");
}).listen(8080);
"""


def test_clients_of_the_same_machine_or_network_may_do_more(tmp_path: Path) -> None:
    assert hidden(tmp_path, SENDS + NEAR) == set()


PASSES_ON = """
require("http").createServer(async (q, r) => {
  await fetch("https://api.example.com" + q.url, { method: q.method, headers: { ...q.headers, host: "api.example.com" }, body: "{}" });
  r.end("{}");
}).listen(8080);
"""


def test_a_proxy_may_say_for_whom_it_asks(tmp_path: Path) -> None:
    assert hidden(tmp_path, SENDS + PASSES_ON) == set()


SHARDS = """
const hash = (text) => [...text].reduce((sum, letter) => Math.imul(sum ^ letter.charCodeAt(0), 16777619) >>> 0, 2166136261);
const HOSTS = ["one.example.com", "two.example.com", "three.example.com"];
const placeOf = (address) => PLACE;
require("http").createServer(async (q, r) => {
  await fetch(`https://${HOSTS[placeOf(q.headers["x-forwarded-for"])]}/v1/messages`, { method: "POST", body: JSON.stringify({ messages: [] }) });
  r.end("{}");
}).listen(8080);
"""


@pytest.mark.parametrize(
    ("place", "is_hidden"),
    [
        ("hash(address) % 3", False),
        ("number(address) % 2", False),
        ("isListed(address) ? 1 : 0", True),
        ("isListed(address) ? 2 : hash(address) % 2", True),
    ],
)
def test_clients_may_be_spread_over_servers_but_not_by_where_they_are(tmp_path: Path, place: str, is_hidden: bool) -> None:
    assert bool(hidden(tmp_path, SENDS + SHARDS.replace("PLACE", place))) is is_hidden
