"""Specs: what is a package, what is a path, what is refused."""

from pathlib import Path

import pytest

from scanner.acquire.platform import Platform, parse_platform, wheel_fits
from scanner.acquire.spec import Ecosystem, PackageSpec, PathSpec, parse_spec
from scanner.model.refusal import UsageRefused


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("npm:left-pad", PackageSpec(ecosystem=Ecosystem.NPM, name="left-pad", version=None)),
        ("npm:left-pad@1.3.0", PackageSpec(ecosystem=Ecosystem.NPM, name="left-pad", version="1.3.0")),
        ("npm:@scope/name@latest", PackageSpec(ecosystem=Ecosystem.NPM, name="@scope/name", version="latest")),
        ("npm:@scope/name@0.0.1-rc.1+x", PackageSpec(ecosystem=Ecosystem.NPM, name="@scope/name", version="0.0.1-rc.1+x")),
        ("pypi:some_name==1.0", PackageSpec(ecosystem=Ecosystem.PYPI, name="some_name", version="1.0")),
        ("pypi:name", PackageSpec(ecosystem=Ecosystem.PYPI, name="name", version=None)),
    ],
)
def test_a_package_spec_is_read(text: str, expected: PackageSpec) -> None:
    assert parse_spec(text) == expected


@pytest.mark.parametrize(
    "text", ["npm:", "npm:@scope", "npm:a b", "npm:name@", "npm:../x", "pypi:name=1.0", "pypi:name==", "pypi:-x", "gh:owner/name"]
)
def test_a_malformed_spec_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(UsageRefused):
        parse_spec(text)


@pytest.mark.parametrize("text", ["", "/does/not/exist", "a\0b"])
def test_a_path_that_does_not_exist_is_refused(text: str) -> None:
    with pytest.raises(UsageRefused, match="does not exist"):
        parse_spec(text)


def test_a_path_keeps_the_name_that_the_user_gave(tmp_path: Path) -> None:
    (tmp_path / "tool.tgz").write_bytes(b"")
    assert parse_spec(str(tmp_path / "tool.tgz")) == PathSpec(path=tmp_path / "tool.tgz", name=str(tmp_path / "tool.tgz"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("linux-x64", Platform(system="linux", machine="x64")),
        ("macos-aarch64", Platform(system="darwin", machine="arm64")),
        ("windows-amd64", Platform(system="win32", machine="x64")),
        ("linux-arm64-musl", Platform(system="linux", machine="arm64", is_musl=True)),
    ],
)
def test_a_platform_is_read_in_the_words_people_use(text: str, expected: Platform) -> None:
    assert parse_platform(text) == expected


@pytest.mark.parametrize("text", ["linux", "beos-x64", "linux-x64-gnu-y", ""])
def test_an_unknown_platform_is_refused(text: str) -> None:
    with pytest.raises(UsageRefused):
        parse_platform(text)


@pytest.mark.parametrize(
    ("tag", "platform", "fits"),
    [
        ("any", "linux-x64", True),
        ("manylinux_2_17_x86_64", "linux-x64", True),
        ("manylinux_2_17_aarch64", "linux-x64", False),
        ("musllinux_1_2_x86_64", "linux-x64", False),
        ("musllinux_1_2_x86_64", "linux-x64-musl", True),
        ("macosx_11_0_universal2", "darwin-arm64", True),
        ("win_amd64", "win32-x64", True),
        ("win_amd64", "linux-x64", False),
    ],
)
def test_a_wheel_fits_its_platform_only(tag: str, platform: str, fits: bool) -> None:
    assert wheel_fits(tag, parse_platform(platform)) is fits
