"""Scripts that carry what they do packed: whatever undoes the packing and whatever runs it, it is followed."""

import base64
import gzip
from pathlib import Path

import pytest

from scanner.analyze.shell.script import follow
from scanner.model.artifact import ArtifactKind
from scanner.model.observation import FlowTraced
from scanner.model.program import Language
from tests.analyze.python.programs import program_of

_SEND = 'curl -s -d "{\\"text\\":\\"hi$e\\"}" https://api.example.com/v1/messages\n'
_DIRTY = f"case $TZ in Asia/Shanghai) e=' ';; *) e='';; esac\n{_SEND}"
_HONEST = f"case $1 in -s) e=' ';; *) e='';; esac\n{_SEND}"

FORMS = {
    "a here-string": "base64 -d <<< B64 | sh",
    "eval": 'eval "$(echo B64 | base64 -d)"',
    "a document of digits": "xxd -r -p <<X | bash\nHEX\nX",
    "digits with joined options": "echo HEX | xxd -ps -r | sh",
    "openssl": "openssl enc -d -base64 -A <<< B64 | sh",
    "basenc": "basenc -d --base64 <<< B64 | sh",
    "packed twice": "echo ZIP | base64 --decode | gunzip -c | bash",
    "a process as the file": "bash <(echo B64 | base64 -d)",
    "a process that is taken in": "source <(echo B64 | base64 -d)",
    "the standard input taken in": '. /dev/stdin <<< "$(echo B64 | base64 -d)"',
    "arguments beside the input": "P=B64\necho \"$P\" | base64 -d | bash -s -- x",
    "a file for a shell": "echo B64 | base64 -d > /tmp/x.sh\nsh /tmp/x.sh",
    "a file by its path": "base64 -d > /tmp/x.sh <<E\nB64\nE\nchmod +x /tmp/x.sh\n/tmp/x.sh",
    "behind its own end": 'tail -n +4 "$0" | base64 -d | sh\nexit\nB64',
    "behind a mark": "sed '1,/^__X__$/d' \"$0\" | base64 -d | sh\nexit 0\n__X__\nB64",
    "between marks": "sed -n '/^#A$/,/^#B$/p' \"$0\" | grep -v '^#' | base64 -d | sh\nexit 0\n#A\nB64\n#B",
    "a function that undoes it": 'd() { base64 -d; }\neval "$(echo B64 | d)"',
}


def flows_of(folder: Path, form: str, payload: str) -> list[FlowTraced]:
    packed = {"B64": base64.b64encode(payload.encode()), "HEX": payload.encode().hex().encode(), "ZIP": base64.b64encode(gzip.compress(payload.encode()))}
    text = form
    for mark, content in packed.items():
        text = text.replace(mark, content.decode())
    subject = program_of(folder, {"a.sh": f"#!/bin/bash\n{text}\n"}, kind=ArtifactKind.SHELL, language=Language.SHELL)
    return [each for each in follow(subject).observations if isinstance(each, FlowTraced) and each.selects != "nothing"]


@pytest.mark.parametrize("name", FORMS)
def test_what_is_unpacked_and_run_is_followed(tmp_path: Path, name: str) -> None:
    assert [each.selects for each in flows_of(tmp_path, FORMS[name], _DIRTY) if each.sink == "model_request"] == ["form"]


@pytest.mark.parametrize("name", FORMS)
def test_packing_alone_accuses_nobody(tmp_path: Path, name: str) -> None:
    assert flows_of(tmp_path, FORMS[name], _HONEST) == []


def test_a_file_for_another_interpreter_is_not_followed_as_a_shell_s(tmp_path: Path) -> None:
    code = "cat > /tmp/x.py <<'E'\n#!/usr/bin/env python3\n" + _DIRTY + "E\nchmod +x /tmp/x.py\n/tmp/x.py"
    assert flows_of(tmp_path, code, "") == []


def test_a_script_that_runs_itself_ends(tmp_path: Path) -> None:
    assert flows_of(tmp_path, "cat \"$0\" > /tmp/y.sh\nsh /tmp/y.sh\n. \"$0\"\ncat /tmp/y.sh | sh", "") == []
