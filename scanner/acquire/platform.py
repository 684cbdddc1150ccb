"""Which native build is meant: the platform in the words of npm and of Python wheels."""

import platform
from dataclasses import dataclass

from scanner.model.refusal import UsageRefused

_SYSTEMS = {"linux": "linux", "darwin": "darwin", "macos": "darwin", "win32": "win32", "windows": "win32"}
_MACHINES = {"x64": "x64", "x86_64": "x64", "amd64": "x64", "arm64": "arm64", "aarch64": "arm64", "ia32": "ia32"}
_WHEEL_MACHINES = {
    "x64": ("x86_64", "amd64", "universal2", "intel"),
    "arm64": ("aarch64", "arm64", "universal2"),
    "ia32": ("i686", "win32"),
}
_WHEEL_SYSTEMS = {"linux": ("linux",), "darwin": ("macosx",), "win32": ("win",)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Platform:
    system: str
    """linux, darwin or win32, as npm's `os` field."""
    machine: str
    """x64, arm64 or ia32, as npm's `cpu` field."""
    is_musl: bool = False

    def __str__(self) -> str:
        return f"{self.system}-{self.machine}" + ("-musl" if self.is_musl else "")


def host_platform() -> Platform:
    """The platform of this machine."""
    return Platform(
        system=_SYSTEMS.get(platform.system().lower(), "linux"),
        machine=_MACHINES.get(platform.machine().lower(), "x64"),
        is_musl=platform.system() == "Linux" and platform.libc_ver()[0] not in ("glibc", ""),
    )


def parse_platform(text: str) -> Platform:
    """Read `linux-x64`, `darwin-arm64`, `win32-x64`, `linux-x64-musl`. Raises UsageRefused for anything else."""
    parts = text.lower().split("-")
    if len(parts) in (2, 3) and parts[0] in _SYSTEMS and parts[1] in _MACHINES and parts[2:] in ([], ["musl"]):
        return Platform(system=_SYSTEMS[parts[0]], machine=_MACHINES[parts[1]], is_musl=len(parts) == 3)
    raise UsageRefused(f"'{text}' is not a platform; write SYSTEM-MACHINE, for example linux-x64, darwin-arm64, win32-x64, linux-x64-musl")


def wheel_fits(tag_platform: str, wanted: Platform) -> bool:
    """Whether the platform part of a wheel tag (`manylinux_2_17_x86_64`, `any`) runs on the wanted platform."""
    if tag_platform == "any":
        return True
    if wanted.system == "linux" and ("musllinux" in tag_platform) != wanted.is_musl:
        return False
    return any(name in tag_platform for name in _WHEEL_SYSTEMS[wanted.system]) and any(
        tag_platform.endswith(name) for name in _WHEEL_MACHINES[wanted.machine]
    )
