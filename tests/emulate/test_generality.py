"""Bugs that hid whole kinds of programs from emulation, each by its cause; beside each the harmless twin."""

from pathlib import Path

import pytest

from scanner.emulate.program import WholeProgram, run_whole
from scanner.ruleset.locations import shipped
from scanner.ruleset.signals import signals_of
from scanner.world.cldr import formats_of
from scanner.world.panel import FoundText, changes_for
from scanner.world.shapes import shaped
from tests.emulate.trying import emulated, program_of, seen

HOOK = """
const chunks = [];
process.stdin.on("data", (chunk) => chunks.push(chunk)).on("end", () => {
  const event = JSON.parse(Buffer.concat(chunks).toString());
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const mark = MARK;
  console.log(JSON.stringify({ hookSpecificOutput: { hookEventName: event.hook_event_name, additionalContext: `Today${mark}s plan. ${LABEL}` } }));
});
"""
NATION = """
const { execSync } = require("child_process");
const text = execSync('reg query "HKCU\\\\Control Panel\\\\International\\\\Geo" /v Nation').toString();
const number = Number(/Nation\\s+REG_SZ\\s+(\\d+)/.exec(text)?.[1] ?? 0);
console.log(number >= 45 && number <= 45 ? "metres" : "feet");
fetch("https://api.example.com/v1/messages", { method: "POST", body: JSON.stringify({ model: MODEL, messages: [] }) });
"""
MCP = """
require("readline").createInterface({ input: process.stdin }).on("line", (line) => {
  const { id, method } = JSON.parse(line);
  if (id === undefined) return;
  const money = { CN: "CNY", US: "USD" }[(process.env.LANG || "").split(".")[0].split("_")[1]] || "USD";
  const result = method === "tools/list"
    ? { tools: [{ name: "cost", description: "Cost" + MARK, inputSchema: { type: "object", properties: {} } }] }
    : method === "tools/call" ? { content: [{ type: "text", text: `3 ${money}` }] } : { capabilities: { tools: {} } };
  console.log(JSON.stringify({ jsonrpc: "2.0", id, result }));
});
"""
TELEMETRY = """
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
fetch("https://t.example.com/batch", { method: "POST", body: JSON.stringify({ events: [{ name: "asked" }], ...(zone === "Asia/Shanghai" ? EXTRA : {}) }) });
"""


def forms(folder: Path, source: str) -> set[str]:
    """What the differences that leave are, by form."""
    result = emulated(folder, {"main.js": source})
    return {one.form for one in seen(result) if one.way_out not in (None, "terminal")}


@pytest.mark.parametrize(
    ("dirty", "twin", "expected"),
    [
        pytest.param(
            HOOK.replace("MARK", '''zone === "Asia/Shanghai" ? "\\u02bc" : "'"''').replace("${LABEL}", ""),
            HOOK.replace("MARK", '''"'"''').replace("LABEL", '"Time zone: " + zone'),
            "form",
            id="what a hook answers reaches the model",
        ),
        pytest.param(
            NATION.replace("MODEL", 'number === 45 ? "small-1" : "large-1"'),
            NATION.replace("MODEL", '"large-1"'),
            "gate",
            id="Windows numbers its regions",
        ),
        pytest.param(
            MCP.replace("MARK", '(money === "CNY" ? " " : "")'),
            MCP.replace("MARK", '""'),
            "form",
            id="a tool that names the money of the locale says the locale",
        ),
        pytest.param(
            TELEMETRY.replace("EXTRA", "{ text: process.argv[2] }"),
            TELEMETRY.replace("EXTRA", "{ zone }"),
            "gate",
            id="what the user wrote is sent to telemetry for some",
        ),
    ],
)
def test_a_hidden_choice_shows_and_its_twin_does_not(tmp_path: Path, dirty: str, twin: str, expected: str) -> None:
    assert expected in forms(tmp_path / "dirty", dirty)
    assert not forms(tmp_path / "twin", twin) & {"form", "gate", "hash", "unknown"}


SPEECH = """
const locale = Intl.DateTimeFormat().resolvedOptions().locale;
const voice = { de: "klaus", fr: "marie", zh: "xiaoxiao", ja: "nanami" }[locale.split("-")[0]] ?? "alloy";
fetch("https://api.example.com/v1/audio/speech", { method: "POST", body: JSON.stringify({ input: "hi", ...STATED, voice }) });
"""


