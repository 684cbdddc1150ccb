"""The worker that reads the manifests among the files of a folder."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from scanner.model.artifact import SCRIPT_KINDS
from scanner.unpack.late import SCRIPT_BYTES_MAX, download_gap
from scanner.unpack.manifests import Surveyed, survey
from scanner.unpack.opened import Late, Member, Package

__all__ = ["FolderSurvey", "Surveyed", "survey_files"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderSurvey:
    """Files that were read, and where they lie."""

    root: Path
    members: tuple[Member, ...]


def survey_files(survey_of: FolderSurvey) -> Surveyed:
    """Entry points and packages among the files; of a single file that is a script, what it downloads."""
    surveyed = survey(survey_of.members, lambda member: survey_of.root / member.step if member.step else survey_of.root)
    late = tuple(gap for member in survey_of.members for gap in _downloads(survey_of.root, member))
    if not late:
        return surveyed
    return Surveyed(members=surveyed.members, packages=(*surveyed.packages, Package(name="", version="", step="", late=late)))


def _downloads(root: Path, member: Member) -> Iterator[Late]:
    if member.step or member.recognised.kind not in SCRIPT_KINDS or member.size_bytes > SCRIPT_BYTES_MAX:
        return
    gap = download_gap(root.read_text("utf-8", "replace"), "the script")
    if gap is not None:
        yield Late(any_of=(), gap=gap)
