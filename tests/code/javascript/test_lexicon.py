"""Words of code, by splitting and by matching."""

import pytest

from scanner.code.javascript.lexicon import IDENTIFIER, identifiers, only_words


@pytest.mark.parametrize(
    "code", ["var a1=0xff+12n,$b=_c9;", "'\\x60TZ 3番号'+`${d}e`", "", "1 22 333", "a.b?.c[0]/*d-e*/", "\x00\ufeffµ=1e5"]
)
def test_splitting_finds_the_identifiers_that_matching_finds(code: str) -> None:
    data = code.encode()
    assert identifiers(only_words(data)) == set(IDENTIFIER.findall(data))