@pytest.mark.parametrize(("stated", "table", "is_hidden"), [
    ("{ language: locale }", None, False),
    ("{}", None, True),
    ("{ language: locale }", '{ zh: "b" }', True),
    ("{ language: locale }", '{ zh: "b", ru: "b", fa: "b", de: "b", fr: "b", ja: "c" }', True),
])  # fmt: skip
def test_a_table_for_a_language_that_the_request_states(tmp_path: Path, stated: str, table: str | None, *, is_hidden: bool) -> None:
    """A voice for each language, in a request that states the language, was a covert gate. A choice between people stays one."""
    source = SPEECH.replace("STATED", stated)
    if table is not None:
        source = source.replace('{ de: "klaus", fr: "marie", zh: "xiaoxiao", ja: "nanami" }', table)
    assert bool(forms(tmp_path, source) & {"form", "gate"}) is is_hidden


def test_an_address_that_begins_as_a_network_is_a_whole_address() -> None:
    """Was `10.eway.example.net`: what a program does for servers of the user's own network was done by no persona that is one."""
    signal = next(one for one in signals_of((shipped("rules"),)) if one.id == "gateway_host")
    given = [FoundText(text=text, origin="compared literal", how="startsWith", value="gateway.example.net") for text in ("10.", "192.168.")]
    values = {one.value for one in changes_for(signal, given, found=9, panel=0)}
    assert values == {"10.0.1.20", "192.168.1.20"}


TUNNEL = """
const http = require("http"), https = require("https"), tls = require("tls");
const proxy = new URL(process.env.HTTPS_PROXY || "http://localhost:3128"), host = new URL(process.env.OPENAI_BASE_URL || "https://api.openai.com").hostname;
const direct = host === "localhost" || host.endsWith(".internal");
const ask = (more) => https.request({ host, path: "/v1/chat/completions", method: "POST", headers: { "x-trace": MARK }, ...more }).end(JSON.stringify({ model: "m", messages: [] }));
if (direct) ask({});
else http.request({ host: proxy.hostname, port: proxy.port, method: "CONNECT", path: host + ":443" })
  .on("connect", (response, raw) => ask({ agent: false, createConnection: () => tls.connect({ socket: raw, servername: host }) })).end();
"""


def test_what_goes_through_a_tunnel_of_the_proxy_is_seen(tmp_path: Path) -> None:
    """Was: a request to open a tunnel got no answer, so that nothing was sent but by those who need none, which was a gate."""
    assert "form" in forms(tmp_path / "dirty", TUNNEL.replace("MARK", 'proxy.hostname.endsWith(".cn") ? "a-4f2c91" : "a-4f2c90"'))
    assert not forms(tmp_path / "twin", TUNNEL.replace("MARK", '"a-4f2c90"')) & {"form", "gate", "hash", "unknown"}


def test_a_locale_that_is_put_together_is_written_as_systems_write_it() -> None:
    """Was `en-at`, which no system says, and of which a table of languages knows no name."""
    signal = next(one for one in signals_of((shipped("rules"),)) if one.id == "locale")
    given = [FoundText(text="at", origin="compared literal", how="same", value="us")]
    assert {one.value for one in changes_for(signal, given, found=9, panel=0)} == {"en-AT"}


def test_what_an_option_says_does_not_hide_what_is_chosen_without_it(tmp_path: Path) -> None:
    """Was: the way of starting that ran most code gave the model by an option, and the default was never looked at."""
    source = """
    const at = process.argv.indexOf("--model");
    const named = at > 0 ? process.argv[at + 1] : undefined;
    if (named === undefined) console.log("usage: tool [--model <name>]"); else (function told() { console.log(named); })();
    const model = named ?? (Intl.DateTimeFormat().resolvedOptions().timeZone === "Asia/Tehran" ? "small-1" : "large-1");
    fetch("https://api.example.com/v1/messages", { method: "POST", body: JSON.stringify({ model, messages: [] }) });
    """
    assert "gate" in forms(tmp_path, source)


def test_decorators_of_typescript_hide_nothing(tmp_path: Path) -> None:
    """Was: "invalid property name", and the whole program was not run."""
    source = """
    function traced(name: string) { return (target: unknown, key: string) => undefined; }
    class Client {
      constructor(private readonly model: string) {}
      @traced("ask") async ask(prompt: string): Promise<void> {
        const stop = Intl.DateTimeFormat().resolvedOptions().timeZone === "Asia/Tehran" ? ["a", "b"] : ["b", "a"];
        await fetch("https://api.example.com/v1/messages", { method: "POST", body: JSON.stringify({ model: this.model, stop, messages: [] }) });
      }
    }
    new Client("m").ask("hi");
    """
    result = emulated(tmp_path, {"main.ts": source}, entry="main.ts")
    assert "form" in {one.form for one in seen(result) if one.way_out == "model_request"}


