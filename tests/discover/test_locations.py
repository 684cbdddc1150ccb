"""Every location that the layout and the catalog name is looked at, on every system that has it; every name leads to its tool."""

import json
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from scanner.discover.target import OperatingSystem
from scanner.model.installation import Inventory
from scanner.ruleset.catalog import Tool
from scanner.ruleset.catalog_layout import Folder
from tests.discover.hives import hive
from tests.discover.hosts import bundle, catalog, distribution, electron, extension, gaps, npm_package, of_root, plugin, put

SYSTEMS = (OperatingSystem.LINUX, OperatingSystem.DARWIN, OperatingSystem.WINDOWS)
HOME = {OperatingSystem.LINUX: "/home/ann", OperatingSystem.DARWIN: "/Users/ann", OperatingSystem.WINDOWS: "/Users/ann"}
MARKS = {OperatingSystem.LINUX: ("/etc", "/home/ann"), OperatingSystem.DARWIN: ("/System/Library", "/Users/ann/Library"),
         OperatingSystem.WINDOWS: ("/Windows", "/Users/ann/AppData", "/Program Files")}  # fmt: skip
ELF = b"\x7fELF" + b"\0" * 60

each_system = pytest.mark.parametrize("system", SYSTEMS, ids=[one.value for one in SYSTEMS])


def _host(root: Path, system: OperatingSystem) -> None:
    for folder in MARKS[system]:
        (root / folder.lstrip("/")).mkdir(parents=True, exist_ok=True)


def _example(pattern: str, system: OperatingSystem, number: int = 0) -> str | None:
    """A path that a pattern means on a system. None: the system has no such folder."""
    folders: dict[str, Folder] = catalog().folders
    while found := re.search(r"\{(?!home\})(\w+)\}", pattern):
        value = getattr(folders[found.group(1)], system.value)
        if value is None:
            return None
        pattern = pattern.replace(found.group(), value)
    for sample, meant in (("*conda*", "miniconda3"), ("m*forge3", "miniforge3"), ("python*", "python3.12"), ("python3*", "python3.12"),
                          ("Python3*", "Python312"), ("Python*", "Python312"), ("nodejs*", "nodejs-lts")):  # fmt: skip
        pattern = pattern.replace(sample, meant)
    return pattern.replace("{home}", HOME[system]).replace("*", f"v{number}.1.0")


def _examples(patterns: list[str], system: OperatingSystem) -> Iterator[tuple[int, str]]:
    seen = set()
    for number, pattern in enumerate(patterns):
        path = _example(pattern, system, number)
        is_foreign = system is OperatingSystem.LINUX and str(path).startswith(("/Applications", "/Program Files"))  # would make it another system
        if path is not None and path not in seen and not is_foreign:
            seen.add(path)
            yield number, path


def _manifests(inventory: Inventory) -> set[str]:
    return {source.path for one in inventory.installations for source in one.sources}


@each_system
def test_every_folder_of_node_packages(tmp_path: Path, system: OperatingSystem) -> None:
    _host(tmp_path, system)
    wanted = set()
    for number, path in _examples([one.path for one in catalog().layout.node], system):
        npm_package(tmp_path / path.lstrip("/"), "@openai/codex", f"1.0.{number}")
        wanted.add(f"{path}/@openai/codex/package.json")
    assert wanted - _manifests(of_root(tmp_path)) == set()


@each_system
def test_every_folder_of_python_packages(tmp_path: Path, system: OperatingSystem) -> None:
    _host(tmp_path, system)
    wanted = set()
    for number, path in _examples([one.path for one in catalog().layout.python], system):
        distribution(tmp_path / path.lstrip("/"), "aider-chat", f"1.0.{number}")
        wanted.add(f"{path}/aider_chat-1.0.{number}.dist-info/METADATA")
    assert wanted - _manifests(of_root(tmp_path)) == set()


@each_system
def test_every_folder_of_extensions_plugins_and_applications(tmp_path: Path, system: OperatingSystem) -> None:
    _host(tmp_path, system)
    layout = catalog().layout
    wanted = set()
    for number, path in _examples([one.path for one in layout.extensions], system):
        extension(tmp_path / path.lstrip("/"), "continue.continue", f"1.0.{number}")
        wanted.add(f"{path}/continue.continue-1.0.{number}/package.json")
    for number, path in _examples(list(layout.jetbrains), system):
        plugin(tmp_path / path.lstrip("/"), "com.intellij.ml.llm", f"1.0.{number}", name="ml-llm")
        wanted.add(f"{path}/ml-llm")
    for number, path in _examples([one.path for one in layout.applications], system):
        electron(tmp_path / path.lstrip("/") / f"cursor{number}", "Cursor", f"1.0.{number}")
        wanted.add(f"{path}/cursor{number}/resources/app/product.json")
        if system is OperatingSystem.DARWIN:
            bundle(tmp_path / path.lstrip("/"), f"Cursor{number}", "com.todesktop.230313mzl4w4u92", f"2.0.{number}")
            wanted.add(f"{path}/Cursor{number}.app/Contents/Info.plist")
    assert wanted - _manifests(of_root(tmp_path)) == set()


