"""Tables that say what belongs to a value: a model to the host of each provider, a voice to each language that the request states."""

import re
from collections import defaultdict
from collections.abc import Callable
from functools import partial

from scanner.world.named import ABSENT, ROUTING_AXES, Form, LeafDifference, renamed
from scanner.world.persona import Change, Persona
from scanner.world.provider import is_named_service
from scanner.world.several import Shown

PROVIDERS_LEAST = 2
"""Hosts with a value of their own that make a table; the control's value is another."""

TOLD_LEAST = 3
"""Values beside the control's, each for a language of its own, that make a table of what is told: fewer, or one that several have, may be a
choice between people."""
_VENDOR = re.compile(r"[\w.-]+/")
_WAIT = re.compile(r"\.headers\.[\w-]*timeout(?:-ms)?\Z")
"""Headers by which clients say how long they wait for an answer."""
_LONGER = 1.5
"""Waits that differ by less in one direction or the other are chosen for no server."""
_SMALL = frozenset({"field", "identifier", "header"})
"""Carriers of what is looked up for a value; another model, other instructions or tools are more than that."""


def without_tables(found: list[Shown]) -> list[tuple[LeafDifference, ...]]:
    """The differences of each persona; the model that belongs to the provider which the user configured is routing, and so is the same
    model as that provider writes it (`vendor/model`), with what only repeats its name.
    """
    models: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for persona, differences in found:
        for one in differences:
            if _is_model_of_provider(persona, one):
                models[one.leaf.path][one.persona].add(persona.changes[0].value)
    tables = {
        path for path, values in models.items() if len(values) >= PROVIDERS_LEAST and all(len(hosts) < 3 for hosts in values.values())
    }
    spelled = {
        persona: {(one.control, one.persona) for one in differences if _is_same_model(persona, one)} for persona, differences in found
    }

    def is_of_table(persona: Persona, one: LeafDifference) -> bool:
        if one.leaf.path in tables and _is_model_of_provider(persona, one):
            return True
        return any(one.control.replace(ours, theirs) == one.persona != one.control for ours, theirs in spelled[persona])

    return _each(found, "routing", is_of_table)


def _is_same_model(persona: Persona, one: LeafDifference) -> bool:
    """Whether a host that the program names in plain text gets the model by the same name, behind that of its vendor or without it."""
    if not _is_provider(persona) or one.carrier != "model":
        return False
    short, long = sorted((one.control, one.persona), key=len)
    return bool(short) and _VENDOR.fullmatch(long.removesuffix(short)) is not None and long.endswith(short)


def without_quirks(found: list[Shown], services: frozenset[str] = frozenset()) -> list[tuple[LeafDifference, ...]]:
    """The differences of each persona; where a program that names hosts in plain text speaks to one of them in another dialect, fields that
    another of them has more or less are of its dialect. So is a field that is left out for one of `services`, the hosts of known models."""
    speaks = any(_is_provider(persona) and any(_is_of_dialect(one) for one in differences) for persona, differences in found)

    def is_quirk(persona: Persona, one: LeafDifference) -> bool:
        if not _is_provider(persona) or one.carrier != "field" or not one.is_one_sided:
            return False
        return speaks or (one.persona == ABSENT and persona.changes[0].value in services)

    return _each(found, "routing", is_quirk)


def without_waits(found: list[Shown], base: Persona) -> list[tuple[LeafDifference, ...]]:
    """The differences of each persona; where a client waits by far longer, or not as long, for a server of the user's own or one that the
    program names outside of lists, that is routing. One wait alone: several would tell the servers apart.
    """
    waits: dict[str, set[str]] = defaultdict(set)
    for _, differences in found:
        for one in differences:
            if _WAIT.search(one.leaf.path):
                waits[one.leaf.path].add(one.persona)

    def is_for_server(persona: Persona, one: LeafDifference) -> bool:
        change = _routed(persona)
        is_alone = len(waits.get(one.leaf.path, ())) == 1 and _is_far(one.control, one.persona)
        return is_alone and change is not None and is_named_service(change, base)

    return _each(found, "routing", is_for_server)


def _is_far(before: str, after: str) -> bool:
    try:
        short, long = sorted((float(before), float(after)))
    except ValueError:
        return False
    return 0 < short * _LONGER <= long


def _is_of_dialect(one: LeafDifference) -> bool:
    """Whether a request is put together in another way, not only sent to another host."""
    return one.form == "routing" and ".body." in one.leaf.path and one.is_one_sided


def _is_provider(persona: Persona) -> bool:
    """Whether a persona has a host that the program names: neither the ending of a country nor a word, which are tried with `example`."""
    change = _routed(persona)
    return (
        change is not None
        and change.origin in ("compared literal", "entry of a list")
        and "example" not in change.value.split(".")
    )


def _is_model_of_provider(persona: Persona, one: LeafDifference) -> bool:
    change = _routed(persona)
    return change is not None and change.origin != "entry of a decoded list" and one.carrier == "model"


def _routed(persona: Persona) -> Change | None:
    """The one change of a persona, if it is a setting that chooses an endpoint."""
    change = persona.changes[0] if len(persona.changes) == 1 else None
    return change if change is not None and change.axis in ROUTING_AXES else None


def without_told(found: list[Shown]) -> list[tuple[LeafDifference, ...]]:
    """The differences of each persona; what a table gives for a value that the very same request states is as open as the value."""
    stated = [_told_of(persona, differences) for persona, differences in found]
    tables: dict[tuple[str, str], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for (persona, _), own in zip(found, stated, strict=True):
        for one in own:
            change = persona.changes[0]
            tables[change.axis, one.leaf.path][one.persona].add(change.value.split("-")[0])  # of a locale the language
    told = {
        key for key, values in tables.items() if len(values) >= TOLD_LEAST and all(len(each) == 1 for each in values.values())
    }
    return [
        tuple(renamed(differences, "open", {one for one in own if (persona.changes[0].axis, one.leaf.path) in told}.__contains__))
        for (persona, differences), own in zip(found, stated, strict=True)
    ]


def _each(found: list[Shown], form: Form, applies: Callable[[Persona, LeafDifference], bool]) -> list[tuple[LeafDifference, ...]]:
    """The differences of each persona, with another form where it applies to them."""
    return [tuple(renamed(differences, form, partial(applies, persona))) for persona, differences in found]


def _told_of(persona: Persona, differences: tuple[LeafDifference, ...]) -> list[LeafDifference]:
    """What differs in requests which state the value by which the persona differs."""
    if len(persona.changes) != 1:
        return []
    value = persona.changes[0].value
    stating = {_request_of(one) for one in differences if one.form == "open" and one.persona == value}
    return [
        one
        for one in differences
        if one.is_hidden and one.carrier in _SMALL and not one.is_one_sided and _request_of(one) in stating
    ]


def _request_of(one: LeafDifference) -> str:
    """The request that a place is of; of all others the place itself."""
    head, _, _ = one.leaf.path.partition(".")
    return head if head.startswith("request[") else one.leaf.path
