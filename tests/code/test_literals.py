from itertools import pairwise

import pytest

from scanner.code.literals import constants_of, number_arrays_of, value_of
from scanner.code.tokens import TokenKind, tokens_of
from scanner.model.program import Language

JS, PY = Language.JAVASCRIPT, Language.PYTHON


def found(text: str, language: Language) -> list[tuple[str, str]]:
    return [(token.kind.value, text[token.start:token.end]) for token in tokens_of(text, language)]


@pytest.mark.parametrize(("text", "expected"), [
    ('a="x\\"y"+\'z\'', [("string", '"x\\"y"'), ("string", "'z'")]),
    ("a/b/c;'s'", [("string", "'s'")]),
    ("x=/[/'\"]/g;'s'", [("regex", "/[/'\"]/g"), ("string", "'s'")]),
    ("return/'/.test(a)", [("regex", "/'/")]),
    ("if(a)/\"/.test(b)", [("regex", '/"/')]),
    ("f(a)/2/'x'", [("string", "'x'")]),
    ("a[0]/2;b++/3;'x'", [("string", "'x'")]),
    ("`a${b+`c${'d'}`}e`", [("template", "`a${"), ("template", "`c${"), ("string", "'d'"), ("template", "}`"), ("template", "}e`")]),
    ("`a${{x:{}}.x}b`", [("template", "`a${"), ("template", "}b`")]),
    ("a//c 'x'\nb/*'*/'y'", [("comment", "//c 'x'"), ("comment", "/*'*/"), ("string", "'y'")]),
    ("[\n // why\n /a'/,\n // and\n /b'/\n]", [("comment", "// why"), ("regex", "/a'/"), ("comment", "// and"), ("regex", "/b'/")]),
    ("#!/usr/bin/env node 'x'\n'y'", [("comment", "#!/usr/bin/env node 'x'"), ("string", "'y'")]),
    ("<p>Don't</p>\nvar a='b'", [("string", "'b'")]),
    ('"unclosed\n"closed"', [("string", '"closed"')]),
    ("`never closed ${a", [("template", "`never closed ${")]),
    ("", []),
])
def test_javascript_is_cut_into_literals_and_comments(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text, JS) == expected


@pytest.mark.parametrize(("text", "expected"), [
    ("x = 'a' # 'b'\ny = \"c\"", [("string", "'a'"), ("comment", "# 'b'"), ("string", '"c"')]),
    ("'''a'b\n''c'''; rb'd'", [("string", "'''a'b\n''c'''"), ("string", "rb'd'")]),
    ('f"{a}" + u"é"', [("string", 'f"{a}"'), ("string", 'u"é"')]),
    ("'open\n'shut'", [("string", "'shut'")]),
])
def test_python_is_cut_into_literals_and_comments(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text, PY) == expected


@pytest.mark.parametrize(("literal", "value", "language"), [
    (r"'\x41\u0042\u{1f600}\n\101\q'", "AB😀\nAq", JS),
    ("'a\\\nb'", "ab", JS),
    ("`a\\`b`", "a`b", JS),
    (r"'\u{ffffff}'", "\ufffd", JS),
    (r"'\x41\U0001f600\101\q'", "A😀A\\q", PY),
    (r"r'\x41'", r"\x41", PY),
    ('b"""x"""', "x", PY),
])
def test_a_literal_says_what_the_language_makes_of_it(literal: str, value: str, language: Language) -> None:
    (token,) = tokens_of(literal, language)
    assert value_of(literal, token, language) == value


@pytest.mark.parametrize(("text", "values", "language"), [
    ("f('a' + 'b' +\n  `c`, 'd')", ["abc", "d"], JS),
    ("'a' - 'b'", ["a", "b"], JS),
    ("'a' /* why */ + 'b'", ["a", "b"], JS),
    ("x = ('a'\n     'b' + 'c')\ny = 'd'", ["abc", "d"], PY),
    ("`a${x}` + 'b'", ["b"], JS),
])
def test_joined_literals_are_one_constant(text: str, values: list[str], language: Language) -> None:
    assert [constant.value for constant in constants_of(text, list(tokens_of(text, language)), language)] == values


@pytest.mark.parametrize(("text", "arrays"), [
    ("String.fromCharCode(1,2,3,4,5,6,7,8,9,10,11,12)", ["1,2,3,4,5,6,7,8,9,10,11,12"]),
    ("[0x1,0x2,3, 4,5,6,7,8,9,10,11,12,]", ["0x1,0x2,3, 4,5,6,7,8,9,10,11,12"]),
    ("[1,2,3]", []),
    ("[1,2,3,4,5,6,7,8,9,10,11,x]", []),
])
def test_arrays_of_numbers_are_found(text: str, arrays: list[str]) -> None:
    assert [array.value for array in number_arrays_of(text)] == arrays


@pytest.mark.parametrize("text", ["'" * 50_001, "`${" * 20_000, "/" * 50_001, "\"\\" * 50_000, "[1," * 50_000, "[" + "1," * 300_000, "=/[" * 50_000, "/* " * 50_000,
                                  "\"\\\n" * 40_000 + "\\"])
def test_hostile_text_is_read_in_linear_time(text: str) -> None:
    tokens = list(tokens_of(text, JS))
    assert all(token.end <= len(text) for token in tokens)
    assert list(number_arrays_of(text)) == []


def test_a_language_without_a_lexer_is_refused() -> None:
    with pytest.raises(ValueError, match="shell"):
        tokens_of("echo 'x'", Language.SHELL)


def test_tokens_are_in_order_and_apart() -> None:
    text = "a='b';c=`d${e('f')}g`/*h*/;i=/j/;"
    tokens = list(tokens_of(text, JS))
    assert [token.kind for token in tokens] == [
        TokenKind.STRING, TokenKind.TEMPLATE, TokenKind.STRING, TokenKind.TEMPLATE, TokenKind.COMMENT, TokenKind.REGEX]
    assert all(first.end <= second.start for first, second in pairwise(tokens))
