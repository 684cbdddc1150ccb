"""Event loops without a selector: what waits for time goes on when nothing else can, what waits for anything else never does."""

import asyncio
import asyncio.base_events
import concurrent.futures
import contextlib
import inspect
from collections.abc import Callable, Iterator
from typing import Any

from . import children, clock, threads
from .channel import plain, tell, told

_sleep = asyncio.sleep
_TURNS_MOST = 60
"""Waits by time of a loop in a thread, after which it is one that goes on for ever."""
_IDLE_MOST = 6
"""Waits by time of the program's own loop, one after the other, between which it does nothing that is told."""


class Loop(asyncio.base_events.BaseEventLoop):
    """Time in it is virtual."""

    def __init__(self) -> None:
        super().__init__()
        self._now = 0.0
        self._selector = self
        self._turns = self._idle = self._done = 0

    def has_work(self) -> bool:
        return bool(self._ready or (self._scheduled and self._turns < _TURNS_MOST))

    def select(self, timeout: float | None) -> list[Any]:
        thread = threads.current()
        if thread is not None:
            self._turns += bool(timeout)
            if timeout is None or self._turns > _TURNS_MOST:
                thread.idle_loop = self
                raise threads.Parked
        if timeout is None:
            if threads.go_on():
                return []
            raise clock.Stopped
        if timeout:
            self._idle, self._done = self._idle + 1 if told() == self._done else 0, told()
            if self._idle > _IDLE_MOST:
                raise clock.Stopped
        self._now += timeout
        return []

    def time(self) -> float:
        return self._now

    def _process_events(self, events: Any) -> None:
        return None

    def _write_to_self(self) -> None:
        return None

    def run_in_executor(self, executor: Any, func: Callable[..., Any], *args: Any) -> Any:
        future = self.create_future()
        done: concurrent.futures.Future[Any] = threads.Executor().submit(func, *args)
        if done.cancelled():
            return future  # it waits for what nobody does
        error = done.exception()
        if error is not None:
            future.set_exception(error)
        else:
            future.set_result(done.result())
        return future

    def add_signal_handler(self, *_: Any) -> None:
        return None

    def remove_signal_handler(self, *_: Any) -> bool:
        return True

    add_reader = add_writer = remove_reader = remove_writer = add_signal_handler

    async def getaddrinfo(self, host: Any, port: Any, **_: Any) -> Any:
        tell("lookup", {"host": str(plain(host))})
        return [(2, 1, 6, "", ("192.0.2.1", port))]

    async def connect_read_pipe(self, protocol_factory: Callable[[], Any], pipe: Any) -> Any:
        protocol = protocol_factory()
        transport = _Transport()
        protocol.connection_made(transport)
        content = pipe.read()
        protocol.data_received(content if isinstance(content, bytes) else content.encode())
        protocol.eof_received()
        return transport, protocol

    async def connect_write_pipe(self, protocol_factory: Callable[[], Any], pipe: Any) -> Any:
        transport, protocol = _Transport(pipe), protocol_factory()
        protocol.connection_made(transport)
        return transport, protocol


class _Transport(asyncio.Transport):
    def __init__(self, pipe: Any = None) -> None:
        super().__init__()
        self._pipe = pipe

    def write(self, data: Any) -> None:
        if self._pipe is not None:
            getattr(self._pipe, "buffer", self._pipe).write(data)
            self._pipe.flush()

    def close(self) -> None:
        return None

    def is_closing(self) -> bool:
        return False

    def is_reading(self) -> bool:
        return True

    def pause_reading(self) -> None:
        return None

    resume_reading = abort = pause_reading

    def get_write_buffer_size(self) -> int:
        return 0


class Policy(asyncio.DefaultEventLoopPolicy):
    """Gives such loops; asks nothing of the operating system."""

    _loop_factory = Loop

    def get_event_loop(self) -> Any:
        loop = self._local._loop
        if loop is None or loop.is_closed():
            loop = self.new_event_loop()
            self.set_event_loop(loop)
        return loop

    def get_child_watcher(self) -> Any:
        return None

    def set_child_watcher(self, watcher: Any) -> None:
        return None


