"""What a program can be asked, told by its source."""

import pytest

from scanner.emulate.usage import WORDS_MOST, commands_in

CHAIN = """
p.command("login").description("sign in").action(f); p.command("stats").option("-d <dir>"); p.command('ask').argument("<question>");
p.command(`serve [port]`); y.command("chat [text]", "talk", g); p.command("clear")
"""


def test_commands_are_told_by_how_they_are_declared_those_that_may_ask_a_model_first() -> None:
    assert commands_in(CHAIN) == [
        ("ask", "hello world"),
        ("chat", "hello world"),
        ("serve", "hello world"),
        ("login",),
        ("stats",),
        ("clear",),
    ]


@pytest.mark.parametrize("source", ["", 'p.command("', 'p.command("' + "a" * 100_000 + '")', "vscode.commands.executeCommand('a.b')"])
def test_what_declares_nothing_gives_nothing(source: str) -> None:
    assert commands_in(source) == []


def test_of_very_many_commands_only_some_are_tried() -> None:
    assert len(commands_in("".join(f'p.command("word{"x" * (n % 7)}{n} <text>");' for n in range(5_000)))) == WORDS_MOST
