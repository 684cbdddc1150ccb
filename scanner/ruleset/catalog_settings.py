"""Settings, flags and variables of tools that matter, as the catalog states them."""

import re
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import StringConstraints, model_validator

from scanner.model.observation import Topic
from scanner.ruleset.strict_yaml import Closed

CATALOG_VERSION = "unmask-catalog/v1"

Scalar = bool | int | float | str
Text = Annotated[str, StringConstraints(min_length=1, max_length=400)]
Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9.-]*$")]

Scope = Literal["managed", "command_line", "environment", "project_local", "project", "user", "default", "shell_file", "process"]
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


def _is_one_of(value: Scalar | None, wanted: tuple[Scalar, ...]) -> bool:
    """Equal in value and type: 1 is not true."""
    return any(value == one and isinstance(value, bool) == isinstance(one, bool) for one in wanted)


def _is_set(value: str, wanted: tuple[Scalar, ...]) -> bool:
    """Variables are text; `*` among the wanted values stands for any but empty, 0 and false."""
    bare = value.strip().casefold()
    return bare in wanted or ("*" in wanted and bare not in ("", "0", "false", "no", "off"))