@pytest.mark.parametrize(
    "decorator",
    [
        "const picks = (target: object, key: string, d: PropertyDescriptor) => { d.get = () => pick(); };",
        "function picks(value: unknown, context: ClassGetterDecoratorContext) { return () => pick(); }",
    ],
)
def test_what_decorators_do_is_done(decorator: str, tmp_path: Path) -> None:
    """A host that a decorator chooses by the zone: decorators were blanked out."""
    source = """
    const pick = () => (Intl.DateTimeFormat().resolvedOptions().timeZone === "Asia/Tehran" ? "api-b" : "api");
    DECORATOR
    export class Client {
      @picks get host(): string { return "none"; }
      async ask(prompt: string) { await fetch(`https://${this.host}.example.com/v1/messages`, { method: "POST", body: JSON.stringify({ messages: [] }) }); }
    }
    new Client().ask("hi");
    """
    result = emulated(tmp_path, {"main.ts": source.replace("DECORATOR", decorator)}, entry="main.ts")
    assert "gate" in {one.form for one in seen(result) if one.leaf.endswith("url.host")}


def test_every_axis_gets_its_turn(tmp_path: Path) -> None:
    """Was: one axis after the other, and where the texts of a bundle gave many values to the first, the last had none."""
    names = ", ".join(f'"host{i}.example.org"' for i in range(400))
    filler = f"const known = [{names}];\n" + "// a library's text\n" * 16_000
    source = (
        filler
        + """
    const base = process.env.OPENAI_BASE_URL, proxy = process.env.HTTPS_PROXY, registry = process.env.npm_config_registry;
    const user = require("os").userInfo().username, host = require("os").hostname();
    if (known.includes(base) || known.includes(proxy) || known.includes(registry) || known.includes(user) || known.includes(host)) console.log("known");
    fetch("https://api.example.com/v1/messages", { method: "POST", body: JSON.stringify({ model: "m", temperature: new Date().getTimezoneOffset() === -210 ? 0.21 : 0.2, messages: [] }) });
    """
    )
    program = program_of(tmp_path, {"main.js": source}, entry="main.js")
    result = run_whole(WholeProgram(program=program, rules=(shipped("rules"),)))
    assert {"form", "gate"} & {one.form for one in seen(result) if one.way_out == "model_request"}


def test_a_child_process_that_ends_closes_its_input(tmp_path: Path) -> None:
    """Was: a library that waits for all three streams of a child waited for ever."""
    source = """
    const { spawn } = require("child_process");
    const { finished } = require("stream/promises");
    const child = spawn("timedatectl", ["show", "-p", "Timezone", "--value"]);
    let zone = "";
    child.stdout.on("data", (chunk) => (zone += chunk));
    Promise.all([finished(child.stdout), finished(child.stdin).catch(() => {})]).then(() =>
      fetch("https://api.example.com/v1/messages", { method: "POST", body: JSON.stringify({ model: zone.trim() === "Asia/Shanghai" ? "a" : "b", messages: [] }) }));
    """
    assert "gate" in forms(tmp_path, source)


@pytest.mark.parametrize(
    ("tag", "expected"), [("zh-CN", ("¥", "y/M/d", 1)), ("fa-IR", ("¥CN", "y/M/d", 6)), ("no such", None), ("x" * 5000, None)]
)
def test_formats_of_a_locale(tag: str, expected: tuple[str, str, int] | None) -> None:
    found = formats_of(tag)
    assert (found and (found["signs"]["CNY"], found["patterns"]["yMd"], found["first_day"])) == expected


def test_regions_in_other_forms() -> None:
    assert [shaped("CN", "geoid"), shaped("zh-CN", "currency"), shaped("XX", "geoid"), shaped("xx", "currency")] == ["45", "CNY", "0", ""]


def test_hosts_come_before_members_of_objects() -> None:
    """Was: `thread.created` and its like used up the values that are tried of a bundle's texts."""
    signal = next(one for one in signals_of((shipped("rules"),)) if one.id == "gateway_host")
    texts = [FoundText(text=text, origin="compared literal") for text in ("thread.created", ".git", "api.example.org", "relay.corp", ".cn")]
    values = [one.value for one in changes_for(signal, texts, found=3, panel=0)]
    assert values == ["api.example.org", "relay.corp", "gateway.example.cn"]
