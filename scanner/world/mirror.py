"""The same thing from another place: a download, or a package, that a mirror has as well."""

import json
import re
from collections.abc import Iterable
from dataclasses import replace
from posixpath import basename

from scanner.world.address import parts_of_address
from scanner.world.recording import Act, Event, Request

_FETCHING = frozenset({"GET", "CLONE", "FETCH", "PULL"})
MANAGERS = frozenset({
    "pip", "pip3", "uv", "pipx", "npm", "pnpm", "yarn", "bun", "go", "cargo", "gem", "bundle", "brew", "conda", "mamba", "docker", "podman",
    "apt", "apt-get", "apk", "dnf", "yum", "pacman", "zypper", "mvn", "gradle", "composer",
})  # fmt: skip
"""Programs that install what they are told by name: from where is a matter of reach."""


_PACKED = re.compile(r"\.(?:tgz|zip|whl|gz|xz|bz2|zst|br|7z|deb|rpm|dmg|pkg|msi|exe|node|wasm|bin|gguf|onnx|safetensors)$", re.IGNORECASE)
"""How files end that are published, and that mirrors have."""


def without_mirrors(events: Iterable[Event]) -> list[Event]:
    """The events of a run, without the place of published files that it stores; as they are where it starts a program, which may be one."""
    events = list(events)
    stores = any(isinstance(event, Act) and event.kind == "file" for event in events)
    if not stores or any(isinstance(event, Act) and event.kind == "command" for event in events):
        return events
    placed = (placeless(event, is_download=isinstance(event, Request) and _is_published(event)) for event in events)
    return [event for event in placed if event is not None]


def _is_published(request: Request) -> bool:
    return _PACKED.search(parts_of_address(request.url).path) is not None


def placeless(recorded: Event, *, is_download: bool) -> Event | None:
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
    if act.name not in MANAGERS:
        return act
    try:
        variables, told, _ = json.loads(act.text)
    except ValueError:
        return act
    return replace(act, text=json.dumps([variables, told, []])) if variables or told else None
