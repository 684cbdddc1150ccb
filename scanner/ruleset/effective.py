"""The controls that hold on a host: policies with the overlays of its region applied, each value with the line it comes from."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from scanner.model.report import Enforcement, Severity
from scanner.ruleset.complaints import meant
from scanner.ruleset.header import covers_region, is_in_force
from scanner.ruleset.overlays import ControlPatch, Loosening, Overlay, ParameterPatch
from scanner.ruleset.policies import Control, OverlayRule, Parameter, Policy, ScanMode, enforcement_of, enforcement_of_gap
from scanner.ruleset.policy_documents import Sourced
from scanner.ruleset.predicate import leaves_of
from scanner.ruleset.strict_yaml import DocumentRefused, Key
from scanner.ruleset.waivers import allowed_days


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What is stated of the host or organisation that is judged. None: not stated."""

    region: str | None = None
    """ISO 3166 code of the place of use."""
    business_unit: str | None = None
    asset_tags: frozenset[str] = frozenset()
    operating_system: str | None = None
    scan_mode: ScanMode | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a value was given."""

    file: str
    line: int
    value: str
    note: str
    """`policy`, `default`, or what an overlay did and who approved it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectiveValue:
    name: str
    value: str
    origins: tuple[Origin, ...]
    """In order of application; the last one counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectiveControl:
    """A control after overlays."""

    control: Control
    policy: Sourced[Any]
    """The Policy, or the Overlay that added it."""
    keys: tuple[Key, ...]
    """Where the control stands in that document."""
    params: dict[str, object]
    patches: tuple[tuple[str, tuple[Origin, ...]], ...] = ()
    """Name of a value -> what overlays did to it."""

    @property
    def values(self) -> tuple[EffectiveValue, ...]:
        """Every value that decides, with its origins."""
        control, changed = self.control, dict(self.patches)
        settings: list[tuple[str, object]] = [
            ("title", control.title),
            ("severity", control.severity),
            ("enforcement", enforcement_of(control)),
            ("on_not_evaluated", enforcement_of_gap(control)),
            ("waivable", control.waivable),
            ("max_waiver_days", allowed_days(control) if control.waivable else None),
            ("needs", control.needs),
            ("applies_to", control.applies_to or "every tool"),
            ("exempt", control.exempt),
            ("remediation", control.remediation),
        ]
        used = sorted({leaf for clause in control.clauses for leaf in _params_of(clause)})
        found = [self._value(name, value, changed.get(name, ())) for name, value in settings]
        return (*found, *(self._param(name, changed.get(f"param {name}", ())) for name in used))

    def _value(self, name: str, value: object, changes: tuple[Origin, ...]) -> EffectiveValue:
        at = _at(self.policy.document.value, self.keys)
        is_given = isinstance(at, dict) and name in at
        first = Origin(
            file=self.policy.document.file,
            line=self.policy.document.line_of((*self.keys, name) if is_given else self.keys),
            value=text_of(at[name]) if is_given else text_of(value),
            note="policy" if is_given else "default",
        )
        return EffectiveValue(name=name, value=text_of(value), origins=(first, *changes))

    def _param(self, name: str, origins: tuple[Origin, ...]) -> EffectiveValue:
        return EffectiveValue(name=f"param {name}", value=text_of(self.params.get(name)), origins=origins)


def effective_controls(
    policies: Iterable[Sourced[Policy]],
    overlays: Iterable[Sourced[Overlay]],
    site: Site,
    *,
    at: date | None = None,
) -> tuple[EffectiveControl, ...]:
    """Controls with overlays applied, in document order. at: the day (UTC); None: every overlay is in force.

    Raises DocumentRefused for an overlay that may not be applied.
    """
    states = [_State.of(policy) for policy in policies]
    for overlay in sorted(overlays, key=lambda one: (one.content.precedence, one.id)):
        if is_in_force(overlay.content, at) and applies_at(overlay.content, site):
            _apply(overlay, states)
    return tuple(control for state in states for control in state.finished())


def applies_at(overlay: Overlay, site: Site) -> bool:
    """Whether an overlay holds at a site: nothing that is stated of the site speaks against its scope."""
    scope = overlay.scope
    if scope.regions and site.region and not covers_region(scope.regions, site.region):
        return False
    if scope.business_units and site.business_unit and site.business_unit not in scope.business_units:
        return False
    return not (scope.asset_tags and site.asset_tags and not site.asset_tags & set(scope.asset_tags))


def extended(overlay: Overlay, policy: Policy) -> bool | None:
    """True: the overlay extends this version of the policy; False: another version of it; None: not this policy."""
    for name in overlay.extends:
        policy_id, _, version = name.partition("@")
        if policy_id == policy.metadata.id:
            return f"{policy.metadata.version}.".startswith(f"{version}.")
    return None


def refusal_of_overlays(policies: Iterable[Sourced[Policy]], overlays: Iterable[Sourced[Overlay]]) -> tuple[DocumentRefused, ...]:
    """Why each overlay may not be applied alone, wherever it applies; empty where all may."""
    refusals = []
    known = tuple(policies)
    for overlay in overlays:
        try:
            _apply(overlay, [_State.of(policy) for policy in known])
        except DocumentRefused as refusal:
            refusals.append(refusal)
    return tuple(refusals)


def text_of(value: object) -> str:
    """A value as a person would write it."""
    if value is None:
        return "-"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | tuple):
        return f"[{', '.join(text_of(one) for one in value)}]"
    if isinstance(value, dict):
        return ", ".join(f"{key}: {text_of(one)}" for key, one in value.items())
    if hasattr(value, "model_dump"):
        return text_of(value.model_dump(exclude_none=True, mode="json"))
    return str(value)


@dataclass(slots=True)
class _State:
    """One policy while overlays are applied."""

    policy: Sourced[Policy]
    params: dict[str, object]
    origins: dict[str, tuple[Origin, ...]]
    controls: list[EffectiveControl]
    added: list[EffectiveControl] = field(default_factory=list)

    @classmethod
    def of(cls, policy: Sourced[Policy]) -> "_State":
        content = policy.content
        origins: dict[str, tuple[Origin, ...]] = {}
        for name, param in content.params.items():
            line = policy.document.line_of(("params", name, "value"))
            origins[f"param {name}"] = (Origin(file=policy.document.file, line=line, value=text_of(param.value), note="policy"),)
        controls = [
            EffectiveControl(control=control, policy=policy, keys=("controls", index), params={})
            for index, control in enumerate(content.controls)
        ]
        return cls(policy, {name: param.value for name, param in content.params.items()}, origins, controls)

    def finished(self) -> list[EffectiveControl]:
        shared = tuple(self.origins.items())
        return [replace(control, params=self.params, patches=(*control.patches, *shared)) for control in (*self.controls, *self.added)]


def _apply(overlay: Sourced[Overlay], states: list[_State]) -> None:
    concerned = [state for state in states if _extends(overlay, state)]
    if not concerned:
        raise overlay.refuse(("extends",), f"none of the policies it extends is loaded ({', '.join(overlay.content.extends)})")
    all_loaded = len(concerned) == len(overlay.content.extends)
    for name, patch in overlay.content.params.items():
        owners = [state for state in concerned if name in state.params]
        if not owners and all_loaded:
            raise overlay.refuse(("params", name), "none of the policies extended has such a parameter")
        _check_removal(overlay, name, patch, owners)
        for state in owners:
            _patch_parameter(overlay, state, name, patch)
    for control_id, patch_of_control in overlay.content.controls.items():
        homes = [(state, index) for state in concerned for index, one in enumerate(state.controls) if one.control.id == control_id]
        if not homes and all_loaded:
            raise overlay.refuse(("controls", control_id), "none of the policies extended has such a control")
        for state, index in homes:
            state.controls[index] = _patched(overlay, state.controls[index], patch_of_control)
    for index, control in enumerate(overlay.content.add_controls):
        concerned[0].added.append(EffectiveControl(control=control, policy=overlay, keys=("add_controls", index), params={}))


def _extends(overlay: Sourced[Overlay], state: _State) -> bool:
    answer = extended(overlay.content, state.policy.content)
    if answer is False:
        version = state.policy.content.metadata.version
        raise overlay.refuse(("extends",), f"extends another version of {state.policy.id} than the one loaded ({version})")
    return bool(answer)


def _patch_parameter(overlay: Sourced[Overlay], state: _State, name: str, patch: ParameterPatch) -> None:
    declared = state.policy.content.params[name]
    keys = ("params", name)
    if patch.loosen is None:
        complaint = _complaint(declared, patch)
        if complaint is not None:
            raise overlay.refuse(keys, f"{complaint}; {_NEEDS_APPROVAL}")
    else:
        _check_approval(overlay, patch.loosen, keys)
    value = _patched_value(declared, state.params[name], patch)
    state.params[name] = value
    word = next(iter(patch.model_fields_set - {"loosen"}))
    origin = Origin(
        file=overlay.document.file,
        line=overlay.document.line_of((*keys, word)),
        value=text_of(value),
        note=f"overlay {overlay.id}: {word} {text_of(getattr(patch, word))}{_approval(patch.loosen)}",
    )
    state.origins[f"param {name}"] = (*state.origins[f"param {name}"], origin)


def _check_removal(overlay: Sourced[Overlay], name: str, patch: ParameterPatch, owners: list[_State]) -> None:
    """What is removed must be there: a misspelt name would narrow nothing, and nobody would see it."""
    values = [state.policy.content.params[name].value for state in owners] + [state.params[name] for state in owners]
    held = [one for value in values for one in (value if isinstance(value, list) else [value])]
    for one in patch.remove or ():
        if owners and one not in held:
            raise overlay.refuse(("params", name, "remove"), f"removes `{one}`, which the parameter does not hold{meant(one, held)}")


def _complaint(declared: Parameter, patch: ParameterPatch) -> str | None:
    """Why the change is more than the parameter allows without approval; None: it is allowed."""
    base = declared.value
    is_replaced = "replace" in patch.model_fields_set
    match declared.overlay:
        case OverlayRule.REPLACE:
            return None
        case OverlayRule.LOCKED:
            return "the parameter is locked"
        case OverlayRule.NARROW:
            if patch.add is not None:
                return "adds to a parameter that may only be narrowed"
            if is_replaced and not _is_within(patch.replace, base):
                return f"replaces a parameter that may only be narrowed by what is not within {text_of(base)}"
        case OverlayRule.WIDEN:
            if patch.remove is not None:
                return "removes from a parameter that may only be widened"
            if is_replaced and not _is_within(base, patch.replace):
                return f"replaces a parameter that may only be widened by what does not hold all of {text_of(base)}"
    return None


def _is_within(small: object, large: object) -> bool:
    if isinstance(small, list) and isinstance(large, list):
        return all(one in large for one in small)
    return small == large


def _patched_value(declared: Parameter, current: object, patch: ParameterPatch) -> object:
    if patch.add is not None or patch.remove is not None:
        values = list(current) if isinstance(current, list) else [current]
        if patch.remove is not None:
            return [one for one in values if one not in patch.remove]
        return [*values, *(one for one in patch.add or () if one not in values)]
    if declared.overlay is OverlayRule.NARROW and patch.loosen is None and isinstance(current, list):
        return [one for one in patch.replace if one in current]  # two overlays narrow together, in any order
    return patch.replace


_NEEDS_APPROVAL = "loosening needs a `loosen` block that names who approved it"
_SEVERITIES = tuple(reversed(Severity))
_ENFORCEMENTS = (Enforcement.REPORT, Enforcement.REVIEW, Enforcement.BLOCK)


def _patched(overlay: Sourced[Overlay], one: EffectiveControl, patch: ControlPatch) -> EffectiveControl:
    keys = ("controls", one.control.id)
    if patch.loosen is not None:
        _check_approval(overlay, patch.loosen, keys)
    control, update = one.control, dict[str, object]()
    ranked: tuple[tuple[str, Any, Any, tuple[Any, ...]], ...] = (
        ("severity", patch.severity, control.severity, _SEVERITIES),
        ("enforcement", patch.enforcement, enforcement_of(control), _ENFORCEMENTS),
        ("on_not_evaluated", patch.on_not_evaluated, enforcement_of_gap(control), _ENFORCEMENTS),
    )
    for name, wanted, present, order in ranked:
        if wanted is None:
            continue
        if order.index(wanted) < order.index(present) and patch.loosen is None:
            raise overlay.refuse((*keys, name), f"lowers `{name}` from {present} to {wanted}; {_NEEDS_APPROVAL}")
        update[name] = wanted
    if patch.waivable is not None:
        update["waivable"] = False
    if patch.remediation is not None:
        update["remediation"] = patch.remediation
    if patch.references:
        update["references"] = (*control.references, *patch.references)
    origins = tuple(
        (
            name,
            (
                Origin(
                    file=overlay.document.file,
                    line=overlay.document.line_of((*keys, name)),
                    value=text_of(value),
                    note=f"overlay {overlay.id}{_approval(patch.loosen)}",
                ),
            ),
        )
        for name, value in update.items()
    )
    return replace(one, control=control.model_copy(update=update), patches=_joined(one.patches, origins))


def _joined(
    first: tuple[tuple[str, tuple[Origin, ...]], ...],
    second: tuple[tuple[str, tuple[Origin, ...]], ...],
) -> tuple[tuple[str, tuple[Origin, ...]], ...]:
    merged = dict(first)
    for name, origins in second:
        merged[name] = (*merged.get(name, ()), *origins)
    return tuple(merged.items())


def _check_approval(overlay: Sourced[Overlay], loosen: Loosening, keys: tuple[Key, ...]) -> None:
    if loosen.approved_by.casefold() == overlay.content.metadata.owner.casefold():
        raise overlay.refuse((*keys, "loosen", "approved_by"), "is the owner of the overlay; somebody else must approve a loosening")


def _approval(loosen: Loosening | None) -> str:
    return "" if loosen is None else f", loosened with the approval of {loosen.approved_by} ({loosen.ticket})"


def _params_of(clause: Any) -> set[str]:
    return {leaf.param for part in (clause.where, clause.every) if part is not None for leaf in leaves_of(part) if leaf.param}


def _at(value: Any, keys: tuple[Key, ...]) -> Any:
    for key in keys:
        value = value[key]
    return value
