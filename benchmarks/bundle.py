"""A 13 MB minified bundle: `unmask vet` beside `semgrep scan` on the same file, in the same run.

    python -m benchmarks.bundle [FILE]

Without FILE the pinned bundle of the tests is fetched. Both run on one core; prints wall time, peak memory of the process tree, and ratios.
"""

import os
import resource
import subprocess
import sys
import tarfile
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

RULE = """
rules:
  - id: time-zone-read
    languages: [javascript]
    severity: INFO
    message: reads the time zone
    pattern: Intl.DateTimeFormat().resolvedOptions().timeZone
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    wall_s: float
    peak_mb: float
    """Largest resident size of any one process of the tree."""
    code: int


def main(arguments: list[str]) -> int:
    """Run both, print a table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        bundle = Path(arguments[0]).absolute() if arguments else _pinned(folder)
        (folder / "rule.yaml").write_text(RULE)
        (folder / "cache").mkdir()
        python = Path(sys.executable)
        ours = _measured([str(python), "-m", "scanner.cli.main", "vet", str(bundle), "--no-cache", "--jobs", "1"], folder)
        semgrep = [str(python.with_name("semgrep")), "scan", "--metrics=off", "--disable-version-check", "--max-target-bytes=0",
                   "--timeout=0", "--jobs=1", "--config", str(folder / "rule.yaml"), str(bundle)]  # fmt: skip
        theirs = _measured(semgrep, folder)
    print(f"| tool | wall s | peak MB | exit |\n|---|---|---|---|\n| unmask vet | {ours.wall_s:.1f} | {ours.peak_mb:.0f} | {ours.code} |")
    print(f"| semgrep scan | {theirs.wall_s:.1f} | {theirs.peak_mb:.0f} | {theirs.code} |")
    print(f"| ratio | {ours.wall_s / theirs.wall_s:.2f} | {ours.peak_mb / theirs.peak_mb:.2f} | |")
    return 0


def _pinned(folder: Path) -> Path:
    from tests.real import artifact

    with tarfile.open(artifact("npm", "@anthropic-ai/claude-code@2.1.91")) as archive:
        archive.extract("package/cli.js", folder, filter="data")
    return folder / "package" / "cli.js"


def _measured(command: list[str], folder: Path) -> Measured:
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent), "XDG_CACHE_HOME": str(folder / "cache")}
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    start = time.monotonic()
    pin = {"preexec_fn": lambda: os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})}
    with subprocess.Popen(command, env=environment, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **pin) as process:
        peak = 0.0
        while process.poll() is None:
            peak = max(peak, _tree_peak_mb(process.pid))
            time.sleep(0.1)
    after = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return Measured(wall_s=time.monotonic() - start, peak_mb=max(peak, (after if after > before else 0) / 1024), code=process.returncode)


def _tree_peak_mb(root: int) -> float:
    """Largest VmHWM among the process and all below it."""
    parents: dict[int, int] = {}
    peaks: dict[int, float] = {}
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            status = dict(line.split(":", 1) for line in (folder / "status").read_text().splitlines() if ":" in line)
        except OSError:
            continue  # it ended while we looked
        parents[int(folder.name)] = int(status["PPid"])
        peaks[int(folder.name)] = float(status["VmHWM"].split()[0]) / 1024 if "VmHWM" in status else 0.0
    family = {root}
    while more := {pid for pid, parent in parents.items() if parent in family} - family:
        family |= more
    return max((peaks.get(pid, 0.0) for pid in family), default=0.0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
