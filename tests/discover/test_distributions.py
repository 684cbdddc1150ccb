"""Packages of Linux distributions and of toolchains, by their own records."""

import sqlite3
import struct
from pathlib import Path

import pytest

from scanner.attempt import Refusal
from scanner.discover.rpmfile import PackageDatabase, PackageRecord, package_records
from tests.discover.hosts import gaps, of_root, put, tools_of

ELF = b"\x7fELF" + b"\0" * 60


def rpm_header(name: str, version: str = "1.0", files: tuple[str, ...] = ()) -> bytes:
    """A package's header as RPM stores it."""
    folders = list(dict.fromkeys(one.rsplit("/", 1)[0] + "/" for one in files))
    numbers = [folders.index(one.rsplit("/", 1)[0] + "/") for one in files]
    entries: list[tuple[int, int, int, bytes]] = [(1000, 6, 1, name.encode() + b"\0"), (1001, 6, 1, version.encode() + b"\0"), (1002, 6, 1, b"2.fc41\0")]
    if files:
        entries += [
            (1118, 8, len(folders), b"".join(one.encode() + b"\0" for one in folders)),
            (1117, 8, len(files), b"".join(one.rsplit("/", 1)[1].encode() + b"\0" for one in files)),
            (1116, 4, len(files), struct.pack(f">{len(files)}I", *numbers)),
        ]
    index, store = b"", b""
    for tag, kind, count, content in entries:
        index += struct.pack(">IIiI", tag, kind, len(store), count)
        store += content
    return struct.pack(">II", len(entries), len(store)) + index + store


