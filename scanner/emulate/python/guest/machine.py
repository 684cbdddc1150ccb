"""The machine of the persona: its name, user, system, locale; what of the system this build of Python lacks."""

import collections
import locale
import os
import platform
import random
import shutil
import sys
import tempfile
import types
import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from . import environment
from .channel import FACTS, ask, read, tell
from .modules import ROOT

HOME = "/home/user"
_DISK = (512 << 30, 256 << 30, 256 << 30)
_Usage = collections.namedtuple("usage", "total used free")
_SYSTEMS = {"linux": "Linux", "darwin": "Darwin", "win32": "Windows"}
_OWNER = 1000


def _telling(signal: str, value: Callable[[], Any]) -> Callable[..., Any]:
    def tells(*_: Any, **__: Any) -> Any:
        read(signal)
        return value()

    return tells


def _fact(name: str) -> Callable[[], str]:
    return lambda: str(FACTS.get(name, ""))


def _platform() -> str:
    return str(FACTS.get("platform", "linux"))


def _machine() -> str:
    return "arm64" if _platform() == "darwin" else "AMD64" if _platform() == "win32" else "x86_64"


class _Names:
    """`platform.uname()` and `os.uname()`: each name is told when it is read."""

    def __init__(self, fields: tuple[str, ...]) -> None:
        self._fields = fields

    def __getattr__(self, name: str) -> Any:
        if name not in (*self._fields, "processor"):
            raise AttributeError(name)
        if name in ("node", "nodename"):
            return host_name()
        if name in ("release", "version"):
            return os_version()
        return _SYSTEMS[_platform()] if name in ("system", "sysname") else _machine()

    def __iter__(self) -> Any:
        return iter([getattr(self, name) for name in self._fields])

    def __getitem__(self, index: Any) -> Any:
        return list(self)[index]

    def __len__(self) -> int:
        return len(self._fields)

    def _asdict(self) -> dict[str, str]:
        return {name: getattr(self, name) for name in self._fields}

    def __repr__(self) -> str:
        values = ", ".join(f"{name}={getattr(self, name)!r}" for name in self._fields)
        return f"uname_result({values})"


host_name = _telling("host_name", _fact("host_name"))
os_version = _telling("os_version", _fact("os_version"))
user_name = _telling("user_name", _fact("user_name"))


def _install_platform() -> None:
    platform.uname = lambda: _Names(("system", "node", "release", "version", "machine"))
    platform.node = host_name
    platform.system = lambda: _SYSTEMS[_platform()]
    platform.release = platform.version = os_version
    platform.machine = _machine
    platform.processor = lambda: "arm" if _platform() == "darwin" else _machine()
    platform.platform = lambda *_, **__: f"{_SYSTEMS[_platform()]}-{os_version()}-{_machine()}"
    platform.architecture = lambda *_, **__: ("64bit", "ELF")
    platform.mac_ver = lambda *_, **__: (os_version(), ("", "", ""), "arm64") if _platform() == "darwin" else ("", ("", "", ""), "")
    platform.win32_ver = lambda *_, **__: ("10", os_version(), "SP0", "") if _platform() == "win32" else ("", "", "", "")
    platform.win32_edition = lambda: "Professional" if _platform() == "win32" else None
    platform.libc_ver = lambda *_, **__: ("glibc", "2.36")


