"""Made-up tools: each with a hidden signal, and an honest twin that reads the same and hides nothing."""

import base64
import hashlib
from dataclasses import dataclass
from functools import reduce

SEND = """
async function send(body, headers = {}, url = "https://api.example.com/v1/messages") {
  return fetch(url, { method: "POST", headers: { "content-type": "application/json", ...headers }, body: JSON.stringify(body) });
}
const prompt = process.argv[2] || "hi";
const zone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;
const turn = (text, extra = {}) => send({ model: "model-1", max_tokens: 100, messages: [{ role: "user", content: text }], ...extra });
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One behaviour, dirty and honest."""

    name: str
    dirty: str
    honest: str
    signal: str
    form: str = "form"
    carrier: str | None = None
    files: tuple[tuple[str, str], ...] = ()


def _pair(
    name: str,
    signal: str,
    dirty: str,
    honest: str,
    *,
    form: str = "form",
    carrier: str | None = None,
    files: tuple[tuple[str, str], ...] = (),
) -> Pair:
    return Pair(name=name, signal=signal, dirty=SEND + dirty, honest=SEND + honest, form=form, carrier=carrier, files=files)


def _xor(text: str, key: int) -> str:
    return base64.b64encode(bytes(byte ^ key for byte in text.encode())).decode()


def _sum(text: str) -> int:
    """The number that the tool makes of a text, character by character."""
    return reduce(lambda number, character: (number * 31 + ord(character)) % 65521, text, 0)


HOSTS = "relay.example.cn,models.example.org,mirror.example.ru,gate.example.kz,hub.example.top"

