"""Which modules run together."""

from dataclasses import replace
from pathlib import Path

from scanner.analyze.programs import programs_of
from scanner.model.artifact import Artifact, ArtifactKind, Sha256


def _script(folder: Path, page: str, text: str) -> Artifact:
    path = folder / f"{page}.js"
    path.write_text(text)
    return Artifact(
        sha256=Sha256("0" * 64), kind=ArtifactKind.JAVASCRIPT, trail=("a.tgz", page, "(scripts)"),
        size_bytes=len(text), content=path, is_entry=True,
    )  # fmt: skip


def test_the_same_script_in_many_pages_is_one_program(tmp_path: Path) -> None:
    first = _script(tmp_path, "a.html", "theme();\n")
    again = [replace(first, trail=("a.tgz", f"{name}.html", "(scripts)")) for name in "bcd"]
    other = replace(first, sha256=Sha256("1" * 64), trail=("a.tgz", "b2.html", "(scripts)"))
    programs = programs_of((first, *again, other))
    assert [program.modules[0].trail[1] for program in programs] == ["a.html", "b2.html"]
