"""What a program can be asked: the arguments that its usage describes, and the commands that it declares in its source."""

import re
from collections.abc import Iterator

from scanner.emulate.start import FILE_NAME, PROMPT
from scanner.world.host import PROJECT

_COMMAND_LINE = re.compile(r"^\s{1,8}([a-z][\w:-]{1,24})(?=\s+[<\[]|\s{2,}|$)", re.MULTILINE)
_SENTENCE_ENDS = re.compile(r"\s{2,}|\s#|\s-\s|\s—\s|:\s|\(|\)$")
_DECLARED = re.compile(r"\.command\(\s*([\"'`])(?P<pattern>[a-z][\w:-]{1,24}(?:[ ][^\"'`\n]{0,80})?)\1(?=(?P<rest>[^\n]{0,300}))")
_ARGUMENT = re.compile(r"\.arguments?\(\s*[\"'`]([^\"'`\n]{1,60})[\"'`]")
"""How packages that read the command line are told of a command, and of what it wants."""
_ASKS = re.compile(
    r"ask|chat|run|prompt|query|question|message|review|gener|complet|explain|translat|summar|agent|exec|send|search|plan|commit|start",
    re.IGNORECASE,
)
"""Names of commands that may ask a model."""
WORDS_MOST = 14


def commands_in(source: str) -> list[tuple[str, ...]]:
    """The commands that a source declares, what they want filled in: those first that may ask a model, and those that want something."""
    found: dict[tuple[str, ...], tuple[bool, bool]] = {}
    for match in _DECLARED.finditer(source):
        rest = match["rest"].partition(".command(")[0]
        pattern = " ".join([match["pattern"], *_ARGUMENT.findall(rest)])
        arguments = filled_pattern(pattern)
        if arguments and "[" in pattern and len(arguments) == 1:
            arguments = (*arguments, PROMPT)
        if arguments:
            found.setdefault(arguments, (_ASKS.search(arguments[0]) is None, len(arguments) == 1))
    return sorted(found, key=lambda arguments: found[arguments])[:WORDS_MOST]


def arguments_in_usage(text: str, names: frozenset[str]) -> list[tuple[str, ...]]:
    """The ways of calling that a usage text describes, placeholders filled."""
    found: dict[tuple[str, ...], None] = {}
    alternatives = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True) if len(name) > 1)
    if alternatives:
        for match in re.finditer(rf"(?<![\w./@-])(?:{alternatives})[ \t]+(?P<rest>[^\n]{{1,200}})", text):
            for rest in _ways(re.split(rf"\|\s*(?:{alternatives})\s|\bor\s+(?:{alternatives})\s|`", match["rest"])):
                found.setdefault(filled_pattern(rest), None)
    for word in _COMMAND_LINE.findall(text):
        found.setdefault((word, PROMPT), None)
        found.setdefault((word,), None)
    ways = [way for way in found if way]
    return [*ways, *((*way, PROMPT) for way in ways if PROMPT not in way)][: 3 * WORDS_MOST]


def _ways(patterns: list[str]) -> Iterator[str]:
    """Each pattern; of a bare list of commands (`login | logout | ask`) each command."""
    for pattern in patterns:
        pattern = pattern.strip()
        words = [word.strip() for word in re.split(r"[|,]", pattern)]
        if len(words) > 1 and all(re.fullmatch(r"[a-z][\w-]*(?:\s+[<\[].*)?", word) for word in words):
            yield from words
        elif pattern:
            yield pattern


def filled_pattern(pattern: str) -> tuple[str, ...]:
    """The arguments of one line of a usage: words and required options stay, placeholders get a value, what is optional is left out."""
    pattern = re.sub(r"\[[^\[\]]*\]", " ", re.sub(r"\[[^\[\]]*\[[^\]]*\][^\]]*\]", " ", pattern))
    pattern = _SENTENCE_ENDS.split(pattern.strip())[0]
    arguments: list[str] = []
    for token in re.findall(r"\"[^\"]*\"|'[^']*'|<[^>]*>|\S+", pattern)[:10]:
        bare = token.strip("\"'").rstrip(".,;…").strip()
        if re.fullmatch(r"<[\w-]+\.\w{1,5}>", bare):
            arguments.append(bare[1:-1])  # a name that stands for itself: `<package.json>`
        elif re.fullmatch(r"<?[\w-]+(\|[\w-]+)+>?", bare):
            arguments.append(bare.strip("<>").split("|")[0])
        elif (bare.startswith("<") and len(bare) > 1) or token[0] in "\"'" or (bare.isupper() and len(bare) > 1):
            arguments.append(sample(bare))
        elif bare and re.fullmatch(r"[\w:@=,./-]+", bare):
            arguments.append(bare)
        elif bare:
            break  # prose begins
    return tuple(arguments)


def sample(name: str) -> str:
    """A value for a placeholder or an option, by its name."""
    name = name.strip("<>-\"' ").lower()
    for pattern, value in _SAMPLES:
        if re.search(pattern, name):
            return value
    return PROMPT


_SAMPLES = (
    (r"json|config|manifest", "data.json"),
    (r"picture|image|photo|png", "picture.png"),
    (r"audio|sound|voice", "sound.wav"),
    (r"file|path|input|notes|src|source|schema|log|script|doc|text|memo", FILE_NAME),
    (r"dir|folder|cwd|root|workspace", PROJECT),
    (r"url|endpoint|host|target|server", "https://api.example.net/v1"),
    (r"port|num|count|limit|max|min|^n$|^k$|size|width|depth|timeout|seconds|retries|tail|temperature|level", "3"),
    (r"model", "model-1"),
    (r"lang|locale", "en"),
    (r"format|output-type", "json"),
    (r"columns|fields|tags|list", "a,b"),
    (r"date|day|since", "2026-11-22"),
    (r"mail", "sam@example.net"),
    (r"key|token|secret|password", "key-for-the-made-up-world"),
)
"""(pattern in the name, value), first match first."""
