import pytest

from scanner.analyze.hosts import Host, host_of, registrable
from scanner.ruleset.suffixes import is_public_suffix


@pytest.mark.parametrize(("word", "host"), [
    ("API.Contoso.com.", Host("api.contoso.com", False)),
    ("münchen.de", Host("xn--mnchen-3ya.de", False)),
    ("localhost", Host("localhost", False)),
    ("127.0.0.1", Host("127.0.0.1", True)),
    ("FE80:0::1", Host("fe80::1", True)),
    ("index.js", None), ("user.nosuch", None), ("com", None), ("co.uk", None), ("999.1.1.1", None), ("-a.com", None), ("a..com", None),
    ("a b.com", None), ("", None), ("x" * 300 + ".com", None), ("::", Host("::", True)), (":::", None), ("ü" * 200 + ".de", None),
])
def test_a_host_is_told_by_form_and_suffix(word: str, host: Host | None) -> None:
    assert host_of(word) == host


@pytest.mark.parametrize(("word", "answer"), [("cn", True), ("co.uk", True), ("contoso.com", False), ("js", False)])
def test_public_suffixes_are_known(word: str, answer: bool) -> None:
    assert is_public_suffix(word) is answer


def test_the_registered_domain_is_found() -> None:
    assert (registrable("a.b.contoso.co.uk"), registrable("co.uk")) == ("contoso.co.uk", None)
