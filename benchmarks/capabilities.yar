/* Strings that name capabilities, as rules of capability scanners do: each says what a file could do, none what it does with it. */

rule reads_time_zone { strings: $a = "resolvedOptions" $b = "getTimezoneOffset" $c = "/etc/timezone" $d = "/etc/localtime" condition: any of them }
rule reads_locale { strings: $a = "navigator.language" $b = "LC_ALL" $c = "AppleLocale" $d = "GetUserDefaultLocaleName" condition: any of them }
rule reads_environment { strings: $a = "process.env" $b = "os.environ" $c = "getenv" condition: any of them }
rule reads_proxies { strings: $a = "HTTPS_PROXY" nocase $b = "ALL_PROXY" nocase condition: any of them }
rule reads_host_name { strings: $a = /os\.hostname\(\)/ $b = "gethostname" condition: any of them }
rule reads_credentials { strings: $a = ".ssh/id_" $b = ".aws/credentials" $c = ".netrc" $d = ".git-credentials" condition: any of them }
rule starts_programs { strings: $a = "child_process" $b = "execFileSync" $c = "CreateProcessW" $d = "posix_spawn" condition: any of them }
rule sends { strings: $a = "XMLHttpRequest" $b = /fetch\([a-zA-Z_$"'`]/ $c = "https.request" $d = "WebSocket" condition: any of them }
rule hides_text { strings: $a = /[\x00-\x7f]\xe2\x80[\x8b-\x8f]/ $b = { E2 81 A0 } $c = { EF BB BF } condition: any of them }
rule decodes { strings: $a = "fromCharCode" $b = "atob(" $c = /Buffer\.from\([^)]{1,40},\s*["']base64/ $d = "charCodeAt" condition: 2 of them }
rule long_base64 { strings: $a = /["'`][A-Za-z0-9+\/]{200,4000}={0,2}["'`]/ condition: $a }
rule names_hosts { strings: $a = /https?:\/\/[a-z0-9.-]{4,60}\.(com|cn|io|ai|net|dev)/ condition: #a > 5 }
rule is_large_script { condition: filesize > 1MB and uint32(0) != 0x464c457f }
