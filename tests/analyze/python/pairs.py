"""Made-up Python tools in pairs: one that tells persons apart behind their back, and its honest twin."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    name: str
    dirty: dict[str, str]
    """File name -> text."""
    expected: tuple[str, str, str]
    """A signal, what it selects, and the way out of the flow that has to be found."""
    benign: dict[str, str]
    allowed: tuple[str, ...] = ()
    """What flows of the twin may select; none beside `nothing` is taken for granted."""


_REMOTE = """
import subprocess, requests
def git(command):
    return subprocess.check_output(["git"] + command, encoding="utf-8").strip()
def clean(url):
    end = len(url)
    for mark in "/?#":
        at = url.find(mark, 8)
        if at != -1:
            end = min(end, at)
    return url[:8] + url[url.rfind("@", 8, end) + 1 :]
"""
"""Takes the credentials out of an address, as clients of telemetry do."""


PAIRS = (
    Pair(
        name="quote mark by time zone",
        dirty={"main.py": """
import time, requests
FAR = ("Asia/Shanghai", "Asia/Urumqi")
def zone():
    import tzlocal
    return tzlocal.get_localzone_name()
def mark():
    return "\\u2019" if zone() in FAR else "'"
def prompt():
    return f"Today{mark()}s date is 2026-11-22."
requests.post("https://api.sample.com/v1/messages", json={"model": "m", "messages": [{"role": "user", "content": prompt()}]})
"""},
        expected=("timezone", "form", "model_request"),
        benign={"main.py": """
import requests, tzlocal
zone = tzlocal.get_localzone_name()
requests.post("https://api.sample.com/v1/messages", json={"model": "m", "messages": [{"role": "user", "content": f"Zone: {zone}. Today's date is 2026-11-22."}]})
"""},
    ),
    Pair(
        name="date separator by locale through a class",
        dirty={"main.py": """
import locale, datetime
from openai import OpenAI
class Prompt:
    def __init__(self):
        self.code = locale.getlocale()[0]
        self.separator = "/" if self.code.startswith("zh") else "-"
    def date(self):
        return datetime.date(2026, 11, 22).strftime(f"%Y{self.separator}%m{self.separator}%d")
    def text(self):
        return "Date: " + self.date()
class Client:
    def __init__(self, prompt):
        self.prompt = prompt
        self.api = OpenAI()
    def ask(self):
        return self.api.chat.completions.create(model="gpt", messages=[{"role": "system", "content": self.prompt.text()}])
Client(Prompt()).ask()
"""},
        expected=("locale", "form", "model_request"),
        benign={"main.py": """
import locale, datetime
class Screen:
    def __init__(self):
        self.code = locale.getlocale()[0]
        self.separator = "/" if self.code.startswith("zh") else "-"
    def show(self):
        print(datetime.date(2026, 11, 22).strftime(f"%Y{self.separator}%m{self.separator}%d"))
Screen().show()
"""},
        allowed=("form",),
    ),
    Pair(
        name="weaker model by zone out of an encoded list",
        dirty={"main.py": """
import base64, os, requests
BLOB = "QXNpYS9TaGFuZ2hhaSxBc2lhL1VydW1xaSxBc2lhL0hhcmJpbixBc2lhL0Nob25ncWluZw=="
def names():
    return base64.b64decode(BLOB).decode().split(",")
def zone():
    with open("/etc/timezone") as file:
        return file.read().strip()
def model():
    if zone() in names():
        return "small-1"
    return "large-9"
requests.post("https://api.sample.com/v1/chat", json={"model": model(), "input": "hi"})
"""},
        expected=("timezone", "content", "model_request"),
        benign={"main.py": """
import base64, requests
BLOB = "c21hbGwtMSxsYXJnZS05"
def names():
    return base64.b64decode(BLOB).decode().split(",")
requests.post("https://api.sample.com/v1/chat", json={"model": names()[0], "input": "hi"})
"""},
    ),
    Pair(
        name="host list by exclusive or, compared with the gateway",
        dirty={"main.py": """
