"""Results kept by what they depend on: digest of the bytes, the analyzer with the digest of the product's code, digest of the rules."""

import dataclasses
import functools
import hashlib
import json
import os
from collections.abc import Hashable, Mapping
from pathlib import Path
from typing import Any, TypeVar, cast

from pydantic import TypeAdapter, ValidationError

from scanner.cachefolder import mark_used
from scanner.model.observation import Place
from scanner.model.places import with_places

T = TypeVar("T")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """A folder of results. `folder` None: nothing is read or written (`--no-cache`)."""

    folder: Path | None

    def key(self, *parts: str) -> str:
        """One name for all that a result depends on, the code that makes it included."""
        return hashlib.sha256(json.dumps((product_digest(), *parts)).encode()).hexdigest()

    def recall(self, key: str, kind: type[T]) -> T | None:
        """The kept result; None: there is none, or it can't be read."""
        if self.folder is None:
            return None
        try:
            found = cast(T, _adapter(cast(Hashable, kind)).validate_json(self._path(key).read_bytes()))
        except (OSError, ValidationError):
            return None
        mark_used(self._path(key))
        return found

    def holds(self, key: str) -> bool:
        """True when there is a result, readable or not."""
        return self.folder is not None and self._path(key).exists()

    def keep(self, key: str, value: object, kind: type[Any]) -> None:
        """Keep a result; a full disk or a read-only folder costs only the time of the next run."""
        if self.folder is None:
            return
        path = self._path(key)
        draft = path.with_suffix(f".{os.getpid()}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            draft.write_bytes(_adapter(cast(Hashable, kind)).dump_json(value))
            draft.replace(path)
        except OSError:
            draft.unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        assert self.folder is not None
        return self.folder / key[:2] / f"{key[2:]}.json"


@functools.cache
def product_digest() -> str:
    """Digest of this product's own code, guests of the emulation included: results of other code are not recalled."""
    root = Path(__file__).parent
    total = hashlib.sha256()
    for path in sorted(path for pattern in ("*.py", "*.js") for path in root.rglob(pattern)):
        total.update(path.read_bytes())
    return total.hexdigest()


@functools.cache
def _adapter(kind: Hashable) -> TypeAdapter[Any]:
    """Made once: the schema of all observations takes longer to build than most results take to read."""
    return TypeAdapter(cast(Any, kind))


def relocated(value: T, subjects: Mapping[str, str]) -> T:
    """The same value with each place named by the subject that its artifact has in this run."""

    def change(place: Place) -> Place:
        subject = subjects.get(place.artifact, place.subject)
        return place if subject == place.subject else dataclasses.replace(place, subject=subject)

    return with_places(value, change)
