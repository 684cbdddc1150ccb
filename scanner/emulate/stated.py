"""What a program states, as values to try: texts of its code and of the files beside it, hashes, hosts of the catalogs."""

import re

from scanner.code.literals import value_of
from scanner.code.tokens import TokenKind, tokens_of
from scanner.model.artifact import ArtifactKind
from scanner.model.program import Language, Program, SignalValue

LITERALS = 4_000
"""Texts of one source, hashes of one source and texts of files beside it that are kept, each."""
_WORD_OF_PATTERN = re.compile(r"\.?[A-Za-z][\w/.-]{1,40}")
_DIGEST = re.compile(r"(?<![0-9A-Za-z])(?:[0-9a-f]{64}|[0-9a-f]{40}|[0-9a-f]{32})(?![0-9A-Za-z])")


def digests_in(source: str) -> tuple[str, ...]:
    """Texts of the length of a hash, wherever in a large source they stand."""
    return tuple(dict.fromkeys(_DIGEST.findall(source)))[:LITERALS]


def group_of(value: SignalValue) -> str:
    """Entries of a list share a group, hosts and words apart, as one long list must not leave out the other; single texts have none."""
    return f"{value.origin} {'host' if '.' in value.value else 'word'}" if "list" in value.origin else ""


def literals_of(source: str, language: Language = Language.JAVASCRIPT) -> tuple[str, ...]:
    """The texts that a source states, each once, in order; the first thousands only."""
    found: dict[str, None] = {}
    for token in tokens_of(source, language):
        if token.kind in (TokenKind.STRING, TokenKind.TEMPLATE) and token.end - token.start < 400:
            found.setdefault(value_of(source, token, language), None)
        elif token.kind is TokenKind.REGEX and token.end - token.start < 400:
            pattern = source[token.start + 1 : token.end].rpartition("/")[0].replace("\\.", ".").replace("\\/", "/")
            found.update(dict.fromkeys(_WORD_OF_PATTERN.findall(pattern)))
        if len(found) >= LITERALS:
            break
    return tuple(text for text in found if text)


def texts_beside(program: Program) -> tuple[str, ...]:
    """The texts that data files of the package state and the names of its files, each once; the first thousands only."""
    names = [artifact.name.rpartition("/")[2] for artifact in program.beside][:LITERALS]
    found: dict[str, None] = dict.fromkeys(part for name in names for part in (name, name.partition(".")[0]) if part)
    for artifact in program.beside:
        if artifact.kind in (ArtifactKind.JSON, ArtifactKind.TEXT, ArtifactKind.YAML) and artifact.name not in ("package.json", "LICENSE"):
            for match in re.finditer(r"[\w.@:/+=-]{2,120}", artifact.content.read_text(encoding="utf-8", errors="replace")):
                found.setdefault(match[0], None)
        if len(found) >= 2 * LITERALS:
            break
    return tuple(found)
