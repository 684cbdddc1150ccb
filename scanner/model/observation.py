"""What analyzers saw at a place. An observation knows no rule and no severity, and accuses nobody.

The classes form a closed union told apart by `kind`; detection rules (YAML) select on `kind` and on the field names.
"""

from dataclasses import dataclass
from typing import Literal

from scanner.model.artifact import ByteOffset, LineNumber, Sha256

EXCERPT_CHARS = 400
"""Longest excerpt kept in a place; longer ones are shortened with an ellipsis."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Bytes of one artifact that an observation points at."""

    artifact: Sha256
    """The innermost artifact, as it lies in its container."""
    subject: str
    """Its trail joined by `!/`."""
    byte_offset: ByteOffset
    byte_length: int
    excerpt: str
    """The text of that place, shortened with an ellipsis in the middle or at the end. Control characters escaped by the renderer."""
    decoded: str | None = None
    """What the analyzer made of it (decoded list, normalised expression); None: nothing to decode."""
    line: LineNumber | None = None
    note: str | None = None
    """The part this place plays ("reads the time zone", "chooses the separator"); None: the observation itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PatternMatched:
    """A byte pattern or a semgrep rule matched."""

    kind: Literal["pattern"] = "pattern"
    engine: Literal["yara", "semgrep"]
    rule: str
    place: Place
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListDecoded:
    """Literals that decode to a list of names."""

    kind: Literal["decoded_list"] = "decoded_list"
    place: Place
    layers: tuple[str, ...]
    """From the outside in: "base64", "hex", "xor", "char_codes", "reverse", "zlib", "gzip", "brotli", "rc4", "percent", "custom",
    "rot", "escapes", "deflate", "lzma", "zstd", "bzip2", "string_array", "shift", "counter"."""
    entries: tuple[str, ...]
    domain_count: int
    keyword_count: int
    """Entries that are neither host names nor time zones."""
    zone_count: int
    summary: str
    """What the entries name, in a phrase a person understands ("147 host names, 40 under .com ...")."""
    method: Literal["static", "emulated"] = "static"
    """`emulated`: the tool's own decoder was run in the sandbox."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildObfuscated:
    """So many literals are encoded that the whole build counts as obfuscated."""

    kind: Literal["build_obfuscated"] = "build_obfuscated"
    place: Place
    literal_count: int
    decoded_count: int
    layers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EndpointSeen:
    """A host that the code names."""

    kind: Literal["endpoint"] = "endpoint"
    place: Place
    host: str
    """Lower case, punycode, without a trailing dot; an IP literal in its canonical form."""
    scheme: str | None
    port: int | None
    url: str | None
    """The URL as far as it is literal, without user information and query."""
    context: Literal["code", "comment", "documentation", "data", "native", "setting", "run"] = "code"


