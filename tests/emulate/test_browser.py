"""Pages and extensions of browsers do under emulation what they do there."""

from tests.emulate.test_runtimes import recorded, sent

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
