"""What is accepted in policy documents and still asks for attention."""

from collections.abc import Collection, Iterator
from datetime import date
from difflib import get_close_matches
from typing import Any

from scanner.ruleset.complaints import meant
from scanner.ruleset.finding_fields import TOOL_FIELDS, FieldsByKind
from scanner.ruleset.policies import Policy, slots_of
from scanner.ruleset.policy_checks import Documents, controls_with_params
from scanner.ruleset.policy_documents import Sourced
from scanner.ruleset.predicate import leaves_of
from scanner.ruleset.strict_yaml import DocumentRefused, Key
from scanner.ruleset.waivers import WaiverState, allowed_days, days_of, state_of


def warnings_of(found: Documents, *, at: date, fields: FieldsByKind, tools: Collection[str]) -> Iterator[DocumentRefused]:
    """Waivers that do not count, overdue reviews, parameters that nothing uses, kinds and fields that no finding has, misspelt tools.

    tools: ids of the tool catalog.
    """
    yield from _fields(found, fields)
    yield from _tools(found, tools)
    yield from _waivers(found, at)
    yield from _reviews(found, at)
    yield from _unused_parameters(found)


def _fields(found: Documents, fields: FieldsByKind) -> Iterator[DocumentRefused]:
    """A condition on a field that does not exist is never true, and a control on a kind that does not exist always passes."""
    for source, keys, control, _ in controls_with_params(found):
        side = "forbid" if control.forbid else "require"
        for index, clause in enumerate(control.clauses):
            at = (*keys, side, index)
            known = fields.get(clause.facts)
            if known is None:
                yield source.refuse((*at, "facts"), f"no detection rule concludes `{clause.facts}`: nothing of this kind is ever found")
                continue
            for part, condition in (("where", clause.where), ("every", clause.every)):
                for name in dict.fromkeys(leaf.field for leaf in leaves_of(condition)) if condition else ():
                    if name.partition(".")[0] not in known:
                        yield source.refuse((*at, part), f"findings of kind {clause.facts} have no field `{name}`{meant(name, known)}")
            for name in dict.fromkeys(slots_of(clause.message or "")):
                if name.partition(".")[0] not in known | TOOL_FIELDS:
                    yield source.refuse((*at, "message"), f"nothing fills in `{{{name}}}`{meant(name, known | TOOL_FIELDS)}")


def _tools(found: Documents, known: Collection[str]) -> Iterator[DocumentRefused]:
    """An id that no catalog knows may be a tool of one's own; one that is nearly a known id is a slip, and matches nothing."""
    for source, keys, name in _named_tools(found):
        alike = get_close_matches(name, known, n=1, cutoff=_A_SLIP) if name not in known else []
        if alike:
            yield source.refuse(keys, f"`{name}` is no tool of the catalog; did you mean `{alike[0]}`?")


def _named_tools(found: Documents) -> Iterator[tuple[Sourced[Any], tuple[Key, ...], str]]:
    for catalog in found.catalogs:
        for index, tool in enumerate(catalog.content.tools):
            yield catalog, ("tools", index, "tool_id"), tool.tool_id
    for waivers in found.waivers:
        for index, waiver in enumerate(waivers.content.waivers):
            yield waivers, ("waivers", index, "match", "tool_id"), waiver.match.tool_id
    for source, keys, control, _ in controls_with_params(found):
        for part, selector in (("applies_to", control.applies_to), ("exempt", control.exempt)):
            for name in selector.tool_id or () if selector is not None else ():
                yield source, (*keys, part, "tool_id"), name


_A_SLIP = 0.88
"""Likeness (difflib) of a name with one or two letters wrong; names of different tools that share a word are below."""


def _waivers(found: Documents, at: date) -> Iterator[DocumentRefused]:
    controls = {control.id: control for _, _, control, _ in controls_with_params(found)}
    for source in found.waivers:
        for index, waiver in enumerate(source.content.waivers):
            keys = ("waivers", index)
            control = controls.get(waiver.control)
            if control is None:
                yield source.refuse((*keys, "control"), f"waiver {waiver.id} is idle: no policy has the control {waiver.control}")
                continue
            match state_of(waiver, control=control, at=at):
                case WaiverState.EXPIRED:
                    yield source.refuse((*keys, "expires"), f"waiver {waiver.id} expired on {waiver.expires}")
                case WaiverState.OVERLONG:
                    excess = f"lasts {days_of(waiver)} days where {control.id} allows {allowed_days(control)}"
                    yield source.refuse((*keys, "expires"), f"waiver {waiver.id} {excess}: it does not count")
                case WaiverState.NOT_YET:
                    yield source.refuse((*keys, "created"), f"waiver {waiver.id} does not count before {waiver.created}")
                case WaiverState.IN_FORCE:
                    continue


def _reviews(found: Documents, at: date) -> Iterator[DocumentRefused]:
    documents: tuple[Sourced[Any], ...] = (
        *found.policies,
        *found.overlays,
        *found.waivers,
        *found.catalogs,
        *found.frameworks,
        *found.vendors,
    )
    for one in documents:
        metadata = one.content.metadata
        if metadata.review_by is not None and metadata.review_by < at:
            yield one.refuse(("metadata", "review_by"), f"its review was due on {metadata.review_by}")
        if isinstance(one.content, Policy) and metadata.effective_from is not None and metadata.effective_from > at:
            yield one.refuse(("metadata", "effective_from"), f"is not used before {metadata.effective_from}")


def _unused_parameters(found: Documents) -> Iterator[DocumentRefused]:
    used = {
        leaf.param
        for _, _, control, _ in controls_with_params(found)
        for clause in control.clauses
        for condition in (clause.where, clause.every)
        if condition is not None
        for leaf in leaves_of(condition)
    }
    for source in found.policies:
        for name in source.content.params:
            if name not in used:
                yield source.refuse(("params", name), f"no control uses the parameter `{name}`")
