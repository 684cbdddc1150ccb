"""Stands for `multiprocessing`: what another process would do is done at once."""

import queue as _queue
import sys as _sys
import threading as _threading
import types as _types

from _unmask.threads import Barrier, Condition, Event, Lock, Semaphore  # noqa: F401
from _unmask.threads import Queue as _Queue
from _unmask.threads import Thread as _Thread

RLock, BoundedSemaphore = Lock, Semaphore


class Process(_Thread):
    pid, exitcode, sentinel = 4244, 0, 0

    def terminate(self):
        return None

    kill = close = terminate


class Queue(_Queue):
    pass


SimpleQueue = JoinableQueue = Queue


class _Async:
    def __init__(self, run):
        self._value, self._error = None, None
        try:
            self._value = run()
        except Exception as error:  # told where the result is asked for
            self._error = error

    def get(self, timeout=None):
        if self._error is not None:
            raise self._error
        return self._value

    def wait(self, timeout=None):
        return None

    def ready(self):
        return True

    def successful(self):
        return self._error is None


class Pool:
    def __init__(self, processes=None, initializer=None, initargs=(), *_, **__):
        if initializer is not None:
            initializer(*initargs)

    def map(self, run, items, *_):
        return [run(one) for one in items]

    def imap(self, run, items, *_):
        return (run(one) for one in items)

    imap_unordered = imap

    def starmap(self, run, items, *_):
        return [run(*one) for one in items]

    def apply(self, run, args=(), kwds=None):
        return run(*args, **(kwds or {}))

    def apply_async(self, run, args=(), kwds=None, callback=None, error_callback=None):
        found = _Async(lambda: run(*args, **(kwds or {})))
        if callback is not None and found.successful():
            callback(found.get())
        return found

    def map_async(self, run, items, *_, **__):
        return _Async(lambda: [run(one) for one in items])

    starmap_async = map_async

    def close(self):
        return None

    join = terminate = close

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return None


class _Held:
    def __init__(self, kind, value=0, *_, **__):
        self.value = value

    def get_lock(self):
        return Lock()


Value = _Held


def Array(kind, size, *_, **__):
    return [0] * size if isinstance(size, int) else list(size)


class _Manager:
    def dict(self, *values, **options):
        return dict(*values, **options)

    def list(self, *values):
        return list(*values)

    def Namespace(self, **held):
        return _types.SimpleNamespace(**held)

    Queue, Lock, Event, Value = Queue, Lock, Event, staticmethod(_Held)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return None

    def shutdown(self):
        return None


def Manager():
    return _Manager()


def Pipe(duplex=True):
    held = _Queue()
    end = _types.SimpleNamespace(send=held.put, recv=held.get, poll=lambda *_: bool(held.queue), close=lambda: None)
    return end, end


def cpu_count():
    return 8


def current_process():
    return _types.SimpleNamespace(name="MainProcess", pid=4242, daemon=False)


def parent_process():
    return None


def active_children():
    return []


def get_context(*_):
    return _sys.modules[__name__]


def set_start_method(*_, **__):
    return None


def get_start_method(*_):
    return "fork"


freeze_support = set_executable = log_to_stderr = get_logger = set_start_method
TimeoutError, ProcessError, AuthenticationError = TimeoutError, OSError, PermissionError
pool = _types.ModuleType("multiprocessing.pool")
pool.Pool = pool.ThreadPool = Pool
for _name in (
    "dummy",
    "managers",
    "connection",
    "shared_memory",
    "synchronize",
    "context",
    "queues",
    "resource_tracker",
    "util",
    "process",
):
    _module = _types.ModuleType(f"multiprocessing.{_name}")
    _module.__dict__.update(
        {_key: _value for _key, _value in vars().items() if not _key.startswith("_")}, BaseManager=_Manager, SyncManager=_Manager
    )
    _sys.modules[_module.__name__] = globals()[_name] = _module
_sys.modules["multiprocessing.pool"] = pool
Full, Empty, current_thread = _queue.Full, _queue.Empty, _threading.current_thread
