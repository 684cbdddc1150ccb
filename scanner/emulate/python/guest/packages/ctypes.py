"""Stands for `ctypes`: what programs ask of the system through it."""

import locale as _locale
import sys as _sys
import types as _types

from _unmask.anything import Anything as _Anything
from _unmask.channel import FACTS as _FACTS
from _unmask.channel import read as _read

sizeof = alignment = lambda *_: 8
_KEYBOARDS = {"us": 0x0409, "cn": 0x0804, "ru": 0x0419, "ir": 0x0429, "de": 0x0407, "jp": 0x0411}
_REGIONS = {"SG": 215, "CN": 45, "RU": 203, "IR": 116, "DE": 94, "US": 244, "HK": 104, "JP": 122}


class _Value:
    def __init__(self, value=0):
        self.value = value

    def __class_getitem__(cls, _):
        return cls

    def __mul__(self, _):
        return _Value


class _Simple(type):
    def __mul__(cls, size):
        return type("Array", (_Array,), {"size": size})


class _Kind(_Value, metaclass=_Simple):
    pass


class _Array:
    size = 0

    def __init__(self, *values):
        self._held, self.value, self.raw = list(values) or [0] * self.size, "", b""

    def __getitem__(self, index):
        return self._held[index]

    def __setitem__(self, index, value):
        self._held[index] = value

    def __len__(self):
        return self.size


for _name in (
    "int",
    "uint",
    "long",
    "ulong",
    "short",
    "ushort",
    "char",
    "wchar",
    "byte",
    "ubyte",
    "float",
    "double",
    "size_t",
    "bool",
    "void_p",
    "char_p",
    "wchar_p",
    "int8",
    "int16",
    "int32",
    "int64",
    "uint8",
    "uint16",
    "uint32",
    "uint64",
    "longlong",
    "ulonglong",
    "ssize_t",
):
    globals()[f"c_{_name}"] = type(f"c_{_name}", (_Kind,), {})
py_object = HRESULT = type("py_object", (_Kind,), {})


def create_unicode_buffer(init=0, size=None):
    made = _Array()
    made.size, made.value = size or (init if isinstance(init, int) else len(init) + 1), "" if isinstance(init, int) else init
    return made


def create_string_buffer(init=0, size=None):
    made = create_unicode_buffer(init, size)
    made.value = b"" if isinstance(init, int) else init
    return made


def byref(value, *_):
    return value


pointer = POINTER = addressof = cast = CFUNCTYPE = WINFUNCTYPE = lambda value=None, *_: value


class Structure:
    _fields_ = ()

    def __init__(self, *values, **named):
        for field in self._fields_:
            setattr(self, field[0], 0)
        for field, value in zip(self._fields_, values, strict=False):
            setattr(self, field[0], value)
        for name, value in named.items():
            setattr(self, name, value)


Union = BigEndianStructure = LittleEndianStructure = Structure


def _code(name):
    wanted = str(name).replace("-", "_")
    return next((number for number, one in _locale.windows_locale.items() if one == wanted), 1033)


def _language(*_):
    _read("locale")
    return _code(_FACTS["locale"])


def _locale_name(buffer=None, *_):
    _read("locale")
    if buffer is not None and hasattr(buffer, "value"):
        buffer.value = str(_FACTS["locale"])
    return len(str(_FACTS["locale"])) + 1


def _geo(*_):
    _read("os_region")
    return _REGIONS.get(str(_FACTS["os_region"]), 244)


def _geo_name(buffer=None, *_):
    _read("os_region")
    if buffer is not None and hasattr(buffer, "value"):
        buffer.value = str(_FACTS["os_region"])
    return 3


def _keyboard(*_):
    _read("keyboard_layout")
    code = _KEYBOARDS.get(str(_FACTS.get("keyboard_layout")), 0x0409)
    return code << 16 | code


def _keyboard_name(buffer=None, *_):
    if buffer is not None and hasattr(buffer, "value"):
        buffer.value = f"{_keyboard() & 0xFFFF:08X}"
    return 1


_KNOWN = {
    "GetUserDefaultUILanguage": _language, "GetSystemDefaultUILanguage": _language, "GetUserDefaultLangID": _language,
    "GetSystemDefaultLangID": _language,
    "GetUserDefaultLCID": _language, "GetSystemDefaultLCID": _language, "GetThreadUILanguage": _language,
    "GetUserDefaultLocaleName": _locale_name,
    "GetSystemDefaultLocaleName": _locale_name, "GetUserGeoID": _geo, "GetUserDefaultGeoName": _geo_name, "GetKeyboardLayout": _keyboard,
    "GetKeyboardLayoutNameW": _keyboard_name, "GetACP": lambda *_: 65001, "IsDebuggerPresent": lambda *_: 0,
    "GetTickCount64": lambda *_: 100000,
    "GetStdHandle": lambda *_: 1, "GetConsoleMode": lambda *_: 1, "SetConsoleMode": lambda *_: 1, "SetConsoleTitleW": lambda *_: 1,
    "IsUserAnAdmin": lambda *_: 0,
    "geteuid": lambda *_: 1000, "getuid": lambda *_: 1000, "ptrace": lambda *_: 0, "prctl": lambda *_: 0,
}  # fmt: skip


class _Function:
    argtypes = restype = errcheck = None

    def __init__(self, library, name):
        self._library, self._name = library, name

    def __call__(self, *values):
        run = _KNOWN.get(self._name)
        return run(*values) if run is not None else _Anything("ctypes", f"{self._library}.{self._name}")(*values) and 0


class CDLL:
    def __init__(self, name=None, *_, **__):
        self._name = str(name)

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        found = _Function(self._name, name)
        self.__dict__[name] = found
        return found

    __getitem__ = __getattr__


WinDLL = OleDLL = PyDLL = CDLL


class LibraryLoader:
    def __init__(self, kind=CDLL):
        self._kind = kind

    def LoadLibrary(self, name):
        return CDLL(name)

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        found = CDLL(name)
        self.__dict__[name] = found
        return found


cdll, pythonapi = LibraryLoader(), CDLL("python")
_LOADED = LibraryLoader()
wintypes = _types.ModuleType("ctypes.wintypes")
for _name in (
    "DWORD",
    "HANDLE",
    "HWND",
    "LPCWSTR",
    "LPWSTR",
    "BOOL",
    "WORD",
    "LPVOID",
    "UINT",
    "INT",
    "LONG",
    "ULONG",
    "BYTE",
    "LCID",
    "HKL",
    "LPDWORD",
    "LPSTR",
    "LPCSTR",
    "HMODULE",
    "MAX_PATH",
):
    setattr(wintypes, _name, type(_name, (_Kind,), {}))
util = _types.ModuleType("ctypes.util")
util.find_library = lambda name: f"lib{name}.so.6"
_sys.modules.update({"ctypes.wintypes": wintypes, "ctypes.util": util})


def get_last_error():
    return 0


get_errno = get_last_error


def __getattr__(name):
    if name in ("windll", "oledll"):
        if _sys.platform != "win32":
            raise AttributeError(f"module 'ctypes' has no attribute {name!r}")
        return _LOADED
    if name in ("WinError", "FormatError"):
        return OSError
    raise AttributeError(name)
