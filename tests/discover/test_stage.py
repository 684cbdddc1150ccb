"""Hosts as trees: what is found, once each, on every system."""

import os
import plistlib
from dataclasses import replace
from pathlib import Path

import pytest

from scanner.discover.target import Target
from scanner.discover.tree import Facts, Tree
from tests.discover.hives import hive
from tests.discover.hosts import (
    bundle,
    discovered,
    distribution,
    electron,
    extension,
    gaps,
    npm_package,
    of_root,
    plugin,
    put,
    states,
    tools_of,
)

ELF = b"\x7fELF" + b"\0" * 60


def _linux(root: Path, user: str = "ann") -> Path:
    put(root / "etc/os-release", "ID=debian\n")
    put(root / "etc/passwd", f"root:x:0:0::/root:/bin/sh\n{user}:x:{os.getuid()}:1000::/home/{user}:/bin/bash\n")
    (root / "home" / user).mkdir(parents=True)
    return root / "home" / user


def test_every_node_manager_is_looked_at(tmp_path: Path) -> None:
    home = _linux(tmp_path)
    places = {
        "npm": (home / ".npm-global/lib/node_modules", "@anthropic-ai/claude-code"),
        "npm by .npmrc": (home / "tools/npm/lib/node_modules", "@openai/codex"),
        "nvm": (home / ".nvm/versions/node/v22.1.0/lib/node_modules", "@google/gemini-cli"),
        "nvm moved": (home / "node-versions/versions/node/v20.0.0/lib/node_modules", "@qwen-code/qwen-code"),
        "fnm": (home / ".local/share/fnm/node-versions/v22/installation/lib/node_modules", "@github/copilot"),
        "mise": (home / ".local/share/mise/installs/npm-opencode-ai/1.0/lib/node_modules", "opencode-ai"),
        "volta": (home / ".volta/tools/image/packages/droid/lib/node_modules", "droid"),
        "asdf": (home / ".asdf/installs/nodejs/22.0/lib/node_modules", "@charmland/crush"),
        "bun": (home / ".bun/install/global/node_modules", "@sourcegraph/amp"),
        "yarn": (home / ".config/yarn/global/node_modules", "@augmentcode/auggie"),
        "npx": (home / ".npm/_npx/0123456789abcdef/node_modules", "@modelcontextprotocol/server-memory"),
        "system": (tmp_path / "usr/local/lib/node_modules", "@continuedev/cli"),
        "opt": (tmp_path / "opt/node-v22/lib/node_modules", "codebuff"),
        "project": (home / "work/app/node_modules", "cline"),
    }
    for modules, name in places.values():
        npm_package(modules, name)
    put(home / ".npmrc", "prefix=~/tools/npm\n")
    put(home / ".bashrc", 'export NVM_DIR="$HOME/node-versions"\n')
    assert sorted(one for one, _ in tools_of(of_root(tmp_path))) == [
        "@modelcontextprotocol/server-memory", "amp", "auggie", "claude-code", "cline", "codebuff", "codex", "continue", "copilot-cli",
        "crush", "droid", "gemini-cli", "opencode", "qwen-code",
    ]  # fmt: skip


def test_every_python_manager_is_looked_at(tmp_path: Path) -> None:
    home = _linux(tmp_path)
    distribution(home / ".local/share/pipx/venvs/aider-chat/lib/python3.11/site-packages", "aider-chat", "0.86.1")
    distribution(home / ".local/share/uv/tools/shell-gpt/lib/python3.12/site-packages", "shell-gpt")
    distribution(home / ".cache/uv/archive-v0/Xy12/lib/python3.12/site-packages", "mcp-server-git")
    distribution(tmp_path / "usr/lib/python3/dist-packages", "llm")
    distribution(home / "miniconda3/envs/ai/lib/python3.10/site-packages", "open-interpreter")
    put(home / "work/env/pyvenv.cfg", "")
    distribution(home / "work/env/lib/python3.11/site-packages", "kimi-cli")
    assert sorted(one for one, _ in tools_of(of_root(tmp_path))) == [
        "aider", "kimi-cli", "llm", "mcp-server-git", "open-interpreter", "shell-gpt",
    ]  # fmt: skip


