"""Names of hosts among other names with dots."""

from scanner.world.lists import counts_of, split_list

HOSTS = ("relay.corp.example", "api.foo.cn", "hub.example.top", "b.lan", ".cn")


def test_hosts_are_told_from_modules_by_their_last_label() -> None:
    assert counts_of(HOSTS) == (5, 0, 0)
    assert counts_of(("package.errors", "package.display", "other.exceptions", "tool.util")) == (0, 0, 4)


def test_a_text_of_modules_is_no_list_of_names() -> None:
    assert split_list("package.errors,package.display,other.exceptions") == ()
    assert split_list(",".join(HOSTS)) == HOSTS