@dataclass(frozen=True, slots=True, kw_only=True)
class NativeDescribed:
    """The facts of one native file."""

    kind: Literal["native"] = "native"
    place: Place
    format: Literal["elf", "macho", "pe", "wasm"]
    architecture: str
    libraries: tuple[str, ...]
    import_count: int
    capabilities: tuple[str, ...]
    """Capability classes of its imports: network, process, keychain, input, screen, location, locale, registry, crypto, ..."""
    capability_imports: tuple[str, ...]
    """`class:symbol` for each import that gave a class, sorted."""
    language: str | None
    toolchain: str | None
    build_id: str | None
    is_signed: bool | None
    """None: the format carries no embedded signature (ELF)."""
    signer: str | None
    packer: str | None
    hardening: tuple[str, ...]
    highest_entropy: float
    """Bits per byte of the section with the highest entropy, 0 to 8."""
    components: tuple[str, ...]
    """purls of the dependencies found inside (Go build info, Rust crates)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BytecodeString:
    """A string that occurs in the bytecode and not in the source of the same module."""

    kind: Literal["bytecode_string"] = "bytecode_string"
    place: Place
    text: str
    module: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalRead:
    """Code that reads a value about place, machine or user."""

    kind: Literal["signal"] = "signal"
    place: Place
    signal: str
    """Signal id of `rules/signals/` (timezone, locale, gateway_host, ...)."""
    reader: str
    """The reading expression, normalised ("Intl.DateTimeFormat().resolvedOptions().timeZone")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a flow path."""

    role: Literal["source", "decode", "compare", "classify", "call", "return", "select", "build", "sink"]
    text: str
    """What happens, in a sentence."""
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowTraced:
    """A static path: a signal is read, compared or classified, and reaches (or selects) something."""

    kind: Literal["flow"] = "flow"
    place: Place
    signals: tuple[str, ...]
    """Signal ids that meet on this path, sorted."""
    compared_with: Literal["none", "literal", "hard_coded_list", "encoded_list"]
    list_size: int | None
    """Entries of the list compared with; None where there is none."""
    list_summary: str | None
    selects: Literal["nothing", "form", "content", "endpoint", "header", "model", "delay", "unknown"]
    """What the value decides; `form`: a choice among texts that look or mean the same."""
    alternatives: tuple[str, ...]
    """The literals chosen among, in source order."""
    carrier: str | None
    """`unicode_homoglyph`, `separator_choice`, `whitespace`, `header_order`, `field_order`, `case`, `digits`, ...; None: no form."""
    sink: str | None
    """Way-out class of `rules/sinks/` (model_request, header, query, body, url, telemetry, file, process,
    terminal, delay); None: not followed to one."""
    endpoint: str | None
    is_complete: bool
    """True: each step from source to sink is a definition-use edge; False: at least one is inferred."""
    localisation_only: bool
    steps: tuple[Step, ...]
    identity: str
    """Digest over the path with names of variables taken out: equal across minifier renamings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonaValue:
    """What one persona saw or sent."""

    persona: str
    """Persona id ("control", "zone:Asia/Shanghai", "gateway:example.cn")."""
    value: str
    """With suspicious code points kept as they are; renderers make them visible."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferenceSeen:
    """Executed proof: the tool's own code gave different answers to different personas."""

    kind: Literal["difference"] = "difference"
    place: Place
    """The function (or program) that was run."""
    signals: tuple[str, ...]
    """Axes on which the persona differed and that the code was seen to read, sorted signal ids."""
    form: Literal["form", "gate", "open", "localisation", "hash", "routing", "unknown"]
    """The class of the difference (EMULATION: what a difference is)."""
    carrier: str | None
    leaf: str
    """Where in the output the values differ ("return", "request[0].body.messages[0].content", "request[0].headers.order")."""
    way_out: str | None
    """Way-out class where the value was seen to leave; None: a return value or terminal only."""
    endpoint: str | None
    values: tuple[PersonaValue, ...]
    """The control first."""
    compared_with: Literal["none", "literal", "hard_coded_list", "encoded_list"]
    list_size: int | None
    list_summary: str | None
    code_points: tuple[str, ...]
    """`U+2019`-style names of the code points in which the values differ, empty when none is confusable or invisible."""
    bits: int | None
    """Information that the differences carry, in bits: log2 of the number of distinct values, rounded up."""
    steps: tuple[Step, ...]
    slice_sha256: Sha256 | None
    """Digest of the slice that was run, for replay; None: the whole program."""
    identity: str
    is_turned: bool = False
    """True: no persona met the condition; one comparison of a hash was answered as for the value that is looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EmulatorTested:
    """Code that visibly tests whether it runs in an emulator or under observation."""

    kind: Literal["emulator_test"] = "emulator_test"
    place: Place
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HiddenText:
    """Characters at rest that a reader cannot see or tell apart."""

    kind: Literal["hidden_text"] = "hidden_text"
    place: Place
    characters: Literal[
        "zero_width", "bidirectional", "tag", "confusable", "variation_selector", "html_comment", "control", "concealed", "secrecy"
    ]
    """`control`: moves a terminal's cursor; `concealed`: text that a page or an editor keeps from view."""
    code_points: tuple[str, ...]
    visible: str
    """The text with the characters made visible; a run of tag characters is decoded."""
    is_agent_file: bool


Topic = Literal[
    "permission_bypass",
    "endpoint_override",
    "hook",
    "telemetry",
    "auto_update",
    "managed_policy",
    "secret_at_rest",
    "exposed_listener",
    "flag",
]
"""What a setting is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingSeen:
    """A setting of a tool, after precedence. Never a secret's value."""

    kind: Literal["setting"] = "setting"
    place: Place
    topic: Topic
    key: str
    effective: str
    """The effective value as text; `(secret)` for a secret."""
    origin: Literal["managed", "command_line", "environment", "project_local", "project", "user", "default", "shell_file", "process"]
    file: str
    state: str
    """The meaning: `enabled`, `disabled`, `present`, `absent`, `not_effective`, `writable_by_users`, `readable_by_others`, ..."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerDeclared:
    """An MCP server that a tool's configuration declares."""

    kind: Literal["server"] = "server"
    place: Place
    name: str
    transport: Literal["stdio", "http", "sse", "unknown"]
    command_line: str | None
    """The command with arguments, secrets masked; None for remote servers."""
    launcher: str | None
    """npx, uvx, bunx, pipx, docker, node, python, or the base name of the command; None for remote servers."""
    package: str | None
    pin: Literal["exact", "range", "tag", "latest", "none", "digest", "local"] | None
    """None: remote server."""
    url_host: str | None
    tls: bool | None
    """None for stdio."""
    env_names: tuple[str, ...]
    origin_known: bool
    """True: the package or host is in the catalog."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptDeclared:
    """A package script that runs at install time."""

    kind: Literal["install_script"] = "install_script"
    place: Place
    event: str
    command: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LateDownload:
    """Code that fetches a payload which is not in the artifact."""

    kind: Literal["late_download"] = "late_download"
    place: Place
    source: str
    """Package or host that it would be fetched from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IntegrityChecked:
    """Whether the bytes are those that a registry or a signature vouches for."""

    kind: Literal["integrity"] = "integrity"
    place: Place
    registry_hash_match: bool | None
    """None: no registry was asked."""
    signature: Literal["valid", "invalid", "unsigned", "unknown"] | None
    detail: str


Observation = (
    PatternMatched
    | ListDecoded
    | BuildObfuscated
    | EndpointSeen
    | NativeDescribed
    | BytecodeString
    | SignalRead
    | FlowTraced
    | DifferenceSeen
    | EmulatorTested
    | HiddenText
    | SettingSeen
    | ServerDeclared
    | ScriptDeclared
    | LateDownload
    | IntegrityChecked
)