def test_a_tool_seen_in_several_ways_is_one_installation(tmp_path: Path) -> None:
    home = _linux(tmp_path)
    modules = home / ".npm-global/lib/node_modules"
    parts = {"@openai/codex-linux-x64": "npm:@openai/codex@0.169.0-linux-x64"}
    package = npm_package(modules, "@openai/codex", "0.169.0", optionalDependencies=parts, bin={"codex": "bin/codex.js"})
    put(package / "bin/codex.js", "#!/usr/bin/env node\n")
    native = npm_package(package / "node_modules", "@openai/codex-linux-x64", "0.169.0-linux-x64", os=["linux"], cpu=["x64"])
    put(native / "package.json", {"name": "@openai/codex", "version": "0.169.0-linux-x64", "os": ["linux"], "cpu": ["x64"]})
    put(native / "bin/codex", ELF * 100)
    put(home / ".codex/packages/app-server-daemon/releases/1/bin/codex", ELF * 100)
    put(home / ".npm-global/bin/keep", "")
    (home / ".npm-global/bin/codex").symlink_to("../lib/node_modules/@openai/codex/bin/codex.js")
    inventory = of_root(tmp_path)
    (found,) = inventory.installations
    base = "/home/ann/.npm-global/lib/node_modules/@openai/codex"
    assert (found.tool_id, found.version, found.root) == ("codex", "0.169.0", base)
    assert {one.channel for one in found.sources} == {"npm", "path", "native"}
    assert f"{base}/node_modules/@openai/codex-linux-x64" in found.parts
    assert len(found.payload_sha256) == 1
    assert inventory.candidates == ()


def test_links_of_a_store_are_one_installation(tmp_path: Path) -> None:
    """pnpm links from its global folder into its store."""
    home = _linux(tmp_path)
    store = home / ".local/share/pnpm/global/5/.pnpm/opencode-ai@1.0.0/node_modules"
    npm_package(store, "opencode-ai", optionalDependencies={"opencode-linux-x64": "1.0.0"})
    npm_package(store, "opencode-linux-x64", os=["linux"], cpu=["x64"])
    modules = home / ".local/share/pnpm/global/5/node_modules"
    modules.mkdir(parents=True)
    (modules / "opencode-ai").symlink_to("../.pnpm/opencode-ai@1.0.0/node_modules/opencode-ai")
    put(
        home / ".local/share/pnpm/opencode",
        f"#!/bin/sh\n# cmd-shim-target=/home/ann{str(store).removeprefix(str(home))}/opencode-ai/bin/x\n",
    )
    (found,) = of_root(tmp_path).installations
    assert found.root.endswith("/.pnpm/opencode-ai@1.0.0/node_modules/opencode-ai")
    assert [one.rsplit("/", 1)[-1] for one in found.parts] == ["opencode-linux-x64"]


def test_a_name_alone_is_not_a_tool(tmp_path: Path) -> None:
    home = _linux(tmp_path)
    npm_package(home / ".npm-global/lib/node_modules", "cursor-agent", "1.0.3")
    put(home / ".npm-global/lib/node_modules/claude/package.json", {"name": "unrelated", "version": "1.0.0"})
    put(home / ".local/bin/claude", "#!/bin/sh\necho hello\n")
    inventory = of_root(tmp_path)
    assert (inventory.installations, inventory.candidates) == ((), ())


def test_a_folder_name_is_not_a_package_name(tmp_path: Path) -> None:
    home = _linux(tmp_path)
    put(home / ".npm-global/lib/node_modules/my-assistant/package.json", {"name": "@anthropic-ai/claude-code", "version": "2.1.90"})
    assert tools_of(of_root(tmp_path)) == [("claude-code", "2.1.90")]


