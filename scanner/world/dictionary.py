"""Values that a signal can have at all: for lists of hashes, and for code that computes numbers from texts."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel import Locale
from babel.localedata import locale_identifiers

from scanner.ruleset.signals import Signal, ValueShape
from scanner.ruleset.suffixes import registered_domain
from scanner.ruleset.wellknown import well_known_hosts, well_known_mirrors
from scanner.world.registry import SIGNAL as PACKAGE_MIRROR
from scanner.world.zone import zone_names

_NAMES = (
    "root", "admin", "administrator", "user", "test", "guest", "runner", "jenkins", "gitlab-runner", "github", "circleci", "travis",
    "buildkite", "ci", "build", "deploy", "docker", "sandbox", "malware", "virus", "analyst", "cuckoo", "vagrant", "ubuntu", "debian",
    "kali", "ec2-user", "azureuser", "codespace", "vscode", "gitpod", "node", "app", "nobody", "www-data", "jovyan", "colab", "dev",
    "student",
)  # fmt: skip
"""Names of accounts and machines that tools are known to look for: build servers, containers, sandboxes."""
_CONTINENTS = ("Asia", "Europe", "America", "Africa", "Australia", "Pacific")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dictionary:
    """What is known of the world beside the artifact."""

    hosts: tuple[str, ...] = ()
    """Hosts of known owners."""
    services: tuple[str, ...] = ()
    """Those of them at which models are asked."""
    mirrors: tuple[str, ...] = ()
    """Hosts from which packages are installed."""

    def values(self, signal: Signal) -> tuple[str, ...]:
        """Every value of an axis that is known, those that the shipped panel names first; empty where its values cannot be listed."""
        found = dict.fromkeys(signal.world.panel)
        match signal.world.shape:
            case ValueShape.ZONE:
                found |= dict.fromkeys(_zones())
            case ValueShape.LOCALE:
                found |= dict.fromkeys(_locales())
            case ValueShape.REGION:
                found |= dict.fromkeys(_regions())
            case ValueShape.HOST:
                found |= dict.fromkeys(self.mirrors if signal.id == PACKAGE_MIRROR else ())
                found |= dict.fromkeys((*self.hosts, *(f"gateway.example.{region.lower()}" for region in _regions())))
            case ValueShape.MAIL:
                owners = (registered_domain(host) or host for host in self.hosts)  # at these people have their mail
                found |= dict.fromkeys(f"sam@{host}" for host in (*owners, *self.hosts))
            case ValueShape.NAME:
                found |= dict.fromkeys(_NAMES)
            case ValueShape.CURRENCY | ValueShape.OFFSET | ValueShape.LANGUAGE | ValueShape.ADDRESS | ValueShape.PEER | ValueShape.NONE:
                pass
        found.pop(signal.world.control, None)
        return tuple(found)

    def parts(self, signal: Signal) -> tuple[str, ...]:
        """What a part of a value can be instead: endings of host names, languages, cities."""
        match signal.world.shape:
            case ValueShape.HOST | ValueShape.MAIL:
                endings = {".".join(host.split(".")[start:]) for host in self.hosts for start in range(host.count(".") + 1)}
                return tuple(sorted(endings | {region.lower() for region in _regions()}))
            case ValueShape.LOCALE:
                return tuple(sorted({part for name in _locales() for part in name.split("-")}))
            case ValueShape.ZONE:
                return tuple(sorted({name.rpartition("/")[2] for name in _zones()}))
            case _:
                return ()


@cache
def dictionary_of(rules: tuple[Path, ...]) -> Dictionary:
    """What the catalogs of the rules know of hosts."""
    hosts: dict[str, None] = {}
    services: list[str] = []
    for folder in rules:
        for path in sorted((folder / "catalog").glob("vendors*.yaml")):
            text = path.read_text(encoding="utf-8")
            hosts |= dict.fromkeys(re.findall(r"\bhost: ([\w.-]+)", text))
            services += re.findall(r"\bhost: ([\w.-]+), role: inference\b", text)
    return Dictionary(
        hosts=tuple(hosts | dict.fromkeys(well_known_hosts(rules))), services=tuple(services), mirrors=well_known_mirrors(rules)
    )


@cache
def place_words() -> frozenset[str]:
    """Words of the names of countries and of cities that have a time zone, in lower case."""
    english = Locale("en")
    names = [*(str(english.territories[code]) for code in _regions()), *(name.rpartition("/")[2].replace("_", " ") for name in _zones())]
    return frozenset(word for name in names for word in re.findall(r"\w+", name.lower()))


@cache
def _zones() -> tuple[str, ...]:
    """One name for each place; names of the kind that no tool looks for come last."""
    named = sorted(name for name in zone_names() if name.count("/") == 1 and name.split("/")[0] in _CONTINENTS)
    return (*named, *sorted(name for name in zone_names() if name not in named and not name.startswith(("posix/", "right/", "SystemV/"))))


@cache
def _regions() -> tuple[str, ...]:
    codes = map(str, Locale("en").territories)
    return tuple(sorted(code for code in codes if len(code) == 2 and code.isalpha() and code not in ("EU", "EZ", "UN", "ZZ")))


@cache
def _locales() -> tuple[str, ...]:
    found = set()
    for identifier in locale_identifiers():
        parts = identifier.split("_")
        if len(parts) > 1 and len(parts[-1]) == 2 and parts[-1].isalpha():
            found.add(f"{parts[0]}-{parts[-1]}")
    return tuple(sorted(found))
