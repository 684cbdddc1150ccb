"""The steps by which a 7z archive packs its content, undone block by block in constant memory."""

import bz2
import lzma
import struct
from collections.abc import Iterator

from scanner.unpack.arm64_filter import unfiltered_arm64
from scanner.unpack.bcj2 import unbranched
from scanner.unpack.seven_zip_header import Block, Coder
from scanner.unpack.source import Damaged
from scanner.unpack.streams import inflated, pulled, unzstd

Chunks = Iterator[bytes]

_DICTIONARY_BYTES_MAX = 512 << 20
"""Largest dictionary that is set up; `7z -mx=9` asks for 64 MiB, and none needs more than its content has bytes."""
_LEAST_DICTIONARY_BYTES = 4096
_CHUNK_BYTES = 1 << 16
"""Most that an LZMA2 chunk holds."""
_FILTERS = {
    b"\x03\x03\x01\x03": lzma.FILTER_X86,
    b"\x04": lzma.FILTER_X86,
    b"\x03\x03\x02\x05": lzma.FILTER_POWERPC,
    b"\x05": lzma.FILTER_POWERPC,
    b"\x03\x03\x04\x01": lzma.FILTER_IA64,
    b"\x06": lzma.FILTER_IA64,
    b"\x03\x03\x05\x01": lzma.FILTER_ARM,
    b"\x07": lzma.FILTER_ARM,
    b"\x03\x03\x07\x01": lzma.FILTER_ARMTHUMB,
    b"\x08": lzma.FILTER_ARMTHUMB,
    b"\x03\x03\x08\x05": lzma.FILTER_SPARC,
    b"\x09": lzma.FILTER_SPARC,
}
"""Filters that lay addresses in machine code anew. Source: `Methods.txt` of the LZMA SDK."""
_DELTA = b"\x03"
_BCJ2 = b"\x03\x03\x01\x1b"
_NAMES = {
    b"\x06\xf1\x07\x01": "encrypted (AES-256)",
    b"\x03\x04\x01": "packed by PPMd",
    b"\x04\x01\x09": "packed by Deflate64",
    b"\x0b": "filtered for RISC-V",
    b"\x04\xf7\x11\x02": "packed by brotli",
}


def unpacked_block(block: Block, packed: list[Chunks]) -> Chunks:
    """The content of a block out of its packed streams. Raises Damaged, also for a method that is not read."""
    by_input = dict(zip(block.packed_inputs, packed, strict=True))
    first_inputs, inputs = [], 0
    for coder in block.coders:
        first_inputs.append(inputs)
        inputs += coder.inputs
    opened: set[int] = set()

    def output(index: int) -> Chunks:
        if index in opened:
            raise Damaged("a block reads a stream twice")
        opened.add(index)
        coder, start = block.coders[index], first_inputs[index]
        sources = [output(block.bound[each]) if each in block.bound else by_input[each] for each in range(start, start + coder.inputs)]
        return _exactly(_decoded(coder, sources, block.sizes[index]), block.sizes[index])

    return output(block.last)


def _exactly(chunks: Chunks, size_bytes: int) -> Chunks:
    left = size_bytes
    for chunk in chunks if left else ():
        yield chunk[:left]
        left -= min(left, len(chunk))
        if not left:
            return
    if left:
        raise Damaged(f"its packed content ends {left} bytes early")


def _decoded(coder: Coder, sources: list[Chunks], size_bytes: int) -> Chunks:
    if coder.method == _BCJ2 and len(sources) == 4:
        return unbranched(*sources, size_bytes=size_bytes)
    if len(sources) != 1:
        raise Damaged("a step of its packing has several inputs, and is not known")
    (source,) = sources
    if coder.method in _FILTERS or coder.method == _DELTA:
        return pulled(_as_lzma2(source), lambda: _filter(coder), needs_end=False)
    match coder.method:
        case b"\x00":
            return source
        case b"\x03\x01\x01":
            return pulled(source, lambda: lzma1(coder.properties, size_bytes), needs_end=False)
        case b"\x0a":
            return unfiltered_arm64(source, start=int.from_bytes(coder.properties[:4], "little"))
        case b"\x21":
            return pulled(source, lambda: _lzma2(coder.properties, size_bytes), needs_end=False)
        case b"\x04\x01\x08":
            return inflated(source, window_bits=-15)
        case b"\x04\x02\x02":
            return pulled(source, bz2.BZ2Decompressor, needs_end=False)
        case b"\x04\xf7\x11\x01":
            return unzstd(source)
    raise Damaged(f"it is {_NAMES.get(coder.method, f'packed by the method {coder.method.hex()}')}, which is not read")


def lzma1(properties: bytes, size_bytes: int) -> lzma.LZMADecompressor:
    """By the five bytes in front of such a stream. `size_bytes` is the most that comes out. Raises ValueError."""
    if len(properties) < 5 or properties[0] >= 225:
        raise ValueError("its LZMA properties are none")
    first, (dictionary_bytes,) = properties[0], struct.unpack_from("<I", properties, 1)
    return lzma.LZMADecompressor(
        lzma.FORMAT_RAW,
        filters=[
            {
                "id": lzma.FILTER_LZMA1,
                "dict_size": _bounded(dictionary_bytes, size_bytes),
                "lc": first % 9,
                "lp": first // 9 % 5,
                "pb": first // 45,
            }
        ],
    )


def _lzma2(properties: bytes, size_bytes: int) -> lzma.LZMADecompressor:
    code = properties[0] if properties else 40
    dictionary_bytes = (2 | code & 1) << code // 2 + 11 if code < 40 else 0xFFFFFFFF
    return lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=[{"id": lzma.FILTER_LZMA2, "dict_size": _bounded(dictionary_bytes, size_bytes)}])


def _bounded(dictionary_bytes: int, size_bytes: int) -> int:
    return max(_LEAST_DICTIONARY_BYTES, min(dictionary_bytes, size_bytes, _DICTIONARY_BYTES_MAX))


def _filter(coder: Coder) -> lzma.LZMADecompressor:
    if coder.method == _DELTA:
        first = {"id": lzma.FILTER_DELTA, "dist": (coder.properties[0] if coder.properties else 0) + 1}
    else:
        first = {"id": _FILTERS[coder.method]}
    return lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=[first, {"id": lzma.FILTER_LZMA2, "dict_size": _CHUNK_BYTES}])


def _as_lzma2(source: Chunks) -> Chunks:
    """As an LZMA2 stream of stored chunks: liblzma applies a filter only in front of a decoder, and withholds the last bytes where
    that knows no end."""
    control = b"\x01"
    for chunk in source:
        for at in range(0, len(chunk), _CHUNK_BYTES):
            piece = chunk[at : at + _CHUNK_BYTES]
            yield control + struct.pack(">H", len(piece) - 1) + piece
            control = b"\x02"
    yield b"\x00"
