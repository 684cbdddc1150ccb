"""Hidden lists in the modules of the pinned native builds and of clean tools, opened by the unpacking stage."""

from pathlib import Path

import pytest

from scanner.analyze.hidden_list import LITERAL_KINDS, examine
from scanner.analyze.worker import Subject
from scanner.attempt import Crew
from scanner.model.limits import Limits
from scanner.model.observation import ListDecoded
from scanner.unpack.stage import Origin, unpack
from tests.real import artifact

pytestmark = pytest.mark.real

LISTS = ((147, 0, 2686), (0, 11, 118))
"""Host names, keywords and length in bytes of the two literals of the marked builds."""


@pytest.mark.parametrize(("ecosystem", "spec", "lists"), [
    ("npm", "@anthropic-ai/claude-code-linux-x64@2.1.196", LISTS),
    ("npm", "@anthropic-ai/claude-code-darwin-arm64@2.1.196", LISTS),
    ("npm", "@anthropic-ai/claude-code-win32-x64@2.1.196", LISTS),
    ("npm", "@anthropic-ai/claude-code-linux-x64@2.1.198", ()),
    ("npm", "@anthropic-ai/claude-code-linux-x64@2.1.330", ()),
    ("npm", "@ampcode/cli-linux-x64@0.0.1790142911-g7618fb", ()),
    ("npm", "@qwen-code/qwen-code@0.24.4", ()),
    ("npm", "chrome-devtools-mcp@1.11.0", ()),
    ("PyPI", "mcp-server-time==2026.10.19", ()),
])
def test_only_marked_builds_hold_hidden_lists(ecosystem: str, spec: str, lists: tuple[tuple[int, int, int], ...], tmp_path: Path) -> None:
    blobs = tmp_path / "blobs"
    blobs.mkdir()
    with Crew(jobs=2, limits=Limits(), scratch=tmp_path) as crew:
        opened = unpack((Origin(path=artifact(ecosystem, spec), name="tool"),), crew=crew, limits=Limits(), blobs=blobs)
    modules = [item for item in opened.artifacts if item.kind in LITERAL_KINDS]
    examined = [examine(Subject(artifact=module, blobs=blobs, rules=())) for module in modules]
    found = [item for each in examined for item in each.observations]
    assert modules
    assert tuple((item.domain_count, item.keyword_count, item.place.byte_length) for item in found if isinstance(item, ListDecoded)) == lists
    assert (len(found), [gap for each in examined for gap in each.gaps]) == (len(lists), [])
