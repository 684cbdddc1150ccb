"""Running AI tools of the live host: what started them, with which arguments and variables, and on which addresses they listen.

A process is known by its executable and its script, resolved to an installation or a package; its name says little (programs in Node show
the interpreter's). Sees the processes that this user may see, at one moment.
"""

import hashlib
import ipaddress
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from scanner.discover.document import shortened
from scanner.discover.manifest import json_manifest, text_of
from scanner.discover.masks import Masks
from scanner.discover.place import Place
from scanner.discover.scene import Assignment, Found, Scene, Sighting
from scanner.discover.startfile import FlagSeen, flags_of
from scanner.discover.target import Home, Target
from scanner.discover.tree import is_inside
from scanner.model.artifact import ByteOffset, Sha256
from scanner.model.coverage import Capability, CoverageStatus
from scanner.model.installation import Installation, Setting, Source, ToolObservation
from scanner.model.observation import Place as BytePlace
from scanner.model.observation import SettingSeen
from scanner.ruleset.catalog import Tool

ARGUMENT_BYTES = 128 * 1024
PACKAGE_LEVELS = 6
"""Folders above a script that are searched for its package's manifest."""

_WORKER = "processes"
_LISTENS = "0A"
"""The state of a listening socket in /proc/net/tcp."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Process:
    """One running AI tool."""

    pid: int
    tool: Tool
    arguments: tuple[str, ...]
    home: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """What the processes showed."""

    found: Found
    processes: tuple[Process, ...]
    flags: tuple[FlagSeen, ...]
    assignments: tuple[Assignment, ...]


NOTHING = Running(found=Found(), processes=(), flags=(), assignments=())
"""For targets that do not run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Listener:
    address: str
    port: int
    inode: str


def find(scene: Scene, target: Target, masks: Masks) -> Running:
    """The running tools. Processes of other users that cannot be looked into are one gap."""
    host = scene.ground.host
    if host is None:
        return NOTHING
    pointers: list[tuple[Place, Source]] = []
    sightings: list[Sighting] = []
    processes: list[Process] = []
    flags: list[FlagSeen] = []
    assignments: list[Assignment] = []
    denied = 0
    for pid in _pids(target.proc):
        arguments = _arguments(target.proc / str(pid))
        if not arguments:
            continue  # a thread of the kernel, or gone
        executable = _link(target.proc / str(pid) / "exe")
        denied += _is_denied(target.proc / str(pid) / "exe")
        is_contained = _is_contained(target.proc, pid)
        paths = () if is_contained else _files(scene, executable, arguments)  # its paths are those of the container
        files = [Place(tree=host, path=path, home=None) for path in paths]
        tool, seen = _tool(scene, files, arguments)
        if tool is None:
            continue  # not an AI tool
        home = None if is_contained else _home_of(scene, target.proc / str(pid))
        if is_contained:
            reason = f"runs {tool.name} in a container, whose files were not looked at; scan them with --root {target.proc}/{pid}/root"
            scene.ledger.gap(_WORKER, f"{target.proc}/{pid}", reason, hides=frozenset(), status=CoverageStatus.SKIPPED)
        sightings += seen
        pointers += [(place, Source(channel="process", path=place.shown)) for place in files]
        processes.append(Process(pid=pid, tool=tool, arguments=arguments, home=home))
        place = _place(pid, arguments, masks)
        flags += [
            FlagSeen(tool=one, flag=flag, place=place, home=home, scope="process")
            for one, flag in flags_of(arguments, scene.catalog, started=tool)
            if one is tool
        ]
        assignments += _assignments(target.proc / str(pid), tool, pid, home, masks)
    if denied:
        reason = f"{denied} processes of other users could not be looked into; run as root to see them"
        scene.ledger.gap(_WORKER, str(target.proc), reason, hides=frozenset(), status=CoverageStatus.PARTIAL)
    scene.ledger.done(_WORKER, f"{target.proc} (arguments)", sha256=_digest(""), size_bytes=0, answers=frozenset({Capability.PROCESS_ARGS}))
    return Running(
        found=Found(sightings=tuple(sightings), pointers=tuple(pointers)),
        processes=tuple(processes),
        flags=tuple(flags),
        assignments=tuple(assignments),
    )


