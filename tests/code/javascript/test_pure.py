"""Expressions of literals come to values; everything else stays not known."""

from pathlib import Path

import pytest

from scanner.code.javascript.meaning import Meaning
from scanner.code.javascript.program import Code
from scanner.code.javascript.pure import Pure
from scanner.code.javascript.source import source_of
from scanner.model.artifact import Artifact, ArtifactKind, Sha256


def value(code: str) -> tuple[bool, object]:
    """Value of `x` in the code."""
    artifact = Artifact(sha256=Sha256("0" * 64), kind=ArtifactKind.JAVASCRIPT, trail=("a.js",), size_bytes=len(code), content=Path("a.js"))
    program = Code((source_of(code.encode(), artifact),))
    meaning = Meaning(program)
    for unit in program.cut(0).units or ():
        for node in program.fragment(unit).free.get("x", []):
            if node.parent is not None and node.parent.kind == "variable_declarator" and (given := node.parent.get("value")) is not None:
                return Pure(meaning).value(given)
    raise AssertionError("the code declares no x")


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("var x='a'+'b'+1", "ab1"),
        ("var k=3;var x=[...'abc'].map(c=>String.fromCharCode(c.charCodeAt(0)^k)).join('')", "ba`"),
        (
            "function d(s){let o='';for(const b of Buffer.from(s,'base64'))o+=String.fromCharCode(b^7);return o.split(',')}var x=d('Zis=')",
            ["a", ""],
        ),
        ("var x=new Set(['a','b'])", ["a", "b"]),
        ("var x='cba'.split('').reverse().join('')", "abc"),
        ("var x={a:1}['a']", 1),
        ("var x=atob('aGk=')", "hi"),
        ("var x=`a${1+1}b`", "a2b"),
    ],
)
def test_pure_expressions_have_a_value(code: str, expected: object) -> None:
    assert value(code) == (True, expected)


@pytest.mark.parametrize(
    "code",
    [
        "var x=Date.now()",
        "var x=f(1)",
        "var x=(()=>{for(;;){}})()",
        "var x='a'.repeat(1e9)",
        "var x=(function f(){return f()})()",
        "let y=1;y++;var x=y",
        "var x=require('os').hostname()",
        "var x=[].reduce((a,b)=>a+b)",
    ],
)
def test_what_depends_on_a_run_is_not_known(code: str) -> None:
    assert value(code)[0] is False
