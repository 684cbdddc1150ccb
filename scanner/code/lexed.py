"""An artifact's text with its literals, read once for all analyzers that run on it in one worker."""

from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from scanner.code.literals import Constant, constants_of, language_of
from scanner.code.text import SourceText, source_text
from scanner.code.tokens import Token, tokens_of
from scanner.model.artifact import Artifact, ArtifactKind, Sha256
from scanner.model.program import Language


@dataclass(frozen=True)
class Lexed:
    source: SourceText
    language: Language | None
    """None: a language whose literals are not cut out; there are no tokens and constants then."""

    @cached_property
    def tokens(self) -> list[Token]:
        return [] if self.language is None else list(tokens_of(self.source.text, self.language))

    @cached_property
    def token_starts(self) -> list[int]:
        return [token.start for token in self.tokens]

    @cached_property
    def constants(self) -> list[Constant]:
        return [] if self.language is None else list(constants_of(self.source.text, self.tokens, self.language))


def lexed(artifact: Artifact) -> Lexed:
    """The last artifact asked for is kept: its analyzers mostly run one after the other. Raises OSError when it cannot be read."""
    return _lexed(artifact.sha256, artifact.content, artifact.kind, artifact.encoding)


@lru_cache(maxsize=1)
def _lexed(sha256: Sha256, content: Path, kind: ArtifactKind, encoding: str | None) -> Lexed:
    return Lexed(source=source_text(content.read_bytes(), encoding=encoding), language=language_of(kind))
