"""Stands for `geocoder`."""

import requests as _requests
from _unmask.anything import fallback

__getattr__ = fallback("geocoder")


class _Found:
    def __init__(self, held):
        self.json, self.ok, self.latlng, self.lat, self.lng = held, True, [0.0, 0.0], 0.0, 0.0
        self.country, self.ip, self.city, self.state, self.address, self.org = (
            held.get("country"),
            held.get("ip"),
            held.get("city"),
            held.get("region"),
            held.get("city"),
            held.get("org"),
        )


def ip(location="me", **_):
    return _Found(_requests.get(f"https://ipinfo.io/{'' if location == 'me' else location + '/'}json").json())


ipinfo = freegeoip = ip
