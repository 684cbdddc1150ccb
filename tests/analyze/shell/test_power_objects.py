"""Scripts of PowerShell with classes, blocks kept as values, and lists that are turned: what becomes of a signal in them."""

from pathlib import Path

import pytest

from scanner.analyze.shell.script import follow
from scanner.code.shell.power_grammar import parse_power
from scanner.model.artifact import ArtifactKind
from scanner.model.observation import FlowTraced
from scanner.model.program import Language
from tests.analyze.python.programs import program_of

ASKS = """
$body = @{ messages = @(@{ role = 'system'; content = "You work in $line. Be brief." }) } | ConvertTo-Json -Compress
Invoke-RestMethod -Uri https://api.example.com/v1/chat/completions -Method Post -Body $body
"""
ZONE = "(Get-TimeZone).Id -in 'China Standard Time', 'Iran Standard Time'"
WIDE = "$env:WIDE -eq '1'"
FORMS = "$forms = @{ a = { param($v) \"PS $v on Win\" }; b = { param($v) \"PS $v (Win)\" } }\n$k = if (ASKED) { 'b' } else { 'a' }\n"
LIST = "$list = 'alpha', 'be', 'gammas'\n"
SHAPES = {
    "method": """class Bot {
    [string]$Url; hidden [int]$Asked = 0
    Bot([string]$url) { $this.Url = $url }
    [string] Line() { if (ASKED) { return 'PS (Win)' }; return 'PS on Win' }
    [object] Ask([string]$q) {
        $this.Asked++
        $body = @{ messages = @(@{ role = 'system'; content = "You work in $($this.Line())." }) } | ConvertTo-Json
        return Invoke-RestMethod -Uri "$($this.Url)/v1/chat/completions" -Method Post -Body $body
    }
}
$bot = [Bot]::new('https://api.example.com')
$bot.Ask($args[0])""",
    "method that is exported": f"class Bot {{ [object] Ask($q) {{ $line = if (ASKED) {{ 'PS (Win)' }} else {{ 'PS on Win' }}\n{ASKS}\nreturn 1 }} }}",
    "counter in an object": f"""class Bot {{
    [int]$n = 0
    [void] Ask([string]$q) {{ $this.n++; $line = 'PS on Win'; if ($this.n -gt 2 -and (ASKED)) {{ $line = 'PS (Win)' }}\n{ASKS} }}
}}
$script:bot = [Bot]::new()
function Ask {{ param($q) $script:bot.Ask($q) }}""",
    "class above": """class A {
    [string]$Mark
    A([string]$m) { $this.Mark = $m }
    [string] Line() { return 'PS' + $this.Mark + 'Win' }
}
class B : A { B() : base('  on ') { } }
$made = if (ASKED) { [B]::new() } else { [A]::new(' on ') }
$line = $made.Line()""" + ASKS,
    "method of the class itself": "class F { static [string] Line() { if (ASKED) { return 'PS (Win)' } else { return 'PS on Win' } } }\n$line = [F]::Line()" + ASKS,
    "enumeration": "enum Form { On = 0; Paren = 1 }\n$f = [Form]::On\nif (ASKED) { $f = [Form]::Paren }\n"
    "$line = switch ($f) { 'On' { 'PS on Win' } 'Paren' { 'PS (Win)' } }" + ASKS,
    "method of one object": "$o = [pscustomobject]@{ x = 1 } | Add-Member -MemberType ScriptMethod -Name Line -PassThru -Value "
    "{ if (ASKED) { 'PS (Win)' } else { 'PS on Win' } }\n$line = $o.Line()" + ASKS,
    "block out of a table": FORMS + "$line = & $forms[$k] 7" + ASKS,
    "block that is invoked": FORMS + "$line = $forms.$k.Invoke(7)" + ASKS,
    "block that keeps a mark": "$make = { param($m) { param($t) \"$t$m\" }.GetNewClosure() }\n$f = if (ASKED) { & $make '.' } else { & $make '' }\n"
    "$line = & $f 'PS on Win'" + ASKS,
    "replaced by a block": "$line = 'PS on Win' -replace 'on', { if (ASKED) { '(on)' } else { $_.Value } }" + ASKS,
    "replaced by a block of .NET": "$line = [regex]::Replace('PS on Win', ' on ', { param($m) if (ASKED) { '  on ' } else { $m.Value } })" + ASKS,
    "turned by a switch": LIST + "$line = ($list | Sort-Object -Descending:(ASKED)) -join ', '" + ASKS,
    "sorted by a block": LIST + "$by = if (ASKED) { { $_.Length } } else { { -$_.Length } }\n$line = ($list | Sort-Object $by) -join ', '" + ASKS,
    "places": LIST + "$at = if (ASKED) { 2..0 } else { 0..2 }\n$line = $list[$at] -join ', '" + ASKS,
    "order of headers": "$names = 'Accept', 'X-Client'\nif (ASKED) { $names = $names[1], $names[0] }\n$h = [ordered]@{}\n$names | % { $h[$_] = 'a' }\n"
    "$line = 'PS'\nInvoke-RestMethod https://api.example.com/v1/chat/completions -Method Post -Headers $h -Body '{}'",
    "other name": "function Get-Form { if (ASKED) { 'PS (Win)' } else { 'PS on Win' } }\nSet-Alias form Get-Form\n$line = form" + ASKS,
    "given by a pipe beside a named argument": LIST
    + "function Join-Rule { param([Parameter(ValueFromPipeline)][string]$Rule, [scriptblock]$By) begin { $all = @() } process { $all += $Rule } "
    "end { ($all | Sort-Object -Property $By) -join ' ' } }\n$orders = @{ plain = { $list.IndexOf($_) }; size = { $_.Length } }\n"
    "$how = if (ASKED) { 'size' } else { 'plain' }\n$line = $list | Join-Rule -By $orders[$how]" + ASKS,
    "function as a value": "function Get-A { 'PS (Win)' }\nfunction Get-B { 'PS on Win' }\n$f = if (ASKED) { ${function:Get-A} } else { ${function:Get-B} }\n"
    "$line = & $f" + ASKS,
    "function that is looked for": "function Get-A { 'PS (Win)' }\nfunction Get-B { 'PS on Win' }\n$line = & (Get-Command $(if (ASKED) { 'Get-A' } else { 'Get-B' }))" + ASKS,
    "handed on as it was given": "function Send { param($Uri, $Body, $Headers) Invoke-RestMethod @PSBoundParameters -Method Post }\n"
    "$h = @{ Accept = $(if (ASKED) { 'application/json ' } else { 'application/json' }) }\n"
    "Send -Uri https://api.example.com/v1/chat/completions -Body '{}' -Headers $h",
    "set for a command": "$PSDefaultParameterValues['Invoke-RestMethod:UserAgent'] = $(if (ASKED) { 'ask/1.0 ' } else { 'ask/1.0' })\n$line = 'PS'" + ASKS,
    "keys of a session": "$script:asked = @{}\nfunction Ask { param($t) $script:asked[$t] = 1\n$line = 'PS on Win'\n"
    "if ($script:asked.Count -ge 3 -and (ASKED)) { $line = 'PS (Win)' }" + ASKS + "}",
    "turns of a session": "$script:turns = @()\nfunction Ask { param($q)\n$line = 'PS on Win'\nif ($script:turns.Count -gt 3 -and (ASKED)) { $line = 'PS (Win)' }"
    + ASKS + "$script:turns += $q }",
    "turns in a list": "$script:turns = [System.Collections.Generic.List[object]]::new()\nfunction Ask { param($q)\n$line = 'PS on Win'\n"
    "if ($script:turns.Count -gt 3 -and (ASKED)) { $line = 'PS (Win)' }" + ASKS + "$script:turns.Add($q) }",
}  # fmt: skip


