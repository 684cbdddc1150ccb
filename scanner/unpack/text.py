"""Which kind of text: the first line, the structure, the words of languages and a trial parse; the name only where these are silent."""

import codecs
import re
from itertools import islice

import re2  # type: ignore[import-untyped]  # the package ships no types

from scanner.model.artifact import ArtifactKind as Kind
from scanner.unpack.source import Source
from scanner.unpack.trial import ERROR_SHARE, parses_as

_SAMPLE_CHARS = 16_384
"""Words are counted in this much of the start, and of the middle of longer texts, whose start may be a licence."""
_QUICK_CHARS = 4096
_CONFIRMED = 2
"""So many telling words confirm the kind that a name states."""
_TELLING = 3
"""So many telling words of another language make a trial worth while; where no name states one, `_CONFIRMED` do."""
_OVERRULING = 4
"""So many times the words of the stated kind make another one likelier."""

_ENTRY = re2.compile(rb"(?m)^[^\s\x00-\x1f]+(?:[\t ,;:|]+[-+]?[0-9.,]+){0,4}[\t ]*\r?$")
_ENTRIES = 60
_ENTRY_SHARE = 0.95
"""A text of so many lines, of which such a share is a word alone or with numbers, is a list: words of it begin lines of shell, too."""

_CONTROL = bytes(set(range(32)) - {9, 10, 11, 12, 13, 27, 8})
_CONTROL_SHARE = 0.02
"""Minifiers write control characters, NUL too, as they are: tables of them take up to 1.1 % of the start of a real bundle, and
WebAssembly as a literal 13 %, behind code without any."""
_FOREIGN_SHARE = 0.3
"""Most of a text in one of the old 8-bit codes is ASCII; compressed bytes are for more than half not."""
_ZERO_SHARE = 0.35
"""Share of zero high bytes from which pairs of bytes are UTF-16: mixed text has over 0.5, code over 0.95."""

_FENCE = re.compile(r"(?m)^\s*```[a-z]*\s*$")
"""A fenced block of Markdown: the prose around it parses as Python or shell more often than not."""

_SHEBANGS: tuple[tuple[re.Pattern[str], Kind], ...] = tuple(
    (re.compile(pattern), kind)
    for pattern, kind in (
        (r"#![^\n]*\b(?:deno|tsx|ts-node)\b", Kind.TYPESCRIPT),
        (r"#![^\n]*\b(?:node|bun|nodejs|osascript -l JavaScript)\b", Kind.JAVASCRIPT),
        (r"#![^\n]*\b(?:python|pypy|uv run)[0-9.]*", Kind.PYTHON),
        (r"#![^\n]*\b(?:pwsh|powershell)\b", Kind.POWERSHELL),
        (r"#![^\n]*\bruby\b", Kind.RUBY),
        (r"#![^\n]*\bperl\b", Kind.PERL),
        (r"#![^\n]*\bphp\b", Kind.PHP),
        (r"#![^\n]*\b(?:lua|luajit)\b", Kind.LUA),
        (r"#![^\n]*\b(?:sh|bash|zsh|dash|ash|ksh|fish)\b", Kind.SHELL),
    )
)

_STRUCTURES: tuple[tuple[re.Pattern[str], Kind], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), kind)
    for pattern, kind in (
        (r"\s*<\?php", Kind.PHP),
        (r"\s*(?:<!--.*?-->\s*)?(?:<!doctype html|<html[\s>])", Kind.HTML),
        (r"\s*<\?xml[^>]*>\s*<!DOCTYPE plist", Kind.PLIST),
        (r"\s*(?:<\?xml|<svg[\s>]|<!DOCTYPE )", Kind.XML),
        (r"\s*@echo off\b", Kind.BATCH),
        (r'\s*(?:\{\s*(?:"(?:[^"\\\n]|\\.)*"\s*:|\}\s*$)|\[\s*(?:[\[{"\-0-9\]]|true|false|null))', Kind.JSON),
    )
)
_ZSH_FUNCTION = re.compile(
    r"(?:[ \t]*(?:#[^\n]*)?\r?\n){0,60}?#(?:autoload|compdef)(?:[ \t][^\n]*)?\r?(?:\n|\Z)|"
    r"(?:[^\n]*\n){0,20}?[ \t]*(?:builtin )?emulate (?:-[LR]+ )+zsh[ \t]*(?:[\r\n;&]|\Z)"
)
"""How a file of zsh begins that has neither a suffix nor a first line for the system: one that holds a function or completions."""
_JSON_ENDS = {"{": b"}", "[": b"]"}

