"""What a script fetches and runs: a payload that the artifact does not hold."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from scanner.code.shell.syntax import Node, Script, walk
from scanner.model.observation import LateDownload

_FETCH = re.compile(
    r"(?:^|[\s(|&;`@\"'])(?:curl|wget|fetch|aria2c|iwr|irm|Invoke-WebRequest|Invoke-RestMethod|Start-BitsTransfer)\b|\.Download(?:String|File|Data)\b",
    re.IGNORECASE,
)
_RUN = re.compile(
    r"\|\s*(?:sudo\s+(?:-\S+\s+)*)?(?:/\S*/)?(?:env\s+)?(?:ba|z|da|k)?sh\b|\|\s*(?:sudo\s+)?(?:/\S*/)?(?:python3?|node|perl|ruby|bun|deno|pwsh)\b"
    r"|\|\s*(?:iex|Invoke-Expression)\b|\b(?:iex|Invoke-Expression)\b|\beval\b|\b(?:ba|z|da)?sh\s+(?:-\w+\s+)*(?:<\(|[\"']?\$\()|\bsource\s+<\(|\.\s+<\(",
    re.IGNORECASE,
)
_STORED = re.compile(r"(?:\s-OutFile\s+|\s--output[= ]|\s-[a-z]*o\s+|>\s*)[\"']?([^\s\"';|&]+)", re.IGNORECASE)
_RUNS = re.compile(
    r"(?:chmod\s+\S+|\b(?:ba|z)?sh|\bsource|\bpython3?|\bnode|\bexec|\bsudo|Start-Process|&|\binstall\b[^\n]*|^)\s+[\"']?(?:\./)?\Z",
    re.IGNORECASE | re.MULTILINE,
)
"""What stands in front of the name of a file that is run."""
_MAX_MENTIONS, _BEFORE_CHARS = 40, 300
_PRINTS = re.compile(r"^\s*(?:echo|printf|cat|Write-Host|Write-Output)\b", re.IGNORECASE)
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")
_ADDRESS = re.compile(r"(?:https?|ftp)://[^\s\"'`)|;<>]+", re.IGNORECASE)
_STATEMENTS = frozenset({"pipeline", "command", "list", "redirected_statement"})


def late_downloads(script: Script) -> Iterator[LateDownload]:
    """Each statement that runs what it fetches, and each fetched file that the script runs later. Addresses kept in variables are
    resolved where the script gives them a literal value; others are named as they are written."""
    whole = script.source(script.root)
    told: set[tuple[int, str]] = set()
    for node in walk(script.root):
        if node.type not in _STATEMENTS or (
            node.parent is not None and node.parent.type in ("pipeline", "command", "redirected_statement")
        ):
            continue  # part of a statement that is looked at as a whole
        text = script.source(node)
        if _PRINTS.match(text):
            text = _QUOTED.sub("''", text)  # what is printed is not run
        if not _FETCH.search(f" {text}") or not (_RUN.search(text) or _is_run_later(script, node, text, whole)):
            continue  # fetches nothing, or data
        source = _source(script, text, whole)
        if source is not None and (node.start_byte, source) not in told:
            told.add((node.start_byte, source))
            yield LateDownload(place=script.place(node, note="fetches what is run later"), source=source)


def _is_run_later(script: Script, node: Node, text: str, whole: str) -> bool:
    """Whether the file it is stored in is made executable or run further down."""
    stored = _STORED.search(text)
    name = stored[1] if stored is not None else None
    if name is None or name in ("-", "/dev/null", "$null"):
        return False
    after = script.encoded[node.end_byte :].decode("utf-8", "replace")
    at = after.find(name)
    for _ in range(_MAX_MENTIONS):
        if at < 0:
            return False
        begin = max(after.rfind("\n", 0, at), 0, at - _BEFORE_CHARS)
        if _RUNS.search(f"\n{after[begin:at]}") is not None:
            return True
        at = after.find(name, at + 1)
    return False


def _source(script: Script, text: str, whole: str) -> str | None:
    """Host, else the address as it is written; None where nothing names it."""
    expanded = text
    for name in re.findall(r"\$\{?([A-Za-z_]\w*)", text):
        given = re.search(rf"^\s*(?:export\s+|readonly\s+|local\s+|\$)?{re.escape(name)}\s*=\s*[\"']?([^\"'\n]+)", whole, re.MULTILINE)
        if given is not None:
            value = given[1].strip().replace("\\", "\\\\")
            expanded = re.sub(rf"\$\{{?{re.escape(name)}\b\}}?", value, expanded)
    address = _ADDRESS.search(expanded)
    if address is not None:
        try:
            return urlsplit(address[0]).hostname or address[0][:200]
        except ValueError:
            return address[0][:200]
    named = re.search(r"[\"']?(\$\{?[A-Za-z_]\w*[^\s\"']*)", text)
    return named[1][:200] if named is not None else None
