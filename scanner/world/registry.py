"""What the registry of packages that the user configured says of a package, as registries of npm and PyPI do.

Only that one answers so: it is another host for each persona, and nothing may differ between their answers but its name.
"""

import json
import re

from scanner.world.address import parts_of_address
from scanner.world.dialect import Reply, plain
from scanner.world.persona import Persona

SIGNAL = "package_mirror"
VERSION = "0.1.0"
"""Lower than what tools have themselves: none takes itself for outdated."""
OF_PROJECT = {"left-pad": ("1.3.0", "2.0.0"), "requests": ("2.32.0", "3.0.0")}
"""What the made-up project depends on, in the version that it has and in a newer one: who looks for outdated packages finds some."""
_OF_PYPI = re.compile(r"/(?:pypi|pip)/(?P<name>[\w.-]+)(?:/[\w.]+)?/json\Z")
_OF_NPM = re.compile(
    r"/(?:(?:npm|repository|registry|artifactory|api)/)*(?P<name>(?:@[\w.-]+(?:/|%2[fF]))?[\w.%-]+)(?:/(?P<version>latest|\d[\w.-]*))?/?\Z"
)


def registry_reply(method: str, url: str, persona: Persona) -> Reply | None:
    """The answer; None: another host is asked, or something else than what is known of a package."""
    if method != "GET" or "://" not in url:
        return None
    parts = parts_of_address(url)
    if parts.hostname != persona.value(SIGNAL):
        return None
    if (asked := _OF_PYPI.search(parts.path)) is not None:
        return plain(json.dumps(_of_pypi(asked["name"])), "application/json")
    if (asked := _OF_NPM.match(parts.path)) is not None:
        name = asked["name"].replace("%2f", "/").replace("%2F", "/")
        return plain(json.dumps(_version(name, asked["version"]) if asked["version"] else _of_npm(name)), "application/json")
    return None


def _versions(name: str) -> tuple[str, ...]:
    """All versions of a package, the latest last."""
    return OF_PROJECT.get(name, (VERSION,))


def _version(name: str, asked: str = "latest") -> dict[str, object]:
    version = asked if asked in _versions(name) else _versions(name)[-1]
    return {"name": name, "version": version, "description": _about(name), "license": "MIT", "dependencies": {}, "main": "index.js"}


def _of_npm(name: str) -> dict[str, object]:
    when, versions = "2024-05-04T03:02:01.000Z", _versions(name)
    return {
        **_version(name),
        "_id": name,
        "dist-tags": {"latest": versions[-1]},
        "versions": {version: _version(name, version) for version in versions},
        "time": {"created": when, "modified": when, **dict.fromkeys(versions, when)},
        "maintainers": [{"name": "maker", "email": "maker@example.net"}],
        "keywords": [],
        "readme": f"# {name}\n\n{_about(name)}\n",
        "readmeFilename": "README.md",
    }


def _of_pypi(name: str) -> dict[str, object]:
    versions = _versions(name)
    about = {"summary": _about(name), "description": f"# {name}\n", "license": "MIT", "requires_dist": []}
    info, releases = {"name": name, "version": versions[-1], **about}, {version: list[str]() for version in versions}
    return {"info": info, "releases": releases, "urls": [], "last_serial": 1}


def _about(name: str) -> str:
    return f"A small package called {name}."
