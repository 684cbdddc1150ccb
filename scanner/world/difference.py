"""Where the records of two personas differ, and what each difference is."""

import math
import re
from dataclasses import replace
from difflib import SequenceMatcher

from scanner.ruleset.sinks import Sink
from scanner.world.address import parts_of_address
from scanner.world.aligned import aligned, without_tunnels
from scanner.world.announced import announced_words, is_announced, with_announced_requests
from scanner.world.answered import without_open_answers
from scanner.world.asked import without_asked
from scanner.world.consequences import without_consequences
from scanner.world.drawn import without_drawn
from scanner.world.echo import begins_alike, digest_texts, holds_encoded, is_labelled, is_token_replaced, says_openly
from scanner.world.form import carrier_between, suspicious_code_points
from scanner.world.host import PROMPT
from scanner.world.leaf import SEQUENCE, Leaf, key_of, leaves_of
from scanner.world.logs import are_logs_apart
from scanner.world.named import ABSENT, ROUTING_AXES, Form, LeafDifference, renamed
from scanner.world.ownhost import paced_for_own_host, told_to_own_host
from scanner.world.persona import Persona
from scanner.world.plain import differs_by_own_port, is_plain, waits_for_hour
from scanner.world.provider import in_dialects
from scanner.world.query import only_asks
from scanner.world.recording import Event, Recording, Request
from scanner.world.refused import without_refused, without_unserved
from scanner.world.repeated import with_repeated_questions
from scanner.world.software import SIGNAL as SOFTWARE
from scanner.world.software import has
from scanner.world.wayout import request_way_out
from scanner.world.withheld import is_withheld

LABEL_CHARS = 24
FORMATTED = "format"
"""How of a decoded text that the language's own formats made."""
FIXED_FORMAT = "fixed_format"
"""How of one in another language than the user's, which the program names: it says a time, and nothing else of the user."""
_TIME_AXES = frozenset({"timezone", "utc_offset"})

_TOKEN = re.compile(r"[0-9a-fA-F]{8,}\Z|[A-Za-z0-9_-]{8,}={0,2}\Z|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\Z")
_DIGITS = re.compile(r"(?<![0-9A-Za-z])[0-9a-f]{8,}(?![0-9A-Za-z])|(?<![0-9A-Za-z])[A-Za-z0-9+/]{12,}={0,2}(?![0-9A-Za-z])")
"""What may be a part of a digest: nobody takes eight of its digits for a word."""
_NUMBER = re.compile(r"[0-9a-f]*[0-9][0-9a-f]*")
_MODEL_LEAF = re.compile(r"(^|\.)model(_?(id|name))?$|\.(modelId|deployment|engine)$", re.IGNORECASE)
_NAME_HEADERS = re.compile(
    r"headers\.(user-agent|x-request-id|x-client-request-id|idempotency-key|x-trace-id|traceparent|x-correlation-id|x-session-id|x-[\w-]*(version|client|runtime|package|lang))$"
)
_STRUCTURE_CARRIERS = (
    (".headers.order", "header_order"),
    (".headers.case", "header_case"),
    (".url.query.order", "query_order"),
    (".url.query.spelling", "query_spelling"),
    (".body.packing", "body_spelling"),
    (".body.spelling", "body_spelling"),
    (".spelling", "body_spelling"),
    (SEQUENCE, "item_order"),
    (".keys", "field_order"),
    (".order", "field_order"),
)
_WORD = re.compile(r"\w[\w'’-]*")
_SPELLED_WAITS = 3
_SEAL = re.compile(r"(?<![0-9a-f])(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}|[0-9a-f]{128})(?![0-9a-f])")
"""Hexadecimal digits of a hash."""
_UNREADABLE = re.compile(r"[\x00-\x08\x0e-\x1f\x80-\x9f]")
"""What no text holds: bytes that are encrypted or packed."""


