"""Stands for `geoip2`: every address elsewhere lies where the client of the persona is."""

import sys
import types

from _unmask import incoming as _incoming
from _unmask.anything import fallback
from maxminddb import Opened as _Opened
from maxminddb import is_far as _is_far

__getattr__ = fallback("geoip2")


class GeoIP2Error(RuntimeError):
    pass


class AddressNotFoundError(GeoIP2Error):
    pass


class _Names:
    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)


class _Country(_Names):
    iso_code = property(lambda self: _incoming.told_country())
    name = property(lambda self: _incoming.told_country_name())
    names = property(lambda self: {"en": _incoming.told_country_name()})


class _Location(_Names):
    time_zone = property(lambda self: _incoming.told_zone())


class _Place(_Names):
    country = registered_country = _Country()
    location = _Location()
    city = continent = postal = traits = _Names()


class Reader(_Opened):
    def city(self, address):
        if not _is_far(address):
            raise AddressNotFoundError(f"The address {address} is not in the database.")
        return _Place()

    country = enterprise = insights = city


class AsyncClient(_Opened):
    async def __aenter__(self):
        return self

    async def __aexit__(self, *_):
        return None

    async def city(self, address):
        return Reader().city(address)

    country = insights = city


for _name, _held in (
    ("database", {"Reader": Reader}),
    ("webservice", {"Client": Reader, "AsyncClient": AsyncClient}),
    ("errors", {"GeoIP2Error": GeoIP2Error, "AddressNotFoundError": AddressNotFoundError}),
):
    _made = types.ModuleType(f"geoip2.{_name}")
    _made.__dict__.update(_held, __getattr__=fallback("geoip2"))
    sys.modules[_made.__name__] = globals()[_name] = _made
