"""What a run needs is imported when it needs it: a result that is recalled starts neither analysis nor emulation."""

import json
import subprocess
import sys

_HEAVY = (
    "scanner.analyze.stage", "scanner.emulate.stage", "scanner.discover.stage", "scanner.unpack.opening", "requests", "babel",
    "securesystemslib", "lief", "semgrep", "tree_sitter", "yara_x", "wasmtime", "jinja2", "pyfsapfs",
)


def test_the_commands_are_known_without_what_they_may_not_need() -> None:
    code = "import json, sys, scanner.cli.audit_commands; print(json.dumps(sorted(sys.modules)))"
    loaded = json.loads(subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout)
    assert "scanner.pipeline" in loaded
    assert [name for name in _HEAVY if name in loaded] == []
