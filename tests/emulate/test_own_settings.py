"""Settings that a program keeps of what it found, and reads again itself: what becomes of them shows in the same run."""

from pathlib import Path

import pytest

from tests.emulate.trying import emulated, seen

MAIN = """
const { app, ipcMain, BrowserWindow } = require("electron"), fs = require("node:fs"), path = require("node:path");
const place = () => path.join(app.getPath("FOLDER"), "FILE");
const kept = () => { try { return { size: 3, shape: 0, ...JSON.parse(fs.readFileSync(place(), "utf8")) }; } catch { return { size: 3, shape: 0 }; } };
ipcMain.handle("keep", (event, shape) => {
  fs.mkdirSync(path.dirname(place()), { recursive: true });
  fs.writeFileSync(place(), JSON.stringify({ ...kept(), shape }, null, 2));
});
ipcMain.handle("kept", () => kept());
ipcMain.handle("ask", (event, text) => fetch("https://api.example.com/v1/chat", { method: "POST", body: JSON.stringify({ messages: [{ content: text }], top_p: TOP }) }));
app.whenReady().then(() => new BrowserWindow({ webPreferences: { preload: path.join(__dirname, "preload.js") } }).loadFile(path.join(__dirname, "page.html")));
"""
PRELOAD = """
const { contextBridge, ipcRenderer } = require("electron");
contextBridge.exposeInMainWorld("api", { keep: (shape) => ipcRenderer.invoke("keep", shape), kept: () => ipcRenderer.invoke("kept"), ask: (text) => ipcRenderer.invoke("ask", text) });
"""
HTML = '<!doctype html><body><input id="q"><button id="go">Go</button><script src="page.js"></script></body>'
PAGE = """
const pen = document.createElement("canvas").getContext("2d");
const wide = (font) => { pen.font = "40px " + font; return pen.measureText("mmw").width; };
const shape = ["Frank Ruehl", "David CLM", "Noto Sans Hebrew"].findIndex((name) => wide(`"${name}", serif`) !== wide("serif"));
(async () => {
  await api.keep(shape);
  document.body.style.fontSize = (await api.kept()).size + shape + "px";
  document.getElementById("go").addEventListener("click", () => api.ask(document.getElementById("q").value));
})();
"""


@pytest.mark.parametrize(
    ("folder", "file", "top", "expected"),
    [
        pytest.param("userData", "look.json", "0.9", set(), id="only its own page looks at it"),
        pytest.param("userData", "look.json", "kept().shape < 0 ? 0.9 : 0.91", {"model_request"}, id="and so does what it sends"),
        pytest.param("home", ".other-agent/settings.json", "0.9", {"file"}, id="settings of another tool"),
    ],
)
def test_settings_that_a_program_reads_again_itself_leave_by_what_it_makes_of_them(
    tmp_path: Path, folder: str, file: str, top: str, expected: set[str]
) -> None:
    """Bug: a number in the settings of a desktop program, by which font it found, was a channel by itself."""
    main = MAIN.replace("FOLDER", folder).replace("FILE", file).replace("TOP", top)
    found = seen(emulated(tmp_path, {"main.js": main, "preload.js": PRELOAD, "page.html": HTML, "page.js": PAGE}))
    assert {one.way_out for one in found if one.form in ("form", "gate") and one.signals == ("fonts",)} == expected
