"""Version ranges: no prerelease slips past a denial, none slips into a permission."""

import pytest

from scanner.ruleset.versions import RangeRefused, check_range, covers, touches

DENIED = "vers:npm/>=2.1.91|<=2.1.197"


@pytest.mark.parametrize(
    ("version", "is_denied"),
    [
        ("2.1.90", False),
        ("2.1.91-rc.1", True),
        ("2.1.91", True),
        ("2.1.196-rc.1", True),
        ("2.1.197", True),
        ("2.1.197+build.5", True),
        ("2.1.198-rc.1", False),
        ("2.1.198", False),
        ("2.1.9", False),
        ("not a version", None),
        ("v2.1.100", True),
        ("", None),
        ("latest", None),
    ],
)
def test_a_denial_covers_prereleases_and_builds(version: str, is_denied: bool | None) -> None:
    assert touches(DENIED, version) is is_denied


@pytest.mark.parametrize(
    ("span", "version", "is_allowed"),
    [
        ("vers:npm/>=2.1.198", "2.1.198", True),
        ("vers:npm/>=2.1.198", "2.1.198-rc.1", False),
        ("vers:npm/<3.0.0", "3.0.0-rc.1", False),
        ("vers:npm/<3.0.0", "2.9.9-rc.1", True),
        ("vers:pypi/>=1.0|<2.0", "2.0rc1", False),
        ("vers:pypi/>=1.0|<2.0", "2.0.dev3", False),
        ("vers:pypi/>=1.0|<2.0", "1.5.post1", True),
        ("vers:pypi/>=1.0|<2.0", "junk", None),
    ],
)
def test_a_permission_covers_neither_prereleases_at_its_edges(span: str, version: str, is_allowed: bool | None) -> None:
    assert covers(span, version) is is_allowed


@pytest.mark.parametrize("version", ["2.1.91rc1", "2.1.91.dev1", "2.1.197.post1", "2.1.197+local", "2.1.197rc1"])
def test_python_prereleases_post_releases_and_local_versions_do_not_slip_past_a_denial(version: str) -> None:
    assert touches("vers:pypi/>=2.1.91|<=2.1.197", version) is True


@pytest.mark.parametrize("text", [">=1", "vers:npm/", "vers:npm/>=x", "vers:nonsense/>=1", "vers:npm", "", "vers:npm/1.x", "vers:npm/>=1.0|>=2.0", "vers:npm/^1.2.3", "vers:npm/>=1 || <2"])
def test_what_is_no_range_is_refused(text: str) -> None:
    with pytest.raises(RangeRefused):
        check_range(text)
