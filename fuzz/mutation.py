"""Changes to a whole container, from a seed: the same number gives the same change."""

import random
import struct
import zlib

_NUMBERS = (0, 1, 0x7F, 0x80, 0xFF, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF, 0xFFFFFFFFFFFFFFFF)
"""Where lengths and counts break."""


def mutated(content: bytes, number: int) -> bytes:
    """One to six changes: bits, numbers of all widths, cuts, repeats, swaps, strange names."""
    chance = random.Random(number)
    changed = bytearray(content)
    for _ in range(chance.randint(1, 6)):
        if not changed:
            break
        at = chance.randrange(len(changed))
        match chance.randrange(7):
            case 0:
                changed[at] ^= 1 << chance.randrange(8)
            case 1:
                width = chance.choice((1, 2, 4, 8))
                value = chance.choice(_NUMBERS) & ((1 << 8 * width) - 1)
                changed[at:at + width] = value.to_bytes(width, chance.choice(("little", "big")))
            case 2:
                del changed[at:at + chance.randint(1, 64)]
            case 3:
                changed[at:at] = changed[at:at + chance.randint(1, 200)]
            case 4:
                other = chance.randrange(len(changed))
                changed[at], changed[other] = changed[other], changed[at]
            case 5:
                changed[at:at + 3] = chance.choice((b"../", b"\x00/\x00", b"C:\\", b"nul"))
            case _:
                del changed[at:]
    return bytes(changed)


def mended(content: bytes) -> bytes:
    """A changed 7z archive with the checksums that it should have: else no change gets past them."""
    if not content.startswith(b"7z\xbc\xaf\x27\x1c") or len(content) < 32:
        return content
    offset, length = struct.unpack_from("<QQ", content, 12)
    header = content[32 + offset:32 + offset + length] if offset + length < len(content) else b""
    stated = struct.pack("<QQI", offset, length, zlib.crc32(header))
    return content[:8] + struct.pack("<I", zlib.crc32(stated)) + stated + content[32:]
