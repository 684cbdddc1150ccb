"""Pages in a real browser: what the document looks like once scripts have run."""

import re
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

BROWSER = next((found for name in ("chromium", "chromium-browser", "google-chrome", "chrome") if (found := shutil.which(name))), None)
"""Chromium or what is built from it; None: there is none on this machine."""

needs_browser = pytest.mark.skipif(BROWSER is None, reason="no Chromium on this machine (Debian: apt-get install chromium)")

FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--disable-extensions", "--hide-scrollbars", "--mute-audio",
)  # fmt: skip
"""A browser that asks nobody for anything: no update, no sync, no first-run page."""
DARK = ("--blink-settings=preferredColorScheme=0",)
SECONDS = 90


def document_after_scripts(page: Path, *, dark: bool = False, budget_ms: int | None = None) -> str:
    """The document as HTML once it was loaded. budget_ms: virtual time given to its scripts; None: real time, until loaded."""
    wait = () if budget_ms is None else (f"--virtual-time-budget={budget_ms}",)
    return _run(*(DARK if dark else ()), *wait, "--dump-dom", page.as_uri())


def screenshot(page: Path, image: Path, *, width: int, height: int, dark: bool = False) -> None:
    """A PNG of the page from its top."""
    _run(*(DARK if dark else ()), f"--window-size={width},{height}", f"--screenshot={image}", page.as_uri())


def without_policy(page: str) -> str:
    """The page with its content security policy taken out, so that a test can run a script of its own in it."""
    return re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page)


def _run(*arguments: str) -> str:
    assert BROWSER is not None
    with tempfile.TemporaryDirectory(prefix="unmask-browser-") as profile:
        finished = subprocess.run(
            [BROWSER, *FLAGS, f"--user-data-dir={profile}", *arguments], capture_output=True, timeout=SECONDS, check=True
        )
    return finished.stdout.decode("utf-8", "replace")
