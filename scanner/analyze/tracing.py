"""Signals on their way through a program, in any language: what they are compared with, what they choose, where they leave."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from scanner.analyze.decode.names import names_among
from scanner.analyze.likeness import carrier_of
from scanner.model.observation import FlowTraced, Place, Step

Compared = Literal["none", "literal", "hard_coded_list", "encoded_list"]
Selects = Literal["nothing", "form", "content", "endpoint", "header", "model", "delay", "unknown"]

COMPOSED_CHARS = 80
"""A text with so many letters of its own is a prompt or a page, and no longer the signal with something around it."""
MAX_STEPS = 24
MAX_ALTERNATIVES = 16
MAX_ENTRIES = 4000
"""Entries kept of the lists that a value is compared with."""
_STRENGTH: dict[Compared, int] = {"none": 0, "literal": 1, "hard_coded_list": 2, "encoded_list": 3}
LIST_ENTRIES = 3
"""From so many literals on, texts that a value is compared with count as a list."""
_TEXTS_MOST = 24
"""Texts of no common kind with which a signal may be compared on an inferred path; 46 to 131 were met in large clients of services."""
_MODEL_WORDS = ("model", "deployment", "engine")
_NUMBER = re.compile(r"[-+…\d.,:%]{1,12}")
_LABELS = frozenset({"true", "false", "none", "0", "1", "yes", "no"})


_PROSE_WORDS = 8
"""The longest names that systems have for a zone have six words."""


def is_prose(entry: str) -> bool:
    """True for a sentence: no value of a signal, whatever is compared with it."""
    return len(entry.split()) >= _PROSE_WORDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Taint:
    """The signals that a value depends on, and how."""

    signals: frozenset[str]
    steps: tuple[Step, ...]
    compared: Compared = "none"
    list_entries: tuple[str, ...] = ()
    """Literals that it was compared with."""
    alternatives: tuple[str, ...] = ()
    """Literals that it chooses among; empty: it chooses nothing, or what it chooses is not literal."""
    is_choice: bool = False
    """True: the value was chosen by the signal and does not hold it."""
    is_hashed: bool = False
    is_complete: bool = True
    is_composed: bool = False
    """True: it stands somewhere in a long text, a prompt; what such a text is compared with is seldom about the signal."""
    is_faint: bool = False
    """True: it stands in what is read for other reasons nearly always. A comparison tells nothing; it is tried for several persons."""

    def merged(self, other: "Taint | None") -> "Taint":
        """Both together: the stronger comparison leads."""
        if other is None or other is self:
            return self
        stronger = max(self, other, key=lambda taint: (_STRENGTH[taint.compared], len(taint.list_entries)))
        return Taint(
            signals=self.signals | other.signals,
            steps=_both_ways(self.steps, other.steps),
            compared=stronger.compared,
            list_entries=_united(self.list_entries, other.list_entries),
            alternatives=_united(self.alternatives, other.alternatives)[:MAX_ALTERNATIVES],
            is_choice=self.is_choice or other.is_choice,
            is_hashed=self.is_hashed or other.is_hashed,
            is_complete=self.is_complete and other.is_complete,
            is_composed=self.is_composed and other.is_composed,
            is_faint=self.is_faint and other.is_faint,
        )

    def then(self, step: Step) -> "Taint":
        """With one step more."""
        if step in self.steps:
            return self
        return replace(self, steps=(*self.steps, step)[-MAX_STEPS:])

    @property
    def compared_with(self) -> Compared:
        """What it was compared with: many literals are a list."""
        return "hard_coded_list" if self.compared == "literal" and len(self.list_entries) >= LIST_ENTRIES else self.compared

    @property
    def decides(self) -> bool:
        """True where a branch on it tells persons apart: it was compared, or is a choice. Whether a value is set tells nothing."""
        return self.compared != "none" or self.is_choice


def _both_ways(one: tuple[Step, ...], other: tuple[Step, ...]) -> tuple[Step, ...]:
    """The steps of both, each once. Taints share their steps: hashing them took a third of the time that programs of Python took."""
    if one is other or len(one) >= MAX_STEPS or not other:
        return one
    known = set(map(id, one))
    fresh = [step for step in other if id(step) not in known]
    return tuple(dict.fromkeys((*one, *fresh)))[:MAX_STEPS] if fresh else one


def _united(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    if one is other or not other or len(one) >= MAX_ENTRIES or one == other:
        return one
    if not one:
        return other
    key = (id(one), id(other))
    known = _UNITED.get(key)
    if known is None:
        if len(_UNITED) >= _UNITED_COUNT:
            _UNITED.clear()
        known = _UNITED[key] = (one, other, tuple(dict.fromkeys((*one, *other)))[:MAX_ENTRIES])
    return known[2]


_UNITED_COUNT = 500
_UNITED: dict[tuple[int, int], tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]] = {}
"""By the identity of two lists, which are kept as long as the entry: these, and their union. The same long lists meet again and again."""


def together(*taints: Taint | None) -> Taint | None:
    """All merged; None where there is none."""
    found: Taint | None = None
    for taint in taints:
        if taint is not None:
            found = taint if found is None else found.merged(taint)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Escape:
    """A value that was seen to leave, or to be decided by a signal."""

    taint: Taint
    sink: str | None
    argument: str
    endpoint: str | None
    place: Place
    alternatives: tuple[str, ...]
    condition: int | None
    """Identity of the condition under which the call is made, where that is all that the signal decides; None: its value leaves."""


def flows_of(escapes: Iterable[Escape]) -> list[FlowTraced]:
    """One flow for each way out of each signal, the strongest; decisions that reach a way out are told there."""
    gathered = list(_by_condition(escapes))
    outward = [escape for escape in gathered if escape.sink is not None]
    told = {(step.place.artifact, step.place.byte_offset) for escape in outward for step in escape.taint.steps}
    inner = [escape for escape in gathered if escape.sink is None and (escape.place.artifact, escape.place.byte_offset) not in told]
    found: dict[tuple[object, ...], FlowTraced] = {}
    for escape in (*outward, *(escape for escape in inner if _tells(escape))):
        if _is_lost(escape.taint):
            continue  # compared with whatever occurs in the program: data that a guess took for the signal
        flow = _flow(escape)
        key = (flow.place.artifact, flow.place.byte_offset, flow.sink, flow.signals, flow.selects)
        if key not in found or _rank(flow) > _rank(found[key]):
            found[key] = flow
    return sorted(
        found.values(), key=lambda flow: (flow.place.subject, flow.place.byte_offset, flow.sink or "", flow.signals, flow.selects)
    )


def _is_lost(taint: Taint) -> bool:
    """Whether an inferred path leads through so many unrelated comparisons that it says nothing."""
    return not taint.is_complete and len(taint.list_entries) > _TEXTS_MOST and names_among(taint.list_entries) is None


def _rank(flow: FlowTraced) -> tuple[bool, bool, int, int, str]:
    return (flow.selects == "form", flow.compared_with != "none", flow.list_size or 0, flow.is_complete, flow.identity)


def _by_condition(escapes: Iterable[Escape]) -> Iterator[Escape]:
    """Calls made on either side of one condition are one choice among what they send."""
    groups: dict[tuple[int, str | None], list[Escape]] = {}
    for escape in escapes:
        if escape.condition is None:
            yield escape
        else:
            groups.setdefault((escape.condition, escape.sink), []).append(escape)
    for group in groups.values():
        alternatives = tuple(dict.fromkeys(text for escape in group for text in escape.alternatives))
        yield replace(group[0], alternatives=alternatives)


def _tells(escape: Escape) -> bool:
    """A decision that is worth telling although it was not seen to leave: by a list of names, or among texts of equal look."""
    names = names_among(escape.taint.list_entries) if len(escape.taint.list_entries) >= LIST_ENTRIES else None
    return (names is not None and names.is_strong) or carrier_of(escape.alternatives) is not None


def _flow(escape: Escape) -> FlowTraced:
    taint = escape.taint
    entries = taint.list_entries
    compared = taint.compared_with
    carrier = carrier_of(escape.alternatives)
    selects = _selects(escape, carrier)
    is_list = compared in ("hard_coded_list", "encoded_list")
    return FlowTraced(
        place=escape.place,
        signals=tuple(sorted(taint.signals)),
        compared_with=compared,
        list_size=len(entries) if is_list else None,
        list_summary=_summary(entries) if is_list else None,
        selects=selects,
        alternatives=escape.alternatives,
        carrier=carrier if selects == "form" else None,
        sink=escape.sink,
        endpoint=escape.endpoint,
        is_complete=taint.is_complete,
        localisation_only=escape.sink == "terminal",
        steps=taint.steps,
        identity=_identity(escape, compared, selects),
    )


def _selects(escape: Escape, carrier: str | None) -> Selects:
    """What the signal decides. A plain value, or a yes or no, decides nothing: it is sent."""
    if carrier is not None and escape.sink != "url":
        return "form"
    if escape.condition is None and (not escape.taint.is_choice or _are_labels(escape)):
        return "nothing"
    if escape.sink == "url":
        return "endpoint"
    if escape.sink in ("header", "delay"):
        return "header" if escape.sink == "header" else "delay"
    if any(word in escape.argument.lower() for word in _MODEL_WORDS):
        return "model"
    return "content"


def _are_labels(escape: Escape) -> bool:
    """Whether what is chosen only names the answer: yes or no, or an entry of what it was compared with."""
    entries = {entry.casefold() for entry in escape.taint.list_entries}
    if escape.sink == "file" and escape.alternatives and all(map(_NUMBER.fullmatch, escape.alternatives)):
        return True  # a number in a file on the user's machine
    return bool(escape.alternatives) and all(text.casefold() in _LABELS or text.casefold() in entries for text in escape.alternatives)


def _summary(entries: tuple[str, ...]) -> str:
    names = names_among(entries)
    counts = [(str(name_class), number) for name_class, number in names.counts] if names is not None else [("text", len(entries))]
    parts = [f"{number} {name}{'s' if number != 1 and not name.endswith('s') else ''}" for name, number in counts]
    endings = Counter(entry.rsplit(".", 1)[-1] for entry in entries if "." in entry).most_common(2)
    tail = ", most under " + " and ".join(f".{ending}" for ending, _ in endings) if len(entries) > 8 and endings else ""
    return ", ".join(parts) + tail


def _identity(escape: Escape, compared: str, selects: str) -> str:
    """Digest over what is read, compared, chosen and where it leaves; names of variables play no part."""
    readers = [step.text for step in escape.taint.steps if step.role in ("source", "compare", "select")]
    parts = [*sorted(escape.taint.signals), compared, selects, escape.sink or "", escape.argument, *escape.alternatives, *readers]
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
