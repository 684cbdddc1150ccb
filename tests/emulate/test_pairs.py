"""Made-up tools with hidden signals are seen, and their honest twins are not."""

from pathlib import Path

import pytest

from tests.emulate.tools import PAIRS, Pair
from tests.emulate.trying import emulated, seen


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_a_hidden_signal_is_seen_at_its_way_out(pair: Pair, tmp_path: Path) -> None:
    found = seen(emulated(tmp_path, {"main.js": pair.dirty, **dict(pair.files)}))
    matching = [
        one
        for one in found
        if pair.form in ("any", one.form)
        and pair.carrier in (None, one.carrier)
        and pair.signal in one.signals
        and one.way_out not in (None, "terminal")
    ]
    assert matching, [(one.form, one.carrier, one.signals, one.way_out) for one in found]


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_the_honest_twin_shows_nothing_hidden(pair: Pair, tmp_path: Path) -> None:
    found = seen(emulated(tmp_path, {"main.js": pair.honest, **dict(pair.files)}))
    assert [one for one in found if one.form in ("form", "gate") and one.way_out not in (None, "terminal")] == []
