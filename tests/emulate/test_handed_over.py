"""Decisions that cross the border of a process: a script asks and decides, and a program of its package is told the outcome and sends."""

import hashlib
from pathlib import Path

import pytest

from scanner.analyze.javascript.program import follow as follow_javascript
from scanner.analyze.programs import programs_of
from scanner.analyze.python.program import follow as follow_python
from scanner.analyze.shell.script import follow
from scanner.analyze.worker import ProgramSubject
from scanner.emulate.handing import handed_to
from scanner.emulate.passing import started_by
from scanner.emulate.program import WholeProgram, run_whole
from scanner.emulate.python.program import PythonProgram, run_python
from scanner.model.artifact import Artifact, ArtifactKind, Sha256
from scanner.model.handover import Handover
from scanner.model.observation import DifferenceSeen, FlowTraced
from scanner.model.program import Language
from scanner.ruleset.locations import shipped
from tests.emulate.handed import HONEST, PACKAGES, Package
from tests.emulate.handing_on import CHILDREN
from tests.emulate.python.running import engines

RULES = (shipped("rules"),)
KINDS = {".toml": ArtifactKind.TEXT, ".sh": ArtifactKind.SHELL, "": ArtifactKind.SHELL, ".ps1": ArtifactKind.POWERSHELL, ".js": ArtifactKind.JAVASCRIPT,
         ".mjs": ArtifactKind.JAVASCRIPT, ".py": ArtifactKind.PYTHON, ".json": ArtifactKind.JSON}
QUIET = frozenset({None, "terminal"})


def artifacts_of(folder: Path, files: dict[str, str]) -> list[Artifact]:
    found = []
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        sha256 = Sha256(hashlib.sha256(path.read_bytes()).hexdigest())
        found.append(Artifact(sha256=sha256, kind=KINDS[path.suffix], trail=(name,), size_bytes=path.stat().st_size, content=path))
    return found


def handovers_of(folder: Path, files: dict[str, str]) -> tuple[Handover, ...]:
    programs = programs_of(artifacts_of(folder, files))
    shells = [one for one in programs if one.language in (Language.SHELL, Language.POWERSHELL)]
    return tuple(each for one in shells for each in follow(ProgramSubject(program=one, blobs=folder, rules=RULES)).handovers)


def differences(folder: Path, files: dict[str, str]) -> list[DifferenceSeen]:
    """What runs of the programs to which a script hands something show."""
    handovers = handovers_of(folder, files)
    shown: list[DifferenceSeen] = []
    for program in programs_of(artifacts_of(folder, files)):
        handed = handed_to(program, handovers)
        if handed and program.language is Language.JAVASCRIPT:
            result = run_whole(WholeProgram(program=program, rules=RULES, handovers=handed))
        elif handed and program.language is Language.PYTHON:
            result = run_python(PythonProgram(program=program, rules=RULES, engines=engines(), handovers=handed))
        else:
            continue  # a script, or nothing is handed to it
        shown += [one for one in result.observations if isinstance(one, DifferenceSeen)]
    return [one for one in shown if one.way_out not in QUIET]


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package.name)
def test_the_signal_of_the_script_decides_what_the_program_sends(tmp_path: Path, package: Package) -> None:
    found = differences(tmp_path, package.dirty)
    assert (package.signal, package.form) in {(signal, one.form) for one in found for signal in one.signals}


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package.name)
def test_the_honest_twin_sends_everyone_the_same(tmp_path: Path, package: Package) -> None:
    assert [(one.signals, one.form, one.leaf) for one in differences(tmp_path, package.honest)] == []


@pytest.mark.parametrize("files", HONEST.values(), ids=HONEST)
def test_a_wrapper_may_hand_on_what_it_knows(tmp_path: Path, files: dict[str, str]) -> None:
    assert [(one.signals, one.form, one.leaf) for one in differences(tmp_path, files)] == []


FOLLOWERS = {Language.JAVASCRIPT: follow_javascript, Language.PYTHON: follow_python}
STATIC = [package for package in PACKAGES if package.name in ("variable of a wrapper in the order of fields", "a module of Python and a variable")]


def paths_of(folder: Path, files: dict[str, str]) -> list[FlowTraced]:
    """The static paths of the programs that a script starts."""
    handovers = handovers_of(folder, files)
    found: list[FlowTraced] = []
    for program in programs_of(artifacts_of(folder, files)):
        if program.language in FOLLOWERS:
            followed = FOLLOWERS[program.language](ProgramSubject(program=program, blobs=folder, rules=RULES, handovers=handovers))
            found += [one for one in followed.observations if isinstance(one, FlowTraced)]
    return found


