"""awk over letters that are all known."""

from types import SimpleNamespace
from typing import cast

import pytest

from scanner.analyze.shell.awking import awk
from scanner.analyze.shell.machine import Machine
from scanner.analyze.shell.oracle import Oracle

_KNOWN = cast(Machine, SimpleNamespace(holes_in=lambda letters: []))


@pytest.mark.parametrize(
    ("program", "printed"),
    [
        ("!seen[$1]++", "a 1\nb 3\n"),
        ('{ if (!i++) first = $2; last = $2 } END { print first "-" last "-" i }', "1-3-3\n"),
        ("{ n[++i] = $1 } END { print n[1] n[3] }", "ab\n"),
        ("{ n[i++] = $1 } END { print n[0] n[2] }", "ab\n"),
        ('END { if (never == 0) print "zero" }', "zero\n"),
        ('{ if ($3 == 0) print "an empty field is no zero" }', ""),
    ],
)
def test_what_is_counted_up_gives_what_it_was_or_becomes(program: str, printed: str) -> None:
    assert awk([program], "a 1\na 2\nb 3\n", lambda path: None, Oracle(_KNOWN)) == printed


def test_what_is_printed_to_files_stands_in_them() -> None:
    wrote: dict[str, str] = {}
    program = '/^#/ { if (at) close(at); at = sprintf("%s/%02d.part", dir, ++n) } at { print > at } END { print n " parts" > "/dev/stdout" }'
    assert awk(["-v", "dir=/tmp/d", program], "no\n# a\n1\n# b\n2\n", lambda path: None, Oracle(_KNOWN), wrote) == "2 parts\n"
    assert wrote == {"/tmp/d/01.part": "# a\n1\n", "/tmp/d/02.part": "# b\n2\n"}


def test_nothing_is_known_of_a_program_whose_files_nobody_takes() -> None:
    assert awk(['{ print > "out"; print }'], "a\n", lambda path: None, Oracle(_KNOWN)) is None