_WORDS = tuple(
    (kind, re2.compile(pattern.encode()))
    for kind, pattern in (
        (
            Kind.JAVASCRIPT,
            (
                r"\bfunction\b\s*\*?\s*\w*\s*\(|=>\s*[{(\w]|\b(?:const|let|var)\s+[\w${[]|\brequire\(|\bmodule\.exports|\bexports\.\w|"
                r"\bimport\s*[\w{*\"'][^\n;]{0,200}?from\s*[\"']|\bexport\s*(?:default|const|function|class|\{|\*)|===|!==|"
                r"\breturn[ ({!]|\bnew [A-Z]\w*\(|\bObject\.defineProperty|\.prototype\.|\bvoid 0\b|\btypeof \w|\bawait \w|\bconsole\.\w+\("
            ),
        ),
        (
            Kind.PYTHON,
            (
                r"(?m)^\s*(?:async )?def \w+\(.*|^\s*class \w+(?:\(.*\))?:|^\s*(?:from [\w.]+ )?import [\w., ()*]+$|"
                r"^\s*(?:if|elif|for|while|with|try|except)\b.*:\s*$|\bself\.\w+|^\s*@\w+|__\w+__|^\s*(?:lambda|yield|raise|pass)\b"
            ),
        ),
        (
            Kind.SHELL,
            (
                r"(?m)^\s*(?:if \[|elif \[|(?:fi|esac|done|then)\s*(?:$|[;&|<>)#])|set -[eux]|export \w+=|echo |exit \d|source |local \w)|"
                r"\$\{?\w+\}?\"|\$\(\w|;;\s*$|\bcurl -|&& \\$"
            ),
        ),
        (
            Kind.POWERSHELL,
            (
                r"(?mi)^\s*(?:param\s*\(|function [A-Z]\w+-\w+|\$\w+\s*=)|\b(?:Write|Get|Set|New|Invoke|Import|Test|Join)-[A-Z]\w+|"
                r"\s-(?:eq|ne|like|match)\s|\$(?:env|PSScriptRoot|ErrorActionPreference)\b"
            ),
        ),
        (Kind.BATCH, r"(?mi)^\s*(?:@?echo off|rem |goto \w|:\w+\s*$|setlocal|set \"?\w+=|if exist )|%~[a-z0-9]+|%\w+%"),
    )
)

