"""Python is parsed with exact places, and what does not parse costs only itself."""

import ast
import hashlib
from pathlib import Path

import pytest

from scanner.code.python.syntax import MAX_BYTES, Module, SyntaxRefused, parse
from scanner.model.artifact import Artifact, ArtifactKind, Sha256


def module_of(folder: Path, content: bytes) -> Module:
    path = folder / "module.py"
    path.write_bytes(content)
    return parse(Artifact(sha256=Sha256(hashlib.sha256(content).hexdigest()), kind=ArtifactKind.PYTHON, trail=("module.py",),
                          size_bytes=len(content), content=path))


@pytest.mark.parametrize("content", [
    "x = 'é'; y = 'Zürich' + z\r\nw = 1\n".encode(),
    "\ufeffname = 'é'\nx = 2\n".encode(),
    "# -*- coding: latin-1 -*-\nx = 'é'; y = 2\n".encode("latin-1"),
    b"x = '''a\r\nb''' ; y = 3\r\rz = 4",
])
def test_places_count_bytes_of_the_artifact(tmp_path: Path, content: bytes) -> None:
    module = module_of(tmp_path, content)
    codec = "latin-1" if b"latin-1" in content else "utf-8"
    names = [node for node in ast.walk(module.tree) if isinstance(node, ast.Name)]
    assert names
    for node in names:
        place = module.place(node)
        assert content[place.byte_offset:place.byte_offset + place.byte_length].decode(codec) == node.id == place.excerpt


@pytest.mark.parametrize(("text", "kept"), [
    ("import os\nraise 'two', 2\nx = os.environ\n", {"import os", "x = os.environ"}),
    ("def f():\n    a = 1\n    exec 'x' in {}\n    return a\n", {"a = 1", "return a"}),
    ("a = 1\nb = = 2\nc = 3\n", {"a = 1", "c = 3"}),
])
def test_statements_that_do_not_parse_are_left_out_alone(tmp_path: Path, text: str, kept: set[str]) -> None:
    module = module_of(tmp_path, text.encode())
    assert module.unread
    statements = {module.place(node).excerpt for node in ast.walk(module.tree) if isinstance(node, ast.stmt)}
    assert kept <= statements


@pytest.mark.parametrize(("text", "kept"), [
    ("import os\nprint 'zone %s' % os.environ['TZ'], 2\n", "os.environ['TZ']"),
    ("def f(a):\n    if a: print >>out, a['é']\n    print\n    return a\n", "a['é']"),
])
def test_what_python_2_prints_is_read_where_it_stands(tmp_path: Path, text: str, kept: str) -> None:
    module = module_of(tmp_path, text.encode())
    assert not module.unread
    assert kept in {module.place(node).excerpt for node in ast.walk(module.tree) if isinstance(node, ast.Subscript)}


@pytest.mark.parametrize("content", [b"\0\0\0", b"(" * 5000, b"x = " + b"-" * 100_000 + b"1", b"#" * (MAX_BYTES + 1), b"}{" * 50])
def test_what_is_no_python_is_refused_or_empty(tmp_path: Path, content: bytes) -> None:
    try:
        module = module_of(tmp_path, content)
    except SyntaxRefused:
        return
    assert module.unread or not module.tree.body
