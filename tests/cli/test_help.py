"""The help of every command: short lines that are not cut, options under headings, examples that name real commands."""

from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner

from scanner.cli.main import unmask

LINE_CHARS = 80


def _commands(group: click.Group, *path: str) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        yield (*path, name), command
        if isinstance(command, click.Group):
            yield from _commands(command, *path, name)


ALL = dict(_commands(unmask))


@pytest.mark.parametrize("path", ALL, ids=" ".join)
def test_help_is_whole(path: tuple[str, ...]) -> None:
    ended = CliRunner().invoke(unmask, [*path, "--help"])
    assert ended.exit_code == 0
    assert "..." not in ended.output.partition("Commands:")[2]


@pytest.mark.parametrize("path", [path for path, command in ALL.items() if not isinstance(command, click.Group)], ids=" ".join)
def test_examples_use_options_that_exist(path: tuple[str, ...]) -> None:
    for line, meaning in getattr(ALL[path], "examples", ()):
        words = line.partition(" > ")[0].split()
        named = path if tuple(words[: len(path)]) == path else (words[0],)
        known = {name for param in ALL[named].params for name in param.opts + param.secondary_opts}
        assert {word for word in words if word.startswith("-")} <= known, line
        assert meaning


@pytest.mark.parametrize("path", [("diff",), ("bisect",), ("explain",), ("policy", "explain")], ids=" ".join)
def test_options_that_would_do_nothing_are_not_offered(path: tuple[str, ...]) -> None:
    assert "fail_on" not in {param.name for param in ALL[path].params}
