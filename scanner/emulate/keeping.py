"""Where engines are kept between runs, compiled and laid out: files that are whole or not there."""

import json
import os
from pathlib import Path
from typing import Any
from zlib import crc32

_MARK = b"unmask-image-1\n"


def keep(path: Path, content: bytes) -> None:
    """Put a file into a folder of the user's own. Raises OSError where there is no place for it."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_suffix(f".{os.getpid()}")
    draft.write_bytes(content)
    draft.rename(path)


def keep_image(path: Path, head: dict[str, Any], memory: bytes) -> None:
    """Keep the memory of an engine at rest as `ENGINE-DIGEST.image`, in the place of other states of the engine. Raises OSError."""
    for old in path.parent.glob(f"{path.name.partition('-')[0]}-*.image"):
        old.unlink(missing_ok=True)
    keep(path, _MARK + json.dumps({**head, "bytes": len(memory), "crc32": crc32(memory)}).encode() + b"\n" + memory)


def kept_image(path: Path) -> tuple[dict[str, Any], bytes]:
    """Head and memory. Raises OSError, ValueError (no image, or none that is whole)."""
    content = path.read_bytes()
    if not content.startswith(_MARK):
        raise ValueError("no image")
    end = content.index(b"\n", len(_MARK))
    head = json.loads(content[len(_MARK) : end])
    memory = content[end + 1 :]
    if not isinstance(head, dict) or (len(memory), crc32(memory)) != (head.get("bytes"), head.get("crc32")):
        raise ValueError("no whole image")
    return head, memory
