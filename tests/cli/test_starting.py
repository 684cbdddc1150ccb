"""What the command line starts before a command is imported."""

import pytest

from scanner.cli import main as command_line


@pytest.mark.parametrize(
    ("arguments", "starts"),
    [(("--help",), 0), (("vet", "--help"), 0), (("scan", "-h"), 0), (("nonsense",), 0), (("rules", "--help"), 0), (("vet",), 1)],
)
def test_workers_are_started_ahead_only_for_a_command_that_is_to_run(
    monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], starts: int
) -> None:
    started: list[None] = []
    monkeypatch.setattr(command_line, "start_ahead", lambda: started.append(None))
    monkeypatch.setattr("sys.argv", ["unmask", *arguments])
    with pytest.raises(SystemExit):
        command_line.main()
    assert len(started) == starts
