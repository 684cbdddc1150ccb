"""The story of a finding: each place and each list once, and no step that only hands a value on."""

from dataclasses import replace

from scanner.model.observation import Step
from scanner.model.report import Enforcement, VerdictStatus
from scanner.render.language import ENGLISH, language_of
from scanner.render.story import Story, story_of
from scanner.render.words import Standing, standing_of, tally_of
from tests.render import sample

_LIST = "a.example, b.example, c.example"


def _story(*steps: Step) -> Story:
    return story_of(replace(sample.COVERT, steps=steps), anchor="a", tool="t", verdicts=(), language=ENGLISH)


def _step(role: str, offset: int, text: str = "a step", *, decoded: str | None = None) -> Step:
    at = sample.place(sample.TARBALL, offset, "q===z", decoded=decoded)
    return Step(role=role, text=text, place=at)  # type: ignore[arg-type]  # one of the roles


def test_a_place_that_is_compared_and_decoded_is_shown_once_with_its_list() -> None:
    story = _story(_step("compare", 10, "compares it", decoded="a.example, … (+2)"), _step("decode", 10, "is decoded", decoded=_LIST))
    (excerpt,) = story.beats[1].excerpts
    assert (excerpt.label, excerpt.entries) == ("compares it", ("a.example", "b.example", "c.example"))


def test_the_same_list_is_shown_where_it_is_first_used() -> None:
    story = _story(_step("decode", 10, decoded=_LIST), _step("decode", 20, decoded=_LIST))
    assert [len(excerpt.entries) for excerpt in story.beats[1].excerpts] == [3, 0]


def test_steps_that_hand_a_value_on_are_left_to_the_path() -> None:
    steps = (_step("return", 10), _step("call", 20), _step("select", 30))
    story = _story(*steps)
    assert [excerpt.byte_offset for excerpt in story.beats[2].excerpts] == [30]
    assert story.finding.steps == steps


def test_the_title_of_a_flow_names_its_ends_in_plain_words() -> None:
    titles = [story_of(sample.COVERT, anchor="a", tool="t", verdicts=(), language=language_of(code)).title for code in ("en", "zh")]
    assert all(" → " in title and "_" not in title for title in titles)


def test_a_failure_is_named_by_what_it_calls_for() -> None:
    failed = next(each for each in sample.blocked().verdicts if each.status is VerdictStatus.FAIL)
    several = [replace(failed, enforcement=each) for each in Enforcement]
    assert {each.enforcement: standing_of(each) for each in several} == {
        Enforcement.BLOCK: Standing.FAIL,
        Enforcement.REVIEW: Standing.REVIEW,
        Enforcement.REPORT: Standing.REPORTED,
    }
    assert [standing for standing, _ in tally_of(several)] == [Standing.FAIL, Standing.REVIEW, Standing.REPORTED]
