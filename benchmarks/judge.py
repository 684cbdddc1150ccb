"""How long it takes to judge 10,000 findings by 100 controls: `python -m benchmarks.judge`.

A bad case is measured: all findings are of one kind, every control looks at that kind through nested conditions, and every fifth tries a
regular expression on those that get that far.
"""

import tempfile
import time
from datetime import date
from pathlib import Path

from scanner.judge.stage import judge
from scanner.model.finding import Finding, FindingKind, Grade
from scanner.model.installation import ToolKind
from scanner.model.report import Tool
from scanner.ruleset.policy_set import PolicySet, load_policies

FINDINGS = 10_000
CONTROLS = 100
LIMIT_S = 5.0

_HEAD = """\
apiVersion: aitool-policy/v1
kind: Policy
metadata: {id: made-up, version: "1", title: Made up to measure, owner: nobody@corp.example}
params:
  places: {value: [US, EU, GB, CH, JP, SG]}
controls:
"""
_CONTROL = """\
  - id: MAD-UP-{number:03}
    title: A control that looks at every finding
    rationale: A rationale that is long enough to be one.
    severity: high
    needs: [inventory]
    forbid:
      - facts: net.endpoint
        min_grade: C
        where:
          all:
            - {{field: role, op: in, value: [inference, telemetry, update]}}
            - {{not: {{field: host, op: host_under, value: [gw{number}.corp.example]}}}}
            - any:
                - {{field: processing, op: contains_none, param: places}}
                - {{field: host, {last}}}
    references: [{{framework: cwe, clause: CWE-201, relation: weakness}}]
    remediation: {{summary: Do something about it.}}
"""


def made_policies(*, controls: int) -> PolicySet:
    """A policy of that many controls, all of them about endpoints."""
    last = [
        f'op: matches, value: "^evil[0-9]+{number}"' if number % 5 == 0 else f"op: eq, value: evil{number}.io" for number in range(controls)
    ]
    text = _HEAD + "".join(_CONTROL.format(number=number, last=last[number]) for number in range(controls))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "policy.yaml"
        path.write_text(text, encoding="utf-8")
        return load_policies([path])


def made_findings(count: int, *, tool: str) -> tuple[Finding, ...]:
    """That many endpoints, every tenth of them processed where it should not be."""
    return tuple(
        Finding(
            id=f"{number:016x}",
            rule="made-up",
            kind=FindingKind.NET_ENDPOINT,
            tool=tool,
            grade=Grade.C,
            confidence=0.8,
            title="made up",
            attributes=(
                ("host", f"host{number}.service.io"),
                ("processing", ("XX",) if number % 10 == 0 else ("US", "EU")),
                ("role", ("inference", "telemetry", "docs")[number % 3]),
            ),
            evidence=(),
        )
        for number in range(count)
    )


def main() -> int:
    """Measure and print; 1 where the limit is exceeded."""
    tool = Tool(
        key="made-up",
        tool_id="made-up",
        name="made-up",
        version="1.0.0",
        kind=ToolKind.CLI,
        vendor=None,
        purl=None,
        subject="x",
        artifacts=(),
    )
    policies, findings = made_policies(controls=CONTROLS), made_findings(FINDINGS, tool=tool.key)
    start = time.process_time()
    judgement = judge((tool,), findings, (), policies=policies, at=date(2026, 11, 22))
    seconds = time.process_time() - start
    failed = sum(len(verdict.findings) for verdict in judgement.verdicts)
    print(f"{FINDINGS} findings x {CONTROLS} controls: {seconds:.2f} s of processor time (limit {LIMIT_S:g} s), {failed} violations")
    return int(seconds > LIMIT_S)


if __name__ == "__main__":
    raise SystemExit(main())