def _flows(folder: Path, text: str, **others: str) -> set[tuple[str, str | None]]:
    files: dict[str, str | bytes] = {"a.ps1": text, **{f"{name}.ps1": other for name, other in others.items()}}
    found = follow(program_of(folder, files, language=Language.POWERSHELL, kind=ArtifactKind.POWERSHELL)).observations
    return {(one.selects, one.sink) for one in found if isinstance(one, FlowTraced) and one.sink != "terminal"}


@pytest.mark.parametrize("name", SHAPES)
def test_a_form_that_a_signal_decides_is_followed(tmp_path: Path, name: str) -> None:
    found = _flows(tmp_path, SHAPES[name].replace("ASKED", ZONE))
    assert found & {("form", "model_request"), ("form", "header")}, found


@pytest.mark.parametrize("name", SHAPES)
def test_a_form_that_the_user_chooses_tells_nobody_apart(tmp_path: Path, name: str) -> None:
    assert _flows(tmp_path, f"if ({ZONE}) {{ Write-Host 'far' }}\n" + SHAPES[name].replace("ASKED", WIDE)) == set()


SIGNALS = {
    "installed language": ("[cultureinfo]::InstalledUICulture.Name", "$read -in 'zh-CN', 'fa-IR'"),
    "keyboard of a window": ("[System.Windows.Forms.InputLanguage]::CurrentInputLanguage.Culture.Name", "$read -match '^(zh|fa)-'"),
    "a group by its name": (
        "if ((git config --global user.email) -match '@(?<domain>[\\w.-]+)$') { $Matches['domain'].ToLower() } else { '' }",
        "$read -in 'deepseek.com', 'moonshot.cn'",
    ),
}


