"""Programs for Bun, Deno, Electron and editors do under emulation what they do there."""

import pytest

from scanner.emulate.explore import Allowance, explore
from scanner.emulate.manifests import named_packages
from scanner.emulate.run import Laid, run_program
from scanner.emulate.source import ROOT, SourceTree
from scanner.emulate.start import Learned, Start
from scanner.ruleset.locations import shipped
from scanner.ruleset.signals import signals_of
from scanner.world.persona import persona
from scanner.world.recording import Act, Recording, Request


def recorded(files: dict[str, str], entry: str, beside: dict[str, bytes] | None = None) -> Recording:
    """What the second run shows: the first one tells which runtime the program is for."""
    signals = signals_of((shipped("rules"),))
    tree = SourceTree(
        {f"{ROOT}/{name}": text for name, text in files.items()}, {f"{ROOT}/{name}": content for name, content in (beside or {}).items()}
    )
    tree.read_all()
    laid, learned = Laid(tree), Learned()
    runs = [
        run_program(tree, Start(path=f"{ROOT}/{entry}"), persona(signals), signals, seconds=20, learned=learned, laid=laid)
        for _ in range(2)
    ]
    return runs[-1]


def sent(recording: Recording) -> list[str]:
    return [f"{event.url} {event.body}" for event in recording.events if isinstance(event, Request)]


BUN = """
import { $ } from "bun";
const name = (await Bun.file("/etc/timezone").text()).trim();
const child = Bun.spawn(["defaults", "read", "-g", "AppleLocale"], { stdout: "pipe" });
const locale = (await new Response(child.stdout).text()).trim();
await child.exited;
await Bun.write("/tmp/seen.txt", name);
const again = await Bun.file("/tmp/seen.txt").text();
const shell = (await $`locale`.text()).split("\\n")[0];
await fetch("https://api.example.com/a", { method: "POST", body: JSON.stringify([again, locale, shell, Bun.env.LANG, Bun.argv.length, import.meta.main]) });
Bun.serve({ routes: { "/v1/messages": async (request) => { await fetch("https://api.example.com/up", { method: "POST", body: await request.text() }); return Response.json({}); } } });
"""
DENO = """
import OpenAI from "npm:openai@4";
const zone: string = Deno.readTextFileSync("/etc/timezone").trim();
const missing = await Deno.readTextFile("/nowhere").catch((error: Error) => error instanceof Deno.errors.NotFound);
const out = await new Deno.Command("locale").output();
const locale = new TextDecoder().decode(out.stdout).split("\\n")[0];
await fetch("https://api.example.com/a", { method: "POST", body: JSON.stringify([zone, missing, locale, Deno.env.get("LANG"), Deno.hostname(), Deno.build.os]) });
"""
VSCODE = """
const vscode = require("vscode");
exports.activate = (context) => {
  context.subscriptions.push(vscode.commands.registerCommand("x.ask", async () => {
    await fetch("https://api.example.com/ask", { method: "POST", body: vscode.env.language + vscode.window.activeTextEditor.document.getText(vscode.window.activeTextEditor.selection) });
  }));
  vscode.languages.registerInlineCompletionItemProvider("*", { provideInlineCompletionItems: async (document) => {
    await fetch("https://api.example.com/complete", { method: "POST", body: String(vscode.workspace.getConfiguration("x").get("size", 7)) });
    return [];
  } });
};
"""
ELECTRON = """
const { app, ipcMain, net, BrowserWindow } = require("electron");
ipcMain.handle("ask", (event, prompt) => net.fetch("https://api.example.com/ask", { method: "POST", body: app.getLocale() + prompt }));
app.whenReady().then(() => new BrowserWindow({}).loadFile("index.html"));
"""
PRELOAD = """
const { app, ipcMain, net, BrowserWindow } = require("electron");
ipcMain.handle("theme", () => ({ accent: app.getLocaleCountryCode() }));
ipcMain.handle("ask", (event, message) => net.fetch("https://api.example.com/ask", { method: "POST", body: message.text + message.accent }));
app.whenReady().then(() => new BrowserWindow({ webPreferences: { preload: require("path").join(__dirname, "preload.js") } }).loadFile("index.html"));
"""
SHOWN = """
const { contextBridge, ipcRenderer } = require("electron");
contextBridge.exposeInMainWorld("api", { ask: (text) => ipcRenderer.invoke("theme").then(({ accent }) => ipcRenderer.invoke("ask", { text, accent })) });
"""
INTERCEPTOR = """
const { app, session } = require("electron");
app.whenReady().then(() => {
  session.defaultSession.webRequest.onBeforeRequest({ urls: ["https://api.example.com/*"] }, (details, done) => done({ redirectURL: details.url + "?r=" + app.getLocaleCountryCode() }));
  session.defaultSession.webRequest.onBeforeSendHeaders({ urls: ["https://api.example.com/*"] }, (details, done) => done({ requestHeaders: { ...details.requestHeaders, "X-Of": details.requestHeaders["User-Agent"].slice(-6) } }));
  session.defaultSession.webRequest.onBeforeSendHeaders((details, done) => done({ cancel: true }));
});
"""
NODE = """
exports.Ask = class {
  description = { name: "ask", properties: [{ name: "text", type: "string", default: "" }, { name: "quality", type: "options", options: [{ value: "best" }] }] };
  async execute() {
    const out = [];
    for (let i = 0; i < this.getInputData().length; i++)
      out.push({ json: await this.helpers.httpRequest({ method: "POST", url: "https://api.example.com/run", body: { text: this.getNodeParameter("text", i), quality: this.getNodeParameter("quality", i), zone: this.getTimezone() } }) });
    return [out];
  }
};
"""
ACTION = """
const event = JSON.parse(require("fs").readFileSync(process.env.GITHUB_EVENT_PATH, "utf8"));
fetch("https://api.example.com/review", { method: "POST", body: event.pusher.email + new URL(process.env.GITHUB_SERVER_URL).hostname + event.pull_request.title });
"""


