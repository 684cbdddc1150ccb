"""What bytecode holds: the texts of compiled Python, and texts of JavaScript bytecode that the source beside it lacks."""

import mmap
import re
from collections.abc import Iterator

from scanner.analyze.decode.compiled import runnable
from scanner.analyze.worker import Examined, Subject
from scanner.attempt import Refusal
from scanner.code.python.bytecode import Bytecode, BytecodeRefused, bytecode_of
from scanner.model.artifact import Artifact, ArtifactKind, ByteOffset
from scanner.model.coverage import Capability, CoverageStatus, Gap
from scanner.model.observation import EXCERPT_CHARS, BytecodeString, Place
from scanner.workfolder import store

_CACHE = "__pycache__/"
"""A folder whose modules are only imported where their source lies beside it."""
CONSTANTS_STEP = "#constants"
"""Last step of the trail of the texts that were read out of Python bytecode."""
MAX_STRINGS = 50
_TELLING = re.compile(
    rb"://[a-z0-9][a-z0-9.\-]{3,80}"
    rb"|(?:Africa|America|Asia|Europe|Pacific)/[A-Z][A-Za-z_]{2,30}"
    rb"|_(?:BASE_URL|API_URL|ENDPOINT|PROXY|API_KEY|TOKEN)(?![A-Z0-9_])"
)
"""Texts worth telling: hosts, zones, settings, and long encoded literals (`_long_runs`). Others differ by the folding of constants."""
_PREFIX = re.compile(rb"[A-Z][A-Z0-9_]{2,40}\Z")
_PREFIX_BYTES = 41
_ENCODED = bytes(120 if chr(byte).isascii() and (chr(byte).isalnum() or chr(byte) in "+/") else 0 for byte in range(256))
"""Maps the characters of base64 to `x` and all others to zero: a search for a run of `x` is then a plain search."""
_BLOCK_BYTES = 8 << 20
_LONG_BYTES = 80
_PART_BYTES = 4
"""A part shorter than this occurs in any source."""


def read_python_bytecode(subject: Subject) -> Examined:
    """The texts of a `.pyc` as text that goes through the analysis again, one in a line, values before names; and the module to run it.

    Says as a gap that the flow of bytecode is not followed, unless the source lies beside it. Raises Refusal.
    """
    artifact = subject.artifact
    try:
        read = bytecode_of(artifact.content.read_bytes())
    except BytecodeRefused as refused:
        raise Refusal(f"the Python bytecode cannot be read: {refused}") from refused
    gaps: tuple[Gap, ...] = ()
    source = next((item for item in subject.beside if item.kind is ArtifactKind.PYTHON), None)
    if source is None:
        gaps = (
            Gap(
                reason="compiled Python without its source: constants and names were read, its flow is not followed",
                hides=frozenset({Capability.CODE_FLOW}),
            ),
        )
    strings = () if source is None else _only_compiled(read, source, artifact)
    blob = store(_listing(read).encode("utf-8", "replace"), subject.blobs)
    derived = Artifact(
        sha256=blob.sha256,
        kind=ArtifactKind.TEXT,
        trail=(*artifact.trail, CONSTANTS_STEP),
        size_bytes=blob.size_bytes,
        content=blob.path,
        encoding="utf-8",
        origin="constants of Python bytecode",
    )
    is_loose = source is None and artifact.origin is None and _CACHE not in artifact.trail[-1]
    held = runnable(artifact, read, subject.blobs) if is_loose else None
    made = (derived,) if held is None else (derived, held)
    return Examined(observations=strings, bytes_examined=artifact.size_bytes, derived=made, gaps=gaps)


