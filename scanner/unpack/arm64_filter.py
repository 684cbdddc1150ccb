"""The filter of 7-Zip and xz for ARM64 programs: calls and page addresses lie with absolute targets, so that they repeat.

Source: `Bra.c` of the LZMA SDK and `arm64.c` of XZ Utils describe it. Only words that may be such an instruction are looked at.
"""

import re
from collections.abc import Iterator

_CANDIDATE = re.compile(rb"[\x94-\x97\x90\xb0\xd0\xf0]")
"""The highest byte of `BL`, and of `ADRP`."""
_WORD_BYTES = 4


def unfiltered_arm64(chunks: Iterator[bytes], *, start: int = 0) -> Iterator[bytes]:
    """The program as it was. `start` is the address that its first byte counts as."""
    rest = b""
    for chunk in chunks:
        block = bytearray(rest + chunk)
        whole = len(block) & -_WORD_BYTES
        for found in _CANDIDATE.finditer(block[:whole]):
            at = found.start() - 3
            if at % _WORD_BYTES == 0:
                word = int.from_bytes(block[at:at + _WORD_BYTES], "little")
                block[at:at + _WORD_BYTES] = _relative(word, start + at).to_bytes(_WORD_BYTES, "little")
        yield bytes(block[:whole])
        rest = bytes(block[whole:])
        start += whole
    yield rest


def _relative(word: int, place: int) -> int:
    if word >> 26 == 0x25:  # BL
        return 0x94000000 | word - (place >> 2) & 0x03FFFFFF
    page = word >> 29 & 3 | word >> 3 & 0x001FFFFC
    if word & 0x9F000000 != 0x90000000 or page + 0x00020000 & 0x001C0000:
        return word  # no ADRP, or one whose target is too far to have been changed
    target = page - (place >> 12)
    high = 0x00E00000 if target & 0x00020000 else 0
    return word & 0x9000001F | (target & 3) << 29 | (target & 0x0003FFFC) << 3 | high
