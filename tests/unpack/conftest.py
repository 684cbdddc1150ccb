"""One crew of workers for all tests of the stage, and a short way to unpack some bytes."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from scanner.attempt import Crew
from scanner.model.limits import Limits
from scanner.unpack.stage import Origin, Unpacked, unpack

Unpack = Callable[..., Unpacked]


@pytest.fixture(scope="session")
def crew(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crew]:
    with Crew(jobs=2, limits=Limits(), scratch=tmp_path_factory.mktemp("scratch")) as crew:
        yield crew


@pytest.fixture
def unpacked(crew: Crew, tmp_path: Path) -> Unpack:
    """Call with bytes and a name, or with a path; keyword arguments are limits."""

    def run(content: bytes | Path, name: str = "outer", **limits: int) -> Unpacked:
        blobs = tmp_path / "blobs"
        blobs.mkdir(exist_ok=True)
        path = content if isinstance(content, Path) else tmp_path / "in" / name.replace("/", "_")
        if isinstance(content, bytes):
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content)
        return unpack((Origin(path=path, name=name),), crew=crew, limits=Limits(**limits), blobs=blobs)

    return run
