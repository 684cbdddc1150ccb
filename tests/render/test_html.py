"""The page: self-contained, inert, complete without JavaScript, and honest about what was not examined."""

import base64
import dataclasses
import hashlib
import re
from collections.abc import Callable
from html.parser import HTMLParser

import pytest

from scanner.model.report import Report
from scanner.render.chips import Segment, marked, segments, visible
from scanner.render.html import render_html
from scanner.render.language import ENGLISH, language_of
from tests.render import sample

REPORTS = (sample.blocked, sample.inconclusive, sample.passed, sample.empty, sample.hostile)

every_report = pytest.mark.parametrize("made", REPORTS, ids=lambda made: made.__name__)


class _Page(HTMLParser):
    """Elements with their attributes, and the text that is seen without JavaScript."""

    def __init__(self, made: Report, code: str = "en") -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self._silent = 0
        self.feed(render_html(made, language_of(code)).decode())

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attributes)))
        self._silent += tag in {"script", "style"}

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in {"script", "style"}

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.text += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


@every_report
def test_nothing_is_loaded_from_anywhere(made: Callable[[], Report]) -> None:
    page = _Page(made())

    assert not {tag for tag, _ in page.elements} & {"img", "link", "iframe", "object", "embed", "base", "audio", "video", "source", "use"}
    assert [attributes for attributes in page.all("script") if "src" in attributes] == []
    assert all((attributes.get("href") or "").startswith("#") for attributes in page.all("a"))
    assert all(
        name not in {"style", "srcset", "action", "formaction"} and not name.startswith("on") for _, each in page.elements for name in each
    )


@every_report
def test_only_the_style_and_script_of_the_page_itself_apply(made: Callable[[], Report]) -> None:
    text = render_html(made(), ENGLISH).decode()
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', text)
    assert policy is not None
    inline = [re.search(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL) for tag in ("style", "script")]
    digests = [base64.b64encode(hashlib.sha256(each[1].encode()).digest()).decode() for each in inline if each]
    directives = dict(part.split(" ", 1) for part in policy[1].replace("&#39;", "'").split("; "))

    assert directives == {
        "default-src": "'none'",
        "style-src": f"'sha256-{digests[0]}'",
        "script-src": f"'sha256-{digests[1]}'",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    assert text.count("<script") == text.count("<style") == 1


@pytest.mark.parametrize("code", ["en", "zh"])
@every_report
def test_every_finding_and_control_is_in_the_text_without_javascript(made: Callable[[], Report], code: str) -> None:
    report, page = made(), _Page(made(), code)
    wanted = {visible(finding.id) for finding in report.findings} | {visible(verdict.control) for verdict in report.verdicts}

    assert {each for each in wanted if each.replace("\r", "") not in page.text.replace("\r", "")} == set()


@every_report
def test_identifiers_in_the_page_are_unique_and_links_lead_to_them(made: Callable[[], Report]) -> None:
    from urllib.parse import unquote

    page = _Page(made())
    names = [str(attributes["id"]) for _, attributes in page.elements if "id" in attributes]
    targets = {unquote(str(attributes["href"])[1:]) for attributes in page.all("a")}

    assert len(names) == len(set(names))
    assert targets - set(names) == set()


def test_the_same_finding_of_two_tools_has_two_places() -> None:
    report = sample.blocked()
    twin = dataclasses.replace(sample.COVERT, tool=sample.HARBOR.key)
    page = _Page(dataclasses.replace(report, findings=(*report.findings, twin)))
    names = [attributes.get("id") for attributes in page.all("details")]

    assert names.count(sample.COVERT.id) == names.count(f"{sample.COVERT.id}--2") == 1


@pytest.mark.parametrize(("code", "html"), [("en", "en"), ("zh", "zh-CN")])
def test_the_page_names_its_language(code: str, html: str) -> None:
    assert _Page(sample.blocked(), code).all("html") == [{"lang": html}]


def test_gaps_cannot_be_missed_and_are_not_claimed_where_there_are_none() -> None:
    notice = "Not everything was examined"

    assert notice in _Page(sample.inconclusive()).text
    assert notice not in _Page(sample.passed()).text
    assert sample.COVERAGE[4].reason in _Page(sample.inconclusive()).text


def test_a_hostile_report_adds_no_element() -> None:
    page = _Page(sample.hostile())

    assert len(page.all("script")) == 1
    assert "window.pwned=1" in page.text
    assert not any("pwned" in str(name) for _, attributes in page.elements for name in attributes)


def test_no_unseen_character_reaches_the_page_raw() -> None:
    text = render_html(sample.hostile(), ENGLISH).decode()

    assert [character for character in text if visible(character) != character and character != "\r"] == []


def test_a_confusable_character_is_a_chip_with_its_name() -> None:
    page = _Page(sample.blocked())

    assert {"class": "chip", "title": "RIGHT SINGLE QUOTATION MARK"} in page.all("span")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", (Segment(text="plain"),)),
        (
            "a\u2019s",
            (Segment(text="a"), Segment(text="\u2019", code_point="U+2019", name="RIGHT SINGLE QUOTATION MARK"), Segment(text="s")),
        ),
        ("\u202e", (Segment(text="", code_point="U+202E", name="RIGHT-TO-LEFT OVERRIDE"),)),
        ("p\u0430y", (Segment(text="p"), Segment(text="\u0430", code_point="U+0430", name="CYRILLIC SMALL LETTER A"), Segment(text="y"))),
        ("\x00", (Segment(text="", code_point="U+0000", name="control or unassigned character"),)),
        ("привет 你好 καλημέρα", (Segment(text="привет 你好 καλημέρα"),)),
        ("a\tb\nc", (Segment(text="a\tb\nc"),)),
        ("", ()),
    ],
    ids=ascii,
)
def test_suspicious_characters_are_cut_out_and_ordinary_ones_of_any_script_are_not(text: str, expected: tuple[Segment, ...]) -> None:
    assert segments(text) == expected


def test_two_thousand_findings_make_a_page_of_a_size_that_opens() -> None:
    assert len(render_html(sample.large(2_000), ENGLISH)) < 8_000_000


def test_findings_beyond_those_that_are_told_are_a_line_each(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scanner.render.page.TOLD_STORIES", 5)
    made = sample.large(20)
    page = render_html(made, ENGLISH).decode()
    assert (page.count('<details class="finding"'), page.count('<div class="finding brief"')) == (5, len(made.findings) - 5)
    assert all(finding.id in page for finding in made.findings)


def test_values_that_people_compare_by_eye_name_every_look_alike() -> None:
    """`unmask explain` showed three apostrophes that no terminal tells apart."""
    assert marked("Today\u2019s, Today\u02bcs, Today's, a\u200bb, \u4eca\u65e5") == "Today\u2019[U+2019]s, Today\u02bc[U+02BC]s, Today's, a[U+200B]b, \u4eca\u65e5"
