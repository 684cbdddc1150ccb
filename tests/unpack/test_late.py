"""Payloads that come later are named; what is there, or is no payload, is not."""

import json
from pathlib import Path

import pytest

from scanner.attempt import Crew
from scanner.model.coverage import BYTE_CAPABILITIES, Capability, Coverage
from scanner.model.limits import Limits
from scanner.unpack.stage import Origin, Unpacked, unpack
from tests.unpack.conftest import Unpack
from tests.unpack.making import ELF, SCRIPT, tar_of, tgz_of

_FAMILY = {f"@maker/tool-{system}-{processor}": "1.0.0" for system in ("linux", "darwin", "win32") for processor in ("x64", "arm64")}
_INSTALLER = b"""const https = require('https');
const fs = require('fs');
const { spawn } = require('child_process');
const name = `tool-${process.platform}-${process.arch}`;
https.get(`https://downloads.maker.test/v1/${name}`, (answer) => answer.pipe(fs.createWriteStream('/tmp/tool', { mode: 0o755 })));
spawn('/tmp/tool');
"""


_TAKEN_WHOLE = b"""const { spawn } = require('child_process');
const code = await (await fetch(`https://downloads.maker.test/${process.platform}/tool.js`)).text();
require('fs').writeFileSync('/tmp/tool.js', code);
spawn(process.execPath, ['/tmp/tool.js']);
"""


_LIBRARY = b"""import http from "http"; import https from "https"; import fs from "fs"; import { spawnSync } from "child_process";
const { archives } = JSON.parse(fs.readFileSync(new URL("./package.json", import.meta.url), "utf8"));
export const run = (bin) => {
  const { url, path } = archives[`${process.platform}-${process.arch}`];
  const mod = url.startsWith("https:") ? https : http;
  mod.get(url, (response) => response.pipe(fs.createWriteStream(path)).on("finish", () => { fs.chmodSync(path, 0o755); spawnSync(path); }));
};
"""
_LIBRARIES = b"const run = () => require('child_process').spawnSync(process.platform === 'win32' ? 'npm.cmd' : 'npm');\n" + b"stream.write(part);\n" * 4000
_OTHERS = b"total += part.length;\n" * 500
_CLIENT = b"await fetch('https://downloads.maker.test/v1', { method: 'POST' });\n"
_BESIDE = {"run.js": b'import { run } from "./lib.js";\nrun("tool");\n', "lib.js": _LIBRARY}
_ARCHIVES = {"linux-x64": {"url": "https://downloads.maker.test/tool.tar.gz", "path": "bin/tool"}}


def _package(files: dict[str, bytes] | None = None, **fields: object) -> bytes:
    manifest = {"name": "@maker/tool", "version": "1.0.0", **fields}
    return tgz_of({"package/package.json": json.dumps(manifest).encode(), **{f"package/{name}": content for name, content in (files or {}).items()}})


def _late(found: Unpacked) -> list[Coverage]:
    return [entry for entry in found.coverage if entry.worker == "late"]


def test_a_wrapper_without_its_platform_package_is_incomplete(unpacked: Unpack) -> None:
    (gap,) = _late(unpacked(_package({"cli.js": SCRIPT}, bin="cli.js", optionalDependencies=_FAMILY), "tool.tgz"))
    assert (gap.subject, gap.capabilities) == ("tool.tgz!/package/package.json", BYTE_CAPABILITIES)
    assert "@maker/tool-linux-x64" in str(gap.reason)


def test_a_wrapper_beside_its_platform_package_is_complete(crew: Crew, tmp_path: Path) -> None:
    wrapper, payload = tmp_path / "tool.tgz", tmp_path / "tool-linux-x64.tgz"
    wrapper.write_bytes(_package({"bin/tool.exe": b"not here yet\n"}, bin="bin/tool.exe", optionalDependencies=_FAMILY))
    payload.write_bytes(_package({"tool": ELF}, name="@maker/tool-linux-x64", os=["linux"], cpu=["x64"]))
    origins = tuple(Origin(path=path, name=path.name) for path in (wrapper, payload))
    both = unpack(origins, crew=crew, limits=Limits(), blobs=tmp_path)
    assert _late(both) == []
    assert [artifact.subject for artifact in both.artifacts if artifact.is_entry] == ["tool-linux-x64.tgz!/package/tool"]
    assert len(_late(unpack(origins[:1], crew=crew, limits=Limits(), blobs=tmp_path))) == 2


def test_a_platform_package_under_an_alias_completes_it(crew: Crew, tmp_path: Path) -> None:
    (tmp_path / "node_modules" / "@maker" / "tool-linux-x64").mkdir(parents=True)
    manifest = {"name": "@maker/tool", "optionalDependencies": {"@maker/tool-linux-x64": "npm:@maker/tool@1.0.0-linux-x64"}}
    (tmp_path / "package.json").write_text(json.dumps(manifest))
    (tmp_path / "index.js").write_bytes(SCRIPT)
    origin = (Origin(path=tmp_path, name="tool"),)
    assert len(_late(unpack(origin, crew=crew, limits=Limits(), blobs=tmp_path))) == 1
    payload = {"name": "@maker/tool", "version": "1.0.0-linux-x64", "os": ["linux"], "cpu": ["x64"]}
    (tmp_path / "node_modules" / "@maker" / "tool-linux-x64" / "package.json").write_text(json.dumps(payload))
    assert _late(unpack(origin, crew=crew, limits=Limits(), blobs=tmp_path)) == []


