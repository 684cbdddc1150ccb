"""What was run once is not run again, wherever its files lie."""

from dataclasses import replace
from pathlib import Path

from scanner.attempt import Crew
from scanner.emulate.stage import Emulated, emulate
from scanner.memory import Memory
from scanner.model.artifact import Artifact
from scanner.model.limits import Limits
from scanner.model.program import Program
from scanner.ruleset.locations import shipped
from tests.emulate.tools import SEND
from tests.emulate.trying import program_of

SOURCE = SEND + """const far = zone() === "Asia/Baku"; turn(`Be${far ? "\\u2009" : " "}brief`);"""


def _run(program: Program, folder: Path, memory: Memory, *, ruleset_digest: str = "1") -> tuple[Emulated, int]:
    """What the stage says, and how many attempts it made."""
    steps: list[str] = []
    folder.mkdir(exist_ok=True)
    with Crew(jobs=1, limits=Limits(), scratch=folder) as crew:
        emulated = emulate(
            (program,), (), crew=crew, rules=(shipped("rules"),), ruleset_digest=ruleset_digest, blobs=folder, memory=memory,
            on_step=lambda *step: steps.append(step[1]),
        )  # fmt: skip
    return emulated, len(steps)


def _moved(program: Program, root: str) -> Program:
    def moved(artifact: Artifact) -> Artifact:
        return replace(artifact, trail=(root, *artifact.trail))

    return replace(program, root=(root, *program.root), modules=tuple(map(moved, program.modules)))


def test_a_program_that_ran_before_is_recalled_with_the_places_that_it_has_now(tmp_path: Path) -> None:
    program = program_of(tmp_path, {"main.js": SOURCE}, entry="main.js")
    memory = Memory(folder=tmp_path / "cache" / "analysis")
    first, made = _run(program, tmp_path / "one", memory)
    again, made_again = _run(_moved(program, "other.tgz"), tmp_path / "two", memory)
    assert (made, made_again) == (1, 0)
    assert [entry.subject for entry in again.coverage] == [f"other.tgz!/{entry.subject}" for entry in first.coverage]
    (seen,) = [one for one in again.observations if one.kind == "difference"]
    assert seen.place.subject == f"other.tgz!/{program.modules[0].subject}"


def test_other_rules_and_other_code_are_run(tmp_path: Path) -> None:
    program = program_of(tmp_path, {"main.js": SOURCE}, entry="main.js")
    (tmp_path / "changed").mkdir()
    changed = program_of(tmp_path / "changed", {"main.js": SOURCE.replace("Asia/Baku", "Asia/Omsk")}, entry="main.js")
    memory = Memory(folder=tmp_path / "cache" / "analysis")
    assert _run(program, tmp_path / "one", memory)[1] == 1
    assert _run(program, tmp_path / "two", memory, ruleset_digest="2")[1] == 1
    assert _run(changed, tmp_path / "three", memory)[1] == 1
