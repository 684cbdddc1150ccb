"""The tool that a control is asked about, with what is stated of the host; which selectors choose it."""

from dataclasses import dataclass

from scanner.model.artifact import EXECUTABLE_KINDS, Artifact
from scanner.model.installation import ToolKind
from scanner.model.report import Tool
from scanner.ruleset.effective import Site
from scanner.ruleset.policies import Selector
from scanner.ruleset.versions import touches

_ALSO = {ToolKind.AI_IDE: ToolKind.DESKTOP_APP, ToolKind.AGENT: ToolKind.CODING_AGENT}
"""A kind of tool that is a kind of another: a policy for the wider one means it too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """One tool at one site."""

    key: str
    tool_id: str
    name: str
    """The package's own name; several packages can share a catalog id."""
    kind: ToolKind
    version: str | None
    vendor: str | None
    purl: str | None
    digests: frozenset[str]
    """sha256 of what the tool is identified by: the files examined, entry points, programs."""
    site: Site

    @property
    def names(self) -> frozenset[str]:
        """What documents may call the tool: its catalog id or its package name."""
        return frozenset({self.tool_id, self.name})

    @property
    def record(self) -> dict[str, object]:
        """The fields that messages may name."""
        return {
            "tool_id": self.tool_id,
            "name": self.name,
            "tool_kind": str(self.kind),
            "version": self.version,
            "vendor": self.vendor,
            "region": self.site.region,
        }


def asset_of(tool: Tool, site: Site) -> Asset:
    """A tool of the report as an asset."""
    return Asset(
        key=tool.key,
        tool_id=tool.tool_id,
        name=tool.name,
        kind=tool.kind,
        version=tool.version,
        vendor=tool.vendor,
        purl=tool.purl,
        digests=frozenset(artifact.sha256 for artifact in tool.artifacts if _identifies(artifact)),
        site=site,
    )


def selects(selector: Selector, asset: Asset) -> bool | None:
    """Whether the selector chooses the asset; None: what decides it is not known."""
    site = asset.site
    answers = (
        _kind_among(selector.tool_kind, asset.kind),
        None if selector.tool_id is None else bool(asset.names & set(selector.tool_id)),
        _among(selector.vendor, asset.vendor),
        _within(selector.version, asset.version),
        _among(selector.os, site.operating_system),
        None if selector.asset_tags is None else bool(site.asset_tags & set(selector.asset_tags)),
        _among(selector.scan_mode, site.scan_mode),
    )
    given = (
        selector.tool_kind,
        selector.tool_id,
        selector.vendor,
        selector.version,
        selector.os,
        selector.asset_tags,
        selector.scan_mode,
    )
    asked = [answer for answer, want in zip(answers, given, strict=True) if want is not None]
    if False in asked:
        return False
    return None if None in asked else True


def _kind_among(wanted: tuple[ToolKind, ...] | None, kind: ToolKind) -> bool | None:
    if wanted is None or (kind is ToolKind.UNKNOWN and ToolKind.UNKNOWN not in wanted):
        return None
    return kind in wanted or _ALSO.get(kind) in wanted


def _among(wanted: tuple[str, ...] | None, value: str | None) -> bool | None:
    if wanted is None or value is None:
        return None
    return value in wanted


def _within(wanted: str | None, version: str | None) -> bool | None:
    if wanted is None or version is None:
        return None
    return touches(wanted, version)


def _identifies(artifact: Artifact) -> bool:
    return len(artifact.trail) == 1 or artifact.is_entry or artifact.kind in EXECUTABLE_KINDS
