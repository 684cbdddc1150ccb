"""The Windows registry of a tree: the keys that the layout and the catalog name, out of the hives of the machine and of its users."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from scanner.attempt import Task
from scanner.discover.hivefile import HiveFile, HiveValues
from scanner.discover.ledger import Ledger
from scanner.discover.place import Place
from scanner.model.artifact import Sha256
from scanner.model.coverage import Capability, Stage

HIDES = frozenset({Capability.INVENTORY, Capability.CONFIG_FILES, Capability.SHELL_HISTORY})
"""What a hive that cannot be read hides: installed programs, policies, variables and what starts with the session."""

_WORKER = "registry"
_OF_USER = re.compile(r"^/Users/[^/]+(?=/)", re.IGNORECASE)

RegistryValue = int | str | tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedKeys:
    """Keys of one hive that are worth reading."""

    hive: Place
    holds: str
    """What they are for, as the layout names it."""
    pattern: str
    """As in `HiveFile.keys`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistryKey:
    """One key with its values."""

    hive: Place
    sha256: Sha256
    """Of the hive."""
    size_bytes: int
    holds: str
    key: str
    values: dict[str, RegistryValue] = field(default_factory=dict)

    @property
    def shown(self) -> str:
        """The hive and the key in it, as reports name it."""
        steps = self.key.replace("\\", "/")
        return f"{self.hive.shown}!/{steps}"

    @property
    def name(self) -> str:
        """The last step."""
        return self.key.rsplit("\\", 1)[-1]

    def located(self, text: str) -> str | None:
        """Where in the tree the place lies that a Windows path names. None: it names none, or nothing is there."""
        path = path_on_drive(text)
        if path is None or path.count("/") < 2:
            return None  # nothing, or a whole drive
        if self.hive.home is not None and self.hive.home.path == "/":  # a home by itself: what lies above it was not copied
            path = _OF_USER.sub("", path)
        found = self.hive.tree.matches(path)
        return found[0] if found else None

    def text(self, name: str) -> str | None:
        """A value that is text and not empty; names are compared without case, as Windows does."""
        value = next((one for known, one in self.values.items() if known.casefold() == name.casefold()), None)
        return value.strip() or None if isinstance(value, str) else None


def tasks_of(wanted: tuple[WantedKeys, ...]) -> dict[Place, Task[HiveValues]]:
    """One task for each hive that is there."""
    hives: dict[Place, list[str]] = {}
    for one in wanted:
        hives.setdefault(one.hive, []).append(one.pattern)
    found: dict[Place, Task[HiveValues]] = {}
    for hive, patterns in hives.items():
        facts = hive.tree.facts(hive.path)
        if facts is None or not facts.is_file:
            continue  # a folder by the name of a hive
        argument = HiveFile(path=str(hive.tree.on_disk(facts.path)), keys=tuple(dict.fromkeys(patterns)))
        found[hive] = Task(
            stage=Stage.DISCOVER,
            worker=_WORKER,
            function="scanner.discover.hivefile:hive_values",
            argument=argument,
            subject=hive.shown,
            capabilities=HIDES,
            answer=HiveValues,
        )
    return found


def keys_of(hive: Place, read: HiveValues, wanted: tuple[WantedKeys, ...], ledger: Ledger) -> Iterator[RegistryKey]:
    """The keys that a hive gave, once for each purpose; what was irregular goes to the ledger."""
    sha256 = Sha256(read.sha256)
    if read.is_dirty:
        reason = "was copied with changes in its transaction log, which were not read"
        ledger.gap(_WORKER, hive.shown, reason, hides=frozenset(), sha256=sha256)
    for complaint in read.complaints:
        ledger.gap(_WORKER, hive.shown, complaint, hides=HIDES, sha256=sha256)
    ledger.done(_WORKER, hive.shown, sha256=sha256, size_bytes=read.size_bytes, answers=HIDES)
    values: dict[str, dict[str, RegistryValue]] = {}
    for one in read.values:
        values.setdefault(one.key, {})[one.name] = one.value
    for each in wanted:
        expected = _expression(each.pattern)
        for key, content in values.items():
            if each.hive == hive and expected.fullmatch(key):
                yield RegistryKey(hive=hive, sha256=sha256, size_bytes=read.size_bytes, holds=each.holds, key=key, values=content)


def path_on_drive(text: str) -> str | None:
    """The path in the tree of a Windows path, its drive letter dropped: a tree is one drive. None: it names no place."""
    bare = text.strip().strip('"').split('"')[0].split(",")[0].replace("\\", "/").rstrip("/")
    if re.match(r"^[A-Za-z]:/[^*?%]+$", bare) is None:
        return None
    return bare[2:]


def _expression(pattern: str) -> re.Pattern[str]:
    """`*` is one step, a last `**` the key itself and all below it."""
    head, deep = (pattern[:-3], r"(?:\\.*)?") if pattern.endswith("\\**") else (pattern, "")
    steps = [r"[^\\]+" if step == "*" else re.escape(step) for step in head.split("\\")]
    return re.compile(r"\\".join(steps) + deep, re.IGNORECASE | re.DOTALL)
