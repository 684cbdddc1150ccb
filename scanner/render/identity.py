"""Names that exchange formats ask for, made so that the same report always gets the same ones."""

import hashlib
import uuid
from datetime import UTC, datetime
from urllib.parse import quote

from scanner.model.finding import Finding
from scanner.model.report import Report, Verdict
from scanner.render.json import document_of, encoded

INFORMATION_URI = "https://unmask.example/"
"""Stands for the home of the tool in formats that ask for one; in the domain that is reserved for examples."""

_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, INFORMATION_URI)


def report_digest(report: Report) -> str:
    """sha256 of the report as `render_json` writes it."""
    return hashlib.sha256(encoded(document_of(report))).hexdigest()


def uuid_of(*parts: str) -> str:
    """A version 5 UUID over the parts."""
    text = "\x00".join(parts).encode("utf-8", "replace").decode()
    return str(uuid.uuid5(_NAMESPACE, text))


def milliseconds_of(generated_utc: str) -> int:
    """Milliseconds since 1970 of the report's time stamp."""
    return int(datetime.strptime(generated_utc, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC).timestamp() * 1000)


def relative_uri(subject: str) -> str:
    """A subject as a relative URI reference: no scheme, no leading slash, no `..` step, all else percent-encoded."""
    steps = [step for step in subject.replace("\\", "/").split("/") if step not in {"", ".", ".."}]
    return quote("/".join(steps).encode("utf-8", "replace"), safe="/@!+,=~()") or "unnamed"


def findings_of(report: Report, verdict: Verdict) -> tuple[Finding, ...]:
    """The findings that a verdict rests on, in report order."""
    wanted = set(verdict.findings)
    return tuple(finding for finding in report.findings if finding.tool == verdict.tool and finding.id in wanted)
