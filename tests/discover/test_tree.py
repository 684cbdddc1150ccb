"""Reading a tree that somebody else controls."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from scanner.discover.ledger import Ledger
from scanner.discover.tree import Tree
from tests.discover.hosts import put


def _tree(base: Path, **given: object) -> Tree:
    return Tree(base=base, ledger=Ledger(), **given)  # type: ignore[arg-type]  # passed on as named


def _read(tree: Tree, path: str, cap_bytes: int = 1000) -> bytes | None:
    reading = tree.read(path, worker="test", cap_bytes=cap_bytes, hides=frozenset())
    return reading.content if reading is not None else None


def _reasons(tree: Tree) -> list[str | None]:
    return [one.reason for one in tree.ledger.entries]


@contextmanager
def as_nobody() -> Iterator[None]:
    """Permissions say nothing to root."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_absolute_links_stay_in_the_tree(tmp_path: Path) -> None:
    put(tmp_path / "data/real.json", "inside")
    (tmp_path / "link").symlink_to("/data/real.json")
    assert _read(_tree(tmp_path), "/link") == b"inside"


@pytest.mark.parametrize("target", ["/etc/hostname", "../../../../../../../../etc/hostname"])
def test_links_do_not_lead_out_of_the_tree(tmp_path: Path, target: str) -> None:
    (tmp_path / "tree").mkdir()
    (tmp_path / "tree/link").symlink_to(target)
    assert _read(_tree(tmp_path / "tree"), "/link") is None


def test_a_link_out_of_a_given_home_is_a_gap(tmp_path: Path) -> None:
    put(tmp_path / "home/.x/keep", "")
    (tmp_path / "home/.x/settings.json").symlink_to("/etc/hostname")
    tree = _tree(tmp_path / "home", shown_root="home", fences=("/",))
    assert _read(tree, "/.x/settings.json") is None
    assert _reasons(tree) == ["is a link to /etc/hostname, outside of what was given, and was not followed"]


def test_a_link_into_another_home_is_a_gap(tmp_path: Path) -> None:
    put(tmp_path / "home/bob/secret.json", "{}")
    put(tmp_path / "home/ann/keep", "")
    (tmp_path / "home/ann/settings.json").symlink_to("/home/bob/secret.json")
    tree = _tree(tmp_path, fences=("/home/ann", "/home/bob"))
    assert _read(tree, "/home/ann/settings.json") is None
    assert _reasons(tree) == ["is a link to /home/bob/secret.json, outside of the home that holds it, and was not followed"]


def test_a_loop_of_links_ends(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    tree = _tree(tmp_path)
    assert _read(tree, "/a") is None
    assert _reasons(tree) == ["is part of a loop of links"]


def test_only_regular_files_are_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    tree = _tree(tmp_path)
    assert _read(tree, "/pipe") is None
    assert _reasons(tree) == ["is not a regular file and was not read"]


def test_a_file_over_the_limit_is_a_gap(tmp_path: Path) -> None:
    put(tmp_path / "big", b"x" * 1001)
    tree = _tree(tmp_path)
    assert _read(tree, "/big") is None
    assert _reasons(tree) == ["has 1001 bytes, more than the limit of 1000 for such files"]


def test_a_denied_folder_is_a_gap_and_not_an_absence(tmp_path: Path) -> None:
    put(tmp_path / "closed/file", "x")
    for folder in (tmp_path, *tmp_path.parents):
        if str(folder).startswith("/tmp/"):
            folder.chmod(0o755)
    (tmp_path / "closed").chmod(0o000)
    tree = _tree(tmp_path)
    with as_nobody():
        assert tree.entries("/closed") == ()
        assert _read(tree, "/closed/file") is None
    (tmp_path / "closed").chmod(0o755)
    assert _reasons(tree) == ["cannot be listed (Permission denied)", "cannot be entered (Permission denied)"]


def test_patterns_match_within_one_step(tmp_path: Path) -> None:
    for name in ("a/one/x.json", "a/two/x.json", "a/.hidden/x.json", "a/one/deep/x.json"):
        put(tmp_path / name, "")
    assert _tree(tmp_path).matches("/a/*/x.json") == ("/a/one/x.json", "/a/two/x.json")


def test_case_is_ignored_where_the_system_ignores_it(tmp_path: Path) -> None:
    put(tmp_path / "Program Files/Tool/file", "")
    assert _tree(tmp_path, ignores_case=True).matches("/program files/tool/FILE") == ("/Program Files/Tool/file",)
    assert _tree(tmp_path).matches("/program files/tool/FILE") == ()


@pytest.mark.parametrize("path", ["/a\0b", "/" + "x" * 5000, "/no/such"])
def test_odd_paths_are_missing(tmp_path: Path, path: str) -> None:
    assert _read(_tree(tmp_path), path) is None
