"""Semgrep rules of the rule folders over readable source files, and over the units of bundles that name what a rule looks for.

One process for a program, offline. A rule says in `metadata.anchors`, regular expressions, what a file must contain to be worth
a parse; the rest is not given to semgrep. Larger or minified files of other languages than JavaScript are a gap.
"""

import ctypes
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import re2  # type: ignore[import-untyped]  # the package ships no types

from scanner.analyze.worker import Followed, ProgramSubject
from scanner.attempt import Refusal
from scanner.code.javascript.source import Source, read_source
from scanner.code.javascript.units import UnitKind, split
from scanner.model.artifact import Artifact
from scanner.model.coverage import CoverageStatus, Gap
from scanner.model.observation import PatternMatched
from scanner.model.program import Language
from scanner.ruleset.strict_yaml import load

SOURCE_BYTES = 400_000
"""Largest file given as a whole: semgrep parses it in about a second."""
UNIT_BYTES = 200_000
TOTAL_BYTES = 16_000_000
MAX_FILES = 2_000
_LONG_LINE = 5_000
"""A file with a longer line was written by a bundler."""
_RUN_S = 90
_FILE_S = 10
_SUFFIXES = {Language.JAVASCRIPT: ".js", Language.PYTHON: ".py", Language.SHELL: ".sh", Language.POWERSHELL: ".ps1"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rules:
    files: tuple[Path, ...]
    ids: frozenset[str]
    anchors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Target:
    """A file for semgrep: a whole source, or one unit of it."""

    source: Source
    start: int
    end: int


def follow(subject: ProgramSubject) -> Followed:
    """Every match in the program's modules. Raises Refusal where semgrep does not run or a rule file is not accepted."""
    rules = _rules(subject.rules)
    modules = subject.program.modules
    if not rules.files or subject.program.language not in _SUFFIXES:
        return Followed(observations=(), slices=(), bytes_examined=0)
    targets: list[_Target] = []
    left_out: list[Artifact] = []
    anchor = _anchor(rules.anchors)
    for module in modules:
        source = read_source(module)
        if not anchor.search(source.code):
            continue  # no rule can match
        found = list(_targets(source, subject.program.language, anchor))
        targets += found
        if not found:
            left_out.append(module)
    kept = _within_limits(targets)
    gaps = _left_out(left_out, len(targets) - len(kept))
    if not kept:
        return Followed(observations=(), slices=(), bytes_examined=_size(modules), gaps=gaps)
    matches, failed = _searched(kept, rules, _SUFFIXES[subject.program.language])
    return Followed(
        observations=matches,
        slices=(),
        bytes_examined=sum(target.end - target.start for target in kept),
        gaps=(*gaps, *_unparsed(failed)),
    )


def rule_files(folders: tuple[Path, ...]) -> tuple[Path, ...]:
    """The semgrep files below `detections/*/` of each rule folder, in order."""
    return tuple(path for folder in folders for path in sorted(folder.glob("detections/*/semgrep.yaml")))


def _rules(folders: tuple[Path, ...]) -> _Rules:
    files = rule_files(folders)
    ids: set[str] = set()
    anchors: set[str] = set()
    for path in files:
        for rule in load(path).value["rules"]:
            ids.add(rule["id"])
            anchors.update((rule.get("metadata") or {}).get("anchors") or ())
    return _Rules(files=files, ids=frozenset(ids), anchors=tuple(sorted(anchors)))


def _anchor(patterns: tuple[str, ...]) -> re.Pattern[bytes]:
    """All anchors as one. Where RE2 knows what they say, by it: the 13 MB of a bundle take a twelfth of the time."""
    joined = "|".join(patterns).encode()
    try:
        return re2.compile(joined)  # type: ignore[no-any-return]  # it has what is used of a pattern here
    except re2.error:
        return re.compile(joined)


def _targets(source: Source, language: Language, anchor: re.Pattern[bytes]) -> Iterator[_Target]:
    code = source.code
    if len(code) <= SOURCE_BYTES and max(map(len, code.split(b"\n")), default=0) <= _LONG_LINE:
        yield _Target(source, 0, len(code))
    elif language is Language.JAVASCRIPT:
        for unit in split(code, is_typescript=source.is_typescript).units:
            if unit.kind is not UnitKind.WRAPPER and unit.end - unit.start <= UNIT_BYTES and anchor.search(code, unit.start, unit.end):
                yield _Target(source, unit.start, unit.end)


def _within_limits(targets: list[_Target]) -> list[_Target]:
    kept: list[_Target] = []
    total = 0
    for target in targets[:MAX_FILES]:
        total += target.end - target.start
        if total > TOTAL_BYTES:
            break
        kept.append(target)
    return kept


def _searched(targets: list[_Target], rules: _Rules, suffix: str) -> tuple[tuple[PatternMatched, ...], list[_Target]]:
    """Matches, and the targets that semgrep could not parse to the end."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "targets"
        folder.mkdir()
        by_name = {}
        for number, target in enumerate(targets):
            name = f"{number:05}{suffix}"
            (folder / name).write_bytes(target.source.code[target.start : target.end])
            by_name[name] = target
        answer = _answer_of_semgrep(folder, rules.files, Path(scratch))
    matches = sorted(
        (_match(result, by_name[Path(result["path"]).name], rules.ids) for result in answer["results"]),
        key=lambda match: (match.place.subject, match.place.byte_offset, match.rule),
    )
    broken = {Path(error["path"]).name for error in answer["errors"] if error.get("path")}
    return tuple(matches), [by_name[name] for name in sorted(broken) if name in by_name]


def _answer_of_semgrep(folder: Path, rules: tuple[Path, ...], scratch: Path) -> dict[str, Any]:
    """Its JSON. The process has no settings of a user, sends nothing, and is ended with its children when it takes too long."""
    command = [
        str(Path(sys.executable).with_name("semgrep")),
        "scan",
        "--json",
        "--quiet",
        "--metrics",
        "off",
        "--disable-version-check",
        "--no-git-ignore",
        "--jobs",
        "1",
        "--timeout",
        str(_FILE_S),
        "--max-target-bytes",
        "0",
        *(part for path in rules for part in ("--config", str(path))),
        str(folder),
    ]
    environment = {
        "PATH": f"{Path(sys.executable).parent}:{os.environ.get('PATH', os.defpath)}",
        "HOME": str(scratch),
        "TMPDIR": str(scratch),
        "SEMGREP_SETTINGS_FILE": str(scratch / "settings.yml"),
        "SEMGREP_LOG_FILE": str(scratch / "log"),
        "LC_ALL": "C.UTF-8",
    }
    try:
        process = subprocess.Popen(
            command,
            env=environment,
            cwd=scratch,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
            preexec_fn=_end_with_parent,
        )
    except OSError as error:
        raise Refusal(f"semgrep cannot be started ({error.strerror}); reinstall unmask") from error
    try:
        output, messages = process.communicate(timeout=_RUN_S)
    except subprocess.TimeoutExpired as error:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        raise Refusal(f"semgrep took more than {_RUN_S} s; its rules were not searched for here") from error
    try:
        answer: dict[str, Any] = json.loads(output)
    except ValueError as error:
        last = " ".join(messages.decode("utf-8", "replace").split())[-300:]
        raise Refusal(f"semgrep ended with exit code {process.returncode} and no answer ({last}); check the rule files") from error
    refused = [error for error in answer["errors"] if error.get("rule_id") and not error.get("path")]
    if refused:
        reason = " ".join(str(refused[0].get("message", "")).split(":", 1)[-1].split())[:200]
        raise Refusal(f"semgrep does not accept the rule {str(refused[0]['rule_id']).rsplit('.', 1)[-1]} ({reason}); correct or remove it")
    return answer


def _end_with_parent() -> None:
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG


def _match(result: dict[str, Any], target: _Target, ids: frozenset[str]) -> PatternMatched:
    check: str = result["check_id"]
    rule = max((known for known in ids if check == known or check.endswith(f".{known}")), key=len, default=check)
    start, end = result["start"]["offset"] + target.start, result["end"]["offset"] + target.start
    return PatternMatched(
        engine="semgrep",
        rule=rule,
        place=target.source.place(start, end),
        language=target.source.artifact.kind.value,
    )


def _left_out(modules: list[Artifact], too_many: int) -> tuple[Gap, ...]:
    gaps = []
    if modules:
        gaps.append(
            Gap(
                status=CoverageStatus.SKIPPED,
                hides=frozenset(),
                reason=f"semgrep rules were not applied to {_named(modules)}: larger than {SOURCE_BYTES} bytes or minified",
            )
        )
    if too_many:
        gaps.append(Gap(hides=frozenset(), reason=f"semgrep rules were not applied to {too_many} files or units beyond its limits"))
    return tuple(gaps)


def _unparsed(targets: list[_Target]) -> tuple[Gap, ...]:
    if not targets:
        return ()
    modules = list({target.source.artifact.trail: target.source.artifact for target in targets}.values())
    return (Gap(hides=frozenset(), reason=f"semgrep did not parse {len(targets)} pieces of {_named(modules)} to the end"),)


def _named(modules: list[Artifact]) -> str:
    names = ", ".join(module.name for module in modules[:3])
    return names if len(modules) <= 3 else f"{names} and {len(modules) - 3} more files"


def _size(modules: tuple[Artifact, ...]) -> int:
    return sum(module.size_bytes for module in modules)
