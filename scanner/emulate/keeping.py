"""Where compiled engines are kept between runs: files that are whole or not there."""

import os
from pathlib import Path


def keep(path: Path, content: bytes) -> None:
    """Put a file into a folder of the user's own. Raises OSError where there is no place for it."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_suffix(f".{os.getpid()}")
    draft.write_bytes(content)
    draft.rename(path)
