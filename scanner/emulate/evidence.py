"""From a trial to observations: one for each behaviour, with the values that each persona got."""

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from scanner.model.artifact import Sha256
from scanner.model.observation import DifferenceSeen, ListDecoded, PersonaValue, Place, Step
from scanner.ruleset.signals import Signal, ValueShape
from scanner.world.difference import bits_of
from scanner.world.echo import forms_of
from scanner.world.form import suspicious_code_points
from scanner.world.lists import NameList, counts_of, summary_of
from scanner.world.named import LeafDifference
from scanner.world.panel import value_of
from scanner.world.persona import CONTROL, Change
from scanner.world.tried import Trial, Tried

VALUE_CHARS = 600
"""Longest value of a persona that is kept; of longer ones the part around the first difference."""
PERSONAS = 24
"""Personas listed in one observation."""

Comparison = Literal["none", "literal", "hard_coded_list", "encoded_list"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What was run, and what the static part knows of it."""

    place: Place
    identity: str
    """Equal across versions; the identity of each observation is made of it."""
    locate: Callable[[str], Place | None]
    """Place of the read of a signal; None: not found."""
    steps: tuple[Step, ...] = ()
    slice_sha256: Sha256 | None = None
    way_out: str | None = None
    """Way out that the static graph joins a result to; None: not known."""
    compared_with: Comparison = "none"
    list_size: int | None = None
    list_summary: str | None = None


def differences_seen(trial: Trial, signals: tuple[Signal, ...], subject: Subject) -> tuple[DifferenceSeen, ...]:
    """One observation for each form, carrier and way out in which personas differed, in order of first sight."""
    groups: dict[tuple[str, str | None, str | None], list[tuple[Tried, LeafDifference]]] = {}
    for run in trial.tried:
        for one in run.differences:
            groups.setdefault((one.form, one.carrier, one.leaf.way_out), []).append((run, one))
    return tuple(_seen(members, trial, signals, subject) for members in groups.values())


_TELLING = 0.2
"""Share of hosts and zones from which a list is one of such names: among the names of modules a few end as hosts do."""


def lists_decoded(trial: Trial, place: Place) -> tuple[ListDecoded, ...]:
    """The lists that the program decoded at run time."""
    found = []
    for one in trial.lists:
        hosts, zones, words = counts_of(one.entries)
        if one.is_decoded and (hosts + zones >= _TELLING * len(one.entries) or one.is_looked_for):
            found.append(
                ListDecoded(
                    place=place,
                    layers=("custom",),
                    entries=one.entries,
                    domain_count=hosts,
                    keyword_count=words,
                    zone_count=zones,
                    summary=summary_of(one.entries),
                    method="emulated",
                )
            )
    return tuple(found)


def _seen(members: list[tuple[Tried, LeafDifference]], trial: Trial, signals: tuple[Signal, ...], subject: Subject) -> DifferenceSeen:
    first = _most_telling([one for _, one in members])
    same = [(run, one) for run, one in members if one.leaf.path == first.leaf.path and one.control == first.control]
    read = _signals_read(same, trial, signals)
    texts = tuple(dict.fromkeys((first.control, *(one.persona for _, one in same))))
    is_repeated = any(_is_repeated(run.persona.changes, one) for run, one in same)
    changes = () if is_repeated else tuple(change for run, _ in same for change in run.persona.changes)
    compared, entries = _comparison(changes, trial, signals)
    if compared == "none" and subject.compared_with != "none":
        compared, size, summary = subject.compared_with, subject.list_size, subject.list_summary
    else:
        size, summary = (len(entries), summary_of(entries)) if entries else (None, None)
    way_out = first.leaf.way_out or subject.way_out
    return DifferenceSeen(
        place=subject.place,
        signals=read,
        form=first.form,
        carrier=first.carrier,
        leaf=first.leaf.path,
        way_out=None if way_out == "terminal" and first.form != "localisation" else way_out,
        endpoint=first.leaf.endpoint,
        values=_persona_values(first, same),
        compared_with=compared,
        list_size=size,
        list_summary=summary,
        code_points=suspicious_code_points(texts),
        bits=bits_of(len(texts)),
        steps=subject.steps or _steps(read, subject),
        slice_sha256=subject.slice_sha256,
        identity=_identity(subject.identity, first, read),
        is_turned=all(run.is_turned for run, _ in same),
    )


def _most_telling(found: list[LeafDifference]) -> LeafDifference:
    """The first difference of the place at which most personas differed; places whose text lacks an argument come last."""
    counts = Counter(one.leaf.path for one in found)
    return max(found, key=lambda one: (not _PLACEHOLDERS.search(one.control), counts[one.leaf.path]))


_PLACEHOLDERS = re.compile(r"\bundefined\b|\[object \w+\]|\bNaN\b")


def _signals_read(members: list[tuple[Tried, LeafDifference]], trial: Trial, signals: tuple[Signal, ...]) -> tuple[str, ...]:
    """Signals that were read, of the axes on which the personas differ; of those that show what one with fewer changes does, no other."""
    shown = {(frozenset(run.persona.changes), one.persona) for run, one in members}
    axes = {
        change.axis
        for changes, value in shown
        if not any(fewer < changes and same == value for fewer, same in shown)
        for change in changes
    }
    reads = trial.control.reads.union(*(run.recording.reads for run, _ in members))
    return tuple(sorted(signal.id for signal in signals if signal.axis in axes and signal.id in reads)) or tuple(sorted(axes))


def _persona_values(first: LeafDifference, members: Iterable[tuple[Tried, LeafDifference]]) -> tuple[PersonaValue, ...]:
    values = [PersonaValue(persona=CONTROL, value=_shortened(first.control, first.persona))]
    values += [PersonaValue(persona=run.persona.id, value=_shortened(one.persona, first.control)) for run, one in members]
    return tuple(values[:PERSONAS])


def _shortened(text: str, other: str) -> str:
    if len(text) <= VALUE_CHARS:
        return text
    at = next((i for i, (a, b) in enumerate(zip(text, other, strict=False)) if a != b), min(len(text), len(other)))
    start = max(0, min(at - VALUE_CHARS // 2, len(text) - VALUE_CHARS))
    end = start + VALUE_CHARS
    return ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")


_CODES = frozenset({ValueShape.LOCALE, ValueShape.LANGUAGE, ValueShape.REGION, ValueShape.CURRENCY})
"""Codes of two letters come out of any work on texts: one that was put together at run time is no entry of a hidden list."""


def _is_repeated(changes: tuple[Change, ...], one: LeafDifference) -> bool:
    """Whether a value comes out as it went in although nothing of the program names it: no comparison decided that it does."""
    return one.form == "open" and any(change.origin == "panel" and _says(change, one.persona) for change in changes)


def _says(change: Change, text: str) -> bool:
    """Whether a text holds a value, or a part that stands for it in a place of its own (`DE` for `de-DE`)."""
    forms = (change.value, *forms_of(change.axis, change.value))
    return any(re.search(rf"(?<!\w){re.escape(form)}(?!\w)", text) for form in forms)


def _comparison(changes: tuple[Change, ...], trial: Trial, signals: tuple[Signal, ...]) -> tuple[Comparison, tuple[str, ...]]:
    """What the values that made a difference were compared with, and the entries of that list."""
    shapes = {signal.id: (signal.world.shape, signal.world.control) for signal in signals}
    best: tuple[int, NameList] | None = None
    for one in trial.lists:
        hits = sum(
            any(
                value_of(*shapes[change.axis][:1], entry, control=shapes[change.axis][1]) == change.value or entry == change.value
                for entry in one.entries
            )
            for change in changes
        )
        if hits and (best is None or hits > best[0]):
            best = (hits, one)
    if best is not None:
        return ("encoded_list" if best[1].is_decoded else "hard_coded_list"), best[1].entries
    origins = {change.origin for change in changes}
    decoded = [change for change in changes if change.origin == "entry of a decoded list"]
    if any(shapes[change.axis][0] not in _CODES for change in decoded):
        return "encoded_list", ()
    if "entry of a list" in origins:
        return "hard_coded_list", ()
    return ("literal" if decoded or "compared literal" in origins else "none"), ()


def _steps(read: tuple[str, ...], subject: Subject) -> tuple[Step, ...]:
    places = [(name, subject.locate(name)) for name in read]
    return tuple(Step(role="source", text=f"reads {name}", place=place) for name, place in places if place is not None)


def _identity(base: str, first: LeafDifference, read: tuple[str, ...]) -> str:
    text = "\x00".join((base, first.form, first.carrier or "", first.leaf.way_out or "", *read))
    return hashlib.sha256(text.encode()).hexdigest()
