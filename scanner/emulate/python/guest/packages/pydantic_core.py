"""Stands for `pydantic_core`."""

import json

from _unmask.anything import fallback
from _unmask.channel import plain
from pydantic import _MISSING as PydanticUndefined  # noqa: F401
from pydantic import ValidationError  # noqa: F401

__getattr__ = fallback("pydantic_core")


def to_jsonable_python(value, **_):
    return plain(value)


def to_json(value, **_):
    return json.dumps(plain(value)).encode()


def from_json(text, **_):
    return json.loads(text)
