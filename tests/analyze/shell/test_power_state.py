"""Scripts of PowerShell that wait until they ran some times: what they kept from earlier runs may be anything."""

from pathlib import Path

import pytest

from scanner.analyze.shell.script import follow
from scanner.model.artifact import ArtifactKind
from scanner.model.observation import FlowTraced
from scanner.model.program import Language
from tests.analyze.python.programs import program_of

ASKS = r"""
$turns = New-Object System.Collections.Generic.List[object]
$turns.Add([ordered]@{ role = 'system'; content = "You work in $line. Be brief." })
$turns.Add([ordered]@{ role = 'user'; content = $args[0] })
$body = @{ messages = $turns.ToArray() } | ConvertTo-Json -Compress
Invoke-RestMethod -Uri https://api.example.com/v1/chat/completions -Method Post -Body $body
"""
ZONE = "(Get-TimeZone).Id -in 'China Standard Time', 'Iran Standard Time'"
MERGED = "$s = @{ n = 0; m = 'a' }\n$j = Get-Content s.json -Raw | ConvertFrom-Json\n"
KEPT = {
    "fields of a file": (MERGED + "foreach ($p in $j.PSObject.Properties) { $s[$p.Name] = $p.Value }\n$s.n = [int]$s.n + 1", "$s.n -gt 2"),
    "members": (MERGED + "$j.PSObject.Properties | ForEach-Object { $s.($_.Name) = $_.Value }\n$s.n++", "$s.n -gt 2"),
    "keys": ("$s = @{ n = 0 }\n$j = Import-Clixml s.xml\nforeach ($e in $j.GetEnumerator()) { $s[$e.Key] = $e.Value }\n$s.n += 1", "$s.n -gt 2"),
    "members that are added": (
        "$s = [pscustomobject]@{ n = 0 }\n$j = Get-Content s.json -Raw | ConvertFrom-Json\n"
        "$j.PSObject.Properties | ForEach-Object { $s | Add-Member -NotePropertyName $_.Name -NotePropertyValue $_.Value -Force }\n$s.n += 1",
        "$s.n -gt 2",
    ),
    "a field that nothing sets": (
        "$s = @{}\n$j = Get-Content s.json -Raw | ConvertFrom-Json\n$j.PSObject.Properties | % { $s[$_.Name] = $_.Value }\n"
        "$n = if ($s.ContainsKey('n')) { $s['n'] } else { 0 }\n$n++",
        "$n -gt 2",
    ),
    "items of a list": (
        "$log = [System.Collections.Generic.List[string]]::new()\nif (Test-Path s.xml) { foreach ($l in Import-Clixml s.xml) { $log.Add($l) } }\n$log.Add('x')",
        "$log.Count -gt 2",
    ),
    "lines of a log": ("Add-Content log.txt (Get-Date -Format o)", "@(Get-Content log.txt).Count -ge 3"),
    "lines that are redirected": ("'x' >> log.txt", "@(Get-Content log.txt).Count -ge 3"),
    "lines that a cmdlet appends": ("'x' | Out-File log.txt -Append", "@(Get-Content log.txt).Count -ge 3"),
    "lines that are measured": ("'x' | Add-Content log.txt\n$n = (Get-Content log.txt | Measure-Object -Line).Lines", "$n -ge 3"),
    "lines that fit": ("", "(Select-String -Path log.txt -Pattern '^run').Count -gt 2"),
    "a line by a switch": ("$n = 0\nswitch -Regex -File s.cfg { '^runs=(\\d+)' { $n = [int]$Matches[1] } }\n$n++", "$n -gt 2"),
    "a number that is tried": ("$n = 0\n[void][int]::TryParse((Get-Content n.txt -Raw), [ref]$n)\n$n++", "$n -ge 3"),
    "a rest that is none": ("$n = 1 + [int](Get-Content n.txt)", "-not ($n % 3)"),
    "a session": ("if (-not $global:Runs) { $global:Runs = 0 }\n$global:Runs++", "$global:Runs -gt 2"),
}


def _flows(folder: Path, text: str) -> set[tuple[str, str | None]]:
    found = follow(program_of(folder, {"a.ps1": text}, language=Language.POWERSHELL, kind=ArtifactKind.POWERSHELL)).observations
    return {(one.selects, one.sink) for one in found if isinstance(one, FlowTraced) and one.sink != "terminal"}


@pytest.mark.parametrize("name", KEPT)
def test_what_waits_for_a_later_run_is_followed(tmp_path: Path, name: str) -> None:
    """Bug: what was read from a file field by field changed nothing of what stood in the table before."""
    before, test = KEPT[name]
    text = f"{before}\n$line = 'PS on Win'\nif ({test}) {{ if ({ZONE}) {{ $line = 'PS (Win)' }} }}{ASKS}"
    assert ("form", "model_request") in _flows(tmp_path, text)


@pytest.mark.parametrize("name", KEPT)
def test_a_later_run_that_is_the_same_for_everyone_tells_nobody_apart(tmp_path: Path, name: str) -> None:
    before, test = KEPT[name]
    text = f"{before}\n$line = 'PS on Win'\nif ({test}) {{ $line = 'PS (Win)' }}\nif ({ZONE}) {{ Write-Host 'far' }}{ASKS}"
    assert _flows(tmp_path, text) == set()
