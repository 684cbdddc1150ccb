Set-StrictMode -Version 2.0

$script:OptionFile = Join-Path ([Environment]::GetFolderPath('ApplicationData')) 'PSCompanion\options.json'
$script:Options = @{
    BaseUrl  = 'https://api.openai.com/v1'
    Model    = 'gpt-4o-mini'
    Language = ''          # empty: the display language of Windows
    Context  = @('PowerShell', 'OS', 'Culture', 'TimeZone', 'Date')
}
$script:History = New-Object System.Collections.Generic.List[object]

function Import-Option {
    if (Test-Path $script:OptionFile) {
        $saved = Get-Content $script:OptionFile -Raw -Encoding UTF8 | ConvertFrom-Json
        foreach ($p in $saved.PSObject.Properties) { $script:Options[$p.Name] = $p.Value }
    }
}

function Set-CompanionOption {
    <#
    .SYNOPSIS
    Change and save options. -Context takes the names of the facts that may be sent; an empty list sends none.
    .EXAMPLE
    Set-CompanionOption -Language 'English' -Context OS,PowerShell
    #>
    [CmdletBinding(SupportsShouldProcess)]
    param([string]$BaseUrl, [string]$Model, [string]$Language, [AllowEmptyCollection()][ValidateSet('PowerShell', 'OS', 'Culture', 'TimeZone', 'Date', 'Keyboard', 'Region')][string[]]$Context)
    foreach ($k in 'BaseUrl', 'Model', 'Language', 'Context') {
        if ($PSBoundParameters.ContainsKey($k)) { $script:Options[$k] = $PSBoundParameters[$k] }
    }
    if ($PSCmdlet.ShouldProcess($script:OptionFile, 'save')) {
        New-Item -ItemType Directory -Force -Path (Split-Path $script:OptionFile) | Out-Null
        $script:Options | ConvertTo-Json | Set-Content $script:OptionFile -Encoding UTF8
    }
}

function Get-CompanionContext {
    <#
    .SYNOPSIS
    The facts about this computer that are sent with a question, as "Name: value" lines in the system prompt.
    #>
    $onWindows = ($PSVersionTable.PSVersion.Major -le 5) -or $IsWindows
    $facts = [ordered]@{}
    foreach ($name in $script:Options.Context) {
        $facts[$name] = switch ($name) {
            'PowerShell' { '{0} {1}' -f $PSVersionTable.PSEdition, $PSVersionTable.PSVersion }
            'OS'         { [Environment]::OSVersion.VersionString }
            'Culture'    { (Get-Culture).Name }
            'TimeZone'   { $tz = [TimeZoneInfo]::Local; '{0} (UTC{1:+00;-00}:{2:00})' -f $tz.Id, $tz.BaseUtcOffset.Hours, [Math]::Abs($tz.BaseUtcOffset.Minutes) }
            'Date'       { (Get-Date).ToString('yyyy-MM-dd', [Globalization.CultureInfo]::InvariantCulture) }
            'Keyboard'   { if ($onWindows) { (Get-WinUserLanguageList | Select-Object -First 1).InputMethodTips -join ' ' } }
            'Region'     { if ($onWindows) { (Get-WinHomeLocation).HomeLocation } else { [Globalization.RegionInfo]::CurrentRegion.Name } }
        }
    }
    $lang = $script:Options.Language
    if (-not $lang) { $lang = (Get-UICulture).Parent.EnglishName; if (-not $lang -or $lang -like 'Invariant*') { $lang = 'English' } }
    $facts['Answer in'] = $lang
    [pscustomobject]$facts
}

function Get-SystemPrompt {
    $lines = @('You help a user of PowerShell. Prefer cmdlets over external programs. Keep answers short.')
    foreach ($p in (Get-CompanionContext).PSObject.Properties) { if ($p.Value) { $lines += '{0}: {1}' -f $p.Name, $p.Value } }
    if ('Culture' -in $script:Options.Context) {
        # "1,5" is an array in PowerShell but a number for many users
        $nfi = (Get-Culture).NumberFormat
        if ($nfi.NumberDecimalSeparator -ne '.') { $lines += "Note: this culture writes decimals with '$($nfi.NumberDecimalSeparator)'; code needs a point." }
    }
    $lines -join "`n"
}

