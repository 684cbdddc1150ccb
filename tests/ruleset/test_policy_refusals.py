"""Bad policy files: each kind is refused with file, line and a sentence."""

from pathlib import Path

import pytest

from scanner.model.refusal import UsageRefused
from scanner.ruleset.policy_set import load_policies
from scanner.ruleset.strict_yaml import DocumentRefused
from tests.ruleset.written import OVERLAY, POLICY, WAIVERS, write

CHANGED_POLICIES = [
    ("severity: high", "severity: high\n    severity: low", 14, "second time"),
    ("severity: high", "severity: &s high", 13, "anchors"),
    ("severity: high", "severity: !!str high", 13, "tags"),
    ("severity: high", "severity: severe", 13, "known are critical, high, info, low, medium"),
    ("severity: high", "severty: high", 13, "is not a known key; did you mean `severity`?"),
    ("    severity: high\n", "", 10, "lacks the key `severity`"),
    ("aitool-policy/v1", "aitool-policy/v9", 1, "did you mean `aitool-policy/v1`?"),
    ("kind: Policy", "kind: Polici", 1, "`Polici` is no kind of document; did you mean `Policy`"),
    ("net.endpoint\n", "net.endpiont\n", 17, "did you mean `net.endpoint`?"),
    ("[net.endpoints]", "[net.endpoint]", 15, "did you mean `net.endpoints`?"),
    ("op: in, param: roles", "op: within, param: roles", 21, "known are absent, contains_all, "),
    ("op: in, param: roles", "op: in, value: inference", 21, "takes a list"),
    ("op: in, param: roles", "op: matches, value: '('", 21, "no RE2 expression"),
    ("op: in, param: roles", "op: version_in, value: '>1'", 21, "no version range"),
    ("op: in, param: roles", "op: in, param: rolls", 18, "the parameter `rolls` is not defined; did you mean `roles`?"),
    ("clause: CWE-201", "clause: CWE201", 24, "its clauses have the form ^CWE"),
    ("framework: cwe", "framework: cve", 24, "is in no framework pack; did you mean `cwe`?"),
    ("relation: weakness", "relation: violates", 24, "known are evidence_for, supports, technique, weakness"),
    ("    forbid:", "    require: [{facts: net.endpoint}]\n    forbid:", 10, "exactly one of `forbid` and `require`"),
    ("      - facts: net.endpoint", "      - facts: net.endpoint\n        every: {field: x, op: present}", 10, "belong to `require`"),
    ("id: MAD-UP-001", "id: madup1", 10, "write it like AIT-COV-001"),
    ('version: "1.0.0"', "version: 1.0", 3, "put it in quotes"),
    ("enforcement: review", "enforcement: review\n    waivable: NO", 15, "must be true or false"),
    ("enforcement: review", "enforcement: review\n    applies_to: {}", 15, "selects by nothing"),
    ("enforcement: review", "enforcement: review\n    applies_to: {tool_kind: [agnet]}", 15, "did you mean `agent`?"),
    ("owner: owner@corp.example}", "owner: owner@corp.example, review_by: 2026-13-01}", 3, "is no day"),
]


@pytest.mark.parametrize(("old", "new", "line", "words"), CHANGED_POLICIES)
def test_a_bad_policy_is_refused_with_file_and_line(tmp_path: Path, old: str, new: str, line: int, words: str) -> None:
    assert old in POLICY
    path = write(tmp_path, "policy.yaml", POLICY.replace(old, new, 1))
    with pytest.raises(DocumentRefused) as refused:
        load_policies([path])
    assert words in refused.value.sentence
    assert (refused.value.file, refused.value.line) == (str(path), line)


