"""Wall time and peak memory of a command with all that it starts."""

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    wall_s: float
    peak_mb: float
    """Largest sum of the resident sizes of the tree at one moment, looked at ten times a second."""
    code: int


def measured(command: Sequence[str], folder: Path, *, cores: int, environment: Mapping[str, str] | None = None) -> Measured:
    """Run a command in a folder on so many cores, its output thrown away."""
    allowed = set(sorted(os.sched_getaffinity(0))[:cores])
    start = time.monotonic()
    with subprocess.Popen(
        command, env={**os.environ, **(environment or {})}, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        preexec_fn=lambda: os.sched_setaffinity(0, allowed),
    ) as process:  # fmt: skip
        peak = 0.0
        while process.poll() is None:
            peak = max(peak, _tree_mb(process.pid))
            time.sleep(0.1)
    return Measured(wall_s=time.monotonic() - start, peak_mb=peak, code=process.returncode)


def _tree_mb(root: int) -> float:
    """Resident size of a process and all below it."""
    parents: dict[int, int] = {}
    sizes: dict[int, float] = {}
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            status = dict(line.split(":", 1) for line in (folder / "status").read_text().splitlines() if ":" in line)
        except OSError:
            continue  # it ended while we looked
        parents[int(folder.name)] = int(status["PPid"])
        sizes[int(folder.name)] = float(status["VmRSS"].split()[0]) / 1024 if "VmRSS" in status else 0.0
    family = {root}
    while more := {pid for pid, parent in parents.items() if parent in family} - family:
        family |= more
    return sum(sizes.get(pid, 0.0) for pid in family)
