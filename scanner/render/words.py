"""What the closed sets of the model are called in a report. The English text is the key of its translation."""

from collections import Counter
from collections.abc import Iterable
from enum import StrEnum

from scanner.model.coverage import Capability, CoverageStatus, Stage
from scanner.model.finding import FindingKind, Grade
from scanner.model.fleet import FleetControl
from scanner.model.installation import ToolKind
from scanner.model.report import Enforcement, Outcome, Severity, Verdict, VerdictStatus


def N_(message: str) -> str:
    """Marks a message for the extractor; it is translated where it is shown."""
    return message


OUTCOMES = {
    Outcome.PASS: N_("Pass"),
    Outcome.REVIEW: N_("Review needed"),
    Outcome.INCONCLUSIVE: N_("Inconclusive"),
    Outcome.BLOCKED: N_("Blocked"),
    Outcome.ERROR: N_("Error"),
}


class Standing(StrEnum):
    """A verdict as a reader ranks it: a failure by what it calls for, so that what is only reported does not look like a block."""

    FAIL = "fail"
    REVIEW = "review"
    NOT_EVALUATED = "not_evaluated"
    ERROR = "error"
    WAIVED = "waived"
    REPORTED = "reported"
    PASS = "pass"
    NOT_APPLICABLE = "not_applicable"


STANDINGS = {
    Standing.FAIL: N_("Fail"),
    Standing.REVIEW: N_("To review"),
    Standing.NOT_EVALUATED: N_("Not evaluated"),
    Standing.ERROR: N_("Error"),
    Standing.WAIVED: N_("Waived"),
    Standing.REPORTED: N_("Reported"),
    Standing.PASS: N_("Pass"),
    Standing.NOT_APPLICABLE: N_("Not applicable"),
}
"""In the order in which they matter."""

_FAILURES = {Enforcement.BLOCK: Standing.FAIL, Enforcement.REVIEW: Standing.REVIEW, Enforcement.REPORT: Standing.REPORTED}


def standing_of(verdict: Verdict | FleetControl) -> Standing:
    """How the verdict is named and coloured."""
    return _FAILURES[verdict.enforcement] if verdict.status is VerdictStatus.FAIL else Standing(verdict.status.value)


def tally_of(verdicts: Iterable[Verdict]) -> tuple[tuple[Standing, int], ...]:
    """How many there are of each standing, in the order in which they matter; without those that no verdict has."""
    counts = Counter(map(standing_of, verdicts))
    return tuple((standing, counts[standing]) for standing in STANDINGS if counts[standing])


ENFORCEMENTS = {Enforcement.BLOCK: N_("blocks"), Enforcement.REVIEW: N_("needs review"), Enforcement.REPORT: N_("reported only")}

SEVERITIES = {
    Severity.CRITICAL: N_("critical"),
    Severity.HIGH: N_("high"),
    Severity.MEDIUM: N_("medium"),
    Severity.LOW: N_("low"),
    Severity.INFO: N_("informative"),
}

GRADES = {
    Grade.A: N_("Observed when the tool's own code was executed, or read off a setting or manifest"),
    Grade.B: N_("Proven data flow"),
    Grade.C: N_("Static indicator"),
    Grade.D: N_("Bare string"),
}

