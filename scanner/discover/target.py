"""Where discovery looks: a host, or a file tree taken as one, with its operating system, users, homes and projects."""

import os
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from scanner.discover.ledger import Ledger
from scanner.discover.tree import Tree, is_inside
from scanner.model.coverage import Capability, CoverageStatus

USERS_BYTES = 4 * 1024 * 1024
"""Cap on etc/passwd: some 40,000 users."""
FIRST_PERSON_UID = 1000
"""Linux distributions number people from here; below are services."""

_NO_HOMES = frozenset(
    {
        "/",
        "/bin",
        "/dev",
        "/nonexistent",
        "/proc",
        "/run",
        "/sbin",
        "/usr/bin",
        "/usr/sbin",
        "/usr",
        "/var",
        "/var/empty",
    }
)
_SHARED_FOLDERS = frozenset({"Shared", "Guest", "Public", "Default", "Default User", "All Users", "desktop.ini"})
"""Names below /Users that are nobody's home."""
_HOME_PARENTS = {"linux": ("/home",), "darwin": ("/Users",), "windows": ("/Users",)}
_WORKER = "homes"


class OperatingSystem(StrEnum):
    LINUX = "linux"
    DARWIN = "darwin"
    WINDOWS = "windows"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What the user asked to look at."""

    root: Path | None = Path("/")
    """The root of a host: `/` for this one, a folder for a mounted image, backup or fixture. None: only the homes and projects given."""
    homes: tuple[Path, ...] = ()
    """Homes to look at instead of those of `root`."""
    projects: tuple[Path, ...] = ()
    is_live: bool = False
    """True: `root` is this running host, whose processes are looked at too."""
    proc: Path = Path("/proc")
    """Where the running host shows its processes."""
    host: str | None = None
    """Its name; None: what a tree calls itself, or the name of this machine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """One user's home."""

    tree: Tree
    path: str
    owner: str | None
    """Login name, or the uid in digits; None: not recorded."""

    @property
    def shown(self) -> str:
        return self.tree.shown(self.path)


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """A folder of work with agent files of its own."""

    tree: Tree
    path: str
    home: Home | None
    """The home that holds it; None: outside of all homes looked at."""
    is_given: bool
    """True: the user named it; its settings are then judged together with the home's."""

    @property
    def shown(self) -> str:
        return self.tree.shown(self.path)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """The target after looking: trees, system and people."""

    operating_system: OperatingSystem
    host: Tree | None
    homes: tuple[Home, ...]
    projects: tuple[Project, ...]
    names: dict[int, str]
    """Login names by uid, from the tree's own user list."""
    superusers: frozenset[int]
    """0, and who owns the tree's root: a copy made by an analyst belongs to the analyst."""

    def owner_of(self, uid: int) -> str | None:
        """Login name or uid in digits; None on Windows, whose owners a copy does not keep."""
        if self.operating_system is OperatingSystem.WINDOWS:
            return None
        return self.names.get(uid, str(uid))


def survey(target: Target, ledger: Ledger) -> Ground:
    """Recognise the system and list the homes and projects. What cannot be entered is in the ledger."""
    host = _host_tree(target, ledger)
    system = _system_of(host) if host is not None else _system_of_homes(target.homes)
    names: dict[int, str] = {}
    superusers = frozenset({0})
    homes: tuple[Home, ...] = ()
    if host is not None:
        host.ignores_case = system in (OperatingSystem.DARWIN, OperatingSystem.WINDOWS)
        host.keeps_modes = system is not OperatingSystem.WINDOWS
        facts = host.facts("/")
        superusers |= {facts.uid} if facts is not None else frozenset()
        names, listed = _users(host)
        if not target.homes:
            homes = _homes(host, system, names, listed, is_live=target.is_live)
            host.fences = tuple(home.path for home in homes)
    homes += tuple(_given_home(path, ledger, system, names) for path in target.homes)
    projects = tuple(_given_project(path, ledger, homes) for path in target.projects)
    return Ground(operating_system=system, host=host, homes=homes, projects=projects, names=names, superusers=superusers)


def _host_tree(target: Target, ledger: Ledger) -> Tree | None:
    if target.root is None:
        return None
    tree = Tree(base=target.root, ledger=ledger)
    if _system_of(tree) is OperatingSystem.UNKNOWN:
        for drive in ("C", "c", "C:", "c:", "C$"):  # a copy of a Windows drive in a folder of its own
            below = Tree(base=target.root / drive, ledger=ledger)
            if tree.is_folder(f"/{drive}") and _system_of(below) is OperatingSystem.WINDOWS:
                return below
    return tree


