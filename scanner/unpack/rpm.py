"""RPM packages: a lead, two headers, and a compressed cpio archive as the payload."""

from scanner.unpack.sink import Sink
from scanner.unpack.source import Damaged, Source

_LEAD_BYTES = 96
_HEADER_MAGIC = b"\x8e\xad\xe8"
_INTRODUCTION_BYTES = 16
_ENTRY_BYTES = 16


def open_rpm(source: Source, sink: Sink) -> None:
    signature_end = _header_end(source, _LEAD_BYTES)
    payload = _header_end(source, signature_end + -signature_end % 8)
    sink.add("payload", source.chunks(payload), is_name_of_member=False)


def _header_end(source: Source, at: int) -> int:
    introduction = source.exactly(at, _INTRODUCTION_BYTES)
    if not introduction.startswith(_HEADER_MAGIC):
        raise Damaged(f"there is no header at offset {at}")
    entries, store_bytes = int.from_bytes(introduction[8:12]), int.from_bytes(introduction[12:16])
    end = at + _INTRODUCTION_BYTES + entries * _ENTRY_BYTES + store_bytes
    if end > source.size:
        raise Damaged(f"the header at offset {at} reaches beyond the end")
    return end
