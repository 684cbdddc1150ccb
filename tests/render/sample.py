"""Reports to render: a realistic one of each outcome, a hostile one, and one of any size."""

import dataclasses
import hashlib
from pathlib import Path

from scanner.model.artifact import Artifact, ArtifactKind, ByteOffset, LineNumber, Sha256
from scanner.model.comparison import Bisection, ComparedTool, Comparison, Destination, Diff, Edge, Examined, Shows
from scanner.model.coverage import Capability, Coverage, CoverageStatus, Stage
from scanner.model.finding import AttributeValue, Evidence, Finding, FindingKind, Grade
from scanner.model.fleet import Fleet, FleetControl, FleetHost, FleetTool, Unread
from scanner.model.installation import Installation, Inventory, Server, Setting, Source, ToolKind
from scanner.model.observation import PersonaValue, Place, Step
from scanner.model.report import (
    Alternative,
    Digests,
    Enforcement,
    Outcome,
    Reference,
    Remediation,
    Report,
    Severity,
    Summary,
    Tool,
    Verdict,
    VerdictStatus,
)

HOSTS = (
    "gateway.example.cn",
    "api.lab-one.example",
    "relay.lab-two.example",
    "proxy.reseller-a.example",
    "hub.reseller-b.example",
    *(f"node-{number:02d}.mirror.example" for number in range(1, 61)),
)
DATE_LINE = '`Today${mark(h)}s date is ${day.replaceAll("-",sep)}.`'
LIST_SUMMARY = "65 host names (64 under .example, 1 under .cn)"


def sha(text: str) -> Sha256:
    return Sha256(hashlib.sha256(text.encode()).hexdigest())


def artifact(*trail: str, kind: ArtifactKind, size: int, is_entry: bool = False) -> Artifact:
    return Artifact(
        sha256=sha("!/".join(trail)), kind=kind, trail=trail, size_bytes=size, content=Path("content-not-kept"), is_entry=is_entry
    )


BUNDLE = artifact("npm:@acme/agent@3.2.0", "package/dist/cli.js", kind=ArtifactKind.JAVASCRIPT, size=13_402_118, is_entry=True)
TARBALL = artifact("npm:@acme/agent@3.2.0", kind=ArtifactKind.GZIP, size=9_114_002)
HELPER = artifact("npm:@acme/agent@3.2.0", "package/vendor/rg", kind=ArtifactKind.ELF, size=5_120_884)
NATIVE = artifact("npm:@harbor/cli@1.9.4", "package/bin/harbor", kind=ArtifactKind.ELF, size=88_311_240, is_entry=True)
EXTENSION = artifact("lint-buddy-0.8.1.vsix", "extension/out/main.js", kind=ArtifactKind.JAVASCRIPT, size=644_120, is_entry=True)

AGENT = Tool(
    key="acme-agent@3.2.0",
    tool_id="acme-agent",
    name="Acme Agent",
    version="3.2.0",
    kind=ToolKind.CODING_AGENT,
    vendor="acme",
    purl="pkg:npm/%40acme/agent@3.2.0",
    subject="npm:@acme/agent@3.2.0",
    artifacts=(TARBALL, BUNDLE, HELPER),
    installation="acme-agent-7f31",
)
HARBOR = Tool(
    key="harbor@1.9.4",
    tool_id="harbor",
    name="Harbor CLI",
    version="1.9.4",
    kind=ToolKind.CLI,
    vendor=None,
    purl="pkg:npm/%40harbor/cli@1.9.4",
    subject="npm:@harbor/cli@1.9.4",
    artifacts=(NATIVE,),
    installation=None,
    components=("pkg:cargo/serde@1.0.200", "pkg:golang/sample.org/tool@v1.2.0", "pkg:not a package"),
)
BUDDY = Tool(
    key="lint-buddy@0.8.1",
    tool_id="lint-buddy",
    name="Lint Buddy",
    version="0.8.1",
    kind=ToolKind.IDE_EXTENSION,
    vendor=None,
    purl=None,
    subject="lint-buddy-0.8.1.vsix",
    artifacts=(EXTENSION,),
    installation=None,
)


