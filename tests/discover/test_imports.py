"""Inventories made elsewhere, and our own as others read it."""

import json
from pathlib import Path

import jsonschema
import pytest

from scanner.discover.imports import import_inventory
from scanner.discover.record import inventory_record
from scanner.model.coverage import BYTE_CAPABILITIES, Capability
from scanner.model.refusal import UsageRefused
from scanner.ruleset.locations import shipped
from tests.discover.hosts import catalog, npm_package, of_root, put, tools_of


def _schema() -> object:
    return json.loads(shipped("reports", "schema", "inventory.schema.json").read_text())


def test_our_own_inventory_follows_its_schema_and_comes_back(tmp_path: Path) -> None:
    home = tmp_path / "host/home/ann"
    npm_package(home / ".npm-global/lib/node_modules", "droid", scripts={"postinstall": "x"})
    npm_package(home / ".npm-global/lib/node_modules", "unknown-agent", bin="x", keywords=["llm"])
    put(home / ".cursor/mcp.json", {"mcpServers": {"a": {"command": "npx", "args": ["x"]}, "b": 1}})
    put(home / ".claude/settings.json", {"permissions": {"defaultMode": "plan"}})
    inventory = of_root(tmp_path / "host")
    record = json.loads(json.dumps(inventory_record(inventory)))
    jsonschema.validate(record, _schema())
    back = import_inventory(put(tmp_path / "inventory.json", record), catalog=catalog())
    assert (back.installations, back.candidates) == (inventory.installations, inventory.candidates)
    assert (back.servers, back.settings) == (inventory.servers, inventory.settings)


def test_an_empty_inventory_follows_the_schema(tmp_path: Path) -> None:
    jsonschema.validate(inventory_record(of_root(tmp_path)), _schema())


@pytest.mark.parametrize(
    "value",
    [
        [{"name": "@anthropic-ai/claude-code", "version": "2.1.90", "path": "/usr/lib/node_modules/@anthropic-ai/claude-code"}],
        {"npm_packages": [{"name": "@anthropic-ai/claude-code", "version": "2.1.90"}], "users": [{"username": "ann"}]},
        {"ai_tools": [{"tool_id": "claude-code", "name": "Claude Code", "version": "2.1.90"}, {"name": "Terminal", "version": "1"}]},
        {"rows": [{"name": "Claude Code", "version": "2.1.90", "publisher": ""}]},
        [{"hostIdentifier": "h", "name": "pack", "columns": {"name": "claude-code", "version": "2.1.90"}}],
        {"results": [{"host": "h", "rows": [{"name": "claude-code", "version": "2.1.90"}]}]},
        {"bomFormat": "CycloneDX", "components": [{"type": "library", "name": "claude-code", "group": "@anthropic-ai", "version": "2.1.90"}]},
        {"bomFormat": "CycloneDX", "components": [{"name": "x", "purl": "pkg:npm/%40anthropic-ai/claude-code@2.1.90"}, {"name": "left-pad"}]},
        {"bomFormat": "CycloneDX", "components": [{"name": "app", "components": [{"name": "x", "purl": "pkg:npm/%40anthropic-ai/claude-code@2.1.90"}]}]},
    ],
)  # fmt: skip
def test_a_foreign_inventory_is_read(tmp_path: Path, value: object) -> None:
    inventory = import_inventory(put(tmp_path / "x.json", json.dumps(value)), catalog=catalog())
    assert tools_of(inventory) == [("claude-code", "2.1.90")]
    assert inventory.installations[0].purl == "pkg:npm/%40anthropic-ai/claude-code@2.1.90"


def test_other_kinds_of_rows_are_known(tmp_path: Path) -> None:
    rows = [
        {"bundle_identifier": "com.todesktop.230313mzl4w4u92", "name": "Cursor.app", "bundle_short_version": "2.1.0", "path": "/Applications/Cursor.app"},
        {"name": "claude-dev", "publisher": "saoudrizwan", "version": "3.0.0", "path": "/home/ann/.vscode/extensions/x"},
        {"name": "aider-chat", "version": "0.86.1", "directory": "/usr/lib/python3/dist-packages"},
        {"name": "Ollama version 0.5", "version": "0.5"},
    ]  # fmt: skip
    assert tools_of(import_inventory(put(tmp_path / "x.json", json.dumps(rows)), catalog=catalog())) == [
        ("aider", "0.86.1"), ("cline", "3.0.0"), ("cursor", "2.1.0"),
    ]  # fmt: skip


def test_what_an_imported_inventory_cannot_answer_is_a_gap(tmp_path: Path) -> None:
    inventory = import_inventory(put(tmp_path / "x.json", '[{"name": "claude-code"}]'), catalog=catalog())
    hidden = {one for entry in inventory.coverage if entry.is_gap for one in entry.capabilities}
    assert hidden >= BYTE_CAPABILITIES | {
        Capability.CONFIG_FILES,
        Capability.TEXT_HIDDEN,
        Capability.PROCESS_ARGS,
        Capability.SHELL_HISTORY,
    }


@pytest.mark.parametrize(
    "content", ["", "{", "[]", "42", '"x"', '{"bomFormat": 1}', '{"installations": [{}]}', '{"installations": [1]}', "[" * 100_000]
)
def test_what_is_no_inventory_is_refused(tmp_path: Path, content: str) -> None:
    with pytest.raises(UsageRefused):
        import_inventory(put(tmp_path / "x.json", content), catalog=catalog())


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageRefused):
        import_inventory(tmp_path / "none.json", catalog=catalog())
