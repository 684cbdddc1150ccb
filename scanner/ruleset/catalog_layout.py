"""What is known beside the tools: where systems put things, servers of known origin, the signs of an unknown tool."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from scanner.ruleset.catalog_settings import Identifier, Key, Text, Variable
from scanner.ruleset.strict_yaml import Closed


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