@each_system
def test_every_browser_and_every_list_of_messaging_hosts(tmp_path: Path, system: OperatingSystem) -> None:
    _host(tmp_path, system)
    layout = catalog().layout
    identifier = catalog().by_id["claude-browser"].packages.chromium[0]
    wanted = set()
    chromium = [one.path for one in layout.browsers if one.engine == "chromium"]
    for number, path in _examples(chromium, system):
        manifest = f"{path}/Default/Extensions/{identifier}/1.0.{number}_0/manifest.json"
        put(tmp_path / manifest.lstrip("/"), {"name": "x", "version": f"1.0.{number}"})
        wanted.add(manifest)
    for _, path in _examples([one.path for one in layout.browsers if one.engine == "firefox"], system):
        addon = {"id": "a@b", "type": "extension", "version": "1", "location": "app-profile", "userPermissions": {"origins": ["https://claude.ai/*"]}}
        put(tmp_path / f"{path}/extensions.json".lstrip("/"), {"addons": [addon]})
        wanted.add(f"{path}/extensions.json")
    for _, path in _examples(list(layout.messaging_hosts), system):
        put(tmp_path / path.lstrip("/"), {"name": "x.claude", "path": "/x"})
        wanted.add(path)
    inventory = of_root(tmp_path)
    told = _manifests(inventory) | {one.file for one in inventory.settings}
    assert wanted - told - {source.path for one in inventory.candidates for source in one.sources} == set()


@each_system
def test_every_folder_of_commands_and_every_start_file(tmp_path: Path, system: OperatingSystem) -> None:
    _host(tmp_path, system)
    layout = catalog().layout
    wanted = set()
    for number, path in _examples(list(layout.commands), system):
        put(tmp_path / path.lstrip("/") / "codex", ELF + bytes([number]))
        wanted.add(f"{path}/codex")
    for _, path in _examples([*layout.start_files, *layout.scripts], system):
        put(tmp_path / path.lstrip("/"), "#!/bin/sh\nclaude --dangerously-skip-permissions\n")
        wanted.add(path)
    inventory = of_root(tmp_path)
    found = {source.path for one in (*inventory.installations, *inventory.candidates) for source in one.sources}
    assert wanted - found - {one.file for one in inventory.settings} == set()


@each_system
def test_every_program_and_every_text_and_skill_of_every_tool(tmp_path: Path, system: OperatingSystem) -> None:
    _host(tmp_path, system)
    project = tmp_path / HOME[system].lstrip("/") / "work/app"
    project.mkdir(parents=True)
    programs, texts = set(), set()
    for tool in catalog().tools:
        for _, path in _examples([one.path for one in tool.programs], system):
            if not (tmp_path / path.lstrip("/")).exists():
                put(tmp_path / path.lstrip("/"), ELF + path.encode())
            programs.add(path)
        for pattern in (*tool.texts, *(f"{one}/a-skill/SKILL.md" for one in tool.skills)):
            path = _example(pattern, system) if pattern.startswith(("{", "/")) else f"{HOME[system]}/work/app/{pattern.replace('*', 'x')}"
            at = tmp_path / (path or "").lstrip("/")
            if path is not None and not at.exists() and not at.parent.is_file():  # rules may be a file or a folder
                put(at, "ta\u200bbs")
                texts.add(path)
    inventory = of_root(tmp_path, projects=(project,))
    assert programs - _manifests(inventory) == set()
    assert texts - {one.observation.place.subject.removeprefix(str(tmp_path)) for one in inventory.observations} == set()


def _settings(root: Path, tool: Tool, system: OperatingSystem) -> Iterator[str]:
    """Write every settings file of a tool; yields their paths."""
    for file in tool.settings:
        is_project = not file.path.startswith(("{", "/"))
        path = f"{HOME[system]}/work/app/{file.path.replace('*', 'x')}" if is_project else _example(file.path, system)
        if path is None or (root / path.lstrip("/")).exists():
            continue  # another system's, or one that several tools read
        at = root / path.lstrip("/")
        match file.format:
            case "json":
                put(at, {"a": 1})
            case "toml":
                put(at, "a = 1\n")
            case "yaml":
                put(at, "a: 1\n")
            case "dotenv":
                put(at, "A=1\n")
            case "plist":
                put(at, b'<?xml version="1.0"?><plist version="1.0"><dict><key>a</key><integer>1</integer></dict></plist>')
            case "sqlite":
                at.parent.mkdir(parents=True, exist_ok=True)
                with sqlite3.connect(at) as database:
                    database.execute(f"CREATE TABLE {file.table} (key TEXT, value TEXT)")
                database.close()
            case "registry":
                continue  # one hive has the keys of all tools: tests of the registry
        yield path


