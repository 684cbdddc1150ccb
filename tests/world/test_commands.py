"""Commands of systems print all that the real ones do, and every line that depends on a signal follows the persona."""

import re

import pytest

from scanner.ruleset.locations import shipped
from scanner.ruleset.signals import signals_of
from scanner.world.conventions import convention
from scanner.world.host import Host
from scanner.world.persona import Change, persona
from scanner.world.piped import filtered, parts_of

SIGNALS = signals_of((shipped("rules"),))
CONTROL = Host(persona(SIGNALS), SIGNALS)


def host_of(axis: str, value: str) -> Host:
    return Host(persona(SIGNALS, (Change(axis=axis, value=value, origin="test"),)), SIGNALS)


def output(host: Host, line: str) -> str:
    answer = host.command(line)
    assert answer is not None, line
    return answer.text


REG = 'reg query "HKCU\\Control Panel\\International"'
PARSED = [
    ("locale", r'LC_PAPER="?(\w+)', "locale", "de-DE", ("en_US", "de_DE")),
    ("locale -k LC_PAPER", r"height=(\d+)", "locale", "de-DE", ("279", "297")),
    ("locale LC_MEASUREMENT", r"\A(\d)", "locale", "zh-CN", ("2", "1")),
    ("locale -k LC_TIME", r"first_weekday=(\d)", "locale", "de-DE", ("1", "2")),
    ("locale -k LC_ADDRESS", r'country_ab3="(\w+)"', "locale", "de-DE", ("USA", "DEU")),
    ("locale int_curr_symbol", r"\A(\w+)", "currency", "CNY", ("SGD", "CNY")),
    ("localectl status", r"X11 Layout:\s*(\w+)", "keyboard_layout", "ru", ("us", "ru")),
    ("localectl", r"LANG=(\w+)", "locale", "zh-CN", ("en_US", "zh_CN")),
    ("setxkbmap -print", r"pc\+(\w+)\+", "keyboard_layout", "ir", ("us", "ir")),
    ("timedatectl", r"Time zone:\s+(\S+)", "timezone", "Asia/Shanghai", ("Asia/Singapore", "Asia/Shanghai")),
    ("timedatectl status", r"Local time: \w+ [\d-]+ (\d+:\d+)", "timezone", "Europe/Berlin", ("18:30", "11:30")),
    ("timedatectl show -p NTP -p Timezone --value", r"(\w+/\w+)", "timezone", "Europe/Berlin", ("Asia/Singapore", "Europe/Berlin")),
    ("date '+%Y-%m-%d %H:%M'", r" (\d+):", "timezone", "Asia/Tokyo", ("18", "19")),
    ("ls -l /etc/localtime", r"zoneinfo/(.+)", "timezone", "Asia/Tokyo", ("Asia/Singapore", "Asia/Tokyo")),
    ("defaults read -g", r"AppleMeasurementUnits = (\w+);", "locale", "de-DE", ("Inches", "Centimeters")),
    ("defaults read -g AppleLanguages", r'"([\w-]+)"', "locale", "zh-CN", ("en-US", "zh-Hans-CN")),
    (f"{REG} /v sShortDate", r"sShortDate\s+REG_SZ\s+(\S+)", "locale", "de-DE", ("M/d/yyyy", "dd.MM.yyyy")),
    (REG, r"LocaleName\s+REG_SZ\s+(\S+)", "locale", "fa-IR", ("en-US", "fa-IR")),
    (REG, r"sCountry\s+REG_SZ\s+(\S+)", "os_region", "CN", ("Singapore", "China")),
    (REG, r"iCountry\s+REG_SZ\s+(\S+)", "os_region", "CN", ("65", "86")),
    (f'{REG[:-1]}\\Geo" /v Name', r"Name\s+REG_SZ\s+(\S+)", "os_region", "RU", ("SG", "RU")),
    ('powershell -c "(Get-TimeZone).BaseUtcOffset.TotalHours"', r"(\S+)", "timezone", "Asia/Tehran", ("8", "3.5")),
    ('powershell -c "Get-TimeZone | ConvertTo-Json"', r'"Id": "(\w+)', "timezone", "Asia/Shanghai", ("Singapore", "China")),
    ('powershell -c "Get-Culture | select -Expand Name"', r"\A(\S+)\n\Z", "locale", "zh-CN", ("en-US", "zh-CN")),
    ('powershell -c "Get-Culture"', r"\n(\d+) +\S+ ", "locale", "zh-CN", ("1033", "2052")),
    ('pwsh -c "(Get-Culture).NumberFormat.NumberDecimalSeparator"', r"(.)", "locale", "de-DE", (".", ",")),
    ("systeminfo", r"System Locale:\s+([\w-]+);", "locale", "zh-CN", ("en-us", "zh-cn")),
    ("wmic os get Locale", r"\ALocale\s+(\w+)", "locale", "zh-CN", ("0409", "0804")),
    ("wmic csproduct get uuid", r"UUID\s+(\w{4})", "machine_id", "9e27b3f05d8846c1a7b2f4130c6de985", ("4C1F", "9E27")),
    ("ip a", r"link/ether (\S+)", "mac_address", "06:1c:42:d3:0f:71", ("02:00:5e:10:20:30", "06:1c:42:d3:0f:71")),
    ("ipconfig /all", r"Physical Address[ .]+: (\S+)", "mac_address", "06:1c:42:d3:0f:71", ("02-00-5E-10-20-30", "06-1C-42-D3-0F-71")),
    ("scutil --dns", r"nameserver\[0\] : (\S+)", "dns_suffix", "corp.example.cn", ("192.0.2.53", "223.5.5.5")),
    ("scutil --proxy", r"HTTPSProxy : (\S+)", "proxy_host", "proxy.example.cn", ("proxy.example.net", "proxy.example.cn")),
    ("hostnamectl", r"Static hostname: (\S+)", "host_name", "atlas", ("station-01", "atlas")),
    ("git config --list --show-origin", r"\tuser\.email=(\S+)", "git_email", "a@b.example", ("sam@git.example.net", "a@b.example")),
    ("npm config list", r'registry = "https://([^/]+)/"', "package_mirror", "r.example.cn", ("registry.example.net", "r.example.cn")),
    (r"git config --get-regexp ^url\..*\.insteadof$", r"\Aurl\.(\S+)\.insteadof \S+\n\Z", "package_mirror", "r.example.cn", ("https://registry.example.net/", "https://r.example.cn/")),
    ("git config --global --name-only --get-regexp 'url.*insteadOf'", r"\Aurl\.(\S+)\.insteadof\n", "package_mirror", "r.example.cn", ("https://registry.example.net/", "https://r.example.cn/")),
    ("git config --list", r"\nurl\.(\S+)\.insteadof=", "package_mirror", "r.example.cn", ("https://registry.example.net/", "https://r.example.cn/")),
    ("git config --list --show-origin", r"\turl\.(\S+)\.insteadof=", "package_mirror", "r.example.cn", ("https://registry.example.net/", "https://r.example.cn/")),
    ("cat ~/.gitconfig", r'\[url "(\S+)"\]', "package_mirror", "r.example.cn", ("https://registry.example.net/", "https://r.example.cn/")),
    ("fc-list", r": ([\w ]+):style", "fonts", "SimSun", ("Noto Sans", "SimSun")),
    ("node -p 'Intl.DateTimeFormat().resolvedOptions().timeZone'", r"(\S+)", "timezone", "UTC", ("Asia/Singapore", "UTC")),
]  # fmt: skip


