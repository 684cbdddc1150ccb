"""Several analyzers on several small artifacts in one attempt: to ask a child costs more than most files of a package take."""

from dataclasses import dataclass

from scanner.analyze.worker import Examined, Subject
from scanner.attempt import Refusal, function_named


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One artifact and the workers that it goes through."""

    subject: Subject
    functions: tuple[str, ...]
    """`scanner.analyze.module:function`, each taking a `Subject` and returning `Examined`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchExamined:
    seen: tuple[tuple[Examined | None, ...], ...]
    """For each piece what each of its workers saw; None: it has to be attempted by itself, which tells why it failed."""


def examine_batch(batch: Batch) -> BatchExamined:
    """Each artifact through all its workers before the next, so that its text is read once."""
    return BatchExamined(seen=tuple(tuple(_seen(function, piece.subject) for function in piece.functions) for piece in batch.pieces))


def _seen(function: str, subject: Subject) -> Examined | None:
    try:
        found: Examined = function_named(function)(subject)
    except Refusal:
        return None
    return found