def differences(
    control: Recording,
    other: Recording,
    persona: Persona,
    base: Persona,
    sinks: tuple[Sink, ...],
    *,
    result_way_out: str | None = None,
    is_identity: bool = False,
) -> tuple[LeafDifference, ...]:
    """Every differing place, named. `base` is the control's persona. is_identity: they are other machines or users, not elsewhere."""
    left_events, right_events, is_reordered = aligned(without_tunnels(control.events, base), without_tunnels(other.events, persona))
    digests = digest_texts(other, persona)
    tells_time = any(change.axis in _TIME_AXES for change in persona.changes)
    formatted = frozenset(text for text, how in other.decoded if how == FORMATTED or (how == FIXED_FORMAT and tells_time))
    left = leaves_of(left_events, sinks, result_way_out=result_way_out)
    right = leaves_of(right_events, sinks, result_way_out=result_way_out)
    paths = [*left, *(path for path in right if path not in left)]
    raw = [(path, left.get(path), right.get(path)) for path in paths if _differ(_value(left.get(path)), _value(right.get(path)))]
    raw = [one for one in raw if not (is_identity and is_withheld(_value(one[1]), _value(one[2]), persona))]
    raw = _without_questions(without_consequences(raw), left, right)
    found = [_reordering(control.events, other.events, sinks)] if is_reordered else []
    announced = announced_words(left, right, persona, base)
    for path, before, after in raw:
        known = before or after
        assert known is not None
        form, carrier = _named(path, known, _value(before), _value(after), persona, base, formatted)
        if is_identity and carrier == "timing":
            form, carrier = "gate", "delay"  # near or far: of who is who, the number of pauses tells a choice from a spread
        if form in ("form", "gate", "unknown") and _is_hashed(carrier, known, _value(before), _value(after), other, digests, is_identity):
            form, carrier = "hash", None
        elif form in ("form", "gate") and is_announced(_value(before), _value(after), announced):
            form, carrier = "open", None
        found.append(LeafDifference(leaf=known, control=_value(before), persona=_value(after), form=form, carrier=carrier))
    found = without_asked(_without_other_acts(_without_missing_requests(found, left_events, right_events)), other, persona)
    found = with_announced_requests(found, _further(left_events, right_events), announced)
    found = with_repeated_questions(found, left_events, right_events, sinks, persona, base)
    found = without_refused(_with_telling_waits(found) if is_identity else found, control, other, persona, base)
    found = without_unserved(found, control, other, persona)
    found = without_open_answers(found, persona)
    found = told_to_own_host(paced_for_own_host(found, left_events, right_events, persona, base), left_events, right_events, persona, base)
    return tuple(in_dialects(found, persona, base))


def _is_hashed(
    carrier: str | None, leaf: Leaf, before: str, after: str, other: Recording, digests: frozenset[str], is_identity: bool
) -> bool:
    """Whether a difference comes of a hash: one of the persona's value, for the name of a file of anything, and what is encrypted by one.

    digests: of texts that hold the persona's value, of all that the other run made.
    """
    if carrier == "file_name":
        is_numbered = is_identity and bool(digests) and _are_numbered(before, after)
        if is_numbered or _says_digest(after, digest_texts(other)):
            return True  # a cache is kept by what was asked
    if is_identity and leaf.way_out == "file":
        is_encrypted = _UNREADABLE.search(before) is not None and _UNREADABLE.search(after) is not None
        if is_encrypted or _SEAL.sub("#", before) == _SEAL.sub("#", after):
            return True  # by what only this machine knows
    return _says_digest(after, digests)


def _says_digest(text: str, digests: frozenset[str]) -> bool:
    """Whether a text holds a digest or a part of one, or is one."""
    if not digests:
        return False
    parts = [part for part in _DIGITS.findall(text) if any(one.isdigit() for one in part)]
    return any(digest in text or (len(text) >= 6 and text in digest) or any(part in digest for part in parts) for digest in digests)


def _are_numbered(before: str, after: str) -> bool:
    """Whether two names are one but for a number: of a hash of the machine it keeps apart what several machines have in one folder."""
    return _NUMBER.sub("0", before) == _NUMBER.sub("0", after)


def bits_of(values: int) -> int:
    """Bits that a choice among so many values carries; 0 for one value."""
    return math.ceil(math.log2(values)) if values > 1 else 0


def _differ(before: str, after: str) -> bool:
    """Whether two texts differ in more than what was drawn at random."""
    return before != after and without_drawn(before) != without_drawn(after)


def _value(leaf: Leaf | None) -> str:
    return ABSENT if leaf is None else leaf.value


def _reordering(left: list[Event], right: list[Event], sinks: tuple[Sink, ...]) -> LeafDifference:
    """The one difference between two records that send the same requests in another order."""
    orders = [" ; ".join(key_of(one) for one in events if isinstance(one, Request)) for events in (left, right)]
    first = next(one for one in left if isinstance(one, Request))
    leaf = Leaf(
        path="requests.order",
        value=orders[0],
        way_out=request_way_out(first, sinks) or "url",
        endpoint=parts_of_address(first.url).hostname,
        is_structure=True,
    )
    return LeafDifference(leaf=leaf, control=orders[0], persona=orders[1], form="form", carrier="request_order")


def _without_questions(
    raw: list[tuple[str, Leaf | None, Leaf | None]], left: dict[str, Leaf], right: dict[str, Leaf]
) -> list[tuple[str, Leaf | None, Leaf | None]]:
    """Leave out commands that only ask the machine: other questions, or more of them, send nothing."""

    def is_question(path: str) -> bool:
        place = path.split(".", 1)[0]
        return place.startswith("command[") and all(only_asks(side[place].value) for side in (left, right) if place in side)

    return [one for one in raw if not is_question(one[0])]


