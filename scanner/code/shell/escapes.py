"""Escapes of the shell's quoted texts."""

import re

_SIMPLE_ESCAPES = {
    "a": "\a",
    "b": "\b",
    "e": "\x1b",
    "E": "\x1b",
    "f": "\f",
    "n": "\n",
    "r": "\r",
    "t": "\t",
    "v": "\v",
    "\\": "\\",
    "'": "'",
    '"': '"',
    "?": "?",
}
_ESCAPE = re.compile(
    r"\\(?:x([0-9a-fA-F]{1,2})|x\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{1,4})|U([0-9a-fA-F]{1,8})|0?([0-7]{1,3})|c(.)|(.))", re.DOTALL
)


def unescaped(text: str) -> str:
    r"""What `$'...'` and `printf` make of escapes: `\n`, `\x41`, `\101`, `\u4e2d`. Bytes above 127 in a row are read as UTF-8."""
    if "\\" not in text:
        return text

    def one(match: re.Match[str]) -> str:
        byte, braced, short, wide, octal, control, letter = match.groups()
        if byte or octal:
            number = int(byte, 16) if byte else int(octal, 8) & 255
            return chr(number) if number < 128 else chr(0xDC00 + number)
        if braced or short or wide:
            return _character(int(braced or short or wide, 16))
        if control:
            return chr(ord(control.upper()) & 31)
        return _SIMPLE_ESCAPES.get(letter, "\\" + letter)

    found = _ESCAPE.sub(one, text)
    return found.encode("utf-8", "surrogateescape").decode("utf-8", "replace") if re.search("[\udc80-\udcff]", found) else found


def _character(number: int) -> str:
    return chr(number) if number < 0xD800 or 0xE000 <= number < 0x110000 else "\ufffd"
