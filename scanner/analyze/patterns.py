"""Byte patterns: the YARA rules of the rule folders over everything that is no container."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yara_x

from scanner.analyze.decode.derived import is_readable_twin
from scanner.analyze.worker import Examined, Subject
from scanner.attempt import Refusal
from scanner.code.text import SourceText, read_text, shortened
from scanner.model.artifact import EXECUTABLE_KINDS, Artifact, ArtifactKind, ByteOffset
from scanner.model.coverage import Gap
from scanner.model.observation import PatternMatched, Place

MATCHES_PER_PATTERN = 100
"""More matches of one pattern in one file say nothing new; reaching it is reported."""
_SCAN_S = 100
"""Below the worker's own limit, so that a slow pattern is named as such."""
_EXCERPT_BYTES = 1600
_TEXT_KINDS = frozenset(
    {
        ArtifactKind.JSON,
        ArtifactKind.YAML,
        ArtifactKind.TOML,
        ArtifactKind.XML,
        ArtifactKind.PLIST,
        ArtifactKind.HTML,
        ArtifactKind.MARKDOWN,
        ArtifactKind.TEXT,
    }
)
PATTERN_KINDS = EXECUTABLE_KINDS | _TEXT_KINDS | {ArtifactKind.UNKNOWN, ArtifactKind.DATA}


@dataclass(frozen=True, slots=True)
class _Hit:
    rule: str
    offset: int
    length: int


def examine(subject: Subject) -> Examined:
    """Every match of every rule. UTF-16 text is searched as it lies and as UTF-8, so that patterns without `wide` see it too.

    Raises Refusal for a rule file that does not compile and for patterns that take too long.
    """
    artifact = subject.artifact
    if is_readable_twin(artifact):
        return Examined(observations=(), bytes_examined=artifact.size_bytes)
    rules = _compiled(rule_files(subject.rules))
    if rules is None:
        return Examined(observations=(), bytes_examined=0)
    found = [(hit, _place(artifact, hit)) for hit in _hits(rules, artifact.content, artifact)]
    if artifact.kind in PATTERN_KINDS and _is_wide(artifact):
        source = read_text(artifact)
        found += [(hit, _place_in_text(artifact, source, hit)) for hit in _hits(rules, _utf8(source), artifact)]
    unique = {(hit.rule, place.byte_offset, place.byte_length): (hit, place) for hit, place in found}
    matches = tuple(PatternMatched(engine="yara", rule=unique[key][0].rule, place=unique[key][1]) for key in sorted(unique))
    return Examined(observations=matches, bytes_examined=artifact.size_bytes, gaps=_gaps(matches))


def rule_files(folders: tuple[Path, ...]) -> tuple[Path, ...]:
    """The YARA files below `detections/*/` of each rule folder, in order."""
    return tuple(path for folder in folders for path in sorted(folder.glob("detections/*/*.yar")))


@lru_cache(maxsize=2)
def _compiled(files: tuple[Path, ...]) -> yara_x.Rules | None:
    """Compiled once for a worker child; the folder's name is the namespace. None: there are no rules."""
    if not files:
        return None
    compiler = yara_x.Compiler()
    for path in files:
        compiler.new_namespace(path.parent.name)
        try:
            compiler.add_source(path.read_text(), origin=path.name)
        except yara_x.CompileError as error:
            reason = " ".join(str(error).split())[:300]
            raise Refusal(f"the pattern file {path.parent.name}/{path.name} does not compile ({reason}); correct or remove it") from error
    return compiler.build()


def _hits(rules: yara_x.Rules, content: bytes | Path, artifact: Artifact) -> list[_Hit]:
    scanner = yara_x.Scanner(rules)
    scanner.max_matches_per_pattern(MATCHES_PER_PATTERN)
    scanner.set_timeout(_SCAN_S)
    try:
        results = scanner.scan_file(str(content)) if isinstance(content, Path) else scanner.scan(content)
    except yara_x.TimeoutError as error:
        raise Refusal(f"the patterns took more than {_SCAN_S} s on {artifact.name}; make them rarer or leave them out") from error
    hits = []
    for rule in results.matching_rules:
        matches = [_Hit(rule.identifier, match.offset, match.length) for pattern in rule.patterns for match in pattern.matches]
        hits += matches or [_Hit(rule.identifier, 0, 0)]  # a condition without patterns holds for the whole file
    return hits


def _place(artifact: Artifact, hit: _Hit) -> Place:
    with artifact.content.open("rb") as stream:
        stream.seek(hit.offset)
        content = stream.read(min(hit.length, _EXCERPT_BYTES))
    codec = "utf-16-le" if len(content) > 2 and content[1::2].count(0) * 2 > len(content[1::2]) else "utf-8"
    excerpt = shortened(content.decode(codec, "replace"))
    return Place(
        artifact=artifact.sha256,
        subject=artifact.subject,
        byte_offset=ByteOffset(hit.offset),
        byte_length=hit.length,
        excerpt=excerpt,
    )


def _place_in_text(artifact: Artifact, source: SourceText, hit: _Hit) -> Place:
    content = _utf8(source)
    start = len(content[: hit.offset].decode("utf-8", "replace"))
    return source.place(artifact, start, start + len(content[hit.offset : hit.offset + hit.length].decode("utf-8", "replace")))


def _is_wide(artifact: Artifact) -> bool:
    if artifact.kind in (ArtifactKind.UNKNOWN, ArtifactKind.DATA) or artifact.kind not in PATTERN_KINDS:
        return False
    if artifact.encoding is not None:
        return artifact.encoding.startswith("utf-16")
    with artifact.content.open("rb") as stream:
        return stream.read(2) in (b"\xff\xfe", b"\xfe\xff")


def _utf8(source: SourceText) -> bytes:
    return source.text.encode("utf-8", "replace")


def _gaps(matches: tuple[PatternMatched, ...]) -> tuple[Gap, ...]:
    crowded = sorted({match.rule for match in matches if sum(1 for other in matches if other.rule == match.rule) >= MATCHES_PER_PATTERN})
    return tuple(
        Gap(reason=f"the pattern {rule} matched {MATCHES_PER_PATTERN} times or more; further matches were not listed", hides=frozenset())
        for rule in crowded
    )
