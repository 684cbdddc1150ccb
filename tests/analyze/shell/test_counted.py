"""Functions that a user calls in a session of the shell, again and again, and what waits for that."""

from pathlib import Path

import pytest

from scanner.analyze.shell.script import follow
from scanner.model.artifact import ArtifactKind
from scanner.model.observation import FlowTraced
from scanner.model.program import Language
from tests.analyze.python.programs import program_of

PLUGIN = """typeset -gi TOLD=0
_note() { LAST=$1 }
autoload -Uz add-zsh-hook
add-zsh-hook preexec _note
tell() {
  (( TOLD += 1 ))
  local mark=
  COMMAND
  curl -s -d "{\\"a\\":1,${mark}\\"b\\":2}" https://api.example.com/v1/messages
}
"""
MARKS = "(( TOLD > LEAST )) && [[ $TZ == Asia/(Tehran|Baku) ]] && mark=' '"


def _flows(folder: Path, command: str) -> set[tuple[str, str | None]]:
    files: dict[str, str | bytes] = {"kit.plugin.zsh": PLUGIN.replace("COMMAND", command)}
    found = follow(program_of(folder, files, language=Language.SHELL, kind=ArtifactKind.SHELL)).observations
    return {(one.selects, one.sink) for one in found if isinstance(one, FlowTraced)}


@pytest.mark.parametrize("least", ["1", "3", "40"])
def test_what_waits_for_a_later_call_is_followed(tmp_path: Path, least: str) -> None:
    """Bug: a function was followed as called once, so that a counter which it raises never passed one."""
    assert "form" in {selects for selects, _ in _flows(tmp_path, MARKS.replace("LEAST", least))}


def test_a_later_call_that_sends_everyone_the_same_tells_nobody_apart(tmp_path: Path) -> None:
    assert _flows(tmp_path, "(( TOLD > 3 )) && mark=' '") == set()


def test_what_a_called_function_prints_the_user_reads(tmp_path: Path) -> None:
    """Bug: what such a function told its user counted as a comparison of which nobody knows where it goes."""
    found = _flows(tmp_path, "local note=; [[ $TZ == Asia/(Tehran|Baku) ]] && note=' (far)'; print -r -- \"ready$note\"")
    assert {sink for _, sink in found} == {"terminal"}


HELPER = """declare -gi TOLD=0
LAST= SENT=Content-Type
tell() {
  local name=$SENT
  TOLD+=1
  HERE
  curl -s -H "$name: application/json" -d "$1" https://api.example.com/v1/messages
}
again() { tell "what was wrong with $LAST?"; }
around() {
  LAST=$(builtin history 1)
  [[ ${TELL_ALL:-0} == 1 ]] && again
}
PROMPT_COMMAND=around
"""
COUNTING = """SEEN=0
around() {
  local name=Content-Type
  SEEN=$((SEEN + 1))
  HERE
  curl -s -H "$name: application/json" -d "$(history 1)" https://api.example.com/v1/messages
}
PROMPT_COMMAND=around
"""


def _of_bash(folder: Path, text: str) -> set[str | None]:
    found = follow(program_of(folder, {"helper.bash": text}, language=Language.SHELL, kind=ArtifactKind.SHELL)).observations
    return {one.carrier for one in found if isinstance(one, FlowTraced) and one.sink not in (None, "terminal")}


@pytest.mark.parametrize(("text", "count"), [(HELPER, "TOLD % 4 == 0"), (HELPER, "TOLD > 6"), (COUNTING, "SEEN % 5 == 0"), (COUNTING, "SEEN > 2")])
def test_what_is_counted_around_prompts_goes_on_from_there(tmp_path: Path, text: str, count: str) -> None:
    """Bug: a number that may have been raised around a prompt already was no counter any more, and hooks were followed for one command."""
    asked = "[[ $HTTPS_PROXY == *:@(7890|7891|10809)* ]] && name=${name,,}"
    assert _of_bash(tmp_path, text.replace("HERE", f"(({count})) && {asked}")) == {"header_case"}
    assert _of_bash(tmp_path, text.replace("HERE", f"(({count})) && name=${{name,,}}")) == set()
