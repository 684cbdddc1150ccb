"""The forms in which the made-up world says a value: `en_US` for `en-US`, `+08:00` for `Asia/Singapore`, `0x2d` for `CN`."""

import re
from collections.abc import Callable
from functools import partial

from babel.numbers import get_territory_currencies

from scanner.world.conventions import convention, convention_of_region, is_of_locale, is_of_region, sign_of_currency
from scanner.world.zone import (
    abbreviation,
    local_time,
    offset_minutes,
    offset_text,
    posix_rule,
    windows_display,
    windows_name,
    zone_of_country,
)

_ADDRESSES = {
    "SG": "116.86.1.20",
    "CN": "36.110.1.20",
    "RU": "95.24.1.20",
    "IR": "5.160.1.20",
    "DE": "91.0.1.20",
    "US": "12.0.1.20",
    "HK": "203.198.1.20",
}
"""An address of a large provider in each country of the panel, as tables of ranges have them. Nothing is sent there."""
_REGION, _TAG = re.compile(r"[A-Z]{2}"), re.compile(r"[a-z]{2,3}(?:-\w+)*")
_COUNTRIES = {"SG": "Singapore", "CN": "China", "RU": "Russia", "IR": "Iran", "DE": "Germany", "US": "United States", "HK": "Hong Kong"}
_GEO_IDS = {
    "AE": 224, "AR": 11, "AT": 14, "AU": 12, "BE": 21, "BR": 32, "BY": 29, "CA": 39, "CH": 223, "CN": 45, "CU": 56, "CZ": 75, "DE": 94,
    "DK": 61, "ES": 217, "FI": 77, "FR": 84, "GB": 242, "HK": 104, "ID": 111, "IE": 68, "IL": 117, "IN": 113, "IQ": 121, "IR": 116,
    "IT": 118, "JP": 122, "KP": 131, "KR": 134, "KZ": 137, "MO": 151, "MX": 166, "MY": 167, "NL": 176, "NO": 177, "NZ": 183, "PH": 201,
    "PK": 190, "PL": 191, "PT": 193, "RU": 203, "SA": 205, "SE": 221, "SG": 215, "SY": 222, "TH": 227, "TR": 235, "TW": 237, "UA": 241,
    "US": 244, "VN": 251, "ZA": 209,
}  # fmt: skip
"""Region -> number by which Windows knows it. Source: Microsoft's table of geographical locations."""
_NAME_SERVERS = {
    "cn": ("223.5.5.5", "119.29.29.29", "114.114.114.114", "180.76.76.76"),
    "ru": ("77.88.8.8", "77.88.8.1"),
    "ir": ("178.22.122.100", "185.51.200.2"),
    "de": ("194.150.168.168",),
}
"""Public name servers that are used in a country: what a network there is set to. Elsewhere one for documentation."""
_KEYBOARDS = {
    "us": ("U.S.", "00000409"),
    "cn": ("Pinyin - Simplified", "00000804"),
    "ru": ("Russian", "00000419"),
    "ir": ("Persian", "00000429"),
    "de": ("German", "00000407"),
    "jp": ("Japanese", "00000411"),
}
"""Layout -> what macOS calls it, what Windows calls it."""
_KEY_LAYOUTS = {"us": "US", "cn": "PinyinKeyboard", "ru": "Russian", "ir": "Persian", "de": "German", "jp": "Japanese"}
_INPUT_METHODS = {
    "none": "com.apple.keylayout.US",
    "pinyin": "com.apple.inputmethod.SCIM.ITABC",
    "wubi": "com.apple.inputmethod.SCIM.WBX",
    "hangul": "com.apple.inputmethod.Korean.2SetKorean",
    "anthy": "com.apple.inputmethod.Kotoeri.RomajiTyping",
}


_WIDE_FONTS = {
    "PingFang SC": "PingFang.ttc",
    "Microsoft YaHei": "msyh.ttc",
    "SimSun": "simsun.ttc",
    "Noto Sans CJK SC": "NotoSansCJK-Regular.ttc",
    "Hiragino Sans": "ヒラギノ角ゴシック W3.ttc",
}
"""Fonts of the panel that have the characters of Chinese, Japanese and Korean -> the files that they come in."""
_FONT_FILE = re.compile(r".+\.(?:ttf|ttc|otf|otc|woff2?|pf[ab]|dfont|fon)", re.IGNORECASE)


def shaped(value: str, shape: str | None) -> str:
    """One value in the form that a template asks for: `shaped("en-US", "underscore") == "en_US"`.

    Raises ValueError for a form that is not known.
    """
    if shape is None:
        return value
    made = _SHAPES.get(shape)
    return _conventional(value, shape) if made is None else made(value)


def _conventional(value: str, shape: str) -> str:
    """What follows from a locale or a region; of a value that is neither, the value."""
    if shape == "country_name" and value in _COUNTRIES:
        return _COUNTRIES[value]
    if is_of_region(shape) and _REGION.fullmatch(value):
        return convention_of_region(value, shape)
    if is_of_locale(shape):
        return convention(value, shape) if _TAG.fullmatch(value) or shape != "country_name" else value
    raise ValueError(f"`{shape}` is no form of a value that the world knows")


def _clock_of_offset(zone: str) -> str:
    minutes = offset_minutes(zone)
    return f"{'-' if minutes < 0 else ''}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}:00"


def _guid(machine: str) -> str:
    return "-".join((machine[:8], machine[8:12], machine[12:16], machine[16:20], machine[20:32])).lower()


def _servers(suffix: str) -> tuple[str, ...]:
    """The name servers of a network by its suffix."""
    return _NAME_SERVERS.get(suffix.rsplit(".", 1)[-1], ("192.0.2.53",))


