"""Settings files that are broken in every way: none crashes discovery, each is in coverage."""

from pathlib import Path

import pytest

from tests.discover.hosts import gaps, of_home, put

BROKEN = {
    "truncated": (".claude/settings.json", b'{"permissions": {"defaultMode": "byp'),
    "truncated in a list": (".claude/settings.json", b'{"permissions": {"allow": ["Bash(ls)",'),
    "empty": (".claude/settings.json", b""),
    "blank": (".claude/settings.json", b" \n\t\n"),
    "byte order mark": (".claude/settings.json", b'\xef\xbb\xbf{"permissions": {}}'),
    "comment": (".claude/settings.json", b'{// why\n"permissions": {}}'),
    "block comment": (".claude/settings.json", b'{/* why */"permissions": {}}'),
    "comment never closed": (".claude/settings.json", b'{/* why "permissions": {}}'),
    "trailing comma": (".claude/settings.json", b'{"permissions": {},}'),
    "duplicate key": (".claude/settings.json", b'{"env": {}, "env": {"A": "b"}}'),
    "10 MB": (".claude/settings.json", b'{"x": "' + b"a" * (10 << 20) + b'"}'),
    "nested 100,000 deep": (".claude/settings.json", b"[" * 100_000),
    "nested deep and closed": (".claude/settings.json", b'{"a":' * 5000 + b"1" + b"}" * 5000),
    "NUL": (".claude/settings.json", b'{"permissions": {}}\0'),
    "NUL only": (".claude/settings.json", b"\0" * 500),
    "not UTF-8": (".claude/settings.json", b'{"permissions": "\xff\xfe\xfd"}'),
    "a list": (".claude/settings.json", b"[1, 2]"),
    "a number": (".claude/settings.json", b"42"),
    "null": (".claude/settings.json", b"null"),
    "wrong type of object": (".claude/settings.json", b'{"permissions": "all"}'),
    "wrong type of switch": (".claude/settings.json", b'{"skipDangerousModePermissionPrompt": "yes"}'),
    "wrong type of block": (".claude/settings.json", b'{"env": ["A=b"]}'),
    "wrong type of servers": (".cursor/mcp.json", b'{"mcpServers": "none"}'),
    "wrong type of server": (".cursor/mcp.json", b'{"mcpServers": {"x": "npx foo"}}'),
    "quotes that never close": (".claude/settings.json", b'{"' + b'\\"' * 500_000),
    "comments that never close": (".claude/settings.json", b"{,/*" * 250_000),
    "XML": (".claude/settings.json", b"<html></html>"),
    "two documents": (".claude/settings.json", b"{}{}"),
    "lone surrogate": (".claude/settings.json", b'{"env": {"A": "\\ud800"}, "hooks": 3}'),
    "TOML without a value": (".codex/config.toml", b"approval_policy = \n"),
    "TOML duplicate key": (".codex/config.toml", b"a = 1\na = 2\n"),
    "TOML nested deep": (".codex/config.toml", b"a = " + b"[" * 50_000),
    "TOML truncated text": (".codex/config.toml", b'model = "gpt'),
    "YAML with a tab": (".continue/config.yaml", b"models:\n\t- name: x\n"),
    "YAML nested deep": (".continue/config.yaml", b"[" * 100_000),
    "YAML duplicate key": (".continue/config.yaml", b"models: []\nmodels: []\n"),
    "YAML alias bomb": (".continue/config.yaml", b"a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"),
    "YAML key that is a list": (".continue/config.yaml", b"? [a, b]\n: c\n"),
    "no database": (".config/Cursor/User/globalStorage/state.vscdb", b"not a database"),
    "truncated database": (".config/Cursor/User/globalStorage/state.vscdb", b"SQLite format 3\0" + b"\0" * 50),
}


PLACELESS = frozenset({"empty", "blank", "10 MB", "no database", "truncated database"})
"""What is wrong with the whole file stands nowhere in it."""


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_in_coverage(tmp_path: Path, name: str) -> None:
    path, content = BROKEN[name]
    put(tmp_path / path, content)
    found = [(subject, reason) for subject, reason in gaps(of_home(tmp_path)) if subject == f"{tmp_path}/{path}"]
    assert found
    told = [reason or "" for _, reason in found]
    assert all(reason for reason in told)
    assert all(("line" in reason and "column" in reason) is (name not in PLACELESS) for reason in told)


@pytest.mark.parametrize(
    ("path", "content", "reason"),
    [
        (".claude/settings.json", '{\n"a": 1,\n"b" 2}', "is not JSON: Expecting ':' delimiter at line 3, column 5"),
        (".codex/config.toml", "a = 1\nb = \n", "is not TOML: Invalid value (at line 2, column 5)"),
        (".continue/config.yaml", "a:\n  - b\n c: d\n", "is not YAML: did not find expected key at line 3, column 2"),
        (".claude/settings.json", '{\n "env": {},\n "env": {}}', "has the key `env` twice in one object, again at line 3, column 2; the last one was taken"),
        (".claude/settings.json", '{\n "env": {} // why\n}', "has comments or trailing commas, which plain JSON does not allow, from line 2, column 12"),
        (".claude/settings.json", '{\n"permissions": true}', "`permissions` at line 2, column 1 is true or false where an object is expected"),
    ],
)
def test_the_reason_names_the_place(tmp_path: Path, path: str, content: str, reason: str) -> None:
    put(tmp_path / path, content)
    assert (f"{tmp_path}/{path}", reason) in gaps(of_home(tmp_path))


def test_a_whole_file_is_no_gap(tmp_path: Path) -> None:
    put(tmp_path / ".claude/settings.json", {"permissions": {"defaultMode": "plan"}, "env": {"A": "b"}})
    put(tmp_path / ".codex/config.toml", 'approval_policy = "on-request"\n')
    put(tmp_path / ".continue/config.yaml", "models: []\n")
    assert gaps(of_home(tmp_path)) == []
