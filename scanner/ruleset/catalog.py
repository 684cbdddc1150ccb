"""What is known about AI tools: how they are recognised, where they keep settings, which settings matter. Dated data, never code.

One file per tool in `rules/catalog/tools/`, and three files beside them: `layout.yaml` (where package managers, editors and systems put
things), `servers.yaml` (MCP servers and hosts of known origin), `signs.yaml` (what makes an unknown package look like an AI tool).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import StringConstraints, model_validator

from scanner.model.installation import ToolKind
from scanner.ruleset.catalog_layout import Folder, KnownServers, Layout, Signs
from scanner.ruleset.catalog_settings import (
    DEFAULT_PRECEDENCE,
    Flag,
    Identifier,
    Key,
    Scope,
    SettingsFile,
    Text,
    Variable,
)
from scanner.ruleset.complaints import check
from scanner.ruleset.strict_yaml import Closed, DocumentRefused, load


class Packages(Closed):
    """The names under which package managers, editors and systems know a tool. `*` stands for any run of characters."""

    npm: tuple[Text, ...] = ()
    npm_parts: tuple[Text, ...] = ()
    """Platform packages: bytes of the same installation, not another tool."""
    pypi: tuple[Text, ...] = ()
    """Normalised names: lower case, runs of `-_.` as one `-`."""
    vscode: tuple[Text, ...] = ()
    """`publisher.name`, lower case."""
    jetbrains: tuple[Text, ...] = ()
    bundle: tuple[Text, ...] = ()
    """macOS bundle identifiers."""
    product: tuple[Text, ...] = ()
    """Names in an Electron application's `product.json` or `package.json`, or the `Name` of a desktop entry."""
    winget: tuple[Text, ...] = ()
    formula: tuple[Text, ...] = ()
    cask: tuple[Text, ...] = ()
    deb: tuple[Text, ...] = ()
    """Packages of Debian, and of other Linux distributions (RPM, apk, pacman, Nix) under the same name."""
    cargo: tuple[Text, ...] = ()
    go: tuple[Text, ...] = ()
    """Paths of main packages."""
    snap: tuple[Text, ...] = ()
    flatpak: tuple[Text, ...] = ()
    chocolatey: tuple[Text, ...] = ()
    chromium: tuple[Text, ...] = ()
    """Identifiers of extensions: 32 letters from a to p."""
    firefox: tuple[Text, ...] = ()
    """Identifiers of add-ons."""
    plugin: tuple[Text, ...] = ()
    """Repositories or packages of plugins for Neovim, Vim, Emacs and Zed, without their owner."""
    msix: tuple[Text, ...] = ()
    """Identity names of packages below `WindowsApps`."""


class Program(Closed):
    """A documented place where a tool's own installer, or its first launch, puts its program."""

    path: Text
    version: Literal["none", "name", "parent"] = "none"
    """Where the version stands: nowhere, in the name of the file or folder, in the name of the folder that holds it."""


class Tool(Closed):
    """One AI tool."""

    api: Literal["unmask-catalog/v1"]
    id: Identifier
    name: Text
    vendor: Text | None = None
    kind: ToolKind
    aliases: tuple[Identifier, ...] = ()
    reviewed: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")]
    basis: Literal["measured", "documented", "reported"]
    """How well the facts are known: read off the installed tool; in its documents or a package manager's; in other inventories."""
    note: Text | None = None
    packages: Packages = Packages()
    commands: tuple[Text, ...] = ()
    programs: tuple[Program, ...] = ()
    settings: tuple[SettingsFile, ...] = ()
    precedence: tuple[Scope, ...] = DEFAULT_PRECEDENCE
    env_block: Text | None = None
    """Dotted key of the settings object that sets environment variables."""
    keys: tuple[Key, ...] = ()
    key_sets: tuple[Identifier, ...] = ()
    flags: tuple[Flag, ...] = ()
    variables: tuple[Variable, ...] = ()
    credentials: tuple[Text, ...] = ()
    """Files that hold tokens: only their mode is looked at."""
    texts: tuple[Text, ...] = ()
    """Files of text that steers the agent."""
    skills: tuple[Text, ...] = ()
    """Folders that hold one folder with `SKILL.md` per skill."""
    ports: tuple[int, ...] = ()

    @model_validator(mode="after")
    def _precedence_is_complete(self) -> Self:
        missing = {file.scope for file in self.settings} - set(self.precedence)
        if missing:
            raise ValueError(f"`precedence` does not rank {', '.join(sorted(missing))}")
        if any(file.format == "sqlite" and file.table is None for file in self.settings):
            raise ValueError("a SQLite settings file needs `table`")
        if any((file.format == "registry") != (file.key is not None) for file in self.settings):
            raise ValueError("registry settings, and no others, need `key`")
        return self


