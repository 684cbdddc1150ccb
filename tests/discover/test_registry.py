"""Windows trees: what the registry tells, and hives that are broken."""

import struct
from pathlib import Path

import pytest

from scanner.attempt import Refusal
from scanner.discover.hivefile import MAX_DEPTH, HiveFile, HiveValues, hive_values
from scanner.discover.registry import path_on_drive
from scanner.model.installation import Inventory
from tests.discover.hives import Keys, hive
from tests.discover.hosts import electron, gaps, of_home, of_root, put, states, tools_of

UNINSTALL = r"Microsoft\Windows\CurrentVersion\Uninstall"
RUN = r"Microsoft\Windows\CurrentVersion\Run"


def _disk(root: Path, software: Keys | None = None, user: Keys | None = None, system: Keys | None = None) -> Path:
    """The disk of a machine with one user; returns her home."""
    home = root / "Users/ann"
    (home / "AppData").mkdir(parents=True)
    for path, keys in (("Windows/System32/config/SOFTWARE", software), ("Windows/System32/config/SYSTEM", system), ("Users/ann/NTUSER.DAT", user)):
        if keys is not None:
            hive(root / path, keys)
    return home


def _inventory(tmp_path: Path, **hives: Keys) -> Inventory:
    _disk(tmp_path, **hives)
    return of_root(tmp_path)


def test_installed_programs_are_read_with_their_versions(tmp_path: Path) -> None:
    inventory = _inventory(
        tmp_path,
        software={f"{UNINSTALL}\\{{AB}}": {"DisplayName": "Ollama version 0.5.1", "DisplayVersion": "0.5.1", "Publisher": "Ollama"},
                  f"WOW6432Node\\{UNINSTALL}\\Claude": {"DisplayName": "Claude", "DisplayVersion": "0.14.10"},
                  f"{UNINSTALL}\\Editor": {"DisplayName": "Some Editor", "DisplayVersion": "1"},
                  f"{UNINSTALL}\\Part": {"DisplayName": "Claude", "SystemComponent": 1}},
        user={f"Software\\{UNINSTALL}\\kiro": {"DisplayName": "Kiro (User)", "DisplayVersion": "0.2.0"},
              f"Software\\{UNINSTALL}\\x": {"DisplayName": "Acme AI Sidekick 3.1.4", "DisplayVersion": "3.1.4"}},
    )  # fmt: skip
    assert tools_of(inventory) == [("claude-desktop", "0.14.10"), ("kiro", "0.2.0"), ("ollama", "0.5.1")]
    assert [(one.name, one.version, one.reason, one.home) for one in inventory.candidates] == [
        ("Acme AI Sidekick", "3.1.4", "its name has the word ai", "/Users/ann")
    ]
    assert {source.channel for one in inventory.installations for source in one.sources} == {"registry"}


def test_a_registered_program_and_its_folder_are_one_installation(tmp_path: Path) -> None:
    location = r"C:\Users\ann\AppData\Local\Programs\cursor" + "\\"
    home = _disk(tmp_path, user={f"Software\\{UNINSTALL}\\{{x}}_is1": {"DisplayName": "Cursor (User)", "DisplayVersion": "2.1.0", "InstallLocation": location}})
    electron(home / "AppData/Local/Programs/cursor", "Cursor", "2.1.0")
    (found,) = of_root(tmp_path).installations
    assert {one.channel for one in found.sources} == {"desktop", "registry"}
    assert found.root == "/Users/ann/AppData/Local/Programs/cursor"


def test_a_record_without_a_place_and_the_program_are_one_installation(tmp_path: Path) -> None:
    """Claude Desktop was told twice: by its folder, and by a record that names none."""
    home = _disk(tmp_path, software={f"{UNINSTALL}\\Claude": {"DisplayName": "Claude", "DisplayVersion": "0.14.10"},
                                     f"{UNINSTALL}\\Ollama": {"DisplayName": "Ollama version 0.5.1", "DisplayVersion": "0.5.1"}})  # fmt: skip
    put(home / "AppData/Local/AnthropicClaude/app-0.14.10/claude.exe", b"MZ")
    put(home / "AppData/Local/Programs/Ollama/ollama.exe", b"MZ")
    inventory = of_root(tmp_path)
    assert tools_of(inventory) == [("claude-desktop", "0.14.10"), ("ollama", "0.5.1")]
    assert [{one.channel for one in tool.sources} for tool in inventory.installations] == [{"native", "registry"}, {"native", "registry"}]


