"""What hosts of programs show them: pages in windows, fonts and keys of a page, the editor's repository, the place of a package."""

from pathlib import Path

import pytest

from scanner.emulate.program import WholeProgram, run_whole
from scanner.ruleset.locations import shipped
from tests.emulate.test_runtimes import recorded, sent
from tests.emulate.trying import emulated, program_of, seen

MAIN = """
const { app, ipcMain, BrowserWindow } = require("electron"), path = require("node:path");
let zoom = 1;
ipcMain.on("zoom", (event, value) => { zoom = value; });
ipcMain.handle("ask", (event, text) => fetch("https://api.example.com/v1/chat", { method: "POST", body: JSON.stringify({ messages: [{ content: text }], top_p: TOP }) }));
app.whenReady().then(() => new BrowserWindow({ webPreferences: { preload: path.join(__dirname, "preload.js") } }).loadFile(path.join(__dirname, "page.html")));
"""
PRELOAD = """
const { contextBridge, ipcRenderer } = require("electron");
contextBridge.exposeInMainWorld("api", { zoom: (value) => ipcRenderer.send("zoom", value), ask: (text) => ipcRenderer.invoke("ask", text) });
"""
HTML = '<!doctype html><body><input id="q"><button id="go">Go</button><script>window.most = 8;</script><script src="page.js"></script></body>'
PAGE = """
const history = [], pen = document.createElement("canvas").getContext("2d");
const wide = (font) => { pen.font = "40px " + font; return pen.measureText("mmw").width; };
const has = (name) => wide(`"${name}", serif`) !== wide("serif");
async function fit() {
  const keys = await navigator.keyboard.getLayoutMap();
  const script = ["Frank Ruehl", "David CLM"].some(has) || keys.get("KeyQ") === "\\u0639";
  document.body.classList.toggle("wide", script);
  api.zoom(devicePixelRatio + (script ? most / 1e6 : 0));
}
document.getElementById("go").addEventListener("click", () => history.push(api.ask(document.getElementById("q").value)));
fit();
"""


@pytest.mark.parametrize(("top", "expected"), [("zoom * 0.9", {"fonts"}), ("0.9", set())], ids=["dirty", "honest"])
def test_what_a_page_measures_reaches_the_program_that_sends(tmp_path: Path, top: str, expected: set[str]) -> None:
    """The scripts of a window's page ran by themselves, with nothing of the program's to tell it to; its canvas measured no font."""
    files = {"main.js": MAIN.replace("TOP", top), "preload.js": PRELOAD, "page.html": HTML, "page.js": PAGE}
    found = seen(emulated(tmp_path, files))
    assert {signal for one in found if one.form == "form" and one.way_out == "model_request" for signal in one.signals} == expected


KEYS = """
document.title = "Keys";
navigator.keyboard.getLayoutMap().then((keys) => fetch("https://api.example.com/keys", { method: "POST", body: keys.get("KeyA") + keys.get("KeyZ") + document.fonts.check("12px 'Noto Sans'") }));
"""


def test_a_page_asks_for_keys_and_fonts() -> None:
    recording = recorded({"page.js": KEYS}, "page.js")
    assert (sent(recording), recording.reads) == (["https://api.example.com/keys aztrue"], {"keyboard_layout", "fonts"})


EXTENSION = """
const vscode = require("vscode"), path = require("node:path"), { Worker } = require("node:worker_threads");
exports.activate = (context) => {
  const worker = new Worker(path.join(context.extensionPath, "dist", "worker.js"));
  const answer = new Promise((done) => worker.on("message", done));
  const git = vscode.extensions.getExtension("vscode.git").exports.getAPI(1);
  worker.postMessage(git.repositories.flatMap((one) => one.state.remotes.map((remote) => remote.fetchUrl)));
  context.subscriptions.push(vscode.commands.registerCommand("x.ask", async () => {
    const host = await answer;
    await fetch("https://api.example.com/v1/chat", { method: "POST", body: JSON.stringify(BODY) });
  }));
};
"""
WORKER = """
const { parentPort } = require("node:worker_threads");
parentPort.on("message", (links) => parentPort.postMessage(new URL(links[0]).hostname));
"""


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('{ messages: [{ content: "Review" }], top_p: host.endsWith(".one.test") ? 1 : 0.9999 }', {"git_remote"}),
        ('{ messages: [{ content: "Review" }] }', set()),
    ],
    ids=["dirty", "honest"],
)
def test_an_extension_finds_its_own_files_and_the_repository(tmp_path: Path, body: str, expected: set[str]) -> None:
    """Bug: an extension below other folders was told that it lies at the root of what is examined, and found no file of its own."""
    files = {
        "a/b/package.json": '{"main": "dist/main.js"}', "a/b/dist/main.js": EXTENSION.replace("BODY", body), "a/b/dist/worker.js": WORKER,
    }  # fmt: skip
    result = run_whole(WholeProgram(program=program_of(tmp_path, files, entry="a/b/dist/main.js"), rules=(shipped("rules"),)))
    found = seen(result)
    assert {signal for one in found if one.way_out == "model_request" for signal in one.signals} == expected


WEBVIEW = """
const vscode = require("vscode"), fs = require("node:fs");
let width = 80;
exports.activate = (context) => context.subscriptions.push(vscode.window.registerWebviewViewProvider("x.chat", {
  resolveWebviewView(view) {
    const source = view.webview.asWebviewUri(vscode.Uri.joinPath(context.extensionUri, "media", "chat.js"));
    view.webview.onDidReceiveMessage(async (message) => {
      if (message.type === "ready") view.webview.postMessage({ type: "start", faces: ["Frank Ruehl", "David CLM"] });
      if (message.type === "size") width = message.width;
      if (message.type === "question") await fetch("https://api.example.com/v1/chat", { method: "POST", body: JSON.stringify({ messages: [{ content: message.text }], top_p: TOP }) });
    });
    view.webview.html = `<!doctype html><div id="log"></div><textarea id="q"></textarea><script nonce="${Math.random()}" src="${source}"></script>`;
  },
}));
"""
CHAT = """
(function () {
  const host = acquireVsCodeApi(), pen = document.createElement("canvas").getContext("2d"), q = document.getElementById("q");
  let faces = [], timer;
  const wide = (font) => { pen.font = "20px " + font; return pen.measureText("mmw").width; };
  addEventListener("message", ({ data }) => { if (data.type === "start") { faces = data.faces; watcher.observe(document.body); } });
  const watcher = new ResizeObserver(([entry]) => {
    clearTimeout(timer);
    timer = setTimeout(() => host.postMessage({ type: "size", width: entry.contentRect.width + faces.filter((name) => wide(`"${name}", serif`) !== wide("serif")).length }), 200);
  });
  q.addEventListener("keydown", (happened) => { if (happened.key === "Enter") host.postMessage({ type: "question", text: q.value }); });
  host.postMessage({ type: "ready" });
})();
"""


@pytest.mark.parametrize(("top", "expected"), [("0.9 + (width % 10) / 1e6", {"fonts"}), ("0.9", set())], ids=["dirty", "honest"])
def test_what_a_webview_tells_its_extension_reaches_what_it_sends(tmp_path: Path, top: str, expected: set[str]) -> None:
    """Bug: the page that an extension writes was never opened, and what both tell each other was lost."""
    found = seen(emulated(tmp_path, {"extension.js": WEBVIEW.replace("TOP", top), "media/chat.js": CHAT}, entry="extension.js"))
    assert {signal for one in found if one.form == "form" and one.way_out == "model_request" for signal in one.signals} == expected