@pytest.mark.parametrize(("line", "pattern", "axis", "value", "expected"), PARSED, ids=[f"{one[0]} {one[2]}" for one in PARSED])
def test_what_tools_parse_out_of_it_follows_the_persona(line: str, pattern: str, axis: str, value: str, expected: tuple[str, str]) -> None:
    found = [re.search(pattern, output(host, line)) for host in (CONTROL, host_of(axis, value))]
    assert tuple(one and one[1] for one in found) == expected


def test_an_answer_tells_only_what_it_holds() -> None:
    reads = {
        "locale charmap": (),
        "timedatectl show -p NTP --value": (),
        "date -u +%H": (),
        "date +%s": (),
        "locale currency_symbol": ("currency",),
        f"{REG} /v LocaleName": ("locale",),
        "systeminfo | findstr /C:Zone": ("timezone",),
        "localectl | grep LANG": ("locale",),
        "env | grep -i npm": ("package_mirror",),
    }
    answers = {line: CONTROL.command(line) for line in reads}
    assert {line: answer and answer.reads for line, answer in answers.items()} == reads


@pytest.mark.parametrize(
    ("line", "printed"),
    [
        ("timedatectl | grep 'Time zone' | awk '{print $3}'", "Asia/Singapore\n"),
        ("timedatectl | sed -n 's/.*Time zone: \\([^ ]*\\).*/\\1/p'", "Asia/Singapore\n"),
        ("timedatectl | grep -oP 'Time zone: \\K\\S+'", "Asia/Singapore\n"),
        ("LC_ALL=C locale 2>/dev/null | grep ^LC_PAPER | cut -d= -f2 | tr -d '\"'", "en_US.UTF-8\n"),
        ("cat /etc/nothing 2>/dev/null || cat /etc/timezone", "Asia/Singapore\n"),
        ("cd /tmp && hostname; whoami", "station-01\nsam\n"),
        ("awk -F= '/^LC_TIME/{print $2}' /etc/locale.conf", "en_US.UTF-8\n"),
        ("ioreg -rd1 -c IOPlatformExpertDevice | awk -F'\"' '/IOPlatformUUID/{print $4}'", "4C1F0D6A-B2E9-4F7F-8A53-D0E69B7C2A11\n"),
        ("git remote -v | head -n1 | cut -f2 | cut -d' ' -f1", "https://code.example.net/team/project.git\n"),
        ("cmd /c echo %LANG%", "en_US.UTF-8"),
    ],
)
def test_several_commands_on_a_line_do_what_they_do_in_a_shell(line: str, printed: str) -> None:
    assert output(CONTROL, line) == printed


