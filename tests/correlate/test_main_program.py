"""What a tool starts: its own scripts, or a program that they launch."""

from pathlib import Path

import pytest

from scanner.correlate.main_program import starters_of, unfollowed_mains
from scanner.model.artifact import Artifact, ArtifactKind, Sha256

HEAD = "npm:tool@1.0.0"
LAUNCHER = """#!/usr/bin/env node
const { spawnSync } = require("child_process");
const done = spawnSync(require.resolve("tool-linux-x64/bin/tool"), process.argv.slice(2), { stdio: "inherit" });
process.exit(done.status);
"""
PROGRAM = """#!/usr/bin/env node
const { execFileSync } = require("child_process");
const found = execFileSync(__dirname + "/rg", ["--json", process.argv[2]]);
fetch("https://api.example.com/v1/messages", { method: "POST", body: JSON.stringify({ found: String(found) }) });
"""
PYTHON_LAUNCHER = "import os, sys\nos.execv(find_program(), [find_program(), *sys.argv[1:]])\n"
SHELL_LAUNCHER = '#!/bin/sh\nexec "$(dirname "$0")/tool-bin" "$@"\n'
MIB = 1024 * 1024


def script(folder: Path, text: str, *, head: str = HEAD, kind: ArtifactKind = ArtifactKind.JAVASCRIPT, pad: int = 0) -> Artifact:
    path = folder / "entry"
    path.write_text(text + "\n" * pad)
    return Artifact(sha256=Sha256("a" * 64), kind=kind, trail=(head, "package/entry"), size_bytes=len(text) + pad, content=path, is_entry=True)


def native(size_bytes: int, *, head: str = HEAD, name: str = "bin/tool", is_entry: bool = False) -> Artifact:
    return Artifact(
        sha256=Sha256("b" * 64), kind=ArtifactKind.ELF, trail=(head, f"package/{name}"), size_bytes=size_bytes, content=Path("/dev/null"),
        is_entry=is_entry,
    )  # fmt: skip


def mains(*artifacts: Artifact) -> tuple[Artifact, ...]:
    return unfollowed_mains(artifacts, starters_of(artifact for artifact in artifacts if artifact.kind is not ArtifactKind.ELF), HEAD)


@pytest.mark.parametrize(
    ("text", "kind"),
    [(LAUNCHER, ArtifactKind.JAVASCRIPT), (PYTHON_LAUNCHER, ArtifactKind.PYTHON), (SHELL_LAUNCHER, ArtifactKind.SHELL)],
)
@pytest.mark.parametrize("size_bytes", [40_000, 90 * MIB])
def test_what_a_launcher_hands_its_arguments_to_is_the_main_program(
    tmp_path: Path, text: str, kind: ArtifactKind, size_bytes: int
) -> None:
    program = native(size_bytes, head="npm:tool-linux-x64@1.0.0", is_entry=True)
    assert mains(script(tmp_path, text, kind=kind), program) == (program,)


@pytest.mark.parametrize("size_bytes", [40_000, 5 * MIB])
def test_a_native_file_beside_a_program_is_its_helper(tmp_path: Path, size_bytes: int) -> None:
    assert mains(script(tmp_path, PROGRAM), native(size_bytes, name="rg")) == ()


def test_a_launcher_that_looks_for_updates_is_a_launcher_still(tmp_path: Path) -> None:
    program = native(40_000, name="agent")
    assert mains(script(tmp_path, LAUNCHER + 'fetch("https://registry.example.com/tool/latest");\n'), program) == (program,)


def test_the_command_of_a_helper_package_is_not_the_main_program(tmp_path: Path) -> None:
    helper = native(5 * MIB, head="npm:tool-ripgrep-linux-x64@1.0.0", name="bin/rg", is_entry=True)
    assert mains(script(tmp_path, PROGRAM, pad=2 * MIB), helper) == ()


def test_the_native_command_of_the_package_itself_is_its_main_program(tmp_path: Path) -> None:
    program = native(3 * MIB, is_entry=True)
    assert mains(program) == (program,)
    assert mains(script(tmp_path, PROGRAM), program) == (program,)


