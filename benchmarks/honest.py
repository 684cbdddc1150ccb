"""False alarms over everyday code: small honest tools that read a signal and do with it what many tools do.

Each file of `benchmarks/honest_tools/` is a program of its own: a log named after the local time, a forge asked about its repository, a
key in the header that the configured provider wants. None may show a kind of `ALARMS`.

    python -m benchmarks.honest [NAME...]
"""

import sys
from pathlib import Path

from benchmarks.recall import ALARMS
from scanner.attempt import Crew
from scanner.correlate.stage import correlate, knowledge_of
from scanner.examination import Workshop, examine
from scanner.memory import Memory
from scanner.model.finding import Grade
from scanner.model.limits import Limits
from scanner.ruleset.locations import shipped
from scanner.ruleset.policy_set import load_policies
from scanner.ruleset.rules import load_ruleset
from scanner.unpack.stage import Origin
from scanner.workfolder import WorkFolder

TOOLS = Path(__file__).parent / "honest_tools"


def main(names: list[str]) -> int:
    """Print a line for each alarm of a grade that blocks or asks for a person, and a count; exit code 1 where there is any."""
    tools = [path for path in sorted(TOOLS.iterdir()) if not names or path.name in names]
    ruleset, knowledge = load_ruleset((shipped("rules"),)), knowledge_of((shipped("rules"),), load_policies().vendor_index)
    alarmed = 0
    with WorkFolder() as folder, Crew(jobs=2, limits=Limits(), scratch=folder.scratch) as crew:
        workshop = Workshop(crew=crew, folder=folder, limits=Limits(), ruleset=ruleset, memory=Memory(folder=None), on_step=lambda *_: None)
        for tool in tools:
            seen = examine((Origin(path=tool, name=tool.name),), workshop)
            found = correlate(
                seen.observations, tool="t", tool_id=None, ruleset=ruleset, knowledge=knowledge, refuted=frozenset(seen.refuted)
            )
            alarms = [one for one in found if one.kind in ALARMS and one.grade is not Grade.D]
            alarmed += bool(alarms)
            for alarm in alarms:
                print(f"{tool.name}: {alarm.kind} {alarm.grade}: {alarm.title}")
    print(f"{alarmed} of {len(tools)} honest tools are accused")
    return 1 if alarmed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
