"""Detection rules: from `rules/detections/<id>/rule.yaml` to checked values."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, field_validator

from scanner.model.finding import FindingKind, Grade
from scanner.model.observation import Observation
from scanner.model.refusal import UsageRefused
from scanner.ruleset.complaints import check
from scanner.ruleset.predicate import Condition
from scanner.ruleset.strict_yaml import load

RULE_FILE = "rule.yaml"
SAMPLES = "samples"
BEHAVIOUR = "behaviour"
"""The joined record of static flow and executed difference (`scanner/correlate/behaviour.py`)."""

OBSERVATION_KINDS = frozenset({get_args(member.__annotations__["kind"])[0] for member in get_args(Observation)} | {BEHAVIOUR})


class GradeStep(BaseModel):
    """What raises or lowers the grade: the first step whose condition holds gives it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    when: Condition
    grade: Grade
    confidence: Annotated[float, Field(ge=0, le=1)]
    note: str | None = None


class DetectionRule(BaseModel):
    """One rule: which observations it concludes from, and what it says of them."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]
    version: Annotated[int, Field(ge=1)]
    kind: FindingKind
    title: Annotated[str, Field(min_length=8, max_length=200)]
    """With `{attribute}` for values of the finding."""
    description: Annotated[str, Field(min_length=20)]
    source: Annotated[str, Field(alias="from")]
    """Kind of the observations it looks at."""
    where: Condition | None = None
    """None: every observation of that kind."""
    grade: Grade
    confidence: Annotated[float, Field(ge=0, le=1)]
    grades: tuple[GradeStep, ...] = ()
    attributes: dict[str, str] = Field(default_factory=dict)
    """Finding attribute -> field of the observation."""
    constants: dict[str, str | int | float | bool] = Field(default_factory=dict)
    """Finding attributes with a fixed value."""
    identity: tuple[str, ...] = ()
    """Attributes that, with rule and kind, make the finding the same one in another version of the tool."""
    unsampled: Annotated[str, Field(min_length=8, max_length=200)] | None = None
    """Why no file can be a sample of it; None: it has samples."""
    group: str | None = None
    """Of the rules of one group only the first that matches (by `order`) concludes from an observation."""
    order: int = 100

    @field_validator("source")
    @classmethod
    def _is_known(cls, value: str) -> str:
        if value not in OBSERVATION_KINDS:
            raise ValueError(f"'{value}' is no kind of observation; one of {', '.join(sorted(OBSERVATION_KINDS))}")
        return value


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleFolder:
    """One detection rule with the files beside it."""

    path: Path
    rule: DetectionRule

    def samples(self, verdict: Literal["match", "clean"]) -> tuple[Path, ...]:
        """Sample files or folders that must match, or must stay clean, in name order."""
        return tuple(sorted((self.path / SAMPLES).glob(f"{verdict}-*")))


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruleset:
    roots: tuple[Path, ...]
    """Rule folders (each like the shipped `rules/`), the shipped one first unless left out."""
    folders: tuple[RuleFolder, ...]
    """By group, order and id."""
    digest: str
    """sha256 over every file of the rule folders but samples, with its relative name."""

    @property
    def rules(self) -> tuple[DetectionRule, ...]:
        return tuple(folder.rule for folder in self.folders)


def load_ruleset(roots: tuple[Path, ...]) -> Ruleset:
    """Read all detection rules below the given folders. Raises UsageRefused when there is none, or one is refused."""
    folders = [folder for root in roots for folder in _folders_below(root)]
    if not folders:
        named = ", ".join(str(root) for root in roots) or "(none)"
        raise UsageRefused(f"there is no detection rule in {named}; a rule is a folder with {RULE_FILE}: give one with --rules DIR")
    seen: dict[str, Path] = {}
    for folder in folders:
        if folder.rule.id in seen:
            raise UsageRefused(
                f"{folder.path / RULE_FILE}: the rule id '{folder.rule.id}' is used by {seen[folder.rule.id]} too; rename one"
            )
        seen[folder.rule.id] = folder.path
    ordered = sorted(folders, key=lambda folder: (folder.rule.group or "", folder.rule.order, folder.rule.id))
    return Ruleset(roots=roots, folders=tuple(ordered), digest=_digest(roots))


def load_rule(folder: Path) -> RuleFolder:
    """Read one rule folder. Raises DocumentRefused with file, line and key."""
    return RuleFolder(path=folder, rule=check(load(folder / RULE_FILE), DetectionRule))


def _folders_below(root: Path) -> list[RuleFolder]:
    if not root.is_dir():
        raise UsageRefused(f"the rule folder {root} does not exist; give a folder with --rules DIR")
    base = root / "detections" if (root / "detections").is_dir() else root
    if (base / RULE_FILE).is_file():
        return [load_rule(base)]
    return [load_rule(path.parent) for path in sorted(base.glob(f"*/{RULE_FILE}"))]


def _digest(roots: tuple[Path, ...]) -> str:
    total = hashlib.sha256()
    for root in roots:
        for path in sorted(root.rglob("*")):
            if path.is_file() and SAMPLES not in path.relative_to(root).parts and "__pycache__" not in path.parts:
                total.update(str(path.relative_to(root)).encode() + b"\0")
                total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()
