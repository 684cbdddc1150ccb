"""A bounded share of the mutated inputs, and every input that once crashed an unpacker."""

from pathlib import Path

import pytest

from fuzz.mutate import Tally, run
from scanner.unpack.openers import OPENERS
from tests.unpack.conftest import Unpack
from tests.unpack.seeds import NAMES, SEEDS

_CRASHES = Path(__file__).with_name("crashes")


def test_every_unpacker_has_a_seed() -> None:
    assert set(SEEDS) == {opener.name for opener in OPENERS}


@pytest.mark.parametrize("name", sorted(SEEDS))
def test_every_seed_is_claimed_by_its_unpacker_and_opened(unpacked: Unpack, name: str) -> None:
    found = unpacked(SEEDS[name], NAMES.get(name, "outer"))
    assert name in {part for entry in found.coverage for part in entry.worker.split("+")}
    assert not any(entry.is_gap and entry.worker not in ("late", "inno-setup") for entry in found.coverage)


def test_mutated_containers_crash_hang_and_hide_nothing() -> None:
    assert run(520) == Tally(inputs=520)


@pytest.mark.parametrize("path", sorted(_CRASHES.iterdir()) if _CRASHES.is_dir() else [], ids=lambda path: path.name)
def test_what_crashed_once_ends_as_coverage(unpacked: Unpack, path: Path) -> None:
    assert not any("worker stopped with" in str(entry.reason) for entry in unpacked(path.read_bytes(), "outer").coverage)
