"""The catalog of AI tools: the shipped one is whole, a wrong one is refused with its place."""

import shutil
from pathlib import Path

import pytest

from scanner.ruleset.catalog import Catalog, load_catalog
from scanner.ruleset.catalog_settings import Key
from scanner.ruleset.locations import shipped
from scanner.ruleset.strict_yaml import DocumentRefused
from tests.discover.hosts import catalog

MINIMAL = """api: unmask-catalog/v1
id: my-tool
name: My Tool
kind: cli
reviewed: 2026-11-22
basis: measured
"""


def _copied(tmp_path: Path, tool: str | None = None) -> Path:
    folder = tmp_path / "catalog"
    shutil.copytree(shipped("rules", "catalog"), folder)
    shutil.rmtree(folder / "tools")
    (folder / "tools").mkdir()
    if tool is not None:
        (folder / "tools/my-tool.yaml").write_text(tool)
    return folder


def test_the_shipped_catalog_knows_the_tools_of_the_field() -> None:
    assert len(catalog().tools) >= 55
    assert {"claude-code", "codex", "gemini-cli", "cursor", "github-copilot-ide", "ollama"} <= set(catalog().by_id)


@pytest.mark.parametrize(
    ("channel", "name", "tool"),
    [
        ("npm", "@anthropic-ai/claude-code", "claude-code"),
        ("npm_parts", "@openai/codex-linux-x64", "codex"),
        ("npm", "cursor-agent", None),
        ("pypi", "aider-chat", "aider"),
        ("vscode", "github.copilot-chat", "github-copilot-ide"),
        ("bundle", "com.openai.codex", "chatgpt-desktop"),
        ("npm", "@modelcontextprotocol/server-anything", "mcp-servers-npm"),
    ],
)
def test_names_lead_to_tools(channel: str, name: str, tool: str | None) -> None:
    found = catalog().named(channel, name)
    assert (found.id if found is not None else None) == tool


def test_no_package_name_belongs_to_two_tools() -> None:
    for channel in ("npm", "npm_parts", "pypi", "vscode", "jetbrains", "bundle"):
        names = [name for tool in catalog().tools for name in getattr(tool.packages, channel)]
        assert sorted(names) == sorted(set(names))


def test_a_minimal_tool_is_enough(tmp_path: Path) -> None:
    loaded: Catalog = load_catalog(_copied(tmp_path, MINIMAL))
    assert [tool.id for tool in loaded.tools] == ["my-tool"]


@pytest.mark.parametrize(
    ("added", "sentence"),
    [
        ("colour: red\n", "is not a known key"),
        ("id: other\n", "is not YAML"),
        ("settings:\n  - {path: '{nowhere}/x.json', scope: user}\n", "no folder of layout.yaml"),
        ("settings:\n  - {path: x.json, scope: everywhere}\n", "scope"),
        ("settings:\n  - {path: x.db, scope: user, format: sqlite}\n", "needs `table`"),
        ("precedence: [user]\nsettings:\n  - {path: x.json, scope: project}\n", "does not rank project"),
        ("key_sets: [unheard-of]\n", "no key set"),
        ("keys:\n  - {key: a, topic: telemetry, enabled: [true], disabled: [false]}\n", "not both"),
    ],
)
def test_a_wrong_tool_is_refused(tmp_path: Path, added: str, sentence: str) -> None:
    with pytest.raises(DocumentRefused) as refused:
        load_catalog(_copied(tmp_path, MINIMAL + added))
    assert "my-tool.yaml" in str(refused.value)
    assert sentence in str(refused.value) or sentence == "is not YAML"


def test_an_id_is_taken_once_and_names_its_file(tmp_path: Path) -> None:
    folder = _copied(tmp_path, MINIMAL)
    (folder / "tools/other.yaml").write_text(MINIMAL)
    with pytest.raises(DocumentRefused, match="is taken by my-tool.yaml"):
        load_catalog(folder)


@pytest.mark.parametrize(
    ("key", "value", "state"),
    [
        (Key(key="a", topic="telemetry", disabled=(False,)), False, "disabled"),
        (Key(key="a", topic="telemetry", disabled=(False,)), True, "enabled"),
        (Key(key="a", topic="telemetry", disabled=(False,)), 0, "enabled"),
        (Key(key="a", topic="permission_bypass", enabled=("never",)), "never", "enabled"),
        (Key(key="a", topic="permission_bypass", enabled=("never",)), "on-request", "disabled"),
        (Key(key="a", topic="hook"), "x", "present"),
    ],
)
def test_values_mean_what_the_catalog_says(key: Key, value: bool | int | str, state: str) -> None:
    assert key.state_of(value) == state
