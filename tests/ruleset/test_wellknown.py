"""The dictionary of well-known hosts."""

from pathlib import Path

import pytest

from scanner.ruleset.locations import shipped
from scanner.ruleset.strict_yaml import DocumentRefused
from scanner.ruleset.wellknown import well_known_hosts, well_known_mirrors


def test_the_shipped_hosts_come_from_many_countries_and_none_is_there_twice() -> None:
    text = shipped("rules", "catalog", "well-known-hosts.yaml").read_text(encoding="utf-8")
    hosts = well_known_hosts((shipped("rules"),))
    assert len(hosts) > 200
    assert all(text.count(f" {host},") + text.count(f"[{host},") + text.count(f" {host}]") + text.count(f'"{host}"') == 1 for host in hosts)


@pytest.mark.parametrize("hosts", ["{CN: [not a host]}", "{China: [example.com]}", "[example.com]", "{CN: [example.com"])
def test_a_file_that_is_not_as_it_must_be_is_refused(tmp_path: Path, hosts: str) -> None:
    (tmp_path / "catalog").mkdir()
    (tmp_path / "catalog" / "well-known-hosts.yaml").write_text(f"api: unmask-catalog/v1\nreviewed: 2026-11-28\nhosts: {hosts}\n", encoding="utf-8")
    with pytest.raises(DocumentRefused):
        well_known_hosts((tmp_path,))


def test_mirrors_of_packages_may_be_left_out_and_each_is_there_once(tmp_path: Path) -> None:
    mirrors = well_known_mirrors((shipped("rules"),))
    text = shipped("rules", "catalog", "well-known-hosts.yaml").read_text(encoding="utf-8")
    assert len(mirrors) > 20
    assert all(text.count(f"  - {host}\n") == 1 for host in mirrors)
    (tmp_path / "catalog").mkdir()
    (tmp_path / "catalog" / "well-known-hosts.yaml").write_text("api: unmask-catalog/v1\nreviewed: 2026-11-28\nhosts: {}\n", encoding="utf-8")
    assert well_known_mirrors((tmp_path,)) == ()
