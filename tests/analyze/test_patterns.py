from pathlib import Path

import pytest

from scanner.analyze.patterns import MATCHES_PER_PATTERN, examine
from scanner.attempt import Refusal
from scanner.model.artifact import ArtifactKind
from scanner.model.observation import PatternMatched
from tests.analyze.subjects import subject_of

RULE = 'rule probe { strings: $a = "timeZone" $w = "Asia/Tokyo" ascii wide condition: any of them }'


def rules_in(folder: Path, **files: str) -> tuple[Path, ...]:
    for name, text in files.items():
        path = folder / "rules" / "detections" / name / "pattern.yar"
        path.parent.mkdir(parents=True)
        path.write_text(text)
    return (folder / "rules",)


def seen(content: bytes, folder: Path, rules: tuple[Path, ...], **subject: object) -> list[tuple[str, int, int, str]]:
    found = examine(subject_of(content, folder, rules=rules, **subject)).observations  # type: ignore[arg-type]  # keywords passed on
    return [(item.rule, item.place.byte_offset, item.place.byte_length, item.place.excerpt) for item in found if isinstance(item, PatternMatched)]


def test_matches_point_at_their_bytes(tmp_path: Path) -> None:
    rules = rules_in(tmp_path, probe=RULE)
    content = "x.timeZone; é 'Asia/Tokyo'".encode()
    assert seen(content, tmp_path, rules) == [("probe", 2, 8, "timeZone"), ("probe", 16, 10, "Asia/Tokyo")]


def test_wide_text_is_searched_as_it_lies_and_as_text(tmp_path: Path) -> None:
    rules = rules_in(tmp_path, probe=RULE)
    content = "x.timeZone; 'Asia/Tokyo'".encode("utf-16-le")
    expected = [("probe", 4, 16, "timeZone"), ("probe", 26, 20, "Asia/Tokyo")]
    assert seen(content, tmp_path, rules, encoding="utf-16-le") == expected
    assert seen(content, tmp_path, rules, kind=ArtifactKind.ELF) == expected[1:]


def test_without_rules_nothing_is_searched(tmp_path: Path) -> None:
    assert examine(subject_of(b"timeZone", tmp_path)).observations == ()


def test_a_rule_that_does_not_compile_is_refused_by_name(tmp_path: Path) -> None:
    rules = rules_in(tmp_path, broken="rule x { condition: nothing }")
    with pytest.raises(Refusal, match="broken/pattern.yar does not compile"):
        examine(subject_of(b"x", tmp_path, rules=rules))


def test_crowded_patterns_are_cut_with_a_gap_that_hides_nothing(tmp_path: Path) -> None:
    rules = rules_in(tmp_path, probe=RULE)
    examined = examine(subject_of(b"timeZone " * (MATCHES_PER_PATTERN * 2), tmp_path, rules=rules))
    assert (len(examined.observations), [gap.hides for gap in examined.gaps]) == (MATCHES_PER_PATTERN, [frozenset()])


def test_rules_of_equal_names_in_two_folders_both_match(tmp_path: Path) -> None:
    rules = rules_in(tmp_path, one='rule same { strings: $a = "alpha" condition: $a }', two='rule same { strings: $a = "beta" condition: $a }')
    assert seen(b"alpha beta", tmp_path, rules) == [("same", 0, 5, "alpha"), ("same", 6, 4, "beta")]
