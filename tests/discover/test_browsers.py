"""Browser extensions, and the programs that they may start."""

from pathlib import Path

import pytest

from tests.discover.hives import hive
from tests.discover.hosts import gaps, of_root, put, states, tools_of

CLAUDE = "fcoeoabgfenejglbffodgkkbkcdhcgfn"
OTHER = "abcdefghijklmnopabcdefghijklmnop"


def _chromium(profiles: Path, identifier: str, version: str = "1.0.0", *, profile: str = "Default", **manifest: object) -> Path:
    folder = profiles / profile / "Extensions" / identifier / f"{version}_0"
    put(folder / "manifest.json", {"manifest_version": 3, "name": "Something", "version": version, **manifest})
    return folder


@pytest.mark.parametrize(
    "profiles",
    [
        "home/ann/.config/google-chrome",
        "home/ann/.config/BraveSoftware/Brave-Browser",
        "home/ann/snap/chromium/common/chromium",
        "Users/ann/Library/Application Support/Microsoft Edge",
        "Users/ann/AppData/Local/Google/Chrome/User Data",
    ],
)
def test_extensions_are_found_in_every_browser(tmp_path: Path, profiles: str) -> None:
    for folder in ("AppData",) if "AppData" in profiles else ("Library",) if "Library" in profiles else ():
        (tmp_path / "Users/ann" / folder).mkdir(parents=True)
    _chromium(tmp_path / profiles, CLAUDE, "1.0.9", profile="Profile 2", permissions=["nativeMessaging", "storage"], host_permissions=["<all_urls>"])
    _chromium(tmp_path / profiles, CLAUDE, "1.0.10", profile="Profile 2", permissions=["nativeMessaging", "storage"], host_permissions=["<all_urls>"])
    inventory = of_root(tmp_path)
    assert tools_of(inventory) == [("claude-browser", "1.0.10")]
    assert states(inventory, "claude-browser") == {("flag", "host_permissions", "enabled"), ("flag", "permissions.nativeMessaging", "enabled")}


def test_unknown_extensions_are_candidates_by_what_they_may_reach(tmp_path: Path) -> None:
    profiles = tmp_path / "home/ann/.config/google-chrome"
    _chromium(profiles, OTHER, name="Helper", host_permissions=["https://api.openai.com/*"], permissions=["nativeMessaging"])
    _chromium(profiles, OTHER[::-1], name="Side panel", content_scripts=[{"matches": ["*://chatgpt.com/*"], "js": ["a.js"]}])
    named = _chromium(profiles, "p" * 32, name="__MSG_title__", default_locale="en")
    put(named / "_locales/en/messages.json", {"Title": {"message": "GPT for forms"}})
    assert {(one.name, one.reason) for one in of_root(tmp_path).candidates} == {
        ("Helper", "may read and change api.openai.com; permitted: nativeMessaging"),
        ("Side panel", "may read and change chatgpt.com"),
        ("GPT for forms", "its name has the word gpt"),
    }


@pytest.mark.parametrize(
    "manifest",
    [
        {"name": "User-Agent Switcher", "host_permissions": ["<all_urls>"], "permissions": ["webRequest"]},
        {"name": "uBlock Origin Lite", "host_permissions": ["<all_urls>"]},
        {"name": "Maintain", "content_scripts": [{"matches": ["https://example.org/*"]}]},
        {"name": "Passwords", "permissions": ["nativeMessaging", "tabs"]},
    ],
)
def test_other_extensions_are_none(tmp_path: Path, manifest: dict[str, object]) -> None:
    _chromium(tmp_path / "home/ann/.config/google-chrome", OTHER, **manifest)
    inventory = of_root(tmp_path)
    assert (inventory.installations, inventory.candidates, gaps(inventory)) == ((), (), [])


