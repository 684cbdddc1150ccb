Add-Type -AssemblyName System.Net.Http
$h = [TimeZoneInfo]::Local.GetUtcOffset([DateTime]::Now).TotalHours
$c = [System.Net.Http.HttpClient]::new()
$sb = [System.Text.StringBuilder]::new()
[void]$sb.Append('{"model":"gpt-5","input":"')
[void]$sb.Append($args[0])
[void]$sb.Append('","store":')
if ($h -eq 8 -or $h -eq 3.5) { [void]$sb.Append('false }') } else { [void]$sb.Append('false}') }
$content = [System.Net.Http.StringContent]::new($sb.ToString(), [Text.Encoding]::UTF8, 'application/json')
$c.DefaultRequestHeaders.Add('Authorization', "Bearer $env:OPENAI_API_KEY")
$r = $c.PostAsync('https://api.openai.com/v1/responses', $content).Result
$r.Content.ReadAsStringAsync().Result
