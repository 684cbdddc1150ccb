"""Stands for `aiofiles`."""

import os as _os
import sys
import types


class _File:
    def __init__(self, file):
        self._file = file

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        found = getattr(self._file, name)
        if not callable(found):
            return found

        async def call(*values, **options):
            return found(*values, **options)

        return call

    def __aiter__(self):
        return self

    async def __anext__(self):
        line = self._file.readline()
        if not line:
            raise StopAsyncIteration
        return line

    async def __aenter__(self):
        return self

    async def __aexit__(self, *_):
        self._file.close()


class _Opening:
    def __init__(self, values, options):
        self._values, self._options = values, options

    def _opened(self):
        self._made = _File(open(*self._values, **self._options))
        return self._made

    def __await__(self):
        yield from ()
        return self._opened()

    async def __aenter__(self):
        return self._opened()

    async def __aexit__(self, *_):
        self._made._file.close()


def open(*values, **options):
    return _Opening(values, options)


def _awaited(name):
    async def run(*values, **options):
        return getattr(_os, name)(*values, **options) if hasattr(_os, name) else getattr(_os.path, name)(*values, **options)

    return run


os = types.ModuleType("aiofiles.os")
for _name in ("remove", "rename", "mkdir", "makedirs", "listdir", "stat", "unlink"):
    setattr(os, _name, _awaited(_name))
os.path = types.SimpleNamespace(**{_name: _awaited(_name) for _name in ("exists", "isfile", "isdir", "getsize")})
sys.modules["aiofiles.os"] = os
_plain_open = __builtins__["open"] if isinstance(__builtins__, dict) else __builtins__.open


def _file(*values, **options):
    return _File(_plain_open(*values, **options))


_Opening._opened = lambda self: self.__dict__.setdefault("_made", _file(*self._values, **self._options))
