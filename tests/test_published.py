"""Installed bytes held against those that a registry published, without a network."""

import io
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from scanner.acquire.platform import host_platform
from scanner.acquire.spec import Spec
from scanner.acquire.stage import Acquired, AcquiredFile
from scanner.attempt import Crew
from scanner.examination import Workshop, examine
from scanner.memory import Memory
from scanner.model.coverage import CoverageStatus
from scanner.model.installation import Installation
from scanner.model.limits import Limits
from scanner.model.refusal import NetworkAway
from scanner.published import check_published
from scanner.ruleset.locations import shipped
from scanner.ruleset.rules import load_ruleset
from scanner.unpack.stage import Origin
from scanner.workfolder import WorkFolder
from tests.discover.hosts import npm_package, of_root, put

FILES = {"package.json": '{"name": "droid", "version": "1.0.0"}', "cli.js": "console.log(1)\n"}


@pytest.fixture
def workshop() -> Iterator[Workshop]:
    with WorkFolder() as folder, Crew(jobs=1, limits=Limits(), scratch=folder.scratch) as crew:
        yield Workshop(
            crew=crew, folder=folder, limits=Limits(), ruleset=load_ruleset((shipped("rules"),)), memory=Memory(folder=None),
            on_step=lambda *_: None, emulates=False,
        )  # fmt: skip


@pytest.fixture
def installed(tmp_path: Path) -> tuple[Installation, Path]:
    root = tmp_path / "host"
    package = npm_package(root / "usr/local/lib/node_modules", "droid", "1.0.0")
    for name, content in FILES.items():
        put(package / name, content)
    (found,) = of_root(root).installations
    return found, package


def _publishes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, files: dict[str, str]) -> None:
    path = tmp_path / "droid-1.0.0.tgz"
    with tarfile.open(path, "w:gz") as archive:
        for name, content in files.items():
            member = tarfile.TarInfo(f"package/{name}")
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content.encode()))

    def _acquired(spec: Spec, **_: object) -> Acquired:
        file = AcquiredFile(path=path, name="npm:droid@1.0.0")
        return Acquired(subject=file.name, files=(file,), name="droid", version="1.0.0", purl="pkg:npm/droid@1.0.0", coverage=())

    monkeypatch.setattr("scanner.published.acquire", _acquired)


@pytest.mark.parametrize(
    ("published", "detail"),
    [
        (FILES, "every installed file equals the one that npm:droid@1.0.0 publishes"),
        ({**FILES, "cli.js": "console.log(2)\n"}, "cli.js differ from npm:droid@1.0.0"),
    ],
)
def test_bytes_are_held_against_the_published_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, workshop: Workshop, installed: tuple[Installation, Path], published: dict[str, str], detail: str
) -> None:
    _publishes(monkeypatch, tmp_path, published)
    installation, package = installed
    examination = examine((Origin(path=package, name=installation.root),), workshop)
    ((checked,), (coverage,)) = check_published(installation, examination, wanted=host_platform(), workshop=workshop)
    assert (checked.registry_hash_match, checked.detail) == (published == FILES, detail)
    assert coverage.status is CoverageStatus.DONE


def test_a_registry_out_of_reach_is_a_gap_and_no_finding(
    monkeypatch: pytest.MonkeyPatch, workshop: Workshop, installed: tuple[Installation, Path]
) -> None:
    def _away(*_: object, **__: object) -> Acquired:
        raise NetworkAway("the registry is out of reach; try again later")

    monkeypatch.setattr("scanner.published.acquire", _away)
    installation, package = installed
    examination = examine((Origin(path=package, name=installation.root),), workshop)
    observations, (coverage,) = check_published(installation, examination, wanted=host_platform(), workshop=workshop)
    assert observations == ()
    assert (coverage.status, coverage.reason) == (CoverageStatus.SKIPPED, "the registry is out of reach; try again later")