def _further(left: list[Event], right: list[Event]) -> list[Request]:
    """The requests that only the right side sends: none where it sends no more than the left."""
    asked = [[event for event in events if isinstance(event, Request)] for events in (left, right)]
    return asked[1][len(asked[0]) :]


def _without_missing_requests(found: list[LeafDifference], left: list[Event], right: list[Event]) -> list[LeafDifference]:
    """One difference for a request that only one side sends, instead of one for each of its places."""
    counts = tuple(sum(isinstance(event, Request) for event in events) for events in (left, right))
    if counts[0] == counts[1]:
        return found
    both = min(counts)
    extra = re.compile(r"request\[(\d+)\]\.")
    kept = []
    for one in found:
        match = extra.match(one.leaf.path)
        if match is None or int(match[1]) < both or one.leaf.path.endswith(("url.host", "url.path")):
            kept.append(one)
    return kept


def _named(
    path: str, leaf: Leaf, before: str, after: str, persona: Persona, base: Persona, formatted: frozenset[str]
) -> tuple[Form, str | None]:
    """What the difference at one place is, and its carrier."""
    axes = {change.axis for change in persona.changes}
    may_be_routed = axes <= ROUTING_AXES or path.startswith("lookup") or ABSENT not in (before, after)
    if may_be_routed and _is_routed(path, before, after, persona, base):
        return "routing", None
    if axes == {SOFTWARE} and leaf.way_out == "process" and _starts_installed(before, after, persona):
        return "routing", None
    if leaf.way_out == "delay":
        return _named_wait(before, after, persona, base)
    if path == "requests.count":
        return "gate", "request"
    if (carrier := _structure_carrier(path)) is not None and ABSENT not in (before, after):
        return "form", carrier
    if ABSENT in (before, after):
        return _named_missing(path, leaf, before, after, persona, base)
    if leaf.way_out == "terminal":
        return "localisation", None
    if (said := _said(path, before, after, persona, base, formatted)) is not None:
        return said
    if (carrier := carrier_between(before, after)) is not None and not _MODEL_LEAF.search(path):
        return "form", _placed_carrier(path, carrier)
    if holds_encoded(after, persona):
        return "hash", None
    if is_labelled(path, before, after, persona):
        return "open", None
    return _named_content(path, leaf, before, after)


def _with_telling_waits(found: list[LeafDifference]) -> list[LeafDifference]:
    """Several pauses, each moved by another time, spell out what moves them; one pause, or one time for all, spreads the load."""
    waits = [one for one in found if one.carrier == "delay" and not one.is_one_sided]
    if len({round(float(one.persona) - float(one.control)) for one in waits}) < _SPELLED_WAITS:
        return found
    return [replace(one, form="form", carrier="timing") if one in waits else one for one in found]


def _named_wait(before: str, after: str, persona: Persona, base: Persona) -> tuple[Form, str | None]:
    if waits_for_hour(before, after, persona, base):
        return "open", None
    return ("form", "timing") if _is_near(before, after) else ("gate", "delay")


def _said(
    path: str, before: str, after: str, persona: Persona, base: Persona, formatted: frozenset[str]
) -> tuple[Form, str | None] | None:
    """What a difference is that a reader understands; None: it is none."""
    if says_openly(before, after, persona, base, formatted) or _is_named_after(path, before, after, persona, base):
        is_marked = "\0" not in after and all(change.axis != "locale" for change in persona.changes)
        marks = suspicious_code_points((before, after)) if is_marked else ()
        return ("form", "unicode_homoglyph") if marks else ("open", None)  # a mark beside what is said openly
    if is_plain(path, before, after, persona, base):
        return "open", None
    return ("hash", None) if differs_by_own_port(before, after, persona) else None


def _is_named_after(path: str, before: str, after: str, persona: Persona, base: Persona) -> bool:
    """Whether a file has its name of the beginning of a value: a lock for each machine. So have logs that are kept apart."""
    return _name_carrier(path) == "file_name" and (begins_alike(before, after, persona, base) or are_logs_apart(before, after))


def _without_other_acts(found: list[LeafDifference]) -> list[LeafDifference]:
    """Where one side removes a file and the other writes one, the two only stand at one place of their records, and nothing is compared."""
    ending = ".name"
    others = tuple(
        one.leaf.path.removesuffix(ending)
        for one in found
        if one.leaf.path.startswith("file[")
        and one.leaf.path.endswith(ending)
        and not one.is_one_sided
        and one.control.split(" ", 1)[0] != one.persona.split(" ", 1)[0]
    )
    return renamed(found, "unknown", lambda one: one.leaf.path.removesuffix(ending) in others)


def _starts_installed(before: str, after: str, persona: Persona) -> bool:
    """Whether the persona starts a program that it has and the control has not: it is looked for to be started."""
    words = [text.split()[0].rsplit("/", 1)[-1] for text in (before, after) if text.strip() and text != ABSENT]
    return any(has(persona.value(SOFTWARE), word) for word in words)


