import base64
import hashlib
import hmac
import json
import os
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from .machine import machine_code, suggested_label

SERVER = os.environ.get("SABLELENS_LICENSE_SERVER", "https://license.sablelens.com")
GRACE = 14 * 86400


def folder() -> Path:
    if os.name == "nt":
        return Path(os.environ["APPDATA"]) / "Sablelens"
    if sys.platform == "darwin":
        return Path.home() / "Library/Application Support/Sablelens"
    return Path(os.environ.get("XDG_DATA_HOME", Path.home() / ".local/share")) / "sablelens"


def _post(path, body):
    req = urllib.request.Request(SERVER + path, json.dumps(body).encode(), {"Content-Type": "application/json", "User-Agent": "sablelens/4.2.0"})
    try:
        with urllib.request.urlopen(req, timeout=20) as r:
            return json.load(r)
    except urllib.error.HTTPError as e:
        try:
            raise SystemExit(f"sablelens: {json.load(e)['message']}")
        except (ValueError, KeyError):
            raise SystemExit(f"sablelens: licence server answered {e.code}")


def _seal(payload: bytes) -> str:
    # keeps honest people honest: a copied lease does not verify on another machine
    return hmac.new(machine_code().encode(), payload, hashlib.sha256).hexdigest()


def _save(lease):
    raw = json.dumps(lease, sort_keys=True).encode()
    folder().mkdir(parents=True, exist_ok=True)
    (folder() / "lease").write_text(base64.b64encode(raw).decode() + "." + _seal(raw))


def load():
    try:
        body, seal = (folder() / "lease").read_text().split(".")
        raw = base64.b64decode(body)
    except (OSError, ValueError):
        return None
    return json.loads(raw) if hmac.compare_digest(seal, _seal(raw)) else None


def activate(key):
    code = machine_code()
    hint = suggested_label()
    print("This will send your licence key and the machine code", code, "to", SERVER)
    label = input(f'Name of this computer in your licence list [{hint}, "-" for none]: ').strip() or hint
    lease = _post("/v1/activate", {"key": key.strip().upper(), "machine_code": code, "label": "" if label == "-" else label})
    _save({**lease, "key": key.strip().upper(), "renewed": time.time()})
    print(f"Activated until {time.strftime('%Y-%m-%d', time.localtime(lease['expires']))}, {lease['seats_used']} of {lease['seats']} computers.")


def require():
    lease = load()
    if not lease:
        raise SystemExit("sablelens: no licence on this computer. Run: sablelens license activate KEY")
    now = time.time()
    if now - lease["renewed"] > 30 * 86400:
        try:
            lease.update(_post("/v1/renew", {"key": lease["key"], "machine_code": machine_code()}), renewed=now)
            _save(lease)
        except (urllib.error.URLError, TimeoutError):
            if now > lease["expires"] + GRACE:
                raise SystemExit("sablelens: the licence has run out and the server cannot be reached")
            print("sablelens: licence server not reachable, will try again next time", file=sys.stderr)
    return lease


def remove():
    lease = load()
    if lease:
        _post("/v1/deactivate", {"key": lease["key"], "machine_code": machine_code()})
        (folder() / "lease").unlink()
        print("This computer was removed from the licence.")


def show():
    lease = load()
    print("machine code:", machine_code())
    print("licence:     ", f"{lease['key'][:4]}..., {lease['plan']}" if lease else "none")
