"""One worker on one subject, in a child process with limits, turned into coverage.

The broad `except` of the workers lives in the child's loop (`scanner/child.py`). A worker is a
function of this package, named `module:function`, that takes one dataclass and returns one; it travels as JSON, so a child
that hostile input has taken over can lie about its result but cannot run code in the parent.
"""

import json
import os
import select
import signal
import struct
import threading
import time
from collections.abc import Callable, Hashable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pathlib import Path
from queue import LifoQueue
from typing import Any, Generic, TypeVar, cast, get_type_hints

from pydantic import TypeAdapter

from scanner.model.artifact import Sha256
from scanner.model.coverage import Capability, Coverage, CoverageStatus, Stage
from scanner.model.limits import Limits
from scanner.nursery import Child, NoChild, Nursery, nursery_for

T = TypeVar("T")

LENGTH = struct.Struct("<Q")
_POLL_S = 0.05
"""How often the parent looks at a child's clock and memory: a tenth of the time that 2 GiB take to be touched here."""
WALL_SHARE = 4
"""A worker's time is that of its processor, so that a busy machine stops none that a quiet one lets end; one that waits is stopped when
this many times its limit went by."""
_RECYCLE_BYTES = 700 * 1024 * 1024
"""A child whose resident memory stays above this after an answer is replaced: the allocator seldom gives it back."""


class Refusal(Exception):
    """A worker declines its subject; the text is one sentence for a person: what, where, what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task(Generic[T]):
    """What is to be attempted."""

    stage: Stage
    worker: str
    """Short name for coverage, "tar", "hidden-list"."""
    function: str
    """`package.module:function`; its annotations give the types that travel."""
    argument: object
    subject: str
    sha256: Sha256 | None = None
    bytes_total: int | None = None
    capabilities: frozenset[Capability] = frozenset()
    seconds: float | None = None
    """Limit of processor time; None: `Limits.worker_s`."""
    times: float = 1.0
    """How many times `Limits.worker_s` it may take, where `seconds` says nothing."""
    answer: type[T] | None = None
    """Type of the answer; None: by the worker's annotation, for which its module is imported here too."""
    is_last: bool = False
    """True: its child collects no garbage and is ended after it, which gives back at once what collecting would take seconds to find."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt(Generic[T]):
    """How it ended. `value` is None exactly when `coverage` is `failed`."""

    task: Task[T]
    value: T | None
    coverage: Coverage

    @classmethod
    def recalled(cls, task: Task[T], value: T) -> "Attempt[T]":
        """As if it had been made now: an earlier run's answer."""
        return cls(task=task, value=value, coverage=_coverage(task, CoverageStatus.DONE, None))


@dataclass(frozen=True, slots=True)
class Underway(Generic[T]):
    """A task that was handed to the crew and need not be waited for."""

    future: "Future[Attempt[T]]"
    is_dropped: threading.Event

    def result(self) -> Attempt[T]:
        """Wait for it."""
        return self.future.result()

    def drop(self) -> None:
        """Nobody needs the answer any more: its child is ended if it works on it."""
        self.is_dropped.set()
        self.future.cancel()


def _nothing_more(_: Attempt[Any]) -> None:
    """What follows upon most attempts."""


