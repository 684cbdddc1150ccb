"""Sightings become installations: one for each tool and place, whatever the number of ways it was seen."""

import hashlib
from dataclasses import dataclass, field

from scanner.discover.place import Place
from scanner.discover.scene import Sighting
from scanner.discover.target import Ground
from scanner.discover.tree import is_inside
from scanner.model.artifact import Sha256
from scanner.model.installation import Installation, Source, ToolKind

_GENERAL_CHANNELS = frozenset({"project", "venv"})
"""Channels of the walk, which say less than the one that knows the manager of the same folder."""


@dataclass(slots=True)
class _Group:
    """Sightings of one installation."""

    lead: Sighting
    sightings: list[Sighting]
    sources: list[Source] = field(default_factory=list)
    digests: list[Sha256] = field(default_factory=list)

    @property
    def roots(self) -> tuple[Place, ...]:
        return tuple(dict.fromkeys(place for one in self.sightings for place in (one.root, *one.parts)))

    def holds(self, place: Place) -> bool:
        return any(root.tree is place.tree and is_inside(place.path, root.path) for root in self.roots)

    def absorb(self, other: "_Group") -> None:
        self.sightings += other.sightings
        self.sources += other.sources
        self.digests += other.digests


def merge(
    sightings: tuple[Sighting, ...],
    pointers: tuple[tuple[Place, Source], ...],
    ground: Ground,
) -> tuple[tuple[Installation, ...], tuple[Installation, ...]]:
    """(installations, candidates), sorted by tool, version and root.

    (1) Sightings of the same tool at the same place are one. (2) Platform packages and files inside join what holds them. (3) The same
    bytes twice in one home are one. (4) What only its name identifies joins a better sighting or is a candidate. (5) A record that names
    no place in the tree joins what is there. (6) Pointers add ways.
    """
    groups = _same_place(sightings)
    groups = [one for key in _by_tool(groups).values() for one in _joined(key)]
    groups = [one for key in _by_tool(groups).values() for one in _same_bytes(key)]
    groups = _recorded(groups)
    _point(groups, pointers)
    whole = [_installation(group, ground) for group in groups]
    ordered = sorted(whole, key=lambda one: (one.tool_id, one.version or "", one.root, one.id))
    return tuple(one for one in ordered if not one.is_candidate), tuple(one for one in ordered if one.is_candidate)


def _same_place(sightings: tuple[Sighting, ...]) -> list[_Group]:
    groups: dict[tuple[str, str], _Group] = {}
    for one in sightings:
        key = (_tool_id(one), one.root.shown)
        source = Source(channel=one.channel, path=one.manifest)
        if key not in groups:
            groups[key] = _Group(lead=one, sightings=[one], sources=[source])
            continue
        group = groups[key]
        group.sightings.append(one)
        group.sources.append(source)
        if _rank(one) < _rank(group.lead):
            group.lead = one
    return list(groups.values())


def _rank(one: Sighting) -> tuple[bool, bool, bool]:
    """Lower is better: a manifest before a name, the main package before its parts, a stated version before none."""
    return one.is_weak, one.is_part, one.version is None


def _by_tool(groups: list[_Group]) -> dict[tuple[str, str | None], list[_Group]]:
    found: dict[tuple[str, str | None], list[_Group]] = {}
    for group in groups:
        home = group.lead.root.home
        found.setdefault((_tool_id(group.lead), home.shown if home is not None else None), []).append(group)
    return found


def _joined(groups: list[_Group]) -> list[_Group]:
    """Groups whose root another one of the same tool and home holds, or names as a part, join it."""
    kept: list[_Group] = []
    for group in sorted(groups, key=lambda one: (_rank(one.lead), len(one.lead.root.path), one.lead.root.path)):
        holder = next((one for one in kept if _belongs(group, one)), None)
        if holder is None:
            kept.append(group)
        else:
            holder.absorb(group)
    return kept


def _belongs(group: _Group, holder: _Group) -> bool:
    if holder.holds(group.lead.root):
        return group.lead.is_part or group.lead.is_weak or group.lead.version in (None, holder.lead.version)
    is_beside = group.lead.root.tree is holder.lead.root.tree and _store(group) == _store(holder)
    return group.lead.is_part and is_beside and group.lead.version == holder.lead.version


def _store(group: _Group) -> str:
    """The `node_modules` folder that holds a package."""
    return group.lead.root.path.rpartition("/node_modules/")[0]


def _same_bytes(groups: list[_Group]) -> list[_Group]:
    """Programs that are the same file, or have the same content, are one. Only files of equal size are read."""
    kept: list[tuple[_Group, set[tuple[int, int]]]] = []
    for group in groups:
        files = _files(group)
        inodes = {(device, inode) for device, inode, _, _ in files}
        twin = next((one for one, seen in kept if seen & inodes), None)
        if twin is None:
            twin = next((one for one, _ in kept if _has_equal_content(one, group)), None)
        if twin is None:
            kept.append((group, inodes))
        else:
            twin.absorb(group)
            twin.lead = min(twin.lead, group.lead, key=_rank)
    return [group for group, _ in kept]


