"""Packages of the registries: the right version, the platform packages of a wrapper, clear refusals."""

from pathlib import Path

import pytest

from scanner.acquire import npm, pypi
from scanner.acquire.download import Integrity, NotPublished
from scanner.acquire.platform import parse_platform
from scanner.acquire.releases import Release, releases_of
from scanner.acquire.spec import Ecosystem, PackageSpec, parse_spec
from scanner.acquire.stage import acquire
from scanner.model.refusal import NetworkAway

LINUX = parse_platform("linux-x64")


def document(name: str, **fields: object) -> dict[str, object]:
    return {
        "name": name,
        "version": "1.0.0",
        "dist": {"tarball": "https://registry.npmjs.org/x.tgz", "integrity": "sha512-" + "A" * 88},
        **fields,
    }


DOCUMENTS = {
    "tool/1.0.0": document(
        "tool",
        dependencies={"a": "1", "b": "1", "tool-linux-x64": "1.0.0", "tool-core": "^1.0.0"},
        bundleDependencies=["b"],
        optionalDependencies={
            "tool-linux-x64": "1.0.0",
            "tool-darwin-arm64": "1.0.0",
            "tool-linux-x64-musl": "1.0.0",
            "alias-linux": "npm:other@1.0.0",
            "fsevents": "^2.0.0",
            "tool-clip-linux-x64": "0.0.5",
            "tool-clip-linux-arm64": "0.0.5",
        },
    ),
    "tool-core": {"versions": {"1.0.0": {}, "1.3.0": {}, "1.4.0-beta.1": {}, "2.0.0": {}}},
    "tool-core/1.3.0": document("tool-core", version="1.3.0", dependencies={"c": "*"}),
    "tool-linux-x64/1.0.0": document("tool-linux-x64", os=["linux"], cpu=["x64"]),
    "tool-linux-x64-musl/1.0.0": document("tool-linux-x64-musl", os=["linux"], cpu=["x64"]),
    "renamed/1.0.0": document("renamed", dependencies={"core-of-it": "2.0.0-beta.1", "helper": "^1.0.0"}),
    "core-of-it/2.0.0-beta.1": document("core-of-it", version="2.0.0-beta.1", dependencies={"c": "1.0.0"}),
    "other/1.0.0": document("other", os=["linux"], cpu=["!arm64"]),
}


def answer(url: str, **_: object) -> object:
    key = url.removeprefix("https://registry.npmjs.org/")
    if key not in DOCUMENTS:
        raise NotPublished(url)
    return DOCUMENTS[key]


@pytest.fixture
def registry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("npm_config_registry", raising=False)
    monkeypatch.delenv("NPM_CONFIG_REGISTRY", raising=False)
    monkeypatch.setattr(npm, "fetch_document", answer)


@pytest.mark.usefixtures("registry")
def test_a_wrapper_is_followed_to_its_own_packages_of_its_platform_only() -> None:
    package = npm.find_package("tool", "1.0.0")
    parts = npm.parts_of(package, LINUX)
    assert [(part.name, part.version) for part in parts.packages] == [("other", "1.0.0"), ("tool-linux-x64", "1.0.0"), ("tool-core", "1.3.0")]
    assert parts.others == ("a", "c")
    assert package.purl == "pkg:npm/tool@1.0.0"


@pytest.mark.usefixtures("registry")
def test_a_package_that_only_forwards_is_followed_to_what_it_names_by_one_version() -> None:
    """A tool under its old name held nothing that runs, and was inconclusive."""
    parts = npm.parts_of(npm.find_package("renamed", "1.0.0"), LINUX)
    assert [(part.name, part.version) for part in parts.packages] == [("core-of-it", "2.0.0-beta.1")]
    assert parts.others == ("c", "helper")


@pytest.mark.usefixtures("registry")
def test_an_optional_package_that_was_never_published_is_a_gap_and_no_refusal() -> None:
    assert npm.parts_of(npm.find_package("tool", "1.0.0"), LINUX).missing == ("tool-clip-linux-x64@0.0.5",)


@pytest.mark.usefixtures("registry")
def test_a_version_that_is_not_published_is_refused_with_a_way_out() -> None:
    with pytest.raises(NotPublished, match="npm view tool versions"):
        npm.find_package("tool", "9.9.9")


def test_an_answer_that_is_no_package_document_is_the_network_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(npm, "fetch_document", lambda url: {"dist": {"tarball": 1}})
    with pytest.raises(NetworkAway):
        npm.find_package("tool", None)


