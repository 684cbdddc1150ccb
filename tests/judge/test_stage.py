"""Judging as a whole: order, joined endpoints, independence of neighbours, and speed."""

from dataclasses import replace

from benchmarks.judge import made_findings, made_policies
from scanner.model.finding import FindingKind
from tests.judge.judged import AT, done, finding, judged, tool


def test_endpoints_are_joined_with_their_owners_and_unknown_stays_away() -> None:
    found = judged(finding(FindingKind.NET_ENDPOINT, "f1", host="api.openai.com"), finding(FindingKind.NET_ENDPOINT, "f2", host="t.unknown.io"))
    known, unknown = (dict(one.attributes) for one in found.findings[:2])
    assert known | {"as_of": None} == {
        "as_of": None,
        "basis": "A",
        "host": "api.openai.com",
        "is_address": False,
        "owner": "OpenAI OpCo, LLC",
        "owner_jurisdiction": "US",
        "parent": "OpenAI Group PBC",
        "parent_jurisdiction": "US",
        "processing": ("US",),
        "reach": "public",
        "registrable_domain": "openai.com",
        "role": "inference",
        "vendor": "openai",
    }
    assert unknown == {"host": "t.unknown.io", "is_address": False, "reach": "public", "registrable_domain": "unknown.io"}


def test_a_tools_verdicts_do_not_depend_on_its_neighbours() -> None:
    other = replace(tool(), key="other@2", tool_id="other", subject="other.tgz", artifacts=())
    mine = finding(FindingKind.COVERT_CHANNEL, "f1", carrier="case")
    theirs = finding(FindingKind.COVERT_GATE, "f2", tool="other@2")
    alone = judged(mine)
    together = judged(theirs, mine, tools=(other, tool()), coverage=(done(), done("other.tgz")))
    assert tuple(one for one in together.verdicts if one.tool == tool().key) == alone.verdicts
    assert [one.tool for one in together.verdicts] == ["other@2"] * len(alone.verdicts) + [tool().key] * len(alone.verdicts)


def test_the_same_input_gives_the_same_judgement() -> None:
    found = tuple(finding(FindingKind.NET_ENDPOINT, f"f{index}", host=f"h{index}.io") for index in range(20))
    assert judged(*found) == judged(*found)


def test_ten_thousand_findings_are_judged_by_a_hundred_controls() -> None:
    policies, findings = made_policies(controls=100), made_findings(10_000, tool=tool().key)
    found = judged(*findings, policies=policies, at=AT)
    assert len(found.verdicts) == 100