class Crew:
    """A pool of limited child processes. One crash costs one attempt.

    Use as a context manager: children end with it, and the kernel ends them when this process is killed.
    """

    def __init__(self, *, jobs: int, limits: Limits, scratch: Path, functions: tuple[str, ...] = ()) -> None:
        """functions: workers that most runs need, imported once for all children."""
        self.limits = limits
        self.jobs = max(1, jobs)
        self._scratch = scratch
        self._nursery = nursery_for(functions)
        self._idle: LifoQueue[Child] = LifoQueue()
        self._children: set[int] = set()
        self._lock = threading.Lock()
        self._threads = ThreadPoolExecutor(max_workers=self.jobs, thread_name_prefix="crew")
        self._is_closed = False

    def __enter__(self) -> "Crew":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Kill all children, busy ones too, and wait for the threads."""
        self._is_closed = True
        with self._lock:
            pids = tuple(self._children)
        for pid in pids:
            _kill(pid)
        self._threads.shutdown(wait=True, cancel_futures=True)
        while not self._idle.empty():
            self._end(self._idle.get_nowait())
        self._nursery.close()

    def run(self, task: Task[T]) -> Attempt[T]:
        """Attempt one task and wait for it. Never raises for what the worker or its input does."""
        return self._threads.submit(self._attempt, task).result()

    def start(self, task: Task[T], *, then: Callable[[Attempt[T]], None] = _nothing_more) -> Underway[T]:
        """Hand over a task; it runs before all that are handed over later.

        then: called with the attempt, in a thread of its own, before anybody who waits for it goes on.
        """
        is_dropped = threading.Event()

        def attempted() -> Attempt[T]:
            attempt = self._attempt(task, is_dropped)
            then(attempt)
            return attempt

        return Underway(self._threads.submit(attempted), is_dropped)

    def run_all(self, tasks: Iterable[Task[T]], *, on_end: Callable[[Attempt[T]], None] | None = None) -> tuple[Attempt[T], ...]:
        """Attempt all, side by side; the answers come in the order of the tasks whatever the number of jobs."""
        futures = [self._threads.submit(self._attempt, task) for task in tasks]
        if on_end is not None:
            for done in as_completed(futures):
                on_end(done.result())
        return tuple(future.result() for future in futures)

    def _attempt(self, task: Task[T], is_dropped: threading.Event | None = None) -> Attempt[T]:
        try:
            child = self._take()
        except NoChild as none:
            return _failed(task, str(none))
        try:
            reply = self._converse(child, task, is_dropped)
        except _Ended as ended:
            self._end(child)
            return _failed(task, str(ended))
        if child.is_early or task.is_last or _resident_bytes(child.pid) > _RECYCLE_BYTES:
            self._end(child)
        else:
            self._idle.put(child)
        if reply.get("refused") is not None:
            return _failed(task, str(reply["refused"]))
        if reply.get("crashed") is not None:
            return _failed(task, f"the worker stopped with {reply['crashed']}; report this input to the maintainers")
        try:
            adapter = answer_type(task.function) if task.answer is None else _adapter(cast(Hashable, task.answer))
            value = adapter.validate_python(reply["value"], strict=False)
        except ValueError as error:
            return _failed(task, f"the worker gave an answer that cannot be read ({first_line(error)})")
        return Attempt(task=task, value=value, coverage=_coverage(task, CoverageStatus.DONE, None))

    def _converse(self, child: Child, task: Task[T], is_dropped: threading.Event | None) -> dict[str, Any]:
        seconds = task.seconds or task.times * self.limits.worker_s
        request = json.dumps(
            {
                "function": task.function,
                "argument": _adapter(cast(Hashable, type(task.argument))).dump_python(task.argument, mode="json"),
                "is_last": task.is_last,
            }
        ).encode("utf-8", "surrogatepass")
        try:
            child.requests.write(LENGTH.pack(len(request)) + request)
            child.requests.flush()
        except (BrokenPipeError, OSError) as error:
            raise _Ended("the worker ended before it could be asked") from error
        watch = _Watch(child, self._nursery, seconds=seconds, limit_bytes=self.limits.worker_bytes, is_dropped=is_dropped)
        (length,) = LENGTH.unpack(watch.read(child.answers.fileno(), LENGTH.size))
        if length > self.limits.answer_bytes:
            raise _Ended(f"the worker's answer is larger than the limit of {self.limits.answer_bytes} bytes")
        reply: dict[str, Any] = json.loads(watch.read(child.answers.fileno(), length).decode("utf-8", "surrogatepass"))
        return reply

    def _take(self) -> Child:
        """An idle child, or a new one. Raises NoChild."""
        if not self._idle.empty():
            return self._idle.get_nowait()
        child = self._nursery.fork(folder=self._scratch, memory_bytes=self.limits.worker_bytes)
        with self._lock:
            self._children.add(child.pid)
        if self._is_closed:
            _kill(child.pid)
        return child

    def _end(self, child: Child) -> None:
        _kill(child.pid)
        self._nursery.ended(child)
        child.close()
        with self._lock:
            self._children.discard(child.pid)


class _Ended(Exception):
    """The child ended, or was ended, without an answer; the text says why."""


@dataclass(slots=True)
class _Watch:
    """Reads a child's answer while it holds the child to its time and memory."""

    child: Child
    nursery: Nursery
    seconds: float
    limit_bytes: int
    is_dropped: threading.Event | None
    used_s: float | None = field(init=False)
    """Processor time of the child before it was asked; None: the system does not tell."""
    asked_s: float = field(init=False, default_factory=time.monotonic)

    def __post_init__(self) -> None:
        self.used_s = _processor_seconds(self.child.pid)

    def read(self, descriptor: int, count: int) -> bytes:
        chunks: list[bytes] = []
        while count:
            ready, _, _ = select.select([descriptor], [], [], _POLL_S)
            if ready:
                chunk = os.read(descriptor, min(count, 1 << 20))
                if not chunk:
                    raise _Ended(self._why_gone())
                chunks.append(chunk)
                count -= len(chunk)
                continue
            if self.is_dropped is not None and self.is_dropped.is_set():
                raise _Ended("its answer was no longer needed")
            if self._is_late():
                raise _Ended(f"the worker was stopped at its time limit of {self.seconds:g} s (raise it with --worker-seconds)")
            if _resident_bytes(self.child.pid) > self.limit_bytes:
                raise _Ended(f"the worker was stopped at its memory limit of {self.limit_bytes} bytes (raise it with --worker-memory)")
        return b"".join(chunks)

    def _is_late(self) -> bool:
        waited, used = time.monotonic() - self.asked_s, _processor_seconds(self.child.pid)
        if self.used_s is None or used is None:
            return waited > self.seconds
        return used - self.used_s > self.seconds or waited > WALL_SHARE * self.seconds

    def _why_gone(self) -> str:
        code = self.nursery.ended(self.child)
        if code < 0:
            return f"the worker was ended by signal {signal.Signals(-code).name}"
        return f"the worker ended with exit code {code} and no answer"


