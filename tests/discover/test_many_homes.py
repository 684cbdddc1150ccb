"""A machine of many people."""

import subprocess
import sys
from pathlib import Path

from tests.discover.hosts import extension, npm_package, put

HOMES = 200
NAMES = ("@anthropic-ai/claude-code", "@openai/codex", "@google/gemini-cli", "@github/copilot", "opencode-ai", "@sourcegraph/amp",
         "@qoder-ai/qodercli", "@qwen-code/qwen-code", "cline", "@continuedev/cli", "@augmentcode/auggie", "droid", "@charmland/crush",
         "codebuff", "openclaw", "@kilocode/cli", "@jetbrains/junie")  # fmt: skip
EXTENSIONS = ("github.copilot", "github.copilot-chat", "continue.continue", "saoudrizwan.claude-dev", "rooveterinaryinc.roo-cline",
              "tabnine.tabnine-vscode", "sourcegraph.cody-ai", "codeium.codeium")  # fmt: skip

PROGRAM = """
import re, sys, time
from pathlib import Path
from scanner.discover.target import Target
from tests.discover.hosts import discovered
begun = time.monotonic()
inventory = discovered(Target(root=Path(sys.argv[1]), host="fixture"))
print(len(inventory.installations), len(inventory.servers), round(time.monotonic() - begun, 1), int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) // 1024)
"""


def test_two_hundred_homes_with_25_tools_each(tmp_path: Path) -> None:
    for i in range(HOMES):
        home = tmp_path / "home" / f"user{i:03}"
        for name in NAMES:
            npm_package(home / ".npm-global/lib/node_modules", name, bin="x")
        for identifier in EXTENSIONS:
            extension(home / ".vscode/extensions", identifier)
        put(home / ".claude/settings.json", {"permissions": {"defaultMode": "bypassPermissions"}, "env": {"DISABLE_TELEMETRY": "1"}})
        put(home / ".cursor/mcp.json", {"mcpServers": {"a": {"command": "npx", "args": ["x"]}}})
        put(home / "work/app/AGENTS.md", "# Rules\n")
    done = subprocess.run([sys.executable, "-c", PROGRAM, str(tmp_path)], capture_output=True, text=True, check=True)
    tools, servers, _, mib = map(float, done.stdout.split())
    # Copilot has two extensions, which are two installations of one tool.
    assert (tools, servers) == (HOMES * 25, HOMES)
    assert mib < 300