KINDS = {
    FindingKind.COVERT_CHANNEL: N_("Covert channel"),
    FindingKind.COVERT_GATE: N_("Covert gate"),
    FindingKind.REGION_PROBE: N_("Region probe"),
    FindingKind.REGION_REQUEST: N_("Region in requests"),
    FindingKind.REGION_TELEMETRY: N_("Region in telemetry"),
    FindingKind.REGION_LOCALISATION: N_("Localisation"),
    FindingKind.REGION_ROUTING: N_("Regional routing"),
    FindingKind.IDENTITY_FINGERPRINT: N_("Fingerprint of user or machine"),
    FindingKind.ENCODING_HIDDEN_LIST: N_("Hidden list"),
    FindingKind.ENCODING_OBFUSCATION: N_("Obfuscated build"),
    FindingKind.EVASION_EMULATOR: N_("Test for observation"),
    FindingKind.NET_ENDPOINT: N_("Endpoint"),
    FindingKind.NATIVE_CAPABILITY: N_("Native capability"),
    FindingKind.NATIVE_UNSIGNED: N_("Unsigned native code"),
    FindingKind.NATIVE_PACKED: N_("Packed native code"),
    FindingKind.NATIVE_BYTECODE: N_("Bytecode that differs from its source"),
    FindingKind.CONFIG_FLAG: N_("Setting"),
    FindingKind.CONFIG_PERMISSION_BYPASS: N_("Permission prompts bypassed"),
    FindingKind.CONFIG_ENDPOINT_OVERRIDE: N_("Endpoint overridden"),
    FindingKind.CONFIG_HOOK: N_("Hook"),
    FindingKind.CONFIG_TELEMETRY: N_("Telemetry setting"),
    FindingKind.CONFIG_AUTO_UPDATE: N_("Update setting"),
    FindingKind.CONFIG_MANAGED_POLICY: N_("Managed policy"),
    FindingKind.CONFIG_SECRET_AT_REST: N_("Secret at rest"),
    FindingKind.CONFIG_EXPOSED_LISTENER: N_("Exposed listener"),
    FindingKind.MCP_SERVER: N_("MCP server"),
    FindingKind.MCP_UNPINNED: N_("Unpinned MCP server"),
    FindingKind.MCP_PLAIN_HTTP: N_("MCP server over plain HTTP"),
    FindingKind.MCP_UNKNOWN_ORIGIN: N_("MCP server of unknown origin"),
    FindingKind.SUPPLY_INSTALL_SCRIPT: N_("Install script"),
    FindingKind.SUPPLY_LATE_DOWNLOAD: N_("Late download"),
    FindingKind.SUPPLY_MODIFIED: N_("Modified package"),
    FindingKind.TEXT_HIDDEN: N_("Hidden text"),
    FindingKind.TEXT_CONFUSABLE: N_("Confusable characters"),
    FindingKind.CATALOG_DECISION: N_("Decision on the tool"),
    FindingKind.INTEGRITY_ARTIFACT: N_("Integrity"),
    FindingKind.WAIVER_EXPIRED: N_("Expired waiver"),
    FindingKind.WAIVER_STALE: N_("Stale waiver"),
    FindingKind.WAIVER_OVERLONG: N_("Over-long waiver"),
}

