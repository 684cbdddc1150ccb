"""Which analyses were complete for a tool. The one place that says when a control may rely on having seen nothing.

A capability is complete for a tool when

(1) no gap of the tool hides it (a gap that belongs to no tool counts for all), and
(2) at least one attempt that provides it was done on the tool (opening a container hides, and provides nothing), or
(3) the tool holds nothing of that class although something in it runs:
    - `js.semantic`: no JavaScript and no TypeScript, and its program was followed in its own language (`code.flow` is complete);
    - `native.imports`, `binary.strings`: no native code and no bytecode;
    - `text.hidden`: no text that people or agents read;
    - all that concerns code, for a skill: it is text alone; or
(4) it is known without looking: `inventory` (the tool is identified), `vendor.db` (a vendor pack is loaded); or
(5) it concerns the host (`config.files`, `shell.history`, `process.args`) and discovery looked there: it records a gap for whatever it
    could not read, so no gap means that it read all there was.

Neither complete nor missing is what was never part of the question: settings of a package that is installed nowhere, and bytes of a tool of
which a host holds settings alone. A control that needs them is not applicable.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from scanner.model.artifact import (
    BYTECODE_KINDS,
    EXECUTABLE_KINDS,
    NATIVE_KINDS,
    SCRIPT_KINDS,
    TRAIL_SEPARATOR,
    ArtifactKind,
)
from scanner.model.coverage import BYTE_CAPABILITIES, Capability, Coverage, Stage
from scanner.model.installation import ToolKind
from scanner.model.report import Tool

HOST_CAPABILITIES = frozenset({Capability.CONFIG_FILES, Capability.SHELL_HISTORY, Capability.PROCESS_ARGS})

_TEXT_KINDS = frozenset(
    {ArtifactKind.MARKDOWN, ArtifactKind.TEXT, ArtifactKind.HTML, ArtifactKind.YAML, ArtifactKind.JSON, ArtifactKind.TOML}
)
_ABSENT_WITHOUT: Mapping[Capability, frozenset[ArtifactKind]] = {
    Capability.NATIVE_IMPORTS: NATIVE_KINDS,
    Capability.BINARY_STRINGS: NATIVE_KINDS | BYTECODE_KINDS,
    Capability.TEXT_HIDDEN: _TEXT_KINDS | SCRIPT_KINDS,
}
"""Capability -> the kinds of artifact that it is about."""
_OPENING = frozenset({Stage.ACQUIRE, Stage.UNPACK})
"""Stages whose attempts hide what concerns bytes when they fail and provide none of it when they are done."""


class State(StrEnum):
    COMPLETE = "complete"
    INCOMPLETE = "incomplete"
    OUTSIDE = "outside"
    """Not part of the question: the host side of a mere package, or the bytes of mere settings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Completeness:
    """Whether one capability is complete for one tool, and why."""

    state: State
    reason: str


Capabilities = Mapping[Capability, Completeness]


def capabilities_of(tools: Iterable[Tool], coverage: Iterable[Coverage], *, has_vendors: bool) -> dict[str, Capabilities]:
    """By key of the tool: each capability with its state."""
    known = tuple(tools)
    owned, ownerless = _by_tool(known, coverage)
    found: dict[str, Capabilities] = {}
    for tool in known:
        shared = [one for one in ownerless if not one.tools or tool.tool_id in one.tools]
        found[tool.key] = _capabilities(tool, owned[tool.key], shared, has_vendors)
    return found


def _by_tool(tools: tuple[Tool, ...], coverage: Iterable[Coverage]) -> tuple[dict[str, list[Coverage]], list[Coverage]]:
    """The entries of each tool, and the entries of none. An entry belongs to the tools with the longest root above its subject."""
    roots: dict[str, list[str]] = {}
    for tool in tools:
        for root in {tool.subject, *(artifact.trail[0] for artifact in tool.artifacts)}:
            roots.setdefault(root.rstrip("/"), []).append(tool.key)
    owned: dict[str, list[Coverage]] = {tool.key: [] for tool in tools}
    ownerless: list[Coverage] = []
    for entry in coverage:
        owners = _owners(entry.subject, roots)
        for key in owners:
            owned[key].append(entry)
        if not owners:
            ownerless.append(entry)
    return owned, ownerless


def _owners(subject: str, roots: dict[str, list[str]]) -> list[str]:
    head = subject
    while head:
        found = roots.get(head.rstrip("/"))
        if found is not None:
            return found
        step, separator, _ = head.rpartition(TRAIL_SEPARATOR)
        folder, slash, _ = head.rpartition("/")
        head = step if separator and len(step) >= len(folder) - 1 else folder if slash else ""
    return []


