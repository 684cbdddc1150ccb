"""The modules of one program as an index: which unit defines a name, which units use it, which module a specifier means.

Units are only parsed when asked for; everything else is read off the text by the splitter.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import accumulate, islice
from posixpath import dirname, join, normpath

from scanner.code.javascript.declarations import Link
from scanner.code.javascript.lexicon import identifiers, only_words, word_places
from scanner.code.javascript.source import Source
from scanner.code.javascript.tree import Fragment, Node, parse_fragment
from scanner.code.javascript.units import Scope, Split, Unit, UnitKind, split

_SUFFIXES = ("", ".js", ".mjs", ".cjs", ".ts", ".mts", ".cts", ".tsx", ".jsx", "/index.js", "/index.ts", "/index.mjs", "/index.cjs")
_ONCE = re.compile(rb"([\w$]+)\s*&&\s*\(\s*([\w$]+)\s*=.{0,120}?\(\s*\1\s*=\s*0\s*\)\s*\)\s*,\s*\2")
"""The once-helper of bundlers: `fn && (res = fn(fn = 0)), res`."""
_HELPER_BYTES = 400
"""A once-helper is a line; longer statements that hold its shape are whole runtimes."""
_SEARCHED_BYTES = 1 << 18
"""A module up to this size is searched for a name when somebody asks for it; of a larger one all are noted when many are asked for."""
_SEARCHES = 30
_RARE_BYTES = 4
"""Searching for a shorter name, which stands everywhere in minified code, takes longer than noting all."""
_TELLING_BYTES = 3
"""A shorter part of a name occurs nearly everywhere."""
_ALIAS_ROUNDS = 8
"""How many re-exports are followed from an import to the module that defines the name."""


@dataclass(frozen=True, slots=True)
class Symbol:
    """A name at the top of a scope of a module."""

    module: int
    scope: int
    name: str


@dataclass(slots=True, eq=False)
class Module:
    """One source; it is cut into units when first asked for."""

    index: int
    source: Source
    first: int
    """Number of its first unit: numbers follow the order of the modules, whichever is cut first."""
    units: range | None = None
    """Numbers of its units in the program; None: not cut."""
    scopes: tuple[Scope, ...] = ()
    has_errors: bool = False
    exports: dict[str, Link] = field(default_factory=dict)
    stars: list[str] = field(default_factory=list)
    """Specifiers of `export * from`."""
    imports: dict[str, Link] = field(default_factory=dict)
    once: frozenset[str] = frozenset()
    """Names of the bundler's once-helpers."""
    starts: list[int] = field(default_factory=list)
    """Where its units begin, in order."""
    users: dict[bytes, list[int]] = field(default_factory=dict)
    """Identifier -> units in whose text it occurs, in order; of a small module only what was asked for."""
    has_users: bool = False
    """True: all identifiers are in `users`."""


