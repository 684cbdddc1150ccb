"""Names of hosts among other names with dots."""

from scanner.world.listed import lists_seen
from scanner.world.lists import counts_of, split_list
from scanner.world.recording import Comparison, Recording

HOSTS = ("relay.corp.example", "api.foo.cn", "hub.example.top", "b.lan", ".cn")


def test_hosts_are_told_from_modules_by_their_last_label() -> None:
    assert counts_of(HOSTS) == (5, 0, 0)
    assert counts_of(("package.errors", "package.display", "other.exceptions", "tool.util")) == (0, 0, 4)


def test_a_text_of_modules_is_no_list_of_names() -> None:
    assert split_list("package.errors,package.display,other.exceptions") == ()
    assert split_list(",".join(HOSTS)) == HOSTS


def test_a_line_of_what_the_machine_answered_is_no_decoded_list() -> None:
    """A banner that named the user's own gateway, forge and registry was taken for hidden host names."""
    made, decoded = Recording(), Recording()
    made.decoded.append(("api gw.corp.example fg code.corp.example np npm.corp.example", "join"))
    decoded.decoded.append(("gw.corp.example,code.corp.example,npm.corp.example", "join"))
    told = frozenset({"gw.corp.example", "code.corp.example", "npm.corp.example"})
    assert [one.is_decoded for one in lists_seen([made], literals=(), source="", told=told)] == [False]
    assert [one.is_decoded for one in lists_seen([decoded], literals=(), source="", told=frozenset())] == [True]


def test_a_host_and_the_domains_in_which_it_lies_are_no_list() -> None:
    cut, several = Recording(), Recording()
    cut.compared.append(Comparison("has", ("a.b.corp.example.cn", "b.corp.example.cn", "corp.example.cn"), ""))
    several.compared.append(Comparison("has", ("a.b.corp.example.cn", "corp.example.cn", "relay.example.cn"), ""))
    assert lists_seen([cut], literals=(), source="", told=frozenset()) == ()
    assert [one.is_decoded for one in lists_seen([several], literals=(), source="", told=frozenset())] == [True]
