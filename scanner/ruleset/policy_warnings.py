"""What is accepted in policy documents and still asks for attention."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from scanner.ruleset.policies import Policy
from scanner.ruleset.policy_checks import Documents, controls_with_params
from scanner.ruleset.policy_documents import Sourced
from scanner.ruleset.predicate import leaves_of
from scanner.ruleset.strict_yaml import DocumentRefused
from scanner.ruleset.waivers import WaiverState, allowed_days, days_of, state_of


def warnings_of(found: Documents, *, at: date) -> Iterator[DocumentRefused]:
    """Waivers that do not count, overdue reviews, parameters that nothing uses."""
    yield from _waivers(found, at)
    yield from _reviews(found, at)
    yield from _unused_parameters(found)


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