def listeners(target: Target, running: Running, installed: tuple[Installation, ...], scene: Scene) -> Found:
    """Addresses beyond loopback on which AI tools listen: by the process that holds the socket, else by a tool's documented port."""
    if not target.is_live:
        return Found()
    sockets = {inode: one for one in running.processes for inode in _sockets(target.proc / str(one.pid))}
    present = {one.tool_id for one in installed}
    ports = {port: tool for tool in scene.catalog.tools if tool.id in present for port in tool.ports}
    settings: dict[tuple[str, str], Setting] = {}
    observations: dict[tuple[str, str], ToolObservation] = {}
    for one in _listening(target.proc):
        process = sockets.get(one.inode)
        tool = process.tool if process is not None else ports.get(one.port)
        if tool is None or ipaddress.ip_address(one.address).is_loopback:
            continue  # another program, or reachable from this machine only
        shown = f"[{one.address}]:{one.port}" if ":" in one.address else f"{one.address}:{one.port}"
        key = (tool.id, shown)
        settings[key] = Setting(tool=tool.id, file="(listening socket)", key=f"listen.{one.port}", effective=shown, origin="process")
        place = BytePlace(artifact=_digest(shown), subject="(listening socket)", byte_offset=ByteOffset(0), byte_length=0, excerpt=shown)
        observations[key] = ToolObservation(
            tool_id=tool.id,
            observation=SettingSeen(
                place=place,
                topic="exposed_listener",
                key=f"listen.{one.port}",
                effective=shown,
                origin="process",
                file="(listening socket)",
                state="enabled",
            ),
        )
    return Found(settings=tuple(settings.values()), observations=tuple(observations.values()))


def _pids(proc: Path) -> list[int]:
    try:
        own = os.getpid()
        return sorted(int(one) for one in os.listdir(proc) if one.isdecimal() and int(one) != own)
    except OSError:
        return []


def _is_contained(proc: Path, pid: int) -> bool:
    """True: the process has another root than we, so that its paths mean other files. Services with mounts of their own share ours."""
    try:
        own, its = (proc / "self/root").stat(), (proc / str(pid) / "root").stat()
    except OSError:
        return False  # gone, or another user's
    return (own.st_dev, own.st_ino) != (its.st_dev, its.st_ino)


def _arguments(process: Path) -> tuple[str, ...]:
    content = _read(process / "cmdline", ARGUMENT_BYTES)
    return tuple(one.decode("utf-8", "replace") for one in content.rstrip(b"\0").split(b"\0")) if content else ()


def _files(scene: Scene, executable: str | None, arguments: tuple[str, ...]) -> list[str]:
    """The executable and the first argument that is a file: an interpreter's script."""
    host = scene.ground.host
    script = next((one for one in arguments[1:4] if one.startswith("/")), None)
    found = []
    for path in (script, executable):
        real = host.resolved(path) if host is not None and path is not None else None
        if real is not None:
            found.append(real)
    return found


def _tool(scene: Scene, files: list[Place], arguments: tuple[str, ...]) -> tuple[Tool | None, list[Sighting]]:
    """(1) By the package that holds the script or executable, (2) by a native program's documented place, (3) by the command's name."""
    for place in files:
        sighting = _package(scene, place)
        if sighting is not None:
            return sighting.tool, [sighting]
    for place in files:
        name = place.path.rsplit("/", 1)[-1]
        tool = scene.catalog.by_command.get(name) or next(
            (tool for tool in scene.catalog.tools for one in tool.programs if _is_at(scene, one.path, place)), None
        )
        if tool is not None and not name.startswith(("node", "python", "bun", "deno")):
            return tool, [
                Sighting(
                    tool=tool,
                    name=tool.name,
                    version=None,
                    channel="process",
                    manifest=place.shown,
                    root=place,
                    is_weak=True,
                    reason="a running program has its command's name",
                )
            ]
    return scene.catalog.by_command.get(arguments[0].rsplit("/", 1)[-1]), []


def _is_at(scene: Scene, pattern: str, place: Place) -> bool:
    return any(is_inside(place.path, one.path) for one in scene.places(pattern))


