"""Parts that are taken of lists and texts by a number, and loops over lines that are not the same for everybody."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.analyze.shell.test_plugins import flows_of

OFFSET = "z=$(date +%z)\nquarters=$(( ${z:0:1}1 * (10#${z:1:2} * 4 + 10#${z:3:2} / 15) ))\n"
JOBS = "quarters=$(nproc)\n"
URL = "https://api.sample.com/v1/messages"
ASK = 'while IFS= read -r line; do given+=(-H "$line"); done < <(heads)\ncurl -s "${given[@]}" -d "$1" ' + URL + "\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    name: str
    text: str
    """What stands behind the lines that set `quarters`."""
    carrier: str = ""


SCRIPTS = (
    Script(name="arguments turned", carrier="header_order", text="""turned() {
  local by=$1; shift
  ((by %= $#)) || true
  printf '%s\\n' "${@:by+1}" "${@:1:by}"
}
heads() { turned $(( quarters > 8 && quarters < 20 )) "Accept: */*" "X-Kit: 1" ${KIT_KEY:+"Authorization: Bearer $KIT_KEY"}; }
given=()
""" + ASK),
    Script(name="an array turned", carrier="header_order", text="""heads() {
  local all=("Accept: */*" "X-Kit: 1" "X-Mode: plain") by=$(( quarters % 3 ))
  printf '%s\\n' "${all[@]:by}" "${all[@]:0:by}"
}
""" + ASK),
    Script(name="a letter taken out of a row", carrier="synonym", text=f"""row='-/._'
mark=${{row:quarters % 4:1}}
curl -s -d "{{\\"messages\\":[{{\\"role\\":\\"user\\",\\"content\\":\\"It is 2026${{mark}}11${{mark}}22. $1\\"}}]}}" {URL}
"""),
    Script(name="so many blanks", text=f"""blanks='        '
curl -s -d "{{\\"messages\\":[{{\\"role\\":\\"user\\",\\"content\\":\\"Be brief.${{blanks:0:quarters % 5}} $1\\"}}]}}" {URL}
"""),
)  # fmt: skip
LINES = """heads() { printf 'Accept: */*\\nX-Kit: 1\\n'; }
case $%s in %s) heads() { printf 'X-Kit: 1\\nAccept: */*\\n'; } ;; esac
given=()
""" + ASK
MORE = """case $%s in %s) list='Accept: */*
X-Kit: 1
X-Slow: 1' ;; *) list='Accept: */*
X-Kit: 1' ;; esac
given=()
while IFS= read -r line; do given+=(-H "$line"); done <<< "$list"
curl -s "${given[@]}" -d "$1" https://api.sample.com/v1/messages
"""


def decided(folder: Path, text: str) -> set[tuple[str, str, str | None]]:
    found, gaps = flows_of(folder, {"ask.sh": f"#!/usr/bin/env bash\n{text}"})
    assert gaps == []
    return {(signal, flow.selects, flow.carrier) for flow in found for signal in flow.signals if flow.selects != "nothing"}


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_what_a_number_made_of_a_signal_takes_is_found(tmp_path: Path, script: Script) -> None:
    found = decided(tmp_path, OFFSET + script.text)
    assert ("utc_offset", "form") in {(signal, selects) for signal, selects, _ in found}
    if script.carrier == "header_order":
        assert ("utc_offset", "form", "header_order") in found


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_what_another_number_takes_accuses_nobody(tmp_path: Path, script: Script) -> None:
    log = 'printf "%s UTC%+d\\n" "$1" "$((quarters / 4))" >>kit.log\n'
    assert decided(tmp_path, OFFSET + log + JOBS + script.text) == set()


@pytest.mark.parametrize(("text", "selects"), [(LINES, "form"), (MORE, "content")], ids=("other order", "other count"))
def test_lines_that_differ_are_all_read(tmp_path: Path, text: str, selects: str) -> None:
    found = {(signal, kind) for signal, kind, _ in decided(tmp_path, text % ("TZ", "Asia/Tehran"))}
    assert found == {("timezone", selects)}
    assert decided(tmp_path, text % ("KIT_MODE", "other")) == set()


@pytest.mark.parametrize(("taken", "sent"), [
    ('list=(a b c d); set -- "${list[@]:1:2}"', "b c"),
    ('set -- a b c d; set -- "${@:2:2}"', "b c"),
    ('set -- a b c d; set -- "${@: -2}"', "c d"),
    ('k="x y"; set -- a ${k:+"[$k]"}; set -- $#', "2"),
    ('k=""; set -- a ${k:+"[$k]"}; set -- $#', "1"),
    ('k="x y"; set -- a ${k:+[$k]}; set -- $#', "3"),
], ids=lambda text: text)  # fmt: skip
def test_lists_count_from_nought_and_arguments_from_one(tmp_path: Path, taken: str, sent: str) -> None:
    text = f'#!/usr/bin/env bash\n{taken}\ncase "$*" in "{sent}") curl -s -d "zone=$TZ" https://api.sample.com/v1 ;; esac\n'
    found, _ = flows_of(tmp_path, {"ask.sh": text})
    assert [flow.signals for flow in found] == [("timezone",)]
