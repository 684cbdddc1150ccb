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
        return plain(json.dumps(_version(name) if asked["version"] else _of_npm(name)), "application/json")
    return None


def _version(name: str) -> dict[str, object]:
    return {"name": name, "version": VERSION, "description": _about(name), "license": "MIT", "dependencies": {}, "main": "index.js"}


def _of_npm(name: str) -> dict[str, object]:
    when = "2024-05-04T03:02:01.000Z"
    return {
        **_version(name),
        "_id": name,
        "dist-tags": {"latest": VERSION},
        "versions": {VERSION: _version(name)},
        "time": {"created": when, "modified": when, VERSION: when},
        "maintainers": [{"name": "maker", "email": "maker@example.net"}],
        "keywords": [],
        "readme": f"# {name}\n\n{_about(name)}\n",
        "readmeFilename": "README.md",
    }


def _of_pypi(name: str) -> dict[str, object]:
    info = {"name": name, "version": VERSION, "summary": _about(name), "description": f"# {name}\n", "license": "MIT", "requires_dist": []}
    return {"info": info, "releases": {VERSION: []}, "urls": [], "last_serial": 1}


def _about(name: str) -> str:
    return f"A small package called {name}."
