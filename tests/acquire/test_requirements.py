"""What a release of PyPI brings with it: its own family, what it forwards to, and nothing that hostile metadata say."""

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest

from scanner.acquire import pypi, requirements
from scanner.acquire.platform import parse_platform
from scanner.acquire.pypi import find_release
from scanner.acquire.requirements import METADATA_BYTES, parts_of

LINUX = parse_platform("linux-x64")
CODE = {"m/__init__.py": "x = 1\n"}


def wheel(name: str, version: str, wished: list[str], code: dict[str, str]) -> bytes:
    head = f"Metadata-Version: 2.4\nName: {name}\nVersion: {version}\n" + "".join(f"Requires-Dist: {one}\n" for one in wished)
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for path, text in {f"{name}-{version}.dist-info/METADATA": head, **code}.items():
            archive.writestr(path, text)
    return content.getvalue()


WHEELS = {
    ("tool", "1.0"): wheel(
        "tool",
        "1.0",
        ["tool-core[fast]>=1,<3", "other>=2", 'tool-win==1.0; sys_platform == "win32"', 'tool-more==1.0; extra == "all"', "tool-gone==9"],
        CODE,
    ),
    ("tool-core", "1.5"): wheel("tool-core", "1.5", [], CODE),
    ("tool-core", "2.5"): wheel("tool-core", "2.5", ['tool-fast==1.0; extra == "fast"', 'more==1.0; extra == "slow"', "not a requirement!"], CODE),
    ("tool-core", "3.0"): wheel("tool-core", "3.0", [], CODE),
    ("tool-fast", "1.0"): wheel("tool-fast", "1.0", ["tool>=1"], CODE),
    ("old-name", "1.0"): wheel("old-name", "1.0", ["brand-new>=2"], {}),
    ("with-code", "1.0"): wheel("with-code", "1.0", ["brand-new>=2"], CODE),
    ("brand-new", "2.0"): wheel("brand-new", "2.0", ["other"], CODE),
}


@pytest.fixture
def index(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.delenv("PIP_INDEX_URL", raising=False)

    def answer(url: str, accept: str) -> Any:
        name = url.rstrip("/").rsplit("/", 1)[-1]
        versions = [version for known, version in WHEELS if known == name]
        if not versions:
            raise pypi.NotPublished(url)
        files = [f"{name.replace('-', '_')}-{version}-py3-none-any.whl" for version in versions]
        return {"files": [{"filename": file, "url": file, "hashes": {"sha256": "1" * 64}} for file in files]}

    def fetched(release: pypi.PypiRelease, folder: Path, on_bytes: object = None) -> Path:
        path = folder / release.file_name
        path.write_bytes(WHEELS[release.name, release.version])
        return path

    monkeypatch.setattr(pypi, "fetch_document", answer)
    monkeypatch.setattr(requirements, "fetch_release", fetched)
    return tmp_path


def parts(name: str, folder: Path, content: bytes | None = None) -> tuple[list[str], tuple[str, ...], tuple[str, ...]]:
    release = find_release(name, None, LINUX)
    path = folder / "main.whl"
    path.write_bytes(WHEELS[release.name, release.version] if content is None else content)
    found = parts_of(release, path, LINUX, folder)
    return [f"{part.name}=={part.version}" for part, _ in found.files], found.missing, found.others


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("tool", (["tool-core==2.5", "tool-fast==1.0"], ("tool-gone==9",), ("other",))),
        ("old-name", (["brand-new==2.0"], (), ("other",))),
        ("with-code", ([], (), ("brand-new",))),
    ],
)
def test_a_release_brings_its_own_family_and_what_it_forwards_to(
    name: str, expected: tuple[list[str], tuple[str, ...], tuple[str, ...]], index: Path
) -> None:
    """A framework of servers whose wheel holds its metadata alone was inconclusive: nothing that can run was found in it."""
    assert parts(name, index) == expected


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04 no archive",
        WHEELS["tool", "1.0"][:-60],
        wheel("tool", "1.0", ["tool-core" + "x" * METADATA_BYTES], CODE),
        wheel("tool", "1.0", ['tool-core; nonsense == "1"', "tool-core @ file:///etc/passwd", "../tool-core", "tool-core>>1"], CODE),
    ],
    ids=["empty", "malformed", "truncated", "oversized", "hostile"],
)
def test_metadata_that_are_none_bring_nothing(content: bytes, index: Path) -> None:
    assert parts("tool", index, content)[0] == []
