"""Stands for `backoff`: it does try again."""

import asyncio
import functools
import inspect
import time

_MOST = 4


def expo(base=2, factor=1, max_value=None):
    return base, factor, max_value


constant = fibo = runtime = expo


def full_jitter(value):
    return value


random_jitter = full_jitter


def on_exception(
    wait_gen,
    exception,
    *,
    max_tries=None,
    max_time=None,
    giveup=None,
    on_backoff=None,
    on_giveup=None,
    interval=None,
    raise_on_giveup=True,
    factor=1,
    **_,
):
    most = min(max_tries() if callable(max_tries) else max_tries or _MOST, _MOST)

    def seconds(error, attempt):
        if attempt >= most or (giveup is not None and giveup(error)):
            return None
        return float(interval or factor * 2 ** (attempt - 1))

    def mark(run):
        if inspect.iscoroutinefunction(run):

            @functools.wraps(run)
            async def call(*values, **options):
                for attempt in range(1, most + 1):
                    try:
                        return await run(*values, **options)
                    except exception as error:
                        wait = seconds(error, attempt)
                        if wait is None:
                            raise
                        await asyncio.sleep(wait)
                return None
        else:

            @functools.wraps(run)
            def call(*values, **options):
                for attempt in range(1, most + 1):
                    try:
                        return run(*values, **options)
                    except exception as error:
                        wait = seconds(error, attempt)
                        if wait is None:
                            raise
                        time.sleep(wait)
                return None

        return call

    return mark


def on_predicate(*_, **__):
    return lambda run: run
