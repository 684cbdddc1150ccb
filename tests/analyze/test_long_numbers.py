"""Numbers that no tool writes for a good reason: of thousands of digits, in digits of other scripts, raised above a line. They bring nothing down."""

from pathlib import Path

import pytest

from scanner.analyze.javascript.program import follow
from scanner.analyze.worker import ProgramSubject
from scanner.ruleset.locations import shipped
from tests.analyze.python.programs import followed
from tests.analyze.shell.test_limits import gaps_of
from tests.emulate.trying import program_of

NUMBERS = ["9" * 5000, "²", "٣", "-" + "9" * 5000, "--5", "0x" + "f" * 6000, "1e9999", "99999999999999999999"]
SHELL = [
    "printf '%{0}s' x", "printf -v b '%*d' {0} 1", "echo x | head -n {0}", "echo abc | fold -w {0}", "echo a | grep -m {0} a", "echo a | sed {0}q",
    "echo a | sed 's/a/b/{0}'", "set -- a; echo ${{{0}}}", "a=abc; echo ${{a:{0}}}", "a=(1); echo ${{a[{0}]}}", "echo $((x%{0}))", "seq {0}",
    "echo a | awk '{{printf \"%c\", {0}}}'", "echo a | cut -c 1-{0}", "#!/bin/zsh\nrepeat {0} echo a", "for i in 1 2; do n={0}; done; echo $n",
]  # fmt: skip
POWERSHELL = [
    "'a' * {0}", "'a'.PadLeft({0})", "'abc'.Substring({0})", "[char]{0}", "$a = 'abc'; $a[{0}]", "[math]::Pow(2,{0})", "[int]'{0}'", "{0} - 1.5",
    "'a' | Select-Object -First {0}", "'{{0:D{0}}}' -f 1",
]  # fmt: skip
JAVASCRIPT = ['["x"]["{0}"]', "Number('{0}')", "'a'.repeat({0})", "'a'.padEnd({0})", "String.fromCharCode({0})", "({0}).toString(36)", "{0}%7"]
PYTHON = ["['x'][{0}]", "'a'.ljust({0})", "{0}", "{{{0}: 1}}", "z[{0}]", "'a' * {0}", "int('{0}')", "'%{0}d' % 1"]


@pytest.mark.parametrize("number", NUMBERS, ids=lambda number: number[:8])
def test_scripts(tmp_path: Path, number: str) -> None:
    for form in SHELL:
        gaps_of(tmp_path, "a.sh", form.format(number) + "\n")
    for form in POWERSHELL:
        gaps_of(tmp_path, "a.ps1", form.format(number) + "\n")


@pytest.mark.parametrize("number", NUMBERS, ids=lambda number: number[:8])
def test_programs(tmp_path: Path, number: str) -> None:
    for form in JAVASCRIPT:
        k = form.format(number)
        text = f'const z = Intl.DateTimeFormat().resolvedOptions().timeZone; const k = {k}; fetch("https://a.example/" + (z === "Asia/Shanghai" ? k : "b"));'
        follow(ProgramSubject(program=program_of(tmp_path, {"main.js": text}, entry="main.js"), blobs=tmp_path, rules=(shipped("rules"),)))
    for form in PYTHON:
        k = form.format(number)
        followed(tmp_path, {"main.py": f'import time, requests\nz = time.tzname[0]\nk = {k}\nrequests.get("https://a.example/" + str(k if z == "CST" else "b"))\n'})