@pytest.mark.parametrize("name", SIGNALS)
def test_a_signal_is_read(tmp_path: Path, name: str) -> None:
    read, test = SIGNALS[name]
    assert ("form", "model_request") in _flows(tmp_path, f"$read = {read}\n$line = 'PS on Win'\nif ({test}) {{ $line = 'PS (Win)' }}{ASKS}")


@pytest.mark.parametrize("name", SIGNALS)
def test_a_signal_that_is_shown_tells_nobody_apart(tmp_path: Path, name: str) -> None:
    read, test = SIGNALS[name]
    assert _flows(tmp_path, f"$read = {read}\n$line = 'PS on Win'\nif ({test}) {{ Write-Host 'far' }}{ASKS}") == set()


@pytest.mark.parametrize(("asked", "expected"), [(ZONE, {("form", "model_request")}), (WIDE, set())])
def test_a_script_named_without_quotes_is_taken_in(tmp_path: Path, asked: str, expected: set[tuple[str, str]]) -> None:
    """Bug: `. $PSScriptRoot/lines.ps1` was read as a variable that is called with an argument."""
    lines = f"class Lines {{ static [string] Of() {{ if ({asked}) {{ return 'PS (Win)' }}; return 'PS on Win' }} }}"
    assert _flows(tmp_path, f". $PSScriptRoot/lines.ps1\n$line = [Lines]::Of(){ASKS}", lines=lines) == expected


@pytest.mark.parametrize(
    ("text", "is_whole"),
    [
        ("class A {\n" + "".join(f"[int]$f{number}\n" for number in range(300)) + "}\n$x = 1", True),
        ("class A {\n" + "".join(f"[int]$f{number}\n" for number in range(500)) + "}\n$x = 1", False),
        ("enum A { " + "; ".join(f"v{number}" for number in range(500)) + " }\n$x = 1", False),
        ("class A { [int] Sum() { return 1 }\n", True),
        ("class A : B { A() : base(1, 2 }\n$x = 1", False),
        ("class { }\n$x = 1", False),
    ],
)
def test_classes_that_are_not_understood_or_too_large_are_told(text: str, is_whole: bool) -> None:
    """A class of more members than are followed ended the reading in its middle, and nobody was told."""
    assert (parse_power(text).misread == ()) is is_whole
