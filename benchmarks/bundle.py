"""`unmask vet` beside semgrep, GuardDog and a YARA pass on the same file, in the same run.

    python -m benchmarks.bundle [--cores N] [--again OLDER] [FILE]

Without FILE the pinned 13 MB bundle of the tests is fetched; any artifact that `vet` takes will do. Prints wall time, peak memory of the
process tree, and ratios to each peer. With `--again`, OLDER is examined first, and FILE a second time with what that left in the cache.
GuardDog and YARA are installed into an environment of their own, once (`benchmarks.peers`).
"""

import argparse
import sys
import tarfile
import tempfile
from pathlib import Path

from benchmarks.measure import Measured, measured
from benchmarks.peers import guarddog, semgrep, yara


def main(arguments: list[str]) -> int:
    """Run all, print a table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.bundle", description="unmask beside its peers on one file")
    parser.add_argument("file", nargs="?", type=Path, help="what to examine (without: the pinned 13 MB bundle)")
    parser.add_argument("--cores", type=int, default=2, help="cores that each may use (2)")
    parser.add_argument("--again", type=Path, metavar="OLDER", help="an older version of the file, examined before")
    parser.add_argument("--alone", action="store_true", help="leave the peers out")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = chosen.file.absolute() if chosen.file else pinned(folder)
        (folder / "cache").mkdir()
        ours = _ours(file, folder, chosen.cores, "--no-cache")
        rows = [("unmask vet", ours)]
        if chosen.again:
            _ours(chosen.again.absolute(), folder, chosen.cores)
            rows.append(("unmask vet, older version seen", _ours(file, folder, chosen.cores)))
        peers = () if chosen.alone else (semgrep, guarddog, yara)
        rows += [(peer.__name__, measured(peer(file, folder, chosen.cores), folder, cores=chosen.cores)) for peer in peers]
        print(f"{file.name}, {file.stat().st_size / 1e6:.0f} MB, {chosen.cores} cores\n")
    print("| tool | wall s | peak MB | exit | unmask takes, time | memory |\n|---|---|---|---|---|---|")
    for tool, row in rows:
        shares = f"{ours.wall_s / row.wall_s:.2f} x | {ours.peak_mb / row.peak_mb:.2f} x"
        print(f"| {tool} | {row.wall_s:.1f} | {row.peak_mb:.0f} | {row.code} | {shares} |")
    return 0


def _ours(file: Path, folder: Path, cores: int, *more: str) -> Measured:
    command = [sys.executable, "-m", "scanner.cli.main", "vet", str(file), "--jobs", str(cores), *more]
    project = str(Path(__file__).parent.parent)
    return measured(command, folder, cores=cores, environment={"PYTHONPATH": project, "XDG_CACHE_HOME": str(folder / "cache")})


def pinned(folder: Path) -> Path:
    """The 13 MB bundle of the tests, fetched into a folder."""
    from tests.real import artifact

    with tarfile.open(artifact("npm", "@anthropic-ai/claude-code@2.1.91")) as archive:
        archive.extract("package/cli.js", folder, filter="data")
    return folder / "package" / "cli.js"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
