"""The same thing from another place: a download, or a package, that a mirror has as well."""

import json
from collections.abc import Iterable
from dataclasses import replace
from posixpath import basename

from scanner.analyze.shell.state import Event
from scanner.world.address import parts_of_address
from scanner.world.recording import Act, Request
from scanner.world.recording import Event as Recorded

_FETCHING = frozenset({"GET", "CLONE", "FETCH", "PULL"})
_MANAGERS = frozenset({
    "pip", "pip3", "uv", "pipx", "npm", "pnpm", "yarn", "bun", "go", "cargo", "gem", "bundle", "brew", "conda", "mamba", "docker", "podman",
    "apt", "apt-get", "apk", "dnf", "yum", "pacman", "zypper", "mvn", "gradle", "composer",
})  # fmt: skip
"""Programs that install what they are told by name: from where is a matter of reach."""


def may_have_mirrors(events: Iterable[Event]) -> bool:
    """Whether any of the events may be the same from another place."""
    return any(event.stored is not None or getattr(event.make, "name", None) in _MANAGERS for event in events)


def placeless(recorded: Recorded, *, is_download: bool) -> Recorded | None:
    """What happens, without the place of a file that is downloaded, or of packages; None: then nothing is left of it.

    is_download: the answer is written to a file that the script does not run.
    """
    if isinstance(recorded, Act):
        return _without_index(recorded)
    if not isinstance(recorded, Request) or not is_download or recorded.method not in _FETCHING or recorded.body:
        return recorded
    parts = parts_of_address(recorded.url)
    name = basename(parts.path.rstrip("/")).removesuffix(".git")
    return replace(recorded, url=f"mirror://any/{name}?{parts.query}") if name else recorded


def _without_index(act: Act) -> Act | None:
    if act.name not in _MANAGERS:
        return act
    try:
        variables, told, _ = json.loads(act.text)
    except ValueError:
        return act
    return replace(act, text=json.dumps([variables, told, []])) if variables or told else None
