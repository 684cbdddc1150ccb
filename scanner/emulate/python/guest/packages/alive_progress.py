"""Stands for `alive_progress`."""

from yaspin import Spinner as _Spinner


def alive_bar(*_, **__):
    return _Bar()


class _Bar(_Spinner):
    def __enter__(self):
        return lambda *_, **__: None


def alive_it(items, *_, **__):
    return items
