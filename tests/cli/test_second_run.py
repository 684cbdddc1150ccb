"""The same command again: what an earlier run saw is recalled, and the report is the same."""

import io
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest

from scanner.attempt import Crew
from scanner.examination import Workshop, examine
from scanner.memory import Memory
from scanner.model.limits import Limits
from scanner.ruleset.locations import shipped
from scanner.ruleset.rules import load_ruleset
from scanner.unpack.stage import Origin
from scanner.workfolder import WorkFolder
from tests.cli.command import run
from tests.cli.test_negative_controls import COVERT, HONEST, tgz

MANIFEST = b'{"name": "made-up", "version": "1.0.0", "bin": "cli.js"}'


def _report(folder: Path, *arguments: str) -> dict[str, Any]:
    ended = run(folder, *arguments, report=True)
    assert ended.report is not None, ended.err
    return {name: value for name, value in ended.report.items() if name != "generated_utc"}


def _wheel(path: Path) -> Path:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("made_up/__init__.py", "print('hello')\n")
        archive.writestr("made_up-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: made-up\nVersion: 1.0\n")
        archive.writestr("made_up-1.0.dist-info/RECORD", "")
    path.write_bytes(content.getvalue())
    return path


@pytest.mark.parametrize("command", ["scan", "vet"])
def test_an_archive_keeps_its_name_although_its_contents_are_gone(tmp_path: Path, command: str) -> None:
    """`scan ARCHIVE` failed the second time: the manifest was read again from where it had been unpacked."""
    wheel = _wheel(tmp_path / "made_up-1.0-py3-none-any.whl")
    first, second = (_report(tmp_path, command, str(wheel), "--no-emulation") for _ in range(2))
    assert first == second
    assert [tool["name"] for tool in second["tools"]] == ["made-up"]


def test_a_folder_is_recalled_as_a_whole_wherever_it_lies(tmp_path: Path) -> None:
    for home in ("one", "two"):
        folder = tmp_path / home / "tool"
        folder.mkdir(parents=True)
        (folder / "package.json").write_bytes(MANIFEST)
        (folder / "cli.js").write_text(COVERT)
        tgz(folder / "inner.tgz", {"package/package.json": MANIFEST, "package/cli.js": HONEST.encode()})
    shutil.copyfile(tmp_path / "one/tool/inner.tgz", tmp_path / "two/tool/inner.tgz")  # gzip keeps the time
    first, again, other = (_report(tmp_path, "vet", str(tmp_path / home / "tool"), "--no-emulation") for home in ("one", "one", "two"))
    assert first == again
    assert first["findings"]
    assert other == _moved(first, str(tmp_path / "one"), str(tmp_path / "two"))


def test_a_changed_file_of_a_folder_is_examined(tmp_path: Path) -> None:
    folder = tmp_path / "tool"
    folder.mkdir()
    (folder / "cli.js").write_text(HONEST)
    assert "covert.channel" not in _kinds(tmp_path, folder)
    (folder / "cli.js").write_text(COVERT)
    assert "covert.channel" in _kinds(tmp_path, folder)


def test_a_program_is_not_followed_again_because_a_text_beside_it_changed(tmp_path: Path) -> None:
    ruleset, folder = load_ruleset((shipped("rules"),)), tmp_path / "tool"
    folder.mkdir()
    (folder / "cli.js").write_text(COVERT)
    steps: list[str] = []
    for text in ("one", "two"):
        (folder / "README.md").write_text(text)
        steps.clear()
        with WorkFolder() as work, Crew(jobs=1, limits=Limits(), scratch=work.scratch) as crew:
            workshop = Workshop(
                crew=crew, folder=work, limits=Limits(), ruleset=ruleset, memory=Memory(folder=tmp_path / "cache" / "analysis"),
                on_step=lambda what, subject: steps.append(what), emulates=False,
            )  # fmt: skip
            examination = examine((Origin(path=folder, name="tool"),), workshop)
    assert "analysing" in steps  # the text that changed
    assert "following" not in steps
    assert any(one.kind == "flow" for one in examination.observations)


def _kinds(folder: Path, tool: Path) -> set[str]:
    return {finding["kind"] for finding in _report(folder, "vet", str(tool), "--no-emulation")["findings"]}


def _moved(value: Any, old: str, new: str) -> Any:
    match value:
        case str():
            return value.replace(old, new)
        case dict():
            return {name: _moved(item, old, new) for name, item in value.items()}
        case list():
            return [_moved(item, old, new) for item in value]
    return value
