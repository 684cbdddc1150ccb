"""Keeps the enumerations of `report.schema.json` those of the model: `python reports/schemas.py` writes them."""

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SCHEMA = ROOT / "reports" / "schema" / "report.schema.json"

sys.path.insert(0, str(ROOT))

from scanner.model.artifact import ArtifactKind  # noqa: E402
from scanner.model.coverage import Capability, CoverageStatus, Stage  # noqa: E402
from scanner.model.finding import FindingKind, Grade  # noqa: E402
from scanner.model.installation import ToolKind  # noqa: E402
from scanner.model.report import Enforcement, Outcome, Severity, VerdictStatus  # noqa: E402

ENUMERATIONS: tuple[tuple[tuple[str, ...], type[StrEnum]], ...] = (
    (("artifact", "properties", "kind"), ArtifactKind),
    (("tool", "properties", "kind"), ToolKind),
    (("installation", "properties", "kind"), ToolKind),
    (("finding", "properties", "kind"), FindingKind),
    (("finding", "properties", "grade"), Grade),
    (("verdict", "properties", "status"), VerdictStatus),
    (("verdict", "properties", "severity"), Severity),
    (("verdict", "properties", "enforcement"), Enforcement),
    (("summary", "properties", "verdict"), Outcome),
    (("summary", "properties", "verdicts", "propertyNames"), VerdictStatus),
    (("coverage", "properties", "stage"), Stage),
    (("coverage", "properties", "status"), CoverageStatus),
    (("coverage", "properties", "capabilities", "items"), Capability),
)
"""Where in `$defs` each closed set of the model stands."""


def with_enumerations(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema with each enumeration as the model has it."""
    fresh: dict[str, Any] = json.loads(json.dumps(schema))
    for path, members in ENUMERATIONS:
        place = fresh["$defs"]
        for step in path:
            place = place[step]
        place["enum"] = [member.value for member in members]
    return fresh


if __name__ == "__main__":
    written = with_enumerations(json.loads(SCHEMA.read_bytes()))
    SCHEMA.write_text(json.dumps(written, indent=2, ensure_ascii=False) + "\n")
