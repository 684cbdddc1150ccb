"""Small artifacts share an attempt: one that fails costs only itself."""

from pathlib import Path

from scanner.analyze.examining import SMALL_BYTES, AllExamined, Context, examine_artifacts
from scanner.attempt import Crew
from scanner.memory import Memory
from scanner.model.artifact import Artifact, ArtifactKind
from scanner.model.coverage import CoverageStatus
from scanner.model.limits import Limits
from scanner.ruleset.locations import shipped
from tests.analyze.subjects import artifact_of

SCRIPT = 'fetch("https://telemetry.contoso.com/v1/events");'


def _examined(artifacts: list[Artifact], folder: Path) -> tuple[list[AllExamined], list[str]]:
    """What was seen, and the subjects of the attempts."""
    steps: list[str] = []
    (folder / "blobs").mkdir(exist_ok=True)
    with Crew(jobs=1, limits=Limits(), scratch=folder) as crew:
        context = Context(
            crew=crew, rules=(shipped("rules"),), ruleset_digest="", blobs=folder / "blobs", memory=Memory(folder=folder / "kept"),
            on_step=lambda _, subject: steps.append(subject),
        )  # fmt: skip
        return examine_artifacts(context, artifacts, {artifact.trail: artifact for artifact in artifacts}), steps


def _hosts(seen: AllExamined) -> list[str]:
    return [one.host for one in seen.observations if one.kind == "endpoint"]


def test_a_broken_file_among_small_ones_is_a_gap_of_its_own_and_the_others_are_examined(tmp_path: Path) -> None:
    broken = artifact_of(b"\0asm\x01", tmp_path, name="broken.wasm", kind=ArtifactKind.WASM)
    before, after = artifact_of(SCRIPT, tmp_path, name="before.js"), artifact_of(SCRIPT + "//", tmp_path, name="within.js")
    (first, wasm, last), _ = _examined([before, broken, after], tmp_path)
    failed = wasm.coverage[0]
    assert (failed.worker, failed.status, failed.subject) == ("wasm", CoverageStatus.FAILED, broken.subject)
    assert failed.reason == "the WebAssembly header cannot be read; the file is truncated or malformed"
    assert _hosts(first) == _hosts(last) == ["telemetry.contoso.com"]
    assert {entry.status for entry in (*first.coverage, *last.coverage)} == {CoverageStatus.DONE}


def test_small_files_share_an_attempt_and_a_large_one_sees_the_same(tmp_path: Path) -> None:
    small = [artifact_of(SCRIPT + "/" * number, tmp_path, name=f"{number}.js") for number in range(2, 12)]
    large = artifact_of(SCRIPT + "//" + "x" * SMALL_BYTES, tmp_path, name="large.js")
    seen, steps = _examined([*small, large], tmp_path)
    assert {tuple(_hosts(one)) for one in seen} == {("telemetry.contoso.com",)}
    assert [step for step in steps if step != large.subject] == [small[0].subject]
    assert [entry.worker for entry in seen[0].coverage] == [entry.worker for entry in seen[-1].coverage]


def test_what_was_seen_is_recalled_with_the_names_that_files_have_now(tmp_path: Path) -> None:
    script = artifact_of(SCRIPT, tmp_path, name="a.js")
    (first,), _ = _examined([script], tmp_path)
    (again,), steps = _examined([script], tmp_path)
    assert again == first
    assert steps == []