@pytest.mark.parametrize("line", ["date -d yesterday +%F", "timedatectl show -p Nothing --value", "defaults read -g AppleKeyboardUIMode"])
def test_what_is_not_known_has_no_answer(line: str) -> None:
    assert CONTROL.command(line) is None


def test_filters_that_are_not_known_leave_the_output_to_be_printed_whole() -> None:
    assert filtered("a\n", ["perl -pe s/a/b/"]) is None
    assert filtered("a\n", ["grep '('"]) == ""
    assert filtered("a" * 200 + "\n", ["grep -E '(a*)*b'"]) == ""
    assert parts_of("a '|' | b $(c | d) || e", ("|",)) == ["a '|'", "b $(c | d) || e"]


def test_a_locale_that_does_not_exist_has_the_conventions_of_american_english() -> None:
    assert [convention(tag, "paper_height") for tag in ("xx-YY", "de", "../..", "")] == ["279", "297", "279", "279"]


@pytest.mark.parametrize("form", ["head -n {0}", "tail -n +{0}", "cut -c{0}", "cut -d= -f1-{0}", "cut -c1,{0}", "awk '{{print ${0}}}'", "awk 'NR=={0}{{print}}'", "sed -n {0}p", "grep -m {0} LC"])
@pytest.mark.parametrize("number", ["9" * 5000, "\u00b2", "\u0663", "--5", ""])
def test_a_filter_with_a_number_that_is_none_brings_nothing_down(form: str, number: str) -> None:
    assert CONTROL.command(f"locale | {form.format(number)}") is None or output(CONTROL, f"locale | {form.format(number)}") is not None
