"""Threads of a program, run one after the other: this build has one.

A thread runs when it is started, until it has to wait for what others do: then it is given up, and started anew when there is
something to do. A worker that waits for its queue before anything else behaves as it would.
"""

import collections
import concurrent.futures
import contextlib
import queue
import threading
from collections.abc import Callable
from typing import Any

from . import clock
from .channel import tell

_STARTS_MOST = 12
"""Starts of one thread: the first, and those after it had waited."""
_SLEEPS_MOST = 3
"""Waits of a thread by time: then it is one that goes on for ever."""


class Parked(BaseException):
    """A thread waits for what others do."""


_DRIVES_MOST = 40
"""Times that the event loop of a thread goes on after it had nothing to do."""
apart: Callable[[], contextlib.AbstractContextManager[None]] = contextlib.nullcontext
"""Within it no event loop runs and none is set, as in a thread that begins."""

_current: list[Any] = []
"""Threads that run, the innermost last; empty: the main program."""
_parked: list[Any] = []


class Thread(threading.Thread):
    """Stands for `threading.Thread`."""

    _starts = 0
    _sleeps = 0
    _drives = 0
    idle_loop: Any = None
    """The event loop in which it waits: it goes on there, not from its beginning. None: it waits for something else."""

    def start(self) -> None:
        if self._starts:
            raise RuntimeError("threads can only be started once")
        self._started.set()
        self._perform()

    def _perform(self) -> None:
        self._starts += self.idle_loop is None
        self._sleeps = 0
        _current.append(self)
        try:
            with apart():
                self._go()
        except Parked:
            if self.idle_loop is not None or (self._sleeps < _SLEEPS_MOST and self._starts < _STARTS_MOST):
                _parked.append(self)
        except SystemExit:
            pass
        except Exception as error:  # noqa: BLE001  # a thread that fails does not end the program
            tell("failure", {"what": f"{type(error).__name__}: {error}"})
        finally:
            _current.pop()

    def _go(self) -> None:
        if self.idle_loop is None:
            self.run_once()
        elif self._drives < _DRIVES_MOST:
            self._drives += 1
            self.idle_loop.run_forever()

    def can_go_on(self) -> bool:
        """Whether there is something to do for it, as far as that is known."""
        return self.idle_loop is None or self.idle_loop.has_work()

    def run_once(self) -> None:
        """The target keeps its arguments, as it may be started anew."""
        target, args, kwargs = self._target, self._args, self._kwargs
        try:
            self.run()
        finally:
            self._target, self._args, self._kwargs = target, args, kwargs

    def join(self, timeout: Any = None) -> None:
        go_on()

    def is_alive(self) -> bool:
        return self in _parked or self in _current

    @property
    def ident(self) -> int:
        return 1000 + id(self) % 1000

    native_id = ident


class Timer(Thread):
    """Stands for `threading.Timer`: it comes when the main program waits or ends."""

    def __init__(self, interval: float, function: Callable[..., Any], args: Any = None, kwargs: Any = None) -> None:
        super().__init__()
        self.interval, self.function = interval, function
        self.args, self.kwargs = list(args or ()), dict(kwargs or {})
        self.finished = Event()
        self.is_waiting = True

    def start(self) -> None:
        if not self.finished.is_set() and len(_parked) < 50:
            _parked.append(self)

    def cancel(self) -> None:
        self.finished.set()

    def run(self) -> None:
        if not self.finished.is_set():
            clock.CLOCK.wait(self.interval)
            self.finished.set()
            self.function(*self.args, **self.kwargs)


def go_on() -> bool:
    """Let the parked threads try again; False where there are none."""
    waiting = [thread for thread in _parked if thread.can_go_on()]
    _parked[:] = [thread for thread in _parked if thread not in waiting]
    for thread in waiting:
        thread._perform()
    return bool(waiting)


def _wait_for(is_done: Callable[[], bool], timeout: Any = None) -> bool:
    """Wait until others have done something."""
    if is_done():
        return True
    if _current:
        if timeout is None:
            raise Parked
        _sleep_in_thread(float(timeout))
        return is_done()
    for _ in range(3):
        if not go_on():
            break
        if is_done():
            return True
    if timeout is None:
        raise clock.Stopped
    clock.CLOCK.wait(float(timeout))
    return is_done()


def _sleep_in_thread(seconds: float) -> None:
    """Waits of threads are cut short: one that waits again and again goes on for ever."""
    if not _current:
        return
    thread = _current[-1]
    thread._sleeps += 1
    if thread._sleeps > _SLEEPS_MOST:
        raise Parked


def _before_waiting(seconds: float) -> None:
    if _current:
        _sleep_in_thread(seconds)
    else:
        go_on()


class Event:
    """Stands for `threading.Event`."""

    def __init__(self) -> None:
        self._flag = False

    def is_set(self) -> bool:
        return self._flag

    isSet = is_set

    def set(self) -> None:
        self._flag = True

    def clear(self) -> None:
        self._flag = False

    def wait(self, timeout: Any = None) -> bool:
        return _wait_for(self.is_set, timeout)


class Lock:
    """Stands for locks: nobody else holds one."""

    def __init__(self, *_: Any) -> None:
        self._held = 0

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        if self._held and not blocking:
            return False
        self._held += 1
        return True

    def release(self) -> None:
        self._held = max(0, self._held - 1)

    def locked(self) -> bool:
        return self._held > 0

    def __enter__(self) -> bool:
        return self.acquire()

    def __exit__(self, *_: object) -> None:
        self.release()

    def _is_owned(self) -> bool:
        return self._held > 0


