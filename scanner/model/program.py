"""What flow analysis and emulation work on: programs, the slices cut from them, and the values to try."""

from dataclasses import dataclass
from enum import StrEnum

from scanner.model.artifact import Artifact, Sha256
from scanner.model.observation import Place, Step


class Language(StrEnum):
    JAVASCRIPT = "javascript"
    """TypeScript included."""
    PYTHON = "python"
    SHELL = "shell"
    POWERSHELL = "powershell"


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """The modules of one language that run together: a package, a bundle with its chunks, the modules of one binary."""

    language: Language
    root: tuple[str, ...]
    """Trail of the container or folder that holds the modules."""
    modules: tuple[Artifact, ...]
    """In trail order."""
    entries: tuple[int, ...]
    """Indices into `modules` of what is started first. Empty: the container names none."""
    beside: tuple[Artifact, ...] = ()
    """Files of the same package that are no modules of this language, which the program may read: manifests, lists, templates."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalValue:
    """A value taken out of the artifact that a persona should have for one signal."""

    signal: str
    value: str
    origin: str
    """Where it comes from: "entry of the decoded list", "compared literal", "regular expression", "set member"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SlicePart:
    """What gives one name of a slice its value."""

    digest: str
    """Over all of it, with names of variables taken out."""
    mark: int | None
    """Where a function that is the whole part begins to run when it is called, in characters of the slice; None: it runs by itself."""
    needs: tuple[int, ...]
    """The parts that it mentions, in order; -1: a name that was left out of the slice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """A target function and all that it needs, as a program of its own that can be run in the sandbox."""

    sha256: Sha256
    language: Language
    source: str
    target: str
    """Name by which the driver calls the target in `source`."""
    place: Place
    """The target in the artifact."""
    signals: tuple[str, ...]
    """Signal ids read inside the slice, sorted."""
    values: tuple[SignalValue, ...]
    list_kind: str | None
    """`encoded_list`, `hard_coded_list`, `literal`: what the signals are compared with inside; None: nothing seen."""
    list_size: int | None
    list_summary: str | None
    unresolved: tuple[str, ...]
    """Names that nothing in the program defines; the driver stubs them and records what they are asked."""
    awaits: bool
    """Whether the source awaits outside of all functions."""
    steps: tuple[Step, ...]
    """What the static part knows of the way: reads, decodes, comparisons, in order."""
    way_out: str | None
    """Way-out class that the static graph joins the target's result to; None: not known."""
    way_out_complete: bool
    """True: each step from the target to the way out is a proven edge."""
    identity: str
    """Digest over the target with names of variables taken out: equal across minifier renamings."""
    parts: tuple["SlicePart", ...] = ()
    """The definitions inside, the target first, as far as one leads to the other; empty: not told."""