def test_a_native_program_by_itself_is_a_candidate(tmp_path: Path) -> None:
    home = _linux(tmp_path)
    put(home / "bin/codex", ELF)
    (found,) = of_root(tmp_path).candidates
    assert (found.tool_id, found.root, found.reason) == ("codex", "/home/ann/bin/codex", "a program named codex lies in a folder of PATH")


def test_the_native_installer_keeps_versions_side_by_side(tmp_path: Path) -> None:
    home = _linux(tmp_path)
    for version in ("2.1.90", "2.1.198"):
        put(home / f".local/share/claude/versions/{version}", ELF + version.encode())
    put(home / ".local/bin/keep", "")
    (home / ".local/bin/claude").symlink_to("/home/ann/.local/share/claude/versions/2.1.198")
    inventory = of_root(tmp_path)
    assert tools_of(inventory) == [("claude-code", "2.1.198"), ("claude-code", "2.1.90")]
    assert {one.channel for one in inventory.installations[0].sources} == {"native", "path"}


def test_unknown_packages_that_look_like_ai_tools_are_candidates(tmp_path: Path) -> None:
    home = _linux(tmp_path)
    modules = home / ".npm-global/lib/node_modules"
    npm_package(modules, "by-dependency", bin="cli.js", dependencies={"@modelcontextprotocol/sdk": "1"})
    npm_package(modules, "by-keyword", bin="cli.js", keywords=["coding-agent"])
    put(npm_package(modules, "by-host", bin={"x": "./cli.js"}) / "cli.js", 'fetch("https://api.openai.com/v1")')
    npm_package(modules, "a-library", dependencies={"openai": "1"})
    npm_package(modules, "a-linter", bin="cli.js", keywords=["lint"])
    extension(home / ".vscode/extensions", "someone.helper", contributes={"chatParticipants": []})
    extension(home / ".vscode/extensions", "someone.theme", contributes={"themes": []})
    distribution(home / ".local/share/pipx/venvs/my-agent/lib/python3.11/site-packages", "my-agent", requires=("anthropic>=1",))
    assert {one.name: one.reason for one in of_root(tmp_path).candidates} == {
        "by-dependency": "depends on @modelcontextprotocol/sdk",
        "by-keyword": "names the keywords coding-agent",
        "by-host": "its code names api.openai.com",
        "someone.helper": "contributes chatParticipants to the editor",
        "my-agent": "depends on anthropic",
    }


def _mac(root: Path) -> None:
    put(root / "System/Library/keep", "")
    applications, home = root / "Applications", root / "Users/ann"
    bundle(applications, "Claude", "com.anthropic.claudefordesktop", "0.14.10")
    bundle(applications, "ChatGPT", "com.openai.codex")
    bundle(applications, "Cursor", "com.todesktop.230313mzl4w4u92", "2.1.0")
    bundle(applications, "Windsurf", "com.exafunction.windsurf")
    bundle(applications, "Trae", "com.trae.app")
    bundle(applications, "Kiro", "dev.kiro.desktop")
    bundle(home / "Applications", "Zed", "dev.zed.Zed")
    bundle(applications, "Ollama", "com.electron.ollama")
    bundle(applications, "LM Studio", "ai.elementlabs.lmstudio")
    bundle(applications, "Safari", "com.apple.Safari")
    npm_package(root / "opt/homebrew/lib/node_modules", "@openai/codex", "0.169.0")
    npm_package(root / "opt/homebrew/Cellar/gemini-cli/0.61.0/libexec/lib/node_modules", "@google/gemini-cli", "0.61.0")
    put(root / "opt/homebrew/Caskroom/claude-code/2.1.197/claude", b"\xcf\xfa\xed\xfe")
    put(root / "opt/homebrew/Cellar/opencode/1.0.0/bin/opencode", b"\xcf\xfa\xed\xfe")
    extension(home / ".vscode/extensions", "GitHub.copilot-chat", "0.30.0")
    extension(home / ".cursor/extensions", "saoudrizwan.claude-dev", "3.0.0")
    plugin(home / "Library/Application Support/JetBrains/IntelliJIdea2026.1/plugins", "com.intellij.ml.llm", name="ml-llm")
    distribution(home / "Library/Python/3.11/lib/python/site-packages", "llm")
    put(home / "Library/Application Support/Claude/claude_desktop_config.json", {"mcpServers": {"x": {"command": "npx", "args": ["foo"]}}})
    put(root / "Library/Application Support/ClaudeCode/managed-settings.json", {})


