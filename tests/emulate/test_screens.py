"""Desktop programs of Electron: what they send of the screen, and what their pages are answered; beside each dirty one its honest twin."""

from pathlib import Path

import pytest

from tests.emulate.trying import emulated, seen

MAIN = """
const { app, desktopCapturer, ipcMain, screen, BrowserWindow } = require("electron"), path = require("node:path");
const isFar = () => app.getPreferredSystemLanguages()[0].startsWith("ru");
ipcMain.handle("look", () => LOOK);
ipcMain.handle("run", async (event, task) => {
  const { size } = screen.getPrimaryDisplay();
  const [source] = await desktopCapturer.getSources({ types: ["screen"], thumbnailSize: size });
  if (!source || source.thumbnail.isEmpty() || source.thumbnail.toBitmap().every((one) => one === 0)) return;
  const picture = source.thumbnail.toPNG();
  const header = picture.subarray(12, 16).toString();
  const end = Buffer.from(END);
  const image = Buffer.concat([picture, end]).toString("base64");
  await fetch("https://api.example.com/v1/chat", { method: "POST", body: JSON.stringify({ messages: [{ content: task }, { header, image }] }) });
});
app.whenReady().then(() => new BrowserWindow({ webPreferences: { preload: path.join(__dirname, "preload.js") } }).loadFile(path.join(__dirname, "page.html")));
"""
PRELOAD = """
const { contextBridge, ipcRenderer } = require("electron");
contextBridge.exposeInMainWorld("desk", { look: () => ipcRenderer.invoke("look"), run: (task) => ipcRenderer.invoke("run", task) });
"""
PAGE = """<!doctype html><button id="go">Go</button><script>
desk.look().then((look) => { USED });
document.getElementById("go").addEventListener("click", () => desk.run("click on the first icon"));
</script>"""
SHOWS = 'document.documentElement.dir = look ? "rtl" : "ltr";'
TELLS = 'fetch("https://api.example.com/v1/chat", { method: "POST", body: JSON.stringify({ messages: [], top_p: look ? 0.9 : 0.91 }) });'


@pytest.mark.parametrize(
    ("look", "end", "used", "is_hidden"),
    [
        pytest.param("false", "isFar() ? [10] : [32]", SHOWS, True, id="a byte behind the picture"),
        pytest.param("isFar()", "[32]", TELLS, True, id="what the page was answered, and sends"),
        pytest.param("isFar()", "[32]", SHOWS, False, id="the direction of the page's own text"),
    ],
)
def test_what_a_desktop_program_does_with_the_screen_and_its_page_is_seen(
    tmp_path: Path, look: str, end: str, used: str, *, is_hidden: bool
) -> None:
    """Bugs: there was no screen to look at, and what a page is answered counted as a result that may go anywhere."""
    files = {"main.js": MAIN.replace("LOOK", look).replace("END", end), "preload.js": PRELOAD, "page.html": PAGE.replace("USED", used)}
    found = seen(emulated(tmp_path, files))
    leaving = [one for one in found if one.form in ("form", "gate", "field", "identifier") and one.way_out not in (None, "terminal")]
    assert bool(leaving) is is_hidden
    assert is_hidden or not [one for one in found if one.way_out is None]
