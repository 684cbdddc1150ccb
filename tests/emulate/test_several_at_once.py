"""Signals of which a machine has several at once: what counts them is met by a persona that has all that is looked for."""

from dataclasses import replace
from pathlib import Path

import pytest

from scanner.emulate import program
from tests.emulate.trying import emulated, seen

FONTS = """
const fs = require("node:fs"), path = require("node:path"), os = require("node:os");
const wanted = new Set(Buffer.from("{packed}", "base64").toString().split("|"));
function* fontsIn(folder) {
  let items = [];
  try { items = fs.readdirSync(folder, { withFileTypes: true }); } catch {}
  for (const one of items) if (one.isDirectory()) yield* fontsIn(path.join(folder, one.name)); else if (/\\.(ttf|otf|ttc)$/.test(one.name)) yield one.name;
}
let met = 0;
for (const folder of ["/usr/share/fonts", path.join(os.homedir(), ".local/share/fonts")])
  for (const name of new Set(fontsIn(folder))) met += wanted.has(name.toLowerCase()) ? 1 : 0;
const hint = met > 3 ? "Your fonts cover Hebrew." : "Install a Hebrew font.";
"""
PACKED = "ZnJhbmsudHRmfGRhdmlkLnR0ZnxtaXJpYW0udHRmfGd1dHRtYW4ub3Rm"
DIRTY = (
    FONTS
    + """fetch("https://api.example.com/v1/chat", { method: "POST", body: JSON.stringify({ messages: [{ content: met > 3 ? "Go\\u00a0on" : "Go on" }] }) });"""
)
HONEST = (
    FONTS
    + """console.error(hint); fetch("https://api.example.com/v1/chat", { method: "POST", body: JSON.stringify({ messages: [{ content: "Go on" }] }) });"""
)
WINDOW = """
const { app, ipcMain } = require("electron"), fs = require("node:fs");
const titles = [];
ipcMain.on("title", (event, text) => titles.unshift(text));
ipcMain.handle("ask", () => fetch("https://api.example.com/v1/ask", { method: "POST", body: JSON.stringify({ now: titles[0], ...MORE }) }));
const isThere = fs.readFileSync("/etc/timezone", "utf8").startsWith("Asia/Shanghai");
"""


def ways(folder: Path, source: str) -> set[tuple[str, tuple[str, ...]]]:
    found = seen(emulated(folder, {"main.js": source}))
    return {(one.form, one.signals) for one in found if one.form in ("form", "gate") and one.way_out not in (None, "terminal")}


@pytest.mark.parametrize(("source", "expected"), [(DIRTY, {("form", ("fonts",))}), (HONEST, set())], ids=["dirty", "honest"])
def test_fonts_are_files_in_folders_and_a_persona_has_all_that_are_looked_for(
    tmp_path: Path, source: str, expected: set[tuple[str, tuple[str, ...]]]
) -> None:
    assert ways(tmp_path, source.replace("{packed}", PACKED)) == expected


@pytest.mark.parametrize(
    ("more", "expected"),
    [("(isThere ? { before: titles.slice(1) } : {})", {("gate", ("timezone",))}), ("{}", set())],
    ids=["dirty", "honest"],
)
def test_what_a_window_says_comes_more_than_once_before_it_asks(
    tmp_path: Path, more: str, expected: set[tuple[str, tuple[str, ...]]]
) -> None:
    assert ways(tmp_path, WINDOW.replace("...MORE", f"...{more}")) == expected


DEAR = """
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone, lang = process.env.LANG, host = new URL(process.env.OPENAI_BASE_URL).hostname;
const [registry, shell] = [process.env.npm_config_registry, require("os").userInfo().username];
const isListed = Buffer.from("cmVsYXkub25lLnRlc3R8cmVsYXkudHdvLnRlc3R8cmVsYXkudGhyZWUudGVzdA==", "base64").toString().split("|").includes(host);
fetch("https://api.example.com/v1/chat", { method: "POST", headers: { "accept-language": lang }, body: JSON.stringify({ zone, registry, shell, messages: [{ content: `It${MARK}s late` }] }) });
"""