def _system_of(tree: Tree) -> OperatingSystem:
    names = {entry.name.casefold() for entry in tree.entries("/")}
    people = [entry.name for entry in tree.entries("/Users") if entry.is_folder]
    if (
        "windows" in names
        or "program files" in names
        or "programdata" in names
        or any(tree.is_folder(f"/Users/{one}/AppData") for one in people)
    ):
        return OperatingSystem.WINDOWS
    if "applications" in names or tree.is_folder("/System/Library") or any(tree.is_folder(f"/Users/{one}/Library") for one in people):
        return OperatingSystem.DARWIN
    if names & {"etc", "home", "root", "usr", "opt", "var"}:
        return OperatingSystem.LINUX
    if people:
        return OperatingSystem.DARWIN
    return OperatingSystem.UNKNOWN


def _system_of_homes(homes: tuple[Path, ...]) -> OperatingSystem:
    for home in homes:
        if (home / "AppData").is_dir():
            return OperatingSystem.WINDOWS
        if (home / "Library").is_dir():
            return OperatingSystem.DARWIN
    return OperatingSystem.LINUX


def _users(tree: Tree) -> tuple[dict[int, str], tuple[tuple[int, str], ...]]:
    """Names by uid, and (uid, home) of each line of etc/passwd."""
    reading = tree.read("/etc/passwd", worker=_WORKER, cap_bytes=USERS_BYTES, hides=frozenset())
    names: dict[int, str] = {}
    homes: list[tuple[int, str]] = []
    for line in reading.content.decode("utf-8", "replace").splitlines() if reading is not None else ():
        fields = line.split(":")
        if len(fields) < 7 or not fields[2].isdecimal():
            continue  # a comment, or a line that login would refuse as well
        uid = int(fields[2])
        names.setdefault(uid, fields[0])
        homes.append((uid, fields[5].rstrip("/") or "/"))
    return names, tuple(homes)


def _homes(
    tree: Tree,
    system: OperatingSystem,
    names: dict[int, str],
    listed: tuple[tuple[int, str], ...],
    *,
    is_live: bool,
) -> tuple[Home, ...]:
    """(1) The users' folders of the system, (2) the administrator's, (3) what the user list names besides."""
    paths: list[str] = []
    for parent in _HOME_PARENTS.get(system, ("/home", "/Users")):
        paths += [f"{parent}/{one.name}" for one in tree.entries(parent) if one.is_folder and one.name not in _SHARED_FOLDERS]
    paths += [path for path in ("/root", "/var/root", "/private/var/root") if tree.is_folder(path)]
    paths += [path for uid, path in listed if _is_home(uid, path) and tree.is_folder(path)]
    own = os.path.realpath(Path.home()) if is_live and os.geteuid() != 0 else None
    homes = []
    for path in dict.fromkeys(paths):
        if own is not None and path != own:
            reason = "is another user's home; run as root to look at all homes"
            tree.ledger.gap(_WORKER, tree.shown(path), reason, hides=frozenset(), status=CoverageStatus.SKIPPED)
            continue
        homes.append(Home(tree=tree, path=path, owner=_owner(tree, path, names, system)))
    return tuple(homes)


def _is_home(uid: int, path: str) -> bool:
    """Service accounts often name a folder of the system as their home, which is looked at as such."""
    if not path.startswith("/") or path in _NO_HOMES:
        return False
    return uid == 0 or uid >= FIRST_PERSON_UID or path.startswith(("/home/", "/srv/", "/var/lib/", "/opt/", "/data/", "/export/"))


def _owner(tree: Tree, path: str, names: dict[int, str], system: OperatingSystem) -> str | None:
    name = path.rsplit("/", 1)[-1]
    if system is OperatingSystem.WINDOWS:
        return name
    facts = tree.facts(path)
    if facts is None:
        return None
    return names.get(facts.uid, name if system is OperatingSystem.DARWIN else str(facts.uid))


def _given_home(path: Path, ledger: Ledger, system: OperatingSystem, names: dict[int, str]) -> Home:
    tree = Tree(
        base=path,
        ledger=ledger,
        shown_root=_shown(path),
        fences=("/",),
        ignores_case=system in (OperatingSystem.DARWIN, OperatingSystem.WINDOWS),
        keeps_modes=system is not OperatingSystem.WINDOWS,
    )
    if not tree.entries("/") and not os.access(path, os.R_OK | os.X_OK):
        ledger.gap(_WORKER, tree.shown("/"), "cannot be entered", hides=frozenset({Capability.INVENTORY, Capability.CONFIG_FILES}))
    return Home(tree=tree, path="/", owner=_owner(tree, "/", names, system) if system is not OperatingSystem.WINDOWS else path.name)


def _given_project(path: Path, ledger: Ledger, homes: tuple[Home, ...]) -> Project:
    real = os.path.realpath(path)
    home = next((one for one in homes if is_inside(real, str(one.tree.on_disk(one.path)))), None)
    if home is None and len(homes) == 1:
        home = homes[0]  # one user, one project: their settings apply together
    return Project(tree=Tree(base=path, ledger=ledger, shown_root=_shown(path), fences=("/",)), path="/", home=home, is_given=True)


def _shown(path: Path) -> str:
    return str(path).rstrip("/") or "/"
