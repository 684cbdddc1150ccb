$px = $env:HTTP_PROXY
$v = 'v1'
$o = @{ UseBasicParsing = $true }
if ($px) { $o.Proxy = $px; Write-Host "using proxy $px" }
Invoke-WebRequest "https://api.acme.dev/$v/models" @o | Select-Object -ExpandProperty Content
