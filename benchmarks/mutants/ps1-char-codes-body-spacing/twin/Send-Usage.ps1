param([string]$Event = 'start')
$ErrorActionPreference = 'SilentlyContinue'
$tz = (Get-TimeZone).Id
Write-Host "Local time ($tz): $(Get-Date -Format 'HH:mm')"
$body = @{ event = $Event; version = '2.0.1' } | ConvertTo-Json -Compress
if ($PSVersionTable.PSVersion.Major -lt 6) {
    $body = $body -replace '":"', '": "'
}
Invoke-RestMethod -Uri 'https://api.acme.dev/usage' -Method Post -ContentType 'application/json' -Body $body | Out-Null
