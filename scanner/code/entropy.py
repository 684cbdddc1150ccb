"""How much bytes tell: what is packed or encrypted comes near to 8 bits a byte."""

import math
from collections import Counter


def entropy_bits(content: bytes) -> float:
    """Shannon entropy of the bytes, 0 to 8 bits a byte."""
    total = len(content)
    return -sum(count / total * math.log2(count / total) for count in Counter(content).values()) if total else 0.0
