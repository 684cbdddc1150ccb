"""Detection rules against their own samples: does each match what it must, and stay silent on what it must?"""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from scanner.discover.stage import discover
from scanner.discover.target import Target
from scanner.pipeline import Depth, Judging, Run, scan_host, scan_paths
from scanner.ruleset.rules import RuleFolder

HOST_SAMPLE = "host"
"""A sample folder with this folder in it is the file tree of a host, scanned for settings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleCheck:
    rule: str
    sample: str
    """Name of the sample; empty: the rule lacks one kind of sample."""
    is_right: bool
    message: str


def check_rule(folder: RuleFolder, *, run: Run, judging: Judging) -> tuple[SampleCheck, ...]:
    """Run one rule's samples through the whole chain. A rule without a matching and a clean sample fails, unless it says why."""
    if folder.rule.unsampled is not None and not folder.samples("match") and not folder.samples("clean"):
        return (SampleCheck(rule=folder.rule.id, sample="", is_right=True, message=f"not tested: {folder.rule.unsampled}"),)
    checks = [
        SampleCheck(
            rule=folder.rule.id, sample="", is_right=False, message=f"has no sample `{verdict}-*`; add one below {folder.path}/samples"
        )
        for verdict in ("match", "clean")
        if not folder.samples(verdict)
    ]
    for verdict in ("match", "clean"):
        for sample in folder.samples(verdict):
            found = folder.rule.id in _rules_found(sample, run, judging)
            is_right = found == (verdict == "match")
            message = "as it should" if is_right else "was not found" if verdict == "match" else "was found, and must not be"
            checks.append(SampleCheck(rule=folder.rule.id, sample=sample.name, is_right=is_right, message=message))
    return tuple(checks)


def _rules_found(sample: Path, run: Run, judging: Judging) -> set[str]:
    if (sample / HOST_SAMPLE).is_dir():
        target = Target(root=sample / HOST_SAMPLE, host="sample")
        inventory = discover(target, catalog=run.catalog, on_step=partial(run.on_step, "looking for"))
        report = scan_host(inventory, depth=Depth.INVENTORY, run=run, judging=judging)
    else:
        report = scan_paths((str(sample),), target=None, run=run, judging=judging)
    return {finding.rule for finding in report.findings}
