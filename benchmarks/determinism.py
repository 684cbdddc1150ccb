"""Whether examining a file again, with other numbers of jobs, finds the same: the digests of all findings and of the coverage.

    python -m benchmarks.determinism [--runs N] FILE...
"""

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

JOBS = (1, 2, 3, 4)


def main(arguments: list[str]) -> int:
    """Print how many different results each file gave; 1 where any gave more than one."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.determinism", description="the same file, again and again")
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--runs", type=int, default=20)
    chosen = parser.parse_args(arguments)
    print("| input | runs | results |\n|---|---|---|")
    counts = []
    for file in chosen.files:
        digests = Counter(_digest(file.absolute(), JOBS[number % len(JOBS)]) for number in range(chosen.runs))
        counts.append(len(digests))
        print(f"| {file} | {chosen.runs} | {len(digests)} |", flush=True)
    return 0 if max(counts) == 1 else 1


def _digest(file: Path, jobs: int) -> str:
    """Digest of what one run found and examined, whatever the clock says."""
    with tempfile.TemporaryDirectory() as name:
        out = Path(name) / "report.json"
        command = [sys.executable, "-m", "scanner.cli.main", "vet", str(file), "--no-cache", "--jobs", str(jobs), "-o", str(out)]
        environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}
        subprocess.run(command, env=environment, cwd=name, capture_output=True, check=False)
        report = json.loads(out.read_text())
    told = {"findings": report["findings"], "coverage": report["coverage"]}
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
