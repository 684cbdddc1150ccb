"""The compiled engine is kept between runs, and what is broken there is made anew."""

import subprocess
import sys
from pathlib import Path

from scanner.emulate.keeping import kept_image

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


def test_the_world_is_laid_out_once_and_anew_where_it_is_broken(tmp_path: Path) -> None:
    engines = tmp_path / "engines"
    assert _ran(engines)
    (kept,) = engines.glob("javascript-*.image")
    whole = kept.read_bytes()
    assert _ran(engines)
    assert kept.read_bytes() == whole  # taken as it is
    _, memory = kept_image(kept)
    for content in (b"", whole[:5000], whole[:-1], b"\x00" * len(whole), whole[:9000] + b"\x01" * 64 + whole[9064:]):
        kept.write_bytes(content)
        assert _ran(engines)
        assert len(kept_image(kept)[1]) == len(memory)


def test_another_state_of_the_world_takes_the_place_of_the_kept_one(tmp_path: Path) -> None:
    engines = tmp_path / "engines"
    engines.mkdir()
    (engines / "javascript-0000000000000000.image").write_bytes(b"of an older version")
    (engines / "python-0000000000000000.image").write_bytes(b"of the other engine")
    assert _ran(engines)
    assert {path.name.partition("-")[0] for path in engines.glob("*.image")} == {"javascript", "python"}
    assert not (engines / "javascript-0000000000000000.image").exists()


def test_without_a_place_to_keep_it_the_engine_runs_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    assert _ran(tmp_path / "file" / "engines")
