"""What matters in settings, start files and files of projects is told from its benign twin, whoever's tool it is."""

from pathlib import Path

import pytest

from scanner.discover.servers import is_loopback
from scanner.model.installation import Inventory
from tests.discover.hosts import of_root, put
from tests.discover.setting_pairs import PAIRS, Files


def _seen(inventory: Inventory) -> set[str]:
    found = set()
    for one in (item.observation for item in inventory.observations):
        if one.kind == "setting" and (one.state == "enabled" or one.topic in ("endpoint_override", "hook", "secret_at_rest")):
            found |= {one.topic} - {"flag", "telemetry", "auto_update", "managed_policy"}
        if one.kind == "server" and one.pin in ("none", "latest", "range", "tag"):
            found.add("server_unpinned")
        if one.kind == "server" and one.tls is False and not is_loopback(one.url_host or ""):
            found.add("server_plain")
    return found


def _host(root: Path, files: Files) -> Inventory:
    (root / "etc").mkdir(parents=True)
    for path, content in files.items():
        put(root / path, content)
    return of_root(root)


@pytest.mark.parametrize(("kind", "dirty", "twin"), [one[1:] for one in PAIRS], ids=[one[0] for one in PAIRS])
def test_a_setting_is_told_from_its_twin(tmp_path: Path, kind: str, dirty: Files, twin: Files) -> None:
    assert kind in _seen(_host(tmp_path / "dirty", dirty))
    assert _seen(_host(tmp_path / "twin", twin)) == set()
