"""Plugins of interactive shells: functions in files of their own, and what the shell runs around commands."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from scanner.analyze.programs import programs_of
from scanner.analyze.shell.script import follow
from scanner.analyze.worker import ProgramSubject
from scanner.model.artifact import ArtifactKind
from scanner.model.observation import FlowTraced
from scanner.ruleset.locations import shipped
from tests.analyze.subjects import artifact_of

ZONE = "#autoload\nemulate -L zsh\nlocal -a far=(Asia/Tehran Asia/Baku)\nif (( ${far[(Ie)$TZ]} )); then REPLY=' '; else REPLY=''; fi\n"
PLAIN = "#autoload\nemulate -L zsh\nREPLY=' '\n"
ASK = '#autoload\nemulate -L zsh\nlocal REPLY\n_mark\ncurl -s -d "{\\"q\\":\\"$1\\",${REPLY}\\"n\\":1}" https://api.example.com/v1/messages\n'
STORED = '#autoload\ncurl -s -d "{\\"q\\":\\"$1\\",${MARK}\\"n\\":1}" https://api.example.com/v1/messages\n'
SET = "#autoload\n_set() {\n  if [[ $TZ == Asia/(Tehran|Baku) ]]; then typeset -g MARK=' '; else typeset -g MARK=''; fi\n}\n"
SET_PLAIN = "#autoload\n_set() {\n  typeset -g MARK=' '\n}\n"
SHOWN = "_set() { print -P \"$TZ\" }\n"
OWN = "fpath=(${0:A:h}/functions $fpath)\n"
HOOK = f"{OWN}autoload -Uz ask _set add-zsh-hook\n"
STATED = {"functions/ask": STORED, "functions/_set": SET}
STATED_PLAIN = {"functions/ask": STORED, "functions/_set": SET_PLAIN}
BASH = 'ask() { curl -s -d "{\\"q\\":\\"$1\\",$MARK\\"n\\":1}" https://api.example.com/v1/messages; }\n'
BASH_SET = '_set() { case $TZ in Asia/Tehran|Asia/Baku) MARK=" ";; *) MARK="";; esac; }\n'
BASH_PLAIN = '_set() { MARK=" "; }\n'


@dataclass(frozen=True, slots=True, kw_only=True)
class Plugin:
    name: str
    dirty: dict[str, str]
    benign: dict[str, str]


def with_functions(name: str, plugin: str, folder: str = "functions", file: str = "ai.plugin.zsh") -> Plugin:
    ask = {file: plugin, f"{folder}/ask": ASK}
    return Plugin(name=name, dirty={**ask, f"{folder}/_mark": ZONE}, benign={**ask, f"{folder}/_mark": PLAIN})


def with_hook(name: str, plugin: str, file: str = "ai.plugin.zsh") -> Plugin:
    return Plugin(name=name, dirty={file: plugin, **STATED}, benign={file: plugin, **STATED_PLAIN})


def in_one(name: str, setting: str, plain: str, rest: str, file: str = "ai.bash") -> Plugin:
    return Plugin(name=name, dirty={file: setting + rest}, benign={file: plain + rest})


VARIANT = "#autoload\nREPLY='%s'\n"
PLUGINS = (
    with_functions("named", f"{OWN}autoload -Uz ask _mark\n"),
    with_functions("added to the path", "fpath+=(\"${0:A:h}/functions\")\nautoload -Uz ask _mark\n"),
    with_functions("all of a folder", f"{OWN}autoload -Uz ${{0:A:h}}/functions/*(.N:t)\n"),
    with_functions("all with their paths", "autoload -Uz ${0:A:h}/functions/*(.)\n"),
    with_functions("all of the first folder", f"{OWN}autoload -Uz ${{fpath[1]}}/*(:t)\n"),
    with_functions("at once", f"{OWN}autoload -U +X ask _mark\n"),
    with_functions("one after the other", f"{OWN}local name\nfor name in ${{0:A:h}}/functions/*(.N); do\n  autoload -Uz ${{name:t}}\ndone\n"),
    with_functions("from the folder above", "typeset -gaU fpath\nfpath=(\"${0:A:h:h}/share/fn\" $fpath)\nautoload -Uz ask \\\n  _mark\n", "share/fn", "lib/begin.zsh"),
    with_functions("beside the plugin", "0=${(%):-%N}\nfpath+=(${0:A:h})\nautoload -Uz ask _mark\n", "here", "here/ai.zsh"),
    Plugin(name="one of two folders", dirty={
        "ai.plugin.zsh": "case $TZ in Asia/Tehran|Asia/Baku) kit=b;; *) kit=a;; esac\nfpath=(${0:h}/$kit ${0:h}/functions $fpath)\nautoload -Uz ask _mark\n",
        "functions/ask": ASK, "a/_mark": VARIANT % "", "b/_mark": VARIANT % " "}, benign={
        "ai.plugin.zsh": "case $OSTYPE in darwin*) kit=b;; *) kit=a;; esac\nfpath=(${0:h}/$kit ${0:h}/functions $fpath)\nautoload -Uz ask _mark\n",
        "functions/ask": ASK, "a/_mark": VARIANT % "", "b/_mark": VARIANT % " "}),
    Plugin(name="defined in two ways", dirty={
        "ai.sh": 'if [ "$TZ" = Asia/Tehran ]; then mark() { printf " "; }; else mark() { :; }; fi\ncurl -d "{$(mark)1}" https://api.example.com/v1/messages\n'}, benign={
        "ai.sh": 'if [ "$(uname)" = Darwin ]; then mark() { printf " "; }; else mark() { :; }; fi\ncurl -d "{$(mark)1}" https://api.example.com/v1/messages\n'}),
    Plugin(name="names that begin with a dot, all of a folder", dirty={
        "ai.plugin.zsh": f"{OWN}autoload -Uz ${{0:h}}/functions/*(D:t)\nadd-zsh-hook precmd .set\n",
        "functions/ask": STORED, "functions/.set": SET.replace("_set", ".set")}, benign={
        "ai.plugin.zsh": f"{OWN}autoload -Uz ${{0:h}}/functions/*(D:t)\nadd-zsh-hook precmd .set\n",
        "functions/ask": STORED, "functions/.set": SET_PLAIN.replace("_set", ".set")}),
    with_hook("before each prompt", f"{HOOK}add-zsh-hook precmd _set\n"),
    with_hook("before each command", f"{HOOK}add-zsh-hook -Uz preexec _set\n"),
    with_hook("in another folder", f"{HOOK}add-zsh-hook chpwd _set\n"),
    with_hook("in the list of a hook", f"{HOOK}precmd_functions+=(_set)\n"),
    with_hook("by the name of the hook", f"{HOOK}precmd() {{ _set }}\n"),
    with_hook("now and then", f"{HOOK}PERIOD=60\nadd-zsh-hook periodic _set\n"),
    with_hook("as a file for each shell", f"{HOOK}[[ -o interactive ]] || return 0\nadd-zsh-hook precmd _set\n", ".zshrc"),
    Plugin(name="a widget sets, a hook sends", dirty={
        "ai.plugin.zsh": f"{HOOK}_send() {{ ask $1 }}\nadd-zsh-hook precmd _send\nzle -N ai-set _set\nbindkey '^X' ai-set\n", **STATED}, benign={
        "ai.plugin.zsh": f"{HOOK}_send() {{ ask $1 }}\nadd-zsh-hook precmd _send\nzle -N ai-set _set\nbindkey '^X' ai-set\n", **STATED_PLAIN}),
    Plugin(name="in the prompt of a theme", dirty={
        "ai.zsh-theme": "setopt prompt_subst\nPROMPT='$(_ask) %# '\n_ask() { curl -s -d \"$MARK x\" https://api.example.com/v1/messages }\n" + SET[10:] + "precmd() { _set }\n"}, benign={
        "ai.zsh-theme": "setopt prompt_subst\nPROMPT='$(_ask) %# '\n_ask() { curl -s -d \"$MARK x\" https://api.example.com/v1/messages }\n" + SET_PLAIN[10:] + "precmd() { _set }\n"}),
    in_one("a command of the prompt", BASH_SET, BASH_PLAIN, BASH + "PROMPT_COMMAND=_set\n"),
    in_one("one of the commands of the prompt", BASH_SET, BASH_PLAIN, BASH + 'PROMPT_COMMAND="_set${PROMPT_COMMAND:+; $PROMPT_COMMAND}"\n'),
    in_one("a trap before commands", BASH_SET, BASH_PLAIN, BASH + "trap _set DEBUG\n"),
    in_one("a trap at the end", BASH_SET, BASH_PLAIN, BASH + "PROMPT_COMMAND=_set\ntrap 'ask last' EXIT\n", ".bashrc"),
    Plugin(name="as the shell ends", dirty={
        "ai.plugin.zsh": f"{HOOK}add-zsh-hook precmd _set\n_bye() {{ ask bye }}\nadd-zsh-hook zshexit _bye\n", **STATED}, benign={
        "ai.plugin.zsh": f"{HOOK}add-zsh-hook zshexit _set\n_bye() {{ ask bye }}\nadd-zsh-hook precmd _bye\nadd-zsh-hook -d precmd _set\n",
        "functions/ask": ASK, "functions/_set": SET, "functions/_mark": PLAIN}),
)  # fmt: skip


def flows_of(folder: Path, files: dict[str, str]) -> tuple[list[FlowTraced], list[str]]:
    """files: those whose first line says so, or whose name does, are shell; others text, as an unpacker would tell."""
    artifacts = []
    for name, text in files.items():
        is_shell = text.startswith("#autoload") or "." in name.rsplit("/", 1)[-1]
        artifacts.append(artifact_of(text, folder, kind=ArtifactKind.SHELL if is_shell else ArtifactKind.TEXT, name=name))
    found: list[FlowTraced] = []
    gaps: list[str] = []
    for program in programs_of(artifacts):
        followed = follow(ProgramSubject(program=program, blobs=folder, rules=(shipped("rules"),)))
        found += [one for one in followed.observations if isinstance(one, FlowTraced) and one.sink not in (None, "terminal")]
        gaps += [gap.reason for gap in followed.gaps]
    return found, gaps


@pytest.mark.parametrize("plugin", PLUGINS, ids=lambda plugin: plugin.name)
def test_what_a_plugin_hides_is_found(tmp_path: Path, plugin: Plugin) -> None:
    found, gaps = flows_of(tmp_path, plugin.dirty)
    assert ("timezone", "form", "model_request") in {(signal, flow.selects, flow.sink) for flow in found for signal in flow.signals}
    assert gaps == []


@pytest.mark.parametrize("plugin", PLUGINS, ids=lambda plugin: plugin.name)
def test_an_honest_plugin_is_not_accused(tmp_path: Path, plugin: Plugin) -> None:
    found, gaps = flows_of(tmp_path, plugin.benign)
    assert [(flow.signals, flow.selects) for flow in found if "timezone" in flow.signals] == []
    assert gaps == []


def test_a_function_file_that_is_not_told_by_its_content_is_taken_in(tmp_path: Path) -> None:
    zone, ask = ZONE.split("\n", 2)[2], ASK.split("\n", 2)[2]
    found, _ = flows_of(tmp_path, {"ai.plugin.zsh": f"{OWN}autoload -Uz ${{0:h}}/functions/*(:t)\n", "functions/ask": ask, "functions/_mark": zone})
    assert any("timezone" in flow.signals and flow.sink == "model_request" for flow in found)
    found, _ = flows_of(tmp_path, {"ai.plugin.zsh": OWN, "functions/ask": ask, "functions/_mark": zone})
    assert found == []
