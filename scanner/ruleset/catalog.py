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

from pydantic import Field, StringConstraints, model_validator

from scanner.model.installation import ToolKind
from scanner.ruleset.complaints import check
from scanner.ruleset.strict_yaml import Closed, DocumentRefused, load

CATALOG_VERSION = "unmask-catalog/v1"

Scalar = bool | int | float | str
Text = Annotated[str, StringConstraints(min_length=1, max_length=400)]
Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9.-]*$")]

Scope = Literal["managed", "command_line", "environment", "project_local", "project", "user", "default", "shell_file", "process"]
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
Format = Literal["json", "toml", "yaml", "plist", "sqlite", "dotenv", "registry"]
OperatingSystemName = Literal["linux", "darwin", "windows"]

DEFAULT_PRECEDENCE: tuple[Scope, ...] = (
    "managed",
    "command_line",
    "project_local",
    "project",
    "user",
    "environment",
    "shell_file",
    "process",
    "default",
)
"""Strongest first, for tools that document no other order."""


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


class Embedded(Closed):
    """A settings document that is the value of a key."""

    key: Text
    format: Literal["json", "toml"]
    is_base64: bool = False


class SettingsFile(Closed):
    """A file in which a tool keeps settings or MCP servers."""

    path: Text
    """Tokens of `layout.yaml` in braces; relative for project scopes; `*` within one step."""
    scope: Scope
    format: Format = "json"
    servers: tuple[Text, ...] = ()
    """Dotted keys of objects (or lists) of MCP servers; `*` is one step, "." the document itself."""
    table: Text | None = None
    """SQLite only: the table whose two columns are key and value; the value is JSON."""
    key: Text | None = None
    """Registry only: the key of the hive `path` below which the settings stand, its steps joined by `\\`."""
    embedded: Embedded | None = None
    """The value that holds the settings as a document of its own."""


class Block(Closed):
    """A setting that makes another one ineffective."""

    key: Text
    value: Scalar
    scope: Scope | None = None
    """None: in any scope."""


class Key(Closed):
    """A setting that matters, and what its values mean."""

    key: Text
    """Dotted; `*` stands for any run of characters, dots included."""
    topic: Topic
    enabled: tuple[Scalar, ...] | None = None
    """Values that mean "on"; all others mean "off". None together with `disabled`: any value counts as present."""
    disabled: tuple[Scalar, ...] | None = None
    """Values that mean "off"; all others mean "on"."""
    only_enabled: bool = False
    """Values that do not mean "on" are not worth a row (items of lists of permissions)."""
    is_expression: bool = False
    """True: `key` is a regular expression over the whole dotted key."""
    matches: Text | None = None
    """Regular expression that is searched in the value; other values are not worth a row."""
    blocked_by: tuple[Block, ...] = ()

    @model_validator(mode="after")
    def _one_of_two(self) -> Self:
        if self.enabled is not None and self.disabled is not None:
            raise ValueError("give `enabled` or `disabled`, not both")
        return self

    def state_of(self, value: Scalar | None) -> str:
        """`enabled`, `disabled` or `present`."""
        if self.enabled is not None:
            return "enabled" if _is_one_of(value, self.enabled) else "disabled"
        if self.disabled is not None:
            return "disabled" if _is_one_of(value, self.disabled) else "enabled"
        return "present"

    def is_worth(self, value: Scalar | None) -> bool:
        """False: the value says nothing."""
        return value is not None and (self.matches is None or re.search(self.matches, str(value)) is not None)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        if self.is_expression:
            return re.compile(self.key)
        return re.compile(".+".join(re.escape(part) for part in self.key.split("*")))


class Flag(Closed):
    """An argument of the command line that matters."""

    flag: Text
    value: Text | None = None
    """The argument's own value that matters; None: the flag alone."""
    topic: Topic = "permission_bypass"
    is_telling: bool = False
    """True: so particular to this tool that it counts without the tool's command on the same line."""
    blocked_by: tuple[Block, ...] = ()


class Variable(Closed):
    """An environment variable that matters."""

    name: Text
    topic: Topic
    enabled: tuple[Scalar, ...] | None = None
    disabled: tuple[Scalar, ...] | None = None
    """`*` stands for any value but empty, 0 and false."""
    is_loopback_safe: bool = False
    """A listener's address: a value on loopback is no exposure."""

    def state_of(self, value: str) -> str:
        """`enabled`, `disabled` or `present`."""
        if self.enabled is not None:
            return "enabled" if _is_set(value, self.enabled) else "disabled"
        if self.disabled is not None:
            return "disabled" if _is_set(value, self.disabled) else "enabled"
        return "present"


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


class PackageRoot(Closed):
    """A folder pattern under which a package manager puts packages."""

    channel: Text
    path: Text
    is_flat: bool = False
    """True: dependencies lie beside what was asked for: only what the folder's own manifest names can be a candidate."""


class BrowserRoot(Closed):
    """A folder pattern of a browser: that of all profiles (Chromium), or of one (Firefox)."""

    channel: Text
    path: Text
    engine: Literal["chromium", "firefox"] = "chromium"


