"""Which names a statement declares at its own level, and which other modules it names, read off its skeleton."""

import re
from typing import NamedTuple

from scanner.code.javascript.lexicon import IDENTIFIER

_FUNCTION = re.compile(rb"(?:export\s+(?:default\s+)?)?(?:async\s+)?function\s*\*?\s*([A-Za-z_$\x80-\xff][\w$\x80-\xff]*)")
_CLASS = re.compile(
    rb"(?:export\s+(?:default\s+)?)?(?:abstract\s+)?(?:class|enum|namespace)\s+(?!extends\b)([A-Za-z_$\x80-\xff][\w$\x80-\xff]*)"
)
_VARIABLE = re.compile(rb"(?:export\s+)?(?:var|let|const|using|await\s+using)(?![\w$])\s*")
_IMPORT = re.compile(rb"import(?![\w$(.])\s*")
_EXPORT = re.compile(rb"export(?![\w$])\s*")
_FROM = re.compile(rb"(?:\bfrom|^import)\s*$")
_NAMED = re.compile(rb"(?:\b(default)|([\w$\x80-\xff]+)|\"([^\"]*)\")(?:\s+as\s+([\w$\x80-\xff]+|\"[^\"]*\"))?")
_PLAIN_IMPORT = re.compile(rb"import\s*(?:\{([^{}\"'/]*)\}\s*from\s*)?(\"[^\"\\\n]*\"|'[^'\\\n]*')\s*;?\s*\Z")
"""By far the most frequent forms in bundles of many chunks; without names the module is only run."""
_TYPE = re.compile(rb"^type\s+(?=[\w$])")
_PATTERN_NAME = re.compile(rb"(?:\.\.\.|[{,\[:]|^)\s*([A-Za-z_$\x80-\xff][\w$\x80-\xff]*)\s*(?=[,}\]=]|$)")
_NAME = re.compile(rb"\s*([A-Za-z_$\x80-\xff][\w$\x80-\xff]*)")
_MARK = b"\x00"
"""Stands for a bracketed or quoted range in a skeleton."""


class Link(NamedTuple):
    """A name that comes from, or goes to, another module. A named tuple, since a program has hundreds of thousands."""

    local: str
    """Name inside of the module; "" for a re-export of all."""
    outer: str
    """Name outside of it: an export's name, "default", or "*" for the namespace."""
    module: str | None
    """The specifier; None for an export of the module's own name."""


class Declared(NamedTuple):
    """What one statement declares."""

    names: tuple[str, ...] = ()
    is_function: bool = False
    """True: nothing but a function declaration; it can be defined anywhere without effect."""
    is_class: bool = False
    imports: tuple[Link, ...] = ()
    exports: tuple[Link, ...] = ()


NOTHING = Declared()


def declared_by(code: bytes, start: int, end: int, holes: tuple[tuple[int, int], ...]) -> Declared:
    """What the statement `code[start:end]` declares; `holes` are the bracketed and quoted ranges at its own level, in order."""
    if code.startswith(b"import", start):
        plain = _PLAIN_IMPORT.match(code, start, end)
        if plain is not None:
            return NOTHING if plain[1] is None else _named_imports(plain[1], _text(plain[2][1:-1]))
    head = code[start : min(end, start + 400)]
    function = _FUNCTION.match(head)
    if function is not None:
        return _with_export(head, Declared(names=(_text(function[1]),), is_function=True))
    named = _CLASS.match(head)
    if named is not None:
        return _with_export(head, Declared(names=(_text(named[1]),), is_class=True))
    variable = _VARIABLE.match(head)
    if variable is not None:
        return _with_export(head, Declared(names=tuple(_variables(code, start + variable.end(), end, holes))))
    if _IMPORT.match(head):
        return _imported(code, start, end, holes)
    if _EXPORT.match(head):
        return _exported(code, start, end, holes)
    return NOTHING


def _with_export(head: bytes, declared: Declared) -> Declared:
    if not head.startswith(b"export"):
        return declared
    outer = "default" if re.match(rb"export\s+default\b", head) else None
    links = tuple(Link(local=name, outer=outer or name, module=None) for name in declared.names)
    return Declared(names=declared.names, is_function=declared.is_function, is_class=declared.is_class, exports=links)