@pytest.mark.parametrize(
    ("mark", "expected"), [("""isListed ? "’" : "'" """, {("form", ("gateway_host",))}), ('"\'"', set())], ids=["dirty", "honest"]
)
def test_a_program_whose_runs_are_dear_is_tried_on_all_axes_at_once_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mark: str, expected: set[tuple[str, tuple[str, ...]]]
) -> None:
    """Bug: of a bundle that takes seconds to load, only the first values of the first axes were tried before the time was over."""
    monkeypatch.setattr(program, "DEAR_SECONDS", 0.0)
    monkeypatch.setattr(program, "BUDGET", replace(program.BUDGET, runs=5, pairs=0, sweep=0, turns=0))
    assert ways(tmp_path, DEAR.replace("MARK", mark)) == expected


ROUTED = """
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone, lang = process.env.LANG;
console.error(zone.startsWith("Asia/Shanghai") ? "far" : "near", lang.startsWith("ru") ? 1 : 2);
fetch(process.env.OPENAI_BASE_URL + "/chat/completions", { method: "POST", body: "{}" });
"""


def test_what_one_change_shows_is_not_of_those_that_were_tried_with_it(tmp_path: Path) -> None:
    """Bug: an endpoint that the configured host chooses was said to be chosen by the language, too, as both were changed together."""
    found = seen(emulated(tmp_path, {"main.js": ROUTED}))
    assert {one.signals for one in found if one.form == "routing"} == {("gateway_host",)}


AGREEING = """
const [host, zone] = [new URL(require("child_process").execSync("git remote get-url origin").toString().trim()).hostname, Intl.DateTimeFormat().resolvedOptions().timeZone];
const listed = (packed) => Buffer.from(packed, "base64").toString().split("|");
const isHost = listed("b25lLnRlc3R8dHdvLnRlc3Q=").some((one) => host.endsWith("." + one)), isZone = listed("QXNpYS9UZWhyYW58QXNpYS9CYWdoZGFk").includes(zone);
console.error(isHost && isZone ? "Mirrors near you are slow today." : "");
fetch("https://api.example.com/v1/chat", { method: "POST", body: JSON.stringify({ user: require("os").userInfo().username, messages: [{ content: `It${MARK}s late` }] }) });
"""
COUNTED = """
const zone = new Date().getTimezoneOffset(), lang = Intl.DateTimeFormat().resolvedOptions().locale, name = require("os").hostname();
const far = Math.sign(Math.max(0, -zone - 100) * Math.max(0, 300 + zone)), other = /[\\u0400-\\u04ff]/.test(new Date(0).toLocaleDateString(undefined, { month: "long" })) | 0;
console.error(name, far * other ? "Guten Tag" : "");
fetch("https://api.example.com/v1/chat", { method: "POST", headers: { "accept-language": lang }, body: JSON.stringify({ model: MODEL, messages: [{ content: "hi" }] }) });
"""
DATED = """
const lang = (process.env.LANG || "").slice(0, 2), zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const when = new Date().toLocaleString(lang, { dateStyle: "full", timeStyle: "short", timeZone: zone });
const units = lang === "ru" && zone.startsWith("Europe/") ? "Europe (" + zone + ", " + lang + ")" : "elsewhere";
fetch("https://api.example.com/v1/chat", { method: "POST", body: JSON.stringify({ messages: [{ content: `Now: ${when}, in ${zone}. Language: ${lang}. Place: ${units}` }] }) });
"""


@pytest.mark.parametrize(
    ("mark", "expected"), [("""isHost && isZone ? "’" : "'" """, {("form", ("git_remote", "timezone"))}), ('"\'"', set())], ids=["dirty", "honest"]
)
def test_signals_of_any_class_that_must_agree_are_tried_together(
    tmp_path: Path, mark: str, expected: set[tuple[str, tuple[str, ...]]]
) -> None:
    """Bug: pairs were made of signals of place alone, and not at all where the program states something openly."""
    assert {one for one in ways(tmp_path, AGREEING.replace("MARK", mark)) if one[0] == "form"} == expected


@pytest.mark.parametrize(
    ("model", "expected"),
    [('far * other ? "small-1" : "large-1"', {("gate", ("locale", "timezone", "utc_offset"))}), ('"large-1"', set())],
    ids=["dirty", "honest"],
)
def test_signals_that_are_only_counted_together_are_tried_together(
    tmp_path: Path, model: str, expected: set[tuple[str, tuple[str, ...]]]
) -> None:
    assert ways(tmp_path, COUNTED.replace("MODEL", model)) == expected


def test_a_text_that_says_several_things_openly_hides_none(tmp_path: Path) -> None:
    assert ways(tmp_path, DATED) == set()