_SUFFIXES: dict[str, Kind] = {
    **dict.fromkeys(("js", "mjs", "cjs", "jsx"), Kind.JAVASCRIPT),
    **dict.fromkeys(("ts", "mts", "cts", "tsx"), Kind.TYPESCRIPT),
    **dict.fromkeys(("py", "pyw", "pyi"), Kind.PYTHON),
    **dict.fromkeys(("sh", "bash", "zsh", "zsh-theme", "fish", "command"), Kind.SHELL),
    **dict.fromkeys(("zshrc", "zshenv", "zprofile", "zlogin", "zlogout", "bashrc", "bash_profile", "bash_aliases"), Kind.SHELL),
    **dict.fromkeys(("ps1", "psm1", "psd1"), Kind.POWERSHELL),
    **dict.fromkeys(("bat", "cmd"), Kind.BATCH),
    **dict.fromkeys(("rb", "gemspec"), Kind.RUBY),
    **dict.fromkeys(("pl", "pm"), Kind.PERL),
    **dict.fromkeys(("md", "markdown", "mdx", "mdc"), Kind.MARKDOWN),
    **dict.fromkeys(("yaml", "yml"), Kind.YAML),
    **dict.fromkeys(("html", "htm", "xhtml", "vue", "svelte", "astro"), Kind.HTML),
    **dict.fromkeys(("xml", "svg", "xsd", "xsl", "vsixmanifest", "nuspec"), Kind.XML),
    **dict.fromkeys(("css", "scss", "less"), Kind.CSS),
    **dict.fromkeys(("json", "jsonc", "json5", "ndjson", "jsonl"), Kind.JSON),
    **dict.fromkeys(("txt", "rst", "text", "log"), Kind.TEXT),
    "lua": Kind.LUA,
    "php": Kind.PHP,
    "toml": Kind.TOML,
    "plist": Kind.PLIST,
    "map": Kind.SOURCE_MAP,
}

_WORDED = frozenset(kind for kind, _ in _WORDS)
_PATTERNS = dict(_WORDS)
_PARSED = _WORDED - {Kind.BATCH}
"""Batch files have no grammar here, and their words occur in any list: only their name or first line tells them."""
_CODE = _WORDED | {Kind.TYPESCRIPT, Kind.RUBY, Kind.PERL, Kind.PHP, Kind.LUA}


def codec_of(source: Source, head: bytes) -> str | None:
    """The Python codec in which these bytes are text; None: they aren't text."""
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if b"\x00" in head and (wide := _wide(head)) is not None:
        return wide
    if _control_bytes(head) > len(head) * _CONTROL_SHARE and (len(head) < _QUICK_CHARS or _control_bytes(head[:_QUICK_CHARS])):
        return None
    if head.isascii():
        return "ascii"
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head, final=len(head) == source.size)
    except UnicodeDecodeError:
        foreign = sum(byte > 127 for byte in head) / len(head)
        return "latin-1" if foreign < _FOREIGN_SHARE and head.translate(None, _CONTROL) == head else None
    return "utf-8"


def kind_of_text(source: Source, head: bytes, codec: str) -> Kind:
    """The kind of a text."""
    text = head.decode(codec, "ignore").lstrip("\ufeff")
    stated = _SUFFIXES.get(source.name.rsplit(".", 1)[-1].lower()) if "." in source.name else None
    if text.startswith("#!"):
        for pattern, kind in _SHEBANGS:
            if pattern.match(text):
                return _typed(text, kind, stated) if kind is Kind.JAVASCRIPT else kind
    if stated is None and _ZSH_FUNCTION.match(text) and not _FENCE.search(text):
        return Kind.SHELL
    structure = _structure(source, text)
    if structure is not None and not (stated in _CODE and structure in (Kind.JSON, Kind.XML)):
        return structure
    return _by_words(source, text, codec, stated)


def _control_bytes(content: bytes) -> int:
    return len(content) - len(content.translate(None, _CONTROL))


def _wide(head: bytes) -> str | None:
    even = head[: len(head) & ~1]
    pairs = len(even) // 2
    if not pairs:
        return None
    low, high = even[::2].count(0) / pairs, even[1::2].count(0) / pairs
    if high > _ZERO_SHARE and low < 0.02:
        return "utf-16-le" if _is_clean(even, "utf-16-le") else None
    if low > _ZERO_SHARE and high < 0.02:
        return "utf-16-be" if _is_clean(even, "utf-16-be") else None
    return None


def _is_clean(content: bytes, codec: str) -> bool:
    text = content.decode(codec, "replace")
    odd = sum((character < "\x20" and character not in "\t\n\r\f\v\b\x1b") or character == "\ufffd" for character in text)
    return odd <= 1 + len(text) // 1000


