"""Opening large self-contained binaries, beside lief and `strings` on the same file.

    python -m benchmarks.unpack FILE...        (the native file itself, or an npm archive that holds one)

Prints wall time, processor time and peak memory of a process of its own for each. Bars: 245 MB in 3 s and 300 MB, 381 MB with 3,758
modules in 8 s and 400 MB.
"""

import json
import resource
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

_MIB = 1024 * 1024
_WRITTEN_BYTES = 8 << 30


def main(paths: list[str]) -> int:
    """Measure each file with each way."""
    for name in paths:
        with tempfile.TemporaryDirectory() as folder:
            path = _binary(Path(name), Path(folder))
            print(f"{Path(name).name}: {path.stat().st_size / 1e6:.0f} MB")
            own, *others = [_measure(way, path) for way in ("unmask", "lief", "strings")]
            for other in others:
                shares = (own.wall_s / other.wall_s, own.cpu_s / other.cpu_s, own.peak_mib / other.peak_mib)
                print(f"  unmask takes {shares[0]:.1f} of the wall time, {shares[1]:.1f} of the processor time and "
                      f"{shares[2]:.1f} of the memory of {other.way}")
    return 0


def open_with_unmask(path: Path) -> int:
    """Members opened, as the worker does it."""
    from scanner.unpack.opened import Allowance, Container
    from scanner.unpack.opening import open_container, recognise
    from scanner.unpack.source import Source
    from scanner.workfolder import digest_of

    with tempfile.TemporaryDirectory() as folder:
        with Source(path, name=path.name) as source:
            recognised = recognise(source, True)
        opened = open_container(Container(
            content=path, name=path.name, sha256=digest_of(path), openers=recognised.openers, encoding=None, blobs=Path(folder),
            allowance=Allowance(entries=200_000, unpacked_bytes=_WRITTEN_BYTES, reason="limit"),
        ))
        return len(opened.members)


def open_with_lief(path: Path) -> int:
    """Sections read."""
    import lief

    binary = lief.parse(str(path))
    return 0 if binary is None else len(list(binary.sections))


def open_with_strings(path: Path) -> int:
    """Bytes of text that the binutils tool finds; 0 where it isn't installed."""
    tool = shutil.which("strings")
    if tool is None:
        return 0
    found = subprocess.run([tool, "-n", "8", str(path)], stdout=subprocess.PIPE, check=False)
    return len(found.stdout)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cost:
    way: str
    wall_s: float
    cpu_s: float
    peak_mib: float


def _measure(way: str, path: Path) -> _Cost:
    begin = time.monotonic()
    answer = subprocess.run([sys.executable, "-m", "benchmarks.unpack", f"--{way}", str(path)], stdout=subprocess.PIPE, check=True)
    wall_s = time.monotonic() - begin
    measured = json.loads(answer.stdout)
    cost = f"{wall_s:6.1f} s wall {measured['cpu_s']:6.1f} s processor {measured['peak_mib']:6.0f} MiB"
    print(f"  {way:8} {cost}   {measured['found']} found")
    return _Cost(way=way, wall_s=wall_s, cpu_s=measured["cpu_s"], peak_mib=measured["peak_mib"])


def _run_one(way: str, path: Path) -> int:
    ways = {"--unmask": open_with_unmask, "--lief": open_with_lief, "--strings": open_with_strings}
    found = ways[way](path)
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu_s = own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime
    print(json.dumps({"found": found, "cpu_s": cpu_s, "peak_mib": max(own.ru_maxrss, children.ru_maxrss) * 1024 / _MIB}))
    return 0


def _binary(path: Path, folder: Path) -> Path:
    if not tarfile.is_tarfile(path):
        return path
    with tarfile.open(path) as archive:
        largest = max(archive.getmembers(), key=lambda member: member.size)
        stream = archive.extractfile(largest)
        if stream is None:
            raise SystemExit(f"{path.name} holds no file")
        with stream, (folder / "binary").open("wb") as out:
            shutil.copyfileobj(stream, out)
    return folder / "binary"


if __name__ == "__main__":
    sys.exit(_run_one(sys.argv[1], Path(sys.argv[2])) if sys.argv[1:2] and sys.argv[1].startswith("--") else main(sys.argv[1:]))
