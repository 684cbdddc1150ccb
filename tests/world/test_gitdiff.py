"""What git tells of the changes in the made-up repository."""

import pytest

from scanner.world.gitdiff import changes_printed


def said(line: str) -> str | None:
    answer = changes_printed(line)
    return None if answer is None else answer.text


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("git diff --cached --name-only", "README.md\nsrc/index.js\nsrc/main.py\n"),
        ("git diff --cached --name-status", "M\tREADME.md\nM\tsrc/index.js\nA\tsrc/main.py\n"),
        ("git diff --name-only -z", "README.md\0src/index.js\0src/main.py\0"),
        ("git diff --staged --name-only --diff-filter=A", "src/main.py\n"),
        ("git diff --staged --name-only --diff-filter=d -- src", "src/index.js\nsrc/main.py\n"),
        ("git diff --numstat HEAD -- README.md", "3\t1\tREADME.md\n"),
        ("git diff --shortstat", " 3 files changed, 5 insertions(+), 2 deletions(-)\n"),
        ("git diff --stat -- src/main.py", " src/main.py | 1 +\n 1 file changed, 1 insertion(+)\n"),
        ("git status --porcelain", "MM README.md\nMM src/index.js\nAM src/main.py\n"),
        ("git -C /home/user/project diff --name-only .", "README.md\nsrc/index.js\nsrc/main.py\n"),
        ("git show HEAD:README.md", None),
        ("git status", None),
        ("git log --oneline", None),
        ("git difftool", None),
    ],
)
def test_changes_are_told_as_they_are_asked_for(line: str, expected: str | None) -> None:
    assert said(line) == expected


def test_a_patch_is_that_of_the_file_which_is_named() -> None:
    assert said("git diff --cached --unified=2 -- src/index.js") == (
        "diff --git a/src/index.js b/src/index.js\n--- a/src/index.js\n+++ b/src/index.js\n@@ -1,1 +1,1 @@\n"
        "-export const answer = 41;\n+export const answer = 42;\n"
    )


@pytest.mark.parametrize(("asked", "lines", "head"), [
    ("", 3, "@@ -1,6 +1,8 @@"), ("-U0", 0, "@@ -3,1 +3,3 @@"), ("--unified=1", 1, "@@ -2,3 +2,5 @@"), ("-U5", 5, "@@ -1,8 +1,10 @@"),
    ("-U1 -U4", 4, "@@ -1,7 +1,9 @@"), ("-U100", 8, "@@ -1,11 +1,13 @@"),
])  # fmt: skip
def test_a_patch_has_as_many_lines_around_a_change_as_are_asked_for(asked: str, lines: int, head: str) -> None:
    printed = said(f"git diff {asked} -- README.md") or ""
    assert head in printed
    assert len(printed.split("+It answers.\n")[1].splitlines()) == lines
