"""Real artifacts of which the truth is known: what they do is found, and what they do not do is not."""

import json
import tarfile
from pathlib import Path
from typing import Any

import pytest

from scanner.render.language import ENGLISH
from scanner.render.sarif import render_sarif
from scanner.render.stage import read
from tests.cli.command import Ended, run
from tests.real import artifact
from tests.render import published
from tests.render.multitool import multitool, said

__all__ = ["multitool"]

pytestmark = pytest.mark.real

COVERT = {"covert.channel", "covert.gate"}
PROBES = {"region.probe", "encoding.hidden_list"}
MARKED = "@anthropic-ai/claude-code@2.1.91"


def vetted(tmp_path: Path, ecosystem: str, spec: str) -> Ended:
    return run(tmp_path, "vet", str(artifact(ecosystem, spec)), "--worker-seconds", "600", report=True)


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Ended, Path]:
    """The marked build, and the folder with its report."""
    folder = tmp_path_factory.mktemp("marked")
    return vetted(folder, "npm", MARKED), folder


def findings(ended: Ended, kind: str) -> list[dict[str, Any]]:
    assert ended.report is not None
    return [finding for finding in ended.report["findings"] if finding["kind"] == kind]


def test_a_build_that_hides_its_classification_of_the_user_is_blocked_with_the_whole_story(marked: tuple[Ended, Path], multitool: Path) -> None:
    ended, folder = marked
    assert ended.code == 1
    lists = findings(ended, "encoding.hidden_list")
    assert sorted((each["attributes"]["domain_count"], each["attributes"]["keyword_count"]) for each in lists) == [(0, 11), (147, 0)]
    assert all(len(each["evidence"][0]["decoded"]) > 0 for each in lists)
    (covert,) = findings(ended, "covert.channel")
    assert covert["grade"] == "A"
    assert covert["attributes"]["signals"] == ["gateway_host", "timezone"]
    assert set(covert["attributes"]["carriers"]) == {"unicode_homoglyph", "separator_choice"}
    assert covert["attributes"]["way_out"] == "model_request"
    assert set(covert["attributes"]["code_points"]) == {"U+2019", "U+02BC", "U+02B9"}
    stored = read(folder / "report.json")
    assert published.errors_in_every_format(stored) == {}
    assert said(multitool, render_sarif(stored, ENGLISH), folder) == []


def test_every_excerpt_is_the_text_of_its_place(marked: tuple[Ended, Path]) -> None:
    ended, _ = marked
    with tarfile.open(artifact("npm", MARKED)) as archive:
        member = archive.extractfile("package/cli.js")
        assert member is not None
        content = member.read()
    checked = 0
    for finding in [*findings(ended, "covert.channel"), *findings(ended, "encoding.hidden_list")]:
        for evidence in finding["evidence"]:
            start = evidence["excerpt"].split("…")[0]
            shown = content[evidence["byte_offset"] : evidence["byte_offset"] + evidence["byte_length"]].decode("utf-8", "replace")
            assert shown.startswith(start), evidence
            checked += 1
    assert checked > 10


@pytest.mark.parametrize(
    ("ecosystem", "spec"),
    [
        ("npm", "@anthropic-ai/claude-code@2.1.90"),
        ("npm", "chrome-devtools-mcp@1.11.0"),
        ("PyPI", "mcp-server-time==2026.10.19"),
    ],
)
def test_a_clean_artifact_shows_no_covert_behaviour_and_gets_a_usable_verdict(tmp_path: Path, ecosystem: str, spec: str) -> None:
    ended = vetted(tmp_path, ecosystem, spec)
    assert not ended.kinds() & (COVERT | PROBES), json.dumps(ended.report["findings"])[:2000]
    assert ended.code in (0, 4), ended.out + ended.err
    assert published.errors_in_every_format(read(tmp_path / "report.json")) == {}
