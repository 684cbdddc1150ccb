"""A WebAssembly module given more exports, so that the host can take up a guest where another one stood."""

TABLE = "unmask_table"
"""The table of functions that are called by pointer."""
STACK = "unmask_stack"
"""The pointer of the stack in linear memory: the first global of what LLVM links."""
_CUSTOM, _EXPORTS = 0, 7
_TABLE_KIND, _GLOBAL_KIND = 1, 3


def with_exports(content: bytes) -> bytes:
    """The module with its table and its stack pointer exported, and without debug information. Raises IndexError for a truncated one."""
    out = bytearray(content[:8])
    at = 8
    while at < len(content):
        kind = content[at]
        size, start = _number(content, at + 1)
        body = content[start : start + size]
        at = start + size
        if kind == _CUSTOM:
            continue  # names and debug information, which nothing needs
        if kind == _EXPORTS:
            count, first = _number(body, 0)
            body = _encoded(count + 2) + body[first:] + _export(TABLE, _TABLE_KIND) + _export(STACK, _GLOBAL_KIND)
        out += bytes([kind]) + _encoded(len(body)) + body
    return bytes(out)


def _export(name: str, kind: int) -> bytes:
    return _encoded(len(name)) + name.encode() + bytes([kind]) + _encoded(0)


def _number(content: bytes, at: int) -> tuple[int, int]:
    """An unsigned LEB128 number and the place behind it."""
    value = shift = 0
    while True:
        byte = content[at]
        at += 1
        value |= (byte & 0x7F) << shift
        shift += 7
        if not byte & 0x80:
            return value, at


def _encoded(value: int) -> bytes:
    out = bytearray()
    while True:
        byte, value = value & 0x7F, value >> 7
        out.append(byte | (0x80 if value else 0))
        if not value:
            return bytes(out)
