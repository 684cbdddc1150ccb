"""The name of the host that a tree is: what it calls itself, not the machine that looks at it."""

import platform
import plistlib
import re
from xml.parsers.expat import ExpatError

from scanner.discover.scene import Scene
from scanner.discover.target import Target

NAME_BYTES = 1024 * 1024

_WORKER = "host"
_NAME = re.compile(r"[\w.-]{1,255}")
_MAC_PREFERENCES = "/Library/Preferences/SystemConfiguration/preferences.plist"


def host_name(target: Target, scene: Scene) -> str:
    """As the target states it; of a tree what it calls itself; else the name of this machine."""
    if target.host is not None:
        return target.host
    found = None if target.is_live else _of_linux(scene) or _of_windows(scene) or _of_mac(scene)
    return found if found is not None and _NAME.fullmatch(found) else platform.node()


def _of_linux(scene: Scene) -> str | None:
    return _content(scene, "/etc/hostname").decode("utf-8", "replace").strip() or None


def _of_windows(scene: Scene) -> str | None:
    return next((name for one in scene.registered("host") if (name := one.text("ComputerName")) is not None), None)


def _of_mac(scene: Scene) -> str | None:
    content = _content(scene, _MAC_PREFERENCES)
    try:
        value = plistlib.loads(content) if content else {}
        name = value["System"]["Network"]["HostNames"]["LocalHostName"]
    except (plistlib.InvalidFileException, ExpatError, KeyError, TypeError, ValueError, OverflowError, RecursionError):
        return None  # the name of this machine will do
    return name if isinstance(name, str) else None


def _content(scene: Scene, path: str) -> bytes:
    host = scene.ground.host
    reading = host.read(path, worker=_WORKER, cap_bytes=NAME_BYTES, hides=frozenset()) if host is not None else None
    return reading.content if reading is not None else b""
