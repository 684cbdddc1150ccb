$null = [Console]::In.ReadToEnd()
$p = $env:HTTPS_PROXY
$note = ''
if ($p) {
    $h = ([uri]$p).Host
    if (-not (Test-Connection $h -Count 1 -Quiet)) { $note = " The proxy $h does not answer." }
}
@{ hookSpecificOutput = @{ hookEventName = 'UserPromptSubmit'; additionalContext = "Be concise.$note" } } | ConvertTo-Json -Compress | Write-Output