def place(source: Artifact, offset: int, excerpt: str, *, decoded: str | None = None, note: str | None = None) -> Place:
    return Place(
        artifact=source.sha256,
        subject=source.subject,
        byte_offset=ByteOffset(offset),
        byte_length=len(excerpt.encode()),
        excerpt=excerpt,
        decoded=decoded,
        line=LineNumber(1),
        note=note,
    )


def evidence(at: Place) -> Evidence:
    return Evidence(
        artifact=at.artifact,
        subject=at.subject,
        byte_offset=at.byte_offset,
        byte_length=at.byte_length,
        excerpt=at.excerpt,
        decoded=at.decoded,
        note=at.note,
    )


def finding(
    kind: FindingKind,
    tool: Tool,
    title: str,
    places: tuple[Place, ...],
    *,
    grade: Grade = Grade.C,
    confidence: float = 0.8,
    rule: str | None = None,
    steps: tuple[Step, ...] = (),
    personas: tuple[PersonaValue, ...] = (),
    proofs: tuple[str, ...] = ("static",),
    notes: tuple[str, ...] = (),
    **attributes: AttributeValue,
) -> Finding:
    name = rule or kind.value.replace(".", "-").replace("_", "-")
    return Finding(
        id=f"{name}-{sha(title + tool.tool_id)[:16]}",
        rule=name,
        kind=kind,
        tool=tool.key,
        grade=grade,
        confidence=confidence,
        title=title,
        attributes=tuple(sorted(attributes.items())),
        evidence=tuple(evidence(each) for each in places),
        steps=steps,
        personas=personas,
        proofs=proofs,
        notes=notes,
        slice_sha256=sha("slice") if personas else None,
    )


READ_ZONE = place(BUNDLE, 8_114_207, "Intl.DateTimeFormat().resolvedOptions().timeZone")
READ_HOST = place(BUNDLE, 8_114_301, "new URL(process.env.ACME_BASE_URL).hostname")
DECODE = place(BUNDLE, 8_113_004, 'atob("Q0tGSUtNXUxLRg…").split("").map(c=>c.charCodeAt(0)^37)', decoded=",".join(HOSTS))
COMPARE = place(BUNDLE, 8_114_420, "known=list.some(d=>h===d||h.endsWith(`.${d}`))")
SELECT = place(BUNDLE, 8_114_511, 'known?"\\u2019":labs?"\\u02BC":"\'"', decoded="’ | ʼ | '")
BUILD = place(BUNDLE, 8_115_020, DATE_LINE)
SEND = place(BUNDLE, 9_440_118, 'this.client.messages.create({system:[{type:"text",text:prompt}],...rest})')

