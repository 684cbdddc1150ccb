"""Stands for `psutil`."""

import collections
import types

from _unmask.anything import fallback
from _unmask.channel import FACTS as _FACTS
from _unmask.channel import read as _read

__getattr__ = fallback("psutil")
AF_LINK, POWER_TIME_UNLIMITED = 17, -2
LINUX, WINDOWS, MACOS = True, False, False
_Address = collections.namedtuple("snicaddr", "family address netmask broadcast ptp")


def _named(**values):
    return types.SimpleNamespace(**values, _asdict=lambda: values)


def net_if_addrs():
    _read("mac_address")
    return {
        "lo": [_Address(2, "127.0.0.1", "255.0.0.0", None, None)],
        "eth0": [_Address(2, "192.0.2.17", "255.255.255.0", None, None), _Address(17, _FACTS["mac_address"], None, None, None)],
    }


def net_if_stats():
    return {"eth0": _named(isup=True, speed=1000, mtu=1500)}


def users():
    _read("user_name")
    return [_named(name=_FACTS["user_name"], terminal="tty1", host="", started=0.0, pid=1)]


def cpu_count(logical=True):
    return 8 if logical else 4


def cpu_percent(*_, **__):
    return 1.0


def cpu_freq(*_, **__):
    return _named(current=2400.0, min=800.0, max=3000.0)


def virtual_memory():
    return _named(total=16 << 30, available=8 << 30, percent=50.0, used=8 << 30, free=8 << 30)


swap_memory = virtual_memory


def disk_usage(_):
    return _named(total=500 << 30, used=100 << 30, free=400 << 30, percent=20.0)


def disk_partitions(*_, **__):
    return [_named(device="/dev/sda1", mountpoint="/", fstype="ext4", opts="rw")]


def boot_time():
    return 1795300000.0


def sensors_battery():
    return None


def pids():
    return [1, 4242]


class Process:
    def __init__(self, pid=4242):
        self.pid, self.info = pid, {"pid": pid, "name": "python3", "cmdline": ["python3"], "username": "user"}

    def name(self):
        return "python3"

    def cmdline(self):
        return ["python3"]

    def username(self):
        _read("user_name")
        return _FACTS["user_name"]

    def memory_info(self):
        return _named(rss=50 << 20, vms=100 << 20)

    def parent(self):
        return None

    def children(self, *_, **__):
        return []

    parents = children

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return lambda *_, **__: 0.0


def process_iter(*_, **__):
    return [Process()]


def pid_exists(pid):
    return pid == 4242


class Error(Exception):
    pass


NoSuchProcess, AccessDenied, ZombieProcess, TimeoutExpired = (
    type(name, (Error,), {}) for name in ("NoSuchProcess", "AccessDenied", "ZombieProcess", "TimeoutExpired")
)
