"""Which other tools a user has shows in the files that they leave in the home folder: who only asks for several of them counts the tools."""

from dataclasses import replace
from pathlib import Path

import pytest

from scanner.emulate import program
from scanner.world.left import left_by, tools_asked_for
from tests.emulate.trying import emulated, seen

TOOL = """
const { existsSync, readFileSync } = require("fs");
const { join } = require("path");
const { homedir } = require("os");
const FILES = [[".brevet", "auth.json"], [".config", "tollgate", "settings.json"], [".marl", "login.json"], [".local", "share", "quern", "id.json"]];
const there = FILES.map((parts) => existsSync(join(homedir(), ...parts)));
const send = (temperature, model = "m") =>
  fetch("https://api.example.com/v1/chat", { method: "POST", body: JSON.stringify({ model, temperature, messages: [{ role: "user", content: process.argv[2] }] }) });
"""
CASES = [
    pytest.param("send(0.7 + there.reduce((sum, one, at) => sum + (one ? 2 ** at : 0), 0) / 1e6);", {"form"}, id="low digits"),
    pytest.param("console.log(there.filter(Boolean).length + ' accounts to import'); send(0.7);", set(), id="shown to the user"),
    pytest.param("send(0.7, there[0] ? 'brevet-large' : 'm');", set(), id="the account that is there is used"),
    pytest.param("const n = FILES.filter((parts) => { try { return readFileSync(join(homedir(), ...parts)); } catch {} }).length; send(0.7);", set(), id="opened"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "expected"), CASES)
def test_whose_files_are_there_shows_where_it_hides_in_what_leaves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str, expected: set[str]
) -> None:
    """Bug: with settings every such file was there for everybody, and without none for anybody."""
    monkeypatch.setattr(program, "BUDGET", replace(program.BUDGET, sweep=0, pairs=0))
    monkeypatch.setattr(program, "ALLOWANCE", replace(program.ALLOWANCE, runs=4, starts=2))
    found = seen(emulated(tmp_path, {"main.js": TOOL + code}))
    assert {one.form for one in found if one.form in ("form", "gate") and one.signals == ("installed_software",)} == expected


@pytest.mark.parametrize(
    ("path", "tool"),
    [
        ("/home/user/.marl/login.json", "marl"),
        ("/home/user/.config/tollgate/deep/settings.json", "tollgate"),
        ("/home/user/Library/Application Support/Quern/id", "Quern"),
        ("/home/user/.marlrc", None),
        ("/home/user/.config/tollgate", None),
        ("/home/user/.ssh/config", None),
        ("/home/user/project/.marl/login.json", None),
    ],
)
def test_a_file_belongs_to_the_tool_of_its_folder(path: str, tool: str | None) -> None:
    assert left_by(path) == tool


def test_own_files_few_files_and_opened_files_make_no_list_of_tools() -> None:
    paths = [f"/home/user/.{name}/auth.json" for name in ("marl", "quern", "brevet")]
    assert tools_asked_for(paths, [], ["tool"]) == {"marl", "quern", "brevet"}
    assert tools_asked_for(paths[:2], [], ["tool"]) == frozenset()
    assert tools_asked_for(paths, paths[:1], ["tool"]) == frozenset()
    assert tools_asked_for(paths, [], ["marl"]) == frozenset()
