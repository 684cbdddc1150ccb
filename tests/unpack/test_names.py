"""Names of members: text for a trail, never a path to write to."""

import pytest

from scanner.unpack.names import STEP_CHARS, leads_out, objection_to, step_of


@pytest.mark.parametrize(("raw", "step"), [
    (b"./package/cli.js", "package/cli.js"),
    ("./", "."),
    (b"caf\xe9", "caf\\xe9"),
    ("a\x00b\nc", "a\\x00b\\nc"),
    ("evil\u202etxt.exe", "evil\\u202etxt.exe"),
    ("\ud800", "\\ud800"),
    ("../../x", "../../x"),
])
def test_a_step_can_be_printed(raw: bytes | str, step: str) -> None:
    assert step_of(raw) == step


def test_a_long_name_is_shortened_in_the_middle() -> None:
    step = step_of("a" * 5000 + "/cli.js")
    assert (len(step), step.endswith("/cli.js"), "…" in step) == (STEP_CHARS + 1, True, True)


@pytest.mark.parametrize("name", ["package/cli.js", "a..b/c", "console.js", "com10.txt", "auxiliary/x", "ünï.js", ""])
def test_ordinary_names_raise_no_objection(name: str) -> None:
    assert objection_to(name) is None


@pytest.mark.parametrize("name", ["../x", "a/../../x", "a\\..\\x", "/x", "\\\\host\\x", "C:x", "x\x00.js", "NUL", "dir/com1.txt", "lpt9 .x"])
def test_dangerous_names_do(name: str) -> None:
    assert objection_to(name) is not None


@pytest.mark.parametrize(("link", "target", "expected"), [
    ("package/bin/x", "../cli.js", False),
    ("package/bin/x", "../../cli.js", False),
    ("package/bin/x", "../../../cli.js", True),
    ("x", "..", True),
    ("x", "/usr/bin/node", True),
    ("a/b", "./c/../d", False),
])
def test_links_are_judged_from_where_they_lie(link: str, target: str, expected: bool) -> None:
    assert leads_out(link, target) is expected
