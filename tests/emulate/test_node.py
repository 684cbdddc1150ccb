"""The simulated Node answers as the real one does."""

import pytest

from scanner.emulate.run import run_program
from scanner.emulate.source import ROOT, SourceTree
from scanner.emulate.start import Start
from scanner.ruleset.locations import shipped
from scanner.ruleset.signals import signals_of
from scanner.world.persona import Change, persona
from scanner.world.recording import Act


def printed(source: str, *, name: str = "main.js", others: dict[str, str] | None = None, zone: str | None = None) -> str:
    """What a program prints, its errors behind it."""
    signals = signals_of((shipped("rules"),))
    changes = () if zone is None else (Change(axis="timezone", value=zone, origin="panel"),)
    tree = SourceTree({f"{ROOT}/{path}": text for path, text in {name: source, **(others or {})}.items()})
    tree.read_all()
    start = Start(path=f"{ROOT}/{name}", arguments=("hi",), calls_exports=False)
    recording = run_program(tree, start, persona(signals, changes), signals, seconds=5)
    text = "".join(event.text for event in recording.events if isinstance(event, Act) and event.kind == "print")
    return text + "".join(recording.errors) + (recording.stopped or "")


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("new Date(0).toString()", "Thu Jan 01 1970 07:30:00 GMT+0730 (Singapore Standard Time)"),
        ("new Date(2026, 0, 5, 3).toISOString()", "2026-01-04T19:00:00.000Z"),
        ("new Date('2026-07-01T00:00:00').getTimezoneOffset()", "-480"),
        ("new Date('2026-07-01').toISOString()", "2026-07-01T00:00:00.000Z"),
        ("new Date(2026, 10, 22).toLocaleDateString('en-US')", "11/22/2026"),
        ("new Date(0).toLocaleString('en-US', { timeZone: 'America/New_York' })", "12/31/1969, 7:00:00 PM"),
        ("new Date(0).toLocaleTimeString('en-GB', { timeZone: 'UTC' })", "00:00:00"),
        ("new Intl.NumberFormat('en-US').format(1234567.891)", "1,234,567.891"),
        ("new Intl.NumberFormat('de-DE').format(1234.5)", "1.234,5"),
        ("(1234.5).toLocaleString('en-US', { style: 'currency', currency: 'USD' })", "$1,234.50"),
        ("new Intl.Locale('zh-Hant-TW').region", "TW"),
        ("Intl.DateTimeFormat().resolvedOptions().timeZone", "Asia/Singapore"),
        (
            "require('crypto').createHash('sha256').update('a').digest('hex')",
            "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb",
        ),
        ("require('crypto').createHmac('md5', 'k').update('a').digest('base64')", "3c89IQBJ5xNfYa/65zcxzQ=="),
        ("Buffer.from('héé€😀').toString('base64')", "aMOpw6nigqzwn5iA"),
        ("Buffer.from('aMOpw6nigqzwn5iA', 'base64').toString()", "héé€😀"),
        ("Buffer.from('6869', 'hex').toString('latin1')", "hi"),
        ("new TextDecoder().decode(new TextEncoder().encode('ü'))", "ü"),
        ("new URL('../a?b=1#c', 'https://x.com/d/e/f').href", "https://x.com/d/a?b=1#c"),
        ("new URL('HTTPS://Example.COM:443/a b').href", "https://example.com/a%20b"),
        ("new URL('http://u:p@h:8080/x').host", "h:8080"),
        ("URL.canParse('not a url')", "false"),
        ("new URLSearchParams({ a: '1 2', b: 'é' }).toString()", "a=1+2&b=%C3%A9"),
        ("require('path').resolve('/a/b', '../c', './d.js')", "/a/c/d.js"),
        ("require('path').relative('/a/b/c', '/a/d')", "../../d"),
        ("require('path').win32.join('a', '..', 'b')", "b"),
        ("require('util').format('%s %d %j', 'a', 2, { b: 1 })", 'a 2 {"b":1}'),
        ("require('zlib').inflateSync(require('zlib').deflateSync('hello')).toString()", "hello"),
        ("require('os').EOL.length", "1"),
        ("require('querystring').stringify({ a: 1, b: ['x', 'y'] })", "a=1&b=x&b=y"),
        ("structuredClone({ a: [1, new Date(0)] }).a[1].toISOString()", "1970-01-01T00:00:00.000Z"),
    ],
)
def test_an_expression_has_the_value_that_node_gives_it(expression: str, expected: str) -> None:
    assert printed(f"console.log(String({expression}))") == expected + "\n"