class Condition(Lock):
    """Stands for `threading.Condition`."""

    def __init__(self, lock: Any = None) -> None:
        super().__init__()
        self._notified = 0

    def wait(self, timeout: Any = None) -> bool:
        before = self._notified
        return _wait_for(lambda: self._notified > before, timeout)

    def wait_for(self, predicate: Callable[[], Any], timeout: Any = None) -> Any:
        _wait_for(lambda: bool(predicate()), timeout)
        return predicate()

    def notify(self, n: int = 1) -> None:
        self._notified += 1

    def notify_all(self) -> None:
        self._notified += 1

    notifyAll = notify_all


class Semaphore(Lock):
    """Stands for semaphores."""

    def __init__(self, value: int = 1) -> None:
        super().__init__()
        self._value = value

    def acquire(self, blocking: bool = True, timeout: Any = None) -> bool:
        if self._value <= 0 and not blocking:
            return False
        self._value -= 1
        return True

    def release(self, n: int = 1) -> None:
        self._value += n


class Barrier:
    """Stands for `threading.Barrier`."""

    def __init__(self, parties: int, *_: Any, **__: Any) -> None:
        self.parties, self.n_waiting, self.broken = parties, 0, False

    def wait(self, timeout: Any = None) -> int:
        return 0


class Queue:
    """Stands for `queue.Queue`."""

    def __init__(self, maxsize: int = 0) -> None:
        self.maxsize, self.unfinished_tasks = maxsize, 0
        self.queue: Any = collections.deque()

    def _take(self) -> Any:
        return self.queue.popleft()

    def _add(self, item: Any) -> None:
        self.queue.append(item)

    def put(self, item: Any, block: bool = True, timeout: Any = None) -> None:
        if 0 < self.maxsize <= len(self.queue):
            if not _current:
                go_on()
            if self.maxsize <= len(self.queue) and not block:
                raise queue.Full
        self._add(item)
        self.unfinished_tasks += 1

    def get(self, block: bool = True, timeout: Any = None) -> Any:
        if not self.queue and (not block or not _wait_for(lambda: bool(self.queue), timeout)):
            raise queue.Empty
        return self._take()

    def put_nowait(self, item: Any) -> None:
        self.put(item, block=False)

    def get_nowait(self) -> Any:
        return self.get(block=False)

    def task_done(self) -> None:
        self.unfinished_tasks = max(0, self.unfinished_tasks - 1)

    def join(self) -> None:
        for _ in range(3):
            if not self.unfinished_tasks or not go_on():
                break

    def qsize(self) -> int:
        return len(self.queue)

    def empty(self) -> bool:
        return not self.queue

    def full(self) -> bool:
        return 0 < self.maxsize <= len(self.queue)

    def close(self) -> None:
        return None

    join_thread = cancel_join_thread = close


class LifoQueue(Queue):
    """Stands for `queue.LifoQueue`."""

    def _take(self) -> Any:
        return self.queue.pop()


class PriorityQueue(Queue):
    """Stands for `queue.PriorityQueue`."""

    def _add(self, item: Any) -> None:
        items = [*self.queue, item]
        items.sort()
        self.queue = collections.deque(items)


class Executor(concurrent.futures.Executor):
    """Stands for the executors of `concurrent.futures`: what is handed in is done at once."""

    def __init__(self, max_workers: Any = None, *_: Any, initializer: Any = None, initargs: Any = (), **__: Any) -> None:
        self._max_workers = max_workers or 4
        if initializer is not None:
            initializer(*initargs)

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        future: Any = concurrent.futures.Future()
        thread = Thread(name="worker")
        _current.append(thread)
        try:
            with apart():
                future.set_result(fn(*args, **kwargs))
        except Parked:
            future.cancel()
        except Exception as error:  # noqa: BLE001  # told where the result is asked for
            future.set_exception(error)
        finally:
            _current.pop()
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        return None


def current() -> Any:
    """The thread that runs; None: the main program."""
    return _current[-1] if _current else None


def _current_thread() -> Any:
    return _current[-1] if _current else threading.main_thread()


def _started(function: Callable[..., Any], args: Any = (), kwargs: Any = None) -> int:
    thread = Thread(target=function, args=tuple(args), kwargs=dict(kwargs or {}))
    thread.start()
    return thread.ident


def install() -> None:
    """Called before the image is taken."""
    import _thread
    import sys
    import types

    for kind in (Thread, Timer, Event, Lock, Condition, Semaphore, Barrier):
        setattr(threading, kind.__name__, kind)
    threading.RLock, threading.BoundedSemaphore = Lock, Semaphore
    threading.current_thread = threading.currentThread = _current_thread
    threading.get_ident = lambda: _current[-1].ident if _current else 1
    threading.enumerate = lambda: [threading.main_thread(), *_parked]
    threading.active_count = lambda: 1 + len(_parked)
    for kind in (Queue, LifoQueue, PriorityQueue):
        setattr(queue, kind.__name__, kind)
    queue.SimpleQueue = Queue
    for name in ("thread", "process"):
        module: Any = types.ModuleType(f"concurrent.futures.{name}")
        module.ThreadPoolExecutor = module.ProcessPoolExecutor = Executor
        module.BrokenThreadPool = module.BrokenProcessPool = concurrent.futures.BrokenExecutor
        sys.modules[module.__name__] = module
        setattr(concurrent.futures, name, module)
    concurrent.futures.ThreadPoolExecutor = concurrent.futures.ProcessPoolExecutor = Executor
    _thread.start_new_thread = _thread.start_new = _started
    _thread.allocate_lock = threading._allocate_lock = Lock
    clock.before_waiting.append(_before_waiting)


def end() -> None:
    """What threads still have to do when the main program is done."""
    for _ in range(3):
        if not go_on():
            break
