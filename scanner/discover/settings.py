"""Settings that matter, with the value that counts after precedence, and what it overrides; the servers that settings declare.

Precedence is judged for a home alone and for each project in it. Lists are merged by the tools, so their items count side by side.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from scanner.discover.document import Document, Leaf
from scanner.discover.layers import CONFIG_FILES, Layer, is_switch
from scanner.discover.manifest import name_says_so
from scanner.discover.masks import SECRET, Masks
from scanner.discover.modes import is_readable_by_others
from scanner.discover.scene import Assignment, Found, Scene
from scanner.discover.servers import is_in_server, is_loopback, servers_in
from scanner.discover.startfile import FlagSeen
from scanner.discover.target import Home, Project
from scanner.discover.variables import variables_in
from scanner.model.installation import Installation, Server, Setting, ToolKind, ToolObservation
from scanner.model.observation import Place as BytePlace
from scanner.model.observation import SettingSeen, Topic
from scanner.ruleset.catalog import Tool
from scanner.ruleset.catalog_settings import Block, Key, Scope, Variable

VALUE_CHARS = 300
"""Longest value that is reported."""

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_ONLY_WHEN_ON: frozenset[Topic] = frozenset({"permission_bypass", "exposed_listener"})
"""Topics that a switched-off setting does not belong to: prompts that stay on bypass nothing."""
_STARTED_BY_PEOPLE = frozenset({ToolKind.CODING_AGENT, ToolKind.CLI, ToolKind.AGENT, ToolKind.AI_IDE})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Value:
    """One value of one setting in one place."""

    tool: Tool
    key: str
    topic: Topic
    scope: Scope
    order: int
    """Among values of the same scope; lower is stronger."""
    shown: str
    state: str
    file: str
    is_merged: bool
    project: Project | None
    home: Home | None
    blocked_by: tuple[Block, ...]
    place: Callable[[], BytePlace]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Context:
    """Where settings apply together: one home, or one project in it."""

    home: Home | None
    project: Project | None


def examine(
    scene: Scene,
    read: tuple[Layer, ...],
    flags: tuple[FlagSeen, ...],
    installed: tuple[Installation, ...],
    masks: Masks,
) -> Found:
    """The effective settings and the declared servers of all layers, start files and flags."""
    assigned = (*scene.assignments, *variables_in(scene, read, masks))
    values = [*_layer_values(scene, read, masks), *_assigned(scene, assigned, installed, masks), *_flagged(scene, flags)]
    rows: dict[tuple[str, str, str, str, str], Setting] = {}
    observations: dict[tuple[str, str, str, str, str], ToolObservation] = {}
    for context in _contexts(scene):
        here = [one for one in values if _applies(one.home, one.project, context)]
        layers_here = [one for one in read if _applies(one.place.home if one.project is None else one.home, one.project, context)]
        for winner, lost in _winners(here, context):
            is_idle = winner.state == "enabled" and _is_blocked(winner.tool, winner.blocked_by, layers_here)
            state = "not_effective" if is_idle else winner.state
            key = (winner.tool.id, winner.key, winner.file, winner.shown, state)
            known = rows.get(key)
            overridden = sorted({*(known.overridden if known is not None else ()), *(f"{one.scope}:{one.file}" for one in lost)})
            rows[key] = Setting(
                tool=winner.tool.id,
                file=winner.file,
                key=winner.key,
                effective=f"{winner.shown} (not effective)" if is_idle else winner.shown,
                origin=winner.scope,
                overridden=tuple(overridden),
            )
            if known is None:
                observations[key] = ToolObservation(
                    tool_id=winner.tool.id,
                    observation=SettingSeen(
                        place=winner.place(),
                        topic="flag" if state == "disabled" and winner.topic in _ONLY_WHEN_ON else winner.topic,
                        key=winner.key,
                        effective=winner.shown,
                        origin=winner.scope,
                        file=winner.file,
                        state=state,
                    ),
                )
    declared, servers = _servers(scene, read, masks)
    return Found(observations=(*observations.values(), *declared), settings=tuple(rows.values()), servers=servers)


def _contexts(scene: Scene) -> Iterator[_Context]:
    """Each home by itself unless the user named a project in it; each project."""
    named = [one.home for one in scene.projects if one.is_given]
    for home in scene.ground.homes or (None,):
        if not any(one is home for one in named):
            yield _Context(home=home, project=None)
    for project in scene.projects:
        yield _Context(home=project.home, project=project)


def _applies(home: Home | None, project: Project | None, context: _Context) -> bool:
    if project is not None:
        return project is context.project
    return home is None or home is context.home


def _winners(values: list[_Value], context: _Context) -> Iterator[tuple[_Value, tuple[_Value, ...]]]:
    """(value that counts, values that it overrides) per tool and key. For a project that was met by chance, only what it sets itself."""
    groups: dict[tuple[str, str], list[_Value]] = {}
    for one in values:
        groups.setdefault((one.tool.id, one.key), []).append(one)
    for group in groups.values():
        if context.project is not None and not context.project.is_given and not any(one.project is not None for one in group):
            continue  # said of the home already
        merged = [one for one in group if one.is_merged]
        for one in merged:
            yield one, ()
        single = sorted((one for one in group if not one.is_merged), key=lambda one: (one.tool.precedence.index(one.scope), one.order))
        best = [one for one in single if (one.scope, one.order) == (single[0].scope, single[0].order)]
        for one in best:
            yield one, tuple(other for other in single if other not in best)


def _is_blocked(tool: Tool, blocks: tuple[Block, ...], read: list[Layer]) -> bool:
    return any(
        layer.document is not None
        and layer.tool is tool
        and block.scope in (None, layer.file.scope)
        and any(leaf.value == block.value and _is_key(leaf.key, block.key) for leaf in layer.document.leaves())
        for block in blocks
        for layer in read
    )


def _is_key(key: str, pattern: str) -> bool:
    return key == pattern or (pattern.endswith(".*") and key.startswith(pattern[:-1]))


def _layer_values(scene: Scene, read: tuple[Layer, ...], masks: Masks) -> Iterator[_Value]:
    secrets_seen: set[tuple[str, str]] = set()
    shared = _shared(read)
    for layer in read:
        if layer.document is None:
            continue  # in the ledger
        for leaf in layer.document.leaves():
            yield from _known(scene, layer, layer.document, leaf, masks, is_shared=layer.shown in shared)
            name = next((step for step in reversed(leaf.path) if not step.isdecimal()), "")
            if masks.is_secret(name, leaf.value) and (layer.shown, leaf.key) not in secrets_seen:
                secrets_seen.add((layer.shown, leaf.key))
                state = "readable_by_others" if is_readable_by_others(layer.place) else "present"
                yield _value(layer, layer.document, leaf, masks, topic="secret_at_rest", shown=SECRET, state=state, merges=True)


def _shared(read: tuple[Layer, ...]) -> frozenset[str]:
    """Files that hold the settings of many programs: those of editors, which keep there what their extensions are told."""
    readers: dict[str, set[str]] = {}
    for layer in read:
        readers.setdefault(layer.shown, set()).add(layer.tool.id)
    editors = {layer.shown for layer in read if layer.tool.key_sets}
    return frozenset(editors | {shown for shown, tools in readers.items() if len(tools) > 1})


def _known(scene: Scene, layer: Layer, document: Document, leaf: Leaf, masks: Masks, *, is_shared: bool) -> Iterator[_Value]:
    """(1) The catalog's keys, (2) variables in the tool's block of them or in a file of variables."""
    shown = SECRET if masks.is_secret(leaf.path[-1], leaf.value) else _shown(leaf, masks)
    key = _key(scene, layer, document, leaf, is_shared=is_shared)
    if key is not None and key.is_worth(leaf.value):
        is_number = layer.file.format == "registry" and is_switch(key) and leaf.value in (0, 1)
        state = key.state_of(bool(leaf.value) if is_number else leaf.value)
        if state == "enabled" or not key.only_enabled:
            yield _value(layer, document, leaf, masks, topic=key.topic, shown=shown, state=state, blocks=key.blocked_by)
    block = "" if layer.file.format == "dotenv" else layer.tool.env_block
    if block is None or leaf.key != (f"{block}.{leaf.path[-1]}" if block else leaf.path[-1]):
        return
    variable = _variable(scene, layer.tool, leaf.path[-1])
    if variable is not None and variable.topic != "secret_at_rest" and isinstance(leaf.value, str | int) and str(leaf.value).strip():
        yield _value(
            layer,
            document,
            leaf,
            masks,
            topic=variable.topic,
            shown=shown,
            state=_variable_state(variable, str(leaf.value)),
            key=leaf.key if block else f"env.{leaf.path[-1]}",
        )


def _key(scene: Scene, layer: Layer, document: Document, leaf: Leaf, *, is_shared: bool) -> Key | None:
    """The tool's own key; else a general one, outside of declared servers, whose settings are not the tool's."""
    own = next((one for one in scene.catalog.keys_of(layer.tool) if one.pattern.fullmatch(leaf.key)), None)
    if own is not None or layer.file.format in ("sqlite", "registry", "dotenv"):
        return own
    general = next((one for one in scene.catalog.layout.general_keys if one.pattern.fullmatch(leaf.key)), None)
    if general is None or is_in_server(document, layer.file.servers, leaf.path):
        return None
    return None if is_shared and not _is_of_ai_tool(scene, leaf.path[0].split(".")[0]) else general


def _is_of_ai_tool(scene: Scene, name: str) -> bool:
    """True for the first step of an editor's settings that an extension of the catalog has, or whose words say so."""
    if name_says_so(_CAMEL.sub(" ", name), scene.catalog.signs) is not None:
        return True
    return any(one.partition(".")[2] == name.casefold() for tool in scene.catalog.tools for one in tool.packages.vscode)


