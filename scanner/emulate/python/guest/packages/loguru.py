"""Stands for `loguru`."""

import sys

from _unmask.anything import fallback

__getattr__ = fallback("loguru")


class _Logger:
    def __init__(self):
        self._sinks = [sys.stderr]

    def _log(self, level, message, values, options):
        text = str(message)
        if values or options:
            try:
                text = text.format(*values, **options)
            except (IndexError, KeyError, ValueError):
                pass
        for sink in self._sinks:
            line = f"{level} | {text}"
            if callable(sink):
                sink(line + "\n")
            elif isinstance(sink, str) or hasattr(sink, "__fspath__"):
                with open(sink, "a", encoding="utf-8") as file:
                    file.write(line + "\n")
            else:
                print(line, file=sys.stderr if sink is sys.__stderr__ else sink)

    def remove(self, *_):
        self._sinks = []

    def add(self, sink, *_, **__):
        if not (callable(sink) and not hasattr(sink, "write")) or callable(sink):
            self._sinks.append(sink)
        return len(self._sinks)

    def log(self, level, message, *values, **options):
        self._log(level, message, values, options)

    def _same(self, *_, **__):
        return self

    bind = opt = patch = _same

    def catch(self, *values, **_):
        return values[0] if values and callable(values[0]) and not isinstance(values[0], type) else lambda run: run

    def configure(self, *_, **__):
        return None

    level = disable = enable = complete = configure

    def contextualize(self, **_):
        import contextlib

        return contextlib.nullcontext()


def _at(level):
    def run(self, message, *values, **options):
        self._log(level, message, values, options)

    return run


for _level in ("trace", "debug", "info", "success", "warning", "error", "critical", "exception"):
    setattr(_Logger, _level, _at(_level.upper()))
logger = _Logger()
