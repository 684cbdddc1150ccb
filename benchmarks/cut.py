"""Cutting JavaScript into units, beside a full parse of the same text by tree-sitter.

    python -m benchmarks.cut [FILE.js...]

Without FILE the pinned 13 MB bundle of the tests is fetched. Prints processor time of each way, units, and ratios.
"""

import sys
import tempfile
import time
from pathlib import Path

from benchmarks.bundle import pinned
from scanner.code.javascript import syntax
from scanner.code.javascript.units import split


def main(names: list[str]) -> int:
    """Cut and parse each file once."""
    with tempfile.TemporaryDirectory() as folder:
        split(b"a();")  # what is loaded at first use is loaded now
        print("| file | MB | units | cut s | parse s | cutting takes |\n|---|---|---|---|---|---|")
        for path in [Path(name) for name in names] or [pinned(Path(folder))]:
            code = path.read_bytes()
            start = time.process_time()
            cut = split(code)
            middle = time.process_time()
            syntax.parse(code)
            ours, theirs = middle - start, time.process_time() - middle
            print(f"| {path.name} | {len(code) / 1e6:.1f} | {len(cut.units)} | {ours:.2f} | {theirs:.2f} | {ours / theirs:.2f} x |")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