def _value(
    layer: Layer,
    document: Document,
    leaf: Leaf,
    masks: Masks,
    *,
    topic: Topic,
    shown: str,
    state: str,
    key: str | None = None,
    merges: bool = False,
    blocks: tuple[Block, ...] = (),
) -> _Value:
    def _place() -> BytePlace:
        return document.place(leaf.path, lambda raw: f"{leaf.path[-1]}: {SECRET}" if shown == SECRET else masks.masked(raw))

    return _Value(
        tool=layer.tool,
        key=key or leaf.key,
        topic=topic,
        scope=layer.file.scope,
        order=0 if ".d/" in layer.file.path else 1,
        shown=shown,
        state=state,
        file=layer.shown,
        is_merged=merges or leaf.in_list,
        project=layer.project,
        home=layer.place.home,
        blocked_by=blocks,
        place=_place,
    )


def _assigned(scene: Scene, assigned: tuple[Assignment, ...], installed: tuple[Installation, ...], masks: Masks) -> Iterator[_Value]:
    """Variables of start files and of blocks in other files, for the installed tools that read them; for the first of the catalog where
    none is installed."""
    homes = {home.shown: home for home in scene.ground.homes}
    for one in assigned:
        present = {tool.tool_id for tool in installed if one.home is None or tool.home in (None, one.home)}
        readers = [tool for tool in scene.catalog.tools if any(variable.name == one.name for variable in tool.variables)]
        if any(variable.name == one.name for variable in scene.catalog.layout.variables):
            readers = [tool for tool in scene.catalog.tools if tool.id in present and tool.kind in _STARTED_BY_PEOPLE]
        if one.tool_id is not None:
            readers = [tool for tool in readers if tool.id == one.tool_id]
        for tool in [tool for tool in readers if tool.id in present] or readers[:1]:
            variable = _variable(scene, tool, one.name)
            if variable is None or not one.value.strip():
                continue
            is_of_work = one.project is not None and variable.topic == "secret_at_rest" and tool.id not in present
            if not is_of_work:  # a key in a project's file is the key of what is built there, unless a tool that reads it is installed
                yield from _assigned_value(tool, variable, one, homes.get(one.home or ""), masks)