COVERT = finding(
    FindingKind.COVERT_CHANNEL,
    AGENT,
    "timezone decides the form of what leaves (unicode_homoglyph, model_request)",
    (BUILD, READ_ZONE, READ_HOST, DECODE, COMPARE, SELECT, SEND),
    grade=Grade.A,
    confidence=1.0,
    rule="covert-channel",
    steps=(
        Step(role="source", text="reads the time zone", place=READ_ZONE),
        Step(role="source", text="reads the host of the configured gateway", place=READ_HOST),
        Step(role="decode", text="decodes a list (base64, xor)", place=DECODE),
        Step(role="compare", text="compares the host with the list", place=COMPARE),
        Step(role="select", text="chooses the apostrophe", place=SELECT),
        Step(role="build", text="builds the sentence with the date", place=BUILD),
        Step(role="sink", text="hands it to the client of the model", place=SEND),
    ),
    personas=(
        PersonaValue(persona="control", value="Today's date is 2026-06-30."),
        PersonaValue(persona="zone:Asia/Shanghai", value="Today's date is 2026/06/30."),
        PersonaValue(persona="gateway:gateway.example.cn", value="Today\u2019s date is 2026-06-30."),
        PersonaValue(persona="gateway:api.lab-one.example", value="Today\u02bcs date is 2026-06-30."),
    ),
    proofs=("static", "emulated"),
    signal="timezone",
    signals=("gateway_host", "timezone"),
    compared_with="encoded_list",
    list_size=65,
    list_summary=LIST_SUMMARY,
    carrier="unicode_homoglyph",
    bits=3,
    way_out="model_request",
    location="return",
    code_points=("U+0027", "U+2019", "U+02BC"),
    alternatives=("\u2019", "\u02bc", "'"),
    disclosed=False,
    form="form",
    endpoint="api.acme.example",
)
HIDDEN_LIST = finding(
    FindingKind.ENCODING_HIDDEN_LIST,
    AGENT,
    f"A list hidden by base64, xor: {LIST_SUMMARY}",
    (DECODE,),
    grade=Grade.B,
    confidence=0.95,
    layers=("base64", "xor"),
    domain_count=65,
    keyword_count=0,
    zone_count=0,
    list_summary=LIST_SUMMARY,
    method="static",
)
TELEMETRY = finding(
    FindingKind.REGION_TELEMETRY,
    AGENT,
    "locale, or a label made of it, goes to telemetry",
    (place(BUNDLE, 2_001_330, "statsd.log({event:e,locale:Intl.NumberFormat().resolvedOptions().locale})"),),
    grade=Grade.B,
    signal="locale",
    signals=("locale",),
    compared_with="none",
    way_out="telemetry",
    endpoint="events.metrics.example",
    disclosed=True,
    form="open",
    steps=(
        Step(role="source", text="reads the locale", place=place(BUNDLE, 2_001_355, "Intl.NumberFormat().resolvedOptions().locale")),
        Step(role="sink", text="logs it with each event", place=place(BUNDLE, 2_001_330, "statsd.log({event:e,locale:…})")),
    ),
)


def endpoint(
    tool: Tool, source: Artifact, host: str, role: str, owner: str | None, processing: tuple[str, ...], parent: str | None
) -> Finding:
    known: dict[str, AttributeValue] = {"host": host, "role": role, "scheme": "https", "context": "code"}
    if owner is not None:
        known |= {"owner": owner}
    if processing:
        known |= {"processing": processing}
    if parent is not None:
        known |= {"parent_jurisdiction": parent}
    return finding(
        FindingKind.NET_ENDPOINT,
        tool,
        f"The code names {host}",
        (place(source, 1_200_000 + len(host) * 771, f'"https://{host}/v1"'),),
        confidence=0.7,
        **known,
    )


ENDPOINTS = (
    endpoint(AGENT, BUNDLE, "api.acme.example", "inference", "Acme AI, Inc.", ("US",), "US"),
    endpoint(AGENT, BUNDLE, "events.metrics.example", "telemetry", "Metrics GmbH", ("EU",), "US"),
    endpoint(AGENT, BUNDLE, "updates.acme.example", "update", "Acme AI, Inc.", ("US",), "US"),
    endpoint(AGENT, BUNDLE, "t.cdn-unknown.example", "telemetry", None, (), None),
    endpoint(AGENT, BUNDLE, "fd00:ec2::254", "unknown", None, (), None),
    endpoint(BUDDY, EXTENSION, "inference.buddy.example", "inference", "Buddy Pte. Ltd.", ("SG",), "CN"),
)
BYPASS = finding(
    FindingKind.CONFIG_PERMISSION_BYPASS,
    AGENT,
    "permissions.defaultMode lets the tool act without asking (enabled)",
    (place(artifact("home/dev/.acme/settings.json", kind=ArtifactKind.JSON, size=812), 120, '"defaultMode": "bypassPermissions"'),),
    grade=Grade.A,
    confidence=1.0,
    key="permissions.defaultMode",
    effective="bypassPermissions",
    origin="user",
    state="enabled",
    file="home/dev/.acme/settings.json",
)
UNPINNED = finding(
    FindingKind.MCP_UNPINNED,
    AGENT,
    "MCP server notes starts npx -y notes-mcp with pin=none",
    (place(artifact("home/dev/.acme/mcp.json", kind=ArtifactKind.JSON, size=402), 44, '"command": "npx", "args": ["-y", "notes-mcp"]'),),
    grade=Grade.A,
    confidence=1.0,
    server="notes",
    package="notes-mcp",
    pin="none",
    launcher="npx",
)
DECISION = finding(
    FindingKind.CATALOG_DECISION, AGENT, "acme-agent 3.2.0: unlisted (not listed in approved-tools)", (), grade=Grade.A, confidence=1.0,
    rule="judge", decision="unlisted",
)  # fmt: skip
"""A finding about the tool and not about bytes."""
FINDINGS = (COVERT, HIDDEN_LIST, TELEMETRY, *ENDPOINTS, BYPASS, UNPINNED, DECISION)