def test_a_copied_home_is_read_with_its_own_hive(tmp_path: Path) -> None:
    """The record names a place on the machine that the home was copied from."""
    location = r"C:\Users\ann\AppData\Local\Programs\cursor"
    home = tmp_path / "copy"
    hive(home / "NTUSER.DAT", {f"Software\\{UNINSTALL}\\c": {"DisplayName": "Cursor (User)", "DisplayVersion": "2.1.0", "InstallLocation": location},
                               "Environment": {"ANTHROPIC_BASE_URL": "https://gateway.example"}})  # fmt: skip
    electron(home / "AppData/Local/Programs/cursor", "Cursor", "2.1.0")
    inventory = of_home(home)
    (found,) = inventory.installations
    assert ({one.channel for one in found.sources}, found.root) == ({"desktop", "registry"}, f"{home}/AppData/Local/Programs/cursor")
    assert ("endpoint_override", "env.ANTHROPIC_BASE_URL", "present") in states(inventory, "claude-code")


def test_store_packages_are_known_by_the_registry_too(tmp_path: Path) -> None:
    name = "OpenAI.ChatGPT-Desktop_1.2025.1.0_x64__2p2nqsd0c76g0"
    put(tmp_path / "Program Files/keep", "")
    inventory = _inventory(tmp_path, software={f"Microsoft\\Windows\\CurrentVersion\\Appx\\AppxAllUserStore\\Applications\\{name}": {"Path": "x"}})
    assert tools_of(inventory) == [("chatgpt-desktop", "1.2025.1.0")]


def test_policies_of_the_registry_are_managed_settings(tmp_path: Path) -> None:
    _disk(
        tmp_path,
        software={r"Policies\ClaudeCode": {"Settings": '{"permissions": {"disableBypassPermissionsMode": "disable"}}'},
                  r"Policies\Microsoft\VSCode": {"ChatToolsAutoApprove": 0, "TelemetryLevel": "off"}},
    )  # fmt: skip
    put(tmp_path / "Users/ann/.claude/settings.json", {"permissions": {"defaultMode": "bypassPermissions"}})
    put(tmp_path / "Users/ann/AppData/Roaming/Code/User/settings.json", {"chat.tools.global.autoApprove": True})
    inventory = of_root(tmp_path)
    assert ("permission_bypass", "permissions.defaultMode", "not_effective") in states(inventory, "claude-code")
    assert ("managed_policy", "ClaudeCode", "present") in states(inventory, "claude-code")
    assert states(inventory, "github-copilot-ide") == {
        ("flag", "ChatToolsAutoApprove", "disabled"), ("managed_policy", "VSCode", "present"), ("telemetry", "TelemetryLevel", "disabled"),
        ("permission_bypass", "chat.tools.global.autoApprove", "not_effective"),
    }  # fmt: skip
    assert gaps(inventory) == []


def test_a_policy_that_does_not_parse_is_a_gap_and_not_effective(tmp_path: Path) -> None:
    inventory = _inventory(tmp_path, software={r"Policies\ClaudeCode": {"Settings": '{"permissions": '}})
    file = "/Windows/System32/config/SOFTWARE!/Policies/ClaudeCode"
    assert gaps(inventory) == [(file, "the document in `Settings` is not JSON: Expecting value at line 1, column 17")]
    assert states(inventory, "claude-code") == {("managed_policy", "ClaudeCode", "not_effective")}


def test_a_policy_that_lets_everything_pass_is_no_lock(tmp_path: Path) -> None:
    inventory = _inventory(tmp_path, software={r"Policies\Microsoft\VSCode": {"ChatToolsAutoApprove": 1}})
    assert ("permission_bypass", "ChatToolsAutoApprove", "enabled") in states(inventory, "github-copilot-ide")


def test_variables_and_commands_of_a_session_are_seen(tmp_path: Path) -> None:
    inventory = _inventory(
        tmp_path,
        user={"Environment": {"ANTHROPIC_BASE_URL": "https://gateway.example/v1", "OPENAI_API_KEY": "sk-0123456789abcdef0123", "PATH": "x"},
              f"Software\\{RUN}": {"agent": r'"C:\Tools\codex.exe" --dangerously-bypass-approvals-and-sandbox'}},
        system={r"ControlSet001\Control\Session Manager\Environment": {"OLLAMA_HOST": "0.0.0.0"}},
    )  # fmt: skip
    assert ("endpoint_override", "env.ANTHROPIC_BASE_URL", "present") in states(inventory, "claude-code")
    assert ("permission_bypass", "--dangerously-bypass-approvals-and-sandbox", "enabled") in states(inventory, "codex")
    assert ("exposed_listener", "env.OLLAMA_HOST", "enabled") in states(inventory, "ollama")
    assert "sk-0123456789abcdef0123" not in repr(inventory)
    assert {one.origin for one in inventory.settings if one.key.startswith("env.")} == {"environment"}


