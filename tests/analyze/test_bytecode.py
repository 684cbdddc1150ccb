"""Bytecode: what compiled Python says, and texts that only the bytecode holds."""

import py_compile
from pathlib import Path

import pytest

from scanner.analyze.bytecode import compare_bytecode, read_python_bytecode
from scanner.analyze.sources import sources_of
from scanner.attempt import Refusal
from scanner.code.fold import OffsetMap
from scanner.code.python.bytecode import BytecodeRefused, bytecode_of
from scanner.model.artifact import Artifact, ArtifactKind
from scanner.model.coverage import Capability
from scanner.model.observation import BytecodeString
from tests.analyze.native.subjects import subject_of

SOURCE = 'import time\nZONES = ("Asia/Shanghai", "Europe/Minsk")\ndef near():\n    return time.tzname[0] in ZONES\n'


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def compiled_python(folder: Path, source: str = SOURCE) -> Path:
    (folder / "near.py").write_text(source)
    py_compile.compile(str(folder / "near.py"), cfile=str(folder / "near.pyc"), doraise=True)
    return folder / "near.pyc"


def source_artifact(folder: Path, content: bytes, kind: ArtifactKind) -> Artifact:
    return subject_of(written(folder / "source", content), kind).artifact


def test_python_bytecode_without_source_gives_its_texts_and_a_gap(tmp_path: Path) -> None:
    examined = read_python_bytecode(subject_of(compiled_python(tmp_path), ArtifactKind.PYTHON_BYTECODE))
    listing, held = examined.derived
    assert {"Asia/Shanghai", "Europe/Minsk", "tzname", "near"} <= set(listing.content.read_text().splitlines())
    assert [gap.hides for gap in examined.gaps] == [frozenset({Capability.CODE_FLOW})]
    assert held.kind is ArtifactKind.PYTHON
    assert "\n    import tzname\n" in held.content.read_text()


def test_a_text_in_the_module_that_holds_compiled_python_points_at_the_bytecode(tmp_path: Path) -> None:
    pyc = compiled_python(tmp_path)
    _, held = read_python_bytecode(subject_of(pyc, ArtifactKind.PYTHON_BYTECODE)).derived
    assert held.fold is not None
    at = held.content.read_bytes().index(b"Asia/Shanghai")
    offset, length = OffsetMap.read(held.fold.segments).original(at, 13)
    assert pyc.read_bytes()[offset:offset + length] == b"Asia/Shanghai"


def test_compiled_python_of_another_version_is_not_held(tmp_path: Path) -> None:
    content = compiled_python(tmp_path).read_bytes()
    other = written(tmp_path / "other.pyc", (3531).to_bytes(2, "little") + content[2:])
    assert len(read_python_bytecode(subject_of(other, ArtifactKind.PYTHON_BYTECODE)).derived) == 1


def test_places_of_constants_are_exact(tmp_path: Path) -> None:
    content = compiled_python(tmp_path).read_bytes()
    for constant in bytecode_of(content).constants:
        assert content[constant.offset:constant.offset + constant.length_bytes].decode() == constant.text


@pytest.mark.parametrize(("source", "expected"), [(SOURCE, []), ("import time\n", ["Asia/Shanghai", "Europe/Minsk"])])
def test_only_texts_that_the_source_lacks_are_told(tmp_path: Path, source: str, expected: list[str]) -> None:
    pyc = compiled_python(tmp_path)
    beside = source_artifact(tmp_path, source.encode(), ArtifactKind.PYTHON)
    examined = read_python_bytecode(subject_of(pyc, ArtifactKind.PYTHON_BYTECODE, beside=(beside,)))
    assert [one.text for one in examined.observations if isinstance(one, BytecodeString)] == expected
    assert examined.gaps == ()


