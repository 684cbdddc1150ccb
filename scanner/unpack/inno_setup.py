"""Installers made with Inno Setup: told by the mark in front of their settings, and not opened.

The layout of the settings changes with every version of the tool, and is described nowhere; the gap names version and place.
"""

import re

from scanner.unpack.overlay import native_end
from scanner.unpack.sink import Sink
from scanner.unpack.source import Damaged, Source

_MARK = b"Inno Setup Setup Data ("
_VERSION = re.compile(rb"([0-9.]{3,12})\)")


def holds_inno_setup(source: Source) -> bool:
    """True where the mark lies behind a program."""
    return _mark(source) >= 0


def open_inno_setup(source: Source, sink: Sink) -> None:
    at, end = _mark(source), native_end(source)
    if at < 0 or end is None:
        raise Damaged("the mark of its settings was not found")
    version = _VERSION.match(source.at(at + len(_MARK), 16))
    sink.claim(end, source.size - end)
    sink.gap(
        f"it is an installer made with Inno Setup {version[1].decode() if version else 'of an unknown version'}: the files that it lays "
        f"out are packed in the {source.size - end} bytes from offset {end} on, and were not opened",
    )


def _mark(source: Source) -> int:
    end = native_end(source)
    return source.find(_MARK, end) if end is not None else -1