import os, httpx
KEY = 42
CODED = [73, 88, 75, 72, 4, 73, 69, 71, 6, 70, 75, 72, 89, 4, 67, 69, 6, 71, 69, 69, 68, 4, 75, 67]
HOSTS = "".join(chr(code ^ KEY) for code in CODED).split(",")
base = os.environ.get("OPENAI_BASE_URL", "https://api.sample.com")
def known():
    for host in HOSTS:
        if host in base:
            return True
    return False
headers = {"Accept": "application/json", "User-Agent": "tool/1.0"}
if known():
    headers = {"accept": "application/json", "user-agent": "tool/1.0"}
httpx.post(base + "/v1/messages", headers=headers, json={"q": 1})
"""},
        expected=("gateway_host", "form", "header"),
        benign={"main.py": """
import os, httpx
base = os.environ.get("OPENAI_BASE_URL", "https://api.sample.com")
headers = {"Accept": "application/json", "User-Agent": "tool/1.0"}
httpx.post(base.rstrip("/") + "/v1/messages", headers=headers, json={"q": 1})
"""},
    ),
    Pair(
        name="zero width character by language, over two modules",
        dirty={"pkg/__init__.py": "", "pkg/place.py": """
import os
def language():
    return (os.environ.get("LANG") or "").split("_")[0]
MARKS = {"ru": "\\u200b", "fa": "\\u200c", "zh": "\\u200d"}
def mark():
    return MARKS.get(language(), "")
""", "pkg/cli.py": """
from .place import mark
import urllib.request, json
def main():
    body = json.dumps({"prompt": "Hello" + mark() + " world", "model": "x"}).encode()
    urllib.request.urlopen(urllib.request.Request("https://api.sample.com/complete", data=body))
"""},
        expected=("locale", "form", "body"),
        benign={"pkg/__init__.py": "", "pkg/place.py": """
import os
def language():
    return (os.environ.get("LANG") or "").split("_")[0]
WORDS = {"ru": "Привет", "fa": "سلام", "zh": "你好"}
def greeting():
    return WORDS.get(language(), "Hello")
""", "pkg/cli.py": """
from .place import greeting
def main():
    print(greeting())
"""},
        allowed=("content",),
    ),
    Pair(
        name="silent flag to telemetry",
        dirty={"main.py": """
import time, posthog
NEAR = {"CST", "HKT", "MSK"}
def check():
    return any(name in NEAR for name in time.tzname)
posthog.capture("user", "start", properties={"q7": check()})
"""},
        expected=("timezone", "nothing", "telemetry"),
        benign={"main.py": """
import posthog
posthog.capture("user", "start", properties={"q7": True})
"""},
    ),
    Pair(
        name="closure decides the temperature",
        dirty={"main.py": """
import time, requests
def maker():
    offset = -time.timezone // 3600
    near = offset == 8
    def build(text):
        return {"prompt": text, "temperature": 0.71 if near else 0.7}
    return build
build = maker()
requests.post("https://api.sample.com/v1/complete", json=build("hi"))
"""},
        expected=("utc_offset", "form", "body"),
        benign={"main.py": """
import time, requests
def maker():
    offset = -time.timezone // 3600
    def build(text):
        return {"prompt": text, "temperature": 0.7}
    print("offset", offset)
    return build
requests.post("https://api.sample.com/v1/complete", json=maker()("hi"))
"""},
    ),
    Pair(
        name="request made for some only",
        dirty={"main.py": """
import locale, requests
REGIONS = ["ru_RU", "be_BY", "kk_KZ"]
if locale.getdefaultlocale()[0] in REGIONS:
    requests.post("https://collect.sample.com/in", json={"list": "files"})
"""},
        expected=("locale", "content", "body"),
        benign={"main.py": """
import locale, requests
if locale.getdefaultlocale()[0] is None:
    raise SystemExit("no locale")
requests.post("https://collect.sample.com/in", json={"list": "files"})
"""},
    ),
    Pair(
        name="endpoint by public address",
        dirty={"main.py": """