def _coverage(task: Task[T], status: CoverageStatus, reason: str | None) -> Coverage:
    return Coverage(
        stage=task.stage,
        worker=task.worker,
        subject=task.subject,
        sha256=task.sha256,
        status=status,
        reason=reason,
        bytes_total=task.bytes_total,
        bytes_examined=task.bytes_total if status is CoverageStatus.DONE else 0,
        capabilities=task.capabilities,
    )


def _failed(task: Task[T], reason: str) -> Attempt[T]:
    return Attempt(task=task, value=None, coverage=_coverage(task, CoverageStatus.FAILED, reason))


@cache
def function_named(name: str) -> Callable[[Any], Any]:
    """The worker that `package.module:function` names."""
    module, _, attribute = name.partition(":")
    found: Callable[[Any], Any] = getattr(import_module(module), attribute)
    return found


@cache
def _adapter(kind: Hashable) -> TypeAdapter[Any]:
    return TypeAdapter(cast(Any, kind))


@cache
def answer_type(name: str) -> TypeAdapter[Any]:
    """What the worker says that it answers with."""
    return TypeAdapter(get_type_hints(function_named(name))["return"])


def first_line(error: BaseException) -> str:
    """What an error says, in one line of at most 300 characters."""
    return (str(error).strip().splitlines() or [""])[0][:300]


def _resident_bytes(pid: int) -> int:
    """Anonymous resident memory of a process, from /proc; 0 where it is gone or the system has no /proc."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    for line in status.splitlines():
        if line.startswith("RssAnon:"):
            return int(line.split()[1]) * 1024
    return 0


_TICKS = os.sysconf("SC_CLK_TCK")


def _processor_seconds(pid: int) -> float | None:
    """Processor time of all threads of a process, without its children's, from /proc; None where the system has no /proc."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return None
    fields = text.rpartition(")")[2].split()  # the name of the program may hold spaces
    return (int(fields[11]) + int(fields[12])) / _TICKS  # utime and stime, proc(5)


def _kill(pid: int) -> None:
    try:
        os.killpg(pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return  # gone already


def contained(action: Callable[[], int]) -> tuple[int | None, str | None]:
    """What the action returns; or, where it fails in a way that nobody foresaw, None and one line about it.

    For the outermost frame of the program, so that no user ever sees a traceback.
    """
    try:
        return action(), None
    except Exception as error:
        frame = error.__traceback__
        while frame is not None and frame.tb_next is not None:
            frame = frame.tb_next
        place = f" at {Path(frame.tb_frame.f_code.co_filename).name}:{frame.tb_lineno}" if frame is not None else ""
        return None, f"{type(error).__name__}{place}: {first_line(error)}"
