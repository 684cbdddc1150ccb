"""Reports in Chinese: nothing of the renderers is left in English, and no slot is lost or invented."""

import re
from pathlib import Path

import pytest

from reports.messages import renderer_messages, stage_messages, translations, untranslated
from reports.sentences import sentences
from scanner.model.refusal import UsageRefused
from scanner.render.html import render_html
from scanner.render.language import ENGLISH, LANGUAGES, language_of
from scanner.render.words import SIGNALS
from scanner.ruleset.locations import shipped
from scanner.ruleset.signals import signals_of
from tests.render import sample

CHINESE = language_of("zh")


def _slots(text: str) -> list[str]:
    return sorted(set(re.findall(r"\{[a-z_]+\}", text)))


def test_every_message_of_the_renderers_is_translated() -> None:
    """Red: a message was added; run `python reports/messages.py` and translate what it lists."""
    assert [message for message in dict.fromkeys(renderer_messages()) if not CHINESE.messages.get(message)] == []


def test_every_sentence_of_the_stages_is_translated() -> None:
    """Red: a reason was added to a stage; run `python reports/messages.py` and translate what it lists."""
    assert untranslated() == ()


def test_a_reason_with_its_values_reads_in_chinese() -> None:
    filled = [re.sub(r"\{[a-z]\}", "7", sentence) for sentence in stage_messages()]

    assert [sentence for sentence in filled if not re.search("[\u4e00-\u9fff]", CHINESE.told(sentence))] == []


def test_reasons_are_found_where_names_and_calls_lead_to_them(tmp_path: Path) -> None:
    """Negative control of the two tests above: the ways in which stages write their sentences, and what is none."""
    (tmp_path / "stage.py").write_text(
        "FULL = 'the disk is full'\n"
        "def gap(subject, reason): ...\n"
        "def why(size):\n"
        "    if size: return f'its {size} bytes are more than the {size} read'\n"
        "    return 'it is empty for now'\n"
        "def work(size, name):\n"
        "    late = 'it came too late'\n"
        "    gap(name, 'given by its place')\n"
        "    raise Refusal(f'{name} is {size} bytes' if size else 'no size is stated')\n"
        "    Coverage(reason=FULL), Coverage(reason=why(3)), Coverage(reason=late), Coverage(reason=name, text='no reason at all')\n"
    )

    assert set(sentences(tmp_path)) == {
        "the disk is full", "its {a} bytes are more than the {a} read", "it is empty for now", "it came too late", "given by its place",
        "{a} is {b} bytes", "no size is stated",
    }  # fmt: skip


def test_translations_have_the_slots_of_their_messages() -> None:
    assert {message: text for message, text in translations().items() if text and _slots(message) != _slots(text)} == {}


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("nothing forbidden was found", "未发现被禁止的内容"),
        ("reads timezone", "读取时区"),
        ("not evaluated: code.flow: a.tgz: it cannot be read: No such file", "未评估：code.flow：a.tgz：无法读取：No such file"),
        ("there is no catalog; reads locale; and 2 more", "没有目录；读取区域设置；以及另外 2 项"),
        ("65 host names (64 under .example, 1 under .cn)", "65 个主机名（.example 下 64 个、.cn 下 1 个）"),
        ("an organisation's own words", "an organisation's own words"),
        ("", ""),
    ],
)  # fmt: skip
def test_sentences_of_other_stages_are_told_where_they_are_known(sentence: str, told: str) -> None:
    assert CHINESE.told(sentence) == told
    assert ENGLISH.told(sentence) == sentence.replace("timezone", "the time zone").replace("locale", "the locale")


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("reads gateway_host", "reads the host of the configured gateway"),
        ("reads the utc_offset from date", "reads the UTC offset from date"),
        ("reads locale (os.environ[LANG])", "reads the locale (os.environ[LANG])"),
        ("leaves in the url (open): host_name; leaves openly in the file: locale",
         "leaves in the address of a request (open): the host name; leaves openly in a file: the locale"),
        ("leaves by url", "leaves in the address of a request"),
        ("leaves by model_request", "leaves in the request to the model"),
        ("decided in silence by host_name, locale: what leaves in the model_request",
         "decided in silence by the host name, the locale: what leaves in the request to the model"),
        ("compared with a hard_coded_list (10 time zones): timezone", "compared with a list in the code (10 time zones): the time zone"),
        ("compare: compares timezone with literal (1)", "compare: compares the time zone with literal (1)"),
        ("timezone: literal (Asia/Shanghai); timezone: literal (Asia/Urumqi)",
         "the time zone: literal (Asia/Shanghai); the time zone: literal (Asia/Urumqi)"),
        ("timezone.js: reads 3 files", "timezone.js: reads 3 files"),
        ("chooses 'user_name'", "chooses 'user_name'"),
        ("leaves in messages[0].user_name (body)", "leaves in messages[0].user_name (body)"),
        ("user_name=ann in config.user_name", "user_name=ann in config.user_name"),
    ],
)  # fmt: skip
def test_english_has_words_for_the_ids_of_the_model(sentence: str, told: str) -> None:
    """Reports said "reads gateway_host"; what the artifact calls something stays as it is."""
    assert ENGLISH.told(sentence) == told


def test_every_signal_has_words() -> None:
    assert {signal.id for signal in signals_of((shipped("rules"),))} <= SIGNALS.keys()


@pytest.mark.parametrize("text", ["; " * 700, "x " * 5_000, "MCP server " * 120, "a: " * 400, "{signal}" * 90], ids=range(5))
def test_hostile_text_costs_little_and_stays(text: str) -> None:
    assert CHINESE.told(text).count("\ufffd") == 0


def test_a_chinese_report_has_no_english_sentence_of_its_own() -> None:
    page = re.sub(
        r"<(script|style)>.*?</\1>|<(pre|code)\b.*?</\2>|<[^>]+>", " ", render_html(sample.blocked(), CHINESE).decode(), flags=re.DOTALL
    )
    left = [message for message in renderer_messages() if len(message) > 24 and "{" not in message and message in page]

    assert left == []


def test_every_language_offered_has_a_catalog() -> None:
    assert [language_of(code).code for code in LANGUAGES] == list(LANGUAGES)
    with pytest.raises(UsageRefused):
        language_of("xx")


def test_the_catalog_is_as_the_command_writes_it() -> None:
    """Comments aside: no message twice, none fuzzy."""
    text = (Path(__file__).parents[2] / "scanner/render/locale/zh_CN/LC_MESSAGES/unmask.po").read_text(encoding="utf-8")

    assert "fuzzy" not in text
    assert len(re.findall(r"^msgid ", text, re.MULTILINE)) == len(set(re.findall(r"^msgid (?:\"[^\n]*\"\n)+", text, re.MULTILINE)))
