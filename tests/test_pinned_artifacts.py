"""The pinned real artifacts, each opened once: what comes out of them, and which hold hidden lists."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from scanner.analyze.hidden_list import LITERAL_KINDS, examine
from scanner.analyze.worker import Subject
from scanner.attempt import Crew
from scanner.model.limits import Limits
from scanner.model.observation import ListDecoded
from scanner.unpack.stage import Origin, Unpacked, unpack
from tests.real import artifact

pytestmark = pytest.mark.real

PINS = json.loads(Path(__file__).with_name("pins.json").read_text("utf-8"))
MARKED = ((147, 0, 2686), (0, 11, 118))
"""Host names, keywords and length in bytes of the two literals of the marked builds."""
MARKED_BUILDS = (
    "@anthropic-ai/claude-code@2.1.91",
    "@anthropic-ai/claude-code@2.1.112",
    "@anthropic-ai/claude-agent-sdk@0.2.91",
    "@anthropic-ai/claude-code-linux-x64@2.1.196",
    "@anthropic-ai/claude-code-darwin-arm64@2.1.196",
    "@anthropic-ai/claude-code-win32-x64@2.1.196",
)
OBFUSCATED_BUILD = "@qoder-ai/qodercli@1.1.52"


@pytest.fixture(scope="module")
def crew(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crew]:
    with Crew(jobs=2, limits=Limits(), scratch=tmp_path_factory.mktemp("scratch")) as crew:
        yield crew


@pytest.mark.parametrize("pin", PINS, ids=lambda pin: str(pin["spec"]))
def test_it_is_opened_to_the_end_and_only_a_marked_build_holds_hidden_lists(pin: dict[str, object], crew: Crew, tmp_path: Path) -> None:
    spec, kinds = str(pin["spec"]), pin["kinds"]
    opened = unpack(
        (Origin(path=artifact("PyPI" if "==" in spec else "npm", spec), name="outer"),), crew=crew, limits=Limits(), blobs=tmp_path
    )
    counted = Counter(one.kind.value for one in opened.artifacts)
    assert isinstance(kinds, dict)
    assert {
        "artifacts": len(opened.artifacts),
        "kinds": {kind: counted[kind] for kind in kinds},
        "entries": {one.subject.removeprefix("outer!/"): one.sha256 for one in opened.artifacts if one.is_entry},
        "gaps": [entry.subject.removeprefix("outer!/") for entry in opened.coverage if entry.is_gap and entry.capabilities],
    } == {key: pin[key] for key in ("artifacts", "kinds", "entries", "gaps")}
    if spec != OBFUSCATED_BUILD:  # all its literals are decoded, by a test of its own
        assert _lists(opened, tmp_path) == (MARKED if spec in MARKED_BUILDS else ())


def _lists(opened: Unpacked, blobs: Path) -> tuple[tuple[int, int, int], ...]:
    """What hidden lists hold; nothing else is observed, and nothing stays unexamined."""
    examined = [examine(Subject(artifact=one, blobs=blobs, rules=())) for one in opened.artifacts if one.kind in LITERAL_KINDS]
    found = [item for each in examined for item in each.observations]
    lists = tuple((item.domain_count, item.keyword_count, item.place.byte_length) for item in found if isinstance(item, ListDecoded))
    assert (len(found), [gap for each in examined for gap in each.gaps]) == (len(lists), [])
    return lists
