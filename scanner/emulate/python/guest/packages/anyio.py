"""Stands for `anyio`, on the loops of `asyncio`."""

import asyncio
import contextlib
import inspect
import sys
import types

from _unmask.anything import fallback
from _unmask.loops import run as _run

__getattr__ = fallback("anyio")


def run(function, *values, backend="asyncio", **_):
    return _run(function(*values))


sleep = asyncio.sleep
sleep_forever = lambda: asyncio.Event().wait()  # noqa: E731
Event, Lock, Semaphore, Condition = asyncio.Event, asyncio.Lock, asyncio.Semaphore, asyncio.Condition
get_cancelled_exc_class = lambda: asyncio.CancelledError  # noqa: E731
ClosedResourceError, EndOfStream, WouldBlock, BrokenResourceError = (
    type(name, (Exception,), {}) for name in ("ClosedResourceError", "EndOfStream", "WouldBlock", "BrokenResourceError")
)


class _Scope:
    cancel_called, deadline = False, float("inf")

    def cancel(self, *_):
        self.cancel_called = True

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return False


class TaskGroup:
    def __init__(self):
        self.cancel_scope, self._tasks = _Scope(), []

    def start_soon(self, function, *values, name=None):
        self._tasks.append(asyncio.ensure_future(function(*values)))

    async def start(self, function, *values, name=None):
        status = types.SimpleNamespace(started=lambda *_: None)
        self._tasks.append(asyncio.ensure_future(function(*values, task_status=status)))
        await asyncio.sleep(0)

    async def __aenter__(self):
        return self

    async def __aexit__(self, *_):
        while self._tasks:
            waiting, self._tasks = self._tasks, []
            if self.cancel_scope.cancel_called:
                for one in waiting:
                    one.cancel()
            await asyncio.gather(*waiting, return_exceptions=self.cancel_scope.cancel_called)


def create_task_group():
    return TaskGroup()


def fail_after(*_, **__):
    return _Scope()


move_on_after = fail_after
CancelScope = _Scope


async def run_in_thread(function, *values, **_):
    return function(*values)


to_thread = types.SimpleNamespace(run_sync=run_in_thread, current_default_thread_limiter=lambda: None)
from_thread = types.SimpleNamespace(
    run=lambda function, *values: _run(function(*values)), run_sync=lambda function, *values: function(*values)
)


class Path:
    def __init__(self, *parts):
        import pathlib

        self._path = pathlib.Path(*parts)

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        found = getattr(self._path, name)
        if not callable(found):
            return found

        async def call(*values, **options):
            return found(*values, **options)

        return call

    def __truediv__(self, other):
        return Path(self._path / other)

    def __fspath__(self):
        return str(self._path)

    __str__ = __fspath__


async def open_file(*values, **options):
    import aiofiles

    return aiofiles._File(open(*values, **options))


async def run_process(command, *_, input=None, check=True, **__):
    import subprocess

    return subprocess.run(command, input=input, capture_output=True, shell=isinstance(command, str))


def create_memory_object_stream(*_, **__):
    queue = asyncio.Queue()

    class _End:
        async def send(self, item):
            await queue.put(item)

        def send_nowait(self, item):
            queue.put_nowait(item)

        async def receive(self):
            return await queue.get()

        async def aclose(self):
            return None

        def close(self):
            return None

        def __aiter__(self):
            return self

        async def __anext__(self):
            return await queue.get()

        async def __aenter__(self):
            return self

        async def __aexit__(self, *_):
            return None

        def __class_getitem__(cls, _):
            return cls

        def clone(self):
            return self

    return _End(), _End()


@contextlib.contextmanager
def open_signal_receiver(*_):
    yield ()


def is_coroutine(value):
    return inspect.iscoroutine(value)


for _name, _held in (("to_thread", to_thread), ("from_thread", from_thread)):
    sys.modules[f"anyio.{_name}"] = _held
for _name in ("abc", "streams", "streams.memory", "lowlevel"):
    _module = types.ModuleType(f"anyio.{_name}")
    _module.__dict__.update(__getattr__=fallback("anyio"), __path__=[], checkpoint=lambda: asyncio.sleep(0), TaskGroup=TaskGroup)
    sys.modules[_module.__name__] = _module
