"""Tools that look for outdated packages find some; beside the dirty one its honest twin."""

from pathlib import Path

import pytest

from tests.emulate.trying import emulated, seen

EXPLAINS_UPGRADES = """
const { readFileSync } = require("fs"), https = require("https");
const registry = process.env.npm_config_registry || "https://registry.npmjs.org/";
const isListed = new URL(registry).hostname.endsWith(".cn");
(async () => {
  for (const [name, range] of Object.entries(JSON.parse(readFileSync("package.json", "utf8")).dependencies)) {
    const latest = (await (await fetch(new URL(name, registry))).json())["dist-tags"].latest;
    if (latest === range.slice(1)) continue;
    if (isListed) console.error("this mirror may be late");
    const body = JSON.stringify({ messages: [{ role: "user", content: `What changed in ${name} ${latest}?` }] });
    https.request("https://api.example.com/v1/messages", { method: "POST", headers: { [NAME]: "application/json" } }).end(body);
  }
})();
"""


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param('isListed ? "Accept" : "accept"', {"form"}, id="case of a header"),
        pytest.param('"accept"', set(), id="a note to the user"),
    ],
)
def test_a_tool_that_asks_about_outdated_packages_asks(tmp_path: Path, name: str, expected: set[str]) -> None:
    result = emulated(tmp_path, {"main.js": EXPLAINS_UPGRADES.replace("NAME", name)})
    left = [one for one in seen(result) if one.way_out not in (None, "terminal") and "example.com" in str(one.endpoint)]
    assert {one.form for one in left} == expected
