"""Signed statements: they hold for the bytes that were signed, and for no others."""

import base64
import hashlib
import json
import stat
from pathlib import Path

import pytest

from scanner.model.refusal import UsageRefused
from scanner.render.intoto import keygen, sign, verify
from scanner.render.json import render_json
from scanner.render.language import ENGLISH
from scanner.render.stage import save, write
from tests.render import sample


@pytest.fixture
def signed(tmp_path: Path) -> Path:
    """A folder with a key, a report and the signed statement on it."""
    keygen(tmp_path / "key")
    write(sample.blocked(), tmp_path / "report.json")
    write(sample.blocked(), tmp_path / "report.intoto.json")
    save(sign(tmp_path / "report.intoto.json", tmp_path / "key"), tmp_path / "report.intoto.json")
    return tmp_path


def test_the_statement_names_the_report_the_artifacts_and_every_control() -> None:
    from scanner.render.intoto import render_intoto

    statement = json.loads(render_intoto(sample.blocked(), ENGLISH))
    digest = hashlib.sha256(render_json(sample.blocked(), ENGLISH)).hexdigest()

    assert statement["subject"][:2] == [
        {"name": "report.json", "digest": {"sha256": digest}},
        {"name": "npm:@acme/agent@3.2.0", "digest": {"sha256": sample.TARBALL.sha256}},
    ]
    assert statement["predicateType"] == "https://in-toto.io/attestation/test-result/v0.1"
    assert statement["predicate"]["result"] == "FAILED"
    assert "harbor@1.9.4: AIT-COV-001 (not_evaluated)" in statement["predicate"]["failedTests"]
    assert statement["predicate"]["warnedTests"] == ["acme-agent@3.2.0: AIT-UNA-001"]


@pytest.mark.parametrize("name", ["report.intoto.json", "report.json"])
def test_an_untouched_report_verifies(signed: Path, name: str) -> None:
    verified = verify(signed / name, signed / "key.pub")

    assert (verified.result, verified.report) == ("FAILED", signed / "report.json")


def test_a_statement_verifies_without_the_report_beside_it(signed: Path) -> None:
    (signed / "report.json").unlink()

    assert verify(signed / "report.intoto.json", signed / "key.pub").report is None


@pytest.mark.parametrize("name", ["report.intoto.json", "report.json"])
def test_a_tampered_report_is_refused(signed: Path, name: str) -> None:
    path = signed / "report.json"
    path.write_bytes(path.read_bytes().replace(b'"blocked"', b'"pass"', 1))

    with pytest.raises(UsageRefused, match="was changed"):
        verify(signed / name, signed / "key.pub")


def test_a_tampered_statement_is_refused(signed: Path) -> None:
    path = signed / "report.intoto.json"
    envelope = json.loads(path.read_bytes())
    payload = base64.b64decode(envelope["payload"]).replace(b"FAILED", b"PASSED")
    path.write_text(json.dumps({**envelope, "payload": base64.b64encode(payload).decode()}))

    with pytest.raises(UsageRefused, match="was changed, or signed by another key"):
        verify(path, signed / "key.pub")


def test_the_signature_of_another_key_is_refused(signed: Path) -> None:
    keygen(signed / "other")

    with pytest.raises(UsageRefused, match="signed by another key"):
        verify(signed / "report.intoto.json", signed / "other.pub")


def test_another_key_under_the_same_key_id_is_refused(signed: Path) -> None:
    keygen(signed / "other")
    write(sample.passed(), signed / "forged.intoto.json")
    forged = json.loads(sign(signed / "forged.intoto.json", signed / "other"))
    genuine = json.loads((signed / "report.intoto.json").read_bytes())
    forged["signatures"][0]["keyid"] = genuine["signatures"][0]["keyid"]
    (signed / "forged.intoto.json").write_text(json.dumps(forged))

    with pytest.raises(UsageRefused, match="signed by another key"):
        verify(signed / "forged.intoto.json", signed / "key.pub")


@pytest.mark.parametrize(
    "content",
    [b"", b"{}", b"[]", b'{"payload": 1, "payloadType": "x", "signatures": []}', b'{"payload": "e30=", "payloadType": "x", "signatures": []}',
     b'{"payload": "e30=", "payloadType": "x", "signatures": [{"sig": "!", "keyid": "x"}]}', b"[" * 100_000],
    ids=range(7),
)  # fmt: skip
def test_what_is_no_signed_statement_is_refused(content: bytes, signed: Path) -> None:
    (signed / "report.intoto.json").write_bytes(content)

    with pytest.raises(UsageRefused):
        verify(signed / "report.intoto.json", signed / "key.pub")


def test_an_unsigned_statement_does_not_verify(signed: Path) -> None:
    write(sample.blocked(), signed / "report.intoto.json")

    with pytest.raises(UsageRefused, match="no signed statement"):
        verify(signed / "report.intoto.json", signed / "key.pub")


def test_a_key_is_for_its_owner_alone_and_never_replaced(tmp_path: Path) -> None:
    public = keygen(tmp_path / "key")

    assert stat.S_IMODE((tmp_path / "key").stat().st_mode) == 0o600
    assert public.read_text().startswith("-----BEGIN PUBLIC KEY-----")
    with pytest.raises(UsageRefused, match="never replaced"):
        keygen(tmp_path / "key")


def test_only_a_statement_is_signed(signed: Path) -> None:
    with pytest.raises(UsageRefused, match="no in-toto test result"):
        sign(signed / "report.json", signed / "key")


@pytest.mark.parametrize("wrong", ["key", "report.json", "none"])
def test_a_file_that_is_no_public_key_is_refused(signed: Path, wrong: str) -> None:
    with pytest.raises(UsageRefused, match=r"no public key|cannot be read"):
        verify(signed / "report.intoto.json", signed / wrong)
