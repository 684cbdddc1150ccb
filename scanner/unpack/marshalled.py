"""Python's marshal format, as far as tables of names and numbers use it. The standard reader trusts its input; this one does not."""

from dataclasses import dataclass, field

from scanner.unpack.source import Damaged

_REFERENCE = 0x80
_NODES_MAX = 2_000_000
_LEVELS_MAX = 64

Value = int | str | bytes | None | bool | tuple["Value", ...]


@dataclass(slots=True)
class _Reader:
    content: bytes
    at: int = 0
    nodes: int = 0
    references: list[Value] = field(default_factory=list)

    def take(self, length: int) -> bytes:
        if length < 0 or self.at + length > len(self.content):
            raise Damaged("its table of contents ends early")
        taken = self.content[self.at : self.at + length]
        self.at += length
        return taken

    def number(self, length: int) -> int:
        return int.from_bytes(self.take(length), "little", signed=length > 1)


def unmarshalled(content: bytes) -> Value:
    """Lists and dictionaries come back as tuples. Raises Damaged for what no table holds (code, numbers with fractions)."""
    return _value(_Reader(content), 0)


def _value(reader: _Reader, level: int) -> Value:
    reader.nodes += 1
    if reader.nodes > _NODES_MAX or level > _LEVELS_MAX:
        raise Damaged("its table of contents is larger or deeper than any real one")
    head = reader.take(1)[0]
    index = len(reader.references) if head & _REFERENCE else None
    if index is not None:
        reader.references.append(None)
    value = _plain(reader, chr(head & ~_REFERENCE), level)
    if index is not None:
        reader.references[index] = value
    return value


def _plain(reader: _Reader, kind: str, level: int) -> Value:
    match kind:
        case "N":
            return None
        case "T" | "F":
            return kind == "T"
        case "i":
            return reader.number(4)
        case "z" | "Z":
            return reader.take(reader.number(1)).decode("ascii", "replace")
        case "u" | "a" | "A" | "t":
            return reader.take(reader.number(4)).decode("utf-8", "replace")
        case "s":
            return reader.take(reader.number(4))
        case ")":
            return tuple(_value(reader, level + 1) for _ in range(reader.number(1)))
        case "(" | "[" | "<" | ">":
            return tuple(_value(reader, level + 1) for _ in range(_length(reader)))
        case "r":
            return _referenced(reader)
        case "{":
            return tuple(_pairs(reader, level))
        case _:
            raise Damaged(f"its table of contents holds a value of type {kind!r}")


def _length(reader: _Reader) -> int:
    length = reader.number(4)
    if not 0 <= length <= len(reader.content) - reader.at:
        raise Damaged("its table of contents states more values than there are bytes")
    return length


def _referenced(reader: _Reader) -> Value:
    index = reader.number(4)
    if not 0 <= index < len(reader.references):
        raise Damaged("its table of contents refers to a value that is not there")
    return reader.references[index]


def _pairs(reader: _Reader, level: int) -> list[Value]:
    pairs: list[Value] = []
    while reader.content[reader.at : reader.at + 1] != b"0":
        key = _value(reader, level + 1)
        pairs.append((key, _value(reader, level + 1)))
    reader.take(1)
    return pairs
