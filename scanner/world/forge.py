"""What forges answer that are asked about a repository, as the interfaces of GitHub and GitLab do: one change that is under review.

Source: https://docs.github.com/rest, https://docs.gitlab.com/api/merge_requests. Whatever host is asked answers so.
"""

import base64
import re
from typing import Any

from scanner.world.gitlog import COMMIT, SUBJECT

_FILE = "src/index.js"
_HUNK = "@@ -1 +1 @@\n-export const answer = 41;\n+export const answer = 42;"
_WHEN = "2026-11-20T10:00:00Z"
_USER = {"login": "sam", "id": 1, "type": "User"}
_OF_GITHUB = re.compile(r"/repos/[^/]+/[^/]+(?:/(?P<rest>.*?))?/?\Z")
_OF_GITLAB = re.compile(r"/projects/[^/]+/merge_requests/\d+(?:/(?P<rest>\w+))?/?\Z")


def forge_reply(path: str) -> Any:
    """The value of the answer to a question at this path; None: it is no such question."""
    if (asked := _OF_GITLAB.search(path)) is not None:
        return _of_gitlab(asked["rest"] or "")
    if (asked := _OF_GITHUB.search(path)) is not None:
        return next((value() for pattern, value in _ANSWERS if re.fullmatch(pattern, asked["rest"] or "")), None)
    return None


def _files() -> list[dict[str, Any]]:
    return [
        {
            "sha": COMMIT, "filename": _FILE, "status": "modified", "additions": 1, "deletions": 1, "changes": 2, "patch": _HUNK,
            "blob_url": "", "raw_url": "", "contents_url": "",
        }
    ]  # fmt: skip


def _review() -> dict[str, Any]:
    return {
        "id": 1, "number": 1, "title": SUBJECT, "body": SUBJECT, "state": "open", "draft": False, "merged": False, "user": _USER,
        "labels": [], "head": {"sha": COMMIT, "ref": "work"}, "base": {"sha": COMMIT[::-1], "ref": "main"}, "created_at": _WHEN,
        "updated_at": _WHEN,
        "additions": 1, "deletions": 1, "changed_files": 1, "commits": 1, "assignees": [], "requested_reviewers": [],
    }  # fmt: skip


def _commit() -> dict[str, Any]:
    author = {"name": "sam", "email": "sam@example.net", "date": _WHEN}
    return {"sha": COMMIT, "commit": {"message": SUBJECT, "author": author, "committer": author}, "author": _USER, "files": _files()}


def _repository() -> dict[str, Any]:
    return {
        "id": 1, "name": "project", "full_name": "team/project", "private": False, "default_branch": "main", "owner": {"login": "team"},
        "description": "A small project.", "language": "JavaScript", "topics": [], "visibility": "public",
    }  # fmt: skip


def _content() -> dict[str, Any]:
    text = base64.b64encode(b"export const answer = 42;\n").decode()
    return {"type": "file", "encoding": "base64", "name": "index.js", "path": _FILE, "sha": COMMIT, "content": text}


_ANSWERS: tuple[tuple[str, Any], ...] = (
    ("", _repository),
    (r"pulls/\d+/files", _files),
    (r"(?:pulls|issues)/\d+", _review),
    (r"pulls", lambda: [_review()]),
    (r"(?:pulls/\d+/)?commits", lambda: [_commit()]),
    (r"commits/[^/]+", _commit),
    (r"compare/.+", lambda: {"status": "ahead", "ahead_by": 1, "total_commits": 1, "commits": [_commit()], "files": _files()}),
    (r"contents/.+", _content),
    (r"(?:(?:pulls|issues|commits)/\w+/)?(?:comments|reviews|labels|issues|releases|tags|reactions|statuses)", list),
)
"""(what stands behind the name of the repository, the answer's value), first match first."""


def _of_gitlab(rest: str) -> Any:
    change = {"old_path": _FILE, "new_path": _FILE, "diff": _HUNK + "\n", "new_file": False, "renamed_file": False, "deleted_file": False}
    request = {
        "id": 1, "iid": 1, "title": SUBJECT, "description": SUBJECT, "state": "opened", "source_branch": "work", "target_branch": "main",
        "sha": COMMIT, "diff_refs": {"base_sha": COMMIT[::-1], "head_sha": COMMIT, "start_sha": COMMIT[::-1]},
        "author": {"username": "sam"},
    }  # fmt: skip
    return {"": request, "changes": {**request, "changes": [change]}, "diffs": [change]}.get(rest, [])
