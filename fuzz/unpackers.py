"""Coverage-guided fuzzing of one unpacker, or of all by what the content is taken for, with atheris:

    python -m fuzz.unpackers zip -max_total_time=60
    python -m fuzz.unpackers all -max_total_time=60

All further arguments are libFuzzer's. Inputs that crash belong into `tests/unpack/crashes/`, where they stay tests.
"""

import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

import atheris  # type: ignore[import-untyped]  # it ships no types

with atheris.instrument_imports(include=["scanner.unpack"]):
    from scanner.unpack.opened import Allowance
    from scanner.unpack.openers import OPENERS, Opener, openers_for
    from scanner.unpack.opening import recognise
    from scanner.unpack.sink import LimitReached, Sink
    from scanner.unpack.sniff import sniff
    from scanner.unpack.source import Damaged, Source

from tests.unpack.seeds import NAMES, SEEDS

_ALLOWANCE = Allowance(entries=1000, unpacked_bytes=16 << 20, reason="the limit of the fuzzer was reached")
_CHILD = "--in"

Chosen = Callable[[Source], Iterable[Opener]]


def main() -> int:
    """Fuzz in a child, whose exit code is libFuzzer's: it leaves without a chance to remove its folder."""
    names = [*SEEDS, "all"]
    if sys.argv[1:2] == [_CHILD]:
        _fuzz(Path(sys.argv[2]), sys.argv[3], sys.argv[4:])
    if len(sys.argv) < 2 or sys.argv[1] not in names:
        sys.exit(f"name an unpacker: {', '.join(names)}")
    with tempfile.TemporaryDirectory(prefix="unmask-fuzz-") as folder:
        return subprocess.run([sys.executable, "-m", "fuzz.unpackers", _CHILD, folder, *sys.argv[1:]], check=False).returncode


def _fuzz(folder: Path, name: str, arguments: list[str]) -> None:
    corpus = folder / "corpus"
    corpus.mkdir()
    for seed in SEEDS if name == "all" else (name,):
        (corpus / seed).write_bytes(SEEDS[seed])
    one = tuple(opener for opener in OPENERS if opener.name == name)

    path = folder / NAMES.get(name, "input")

    def chosen(source: Source) -> Iterable[Opener]:
        if name == "all":
            return openers_for(source, sniff(source).kind)
        return [opener for opener in one if opener.claims is None or opener.claims(source)]

    atheris.Setup([sys.argv[0], *arguments, str(corpus)], lambda content: _open(path, content, chosen))
    atheris.Fuzz()


def _open(path: Path, content: bytes, chosen: Chosen) -> None:
    path.write_bytes(content)
    sink = Sink(blobs=path.parent, allowance=_ALLOWANCE, recognise=recognise)
    with Source(path, name=path.name) as source:
        try:
            for opener in chosen(source):
                opener.open(source, sink)
        except (Damaged, LimitReached):
            return  # said so
        finally:
            for member in sink.members:
                (path.parent / member.sha256).unlink(missing_ok=True)


if __name__ == "__main__":
    sys.exit(main())