@pytest.mark.parametrize(
    ("zone", "offset"), [("Asia/Kolkata", "-330"), ("America/St_Johns", "210"), ("UTC", "0"), ("Asia/Kathmandu", "-345")]
)
def test_the_offset_follows_the_zone(zone: str, offset: str) -> None:
    assert printed("console.log(new Date().getTimezoneOffset())", zone=zone) == offset + "\n"


def test_a_zone_with_summer_time_changes_its_offset() -> None:
    source = "console.log(new Date('2026-01-15T12:00:00Z').getHours(), new Date('2026-07-15T12:00:00Z').getHours())"
    assert printed(source, zone="Europe/Berlin") == "13 14\n"


def test_modules_of_both_kinds_find_each_other() -> None:
    source = """
import fs, { readFileSync as read } from "node:fs"; import OpenAI, { toFile } from "openai"; import * as os from "os";
import x, { named } from "./c.cjs"; import { y } from "./lib/index.js";
const late = await import("./d.js");
console.log(x.named, named, y, late.default.z, typeof read, typeof fs.existsSync, os.hostname(), typeof OpenAI, import.meta.url.slice(-9));
"""
    others = {"c.cjs": "exports.named = 7;", "lib/index.js": "export const y = 2;", "d.js": "module.exports = { z: 1 };"}
    assert printed(source, name="main.mjs", others=others) == "7 7 2 1 function function station-01 function /main.mjs\n"


def test_words_of_the_language_may_be_names_of_exports() -> None:
    """`z.null` of a namespace made a module around the other one that did not compile: a real package ended before it began."""
    source = 'import * as z from "./c.cjs"; import { static as b, kept } from "./c.cjs"; console.log(z.null, z.catch, z.in, b, kept);'
    others = {"c.cjs": "module.exports = { null: 1, catch: 2, in: 3, static: 4, kept: 5 };"}
    assert printed(source, name="main.mjs", others=others) == "1 2 3 4 5\n"


def test_reserved_words_may_be_imported_under_another_name() -> None:
    """A bundle with `instanceof as instanceof$1` of a library ended before it began: the grammar takes the statement for an error."""
    source = 'import { array, instanceof as a$1, null as b, kept } from "./c.cjs"; console.log(array, a$1, b, kept);'
    others = {"c.cjs": "module.exports = { array: 1, instanceof: 2, null: 3, kept: 4 };"}
    assert printed(source, name="main.mjs", others=others) == "1 2 3 4\n"


def test_a_package_in_node_modules_is_the_one_of_the_artifact() -> None:
    assert printed("console.log(require('pkg').v)", others={"node_modules/pkg/index.js": "exports.v = 42;"}) == "42\n"


def test_types_are_taken_out_of_typescript() -> None:
    source = "interface A { b: number }\nconst a: A = { b: 1 };\nenum E { X = 3 }\nconsole.log((a as A).b, E.X);"
    assert printed(source, name="main.ts") == "1 3\n"


def test_timers_run_in_the_order_of_a_virtual_clock() -> None:
    source = "const t = Date.now(); setTimeout(() => console.log('b', Date.now() - t), 5e6); setTimeout(() => console.log('a'), 10); queueMicrotask(() => console.log('m'));"
    assert printed(source) == "m\na\nb 5000000\n"


def test_a_turn_of_a_streaming_client_completes() -> None:
    source = """
const OpenAI = require("openai"); const Anthropic = require("@anthropic-ai/sdk");
(async () => {
  let out = "";
  for await (const part of await new OpenAI().chat.completions.create({ model: "m", messages: [], stream: true })) out += part.choices[0].delta.content ?? "";
  const turn = await new Anthropic().messages.create({ model: "m", messages: [], max_tokens: 1 });
  const raw = await fetch("https://api.openai.com/v1/responses", { method: "POST", body: JSON.stringify({ model: "m", input: "x", stream: true }) });
  const reader = raw.body.getReader(); let text = ""; for (;;) { const { done, value } = await reader.read(); if (done) break; text += new TextDecoder().decode(value); }
  console.log(out, turn.content[0].text, text.includes("response.completed"));
})();
"""
    assert printed(source) == "ok ok true\n"