def _recorded(groups: list[_Group]) -> list[_Group]:
    """Without the records of installers whose tool is found in the same version, or in one that nothing states."""
    kept: list[_Group] = []
    records: list[_Group] = []
    for group in groups:
        (records if group.lead.root.tree.facts(group.lead.root.path) is None else kept).append(group)
    for record in records:
        twin = next((one for one in kept if _is_recorded_as(one, record)), None)
        if twin is None:
            kept.append(record)
        else:
            twin.absorb(record)
    return kept


def _is_recorded_as(one: _Group, record: _Group) -> bool:
    return _tool_id(one.lead) == _tool_id(record.lead) and one.lead.version in (None, record.lead.version)


def _has_equal_content(one: _Group, other: _Group) -> bool:
    if one.lead.version is not None and other.lead.version is not None and one.lead.version != other.lead.version:
        return False
    for _, _, size, place in _files(one):
        for _, _, other_size, other_place in _files(other):
            if size != other_size or size == 0:
                continue  # different content without reading it
            digest = place.tree.digest(place.path)
            if digest is not None and digest == other_place.tree.digest(other_place.path):
                one.digests.append(digest)
                return True
    return False


def _files(group: _Group) -> list[tuple[int, int, int, Place]]:
    """(device, inode, size, place) of the program files that a group is known by: its roots that are files, and the programs in its
    platform packages."""
    found = []
    for root in group.roots:
        for place in (root, *_programs(root)):
            facts = place.tree.facts(place.path)
            if facts is not None and facts.is_file:
                found.append((facts.device, facts.inode, facts.size_bytes, place))
    return found


def _programs(root: Place) -> list[Place]:
    """Files directly in a package's `bin`, or in the package itself, without a suffix or named `.exe`."""
    return [
        Place(tree=root.tree, path=f"{folder}/{entry.name}", home=root.home)
        for folder in (root.path, f"{root.path}/bin")
        for entry in root.tree.entries(folder)
        if entry.is_file and (entry.name.endswith(".exe") or "." not in entry.name)
    ]


def _point(groups: list[_Group], pointers: tuple[tuple[Place, Source], ...]) -> None:
    for place, source in pointers:
        holders = [group for group in groups if group.holds(place)]
        if holders:
            max(holders, key=lambda one: len(one.lead.root.path)).sources.append(source)


def _installation(group: _Group, ground: Ground) -> Installation:
    lead = group.lead
    tool = lead.tool
    root = lead.root.shown
    facts = lead.root.tree.facts(lead.root.path)
    version = lead.version or next((one.version for one in group.sightings if one.version is not None), None)
    name = tool.name if tool is not None and tool.kind is not ToolKind.MCP_SERVER else lead.name
    home = lead.root.home
    named = {one.path for one in group.sources if one.channel not in _GENERAL_CHANNELS}
    sources = sorted({one for one in group.sources if one.channel not in _GENERAL_CHANNELS or one.path not in named}, key=_source_order)
    identity = "|".join((_tool_id(lead), version or "", root))
    return Installation(
        id=hashlib.sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()[:16],
        tool_id=_tool_id(lead),
        name=name,
        version=version,
        kind=tool.kind if tool is not None else _kind(lead),
        vendor=(tool.vendor if tool is not None else None) or lead.vendor,
        purl=lead.purl or next((one.purl for one in group.sightings if one.purl is not None), None),
        root=root,
        owner=ground.owner_of(facts.uid) if facts is not None else None,
        home=home.shown if home is not None else None,
        sources=tuple(sources),
        payload_sha256=tuple(dict.fromkeys(group.digests)),
        is_candidate=(tool is None and not lead.is_known) or all(one.is_weak for one in group.sightings),
        reason=lead.reason,
        parts=tuple(sorted({place.shown for place in group.roots} - {root})),
    )


def _source_order(one: Source) -> tuple[str, str]:
    return one.channel, one.path


def _tool_id(one: Sighting) -> str:
    """Servers of one catalog entry are many tools: their package names tell them apart."""
    if one.tool is None or (one.tool.kind is ToolKind.MCP_SERVER and one.channel != "native"):
        return one.name
    return one.tool.id


def _kind(lead: Sighting) -> ToolKind:
    if lead.purl is not None and lead.purl.startswith(("pkg:vscode", "pkg:jetbrains")):
        return ToolKind.IDE_EXTENSION
    return ToolKind.SKILL if lead.channel == "skill" else ToolKind.UNKNOWN
