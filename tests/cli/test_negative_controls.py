"""What must never end in a pass: nothing there, nothing readable, hostile containers, lying names, analyzers that crash."""

import ctypes
import gzip
import io
import os
import tarfile
import zipfile
from pathlib import Path

import pytest

from tests.cli.command import run

COVERT = (Path(__file__).parent.parent / "fixtures" / "covert.js").read_text()
"""A small made-up tool that writes the time zone into the dash of a date in its prompt."""
HONEST = "const name = process.argv[2] ?? 'world';\nconsole.log(`hello ${name}`);\n"


def tgz(path: Path, members: dict[str, bytes], *, links: dict[str, str] | None = None) -> Path:
    with tarfile.open(path, "w:gz") as archive:
        for name, content in members.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
        for name, target in (links or {}).items():
            entry = tarfile.TarInfo(name)
            entry.type, entry.linkname = tarfile.SYMTYPE, target
            archive.addfile(entry)
    return path


def test_an_honest_tool_passes_so_that_the_controls_below_can_fail(tmp_path: Path) -> None:
    (tmp_path / "tool.js").write_text(HONEST)
    ended = run(tmp_path, "vet", str(tmp_path / "tool.js"), report=True)
    assert (ended.code, ended.report["summary"]["verdict"]) == (0, "pass"), ended.out + ended.err


