"""Standard input and output of a run."""

import io
import sys
from typing import Any


def begin() -> None:
    """Give the run its streams: lines are told when they end."""
    for name, number in (("stdout", 1), ("stderr", 2)):
        raw = io.FileIO(number, "w", closefd=False)
        stream = io.TextIOWrapper(
            io.BufferedWriter(raw), encoding="utf-8", errors="backslashreplace" if number == 2 else "replace", line_buffering=True
        )
        stream.mode = "w"
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)
    given = io.TextIOWrapper(io.BufferedReader(io.FileIO(0, "r", closefd=False)), encoding="utf-8", errors="replace")
    given.mode = "r"
    sys.stdin = sys.__stdin__ = given


def end() -> None:
    """Tell what was not."""
    for stream in {id(one): one for one in (sys.stdout, sys.stderr, sys.__stdout__, sys.__stderr__)}.values():
        _flush(stream)


def _flush(stream: Any) -> None:
    try:
        stream.flush()
    except Exception:  # noqa: BLE001  # a stream that the program closed or made itself
        return
