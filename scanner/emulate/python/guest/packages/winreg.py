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


def QueryValueEx(key, value_name):
    text = registry(f'"{_path(key)}" /v {value_name}')
    if not text:
        raise FileNotFoundError(2, "The system cannot find the file specified")
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    named = next((match[1] for line in lines if (match := re.match(rf"{re.escape(str(value_name))}\s+REG_\w+\s+(.*)", line))), None)
    plain = next((match[1] for line in lines if (match := re.search(r"REG_\w+\s+(.*)", line))), lines[-1])
    return named or plain, REG_SZ


def QueryValue(key, sub_key):
    return QueryValueEx(OpenKey(key, sub_key), "")[0]


def EnumKey(key, index):
    raise OSError(259, "No more data is available")


def EnumValue(key, index):
    if index:
        raise OSError(259, "No more data is available")
    value, kind = QueryValueEx(key, "1")
    return "1", value, kind


def CloseKey(key):
    return None


def SetValueEx(*_):
    return None


DeleteValue = DeleteKey = SetValue = SetValueEx
