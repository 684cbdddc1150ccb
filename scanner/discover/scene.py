"""What every discoverer is given, and what it gives back."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scanner.attempt import Crew
from scanner.discover.ledger import Ledger
from scanner.discover.place import Place
from scanner.discover.registry import RegistryKey, WantedKeys, keys_of, tasks_of
from scanner.discover.target import Ground, Home, OperatingSystem, Project
from scanner.discover.tree import Tree, is_inside
from scanner.model.installation import Server, Setting, Source, ToolObservation
from scanner.model.observation import Place as BytePlace
from scanner.ruleset.catalog import Catalog, Tool
from scanner.ruleset.catalog_layout import Folder
from scanner.ruleset.catalog_settings import Scope

_TOKEN = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """An environment variable that a file sets for a user, or for all."""

    name: str
    value: str
    home: str | None
    """Shown path of the home; None: the whole host."""
    place: BytePlace
    """The line; a secret's value is not in its excerpt."""
    scope: Scope = "shell_file"
    tool_id: str | None = None
    """The tool whose process has it; None: whatever tool reads it."""
    project: Project | None = None
    """The project whose file sets it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """One way in which one tool was seen; sightings of the same installation are merged afterwards."""

    tool: Tool | None
    """None: the catalog does not know it, and `reason` says why it looks like an AI tool."""
    name: str
    version: str | None
    channel: str
    manifest: str
    """Shown path of what identifies it."""
    root: Place
    purl: str | None = None
    vendor: str | None = None
    reason: str | None = None
    """Set for candidates only."""
    parts: tuple[Place, ...] = ()
    """Further folders with bytes of the same installation."""
    is_part: bool = False
    """True: a platform package, which joins the installation that names it as a part."""
    is_known: bool = False
    """True: no candidate although the catalog does not list it (a skill is what it is)."""
    is_weak: bool = False
    """True: the name is all that identifies it, so it is a candidate and joins any better sighting at the same place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What one discoverer saw."""

    sightings: tuple[Sighting, ...] = ()
    pointers: tuple[tuple[Place, Source], ...] = ()
    """Further ways to an installation that another discoverer identified: its root holds the place."""
    observations: tuple[ToolObservation, ...] = ()
    settings: tuple[Setting, ...] = ()
    servers: tuple[Server, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Where to look and what is known."""

    ground: Ground
    catalog: Catalog
    crew: Crew
    ledger: Ledger
    assignments: tuple[Assignment, ...] = ()
    projects: tuple[Project, ...] = ()
    """Those given, then those met in homes."""
    registry: tuple[RegistryKey, ...] = ()
    """Keys of the hives of a Windows tree."""

    def registered(self, holds: str) -> Iterator[RegistryKey]:
        """The registry's keys for one purpose."""
        return (one for one in self.registry if one.holds == holds)

    def home_holding(self, tree: Tree, path: str) -> Home | None:
        """The home that a path lies in."""
        return next((home for home in self.ground.homes if home.tree is tree and is_inside(path, home.path)), None)

    def places(self, pattern: str) -> tuple[Place, ...]:
        """Existing paths for a pattern of the catalog that begins with a token or `/`: in all homes, or on the host.

        A start file may move a token's folder; both the usual and the moved one are looked at.
        """
        found: dict[tuple[int, str], Place] = {}
        unfolded = self.unfolded(pattern)
        for home in self.ground.homes if "{home}" in unfolded else (None,):
            self._add(found, unfolded, home)
        for home, moved in self._moved(pattern):
            self._add(found, moved, home)
        return tuple(found.values())

    def fits(self, pattern: str) -> bool:
        """False: the pattern names a folder that this operating system does not have."""
        return self.unfolded(pattern) != ""

    def unfolded(self, pattern: str) -> str:
        """Tokens replaced by their defaults down to `{home}`; "" where this system has no such folder."""
        system = self.ground.operating_system
        for _ in range(4):  # tokens refer to others at most twice
            token = next((one for one in _TOKEN.findall(pattern) if one != "home"), None)
            if token is None:
                return pattern
            default = _default(self.catalog.folders[token], system)
            if default is None:
                return ""
            pattern = pattern.replace(f"{{{token}}}", default)
        return pattern

    def is_for_home(self, pattern: str) -> bool:
        """True: the pattern names something in a home and not of the whole host."""
        return "{home}" in self.unfolded(pattern)

    def _add(self, found: dict[tuple[int, str], Place], pattern: str, home: Home | None) -> None:
        tree = self.ground.host if home is None or (not pattern.startswith("{home}") and home.tree is self.ground.host) else home.tree
        if tree is None or not pattern:
            return
        for path in tree.matches(pattern.replace("{home}", _prefix(home))):
            found.setdefault((id(tree), path), Place(tree=tree, path=path, home=home))

    def _moved(self, pattern: str) -> Iterator[tuple[Home | None, str]]:
        """The pattern below each value that start files give to the variable of its first token."""
        token = next(iter(_TOKEN.findall(pattern)), "home")
        variable = None if token == "home" else self.catalog.folders[token].variable
        if variable is None or _default(self.catalog.folders[token], self.ground.operating_system) is None:
            return
        for one in self.assignments:
            if one.name != variable:
                continue  # a variable of another folder
            for home in self.ground.homes or (None,):
                moved = _absolute(one.value, home)
                if moved is not None and (one.home is None or (home is not None and one.home == home.shown)):
                    yield home, self.unfolded(pattern.replace(f"{{{token}}}", moved))


def read_registry(scene: Scene) -> tuple[RegistryKey, ...]:
    """The keys that the layout, and the settings of tools, name."""
    named: list[tuple[str, str, str]] = [(one.path, one.holds, one.key) for one in scene.catalog.layout.registry]
    files = [file for tool in scene.catalog.tools for file in tool.settings if file.format == "registry"]
    named += [(file.path, "settings", f"{file.key}\\**") for file in files]
    wanted = tuple(
        WantedKeys(hive=hive, holds=holds, pattern=key) for path, holds, key in dict.fromkeys(named) for hive in scene.places(path)
    )
    tasks = tasks_of(wanted)
    found: list[RegistryKey] = []
    for hive, attempt in zip(tasks, scene.crew.run_all(tasks.values()), strict=True):
        if attempt.value is None:
            scene.ledger.add(attempt.coverage)
        else:
            found += keys_of(hive, attempt.value, wanted, scene.ledger)
    return tuple(found)


def _prefix(home: Home | None) -> str:
    return "" if home is None or home.path == "/" else home.path


def _default(folder: Folder, system: OperatingSystem) -> str | None:
    name = OperatingSystem.LINUX if system is OperatingSystem.UNKNOWN else system
    value: str | None = getattr(folder, name.value)
    return value


def _absolute(value: str, home: Home | None) -> str | None:
    """The folder that a variable's value names, in the tree. None: it cannot be told without running a shell."""
    for start in ("~/", "$HOME/", "${HOME}/", "$env:USERPROFILE\\", "%USERPROFILE%\\"):
        if value.startswith(start):
            value = f"{_prefix(home)}/{value[len(start) :]}"
    value = value.replace("\\", "/")
    if len(value) > 1 and value[1] == ":":
        value = value[2:]  # a drive letter: the tree is the drive
    if home is not None and home.path == "/" and not value.startswith("/"):
        return None
    return value.rstrip("/") if value.startswith("/") and not set("$`*?{}") & set(value) else None
