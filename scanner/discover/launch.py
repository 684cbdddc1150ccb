"""What a declared command starts: through which launcher, which package, and whether always the same bytes."""

import re
import shlex
from dataclasses import dataclass
from typing import Literal

from packaging.utils import canonicalize_name

Pin = Literal["exact", "range", "tag", "latest", "none", "digest", "local"]
Ecosystem = Literal["npm", "pypi", "image", "url", "local"]

MAX_UNWRAPPED = 6
"""Shells and environment wrappers peeled off one command; real ones have two."""

_EXACT = re.compile(r"^v?\d+(\.\d+){1,3}([-+.][0-9A-Za-z.-]+)?$")
_NODE_PROGRAM = re.compile(r"^(?P<name>(?:@[^/@]+/)?[^@]+)(?:@(?P<version>.+))?$")
_PYTHON_PROGRAM = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)(?:\[[^\]]*\])?\s*(?:(?P<operator>==|===|@|~=|>=|<=|<|>|!=)\s*(?P<version>.+))?$")
_PATH_LIKE = re.compile(r"^(\.{0,2}/|~|[A-Za-z]:[\\/]|\$\{?(HOME|PWD|workspaceFolder|CLAUDE_PLUGIN_ROOT|__dirname)|\\\\)")
_LAST_COMMAND = re.compile(r"^.*(?:&&|\|\||;)\s*(?=\S)", re.DOTALL)
"""What a line of shell does before its last command: loading a start file, changing the folder."""
_SCRIPT = re.compile(r"\.(js|mjs|cjs|ts|py|sh|ps1|rb|jar|exe|bat|cmd)$", re.IGNORECASE)
_REPOSITORY = re.compile(r"^(git\+|git://|github:|gitlab:|bitbucket:|https?://)|^[\w.-]+/[\w.-]+$")