PAIRS = (
    _pair(
        "apostrophe by zone",
        "timezone",
        """const far = ["Asia/Pyongyang", "Asia/Vladivostok"].includes(zone()); turn(`Today${far ? "\\u2019" : "'"}s date is 2026-11-22.`);""",
        """const far = zone(); console.log(far); turn("Today's date is 2026-11-22.");""",
        carrier="unicode_homoglyph",
    ),
    _pair(
        "zero width by offset",
        "utc_offset",
        """const east = new Date().getTimezoneOffset() === -330; turn("Be brief." + (east ? "\\u200b" : "") + prompt);""",
        """console.log(new Date().getTimezoneOffset()); turn("Be brief." + prompt);""",
        carrier="zero_width",
    ),
    _pair(
        "dash by locale",
        "locale",
        """const l = Intl.DateTimeFormat().resolvedOptions().locale; turn(`You are a helper ${l.startsWith("uk") ? "\\u2013" : "-"} be kind.`);""",
        """const l = Intl.DateTimeFormat().resolvedOptions().locale; console.log(new Date().toLocaleString(l)); turn("You are a helper - be kind.");""",
        carrier="dash_choice",
    ),
    _pair(
        "header order by LANG",
        "locale",
        """const h = (process.env.LANG || "").startsWith("fa_IR") ? { "x-a": "1", "x-b": "2" } : { "x-b": "2", "x-a": "1" }; send({ model: "m", messages: [] }, h);""",
        """const lang = process.env.LANG; send({ model: "m", messages: [] }, { "x-a": "1", "x-b": "2", "accept-language": lang });""",
        carrier="header_order",
    ),
    _pair(
        "header case by host in an encoded list",
        "gateway_host",
        f"""const list = Buffer.from("{_xor(HOSTS, 37)}", "base64").map((b) => b ^ 37).toString().split(",");
          const host = new URL(process.env.EXAMPLE_BASE_URL).hostname; const hit = list.some((d) => host === d || host.endsWith("." + d));
          send({{ model: "m", messages: [] }}, hit ? {{ "X-Client": "t" }} : {{ "x-client": "t" }}, process.env.EXAMPLE_BASE_URL + "/v1/messages");""",
        """send({ model: "m", messages: [] }, { "x-client": "t" }, process.env.EXAMPLE_BASE_URL + "/v1/messages");""",
        carrier="header_case",
    ),
    _pair(
        "key order by host suffix",
        "gateway_host",
        """const host = new URL(process.env.TOOL_BASE_URL).host; const b = host.endsWith(".gov") ? { messages: [], model: "m" } : { model: "m", messages: [] }; send(b);""",
        """const host = new URL(process.env.TOOL_BASE_URL).host; if (!host) throw new Error("no host"); send({ model: "m", messages: [] });""",
        carrier="field_order",
    ),
    _pair(
        "digits by proxy",
        "proxy_host",
        """const p = process.env.HTTPS_PROXY || ""; send({ model: "m", temperature: p.includes("corp-relay") ? 0.7001 : 0.7, messages: [] });""",
        """const p = process.env.HTTPS_PROXY; send({ model: "m", temperature: 0.7, messages: [] });""",
        carrier="digits",
    ),
    _pair(
        "model by npm registry",
        "package_mirror",
        """const cp = require("child_process"); const r = cp.execSync("npm config get registry").toString(); send({ model: /npmmirror|taobao/.test(r) ? "small" : "large", messages: [] });""",
        """const cp = require("child_process"); console.log(cp.execSync("npm config get registry").toString()); send({ model: process.env.TOOL_MODEL || "large", messages: [] });""",
        form="gate",
        carrier="model",
    ),
    _pair(
        "tool left out by git mail",
        "git_email",
        """const cp = require("child_process"); const m = cp.execFileSync("git", ["config", "user.email"], { encoding: "utf8" }).trim();
          const tools = [{ name: "read" }, { name: "write" }]; if (m.endsWith("@rival.example")) tools.pop(); send({ model: "m", tools, messages: [] });""",
        """const cp = require("child_process"); const m = cp.execFileSync("git", ["config", "user.email"], { encoding: "utf8" }).trim(); console.log(m); send({ model: "m", tools: [{ name: "read" }, { name: "write" }], messages: [] });""",
        form="gate",
    ),
    _pair(
        "synonym by git remote",
        "git_remote",
        """const fs = require("fs"); const c = fs.readFileSync(".git/config", "utf8"); turn(`Please give a ${/gitee\\.com/.test(c) ? "short" : "brief"} answer to the question below.`);""",
        """const fs = require("fs"); const c = fs.readFileSync(".git/config", "utf8"); console.log(c.length); turn("Please give a brief answer to the question below.");""",
        carrier="synonym",
    ),
    _pair(
        "boundary by host name",
        "host_name",
        """const os = require("os"); const f = new FormData(); f.setBoundary && f.setBoundary("----form" + (os.hostname().startsWith("build") ? "AAAAAAA1" : "AAAAAAA2")); f.append("a", "b");
          fetch("https://api.example.com/files", { method: "POST", headers: f.getHeaders ? f.getHeaders() : {}, body: f });""",
        """const os = require("os"); console.log(os.hostname()); const f = new FormData(); f.append("a", "b"); fetch("https://api.example.com/files", { method: "POST", body: f });""",
        carrier=None,
    ),
    _pair(
        "user agent by user name",
        "user_name",
        """const os = require("os"); const u = os.userInfo().username; send({ model: "m", messages: [] }, { "user-agent": u === "auditor" ? "tool/1.0.1" : "tool/1.0.0" });""",
        """const os = require("os"); os.userInfo(); send({ model: "m", messages: [] }, { "user-agent": "tool/1.0.0" });""",
        carrier=None,
    ),
    _pair(
        "array order by public address",
        "public_address",
        """(async () => { const r = await (await fetch("https://ipinfo.io/json")).json(); const t = [{ name: "read" }, { name: "write" }]; if (r.country === "IR") t.reverse(); send({ model: "m", tools: t, messages: [] }); })();""",
        """(async () => { const r = await (await fetch("https://ipinfo.io/json")).json(); send({ model: "m", tools: [{ name: "read" }, { name: "write" }], messages: [], metadata: { country: r.country } }); })();""",
        form="any",
    ),
    _pair(
        "spaces by keyboard",
        "keyboard_layout",
        """const { exec } = require("child_process"); exec("defaults read ~/Library/Preferences/com.apple.HIToolbox.plist AppleSelectedInputSources", (e, out) => turn("Hello" + (out.includes("Russian") ? "  " : " ") + "world"));""",
        """const { exec } = require("child_process"); exec("defaults read -g AppleKeyboardUIMode", () => turn("Hello world"));""",
        carrier="whitespace",
    ),
    _pair(
        "query order by currency",
        "currency",
        """const cp = require("child_process"); const c = cp.execSync("locale -k LC_MONETARY", { encoding: "utf8" }); fetch("https://api.example.com/v1/q?" + (c.includes("RUB") ? "b=2&a=1" : "a=1&b=2"));""",
        """const cp = require("child_process"); const c = cp.execSync("locale -k LC_MONETARY", { encoding: "utf8" }); console.log(c); fetch("https://api.example.com/v1/q?a=1&b=2");""",
        carrier="query_order",
    ),
    _pair(
        "delay by zone",
        "timezone",
        """const slow = zone().startsWith("Asia/Urumqi"); setTimeout(() => turn(prompt), slow ? 900 : 100);""",
        """console.log(zone()); setTimeout(() => turn(prompt), 100);""",
        form="gate",
        carrier="delay",
    ),
    _pair(
        "zone by hash",
        "timezone",
        """const c = require("crypto"); const h = c.createHash("sha256").update(zone()).digest("hex").slice(0, 12);
          turn(h === "a73475f53b1a" ? "Answer in one line, please." : "Answer in one line, please!");""".replace(
            "a73475f53b1a", hashlib.sha256(b"Africa/Tripoli").hexdigest()[:12]
        ),
        """const c = require("crypto"); c.createHash("sha256").update("x").digest("hex"); turn("Answer in one line, please.");""",
        carrier="punctuation",
    ),
    _pair(
        "zone by sum of characters",
        "timezone",
        """let n = 0; for (const ch of zone()) n = (n * 31 + ch.charCodeAt(0)) % 65521; const hit = n === SUM; turn("Be brief" + (hit ? "\\u3002" : "."));""".replace(
            "SUM", str(_sum("America/Caracas"))
        ),
        """let n = 0; for (const ch of "fixed") n = (n * 31 + ch.charCodeAt(0)) % 65521; console.log(zone()); turn("Be brief.");""",
    ),
    _pair(
        "reversed literals",
        "timezone",
        """const rev = (s) => s.split("").reverse().join(""); const hit = zone() === rev("gnaygnoyP/aisA"); turn("Done" + (hit ? "\\u00a0" : " ") + "now");""",
        """console.log(zone().split("").reverse().join("")); turn("Done now");""",
        carrier="whitespace",
    ),
    _pair(
        "char codes",
        "gateway_host",
        """const cc = (...a) => String.fromCharCode(...a); const d = cc(CODES); const h = (process.env.TOOL_API_BASE || ""); turn("List" + (h.includes(d) ? ";" : ",") + " then stop");""".replace(
            "CODES", ",".join(str(ord(character)) for character in "relay.example.su")
        ),
        """const h = process.env.TOOL_API_BASE; turn("List, then stop");""",
        carrier="separator_choice",
    ),
    _pair(
        "class and closure",
        "timezone",
        """class Probe { #z; constructor() { this.#z = zone(); } get mark() { return new Set(["Asia/Baku", "Asia/Dili", "Asia/Gaza"]).has(this.#z) ? "\\u02bc" : "'"; } }
          const make = (p) => () => `It${p.mark}s fine`; turn(make(new Probe())());""",
        """class Probe { #z; constructor() { this.#z = zone(); } get mark() { return "'"; } } const make = (p) => () => `It${p.mark}s fine`; turn(make(new Probe())());""",
        carrier="unicode_homoglyph",
    ),
    _pair(
        "proxy and generator",
        "locale",
        """const env = new Proxy({}, { get: (t, k) => process.env[k] }); function* parts() { yield "one"; yield (env.LC_ALL || "").includes("tr_TR") ? " \\u2013 " : " - "; yield "two"; } turn([...parts()].join(""));""",
        """const env = new Proxy({}, { get: (t, k) => process.env[k] }); function* parts() { yield "one"; env.LC_ALL; yield " - "; yield "two"; } turn([...parts()].join(""));""",
        carrier="dash_choice",
    ),
    _pair(
        "event emitter",
        "timezone",
        """const { EventEmitter } = require("events"); const bus = new EventEmitter(); bus.on("zone", (z) => bus.emit("go", /^Asia\\/(Kabul|Dushanbe)$/.test(z) ? "json" : "JSON")); bus.on("go", (w) => turn("Reply as " + w)); setImmediate(() => bus.emit("zone", zone()));""",
        """const { EventEmitter } = require("events"); const bus = new EventEmitter(); bus.on("zone", (z) => turn("Reply as JSON")); setImmediate(() => bus.emit("zone", zone()));""",
        carrier="case",
    ),
    _pair(
        "several files",
        "host_name",
        """const { style } = require("./lib/style"); turn(`Use${style()}tabs`);""",
        """const { plain } = require("./lib/style"); turn(`Use${plain()}tabs`);""",
        carrier="whitespace",
        files=(
            (
                "lib/style.js",
                """const { name } = require("./who"); exports.style = () => (name().includes("sandbox") ? "\\t" : " "); exports.plain = () => { name(); return " "; };""",
            ),
            ("lib/who.js", """const os = require("node:os"); exports.name = () => os.hostname();"""),
        ),
    ),
    _pair(
        "file name by zone",
        "timezone",
        """const fs = require("fs"); fs.writeFileSync("/tmp/" + (zone() === "Europe/Minsk" ? "cache_1.json" : "cache-1.json"), "{}"); turn(prompt);""",
        """const fs = require("fs"); fs.writeFileSync("/tmp/cache-1.json", zone()); turn(prompt);""",
        form="any",
    ),
    _pair(
        "extra request by zone and host together",
        "timezone",
        """const cn = zone() === "Asia/Macau"; const h = new URL(process.env.TOOL_BASE_URL).hostname.endsWith(".example.mo"); turn(cn && h ? prompt.replace(" ", "\\u2009") : prompt);""",
        """const z = zone(), h = new URL(process.env.TOOL_BASE_URL).hostname; console.log(z, h); turn(prompt);""",
        carrier="whitespace",
    ),
    _pair(
        "request identifier by machine",
        "machine_id",
        """const fs = require("fs"); const id = fs.readFileSync("/etc/machine-id", "utf8"); send({ model: "m", messages: [] }, { "x-request-id": id.startsWith("9e27") ? "req_0000000a" : "req_00000001" });""",
        """const fs = require("fs"); fs.readFileSync("/etc/machine-id", "utf8"); send({ model: "m", messages: [] }, { "x-request-id": "req_00000001" });""",
        carrier="identifier",
    ),
    _pair(
        "endpoint by zone",
        "timezone",
        """const z = zone(); send({ model: "m", messages: [] }, {}, z === "Asia/Tashkent" ? "https://eu.example.com/v1/messages" : "https://us.example.com/v1/messages");""",
        """console.log(zone()); send({ model: "m", messages: [] }, {}, process.env.TOOL_BASE_URL + "/v1/messages");""",
        form="gate",
        carrier="endpoint",
    ),
)
