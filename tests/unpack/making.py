"""Small containers of every format, made by hand or by the standard library."""

import bz2
import gzip
import hashlib
import io
import json
import lzma
import marshal
import plistlib
import struct
import tarfile
import zipfile
import zlib
from dataclasses import dataclass

import brotli
import lz4.frame
import lzfse
import zstandard

ELF = b"\x7fELF\x02\x01\x01" + bytes(9) + struct.pack("<HHIQQQIHHHHHH", 2, 62, 1, 0, 0, 0, 0, 64, 56, 0, 64, 0, 0)
"""A header that accounts for 64 bytes."""
PE = b"MZ" + bytes(58) + struct.pack("<I", 64) + b"PE\x00\x00" + bytes(20)
MACHO = b"\xcf\xfa\xed\xfe" + bytes(28)
SCRIPT = b"const answer = require('node:os').hostname();\nfunction main() { return answer; }\nmodule.exports = main;\n"


def tar_of(files: dict[str, bytes], **modes: int) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for name, content in files.items():
            member = tarfile.TarInfo(name)
            member.size, member.mode = len(content), modes.get("mode", 0o644)
            archive.addfile(member, io.BytesIO(content))
    return stream.getvalue()


def tar_with_link(name: str, target: str, *, kind: bytes = tarfile.SYMTYPE) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        member = tarfile.TarInfo(name)
        member.type, member.linkname = kind, target
        archive.addfile(member)
    return stream.getvalue()


def tgz_of(files: dict[str, bytes]) -> bytes:
    return gzip.compress(tar_of(files), mtime=0)