class Code:
    """An index over all modules of a program."""

    def __init__(self, sources: tuple[Source, ...]) -> None:
        self.parsed_bytes = 0
        self.parsed: list[Fragment] = []
        """The fragments that are kept, in the order in which they were asked for."""
        self.bytes_total = sum(len(source.code) for source in sources)
        firsts = accumulate((len(source.code) + 1 for source in sources), initial=0)  # a unit has a byte at least
        self.modules = [Module(index, source, first) for index, (source, first) in enumerate(zip(sources, firsts, strict=False))]
        self.units: dict[int, Unit] = {}
        self.module_of: dict[int, int] = {}
        self._where: dict[bytes, list[int]] | None = None
        self._vocabulary: bytes | None = None
        """All names, one a line."""
        self._definers: dict[Symbol, list[int]] = {}
        self._fragments: dict[int, Fragment] = {}
        self._paths = {source.artifact.trail[-1]: index for index, source in enumerate(sources)}
        self._names = _by_base_name(sources)

    def cut(self, index: int) -> Module:
        """A module with its units."""
        module = self.modules[index]
        if module.units is None:
            self._cut(module)
        return module

    def units_with(self, name: str, pattern: re.Pattern[bytes] | None = None) -> list[int]:
        """All units of the program in whose text an identifier occurs; with a pattern, at least those where it matches the identifier,
        a sign before it included.
        """
        word = name.encode()
        return [unit for index in self.modules_with(name) if self._may_match(index, word, pattern) for unit in self.users_in(index, word)]

    def _may_match(self, index: int, word: bytes, pattern: re.Pattern[bytes] | None) -> bool:
        module = self.modules[index]
        if pattern is None or module.units is not None or self.is_bulk(index):
            return True
        code = module.source.code
        return any(pattern.match(code, max(0, at - back)) for at in word_places(code, word) for back in (0, 1))

    def has_more_users(self, name: str, most: int) -> bool:
        """Whether an identifier occurs in more units than so many. Cuts modules only where its places in their texts leave that open."""
        modules = self.modules_with(name)
        if len(modules) > most:
            return True
        places = (at for index in modules for at in self._at_least(self.modules[index], name.encode()))
        return next(islice(places, most, None), None) is not None and len(self.units_with(name)) > most

    def _at_least(self, module: Module, name: bytes) -> Iterable[int]:
        """No fewer things than units of a module in whose text an identifier occurs."""
        if module.has_users or self.is_bulk(module.index):
            return self.users_in(module.index, name)
        return word_places(module.source.code, name)

    def is_bulk(self, index: int) -> bool:
        """Whether a module is most of the program: it is cut in any case."""
        return len(self.modules[index].source.code) > self.bytes_total // 2

    def users_in(self, index: int, name: bytes) -> list[int]:
        """Units of a module in whose text an identifier occurs, in order; a superset of its mentions."""
        module = self.cut(index)
        if module.has_users:
            return module.users.get(name, [])
        found = module.users.get(name)
        if found is not None:
            return found
        if len(module.source.code) > _SEARCHED_BYTES and (len(module.users) >= _SEARCHES or len(name) < _RARE_BYTES):
            self._note_users(module)
            return module.users.get(name, [])
        found = module.users[name] = self._searched(module, name)
        return found

    def units_holding(self, module: int, text: bytes) -> list[int]:
        """Units of a module (wrappers left out) that hold a text, in order."""
        code = self.modules[module].source.code
        at = code.find(text)
        found: list[int] = []
        while at >= 0:
            unit = self.unit_at(module, at)
            if unit is not None and (not found or found[-1] != unit):
                found.append(unit)
            at = code.find(text, at + 1 if unit is None else max(self.units[unit].end, at + 1))
        return found

    def unit_at(self, module: int, offset: int) -> int | None:
        """The innermost unit that holds an offset; None: the offset lies between units."""
        return self._holder(self.cut(module), offset)

    def _holder(self, module: Module, offset: int) -> int | None:
        at = bisect_right(module.starts, offset) - 1
        if at < 0:
            return None
        unit = self.units[module.first + at]
        return None if offset >= unit.end or unit.body is not None else module.first + at

    def _searched(self, module: Module, name: bytes) -> list[int]:
        found: list[int] = []
        for at in word_places(module.source.code, name):
            unit = self._holder(module, at)
            if unit is not None and (not found or found[-1] != unit):
                found.append(unit)
        return found

    def _note_users(self, module: Module) -> None:
        module.has_users = True
        users, words = module.users, only_words(module.source.code)
        users.clear()
        for number in module.units or ():
            unit = self.units[number]
            if unit.kind is UnitKind.WRAPPER:
                continue  # its inner units hold the names
            _note(users, identifiers(words[unit.start : unit.end]), number)

    def names(self) -> Iterator[str]:
        """Every word of the program that looks like an identifier; words inside of strings are among them."""
        return (name.decode("utf-8", "replace") for name in self._modules_by_name())

    def modules_with(self, name: str) -> list[int]:
        """The modules in whose text an identifier occurs."""
        return self._modules_by_name().get(name.encode(), [])

    def modules_holding(self, texts: Iterable[bytes]) -> list[int]:
        """The modules that may hold all of some texts, in order: those in which a name holds the longest word of each."""
        found = set(range(len(self.modules)))
        for text in texts:
            word = max(identifiers(only_words(text)), key=len, default=b"")
            if len(word) >= _TELLING_BYTES:
                found &= self._modules_with_part(word)
        return sorted(found)

    def _modules_with_part(self, part: bytes) -> set[int]:
        """The modules in which a name holds a text."""
        where = self._modules_by_name()
        if self._vocabulary is None:
            self._vocabulary = b"\n".join(where)
        vocabulary, found = self._vocabulary, set[int]()
        at = vocabulary.find(part)
        while at >= 0:
            start = vocabulary.rfind(b"\n", 0, at) + 1
            end = vocabulary.find(b"\n", at)
            found.update(where[vocabulary[start : end if end >= 0 else None]])
            at = vocabulary.find(part, end) if end >= 0 else -1
        return found

    def _modules_by_name(self) -> dict[bytes, list[int]]:
        """Identifier -> modules, in order. Read off the texts, as cutting them takes five times as long."""
        if self._where is None:
            where: dict[bytes, list[int]] = {}
            for module in self.modules:
                _note(where, self._words(module), module.index)
            self._where = where
        return self._where

    def _words(self, module: Module) -> Iterable[bytes]:
        if self.is_bulk(module.index) and len(module.source.code) > _SEARCHED_BYTES and not module.has_users:
            self._note_users(self.cut(module.index))
        return module.users if module.has_users else identifiers(only_words(module.source.code))

    def fragment(self, unit: int) -> Fragment:
        """The syntax tree of a unit, parsed on first use."""
        found = self._fragments.get(unit)
        if found is None:
            found = self._fragments[unit] = self._parsed(unit)
            self.parsed_bytes += self.size(unit)
            self.parsed.append(found)
        return found

    def is_parsed(self, unit: int) -> bool:
        return unit in self._fragments

    def glance(self, unit: int) -> Fragment:
        """The syntax tree of a unit, which the program does not keep: release it after use."""
        return self._parsed(unit)

    def _parsed(self, unit: int) -> Fragment:
        item, source = self.units[unit], self.source_of(unit)
        found = parse_fragment(
            source.code, item.start, item.end, is_property=item.kind is UnitKind.PROPERTY, is_typescript=source.is_typescript
        )
        found.owner = unit
        return found

    def source_of(self, unit: int) -> Source:
        return self.modules[self.module_of[unit]].source

    def size(self, unit: int) -> int:
        return self.units[unit].end - self.units[unit].start

    def text(self, unit: int) -> bytes:
        item = self.units[unit]
        return self.source_of(unit).code[item.start : item.end]

    def symbol(self, unit: int, name: str) -> Symbol | None:
        """What a free name of a unit means; None: nothing in the program declares it (a global)."""
        module = self.module_of[unit]
        scopes = self.modules[module].scopes
        scope: int | None = self.units[unit].scope
        while scope is not None:
            symbol = Symbol(module, scope, name)
            if symbol in self._definers:
                return self.origin(symbol)
            scope = scopes[scope].parent
        return None

    def origin(self, symbol: Symbol) -> Symbol:
        """The symbol that an imported name stands for; the symbol itself where it is no import of a module of the program."""
        for _ in range(_ALIAS_ROUNDS):
            link = self.cut(symbol.module).imports.get(symbol.name) if symbol.scope == 0 else None
            if link is None or link.module is None or link.outer == "*":
                return symbol
            target = self.resolve(symbol.module, link.module)
            found = None if target is None else self.exported(target, link.outer)
            if found is None:
                return symbol
            symbol = found
        return symbol

    def exported(self, module: int, outer: str, *, depth: int = 0) -> Symbol | None:
        """The symbol behind a name that an ES module exports; None: it exports no such name."""
        link = self.cut(module).exports.get(outer)
        if link is not None:
            if link.module is None:
                return Symbol(module, 0, link.local)
            target = self.resolve(module, link.module)
            return None if target is None or depth > _ALIAS_ROUNDS else self.exported(target, link.local, depth=depth + 1)
        for specifier in self.modules[module].stars if depth < _ALIAS_ROUNDS else ():
            target = self.resolve(module, specifier)
            found = None if target is None else self.exported(target, outer, depth=depth + 1)
            if found is not None:
                return found
        return None

    def import_of(self, unit: int, name: str) -> Link | None:
        """How a free name of a unit is imported; None: it is no import."""
        return self.modules[self.module_of[unit]].imports.get(name)

    def definers(self, symbol: Symbol) -> list[int]:
        """Units that declare the symbol."""
        return self._definers.get(symbol, [])

    def users_of(self, symbol: Symbol) -> list[int]:
        """Units in whose text the symbol may be mentioned, its definers included, imports under another name too. In order."""
        found = [unit for unit in self.users_in(symbol.module, symbol.name.encode()) if self._sees(unit, symbol)]
        if symbol.scope == 0:
            for other in self._imports_of(symbol):
                found += [unit for unit in self.users_in(other.module, other.name.encode()) if self._sees(unit, other)]
        return found

    def resolve(self, module: int, specifier: str) -> int | None:
        """The module of the program that a specifier means; None: a package, or a module that is not there."""
        if specifier.startswith("."):
            folder = dirname(self.modules[module].source.artifact.trail[-1])
            path = normpath(join(folder, specifier))
            stem = re.sub(r"\.[cm]?js$", "", path)
            for candidate in (*(path + suffix for suffix in _SUFFIXES), *(stem + suffix for suffix in (".ts", ".tsx", ".mts", ".cts"))):
                if candidate in self._paths:
                    return self._paths[candidate]
            return None
        if specifier.startswith("/"):
            return self._names.get(specifier.rsplit("/", 1)[-1])
        return None

    def is_once_helper(self, unit: int, name: str) -> bool:
        return name in self.modules[self.module_of[unit]].once

    def _sees(self, unit: int, symbol: Symbol) -> bool:
        if self.module_of[unit] != symbol.module:
            return False
        scopes = self.modules[symbol.module].scopes
        scope: int | None = self.units[unit].scope
        while scope is not None and scope != symbol.scope:
            if Symbol(symbol.module, scope, symbol.name) in self._definers:
                return False  # an inner scope declares the name again
            scope = scopes[scope].parent
        return scope is not None

    def _imports_of(self, symbol: Symbol) -> list[Symbol]:
        """The same symbol under the names that other modules import it by."""
        outers = [outer for outer, link in self.cut(symbol.module).exports.items() if link.module is None and link.local == symbol.name]
        found: list[Symbol] = []
        seen: set[int] = {symbol.module}
        for outer in outers:
            for index in self.modules_with(outer):
                if index in seen:
                    continue
                seen.add(index)
                for local, link in self.cut(index).imports.items():
                    if link.outer in outers and self.origin(Symbol(index, 0, local)) == symbol:
                        found.append(Symbol(index, 0, local))
        return found

    def _cut(self, module: Module) -> None:
        source = module.source
        cut = split(source.code, is_typescript=source.is_typescript)
        module.units = range(module.first, module.first + len(cut.units))
        module.scopes, module.has_errors = cut.scopes, cut.has_errors
        module.starts = [unit.start for unit in cut.units]
        self.units |= zip(module.units, cut.units, strict=True)
        self.module_of |= dict.fromkeys(module.units, module.index)
        self._declare(module, cut)

    def _declare(self, module: Module, cut: Split) -> None:
        once: set[str] = set()
        for number, unit in zip(module.units or (), cut.units, strict=True):
            declared = unit.declared
            for name in declared.names:
                self._definers.setdefault(Symbol(module.index, unit.scope, name), []).append(number)
            for link in declared.imports:
                module.imports[link.local] = link
            for link in declared.exports:
                if link.outer == "*" and not link.local and link.module is not None:
                    module.stars.append(link.module)
                else:
                    module.exports[link.outer] = link
            if (
                unit.end - unit.start < _HELPER_BYTES * 4
                and declared.names
                and b"=0)" in module.source.code[unit.start : unit.end].replace(b" ", b"")
            ):
                once.update(_once_helpers(module.source.code[unit.start : unit.end], declared.names))
        module.once = frozenset(once)


def _note(where: dict[bytes, list[int]], names: Iterable[bytes], number: int) -> None:
    """Add a number under each of the names."""
    for name in names:
        seen = where.get(name)
        if seen is None:
            where[name] = [number]
        else:
            seen.append(number)


def _once_helpers(text: bytes, names: tuple[str, ...]) -> Iterator[str]:
    for match in _ONCE.finditer(text):
        before = text[max(0, match.start() - 120) : match.start()]
        owners = [name for name in names if re.search(rb"(?<![\w$])" + re.escape(name.encode()) + rb"\s*=", before) or len(names) == 1]
        if owners:
            yield max(owners, key=lambda name: before.rfind(name.encode()))


def _by_base_name(sources: tuple[Source, ...]) -> dict[str, int]:
    names: dict[str, int] = {}
    for index, source in enumerate(sources):
        names.setdefault(source.artifact.name, index)
    return names


def mentions(fragment: Fragment, start: int, end: int) -> Iterator[tuple[str, Node]]:
    """The free names of a fragment between two offsets, by name, then in order."""
    for name, nodes in fragment.free.items():
        for node in nodes:
            if start <= node.start < end:
                yield name, node
