"""The worker that reads the manifests among the files of a folder."""

from dataclasses import dataclass
from pathlib import Path

from scanner.unpack.manifests import Surveyed, survey
from scanner.unpack.opened import Member

__all__ = ["FolderSurvey", "Surveyed", "survey_files"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderSurvey:
    """Files that were read, and where they lie."""

    root: Path
    members: tuple[Member, ...]


def survey_files(survey_of: FolderSurvey) -> Surveyed:
    """Entry points and packages among the files."""
    return survey(survey_of.members, lambda member: survey_of.root / member.step if member.step else survey_of.root)
