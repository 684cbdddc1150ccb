"""Compiled Python that has no source, as a program of Python that holds it: what the sandbox runs in its stead."""

import base64
import keyword
from pathlib import Path

from scanner.code.fold import Segment, packed
from scanner.code.python.bytecode import Bytecode, Constant
from scanner.model.artifact import Artifact, ArtifactKind, Fold
from scanner.workfolder import store

HOLDER = "__unmask_bytecode__"
"""What the sandbox offers under this name runs the instructions that it is given, in the place of the module."""
COMPILED_NAME = "#compiled"
"""Last step of the trail."""
GUEST_MAGIC = 3495
"""Of CPython 3.11, which the sandbox is: it reads the instructions of no other version (CPython, pycore_magic_number.h)."""
_TEXTS_MOST = 4_000
_NAMES_MOST = 600


def runnable(artifact: Artifact, read: Bytecode, blobs: Path) -> Artifact | None:
    """The module as a text: its texts, what it may import, and its instructions. None: the sandbox could not run it.

    Evidence found at one of its texts points at that text in the bytecode.
    """
    if read.magic != GUEST_MAGIC:
        return None
    content, segments = _written(read, artifact.content.read_bytes())
    text, table = store(content, blobs), store(packed(segments), blobs)
    return Artifact(
        sha256=text.sha256,
        kind=ArtifactKind.PYTHON,
        trail=(*artifact.trail, COMPILED_NAME),
        size_bytes=text.size_bytes,
        content=text.path,
        encoding="utf-8",
        origin="compiled Python, held by a module of Python",
        is_entry=artifact.is_entry,
        fold=Fold(artifact=artifact.sha256, content=artifact.content, segments=table.path),
    )


def _written(read: Bytecode, content: bytes) -> tuple[bytes, list[Segment]]:
    parts: list[bytes] = []
    segments: list[Segment] = []
    size = 0

    def add(text: str, place: Constant | None) -> None:
        nonlocal size
        written = text.encode("ascii")
        offset, length = (place.offset, place.length_bytes) if place is not None else (read.start, len(content) - read.start)
        segments.append(Segment(size, len(written), offset, length))
        parts.append(written)
        size += len(written)

    first = next(iter(read.constants), None)
    add("(\n", first)
    for constant in _once(read, is_name=False)[:_TEXTS_MOST]:
        add(f"    {constant.text!a},\n", constant)
    add(")\nif 0:\n    pass\n", first)
    for constant in _once(read, is_name=True)[:_NAMES_MOST]:
        if all(part.isidentifier() and not keyword.iskeyword(part) for part in constant.text.split(".")) and constant.text.isascii():
            add(f"    import {constant.text}\n", constant)
    add(f'{HOLDER}("{base64.b64encode(content[read.start :]).decode()}")\n', None)
    return b"".join(parts), segments


def _once(read: Bytecode, *, is_name: bool) -> list[Constant]:
    found: dict[str, Constant] = {}
    for constant in read.constants:
        if constant.is_name is is_name and constant.text:
            found.setdefault(constant.text, constant)
    return list(found.values())
