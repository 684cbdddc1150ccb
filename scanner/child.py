"""The program of one worker process: reads requests on standard input, answers on standard output; a failure becomes a record."""

import ctypes
import errno
import json
import os
import resource
import signal
import sys
from collections.abc import Iterator
from functools import cache
from typing import Any, get_type_hints

from pydantic import TypeAdapter

from scanner.attempt import LENGTH, Refusal, answer_type, first_line, function_named
from scanner.model.limits import Limits


def main() -> None:
    """Serve until the parent closes the pipe."""
    stream_in, stream_out = os.dup(0), os.dup(1)
    quiet = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1):  # a library that prints must not reach the pipe
        os.dup2(quiet, stream)
    sys.setrecursionlimit(5000)
    confine(int(os.environ["UNMASK_PARENT"]), int(os.environ.get("UNMASK_WORKER_BYTES", Limits().worker_bytes)))
    for _ in serve(stream_in, stream_out):
        pass


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


def confine(parent: int, memory_bytes: int) -> None:
    """Called once in a child: die with the parent, dump no core, write no file beyond 8 GiB, lower priority."""
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
    if os.getppid() != parent:
        os._exit(1)  # the parent went before the line above
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
