"""Stands for `docopt`: the first pattern of the usage that the words fit."""

import re
import sys

from _unmask.commandline import tell_flag, tell_once


class DocoptExit(SystemExit):
    usage = ""


class DocoptLanguageError(Exception):
    pass


def docopt(doc, argv=None, help=True, version=None, options_first=False, **_):
    words = list(sys.argv[1:] if argv is None else argv.split() if isinstance(argv, str) else argv)
    usage = re.search(r"usage:\s*(.*?)(?:\n\s*\n|\Z)", doc, re.IGNORECASE | re.DOTALL)
    patterns = [line.strip().partition(" ")[2] for line in (usage[1] if usage else "").splitlines() if line.strip()]
    values = _empty(doc, patterns)
    for pattern in patterns:
        tell_once(pattern.replace("(", " ").replace(")", " "))
    for flag in re.findall(r"(--[\w-]+)", doc):
        tell_flag(flag)
    flags, places = _split(doc, words)
    for pattern in sorted(patterns, key=lambda one: -len(_commands(one))):
        found = _fitted(pattern, places)
        if found is not None:
            return {**values, **flags, **found}
    print(doc.strip() if "--help" in words else usage[0] if usage else doc)
    raise DocoptExit(1)


def _commands(pattern):
    return re.findall(r"(?<![\w<\[-])[a-z][\w-]*(?![\w>=-])", re.sub(r"\[[^\]]*\]|<[^>]*>|--?[\w-]+(=\S+)?", " ", pattern))


def _empty(doc, patterns):
    found = {}
    for pattern in patterns:
        found |= dict.fromkeys(_commands(pattern), False)
        found |= dict.fromkeys(re.findall(r"<[^>]+>|\b[A-Z][A-Z_]+\b", re.sub(r"=\S+", "", pattern)))
    for match in re.finditer(r"(?:-\w[ ,]+)?(--[\w-]+)(?:[ =](<[\w-]+>|[A-Z_]+))?(?:[^\n]*\[default: ([^\]]*)\])?", doc):
        found[match[1]] = match[3] if match[2] else False
        if match[2] and match[3] is None:
            found[match[1]] = None
    return found


def _split(doc, words):
    flags, places = {}, []
    waiting = list(words)
    while waiting:
        word = waiting.pop(0)
        if not word.startswith("-") or word == "-":
            places.append(word)
            continue
        name, sign, value = word.partition("=")
        if not name.startswith("--"):
            match = re.search(rf"{re.escape(name)}[ ,]+(?:\S+[ ,]+)?(--[\w-]+)", doc)
            name = match[1] if match else name
        takes = re.search(rf"{re.escape(name)}[ =](<[\w-]+>|[A-Z_]+)", doc)
        flags[name] = value if sign else waiting.pop(0) if takes and waiting else True
    return flags, places


def _fitted(pattern, places):
    """Values of the words by the names of a pattern; None: they do not fit."""
    bare = re.sub(r"\[(?:options|-[^\]]*)\]|--?[\w-]+(=\S+)?", " ", pattern)
    tokens = re.findall(r"\[?\(?(<[^>]+>|[A-Z][A-Z_]+|[a-z][\w-]*)\)?\]?(\.\.\.)?", bare)
    optional = {token for token in re.findall(r"\[\(?(<[^>]+>|[A-Z][A-Z_]+)", bare)}
    found, left = {}, list(places)
    for token, many in tokens:
        is_value = token.startswith("<") or token.isupper()
        if not left:
            if token in optional or many:
                continue
            return None
        if is_value:
            found[token] = left if many else left.pop(0)
            left = [] if many else left
        elif left[0] == token:
            found[token] = True
            left.pop(0)
        else:
            return None
    return None if left else found
