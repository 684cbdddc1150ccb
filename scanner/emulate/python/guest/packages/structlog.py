"""Stands for `structlog`."""

import sys as _sys
import types as _types

from _unmask.anything import fallback

__getattr__ = fallback("structlog")


class _Logger:
    def __init__(self, **bound):
        self._bound = bound

    def bind(self, **more):
        return _Logger(**{**self._bound, **more})

    new = bind

    def unbind(self, *_):
        return self

    def __getattr__(self, level):
        if level.startswith("__"):
            raise AttributeError(level)

        def run(event="", *values, **more):
            held = " ".join(f"{name}={value}" for name, value in {**self._bound, **more}.items())
            print(f"{level} {event % values if values else event} {held}".rstrip(), file=_sys.stderr)

        return run


def get_logger(*_, **bound):
    return _Logger(**bound)


getLogger = get_logger


def configure(*_, **__):
    return None


reset_defaults = configure_once = configure


def wrap_logger(*_, **__):
    return _Logger()


for _name in ("stdlib", "processors", "dev", "contextvars", "types", "threadlocal"):
    _module = _types.ModuleType(f"structlog.{_name}")
    _module.__dict__.update(
        get_logger=get_logger,
        BoundLogger=_Logger,
        bind_contextvars=configure,
        clear_contextvars=configure,
        __getattr__=fallback("structlog"),
    )
    _sys.modules[_module.__name__] = globals()[_name] = _module
