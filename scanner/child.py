"""The program of the nursery and of the children that it forks: a child reads requests and answers them; a failure becomes a record."""

import ctypes
import errno
import gc
import json
import os
import resource
import select
import signal
import socket
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from typing import Any, NoReturn, get_type_hints

from pydantic import TypeAdapter

from scanner.attempt import LENGTH, Refusal, answer_type, first_line, function_named
from scanner.nursery import MESSAGE_BYTES


def main() -> None:
    """Fork a child whenever the parent asks for one, until it closes the socket."""
    die_with(int(os.environ["UNMASK_PARENT"]))
    sys.setrecursionlimit(5000)
    line, ahead = socket.socket(fileno=int(sys.argv[1])), sys.argv[2:]
    while True:
        if ahead and not select.select([line], [], [], 0)[0]:
            _prepare(ahead.pop(0))
            continue
        message, descriptors, _, _ = socket.recv_fds(line, MESSAGE_BYTES, 2)
        if not message:
            return
        request = json.loads(message.decode("utf-8", "surrogateescape"))
        line.send(json.dumps([_replied(request, descriptors, line), not ahead]).encode())
        for descriptor in descriptors:
            os.close(descriptor)


def _prepare(function: str) -> None:
    """Import a worker and make what reads its argument and writes its answer."""
    _argument_type(function)
    answer_type(function)
    gc.freeze()  # a child that collected would copy the memory that all share


def _replied(request: dict[str, Any], descriptors: list[int], line: socket.socket) -> int:
    """The number of a new child, or the status of one that ended."""
    if "wait" in request:
        return os.waitpid(request["wait"], 0)[1]
    nursery, child = os.getpid(), os.fork()
    if child == 0:
        line.close()
        _grow_up(nursery, request["folder"], request["bytes"], *descriptors)
    with suppress(OSError):  # it did so itself
        os.setpgid(child, child)
    return child


def _grow_up(nursery: int, folder: str, memory_bytes: int, stream_in: int, stream_out: int) -> NoReturn:
    """Serve until the parent closes the pipe. Never comes back to the loop that it was forked in."""
    try:
        os.setpgid(0, 0)  # what it starts ends with it
        os.chdir(folder)
        os.environ["TMPDIR"] = folder
        tempfile.tempdir = None
        confine(nursery, memory_bytes)
        for _ in serve(stream_in, stream_out):
            pass
    finally:
        os._exit(1 if sys.exc_info()[0] is not None else 0)


def serve(stream_in: int, stream_out: int) -> Iterator[str]:
    """The child's loop: read a request, answer it; yields the name of each function that was called."""
    while True:
        head = _read_exactly(stream_in, LENGTH.size)
        if head is None:
            return
        body = _read_exactly(stream_in, LENGTH.unpack(head)[0])
        if body is None:
            return
        request = json.loads(body.decode("utf-8", "surrogatepass"))
        if request.get("is_last"):
            gc.disable()
        reply = json.dumps(answer(request["function"], request["argument"])).encode("utf-8", "surrogatepass")
        _write_all(stream_out, LENGTH.pack(len(reply)) + reply)
        yield request["function"]


def answer(function: str, argument: object) -> dict[str, object]:
    """Call one worker and put what came of it, whatever that is, into a record."""
    try:
        value = function_named(function)(_argument_type(function).validate_python(argument, strict=False))
        return {"value": answer_type(function).dump_python(value, mode="json")}
    except Refusal as refusal:
        return {"refused": str(refusal)}
    except MemoryError:
        return {"crashed": "MemoryError (out of the memory it may use)"}
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            return {"crashed": f"{type(error).__name__}: {first_line(error)}"}
        return {"refused": "there is no room left in the temporary folder; name a larger one with TMPDIR, or lower --max-unpacked"}
    except RecursionError:
        return {"refused": "the input is nested deeper than the worker can follow"}
    except Exception as error:  # the one place where any failure of a worker becomes a record
        return {"crashed": f"{type(error).__name__}: {first_line(error)}"}


def die_with(parent: int) -> None:
    """Called once in a process: the kernel ends it with its parent."""
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
    if os.getppid() != parent:
        os._exit(1)  # the parent went before the line above


def confine(parent: int, memory_bytes: int) -> None:
    """Called once in a child: die with the parent, dump no core, write no file beyond 8 GiB."""
    die_with(parent)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (8 << 30, 8 << 30))
    # Writable private memory only: address space is left free, as WebAssembly and memory maps reserve far more than they use.
    resource.setrlimit(resource.RLIMIT_DATA, (memory_bytes, memory_bytes))


@cache
def _argument_type(name: str) -> TypeAdapter[Any]:
    hints = get_type_hints(function_named(name))
    hints.pop("return")
    (only,) = hints.values()
    return TypeAdapter(only)


def _read_exactly(descriptor: int, count: int) -> bytes | None:
    """None: the other side closed."""
    chunks = []
    while count:
        chunk = os.read(descriptor, min(count, 1 << 20))
        if not chunk:
            return None
        chunks.append(chunk)
        count -= len(chunk)
    return b"".join(chunks)


def _write_all(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


if __name__ == "__main__":
    main()