def test_add_ons_of_firefox_are_read_from_its_list(tmp_path: Path) -> None:
    profile = tmp_path / "home/ann/.mozilla/firefox/ab12.default-release"
    put(profile / "extensions.json", {"schemaVersion": 36, "addons": [
        {"id": "assistant@example.org", "type": "extension", "version": "2.0", "location": "app-profile", "defaultLocale": {"name": "Page helper"},
         "userPermissions": {"permissions": ["tabs"], "origins": ["https://claude.ai/*"]}},
        {"id": "formautofill@mozilla.org", "type": "extension", "version": "1.0", "location": "app-builtin", "defaultLocale": {"name": "AI autofill"}},
        {"id": "dark@example.org", "type": "theme", "version": "1.0", "location": "app-profile", "defaultLocale": {"name": "AI dark"}},
    ]})  # fmt: skip
    put(profile / "extensions/assistant@example.org.xpi", b"PK")
    ((name, version, root, reason),) = [(one.name, one.version, one.root, one.reason) for one in of_root(tmp_path).candidates]
    assert (name, version, reason) == ("Page helper", "2.0", "may read and change claude.ai; permitted: tabs")
    assert root == "/home/ann/.mozilla/firefox/ab12.default-release/extensions/assistant@example.org.xpi"


@pytest.mark.parametrize("content", ["", "{", '{"addons": 3}', '{"addons": [1, {"id": 2}, {"id": "x", "type": "extension", "userPermissions": []}]}'])
def test_a_broken_list_of_add_ons_is_no_crash(tmp_path: Path, content: str) -> None:
    put(tmp_path / "home/ann/.mozilla/firefox/p/extensions.json", content)
    inventory = of_root(tmp_path)
    assert inventory.candidates == ()
    assert bool(gaps(inventory)) == (not content.endswith("}"))


@pytest.mark.parametrize(
    "manifest",
    [
        {"permissions": "all", "host_permissions": 3, "content_scripts": 7, "name": 5, "version": 1},
        {"content_scripts": [1, {"matches": "x"}], "permissions": [1, None]},
        {"name": "__MSG_x__", "default_locale": "../../../../etc"},
    ],
)
def test_a_manifest_of_wrong_types_is_no_crash(tmp_path: Path, manifest: dict[str, object]) -> None:
    _chromium(tmp_path / "home/ann/.config/chromium", OTHER, **manifest)
    assert of_root(tmp_path).candidates == ()


def test_programs_that_extensions_may_start_are_told(tmp_path: Path) -> None:
    put(tmp_path / "usr/bin/other", "")
    hosts = tmp_path / "home/ann/.config/google-chrome/NativeMessagingHosts"
    put(hosts / "a.json", {"name": "com.anthropic.browser", "path": "/home/ann/.local/share/claude/versions/2.1.90", "allowed_origins": [f"chrome-extension://{CLAUDE}/"]})
    put(hosts / "b.json", {"name": "org.keepassxc.browser", "path": "/usr/bin/other", "allowed_origins": []})
    put(hosts / "c.json", {"name": "dev.local.mcp", "path": "/home/ann/bridge.py"})
    put(tmp_path / "home/ann/.local/share/claude/versions/2.1.90", b"\x7fELF")
    inventory = of_root(tmp_path)
    assert [(one.tool, one.key) for one in inventory.settings if one.origin == "user"] == [
        ("claude-code", "native_messaging_host.com.anthropic.browser"), ("dev.local.mcp", "native_messaging_host.dev.local.mcp"),
    ]  # fmt: skip
    assert CLAUDE in next(one.effective for one in inventory.settings if one.origin == "user")


def test_the_registry_names_such_programs_on_windows(tmp_path: Path) -> None:
    home = tmp_path / "Users/ann"
    (home / "AppData").mkdir(parents=True)
    hive(home / "NTUSER.DAT", {r"Software\Google\Chrome\NativeMessagingHosts\com.x.claude": {"": r"C:\Users\ann\host.json"}})
    put(home / "host.json", {"name": "com.x.claude", "path": "claude.exe", "allowed_origins": []})
    assert [(one.tool, one.key) for one in of_root(tmp_path).settings] == [("claude-code", "native_messaging_host.com.x.claude")]