def compare_bytecode(subject: Subject) -> Examined:
    """Telling texts of JavaScript bytecode that do not occur in the source of the same module.

    Without a source beside it nothing can be compared: a gap that hides the flow.
    """
    artifact = subject.artifact
    sources = tuple(item for item in subject.beside if item.kind is not ArtifactKind.JS_BYTECODE)
    if not sources or artifact.size_bytes == 0:
        gap = Gap(
            reason="JavaScript bytecode without its source: it cannot be followed",
            hides=frozenset({Capability.CODE_FLOW, Capability.JS_SEMANTIC}),
        )
        return Examined(observations=(), bytes_examined=0, gaps=(gap,))
    text = b"\0".join(map(_as_ascii, sources))
    known = {telling for _, telling in _texts(text)}
    module = sources[0].name if len(sources) == 1 else artifact.name
    found: dict[bytes, BytecodeString] = {}
    with artifact.content.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as view:
        for start, telling in _texts(view):
            if telling in known or telling in found or _occurs(telling, text):
                continue  # compiled from the source beside it
            found[telling] = _string(artifact, telling.decode("ascii"), start, len(telling), module)
            if len(found) > MAX_STRINGS:
                break
    gaps: tuple[Gap, ...] = ()
    if len(found) > MAX_STRINGS:
        gaps = (
            Gap(
                reason=f"more than {MAX_STRINGS} texts stand in the bytecode only; the rest is not listed",
                status=CoverageStatus.PARTIAL,
                hides=frozenset(),
            ),
        )
    return Examined(observations=tuple(found.values())[:MAX_STRINGS], bytes_examined=artifact.size_bytes, gaps=gaps)


def _texts(view: mmap.mmap | bytes) -> Iterator[tuple[int, bytes]]:
    for match in _TELLING.finditer(view):
        if not match[0].startswith(b"_"):
            yield match.start(), match[0]
        elif (prefix := _PREFIX.search(view[max(0, match.start() - _PREFIX_BYTES) : match.start()])) is not None:
            yield match.start() - len(prefix[0]), prefix[0] + match[0]
    yield from _long_runs(view)


def _long_runs(view: mmap.mmap | bytes) -> Iterator[tuple[int, bytes]]:
    """Runs of at least `_LONG_BYTES` characters of base64, cut at the limits of blocks."""
    wanted = b"x" * _LONG_BYTES
    for base in range(0, len(view), _BLOCK_BYTES):
        block = view[base : base + _BLOCK_BYTES]
        marks = block.translate(_ENCODED)
        at = marks.find(wanted)
        while at >= 0:
            end = marks.find(b"\0", at)
            end = len(marks) if end < 0 else end
            yield base + at, block[at:end]
            at = marks.find(wanted, end)


def _occurs(telling: bytes, text: bytes) -> bool:
    """Whether the source holds it: whole, or in two parts that the compiler joined."""
    if telling in text:
        return True
    known, unknown = 0, len(telling)  # the longest beginning that the source holds
    while unknown - known > 1:
        middle = (known + unknown) // 2
        known, unknown = (middle, unknown) if telling[:middle] in text else (known, middle)
    return known >= _PART_BYTES and unknown < len(telling) - _PART_BYTES and telling[known:] in text


def _as_ascii(source: Artifact) -> bytes:
    """The source with the characters outside of ASCII taken out, so that one search serves every encoding."""
    content = source.content.read_bytes()
    if source.encoding and source.encoding.startswith("utf-16"):
        return content.decode(source.encoding, "replace").encode("ascii", "replace")
    return content


def _only_compiled(read: Bytecode, source: Artifact, artifact: Artifact) -> tuple[BytecodeString, ...]:
    """Telling constants of the bytecode that the source beside it does not have."""
    text = source.content.read_bytes()
    found = []
    for constant in read.constants:
        raw = constant.text.encode("utf-8", "replace")
        if not constant.is_name and _TELLING.search(raw) and not _occurs(raw, text):
            found.append(_string(artifact, constant.text, constant.offset, constant.length_bytes, source.name))
    return tuple(found[:MAX_STRINGS])


def _string(artifact: Artifact, text: str, start: int, length: int, module: str) -> BytecodeString:
    place = Place(
        artifact=artifact.sha256,
        subject=artifact.subject,
        byte_offset=ByteOffset(start),
        byte_length=length,
        excerpt=text[:EXCERPT_CHARS],
        note="stands in the bytecode and not in the source of the module",
    )
    return BytecodeString(place=place, text=text[:EXCERPT_CHARS], module=module)


def _listing(read: Bytecode) -> str:
    values = dict.fromkeys(constant.text for constant in read.constants if not constant.is_name and constant.text)
    names = dict.fromkeys(constant.text for constant in read.constants if constant.is_name and constant.text)
    return "\n".join((*values, *names)) + "\n"
