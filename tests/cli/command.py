"""The command line as users run it: a process of its own, with a cache and a temporary folder of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str
    report: dict[str, Any] | None

    def statuses(self, prefix: str = "") -> set[str]:
        """Statuses of the verdicts whose control starts with the prefix."""
        assert self.report is not None
        return {verdict["status"] for verdict in self.report["verdicts"] if verdict["control"].startswith(prefix)}

    def gaps(self) -> list[str]:
        """`subject: reason` of every gap."""
        assert self.report is not None
        return [f"{entry['subject']}: {entry['reason']}" for entry in self.report["coverage"] if entry["status"] != "done"]

    def kinds(self) -> set[str]:
        assert self.report is not None
        return {finding["kind"] for finding in self.report["findings"]}


def run(folder: Path, *arguments: str, report: bool = False, before: Callable[[], None] | None = None, **environment: str) -> Ended:
    """Run `unmask ARGUMENTS` with everything it may write below `folder`."""
    temporary = folder / "tmp"
    temporary.mkdir(exist_ok=True)
    output = folder / "report.json"
    output.unlink(missing_ok=True)
    more = ("-o", str(output)) if report else ()
    ended = subprocess.run(
        [sys.executable, "-m", "scanner.cli.main", *arguments, *more],
        capture_output=True, text=True, timeout=300, cwd=folder,
        preexec_fn=before,
        env={**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(temporary), "XDG_CACHE_HOME": str(folder / "cache"), **environment},
    )  # fmt: skip
    assert "Traceback" not in ended.stderr
    assert not list(temporary.iterdir()), "the temporary folder is empty after a run"
    return Ended(code=ended.returncode, out=ended.stdout, err=ended.stderr, report=json.loads(output.read_text()) if output.exists() else None)
