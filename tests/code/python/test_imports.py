"""Which modules a module imports."""

from pathlib import PurePosixPath

import pytest

from scanner.code.python.imports import Import, Imports, imports_in


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("import a.b as c, d\n", (Import("a.b", ()), Import("d", ()))),
        ("from . import (  # here\n    one,\n    two as three,\n)\n", (Import(".", ("one", "two")),)),
        ("def f():\n    from .x import y\n", (Import(".x", ("y",), True),)),
        ("TABLE = {'k': 'pkg.late.part'}\n", (Import("pkg.late.part", (), True),)),
        ("from .broken import (\n", (Import(".broken", ("(",)),)),
        ("from " + "a" * 100_000, ()),
    ],
)
def test_statements_and_texts_that_name_modules_are_imports(text: str, expected: tuple[Import, ...]) -> None:
    assert imports_in(text) == expected


def test_names_mean_modules_by_their_place_and_by_their_ending() -> None:
    known = {PurePosixPath(path): path for path in ("src/pkg/__init__.py", "src/pkg/a.py", "src/pkg/sub/b.py", "other/c.py")}
    imports = Imports(known)
    assert imports.targets(PurePosixPath("src/pkg/sub/b.py"), (Import("..", ("a",)),)) == ("src/pkg/__init__.py", "src/pkg/a.py")
    assert tuple(sorted(imports.targets(PurePosixPath("other/c.py"), (Import("pkg.sub", ("b",)),)))) == (
        "src/pkg/__init__.py",
        "src/pkg/sub/b.py",
    )
    assert imports.targets(PurePosixPath("other/c.py"), (Import("os.path", ()),)) == ()
