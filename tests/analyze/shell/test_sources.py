"""Where a system's packages come from: most scripts read it for other reasons, so that it counts only where persons are told apart by it."""

from pathlib import Path

import pytest

from scanner.analyze.shell.script import follow
from scanner.model.artifact import ArtifactKind
from scanner.model.observation import FlowTraced, SignalRead
from scanner.model.program import Language
from tests.analyze.python.programs import program_of

SCRIPT = """#!/bin/sh
ROOT=${TARGET:-}
hosts() {
  for f in FILES; do
    [ -r "$f" ] || continue
    sed -n 's,.*//\\([^/]*\\)/.*,\\1,p' "$f"
  done | sort -u
}
swapped() { TURN; }
kind=0
for h in $(hosts | swapped); do
  case $h in
    *.LIST.*) kind=1 ;;
  esac
done
set -- "arch=$(uname -m)" "format=tgz" "step=3"
USE
IFS='&'
curl -fsSL -o tool.tgz "https://get.sample.dev/tool.tgz?$*"
"""
ORDER = 'if [ "$kind" -gt 0 ]; then first=$1; shift; set -- "$@" "$first"; fi'
HINT = 'if [ "$kind" -gt 0 ]; then echo "packages come from a mirror" >&2; fi'
ALPHABET = "sed 'y/abcdefghijklmnopqrstuvwxyz/zyxwvutsrqponmlkjihgfedcba/'"
TURNED = "tr a-z n-za-m"
READ = [
    ('"$ROOT/etc/apt/sources.list"', ALPHABET, "zorbfm"),
    ('"$ROOT"/etc/apt/sources.list.d/*.sources', TURNED, "nyvlha"),
    ('/etc/apk/repositories "$ROOT"/etc/yum.repos.d/*.repo', "cat", "aliyun"),
]


def _seen(folder: Path, text: str) -> list[object]:
    return list(follow(program_of(folder, {"get.sh": text}, language=Language.SHELL, kind=ArtifactKind.SHELL)).observations)


def _flows(folder: Path, text: str) -> set[tuple[str, str, str | None]]:
    flows = [one for one in _seen(folder, text) if isinstance(one, FlowTraced) and one.sink != "terminal"]
    return {(signal, flow.selects, flow.carrier) for flow in flows for signal in flow.signals}


@pytest.mark.parametrize(("files", "turn", "listed"), READ)
def test_the_order_of_a_query_tells_a_mirror(tmp_path: Path, files: str, turn: str, listed: str) -> None:
    """Bug: of these files nothing was known, and what stood for a long list of choices forgot which signal may have decided."""
    script = SCRIPT.replace("FILES", files).replace("TURN", turn).replace("LIST", listed)
    assert _flows(tmp_path, script.replace("USE", ORDER)) == {("package_mirror", "form", "query_order")}
    assert _flows(tmp_path, script.replace("USE", HINT)) == set()


@pytest.mark.parametrize("asked", [
    "if grep -q universe /etc/apt/sources.list; then kind=deb; fi",
    "if grep -rqs get.sample.dev /etc/apt/sources.list.d/*.sources; then kind=deb; fi",
    "case $(cat /etc/apk/repositories) in *edge*) kind=apk ;; esac",
    "[ -n \"$(cat /etc/apt/sources.list)\" ] && kind=deb",
])
def test_whether_a_repository_is_there_tells_nobody_apart(tmp_path: Path, asked: str) -> None:
    found = _seen(tmp_path, f"kind=tar\n{asked}\ncurl -fsSLO https://get.sample.dev/tool.$kind\n")
    assert [one for one in found if isinstance(one, FlowTraced | SignalRead)] == []


def test_all_arguments_are_joined_by_what_separates_fields(tmp_path: Path) -> None:
    text = "set -- a b c\n[ \"$TZ\" = Asia/Tehran ] && set -- c b a\nIFS=+; all=\"$*\"; unset IFS\ncurl -d \"$all $*\" https://api.sample.dev\n"
    alternatives = {flow.alternatives for flow in _seen(tmp_path, text) if isinstance(flow, FlowTraced)}
    assert alternatives == {("a+b+c a b c", "c+b+a c b a")}