_NPX = frozenset({"npx", "bunx", "pnpx"})
_RUNS_NPM = {("npm", "exec"), ("npm", "x"), ("pnpm", "dlx"), ("pnpm", "exec"), ("yarn", "dlx"), ("bun", "x")}
_RUNS_PYPI = {("uv", "run"), ("uv", "tool"), ("uvx", ""), ("pipx", "run")}
_RUNS_SOURCE = {("go", "run"), ("nix", "run"), ("nix", "shell")}
_DOWNLOADS = frozenset({"curl", "wget", "iwr", "irm", "invoke-webrequest", "invoke-restmethod"})
_IMAGES = frozenset({"docker", "podman", "nerdctl"})
_SHELLS = frozenset({"sh", "bash", "zsh", "dash", "cmd", "powershell", "pwsh"})
_WRAPPERS = frozenset({"env", "sudo", "nohup", "nice", "exec", "command", "dotenvx", "op"})
_INTERPRETERS = frozenset({"node", "bun", "deno", "python", "python3", "py", "ruby", "java", "tsx", "ts-node"})
_NPM_VALUED = frozenset({"-c", "--call", "--registry", "--cache", "--prefix", "-w", "--workspace"})
_UV_VALUED = frozenset(
    {
        "--python",
        "-p",
        "--index-url",
        "--index",
        "--extra-index-url",
        "--default-index",
        "--directory",
        "--project",
        "--with-editable",
        "--refresh-package",
        "--env-file",
        "--cache-dir",
    }
)
_DOCKER_VALUED = frozenset(
    {
        "-e",
        "--env",
        "-v",
        "--volume",
        "--mount",
        "--name",
        "--network",
        "-p",
        "--publish",
        "-w",
        "--workdir",
        "-u",
        "--user",
        "--entrypoint",
        "--env-file",
        "--platform",
        "--add-host",
        "-l",
        "--label",
        "--memory",
        "-m",
        "--cpus",
        "--cap-drop",
        "--cap-add",
        "--security-opt",
        "--net",
        "--hostname",
        "-h",
        "--pull",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Launch:
    """One command, understood as far as it can be without running it."""

    launcher: str
    """Base name of the program that brings the package: npx, uvx, docker, node, ...; the command's own name where there is none."""
    ecosystem: Ecosystem | None
    """None: the command is found through PATH and nothing says what it is."""
    package: str | None
    pin: Pin
    url: str | None = None
    """For bridges to a remote server: the URL they are given."""


def launch_of(arguments: tuple[str, ...]) -> Launch:
    """Understand a command with its arguments; never empty."""
    words = _unwrapped(list(arguments))
    launcher = _base(words[0])
    if launcher == "uv":  # options may stand before the subcommand
        bare = _first(words[1:], _UV_VALUED)
        words = [words[0], *words[words.index(bare) :]] if bare is not None else words
    url = next((one for one in words[1:] if re.match(r"^(https?|wss?)://", one)), None)
    second = words[1] if len(words) > 1 else ""
    if launcher in _NPX:
        return _npm("npx" if launcher == "pnpx" else launcher, words[1:], url)
    if (launcher, second) in _RUNS_NPM:
        return _npm("bunx" if launcher == "bun" else "npx", words[2:], url)
    if launcher == "uvx" or (launcher, second) in _RUNS_PYPI:
        return _pypi("uvx" if (launcher, second) == ("uv", "tool") else launcher, words[1:] if launcher == "uvx" else words[2:], url)
    if launcher in _IMAGES:
        return _image(launcher, words[1:], url)
    if (launcher, second) in _RUNS_SOURCE:
        return _source(launcher, words[2:], url)
    if url is not None and launcher in _DOWNLOADS and any(_base(one) in _SHELLS | _INTERPRETERS for one in words[1:]):
        return Launch(launcher=launcher, ecosystem="url", package=url, pin="none", url=None)
    if launcher in _INTERPRETERS:
        return _interpreted(launcher, words[1:], url)
    if "/" in words[0] or "\\" in words[0]:
        return Launch(launcher=launcher, ecosystem="local", package=words[0], pin="local", url=url)
    return Launch(launcher=launcher, ecosystem=None, package=None, pin="local", url=url)


def words_of(command: str) -> tuple[str, ...]:
    """The words of a command line as a shell splits them; by spaces where its quotes do not close."""
    try:
        return tuple(shlex.split(command, posix="\\" not in command))
    except ValueError:
        return tuple(command.split())


def _unwrapped(words: list[str]) -> list[str]:
    """Without shells, `env`, `sudo` and assignments in front."""
    for _ in range(MAX_UNWRAPPED):
        rest = [one for one in words[1:] if not re.match(r"^[A-Za-z_]\w*=", one)] if words else []
        if words and re.match(r"^[A-Za-z_]\w*=", words[0]):
            words = words[1:]
        elif words and _base(words[0]) in _WRAPPERS and rest:
            words = rest[rest.index("--") + 1 :] if "--" in rest[:-1] and _base(words[0]) in ("op", "dotenvx") else _without_options(rest)
        elif words and _base(words[0]) in _SHELLS and rest:
            script = next((i for i, one in enumerate(rest) if one.casefold() in ("-c", "-lc", "-ic", "/c", "/k", "-command")), None)
            if script is None or script + 1 >= len(rest):
                break
            tail = rest[script + 1 :]
            words = list(words_of(_LAST_COMMAND.sub("", tail[0]))) if len(tail) == 1 else tail
        else:
            break
    return words or [""]


def _without_options(words: list[str]) -> list[str]:
    index = next((i for i, one in enumerate(words) if not one.startswith("-")), 0)
    return words[index:]


def _base(command: str) -> str:
    name = re.split(r"[\\/]", command)[-1]
    return re.sub(r"\.(exe|cmd|bat|ps1)$", "", name, flags=re.IGNORECASE).casefold()


def _npm(launcher: str, words: list[str], url: str | None) -> Launch:
    spec = _option(words, ("-p", "--package")) or _first(words, _NPM_VALUED)
    if spec is None:
        return Launch(launcher=launcher, ecosystem="npm", package=None, pin="none", url=url)
    if _PATH_LIKE.match(spec):
        return Launch(launcher=launcher, ecosystem="local", package=spec, pin="local", url=url)
    if _REPOSITORY.match(spec) and not spec.startswith("@"):
        pin: Pin = "digest" if re.search(r"#[0-9a-f]{40}$", spec) else "none"
        return Launch(launcher=launcher, ecosystem="url", package=spec, pin=pin, url=url)
    found = _NODE_PROGRAM.match(spec)
    if found is None:
        return Launch(launcher=launcher, ecosystem="npm", package=spec, pin="none", url=url)
    return Launch(launcher=launcher, ecosystem="npm", package=found.group("name"), pin=pin_of(found.group("version")), url=url)


def _pypi(launcher: str, words: list[str], url: str | None) -> Launch:
    if words[:1] == ["run"]:
        words = words[1:]
    source = _option(words, ("--from", "--spec"))
    extra = _option(words, ("--with",))
    program = _first(words, _UV_VALUED | {"--from", "--spec", "--with"})
    brings_other = extra is not None and launcher == "uv" and program in ("mcp", "fastmcp", "python", None)
    launcher = "uvx" if brings_other else launcher
    spec = source or (extra if brings_other else None) or program
    if spec is None:
        return Launch(launcher=launcher, ecosystem="pypi", package=None, pin="none", url=url)
    if _PATH_LIKE.match(spec) or (_SCRIPT.search(spec) and "://" not in spec):
        return Launch(launcher=launcher, ecosystem="local", package=spec, pin="local", url=url)
    if spec.startswith(("git+", "http://", "https://")):
        pin: Pin = "digest" if re.search(r"@[0-9a-f]{40}$", spec) else "none"
        return Launch(launcher=launcher, ecosystem="url", package=spec, pin=pin, url=None if spec == url else url)
    found = _PYTHON_PROGRAM.match(spec)
    if found is None:
        return Launch(launcher=launcher, ecosystem="pypi", package=spec, pin="none", url=url)
    name, operator, version = canonicalize_name(found.group("name")), found.group("operator"), found.group("version")
    if operator in ("==", "===") and "*" not in (version or ""):
        return Launch(launcher=launcher, ecosystem="pypi", package=name, pin="exact", url=url)
    if operator is None or operator == "@":
        return Launch(launcher=launcher, ecosystem="pypi", package=name, pin=pin_of(version), url=url)
    return Launch(launcher=launcher, ecosystem="pypi", package=name, pin="range", url=url)


def _image(launcher: str, words: list[str], url: str | None) -> Launch:
    if words[:1] == ["mcp"]:
        return Launch(launcher=launcher, ecosystem="image", package="docker/mcp-gateway", pin="none", url=url)
    spec = _first(words[1:] if words[:1] == ["run"] else words, _DOCKER_VALUED)
    if spec is None:
        return Launch(launcher=launcher, ecosystem="image", package=None, pin="none", url=url)
    if "@sha256:" in spec:
        return Launch(launcher=launcher, ecosystem="image", package=spec.split("@")[0], pin="digest", url=url)
    head, colon, tag = spec.rpartition(":")
    if not colon or "/" in tag:
        return Launch(launcher=launcher, ecosystem="image", package=spec, pin="none", url=url)
    return Launch(launcher=launcher, ecosystem="image", package=head, pin="latest" if tag == "latest" else "tag", url=url)


def _interpreted(launcher: str, words: list[str], url: str | None) -> Launch:
    module = _option(words, ("-m",))
    if module is not None:
        return Launch(launcher=launcher, ecosystem="local", package=module, pin="local", url=url)
    script = _first(words[1:] if words[:1] == ["run"] else words, frozenset({"-r", "--require", "--import", "--loader", "-C", "--cwd"}))
    if script is not None and script.startswith(("npm:", "jsr:")):
        return _npm(launcher, [script.partition(":")[2].removeprefix("/")], url)
    if script is not None and "://" in script:
        return Launch(launcher=launcher, ecosystem="url", package=script, pin="none", url=None)
    return Launch(launcher=launcher, ecosystem="local", package=script, pin="local", url=url)


def pin_of(version: str | None) -> Pin:
    """How firmly a version in a package spec holds: `1.2.3` exact, `^1.2` range, `next` tag, `latest` latest, None none."""
    if version is None or not version:
        return "none"
    if version == "latest":
        return "latest"
    if _EXACT.match(version):
        return "exact"
    if re.match(r"^[~^<>=*xX\d]", version):
        return "range"
    return "tag"


def _source(launcher: str, words: list[str], url: str | None) -> Launch:
    """A program that is built or fetched from where its source lies: `go run path@version`, `nix run github:owner/name/revision`."""
    spec = _first(words, frozenset({"-C", "-mod", "-exec", "--option"}))
    if spec is None or _PATH_LIKE.match(spec) or (launcher == "go" and "@" not in spec):
        return Launch(launcher=launcher, ecosystem="local", package=spec, pin="local", url=url)
    if re.search(r"[/=@][0-9a-f]{40}\b", spec):
        return Launch(launcher=launcher, ecosystem="url", package=spec, pin="digest", url=url)
    name, _, version = spec.partition("@")
    return Launch(launcher=launcher, ecosystem="url", package=name, pin=pin_of(version), url=url)


def _option(words: list[str], names: tuple[str, ...]) -> str | None:
    for index, word in enumerate(words):
        for name in names:
            if word == name and index + 1 < len(words):
                return words[index + 1]
            if word.startswith(f"{name}=") and name.startswith("--"):
                return word[len(name) + 1 :]
    return None


def _first(words: list[str], valued: frozenset[str]) -> str | None:
    """The first argument that is no option and no option's value."""
    skips = False
    for word in words:
        if skips:
            skips = False
        elif word == "--":
            continue  # what follows is the program
        elif word.startswith("-") and len(word) > 1:
            skips = word in valued
        else:
            return word
    return None
