"""Who owns a host: addresses first, whole labels only, and unknown is a result."""

from pathlib import Path
from typing import Any

import pytest

from scanner.ruleset.complaints import check
from scanner.ruleset.locations import shipped
from scanner.ruleset.policy_documents import read_document
from scanner.ruleset.strict_yaml import DocumentRefused, parse
from scanner.ruleset.vendors import HostRole, Reach, VendorIndex, VendorPack

PACK = """\
apiVersion: aitool-policy/v1
kind: VendorPack
metadata: {id: made-up, version: "1", title: Made-up vendors, owner: owner@corp.example, reviewed: 2026-11-22}
vendors:
  - id: first
    entity: First Pte. Ltd.
    entity_country: SG
    parent: First Holding
    parent_country: CN
    basis: P
    as_of: 2026-10-01
    hosts:
      - {host: api.first.com, role: inference, processing: [SG], basis: A}
      - {host: eu.api.first.com, role: inference, processing: [EU], basis: A, as_of: 2026-11-01}
      - {host: "run.*.first.com", role: telemetry, basis: K}
      - {host: first.blogspot.com, role: content, basis: K}
  - {id: second, entity: Second, entity_country: US, parent: Second, parent_country: US, basis: K, hosts: [{h: a.shared.net, r: docs, p: [US], e: A}]}
  - {id: third, entity: Third, entity_country: US, parent: Third, parent_country: US, basis: K, hosts: [{h: b.shared.net, r: docs, p: [], e: A}]}
"""


def _index(text: str = PACK) -> VendorIndex:
    return VendorIndex((check(parse(text.encode(), file="vendors.yaml"), VendorPack),))


@pytest.mark.parametrize(
    ("host", "vendor", "role", "processing", "as_of"),
    [
        ("api.first.com", "first", HostRole.INFERENCE, ("SG",), "2026-10-01"),
        ("V2.API.first.com.", "first", HostRole.INFERENCE, ("SG",), "2026-10-01"),
        ("eu.api.first.com", "first", HostRole.INFERENCE, ("EU",), "2026-11-01"),
        ("run.eu-1.first.com", "first", HostRole.TELEMETRY, (), "2026-10-01"),
        ("x.run.eu-1.first.com", "first", HostRole.TELEMETRY, (), "2026-10-01"),
        ("other.first.com", "first", None, (), "2026-10-01"),
        ("a.shared.net", "second", HostRole.DOCS, ("US",), "2026-11-22"),
        ("c.shared.net", None, None, (), None),
        ("somebody-else.blogspot.com", None, None, (), None),
        ("api.first.com.attacker.net", None, None, (), None),
        ("evil-api.first.com.cn", None, None, (), None),
        ("unknown.io", None, None, (), None),
    ],
)
def test_ownership(host: str, vendor: str | None, role: HostRole | None, processing: tuple[str, ...], as_of: str | None) -> None:
    found = _index().ownership_of(host)
    assert (found.vendor, found.role, found.processing, found.as_of) == (vendor, role, processing, as_of)


def test_entity_and_parent_are_kept_apart() -> None:
    found = _index().ownership_of("api.first.com")
    assert (found.owner, found.owner_jurisdiction, found.parent, found.parent_jurisdiction) == ("First Pte. Ltd.", "SG", "First Holding", "CN")


@pytest.mark.parametrize(
    ("host", "reach", "is_address"),
    [
        ("127.0.0.1", Reach.LOOPBACK, True),
        ("[::1]", Reach.LOOPBACK, True),
        ("localhost", Reach.LOOPBACK, False),
        ("10.1.2.3", Reach.PRIVATE, True),
        ("169.254.169.254", Reach.PRIVATE, True),
        ("8.8.8.8", Reach.PUBLIC, True),
        ("printer.local", Reach.PRIVATE, False),
        ("intranet", Reach.PRIVATE, False),
        ("docs.example.com", Reach.RESERVED, False),
        ("api.first.com", Reach.PUBLIC, False),
    ],
)
def test_reach(host: str, reach: Reach, is_address: bool) -> None:
    found = _index().ownership_of(host)
    assert (found.reach, found.is_address) == (reach, is_address)


@pytest.mark.parametrize("host", ["", ".", "...", "*", "a" * 5000, "xn--", "münchen.de", "1.2.3.4.5", "a..b"])
def test_no_text_breaks_the_lookup(host: str) -> None:
    assert _index().ownership_of(host).vendor is None


@pytest.mark.parametrize(
    ("host", "words"), [("com", "does not have the form"), ("co.uk", "public suffix"), ("API.first.com", "does not have the form"), ("a b.com", "does not have the form")]
)
def test_a_host_that_would_claim_others_is_refused(host: str, words: str) -> None:
    with pytest.raises(DocumentRefused, match=words):
        _index(PACK.replace("api.first.com, role", f'"{host}", role', 1))


def test_every_shipped_vendor_fact_carries_basis_and_day() -> None:
    source: Any = read_document(shipped("rules", "catalog", "vendors.yaml"))
    vendors = source.content.vendors
    assert len(vendors) >= 45
    assert sum(len(vendor.hosts) for vendor in vendors) >= 122
    undated = [vendor.id for vendor in vendors if vendor.as_of is None or not vendor.basis]
    placeholders = [vendor.id for vendor in vendors if "confirm" in (vendor.parent.lower(), vendor.entity.lower())]
    assert (undated, placeholders) == ([], [])
    index = VendorIndex((source.content,))
    wrong = [host.host for vendor in vendors for host in vendor.host_facts if index.ownership_of(host.host.replace("*", "x")).vendor != vendor.id]
    assert wrong == []


def test_the_pack_may_be_large_and_is_searched_by_name(tmp_path: Path) -> None:
    line = "      - {{host: h{0}.first.com, role: docs, basis: K}}\n"
    text = PACK.replace("    hosts:\n", "    hosts:\n" + "".join(line.format(number) for number in range(5000)), 1)
    assert _index(text).ownership_of("h4999.first.com").role is HostRole.DOCS
