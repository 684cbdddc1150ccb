"""Writes registry hives as Windows lays them out: keys, values and lists in one bin."""

import struct
from pathlib import Path

Keys = dict[str, "Keys | str | int | bytes | list[str]"]


def hive(path: Path, keys: Keys, *, is_dirty: bool = False) -> Path:
    """Write a hive. Keys are separated by `\\`; a value's name is what its key holds besides objects."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_written(_nested(keys), is_dirty))
    return path


def _nested(keys: Keys) -> Keys:
    root: Keys = {}
    for name, value in keys.items():
        *folders, last = name.split("\\")
        here = root
        for one in folders:
            here = here.setdefault(one, {})  # type: ignore[assignment]  # steps are keys
        if isinstance(value, dict):
            below = here.setdefault(last, {})
            below.update(_nested(value))  # type: ignore[union-attr]
        else:
            here[last] = value
    return root


def _written(root: Keys, is_dirty: bool) -> bytes:
    body = bytearray(b"\0" * 32)
    first = _nk(body, "ROOT", root)
    body += b"\0" * (-len(body) % 4096)
    body[:32] = struct.pack("<4sIIQQI", b"hbin", 0, len(body), 0, 0, 0)
    head = struct.pack("<4sIIQIIIIIII", b"regf", 2 if is_dirty else 1, 1, 0, 1, 5, 0, 1, first, len(body), 1)
    return head.ljust(4096, b"\0") + bytes(body)


def _cell(body: bytearray, content: bytes) -> int:
    at = len(body)
    size = (len(content) + 4 + 7) // 8 * 8
    body += struct.pack("<i", -size) + content.ljust(size - 4, b"\0")
    return at


def _nk(body: bytearray, name: str, content: Keys) -> int:
    encoded = name.encode("latin-1")
    folders = {key: value for key, value in content.items() if isinstance(value, dict)}
    values = {key: value for key, value in content.items() if not isinstance(value, dict)}
    at = _cell(body, b"\0" * (76 + len(encoded)))
    below = [_nk(body, key, value) for key, value in folders.items()]
    leaf = _cell(body, b"lf" + struct.pack("<H", len(below)) + b"".join(struct.pack("<I4s", one, b"\0" * 4) for one in below))
    records = [_vk(body, key, value) for key, value in values.items()]  # type: ignore[arg-type]
    listed = _cell(body, b"".join(struct.pack("<I", one) for one in records))
    body[at + 4 : at + 80 + len(encoded)] = struct.pack(
        "<2sHQIIIIIIIIIIIIII4sHH", b"nk", 0x20, 0, 0, 0, len(below), 0, leaf if below else 0xFFFFFFFF, 0xFFFFFFFF, len(records),
        listed if records else 0xFFFFFFFF, 0, 0xFFFFFFFF, 0, 0, 0, 0, b"\0" * 4, len(encoded), 0,
    ) + encoded  # fmt: skip
    return at


def _vk(body: bytearray, name: str, value: str | int | bytes | list[str]) -> int:
    encoded = name.encode("latin-1")
    match value:
        case int():
            return _cell(body, struct.pack("<2sHIIIHH", b"vk", len(encoded), 0x80000004, value, 4, 1, 0) + encoded)
        case str():
            kind, data = 1, value.encode("utf-16-le") + b"\0\0"
        case bytes():
            kind, data = 3, value
        case list():
            kind, data = 7, b"".join(one.encode("utf-16-le") + b"\0\0" for one in value) + b"\0\0"
    at = _cell(body, data)
    return _cell(body, struct.pack("<2sHIIIHH", b"vk", len(encoded), len(data), at, kind, 1, 0) + encoded)