def _package(scene: Scene, place: Place) -> Sighting | None:
    folder = place.path
    for _ in range(PACKAGE_LEVELS):
        folder = folder.rsplit("/", 1)[0]
        if not folder:
            return None
        if place.tree.facts(f"{folder}/package.json") is None:
            continue
        found = json_manifest(place.tree, f"{folder}/package.json", scene.ledger, worker=_WORKER, is_known=False)
        name = text_of(found[0], "name") if found is not None else None
        tool = scene.catalog.named("npm", name or "") or scene.catalog.named("npm_parts", name or "")
        if found is not None and name is not None and tool is not None:
            return Sighting(
                tool=tool,
                name=name,
                version=text_of(found[0], "version"),
                channel="process",
                manifest=found[1].shown,
                root=Place(tree=place.tree, path=folder, home=_home_holding(scene, folder)),
                purl=None,
                is_part=name not in tool.packages.npm,
            )
    return None


def _home_holding(scene: Scene, path: str) -> Home | None:
    return next((home for home in scene.ground.homes if home.tree is scene.ground.host and is_inside(path, home.path)), None)


def _home_of(scene: Scene, process: Path) -> str | None:
    try:
        uid = process.stat().st_uid
    except OSError:
        return None
    owner = scene.ground.owner_of(uid)
    return next((home.shown for home in scene.ground.homes if home.owner == owner), None)


def _assignments(process: Path, tool: Tool, pid: int, home: str | None, masks: Masks) -> Iterator[Assignment]:
    wanted = {one.name for one in tool.variables}
    for one in (_read(process / "environ", ARGUMENT_BYTES) or b"").split(b"\0"):
        name, _, value = one.decode("utf-8", "replace").partition("=")
        if name in wanted and value:
            shown = f"{name}={'(secret)' if masks.is_secret(name, value) else masks.masked(value)}"
            yield Assignment(
                name=name,
                value=value,
                home=home,
                scope="process",
                tool_id=tool.id,
                place=BytePlace(
                    artifact=_digest(shown),
                    subject=f"/proc/{pid}/environ",
                    byte_offset=ByteOffset(0),
                    byte_length=0,
                    excerpt=shortened(shown),
                ),
            )


def _place(pid: int, arguments: tuple[str, ...], masks: Masks) -> BytePlace:
    shown = " ".join(masks.masked_arguments(arguments))
    return BytePlace(
        artifact=_digest("\0".join(arguments)),
        subject=f"/proc/{pid}/cmdline",
        byte_offset=ByteOffset(0),
        byte_length=len("\0".join(arguments).encode("utf-8", "replace")),
        excerpt=shortened(shown),
    )


def _sockets(process: Path) -> Iterator[str]:
    try:
        names = os.listdir(process / "fd")
    except OSError:
        return  # gone, or another user's
    for name in names:
        found = re.fullmatch(r"socket:\[(\d+)\]", _link(process / "fd" / name) or "")
        if found is not None:
            yield found.group(1)


def _listening(proc: Path) -> Iterator[_Listener]:
    for name in ("net/tcp", "net/tcp6"):
        for line in (_read(proc / name, 16 * 1024 * 1024) or b"").decode("ascii", "replace").splitlines()[1:]:
            fields = line.split()
            if len(fields) > 9 and fields[3] == _LISTENS:
                address, _, port = fields[1].partition(":")
                yield _Listener(address=_address(address), port=int(port, 16), inode=fields[9])


def _address(digits: str) -> str:
    """The kernel writes addresses as 32-bit words in the machine's order, which is little-endian wherever AI tools are shipped for."""
    words = bytes.fromhex(digits)
    ordered = b"".join(words[i : i + 4][::-1] for i in range(0, len(words), 4))
    address = ipaddress.ip_address(ordered)
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return str(mapped or address)


def _read(path: Path, count: int) -> bytes | None:
    try:
        with path.open("rb") as stream:
            return stream.read(count)
    except OSError:
        return None  # gone, or another user's


def _link(path: Path) -> str | None:
    try:
        return os.readlink(path).removesuffix(" (deleted)")
    except OSError:
        return None


def _is_denied(link: Path) -> bool:
    """True: the process is another user's; False too for one that has ended."""
    try:
        os.readlink(link)
    except PermissionError:
        return True
    except OSError:
        return False
    return False


def _digest(text: str) -> Sha256:
    return Sha256(hashlib.sha256(text.encode("utf-8", "replace")).hexdigest())
