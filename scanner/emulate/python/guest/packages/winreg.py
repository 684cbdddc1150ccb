"""Stands for `winreg`, where the program runs on Windows."""

import re
import sys

from _unmask.machine import registry

if sys.platform != "win32":
    raise ModuleNotFoundError("No module named 'winreg'")
HKEY_CURRENT_USER, HKEY_LOCAL_MACHINE, HKEY_CLASSES_ROOT, HKEY_USERS = (
    "HKEY_CURRENT_USER",
    "HKEY_LOCAL_MACHINE",
    "HKEY_CLASSES_ROOT",
    "HKEY_USERS",
)
KEY_READ, KEY_WRITE, KEY_ALL_ACCESS, KEY_QUERY_VALUE, KEY_WOW64_64KEY, KEY_SET_VALUE = 131097, 131078, 983103, 1, 256, 2
REG_SZ, REG_DWORD, REG_BINARY, REG_MULTI_SZ, REG_EXPAND_SZ = 1, 4, 3, 7, 2
error = OSError


class HKEYType:
    def __init__(self, path):
        self.path = path

    def Close(self):
        return None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return None


def _path(key):
    return key.path if isinstance(key, HKEYType) else str(key)


def OpenKey(key, sub_key="", *_, **__):
    return HKEYType(f"{_path(key)}\\{sub_key}" if sub_key else _path(key))


OpenKeyEx = CreateKey = CreateKeyEx = OpenKey


def ConnectRegistry(_, key):
    return HKEYType(_path(key))


_ENTRY = re.compile(r"\s*(\S.*?)\s+(REG_\w+)\s+(.*)")
_KINDS = {"REG_DWORD": REG_DWORD, "REG_MULTI_SZ": REG_MULTI_SZ, "REG_EXPAND_SZ": REG_EXPAND_SZ}


def _entries(text):
    """(name, value, kind) of each line that `reg query` prints of one."""
    found = (match.groups() for line in (text or "").splitlines() if (match := _ENTRY.fullmatch(line)) is not None)
    return [(name, _value(kind, value), _KINDS.get(kind, REG_SZ)) for name, kind, value in found]


def _value(kind, text):
    if kind == "REG_DWORD":
        return int(text, 0)
    return text.split("\\0") if kind == "REG_MULTI_SZ" else text


def QueryValueEx(key, value_name):
    text = registry(f'"{_path(key)}" /v {value_name}')
    if not text:
        raise FileNotFoundError(2, "The system cannot find the file specified")
    entries = _entries(text)
    named = next(((value, kind) for name, value, kind in entries if name.lower() == str(value_name).lower()), None)
    return named or next(((value, kind) for _, value, kind in entries), (text.strip().splitlines()[-1].strip(), REG_SZ))


def QueryValue(key, sub_key):
    return QueryValueEx(OpenKey(key, sub_key), "")[0]


def EnumKey(key, index):
    raise OSError(259, "No more data is available")


def EnumValue(key, index):
    entries = _entries(registry(f'"{_path(key)}"'))
    if index >= len(entries):
        raise OSError(259, "No more data is available")
    return entries[index]


def QueryInfoKey(key):
    return 0, len(_entries(registry(f'"{_path(key)}"'))), 0


def CloseKey(key):
    return None


def SetValueEx(*_):
    return None


DeleteValue = DeleteKey = SetValue = SetValueEx