def _assigned_value(tool: Tool, variable: Variable, one: Assignment, home: Home | None, masks: Masks) -> Iterator[_Value]:
    is_secret = variable.topic == "secret_at_rest"
    if is_secret and not masks.is_secret(one.name, one.value):
        return  # a reference to a secret that is kept elsewhere
    state = _variable_state(variable, one.value)
    if variable.topic == "exposed_listener" and state == "disabled":
        return  # on this machine only
    yield _Value(
        tool=tool,
        key=f"env.{one.name}",
        topic=variable.topic,
        scope=one.scope,
        order=1,
        shown=SECRET if is_secret else masks.masked(one.value)[:VALUE_CHARS],
        state=state,
        file=one.place.subject,
        is_merged=is_secret,
        project=one.project,
        home=home,
        blocked_by=(),
        place=_constantly(one.place),
    )


def _flagged(scene: Scene, flags: tuple[FlagSeen, ...]) -> Iterator[_Value]:
    homes = {home.shown: home for home in scene.ground.homes}
    for one in flags:
        yield _Value(
            tool=one.tool,
            key=one.flag.flag,
            topic=one.flag.topic,
            scope=one.scope,
            order=1,
            shown=one.flag.value or "true",
            state="enabled",
            file=one.place.subject,
            is_merged=True,
            project=one.project,
            home=homes.get(one.home or ""),
            blocked_by=one.flag.blocked_by,
            place=_constantly(one.place),
        )


def _constantly(place: BytePlace) -> Callable[[], BytePlace]:
    return lambda: place


def _variable(scene: Scene, tool: Tool, name: str) -> Variable | None:
    return next((one for one in (*tool.variables, *scene.catalog.layout.variables) if one.name == name), None)


def _variable_state(variable: Variable, value: str) -> str:
    if variable.is_loopback_safe:
        host = value.split("://")[-1].rsplit(":", 1)[0] if not value.startswith(":") else "0.0.0.0"
        return "disabled" if is_loopback(host) else "enabled"
    return variable.state_of(value)


def _shown(leaf: Leaf, masks: Masks) -> str:
    if isinstance(leaf.value, bool):
        return "true" if leaf.value else "false"
    return masks.masked(str(leaf.value))[:VALUE_CHARS]


def _servers(scene: Scene, read: tuple[Layer, ...], masks: Masks) -> tuple[tuple[ToolObservation, ...], tuple[Server, ...]]:
    observations: list[ToolObservation] = []
    rows: list[Server] = []
    for layer in read:
        if layer.document is None or not layer.file.servers:
            continue  # in the ledger, or a file without servers
        for one in servers_in(layer.document, layer.file.servers, tool_id=layer.tool.id, known=scene.catalog.servers, masks=masks):
            if isinstance(one, str):
                scene.ledger.gap("settings", layer.place.shown, one, hides=CONFIG_FILES, sha256=layer.document.reading.sha256)
                continue
            observations.append(ToolObservation(tool_id=layer.tool.id, observation=one.observation))
            rows.append(one.row)
    return tuple(observations), tuple(rows)