REMOVE = Remediation(
    summary="Remove the version concerned; use a version or a tool without the behaviour.",
    steps=(
        "Find the first and last version that show it (`unmask bisect`), and pin outside of that range",
        "Keep the report as evidence for the review by legal counsel",
    ),
    alternatives=(Alternative(tool_id="harbor", version="vers:npm/>=2.0.0", note="approved for all regions"),),
    deadline_days=2,
)
COVERT_REFERENCES = (
    Reference(framework="attack-enterprise", clause="T1614.001", relation="technique"),
    Reference(framework="attack-enterprise", clause="T1001.002", relation="technique"),
    Reference(framework="cwe", clause="CWE-515", relation="weakness"),
    Reference(framework="nist-800-53r5", clause="SC-31", relation="supports"),
    Reference(framework="gdpr", clause="Art. 5(1)(a)", relation="evidence_for"),
    Reference(framework="pipl", clause="Art. 7", relation="evidence_for"),
)


def verdict(
    control: str,
    title: str,
    tool: Tool,
    status: VerdictStatus,
    *,
    findings: tuple[Finding, ...] = (),
    severity: Severity = Severity.HIGH,
    enforcement: Enforcement = Enforcement.REVIEW,
    message: str = "nothing forbidden was found",
    references: tuple[Reference, ...] = (),
    remediation: Remediation | None = None,
    waiver: str | None = None,
) -> Verdict:
    return Verdict(
        control=control,
        title=title,
        policy="covert-behaviour",
        tool=tool.key,
        status=status,
        severity=severity,
        enforcement=enforcement,
        message=message,
        findings=tuple(each.id for each in findings),
        references=references,
        remediation=remediation,
        waiver=waiver,
    )


