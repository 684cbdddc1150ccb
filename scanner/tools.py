"""Which tools an examination is about, and what belongs to each: artifacts, observations, coverage."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from scanner.acquire.stage import Acquired
from scanner.correlate.grouping import Group, groups_of
from scanner.correlate.identity import Identity, identity_of
from scanner.correlate.main_program import UNFOLLOWED_SCRIPTS, Starter, unfollowed_mains
from scanner.examination import Examination
from scanner.model.artifact import EXECUTABLE_KINDS, NATIVE_KINDS, Artifact
from scanner.model.coverage import Capability, Coverage, CoverageStatus, Stage
from scanner.model.installation import Installation, Inventory, ToolKind
from scanner.model.observation import NativeDescribed, Observation
from scanner.model.report import Tool
from scanner.ruleset.catalog import Catalog


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """One tool with all that was seen of it."""

    tool: Tool
    observations: tuple[Observation, ...]
    refuted: frozenset[str]
    coverage: tuple[Coverage, ...]


def spec_tool(acquired: Acquired, examination: Examination, catalog: Catalog) -> Examined:
    """What one spec of `vet` named, as one tool."""
    identity = identity_of(examination.artifacts, examination.claims)
    if acquired.purl is not None and acquired.name is not None:
        ecosystem = acquired.purl.removeprefix("pkg:").partition("/")[0]
        identity = Identity(
            name=acquired.name,
            version=acquired.version,
            purl=acquired.purl,
            package=f"{ecosystem}:{acquired.name}",
            kind=identity.kind if identity else ToolKind.UNKNOWN,
        )
    tool = _tool(identity, acquired.subject, examination.artifacts, catalog, examination.observations)
    coverage = (*acquired.coverage, *examination.coverage, *_nothing_to_examine(tool), *_not_followed(tool, examination.starters))
    return Examined(tool=tool, observations=examination.observations, refuted=frozenset(examination.refuted), coverage=coverage)


def installation_tool(installation: Installation, examination: Examination, observations: Iterable[Observation]) -> Examined:
    """An installation of a host, with its settings and, where they were examined, its bytes."""
    tool = Tool(
        key=installation.id,
        tool_id=installation.tool_id,
        name=installation.name,
        version=installation.version,
        kind=installation.kind,
        vendor=installation.vendor,
        purl=installation.purl,
        subject=installation.root,
        artifacts=examination.artifacts,
        installation=installation.id,
        components=_components(examination.observations),
    )
    return Examined(
        tool=tool,
        observations=(*examination.observations, *observations),
        refuted=frozenset(examination.refuted),
        coverage=(*examination.coverage, *_not_followed(tool, examination.starters)),
    )


def host_tool(tool_id: str, inventory: Inventory, observations: tuple[Observation, ...]) -> Examined:
    """Settings of a tool that is not installed on the host (or of no tool in particular)."""
    tool = Tool(
        key=tool_id, tool_id=tool_id, name=tool_id, version=None, kind=ToolKind.UNKNOWN, vendor=None, purl=None,
        subject=inventory.host, artifacts=(), installation=None,
    )  # fmt: skip
    return Examined(tool=tool, observations=observations, refuted=frozenset(), coverage=())


def folder_tools(name: str, examination: Examination, catalog: Catalog) -> tuple[Examined, ...]:
    """The tools in a folder, each with what lies in its own files; what belongs to none is one tool of loose files."""
    groups, loose = groups_of(examination.artifacts, examination.programs)
    tools = [_group_tool(group, examination, catalog) for group in groups]
    claimed = {head for group in groups for head in group.heads}
    rest = Group(name=name, heads=frozenset(artifact.trail[0] for artifact in loose), artifacts=loose)
    observations = tuple(item for item in examination.observations if item.place.subject.split("!/", 1)[0] not in claimed)
    coverage = tuple(entry for entry in examination.coverage if entry.subject.split("!/", 1)[0] not in claimed)
    has_gaps = any(entry.is_gap for entry in coverage)
    if not tools or observations or has_gaps:
        tool = _tool(None, rest.name, rest.artifacts, catalog, observations)
        tools.append(Examined(tool=tool, observations=observations, refuted=frozenset(), coverage=(*coverage, *_nothing_to_examine(tool))))
    elif coverage:
        first = tools[0]
        tools[0] = Examined(tool=first.tool, observations=first.observations, refuted=first.refuted, coverage=(*first.coverage, *coverage))
    return tuple(tools)


def with_distinct_keys(tools: Iterable[Examined]) -> tuple[Examined, ...]:
    """The same tools, keys that occur more than once numbered in order."""
    seen: dict[str, int] = {}
    named = []
    for each in tools:
        count = seen[each.tool.key] = seen.get(each.tool.key, 0) + 1
        named.append(each if count == 1 else replace(each, tool=replace(each.tool, key=f"{each.tool.key}#{count}")))
    return tuple(named)


def _group_tool(group: Group, examination: Examination, catalog: Catalog) -> Examined:
    observations = tuple(item for item in examination.observations if group.owns(item.place.subject))
    tool = _tool(identity_of(group.artifacts, examination.claims), group.name, group.artifacts, catalog, observations)
    return Examined(
        tool=tool,
        observations=observations,
        refuted=frozenset(examination.refuted),
        coverage=(*(entry for entry in examination.coverage if group.owns(entry.subject)), *_not_followed(tool, examination.starters)),
    )


def _tool(
    identity: Identity | None, subject: str, artifacts: tuple[Artifact, ...], catalog: Catalog, observations: tuple[Observation, ...]
) -> Tool:
    known = None
    if identity is not None and identity.package is not None:
        channel, _, package = identity.package.partition(":")
        known = catalog.named(channel, package)
    name = identity.name if identity else subject.rstrip("/").rsplit("/", 1)[-1]
    version = identity.version if identity else None
    tool_id = known.id if known else name
    return Tool(
        key=f"{name}@{version}" if version else name,
        tool_id=tool_id,
        name=name,
        version=version,
        subject=subject,
        artifacts=artifacts,
        kind=known.kind if known else identity.kind if identity else ToolKind.UNKNOWN,
        vendor=known.vendor if known else None,
        purl=identity.purl if identity else None,
        components=_components(observations),
    )


def _components(observations: Iterable[Observation]) -> tuple[str, ...]:
    return tuple(sorted({purl for one in observations if isinstance(one, NativeDescribed) for purl in one.components}))


def _not_followed(tool: Tool, starters: tuple[Starter, ...]) -> tuple[Coverage, ...]:
    """A gap where the main program is native code, bytecode or a script of a language that no analyzer follows."""
    return tuple(
        Coverage(
            stage=Stage.ANALYZE,
            worker="main program",
            subject=artifact.subject,
            sha256=artifact.sha256,
            status=CoverageStatus.SKIPPED,
            reason=_what_was_read(artifact),
            bytes_total=artifact.size_bytes,
            bytes_examined=0,
            capabilities=frozenset({Capability.CODE_FLOW, Capability.JS_SEMANTIC}),
        )
        for artifact in unfollowed_mains(tool.artifacts, starters, tool.subject)
    )


def _what_was_read(artifact: Artifact) -> str:
    if artifact.kind in UNFOLLOWED_SCRIPTS:
        return f"it is started and is {artifact.kind.value}, whose logic no analyzer follows; its addresses and texts were read"
    if artifact.kind in NATIVE_KINDS:
        return (
            f"the main program is native code ({artifact.kind.value}), whose flow no analyzer follows; "
            "imports, strings and signature were read. Let it run in a test network to see what it sends"
        )
    return f"the main program is {artifact.kind.value}, whose flow no analyzer follows; imports, strings and signature were read"


def _nothing_to_examine(tool: Tool) -> tuple[Coverage, ...]:
    """A gap where there is nothing that could run: a policy has nothing to be evaluated on."""
    if any(artifact.kind in EXECUTABLE_KINDS for artifact in tool.artifacts):
        return ()
    return (
        Coverage(
            stage=Stage.UNPACK,
            worker="contents",
            subject=tool.subject,
            status=CoverageStatus.SKIPPED,
            reason="nothing that can run was found in it; is this the right file or folder?",
        ),
    )
