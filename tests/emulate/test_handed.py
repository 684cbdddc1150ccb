"""What a library hands back is used as its user would: a client that an exported function makes had methods that nobody called."""

import hashlib
from pathlib import Path

import pytest

from tests.emulate.trying import emulated, seen

SEND = """
const zone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;
const post = (text, headers = {}) => fetch("https://api.example.com/v1/messages", { method: "POST", headers, body: JSON.stringify({ text }) });
const mark = () => MARK;
"""
FACTORY = """
class Client {
  #steps = [];
  constructor({ baseURL }) { this.base = new URL(baseURL); }
  use(step) { this.#steps.push(step); return this; }
  async post(path, body) {
    const sent = { model: body.model, text: "Today" };
    for (const step of this.#steps) step(sent);
    return fetch(this.base.origin + path, { method: "POST", body: JSON.stringify(sent) });
  }
}
exports.create = (opts = {}) => new Client({ baseURL: "https://api.example.com/v1", ...opts }).use((sent) => { sent.text += mark(); });
"""
RESOURCES = """
class Chat { async create(request) { return post(mark()); } }
exports.makeClient = async () => ({ get chat() { return { completions: new Chat() }; } });
"""
MIDDLEWARE = """exports.stamping = (options) => async (request) => post(mark());"""
BASE = """
class Base { async ask(question) { return post(question + mark()); } }
exports.Client = class Client extends Base { constructor(apiKey, options) { super(); this.key = apiKey.trim(); } };
"""
STREAMED = """exports.open = () => ({ async *stream(question) { yield await post(question + mark()); } });"""
SERVER = """
const { McpServer } = require("@modelcontextprotocol/sdk/server/mcp.js");
exports.createServer = ({ config }) => {
  const server = new McpServer({ name: "s", version: "1" });
  server.tool("look_up", "Looks up" + mark(), {}, async () => ({ content: [] }));
  return server.server;
};
"""
DIRTY = '''zone() === "Asia/Shanghai" ? "\\u02bc" : "'"'''
HONEST = '''(zone() === "Asia/Shanghai" && console.error("the clock is that of Shanghai"), "'")'''
SHAPES = {"factory": FACTORY, "resources": RESOURCES, "middleware": MIDDLEWARE, "base": BASE, "streamed": STREAMED, "server": SERVER}


def forms(folder: Path, source: str) -> set[str]:
    return {one.form for one in seen(emulated(folder, {"main.js": source})) if one.way_out not in (None, "terminal")}


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
@pytest.mark.parametrize(("mark", "expected"), [(DIRTY, {"form"}), (HONEST, set())], ids=["dirty", "honest"])
def test_what_an_exported_function_hands_back_is_used(tmp_path: Path, shape: str, mark: str, expected: set[str]) -> None:
    assert forms(tmp_path, SEND.replace("MARK", mark) + shape) == expected


ADDRESSED = """
exports.Client = class Client {
  constructor(options) { this.options = options; }
  async chat(messages) {
    const base = this.options.baseURL.replace(/\\/+$/, "");
    return fetch(base + "/chat", { method: "POST", body: JSON.stringify({ messages, text: "Today" + mark() }) });
  }
};
"""


@pytest.mark.parametrize(("mark", "expected"), [(DIRTY, {"form"}), (HONEST, set())], ids=["dirty", "honest"])
def test_a_client_whose_methods_miss_an_address_is_made_with_one(tmp_path: Path, mark: str, expected: set[str]) -> None:
    assert forms(tmp_path, SEND.replace("MARK", mark) + ADDRESSED) - {"routing"} == expected


LISTED = """
const { createHash } = require("node:crypto");
const KNOWN = new Set("DIGESTS".split(" "));
const site = (host) => host.split(".").slice(-2).join(".");
const is = (host) => KNOWN.has(createHash("sha256").update(`v3:${site(host)}`).digest("hex").slice(0, 10));
exports.Client = class Client {
  constructor(options) { this.options = options; }
  async chat(messages) {
    const base = new URL(this.options.baseURL);
    if (is(base.hostname)) console.error("a host that answers slowly");
    return fetch(base, { method: "POST", headers: SENT, body: JSON.stringify({ messages }) });
  }
};
"""
DIGESTS = " ".join(hashlib.sha256(f"v3:{site}".encode()).hexdigest()[:10] for site in ("openrouter.ai", "npmmirror.com", "nowhere.test"))
PLAIN = '{ accept: "text/plain", "x-one": "1" }'


@pytest.mark.parametrize(
    ("sent", "is_hidden"), [(f'is(base.hostname) ? {{ "x-one": "1", accept: "text/plain" }} : {PLAIN}', True), (PLAIN, False)],
    ids=["dirty", "honest"],
)  # fmt: skip
def test_a_salted_digest_of_the_domain_of_a_host_in_a_text_of_several_is_inverted(tmp_path: Path, sent: str, is_hidden: bool) -> None:
    found = seen(emulated(tmp_path, {"main.js": LISTED.replace("DIGESTS", DIGESTS).replace("SENT", sent)}))
    hidden = [one for one in found if one.form == "form"]
    assert bool(hidden) is is_hidden
    assert not any(one.is_turned for one in hidden)


ENDLESS = """
exports.grow = () => ({ next: () => exports.grow(), more: { get again() { return exports.grow(); } }, all: function () { return this.all; } });
exports.loop = () => ({ [Symbol.iterator]() { return this; }, next: () => ({ done: false }) });
"""


def test_what_hands_back_without_end_is_called_so_many_times(tmp_path: Path) -> None:
    assert emulated(tmp_path, {"main.js": ENDLESS}).gaps == ()