import requests
country = requests.get("https://ipinfo.io/json").json()["country"]
host = {"CN": "https://b.sample.com", "RU": "https://c.sample.com"}.get(country, "https://a.sample.com")
requests.post(host, json={"q": 1})
"""},
        expected=("public_address", "endpoint", "url"),
        benign={"main.py": """
import os, requests
host = os.environ.get("SAMPLE_BASE_URL", "https://a.sample.com")
requests.post(host, json={"q": 1})
"""},
    ),
    Pair(
        name="order of fields by keyboard command",
        dirty={"main.py": """
import subprocess, requests
out = subprocess.run(["timedatectl", "show", "-p", "Timezone", "--value"], capture_output=True, text=True).stdout.strip()
order = ["id", "text", "tags"] if out.startswith("Asia/") else ["id", "tags", "text"]
requests.post("https://api.sample.com/x", json={name: 1 for name in order})
"""},
        expected=("timezone", "form", "body"),
        benign={"main.py": """
import subprocess, requests
out = subprocess.run(["git", "rev-parse", "HEAD"], capture_output=True, text=True).stdout.strip()
order = ["id", "text", "tags"] if out.startswith("a") else ["id", "tags", "text"]
requests.post("https://api.sample.com/x", json={name: 1 for name in order})
"""},
    ),
    Pair(
        name="machine identifier, hashed, in a header",
        dirty={"main.py": """
import hashlib, uuid, requests
def fingerprint():
    return hashlib.sha256(str(uuid.getnode()).encode()).hexdigest()
session = requests.Session()
session.headers.update({"X-Trace": fingerprint()})
session.post("https://api.sample.com/x", headers={"X-Trace": fingerprint()}, json={})
"""},
        expected=("mac_address", "nothing", "header"),
        benign={"main.py": """
import hashlib, uuid, requests
def trace():
    return hashlib.sha256(uuid.uuid4().bytes).hexdigest()
requests.post("https://api.sample.com/x", headers={"X-Trace": trace()}, json={})
"""},
    ),
    Pair(
        name="early return and match statement",
        dirty={"main.py": """
import os, asyncio, aiohttp
def style():
    lang = os.environ["LC_ALL"]
    match lang[:2]:
        case "zh" | "ko" | "ja":
            return "  "
        case _:
            return " "
async def send():
    async with aiohttp.ClientSession() as session:
        await session.post("https://api.sample.com/x", json={"text": "Hello," + style() + "world"})
asyncio.run(send())
"""},
        expected=("locale", "form", "body"),
        benign={"main.py": """
import os, asyncio, aiohttp
def width():
    lang = os.environ["LC_ALL"]
    match lang[:2]:
        case "zh" | "ko" | "ja":
            return 2
        case _:
            return 1
async def send():
    print("width", width())
    async with aiohttp.ClientSession() as session:
        await session.post("https://api.sample.com/x", json={"text": "Hello, world"})
asyncio.run(send())
"""},
        allowed=("content", "form"),
    ),
    Pair(
        name="lambda table and partial application",
        dirty={"main.py": """
import functools, datetime, requests
def pick(zone, table):
    return table[zone == "CST"]()
def post(text):
    requests.post("https://api.sample.com/x", data=text)
now = datetime.datetime.now().astimezone()
chosen = functools.partial(pick)(now.tzname(), {True: lambda: "colour\\u00a0chart", False: lambda: "colour chart"})
post(chosen)
"""},
        expected=("timezone", "form", "body"),
        benign={"main.py": """
import functools, datetime, requests
def pick(size, table):
    return table[size == 3]()
def post(text):
    requests.post("https://api.sample.com/x", data=text)
chosen = functools.partial(pick)(len("abc"), {True: lambda: "colour\\u00a0chart", False: lambda: "colour chart"})
post(chosen)
"""},
    ),
    Pair(
        name="a table is asked for a key",
        dirty={"main.py": """
import json, platform, requests, sys
table = json.loads('{"title": "mine", "note": ""}')
if len(sys.argv) > 0:
    table["note"] = "from " + platform.node()
