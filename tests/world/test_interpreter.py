"""What a line of Python tells of the interpreter that runs it."""

import pytest

from scanner.ruleset.locations import shipped
from scanner.ruleset.signals import signals_of
from scanner.world.host import Host
from scanner.world.interpreter import told_of_itself
from scanner.world.persona import persona

SIGNALS = signals_of((shipped("rules"),))


@pytest.mark.parametrize(("line", "expected"), [
    ("python3 -c import sys; print(sys.version_info[0])", "3\n"),
    ("/usr/bin/python3 -I -c 'import sys; print(sys.version_info >= (3, 9))'", "True\n"),
    ("""py -3 -c "import sys; print('.'.join(map(str, sys.version_info[:2])))" """, "3.12\n"),
    ("python -c 'import sys; print(\"%d.%d\" % sys.version_info[:2])'", "3.12\n"),
    ("python3 -c 'import sys; sys.stdout.write(f\"{sys.version_info.major}.{sys.version_info.minor}\")'", "3.12"),
    ("python3 -c 'import sys; print(*[str(one) for one in sys.version_info[:3]], sep=\".\")'", "3.12.7\n"),
    ("python3 -c 'import platform; print(platform.python_version())'", "3.12.7\n"),
    ("python3 -c 'import sys; print(sys.version.split()[0] if sys.version_info > (3,) else 2)'", "3.12.7\n"),
])  # fmt: skip
def test_an_interpreter_tells_its_version(line: str, expected: str) -> None:
    answer = Host(persona(SIGNALS), SIGNALS).command(line)
    assert answer is not None
    assert answer.text == expected


@pytest.mark.parametrize("code", [
    "import os; print(os.getcwd())",
    "import locale; print(locale.getlocale())",
    "import time; print(time.tzname)",
    "print('%9999999d' % 1)",
    "print('{:>9999999}'.format(1))",
    "print([0] * 99999999)",
    "print(2 ** 2 ** 40)",
    "print(",
    "x = 1",
    "import sys; print(sys.version_info[9])",
    "print('{0.__class__}'.format(1))",
])  # fmt: skip
def test_what_else_a_line_asks_is_not_known(code: str) -> None:
    assert told_of_itself(f"python3 -c '{code}'" if "'" not in code else f"python3 -c {code}") is None
