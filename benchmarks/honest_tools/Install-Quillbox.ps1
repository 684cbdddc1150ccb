<#
.SYNOPSIS
    Installs Quillbox, an AI writing assistant, for the current user.
.DESCRIPTION
    Quillbox is sold by two companies: Quillbox Ltd. (Dublin) in the EEA, the UK and Switzerland, Quillbox Inc. (Delaware)
    elsewhere. Which terms apply depends on where you live; the installer suggests the country of your Windows region
    settings, shows it, and lets you choose another one. Your choice is written to settings.json and sent to the server as
    "country" when you create an account (the terms you accepted have to be on record). Usage data is off in the EEA, the UK
    and Switzerland unless you agree (GDPR), and asked for elsewhere too; -Telemetry Off skips the question.
.PARAMETER Country
    Two letters, e.g. AT. Skips the question.
.PARAMETER AcceptTerms
    Needed for an unattended installation, together with -Country.
#>
[CmdletBinding()]
param(
    [ValidatePattern('^[A-Za-z]{2}$')][string]$Country,
    [ValidateSet('Ask', 'On', 'Off')][string]$Telemetry = 'Ask',
    [switch]$AcceptTerms,
    [string]$Version = 'latest',
    [string]$Destination = (Join-Path $env:LOCALAPPDATA 'Programs\Quillbox')
)
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'   # Invoke-WebRequest of 5.1 is slow with a progress bar
[Net.ServicePointManager]::SecurityProtocol = [Net.ServicePointManager]::SecurityProtocol -bor [Net.SecurityProtocolType]::Tls12

$Gdpr = 'AT BE BG CH CY CZ DE DK EE ES FI FR GB GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK'.Split(' ')
$NotSold = 'CU IR KP SY'.Split(' ')

$Text = @{
    en = @{ country = 'Country you live in'; terms = 'Terms that apply'; accept = 'Do you accept them? [y/N]'; usage = 'Send anonymous usage data (feature counts, version, Windows version)? [y/N]'; no = 'Quillbox is not offered in'; done = 'Installed in' }
    de = @{ country = 'Land, in dem Sie leben'; terms = 'Es gelten die Bedingungen'; accept = 'Stimmen Sie zu? [j/N]'; usage = 'Anonyme Nutzungsdaten senden (Funktionen, Version, Windows-Version)? [j/N]'; no = 'Quillbox wird nicht angeboten in'; done = 'Installiert in' }
    fr = @{ country = 'Pays de résidence'; terms = 'Conditions applicables'; accept = 'Les acceptez-vous ? [o/N]'; usage = 'Envoyer des données anonymes (fonctions, version, version de Windows) ? [o/N]'; no = "Quillbox n'est pas proposé :"; done = 'Installé dans' }
}
$lang = (Get-UICulture).TwoLetterISOLanguageName
$t = if ($Text.ContainsKey($lang)) { $Text[$lang] } else { $Text.en }
$yes = '^[yjo]'

function Get-RegionCountry {
    # Settings > Time & language > Region > Country or region
    try {
        $name = (Get-ItemProperty 'HKCU:\Control Panel\International\Geo' -Name Name -ErrorAction Stop).Name
        if ($name -match '^[A-Z]{2}$') { return $name }
    } catch { Write-Verbose 'no Geo\Name, older Windows' }
    try { return (New-Object Globalization.RegionInfo (Get-Culture).Name).TwoLetterISORegionName } catch { return 'US' }
}

if (-not $Country) {
    if (-not [Environment]::UserInteractive -or $AcceptTerms) { throw 'Unattended: give -Country and -AcceptTerms.' }
    $suggest = Get-RegionCountry
    do {
        $typed = Read-Host ('{0} [{1}]' -f $t.country, $suggest)
        $Country = if ($typed) { $typed.Trim().ToUpperInvariant() } else { $suggest }
    } until ($Country -match '^[A-Z]{2}$')
}
$Country = $Country.ToUpperInvariant()
if ($Country -in $NotSold) {
    Write-Warning ('{0} {1}. https://quillbox.app/countries' -f $t.no, $Country)
    exit 3
}

$seller = if ($Country -in $Gdpr) { 'Quillbox Ltd., Dublin' } else { 'Quillbox Inc., Delaware' }
$termsUrl = if ($Country -in $Gdpr) { 'https://quillbox.app/terms/eu' } else { 'https://quillbox.app/terms/us' }
Write-Host ('{0}: {1} ({2}; {3})' -f $t.terms, $termsUrl, $seller, $Country)
if (-not $AcceptTerms -and (Read-Host $t.accept) -notmatch $yes) { exit 1 }

$usage = $false
if ($env:DO_NOT_TRACK -and $env:DO_NOT_TRACK -ne '0') { $Telemetry = 'Off' }
switch ($Telemetry) {
    'On'  { $usage = $true }
    'Ask' { if (-not $AcceptTerms) { $usage = (Read-Host $t.usage) -match $yes } }
}

$arch = if ($env:PROCESSOR_ARCHITECTURE -eq 'ARM64' -or $env:PROCESSOR_ARCHITEW6432 -eq 'ARM64') { 'arm64' } else { 'x64' }
$web = @{ UseBasicParsing = $true; UserAgent = 'Quillbox-Installer/2.0' }
if ($env:HTTPS_PROXY) { $web.Proxy = $env:HTTPS_PROXY; Write-Host "Proxy: $([uri]$env:HTTPS_PROXY | ForEach-Object Host)" }

$temp = Join-Path ([IO.Path]::GetTempPath()) ("quillbox-" + [guid]::NewGuid().ToString('n').Substring(0, 8))
New-Item -ItemType Directory $temp | Out-Null
try {
    if ($Version -eq 'latest') { $Version = (Invoke-RestMethod 'https://dl.quillbox.app/latest.json' @web).version }
    $zip = Join-Path $temp 'quillbox.zip'
    $url = "https://dl.quillbox.app/$Version/quillbox-$arch.zip"
    Write-Host $url
    Invoke-WebRequest $url -OutFile $zip @web
    $want = ((Invoke-WebRequest "$url.sha256" @web).Content -as [string]).Trim().Split(' ')[0]
    if ((Get-FileHash $zip -Algorithm SHA256).Hash -ne $want) { throw 'The checksum of the download is wrong.' }
    if (Test-Path $Destination) { Get-Process quillbox -ErrorAction SilentlyContinue | Stop-Process; Remove-Item $Destination -Recurse -Force }
    Expand-Archive $zip -DestinationPath $Destination
} finally {
    Remove-Item $temp -Recurse -Force -ErrorAction SilentlyContinue
}

$settings = [ordered]@{
    country = $Country
    seller = $seller
    terms = @{ url = $termsUrl; acceptedAt = (Get-Date).ToUniversalTime().ToString('o') }
    telemetry = $usage
    uiLanguage = $lang
    spellcheckLanguages = @(Get-WinUserLanguageList | ForEach-Object LanguageTag)
    measurement = if ((New-Object Globalization.RegionInfo (Get-Culture).Name).IsMetric) { 'metric' } else { 'imperial' }
}
$dir = New-Item -ItemType Directory -Force (Join-Path $env:APPDATA 'Quillbox')
$settings | ConvertTo-Json | Set-Content (Join-Path $dir 'settings.json') -Encoding UTF8
Write-Host ('{0} {1}' -f $t.done, $Destination)