class ModelStore(Closed):
    """Where a local server keeps models."""

    tool: Identifier
    path: Text
    """Of each model's manifest, file or folder."""
    name_steps: Annotated[int, Field(ge=1, le=4)] = 1
    """How many of the last steps of the path make the model's name."""


class Folder(Closed):
    """A token for paths: a folder of each operating system, which an environment variable may move. None: it has no such folder."""

    name: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z_]*$")]
    linux: Text | None = None
    darwin: Text | None = None
    windows: Text | None = None
    variable: Text | None = None


class RegistryPlace(Closed):
    """Keys of a Windows hive that are read, and what for."""

    path: Text
    """The hive."""
    key: Text
    """Steps joined by `\\`; `*` is one step, a last `**` all that is below."""
    holds: Literal["programs", "packages", "start", "environment", "messaging_hosts", "host"]


class Layout(Closed):
    """Where package managers, editors and operating systems put things."""

    api: Literal["unmask-catalog/v1"]
    folders: tuple[Folder, ...]
    node: tuple[PackageRoot, ...]
    python: tuple[PackageRoot, ...]
    extensions: tuple[PackageRoot, ...]
    jetbrains: tuple[Text, ...]
    applications: tuple[PackageRoot, ...]
    """Folders of applications: `.app` bundles, Electron applications."""
    commands: tuple[Text, ...]
    """Folders of PATH."""
    start_files: tuple[Text, ...]
    """Shell start files of users and of the system."""
    variables: tuple[Variable, ...]
    """Variables that matter for every tool."""
    scripts: tuple[Text, ...]
    """Folders of small scripts, services and autostart entries of users."""
    key_sets: dict[Identifier, tuple[Key, ...]]
    registry: tuple[RegistryPlace, ...] = ()
    general_keys: tuple[Key, ...] = ()
    """Settings of any tool, by what names like theirs mean; a tool's own keys are asked first."""
    unlisted_settings: tuple[Text, ...] = ()
    """Where tools that the catalog does not know would keep settings; read where they declare servers. Relative: in projects."""
    project_files: tuple[Text, ...] = ()
    """Files of projects that start commands or set variables."""
    plugins: tuple[PackageRoot, ...] = ()
    """Patterns of folders, one for each plugin of an editor."""
    models: tuple[ModelStore, ...] = ()
    browsers: tuple[BrowserRoot, ...] = ()
    messaging_hosts: tuple[Text, ...] = ()
    """Manifests of the programs that browser extensions may start."""


class KnownServers(Closed):
    """Packages, images and hosts of MCP servers whose origin is known."""

    api: Literal["unmask-catalog/v1"]
    npm: tuple[Text, ...] = ()
    pypi: tuple[Text, ...] = ()
    images: tuple[Text, ...] = ()
    hosts: tuple[Text, ...] = ()
    """A host and all below it."""


class Signs(Closed):
    """What makes an unknown package look like an AI tool, and hidden text look like an instruction."""

    api: Literal["unmask-catalog/v1"]
    npm_dependencies: tuple[Text, ...]
    pypi_dependencies: tuple[Text, ...]
    go_dependencies: tuple[Text, ...]
    keywords: tuple[Text, ...]
    name_words: tuple[Text, ...]
    """Words of a display name, lower case."""
    extension_contributions: tuple[Text, ...]
    """Contribution points of editor extensions that only AI tools use."""
    model_hosts: tuple[Text, ...]
    assistant_hosts: tuple[Text, ...]
    """Sites on which people talk to models."""
    instructions: tuple[Text, ...]
    """Regular expressions; a hidden comment that matches one is an instruction to an agent and not an author's note."""
    covert_instructions: tuple[Text, ...]
    """Regular expressions: instructions that undo others or are to be kept from the user; no project's rules need them out of view."""
    kept_from_user: tuple[Text, ...]
    """Regular expressions of RE2: something is not to be told to the user. Alone it is ordinary in a prompt."""
    facts_of_user: tuple[Text, ...]
    """Regular expressions: what a model knows of its user and the machine."""
    passing_on: tuple[Text, ...]
    """Verbs for giving something to somebody."""
    text_keys: tuple[Text, ...]
    """Keys of settings whose values are put before a model."""
    secret_names: tuple[Text, ...]
    """Regular expressions, case ignored, over names of variables, headers and arguments whose values are secrets."""
    secret_values: tuple[Text, ...]
    """Regular expressions over values that are tokens whatever they are called."""


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


def _is_one_of(value: Scalar | None, wanted: tuple[Scalar, ...]) -> bool:
    """Equal in value and type: 1 is not true."""
    return any(value == one and isinstance(value, bool) == isinstance(one, bool) for one in wanted)


def _is_set(value: str, wanted: tuple[Scalar, ...]) -> bool:
    """Variables are text; `*` among the wanted values stands for any but empty, 0 and false."""
    bare = value.strip().casefold()
    return bare in wanted or ("*" in wanted and bare not in ("", "0", "false", "no", "off"))
