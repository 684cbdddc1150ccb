"""A report file appears whole or not at all, in the format that its name says."""

import os
import stat
from pathlib import Path

import pytest

from scanner.model.refusal import UsageRefused
from scanner.render.formats import FORMATS
from scanner.render.stage import check_writable, format_of, write
from tests.render import sample


@pytest.mark.parametrize(
    ("file", "name", "expected"),
    [
        ("report.html", None, "html"),
        ("report.json", None, "json"),
        ("report.sarif", None, "sarif"),
        ("report.cdx.json", None, "cyclonedx"),
        ("report.1.7.cdx.json", None, "cyclonedx-1.7"),
        ("report.ocsf.json", None, "ocsf"),
        ("report.oscal.json", None, "oscal"),
        ("report.junit.xml", None, "junit"),
        ("report.md", None, "markdown"),
        ("report.intoto.json", None, "intoto"),
        ("REPORT.HTML", None, "html"),
        ("report", "sarif", "sarif"),
        ("report.json", "ocsf", "ocsf"),
    ],
)
def test_the_format_comes_from_the_name_given_or_the_suffix(file: str, name: str | None, expected: str) -> None:
    assert format_of(Path(file), name).name == expected


@pytest.mark.parametrize(("file", "name"), [("report.pdf", None), ("report", None), ("report.xml", None), ("report.json", "pdf")])
def test_an_unknown_format_is_refused_with_the_list_of_those_there_are(file: str, name: str | None) -> None:
    with pytest.raises(UsageRefused, match=r"html.*json.*sarif"):
        format_of(Path(file), name)


@pytest.mark.parametrize("chosen", FORMATS, ids=lambda chosen: chosen.name)
def test_every_format_is_written_the_same_twice(chosen: object, tmp_path: Path) -> None:
    one, two = tmp_path / f"one{chosen.suffix}", tmp_path / f"two{chosen.suffix}"
    write(sample.blocked(), one)
    write(sample.blocked(), two)

    assert one.read_bytes() == two.read_bytes() != b""
    assert sorted(tmp_path.iterdir()) == sorted((one, two))


def test_a_file_that_is_there_is_replaced_whole_and_keeps_no_draft(tmp_path: Path) -> None:
    path = tmp_path / "report.md"
    path.write_text("older")
    write(sample.passed(), path)

    assert path.read_text().startswith("## unmask: Pass")
    assert list(tmp_path.iterdir()) == [path]


def test_a_report_is_readable_as_the_mask_of_the_user_has_it(tmp_path: Path) -> None:
    old = os.umask(0o027)
    try:
        write(sample.passed(), tmp_path / "report.md")
    finally:
        os.umask(old)

    assert stat.S_IMODE((tmp_path / "report.md").stat().st_mode) == 0o640


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "link.md").symlink_to("target.md")
    write(sample.passed(), tmp_path / "link.md")

    assert (tmp_path / "link.md").is_symlink()
    assert (tmp_path / "target.md").read_text().startswith("## unmask")


def test_a_device_is_written_to_and_not_replaced() -> None:
    check_writable(Path("/dev/null"))
    write(sample.passed(), Path("/dev/null"), format="json")

    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


def test_a_place_that_cannot_be_written_is_refused_before_any_work(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none" / "report.html", Path("/proc/report.html")):
        with pytest.raises(UsageRefused, match=r"cannot be written|is a folder"):
            check_writable(path)


def test_looking_whether_a_place_can_be_written_leaves_nothing(tmp_path: Path) -> None:
    check_writable(tmp_path / "report.html")

    assert list(tmp_path.iterdir()) == []


def test_an_unknown_language_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageRefused, match="en, zh"):
        write(sample.passed(), tmp_path / "report.html", language="xx")
