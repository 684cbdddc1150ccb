"""A whole file for a worker child: opened where discovery saw it, never through a link that came later."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from scanner.attempt import Refusal


@contextmanager
def opened_file(path: str, *, cap_bytes: int) -> Iterator[BinaryIO]:
    """The file at an absolute path whose links were followed. Raises Refusal where it was replaced or is larger than the cap."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(descriptor, "rb") as stream:
        if os.readlink(f"/proc/self/fd/{descriptor}") != path:
            raise Refusal("was replaced by a link while it was being read")
        if os.fstat(descriptor).st_size > cap_bytes:
            raise Refusal(f"is larger than the limit of {cap_bytes} bytes for such files")
        yield stream


def content_of(path: str, *, cap_bytes: int) -> bytes:
    """All bytes. Raises Refusal as `opened_file` does, and where the file grows beyond the cap while it is read."""
    with opened_file(path, cap_bytes=cap_bytes) as stream:
        content = stream.read(cap_bytes + 1)
    if len(content) > cap_bytes:
        raise Refusal(f"is larger than the limit of {cap_bytes} bytes for such files")
    return content
