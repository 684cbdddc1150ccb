"""A finding as a story: what is read, how it is decided, what changes, what leaves; with its proofs and what follows."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from scanner.model.finding import AttributeValue, Evidence, Finding, FindingKind
from scanner.model.observation import PersonaValue, Place, Step
from scanner.model.report import Verdict
from scanner.render.chips import Segment, clipped, segments
from scanner.render.language import Language
from scanner.render.words import (
    CARRIERS,
    COMPARISONS,
    CONTROL_PERSONA,
    FORMS,
    KINDS,
    MEANINGS,
    N_,
    PERSONA_AXES,
    SIGNALS,
    UNCOUNTED,
    WAYS_OUT,
)

FLOW_KINDS = frozenset(
    {
        FindingKind.COVERT_CHANNEL,
        FindingKind.COVERT_GATE,
        FindingKind.REGION_PROBE,
        FindingKind.REGION_REQUEST,
        FindingKind.REGION_TELEMETRY,
        FindingKind.REGION_LOCALISATION,
        FindingKind.REGION_ROUTING,
        FindingKind.IDENTITY_FINGERPRINT,
    }
)
"""Kinds whose story has the four beats."""

LISTED_ENTRIES = 400
"""Entries of a decoded list that are shown; the JSON holds all."""
COMPARED_CHARACTERS = 400
"""Longest persona values that are compared character by character: the cost grows with the square of the length."""

_BEAT_OF_ROLE = {
    "source": 0,
    "decode": 1,
    "compare": 1,
    "classify": 1,
    "select": 2,
    "build": 2,
    "sink": 3,
}
_PASSED_ON = frozenset({"call", "return"})
"""Roles of steps that hand a value on unchanged: the path lists them, the story leaves them out."""
_BEAT_NAMES = (N_("Reads"), N_("Decides"), N_("Changes"), N_("Leaves"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """Bytes as a reader sees them."""

    label: str
    """What this place does; empty: nothing is said."""
    subject: str
    artifact: str
    byte_offset: int
    byte_length: int
    text: tuple[Segment, ...]
    entries: tuple[str, ...]
    """The decoded list; empty: nothing was decoded to a list."""
    more_entries: int
    """Entries that are not shown."""
    decoded: tuple[Segment, ...]
    """Decoded content that is no list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beat:
    name: str
    sentence: str
    excerpts: tuple[Excerpt, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What one persona got, with the stretches that differ from the control's marked."""

    persona: str
    stretches: tuple[tuple[bool, tuple[Segment, ...]], ...]
    """True: differs from the control."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    anchor: str
    """Unique in the page; the finding's id where only one tool shows it."""
    finding: Finding
    tool: str
    """Name and version of the tool."""
    kind: str
    meaning: str
    title: str
    beats: tuple[Beat, ...]
    """Empty for kinds that are a fact and no flow."""
    places: tuple[Excerpt, ...]
    """Evidence that the beats do not show."""
    runs: tuple[Run, ...]
    facts: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    verdicts: tuple[Verdict, ...]
    """Those that rest on this finding, the gravest first."""


def story_of(finding: Finding, *, anchor: str, tool: str, verdicts: tuple[Verdict, ...], language: Language) -> Story:
    beats = _beats(finding, language) if finding.kind in FLOW_KINDS else ()
    shown = {(excerpt.artifact, excerpt.byte_offset, excerpt.byte_length) for beat in beats for excerpt in beat.excerpts}
    rest = tuple(place for place in finding.evidence if (place.artifact, place.byte_offset, place.byte_length) not in shown)
    return Story(
        anchor=anchor,
        finding=finding,
        tool=tool,
        kind=language.gettext(KINDS[finding.kind]),
        meaning=language.gettext(MEANINGS[finding.kind]),
        title=clipped(_title(finding, language), 240),
        beats=beats,
        places=tuple(_excerpt(place, language.told(place.note or ""), split=_holds_list(finding)) for place in rest),
        runs=_runs(finding.personas, language),
        facts=tuple((name, clipped(told_value(value), 400)) for name, value in finding.attributes),
        notes=tuple(language.told(note) for note in finding.notes),
        verdicts=verdicts,
    )


def signals_of(finding: Finding) -> tuple[str, ...]:
    """Signal ids that the finding is about, sorted; empty: it is about none."""
    several = finding.attribute("signals")
    if isinstance(several, tuple):
        return several
    one = finding.attribute("signal")
    return (one,) if isinstance(one, str) else ()


def signals_told(finding: Finding, language: Language) -> str:
    """The signals in a phrase: "the time zone and the locale"."""
    return _told_of(signals_of(finding), SIGNALS, language)


def _told_of(names: tuple[str, ...], words: Mapping[str, str], language: Language) -> str:
    """Names of a closed set in a phrase; one that is not of the set stays as it is."""
    return language.joined(tuple(language.gettext(words[each]) if each in words else clipped(each, 120) for each in names))


def told_value(value: AttributeValue) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case tuple():
            return ", ".join(value)
    return str(value)


def _title(finding: Finding, language: Language) -> str:
    """The rule's own words; of a flow its ends and what lies between, in words that need no glossary."""
    if finding.kind not in FLOW_KINDS or not signals_of(finding):
        return language.told(finding.title)
    way_out = finding.attribute("way_out")
    carriers = _carriers_of(finding)
    parts = (
        signals_told(finding, language),
        _told_of(carriers, CARRIERS, language) if carriers else "",
        _told_of((way_out,), WAYS_OUT, language) if isinstance(way_out, str) else "",
    )
    title = " → ".join(part for part in parts if part)
    return title[:1].upper() + title[1:]


def _beats(finding: Finding, language: Language) -> tuple[Beat, ...]:
    sentences = (_reads(finding, language), _decides(finding, language), _changes(finding, language), _leaves(finding, language))
    groups: tuple[list[Step], ...] = ([], [], [], [])
    for step in finding.steps:
        if step.role not in _PASSED_ON:
            groups[_BEAT_OF_ROLE[step.role]].append(step)
    lists: set[tuple[str, ...]] = set()
    return tuple(
        Beat(name=language.gettext(name), sentence=sentence, excerpts=_excerpts(group, lists, language))
        for name, sentence, group in zip(_BEAT_NAMES, sentences, groups, strict=True)
    )


def _excerpts(steps: list[Step], lists: set[tuple[str, ...]], language: Language) -> tuple[Excerpt, ...]:
    """One excerpt for each place, and each decoded list once. lists: those that were shown; what is shown here is added."""
    by_place: dict[tuple[str, int, int], list[Step]] = {}
    for step in steps:
        by_place.setdefault((step.place.artifact, step.place.byte_offset, step.place.byte_length), []).append(step)
    found = []
    for group in by_place.values():
        decoding = next((step for step in group if step.role == "decode"), group[0])
        excerpt = _excerpt(decoding.place, language.told(group[0].text), split=decoding.role == "decode")
        if excerpt.entries in lists:
            excerpt = replace(excerpt, entries=(), more_entries=0)
        elif excerpt.entries:
            lists.add(excerpt.entries)
        found.append(excerpt)
    return tuple(found)


def _reads(finding: Finding, language: Language) -> str:
    signals = signals_told(finding, language)
    return (
        language.gettext("The tool reads {signals}.").format(signals=signals) if signals else language.gettext("What is read is not known.")
    )


def _decides(finding: Finding, language: Language) -> str:
    compared, size = str(finding.attribute("compared_with")), finding.attribute("list_size")
    template = COMPARISONS.get(compared, COMPARISONS["none"])
    if not isinstance(size, int):
        template = UNCOUNTED.get(compared, template)
    sentence = language.gettext(template).format(count=size)
    summary = finding.attribute("list_summary")
    return f"{sentence} {clipped(language.told(summary), 240)}" if isinstance(summary, str) and summary else sentence


def _changes(finding: Finding, language: Language) -> str:
    carriers = _carriers_of(finding)
    if carriers:
        sentence = language.gettext("The answer decides {carrier}.").format(carrier=_told_of(carriers, CARRIERS, language))
        bits = finding.attribute("bits")
        if isinstance(bits, int) and bits > 0:
            sentence += " " + language.ngettext("{count} bit of information fits in it.", "{count} bits of information fit in it.", bits)
        return sentence
    return language.gettext(FORMS.get(str(finding.attribute("form")), FORMS["none"]))


def _carriers_of(finding: Finding) -> tuple[str, ...]:
    """What the form of the output carries the answer in; empty: no form is known."""
    several, one = finding.attribute("carriers"), finding.attribute("carrier")
    if isinstance(several, tuple):
        return several
    return (one,) if isinstance(one, str) else ()


def _leaves(finding: Finding, language: Language) -> str:
    way_out, endpoint = finding.attribute("way_out"), finding.attribute("endpoint")
    if not isinstance(way_out, str):
        return language.gettext("Whether it leaves the machine is not proven.")
    told = _told_of((way_out,), WAYS_OUT, language)
    if way_out == "terminal":
        return language.gettext("It is shown {way_out} and does not leave the machine by this way.").format(way_out=told)
    if way_out in _STAYS:
        return language.gettext(_STAYS[way_out])
    if isinstance(endpoint, str):
        return language.gettext("It leaves {way_out}, to {endpoint}.").format(way_out=told, endpoint=clipped(endpoint, 120))
    return language.gettext("It leaves {way_out}.").format(way_out=told)


_STAYS = {
    "file": N_("It is written to a file; whether the file leaves the machine is not known."),
    "process": N_("It is handed to another program; what that one does with it is not known."),
}
"""Ways out that lead to another place of the machine first."""


def _holds_list(finding: Finding) -> bool:
    return finding.kind is FindingKind.ENCODING_HIDDEN_LIST


def _excerpt(place: Place | Evidence, label: str, *, split: bool) -> Excerpt:
    """split: the decoded content is a list, joined by commas or line ends."""
    entries: tuple[str, ...] = ()
    if split and place.decoded:
        entries = tuple(entry.strip() for entry in place.decoded.replace("\n", ",").split(",") if entry.strip())
    if len(entries) < 2:
        entries = ()
    return Excerpt(
        label=label,
        subject=clipped(place.subject, 300),
        artifact=place.artifact,
        byte_offset=place.byte_offset,
        byte_length=place.byte_length,
        text=segments(place.excerpt),
        entries=tuple(clipped(entry, 200) for entry in entries[:LISTED_ENTRIES]),
        more_entries=max(0, len(entries) - LISTED_ENTRIES),
        decoded=() if entries else segments(place.decoded or ""),
    )


def _runs(personas: tuple[PersonaValue, ...], language: Language) -> tuple[Run, ...]:
    if not personas:
        return ()
    control = personas[0].value
    return tuple(Run(persona=_persona(each.persona, language), stretches=_stretches(control, each.value)) for each in personas)


def _persona(name: str, language: Language) -> str:
    if name == "control":
        return language.gettext(CONTROL_PERSONA)
    axis, _, value = name.partition(":")
    if axis in PERSONA_AXES and value:
        return f"{language.gettext(PERSONA_AXES[axis])} {clipped(value, 120)}"
    if axis in SIGNALS and value:
        told = language.gettext(SIGNALS[axis])
        return f"{told[:1].upper()}{told[1:]}: {clipped(value, 120)}"
    return clipped(name, 120)


def _stretches(control: str, value: str) -> tuple[tuple[bool, tuple[Segment, ...]], ...]:
    if value == control or max(len(value), len(control)) > COMPARED_CHARACTERS:
        return ((False, segments(value)),)
    matcher = SequenceMatcher(None, control, value, autojunk=False)
    return tuple((tag != "equal", segments(value[start:end])) for tag, _, _, start, end in matcher.get_opcodes() if end > start)