@pytest.mark.parametrize(
    ("name", "source", "expected"),
    [
        (
            "main.ts",
            BUN,
            [
                'https://api.example.com/a ["Asia/Singapore","en_US","LANG=en_US.UTF-8","en_US.UTF-8",3,true]',
                'https://api.example.com/up {"model":"model-1","max_tokens":100,"messages":[{"role":"user","content":"hello world"}]}',
            ],
        ),
        ("main.ts", DENO, ['https://api.example.com/a ["Asia/Singapore",true,"LANG=en_US.UTF-8","en_US.UTF-8","station-01","linux"]']),
        ("main.js", VSCODE, ["https://api.example.com/complete 7"] * 2 + ["https://api.example.com/ask en-UShello world", "https://api.example.com/complete 7"]),
        ("main.js", ELECTRON, ["https://api.example.com/ask en-UShello world"]),
        ("main.js", INTERCEPTOR, ["https://api.example.com/page?r=SG None"]),
        ("main.js", NODE, ['https://api.example.com/run {"text":"hello world","quality":"best","zone":"Asia/Singapore"}']),
        ("main.js", ACTION, ["https://api.example.com/review sam@git.example.netcode.example.nethello world"]),
    ],
    ids=["bun", "deno", "vscode", "electron", "interceptor", "workflow", "action"],
)
def test_a_program_of_another_host_runs(name: str, source: str, expected: list[str]) -> None:
    recording = recorded({name: source}, name)
    assert (sent(recording), recording.errors) == (expected, [])


def test_what_a_window_shows_its_page_before_it_is_loaded_is_asked() -> None:
    """The page's way to the program lay in a file of its own, which nothing ran."""
    recording = recorded({"main.js": PRELOAD, "preload.js": SHOWN}, "main.js")
    assert sent(recording)[-1] == "https://api.example.com/ask hello worldSG"


CHOSEN = """
const { app, dialog, ipcMain, net } = require("electron"), { readFile } = require("node:fs/promises");
ipcMain.handle("attach", async () => {
  const { filePaths } = await dialog.showOpenDialog({});
  return net.fetch("https://api.example.com/up", { method: "POST", body: app.getLocaleCountryCode() + (await readFile(filePaths[0], "utf8")) });
});
"""


def test_a_file_that_the_user_picks_in_a_dialog_is_there() -> None:
    """Uploads were not reached: reading the file that was picked failed."""
    assert sent(recorded({"main.js": CHOSEN}, "main.js")) == ["https://api.example.com/up SGhello world\n"]


def test_a_program_of_node_finds_neither_bun_nor_deno() -> None:
    """Libraries ask for the names to learn where they run."""
    source = 'fetch("https://api.example.com/" + typeof Bun + typeof Deno)'
    assert sent(recorded({"main.js": source}, "main.js")) == ["https://api.example.com/undefinedundefined None"]


def test_a_worker_beside_an_es_module_is_found_whatever_the_folder_is_called() -> None:
    """Was: a character in the path that addresses write with a percent sign, and the worker was not found."""
    signals = signals_of((shipped("rules"),))
    tree = SourceTree(
        {
            f"{ROOT}/a b/main.mjs": 'import { Worker } from "node:worker_threads"; new Worker(new URL("./w.mjs", import.meta.url));',
            f"{ROOT}/a b/w.mjs": 'fetch("https://api.example.com/w")',
        }
    )
    tree.read_all()
    recording = run_program(tree, Start(path=f"{ROOT}/a b/main.mjs"), persona(signals), signals, seconds=20)
    assert (sent(recording), recording.errors) == (["https://api.example.com/w None"], [])


@pytest.mark.parametrize("name", ["main.js", "main.mjs"])
def test_probes_never_break_a_program(name: str) -> None:
    """Was: `for await (let[a] of b)`, as minifiers write it, got a probe amid the declaration and the whole program did not compile."""
    source = 'async function f(){for await(let[a]of[["x"]])await fetch("https://api.example.com/"+a)}f();'
    recording = recorded({name: source}, name)
    assert (sent(recording), recording.errors) == (["https://api.example.com/x None"], [])


