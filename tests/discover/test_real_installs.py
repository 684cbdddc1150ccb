"""Twelve tools installed by the real package managers into a temporary home."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.discover.hosts import of_home, of_root, tools_of

pytestmark = pytest.mark.real

NPM = (
    "@openai/codex@0.169.0",
    "@google/gemini-cli@0.61.0",
    "@anthropic-ai/claude-code@2.1.90",
    "@modelcontextprotocol/server-memory@2026.1.26",
)
PNPM = ("opencode-ai@1.18.33", "@qwen-code/qwen-code@0.15.10")
BUN = ("@charmland/crush@0.96.1", "@github/copilot@1.0.102")
UV = ("shell-gpt==1.5.1", "mcp-server-git==2026.10.19")
PIPX = ("llm==0.36", "aider-chat==0.86.1")
TOOLS = [
    "@modelcontextprotocol/server-memory", "aider", "claude-code", "codex", "copilot-cli", "crush", "gemini-cli", "llm", "mcp-server-git",
    "opencode", "qwen-code", "shell-gpt",
]  # fmt: skip


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if shutil.which("npm") is None:
        pytest.skip("npm is not installed")
    root = tmp_path_factory.mktemp("host")
    home = root / "home/ann"
    home.mkdir(parents=True)
    (root / "etc").mkdir()
    tools = tmp_path_factory.mktemp("managers")
    environment = {
        **os.environ, "HOME": str(home), "PNPM_HOME": f"{home}/.local/share/pnpm", "BUN_INSTALL": f"{home}/.bun",
        "UV_CACHE_DIR": f"{home}/.cache/uv", "npm_config_cache": str(tools / "cache"),
        "PATH": f"{home}/.local/share/pnpm:{tools}/node_modules/.bin:{tools}/python/bin:{os.environ['PATH']}",
    }  # fmt: skip

    def _run(*command: str) -> None:
        subprocess.run(command, env=environment, cwd=tools, check=True, capture_output=True, timeout=600)

    _run("npm", "install", "--no-audit", "--no-fund", "pnpm@9", "bun@1")
    _run(sys.executable, "-m", "venv", f"{tools}/python")
    _run(f"{tools}/python/bin/pip", "install", "--quiet", "uv", "pipx")
    _run("npm", "install", "--global", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", f"{home}/.npm-global", *NPM)
    _run("pnpm", "add", "--global", "--ignore-scripts", *PNPM)
    _run("bun", "add", "--global", "--ignore-scripts", *BUN)
    for name in UV:
        _run("uv", "tool", "install", name)
    for name in PIPX:
        _run("pipx", "install", name)
    return root


def test_all_are_found_and_none_twice(host: Path) -> None:
    inventory = of_root(host)
    assert [one for one, _ in tools_of(inventory)] == TOOLS
    versions = {one.partition("=" if "==" in one else "@")[2].lstrip("=") for one in (*UV, *PIPX)}
    assert versions <= {version for _, version in tools_of(inventory)}


def test_the_home_alone_shows_the_same(host: Path) -> None:
    assert tools_of(of_home(host / "home/ann")) == tools_of(of_root(host))


def test_every_root_is_on_disk(host: Path) -> None:
    inventory = of_root(host)
    assert all(inventory.on_disk(path).is_relative_to(host) for one in inventory.installations for path in (one.root, *one.parts))
    assert all(inventory.on_disk(path).exists() for one in inventory.installations for path in (one.root, *one.parts))
