"""What the catalogs of approved tools decide."""

from pathlib import Path
from typing import Any

import pytest

from scanner.model.finding import FindingKind
from scanner.model.report import VerdictStatus
from scanner.ruleset.effective import Site
from scanner.ruleset.policy_set import load_policies
from tests.judge.judged import catalog_file, judged, tool, verdict

LISTED = """\
tools:
  - tool_id: some-agent
    purl: pkg:npm/some-agent
    decision: allow
    versions: "vers:npm/>=1.0.0"
    deny_versions:
      - {range: "vers:npm/>=2.1.91|<=2.1.197", reason: profiles its users}
    alternatives: [other-agent]
    regions: [US, EU]
    reviewed: 2026-10-01
    max_age_days: 90
  - {tool_id: bad-agent, decision: deny, reason: no agreement, alternatives: [some-agent]}
  - {tool_id: new-agent, decision: review}
  - {tool_id: pinned-agent, decision: allow, sha256: ["aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"]}
  - {tool_id: other-bytes, decision: allow, sha256: ["bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"]}
  - {tool_id: ended, decision: allow, expires: 2026-11-21}
  - {tool_id: last-day, decision: allow, expires: 2026-11-22}
  - {tool_id: old, decision: allow, reviewed: 2026-01-01, max_age_days: 90}
"""
EU = Site(region="DE")


def _decision(folder: Path, text: str, site: Site = EU, **fields: Any) -> tuple[object, object]:
    policies = load_policies(catalogs=[catalog_file(folder, text)])
    found = [one for one in judged(policies=policies, tools=(tool(**fields),), site=site).findings if one.kind is FindingKind.CATALOG_DECISION]
    assert len(found) == 1
    return found[0].attribute("decision"), found[0].attribute("reason")


@pytest.mark.parametrize(
    ("fields", "decision", "reason"),
    [
        ({"version": "2.2.0"}, "allow", "approved in made-up"),
        ({"tool_id": "renamed", "name": "renamed", "version": "2.2.0"}, "allow", "approved in made-up"),
        ({"version": "2.1.100"}, "deny", "profiles its users"),
        ({"version": "2.1.196-rc.1"}, "deny", "profiles its users"),
        ({"version": "2.1.91-rc.1"}, "deny", "profiles its users"),
        ({"version": "2.1.197+build.1"}, "deny", "profiles its users"),
        ({"version": "1.0.0-rc.1"}, "review", "version 1.0.0-rc.1 is outside of the approved vers:npm/>=1.0.0"),
        ({"version": None}, "review", "the approval depends on the version, which the tool does not state"),
        ({"version": "banana"}, "review", "the version banana cannot be ordered"),
        ({"tool_id": "bad-agent", "purl": None}, "deny", "no agreement"),
        ({"tool_id": "new-agent", "purl": None}, "review", "listed for review"),
        ({"tool_id": "pinned-agent", "purl": None}, "allow", "approved in made-up"),
        ({"tool_id": "other-bytes", "purl": None}, "review", "the bytes are not those that were approved"),
        ({"tool_id": "ended", "purl": None}, "review", "the approval ended on 2026-11-21"),
        ({"tool_id": "last-day", "purl": None}, "allow", "approved in made-up"),
        ({"tool_id": "old", "purl": None}, "review", "the approval of 2026-01-01 is older than 90 days"),
        ({"tool_id": "nobody", "name": "nobody", "purl": "pkg:npm/%40x/some-agent@1.0.0"}, "unlisted", "not listed in made-up"),
        ({"purl": "pkg:pypi/some-agent@2.2.0", "version": "2.2.0"}, "review", "pypi/some-agent carries the name of the approved npm/some-agent"),
        ({"tool_id": "a-group", "name": "bad-agent", "purl": "pkg:npm/bad-agent"}, "deny", "no agreement"),
        ({"name": "some-agent-linux-x64", "purl": "pkg:npm/some-agent-linux-x64", "version": "2.1.100"}, "deny", "profiles its users"),
    ],
)
def test_decisions(tmp_path: Path, fields: dict[str, Any], decision: str, reason: str) -> None:
    assert _decision(tmp_path, LISTED, **fields) == (decision, reason)


@pytest.mark.parametrize(("default", "decision"), [("deny", "deny"), ("review", "review"), ("allow", "allow")])
def test_an_unlisted_tool_gets_the_default(tmp_path: Path, default: str, decision: str) -> None:
    assert _decision(tmp_path, f"default_decision: {default}\n{LISTED}", tool_id="nobody", name="nobody", purl=None)[0] == decision


def test_outside_of_an_approval_is_denied_where_the_default_is(tmp_path: Path) -> None:
    assert _decision(tmp_path, f"default_decision: deny\n{LISTED}", version="0.9.0")[0] == "deny"


@pytest.mark.parametrize(("region", "decision"), [("US", "allow"), ("FR", "allow"), ("CN", "review"), (None, "review")])
def test_an_approval_for_regions_covers_no_other_and_no_unstated_one(tmp_path: Path, region: str | None, decision: str) -> None:
    assert _decision(tmp_path, LISTED, Site(region=region), version="2.2.0")[0] == decision


def test_the_shipped_catalog_fails_nobody_and_says_that_nobody_decided() -> None:
    found = judged()
    assert [verdict(found, f"AIT-CAT-00{number}").status for number in (1, 2, 3)] == [
        VerdictStatus.PASS,
        VerdictStatus.PASS,
        VerdictStatus.FAIL,
    ]


def test_a_denied_version_blocks_and_names_the_alternative(tmp_path: Path) -> None:
    policies = load_policies(catalogs=[catalog_file(tmp_path, LISTED)])
    found = verdict(judged(policies=policies, tools=(tool(version="2.1.100"),), site=EU), "AIT-CAT-001")
    assert (found.status, found.message) == (
        VerdictStatus.FAIL,
        "some-agent 2.1.100: denied (profiles its users); alternatives: other-agent",
    )
