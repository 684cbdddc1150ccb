"""Mutated containers through the whole stage: nothing may crash, hang, write outside, or lose a payload in silence.

    python -m fuzz.mutate --inputs 10000
"""

import argparse
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from fuzz.mutation import mended, mutated
from scanner.attempt import Crew
from scanner.model.artifact import NATIVE_KINDS, Artifact, ArtifactKind
from scanner.model.limits import MIB, Limits
from scanner.unpack.stage import Origin, Unpacked, unpack
from tests.unpack.making import SCRIPT
from tests.unpack.seeds import NAMES, SEEDS

_LIMITS = Limits(worker_s=20, worker_bytes=1024 * MIB, entries=2000, unpacked_bytes=64 * MIB, ratio_floor_bytes=32 * MIB)
_BATCH = 100
_CHANGED_IDENTITY = NATIVE_KINDS | {ArtifactKind.UNKNOWN, ArtifactKind.TEXT, ArtifactKind.EMPTY}
"""A changed first byte makes another kind of file of it; what that one is worth is not the unpacker's question."""
_MOUNTED = frozenset({ArtifactKind.HFS_PLUS, ArtifactKind.APFS, ArtifactKind.DISK, ArtifactKind.DMG})
"""A changed place of a file leaves the script in sectors of no file, where the system that mounts the image does not find it either."""
_PIECES = tuple(SCRIPT[at:at + 26] for at in range(0, len(SCRIPT) - 25, 26))
"""A changed pointer may cut the script into several contents."""


@dataclass(slots=True)
class Tally:
    """What happened."""

    inputs: int = 0
    crashed: int = 0
    hung: int = 0
    outside: int = 0
    lost: int = 0
    """Inputs in which the script lies in the clear, and that gave neither the script nor a gap."""

    @property
    def is_clean(self) -> bool:
        return not (self.crashed or self.hung or self.outside or self.lost)


def run(inputs: int, *, first: int = 0, jobs: int = 2) -> Tally:
    """Mutate every seed in turn, so many times in all."""
    tally = Tally()
    names = sorted(SEEDS)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        scratch = root / "scratch"
        scratch.mkdir()
        with Crew(jobs=jobs, limits=_LIMITS, scratch=scratch) as crew:
            for start in range(first, first + inputs, _BATCH):
                numbers = range(start, min(start + _BATCH, first + inputs))
                _run_batch(crew, root, {number: (names[number % len(names)], number) for number in numbers}, tally)
    return tally


def _run_batch(crew: Crew, root: Path, inputs: dict[int, tuple[str, int]], tally: Tally) -> None:
    with tempfile.TemporaryDirectory(dir=root) as folder:
        blobs, place = Path(folder) / "blobs", Path(folder) / "in"
        blobs.mkdir()
        place.mkdir()
        contents = {f"{number}-{name}": _changed(SEEDS[name], seed) for number, (name, seed) in inputs.items()}
        origins = tuple(_placed(place, name, content) for name, content in contents.items())
        found = unpack(origins, crew=crew, limits=_LIMITS, blobs=blobs)
        tally.inputs += len(contents)
        expected = {blobs, place}
        tally.outside += sum(1 for path in Path(folder).rglob("*") if path not in expected and not expected & set(path.parents))
        tally.outside += sum(1 for _ in root.joinpath("scratch").iterdir())
        for entry in found.coverage:
            reason = str(entry.reason)
            if "worker stopped with" in reason or "ended by signal" in reason or "exit code" in reason:
                tally.crashed += 1
                print(f"crashed: {entry.subject}: {reason}", file=sys.stderr)
            elif "time limit" in reason:
                tally.hung += 1
                print(f"hung: {entry.subject}", file=sys.stderr)
        tally.lost += sum(_is_lost(name, content, found) for name, content in contents.items())


def _placed(place: Path, name: str, content: bytes) -> Origin:
    """Under the name that decides between kinds of text, in a folder of its own."""
    path = place / name / NAMES.get(name.partition("-")[2], "input")
    path.parent.mkdir()
    path.write_bytes(content)
    return Origin(path=path, name=name)


def _changed(content: bytes, number: int) -> bytes:
    """Checksums are mended in every other round of the seeds, so that both ways are tried on each."""
    changed = mutated(content, number)
    return mended(changed) if number // len(SEEDS) % 2 else changed


def _is_lost(name: str, content: bytes, found: Unpacked) -> bool:
    if SCRIPT not in content:
        return False
    own = [artifact for artifact in found.artifacts if artifact.trail[0] == name]
    if any(entry.is_gap and entry.subject.startswith(name) for entry in found.coverage):
        return False
    if not own or own[0].kind in _CHANGED_IDENTITY or _is_script(own[0]):
        return False
    if any(piece in artifact.content.read_bytes() for artifact in own[1:] for piece in _PIECES):
        return False
    if len(own) > 1 and own[0].kind in _MOUNTED:
        return False
    if own[0].kind is ArtifactKind.HTML and b"<script" not in content.lower():
        return False  # the text of another element, which no browser runs
    print(f"lost in silence: {name} ({own[0].kind})", file=sys.stderr)
    return True


def _is_script(artifact: Artifact) -> bool:
    return artifact.kind in (ArtifactKind.JAVASCRIPT, ArtifactKind.TYPESCRIPT, ArtifactKind.SHELL, ArtifactKind.PYTHON)


def main() -> int:
    """Exit code 1 when anything went wrong."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--inputs", type=int, default=10_000)
    arguments.add_argument("--first", type=int, default=0, help="number of the first input: another one gives others")
    chosen = arguments.parse_args()
    begin = time.monotonic()
    tally = run(chosen.inputs, first=chosen.first)
    print(f"{tally} in {time.monotonic() - begin:.0f} s")
    return 0 if tally.is_clean else 1


if __name__ == "__main__":
    sys.exit(main())
