"""Coverage-guided fuzzing of all unpackers, for a bounded time. What it finds belongs into `crashes`, where it stays a test."""

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
_SECONDS = 25
_INPUTS_LEAST = 300
"""A run that tries fewer did not look: thousands are usual, and other work on the machine may slow it down tenfold."""


@pytest.mark.skipif(importlib.util.find_spec("atheris") is None, reason="atheris has no wheel for this Python or machine")
def test_no_unpacker_fails_on_what_a_fuzzer_makes(tmp_path: Path) -> None:
    done = subprocess.run(
        [
            sys.executable, "-m", "fuzz.unpackers", "all", f"-max_total_time={_SECONDS}", "-timeout=30", "-rss_limit_mb=3000",
            f"-artifact_prefix={tmp_path}/", "-max_len=65536",
        ],
        cwd=ROOT, capture_output=True, text=True, timeout=_SECONDS * 10, check=False,
    )
    assert done.returncode == 0, f"{done.stderr[-3000:]}\nkept: {[path.read_bytes().hex() for path in tmp_path.iterdir()]}"
    (tried,) = [int(line.split()[1]) for line in done.stderr.splitlines() if line.startswith("Done ")]
    assert tried >= _INPUTS_LEAST
