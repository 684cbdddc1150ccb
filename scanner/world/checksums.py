"""Checksums of commands that are in no library."""


def posix_crc(content: bytes) -> int:
    """The checksum of `cksum`. Source: POSIX.1-2017, cksum."""
    crc = 0
    length = len(content)
    tail = b""
    while length:
        tail += bytes((length & 255,))
        length >>= 8
    for byte in content + tail:
        crc = ((crc << 8) & 0xFFFFFFFF) ^ _CRC[((crc >> 24) ^ byte) & 255]
    return ~crc & 0xFFFFFFFF


def _crc_row(index: int) -> int:
    value = index << 24
    for _ in range(8):
        value = ((value << 1) ^ 0x04C11DB7) & 0xFFFFFFFF if value & 0x80000000 else (value << 1) & 0xFFFFFFFF
    return value


_CRC = tuple(map(_crc_row, range(256)))
