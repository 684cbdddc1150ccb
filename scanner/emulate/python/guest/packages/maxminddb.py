"""Stands for `maxminddb`: every address elsewhere lies where the client of the persona is."""

import ipaddress as _ipaddress

from _unmask import incoming as _incoming
from _unmask.anything import fallback

__getattr__ = fallback("maxminddb")
MODE_AUTO, MODE_MMAP_EXT, MODE_MMAP, MODE_FILE, MODE_MEMORY, MODE_FD = 0, 1, 2, 4, 8, 16


def is_far(address):
    """Whether a text is an address that tables know."""
    try:
        return _ipaddress.ip_address(str(address)).is_global
    except ValueError:
        return False


class _Told(dict):
    """A part of a record of which some fields are told when they are asked for."""

    _asked = {
        "iso_code": _incoming.told_country,
        "names": lambda: {"en": _incoming.told_country_name()},
        "time_zone": _incoming.told_zone,
    }

    def __missing__(self, key):
        if key in self._asked:
            return self._asked[key]()
        raise KeyError(key)

    def get(self, key, default=None):
        return self[key] if key in self._asked else default


class Opened:
    """What is opened for answers, and closed again."""

    def __init__(self, *_, **__):
        pass

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return None

    def close(self):
        return None


class Reader(Opened):
    def get(self, address):
        return {name: _Told() for name in ("country", "registered_country", "location")} if is_far(address) else None

    def get_with_prefix_len(self, address):
        return self.get(address), 24


def open_database(*_, **__):
    return Reader()