def _install_os() -> None:
    os.uname = lambda: _Names(("sysname", "nodename", "release", "version", "machine"))
    os.getlogin = user_name
    os.getpid, os.getppid = lambda: 4242, lambda: 4241
    for name in ("getuid", "geteuid", "getgid", "getegid"):
        setattr(os, name, lambda: _OWNER)
    os.getgroups = lambda: [_OWNER]
    os.cpu_count = lambda: 8
    os.sched_getaffinity = lambda _: set(range(8))
    os.getloadavg = lambda: (0.1, 0.1, 0.1)
    os.umask = lambda _: 0o022
    os.get_terminal_size = lambda *_: os.terminal_size((80, 24))
    for name in (
        "chmod",
        "chown",
        "lchown",
        "fchmod",
        "fchown",
        "utime",
        "nice",
        "setsid",
        "setpgid",
        "sync",
        "kill",
        "killpg",
        "set_blocking",
    ):
        setattr(os, name, _nothing)
    os.access = lambda path, *_, **__: os.path.exists(path)
    os.fork = _no_fork
    shutil.disk_usage = lambda path: _Usage(*_DISK)
    os.statvfs = lambda path: types.SimpleNamespace(
        f_bsize=4096, f_frsize=4096, f_blocks=_DISK[0] // 4096, f_bfree=_DISK[2] // 4096, f_bavail=_DISK[2] // 4096
    )
    os.getrandom = lambda size, flags=0: os.urandom(size)
    _install_modes()


def _nothing(*_: Any, **__: Any) -> None:
    return None


def _no_fork() -> int:
    raise OSError(11, "Resource temporarily unavailable")


def _install_modes() -> None:
    """Files get the permissions that this build does not know."""

    def with_mode(plain: Callable[..., Any]) -> Callable[..., Any]:
        def run(*values: Any, **options: Any) -> Any:
            found = plain(*values, **options)
            held = list(found[:10])
            if not held[0] & 0o777:
                held[0] |= 0o755 if held[0] & 0o040000 else 0o644
            held[4] = held[5] = _OWNER
            extra = {name: getattr(found, name) for name in ("st_atime_ns", "st_mtime_ns", "st_ctime_ns")}
            extra |= {"st_atime": float(held[7]), "st_mtime": float(held[8]), "st_ctime": float(held[9])}
            return os.stat_result(held, extra)

        return run

    for name in ("stat", "lstat", "fstat"):
        setattr(os, name, with_mode(getattr(os, name)))


class _Locale:
    """What `locale` answers: the C library of this build knows no other than its own."""

    chosen = ""
    """What the program set itself."""

    def code(self) -> str:
        if self.chosen not in ("", "C", "POSIX", "C.UTF-8"):
            return self.chosen.split(".")[0]
        read("locale")
        return str(FACTS.get("locale", "en-US")).replace("-", "_")


_LOCALE = _Locale()
_DECIMALS = {"de": (",", "."), "ru": (",", "\u00a0"), "fr": (",", "\u202f"), "es": (",", "."), "it": (",", "."), "tr": (",", ".")}
_SIGNS = {"USD": "$", "EUR": "€", "CNY": "¥", "JPY": "¥", "RUB": "₽", "GBP": "£", "SGD": "$", "IRR": "﷼", "KRW": "₩"}


def _set_locale(category: Any, value: Any = None) -> str:
    if value is None:
        return _LOCALE.chosen or "C"
    if isinstance(value, tuple | list):
        value = ".".join(str(part) for part in value if part)
    if str(value) in ("C", "POSIX", "C.UTF-8"):
        _LOCALE.chosen = str(value)
        return str(value)
    _LOCALE.chosen = str(value)
    return str(value) if value else f"{_LOCALE.code()}.UTF-8"


def _conventions() -> dict[str, Any]:
    point, thousands = _DECIMALS.get(str(FACTS.get("locale", "en")).split("-")[0], (".", ","))
    read("locale")
    return _Conventions(
        decimal_point=point,
        thousands_sep=thousands,
        grouping=[3, 3, 0],
        mon_decimal_point=point,
        mon_thousands_sep=thousands,
        mon_grouping=[3, 3, 0],
        positive_sign="",
        negative_sign="-",
        frac_digits=2,
        int_frac_digits=2,
        p_cs_precedes=1,
        n_cs_precedes=1,
        p_sep_by_space=0,
        n_sep_by_space=0,
        p_sign_posn=1,
        n_sign_posn=1,
        int_curr_symbol="",
        currency_symbol="",
    )


