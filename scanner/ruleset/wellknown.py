"""Hosts of `rules/catalog/well-known-hosts.yaml`: the dictionary by which lists of hashed hosts are told."""

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


@cache
def well_known_hosts(rules: tuple[Path, ...]) -> tuple[str, ...]:
    """The hosts of all rule folders, in order, each once. Raises DocumentRefused for a file that is not as it must be."""
    found: dict[str, None] = {}
    for folder in rules:
        path = folder / "catalog" / "well-known-hosts.yaml"
        if path.is_file():
            document = check(load(path), WellKnownHosts)
            found |= {host: None for hosts in document.hosts.values() for host in hosts}
    return tuple(found)
