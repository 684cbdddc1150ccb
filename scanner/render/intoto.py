"""The report as an in-toto test result, and its signature: who says that these artifacts had this verdict."""

import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)
from securesystemslib.dsse import Envelope
from securesystemslib.exceptions import VerificationError
from securesystemslib.signer import CryptoSigner, SSlibKey  # type: ignore[attr-defined]  # documented there, and not in an __all__

from scanner.model.refusal import UsageRefused
from scanner.model.report import Outcome, Report, Verdict, VerdictStatus
from scanner.render.identity import report_digest
from scanner.render.json import JsonObject, encoded
from scanner.render.language import Language

PAYLOAD_TYPE = "application/vnd.in-toto+json"
STATEMENT_TYPE = "https://in-toto.io/Statement/v1"
PREDICATE_TYPE = "https://in-toto.io/attestation/test-result/v0.1"
REPORT_NAME = "report.json"
"""Subject of the statement that stands for the canonical report itself."""
PUBLIC_SUFFIX = ".pub"
SUFFIX = ".intoto.json"
LARGEST_FILE_BYTES = 1 << 30

_RESULT = {
    Outcome.PASS: "PASSED",
    Outcome.REVIEW: "WARNED",
    Outcome.INCONCLUSIVE: "FAILED",
    Outcome.BLOCKED: "FAILED",
    Outcome.ERROR: "FAILED",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """A signature that holds, and what it speaks for."""

    result: str
    """PASSED, WARNED or FAILED."""
    report_sha256: str
    """Digest of the canonical report."""
    report: Path | None
    """The report file whose bytes have that digest; None: no report lies beside the statement."""
    key_id: str


def render_intoto(report: Report, language: Language) -> bytes:
    """The statement, not signed yet (`sign`). Names are for programs: the language changes nothing."""
    return encoded(_statement(report))


def keygen(path: Path) -> Path:
    """Make an Ed25519 key: the private one at `path`, for its owner's eyes only, the public one beside it; returns the latter.

    Raises UsageRefused where either exists or cannot be written.
    """
    private = Ed25519PrivateKey.generate()
    public = path.with_name(path.name + PUBLIC_SUFFIX)
    _create(path, private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()), mode=0o600)
    _create(public, private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo), mode=0o644)
    return public


def sign(path: Path, key: Path) -> bytes:
    """The DSSE envelope around the statement in the file. Raises UsageRefused for a file that is no statement or a key that is none."""
    payload = _bytes(path)
    _checked(payload, path)
    return envelope_of(payload, key)


def envelope_of(payload: bytes, key: Path) -> bytes:
    """A statement signed with the private key, as a DSSE envelope. Raises UsageRefused for a key that cannot be used."""
    envelope = Envelope(payload, PAYLOAD_TYPE, {})
    private = _private(key)
    envelope.sign(CryptoSigner(private, _named(private.public_key())))
    return encoded(envelope.to_dict())


def verify(path: Path, key: Path) -> Verified:
    """Check the signature of an envelope, and the report that it speaks for.

    path: the envelope (`NAME.intoto.json`), or the report (`NAME.json`) beside it. Raises UsageRefused, with what is wrong, for a
    signature that does not hold and for a report whose bytes are not those that were signed.
    """
    envelope_path = path if path.name.endswith(SUFFIX) else path.with_name(path.name.removesuffix(".json") + SUFFIX)
    report_path = envelope_path.with_name(envelope_path.name.removesuffix(SUFFIX) + ".json") if path == envelope_path else path
    envelope = _envelope(envelope_path)
    public = _public(key)
    try:
        envelope.verify([public], 1)
    except VerificationError as failure:
        raise UsageRefused(
            f"{envelope_path} is not signed by {key}: it was changed, or signed by another key; do not rely on it"
        ) from failure
    statement = _checked(envelope.payload, envelope_path)
    digest = _report_sha256(statement, envelope_path)
    has_report = report_path.is_file()
    if has_report and hashlib.sha256(_bytes(report_path)).hexdigest() != digest:
        raise UsageRefused(f"{report_path} is not the report that {envelope_path} was signed for: it was changed; do not rely on it")
    if path == report_path and not has_report:
        raise UsageRefused(f"{path} does not exist; name the report or the statement to verify")
    return Verified(
        result=str(statement["predicate"]["result"]), report_sha256=digest, report=report_path if has_report else None, key_id=public.keyid
    )


