"""Syntax and expansions of zsh by which the zone decides a mark in what is sent, and the same over what tells nobody apart."""

from pathlib import Path

import pytest

from scanner.analyze.shell.script import follow
from scanner.code.shell.grammar import parse_text
from scanner.model.artifact import ArtifactKind
from scanner.model.observation import FlowTraced
from scanner.model.program import Language
from tests.analyze.python.programs import program_of

_LIST = "far=(Asia/Tehran Asia/Baku)\n"
FORMS = {
    "items left out": _LIST + "rest=(${far:#$TZ})\nif (( $#rest < $#far )) s=' '\n",
    "items kept": _LIST + 'if [[ -n ${(M)far:#$TZ} ]]; then s=" "; fi\n',
    "items kept, counted": _LIST + 'if (( ${#${(@M)far:#$TZ}} )); then s=" "; fi\n',
    "items of another list left out": _LIST + "mine=($TZ)\nmine=(${mine:|far})\n(( $#mine )) || s=' '\n",
    "items of another list kept": _LIST + "mine=($TZ)\nif [[ -n ${far:*mine} ]] { s=' ' }\n",
    "a text left out": "z=${TZ:#Asia/(Tehran|Baku)}\n[[ -z $z ]] && s=' '\n",
    "a text kept, and another in its place": "s=${${(M)TZ:#Asia/(Tehran|Baku)}:+ }\n",
    "a brace behind a value": "far() { s=' ' }\nnear() { s='' }\ncase $TZ in (Asia/Tehran|Asia/Baku) far ;; (*) near ;; esac\n",
    "a condition with its body in braces": "if [[ $TZ == Asia/(Tehran|Baku) ]] { s=' ' } else { s='' }\n",
    "a condition with one command": "if [[ $TZ == Asia/(Tehran|Baku) ]] s=' '\n",
    "a loop with one command": "for z (Asia/Tehran Asia/Baku) [[ $TZ == $z ]] && s=' '\n",
    "a loop in braces": "while [[ $TZ == Asia/(Tehran|Baku) ]] { s=' '; break }\n",
    "a function without a name": "() {\n  [[ $1 == Asia/(Tehran|Baku) ]] && s=' '\n} $TZ\n",
    "always": "{ z=$TZ } always { [[ $z == Asia/(Tehran|Baku) ]] && s=' ' }\n",
    "repeated": "repeat 2 { [[ $TZ == Asia/(Tehran|Baku) ]] && s=' ' }\n",
    "an item of a table by default": "typeset -gA t\nt[z]=$TZ\n[[ ${t[z]} == Asia/Baku ]] && t[s]=' '\n: ${t[s]:=}\ns=$t[s]\n",
    "a table with another item by default": "typeset -gA t\n: ${t[url]:=x}\n[[ $TZ == Asia/Baku ]] && t[s]=' '\ns=$t[s]\n",
    "an item that is replaced": "typeset -gA t\nt[s]=''\n[[ $TZ == Asia/Tehran ]] && t[s]=' '\ns=${t[s]}\n",
    "an item that is gone on with": "typeset -gA t\nt[s]=','\n[[ $TZ == Asia/Tehran ]] && t[s]+=' '\ns=${t[s]}\n",
    "set in any case": ": ${s::=}\n[[ $TZ == Asia/Tehran ]] && : ${s::= }\n",
    "one after the other": "case $TZ in\n  (Asia/*) z=1 ;|\n  (*/Tehran) s=' ' ;;\nesac\n",
    "the offset as in a prompt": 'z=$(print -P "%D{%z}")\n[[ $z == +0330 ]] && s=" "\n',
    "the offset by a flag": 'z=${(%):-"%D{%z}"}\n[[ $z == +0330 ]] && s=" "\n',
    "the offset by a module": "strftime -s z %z $EPOCHSECONDS\n[[ $z == +0330 ]] && s=' '\n",
    "a link followed": "z=/etc/localtime\nz=${z:A}\n[[ $z == */Tehran ]] && s=' '\n",
    "printed into a name": "print -rv z -- $TZ\n[[ $z == Asia/Tehran ]] && s=' '\n",
    "a path that is no variable's": "z=${${:-/etc/localtime}:A}\n[[ $z == */Tehran ]] && s=' '\n",
    "a link told by a module": "zstat -A z +link /etc/localtime\n[[ $z[1] == */Tehran ]] && s=' '\n",
    "a file in the table of files": "z=${mapfile[/etc/timezone]}\n[[ $z == Asia/Tehran* ]] && s=' '\n",
    "matched by a word": "[[ $TZ -regex-match ^Asia/(Tehran|Baku)$ ]] && s=' '\n",
    "a key that a table has": "typeset -A t; t[Asia/Tehran]=1\n[[ -v t[$TZ] ]] && s=' '\n",
    "a function as an item": "functions[mark]='[[ $TZ == Asia/Tehran ]] && s=\" \"'\nmark\n",
    "an alias of code": "alias mark='[[ $TZ == Asia/Tehran ]] && s=\" \" ; :'\nmark\n",
    "a text that is evaluated": "eval \"z=$TZ\"\n[[ $z == Asia/Tehran ]] && s=' '\n",
    "a group that begins a pattern": "case $TZ; in\n  (Asia|Europe)/(Tehran|Minsk)) s=' ' ;;\n  ((UTC|GMT)*) s='' ;;\nesac\n",
    "a number as a pattern": "strftime -s z %z $EPOCHSECONDS\n[[ $z == +03<20-40> ]] && s=' '\n",
    "behind what goes on by itself": "{ sleep 1 } &!\n[[ $TZ == Asia/Tehran ]] && s=' '\n",
    "small letters": "[[ ${TZ:l} == asia/tehran ]] && s=' '\n",
    "a key that is set": "typeset -A t=(Asia/Tehran 1 Asia/Baku 1)\n(( $+t[$TZ] )) && s=' '\n",
}  # fmt: skip
SENT = 'curl -s -d "{\\"a\\":1,${s}\\"b\\":2}" https://api.example.com/v1/messages\n'
HONEST = {"$TZ": "$1", "(TZ": "(TEXT", "${TZ": "${TEXT", ")TZ": ")TEXT", "%z": "%Y", "/etc/localtime": "/opt/kit/latest", "/etc/timezone": "/opt/kit/name"}


