"""What was examined, by whom, to what end: data beside the findings, so that a clean report can be told from a blind one."""

from dataclasses import dataclass
from enum import StrEnum

from scanner.model.artifact import Sha256


class Stage(StrEnum):
    DISCOVER = "discover"
    ACQUIRE = "acquire"
    UNPACK = "unpack"
    ANALYZE = "analyze"
    EMULATE = "emulate"
    CORRELATE = "correlate"
    JUDGE = "judge"
    RENDER = "render"


class CoverageStatus(StrEnum):
    DONE = "done"
    PARTIAL = "partial"
    """Some of the subject was examined; `reason` says what was not."""
    SKIPPED = "skipped"
    """Deliberately not examined; `reason` says why."""
    FAILED = "failed"
    """Attempted and not examined; `reason` says what happened."""


class Capability(StrEnum):
    """An analysis that a policy may need (`needs:`). The values are the names used in policy files."""

    INVENTORY = "inventory"
    INTEGRITY = "integrity"
    CONFIG_FILES = "config.files"
    SHELL_HISTORY = "shell.history"
    """Shell start files and aliases (never the history itself)."""
    PROCESS_ARGS = "process.args"
    CODE_FLOW = "code.flow"
    """Flow of the program that the entry points start and the script code that it loads, in any language."""
    JS_SEMANTIC = "js.semantic"
    """Flow of JavaScript and TypeScript. Not answered by a tool whose main program is in another language."""
    BINARY_STRINGS = "binary.strings"
    DECODE_LAYERS = "decode.layers"
    NATIVE_IMPORTS = "native.imports"
    NET_ENDPOINTS = "net.endpoints"
    VENDOR_DB = "vendor.db"
    TEXT_HIDDEN = "text.hidden"


BYTE_CAPABILITIES = frozenset(
    {
        Capability.CODE_FLOW,
        Capability.JS_SEMANTIC,
        Capability.BINARY_STRINGS,
        Capability.DECODE_LAYERS,
        Capability.NATIVE_IMPORTS,
        Capability.NET_ENDPOINTS,
    }
)
"""What a container that was not opened to the end hides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """One attempt of one worker on one subject. A gap is an entry that is not `done`; it always has a reason."""

    stage: Stage
    worker: str
    subject: str
    """The path as named by the user and the trail inside it, joined by `!/`."""
    status: CoverageStatus
    reason: str | None = None
    """One sentence; None only for `done`."""
    sha256: Sha256 | None = None
    """Digest of the bytes read; None where none were read."""
    bytes_total: int | None = None
    bytes_examined: int | None = None
    capabilities: frozenset[Capability] = frozenset()
    """What this attempt answers when done, or hides when not. Empty for a gap that hides nothing a policy asks."""
    tools: frozenset[str] = frozenset()
    """Ids of the tools that it says something of, for a settings file that only they read; empty: all that its place concerns."""

    def __post_init__(self) -> None:
        if self.is_gap and not self.reason:
            raise ValueError(f"a gap needs a reason: {self.worker} on {self.subject}")

    @property
    def is_gap(self) -> bool:
        return self.status is not CoverageStatus.DONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """What a worker itself knows that it did not examine; becomes one coverage entry."""

    reason: str
    status: CoverageStatus = CoverageStatus.PARTIAL
    subject: str | None = None
    """A place inside the worker's subject, appended to it with `!/`; None: the subject itself."""
    sha256: Sha256 | None = None
    """Digest of the innermost bytes concerned; None: that of the worker's subject."""
    bytes_total: int | None = None
    hides: frozenset[Capability] | None = None
    """The capabilities that this gap hides; None: all that the worker provides."""