UPGRADE = """
const https = require("https");
let mask;
try { mask = require("native-masking").mask; } catch { mask = (bytes, key) => bytes.map((one, i) => one ^ key[i & 3]); }
const request = https.request("https://api.example.com/live", { headers: { Upgrade: "websocket", Connection: "Upgrade", "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==" } });
request.on("upgrade", (answer, socket) => {
  const key = Buffer.from([1, 2, 3, 4]), text = Buffer.from(answer.headers["sec-websocket-accept"]);
  socket.write(Buffer.concat([Buffer.from([0x81, 0x80 | text.length]), key, mask(text, key)]));
  socket.resume().on("end", () => fetch("https://api.example.com/closed"));
});
request.end();
"""


def test_a_library_that_speaks_websocket_itself_is_heard() -> None:
    """Was: the server answered 200, and what a bundled library would have sent never left. The key is the one of RFC 6455, section 1.3."""
    signals = signals_of((shipped("rules"),))
    tree = SourceTree(
        {f"{ROOT}/main.js": UPGRADE}, files={f"{ROOT}/package.json": b'{"name": "x", "dependencies": {}}'}, focus={f"{ROOT}/main.js": ()}
    )
    tree.read_all()
    recording = run_program(tree, Start(path=f"{ROOT}/main.js"), persona(signals), signals, seconds=20)
    frames = [event.text for event in recording.events if isinstance(event, Act) and event.kind == "frame"]
    assert (frames, recording.errors) == (["s3pPLMBiTxaQ9kYGzzhZRbK+xOo="], [])
    assert sent(recording)[-1] == "https://api.example.com/closed None"


@pytest.mark.parametrize("manifest", [b"{", b"[]", b'{"dependencies": [1]}', b"[" * 100_000])
def test_a_manifest_that_is_none_names_no_packages(manifest: bytes) -> None:
    assert named_packages(manifest) == set()


GATES = {
    "redirected": 'if (!process.stdout.isTTY) fetch("https://api.example.com/" + Intl.DateTimeFormat().resolvedOptions().timeZone)',
    "later": 'if (Date.now() > Date.UTC(2028, 1, 1)) fetch("https://api.example.com/" + Intl.DateTimeFormat().resolvedOptions().timeZone)',
    "sessions": """
const fs = require("fs"), file = require("os").homedir() + "/.tool.json";
let n = 0;
try { n = JSON.parse(fs.readFileSync(file)).n; } catch {}
fs.writeFileSync(file, JSON.stringify({ n: n + 1 }));
const rule = () => { const bytes = fs.readFileSync("/etc/localtime"); return bytes.subarray(bytes.lastIndexOf(10, bytes.length - 2) + 1, -1).toString(); };
const told = () => fetch("https://api.example.com/" + rule());
if (n >= 4) told();
""",
}


@pytest.mark.parametrize("gate", GATES)
def test_what_waits_for_circumstances_is_run_under_them(gate: str) -> None:
    signals = signals_of((shipped("rules"),))
    tree = SourceTree({f"{ROOT}/main.js": GATES[gate]})
    tree.read_all()
    explored = explore(
        lambda start: run_program(tree, start, persona(signals), signals, seconds=20),
        f"{ROOT}/main.js", names=(), source=GATES[gate], allowance=Allowance(runs=12, seconds=60, starts=3), is_late=lambda: False,
    )  # fmt: skip
    told = {text for one in explored for text in sent(one.recording)}
    assert told == {f"https://api.example.com/{'<+08>-8' if gate == 'sessions' else 'Asia/Singapore'} None"}


STANDARD = """
import { parseArgs } from "@std/cli/parse-args";
import { join } from "path";
import { delay } from "https://deno.land/std@0.224.0/async/delay.ts";
import { walk } from "jsr:@std/fs@1/walk";
import { zone } from "$lib/zone.ts";
const args = parseArgs(Deno.args, { string: ["model"], alias: { m: "model" }, default: { model: "large" } });
await delay(10);
const names = [];
for await (const one of walk(join(Deno.cwd(), "tool"))) if (one.isFile) names.push(one.path.split("/").pop());
await fetch("https://api.example.com/a", { method: "POST", body: JSON.stringify([args.model, args._, names, zone()]) });
"""


def test_a_program_for_deno_finds_what_its_import_map_names_and_the_standard_library() -> None:
    """Bug: names of an import map were packages that are not there, and what stood in for them ended the program."""
    settings = b'{ // names\n"imports": {"@std/cli": "jsr:@std/cli@^1", "path": "jsr:@std/path@^1/", "$lib/": "./lib/",},}'
    files = {"main.ts": STANDARD, "lib/zone.ts": 'export const zone = (): string => Deno.readTextFileSync("/etc/timezone").trim();'}
    (said,) = sent(recorded(files, "main.ts", {"deno.jsonc": settings}))
    assert said == 'https://api.example.com/a ["large",["hello world"],["deno.jsonc","zone.ts","main.ts"],"Asia/Singapore"]'