@pytest.mark.parametrize(("family", "hidden"), [
    ({"@image/native-linux-x64": "1", "@image/native-darwin-arm64": "1"}, frozenset()),
    ({"@maker/search-linux-x64": "1"}, frozenset({Capability.NATIVE_IMPORTS, Capability.BINARY_STRINGS})),
], ids=["of another maker", "helper of the same maker"])
def test_a_missing_helper_hides_less_than_a_missing_program(unpacked: Unpack, family: dict[str, str], hidden: frozenset[Capability]) -> None:
    (gap,) = _late(unpacked(_package({"cli.js": SCRIPT * 4000}, bin="cli.js", optionalDependencies=family), "tool.tgz"))
    assert gap.capabilities == hidden


@pytest.mark.parametrize(("files", "fields"), [
    ({"install.js": _INSTALLER}, {"scripts": {"postinstall": "node install.js"}}),
    ({"cli.js": _INSTALLER}, {"bin": {"tool": "./cli.js"}}),
    (_BESIDE, {"bin": {"tool": "run.js"}, "archives": _ARCHIVES, "homepage": "https://maker.test/"}),
    ({"cli.js": _TAKEN_WHOLE}, {"bin": {"tool": "./cli.js"}}),
    ({"cli.js": _LIBRARIES + _OTHERS + _INSTALLER}, {"bin": {"tool": "./cli.js"}}),
    ({"cli.js": SCRIPT}, {"scripts": {"install": "curl -fsSL https://downloads.maker.test/i.sh | sh"}}),
], ids=["postinstall", "start script", "beside it", "taken whole", "at the end of a bundle", "command"])
def test_a_download_is_named_by_its_host(unpacked: Unpack, files: dict[str, bytes], fields: dict[str, object]) -> None:
    (gap,) = _late(unpacked(_package(files, **fields), "tool.tgz"))
    assert "downloads.maker.test" in str(gap.reason)
    assert gap.capabilities == BYTE_CAPABILITIES


def test_an_installer_alone_is_incomplete(unpacked: Unpack) -> None:
    script = b"#!/bin/sh\nset -e\ncurl -fsSL https://downloads.maker.test/tool -o /tmp/tool\nchmod +x /tmp/tool\n/tmp/tool\n"
    (gap,) = _late(unpacked(script, "install.sh"))
    assert (gap.subject, gap.reason) == ("install.sh", "its payload comes later: the script downloads from downloads.maker.test")


@pytest.mark.parametrize("script", [
    SCRIPT,
    b"const answer = await fetch('https://api.maker.test/v1');\nconsole.log(await answer.json(), process.platform);\n",
    b"require('fs').chmodSync('bin/tool', 0o755); // the file is in the package\n",
    b"const { spawn } = require('child_process');\nconst state = await (await fetch('http://127.0.0.1:1/health')).json();\n"
    b"await writeFile(lock, JSON.stringify(state));\nprocess.stdout.write(process.platform);\nspawn(process.execPath, ['daemon.js']);\n",
    b"const place = /^loc=(.+)$/m.exec(await (await fetch('https://api.maker.test/trace')).text());\n"
    b"require('fs').writeFileSync('answers.json', JSON.stringify({ place, system: process.platform }));\n",
    _LIBRARIES + _OTHERS + _CLIENT,
], ids=["plain", "client", "chmod", "daemon", "pattern", "client in a bundle"])
def test_scripts_that_fetch_no_program_are_none(unpacked: Unpack, script: bytes) -> None:
    found = unpacked(_package({"cli.js": script}, bin="cli.js", scripts={"postinstall": "node cli.js"}), "tool.tgz")
    assert _late(found) == []


def test_entry_points_are_those_of_the_outermost_package(unpacked: Unpack) -> None:
    inner = json.dumps({"name": "dependency", "main": "dep.js"}).encode()
    content = tar_of({
        "package/package.json": json.dumps({"bin": {"x": "./dist/cli"}, "exports": {".": {"import": "./lib/main.mjs"}}}).encode(),
        "package/dist/cli.js": SCRIPT, "package/lib/main.mjs": SCRIPT, "package/other.js": SCRIPT,
        "package/node_modules/dependency/package.json": inner, "package/node_modules/dependency/dep.js": SCRIPT,
    })
    entries = [artifact.subject for artifact in unpacked(content, "x").artifacts if artifact.is_entry]
    assert entries == ["x!/package/dist/cli.js", "x!/package/lib/main.mjs"]


