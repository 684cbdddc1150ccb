"""Answers of the made-up world: templates of the signals filled with a persona's values."""

import re
from dataclasses import dataclass

from babel.numbers import get_territory_currencies

from scanner.world.persona import Persona
from scanner.world.zone import abbreviation, offset_text, posix_rule, windows_name, zone_of_country

_PLACEHOLDER = re.compile(r"\{\{([a-z_]+)(?:\.([a-z_]+))?\}\}")

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A text of the world and the signals that whoever gets it has read."""

    text: str
    reads: tuple[str, ...]
    """Signal ids, sorted."""


def filled(template: str, persona: Persona, *, owner: str) -> Answer:
    """The template with the persona's values. A template without placeholders reads the signal that owns it."""
    reads = {owner}

    def value(match: re.Match[str]) -> str:
        reads.add(match[1])
        return shaped(persona.value(match[1]), match[2])

    return Answer(text=_PLACEHOLDER.sub(value, template), reads=tuple(sorted(reads)))


def shaped(value: str, shape: str | None) -> str:
    """One value in the form that a template asks for: `shaped("en-US", "underscore") == "en_US"`.

    Raises ValueError for a form that is not known.
    """
    match shape:
        case None:
            return value
        case "offset":
            return offset_text(value, separator=":")
        case "offset_compact":
            return offset_text(value, separator="")
        case "abbreviation":
            return abbreviation(value)
        case "posix":
            return posix_rule(value)
        case "windows":
            return _KEYBOARDS[value][1] if value in _KEYBOARDS else windows_name(value)
        case "zone":
            return zone_of_country(value)
        case "underscore":
            return value.replace("-", "_")
        case "language":
            return value.split("-")[0]
        case "region":
            return value.split("-")[-1].upper() if "-" in value else ""
        case _:
            return _named(value, shape)


def _named(value: str, shape: str) -> str:
    match shape:
        case "address":
            return _ADDRESSES.get(value, value if value[:1].isdigit() else "203.0.113.80")
        case "country":
            return value if value[:1].isalpha() else "SG"
        case "country_name":
            return _COUNTRIES.get(value, value)
        case "apple":
            return _KEYBOARDS[value][0] if value in _KEYBOARDS else value
        case "bundle":
            return _INPUT_METHODS.get(value, value)
        case "wide" | "font_files":
            return _fonts(tuple(font.strip() for font in value.split(",")), shape)
        case "servers":
            return "".join(f"nameserver {one}\n" for one in _NAME_SERVERS.get(value.rsplit(".", 1)[-1], ("192.0.2.53",)))
        case "currency":
            return _currency(value.split("-")[-1].upper())
        case "geoid":
            return str(_GEO_IDS.get(value.upper(), 0))
        case "module" | "source":
            return _input_method(value, shape)
        case "uuid":
            return "-".join((value[:8], value[8:12], value[12:16], value[16:20], value[20:32])).upper()
        case _:
            raise ValueError(f"`{shape}` is no form of a value that the world knows")


def _input_method(value: str, shape: str) -> str:
    """The framework that it runs in, or what the desktop lists behind the keyboard's layout."""
    if value == "none":
        return ""
    return f", ('ibus', '{value}')" if shape == "source" else value if value in _INPUT_FRAMEWORKS else "ibus"


_INPUT_FRAMEWORKS = frozenset({"fcitx", "fcitx5", "scim", "uim"})
"""Values of the input method that name the framework it runs in; the others run in the most common one."""


def _fonts(fonts: tuple[str, ...], shape: str) -> str:
    """The files that fonts come in, one a line (`NotoSans-Regular.ttf`; a name of a file stays), or the styles of those for East Asia."""
    if shape == "wide":
        kinds = ("", " Light", " Medium", " Bold", " UI", " Mono")
        return "".join(f"{font}{kind}\n" for font in fonts if font in _WIDE_FONTS for kind in kinds)
    made = (_WIDE_FONTS.get(font, f"{font.replace(' ', '')}-Regular.ttf") for font in fonts)
    return "\n".join(font if _FONT_FILE.fullmatch(font) else file for font, file in zip(fonts, made, strict=True))


def _currency(region: str) -> str:
    """The money of a region, `CNY` for `CN`; empty where none is known."""
    found: list[str] = get_territory_currencies(region) if len(region) == 2 else []
    return found[0] if found else ""
