"""Makes the pictures of the documentation from the example reports: `python docs/screenshots.py`. Needs Chromium."""

import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "screenshots"

sys.path.insert(0, str(ROOT))

from scanner.render.comparison import write_compared  # noqa: E402
from scanner.render.stage import write  # noqa: E402
from tests.render import sample  # noqa: E402
from tests.render.browser import BROWSER, screenshot  # noqa: E402


def make_screenshots(folder: Path) -> None:
    """`report.png`, the same in the dark, in Chinese and on a telephone; `compare.png`."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        pages = Path(temporary)
        write(sample.blocked(), pages / "report.html")
        write(sample.blocked(), pages / "report.zh.html", language="zh")
        write_compared(sample.comparison(), pages / "compare.html")
        screenshot(pages / "report.html", folder / "report.png", width=1360, height=2400)
        screenshot(pages / "report.html", folder / "report-dark.png", width=1360, height=1400, dark=True)
        screenshot(pages / "report.html", folder / "report-narrow.png", width=420, height=1800)
        screenshot(pages / "report.zh.html", folder / "report-zh.png", width=1360, height=1400)
        screenshot(pages / "compare.html", folder / "compare.png", width=1200, height=820)


if __name__ == "__main__":
    if BROWSER is None:
        sys.exit("no Chromium on this machine; Debian has it as the package chromium")
    make_screenshots(FOLDER)
