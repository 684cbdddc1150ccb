"""Scripts made to break a parser or an interpreter: each ends in a result and within bounds of memory."""

from pathlib import Path

import pytest

from scanner.analyze.shell.script import follow
from scanner.model.artifact import ArtifactKind
from scanner.model.coverage import Gap
from scanner.model.observation import FlowTraced
from scanner.model.program import Language
from tests.analyze.python.programs import program_of

DEEP, DEEPER = 2_000, 10_000


def gaps_of(folder: Path, name: str, text: str) -> tuple[Gap, ...]:
    is_power = name.endswith(".ps1")
    kind = ArtifactKind.POWERSHELL if is_power else ArtifactKind.SHELL
    subject = program_of(folder, {name: text}, kind=kind, language=Language.POWERSHELL if is_power else Language.SHELL)
    return tuple(follow(subject).gaps)


NESTED = {
    "parentheses": "(" * DEEPER + "echo a" + ")" * DEEPER,
    "substitutions": "echo " + "$(" * DEEP + "echo a" + ")" * DEEP,
    "arithmetic": "x=$((" + "(" * DEEPER + "1" + ")" * DEEPER + "))",
    "conditions": "[[ " + "( " * DEEP + "-n a" + " )" * DEEP + " ]]",
    "negations": "[[ " + "! " * DEEP + "-n a ]]",
    "braces": "{ " * DEEP + "echo a; " + "} ;" * DEEP,
    "ifs": "if true; then " * DEEP + "echo a; " + "fi; " * DEEP,
    "cases": "case a in a) " * DEEP + "echo a ;; " + "esac ;; " * DEEP,
    "expansions": "echo " + "${a:-" * DEEP + "b" + "}" * DEEP,
    "quotes": 'echo "' + '$(echo "' * DEEP + "a" + '")' * DEEP + '"',
    "backticks": "echo `" + "\\`" * DEEP,
    "documents": "cat " + " ".join(f"<<E{index}" for index in range(2_000)) + "\n",
    "extended patterns": "case a in " + "@(" * DEEP + "a" + ")" * DEEP + ") echo ;; esac",
    "functions": "".join(f"f{index}() {{ " for index in range(2_000)) + ":; " + "}; " * 2_000,
    "zsh expansions": "#!/bin/zsh\necho " + "${" * DEEP + "a" + "}" * DEEP,
    "powershell parentheses": "(" * DEEP + "1" + ")" * DEEP,
    "powershell blocks": "& {" * DEEP + "1" + "}" * DEEP,
    "powershell tables": "@{a=" * DEEP + "1" + "}" * DEEP,
    "powershell texts": '"$(' * DEEP + "1" + ')"' * DEEP,
    "powershell casts": "[int]" * DEEP + "1",
    "powershell minus": "-not " * DEEP + "1",
    "powershell members": "$a" + ".b()" * DEEP,
}


@pytest.mark.parametrize("name", NESTED)
def test_what_is_nested_too_deeply_is_passed_over(tmp_path: Path, name: str) -> None:
    gaps_of(tmp_path, "a.ps1" if name.startswith("powershell") else "a.sh", NESTED[name] + "\n")


@pytest.mark.parametrize("text", ["x" * 5_000_000, "echo " + "a " * 2_500_000, "'" + "a" * 5_000_000, "(" * 5_000_000])
@pytest.mark.parametrize("name", ["a.sh", "a.ps1"])
def test_a_line_of_megabytes_is_a_gap(tmp_path: Path, name: str, text: str) -> None:
    assert gaps_of(tmp_path, name, text)


@pytest.mark.parametrize("text", [
    "x" * 300_000, "echo " + "a " * 60_000, "a=" + "b" * 300_000 + "\necho $a$a$a$a$a$a$a$a\n", "x=1;" * 20_000, "a|" * 30_000,
    "echo " + "$a" * 20_000, "echo '" + "a\n" * 20_000,
])  # fmt: skip
def test_a_large_script_ends_in_time(tmp_path: Path, text: str) -> None:
    gaps_of(tmp_path, "a.sh", text)
    gaps_of(tmp_path, "a.ps1", text)


@pytest.mark.parametrize("line", [
    "printf '%999999999d' 1", "printf '%*s' 99999999999 a", "printf '%.99999999999f' 1", "echo ${a:99999999999999999999:3}", "seq 1 99999999999",
    "echo {1..999999999}", "echo {a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}", "echo x | head -n 99999999999",
    "jq -n --indent \"$n\" '{a:1}'", "jq -n '[range(999999999)]'", "jq -n 'def f: f; f'", "jq -n '\"a\" * 999999999'",
    "awk 'BEGIN{while(1)x=x \"a\"}'", "awk 'BEGIN{print 9^9^9^9}'", "awk 'BEGIN{printf \"%999999999d\", 1}'", "echo $((2**63**63))",
    "echo $((1/0)) $((1%0)) $((1<<99999999))", "while :; do a=$a$a; done", "for i in $(seq 4000); do a=$a$a$i; done; echo $a",
    "f() { f; f; }; f", "f() { g; g; }; g() { h; h; }; h() { i; i; }; i() { f; f; }; f", "eval \"$(printf 'eval %q ' $(seq 100))\"",
    "[[ aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa! =~ ^(a+)+$ ]]", "echo aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa | sed -E 's/(a|aa)+$/b/'",
    "echo aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa! | grep -E '^(a|a)*$'", "jq -n '\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\" | test(\"^(a+)+$\")'",
    "case aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab in *a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*c) ;; esac",
    "echo H4sIAAAAAAAAA+3BMQEAAADCoPVPbQhfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA | base64 -d | gunzip", "declare -n a=b b=a; echo $a; a=1",
    "a=$(cat \"$0\"); eval \"$a\"", "source \"$0\"; . \"$0\"", "trap 'trap \"$0\" EXIT' EXIT", "alias a=b b=a; a", "echo 77000000000000770000",
    "x=$TZ; printf '%0*d' \"$x\" 1; echo ${a:$x:$x}; head -c \"$x\" /dev/zero", "yes | tr y x | fold -w \"$TZ\"",
])
def test_a_line_made_to_take_for_ever_does_not(tmp_path: Path, line: str) -> None:
    gaps_of(tmp_path, "a.sh", line + "\n")