@pytest.mark.parametrize("name", ["cli.js", "cli.bin", "cli", "LICENSE.txt"])
def test_a_covert_tool_is_blocked_whatever_its_name(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(COVERT)
    ended = run(tmp_path, "vet", str(tmp_path / name), report=True)
    assert ended.code == 1, ended.out + ended.err
    assert "covert.channel" in ended.kinds()


def test_an_empty_folder_is_inconclusive(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for command in ("scan", "vet"):
        ended = run(tmp_path, command, str(tmp_path / "empty"), report=True)
        assert ended.code == 3
        assert "pass" not in ended.statuses() - {"pass"} or ended.report["summary"]["verdict"] == "inconclusive"
        assert ended.gaps()


@pytest.mark.parametrize("command", ["scan", "vet"])
def test_a_path_that_does_not_exist_is_wrong_usage_before_any_work(tmp_path: Path, command: str) -> None:
    ended = run(tmp_path, command, str(tmp_path / "nowhere"))
    assert ended.code == 2
    assert "nowhere" in ended.err
    assert "does not exist" in ended.err


def test_a_folder_without_permission_is_a_gap(tmp_path: Path) -> None:
    folder = tmp_path / "tool"
    (folder / "closed").mkdir(parents=True)
    (folder / "tool.js").write_text(HONEST)
    (folder / "closed" / "more.js").write_text(HONEST)
    (folder / "closed").chmod(0)
    try:
        ended = run(tmp_path, "vet", str(folder), report=True, before=_obey_permissions)
    finally:
        (folder / "closed").chmod(0o755)
    assert ended.code == 3, ended.out + ended.err
    assert any("closed" in gap for gap in ended.gaps())


def _obey_permissions() -> None:
    """Take from root what makes it read everything: CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH (PR_CAPBSET_DROP)."""
    if os.getuid() == 0:
        libc = ctypes.CDLL(None)
        libc.prctl(24, 1, 0, 0, 0)
        libc.prctl(24, 2, 0, 0, 0)


def test_no_rules_at_all_are_wrong_usage(tmp_path: Path) -> None:
    (tmp_path / "tool.js").write_text(HONEST)
    (tmp_path / "rules").mkdir()
    ended = run(tmp_path, "vet", str(tmp_path / "tool.js"), "--no-builtin-rules", "--rules", str(tmp_path / "rules"))
    assert ended.code == 2
    assert "no detection rule" in ended.err


def test_no_policy_at_all_is_wrong_usage(tmp_path: Path) -> None:
    (tmp_path / "tool.js").write_text(HONEST)
    (tmp_path / "policies").mkdir()
    ended = run(tmp_path, "vet", str(tmp_path / "tool.js"), "--policy", str(tmp_path / "policies"))
    assert ended.code == 2


def test_a_rule_that_does_not_parse_is_refused_with_file_and_line(tmp_path: Path) -> None:
    (tmp_path / "tool.js").write_text(HONEST)
    rule = tmp_path / "rules" / "mine" / "rule.yaml"
    rule.parent.mkdir(parents=True)
    rule.write_text("id: mine\nversion: 1\nkind: no.such.kind\n")
    ended = run(tmp_path, "vet", str(tmp_path / "tool.js"), "--rules", str(tmp_path / "rules"))
    assert ended.code == 2
    assert f"{rule}:3" in ended.err


def test_a_truncated_archive_is_inconclusive(tmp_path: Path) -> None:
    whole = tgz(tmp_path / "whole.tgz", {"package/package.json": b'{"name": "t", "version": "1.0.0", "main": "a.js"}', "package/a.js": HONEST.encode() * 3000})
    cut = tmp_path / "cut.tgz"
    cut.write_bytes(whole.read_bytes()[:-40])
    ended = run(tmp_path, "vet", str(cut), report=True)
    assert ended.code == 3
    assert any("cut.tgz" in gap for gap in ended.gaps())


def test_an_archive_bomb_is_inconclusive_and_says_which_limit_was_hit(tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.gz"
    with gzip.open(bomb, "wb") as stream:
        for _ in range(200):
            stream.write(bytes(1 << 20))
    ended = run(tmp_path, "vet", str(bomb), "--max-unpacked", "64", report=True)
    assert ended.code == 3
    assert any("limit" in gap for gap in ended.gaps())


def test_members_that_point_outside_write_nothing_there(tmp_path: Path) -> None:
    name = "unmask-escaped"
    archive = tgz(tmp_path / "evil.tgz", {f"../../../../../../tmp/{name}": b"x = 1\n", f"/tmp/{name}": b"x = 1\n", "package/a.js": HONEST.encode()},
                  links={"package/out": "/etc/passwd"})
    ended = run(tmp_path, "vet", str(archive), report=True)
    assert not Path(f"/tmp/{name}").exists()
    assert any(".." in gap for gap in ended.gaps())
    assert "root:" not in str(ended.report)


def test_links_out_of_a_folder_are_not_followed(tmp_path: Path) -> None:
    folder = tmp_path / "tool"
    folder.mkdir()
    (folder / "tool.js").write_text(HONEST)
    (tmp_path / "secret.js").write_text(COVERT)
    (folder / "link.js").symlink_to(tmp_path / "secret.js")
    (folder / "loop").symlink_to(folder)
    ended = run(tmp_path, "scan", str(folder), report=True)
    assert "covert.channel" not in ended.kinds()


def test_an_archive_by_name_that_is_none_by_content_is_inconclusive(tmp_path: Path) -> None:
    fake = tmp_path / "tool.tgz"
    fake.write_bytes(b"this is no archive\n")
    ended = run(tmp_path, "vet", str(fake), report=True)
    assert ended.code == 3


def test_a_zip_with_an_encrypted_member_is_inconclusive(tmp_path: Path) -> None:
    path = tmp_path / "tool.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.js", HONEST)
    content = bytearray(path.read_bytes())
    content[6] |= 1
    content[content.rindex(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(bytes(content))
    assert run(tmp_path, "vet", str(path)).code == 3


def test_a_worker_that_hangs_is_inconclusive_and_the_scan_goes_on(tmp_path: Path) -> None:
    (tmp_path / "tool.js").write_text(HONEST + "".join(f"function f{number}(a) {{ return a + {number}; }}\n" for number in range(30_000)))
    ended = run(tmp_path, "vet", str(tmp_path / "tool.js"), "--worker-seconds", "0.1", report=True)
    assert ended.code == 3
    assert any("time limit" in gap for gap in ended.gaps())


def test_code_that_does_not_parse_is_a_gap(tmp_path: Path) -> None:
    (tmp_path / "tool.py").write_text("import os\ndef broken(:\n    return os.environ['TZ'\n")
    ended = run(tmp_path, "vet", str(tmp_path / "tool.py"), report=True)
    assert ended.code == 3


@pytest.mark.parametrize("arguments", [("vet",), ("vet", "npm:"), ("vet", "gh:a/b"), ("vet", ".", "--format", "nope", "-o", "x"), ("vet", ".", "-o", "x.nope"),
                                       ("vet", ".", "-o", "/nowhere/x.json"), ("vet", ".", "--platform", "beos"), ("scan", "--jobs", "0"), ("nonsense",),
                                       ("vet", ".", "--at", "yesterday"), ("vet", ".", "--region", "CHN"), ("policy", "explain", "AIT-COV-1"), ("render", "nowhere.json", "-o", "x.html"), ("bisect", "npm:left-pad"), ("vet", "--nope")])
def test_wrong_usage_is_one_sentence_and_exit_code_2(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    ended = run(tmp_path, *arguments)
    assert ended.code == 2, ended.out + ended.err
    assert len(ended.err.strip().splitlines()) == 1, ended.err


def test_a_registry_out_of_reach_is_inconclusive(tmp_path: Path) -> None:
    ended = run(tmp_path, "vet", "npm:left-pad@1.3.0", NPM_CONFIG_REGISTRY="http://127.0.0.1:9", npm_config_registry="http://127.0.0.1:9")
    assert ended.code == 3
    assert "can't be reached" in ended.err


def test_a_host_without_any_tool_is_inconclusive_and_one_with_unsafe_settings_is_not_passed(tmp_path: Path) -> None:
    home = tmp_path / "host" / "home" / "ada"
    home.mkdir(parents=True)
    assert run(tmp_path, "scan", "--root", str(tmp_path / "host"), report=True).code == 3
    package = home / ".npm-global" / "lib" / "node_modules" / "@anthropic-ai" / "claude-code"
    package.mkdir(parents=True)
    (package / "package.json").write_text('{"name": "@anthropic-ai/claude-code", "version": "9.9.9", "bin": {"claude": "cli.js"}}')
    (package / "cli.js").write_text(HONEST)
    (home / ".claude").mkdir()
    (home / ".claude" / "settings.json").write_text('{"permissions": {"defaultMode": "bypassPermissions"}}')
    ended = run(tmp_path, "scan", "--root", str(tmp_path / "host"), report=True)
    assert ended.code == 1, ended.out + ended.err
    assert "config.permission_bypass" in ended.kinds()
