"""Whether bytes without any header are sampled sound: 16-bit numbers, least byte first, each near the one before."""

import sys
from array import array
from itertools import pairwise

MAX_BYTES = 8 * 1024 * 1024
"""Two minutes of speech at 32 kHz; what is longer is not taken for sound."""
_MIN_BYTES = 2_048
_WINDOW = 1_024
"""Samples that are looked at together: all windows must be sound, or a part could be anything."""
_ROUGHNESS = 0.5
"""Mean square of the steps by the variance. Unrelated numbers have 2, machine code and what is packed 1.5 and more, speech at 16 kHz 0.04,
its sibilants up to 0.4."""
_SILENCE = 48.0**2
"""Variance of what is nearly silent, where noise has no neighbours: numbers that leave the upper byte empty."""
_ROUGH_SHARE = 0.05
"""Part of the windows that may be rough (a cymbal, an `s`)."""


def is_sampled_sound(content: bytes) -> bool:
    """True for numbers that swing smoothly around nothing. Does not know 8-bit, 24-bit or compressed sound."""
    if not _MIN_BYTES <= len(content) <= MAX_BYTES:
        return False
    samples = array("h", content[: len(content) // 2 * 2])
    if sys.byteorder == "big":
        samples.byteswap()
    windows = [samples[start : start + _WINDOW] for start in range(0, len(samples), _WINDOW)]
    rough = sum(not _is_smooth(window) for window in windows if len(window) > 1)
    return any(samples) and rough <= len(windows) * _ROUGH_SHARE


def _is_smooth(window: "array[int]") -> bool:
    mean = sum(window) / len(window)
    variance = sum((one - mean) ** 2 for one in window) / len(window)
    steps = sum((after - before) ** 2 for before, after in pairwise(window)) / len(window)
    return variance <= _SILENCE or steps <= variance * _ROUGHNESS
