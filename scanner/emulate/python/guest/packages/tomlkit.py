"""Stands for `tomlkit`."""

from _unmask.anything import fallback
from toml import dump, dumps, load, loads  # noqa: F401

__getattr__ = fallback("tomlkit")
parse = loads
document = table = inline_table = dict
array = list


def item(value):
    return value


def comment(text):
    return text