def test_what_starts_with_the_session_is_a_way_to_the_installation(tmp_path: Path) -> None:
    home = _disk(tmp_path, user={f"Software\\{RUN}": {"Ollama": r"C:\Users\ann\AppData\Local\Programs\Ollama\ollama.exe serve"}})
    put(home / "AppData/Local/Programs/Ollama/ollama.exe", b"MZ")
    (found,) = of_root(tmp_path).installations
    assert "autostart" in {one.channel for one in found.sources}


def test_safe_settings_of_the_registry_are_clean(tmp_path: Path) -> None:
    inventory = _inventory(tmp_path, user={"Environment": {"OLLAMA_HOST": "127.0.0.1", "Path": "x"}, f"Software\\{RUN}": {"OneDrive": "x.exe /background"}})
    assert (inventory.settings, inventory.observations, gaps(inventory)) == ((), (), [])


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is not a registry hive"),
        (b"regf", "is not a registry hive"),
        (b"not a hive" * 1000, "is not a registry hive"),
        (b"regf" + b"\xff" * 9000, "is not a registry hive"),
    ],
)
def test_what_is_no_hive_is_a_gap(tmp_path: Path, content: bytes, reason: str) -> None:
    _disk(tmp_path)
    put(tmp_path / "Windows/System32/config/SOFTWARE", content)
    ((subject, told),) = gaps(of_root(tmp_path))
    assert subject == "/Windows/System32/config/SOFTWARE"
    assert reason in (told or "")


def test_a_hive_with_unwritten_changes_says_so(tmp_path: Path) -> None:
    _disk(tmp_path)
    hive(tmp_path / "Windows/System32/config/SOFTWARE", {"A": {"b": 1}}, is_dirty=True)
    assert gaps(of_root(tmp_path)) == [
        ("/Windows/System32/config/SOFTWARE", "was copied with changes in its transaction log, which were not read")
    ]


def _read(path: Path, *keys: str) -> HiveValues:
    return hive_values(HiveFile(path=str(path.resolve()), keys=keys))


def test_a_truncated_hive_gives_what_it_has_and_says_so(tmp_path: Path) -> None:
    path = hive(tmp_path / "h", {f"A\\k{i}": {"name": "x" * 200} for i in range(100)})
    path.write_bytes(path.read_bytes()[:12_000])
    found = _read(path, "A\\*")
    assert found.complaints
    assert len(found.values) < 100


def test_a_key_that_holds_itself_ends(tmp_path: Path) -> None:
    path = hive(tmp_path / "h", {"A": {"B": {"x": 1}}})
    content = bytearray(path.read_bytes())
    at = content.index(b"lf", content.index(b"lf") + 2) + 4  # the list below A
    content[at : at + 4] = struct.pack("<I", content.index(b"nk", content.index(b"nk") + 2) - 4 - 4096)  # A
    path.write_bytes(content)
    assert len({one.key for one in _read(path, "A\\**").values}) <= MAX_DEPTH + 1


def test_numbers_cost_no_reading_of_the_hive(tmp_path: Path) -> None:
    """The library reads 2 GiB for each value that stands in its record."""
    path = hive(tmp_path / "h", {"A": {f"v{i}": i for i in range(2000)}, "Z": {"big": b"x" * (8 << 20)}})
    assert len(_read(path, "A").values) == 2000


def test_a_hive_over_the_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scanner.discover.hivefile.HIVE_BYTES", 100)
    with pytest.raises(Refusal, match="larger than the limit"):
        _read(hive(tmp_path / "h", {"A": {"b": 1}}), "A")


@pytest.mark.parametrize(
    ("text", "path"),
    [
        (r"C:\Program Files\Tool" + "\\", "/Program Files/Tool"),
        (r'"C:\Tools\x.exe" --flag', "/Tools/x.exe"),
        (r"C:\Tools\x.exe,0", "/Tools/x.exe"),
        ("MsiExec.exe /X{AB}", None),
        (r"%LOCALAPPDATA%\x", None),
        (r"C:\a*\b", None),
        ("", None),
    ],
)
def test_paths_of_windows_lead_into_the_tree(text: str, path: str | None) -> None:
    assert path_on_drive(text) == path


def test_absent_policies_are_named_by_their_key(tmp_path: Path) -> None:
    home = _disk(tmp_path, software={"A": {"b": 1}})
    electron(home / "AppData/Local/Programs/Claude", "Claude", "1.0.0")
    (row,) = [one for one in of_root(tmp_path).settings if one.tool == "claude-desktop"]
    assert (row.file, row.effective) == ("/Windows/System32/config/SOFTWARE!/Policies/Claude", "absent")