def rpm_sqlite(path: Path, *headers: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE Packages (hnum INTEGER PRIMARY KEY AUTOINCREMENT, blob BLOB NOT NULL)")
        database.executemany("INSERT INTO Packages (blob) VALUES (?)", [(one,) for one in headers])
    database.close()
    return path


def rpm_ndb(path: Path, *headers: bytes) -> Path:
    page = bytearray(b"RpmP" + struct.pack("<IIIIIII", 0, 1, 1, len(headers) + 1, 0, 0, 0)).ljust(4096, b"\0")
    blobs = b""
    for number, header in enumerate(headers, start=1):
        block = (4096 + len(blobs)) // 16
        content = b"BlbS" + struct.pack("<III", number, 1, len(header)) + header
        content += b"\0" * (-len(content) % 16)
        page[32 + (number - 1) * 16 : 48 + (number - 1) * 16] = struct.pack("<4sIII", b"Slot", number, block, len(content) // 16)
        blobs += content
    return put(path, bytes(page) + blobs)


CLAUDE = rpm_header("claude-desktop", "0.14.10", ("/usr/bin/claude-desktop", "/opt/Claude/resources/app.asar"))


@pytest.mark.parametrize(
    ("path", "write"), [("var/lib/rpm/rpmdb.sqlite", rpm_sqlite), ("usr/lib/sysimage/rpm/rpmdb.sqlite", rpm_sqlite), ("usr/lib/sysimage/rpm/Packages.db", rpm_ndb)]
)  # fmt: skip
def test_rpm_is_read_without_rpm(tmp_path: Path, path: str, write: object) -> None:
    put(tmp_path / "opt/Claude/resources/app.asar", b"")
    write(tmp_path / path, rpm_header("bash", "5.2"), CLAUDE)  # type: ignore[operator]  # one of the two above
    inventory = of_root(tmp_path)
    assert [(one.tool_id, one.version, one.root, one.purl) for one in inventory.installations] == [
        ("claude-desktop", "0.14.10-2.fc41", "/opt/Claude", "pkg:rpm/claude-desktop@0.14.10-2.fc41")
    ]


@pytest.mark.parametrize(
    "content",
    [b"", b"\0" * 5000, b"RpmP", b"SQLite format 3\0" + b"\0" * 100, b"x" * 100],
    ids=["empty", "Berkeley", "cut ndb", "cut SQLite", "other"],
)
def test_a_database_in_another_form_is_a_gap(tmp_path: Path, content: bytes) -> None:
    put(tmp_path / "var/lib/rpm/Packages", content)
    ((subject, reason),) = gaps(of_root(tmp_path))
    assert subject == "/var/lib/rpm/Packages"
    assert "RPM" in (reason or "")


@pytest.mark.parametrize("cut", [0, 4, 8, 20, 40, 60, len(CLAUDE) - 1])
def test_a_cut_record_is_counted_and_hides_no_other(tmp_path: Path, cut: int) -> None:
    path = rpm_sqlite(tmp_path / "db", CLAUDE[:cut], rpm_header("ollama"))
    found = package_records(PackageDatabase(path=str(path.resolve()), names=("ollama", "claude-*")))
    assert [one.name for one in found.packages][-1:] == ["ollama"]
    assert found.broken == (0 if len(found.packages) == 2 else 1)


@pytest.mark.parametrize("header", [b"\xff" * 100, struct.pack(">II", 5000, 10) + b"\0" * 90_000, struct.pack(">IIIIiI", 1, 1, 1000, 6, -5, 1) + b"a\0"])
def test_a_record_that_lies_is_counted(tmp_path: Path, header: bytes) -> None:
    path = rpm_sqlite(tmp_path / "db", header)
    assert package_records(PackageDatabase(path=str(path.resolve()), names=("*",))).broken == 1


def test_an_oversized_database_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scanner.discover.rpmfile.DATABASE_BYTES", 10)
    with pytest.raises(Refusal, match="larger"):
        package_records(PackageDatabase(path=str(rpm_sqlite(tmp_path / "db").resolve()), names=()))


def test_files_of_a_package_have_their_folders(tmp_path: Path) -> None:
    path = rpm_sqlite(tmp_path / "db", CLAUDE)
    assert package_records(PackageDatabase(path=str(path.resolve()), names=("claude-desktop",))).packages == (
        PackageRecord(name="claude-desktop", version="0.14.10-2.fc41", files=("/usr/bin/claude-desktop", "/opt/Claude/resources/app.asar")),
    )


def test_the_other_package_lists_are_read(tmp_path: Path) -> None:
    put(tmp_path / "usr/bin/ollama", ELF)
    put(tmp_path / "lib/apk/db/installed", "P:musl\nV:1.2\n\nC:x\nP:ollama\nV:0.5.1-r0\nF:usr/bin\nR:ollama\n\n")
    put(tmp_path / "var/lib/pacman/local/opencode-1.0.2-1/desc", "%NAME%\nopencode\n\n%VERSION%\n1.0.2-1\n")
    put(tmp_path / "var/lib/pacman/local/bash-5.2-1/desc", "%NAME%\nbash\n\n%VERSION%\n5.2-1\n")
    put(tmp_path / "nix/store/0123456789abcdfghijklmnpqrsvwxyz-crush-0.9.1/bin/crush", ELF)
    put(tmp_path / "nix/store/0123456789abcdfghijklmnpqrsvwxyz-crush-0.9.1.drv", "")
    put(tmp_path / "snap/ollama/17/meta/snap.yaml", "name: ollama\nversion: '0.4'\n")
    inventory = of_root(tmp_path)
    assert tools_of(inventory) == [("crush", "0.9.1"), ("ollama", "0.4"), ("ollama", "0.5.1-r0"), ("opencode", "1.0.2-1")]
    assert {one.root for one in inventory.installations if one.tool_id == "ollama"} == {"/usr/bin/ollama", "/snap/ollama/17"}


def _go_program(path: str, *needed: str) -> bytes:
    record = f"path\t{path}\nmod\t{path}\tv1.2.3\th1:x=\n" + "".join(f"dep\t{one}\tv1.0.0\th1:x=\n" for one in needed)
    text = b"0" * 16 + record.encode() + b"1" * 16
    length = bytes([len(text) & 0x7F | 0x80, len(text) >> 7])
    head = (b"\xff Go buildinf:" + bytes([8, 2])).ljust(32, b"\0")
    return ELF + b"\0" * (5 << 20) + head + b"\x06go1.22" + length + text + b"\0" * 100


def test_programs_of_toolchains_are_known_by_their_records(tmp_path: Path) -> None:
    home = tmp_path / "home/ann"
    put(home / "go/bin/crush", _go_program("github.com/charmbracelet/crush"))
    put(home / "go/bin/sidekick", _go_program("example.org/sidekick", "github.com/openai/openai-go"))
    put(home / "go/bin/gopls", _go_program("golang.org/x/tools/gopls"))
    put(home / ".cargo/.crates2.json", {"installs": {"ripgrep 14.0.0 (registry+x)": {"bins": ["rg"]}, "my-llm 0.3.0 (registry+x)": {"bins": ["my-llm"]}}})
    put(home / ".cargo/bin/my-llm", ELF)
    put(home / ".deno/bin/gemini", '#!/bin/sh\nexec deno run --allow-all "npm:@google/gemini-cli@0.61.0" "$@"\n')
    put(home / ".cache/deno/npm/registry.example/@google/gemini-cli/0.61.0/package.json", {"name": "@google/gemini-cli", "version": "0.61.0"})
    inventory = of_root(tmp_path)
    assert tools_of(inventory) == [("crush", "1.2.3"), ("gemini-cli", "0.61.0")]
    assert inventory.installations[1].root == "/home/ann/.cache/deno/npm/registry.example/@google/gemini-cli/0.61.0"
    assert {(one.name, one.version, one.reason) for one in inventory.candidates} == {
        ("example.org/sidekick", "1.2.3", "depends on github.com/openai/openai-go"),
        ("my-llm", "0.3.0", "its name has the word llm"),
    }


@pytest.mark.parametrize("content", [b"", ELF, ELF + b"\xff Go buildinf:", ELF + b"\xff Go buildinf:" + b"\x08\x02" + b"\xff" * 60, b"#!/bin/sh\n"])
def test_a_program_without_a_whole_record_is_none_in_go(tmp_path: Path, content: bytes) -> None:
    put(tmp_path / "home/ann/go/bin/x", content)
    assert of_root(tmp_path).candidates == ()
