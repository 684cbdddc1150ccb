"""The inventory of a machine of many people, without their bytes, beside two floors on the same tree in the same run.

    python -m benchmarks.discover [HOMES]

Builds a tree of 200 homes (or as many as given) with 25 tools, settings and projects each. Prints seconds, peak memory and what was
found, then the same tree listed by `find` and walked by `os.walk` with every manifest parsed: what a scanner without any knowledge of
places has to do at least. Bars: 200 homes in under 60 s and 300 MB.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

NPM = ("@anthropic-ai/claude-code", "@openai/codex", "@google/gemini-cli", "@github/copilot", "opencode-ai", "@sourcegraph/amp",
       "@qoder-ai/qodercli", "@qwen-code/qwen-code", "cline", "@continuedev/cli", "@augmentcode/auggie", "droid", "@charmland/crush",
       "codebuff", "openclaw", "@kilocode/cli", "@jetbrains/junie")  # fmt: skip
EXTENSIONS = ("github.copilot", "github.copilot-chat", "continue.continue", "saoudrizwan.claude-dev", "rooveterinaryinc.roo-cline",
              "tabnine.tabnine-vscode", "sourcegraph.cody-ai", "codeium.codeium")  # fmt: skip
FILES = {
    ".bashrc": "export EDITOR=vim\nalias ll='ls -l'\n" * 40,
    ".claude/settings.json": '{"permissions": {"defaultMode": "bypassPermissions"}, "env": {"DISABLE_TELEMETRY": "1"}}',
    ".codex/config.toml": 'approval_policy = "on-request"\n[mcp_servers.git]\ncommand = "uvx"\nargs = ["mcp-server-git==1.0.0"]\n',
    ".cursor/mcp.json": '{"mcpServers": {"a": {"command": "npx", "args": ["x"]}}}',
    ".config/Code/User/settings.json": '{"editor.fontSize": 12, "telemetry.telemetryLevel": "off"}',
    "work/app/AGENTS.md": "# Rules\n\nRun the tests.\n" * 20,
    "work/app/package.json": '{"name": "app", "version": "1.0.0"}',
}


def main(arguments: list[str]) -> int:
    """Measure each way in a process of its own."""
    homes = int(arguments[0]) if arguments else 200
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "host"
        build(root, homes)
        print(f"{homes} homes, {homes * (len(NPM) + len(EXTENSIONS))} tools, {sum(len(files) for _, _, files in os.walk(root))} files")
        ours = _measured("unmask", root)
        for way in ("find", "walk"):
            floor = _measured(way, root)
            print(f"  unmask takes {ours / max(floor, 0.01):.1f} times as long")
    return 0


def inventory(root: Path) -> str:
    """What discovery finds there."""
    from scanner.discover.stage import discover
    from scanner.discover.target import Target
    from scanner.ruleset.catalog import load_catalog
    from scanner.ruleset.locations import shipped

    found = discover(Target(root=root, host="bench"), catalog=load_catalog(shipped("rules", "catalog")))
    return f"{len(found.installations)} tools, {len(found.servers)} servers, {len(found.settings)} settings"


def listing(root: Path) -> str:
    """Every manifest's path, by the system's own search."""
    done = subprocess.run(["find", str(root), "-name", "package.json"], capture_output=True, check=True)
    return f"{len(done.stdout.splitlines())} manifests"


def walking(root: Path) -> str:
    """Every manifest, parsed."""
    count = 0
    for folder, _, files in os.walk(root):
        for name in files:
            if name == "package.json":
                json.loads(Path(folder, name).read_bytes())
                count += 1
    return f"{count} manifests"


WAYS = {"unmask": inventory, "find": listing, "walk": walking}


def build(root: Path, homes: int) -> None:
    """A tree with that many homes, 25 tools in each."""
    for number in range(homes):
        home = root / "home" / f"user{number:03}"
        for name in NPM:
            _put(home / ".npm-global/lib/node_modules" / name / "package.json", json.dumps({"name": name, "version": "1.0.0", "bin": "x"}))
        for identifier in EXTENSIONS:
            publisher, _, name = identifier.partition(".")
            content = json.dumps({"publisher": publisher, "name": name, "version": "1.0.0"})
            _put(home / ".vscode/extensions" / f"{identifier}-1.0.0" / "package.json", content)
        for path, content in FILES.items():
            _put(home / path, content)


def _put(path: Path, content: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content)


def _measured(way: str, root: Path) -> float:
    program = f"import sys; from pathlib import Path; from benchmarks.discover import WAYS; print(WAYS[{way!r}](Path(sys.argv[1])))"
    begun = time.monotonic()
    process = subprocess.Popen([sys.executable, "-c", program, str(root)], stdout=subprocess.PIPE, text=True)
    told = process.stdout.read().strip() if process.stdout is not None else ""
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.monotonic() - begun
    print(f"{way}: {seconds:.1f} s wall, {used.ru_utime + used.ru_stime:.1f} s of processor, {used.ru_maxrss // 1024} MiB, {told}")
    process.returncode = os.waitstatus_to_exitcode(status)
    return seconds


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
