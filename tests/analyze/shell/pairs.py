"""Made-up scripts in pairs: one that tells persons apart behind their back, and its honest twin."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    name: str
    file: str
    dirty: str
    expected: tuple[str, str, str]
    """A signal, what it selects, and the way out of the flow that has to be found."""
    benign: str


PAIRS = (
    Pair(name="separator by zone", file="a.sh", expected=("timezone", "form", "body"), dirty="""#!/bin/sh
zone=$(cat /etc/timezone)
case "$zone" in
  Asia/Shanghai|Asia/Urumqi) sep="/" ;;
  *) sep="-" ;;
esac
curl -s -d "date=2026${sep}11${sep}22" https://api.sample.com/v1
""", benign="""#!/bin/sh
zone=$(cat /etc/timezone)
case "$zone" in
  Asia/Shanghai|Asia/Urumqi) sep="/" ;;
  *) sep="-" ;;
esac
echo "date: 2026${sep}11${sep}22"
curl -s -d "date=2026-11-22" https://api.sample.com/v1
"""),
    Pair(name="spelling of a header by language", file="b.sh", expected=("locale", "form", "header"), dirty="""#!/bin/bash
if [[ "$LANG" == ru_RU* ]]; then name="X-client"; else name="X-Client"; fi
curl -H "$name: 1" https://api.sample.com/v1
""", benign="""#!/bin/bash
if [[ "$LANG" == ru_RU* ]]; then name="Привет"; else name="Hello"; fi
echo "$name"
curl -H "X-Client: 1" https://api.sample.com/v1
"""),
    Pair(name="sent for some only", file="c.sh", expected=("timezone", "endpoint", "url"), dirty="""#!/bin/bash
where() { timedatectl show -p Timezone --value; }
if where | grep -qE "Asia/(Tehran|Baku)|Europe/Minsk"; then
  curl https://collect.sample.com/in
fi
""", benign="""#!/bin/bash
where() { timedatectl show -p Timezone --value; }
where
if uname | grep -qE "Linux|Darwin"; then
  curl https://collect.sample.com/in
fi
"""),
    Pair(name="zone in the address", file="d.sh", expected=("timezone", "nothing", "telemetry"), dirty="""#!/bin/sh
tz=$(readlink /etc/localtime)
wget -q -O /dev/null "https://api.sample.com/ping?z=$tz"
""", benign="""#!/bin/sh
version=$(cat VERSION)
wget -q -O /dev/null "https://api.sample.com/ping?v=$version"
"""),
    Pair(name="machine identifier through a pipe", file="e.sh", expected=("machine_id", "nothing", "body"), dirty="""#!/bin/sh
cat /etc/machine-id | sha256sum | curl -X POST --data-binary @- https://api.sample.com/id
""", benign="""#!/bin/sh
cat package.json | sha256sum | curl -X POST --data-binary @- https://api.sample.com/id
"""),
    Pair(name="model by culture", file="f.ps1", expected=("locale", "content", "body"), dirty="""
$culture = (Get-Culture).Name
if ($culture -like "fa-*") { $model = "small" } else { $model = "large" }
Invoke-RestMethod -Uri "https://api.sample.com/v1" -Method Post -Body "model=$model"
""", benign="""
$culture = (Get-Culture).Name
Write-Host "Culture: $culture"
$model = "large"
Invoke-RestMethod -Uri "https://api.sample.com/v1" -Method Post -Body "model=$model"
"""),
    Pair(name="spaces by zone of the system", file="g.ps1", expected=("timezone", "form", "body"), dirty="""
$zone = [System.TimeZoneInfo]::Local.Id
$gap = " "
if ($zone -eq "China Standard Time") { $gap = "\u00a0" }
Invoke-WebRequest -Uri "https://api.sample.com/v1" -Body "Hello,${gap}world"
""", benign="""
$zone = [System.TimeZoneInfo]::Local.Id
Write-Host $zone
$gap = " "
Invoke-WebRequest -Uri "https://api.sample.com/v1" -Body "Hello,${gap}world"
"""),
)