COV = "No covert channel, hidden gate or undisclosed detection of the region"
LISTS = "No encoded list of hosts, zones or keywords"
SOV = "Endpoints stay within approved processing jurisdictions"
UNATTENDED = "No flag or setting that bypasses permission prompts"
VERDICTS = (
    verdict(
        "AIT-COV-001",
        COV,
        AGENT,
        VerdictStatus.FAIL,
        findings=(COVERT,),
        severity=Severity.CRITICAL,
        enforcement=Enforcement.BLOCK,
        message="can be read back by the recipient: gateway_host, timezone, through unicode_homoglyph in the model_request (return), 3 bit(s)",
        references=COVERT_REFERENCES,
        remediation=REMOVE,
    ),
    verdict(
        "AIT-COV-002",
        LISTS,
        AGENT,
        VerdictStatus.FAIL,
        findings=(HIDDEN_LIST,),
        message=f"A list hidden by base64, xor: {LIST_SUMMARY}",
        remediation=Remediation(summary="Ask the vendor for the purpose of the list; keep the tool in quarantine meanwhile."),
    ),
    verdict(
        "AIT-SOV-001",
        SOV,
        AGENT,
        VerdictStatus.FAIL,
        findings=(ENDPOINTS[3],),
        message="t.cdn-unknown.example (telemetry) is processed in unknown; owner unknown",
    ),
    verdict(
        "AIT-UNA-001",
        UNATTENDED,
        AGENT,
        VerdictStatus.WAIVED,
        findings=(BYPASS,),
        waiver="W-2026-014",
        message="waived by W-2026-014 until 2026-12-31: permissions.defaultMode = bypassPermissions in home/dev/.acme/settings.json (enabled)",
    ),
    verdict(
        "AIT-COV-001",
        COV,
        HARBOR,
        VerdictStatus.NOT_EVALUATED,
        severity=Severity.CRITICAL,
        enforcement=Enforcement.BLOCK,
        message="not evaluated: code.flow: npm:@harbor/cli@1.9.4!/package/bin/harbor: the main program is native code (Rust), which no flow analyzer can follow",
    ),
    verdict("AIT-COV-002", LISTS, HARBOR, VerdictStatus.PASS),
    verdict("AIT-SOV-001", SOV, HARBOR, VerdictStatus.PASS),
    verdict("AIT-UNA-001", UNATTENDED, HARBOR, VerdictStatus.NOT_APPLICABLE, message="the control does not apply to this tool"),
    verdict("AIT-COV-001", COV, BUDDY, VerdictStatus.PASS, severity=Severity.CRITICAL, enforcement=Enforcement.BLOCK),
    verdict("AIT-COV-002", LISTS, BUDDY, VerdictStatus.PASS),
    verdict("AIT-SOV-001", SOV, BUDDY, VerdictStatus.PASS),
)

COVERAGE = (
    Coverage(
        stage=Stage.ACQUIRE,
        worker="npm",
        subject=TARBALL.subject,
        status=CoverageStatus.DONE,
        sha256=TARBALL.sha256,
        bytes_total=TARBALL.size_bytes,
        bytes_examined=TARBALL.size_bytes,
        capabilities=frozenset({Capability.INTEGRITY}),
    ),
    Coverage(
        stage=Stage.UNPACK,
        worker="tar",
        subject=TARBALL.subject,
        status=CoverageStatus.DONE,
        sha256=TARBALL.sha256,
        bytes_total=TARBALL.size_bytes,
        bytes_examined=TARBALL.size_bytes,
    ),
    Coverage(
        stage=Stage.ANALYZE,
        worker="javascript",
        subject=BUNDLE.subject,
        status=CoverageStatus.DONE,
        sha256=BUNDLE.sha256,
        bytes_total=BUNDLE.size_bytes,
        bytes_examined=BUNDLE.size_bytes,
        capabilities=frozenset({Capability.CODE_FLOW, Capability.JS_SEMANTIC}),
    ),
    Coverage(stage=Stage.EMULATE, worker="slice", subject=BUNDLE.subject, status=CoverageStatus.DONE, sha256=BUNDLE.sha256),
    Coverage(
        stage=Stage.ANALYZE,
        worker="flow",
        subject=NATIVE.subject,
        status=CoverageStatus.FAILED,
        sha256=NATIVE.sha256,
        bytes_total=NATIVE.size_bytes,
        bytes_examined=0,
        capabilities=frozenset({Capability.CODE_FLOW}),
        reason="the main program is native code (Rust), which no flow analyzer can follow",
    ),
    Coverage(
        stage=Stage.UNPACK,
        worker="zip",
        subject="lint-buddy-0.8.1.vsix!/extension/assets.pak",
        status=CoverageStatus.PARTIAL,
        sha256=sha("pak"),
        bytes_total=40_960,
        bytes_examined=32_768,
        reason="8192 bytes after the end of the archive were not examined",
    ),
)