def test_the_unchanged_policy_is_accepted(tmp_path: Path) -> None:
    found = load_policies([write(tmp_path, "policy.yaml", POLICY), write(tmp_path, "waivers.yaml", WAIVERS)])
    assert found.control_count == 1


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("approved_by: ciso@corp.example", "approved_by: Lead@corp.example", 5, "approved by its owner"),
        ('version: "vers:npm/>=1.0.0"', 'version: "vers:npm/*"', 7, "covers every version"),
        ('version: "vers:npm/>=1.0.0"', 'version: "vers:npm/!=1.2.3"', 7, "covers every version"),
        (', version: "vers:npm/>=1.0.0"', "", 7, "covers every version of the tool"),
        ("tool_id: some-agent", 'tool_id: "*"', 7, "does not have the form"),
        ("expires: 2026-11-30", "expires: 2026-10-30", 5, "before it was created"),
        ("expires: 2026-11-30", "expires: never", 13, "is no day"),
        ("reason: A reason that is long enough to be one.", "reason: because", 10, "is shorter than 20 characters"),
        ("ticket: SEC-1", "tickets: SEC-1", 11, "is not a known key"),
        ("control: MAD-UP-001", 'control: "*"', 6, "write it like AIT-COV-001"),
        ("id: W-2026-001", "id: W-1", 5, "write it like W-2026-001"),
    ],
)
def test_a_bad_waiver_is_refused_with_file_and_line(tmp_path: Path, old: str, new: str, line: int, words: str) -> None:
    assert old in WAIVERS
    policy = write(tmp_path, "policy.yaml", POLICY)
    path = write(tmp_path, "waivers.yaml", WAIVERS.replace(old, new, 1))
    with pytest.raises(DocumentRefused) as refused:
        load_policies([policy], waivers=[path])
    assert words in refused.value.sentence
    assert (refused.value.file, refused.value.line) == (str(path), line)


def test_a_waiver_for_a_control_that_cannot_be_waived_is_refused(tmp_path: Path) -> None:
    policy = write(tmp_path, "policy.yaml", POLICY.replace("enforcement: review", "enforcement: review\n    waivable: false"))
    with pytest.raises(DocumentRefused, match=r"waivers\.yaml:6: .*cannot be waived"):
        load_policies([policy], waivers=[write(tmp_path, "waivers.yaml", WAIVERS)])


def test_two_controls_of_one_id_are_refused_in_one_file_and_across_files(tmp_path: Path) -> None:
    head, _, controls = POLICY.partition("controls:\n")
    twice = write(tmp_path, "twice.yaml", f"{head}controls:\n{controls}{controls}")
    with pytest.raises(DocumentRefused, match=r"twice\.yaml:26: .*MAD-UP-001 stands in .*twice\.yaml:10 too"):
        load_policies([twice])
    one = write(tmp_path, "one.yaml", POLICY)
    other = write(tmp_path, "other.yaml", POLICY.replace("id: made-up,", "id: other,"))
    with pytest.raises(DocumentRefused, match=r"other\.yaml:10: "):
        load_policies([one, other])


def test_no_policy_at_all_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageRefused, match="holds no policy file"):
        load_policies([tmp_path])
    with pytest.raises(UsageRefused, match="there is no policy in"):
        load_policies([write(tmp_path, "overlay.yaml", WAIVERS)])
    with pytest.raises(UsageRefused, match="does not exist"):
        load_policies([tmp_path / "absent.yaml"])


def test_an_overlay_of_policies_that_are_not_there_is_refused(tmp_path: Path) -> None:
    policy = write(tmp_path, "policy.yaml", POLICY)
    overlay = write(tmp_path, "overlay.yaml", OVERLAY.replace("made-up@1]", "other@1]") + "params: {places: {remove: [US]}}\n")
    with pytest.raises(DocumentRefused, match=r"overlay\.yaml:4: extends: none of the policies"):
        load_policies([policy], overlays=[overlay])
    overlay = write(tmp_path, "overlay.yaml", OVERLAY.replace("made-up@1]", "made-up@2]") + "params: {places: {remove: [US]}}\n")
    with pytest.raises(DocumentRefused, match="another version of made-up"):
        load_policies([policy], overlays=[overlay])