def _structure(source: Source, text: str) -> Kind | None:
    for pattern, kind in _STRUCTURES:
        if not pattern.match(text):
            continue
        if kind is not Kind.JSON:
            return kind
        if source.tail.rstrip(b" \t\r\n\x00").endswith(_JSON_ENDS[text.lstrip()[0]]):
            return Kind.SOURCE_MAP if _is_source_map(source, text) else Kind.JSON
    return None


def _is_source_map(source: Source, text: str) -> bool:
    has_version = re.search(r'"version"\s*:\s*3\b', text) or source.find(b'"version":3') >= 0
    return bool(has_version) and (source.find(b'"mappings"') >= 0 or source.find(b'"sections"') >= 0)


def _by_words(source: Source, text: str, codec: str, stated: Kind | None) -> Kind:
    wording = Kind.JAVASCRIPT if stated is Kind.TYPESCRIPT else stated
    if stated in _CODE and wording not in _WORDED:
        return stated or Kind.TEXT
    if wording in _WORDED and _count(wording, text[:_QUICK_CHARS], enough=_CONFIRMED) >= _CONFIRMED:
        return stated or Kind.TEXT
    if stated is None and _is_list(text):
        return Kind.TEXT
    sample = text[:_SAMPLE_CHARS] + "\n" + _middle(source, codec)
    counts = sorted(((_count(kind, sample), kind) for kind in _PATTERNS), key=lambda pair: -pair[0])
    own = next((count for count, kind in counts if kind is wording), 0)
    for count, kind in counts:
        least = _CONFIRMED if stated is None else max(_TELLING, _OVERRULING * own)
        if count < least or kind is wording or kind not in _overruling(stated):
            continue
        is_document = stated is not None and stated not in _CODE
        if _is_code(kind, text, error_share=0 if is_document else ERROR_SHARE) and not (wording in _WORDED and _is_code(wording, text)):
            return _typed(text, kind, stated)
    return stated or Kind.TEXT


def _is_list(text: str) -> bool:
    sample = text[:_SAMPLE_CHARS].encode("utf-8", "replace")
    lines = sample.count(b"\n")
    return lines >= _ENTRIES and sum(1 for _ in _ENTRY.finditer(sample)) >= lines * _ENTRY_SHARE


def _is_code(kind: Kind, text: str, *, error_share: float = ERROR_SHARE) -> bool:
    """error_share: 0 where the name says that it is a document: of one with tags and examples whole pages are taken for one error."""
    if kind in (Kind.PYTHON, Kind.SHELL) and _FENCE.search(text):
        return False
    kinds = (kind, Kind.TYPESCRIPT) if kind is Kind.JAVASCRIPT else (kind,)
    return any(parses_as(one, text, error_share=error_share) for one in kinds)


def _overruling(stated: Kind | None) -> frozenset[Kind]:
    """Kinds that a text may be in spite of its name: almost any prose with commands in it parses as shell."""
    if stated is None or stated in _CODE:
        return _PARSED
    return frozenset({Kind.JAVASCRIPT, Kind.PYTHON})


def _typed(text: str, kind: Kind, stated: Kind | None) -> Kind:
    """JavaScript that parses only with types, or is named so, is TypeScript."""
    if kind is Kind.JAVASCRIPT and stated is Kind.TYPESCRIPT:
        return stated
    if kind is Kind.JAVASCRIPT and not parses_as(Kind.JAVASCRIPT, text) and parses_as(Kind.TYPESCRIPT, text):
        return Kind.TYPESCRIPT
    return kind


def _middle(source: Source, codec: str) -> str:
    if source.size <= 2 * _SAMPLE_CHARS:
        return ""
    return source.at(source.size // 2 & ~1, _SAMPLE_CHARS).decode(codec, "ignore")


def _count(kind: Kind, text: str, *, enough: int = _SAMPLE_CHARS) -> int:
    """Telling words of a language, counted until there are enough."""
    return sum(1 for _ in islice(_PATTERNS[kind].finditer(text.encode("utf-8", "replace")), enough))