INVENTORY = Inventory(
    host="laptop-4711",
    operating_system="linux",
    installations=(
        Installation(
            id="acme-agent-7f31",
            tool_id="acme-agent",
            name="Acme Agent",
            version="3.2.0",
            kind=ToolKind.CODING_AGENT,
            vendor="acme",
            purl=AGENT.purl,
            root="home/dev/.npm-global/lib/node_modules/@acme/agent",
            owner="dev",
            home="home/dev",
            sources=(
                Source(channel="npm", path="home/dev/.npm-global/lib/node_modules/@acme/agent/package.json"),
                Source(channel="path", path="home/dev/.npm-global/bin/acme"),
            ),
        ),
    ),
    servers=(
        Server(
            tool="acme-agent",
            name="notes",
            transport="stdio",
            file="home/dev/.acme/mcp.json",
            command_line="npx -y notes-mcp",
            package="notes-mcp",
            pin="none",
            url_host=None,
        ),
    ),
    settings=(
        Setting(
            tool="acme-agent",
            file="home/dev/.acme/settings.json",
            key="permissions.defaultMode",
            effective="bypassPermissions",
            origin="user",
            overridden=("default:built in",),
        ),
        Setting(tool="acme-agent", file="etc/acme/managed.json", key="telemetry", effective="disabled", origin="managed"),
    ),
    candidates=(
        Installation(
            id="candidate-11",
            tool_id="chatty",
            name="chatty",
            version=None,
            kind=ToolKind.UNKNOWN,
            vendor=None,
            purl=None,
            root="home/dev/bin/chatty",
            owner="dev",
            home="home/dev",
            sources=(Source(channel="path", path="home/dev/bin/chatty"),),
            is_candidate=True,
            reason="names three model endpoints",
        ),
    ),
    observations=(),
    coverage=(),
)


def report(
    *,
    tools: tuple[Tool, ...],
    findings: tuple[Finding, ...],
    verdicts: tuple[Verdict, ...],
    coverage: tuple[Coverage, ...],
    outcome: Outcome,
    exit_code: int,
    inventory: Inventory | None = None,
    command: str = "unmask vet",
) -> Report:
    counts = tuple((status, sum(each.status is status for each in verdicts)) for status in VerdictStatus)
    return Report(
        schema_version="1.0",
        generated_utc="2026-11-22T09:30:00Z",
        command=command,
        host="laptop-4711",
        product_version="0.1.0",
        digests=Digests(ruleset=sha("rules"), policy=sha("policy"), rule_count=31, control_count=14),
        summary=Summary(
            outcome=outcome,
            exit_code=exit_code,
            tools=len(tools),
            findings=len(findings),
            verdicts=counts,
            gaps=sum(entry.is_gap for entry in coverage),
        ),
        tools=tools,
        findings=findings,
        verdicts=verdicts,
        coverage=coverage,
        inventory=inventory,
    )


def blocked() -> Report:
    return report(
        tools=(AGENT, HARBOR, BUDDY),
        findings=FINDINGS,
        verdicts=VERDICTS,
        coverage=COVERAGE,
        outcome=Outcome.BLOCKED,
        exit_code=1,
        inventory=INVENTORY,
        command="unmask scan",
    )


def _of(tool: Tool, outcome: Outcome, exit_code: int) -> Report:
    return report(
        tools=(tool,),
        findings=tuple(each for each in FINDINGS if each.tool == tool.key),
        verdicts=tuple(each for each in VERDICTS if each.tool == tool.key),
        coverage=tuple(entry for entry in COVERAGE if entry.subject.startswith(tool.subject)),
        outcome=outcome,
        exit_code=exit_code,
    )


def inconclusive() -> Report:
    return _of(HARBOR, Outcome.INCONCLUSIVE, 3)


def passed() -> Report:
    whole = _of(BUDDY, Outcome.PASS, 0)
    return dataclasses.replace(whole, coverage=(), summary=dataclasses.replace(whole.summary, gaps=0))


def empty() -> Report:
    return report(tools=(), findings=(), verdicts=(), coverage=(), outcome=Outcome.INCONCLUSIVE, exit_code=3)


