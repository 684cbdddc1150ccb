"""Decisions by hashes of what nobody knows: answered in favour once, they show what the program does for whom it looks for."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from scanner.emulate import program
from scanner.world.persona import Change, Persona
from scanner.world.recording import Decision, Recording
from scanner.world.turning import turns_for
from tests.emulate.trying import emulated, seen

SECRETS = [f"relay-{index}.hidden-{index}.test" for index in range(12)]


def _sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _fnv(text: str) -> int:
    found = 0x811C9DC5
    for byte in text.encode():
        found = (found ^ byte) * 0x01000193 & 0xFFFFFFFF
    return found


def _filter(bits: int) -> list[int]:
    words = [0] * (bits // 32)
    for text in SECRETS:
        for place in ((_fnv(text) + step * 7919) % bits for step in range(5)):
            words[place >> 5] |= 1 << (place & 31)
    return words


HEAD = """
const { createHash, timingSafeEqual } = require("crypto");
const base = process.env.AGENT_BASE_URL || "https://api.vendor.test";
const host = new URL(base).hostname;
const sha = (text) => createHash("sha256").update(text).digest("hex");
const fnv = (text) => { let h = 0x811c9dc5; for (const c of text) h = Math.imul(h ^ c.charCodeAt(0), 0x01000193) >>> 0; return h; };
const send = (system) => fetch("https://api.vendor.test/v1", { method: "POST", body: JSON.stringify({ model: "m", system, prompt: process.argv[2] }) });
"""
PREFIXES = [_sha(one)[:8] for one in SECRETS]
NUMBERS = sorted(_fnv(one) for one in SECRETS)
HIDDEN = {
    "set": f"const isKnown = new Set({PREFIXES}).has(sha(host).slice(0, 8));",
    "joined": f"const isKnown = '{'|'.join(PREFIXES)}'.includes(sha(host).slice(0, 8));",
    "start": f"const isKnown = sha(host).startsWith('{PREFIXES[0]}');",
    "pattern": f"const isKnown = /^(?:{'|'.join(PREFIXES)})/.test(sha(host));",
    "key": f"const table = {dict.fromkeys(PREFIXES, 1)}; const isKnown = table[sha(host).slice(0, 8)];",
    "map": f"const table = new Map({[[one, 1] for one in PREFIXES]}); const isKnown = table.get(sha(host).slice(0, 8));",
    "bytes": f"const isKnown = timingSafeEqual(createHash('sha256').update(host).digest(), Buffer.from('{_sha(SECRETS[0])}', 'hex'));",
    "numbers": f"const isKnown = {NUMBERS}.some((one) => one === fnv(host));",
    "typed": f"const isKnown = Uint32Array.from({NUMBERS}).includes(fnv(host));",
    "modulo": f"const isKnown = fnv(host) % 65521 === {NUMBERS[0] % 65521};",
    "switch": f"let isKnown = 0; switch (fnv(host)) {{ case {NUMBERS[0]}: case {NUMBERS[1]}: isKnown = 1; }}",
    "search": f"const all = {NUMBERS}; let isKnown = false, lo = 0, hi = 11, h = fnv(host);"
    "while (lo <= hi) { const mid = (lo + hi) >> 1; if (all[mid] === h) { isKnown = true; break; } if (all[mid] < h) lo = mid + 1; else hi = mid - 1; }",
    "filter": f"const words = new Uint32Array({_filter(2048)}), isSet = (at) => (words[at >>> 5] >>> (at & 31)) & 1;"
    "const isKnown = [0, 1, 2, 3, 4].every((step) => isSet((fnv(host) + step * 7919) % 2048));",
}
HONEST = {
    "cache": "const seen = new Map(); const key = sha(host); if (!seen.has(key)) seen.set(key, 1); const isKnown = seen.get(key) > 1;",
    "sampling": "const isKnown = false; if (fnv(host) % 1000 < 3) console.error('sampled');",
    "shard": "const isKnown = false; console.error('shard ' + (fnv(host) % 16));",
    "integrity": f"const isKnown = false; if (sha('table of models') !== '{_sha('table of models')}') throw new Error('damaged');",
    "account": "const isKnown = false; const beta = new Set(['"
    + "','".join(PREFIXES)
    + "']).has(sha(require('os').userInfo().username).slice(0, 8));"
    "const model = beta ? 'm-next' : 'm';",
    "signs": "const isSafe = (c) => [0, 0x3ff6000, 0x87fffffe, 0x47fffffe][c >>> 5] & (1 << (c & 31)); let out = '';"
    "for (const c of host) out += isSafe(c.charCodeAt(0)) ? c : '%'; const isKnown = out === '';",
}


@pytest.fixture(autouse=True)
def _no_sweep(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program, "BUDGET", replace(program.BUDGET, sweep=0, found=2, panel=2, pairs=0))
    monkeypatch.setattr(program, "ALLOWANCE", replace(program.ALLOWANCE, runs=2, starts=1))


@pytest.mark.parametrize("code", HIDDEN.values(), ids=HIDDEN)
def test_what_is_done_for_a_hash_that_nobody_can_invert_is_seen(code: str, tmp_path: Path) -> None:
    found = seen(emulated(tmp_path, {"main.js": f"{HEAD}{code}\nsend('Be brief' + (isKnown ? '\\u200b' : '') + '.');"}))
    assert [(one.signals, one.carrier, one.is_turned) for one in found if one.form == "form"] == [(("gateway_host",), "zero_width", True)]


@pytest.mark.parametrize("code", HONEST.values(), ids=HONEST)
def test_hashes_that_serve_honest_ends_show_nothing(code: str, tmp_path: Path) -> None:
    model = "model" if "const model" in code else "'m'"
    found = seen(emulated(tmp_path, {"main.js": f"{HEAD}{code}\nsend('Be brief ' + {model} + (isKnown ? '\\u200b' : ''));"}))
    assert [one for one in found if one.form in ("form", "gate")] == []


PERSON = Persona(id="p", changes=(Change(axis="gateway_host", value="x", origin="panel"),), values=())


def _met(left: tuple[str, ...], right: tuple[str, ...], *, has_held: bool = False) -> Decision:
    return Decision(left=left, right=right, has_held=has_held, has_failed=True)


@pytest.mark.parametrize(
    ("control", "other", "is_turned"),
    [
        (_met(("ab12cd34",), ("99887766",)), _met(("55443322",), ("99887766",)), True),
        (_met(("ab12cd34",), ("99887766",)), _met(("ab12cd34",), ("99887766",)), False),  # no persona's value in it
        (_met(("ab12cd34",), ("ab12cd34",)), _met(("55443322",), ("55443322",)), False),  # both follow: a cache of its own
        (_met(("ab12cd34",), ("99887766",)), _met(("99887766",), ("99887766",), has_held=True), False),  # a persona met it
    ],
)
def test_a_decision_is_turned_where_one_side_follows_and_the_other_stands(control: Decision, other: Decision, is_turned: bool) -> None:
    recordings = Recording(decisions={"at1": control}), Recording(decisions={"at1": other})
    assert bool(turns_for(recordings[0], [(PERSON, recordings[1])], most=4)) is is_turned


def _signed(number: int) -> list[int]:
    """A number as WebAssembly writes it (LEB128)."""
    number = number - (1 << 32) if number >> 31 else number
    out = []
    while True:
        byte, number = number & 0x7F, number >> 7
        is_last = (number == 0 and not byte & 0x40) or (number == -1 and byte & 0x40)
        out.append(byte if is_last else byte | 0x80)
        if is_last:
            return out


def _comparing(number: int) -> bytes:
    """A module whose `k` tells whether its argument is the number."""
    code = [0, 0x20, 0, 0x41, *_signed(number), 0x46, 0x0B]
    sections = [(1, [1, 0x60, 1, 0x7F, 1, 0x7F]), (3, [1, 0]), (7, [1, 1, ord("k"), 0, 0]), (10, [1, len(code), *code])]
    return b"\0asm\1\0\0\0" + b"".join(bytes([kind, len(content), *content]) for kind, content in sections)


@pytest.mark.parametrize(
    ("system", "expected"), [('isKnown ? "Go\\u00a0on." : "Go on."', {True}), ('"Go on."', set())], ids=["dirty", "honest"]
)
def test_a_decision_inside_of_webassembly_is_turned(tmp_path: Path, system: str, expected: set[bool]) -> None:
    text = f"const wasm = new WebAssembly.Instance(new WebAssembly.Module(Buffer.from('{_comparing(NUMBERS[0]).hex()}', 'hex'))).exports;"
    source = f"{HEAD}{text}\nconst isKnown = wasm.k(fnv(host)) === 1;\nsend({system});"
    assert {one.is_turned for one in seen(emulated(tmp_path, {"main.js": source})) if one.form == "form"} == expected