@pytest.mark.parametrize(("source", "expected"), [
    (b'fetch("https://api.sample.com/v1");z="Asia/Tokyo"', []),
    ('fetch("https://api.sample.com/v1");z="Asia/Tokyo"'.encode("utf-16-le"), []),
    (b'fetch("https://api."+"sample.com/v1");z="Asia/Tokyo"', []),
    (b'z="Asia/Tokyo"', ["://api.sample.com"]),
    (b'fetch("https://api.sample.com/v1")', ["Asia/Tokyo"]),
])
def test_javascript_bytecode_is_compared_with_its_source(tmp_path: Path, source: bytes, expected: list[str]) -> None:
    kept = source_artifact(tmp_path, source, ArtifactKind.JAVASCRIPT)
    if source[1:2] == b"\0":
        kept = Artifact(sha256=kept.sha256, kind=kept.kind, trail=kept.trail, size_bytes=kept.size_bytes, content=kept.content, encoding="utf-16-le")
    code = written(tmp_path / "cli.js#bytecode", b"\x01\x02https://api.sample.com/v1\0\x09\0Asia/Tokyo\0\x05" + b"a" * 40)
    examined = compare_bytecode(subject_of(code, ArtifactKind.JS_BYTECODE, beside=(kept,)))
    assert [one.text for one in examined.observations if isinstance(one, BytecodeString)] == expected


def test_a_long_encoded_literal_of_the_bytecode_alone_is_told(tmp_path: Path) -> None:
    literal = b"QUJD" * 30
    code = written(tmp_path / "cli.js#bytecode", b"\0" + literal + b"\0")
    for source, count in ((b'x="' + literal + b'"', 0), (b"x=1", 1)):
        beside = source_artifact(tmp_path, source, ArtifactKind.JAVASCRIPT)
        assert len(compare_bytecode(subject_of(code, ArtifactKind.JS_BYTECODE, beside=(beside,))).observations) == count


def test_javascript_bytecode_without_source_is_a_gap(tmp_path: Path) -> None:
    examined = compare_bytecode(subject_of(written(tmp_path / "x#bytecode", b"abc"), ArtifactKind.JS_BYTECODE))
    assert [gap.hides for gap in examined.gaps] == [frozenset({Capability.CODE_FLOW, Capability.JS_SEMANTIC})]


def test_sources_are_found_by_name(tmp_path: Path) -> None:
    def artifact(name: str, kind: ArtifactKind) -> Artifact:
        made = subject_of(written(tmp_path / "any", b"x"), kind).artifact
        return Artifact(sha256=made.sha256, kind=kind, trail=("outer", name), size_bytes=1, content=made.content)

    known = {item.trail: item for item in (
        artifact("a/__pycache__/m.cpython-311.pyc", ArtifactKind.PYTHON_BYTECODE), artifact("a/m.py", ArtifactKind.PYTHON),
        artifact("b.pyc", ArtifactKind.PYTHON_BYTECODE), artifact("b.py", ArtifactKind.PYTHON), artifact("c.pyc", ArtifactKind.PYTHON_BYTECODE),
        artifact("/root/cli.js", ArtifactKind.JAVASCRIPT), artifact("/root/cli.js#bytecode", ArtifactKind.JS_BYTECODE),
        artifact("(12 modules)#bytecode", ArtifactKind.JS_BYTECODE),
    )}
    found = {trail[1]: [source.trail[1] for source in sources_of(item, known)] for trail, item in known.items()}
    assert {name: sources for name, sources in found.items() if sources} == {
        "a/__pycache__/m.cpython-311.pyc": ["a/m.py"], "b.pyc": ["b.py"], "/root/cli.js#bytecode": ["/root/cli.js"],
        "(12 modules)#bytecode": ["/root/cli.js"],
    }


def test_every_cut_of_python_bytecode_is_refused(tmp_path: Path) -> None:
    content = compiled_python(tmp_path).read_bytes()
    for length in range(len(content)):
        with pytest.raises(BytecodeRefused):
            bytecode_of(content[:length])
    path = written(tmp_path / "cut.pyc", content[:50])
    with pytest.raises(Refusal):
        read_python_bytecode(subject_of(path, ArtifactKind.PYTHON_BYTECODE))


def test_deep_nesting_and_endless_counts_are_refused() -> None:
    head = b"\xa7\x0d\x0d\x0a" + b"\0" * 12
    for body in (b"(\x01\0\0\0" * 1000, b"(\xff\xff\xff\x7f" + b"N" * 100, b"s\xff\xff\xff\xff", b"?"):
        with pytest.raises(BytecodeRefused):
            bytecode_of(head + body)
