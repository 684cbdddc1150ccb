"""Stands for `pytest`: its marks and fixtures, and a session that uses the plugins of the program."""

import contextlib
import importlib
import re
import sys
import types

from _unmask import sdk as _sdk
from _unmask.anything import fallback

__version__ = "8.3.4"
__getattr__ = fallback("pytest")


class UsageError(Exception):
    pass


class PytestWarning(UserWarning):
    pass


class _Outcome(BaseException):
    def __init__(self, reason="", *_, **__):
        super().__init__(reason)
        self.msg = reason


class Skipped(_Outcome):
    Exception = _Outcome


class Failed(_Outcome):
    Exception = _Outcome


class Exit(_Outcome):
    Exception = _Outcome


def _raising(kind):
    def run(reason="", *_, **__):
        raise kind(reason)

    run.Exception = kind
    return run


skip, fail, exit, xfail = _raising(Skipped), _raising(Failed), _raising(Exit), _raising(Skipped)


def importorskip(name, *_, **__):
    return __import__(name)


class StashKey:
    def __class_getitem__(cls, _):
        return cls


class Stash(dict):
    pass


def _marking(project):
    """`hookimpl` and `hookspec`, bare or with options: they note the options at the function."""

    def mark(function=None, **options):
        def add(one):
            setattr(one, f"_unmask_{project}", options)
            return one

        return add(function) if callable(function) else add

    return mark


hookimpl, hookspec = _marking("hookimpl"), _marking("hookspec")


def fixture(function=None, **options):
    def add(one):
        one._unmask_fixture = options
        return one

    return add(function) if callable(function) else add


yield_fixture = fixture


class _Mark:
    """A mark, which leaves what it is put on as it is."""

    def __init__(self, name="mark", args=(), kwargs=None):
        self.name, self.args, self.kwargs = name, args, kwargs or {}

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return _Mark(name)

    def __call__(self, *values, **options):
        if len(values) == 1 and not options and callable(values[0]):
            return values[0]
        return _Mark(self.name, values, options)


mark = _Mark()


def param(*values, **_):
    return _sdk.Model(values=values, marks=(), id=None)


@contextlib.contextmanager
def raises(kind, *_, match=None, **__):
    told = _sdk.Model(value=None, type=kind)
    try:
        yield told
    except kind as error:
        told.value = error
        if match is not None and re.search(match, str(error)) is None:
            raise AssertionError(f"{match!r} does not match {error}") from None
    else:
        raise Failed(f"{kind} was not raised")


@contextlib.contextmanager
def warns(*_, **__):
    yield []


def approx(expected, **_):
    return expected


def main(*_, **__):
    return 0


def use_plugins():
    """Run a session of tests with the plugins of the program."""
    importlib.import_module("pytest._session").use()


for _name in ("_pytest", "_pytest.config", "_pytest.nodes", "_pytest.reports", "_pytest.terminal", "_pytest.runner", "_pytest.main",
              "_pytest.fixtures", "_pytest.python", "_pytest.config.argparsing", "_pytest.stash"):  # fmt: skip
    _module = types.ModuleType(_name)
    _module.__dict__.update(
        StashKey=StashKey, Stash=Stash, fixture=fixture, hookimpl=hookimpl, UsageError=UsageError, __path__=[],
        __getattr__=fallback("pytest"),
    )  # fmt: skip
    sys.modules[_name] = _module