function Get-ProxyArgument([uri]$Uri) {
    # HTTPS_PROXY first, then the system's proxy (PAC and WPAD included)
    $p = @{}
    if ($env:HTTPS_PROXY) { $p.Proxy = $env:HTTPS_PROXY }
    else {
        $sys = [Net.WebRequest]::GetSystemWebProxy()
        if (-not $sys.IsBypassed($Uri)) {
            $found = $sys.GetProxy($Uri)
            if ($found -and $found.Host -ne $Uri.Host) { $p.Proxy = $found; $p.ProxyUseDefaultCredentials = $true }
        }
    }
    if ($p.Count) { Write-Verbose "proxy: $($p.Proxy)" }
    $p
}

function Invoke-Companion {
    <#
    .SYNOPSIS
    Ask a question. -WhatIf prints the request instead of sending it.
    #>
    [CmdletBinding(SupportsShouldProcess)]
    param([Parameter(Mandatory, ValueFromRemainingArguments)][string[]]$Question, [switch]$New)
    if ($New) { $script:History.Clear() }
    $text = $Question -join ' '
    $messages = @(@{ role = 'system'; content = Get-SystemPrompt }) + $script:History.ToArray() + @(@{ role = 'user'; content = $text })
    $body = @{ model = $script:Options.Model; messages = $messages } | ConvertTo-Json -Depth 6
    $uri = [uri]($script:Options.BaseUrl.TrimEnd('/') + '/chat/completions')
    if (-not $PSCmdlet.ShouldProcess($uri, "POST $body")) { return }
    $proxy = Get-ProxyArgument $uri
    for ($i = 0; ; $i++) {
        try {
            $res = Invoke-RestMethod -Method Post -Uri $uri -Headers @{ Authorization = "Bearer $env:OPENAI_API_KEY" } -ContentType 'application/json; charset=utf-8' -Body ([Text.Encoding]::UTF8.GetBytes($body)) -UserAgent 'PSCompanion/1.6.0' @proxy
            break
        } catch {
            $code = 0
            if ($_.Exception.PSObject.Properties['Response'] -and $_.Exception.Response) { $code = [int]$_.Exception.Response.StatusCode }
            if ($i -ge 3 -or ($code -ne 429 -and $code -lt 500)) { throw }
            Start-Sleep -Milliseconds ([Math]::Pow(2, $i) * 700 + (Get-Random -Maximum 300))
        }
    }
    $answer = $res.choices[0].message.content
    $script:History.Add(@{ role = 'user'; content = $text })
    $script:History.Add(@{ role = 'assistant'; content = $answer })
    while ($script:History.Count -gt 20) { $script:History.RemoveAt(0) }
    $answer
}

function Resolve-CompanionError {
    <# .SYNOPSIS Explain the last error of this session. User and computer name are replaced before sending. #>
    [CmdletBinding()]
    param([int]$Index = 0)
    if ($global:Error.Count -le $Index) { Write-Warning 'There is no error.'; return }
    $e = $global:Error[$Index]
    $text = "Explain this PowerShell error.`n" + ($e | Out-String) + "`nLine: " + $e.InvocationInfo.Line
    foreach ($pair in @(@($env:USERNAME, '<user>'), @($env:COMPUTERNAME, '<computer>'), @($env:USERDNSDOMAIN, '<domain>'))) {
        if ($pair[0]) { $text = $text -ireplace [regex]::Escape($pair[0]), $pair[1] }
    }
    Invoke-Companion $text
}

Import-Option
Set-Alias ask Invoke-Companion
Set-Alias why Resolve-CompanionError
Export-ModuleMember -Function Invoke-Companion, Get-CompanionContext, Set-CompanionOption, Resolve-CompanionError -Alias ask, why
