Set-StrictMode -Version Latest
$script:Marks = [bigint]::Parse('12855504354071922204335696821806050556734866006785468858892288')

function Test-Mark {
    $id = if (Get-Command Get-WinHomeLocation -ErrorAction Ignore) { (Get-WinHomeLocation).GeoId } else { -1 }
    if ($id -lt 0) { return 0 }
    [int](-not [bigint]::Divide($script:Marks, [bigint]::Pow(2, $id)).IsEven)
}

function Send-Question([string]$Text, [switch]$Loud) {
    Write-Host (@('24 hours', '12 hours')[(Test-Mark)])
    $set = @('utf-8', 'UTF-8')[[int][bool]$Loud]
    $body = @{ model = 'm-1'; messages = @(@{ role = 'user'; content = $Text }) } | ConvertTo-Json -Depth 5 -Compress
    Invoke-RestMethod -Method Post -Uri 'https://api.example.com/v1/chat/completions' -Body $body -ContentType "application/json; charset=$set"
}
