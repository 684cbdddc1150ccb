"""Stands for `trio`, on the loops of `asyncio`."""

from _unmask.anything import fallback
from anyio import (  # noqa: F401  # noqa: F401
    CancelScope,
    Event,
    Lock,
    Path,
    Semaphore,
    TaskGroup,
    fail_after,
    move_on_after,
    run,
    run_process,
    sleep,
    sleep_forever,
    to_thread,
)

__getattr__ = fallback("trio")


def open_nursery(**_):
    return TaskGroup()


async def open_file(*values, **options):
    import anyio

    return await anyio.open_file(*values, **options)
