"""Recall and false alarms over pairs of made-up tools: static flow alone, emulation alone, both.

Each folder of `benchmarks/mutants/` is a pair: `dirty/` hides a signal, `twin/` does the same job honestly. `expect.yaml` names the kinds
of which the dirty one must show at least one; the twin must show none of `ALARMS`.

    python -m benchmarks.recall [NAME...]
"""

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from scanner.attempt import Crew
from scanner.correlate.stage import Knowledge, correlate, knowledge_of
from scanner.examination import Examination, Workshop, examine
from scanner.memory import Memory
from scanner.model.finding import FindingKind
from scanner.model.limits import Limits
from scanner.model.observation import DifferenceSeen, FlowTraced
from scanner.ruleset.locations import shipped
from scanner.ruleset.policy_set import load_policies
from scanner.ruleset.rules import Ruleset, load_ruleset
from scanner.ruleset.strict_yaml import load
from scanner.unpack.stage import Origin
from scanner.workfolder import WorkFolder

MUTANTS = Path(__file__).parent / "mutants"
ALARMS = frozenset({FindingKind.COVERT_CHANNEL, FindingKind.COVERT_GATE, FindingKind.REGION_PROBE})
MODES = ("static", "emulation", "both")


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What one mode made of one pair."""

    pair: str
    mode: str
    is_found: bool
    alarms: tuple[str, ...]


def main(names: list[str]) -> int:
    """Print a line for each miss and false alarm, and a table; exit code 1 where `both` is not perfect."""
    pairs = [folder for folder in sorted(MUTANTS.iterdir()) if folder.is_dir() and (not names or folder.name in names)]
    ruleset, knowledge = load_ruleset((shipped("rules"),)), knowledge_of((shipped("rules"),), load_policies().vendor_index)
    results: list[Result] = []
    with WorkFolder() as folder, Crew(jobs=2, limits=Limits(), scratch=folder.scratch) as crew:
        workshop = Workshop(crew=crew, folder=folder, limits=Limits(), ruleset=ruleset, memory=Memory(folder=None), on_step=lambda *_: None)
        for pair in pairs:
            results += _measured(pair, workshop, knowledge)
    _show(results, len(pairs))
    return 0 if all(each.is_found and not each.alarms for each in results if each.mode == "both") else 1


def _measured(pair: Path, workshop: Workshop, knowledge: Knowledge) -> Iterable[Result]:
    wanted = frozenset(map(FindingKind, load(pair / "expect.yaml").value["kinds"]))
    dirty, twin = (examine((Origin(path=pair / side, name=side),), workshop) for side in ("dirty", "twin"))
    for mode in MODES:
        found = _kinds(dirty, mode, workshop.ruleset, knowledge) & wanted
        alarms = tuple(sorted(kind.value for kind in _kinds(twin, mode, workshop.ruleset, knowledge) & ALARMS))
        yield Result(pair=pair.name, mode=mode, is_found=bool(found), alarms=alarms)


def _kinds(examination: Examination, mode: str, ruleset: Ruleset, knowledge: Knowledge) -> frozenset[FindingKind]:
    left_out = {"static": (DifferenceSeen,), "emulation": (FlowTraced,), "both": ()}[mode]
    seen = [item for item in examination.observations if not isinstance(item, left_out)]
    refuted = frozenset(examination.refuted) if mode == "both" else frozenset()
    findings = correlate(seen, tool="t", tool_id="t", ruleset=ruleset, knowledge=knowledge, refuted=refuted)
    return frozenset(finding.kind for finding in findings)


def _show(results: list[Result], pairs: int) -> None:
    for each in results:
        if each.mode == "both" and not each.is_found:
            print(f"missed: {each.pair}")
        if each.mode == "both" and each.alarms:
            print(f"false alarm: {each.pair} twin shows {', '.join(each.alarms)}")
    print("\n| mode | recall | false alarms | pairs |\n|---|---|---|---|")
    for mode in MODES:
        of_mode = [each for each in results if each.mode == mode]
        found, alarms = sum(each.is_found for each in of_mode), sum(bool(each.alarms) for each in of_mode)
        print(f"| {mode} | {found}/{pairs} | {alarms}/{pairs} | {pairs} |")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
