"""What is wrong between the parts of policy documents: names that nothing defines, two of one id, overlays and waivers that go too far."""

from collections.abc import Iterable, Iterator
from typing import Protocol

from scanner.ruleset.approvals import Catalog
from scanner.ruleset.complaints import meant
from scanner.ruleset.effective import refusal_of_overlays
from scanner.ruleset.frameworks import FrameworkPack, complaint_about
from scanner.ruleset.overlays import Overlay
from scanner.ruleset.policies import Clause, Control, Policy
from scanner.ruleset.policy_documents import Sourced
from scanner.ruleset.policy_tests import PolicyTest
from scanner.ruleset.predicate import ConditionRefused, compiled
from scanner.ruleset.strict_yaml import DocumentRefused, Key
from scanner.ruleset.vendors import VendorPack, hosts_claimed_twice
from scanner.ruleset.waivers import Waivers


class Documents(Protocol):
    """Documents that are used together (`scanner.ruleset.policy_set.PolicySet`)."""

    @property
    def policies(self) -> tuple[Sourced[Policy], ...]: ...
    @property
    def overlays(self) -> tuple[Sourced[Overlay], ...]: ...
    @property
    def waivers(self) -> tuple[Sourced[Waivers], ...]: ...
    @property
    def catalogs(self) -> tuple[Sourced[Catalog], ...]: ...
    @property
    def frameworks(self) -> tuple[Sourced[FrameworkPack], ...]: ...
    @property
    def vendors(self) -> tuple[Sourced[VendorPack], ...]: ...
    @property
    def tests(self) -> tuple[Sourced[PolicyTest], ...]: ...


def refusals_across(found: Documents) -> Iterator[DocumentRefused]:
    """Everything that is wrong between documents that are each well-formed."""
    yield from _repeated_documents(found)
    yield from _repeated_controls(found)
    for source, keys, control, params in controls_with_params(found):
        yield from _undefined_references(source, keys, control, found)
        yield from _unusable_conditions(source, keys, control, params)
    yield from refusal_of_overlays(found.policies, found.overlays)
    yield from _refused_waivers(found)
    yield from _repeated_tools(found.catalogs)
    yield from _shared_hosts(found.vendors)
    yield from _refused_classes(found)
    yield from _refused_tests(found)


Placed = tuple[Sourced[Policy] | Sourced[Overlay], tuple[Key, ...], Control, dict[str, object]]


def controls_with_params(found: Documents) -> Iterator[Placed]:
    """Every control: its document, where it stands there, itself, and the parameters that it may use."""
    shared: dict[str, object] = {}
    for policy in found.policies:
        params: dict[str, object] = {name: param.value for name, param in policy.content.params.items()}
        shared.update(params)
        for index, control in enumerate(policy.content.controls):
            yield policy, ("controls", index), control, params
    for overlay in found.overlays:
        for index, control in enumerate(overlay.content.add_controls):
            yield overlay, ("add_controls", index), control, shared


def _repeated_documents(found: Documents) -> Iterator[DocumentRefused]:
    groups: tuple[Iterable[Sourced[Policy] | Sourced[Overlay]], ...] = (found.policies, found.overlays)
    for group in groups:
        seen: dict[str, str] = {}
        for one in group:
            first = seen.setdefault(one.id, one.document.file)
            if first != one.document.file:
                yield one.refuse(("metadata", "id"), f"the id `{one.id}` is used by {first} too")


def _repeated_controls(found: Documents) -> Iterator[DocumentRefused]:
    seen: dict[str, str] = {}
    for source, keys, control, _ in controls_with_params(found):
        place = f"{source.document.file}:{source.document.line_of(keys)}"
        first = seen.setdefault(control.id, place)
        if first != place:
            yield source.refuse((*keys, "id"), f"the control id {control.id} stands in {first} too")