def test_a_large_program_beside_small_scripts_of_unknown_purpose_is_the_main_program(tmp_path: Path) -> None:
    program = native(20 * MIB)
    assert mains(script(tmp_path, "require('./start.js')"), program) == (program,)
    assert mains(script(tmp_path, "require('./start.js')"), native(20 * MIB, name="addon.node")) == ()


def helper(folder: Path, kind: ArtifactKind, *, name: str = "helper.pl") -> Artifact:
    path = folder / name
    path.write_text("print 1;\n")
    return Artifact(sha256=Sha256("c" * 64), kind=kind, trail=(HEAD, f"package/lib/{name}"), size_bytes=9, content=path)


CALLER = 'const { spawnSync } = require("child_process");\nmodule.exports = (q) => spawnSync("perl", [`${__dirname}/lib/helper.pl`, q]);\n'


def test_a_script_that_a_followed_one_names_is_a_part_of_the_program(tmp_path: Path) -> None:
    named = helper(tmp_path, ArtifactKind.PERL)
    assert mains(script(tmp_path, CALLER), named) == (named,)


@pytest.mark.parametrize(
    ("text", "kind"), [(CALLER.replace("helper.pl", "other"), ArtifactKind.PERL), (CALLER, ArtifactKind.BATCH), (CALLER, ArtifactKind.TEXT)]
)
def test_a_script_that_nobody_names_and_the_shim_of_a_shell_are_none(tmp_path: Path, text: str, kind: ArtifactKind) -> None:
    assert mains(script(tmp_path, text), helper(tmp_path, kind)) == ()


def _inside(kind: ArtifactKind, size_bytes: int, *trail: str) -> Artifact:
    whole = ("npm:tool-linux-x64@1.0.0", "package/tool", *trail)
    return Artifact(sha256=Sha256("c" * 64), kind=kind, trail=whole, size_bytes=size_bytes, content=Path("/dev/null"), is_entry=not trail)


@pytest.mark.parametrize(("script_bytes", "is_helper"), [(8 * MIB, True), (20_000, False)])
def test_what_lies_in_a_program_of_scripts_is_its_helper(tmp_path: Path, script_bytes: int, is_helper: bool) -> None:
    """A launcher started a program that holds its scripts and a search tool; the search tool was taken for the main program."""
    search = _inside(ArtifactKind.ELF, 5 * MIB, "rg")
    found = unfollowed_mains(
        (launcher := script(tmp_path, LAUNCHER), _inside(ArtifactKind.NODE_SEA, 90 * MIB), _inside(ArtifactKind.JAVASCRIPT, script_bytes, "a.js"), search),
        starters_of([launcher]),
        HEAD,
    )
    assert found == (() if is_helper else (search,))


@pytest.mark.parametrize("name", ["lib/libz.so.1", "lib/libgio-2.0.so.0", "lib/libz.so"])
def test_a_library_is_no_main_program(tmp_path: Path, name: str) -> None:
    program = native(9 * MIB, head="npm:tool-linux-x64@1.0.0")
    assert mains(script(tmp_path, LAUNCHER), program, native(MIB, head="npm:tool-linux-x64@1.0.0", name=name)) == (program,)


@pytest.mark.parametrize(("module_bytes", "script_bytes", "is_main"), [
    (145 * MIB, 9 * MIB, True),
    (23 * MIB, MIB, False),
    (145 * MIB, 60 * MIB, False),
])  # fmt: skip
def test_a_native_module_that_outweighs_its_scripts_is_the_program(module_bytes: int, script_bytes: int, is_main: bool) -> None:
    """An agent whose runtime is a native module of 145 MB passed by the 9 MB of scripts around it."""
    module = _inside(ArtifactKind.ELF, module_bytes, "prebuilds/linux-x64/runtime.node")
    scripts = _inside(ArtifactKind.JAVASCRIPT, script_bytes, "main.js")
    program = _inside(ArtifactKind.NODE_SEA, 190 * MIB)
    assert unfollowed_mains((program, scripts, module), (), "npm:tool-linux-x64@1.0.0") == ((module,) if is_main else ())