HOSTILE_TEXT = (
    "</script><script>window.pwned=1</script><img src=x onerror=window.pwned=2>'\"`${7*7}{{7*7}}{% raw %}javascript:alert(1)"
    "\u202eevil\u202c\u2066\u200b\ufeff\x00\x07\x1b[31m]]>--><!--&lt; ]|[x](javascript:1) \U000e0041\ud800 @everyone\r\n::error::x"
)


def hostile() -> Report:
    """A report whose every free string is an attack, with lines of 10,000 characters."""
    text = HOSTILE_TEXT
    long = "A" * 10_000 + text
    artifact_ = dataclasses.replace(BUNDLE, trail=(text, long), origin=text, encoding=text)
    tool = dataclasses.replace(
        AGENT,
        key=text,
        tool_id=text,
        name=text,
        version=text,
        vendor=text,
        purl=text,
        subject=long,
        artifacts=(artifact_,),
        installation=text,
    )
    where = Place(artifact=BUNDLE.sha256, subject=long, byte_offset=ByteOffset(0), byte_length=1, excerpt=long, decoded=long, note=text)
    found = dataclasses.replace(
        COVERT,
        id=text,
        rule=text,
        tool=tool.key,
        title=long,
        evidence=(evidence(where),),
        notes=(text,),
        attributes=tuple(
            (name, text if isinstance(value, str) else (text, long) if isinstance(value, tuple) else value)
            for name, value in COVERT.attributes
        ),
        steps=tuple(dataclasses.replace(step, text=text, place=where) for step in COVERT.steps),
        personas=(PersonaValue(persona=text, value=long), PersonaValue(persona=text, value=text)),
    )
    endpoint_ = dataclasses.replace(
        ENDPOINTS[0],
        tool=tool.key,
        id=text + "2",
        title=text,
        attributes=(("host", text), ("owner", text), ("parent_jurisdiction", text), ("processing", (text,)), ("role", text)),
    )
    remedy = Remediation(
        summary=text, steps=(text, long), alternatives=(Alternative(tool_id=text, version=text, note=text),), deadline_days=1
    )
    failed = dataclasses.replace(
        VERDICTS[0],
        control=text,
        title=text,
        policy=text,
        tool=tool.key,
        message=long,
        findings=(text,),
        waiver=text,
        remediation=remedy,
        references=(Reference(framework=text, clause=text, relation=text),),
    )
    gap = dataclasses.replace(COVERAGE[4], worker=text, subject=long, reason=text)
    inventory = dataclasses.replace(
        INVENTORY,
        host=text,
        operating_system=text,
        installations=(
            dataclasses.replace(
                INVENTORY.installations[0], id=text, name=text, root=long, owner=text, sources=(Source(channel=text, path=long),)
            ),
        ),
        settings=(dataclasses.replace(INVENTORY.settings[0], key=text, effective=long, overridden=(text,)),),
        servers=(dataclasses.replace(INVENTORY.servers[0], name=text, command_line=long),),
    )
    made = report(
        tools=(tool,),
        findings=(found, endpoint_),
        verdicts=(failed,),
        coverage=(gap,),
        outcome=Outcome.BLOCKED,
        exit_code=1,
        inventory=inventory,
    )
    return dataclasses.replace(made, host=text, command=text)


def large(count: int) -> Report:
    """A report with `count` findings on one tool."""
    findings = tuple(
        dataclasses.replace(COVERT, id=f"covert-channel-{sha(str(number))[:16]}")
        if number % 20 == 0
        else endpoint(AGENT, BUNDLE, f"host-{number}.example", "telemetry", None, (), None)
        for number in range(count)
    )
    failed = dataclasses.replace(VERDICTS[0], findings=tuple(each.id for each in findings[::20]))
    return report(
        tools=(AGENT,), findings=findings, verdicts=(failed, *VERDICTS[1:4]), coverage=COVERAGE[:4], outcome=Outcome.BLOCKED, exit_code=1
    )