class _Conventions(dict):
    """The currency is told when it is read."""

    def __getitem__(self, name: str) -> Any:
        if name in ("int_curr_symbol", "currency_symbol"):
            read("currency")
            code = str(FACTS.get("currency", "SGD"))
            return f"{code} " if name == "int_curr_symbol" else _SIGNS.get(code, code)
        return dict.__getitem__(self, name)

    def get(self, name: str, default: Any = None) -> Any:
        return self[name] if name in self else default  # noqa: SIM401  # `get` is this very method

    def items(self) -> Any:
        return [(name, self[name]) for name in self]

    def values(self) -> Any:
        return [self[name] for name in self]

    def copy(self) -> dict[str, Any]:
        return dict(self.items())


def _information(item: Any) -> str:
    names = {locale.CODESET: "UTF-8", locale.RADIXCHAR: _conventions()["decimal_point"], locale.THOUSEP: _conventions()["thousands_sep"]}
    if item in names:
        return names[item]
    if item == getattr(locale, "CRNCYSTR", None):
        return "-" + str(_conventions()["currency_symbol"])
    return ""


def _install_locale() -> None:
    for name, number in (
        ("CODESET", 14),
        ("RADIXCHAR", 65536),
        ("THOUSEP", 65537),
        ("CRNCYSTR", 262159),
        ("D_FMT", 131113),
        ("T_FMT", 131114),
    ):
        setattr(locale, name, getattr(locale, name, number))
    locale.setlocale = locale._setlocale = _set_locale
    locale.getlocale = lambda *_: (_LOCALE.code(), "UTF-8")
    locale.getdefaultlocale = lambda *_: (_LOCALE.code(), "UTF-8")
    locale.getpreferredencoding = locale.getencoding = lambda *_: "UTF-8"
    locale.localeconv = _conventions
    locale.nl_langinfo = _information
    locale.resetlocale = _nothing
    for name in ("format_string", "currency", "str"):
        setattr(locale, name, _told(getattr(locale, name)))


def _told(made: Callable[..., str]) -> Callable[..., str]:
    """The function, which tells what the user's own language made of a number."""

    @wraps(made)
    def run(*values: Any, **options: Any) -> str:
        text = made(*values, **options)
        own = str(FACTS.get("locale", "en-US")).replace("-", "_")
        if _LOCALE.chosen in ("", own, f"{own}.UTF-8"):
            tell("formatted", {"text": text})
        return text

    return run


def install() -> None:
    """Called once, before the image is taken."""
    environment.install()
    _install_platform()
    _install_os()
    _install_locale()
    uuid.getnode = _telling("mac_address", lambda: int(str(FACTS["mac_address"]).replace(":", ""), 16))
    uuid._generate_time_safe = None
    random.seed(1)
    tempfile.tempdir = "/tmp"


def begin() -> None:
    """Called when a run begins."""
    environment.begin()
    if FACTS.get("runs_left"):
        random.seed(1 + FACTS["runs_left"])
    sys.platform = _platform()
    sys.executable = sys._base_executable = "/usr/bin/python3"
    sys.prefix = sys.base_prefix = sys.exec_prefix = sys.base_exec_prefix = "/usr"
    if _platform() == "win32":
        _begin_windows()
    os.chdir(ROOT)


def _begin_windows() -> None:
    import pathlib

    posix_like = types.ModuleType("os")
    posix_like.__dict__.update(os.__dict__)
    for module in (pathlib, shutil, tempfile):
        module.os = posix_like
    os.name = "nt"
    os.startfile = lambda path, *_: tell("frame", {"url": "process:start", "text": str(path)})
    version = types.SimpleNamespace(major=10, minor=0, build=19045, platform=2, service_pack="", product_type=1)
    sys.getwindowsversion = lambda: (read("os_version"), version)[1]
    sys.winver = "3.11"


def registry(line: str) -> str | None:
    """What the registry of Windows holds under a path."""
    answer = ask("registry", line)
    return None if answer is None else str(answer)