MEANINGS = {
    FindingKind.COVERT_CHANNEL: N_(
        "A fact about this place, machine or user decides the form of what the tool sends. "
        "The recipient can read it back; the user cannot see it."
    ),
    FindingKind.COVERT_GATE: N_(
        "A fact that the tool detects by itself, and no setting of the user, silently decides what it asks, offers or sends."
    ),
    FindingKind.REGION_PROBE: N_(
        "The tool reads where it is run and compares or classifies the answer. Where the answer goes is not proven."
    ),
    FindingKind.REGION_REQUEST: N_("A fact about the place leaves openly, in a labelled field or a readable line."),
    FindingKind.REGION_TELEMETRY: N_("A fact about the place, or a label made of it, goes to telemetry."),
    FindingKind.REGION_LOCALISATION: N_("A fact about the place chooses language, clock or units on the user's side only."),
    FindingKind.REGION_ROUTING: N_("A documented setting of the user chooses the endpoint."),
    FindingKind.IDENTITY_FINGERPRINT: N_("Identifiers of the machine or the user, as they are or hashed, are sent, stored or handed on."),
    FindingKind.ENCODING_HIDDEN_LIST: N_("Literals in the code decode to a list of names that cannot be read in the file as it is."),
    FindingKind.ENCODING_OBFUSCATION: N_("So many literals are encoded that the whole build counts as obfuscated."),
    FindingKind.EVASION_EMULATOR: N_("The code tests whether it is being observed."),
    FindingKind.NET_ENDPOINT: N_("The code names this host as a place to send to or fetch from."),
    FindingKind.NATIVE_CAPABILITY: N_("Native code imports functions that give it this ability."),
    FindingKind.NATIVE_UNSIGNED: N_("Native code carries no valid signature."),
    FindingKind.NATIVE_PACKED: N_("Native code is packed, so that what runs cannot be read in the file."),
    FindingKind.NATIVE_BYTECODE: N_("Bytecode holds strings that its source does not."),
    FindingKind.CONFIG_FLAG: N_("A setting of the tool as it takes effect on this host."),
    FindingKind.CONFIG_PERMISSION_BYPASS: N_("The tool acts without asking the user first."),
    FindingKind.CONFIG_ENDPOINT_OVERRIDE: N_("A setting sends the tool's traffic to another endpoint than its vendor's."),
    FindingKind.CONFIG_HOOK: N_("A command runs by itself when the tool does something."),
    FindingKind.CONFIG_TELEMETRY: N_("How far telemetry is switched on or off."),
    FindingKind.CONFIG_AUTO_UPDATE: N_("Whether the tool replaces itself."),
    FindingKind.CONFIG_MANAGED_POLICY: N_("Whether the organisation's own settings are in force."),
    FindingKind.CONFIG_SECRET_AT_REST: N_("A secret lies in a file."),
    FindingKind.CONFIG_EXPOSED_LISTENER: N_("The tool listens where others can reach it."),
    FindingKind.MCP_SERVER: N_("The tool's configuration declares this MCP server."),
    FindingKind.MCP_UNPINNED: N_("The MCP server is fetched in whatever version is current when it starts."),
    FindingKind.MCP_PLAIN_HTTP: N_("The MCP server is reached without encryption."),
    FindingKind.MCP_UNKNOWN_ORIGIN: N_("Neither the package nor the host of the MCP server is known to the catalog."),
    FindingKind.SUPPLY_INSTALL_SCRIPT: N_("The package runs a command when it is installed."),
    FindingKind.SUPPLY_LATE_DOWNLOAD: N_("Code fetches a payload that is not in the package."),
    FindingKind.SUPPLY_MODIFIED: N_("The bytes are not those that the registry vouches for."),
    FindingKind.TEXT_HIDDEN: N_("Text holds characters that a reader cannot see and a program can."),
    FindingKind.TEXT_CONFUSABLE: N_("Text holds characters that look like others."),
    FindingKind.CATALOG_DECISION: N_("What the organisation's catalog says of this tool or version."),
    FindingKind.INTEGRITY_ARTIFACT: N_("Whether the bytes are those that a registry or a signature vouches for."),
    FindingKind.WAIVER_EXPIRED: N_("A waiver has run out and no longer counts."),
    FindingKind.WAIVER_STALE: N_("A waiver matches nothing any more."),
    FindingKind.WAIVER_OVERLONG: N_("A waiver lasts longer than the policy allows."),
}

SIGNALS = {
    "timezone": N_("the time zone"),
    "utc_offset": N_("the UTC offset"),
    "locale": N_("the locale"),
    "language": N_("the language"),
    "currency": N_("the currency"),
    "gateway_host": N_("the host of the configured gateway"),
    "proxy_host": N_("the host of the proxy"),
    "proxy_port": N_("the port of the proxy"),
    "package_mirror": N_("the package mirror"),
    "public_address": N_("the public network address"),
    "keyboard_layout": N_("the keyboard layout"),
    "input_method": N_("the input method"),
    "fonts": N_("the installed fonts"),
    "editor_extensions": N_("the extensions of the editor"),
    "dns_suffix": N_("the DNS suffix"),
    "os_region": N_("the region of the operating system"),
    "machine_id": N_("the machine id"),
    "host_name": N_("the host name"),
    "user_name": N_("the user name"),
    "user_email": N_("the user's mail address"),
    "git_remote": N_("the git remote"),
    "ssh_hosts": N_("the hosts that SSH knows"),
    "ssh_key": N_("the public key of the user"),
    "git_email": N_("the git mail address"),
    "mac_address": N_("the MAC address"),
    "network_address": N_("the address in the network"),
    "client_address": N_("the address of the client"),
    "client_country": N_("the country of the client"),
    "os_version": N_("the version of the operating system"),
    "credential_file": N_("a credential file"),
    "environment": N_("the environment"),
    "installed_software": N_("the installed software"),
    "workspace": N_("the files of the project"),
}

