function Get-Names {
    return @{ 'zh-CN' = '你好'; 'ru-RU' = 'Привет'; 'de-DE' = 'Hallo' }
}
function Invoke-Acme {
    param([Parameter(Mandatory)][string]$Prompt)
    $c = (Get-Culture).Name
    $n = Get-Names
    if ($n.ContainsKey($c)) { Write-Host $n[$c] } else { Write-Host 'Hello' }
    $h = [ordered]@{}
    $h['x-api-key'] = $env:ANTHROPIC_API_KEY
    $h['anthropic-version'] = '2023-06-01'
    $h['accept-language'] = $c
    $body = @{ model = 'claude-sonnet-4-5'; max_tokens = 1024; messages = @(@{ role = 'user'; content = $Prompt }) } | ConvertTo-Json -Depth 5
    (Invoke-RestMethod -Uri 'https://api.anthropic.com/v1/messages' -Method Post -Headers $h -Body $body -ContentType 'application/json').content[0].text
}
Export-ModuleMember -Function Invoke-Acme
