"""Changes to a whole container, from a seed: the same number gives the same change."""

import random

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