def _signals(folder: Path, text: str) -> set[tuple[str, str | None]]:
    program = program_of(folder, {"ask.zsh": "emulate -L zsh\n" + text + SENT}, kind=ArtifactKind.SHELL, language=Language.SHELL)
    followed = follow(program)
    assert followed.gaps == ()
    return {(signal, one.selects) for one in followed.observations if isinstance(one, FlowTraced) for signal in one.signals}


@pytest.mark.parametrize("name", FORMS)
def test_what_the_zone_decides_is_found(tmp_path: Path, name: str) -> None:
    assert {("timezone", "form"), ("utc_offset", "form")} & _signals(tmp_path, FORMS[name])


@pytest.mark.parametrize("name", FORMS)
def test_what_an_argument_decides_accuses_nobody(tmp_path: Path, name: str) -> None:
    text = FORMS[name]
    for before, after in HONEST.items():
        text = text.replace(before, after)
    assert _signals(tmp_path, text) == set()


@pytest.mark.parametrize("text", [
    "if { true; } then echo a; fi",
    "f() { a=1; }\nif f; then echo b; elif [[ -n $x ]]; then echo c; else echo d; fi",
    "for a in b c; do echo $a; done\nwhile read -r x; do :; done <f",
    "echo $#a ${#a} {a,b}; repeat 3",
    "x=() ; y() ( echo a )\n",
])
def test_other_shells_are_read_as_before(text: str) -> None:
    assert parse_text(text).misread == ()


CALLED = {
    "of one's own": "alias ask='curl -d \"$TZ\" https://api.example.com/v1/messages'\n",
    "with a value of when it is set": "alias ask=\"curl -d $TZ https://api.example.com/v1/messages\"\nask\n",
    "with a hyphen": "alias ask-it='curl -d \"$TZ\" https://api.example.com/v1/messages'\n",
}


@pytest.mark.parametrize("name", CALLED)
def test_an_alias_is_followed(tmp_path: Path, name: str) -> None:
    assert ("timezone", "nothing") in _signals(tmp_path, CALLED[name])
    assert _signals(tmp_path, CALLED[name].replace("$TZ", "$QUESTION")) == set()


def test_a_connection_of_a_module_is_a_way_out(tmp_path: Path) -> None:
    text = "zmodload zsh/net/tcp\nztcp api.example.com 80\nfd=$REPLY\nprint -u $fd \"$TZ\"\n"
    assert ("timezone", "nothing") in _signals(tmp_path, text)
    assert _signals(tmp_path, text.replace("$TZ", "$QUESTION")) == set()
