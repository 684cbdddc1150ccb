"""Overlays: they narrow and raise, and loosen with approval alone."""

from datetime import date
from pathlib import Path

import pytest

from scanner.model.report import Enforcement, Severity
from scanner.ruleset.effective import EffectiveControl, Site
from scanner.ruleset.policy_set import load_policies
from scanner.ruleset.strict_yaml import DocumentRefused
from tests.ruleset.written import LOOSEN, OVERLAY, POLICY, write

CHINA = Site(region="CN")


def _control(folder: Path, *changes: str, site: Site = CHINA) -> EffectiveControl:
    policy = write(folder, "policy.yaml", POLICY)
    overlays = [
        write(folder, f"overlay-{index}.yaml", OVERLAY.replace("made-up-region", f"region-{index}") + change)
        for index, change in enumerate(changes)
    ]
    (control,) = load_policies([policy], overlays=overlays).controls_at(site)
    return control


@pytest.mark.parametrize(
    ("change", "name", "value"),
    [
        ("params: {places: {remove: [US]}}", "places", ["EU", "CN"]),
        ("params: {places: {replace: [CN]}}", "places", ["CN"]),
        ("params: {roles: {add: [telemetry]}}", "roles", ["inference", "telemetry"]),
        ("params: {gateways: {replace: [other.corp.example]}}", "gateways", ["other.corp.example"]),
        (f"params: {{places: {{add: [JP], {LOOSEN}}}}}", "places", ["US", "EU", "CN", "JP"]),
        (f"params: {{fixed: {{replace: [b], {LOOSEN}}}}}", "fixed", ["b"]),
    ],
)
def test_a_parameter_is_changed_as_it_allows(tmp_path: Path, change: str, name: str, value: list[str]) -> None:
    assert _control(tmp_path, change).params[name] == value


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("params: {places: {add: [JP]}}", "may only be narrowed"),
        ("params: {places: {replace: [CN, JP]}}", "may only be narrowed"),
        ("params: {roles: {remove: [inference]}}", "may only be widened"),
        ("params: {roles: {replace: [telemetry]}}", "may only be widened"),
        ("params: {fixed: {replace: [b]}}", "locked"),
        ("params: {places: {remove: [USA]}}", "removes `USA`, which the parameter does not hold; did you mean `US`"),
        ("params: {places: {replace: CN}}", "may only be narrowed"),
        ("params: {unknown: {replace: [b]}}", "has such a parameter"),
        ("params: {places: {add: [JP], remove: [US]}}", "exactly one of"),
        ("controls: {MAD-UP-001: {severity: low}}", "lowers `severity` from high to low"),
        ("controls: {MAD-UP-001: {enforcement: report}}", "lowers `enforcement` from review to report"),
        ("controls: {MAD-UP-001: {on_not_evaluated: report}}", "lowers `on_not_evaluated`"),
        ("controls: {MAD-UP-001: {waivable: true}}", "`true` is not known here; known are false"),
        ("controls: {MAD-UP-002: {severity: critical}}", "has such a control"),
        ("controls: {MAD-UP-001: {}}", "changes nothing"),
        (
            "controls: {MAD-UP-001: {severity: low, loosen: {approved_by: Region@corp.example, reason: a reason that is long enough, ticket: T}}}",
            "owner of the overlay",
        ),
    ],
)
def test_loosening_without_approval_is_refused(tmp_path: Path, change: str, words: str) -> None:
    with pytest.raises(DocumentRefused, match=words) as refused:
        _control(tmp_path, change)
    assert refused.value.line is not None


def test_a_control_is_raised_and_with_approval_lowered(tmp_path: Path) -> None:
    raised = _control(tmp_path, "controls: {MAD-UP-001: {severity: critical, enforcement: block, waivable: false}}").control
    assert (raised.severity, raised.enforcement, raised.waivable) == (Severity.CRITICAL, Enforcement.BLOCK, False)
    lowered = _control(tmp_path, f"controls: {{MAD-UP-001: {{enforcement: report, {LOOSEN}}}}}").control
    assert lowered.enforcement is Enforcement.REPORT


def test_two_overlays_narrow_together_whatever_their_order(tmp_path: Path) -> None:
    changes = ("params: {places: {replace: [CN, EU]}}", "params: {places: {replace: [EU, US]}}")
    assert _control(tmp_path, *changes).params["places"] == ["EU"]
    assert _control(tmp_path, *reversed(changes)).params["places"] == ["EU"]


