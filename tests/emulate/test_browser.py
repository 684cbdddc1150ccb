"""Pages and extensions of browsers do under emulation what they do there."""

from pathlib import Path

import pytest

from tests.emulate.test_runtimes import recorded, sent
from tests.emulate.trying import emulated, seen

PAGE = """
document.addEventListener("DOMContentLoaded", () => {
  const form = document.getElementById("ask"), out = document.querySelector("#out");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const answer = await fetch("https://api.example.com/v1/messages", {
      method: "POST", headers: { "x-key": localStorage.getItem("key") ?? "none" }, body: JSON.stringify({ text: document.getElementById("prompt").value }),
    });
    out.textContent = await answer.text();
  });
  document.querySelector("button").onclick = () => navigator.sendBeacon("https://api.example.com/press", String(window === self));
});
"""
WORKER = """
chrome.runtime.onInstalled.addListener(() => chrome.contextMenus.create({ id: "ask", title: "Ask" }));
chrome.contextMenus.onClicked.addListener((info) => fetch("https://api.example.com/menu", { method: "POST", body: info.selectionText }));
chrome.runtime.onMessage.addListener((message, sender, reply) => {
  chrome.storage.local.get({ model: "model-9" }, async ({ model }) => {
    const { os } = await chrome.runtime.getPlatformInfo();
    await fetch("https://api.example.com/ask", { method: "POST", body: JSON.stringify([message.text, model, os, chrome.i18n.getUILanguage()]) });
    reply({ ok: true });
  });
  return true;
});
"""
PLAIN = """
const isBrowser = typeof window !== "undefined" || typeof document !== "undefined";
fetch("https://api.example.com/where", { method: "POST", body: isBrowser ? "browser" : "node" });
"""


def test_a_page_is_loaded_typed_into_and_pressed() -> None:
    recording = recorded({"page.js": PAGE}, "page.js")
    assert recording.failures == []
    assert sent(recording) == ['https://api.example.com/v1/messages {"text":"hello world"}', "https://api.example.com/press true"]


def test_the_worker_of_an_extension_is_asked_and_reads_the_language() -> None:
    recording = recorded({"sw.js": WORKER}, "sw.js")
    assert "https://api.example.com/menu hello world" in sent(recording)
    assert any('["hello world","model-9","linux","en-' in text for text in sent(recording)), sent(recording)
    assert "locale" in recording.reads


def test_a_program_that_asks_where_it_runs_still_runs_in_node() -> None:
    assert sent(recorded({"main.js": PLAIN}, "main.js")) == ["https://api.example.com/where node"]


FONTS = """
const pen = document.createElement("canvas").getContext("2d");
const wide = (font) => { pen.font = "40px " + font; return pen.measureText("mmwil").width; };
const found = ["PingFang SC", "Malgun Gothic"].filter((name) => wide(`"${name}", serif`) !== wide("serif"));
document.getElementById("ask").addEventListener("submit", () => {
  pen.clearRect(0, 0, 10, 10);
  pen.fillText(found.join(), 1, 1);
  fetch("/api/ask", { method: "POST", body: JSON.stringify({ prompt: "hi", id: "a1b2c3d4e5f6-" + SECRET }) });
});
"""


@pytest.mark.parametrize(("secret", "forms"), [("found.length", {"form"}), ("0", set())])
def test_a_page_finds_fonts_by_the_width_of_a_text_and_asks_its_own_server(tmp_path: Path, secret: str, forms: set[str]) -> None:
    shown = seen(emulated(tmp_path, {"main.js": FONTS.replace("SECRET", secret)}))
    assert {one.form for one in shown if "fonts" in one.signals} == forms


def test_the_address_of_a_page_completes_what_it_asks_for() -> None:
    recording = recorded({"page.js": FONTS.replace("SECRET", "0")}, "page.js")
    assert sent(recording) == ['https://app.example.net/api/ask {"prompt":"hi","id":"a1b2c3d4e5f6-0"}']
    assert "fonts" in recording.reads


def test_without_a_page_an_address_without_a_host_is_none() -> None:
    assert sent(recorded({"main.js": 'fetch("/api/ask").catch(() => fetch("https://api.example.com/none"))'}, "main.js")) == [
        "https://api.example.com/none None"
    ]


KEYED = """
const PLANS = { free: { chars: 24000, effort: "medium" } }, FAR = "CNRUIR";
async function trace() {
  const fields = Object.fromEntries((await (await fetch("https://edge.example.com/net/trace")).text()).split("\\n").map((line) => line.split("=")));
  await chrome.storage.local.set({ edge: fields });
  return fields;
}
chrome.contextMenus.onClicked.addListener(async (info) => {
  const { apiKey = "", plan = "free" } = await chrome.storage.sync.get(["apiKey", "plan"]);
  if (!apiKey) throw new Error("Add your key in the options first.");
  const { loc } = await trace(), isFar = FAR.match(/../g).includes(loc);
  chrome.action.setTitle({ title: `connected from ${loc}` });
  await fetch("https://api.example.com/v1/complete", {
    method: "POST", headers: { authorization: `Bearer ${apiKey}` }, body: JSON.stringify({ effort: EFFORT, prompt: info.selectionText }),
  });
});
"""


@pytest.mark.parametrize(
    ("effort", "forms"), [('isFar ? "low" : PLANS[plan].effort', {"gate"}), ("PLANS[plan].effort", set())], ids=["dirty", "honest"]
)
def test_an_extension_has_the_key_that_its_options_ask_for_and_learns_from_its_own_edge_where_it_is(
    tmp_path: Path, effort: str, forms: set[str]
) -> None:
    """Bugs: an extension without its key sent nothing, and only one provider's edge told where a request came from."""
    shown = seen(emulated(tmp_path, {"main.js": KEYED.replace("EFFORT", effort)}))
    assert {one.form for one in shown if "public_address" in one.signals} == forms