WAYS_OUT = {
    "model_request": N_("in the request to the model"),
    "header": N_("in a request header"),
    "query": N_("in the query of a request"),
    "body": N_("in the body of a request"),
    "url": N_("in the address of a request"),
    "telemetry": N_("in telemetry"),
    "upload": N_("in an upload"),
    "file": N_("in a file"),
    "process": N_("to another process"),
    "terminal": N_("on the user's own screen"),
    "delay": N_("in the timing"),
}

CARRIERS = {
    "unicode_homoglyph": N_("which of several look-alike characters is sent"),
    "separator_choice": N_("which separator is sent"),
    "whitespace": N_("the spacing"),
    "zero_width": N_("invisible characters"),
    "header_order": N_("the order of the headers"),
    "field_order": N_("the order of the fields"),
    "case": N_("upper or lower case"),
    "digits": N_("the digits"),
    "text_choice": N_("which of several equal texts is sent"),
    "dash_choice": N_("which of several dashes is sent"),
    "quote_choice": N_("which quotation marks are sent"),
    "punctuation": N_("the punctuation"),
    "word_order": N_("the order of the words"),
    "synonym": N_("which of several words with one meaning is sent"),
    "duplicate": N_("how often a word is said"),
    "identifier": N_("the value of an identifier"),
    "time_format": N_("the notation of a time"),
    "header_case": N_("upper or lower case in the names of headers"),
    "query_order": N_("the order of the parameters of the query"),
    "query_spelling": N_("the spelling of the query"),
    "body_spelling": N_("the spelling of the body"),
    "item_order": N_("the order of the items of a list"),
    "tool_order": N_("the order of the tools"),
    "request_order": N_("the order of the requests"),
    "file_name": N_("the name of a file"),
    "user_agent": N_("how the program names itself"),
    "multipart_boundary": N_("the line between the parts of a body"),
    "timing": N_("the moment of sending"),
    "delay": N_("a pause"),
    "model": N_("which model is asked"),
    "endpoint": N_("which address is asked"),
    "method": N_("the method of the request"),
    "field": N_("which fields are sent"),
    "request": N_("whether a request is sent"),
    "instruction": N_("what the model is told to do"),
    "header": N_("which headers are sent"),
    "tools": N_("which tools are offered"),
}

COMPARISONS = {
    "encoded_list": N_("Compared with a list of {count} names that is stored encoded, so that nobody reads it in the file."),
    "hard_coded_list": N_("Compared with a list of {count} names in the code."),
    "literal": N_("Compared with a value in the code."),
    "none": N_("Compared with nothing: the value is used as it is."),
}

UNCOUNTED = {
    "encoded_list": N_("Compared with names that are stored encoded, so that nobody reads them in the file."),
    "hard_coded_list": N_("Compared with names in the code."),
}
"""Comparisons with a list whose length is not known."""

FORMS = {
    "gate": N_("The answer silently decides what is asked, offered or sent."),
    "open": N_("The value is passed on openly."),
    "localisation": N_("The value chooses language, clock or units."),
    "hash": N_("The value is passed on hashed."),
    "routing": N_("The value chooses the endpoint."),
    "unknown": N_("The result differs with the value."),
    "none": N_("What it changes is not proven."),
}

RELATIONS = {
    "technique": N_("Technique"),
    "weakness": N_("Weakness"),
    "supports": N_("Supports"),
    "evidence_for": N_("Evidence relevant to"),
}

STAGES = {
    Stage.DISCOVER: N_("Discovery"),
    Stage.ACQUIRE: N_("Acquisition"),
    Stage.UNPACK: N_("Unpacking"),
    Stage.ANALYZE: N_("Analysis"),
    Stage.EMULATE: N_("Emulation"),
    Stage.CORRELATE: N_("Correlation"),
    Stage.JUDGE: N_("Judgement"),
    Stage.RENDER: N_("Reporting"),
}

COVERAGE_STATUSES = {
    CoverageStatus.FAILED: N_("Failed"),
    CoverageStatus.PARTIAL: N_("Partial"),
    CoverageStatus.SKIPPED: N_("Skipped"),
    CoverageStatus.DONE: N_("Done"),
}

