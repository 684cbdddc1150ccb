"""Where children come from: a process of its own that has imported what workers need and forks a child when it is asked for one.

A child is there in milliseconds and shares the memory of its imports with the others; started by itself it would take a second.
"""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

MESSAGE_BYTES = 1 << 16
"""Most that one message may have: a request with its folder."""


WORKERS = (
    "scanner.unpack.opening:read_files",
    "scanner.unpack.opening:open_container",
    "scanner.unpack.surveys:survey_files",
    "scanner.analyze.javascript.program:follow",
    "scanner.analyze.semgrep:follow",
    "scanner.analyze.shell.script:follow",
    "scanner.analyze.hidden_list:examine",
    "scanner.analyze.endpoints:examine",
    "scanner.analyze.hidden_text:examine",
    "scanner.analyze.patterns:examine",
    "scanner.analyze.batch:examine_batch",
    "scanner.emulate.slices:run_slices",
    "scanner.emulate.program:run_whole",
)
"""Those that nearly every tool needs, in the order in which it needs them."""


class NoChild(Exception):
    """No child could be had; the text says why."""


@dataclass(slots=True, kw_only=True)
class Child:
    """A forked process that serves requests."""

    pid: int
    requests: BinaryIO
    answers: BinaryIO
    is_early: bool
    """True: it was forked before all was imported, and would import by itself what is asked of it."""
    exit_code: int | None = None
    """Negative for a signal; None: nobody waited for its end."""

    def close(self) -> None:
        """Close both pipes."""
        for pipe in (self.requests, self.answers):
            with suppress(BrokenPipeError):  # unsent bytes of a request to a child that is gone
                pipe.close()


class Nursery:
    """One nursery process, started when there is something to import or a child is asked for, and again when it is gone.

    Callable from several threads.
    """

    def __init__(self, functions: tuple[str, ...] = ()) -> None:
        """functions: workers, `package.module:function`, that are imported ahead."""
        self._functions = functions
        self._lock = threading.Lock()
        self._running = self._started() if functions else None

    def fork(self, *, folder: Path, memory_bytes: int) -> Child:
        """A new child that keeps what it writes in `folder`. Raises NoChild."""
        for_child, requests = os.pipe()
        answers, from_child = os.pipe()
        try:
            with self._lock:
                pid, is_whole = self._asked({"folder": str(folder), "bytes": memory_bytes}, (for_child, from_child))
        except OSError as error:
            os.close(requests)
            os.close(answers)
            raise NoChild(f"no worker could be started ({error.strerror or error})") from error
        finally:
            os.close(for_child)
            os.close(from_child)
        return Child(pid=pid, requests=os.fdopen(requests, "wb"), answers=os.fdopen(answers, "rb"), is_early=not is_whole)

    def ended(self, child: Child) -> int:
        """Wait for a child that is gone or was killed: its exit code, negative for a signal."""
        if child.exit_code is None:
            child.exit_code = -signal.SIGKILL  # it goes with its nursery
            with self._lock, suppress(OSError):
                if self._running is not None:
                    child.exit_code = os.waitstatus_to_exitcode(self._running.asked({"wait": child.pid}, ())[0])
        return child.exit_code

    def close(self) -> None:
        """End it. Children are to be ended before."""
        if self._running is not None:
            self._running.line.close()
            self._running.process.kill()  # it may be amid an import that nobody needs any more
            self._running.process.wait()
            self._running = None

    def _started(self) -> "_Running":
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        environment = {
            **os.environ,
            "PYTHONHASHSEED": "0",
            "OPENBLAS_NUM_THREADS": "1",  # a process that has threads is not to be forked
            "UNMASK_PARENT": str(os.getpid()),
        }
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "scanner.child", str(theirs.fileno()), *self._functions],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=environment,
            pass_fds=(theirs.fileno(),),
            start_new_session=True,
        )
        theirs.close()
        return _Running(process, ours)

    def _asked(self, request: dict[str, Any], descriptors: tuple[int, ...]) -> tuple[int, bool]:
        """The reply, of a new process where the old one is gone. Raises OSError."""
        if self._running is not None:
            try:
                return self._running.asked(request, descriptors)
            except OSError:
                self.close()
        self._running = self._started()
        return self._running.asked(request, descriptors)


@dataclass(frozen=True, slots=True)
class _Running:
    process: subprocess.Popen[bytes]
    line: socket.socket

    def asked(self, request: dict[str, Any], descriptors: tuple[int, ...]) -> tuple[int, bool]:
        """Number of the child or its status, and whether all is imported. Raises OSError: it is gone."""
        socket.send_fds(self.line, [json.dumps(request).encode("utf-8", "surrogateescape")], list(descriptors))
        reply = self.line.recv(MESSAGE_BYTES)
        if not reply:
            raise ConnectionResetError("the process that starts workers is gone")
        number, is_whole = json.loads(reply)
        return number, is_whole


_ahead: list[Nursery] = []


def start_ahead() -> None:
    """Start a nursery with the usual workers before this process has imported what it needs itself."""
    _ahead.append(Nursery(WORKERS))


def nursery_for(functions: tuple[str, ...]) -> Nursery:
    """The one that was started ahead, where it has the same workers and nobody took it; a new one otherwise."""
    return _ahead.pop() if _ahead and functions == WORKERS else Nursery(functions)