MAC_TOOLS = [
    "chatgpt-desktop", "claude-code", "claude-desktop", "cline", "codex", "cursor", "gemini-cli", "gemini-cli", "github-copilot-ide",
    "jetbrains-ai", "kiro", "llm", "lm-studio", "ollama", "opencode", "trae", "windsurf", "zed",
]  # fmt: skip


def test_a_mac(tmp_path: Path) -> None:
    _mac(tmp_path)
    inventory = of_root(tmp_path)
    assert inventory.operating_system == "darwin"
    assert sorted({one for one, _ in tools_of(inventory)}) == sorted(set(MAC_TOOLS))
    assert len(inventory.installations) == len(set(MAC_TOOLS))
    assert [(one.tool, one.package, one.pin) for one in inventory.servers] == [("claude-desktop", "foo", "none")]
    assert ("managed_policy", "managed-settings.json", "present") in states(inventory, "claude-code")


def _windows(root: Path) -> None:
    put(root / "Windows/System32/config/SOFTWARE", b"regf")
    home = root / "Users/Ann Lee"
    roaming, local = home / "AppData/Roaming", home / "AppData/Local"
    for name in ("@anthropic-ai/claude-code", "@openai/codex", "@google/gemini-cli", "@qwen-code/qwen-code"):
        npm_package(roaming / "npm/node_modules", name)
    put(roaming / "npm/claude.cmd", '@"%~dp0\\node_modules\\@anthropic-ai\\claude-code\\cli.js"\r\n')
    put(roaming / "npm/node_modules/@anthropic-ai/claude-code/cli.js", "")
    electron(local / "Programs/cursor", "Cursor", "2.1.0")
    electron(local / "Programs/Windsurf", "Windsurf")
    electron(local / "Programs/Trae", "Trae")
    electron(root / "Program Files/Kiro", "Kiro")
    put(local / "AnthropicClaude/app-0.14.10/claude.exe", b"MZ")
    put(local / "Microsoft/WinGet/Packages/GitHub.Copilot_Microsoft.Winget.Source_8wekyb3d8bbwe/copilot.exe", b"MZ")
    put(local / "Programs/Ollama/ollama.exe", b"MZ")
    put(root / "Program Files/WindowsApps/OpenAI.ChatGPT-Desktop_1.2025.1.0_x64__2p2nqsd0c76g0/AppxManifest.xml", "")
    extension(home / ".vscode/extensions", "continue.continue", "1.2.0")
    extension(home / ".vscode/extensions", "rooveterinaryinc.roo-cline")
    plugin(roaming / "JetBrains/PyCharm2026.1/plugins", "com.github.copilot", name="github-copilot")
    distribution(roaming / "uv/tools/aider-chat/Lib/site-packages", "aider-chat")
    put(roaming / "Claude/claude_desktop_config.json", {"mcpServers": {"fs": {"command": "cmd", "args": ["/c", "npx", "-y", "foo@1.0.0"]}}})
    put(home / "Documents/PowerShell/Microsoft.PowerShell_profile.ps1", "function cc { claude --dangerously-skip-permissions @args }\r\n")
    put(root / "Program Files/ClaudeCode/managed-settings.json", {})


WINDOWS_TOOLS = [
    "aider", "chatgpt-desktop", "claude-code", "claude-desktop", "codex", "continue", "copilot-cli", "cursor", "gemini-cli",
    "github-copilot-ide", "kiro", "ollama", "qwen-code", "roo-code", "trae", "windsurf",
]  # fmt: skip


