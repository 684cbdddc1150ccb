"""Bounds on what hostile input may cost. Each is an option of the command line and is reported when hit."""

from dataclasses import dataclass

MIB = 1024 * 1024
GIB = 1024 * MIB


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Defaults are those of the contract; counts are per outermost artifact, times per worker attempt."""

    nesting_levels: int = 32
    entries: int = 200_000
    unpacked_bytes: int = 4 * GIB
    ratio: int = 200
    """Unpacked to packed bytes, applied once more than `ratio_floor_bytes` were unpacked."""
    ratio_floor_bytes: int = 64 * MIB
    worker_s: float = 120.0
    worker_bytes: int = 2 * GIB
    """Resident anonymous memory of one worker child."""
    answer_bytes: int = 256 * MIB
    """Size of one serialised answer of a worker."""