@dataclass(frozen=True, slots=True, kw_only=True)
class _Subject:
    """A tool as far as its capabilities go."""

    tool: Tool
    is_on_host: bool
    """Discovery looked at its host."""
    has_bytes: bool
    """Bytes of it were, or should have been, examined."""
    has_vendors: bool


def _capabilities(tool: Tool, own: list[Coverage], ownerless: list[Coverage], has_vendors: bool) -> Capabilities:
    entries = (*own, *ownerless)
    done = {capability for entry in own if not entry.is_gap for capability in _provided(entry)}
    gaps: dict[Capability, Coverage] = {}
    for entry in entries:
        if entry.is_gap:
            for capability in entry.capabilities:
                gaps.setdefault(capability, entry)
    has_bytes = bool(tool.artifacts) or tool.installation is not None or any(entry.stage is not Stage.DISCOVER for entry in own)
    subject = _Subject(
        tool=tool,
        is_on_host=(tool.installation is not None or not has_bytes) and any(entry.stage is Stage.DISCOVER for entry in entries),
        has_bytes=has_bytes,
        has_vendors=has_vendors,
    )
    states: dict[Capability, Completeness] = {}
    for capability in Capability:
        if _is_outside(capability, subject):
            states[capability] = Completeness(state=State.OUTSIDE, reason="not part of what was examined")
        elif capability in gaps:
            gap = gaps[capability]
            states[capability] = _incomplete(f"{gap.subject}: {gap.reason}")
        elif capability in done:
            states[capability] = _complete("examined")
        else:
            states[capability] = _unexamined(capability, subject)
    return _with_script_flow(tool, states, gaps)


def _provided(entry: Coverage) -> frozenset[Capability]:
    return entry.capabilities - BYTE_CAPABILITIES if entry.stage in _OPENING else entry.capabilities


def _is_outside(capability: Capability, subject: _Subject) -> bool:
    if capability in HOST_CAPABILITIES:
        return subject.tool.installation is None and subject.has_bytes
    return capability in BYTE_CAPABILITIES and not subject.has_bytes


def _unexamined(capability: Capability, subject: _Subject) -> Completeness:
    tool, kinds = subject.tool, {artifact.kind for artifact in subject.tool.artifacts}
    if capability is Capability.INVENTORY:
        return _complete("the tool is identified")
    if capability is Capability.VENDOR_DB:
        return _complete("a vendor pack is loaded") if subject.has_vendors else _incomplete("no vendor pack is loaded")
    if subject.is_on_host and (capability in HOST_CAPABILITIES or (capability is Capability.TEXT_HIDDEN and not subject.has_bytes)):
        return _complete("discovery read all that it met")
    if tool.kind is ToolKind.SKILL and kinds and not kinds & EXECUTABLE_KINDS and capability in BYTE_CAPABILITIES:
        return _complete("a skill of text alone")
    if not kinds & EXECUTABLE_KINDS:
        is_of_bytes = capability in BYTE_CAPABILITIES or capability is Capability.TEXT_HIDDEN
        return _incomplete("nothing that can run was found in it" if is_of_bytes else "no such analysis was made")
    if capability in _ABSENT_WITHOUT and not kinds & _ABSENT_WITHOUT[capability]:
        return _complete("the tool holds nothing of the kind")
    return _incomplete("no such analysis was made")


def _with_script_flow(tool: Tool, states: dict[Capability, Completeness], gaps: Mapping[Capability, Coverage]) -> Capabilities:
    """`js.semantic` of a tool without JavaScript is answered by the flow of its own language."""
    has_script = any(artifact.kind in (ArtifactKind.JAVASCRIPT, ArtifactKind.TYPESCRIPT) for artifact in tool.artifacts)
    is_followed = states[Capability.CODE_FLOW].state is State.COMPLETE
    if states[Capability.JS_SEMANTIC].state is State.INCOMPLETE and Capability.JS_SEMANTIC not in gaps and not has_script and is_followed:
        states[Capability.JS_SEMANTIC] = _complete("the tool holds no JavaScript and was followed in its own language")
    return states


def _complete(reason: str) -> Completeness:
    return Completeness(state=State.COMPLETE, reason=reason)


def _incomplete(reason: str) -> Completeness:
    return Completeness(state=State.INCOMPLETE, reason=reason)
