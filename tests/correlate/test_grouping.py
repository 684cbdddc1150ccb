"""Which files of a folder make one tool."""

from pathlib import Path

from scanner.correlate.grouping import groups_of
from scanner.model.artifact import Artifact, ArtifactKind, Sha256


def _artifacts(*subjects: str) -> tuple[Artifact, ...]:
    return tuple(
        Artifact(sha256=Sha256("0" * 64), kind=ArtifactKind.TEXT, trail=tuple(subject.split("!/")), size_bytes=1, content=Path(subject))
        for subject in subjects
    )


def _grouped(*subjects: str) -> dict[str, list[str]]:
    groups, _ = groups_of(_artifacts(*subjects), ())
    return {group.name: [item.subject for item in group.artifacts] for group in groups}


def test_an_unpacked_wheel_is_one_tool() -> None:
    assert _grouped("w/server/__init__.py", "w/other.py", "w/my_server-1.0.dist-info/METADATA") == {
        "w": ["w/server/__init__.py", "w/other.py", "w/my_server-1.0.dist-info/METADATA"]
    }


def test_packages_installed_beside_each_other_are_told_apart_by_name() -> None:
    assert _grouped("s/my_server/a.py", "s/my_server-1.dist-info/METADATA", "s/six.py", "s/six-1.dist-info/METADATA", "s/six-1.dist-info/RECORD") == {
        "s/my_server-1.dist-info": ["s/my_server/a.py", "s/my_server-1.dist-info/METADATA"],
        "s/six-1.dist-info": ["s/six.py", "s/six-1.dist-info/METADATA", "s/six-1.dist-info/RECORD"],
    }


def test_a_manifest_inside_of_an_archive_makes_no_group_of_what_lies_beside() -> None:
    assert _grouped("f/tool.whl", "f/tool.whl!/t-1.dist-info/METADATA", "f/notes.txt") == {
        "f/tool.whl": ["f/tool.whl", "f/tool.whl!/t-1.dist-info/METADATA"]
    }
