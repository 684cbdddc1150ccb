"""Stands for `netifaces`."""

from _unmask.channel import FACTS as _FACTS
from _unmask.channel import read as _read

AF_LINK, AF_INET, AF_INET6 = 17, 2, 10


def interfaces():
    return ["lo", "eth0"]


def ifaddresses(name):
    if name == "lo":
        return {AF_INET: [{"addr": "127.0.0.1"}]}
    _read("mac_address")
    return {AF_LINK: [{"addr": _FACTS["mac_address"]}], AF_INET: [{"addr": "192.0.2.17", "netmask": "255.255.255.0"}]}


def gateways():
    return {"default": {AF_INET: ("192.0.2.1", "eth0")}}