@each_system
def test_every_settings_file_of_every_tool(tmp_path: Path, system: OperatingSystem) -> None:
    _host(tmp_path, system)
    wanted = {path for tool in catalog().tools for path in _settings(tmp_path, tool, system)}
    inventory = of_root(tmp_path, projects=(tmp_path / HOME[system].lstrip("/") / "work/app",))
    read = {one.subject.removeprefix(str(tmp_path)) for one in inventory.coverage if one.worker == "settings" and not one.is_gap}
    assert wanted - read == set()
    assert gaps(inventory) == []


def test_every_policy_of_the_registry(tmp_path: Path) -> None:
    _host(tmp_path, OperatingSystem.WINDOWS)
    files = [(tool.id, file) for tool in catalog().tools for file in tool.settings if file.format == "registry"]
    for path in dict.fromkeys(file.path for _, file in files):
        at = tmp_path / str(_example(path, OperatingSystem.WINDOWS)).lstrip("/")
        keys = {str(file.key): {"disableAutoUpdates": 1, "UpdateMode": "none", "Settings": json.dumps({"autoUpdates": False})} for _, file in files if file.path == path}
        hive(at, keys)  # type: ignore[arg-type]  # text and numbers
    inventory = of_root(tmp_path)
    wanted = {f"{_example(file.path, OperatingSystem.WINDOWS)}!/{str(file.key).replace(chr(92), '/')}" for _, file in files}
    # Of two policies only the one that wins is told, with the other one as overridden.
    told = {one.file for one in inventory.settings} | {lost.partition(":")[2] for one in inventory.settings for lost in one.overridden}
    assert wanted - told == set()


@each_system
def test_every_name_of_a_tool_is_found(tmp_path: Path, system: OperatingSystem) -> None:
    _host(tmp_path, system)
    wanted = {tool.id for tool in catalog().tools if _installed(tmp_path, tool, system)}
    inventory = of_root(tmp_path)
    servers = {tool.id for tool in catalog().tools if tool.kind.value == "mcp_server"}  # each of their packages is a tool of its own
    assert wanted - {one.tool_id for one in inventory.installations} - servers == set()


def _installed(root: Path, tool: Tool, system: OperatingSystem) -> bool:
    """Install a tool by one of the names that a system's channels know; False: it has none there."""
    names = tool.packages
    home = root / HOME[system].lstrip("/")
    if names.npm:
        npm_package(root / "usr/local/lib/node_modules", names.npm[0].replace("*", "x"))
    elif names.pypi:
        distribution(home / ".local/lib/python3.12/site-packages", names.pypi[0].replace("*", "x"))
    elif names.vscode:
        extension(home / ".vscode/extensions", names.vscode[0])
    elif names.chromium:
        put(home / {"linux": ".config/chromium", "darwin": "Library/Application Support/Chromium"}.get(system.value, "AppData/Local/Chromium/User Data")
            / f"Default/Extensions/{names.chromium[0]}/1_0/manifest.json", {"name": "x", "version": "1"})  # fmt: skip
    elif names.bundle and system is OperatingSystem.DARWIN:
        bundle(root / "Applications", tool.name, names.bundle[0])
    elif (names.cask or names.formula) and system is OperatingSystem.DARWIN:
        folder = f"Caskroom/{names.cask[0]}" if names.cask else f"Cellar/{names.formula[0]}"
        put(root / "opt/homebrew" / folder / "1.0.0/x", "")
    elif names.winget and system is OperatingSystem.WINDOWS:
        put(home / f"AppData/Local/Microsoft/WinGet/Packages/{names.winget[0]}_x/x.exe", b"MZ")
    elif names.chocolatey and system is OperatingSystem.WINDOWS:
        put(root / f"ProgramData/chocolatey/lib/{names.chocolatey[0]}/x", "")
    elif names.deb and system is OperatingSystem.LINUX:
        put(root / f"var/lib/pacman/local/{names.deb[0]}-1.0-1/desc", "%VERSION%\n1.0-1\n")
    else:
        return False
    return True


@each_system
def test_every_folder_of_plugins_and_models(tmp_path: Path, system: OperatingSystem) -> None:
    _host(tmp_path, system)
    layout = catalog().layout
    wanted = set()
    for _, path in _examples([one.path for one in layout.plugins], system):
        (tmp_path / path.lstrip("/")).parent.mkdir(parents=True, exist_ok=True)
        put(tmp_path / path.lstrip("/") / "../copilot.vim/plugin/x.vim", "")
        wanted.add(f"{path.rsplit('/', 1)[0]}/copilot.vim")
    for _, path in _examples([one.path for one in layout.models], system):
        put(tmp_path / path.lstrip("/"), "{}")
        wanted.add(path)
    inventory = of_root(tmp_path)
    assert wanted - _manifests(inventory) - {one.file for one in inventory.settings} == set()
