"""Values that a script names by what is left of a checksum."""

from scanner.ruleset.locations import shipped
from scanner.ruleset.signals import signals_of
from scanner.world.checksums import posix_crc
from scanner.world.dictionary import dictionary_of
from scanner.world.inversion import GIT_BLOB, digest_of, values_of_digests, values_of_remainders
from scanner.world.persona import persona
from scanner.world.recording import Recording

RULES = (shipped("rules"),)
SIGNALS = signals_of(RULES)
BASE = persona(SIGNALS)


def _meant(literals: list[str], divisor: int) -> set[str]:
    signal = next(one for one in SIGNALS if one.id == "timezone")
    control = Recording()
    control.digests.append(("cksum", BASE.value("timezone").encode(), None))
    return {other for _, other in values_of_remainders(control, BASE, signal, literals, (divisor,), dictionary_of(RULES))}


def test_a_remainder_of_a_checksum_stands_for_a_value() -> None:
    wanted = str(posix_crc(b"Asia/Tehran") % 5003)
    assert "Asia/Tehran" in _meant([wanted, "done"], 5003)


def test_a_divisor_that_many_values_fit_tells_nothing() -> None:
    wanted = [str(posix_crc(zone) % 16) for zone in (b"Asia/Tehran", b"Europe/Moscow")]
    assert _meant(wanted, 16) == set()
    assert _meant([], 5003) == set()


def test_of_where_packages_come_from_the_mirrors_are_known_first() -> None:
    known = dictionary_of(RULES)
    by_id = {signal.id: signal for signal in SIGNALS}
    mirror, gateway = by_id["package_mirror"], by_id["gateway_host"]
    start = len(mirror.world.panel)
    assert known.values(mirror)[start : start + len(known.mirrors)] == known.mirrors
    assert known.mirrors[0] not in known.values(gateway)[: len(gateway.world.panel) + 50]


def test_a_piece_out_of_the_middle_of_a_hash_stands_for_a_value() -> None:
    signal = next(one for one in SIGNALS if one.id == "timezone")
    control = Recording()
    control.digests.append((GIT_BLOB, BASE.value("timezone").encode(), None))
    digest = digest_of(GIT_BLOB, b"Asia/Tehran", None).hex()
    known = dictionary_of(RULES)
    assert {other for _, other in values_of_digests(control, BASE, signal, [digest[5:13]], known)} == {"Asia/Tehran"}
    assert values_of_digests(control, BASE, signal, [digest[5:11]], known) == ()


def test_git_names_a_content_by_its_length_and_letters() -> None:
    assert digest_of(GIT_BLOB, b"", None).hex() == "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391"