@pytest.mark.parametrize("drive", ["", "C"])
def test_a_windows_disk(tmp_path: Path, drive: str) -> None:
    _windows(tmp_path / drive)
    inventory = of_root(tmp_path)
    assert inventory.operating_system == "windows"
    assert sorted(one for one, _ in tools_of(inventory)) == WINDOWS_TOOLS
    assert {one.owner for one in inventory.installations} == {None}
    assert [(one.launcher, one.pin) for one in (item.observation for item in inventory.observations) if one.kind == "server"] == [
        ("npx", "exact")
    ]
    assert ("permission_bypass", "--dangerously-skip-permissions", "enabled") in states(inventory, "claude-code")


def test_all_homes_and_the_user_list_are_looked_at(tmp_path: Path) -> None:
    _linux(tmp_path)
    put(tmp_path / "etc/passwd", "root:x:0:0::/root:/bin/sh\nci:x:1005:1::/srv/ci:/bin/sh\ndaemon:x:1:1::/usr/sbin:/bin/false\n")
    for home in ("root", "home/bob", "srv/ci"):
        npm_package(tmp_path / home / ".npm-global/lib/node_modules", "droid")
    assert sorted(one.home or "" for one in of_root(tmp_path).installations) == ["/home/bob", "/root", "/srv/ci"]


def test_a_home_by_itself_gives_the_same_tools(tmp_path: Path) -> None:
    home = _linux(tmp_path)
    npm_package(home / ".npm-global/lib/node_modules", "droid")
    put(home / ".claude/settings.json", {"permissions": {"defaultMode": "bypassPermissions"}})
    alone = discovered(Target(root=None, homes=(home,), host="fixture"))
    assert tools_of(alone) == tools_of(of_root(tmp_path)) == [("droid", "1.0.0")]
    assert alone.installations[0].root == f"{home}/.npm-global/lib/node_modules/droid"
    assert states(alone, "claude-code") == {("permission_bypass", "permissions.defaultMode", "enabled")}


def test_the_inventory_leads_to_the_bytes(tmp_path: Path) -> None:
    home = _linux(tmp_path)
    package = npm_package(home / ".npm-global/lib/node_modules", "droid")
    inventory = of_root(tmp_path)
    assert inventory.on_disk(inventory.installations[0].root) == package


def test_a_broken_manifest_of_a_known_tool_is_a_gap(tmp_path: Path) -> None:
    home = _linux(tmp_path)
    put(home / ".npm-global/lib/node_modules/@openai/codex/package.json", '{"name": "@openai/cod')
    inventory = of_root(tmp_path)
    assert inventory.installations == ()
    assert [subject for subject, _ in gaps(inventory)] == ["/home/ann/.npm-global/lib/node_modules/@openai/codex/package.json"]


def test_install_scripts_are_seen_with_their_place(tmp_path: Path) -> None:
    home = _linux(tmp_path)
    npm_package(home / ".npm-global/lib/node_modules", "droid", scripts={"postinstall": "node get.js", "test": "x"})
    ((tool, seen),) = [(one.tool_id, one.observation) for one in of_root(tmp_path).observations if one.observation.kind == "install_script"]
    assert (tool, seen.event, seen.command, seen.place.line) == ("droid", "postinstall", "node get.js", 5)


def test_skills_are_listed_once(tmp_path: Path) -> None:
    home = _linux(tmp_path)
    put(home / ".agents/skills/deploy/SKILL.md", "---\nname: deploy-it\nversion: 2\n---\n")
    (home / ".codex").mkdir()
    (home / ".codex/skills").symlink_to("../.agents/skills")
    put(home / "notes/SKILL.md", "no skill")
    assert [(one.name, one.version, one.kind) for one in of_root(tmp_path).installations] == [("deploy-it", "2", "skill")]


@pytest.mark.parametrize("name", ["empty", "no system at all"])
def test_nothing_there_is_nothing_found(tmp_path: Path, name: str) -> None:
    if name != "empty":
        put(tmp_path / "file.txt", "x")
    inventory = of_root(tmp_path)
    assert (inventory.operating_system, inventory.installations, inventory.settings) == ("unknown", (), ())


