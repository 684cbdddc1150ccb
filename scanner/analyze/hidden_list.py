"""Lists of names that lie encoded in code, and builds whose literals are all encoded.

Looks at string literals, arrays of numbers and runs of literals in JavaScript, TypeScript, JSON and Python. Does not see lists
that are put together from state at run time; those are left to the execution of the decoder.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from scanner.analyze.decode.candidates import MAX_CHARS, are_chunks, is_embedded_file, may_be_encoded, runs_of, words_near
from scanner.analyze.decode.compression import MAX_OUTPUT_BYTES
from scanner.analyze.decode.decoders import Decoder, decoders_of
from scanner.analyze.decode.derived import Decoded, artifacts_of, is_readable_twin
from scanner.analyze.decode.names import NameList, names_among, names_in, summary_of
from scanner.analyze.decode.runs import run_peeled
from scanner.analyze.decode.search import Keys, Peeled, peel
from scanner.analyze.decode.string_array import LAYER as STRING_ARRAY
from scanner.analyze.decode.string_array import string_arrays_of
from scanner.analyze.worker import Examined, Subject
from scanner.code.lexed import lexed
from scanner.code.literals import Constant, number_arrays_of
from scanner.code.text import SourceText, shortened
from scanner.model.artifact import Artifact, ArtifactKind
from scanner.model.coverage import Gap
from scanner.model.observation import BuildObfuscated, ListDecoded, Observation

LITERAL_KINDS = frozenset({ArtifactKind.JAVASCRIPT, ArtifactKind.TYPESCRIPT, ArtifactKind.JSON, ArtifactKind.PYTHON})
"""Text whose literals can be cut out."""
OBFUSCATED_CALLS = 100
"""Calls of one decoder from which on the build counts as obfuscated rather than as holding lists."""
MAX_CANDIDATES = 40_000
"""Literals searched in one artifact; bundles of 13 MB have 3,000 that look encoded."""
_SAME_LITERALS = 2
"""Times that a literal which stands in many places is searched: tables of data repeat theirs thousands of times."""
_DECODED_CHARS = 20_000
"""Longest decoded content kept as evidence: seven times the longest list measured."""
_KEYED_CHARS = 24
"""Shorter literals are not worth trying the words around them as keys."""


def examine(subject: Subject) -> Examined:
    """Decode what is encoded in one artifact. Raises OSError when it cannot be read, and nothing for its content."""
    artifact = subject.artifact
    if is_readable_twin(artifact):
        return Examined(observations=(), bytes_examined=artifact.size_bytes)
    text = lexed(artifact)
    source = text.source
    decoders = (*decoders_of(source.text, text.constants), *_arrays(artifact, source))
    work = _Work(artifact=artifact, source=source, constants=_outside(text.constants, decoders))
    observations = (*_builds(work, decoders), *_lists_of_decoders(work, decoders), *_lists(work))
    return Examined(
        observations=observations,
        bytes_examined=artifact.size_bytes,
        gaps=_gaps(work),
        derived=artifacts_of(artifact, source, decoders, work.decoded, blobs=subject.blobs),
    )


@dataclass(slots=True)
class _Work:
    """One artifact while it is searched."""

    artifact: Artifact
    source: SourceText
    constants: list[Constant]
    decoded: list[Decoded] = field(default_factory=list)
    found: set[tuple[str, ...]] = field(default_factory=set)
    """Entries of the lists reported: a list that is met as a whole and again in parts counts once."""
    too_long: int = 0
    too_many: int = 0
    cut: int = 0
    """Literals of which more can be unpacked than is kept."""


def _arrays(artifact: Artifact, source: SourceText) -> Iterator[Decoder]:
    if artifact.kind in (ArtifactKind.JAVASCRIPT, ArtifactKind.TYPESCRIPT):
        yield from string_arrays_of(source.text)


def _outside(constants: list[Constant], decoders: tuple[Decoder, ...]) -> list[Constant]:
    """The constants that no decoder is called with."""
    calls = {call.end - 1 for decoder in decoders for call in decoder.calls}
    return [constant for constant in constants if constant.end not in calls] if calls else constants


def _builds(work: _Work, decoders: tuple[Decoder, ...]) -> Iterator[Observation]:
    for decoder in decoders:
        if decoder.call_count >= OBFUSCATED_CALLS or STRING_ARRAY in decoder.layers:
            first = decoder.calls[0]
            yield BuildObfuscated(
                place=work.source.place(work.artifact, first.start, first.end, decoded=first.plain, note="first call of the decoder"),
                literal_count=decoder.call_count,
                decoded_count=len(decoder.calls),
                layers=decoder.layers,
            )


def _lists_of_decoders(work: _Work, decoders: tuple[Decoder, ...]) -> Iterator[Observation]:
    """Lists among what decoders give: a whole list in one literal, or the entries one by one where the decoder has few calls."""
    for decoder in decoders:
        for call in decoder.calls:
            plain = names_in(call.plain)
            inner = peel(call.plain) if plain is None and may_be_encoded(call.plain) else None
            if plain is not None and plain.is_strong:
                yield from _list_seen(work, call.start, call.end, decoder.layers, plain)
            elif inner is not None and inner.names is not None:
                yield from _list_seen(work, call.start, call.end, (*decoder.layers, *inner.layers), inner.names)
        names = names_among(tuple(call.plain for call in decoder.calls))
        if names is not None and names.is_strong and decoder.call_count < OBFUSCATED_CALLS:
            yield from _list_seen(work, decoder.calls[0].start, decoder.calls[-1].end, decoder.layers, names)


def _lists(work: _Work) -> Iterator[Observation]:
    for index, constant in _candidates(work):
        keys = Keys(words=words_near(work.constants, index)) if len(constant.value) >= _KEYED_CHARS else Keys()
        yield from _peeled(work, constant, peel(constant.value, keys))
    for array in number_arrays_of(work.source.text):
        yield from _peeled(work, array, peel(array.value))
    for run in runs_of(work.source.text, work.constants):
        values = tuple(constant.value for constant in run)
        found = run_peeled(values) or (peel("".join(values)) if are_chunks(values) else None)
        if found is not None and found.names is not None:
            yield from _list_seen(work, run[0].start, run[-1].end, found.layers, found.names)


def _candidates(work: _Work) -> Iterator[tuple[int, Constant]]:
    number = 0
    seen: Counter[str] = Counter()
    for index, constant in enumerate(work.constants):
        if not may_be_encoded(constant.value):
            work.too_long += len(constant.value) > MAX_CHARS and not is_embedded_file(constant.value)
            continue  # plain text, a file that unpacking takes out, or a blob beyond the limit that becomes a gap
        seen[constant.value] += 1
        if seen[constant.value] > _SAME_LITERALS:
            continue  # was searched, with the words around it in two places
        number += 1
        if number > MAX_CANDIDATES:
            work.too_many += 1
            continue  # counted for the gap
        yield index, constant


def _peeled(work: _Work, constant: Constant, found: Peeled | None) -> Iterator[Observation]:
    if found is None:
        return
    work.cut += found.is_cut
    work.decoded.append(Decoded(start=constant.start, end=constant.end, layers=found.layers, content=found.content))
    if found.names is not None:
        yield from _list_seen(work, constant.start, constant.end, found.layers, found.names)


def _list_seen(work: _Work, start: int, end: int, layers: tuple[str, ...], names: NameList) -> Iterator[Observation]:
    if names.entries in work.found:
        return
    work.found.add(names.entries)
    yield ListDecoded(
        place=work.source.place(work.artifact, start, end, decoded=shortened(",".join(names.entries), limit_chars=_DECODED_CHARS)),
        layers=layers,
        entries=tuple(shortened(entry) for entry in names.entries),
        domain_count=names.host_count,
        zone_count=names.zone_count,
        keyword_count=len(names.entries) - names.host_count - names.zone_count,
        summary=summary_of(names),
    )


def _gaps(work: _Work) -> tuple[Gap, ...]:
    gaps = []
    if work.too_many:
        gaps.append(Gap(reason=f"{work.too_many} literals that look encoded were not decoded: more than {MAX_CANDIDATES} in one file"))
    if work.too_long:
        gaps.append(Gap(reason=f"{work.too_long} literals of more than {MAX_CHARS} characters were not searched for encoded lists"))
    if work.cut:
        gaps.append(Gap(reason=f"{work.cut} literals unpack to more than {MAX_OUTPUT_BYTES} bytes; the rest was not examined"))
    return tuple(gaps)
