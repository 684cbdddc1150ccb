"""What a detection rule concludes from observations."""

from dataclasses import dataclass
from enum import StrEnum

from scanner.model.artifact import ByteOffset, Sha256
from scanner.model.observation import PersonaValue, Step

AttributeValue = str | int | float | bool | tuple[str, ...]


class FindingKind(StrEnum):
    """The closed set (DESIGN: kinds of findings). What separates the kinds is what the value does."""

    COVERT_CHANNEL = "covert.channel"
    COVERT_GATE = "covert.gate"
    REGION_PROBE = "region.probe"
    REGION_REQUEST = "region.request"
    REGION_TELEMETRY = "region.telemetry"
    REGION_LOCALISATION = "region.localisation"
    REGION_ROUTING = "region.routing"
    IDENTITY_FINGERPRINT = "identity.fingerprint"
    ENCODING_HIDDEN_LIST = "encoding.hidden_list"
    ENCODING_OBFUSCATION = "encoding.obfuscation"
    EVASION_EMULATOR = "evasion.emulator"
    NET_ENDPOINT = "net.endpoint"
    NATIVE_CAPABILITY = "native.capability"
    NATIVE_UNSIGNED = "native.unsigned"
    NATIVE_PACKED = "native.packed"
    NATIVE_BYTECODE = "native.bytecode"
    CONFIG_FLAG = "config.flag"
    CONFIG_PERMISSION_BYPASS = "config.permission_bypass"
    CONFIG_ENDPOINT_OVERRIDE = "config.endpoint_override"
    CONFIG_HOOK = "config.hook"
    CONFIG_TELEMETRY = "config.telemetry"
    CONFIG_AUTO_UPDATE = "config.auto_update"
    CONFIG_MANAGED_POLICY = "config.managed_policy"
    CONFIG_SECRET_AT_REST = "config.secret_at_rest"
    CONFIG_EXPOSED_LISTENER = "config.exposed_listener"
    MCP_SERVER = "mcp.server"
    MCP_UNPINNED = "mcp.unpinned"
    MCP_PLAIN_HTTP = "mcp.plain_http"
    MCP_UNKNOWN_ORIGIN = "mcp.unknown_origin"
    SUPPLY_INSTALL_SCRIPT = "supply.install_script"
    SUPPLY_LATE_DOWNLOAD = "supply.late_download"
    SUPPLY_MODIFIED = "supply.modified"
    TEXT_HIDDEN = "text.hidden"
    TEXT_CONFUSABLE = "text.confusable"
    CATALOG_DECISION = "catalog.decision"
    INTEGRITY_ARTIFACT = "integrity.artifact"
    WAIVER_EXPIRED = "waiver.expired"
    WAIVER_STALE = "waiver.stale"
    WAIVER_OVERLONG = "waiver.overlong"


class Grade(StrEnum):
    """How well a finding is proven. `A` is the best."""

    A = "A"
    """Observed when the tool's own code was executed, or read off a setting or manifest."""
    B = "B"
    """Proven data flow."""
    C = "C"
    """Static indicator."""
    D = "D"
    """Bare string."""

    def at_least(self, other: "Grade") -> bool:
        return self.value <= other.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Bytes that a finding rests on."""

    artifact: Sha256
    subject: str
    byte_offset: ByteOffset
    byte_length: int
    excerpt: str
    decoded: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    id: str
    """Stable across versions of the tool, minifier renaming and paths: a digest of rule, kind and identifying attributes."""
    rule: str
    kind: FindingKind
    tool: str
    """Key of the tool in the report (`Tool.key`)."""
    grade: Grade
    confidence: float
    """0 to 1."""
    title: str
    attributes: tuple[tuple[str, AttributeValue], ...]
    """Sorted by name; a name that is missing is not known."""
    evidence: tuple[Evidence, ...]
    steps: tuple[Step, ...] = ()
    """The path from read to way out, where there is one."""
    personas: tuple[PersonaValue, ...] = ()
    """What each persona got, the control first, where the code was run."""
    proofs: tuple[str, ...] = ()
    """`static`, `emulated`, `run`."""
    notes: tuple[str, ...] = ()
    """Sentences that raise or lower trust ("emulation refuted ...")."""
    slice_sha256: Sha256 | None = None

    def attribute(self, name: str) -> AttributeValue | None:
        """The value of one attribute; None: not known."""
        return next((value for key, value in self.attributes if key == name), None)
