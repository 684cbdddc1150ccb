"""Where the tests keep the compiled engine between runs."""

import os
from pathlib import Path


def engines() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "unmask-tests" / "engines"
