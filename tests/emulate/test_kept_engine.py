"""The compiled engine is kept between runs, and what is broken there is made anew."""

import subprocess
import sys
from pathlib import Path

_RUN = """
import sys
from pathlib import Path
from scanner.emulate.engine import Guest, configure
configure(Path(sys.argv[1]))
with Guest(lambda question: None, seconds=30) as guest:
    guest.drain()
"""


def _ran(engines: Path) -> bool:
    done = subprocess.run([sys.executable, "-c", _RUN, str(engines)], capture_output=True, text=True, check=False, timeout=120)
    return done.returncode == 0


def _kept(engines: Path) -> list[Path]:
    return [path for path in engines.glob("javascript/modules/*/*") if path.suffix != ".stats"]


def test_compiled_code_is_kept_and_broken_code_is_made_anew(tmp_path: Path) -> None:
    engines = tmp_path / "engines"
    assert _ran(engines)
    (kept,) = _kept(engines)
    for content in (b"", kept.read_bytes()[:1000], b"\x00" * 1000):
        kept.write_bytes(content)
        assert _ran(engines)


def test_without_a_place_to_keep_it_the_engine_runs_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    assert _ran(tmp_path / "file" / "engines")