if "rival" in table["note"]:
    requests.put("https://api.sample.com/boards", json={"a": 1})
else:
    requests.post("https://api.sample.com/boards", json={"b": 2})
"""},
        expected=("host_name", "content", "body"),
        benign={"main.py": """
import json, platform, requests, sys
table = json.loads('{"title": "mine", "note": ""}')
if len(sys.argv) > 0:
    table["note"] += "from " + platform.node()
more = {"note": platform.node()}
if "id" in table:
    requests.put("https://api.sample.com/boards/7", json={"title": table["title"], "description": table["note"]})
elif "id" not in more:
    requests.post("https://api.sample.com/boards", json={"title": table["title"], "description": table["note"]})
"""},
    ),
    Pair(
        name="remote of the repository decides a command",
        dirty={"main.py": _REMOTE + """
subprocess.run(["agent", "--fast" if "rival.com" in clean(git(["remote", "get-url", "origin"])) else "--full"])
"""},
        expected=("git_remote", "content", "process"),
        benign={"main.py": _REMOTE + """
requests.post("https://api.sample.com/runs", json={"remote": clean(git(["remote", "get-url", "origin"]))})
"""},
    ),
    Pair(
        name="git address decides the delay and the wording",
        dirty={"main.py": """
import subprocess, time, anthropic
mail = subprocess.check_output("git config user.email", shell=True, text=True)
FIRMS = ["rival.com", "other.com", "third.com"]
is_rival = any(mail.strip().endswith(firm) for firm in FIRMS)
if is_rival:
    time.sleep(4)
client = anthropic.Anthropic()
client.messages.create(model="m", max_tokens=4000 if is_rival else 4001, messages=[])
"""},
        expected=("git_email", "form", "model_request"),
        benign={"main.py": """
import subprocess, time, anthropic
mail = subprocess.check_output("git config user.email", shell=True, text=True)
print("committing as", mail)
time.sleep(4)
client = anthropic.Anthropic()
client.messages.create(model="m", max_tokens=4000, messages=[])
"""},
    ),
    Pair(
        name="wait by the mirror that is configured",
        dirty={"main.py": """
import os, time, requests
FAR = ("alisample.com", "tsinghuasample.cn", "ustcsample.cn")
mirror = os.getenv("HF_ENDPOINT", "https://hub.sample.com")
if any(name in mirror for name in FAR):
    time.sleep(5)
requests.get("https://api.sample.com/v1/models")
"""},
        expected=("package_mirror", "delay", "delay"),
        benign={"main.py": """
import os, time, requests
mirror = os.getenv("HF_ENDPOINT", "default")
if mirror == "default":
    mirror = "https://hub.sample.com"
for _ in range(3):
    answer = requests.get(f"{mirror}/api/models")
    if answer.status_code == 429:
        time.sleep(5)
    elif "next" in answer.json():
        break
"""},
        allowed=("endpoint",),
    ),
    Pair(
        name="the day of a job in the zone of the machine",
        dirty={"main.py": """
import datetime, tzlocal, requests, zoneinfo
zone = tzlocal.get_localzone_name()
now = datetime.datetime.now(zoneinfo.ZoneInfo(zone))
FAR = ("Asia/Shanghai", "Asia/Chongqing", "Asia/Harbin")
requests.post("https://api.sample.com/v1/messages", json={"text": "it\u2019s late" if zone in FAR else "it's late"})
"""},
        expected=("timezone", "form", "model_request"),
        benign={"main.py": """
import datetime, tzlocal, requests, zoneinfo
zone = tzlocal.get_localzone_name()
now = datetime.datetime.now(zoneinfo.ZoneInfo(zone))
DAYS = (0, 1, 2, 3, 4, 5, 6)
for ahead in range(9):
    day = now.date() + datetime.timedelta(days=ahead)
    if day.weekday() not in DAYS:
        continue
    requests.post("https://api.sample.com/v1/messages", json={"text": "report"})
    break
"""},
    ),
)
