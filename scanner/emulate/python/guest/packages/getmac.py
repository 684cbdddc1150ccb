"""Stands for `getmac`."""

from _unmask.channel import FACTS as _FACTS
from _unmask.channel import read as _read


def get_mac_address(*_, **__):
    _read("mac_address")
    return str(_FACTS["mac_address"])


getmac = get_mac_address
