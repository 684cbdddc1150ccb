"""Which modules run together."""

from dataclasses import replace
from pathlib import Path

import pytest

from scanner.analyze import programs
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


def test_a_module_is_compared_with_those_below_its_folder_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A source map of 4,700 sources took ten minutes: each was searched for the name of every other one."""
    asked = []
    monkeypatch.setattr(programs, "_can_be_beside", lambda item, own: asked.append(item) or item.trail not in own)
    script = _script(tmp_path, "main", "import './words.json';\n")
    modules = [
        replace(script, sha256=Sha256(f"{number:064x}"), trail=("cli.js.map", f"src/{number}/main.js"), is_entry=False) for number in range(300)
    ]
    words = replace(script, kind=ArtifactKind.JSON, trail=("cli.js.map", "src/7/words.json"), is_entry=False)
    found = programs_of((*modules, words))
    assert [(program.modules[0].trail[-1], [item.trail[-1] for item in program.beside]) for program in found if program.beside] == [
        ("src/7/main.js", ["src/7/words.json"])
    ]
    assert len(asked) == 301


def test_the_manifest_of_a_package_is_beside_it_however_many_source_maps_are(tmp_path: Path) -> None:
    """A client of telemetry ended at its first `require`: of 400 files beside it all were maps, and a manifest of one line named no package."""
    script = replace(_script(tmp_path, "main", "require('dep');\n"), trail=("a.tgz", "package/build/main.js"))
    maps = [replace(script, kind=ArtifactKind.JSON, trail=("a.tgz", f"package/build/{number:04}.js.map")) for number in range(500)]
    others = [replace(script, kind=ArtifactKind.JSON, trail=("a.tgz", f"package/{name}")) for name in ("words.json", "package.json")]
    (program,) = programs_of((script, *maps, *others))
    names = [item.name for item in program.beside]
    assert len(names) == programs.BESIDE_COUNT
    assert {"words.json", "package.json"} <= set(names)


def test_webassembly_of_some_megabytes_is_beside_its_program(tmp_path: Path) -> None:
    """Bug: a program with a counter of tokens ended at its start, as its file of 1.1 MB was held back."""
    script = replace(_script(tmp_path, "main", "go();\n"), trail=("a.tgz", "package/main.js"))
    manifest = replace(script, kind=ArtifactKind.JSON, trail=("a.tgz", "package/package.json"))
    sizes = {("package/count.wasm", ArtifactKind.WASM): 5_600_000, ("package/words.json", ArtifactKind.JSON): 5_600_000}
    large = [replace(script, kind=kind, trail=("a.tgz", name), size_bytes=size) for (name, kind), size in sizes.items()]
    (program,) = programs_of((script, manifest, *large))
    assert [item.name for item in program.beside] == ["count.wasm", "package.json"]


def test_the_scripts_below_a_powershell_module_are_its_own(tmp_path: Path) -> None:
    """A module takes in what lies in its folders, by names that it lists as it runs: each script was a program of its own."""
    script = replace(_script(tmp_path, "a", ""), kind=ArtifactKind.POWERSHELL, is_entry=False)
    names = ["M/M.psm1", "M/Private/A.ps1", "M/Public/B.ps1", "other/C.ps1"]
    modules = [replace(script, sha256=Sha256(f"{number:064x}"), trail=("m.zip", name)) for number, name in enumerate(names)]
    assert [[module.trail[-1] for module in program.modules] for program in programs_of(modules)] == [names[:3], names[3:]]


@pytest.mark.parametrize(("text", "is_named"), [("open('cli')", True), ("from client import click", False), ("run my-cli now", False), ("cli", True)])
def test_a_file_is_named_by_a_word_of_its_own(text: str, is_named: bool, tmp_path: Path) -> None:
    """Bug: a script that says `client` had the module `cli` of a bundle beside it, so that each version of the bundle ran it again."""
    script = replace(_script(tmp_path, "probe", text), trail=("a.zip", "probe.py"), kind=ArtifactKind.PYTHON)
    other = replace(script, trail=("a.zip", "cli"), kind=ArtifactKind.JSON)
    (program,) = programs_of((script, other))
    assert [item.name for item in program.beside] == (["cli"] if is_named else [])
