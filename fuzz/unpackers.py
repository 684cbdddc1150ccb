"""Coverage-guided fuzzing of one unpacker (needs `pip install atheris`):

    python -m fuzz.unpackers zip -max_total_time=60

All further arguments are libFuzzer's. Inputs that crash are added to `tests/unpack/crashes/` and stay tests.
"""

import sys
import tempfile
from pathlib import Path

import atheris  # type: ignore[import-untyped]  # it ships no types

with atheris.instrument_imports(include=["scanner.unpack"]):
    from scanner.unpack.opened import Allowance
    from scanner.unpack.openers import OPENERS
    from scanner.unpack.opening import recognise
    from scanner.unpack.sink import LimitReached, Sink
    from scanner.unpack.source import Damaged, Source

from tests.unpack.seeds import SEEDS

_ALLOWANCE = Allowance(entries=1000, unpacked_bytes=16 << 20, reason="the limit of the fuzzer was reached")


def main() -> None:
    """Fuzz the opener that the first argument names."""
    name = sys.argv.pop(1) if len(sys.argv) > 1 else ""
    opener = next((opener for opener in OPENERS if opener.name == name), None)
    if opener is None:
        sys.exit(f"name an unpacker: {', '.join(opener.name for opener in OPENERS)}")
    folder = Path(tempfile.mkdtemp(prefix="unmask-fuzz-"))
    corpus = folder / "corpus"
    corpus.mkdir()
    (corpus / name).write_bytes(SEEDS[name])

    def target(content: bytes) -> None:
        path = folder / "input"
        path.write_bytes(content)
        sink = Sink(blobs=folder, allowance=_ALLOWANCE, recognise=recognise)
        with Source(path, name="input") as source:
            recognise(source, False)
            if opener.claims is not None and not opener.claims(source):
                return
            try:
                opener.open(source, sink)
            except (Damaged, LimitReached):
                return  # said so
            finally:
                for member in sink.members:
                    (folder / member.sha256).unlink(missing_ok=True)

    atheris.Setup([sys.argv[0], *sys.argv[1:], str(corpus)], target)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