def _variables(code: bytes, start: int, end: int, holes: tuple[tuple[int, int], ...]) -> list[str]:
    """Names of a list of declarators, destructured ones too."""
    inner = [hole for hole in holes if hole[0] >= start]
    skeleton, order = _skeleton(code, start, end, inner)
    names: list[str] = []
    for declarator in skeleton.split(b","):
        target = declarator.split(b"=", 1)[0].strip()
        if target.startswith(_MARK):
            first, last = order[0]
            names.extend(_text(name) for name in _PATTERN_NAME.findall(code[first:last]))
        else:
            match = _NAME.match(target)
            if match is not None:
                names.append(_text(match[1]))
        del order[: declarator.count(_MARK)]
    return names


def _skeleton(code: bytes, start: int, end: int, holes: list[tuple[int, int]]) -> tuple[bytes, list[tuple[int, int]]]:
    parts: list[bytes] = []
    at = start
    kept: list[tuple[int, int]] = []
    for first, last in holes:
        if first < at:
            continue  # a hole inside of one that was taken already
        parts.extend((code[at:first], b"" if code.startswith((b"//", b"/*"), first) else _MARK))
        if parts[-1]:
            kept.append((first, last))
        at = last
    parts.append(code[at:end].rstrip(b"; \n\r\t"))
    return b"".join(parts), kept


def _named_imports(names: bytes, module: str) -> Declared:
    links = tuple(Link(local=local, outer=outer, module=module) for outer, local in _named(names))
    return Declared(names=tuple(link.local for link in links), imports=links)


def _imported(code: bytes, start: int, end: int, holes: tuple[tuple[int, int], ...]) -> Declared:
    module = _specifier(code, start, holes)
    if module is None:
        return NOTHING
    skeleton, order = _skeleton(code, start, end, list(holes))
    links: list[Link] = []
    clause = re.sub(rb"^import(?:\s+type\b(?!\s*(?:,|from)))?|\bfrom\s*\x00.*$", b"", skeleton, flags=re.S)
    for part in clause.split(b","):
        text = part.strip()
        star = re.match(rb"\*\s*as\s+([\w$\x80-\xff]+)", text)
        if star is not None:
            links.append(Link(local=_text(star[1]), outer="*", module=module))
        elif text == _MARK and order:
            links.extend(_named_imports(_inside(code, order[0]), module).imports)
        elif IDENTIFIER.fullmatch(text):
            links.append(Link(local=_text(text), outer="default", module=module))
    return Declared(names=tuple(link.local for link in links), imports=tuple(links))


def _exported(code: bytes, start: int, end: int, holes: tuple[tuple[int, int], ...]) -> Declared:
    module = _specifier(code, start, holes)
    head = code[start : start + 80]
    star = re.match(rb"export\s*\*\s*(?:as\s+([\w$\x80-\xff]+))?", head)
    if star is not None:
        name = _text(star[1]) if star[1] else ""
        return Declared(exports=(Link(local="*" if name else "", outer=name or "*", module=module),))
    if re.match(rb"export\s*(?:type\s*)?\{", head) and holes:
        pairs = _named(_inside(code, holes[0]))
        return Declared(exports=tuple(Link(local=local, outer=outer, module=module) for local, outer in pairs))
    default = re.match(rb"export\s+default\s+([A-Za-z_$\x80-\xff][\w$\x80-\xff]*)\s*;?\s*$", code[start:end] if end - start < 200 else b"")
    if default is not None:
        return Declared(exports=(Link(local=_text(default[1]), outer="default", module=None),))
    return NOTHING


def _specifier(code: bytes, start: int, holes: tuple[tuple[int, int], ...]) -> str | None:
    for first, last in holes:
        if code[first] in b"\"'" and _FROM.search(code[start:first][-40:]):
            return _text(code[first + 1 : last - 1])
    return None


def _inside(code: bytes, hole: tuple[int, int]) -> bytes:
    return code[hole[0] + 1 : hole[1] - 1]


def _named(names: bytes) -> list[tuple[str, str]]:
    """`a, b as c` as pairs (before `as`, after `as`)."""
    pairs = []
    for part in names.split(b","):
        if IDENTIFIER.fullmatch(part):
            name = _text(part)
            pairs.append((name, name))
            continue
        match = _NAMED.fullmatch(_TYPE.sub(b"", part.strip()))
        if match is not None:
            name = _text(match[1] or match[2] or match[3])
            pairs.append((name, _text(match[4]).strip('"') if match[4] else name))
    return pairs


def _text(name: bytes) -> str:
    return name.decode("utf-8", "replace")
