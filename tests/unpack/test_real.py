"""Output of the real tools that make executables and archives: what is in it is opened."""

import json
import os
import shutil
import stat
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from scanner.model.artifact import Artifact
from scanner.model.artifact import ArtifactKind as Kind
from tests.real import npm_package
from tests.unpack.conftest import Unpack

pytestmark = pytest.mark.real

_BUN = {
    "1.2.17": "59a28e30598da462b2937dab2b54e6c9d3885d880751eeb91826ddd2719e2fad",
    "1.3.10": "0b090fe51eb04661b46b997d68d611347bbbf33f617ffd74975747b7d736ec32",
    "1.4.5": "0c72edca57b0cbf0a07a242daf0ea8ea96711827f042b80a1c383ce1cc51c771",
}
"""36-byte records at the tail, 52-byte records at the tail, 52-byte records in a section."""
_DENO = ("@deno/linux-x64-glibc@2.9.6", "a6596af07f3570b4f1ffa6783bfee9942aac14a719a601baa6bf5b71bf0105e2")
_NPM_TOOLS = ("@electron/asar@3.4.1", "postject@1.0.0-alpha.6", "@yao-pkg/pkg@6.14.2")
_PYINSTALLER = "pyinstaller==6.22.3"
_SOURCE = 'import { x } from "./lib.js";\nconsole.log("main", x, process.platform);\n'
_SECONDS = 600


@pytest.mark.parametrize("version", _BUN)
@pytest.mark.parametrize("flags", [(), ("--bytecode", "--format=cjs", "--sourcemap")], ids=["plain", "bytecode"])
def test_what_bun_compiles_is_opened(unpacked: Unpack, tmp_path: Path, version: str, flags: tuple[str, ...]) -> None:
    bun = _member(npm_package(f"@oven/bun-linux-x64@{version}", _BUN[version]), "package/bin/bun", tmp_path)
    _sources(tmp_path)
    _run([bun, "build", "--compile", *flags, "app.js", "--outfile", "tool"], tmp_path)
    found = unpacked(tmp_path / "tool", "tool")
    (entry,) = (one for one in found.artifacts if one.is_entry)
    assert (found.artifacts[0].kind, entry.kind) == (Kind.BUN, Kind.JAVASCRIPT)
    assert b"lib constant" in entry.content.read_bytes()
    assert any(one.kind is Kind.JS_BYTECODE for one in found.artifacts) is bool(flags)
    assert any(_name(one).endswith("#source-map/app.js") for one in found.artifacts) is bool(flags)
    assert not any(one.is_gap for one in found.coverage)


def test_what_deno_compiles_is_opened(unpacked: Unpack, tmp_path: Path) -> None:
    deno = _member(npm_package(*_DENO), "package/deno", tmp_path)
    _sources(tmp_path)
    (tmp_path / "app.ts").write_text(_SOURCE + "const typed: number = 1;\n")
    # The slim runtime is not in the registry: any executable may stand for it, as the section is what counts.
    _run([deno, "compile", "--no-check", "-o", "tool", "app.ts"], tmp_path, DENORT_BIN=str(deno))
    found = unpacked(tmp_path / "tool", "tool")
    (entry,) = (one for one in found.artifacts if one.is_entry)
    assert (found.artifacts[0].kind, entry.name, entry.kind) == (Kind.DENO, "app.ts", Kind.TYPESCRIPT)
    assert {one.name for one in found.artifacts} >= {"lib.js", "app.ts#transpiled"}


def test_what_node_and_postject_make_is_opened(unpacked: Unpack, tmp_path: Path) -> None:
    node, postject = _tool("node"), _npm_tool("postject")
    (tmp_path / "main.cjs").write_text("console.log('main', require('node:os').platform());\n")
    (tmp_path / "asset.txt").write_text("an asset\n")
    settings = {"main": "main.cjs", "output": "sea.blob", "useCodeCache": True, "assets": {"a.txt": "asset.txt"}}
    (tmp_path / "sea.json").write_text(json.dumps(settings))
    _run([node, "--experimental-sea-config", "sea.json"], tmp_path)
    shutil.copy(Path(node).resolve(), tmp_path / "tool")
    fuse = "NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2"
    _run([postject, "tool", "NODE_SEA_BLOB", "sea.blob", "--sentinel-fuse", fuse], tmp_path)
    found = unpacked(tmp_path / "tool", "tool")
    assert [(one.kind, one.trail[-1]) for one in found.artifacts] == [
        (Kind.NODE_SEA, "tool"), (Kind.JAVASCRIPT, "main.cjs"), (Kind.JS_BYTECODE, "main.cjs#bytecode"), (Kind.TEXT, "assets/a.txt"),
    ]