@pytest.mark.parametrize(("files", "entry"), [
    ({"pkg-1.dist-info/entry_points.txt": b"[console_scripts]\nx = pkg.cli:main\n", "pkg/cli.py": b"def main():\n    pass\n"}, "pkg/cli.py"),
    ({"extension/package.json": b'{"main": "./out/extension"}', "extension/out/extension.js": SCRIPT}, "extension/out/extension.js"),
    ({"manifest.json": b'{"server": {"entry_point": "server/index.js"}}', "server/index.js": SCRIPT}, "server/index.js"),
    ({"manifest.json": b'{"background": {"service_worker": "sw.js"}}', "sw.js": SCRIPT}, "sw.js"),
    ({"deno.jsonc": b'{ // tasks\n"tasks": {"go": {"command": "deno run -A --no-lock go.ts now"}}}', "go.ts": SCRIPT, "in.ts": SCRIPT}, "go.ts"),
    ({"deno.json": b'{"exports": {".": "./mod.ts"}, "tasks": 3}', "mod.ts": SCRIPT, "in.ts": SCRIPT}, "mod.ts"),
    ({"action.yml": b"runs:\n  using: node20\n  main: dist/run.js\n", "dist/run.js": SCRIPT, "build.js": SCRIPT}, "dist/run.js"),
    ({"package.json": b'{"scripts": {"start": "NODE_ENV=x node --use-strict serve.js"}}', "serve.js": SCRIPT, "x.js": SCRIPT}, "serve.js"),
    ({"package.json": b'{"scripts": {"start": "tsx --no-cache src/serve.ts"}}', "src/serve.ts": SCRIPT, "x.ts": SCRIPT}, "src/serve.ts"),
], ids=["wheel", "extension", "bundle", "browser", "task of Deno", "export of Deno", "action", "start script", "start of TypeScript"])
def test_entry_points_of_other_manifests(unpacked: Unpack, files: dict[str, bytes], entry: str) -> None:
    assert [artifact.trail[-1] for artifact in unpacked(tar_of(files), "x").artifacts if artifact.is_entry] == [entry]


def _repository(root: dict[str, object], **others: str) -> dict[str, bytes]:
    """Two packages, of which one has a command and needs the other, one that nothing needs, and one that is no part of it."""
    manifests: dict[str, dict[str, object]] = {
        "": root,
        "packages/cli/": {"name": "tool", "bin": {"tool": "bin/tool.js"}, "main": "lib.js", "dependencies": {"@tool/text": "1.0.0"}},
        "packages/text/": {"name": "@tool/text", "main": "index.js"},
        "packages/more/server/": {"name": "@tool/server", "main": "index.js"},
        "docs/": {"name": "docs", "main": "index.js"},
    }
    scripts = ("packages/cli/bin/tool.js", "packages/cli/lib.js", "packages/text/index.js", "packages/more/server/index.js", "docs/index.js")
    files = {f"{folder}package.json": json.dumps(value).encode() for folder, value in manifests.items()}
    return files | dict.fromkeys(scripts, SCRIPT) | {name.replace("_", "-") + ".yaml": text.encode() for name, text in others.items()}


@pytest.mark.parametrize(("files", "entries"), [
    (_repository({"workspaces": ["packages/*"]}), ["cli/bin/tool.js"]),
    (_repository({"workspaces": {"packages": ["./packages/**", "!packages/text"]}}), ["cli/bin/tool.js", "more/server/index.js"]),
    (_repository({"private": True}, pnpm_workspace="packages:\n  - 'packages/{cli,text}'\n"), ["cli/bin/tool.js"]),
    (_repository({"workspaces": [3, "*" * 400, "[", "packages/("]}), []),
    (_repository({}), []),
], ids=["npm", "yarn", "pnpm", "hostile", "none"])
def test_a_repository_starts_the_commands_of_its_packages_and_those_that_no_other_needs(
    unpacked: Unpack, files: dict[str, bytes], entries: list[str]
) -> None:
    """Bug: of a repository of several packages only the outermost manifest was asked, which starts nothing."""
    found = [artifact.trail[-1] for artifact in unpacked(tar_of(files), "x").artifacts if artifact.is_entry]
    assert found == [f"packages/{name}" for name in entries]


_COPIES = "const { chmodSync, writeFileSync } = require('fs'); const { spawnSync } = require('child_process');\nwriteFileSync('bin/tool', '', { mode: 0o755 });\n"


@pytest.mark.parametrize(("line", "is_late"), [
    ("console.error('Run this instead:\\n  nvm install --lts && npm i -g tool');", False),
    ("spawnSync('npm', ['install', '--no-save', 'tool-linux']);", True),
    ("require('child_process').execSync(`npm pack tool-linux`);", True),
])  # fmt: skip
def test_an_install_script_that_recommends_an_installation_does_not_run_one(
    unpacked: Unpack, line: str, is_late: bool
) -> None:
    found = unpacked(_package({"install.cjs": (_COPIES + line).encode()}, scripts={"postinstall": "node install.cjs"}), "tool.tgz")
    assert bool(_late(found)) is is_late