FILES = [
    {"filename": "tool-1.0-py3-none-any.whl", "url": "a.whl", "hashes": {"sha256": "1" * 64}},
    {"filename": "tool-1.1.tar.gz", "url": "b.tar.gz", "hashes": {"sha256": "2" * 64}},
    {"filename": "tool-1.1-cp311-cp311-manylinux_2_17_x86_64.whl", "url": "c.whl", "hashes": {"sha256": "3" * 64}},
    {"filename": "tool-1.2rc1-py3-none-any.whl", "url": "d.whl", "hashes": {"sha256": "4" * 64}},
    {"filename": "tool-1.3-py3-none-any.whl", "url": "e.whl", "hashes": {"sha256": "5" * 64}, "yanked": "broken"},
    {"filename": "tool-0.9.win32.exe", "url": "f.exe", "hashes": {"sha256": "6" * 64}},
]


@pytest.mark.parametrize(
    ("version", "platform", "file_name"),
    [
        (None, "linux-x64", "tool-1.1-cp311-cp311-manylinux_2_17_x86_64.whl"),
        ("1.1", "darwin-arm64", "tool-1.1.tar.gz"),
        ("1.0", "linux-x64", "tool-1.0-py3-none-any.whl"),
        ("1.2rc1", "linux-x64", "tool-1.2rc1-py3-none-any.whl"),
        ("1.3", "linux-x64", "tool-1.3-py3-none-any.whl"),
    ],
)
def test_the_file_of_a_release_is_the_wheel_that_fits(
    monkeypatch: pytest.MonkeyPatch, version: str | None, platform: str, file_name: str
) -> None:
    monkeypatch.setattr(pypi, "fetch_document", lambda url, accept: {"files": FILES})
    assert pypi.find_release("Tool", version, parse_platform(platform)).file_name == file_name


@pytest.mark.parametrize("version", ["7.0", "not a version"])
def test_an_unknown_or_malformed_version_is_refused(monkeypatch: pytest.MonkeyPatch, version: str) -> None:
    monkeypatch.setattr(pypi, "fetch_document", lambda url, accept: {"files": FILES})
    with pytest.raises(Exception, match="no tool==7.0|not a version"):
        pypi.find_release("tool", version, LINUX)


@pytest.mark.real
def test_a_real_wrapper_brings_its_real_payload(tmp_path: Path) -> None:
    acquired = acquire(parse_spec("npm:esbuild@0.25.0"), wanted=LINUX, downloads=tmp_path)
    assert [file.name for file in acquired.files] == ["npm:esbuild@0.25.0", "npm:@esbuild/linux-x64@0.25.0"]
    assert all(file.path.stat().st_size > 0 for file in acquired.files)


@pytest.mark.real
def test_a_real_release_is_verified(tmp_path: Path) -> None:
    acquired = acquire(parse_spec("pypi:mcp-server-time==2026.10.19"), wanted=LINUX, downloads=tmp_path)
    digest = "5c099a001c6ca78260bda419f2e9b2aabee1adc4fe6ca56d8959871ad8da58a1"
    assert acquired.files[0].path.name == f"sha256-{digest}"
    assert Integrity(algorithm="sha256", hexdigest=digest).hexdigest == digest


NPM_VERSIONS = {
    "2.0.0-linux-x64": {},
    "10.0.0": {},
    "2.0.0": {"deprecated": "use 10", "optionalDependencies": {"tool-linux-x64": "npm:tool@2.0.0-linux-x64", "other": "npm:other@10.0.0"}},
    "2.0.0-rc.1": {"deprecated": True},
    "not a version": {},
    "1.0.0": "hostile",
}


def test_versions_are_in_order_and_payloads_of_one_platform_are_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(npm, "fetch_document", lambda url, accept: {"versions": NPM_VERSIONS})
    assert releases_of(PackageSpec(ecosystem=Ecosystem.NPM, name="tool", version=None)) == (
        Release(version="1.0.0", is_prerelease=False, withdrawn=None),
        Release(version="2.0.0-rc.1", is_prerelease=True, withdrawn="deprecated"),
        Release(version="2.0.0", is_prerelease=False, withdrawn="deprecated: use 10"),
        Release(version="10.0.0", is_prerelease=False, withdrawn=None),
    )


def test_yanked_versions_are_marked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pypi, "fetch_document", lambda url, accept: {"files": FILES})
    assert releases_of(PackageSpec(ecosystem=Ecosystem.PYPI, name="tool", version=None)) == (
        Release(version="1.0", is_prerelease=False, withdrawn=None),
        Release(version="1.1", is_prerelease=False, withdrawn=None),
        Release(version="1.2rc1", is_prerelease=True, withdrawn=None),
        Release(version="1.3", is_prerelease=False, withdrawn="yanked: broken"),
    )


@pytest.mark.parametrize("document", [[], {}, {"versions": []}, "text"], ids=str)
def test_a_list_of_versions_that_is_none_is_the_network_away(document: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(npm, "fetch_document", lambda url, accept: document)
    with pytest.raises(NetworkAway):
        releases_of(PackageSpec(ecosystem=Ecosystem.NPM, name="tool", version=None))
