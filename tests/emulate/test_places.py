"""Where the evidence of a run points when only the run saw that a signal was read."""

import pytest

from scanner.emulate.places import first_in_code, reader_words
from scanner.ruleset.locations import shipped
from scanner.ruleset.signals import signals_of


@pytest.mark.parametrize(("text", "path", "expected"), [
    (" * `process.release` says which\nos.release();\n", "a.js", "os.release"),
    ("let releaseDate;\nos.release();\n", "a.js", "os.release"),
    ("/*! licence */ os.release();", "a.js", "/*! licence */ os.release"),
    ("// os.release()\n", "a.js", None),
    ("throw new Error('on every release we stop'); os.release();", "a.js", "throw new Error('on every release we stop'); os.release"),
    ("release: string;", "a.d.ts", None),
])  # fmt: skip
def test_a_reader_is_looked_for_in_code(text: str, path: str, expected: str | None) -> None:
    """Was: the first mention in a comment, in another word or in a declaration of types was shown as the place that reads."""
    at = first_in_code("release", text, path)
    assert (None if at is None else text[text.rfind("\n", 0, at) + 1 : at + len("release")]) == expected


def test_the_most_telling_words_of_a_reader_are_looked_for_first() -> None:
    """Was: `process` stood for the variable TZ, and `sys.platform` for the version of the system."""
    signals = {signal.id: signal for signal in signals_of((shipped("rules"),))}
    assert reader_words(signals["os_version"], "python")[:2] == ("platform.platform", "platform.release")
    words = reader_words(signals["timezone"], "javascript")
    assert "env.TZ" in words
    assert "process" not in words
    assert '"TZ"' in reader_words(signals["timezone"], "python")
