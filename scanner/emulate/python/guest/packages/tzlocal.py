"""Stands for `tzlocal`."""

from _unmask.clock import Here as _Here


def get_localzone():
    return _Here()


def get_localzone_name():
    return _Here().key


def reload_localzone():
    return _Here()


def assert_tz_offset(*_, **__):
    return None
