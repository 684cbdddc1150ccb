"""Registry files on disk: resumed, retried, checked against the registry's integrity value, kept by digest."""

import base64
import hashlib
import json
import os
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scanner.cachefolder import mark_used
from scanner.code.numbers import is_number
from scanner.model.refusal import NetworkAway, UsageRefused

if TYPE_CHECKING:
    import requests

CONNECT_S = 10.0
READ_S = 60.0
ATTEMPTS = 4
"""Tries of one request; the waits between them are 0.5, 1 and 2 s."""
BLOCK_BYTES = 1 << 18
METADATA_BYTES = 64 * 1024 * 1024
"""Largest registry document read: the npm document of the most-published AI tool is 20 MB."""

OnBytes = Callable[[str, int, int | None], None]
"""Progress: the file's name, bytes so far, bytes in all if known."""


class NotPublished(UsageRefused):
    """The registry answered that it does not know the package, version or file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Integrity:
    """What the registry says the bytes hash to."""

    algorithm: str
    hexdigest: str

    @classmethod
    def of_sri(cls, text: str) -> "Integrity":
        """From a subresource-integrity value (`sha512-BASE64`), the strongest of several. Raises ValueError when there is none."""
        for algorithm in ("sha512", "sha384", "sha256", "sha1"):
            for part in text.split():
                if part.startswith(f"{algorithm}-"):
                    return cls(algorithm=algorithm, hexdigest=base64.b64decode(part.split("-", 1)[1].split("?")[0]).hex())
        raise ValueError(f"no known algorithm in the integrity value '{text}'")


def cache_root() -> Path:
    """`unmask` below XDG_CACHE_HOME, or below ~/.cache."""
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "unmask"


def fetch_document(url: str, *, accept: str = "application/json") -> Any:
    """A JSON document of a registry. Raises NotPublished for 404, NetworkAway when it can't be reached or read."""

    import requests  # here and below: it takes a fifth of the start of a run that downloads nothing

    def once() -> Any:
        with requests.get(url, headers={"Accept": accept}, timeout=(CONNECT_S, READ_S), stream=True) as answer:
            _check_status(answer, url)
            body = answer.raw.read(METADATA_BYTES + 1, decode_content=True)
            if len(body) > METADATA_BYTES:
                raise NetworkAway(f"{url} answers with more than {METADATA_BYTES} bytes; is this a package registry?")
            return json.loads(body)

    return _retried(once, url)


def fetch_file(url: str, integrity: Integrity, *, folder: Path, name: str, on_bytes: OnBytes | None = None) -> Path:
    """The verified file, below `folder` under its digest; taken from there when it lies there intact.

    A broken transfer is resumed where it stopped. Raises NetworkAway when it can't be had or does not match its integrity value.
    """
    folder.mkdir(parents=True, exist_ok=True)
    kept = folder / f"{integrity.algorithm}-{integrity.hexdigest[:64]}"
    if kept.exists() and _digest(kept, integrity.algorithm) == integrity.hexdigest:
        mark_used(kept)
        return kept
    _require_room(folder, url)
    draft = folder / f".{kept.name}.{os.getpid()}.part"
    try:
        _retried(lambda: _continue(url, draft, name, on_bytes), url)
        found = _digest(draft, integrity.algorithm)
        if found != integrity.hexdigest:
            raise NetworkAway(
                f"{name} does not match the registry's {integrity.algorithm} value (expected {integrity.hexdigest[:16]}…, "
                f"got {found[:16]}…); the transfer was truncated or altered: try again, and tell the registry if it stays so"
            )
        draft.replace(kept)
    finally:
        draft.unlink(missing_ok=True)
    return kept


def _continue(url: str, draft: Path, name: str, on_bytes: OnBytes | None) -> None:
    import requests

    done = draft.stat().st_size if draft.exists() else 0
    headers = {"Accept-Encoding": "identity", **({"Range": f"bytes={done}-"} if done else {})}
    with requests.get(url, headers=headers, timeout=(CONNECT_S, READ_S), stream=True) as answer:
        if answer.status_code == 416:
            return  # the draft is complete
        _check_status(answer, url)
        if answer.status_code != 206:
            done = 0  # the server does not resume
        length = answer.headers.get("Content-Length")
        total = done + int(length) if length and is_number(length) else None
        answer.raw.enforce_content_length = False  # a short body keeps what came; the length is checked below
        with draft.open("ab" if done else "wb") as stream:
            while block := answer.raw.read(BLOCK_BYTES, decode_content=False):
                stream.write(block)
                done += len(block)
                if on_bytes is not None:
                    on_bytes(name, done, total)
        if total is not None and done < total:
            raise requests.ConnectionError(f"{name} ended after {done} of {total} bytes")


def _check_status(answer: "requests.Response", url: str) -> None:
    if answer.status_code == 404:
        raise NotPublished(f"the registry does not know {url}")
    if answer.status_code in (401, 403):
        raise NetworkAway(f"{url} refuses access (HTTP {answer.status_code}); log in to the registry or name another one")
    answer.raise_for_status()


def _retried(action: Callable[[], Any], url: str) -> Any:
    import requests

    for attempt in range(ATTEMPTS):
        try:
            return action()
        except (requests.RequestException, ValueError) as error:
            if attempt == ATTEMPTS - 1:
                raise NetworkAway(
                    f"{url} can't be reached or read ({type(error).__name__}); check the network, the proxy settings "
                    "and the registry address, then try again"
                ) from error
            time.sleep(0.5 * 2**attempt)
    raise AssertionError("the loop returns or raises")


def _digest(path: Path, algorithm: str) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, algorithm).hexdigest()


def _require_room(folder: Path, url: str) -> None:
    if shutil.disk_usage(folder).free < 512 * 1024 * 1024:
        raise UsageRefused(f"less than 512 MiB are free below {folder}; make room before {url} is fetched")
