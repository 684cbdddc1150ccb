"""Which files a script of zsh may load functions from: those of the names that it gives `autoload`, or all of a folder."""

import re
from collections.abc import Iterable
from posixpath import basename, dirname

_STATEMENT = re.compile(r"\bautoload\b((?:\\\n|[^\n;&|#])*)")
_WORD = re.compile(r"[^\s\"'(){}\\]+")
_FOLDER = re.compile(r"[\w.-]+")
_COMPUTED = re.compile(r"[*?$`]")


def has_suffix(name: str) -> bool:
    """Whether the name of a file has one; names of functions have none, but may begin with a dot."""
    return "." in name.lstrip(".")


def function_files(text: str, own: str, paths: Iterable[str]) -> tuple[str, ...]:
    """Those of some paths whose files hold functions that a script loads by name. text, own: what the script holds, its path.

    Where a name is computed (`autoload -Uz $dir/*(:t)`), files without a suffix beside the script and in folders that it names.
    Names in capitals are then left out: licences and read-me files are written so.
    """
    statements = _STATEMENT.findall(text)
    if not statements:
        return ()
    names = {basename(word) for statement in statements for word in _WORD.findall(statement) if not word.startswith(("-", "+"))}
    is_open = any(map(_COMPUTED.search, statements))
    folders = set(_FOLDER.findall(text)) if is_open else set()

    def is_loaded(path: str) -> bool:
        name, folder = basename(path), dirname(path)
        if path == own or name in names:
            return path != own
        is_beside = folder == dirname(own) and not name.startswith(".")
        return is_open and not has_suffix(name) and not name.isupper() and (is_beside or basename(folder) in folders)

    return tuple(filter(is_loaded, paths))