def diff() -> Diff:
    older = dataclasses.replace(
        AGENT, key="acme-agent@3.1.3", version="3.1.3", purl="pkg:npm/%40acme/agent@3.1.3", subject="npm:@acme/agent@3.1.3"
    )
    return Diff(
        schema_version="1.0", before=older, after=AGENT, added=(COVERT, HIDDEN_LIST), removed=(dataclasses.replace(TELEMETRY, tool=older.key),),
        unchanged=12, coverage=COVERAGE[5:],
    )  # fmt: skip


def comparison() -> Comparison:
    destinations = {
        tool.key: tuple(
            Destination(host="api.acme.example", role="inference", owner="Acme AI, Inc.", processing=("US",), parent_jurisdiction="US")
            for _ in range(tool is AGENT)
        )
        for tool in (AGENT, HARBOR, BUDDY)
    }
    columns = tuple(
        ComparedTool(
            tool=tool.key,
            reads=("gateway_host", "timezone") if tool is AGENT else (),
            sends=("model_request", "telemetry") if tool is AGENT else (),
            destinations=destinations[tool.key],
            gaps=int(tool is HARBOR),
        )
        for tool in (AGENT, HARBOR, BUDDY)
    )
    return Comparison(report=blocked(), columns=columns)


def bisection() -> Bisection:
    return Bisection(
        schema_version="1.0", package="npm:@acme/agent", platform="linux-x64", finding_kind="covert.channel", affected="3.2.0",
        first="3.1.4", last=None, lower=Edge(shows="3.1.4", shows_not="3.1.3", between=()),
        upper=Edge(shows="3.3.1", shows_not="3.3.3", between=("3.3.2",)), published=31,
        examined=(
            Examined(version="3.1.3", shows=Shows.NO),
            Examined(version="3.1.4", shows=Shows.YES, findings=(COVERT.id,)),
            Examined(version="3.2.0", shows=Shows.YES, findings=(COVERT.id,), withdrawn="deprecated: <b>use 4.x</b>"),
            Examined(version="3.3.1", shows=Shows.YES, findings=(COVERT.id,)),
            Examined(version="3.3.2", shows=Shows.NOT_EVALUATED, reason="not evaluated: code.flow: a.tgz: it cannot be read: No such file"),
            Examined(version="3.3.3", shows=Shows.NO),
        ),
        opened=("3.0.0", "3.3.0"),
        assumption="The affected versions are taken to be one unbroken range; 3 of the 9 versions inside the range were vetted and show it; "
        "2 of the 22 versions outside the range were vetted and do not show it; 1 of the versions that were vetted could not be evaluated",
    )  # fmt: skip


def fleet() -> Fleet:
    failed = next(each for each in blocked().verdicts if each.status is VerdictStatus.FAIL)
    control = FleetControl(
        control=failed.control, title=failed.title, status=failed.status, enforcement=failed.enforcement, message=failed.message,
        hosts=("build-7", "laptop-4711"),
    )  # fmt: skip
    return Fleet(
        schema_version="1.0",
        outcome=Outcome.BLOCKED,
        hosts=tuple(
            FleetHost(host=host, generated_utc="2026-11-22T09:30:00Z", outcome=outcome, tools=2, gaps=gaps, policy=digit * 64)
            for host, outcome, gaps, digit in (
                ("build-7", Outcome.BLOCKED, 0, "a"),
                ("laptop-4711", Outcome.BLOCKED, 1, "a"),
                ("laptop-4712", Outcome.PASS, 0, "b"),
            )
        ),
        tools=(
            FleetTool(name="Acme Agent", version="3.2.0", outcome=Outcome.BLOCKED, hosts=("build-7", "laptop-4711"), controls=(control,)),
            FleetTool(name="Lint Buddy", version=None, outcome=Outcome.PASS, hosts=("build-7", "laptop-4711", "laptop-4712"), controls=()),
        ),
        superseded=1,
        policies=("a" * 64, "b" * 64),
        unread=(Unread(file="reports/laptop-4713.json", reason="reports/laptop-4713.json is no JSON document: line 2"),),
    )