@pytest.mark.parametrize("package", STATIC, ids=lambda package: package.name)
def test_a_path_begins_in_the_script_and_ends_in_the_program(tmp_path: Path, package: Package) -> None:
    (found,) = [one for one in paths_of(tmp_path, package.dirty) if one.selects == "form" and one.sink not in QUIET]
    assert (found.signals, found.is_complete) == ((package.signal,), True)
    assert len({step.place.artifact for step in found.steps}) == 2


@pytest.mark.parametrize("package", STATIC, ids=lambda package: package.name)
def test_no_path_of_the_honest_twin_leaves_in_another_form(tmp_path: Path, package: Package) -> None:
    assert [one for one in paths_of(tmp_path, package.honest) if one.selects == "form" and one.sink not in QUIET] == []


def test_a_path_that_no_case_bears_out_is_refuted(tmp_path: Path) -> None:
    files = STATIC[0].dirty | {"lib/ask.js": STATIC[0].dirty["lib/ask.js"].replace('"narrow"', '"tall"')}
    handovers = handovers_of(tmp_path, files)
    flows = tuple(paths_of(tmp_path, files))
    (program,) = [one for one in programs_of(artifacts_of(tmp_path, files)) if one.language is Language.JAVASCRIPT]
    result = run_whole(WholeProgram(program=program, rules=RULES, handovers=handed_to(program, handovers), flows=flows))
    assert flows
    assert set(result.refuted) == {one.identity for one in flows}


def handed_on(folder: Path, files: dict[str, str]) -> set[tuple[str, str]]:
    """(signal, class) of what programs that are started by another one of the package do with what that hands to them."""
    programs = programs_of(artifacts_of(folder, files))
    every = [WholeProgram(program=one, rules=RULES) for one in programs if one.language is Language.JAVASCRIPT]
    handovers = tuple(each for one in every for each in run_whole(one).handovers)
    shown: list[DifferenceSeen | FlowTraced] = []
    for program in programs:
        if program.language is Language.JAVASCRIPT and (handed := handed_to(program, handovers)):
            result = run_whole(WholeProgram(program=program, rules=RULES, handovers=handed, is_only_handed=True))
            shown += [one for one in result.observations if isinstance(one, DifferenceSeen) and one.way_out not in QUIET]
        elif program.language is Language.SHELL:
            followed = follow(ProgramSubject(program=program, blobs=folder, rules=RULES, handovers=handovers))
            shown += [one for one in followed.observations if isinstance(one, FlowTraced) and one.sink not in QUIET]
    return {(signal, one.form if isinstance(one, DifferenceSeen) else one.selects) for one in shown for signal in one.signals}


@pytest.mark.parametrize("package", CHILDREN, ids=lambda package: package.name)
def test_what_a_program_hands_to_the_one_that_it_starts_is_followed(tmp_path: Path, package: Package) -> None:
    assert (package.signal, package.form) in handed_on(tmp_path, package.dirty)


@pytest.mark.parametrize("package", CHILDREN, ids=lambda package: package.name)
def test_a_child_that_only_says_what_it_was_handed_sends_everyone_the_same(tmp_path: Path, package: Package) -> None:
    assert handed_on(tmp_path, package.honest) == set()


@pytest.mark.parametrize(
    ("line", "target", "arguments"),
    [
        ("node /home/user/project/tool/lib/a.js hello world x", "lib/a.js", ("hello world", "x")),
        ("/usr/bin/env A=b python3 -u -m tool.send --now", "module:tool.send", ("--now",)),
        ("sh -c 'cd x; ./a.sh'", "", ()),
        ("bash -c './a.sh --fast'", "./a.sh", ("--fast",)),
        ("git status", "", ()),
        ("node 'unclosed", "", ()),
        ("", "", ()),
        ("node", "", ()),
        ("env " * 30_000, "", ()),
    ],
)
def test_a_command_line_tells_which_program_it_starts(line: str, target: str, arguments: tuple[str, ...]) -> None:
    assert started_by(line) == (target, arguments)


def test_a_script_that_starts_very_many_programs_is_followed_within_limits(tmp_path: Path) -> None:
    lines = [f'case "$(cat /etc/timezone)" in Asia/Teh*) X{n}=a ;; *) X{n}=b ;; esac; export X{n}; node ./p{n}.js "$X{n}"' for n in range(150)]
    found = handovers_of(tmp_path, {"run.sh": "\n".join(lines)})
    assert 0 < len(found) <= 60
    assert max(len(each.cases) for each in found) <= 12


@pytest.mark.parametrize("text", ['{"bin": {"a": "x.js"', '{"bin": [1]}', '{"bin": {"a": 1}}', "[]", '{"bin": "x.js"}', "[" * 100_000, ""])
def test_a_manifest_that_is_broken_names_no_commands(tmp_path: Path, text: str) -> None:
    assert handovers_of(tmp_path, {"package.json": text, "run.sh": 'X=$TZ a "$X"\n'}) == ()
