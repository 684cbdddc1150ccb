"""Names of logs that a tool keeps apart by a number tell nobody anything."""

import pytest

from scanner.world.logs import are_logs_apart


@pytest.mark.parametrize(("before", "after", "expected"), [
    ("append /home/user/.pal/day-3.log", "append /home/user/.pal/day-7.log", True),
    ("append /home/user/.local/state/pal/3.log", "append /home/user/.local/state/pal/12.log", True),
    ("append /home/user/.local/state/3.log", "append /home/user/.local/state/7.log", False),
    ("append /home/user/.pal/day-a.log", "append /home/user/.pal/day-b.log", False),
    ("write /home/user/.pal/rules-3.md", "write /home/user/.pal/rules-7.md", False),
    ("append /home/user/project/day-3.log", "append /home/user/project/day-7.log", False),
    ("append /tmp/day-3.log", "append /tmp/day-7.log", False),
])  # fmt: skip
def test_logs_of_the_tools_own_folder_are_kept_apart(before: str, after: str, expected: bool) -> None:
    assert are_logs_apart(before, after) is expected
