"""The pinned real artifacts: downloaded from the public registries, checked by digest, kept in the cache folder."""

import hashlib
import json
import os
import re
from pathlib import Path
from urllib.parse import urljoin

import pytest
import requests

_CORPUS = Path(__file__).with_name("corpus.json")
_SECONDS = 300
_BLOCK_BYTES = 1 << 20


def artifact(ecosystem: str, spec: str) -> Path:
    """The file of an artifact of `corpus.json`. Skips the test where the registry cannot be reached; fails where bytes differ."""
    for entry in json.loads(_CORPUS.read_text("utf-8")):
        if (entry["ecosystem"], entry["spec"]) == (ecosystem, spec):
            return _cached(entry["file"], entry["sha256"], ecosystem, spec)
    raise KeyError(f"{ecosystem} {spec} is not in {_CORPUS.name}")


def npm_package(spec: str, sha256: str) -> Path:
    """The archive of any npm package, pinned by the caller: tools that make fixtures."""
    return _cached(f"{re.sub(r'[@/]+', '-', spec).strip('-')}.tgz", sha256, "npm", spec)


def _cached(name: str, sha256: str, ecosystem: str, spec: str) -> Path:
    """UNMASK_TEST_ARTIFACTS names a folder that is looked into before the network is."""
    folder = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "unmask-tests"
    for place in (os.environ.get("UNMASK_TEST_ARTIFACTS"), folder):
        if place is not None and (path := Path(place) / name).is_file() and _digest(path) == sha256:
            return path
    folder.mkdir(parents=True, exist_ok=True)
    draft = folder / f".{name}.{os.getpid()}"
    try:
        _download(_address(ecosystem, spec, sha256), draft)
    except requests.RequestException as error:
        draft.unlink(missing_ok=True)
        pytest.skip(f"{spec} cannot be downloaded: {type(error).__name__}")
    assert _digest(draft) == sha256, f"{spec} is not the artifact that was pinned"
    return draft.rename(folder / name)


def _address(ecosystem: str, spec: str, sha256: str) -> str:
    if ecosystem == "npm":
        name, version = spec.rsplit("@", 1)
        return f"https://registry.npmjs.org/{name}/-/{name.rsplit('/', 1)[-1]}-{version}.tgz"
    name, _ = spec.split("==")
    answer = requests.get(f"https://pypi.org/simple/{name}/", headers={"Accept": "application/vnd.pypi.simple.v1+json"}, timeout=_SECONDS)
    answer.raise_for_status()
    file = next(file for file in answer.json()["files"] if file["hashes"]["sha256"] == sha256)
    return urljoin(answer.url, str(file["url"]))


def _download(address: str, path: Path) -> None:
    with requests.get(address, stream=True, timeout=_SECONDS) as answer, path.open("wb") as stream:
        answer.raise_for_status()
        for block in answer.iter_content(_BLOCK_BYTES):
            stream.write(block)


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
