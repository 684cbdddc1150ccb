"""Writes the example reports anew: `python reports/examples.py`. Read them in the diff: they are what the tests compare with."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "reports" / "examples"

sys.path.insert(0, str(ROOT))

from scanner.render.comparison import COMPARED_FORMATS, write_compared  # noqa: E402
from scanner.render.formats import FORMATS  # noqa: E402
from scanner.render.stage import write  # noqa: E402
from tests.render import sample  # noqa: E402

REPORTS = {"blocked": sample.blocked, "inconclusive": sample.inconclusive, "passed": sample.passed}
COMPARED = {"diff": sample.diff, "compare": sample.comparison, "bisect": sample.bisection, "fleet": sample.fleet}


def write_examples(folder: Path) -> None:
    """`<case>/report.<suffix>` in every format, the blocked one in Chinese too; `<command>/<command>.<suffix>`."""
    for case, made in REPORTS.items():
        (folder / case).mkdir(parents=True, exist_ok=True)
        for chosen in FORMATS:
            write(made(), folder / case / f"report{chosen.suffix}")
    write(sample.blocked(), folder / "blocked" / "report.zh.html", language="zh")
    for command, compared in COMPARED.items():
        (folder / command).mkdir(parents=True, exist_ok=True)
        for form in COMPARED_FORMATS:
            write_compared(compared(), folder / command / f"{command}{form.suffix}")


if __name__ == "__main__":
    write_examples(FOLDER)