CAPABILITIES = {
    Capability.INVENTORY: N_("inventory"),
    Capability.INTEGRITY: N_("integrity"),
    Capability.CONFIG_FILES: N_("settings files"),
    Capability.SHELL_HISTORY: N_("shell start files"),
    Capability.PROCESS_ARGS: N_("process arguments"),
    Capability.CODE_FLOW: N_("flow of the program"),
    Capability.JS_SEMANTIC: N_("flow of JavaScript"),
    Capability.BINARY_STRINGS: N_("strings of binaries"),
    Capability.DECODE_LAYERS: N_("decoded content"),
    Capability.NATIVE_IMPORTS: N_("native imports"),
    Capability.NET_ENDPOINTS: N_("endpoints"),
    Capability.VENDOR_DB: N_("owners of hosts"),
    Capability.TEXT_HIDDEN: N_("hidden text"),
}

TOOL_KINDS = {
    ToolKind.CODING_AGENT: N_("coding agent"),
    ToolKind.CLI: N_("command line tool"),
    ToolKind.IDE_EXTENSION: N_("editor extension"),
    ToolKind.AI_IDE: N_("AI editor"),
    ToolKind.DESKTOP_APP: N_("desktop application"),
    ToolKind.MCP_SERVER: N_("MCP server"),
    ToolKind.BROWSER_EXTENSION: N_("browser extension"),
    ToolKind.LOCAL_MODEL: N_("local model"),
    ToolKind.AGENT: N_("agent"),
    ToolKind.SKILL: N_("skill"),
    ToolKind.LIBRARY: N_("library"),
    ToolKind.UNKNOWN: N_("unknown kind"),
}

ROLES = {
    "inference": N_("inference"),
    "telemetry": N_("telemetry"),
    "crash_report": N_("crash reports"),
    "feature_flags": N_("feature flags"),
    "update": N_("updates"),
    "file_upload": N_("file upload"),
    "auth": N_("sign-in"),
    "docs": N_("documentation"),
    "proxy": N_("proxy"),
    "content": N_("content"),
    "remote_control": N_("remote control"),
    "remote_config": N_("remote configuration"),
    "internal_gateway": N_("internal gateway"),
    "unknown": N_("unknown"),
}

PERSONA_AXES = {
    "zone": N_("Time zone"),
    "timezone": N_("Time zone"),
    "gateway": N_("Gateway"),
    "gateway_host": N_("Gateway"),
    "locale": N_("Locale"),
    "proxy": N_("Proxy"),
    "language": N_("Language"),
}
CONTROL_PERSONA = N_("Control (nothing set)")

FRAMEWORKS = {
    "attack-enterprise": N_("MITRE ATT&CK"),
    "atlas": N_("MITRE ATLAS"),
    "atlas-mitigations": N_("MITRE ATLAS mitigations"),
    "cwe": N_("CWE"),
    "owasp-llm-2025": N_("OWASP Top 10 for LLM"),
    "owasp-asi-2026": N_("OWASP Top 10 for Agents"),
    "nist-800-53r5": N_("NIST SP 800-53"),
    "nist-ssdf-1.1": N_("NIST SSDF"),
    "nist-ai-rmf-1.0": N_("NIST AI RMF"),
    "iso27001-2022": N_("ISO/IEC 27001"),
    "iso42001": N_("ISO/IEC 42001"),
    "soc2": N_("SOC 2"),
    "gdpr": N_("GDPR"),
    "eu-ai-act": N_("EU AI Act"),
    "pipl": N_("PIPL (China)"),
    "dsl": N_("Data Security Law (China)"),
    "csl-2026": N_("Cybersecurity Law (China)"),
    "cn-cbdt-2024": N_("Cross-border Data Flow Provisions (China)"),
    "cn-ndsmr": N_("Network Data Security Regulation (China)"),
    "us-28cfr202": N_("28 CFR Part 202 (US)"),
}
"""Short names of the frameworks that shipped policies refer to; a policy's own framework goes by its id."""