def _undefined_references(
    source: Sourced[Policy] | Sourced[Overlay],
    keys: tuple[Key, ...],
    control: Control,
    found: Documents,
) -> Iterator[DocumentRefused]:
    packs = tuple(one.content for one in found.frameworks)
    for index, reference in enumerate(control.references):
        complaint = complaint_about(packs, reference.framework, reference.clause)
        if complaint is not None:
            yield source.refuse((*keys, "references", index), complaint)
    classes = {name for pack in packs for name in pack.finding_classes}
    for index, name in enumerate(control.classes):
        if name not in classes:
            yield source.refuse((*keys, "classes", index), f"the class `{name}` is in no framework pack{meant(name, classes)}")


def _unusable_conditions(
    source: Sourced[Policy] | Sourced[Overlay],
    keys: tuple[Key, ...],
    control: Control,
    params: dict[str, object],
) -> Iterator[DocumentRefused]:
    side = "forbid" if control.forbid else "require"
    for index, clause in enumerate(control.clauses):
        for part in ("where", "every"):
            complaint = _complaint(clause, part, params)
            if complaint is not None:
                yield source.refuse((*keys, side, index, part), complaint)


def _complaint(clause: Clause, part: str, params: dict[str, object]) -> str | None:
    condition = clause.where if part == "where" else clause.every
    if condition is None:
        return None
    try:
        compiled(condition, params)
    except ConditionRefused as error:
        return str(error)
    return None


def _refused_waivers(found: Documents) -> Iterator[DocumentRefused]:
    controls = {control.id: control for _, _, control, _ in controls_with_params(found)}
    seen: dict[str, str] = {}
    for source in found.waivers:
        for index, waiver in enumerate(source.content.waivers):
            place = f"{source.document.file}:{source.document.line_of(('waivers', index))}"
            first = seen.setdefault(waiver.id, place)
            if first != place:
                yield source.refuse(("waivers", index, "id"), f"the waiver id {waiver.id} stands in {first} too")
            control = controls.get(waiver.control)
            if control is not None and not control.waivable:
                yield source.refuse(("waivers", index, "control"), f"the control {control.id} cannot be waived")


def _repeated_tools(catalogs: Iterable[Sourced[Catalog]]) -> Iterator[DocumentRefused]:
    for source in catalogs:
        seen: set[str] = set()
        for index, tool in enumerate(source.content.tools):
            for name in {tool.tool_id, tool.purl or tool.tool_id}:
                if name in seen:
                    yield source.refuse(("tools", index), f"the tool {name} is listed twice")
                seen.add(name)


def _shared_hosts(vendors: tuple[Sourced[VendorPack], ...]) -> Iterator[DocumentRefused]:
    for host, first, second in hosts_claimed_twice(one.content for one in vendors):
        for source in vendors:
            for index, vendor in enumerate(source.content.vendors):
                if vendor.id == second:
                    yield source.refuse(("vendors", index), f"the host {host} is claimed by {first} too")


def _refused_classes(found: Documents) -> Iterator[DocumentRefused]:
    packs = tuple(one.content for one in found.frameworks)
    for source in found.frameworks:
        for name, frameworks in source.content.finding_classes.items():
            for framework, clauses in frameworks.items():
                for index, clause in enumerate(clauses):
                    complaint = complaint_about(packs, framework, clause)
                    if complaint is not None:
                        yield source.refuse(("finding_classes", name, framework, index), complaint)


def _refused_tests(found: Documents) -> Iterator[DocumentRefused]:
    policies = {one.id: {control.id for control in one.content.controls} for one in found.policies}
    overlays = {one.id: {control.id for control in one.content.add_controls} for one in found.overlays}
    for source in found.tests:
        test = source.content
        if test.policy not in policies:
            yield source.refuse(("for",), f"the policy `{test.policy}` is not among the documents")
            continue
        for index, overlay in enumerate(test.with_overlays):
            if overlay not in overlays:
                yield source.refuse(("with_overlays", index), f"the overlay `{overlay}` is not among the documents")
        known = policies[test.policy].union(*(overlays.get(overlay, set()) for overlay in test.with_overlays))
        for index, case in enumerate(test.cases):
            for control in case.expect:
                if control not in known:
                    yield source.refuse(("cases", index, "expect", control), f"the policy has no control {control}")
