"""Hosts of `rules/catalog/well-known-hosts.yaml`: the dictionary by which lists of hashed hosts are told."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import StringConstraints

from scanner.ruleset.complaints import check
from scanner.ruleset.strict_yaml import Closed, load

Region = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
Host = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+(\.[a-z0-9-]+)+$", max_length=120)]


class WellKnownHosts(Closed):
    """The file."""

    api: Literal["unmask-catalog/v1"]
    reviewed: date
    hosts: dict[Region, tuple[Host, ...]]
    """Country of the owner's seat (ISO 3166) -> hosts."""
    mirrors: tuple[Host, ...] = ()
    """Hosts from which packages are installed instead of from where they are published, whoever owns them."""


@cache
def well_known_hosts(rules: tuple[Path, ...]) -> tuple[str, ...]:
    """The hosts of all rule folders, in order, each once. Raises DocumentRefused for a file that is not as it must be."""
    return tuple(dict.fromkeys(host for one in _documents(rules) for hosts in one.hosts.values() for host in hosts))


@cache
def well_known_mirrors(rules: tuple[Path, ...]) -> tuple[str, ...]:
    """As `well_known_hosts`, the mirrors of packages."""
    return tuple(dict.fromkeys(host for one in _documents(rules) for host in one.mirrors))


def _documents(rules: tuple[Path, ...]) -> Iterator[WellKnownHosts]:
    for folder in rules:
        path = folder / "catalog" / "well-known-hosts.yaml"
        if path.is_file():
            yield check(load(path), WellKnownHosts)
