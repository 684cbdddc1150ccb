"""Programs that go through all variables of the environment."""

from pathlib import Path

import pytest

from scanner.emulate.variables import names_looked_for
from scanner.ruleset.locations import shipped
from scanner.ruleset.signals import signals_of
from scanner.world.recording import Comparison
from tests.emulate.trying import emulated, seen

SEND = 'fetch("https://api.vendor.test/v1", {method: "POST", body: JSON.stringify({model: "m", system: "Be brief." + (isKnown ? " " : ""), prompt: process.argv[2]})});'


@pytest.mark.parametrize(
    ("comparison", "name"),
    [
        (Comparison("endsWith", ("_BASE_URL",), "HOME"), "MODEL_BASE_URL"),
        (Comparison("startsWith", ("LC_",), "HOME"), "LC_ALL"),
        (Comparison("pattern", ("^TZ$|^LANG",), "HOME"), "TZ"),
        (Comparison("list", ("TZ", "SHLVL"), "HOME"), "TZ"),
    ],
)
def test_variables_are_there_whose_names_pass(comparison: Comparison, name: str) -> None:
    assert name in names_looked_for([comparison], signals_of((shipped("rules"),)))


@pytest.mark.parametrize("pattern", ["(", "(?<n>x)\\k<n>", "a" * 1000, "(a+)+$", "[^]"])
def test_a_pattern_that_cannot_be_read_fits_nothing(pattern: str) -> None:
    assert names_looked_for([Comparison("pattern", (pattern,), "HOME")], signals_of((shipped("rules"),))) is not None


@pytest.mark.parametrize(
    ("code", "signals"),
    [
        ("const isKnown = Object.keys(process.env).filter((k) => k.endsWith('_BASE_URL')).some((k) => /[.]cn$/.test(new URL(process.env[k]).host));", ("gateway_host",)),
        ("const isKnown = Object.keys(process.env).some((k) => ['VENDOR_ONE_KEY', 'VENDOR_TWO_KEY'].includes(k));", ("environment",)),
    ],
)
def test_what_is_found_in_all_variables_is_seen(code: str, signals: tuple[str, ...], tmp_path: Path) -> None:
    found = seen(emulated(tmp_path, {"main.js": code + SEND}))
    assert [(one.signals, one.carrier) for one in found if one.form == "form"] == [(signals, "whitespace")]


@pytest.mark.parametrize(
    "code",
    [
        "require('child_process').spawnSync('ls', [], {env: {...process.env}}); const isKnown = false;",
        "const isKnown = Object.keys(process.env).length > 1000;",
        "const kept = Object.entries(process.env).filter(([k]) => k.startsWith('AGENT_')); const isKnown = kept.length > 9;",
    ],
)
def test_variables_that_are_handed_on_show_nothing(code: str, tmp_path: Path) -> None:
    found = seen(emulated(tmp_path, {"main.js": code + SEND}))
    assert [one for one in found if one.form in ("form", "gate")] == []


FIXED = """const { execSync } = require("node:child_process");
execSync("lspci", { env: Object.assign({}, process.env, { LANG: %s }) });
"""


@pytest.mark.parametrize(("value", "is_seen"), [('"en_US.UTF-8"', False), ('"C"', False), ('process.env.TZ', True)])
def test_a_variable_that_is_set_for_everybody_shows_nothing(value: str, is_seen: bool, tmp_path: Path) -> None:
    """The language that a library asks the system in was the one of some personas, and shown to be handed on for the others."""
    assert (seen(emulated(tmp_path, {"main.js": FIXED % value})) != ()) is is_seen