@pytest.mark.parametrize("compression", ["None", "GZip", "Brotli"])
def test_what_pkg_makes_is_opened(unpacked: Unpack, tmp_path: Path, compression: str) -> None:
    pkg = _npm_tool("pkg")
    (tmp_path / "main.js").write_text("const lib = require('./lib'); console.log('main', lib);\n")
    (tmp_path / "lib.js").write_text("module.exports = 42;\n")
    # Its patched runtimes are in no registry: the placeholders that they have are all that the packer needs.
    marks = b"\x00" + b"// BAKERY " * 20 + b"\x00" + b" ".join(
        b"'// %s_%s //'" % (part, what) for part in (b"PAYLOAD", b"PRELUDE") for what in (b"POSITION", b"SIZE")
    )
    runtime = tmp_path / "runtime"
    runtime.write_bytes(Path(_tool("node")).resolve().read_bytes() + marks)
    runtime.chmod(0o755)
    _run([
        pkg, "--no-bytecode", "--public", "--public-packages", "*", "-C", compression, "-t", "node20-linux-x64", "-o", "tool", "main.js",
    ], tmp_path, PKG_NODE_PATH=str(runtime))
    found = unpacked(tmp_path / "tool", "tool")
    assert found.artifacts[0].kind is Kind.VERCEL_PKG
    assert {one.name: one.is_entry for one in found.artifacts if one.kind is Kind.JAVASCRIPT} == {"main.js": True, "lib.js": False}


def test_what_asar_packs_is_opened(unpacked: Unpack, tmp_path: Path) -> None:
    asar = _npm_tool("asar")
    (tmp_path / "source" / "lib").mkdir(parents=True)
    (tmp_path / "source" / "package.json").write_text('{"name": "x", "main": "lib/main.js"}')
    (tmp_path / "source" / "lib" / "main.js").write_text("module.exports = () => require('electron');\n")
    _run([asar, "pack", "source", "app.asar"], tmp_path)
    found = unpacked(tmp_path / "app.asar", "app.asar")
    assert [one.subject for one in found.artifacts if one.is_entry] == ["app.asar!/lib/main.js"]
    assert not any(one.is_gap for one in found.coverage)


def test_what_pyinstaller_makes_is_opened(unpacked: Unpack, tmp_path: Path) -> None:
    place = tmp_path / "environment"
    _run([sys.executable, "-m", "venv", str(place)], tmp_path)
    if subprocess.run([place / "bin" / "pip", "install", "-q", _PYINSTALLER], check=False, timeout=_SECONDS).returncode:
        pytest.skip("pyinstaller cannot be installed")
    (tmp_path / "hello.py").write_text("import json\nprint(json.dumps({'a': 1}))\n")
    _run([place / "bin" / "pyinstaller", "-F", "hello.py", "--log-level", "ERROR"], tmp_path)
    found = unpacked(tmp_path / "dist" / "hello", "hello")
    names = {_name(one) for one in found.artifacts}
    assert found.artifacts[0].kind is Kind.PYINSTALLER
    assert {"hello.pyc", "json/__init__.pyc", "zipfile.pyc"} & names >= {"hello.pyc", "json/__init__.pyc"}
    assert not any(one.is_gap for one in found.coverage)


def test_what_mksquashfs_makes_is_opened(unpacked: Unpack, tmp_path: Path) -> None:
    _sources(tmp_path / "source")
    for packing in ("gzip", "xz", "zstd"):
        _run([_tool("mksquashfs"), "source", f"{packing}.img", "-comp", packing, "-quiet", "-noappend"], tmp_path)
        found = unpacked(tmp_path / f"{packing}.img", packing)
        assert {one.name for one in found.artifacts} == {packing, "app.js", "lib.js"}


def _sources(folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    (folder / "app.js").write_text(_SOURCE)
    (folder / "lib.js").write_text('export const x = "lib constant";\n')


def _name(one: Artifact) -> str:
    return one.trail[-1].removeprefix("/$bunfs/root/")


def _member(archive: Path, name: str, folder: Path) -> Path:
    path = folder / name.rsplit("/", 1)[-1]
    with tarfile.open(archive) as opened:
        stream = opened.extractfile(name)
        assert stream is not None
        with stream, path.open("wb") as out:
            shutil.copyfileobj(stream, out)
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def _tool(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed")
    return found


def _npm_tool(name: str) -> Path:
    folder = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "unmask-tests" / "npm-tools"
    path = folder / "node_modules" / ".bin" / name
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "package.json").write_text('{"private": true}')
        install = [_tool("npm"), "install", "--ignore-scripts", "--no-audit", "--no-fund", *_NPM_TOOLS]
        if subprocess.run(install, cwd=folder, check=False, capture_output=True, timeout=_SECONDS).returncode:
            pytest.skip("the tools cannot be installed from the registry")
    return path


def _run(command: list[str | Path], folder: Path, **environment: str) -> None:
    done = subprocess.run(
        command, cwd=folder, check=False, capture_output=True, timeout=_SECONDS, text=True,
        env={**os.environ, "HOME": str(folder), **environment},
    )
    assert done.returncode == 0, done.stderr[-2000:] + done.stdout[-2000:]