def test_thirteen_tools_are_found_among_250_manifests(tmp_path: Path) -> None:
    home = _linux(tmp_path)
    modules = home / ".npm-global/lib/node_modules"
    names = ["@anthropic-ai/claude-code", "@openai/codex", "@google/gemini-cli", "@github/copilot", "opencode-ai", "@sourcegraph/amp",
             "@qoder-ai/qodercli", "@qwen-code/qwen-code", "cline", "@continuedev/cli", "@augmentcode/auggie", "droid", "@charmland/crush"]  # fmt: skip
    for name in (*names, *(f"package-{i}" for i in range(237))):
        npm_package(modules, name, bin="cli.js")
    inventory = of_root(tmp_path)
    assert len(inventory.installations) == 13


@pytest.mark.parametrize("system", ["linux", "darwin", "windows"])
def test_a_tree_has_the_name_that_it_calls_itself(tmp_path: Path, system: str) -> None:
    match system:
        case "linux":
            put(tmp_path / "etc/hostname", "build-07\n")
        case "darwin":
            put(tmp_path / "System/Library/keep", "")
            names = {"System": {"Network": {"HostNames": {"LocalHostName": "build-07"}}}}
            put(tmp_path / "Library/Preferences/SystemConfiguration/preferences.plist", plistlib.dumps(names))
        case _:
            hive(tmp_path / "Windows/System32/config/SYSTEM", {r"ControlSet001\Control\ComputerName\ComputerName": {"ComputerName": "build-07"}})
    assert discovered(Target(root=tmp_path)).host == "build-07"


def test_a_broken_settings_file_concerns_the_tools_that_read_it(tmp_path: Path) -> None:
    put(_linux(tmp_path) / ".gemini/settings.json", "{")
    ((subject, tools),) = [(one.subject, one.tools) for one in of_root(tmp_path).coverage if one.is_gap]
    assert (subject, tools) == ("/home/ann/.gemini/settings.json", frozenset({"gemini-cli"}))


def test_another_file_system_is_not_searched_and_is_a_gap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = _linux(tmp_path)
    put(home / "share/app/.mcp.json", {"mcpServers": {"a": {"command": "x"}}})
    facts = Tree.facts

    def _mounted(tree: Tree, path: str) -> Facts | None:
        found = facts(tree, path)
        return replace(found, device=7) if found is not None and path.startswith("/home/ann/share") else found

    monkeypatch.setattr(Tree, "facts", _mounted)
    inventory = of_root(tmp_path)
    assert inventory.servers == ()
    assert gaps(inventory) == [
        ("/home/ann/share", "is another file system, which was not searched for projects; name it with --project")
    ]


def test_plugins_of_editors_are_known_by_their_repository_or_manifest(tmp_path: Path) -> None:
    home = _linux(tmp_path)
    for folder in ("nvim/lazy/copilot.lua", "nvim/lazy/ChatGPT.nvim", "nvim/lazy/telescope.nvim"):
        put(home / ".local/share" / folder / "lua/x.lua", "")
    put(home / ".emacs.d/elpa/gpt-commit-0.9.1/x.el", "")
    put(home / ".emacs.d/elpa/user-agent-1.0/x.el", "")
    put(home / ".local/share/zed/extensions/installed/abc/extension.toml", 'id = "mcp-server-x"\nversion = "0.2.0"\n')
    put(home / ".local/share/zed/extensions/installed/html/extension.toml", "id = ")
    put(home / ".ollama/models/manifests/registry.example/library/llama3/8b", "{}")
    inventory = of_root(tmp_path)
    assert [(one.tool_id, one.sources[0].channel) for one in inventory.installations] == [("github-copilot-ide", "neovim")]
    assert {(one.name, one.version) for one in inventory.candidates} == {("ChatGPT.nvim", None), ("gpt-commit", "0.9.1"), ("mcp-server-x", "0.2.0")}
    assert [(one.tool, one.key, one.effective) for one in inventory.settings if one.origin == "user"] == [("ollama", "model", "llama3:8b")]
    assert [subject for subject, _ in gaps(inventory)] == ["/home/ann/.local/share/zed/extensions/installed/html/extension.toml"]
