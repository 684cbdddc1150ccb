"""Tools, findings, coverage and policies as tests of judging need them: neutral unless a test says otherwise."""

from datetime import date
from pathlib import Path
from typing import Any

from scanner.judge.stage import Judgement, judge
from scanner.model.artifact import Artifact, ArtifactKind, Sha256
from scanner.model.coverage import BYTE_CAPABILITIES, Capability, Coverage, CoverageStatus, Stage
from scanner.model.finding import Finding, FindingKind, Grade
from scanner.model.installation import ToolKind
from scanner.model.report import Tool, Verdict
from scanner.ruleset.effective import Site
from scanner.ruleset.policy_set import PolicySet, load_policies

AT = date(2026, 11, 22)
ALL = frozenset(Capability)


def artifact(kind: ArtifactKind = ArtifactKind.JAVASCRIPT, name: str = "cli.js", **fields: Any) -> Artifact:
    given = {"sha256": Sha256("a" * 64), "kind": kind, "trail": ("tool.tgz", f"package/{name}"), "size_bytes": 10, "content": Path(name)}
    return Artifact(**{**given, **fields})


def tool(*artifacts: Artifact, **fields: Any) -> Tool:
    given: dict[str, Any] = {
        "key": "some-agent@1.0.0",
        "tool_id": "some-agent",
        "name": "some-agent",
        "version": "1.0.0",
        "kind": ToolKind.CODING_AGENT,
        "vendor": None,
        "purl": "pkg:npm/some-agent@1.0.0",
        "subject": "tool.tgz",
        "artifacts": artifacts or (artifact(),),
    }
    return Tool(**{**given, **fields})


def done(subject: str = "tool.tgz!/package/cli.js", capabilities: frozenset[Capability] = ALL, stage: Stage = Stage.ANALYZE) -> Coverage:
    return Coverage(stage=stage, worker="w", subject=subject, status=CoverageStatus.DONE, capabilities=capabilities)


def gap(
    subject: str = "tool.tgz!/package/x.bin", capabilities: frozenset[Capability] = BYTE_CAPABILITIES, stage: Stage = Stage.UNPACK
) -> Coverage:
    return Coverage(
        stage=stage, worker="w", subject=subject, status=CoverageStatus.FAILED, reason="cannot be opened", capabilities=capabilities
    )


def finding(kind: FindingKind, id: str = "f1", tool: str = "some-agent@1.0.0", grade: Grade = Grade.A, **attributes: Any) -> Finding:
    return Finding(
        id=id,
        rule="r",
        kind=kind,
        tool=tool,
        grade=grade,
        confidence=0.9,
        title=f"a finding of {kind}",
        attributes=tuple(sorted(attributes.items())),
        evidence=(),
    )


def judged(
    *findings: Finding,
    policies: PolicySet | None = None,
    tools: tuple[Tool, ...] | None = None,
    coverage: tuple[Coverage, ...] | None = None,
    site: Site | None = None,
    at: date = AT,
) -> Judgement:
    return judge(
        tools if tools is not None else (tool(),),
        findings,
        coverage if coverage is not None else (done(),),
        policies=policies or load_policies(),
        at=at,
        site=site,
    )


def verdict(judgement: Judgement, control: str, key: str = "some-agent@1.0.0") -> Verdict:
    (found,) = [one for one in judgement.verdicts if (one.control, one.tool) == (control, key)]
    return found


HEAD = 'apiVersion: aitool-policy/v1\nkind: {kind}\nmetadata: {{id: made-up, version: "1.0.0", title: Made up for a test, owner: owner@corp.example}}\n'


def policy_file(folder: Path, body: str, *, params: str = "", enforcement: str = "block", needs: str = "code.flow", extra: str = "") -> Path:
    """A policy of one control; `body` is its `forbid:` or `require:` with two spaces of indentation taken out."""
    control = [
        "  - id: MAD-UP-001",
        "    title: A made-up control",
        "    rationale: A rationale that is long enough to be one.",
        "    severity: high",
        f"    enforcement: {enforcement}",
        f"    needs: [{needs}]",
        *(f"    {line}" for line in extra.splitlines()),
        *(f"    {line}" for line in body.splitlines()),
        "    references: [{framework: cwe, clause: CWE-201, relation: weakness}]",
        "    remediation: {summary: Do something about it.}",
    ]
    path = folder / "policy.yaml"
    path.write_text(HEAD.format(kind="Policy") + params + "controls:\n" + "\n".join(control) + "\n", encoding="utf-8")
    return path


def waivers_file(folder: Path, match: str, *, created: str = "2026-11-01", expires: str = "2026-11-30", control: str = "MAD-UP-001") -> Path:
    path = folder / "waivers.yaml"
    path.write_text(
        HEAD.format(kind="Waivers")
        + f"""waivers:
  - id: W-2026-001
    control: {control}
    match: {match}
    owner: lead@corp.example
    approved_by: ciso@corp.example
    reason: A reason that is long enough to be one.
    ticket: SEC-1
    created: {created}
    expires: {expires}
""",
        encoding="utf-8",
    )
    return path


def catalog_file(folder: Path, text: str) -> Path:
    path = folder / "catalog.yaml"
    path.write_text(HEAD.format(kind="Catalog") + text, encoding="utf-8")
    return path
