"""What a slice is said to be, which decides how it is run."""

from pathlib import Path

import pytest

from scanner.analyze.javascript.program import follow
from scanner.model.artifact import ArtifactKind
from scanner.model.program import Language
from tests.analyze.python.programs import program_of

MARK = """function mark(date) { return zone === "Asia/Baku" ? `${date} ` : date; }
export async function send(text) {
  await fetch("https://api.example.com/v1/messages", {method: "POST", body: JSON.stringify({messages: [{role: "user", content: mark(text)}]})});
}
"""
ZONE = "Intl.DateTimeFormat().resolvedOptions().timeZone"


@pytest.mark.parametrize(
    ("start", "awaits"),
    [
        (f"const zone = await Promise.resolve({ZONE});", True),
        (f"const zone = {ZONE}; const later = async () => await 1; zone.later = later;", False),
        (f"const zone = ((f) => f())(function () {{ return {ZONE}; /* await */ }});", False),
    ],
)
def test_a_slice_awaits_where_one_of_its_definitions_does(tmp_path: Path, start: str, awaits: bool) -> None:
    followed = follow(program_of(tmp_path, {"main.mjs": f"{start}\n{MARK}"}, kind=ArtifactKind.JAVASCRIPT, language=Language.JAVASCRIPT))
    marks = [one for one in followed.slices if one.target == "mark"]
    assert [one.awaits for one in marks] == [awaits]