def _named_missing(path: str, leaf: Leaf, before: str, after: str, persona: Persona, base: Persona) -> tuple[Form, str | None]:
    if leaf.way_out is None or path.startswith("result["):
        return "unknown", None  # a function that fails or says less
    present = after if before == ABSENT else before
    if leaf.way_out == "terminal":
        return "localisation", None
    left, right = ("", present) if before == ABSENT else (present, "")
    if leaf.way_out == "telemetry" and PROMPT in present and not leaf.is_structure:
        return "gate", "field"  # what the user wrote is sent to telemetry for some
    if leaf.way_out == "telemetry" or says_openly(left, right, persona, base, frozenset()) or is_labelled(path, left, right, persona):
        return "open", None
    return ("unknown", None) if leaf.is_structure else ("gate", "field")


def _named_content(path: str, leaf: Leaf, before: str, after: str) -> tuple[Form, str | None]:
    if _MODEL_LEAF.search(path):
        return "gate", "model"
    if path.endswith((".url.host", ".url.path", ".url.scheme", ".method")):
        return ("gate", "endpoint") if path.endswith(("url.host", "url.path")) else ("gate", "method")
    if leaf.way_out == "telemetry":
        return "open", None
    if leaf.way_out is None or (path.startswith("result[") and _is_label(before) and _is_label(after)):
        return "unknown", None  # a label on its way to something: what is made of it shows elsewhere
    if _NAME_HEADERS.search(path) or _are_tokens(before, after):
        return "form", "identifier"
    if (name := _name_carrier(path)) is not None:
        return "form", name
    if is_token_replaced(before, after):
        return "form", "identifier"
    if _is_near_synonym(before, after):
        return "form", "synonym"
    return ("unknown" if path.endswith(".length") else "gate"), _gate_carrier(path)


def _is_near(before: str, after: str) -> bool:
    """Two waits that nobody can tell apart."""
    try:
        left, right = float(before), float(after)
    except ValueError:
        return False
    return abs(left - right) <= 0.1 * max(abs(left), abs(right))


def _is_label(text: str) -> bool:
    """A short word or code, as functions hand to each other."""
    return len(text) < LABEL_CHARS and " " not in text


def _placed_carrier(path: str, carrier: str) -> str:
    if path.endswith(".name") and path.startswith("file"):
        return "file_name"
    if "user-agent" in path:
        return "user_agent"
    return carrier


def _name_carrier(path: str) -> str | None:
    if path.startswith("file[") and path.endswith(".name"):
        return "file_name"
    if path.endswith("headers.content-type"):
        return "multipart_boundary"
    return None


def _gate_carrier(path: str) -> str:
    for word in ("tools", "system", "messages", "contents", "instructions", "input", "prompt"):
        if f".{word}" in path:
            return "tools" if word == "tools" else "instruction"
    return "header" if ".headers." in path else "field"


def _structure_carrier(path: str) -> str | None:
    if path.endswith(f"tools{SEQUENCE}"):
        return "tool_order"
    return next((carrier for suffix, carrier in _STRUCTURE_CARRIERS if path.endswith(suffix)), None)


def _is_routed(path: str, before: str, after: str, persona: Persona, base: Persona) -> bool:
    """True where the only difference is the host that the user configured, in a place where a URL belongs, or that it is looked up."""
    hosts = {who.value(change.axis) for change in persona.changes if change.axis in ROUTING_AXES for who in (persona, base)}
    if path.startswith("lookup") and {before, after} - {ABSENT} <= hosts:
        return True
    if not re.search(r"\.url\.(host|path)$|headers\.(host|origin|referer)$|^command|^lookup|^frame|\.registry", path) and ABSENT not in (
        before,
        after,
    ):
        return False
    configured = [change for change in persona.changes if change.axis in ROUTING_AXES]
    whole = after
    for change in configured:
        whole = whole.replace(change.value, base.value(change.axis))
    return before in (whole, *(after.replace(change.value, base.value(change.axis)) for change in configured))


def _are_tokens(before: str, after: str) -> bool:
    """Two identifiers of one shape."""
    return (
        len(before) == len(after)
        and _TOKEN.match(before) is not None
        and _TOKEN.match(after) is not None
        and any(one.isdigit() for one in before)
    )


def _is_near_synonym(before: str, after: str) -> bool:
    """Two sentences of which few words differ and none is long: another word for the same thing."""
    left, right = _WORD.findall(before), _WORD.findall(after)
    if min(len(left), len(right)) < 4 or abs(len(left) - len(right)) > 1:
        return False
    common = sum(block.size for block in SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks())
    changed = max(len(left), len(right)) - common
    return 0 < changed <= max(2, len(left) // 6)
