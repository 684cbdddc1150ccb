"""What discovery finds on a host: installed tools, declared servers, settings."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from scanner.model.artifact import Sha256
from scanner.model.coverage import Coverage
from scanner.model.observation import Observation


class ToolKind(StrEnum):
    CODING_AGENT = "coding_agent"
    CLI = "cli"
    IDE_EXTENSION = "ide_extension"
    AI_IDE = "ai_ide"
    DESKTOP_APP = "desktop_app"
    MCP_SERVER = "mcp_server"
    BROWSER_EXTENSION = "browser_extension"
    LOCAL_MODEL = "local_model"
    AGENT = "agent"
    SKILL = "skill"
    LIBRARY = "library"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One way in which an installation was found."""

    channel: str
    """npm, pnpm, bun, yarn, npx, mise, nvm, fnm, volta, asdf, pip, pipx, uv, uvx, native, vscode,
    jetbrains, desktop, process, path, registry, import, ..."""
    path: str
    """The manifest, bundle or binary that shows it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """A tool found on a host."""

    id: str
    """Stable for the same tool, version and root."""
    tool_id: str
    """Catalog id; for a tool that the catalog does not know, its package name."""
    name: str
    version: str | None
    """As stated by its manifest; None: it states none."""
    kind: ToolKind
    vendor: str | None
    purl: str | None
    root: str
    """The folder or file that holds its bytes, as named by the user or absolute on the host."""
    owner: str | None
    """Login name or uid of the file owner; None: not recorded."""
    home: str | None
    """The home that it lies in; None: system-wide."""
    sources: tuple[Source, ...]
    payload_sha256: tuple[Sha256, ...] = ()
    """Digests of the main program files, where discovery took them."""
    is_candidate: bool = False
    reason: str | None = None
    """Why a candidate looks like an AI tool."""
    parts: tuple[str, ...] = ()
    """Further folders or files with bytes of the same installation (platform packages beside the package, copies elsewhere)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One effective setting, as `inventory.json` lists it."""

    tool: str
    file: str
    key: str
    effective: str
    origin: str
    overridden: tuple[str, ...] = ()
    """`origin:file` of the values that lost."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """One declared MCP server, as `inventory.json` lists it."""

    tool: str
    name: str
    transport: str
    file: str
    command_line: str | None
    package: str | None
    pin: str | None
    url_host: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolObservation:
    """An observation that belongs to a tool of the inventory and not to bytes of an artifact."""

    tool_id: str
    observation: Observation


@dataclass(frozen=True, slots=True, kw_only=True)
class Inventory:
    host: str
    operating_system: str
    """linux, darwin, windows, or unknown."""
    installations: tuple[Installation, ...]
    servers: tuple[Server, ...]
    settings: tuple[Setting, ...]
    candidates: tuple[Installation, ...]
    observations: tuple[ToolObservation, ...]
    coverage: tuple[Coverage, ...]
    base: str = ""
    """Folder of this machine below which the paths that begin with `/` lie (`--root`); empty: they are as they stand."""

    def on_disk(self, path: str) -> Path:
        """Where a path of the inventory lies on this machine."""
        below = Path(f"{self.base}{path}")
        return below if self.base and path.startswith("/") and below.exists() else Path(path)