@contextlib.contextmanager
def _apart() -> Iterator[None]:
    """What a thread does has its own event loop."""
    local = asyncio.get_event_loop_policy()._local
    before = asyncio._get_running_loop(), local._loop
    asyncio._set_running_loop(None)
    local._loop = None
    try:
        yield
    finally:
        asyncio._set_running_loop(before[0])
        local._loop = before[1]


async def _slept(delay: float, result: Any = None) -> Any:
    if delay > 0:
        clock.CLOCK.wait(delay)
    return await _sleep(delay, result)


class _Process:
    """Stands for `asyncio.subprocess.Process`."""

    def __init__(self, child: Any) -> None:
        self._child, self.pid = child, child.pid
        self.stdin = child.stdin
        self.stdout = None if child.stdout is None else _Reader(lambda: child.finish().encode())
        self.stderr = None if child.stderr is None else _Reader(lambda: b"")

    @property
    def returncode(self) -> int:
        return int(self._child.poll())

    async def communicate(self, input: Any = None) -> tuple[Any, Any]:
        return self._child.communicate(input)

    async def wait(self) -> int:
        return int(self._child.wait())

    def kill(self) -> None:
        return None

    terminate = kill

    def send_signal(self, _: int) -> None:
        return None


class _Reader:
    """A stream of which all has come already."""

    def __init__(self, give: Callable[[], bytes]) -> None:
        self._give, self._left = give, None

    def _content(self) -> bytes:
        if self._left is None:
            self._left = self._give()
        return self._left

    async def read(self, n: int = -1) -> bytes:
        content = self._content()
        size = len(content) if n < 0 else n
        self._left = content[size:]
        return content[:size]

    async def readline(self) -> bytes:
        line, end, rest = self._content().partition(b"\n")
        self._left = rest
        return line + end

    async def readexactly(self, n: int) -> bytes:
        return await self.read(n)

    async def readuntil(self, separator: bytes = b"\n") -> bytes:
        line, end, self._left = self._content().partition(separator)
        return line + end

    def at_eof(self) -> bool:
        return not self._content()

    def __aiter__(self) -> "_Reader":
        return self

    async def __anext__(self) -> bytes:
        line = await self.readline()
        if not line:
            raise StopAsyncIteration
        return line


async def _exec(program: Any, *args: Any, **options: Any) -> _Process:
    return _Process(children.Child([program, *args], **options))


async def _shell(command: Any, **options: Any) -> _Process:
    return _Process(children.Child(command, **options))


def install(connect: Callable[..., Any]) -> None:
    """Called before the image is taken. connect: opens a connection and gives a reader and a writer."""
    asyncio.set_event_loop_policy(Policy())
    threads.apart = _apart
    asyncio.events._event_loop_policy = asyncio.get_event_loop_policy()
    asyncio.sleep = asyncio.tasks.sleep = _slept
    asyncio.create_subprocess_exec = asyncio.subprocess.create_subprocess_exec = _exec
    asyncio.create_subprocess_shell = asyncio.subprocess.create_subprocess_shell = _shell
    asyncio.open_connection = asyncio.streams.open_connection = connect
    asyncio.SelectorEventLoop = asyncio.ProactorEventLoop = Loop
    for name in ("WindowsSelectorEventLoopPolicy", "WindowsProactorEventLoopPolicy", "DefaultEventLoopPolicy"):
        setattr(asyncio, name, Policy)


def run(main: Any) -> Any:
    """Run a coroutine to its end."""
    return asyncio.Runner().run(main) if not _is_running() else None


def waited(value: Any) -> Any:
    """The result of what has to be waited for."""

    async def wait() -> Any:
        return await value

    return run(wait())


_open: list[Any] = []
"""What was set up and goes on to be used."""


def opened(manager: Any) -> Any:
    """What a context gives that is entered and not left: the end of a loop would close what it waits in."""

    async def enter() -> Any:
        result = await manager.__aenter__()
        asyncio.get_running_loop()._asyncgens.clear()
        return result

    _open.append(manager)
    return run(enter()) if hasattr(manager, "__aenter__") else manager.__enter__()


def settled(value: Any) -> Any:
    """The result of a function that may have to be waited for."""
    return waited(value) if inspect.isawaitable(value) else value


def _is_running() -> bool:
    return asyncio._get_running_loop() is not None
