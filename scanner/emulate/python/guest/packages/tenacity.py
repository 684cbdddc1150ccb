"""Stands for `tenacity`: it does try again."""

import asyncio
import functools
import inspect
import sys
import time
import types

from _unmask.anything import fallback

__getattr__ = fallback("tenacity")
_MOST = 4


class RetryError(Exception):
    def __init__(self, last_attempt=None):
        super().__init__(last_attempt)
        self.last_attempt = last_attempt

    def reraise(self):
        raise self


class TryAgain(Exception):
    pass


class _Rule:
    """Conditions of any kind, joined by `|` and `&`."""

    def __init__(self, *values, **options):
        self.values, self.options = values, options

    def __or__(self, other):
        return self

    __and__ = __add__ = __ror__ = __rand__ = __or__

    def __call__(self, state=None):
        return 0


class retry_if_exception_type(_Rule):
    def retries(self, error):
        kinds = self.values[0] if self.values else Exception
        return isinstance(error, kinds)


class retry_if_exception(_Rule):
    def retries(self, error):
        return bool(self.values[0](error))


class retry_if_result(_Rule):
    def accepts(self, result):
        return not self.values[0](result)


class stop_after_attempt(_Rule):
    pass


class _Wait(_Rule):
    def seconds(self, attempt):
        return 0.0


class wait_fixed(_Wait):
    def seconds(self, attempt):
        return float(self.values[0] if self.values else self.options.get("wait", 1))


class wait_exponential(_Wait):
    def seconds(self, attempt):
        multiplier, least, most = self.options.get("multiplier", 1), self.options.get("min", 0), self.options.get("max", 60)
        return float(max(least, min(most, multiplier * 2 ** (attempt - 1))))


class wait_random_exponential(wait_exponential):
    pass


class wait_random(wait_fixed):
    pass


wait_incrementing = wait_chain = wait_combine = wait_exponential_jitter = wait_none = _Wait
stop_never, stop_after_delay, stop_any, stop_all = _Rule(), _Rule, _Rule, _Rule
retry_always, retry_never, retry_unless_exception_type, retry_if_not_exception_type = _Rule(), _Rule(), _Rule, _Rule
retry_any, retry_all, retry_if_exception_message, retry_if_not_result = _Rule, _Rule, _Rule, _Rule


def before_sleep_log(*_, **__):
    return None


before_log = after_log = before_sleep_log


class Retrying:
    def __init__(
        self,
        *,
        stop=None,
        wait=None,
        retry=None,
        reraise=False,
        before_sleep=None,
        retry_error_callback=None,
        sleep=None,
        before=None,
        after=None,
        **_,
    ):
        self._most = (
            int(stop.values[0] if stop.values else stop.options.get("max_attempt_number", _MOST))
            if isinstance(stop, stop_after_attempt)
            else _MOST
        )
        self._wait, self._retry, self._reraise, self._told, self._on_error = wait, retry, reraise, before_sleep, retry_error_callback
        self.statistics = {"attempt_number": 1}

    def _goes_on(self, error, attempt):
        """Seconds to wait before the next attempt; None: the error is final."""
        check = getattr(self._retry, "retries", None)
        if attempt >= self._most or (check is not None and not check(error)):
            return None
        if self._told is not None:
            self._told(
                types.SimpleNamespace(
                    attempt_number=attempt,
                    outcome=types.SimpleNamespace(exception=lambda: error, failed=True),
                    next_action=types.SimpleNamespace(sleep=0),
                )
            )
        return self._wait.seconds(attempt) if isinstance(self._wait, _Wait) else 0.0

    def _failed(self, error):
        if self._on_error is not None:
            return self._on_error(types.SimpleNamespace(outcome=types.SimpleNamespace(exception=lambda: error)))
        if self._reraise:
            raise error
        raise RetryError(error) from error

    def __call__(self, run, *values, **options):
        for attempt in range(1, self._most + 1):
            self.statistics["attempt_number"] = attempt
            try:
                result = run(*values, **options)
            except Exception as error:
                seconds = self._goes_on(error, attempt)
                if seconds is None:
                    return self._failed(error)
                time.sleep(seconds)
                continue
            if not hasattr(self._retry, "accepts") or self._retry.accepts(result) or attempt == self._most:
                return result
        return None

    call = __call__

    def wraps(self, run):
        if inspect.iscoroutinefunction(run):

            @functools.wraps(run)
            async def call(*values, **options):
                for attempt in range(1, self._most + 1):
                    try:
                        return await run(*values, **options)
                    except Exception as error:
                        seconds = self._goes_on(error, attempt)
                        if seconds is None:
                            return self._failed(error)
                        await asyncio.sleep(seconds)
                return None
        else:

            @functools.wraps(run)
            def call(*values, **options):
                return self(run, *values, **options)

        call.retry = self
        call.retry_with = lambda *_, **__: call
        call.statistics = self.statistics
        return call

    def __iter__(self):
        for attempt in range(1, self._most + 1):
            one = _Attempt(self, attempt)
            yield one
            if one.is_done:
                return

    async def __aiter__(self):
        for one in self:
            yield one


class _Attempt:
    def __init__(self, owner, number):
        self._owner, self.retry_state, self.is_done = owner, types.SimpleNamespace(attempt_number=number, outcome=None), False

    def __enter__(self):
        return self

    def __exit__(self, kind, error, _):
        if error is None:
            self.is_done = True
            return False
        if not isinstance(error, Exception):
            return False
        seconds = self._owner._goes_on(error, self.retry_state.attempt_number)
        if seconds is None:
            self._owner._failed(error)
            return False
        time.sleep(seconds)
        return True


AsyncRetrying = Retrying


def retry(*values, **options):
    if values and callable(values[0]) and not isinstance(values[0], _Rule):
        return Retrying().wraps(values[0])
    return Retrying(**options).wraps


for _name in ("retry", "stop", "wait", "before", "after", "before_sleep", "asyncio", "_asyncio"):
    _module = types.ModuleType(f"tenacity.{_name}")
    _module.__dict__.update({_key: _value for _key, _value in vars().items() if not _key.startswith("_")})
    sys.modules[_module.__name__] = _module