def zip_of(files: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo("x")
            entry.filename, entry.compress_type = name, zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return stream.getvalue()


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    name: str
    content: bytes
    encoding: int = 1
    bytecode: bytes = b""
    loader: int = 1


def bun_payload(modules: tuple[Module, ...], *, record_bytes: int = 52, offsets_bytes: int = 32, entry: int = 0) -> bytes:
    """A module graph of Bun with its trailer."""
    data, records = bytearray(), bytearray()

    def put(content: bytes) -> tuple[int, int]:
        at = len(data)
        data.extend(content + b"\x00")
        return at, len(content)

    for module in modules:
        places = [put(module.name.encode()), put(module.content), (0, 0)]
        if record_bytes > 28:
            places.append(put(module.bytecode) if module.bytecode else (0, 0))
        places += [(0, 0)] * ((record_bytes - 4 - 8 * len(places)) // 8)
        records += b"".join(struct.pack("<II", *place) for place in places) + bytes([module.encoding, module.loader, 1, 0])
    table = len(data)
    data += records
    offsets = struct.pack("<QIII", len(data), table, len(records), entry)
    return bytes(data) + offsets + bytes(offsets_bytes - len(offsets)) + b"\n---- Bun! ----\n"


def asar_of(files: dict[str, bytes], *, digest: str | None = None) -> bytes:
    index: dict[str, object] = {}
    data = b""
    for name, content in files.items():
        integrity = {"algorithm": "SHA256", "hash": digest or hashlib.sha256(content).hexdigest()}
        index[name] = {"offset": str(len(data)), "size": len(content), "integrity": integrity}
        data += content
    text = json.dumps({"files": index}).encode()
    padded = text + bytes(-len(text) % 4)
    return struct.pack("<IIII", 4, len(padded) + 8, len(padded) + 4, len(text)) + padded + data


def sea_of(main: bytes, assets: dict[str, bytes], *, extra: bytes = b"") -> bytes:
    def text(content: bytes) -> bytes:
        return struct.pack("<Q", len(content)) + content

    listed = struct.pack("<Q", len(assets)) + b"".join(text(key.encode()) + text(content) for key, content in assets.items())
    return struct.pack("<II", 0x143DA20, 8 if assets else 0) + extra + text(b"app/main.cjs") + text(main) + (listed if assets else b"")


def ar_of(files: dict[str, bytes]) -> bytes:
    out = b"!<arch>\n"
    for name, content in files.items():
        out += f"{name:<16}{0:<12}{0:<6}{0:<6}{644:<8}{len(content):<10}`\n".encode() + content + b"\n" * (len(content) % 2)
    return out


def cpio_of(files: dict[str, bytes]) -> bytes:
    out = b""
    for name, content in {**files, "TRAILER!!!": b""}.items():
        head = b"070701" + b"".join(
            b"%08x" % number for number in (1, 0o100755, 0, 0, 1, 0, len(content), 0, 0, 0, 0, len(name) + 1, 0)
        ) + name.encode() + b"\x00"
        out += head + bytes(-len(head) % 4) + content + bytes(-len(content) % 4)
    return out


def rpm_of(payload: bytes) -> bytes:
    header = b"\x8e\xad\xe8\x01" + bytes(4) + struct.pack(">II", 1, 4) + bytes(16) + b"abcd"
    lead = b"\xed\xab\xee\xdb" + bytes(92)
    return lead + header + bytes(-len(lead + header) % 8) + header + payload


def pkg_of(files: dict[str, bytes], *, compression: int = 0) -> bytes:
    pack = {0: bytes, 1: gzip.compress, 2: brotli.compress}[compression]
    table: dict[str, object] = {}
    data = b""
    names = {"": "0", "snapshot": "1"} if compression else {}
    for number, (name, content) in enumerate(files.items()):
        packed = pack(content)
        if compression:
            names[name] = str(number + 2)
        key = f"0/1/{number + 2}" if compression else f"/snapshot/{name}"
        table[key] = {"1": [len(data), len(packed)]}
        data += packed
    prelude = (
        "(function(process, require, console, EXECPATH_FD, PAYLOAD_POSITION, PAYLOAD_SIZE) { return (function () {\n  run();\n"
        f"}})(function (exports) {{\n}},\n{json.dumps(table)}\n,\n\"/snapshot/{next(iter(files))}\"\n,\n{{}}\n,\n{json.dumps(names)}\n,\n{compression}\n);\n}})"
    )
    return data + prelude.encode()


def deno_of(files: dict[str, bytes], modules: dict[str, bytes]) -> bytes:
    def sized(content: bytes, form: str = "<Q") -> bytes:
        return struct.pack(form, len(content)) + content

    data, entries = b"", []
    for name, content in files.items():
        entries.append({"File": {"n": name, "o": [len(data), len(content)]}})
        data += content
    specifiers = b"".join(sized(name.encode(), "<I") + struct.pack("<I", index) for index, name in enumerate(modules))
    remote = b"".join(
        struct.pack("<IB", index, 0) + sized(content, "<I") + b"\x01" + sized(b"transpiled()", "<I")
        for index, content in enumerate(modules.values())
    )
    return (
        b"d3n0l4nd" + sized(json.dumps({"entrypoint_key": next(iter(files))}).encode()) + sized(b"")
        + struct.pack("<I", len(modules)) + specifiers + struct.pack("<I", 0) + struct.pack("<I", len(modules)) + remote
        + sized(json.dumps(entries).encode()) + sized(data) + b"d3n0l4nd"
    )


def pyz_of(modules: dict[str, bytes]) -> bytes:
    body, table = b"", []
    for name, content in modules.items():
        packed = zlib.compress(content)
        table.append((name, (0, 12 + len(body), len(packed))))
        body += packed
    return b"PYZ\x00" + b"\xa7\x0d\x0d\x0a" + struct.pack(">I", 12 + len(body)) + body + marshal.dumps(table)


def pyinstaller_of(files: dict[str, tuple[str, bytes]]) -> bytes:
    """Contents by name, each with the letter of its type."""
    body, table = b"", b""
    for name, (kind, content) in files.items():
        packed = zlib.compress(content)
        text = name.encode() + b"\x00"
        table += struct.pack(">IIIIB", 18 + len(text), len(body), len(packed), len(content), 1) + kind.encode() + text
        body += packed
    length = len(body) + len(table) + 88
    cookie = b"MEI\x0c\x0b\x0a\x0b\x0e" + struct.pack(">IIII", length, len(body), len(table), 311) + b"libpython3.11.so".ljust(64, b"\x00")
    return body + table + cookie


def dotnet_of(files: dict[str, bytes], *, start: int, major: int = 6) -> bytes:
    """A bundle that lies at an offset of its host, marker first."""
    marker = hashlib.sha256(b".net core bundle\n").digest()
    data, entries = b"", b""
    base = start + 8 + len(marker)
    for name, content in files.items():
        packed = zlib.compressobj(wbits=-15)
        body = packed.compress(content) + packed.flush() if major >= 6 else content
        entries += struct.pack("<qq", base + len(data), len(content)) + (struct.pack("<q", len(body)) if major >= 6 else b"")
        entries += b"\x01" + bytes([len(name)]) + name.encode()
        data += body
    header = struct.pack("<IIi", major, 0, len(files)) + b"\x02id" + (bytes(40) if major >= 2 else b"") + entries
    return struct.pack("<q", base + len(data)) + marker + data + header


def zstd_of(content: bytes) -> bytes:
    return zstandard.ZstdCompressor().compress(content)


def lz4_of(content: bytes) -> bytes:
    return bytes(lz4.frame.compress(content, content_checksum=True))


_DMG_RUNS = {
    0x00000001: bytes, 0x80000005: zlib.compress, 0x80000006: bz2.compress, 0x80000007: lzfse.compress, 0x80000008: lzma.compress,
    0x80000004: lambda content: b"".join(bytes([0x80 | len(piece) - 1]) + piece for piece in _pieces(content, 128)),
}


def dmg_of(partitions: dict[str, bytes], *, run: int = 0x80000005, run_bytes: int = 65536, segments: int = 1, behind: bytes = b"") -> bytes:
    """An Apple disk image. `behind` lies where no run is. The runs are of one kind; those that hold zeros only are left out as `hdiutil` does."""
    data, tables = b"", []
    for name, content in partitions.items():
        content += bytes(-len(content) % 512)
        runs = b""
        for index, piece in enumerate(_pieces(content, run_bytes)):
            packed = _DMG_RUNS[run](piece) if piece.strip(b"\x00") else b""
            kind = run if packed else 2
            runs += struct.pack(">II4Q", kind, 0, index * run_bytes // 512, len(piece) // 512, len(data), len(packed))
            data += packed
        runs += struct.pack(">II4Q", 0xFFFFFFFF, 0, len(content) // 512, 0, len(data), 0)
        head = b"mish" + struct.pack(">IQQQII24x136xI", 1, 0, len(content) // 512, 0, 0, 0, len(runs) // 40)
        tables.append({"Name": name, "ID": str(len(tables)), "Attributes": "0x0050", "Data": head + runs})
    data += behind
    listed = plistlib.dumps({"resource-fork": {"blkx": tables}})
    koly = struct.pack(">4sIIIQQQQQII16s", b"koly", 4, 512, 1, 0, 0, len(data), 0, 0, 1, segments, bytes(16))
    koly = koly.ljust(216, b"\x00") + struct.pack(">QQ", len(data), len(listed))
    return data + listed + koly.ljust(512, b"\x00")


def gpt_of(partitions: tuple[bytes, ...]) -> bytes:
    """A disk with a table of partitions, sector for sector."""
    data, entries = b"", b""
    for content in partitions:
        content += bytes(-len(content) % 512)
        first = 34 + len(data) // 512
        entries += b"\x01" * 32 + struct.pack("<QQ", first, first + len(content) // 512 - 1) + bytes(80)
        data += content
    head = b"EFI PART" + bytes(64) + struct.pack("<QII", 2, len(partitions), 128)
    return bytes(512) + head.ljust(512, b"\x00") + entries.ljust(32 * 512, b"\x00") + data


def _pieces(content: bytes, length: int) -> list[bytes]:
    return [content[at:at + length] for at in range(0, len(content), length)]


def xar_of(files: dict[str, bytes], *, encoding: str = "application/x-gzip") -> bytes:
    heap, listed = bytes(20), ""
    for number, (name, content) in enumerate(files.items()):
        packed = zlib.compress(content) if encoding.endswith("gzip") else content
        listed += (
            f"<file id='{number}'><data><length>{len(packed)}</length><offset>{len(heap)}</offset><size>{len(content)}</size>"
            f"<encoding style='{encoding}'/></data><mode>0755</mode><type>file</type><name>{name}</name></file>"
        )
        heap += packed
    table = zlib.compress(f"<?xml version='1.0'?><xar><toc>{listed}</toc></xar>".encode())
    return b"xar!" + struct.pack(">HHQQI", 28, 1, len(table), 0, 1) + table + heap


def pbzx_of(content: bytes) -> bytes:
    packed = lzma.compress(content)
    return b"pbzx" + struct.pack(">Q", 1 << 24) + struct.pack(">QQ", len(content), len(packed)) + packed


def pe_of(resources: dict[int, bytes], *, behind: bytes = b"", signature: bytes = b"") -> bytes:
    """A program with a section of resources, one of each kind, an overlay, and a signature behind that."""
    base, count = 0x1000, len(resources)
    folders_bytes = 16 + 8 * count + count * (2 * 24 + 16)
    table = struct.pack("<12xHH", 0, count)
    levels, leaves, data = b"", b"", b""
    for index, (kind, content) in enumerate(resources.items()):
        at = 16 + 8 * count + index * 48
        leaf = 16 + 8 * count + count * 48 + index * 16
        table += struct.pack("<II", kind, at | 0x80000000)
        levels += struct.pack("<12xHHII", 0, 1, 1, (at + 24) | 0x80000000) + struct.pack("<12xHHII", 0, 1, 1033, leaf)
        leaves += struct.pack("<IIII", base + folders_bytes + len(data), len(content), 0, 0)
        data += content
    section = table + levels + leaves + data
    start = 64 + 24 + 240 + 40
    directories = [(0, 0)] * 16
    directories[2] = (base, len(section))
    directories[4] = (start + len(section) + len(behind), len(signature)) if signature else (0, 0)
    optional = struct.pack("<H110x", 0x20B) + b"".join(struct.pack("<II", *each) for each in directories)
    head = b"MZ" + bytes(58) + struct.pack("<I", 64) + b"PE\x00\x00" + struct.pack("<HH12xHH", 0x8664, 1, len(optional), 0x22)
    record = struct.pack("<8s4I16x", b".rsrc", len(section), base, len(section), start)
    return head + optional + record + section + behind + signature


def nsis_of(files: dict[str, bytes], *, strings: tuple[str, ...] = (), is_solid: bool = False) -> bytes:
    """An installer: one command for each file, in the folder `app`. Apart and packed by Deflate, or as one by LZMA."""
    pieces, commands = b"", b""
    texts = ["", "\x03\u8081\\app", *strings]
    commands += struct.pack("<7I", 11, 1, 1, 0, 0, 0, 0)
    for name, content in files.items():
        place = sum(len(text) + 1 for text in texts)
        commands += struct.pack("<7I", 20, 0, place, len(pieces), 0, 0, 0)
        texts.append(name)
        packed = content if is_solid else _raw_deflate(content)
        pieces += struct.pack("<I", len(packed) | (0 if is_solid else 0x80000000)) + packed
    text = b"".join(each.encode("utf-16-le") + b"\x00\x00" for each in texts)
    at = 4 + 8 * 8
    blocks = [(0, 0), (0, 0), (at, len(commands) // 28), (at + len(commands), 0), (at + len(commands) + len(text), 0), *[(0, 0)] * 3]
    header = struct.pack("<I", 0) + b"".join(struct.pack("<II", *block) for block in blocks) + commands + text
    if is_solid:
        filters = [{"id": lzma.FILTER_LZMA1, "dict_size": 1 << 23, "lc": 3, "lp": 0, "pb": 2}]
        plain = struct.pack("<I", len(header)) + header + pieces
        body = b"\x5d" + struct.pack("<I", 1 << 23) + lzma.compress(plain, lzma.FORMAT_RAW, filters=filters)
    else:
        packed = _raw_deflate(header)
        body = struct.pack("<I", len(packed) | 0x80000000) + packed + pieces
    head = struct.pack("<I", 0) + b"\xef\xbe\xad\xdeNullsoftInst" + struct.pack("<II", len(header), 28 + len(body) + 4)
    program = pe_of({})
    return program + bytes(-len(program) % 512) + head + body + bytes(4)


def nuitka_of(files: dict[str, bytes], *, is_packed: bool = True, is_wide: bool = False) -> bytes:
    """The payload alone. Wide ones, of Windows, have no flags."""
    codec, end = ("utf-16-le", b"\x00\x00") if is_wide else ("utf-8", b"\x00")
    body = b"".join(
        name.encode(codec) + end + (b"" if is_wide else b"\x01") + struct.pack("<Q", len(content)) + content
        for name, content in files.items()
    ) + end
    return b"KAY" + zstd_of(body) if is_packed else b"KAX" + body


def _raw_deflate(content: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(content) + packer.flush()