@pytest.mark.parametrize(
    ("region", "is_applied"),
    [("CN", True), ("cn", True), (None, True), ("US", False)],
    ids=["in scope", "in lower case", "not stated", "out of scope"],
)
def test_an_overlay_applies_unless_the_site_speaks_against_it(tmp_path: Path, region: str | None, is_applied: bool) -> None:
    control = _control(tmp_path, "params: {places: {replace: [CN]}}", site=Site(region=region))
    assert control.params["places"] == (["CN"] if is_applied else ["US", "EU", "CN"])


@pytest.mark.parametrize(("at", "is_applied"), [(date(2026, 12, 31), False), (date(2027, 1, 1), True), (None, True)])
def test_an_overlay_is_not_used_before_its_day(tmp_path: Path, at: date | None, is_applied: bool) -> None:
    text = OVERLAY.replace("owner: region@corp.example", "owner: region@corp.example, effective_from: 2027-01-01")
    overlay = write(tmp_path, "overlay.yaml", text + "params: {places: {replace: [CN]}}\n")
    (control,) = load_policies([write(tmp_path, "policy.yaml", POLICY)], overlays=[overlay]).controls_at(CHINA, at)
    assert control.params["places"] == (["CN"] if is_applied else ["US", "EU", "CN"])


def test_an_overlay_that_lowers_what_another_raised_needs_approval(tmp_path: Path) -> None:
    raised = "controls: {MAD-UP-001: {severity: critical}}"
    with pytest.raises(DocumentRefused, match="lowers `severity` from critical to high"):
        _control(tmp_path, raised, "precedence: 5\ncontrols: {MAD-UP-001: {severity: high}}")


def test_severity_raised_raises_what_follows_from_it(tmp_path: Path) -> None:
    policy = write(tmp_path, "policy.yaml", POLICY.replace("    enforcement: review\n", "").replace("severity: high", "severity: medium"))
    overlay = write(tmp_path, "overlay.yaml", OVERLAY + "controls: {MAD-UP-001: {severity: critical}}\n")
    (control,) = load_policies([policy], overlays=[overlay]).controls_at(CHINA)
    values = {value.name: value.value for value in control.values}
    assert (values["enforcement"], values["on_not_evaluated"], values["max_waiver_days"]) == ("block", "block", "30")


def test_the_eu_names_its_members(tmp_path: Path) -> None:
    text = OVERLAY.replace("[CN]", "[EU]") + "params: {places: {replace: [EU]}}\n"
    found = load_policies([write(tmp_path, "policy.yaml", POLICY)], overlays=[write(tmp_path, "overlay.yaml", text)])
    assert [found.controls_at(Site(region=region))[0].params["places"] for region in ("FR", "CH")] == [["EU"], ["US", "EU", "CN"]]


def test_every_value_names_the_lines_it_comes_from(tmp_path: Path) -> None:
    control = _control(tmp_path, "params: {places: {remove: [US]}}\ncontrols:\n  MAD-UP-001: {severity: critical}\n")
    policy, overlay = str(tmp_path / "policy.yaml"), str(tmp_path / "overlay-0.yaml")
    values = {value.name: (value.value, [(one.file, one.line) for one in value.origins]) for value in control.values}
    assert values["severity"] == ("critical", [(policy, 13), (overlay, 8)])
    assert values["param places"] == ("[EU, CN]", [(policy, 5), (overlay, 6)])
    assert values["enforcement"] == ("review", [(policy, 14)])
    assert values["on_not_evaluated"] == ("review", [(policy, 10)])


def test_an_overlay_adds_controls_that_use_the_parameters_it_extends(tmp_path: Path) -> None:
    control = POLICY.partition("controls:\n")[2].replace("MAD-UP-001", "MAD-UP-002")
    policy = write(tmp_path, "policy.yaml", POLICY)
    overlay = write(tmp_path, "overlay.yaml", f"{OVERLAY}add_controls:\n{control}")
    found = load_policies([policy], overlays=[overlay])
    assert [(one.control.id, one.policy.id) for one in found.controls_at(CHINA)] == [("MAD-UP-001", "made-up"), ("MAD-UP-002", "made-up-region")]
    assert [one.control.id for one in found.controls_at(Site(region="US"))] == ["MAD-UP-001"]