def _input_source(value: str) -> str:
    """What the desktop lists behind the keyboard's layout."""
    return "" if value == "none" else f", ('ibus', '{value}')"


def _input_framework(value: str) -> str:
    """The framework that it runs in."""
    return "" if value == "none" else value if value in _INPUT_FRAMEWORKS else "ibus"


_INPUT_FRAMEWORKS = frozenset({"fcitx", "fcitx5", "scim", "uim"})
"""Values of the input method that name the framework it runs in; the others run in the most common one."""


def _fonts(value: str, shape: str) -> str:
    """The files that fonts come in, one a line (`NotoSans-Regular.ttf`; a name of a file stays), or the styles of those for East Asia."""
    fonts = tuple(font.strip() for font in value.split(","))
    if shape == "wide":
        kinds = ("", " Light", " Medium", " Bold", " UI", " Mono")
        return "".join(f"{font}{kind}\n" for font in fonts if font in _WIDE_FONTS for kind in kinds)
    made = (_WIDE_FONTS.get(font, f"{font.replace(' ', '')}-Regular.ttf") for font in fonts)
    files = [font if _FONT_FILE.fullmatch(font) else file for font, file in zip(fonts, made, strict=True)]
    if shape == "font_files":
        return "\n".join(files)
    form = _FONT_FORMS[shape]
    return "".join(form.format(font=font, file=file, stem=file.rpartition(".")[0]) for font, file in zip(fonts, files, strict=True))


_FONT_FORMS = {
    "families": "{font}\n",
    "font_lines": "/usr/share/fonts/{file}: {font}:style=Regular\n",
    "font_paths": "/usr/share/fonts/{file}\n",
    "font_match": '{file}: "{font}" "Regular"\n',
    "font_registry": "    {font} (TrueType)    REG_SZ    {file}\n",
    "font_profiles": (
        "    {file}:\n\n      Kind: TrueType\n      Valid: Yes\n      Enabled: Yes\n      Location: /Library/Fonts/{file}\n"
        "      Typefaces:\n        {stem}:\n          Full Name: {font}\n          Family: {font}\n          Style: Regular\n"
        "          Valid: Yes\n          Enabled: Yes\n\n"
    ),
}
"""A font as `fc-list`, the registry of Windows and `system_profiler` list it."""


def _currency(region: str) -> str:
    """The money of a region, `CNY` for `CN`; empty where none is known."""
    found: list[str] = get_territory_currencies(region) if len(region) == 2 else []
    return found[0] if found else ""


def _region_of(tag: str) -> str:
    return tag.split("-")[-1].upper()


_SHAPES: dict[str, Callable[[str], str]] = {
    "offset": lambda zone: offset_text(zone, separator=":"),
    "offset_compact": lambda zone: offset_text(zone, separator=""),
    "offset_clock": _clock_of_offset,
    "offset_hours": lambda zone: f"{offset_minutes(zone) / 60:g}",
    "offset_minutes": lambda zone: str(offset_minutes(zone)),
    "offset_seconds": lambda zone: str(offset_minutes(zone) * 60),
    "behind": lambda zone: str(-offset_minutes(zone)),
    "bias": lambda zone: f"0x{-offset_minutes(zone) & 0xFFFFFFFF:x}",
    "abbreviation": abbreviation,
    "posix": posix_rule,
    "display": windows_display,
    "clock": lambda zone: local_time(zone, "%H:%M:%S"),
    "windows": lambda value: _KEYBOARDS[value][1] if value in _KEYBOARDS else windows_name(value),
    "zone": zone_of_country,
    "lower": lambda value: value.lower(),
    "underscore": lambda value: value.replace("-", "_"),
    "language": lambda value: value.split("-")[0],
    "region": lambda value: _region_of(value) if "-" in value else "",
    "currency": lambda value: _currency(_region_of(value)),
    "currency_sign": lambda value: sign_of_currency(_currency(_region_of(value))),
    "sign": sign_of_currency,
    "address": lambda value: _ADDRESSES.get(value, value if value[:1].isdigit() else "203.0.113.80"),
    "country": lambda value: value if value[:1].isalpha() else "SG",
    "geoid": lambda value: str(_GEO_IDS.get(value.upper(), 0)),
    "geoid_hex": lambda value: f"0x{_GEO_IDS.get(value.upper(), 0):x}",
    "apple": lambda value: _KEYBOARDS[value][0] if value in _KEYBOARDS else value,
    "keylayout": lambda value: f"com.apple.keylayout.{_KEY_LAYOUTS.get(value, value)}",
    "bundle": lambda value: _INPUT_METHODS.get(value, value),
    "engine": lambda value: "xkb:us::eng" if value == "none" else value,
    "fcitx": lambda value: "keyboard-us" if value == "none" else value,
    "module": _input_framework,
    "source": _input_source,
    "servers": lambda suffix: "".join(f"nameserver {one}\n" for one in _servers(suffix)),
    "server_lines": lambda suffix: "".join(f"{one}\n" for one in _servers(suffix)),
    "server_list": lambda suffix: " ".join(_servers(suffix)),
    "first_server": lambda suffix: _servers(suffix)[0],
    "resolvers": lambda suffix: "".join(f"  nameserver[{at}] : {one}\n" for at, one in enumerate(_servers(suffix))),
    "guid": _guid,
    "uuid": lambda machine: _guid(machine).upper(),
    "serial": lambda machine: machine[-10:].upper(),
    "short": lambda machine: machine[:8],
    "dashed": lambda address: address.replace(":", "-").upper(),
    **{shape: partial(_fonts, shape=shape) for shape in ("wide", "font_files", *_FONT_FORMS)},
}
