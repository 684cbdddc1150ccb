"""Names of modules are resolved as Node does, from hostile manifests too."""

import json

import pytest

from scanner.emulate.resolving import Paths

_MANIFEST = {
    "name": "@maker/core",
    "exports": {
        ".": {"import": "./dist/index.mjs"},
        "./_shims": {"browser": "./dist/b.mjs", "node": {"types": "./n.d.ts", "import": "./dist/shims.mjs"}},
        "./parts/*": "./dist/parts/*.mjs",
        "./parts/inner/*": [{"default": "./dist/inner/*.mjs"}],
        "./closed": None,
    },
    "imports": {"#shim": "./dist/shims.mjs", "#in/*": {"default": "./dist/parts/*.mjs"}},
}
_FILES = ("index", "shims", "b", "parts/a", "inner/a")
_LAYOUTS = {"self": "/t/", "installed": "/t/node_modules/@maker/core/"}


def paths(manifest: object, base: str = "/t/") -> Paths:
    texts = {f"{base}dist/{name}.mjs": "" for name in _FILES}
    content = manifest if isinstance(manifest, bytes) else json.dumps(manifest).encode()
    return Paths(texts, {f"{base}package.json": content})


@pytest.mark.parametrize("layout", _LAYOUTS)
@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("@maker/core", "dist/index.mjs"),
        ("@maker/core/_shims", "dist/shims.mjs"),
        ("@maker/core/parts/a", "dist/parts/a.mjs"),
        ("@maker/core/parts/inner/a", "dist/inner/a.mjs"),
        ("@maker/core/parts/c", None),
        ("@maker/core/closed", None),
        ("@maker/other", None),
        ("@maker/core2", None),
    ],
)
def test_a_package_finds_its_own_parts(layout: str, name: str, expected: str | None) -> None:
    """A client of models asked for `@maker/core/_shims` of its own, and what stood in for it answered nothing."""
    base = _LAYOUTS[layout]
    origin = f"{base}dist/index.mjs" if layout == "self" else "/t/main.mjs"
    assert paths(_MANIFEST, base).find(origin, name) == (None if expected is None else base + expected)


@pytest.mark.parametrize(
    ("name", "expected"), [("#shim", "/t/dist/shims.mjs"), ("#in/a", "/t/dist/parts/a.mjs"), ("#in/c", None), ("#none", None)]
)
def test_a_package_finds_what_it_names_for_itself(name: str, expected: str | None) -> None:
    assert paths(_MANIFEST).find("/t/dist/parts/a.mjs", name) == expected


def _deep(levels: int) -> object:
    return "./dist/a.mjs" if levels == 0 else {"node": _deep(levels - 1), "default": _deep(levels - 1)}


@pytest.mark.parametrize(
    "manifest",
    [
        b"",
        b'{"exports": ',
        b"[" * 100_000,
        {"name": 3, "exports": 4, "imports": []},
        {"name": "m", "exports": {"./a": ["./no"] * 100_000, "*": "x", "**": "y"}, "imports": {"#a": 3}},
        {"name": "m", "exports": {"./a": _deep(12)}},
    ],
)
def test_a_hostile_manifest_names_nothing(manifest: object) -> None:
    tree = paths(manifest)
    assert tree.find("/t/dist/index.mjs", "m/a") is None
    assert tree.find("/t/dist/index.mjs", "#a") is None


_REPOSITORY = {
    "/t/package.json": {"name": "all", "workspaces": ["packages/*"]},
    "/t/packages/cli/package.json": {"name": "tool", "bin": "bin/tool.js"},
    "/t/packages/text/package.json": {"name": "@tool/text", "exports": {".": "./src/index.js", "./repo": "./src/repo.js"}},
    "/t/packages/old/package.json": {"name": "old", "main": "main.js"},
    "/t/packages/old/node_modules/@tool/dep/package.json": {"name": "@tool/dep", "main": "dep.js"},
}
_SOURCES = ("cli/bin/tool.js", "text/src/index.js", "text/src/repo.js", "text/src/inner.js", "old/main.js", "old/part.js", "old/node_modules/@tool/dep/dep.js")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("@tool/text", "text/src/index.js"),
        ("@tool/text/repo", "text/src/repo.js"),
        ("@tool/text/src/inner.js", None),
        ("old", "old/main.js"),
        ("old/part", "old/part.js"),
        ("@tool/dep", None),
        ("@tool/other", None),
        ("text", None),
    ],
)
def test_packages_of_one_repository_find_each_other_by_the_names_in_their_manifests(name: str, expected: str | None) -> None:
    """Bug: what was imported from a sibling was taken for a package that is not there, and what stood in for it answered anything."""
    tree = Paths(
        {f"/t/packages/{path}": "" for path in _SOURCES}, {path: json.dumps(value).encode() for path, value in _REPOSITORY.items()}
    )
    assert tree.find("/t/packages/cli/bin/tool.js", name) == (None if expected is None else f"/t/packages/{expected}")


_OPTIONS = b'{"compilerOptions": {"baseUrl": "./src", /* of ours */ "paths": {"@/*": ["./*", "../gen/*"], "config": ["./settings/index"]}}}'


@pytest.mark.parametrize(
    ("name", "expected"),
    [("@/a/b", "src/a/b.ts"), ("@/made", "gen/made.ts"), ("config", "src/settings/index.ts"), ("a/b", "src/a/b.ts"), ("@/none", None), ("openai", None)],
)
def test_names_that_settings_of_typescript_stand_for_are_found(name: str, expected: str | None) -> None:
    texts = dict.fromkeys((f"/t/{path}" for path in ("main.ts", "src/a/b.ts", "gen/made.ts", "src/settings/index.ts")), "")
    assert Paths(texts, {"/t/tsconfig.json": _OPTIONS}).find("/t/main.ts", name) == (None if expected is None else f"/t/{expected}")


@pytest.mark.parametrize("settings", [b"", b"[", b'{"imports": {"a": 3, "b/": ["x"], "c": "c", "d": "e", "e": "d"}, "compilerOptions": {"paths": {"*": 3, "b": [4]}}}'])
@pytest.mark.parametrize("name", ["a", "b/c", "c", "d", "b"])
def test_hostile_settings_name_no_module(settings: bytes, name: str) -> None:
    tree = Paths({"/t/main.ts": ""}, {"/t/deno.json": settings, "/t/tsconfig.json": settings})
    assert tree.find("/t/main.ts", tree.meant("/t/main.ts", name)) is None