@dataclass(frozen=True, kw_only=True)
class Catalog:
    """All of it, with the look-ups that discovery needs."""

    tools: tuple[Tool, ...]
    layout: Layout
    servers: KnownServers
    signs: Signs
    _cache: dict[tuple[str, str], Tool | None] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def by_id(self) -> dict[str, Tool]:
        return {name: tool for tool in self.tools for name in (tool.id, *tool.aliases)}

    @cached_property
    def folders(self) -> dict[str, Folder]:
        """The tokens of paths by name."""
        return {one.name: one for one in self.layout.folders}

    @cached_property
    def by_command(self) -> dict[str, Tool]:
        """The first tool in catalog order that has this command."""
        found: dict[str, Tool] = {}
        for tool in self.tools:
            for command in tool.commands:
                found.setdefault(command, tool)
        return found

    def named(self, channel: str, name: str) -> Tool | None:
        """The tool that a channel of `Packages` ("npm", "vscode", ...) knows by this name."""
        slot = (channel, name)
        if slot not in self._cache:
            self._cache[slot] = next(
                (tool for tool in self.tools if any(fnmatchcase(name, known) for known in getattr(tool.packages, channel))), None
            )
        return self._cache[slot]

    def keys_of(self, tool: Tool) -> tuple[Key, ...]:
        """A tool's own keys, then those of its key sets."""
        return (*tool.keys, *(key for name in tool.key_sets for key in self.layout.key_sets[name]))


def load_catalog(folder: Path) -> Catalog:
    """Read `rules/catalog`. Raises DocumentRefused for the first file that is not accepted."""
    tools = tuple(_tools(folder / "tools"))
    catalog = Catalog(
        tools=tools,
        layout=check(load(folder / "layout.yaml"), Layout),
        servers=check(load(folder / "servers.yaml"), KnownServers),
        signs=load_signs(folder),
    )
    _refuse_contradictions(catalog, folder)
    return catalog


def load_signs(folder: Path) -> Signs:
    """Read the signs of a catalog alone. Raises DocumentRefused."""
    return check(load(folder / "signs.yaml"), Signs)


def _tools(folder: Path) -> Iterator[Tool]:
    seen: dict[str, Path] = {}
    for path in sorted(folder.glob("*.yaml")):
        document = load(path)
        tool = check(document, Tool)
        for name in (tool.id, *tool.aliases):
            if name in seen:
                raise document.refuse(("id",), f"`{name}` is taken by {seen[name].name}")
            seen[name] = path
        if tool.id != path.stem:
            raise document.refuse(("id",), f"the file is named {path.name}")
        yield tool


def _refuse_contradictions(catalog: Catalog, folder: Path) -> None:
    tokens = {"home", *(one.name for one in catalog.layout.folders)}
    for tool in catalog.tools:
        file = str(folder / "tools" / f"{tool.id}.yaml")
        for name in tool.key_sets:
            if name not in catalog.layout.key_sets:
                raise DocumentRefused(file=file, line=None, key="key_sets", sentence=f"`{name}` is no key set of layout.yaml")
        for path in _paths(tool):
            for token in re.findall(r"\{([^}]*)\}", path):
                if token not in tokens:
                    raise DocumentRefused(file=file, line=None, key=None, sentence=f"`{{{token}}}` in `{path}` is no folder of layout.yaml")
    signs = catalog.signs
    told = (signs.instructions, signs.covert_instructions, signs.kept_from_user, signs.facts_of_user)
    expressions = (*told, signs.secret_names, signs.secret_values)
    for pattern in (one for group in expressions for one in group):
        try:
            re.compile(pattern)
        except re.error as error:
            sentence = f"`{pattern}` is no regular expression ({error})"
            raise DocumentRefused(file=str(folder / "signs.yaml"), line=None, key=None, sentence=sentence) from error


def _paths(tool: Tool) -> Iterator[str]:
    yield from (one.path for one in tool.programs)
    yield from (one.path for one in tool.settings)
    yield from tool.texts
    yield from tool.credentials
    yield from tool.skills