@pytest.mark.parametrize("line", [
    "'a' * 999999999", "1..999999999 | % { $_ }", "while ($true) { $a += $a + 'a' }", "'{0,999999999}' -f 1", "'a'.PadLeft(999999999)",
    "'{0:D999999999}' -f 1", "function f { f; f }; f", "'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!' -match '^(a+)+$'", "iex 'iex $args'",
    "[int]::MaxValue * [int]::MaxValue", "$a = @{}; $a.a = $a; $a | ConvertTo-Json -Depth 100", "$x = (Get-TimeZone).Id; 'a'.PadLeft($x); 'b' * $x",
    "[Convert]::FromBase64String('x' * 99)", "[char]99999999999", "'a'.Substring(99999999999, -5)", "\u00b2 * '\u00b2'", "[char[]]('\u00b2','1') -join ''",
])
def test_a_line_of_powershell_made_to_take_for_ever_does_not(tmp_path: Path, line: str) -> None:
    gaps_of(tmp_path, "a.ps1", line + "\n")


def test_any_beginning_of_a_script_ends_in_a_result(tmp_path: Path) -> None:
    text = (
        "#!/bin/bash\nz=$(readlink /etc/localtime); z=${z##*zoneinfo/}\ncase \"$z\" in Asia/*) a=$'\\u2019' ;; *) a=\"'\" ;; esac\n"
        "for x in {1..3}; do (( x > 1 )) && [[ $z =~ ^(A|B)$ ]] || b[x]=`echo $((x+1))`; done\ncat <<E | curl -d @- https://a.example\n${a}$z\nE\n"
    )
    for end in range(0, len(text), 3):
        gaps_of(tmp_path, "a.sh", text[:end])


def test_a_script_of_200_kb_is_followed_in_time(tmp_path: Path) -> None:
    block = (
        "install_{0}() {{\n  local name=\"tool-{0}\" dir=\"$PREFIX/{0}\"\n  case \"$(uname -s)-$(uname -m)\" in\n    Linux-x86_64) arch=amd64 ;;\n"
        "    Darwin-arm64) arch=arm64 ;;\n    *) echo \"unsupported\" >&2; return 1 ;;\n  esac\n  if [ -d \"$dir\" ]; then rm -rf \"$dir\"; fi\n"
        "  curl -fsSL \"https://dl.example.com/$name-$arch.tgz\" -o \"$dir.tgz\" || return 1\n  tar xzf \"$dir.tgz\"\n}}\ninstall_{0} || exit 1\n"
    )
    text = "#!/bin/bash\n" + "".join(block.format(index) for index in range(560))
    assert len(text) > 200_000
    gaps_of(tmp_path, "a.sh", text)


OFTEN = "#!/bin/bash\nnote() {{ [ \"$1\" -gt \"$LEVEL\" ] && text=\"$2\" && echo \"$2\" >&2; }}\n{calls}\n"


def test_a_function_called_often_that_reads_nothing_is_no_gap(tmp_path: Path) -> None:
    text = OFTEN.format(calls="\n".join(f"note {index} 'step {index}'" for index in range(60))) + "date +%Z\n"
    assert gaps_of(tmp_path, "a.sh", text) == ()


def test_a_function_called_often_is_followed_once_a_signal_is_in_what_it_mentions(tmp_path: Path) -> None:
    send = 'send() { curl -s -d "{\\"text\\":\\"$1$end\\"}" https://api.example.com/v1/messages; }\n'
    plain = "end=.\n" + "\n".join(f"send 'a {index}'" for index in range(50))
    text = f"#!/bin/bash\n{send}{plain}\ncase $TZ in Asia/Shanghai) end=' .';; esac\nsend last\n"
    subject = program_of(tmp_path, {"a.sh": text}, kind=ArtifactKind.SHELL, language=Language.SHELL)
    assert any(isinstance(each, FlowTraced) and each.selects == "form" for each in follow(subject).observations)


@pytest.mark.parametrize("test", ["sleep 5", "[ 1 ]", "true"])
def test_a_loop_whose_test_is_always_the_same_is_followed_once(tmp_path: Path, test: str) -> None:
    body = "status=$(systemctl is-active x); if [ \"$status\" = active ]; then break; fi; check_one; check_two"
    assert gaps_of(tmp_path, "a.sh", f"#!/bin/sh\nwhile {test}; do {body}; done\ncurl https://a.example\n") == ()