def _statement(report: Report) -> JsonObject:
    subjects = [
        {"name": tool.artifacts[0].subject, "digest": {"sha256": tool.artifacts[0].sha256}} for tool in report.tools if tool.artifacts
    ]
    return {
        "_type": STATEMENT_TYPE,
        "subject": [{"name": REPORT_NAME, "digest": {"sha256": report_digest(report)}}, *subjects],
        "predicateType": PREDICATE_TYPE,
        "predicate": {
            "result": _RESULT[report.summary.outcome],
            "configuration": [
                {"name": "policy", "digest": {"sha256": report.digests.policy.removeprefix("sha256:")}},
                {"name": "ruleset", "digest": {"sha256": report.digests.ruleset.removeprefix("sha256:")}},
            ],
            "passedTests": _tests(report, {VerdictStatus.PASS}),
            "warnedTests": _tests(report, {VerdictStatus.WAIVED}),
            "failedTests": _tests(report, {VerdictStatus.FAIL, VerdictStatus.NOT_EVALUATED, VerdictStatus.ERROR}),
        },
    }


def _tests(report: Report, statuses: set[VerdictStatus]) -> list[str]:
    return [_test(verdict) for verdict in report.verdicts if verdict.status in statuses]


def _test(verdict: Verdict) -> str:
    """Not evaluated says so: it counts as not passed, and is no failure either."""
    name = f"{verdict.tool}: {verdict.control}"
    return f"{name} ({verdict.status.value})" if verdict.status in {VerdictStatus.NOT_EVALUATED, VerdictStatus.ERROR} else name


def _checked(payload: bytes, path: Path) -> JsonObject:
    try:
        statement = json.loads(payload)
    except (ValueError, RecursionError) as failure:
        raise UsageRefused(f"{path} holds no in-toto statement: it is no JSON") from failure
    if not isinstance(statement, dict) or statement.get("_type") != STATEMENT_TYPE or statement.get("predicateType") != PREDICATE_TYPE:
        raise UsageRefused(f"{path} holds no in-toto test result; make one with `-o report{SUFFIX}`")
    return statement


def _report_sha256(statement: JsonObject, path: Path) -> str:
    for subject in statement["subject"]:
        if subject["name"] == REPORT_NAME:
            return str(subject["digest"]["sha256"])
    raise UsageRefused(f"{path} names no report; make it again with `-o report{SUFFIX}`")


def _envelope(path: Path) -> Envelope:
    try:
        return Envelope.from_dict(json.loads(_bytes(path)))
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as failure:
        raise UsageRefused(f"{path} is no signed statement; sign one with a key of `unmask keygen`") from failure


def _private(path: Path) -> Ed25519PrivateKey:
    try:
        key = load_pem_private_key(_bytes(path), None)
    except (ValueError, TypeError) as failure:
        raise UsageRefused(f"{path} is no private key without a passphrase; make one with `unmask keygen`") from failure
    if not isinstance(key, Ed25519PrivateKey):
        raise UsageRefused(f"{path} is no Ed25519 key; make one with `unmask keygen`")
    return key


def _public(path: Path) -> SSlibKey:
    try:
        key = load_pem_public_key(_bytes(path))
    except (ValueError, TypeError) as failure:
        raise UsageRefused(f"{path} is no public key; use the `{PUBLIC_SUFFIX}` file that `unmask keygen` made") from failure
    if not isinstance(key, Ed25519PublicKey):
        raise UsageRefused(f"{path} is no Ed25519 key; use the `{PUBLIC_SUFFIX}` file that `unmask keygen` made")
    return _named(key)


def _named(public: Ed25519PublicKey) -> SSlibKey:
    """The key under the digest of its bytes, so that the same key has the same id wherever it is read."""
    return SSlibKey.from_crypto(public, hashlib.sha256(public.public_bytes(Encoding.Raw, PublicFormat.Raw)).hexdigest())


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST_FILE_BYTES:
            raise UsageRefused(f"{path} is larger than {LARGEST_FILE_BYTES} bytes")
        return path.read_bytes()
    except OSError as failure:
        raise UsageRefused(f"{path} cannot be read: {failure.strerror}") from failure


def _create(path: Path, content: bytes, *, mode: int) -> None:
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    except FileExistsError as failure:
        raise UsageRefused(f"{path} exists; a key is never replaced, name another file") from failure
    except OSError as failure:
        raise UsageRefused(f"{path} cannot be written: {failure.strerror}") from failure
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(content)
