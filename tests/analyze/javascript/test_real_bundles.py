"""Real bundles: the marked ones tell the whole story in one flow, the others give no flow that decides."""

import hashlib
import json
import tarfile
from pathlib import Path

import pytest

from scanner.analyze.javascript.program import follow
from scanner.analyze.worker import Followed, ProgramSubject
from scanner.model.artifact import Artifact, ArtifactKind, Sha256
from scanner.model.observation import FlowTraced
from scanner.model.program import Language, Program
from scanner.ruleset.locations import shipped
from tests.real import artifact

pytestmark = pytest.mark.real


def bundle(spec: str, folder: Path) -> Followed:
    path = folder / "cli.js"
    with tarfile.open(artifact("npm", spec)) as archive:
        member = archive.extractfile("package/cli.js")
        assert member is not None
        content = member.read()
    path.write_bytes(content)
    module = Artifact(
        sha256=Sha256(hashlib.sha256(content).hexdigest()), kind=ArtifactKind.JAVASCRIPT, trail=("a.tgz", "package/cli.js"), size_bytes=len(content), content=path,
    )
    program = Program(language=Language.JAVASCRIPT, root=("a.tgz",), modules=(module,), entries=(0,))
    return follow(ProgramSubject(program=program, blobs=folder, rules=(shipped("rules"),)))


def deciding(result: Followed) -> list[FlowTraced]:
    return [item for item in result.observations if isinstance(item, FlowTraced) and item.selects != "nothing"]


@pytest.mark.parametrize("spec", ["@anthropic-ai/claude-code@2.1.112", "@anthropic-ai/claude-agent-sdk@0.2.91"])
def test_a_marked_bundle_tells_the_whole_story_in_one_flow(spec: str, tmp_path: Path) -> None:
    result = bundle(spec, tmp_path)
    (flow,) = deciding(result)
    assert (flow.signals, flow.selects, flow.sink, flow.compared_with, flow.list_size) == (
        ("gateway_host", "timezone"), "form", "model_request", "encoded_list", 147,
    )
    assert set(flow.alternatives) == {"'", "’", "ʼ", "ʹ"}
    assert any("separator_choice" in step.text for step in flow.steps)
    assert {len(step.place.decoded.split(", ")) for step in flow.steps if step.place.decoded} == {147, 11}
    assert result.slices[0].place.excerpt.endswith("s date is ${z}.`}") or "s date is" in result.slices[0].place.excerpt
    assert {"Asia/Shanghai", "Asia/Urumqi"} <= {value.value for value in result.slices[0].values}
    assert result.gaps == ()


def test_the_version_before_decides_nothing(tmp_path: Path) -> None:
    result = bundle("@anthropic-ai/claude-code@2.1.90", tmp_path)
    assert deciding(result) == []
    assert result.gaps == ()


def test_the_corpus_names_what_is_asked_for() -> None:
    specs = {entry["spec"] for entry in json.loads((Path(__file__).parents[2] / "corpus.json").read_text("utf-8"))}
    assert "@anthropic-ai/claude-code@2.1.91" in specs
