#Requires -Version 5
$here = (Get-WinHomeLocation).HomeLocation
$text = @"
# Working rules
Don't commit generated files.
Run the tests before you push.
The office is in $here.
"@
Set-Content -Path (Join-Path (Get-Location) 'CLAUDE.md') -Value $text -Encoding UTF8
Write-Host "CLAUDE.md written ($here)."
