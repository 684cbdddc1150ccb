"""String arrays: the form in which common obfuscators take all literals out of a program.

One function gives an array, another gives element `index - offset` of it, decoded by base64 or RC4, and a loop rotates the array
until a sum of its elements is right. All three are read, not run. Does not see arrays whose accessor hides behind flattened
control flow.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from scanner.analyze.decode.decoders import Call, Decoder
from scanner.analyze.decode.expression import Evaluation, NotConstant, Value, unescaped, written
from scanner.analyze.decode.spellings import from_alphabet

LAYER = "string_array"
_LAYERS = (LAYER, "base64", "rc4")
MIN_STRINGS = 5
MAX_ROTATIONS = 20_000
"""Elements of the largest array whose rotation is looked for."""
_ACCESSOR_CHARS = 6_000
"""Length of an accessor with its decoders, generously."""
_ROTATOR_CHARS = 20_000

_NAME = r"[A-Za-z_$][\w$]*"
_ARRAY = re.compile(
    rf"function\s+(?P<name>{_NAME})\s*\(\s*\)\s*\{{\s*(?:const|var|let)\s+(?P<held>{_NAME})\s*=\s*\[(?P<items>[^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)*?)\]\s*;"
    rf"\s*(?P=name)\s*=\s*function\s*\(\s*\)\s*\{{\s*return\s+(?P=held)\s*;?\s*\}}"
)
_MARK = re.compile(rf"function\s*\(\s*\)\s*\{{\s*return\s+{_NAME}\s*;?\s*\}}\s*;\s*return\s+{_NAME}\(\)")
"""Cheap sign of an array function, looked for first."""
_LITERAL = re.compile(r"'((?:[^'\\\n]|\\.)*)'|\"((?:[^\"\\\n]|\\.)*)\"")
_ALPHABET = re.compile(r"['\"]([A-Za-z0-9+/_-]{64}=?)['\"]")
_KEYED = re.compile(r"charCodeAt['\"]?\]?\(\s*[\w$]+\s*%")
"""Characters of a key, taken round and round: the sign of RC4 beside base64."""
_WRAPPER = re.compile(
    rf"function\s+(?P<name>{_NAME})\s*\((?P<parameters>[\w$,\s]*)\)\s*\{{\s*(?:(?:const|var|let)\s+[^;{{}}]*(?:\{{[^{{}}]*\}}[^;{{}}]*)*;\s*)?"
    rf"return\s+(?P<body>{_NAME}\s*\([^;{{}}]{{1,300}}\))\s*;?\s*\}}"
)
_TABLE = re.compile(
    rf"(?P<name>{_NAME})\s*=\s*\{{(?P<pairs>\s*{_NAME}\s*:\s*(?:'[^'\\\n]*'|\"[^\"\\\n]*\"|-?[\w.]+)"
    rf"(?:\s*,\s*{_NAME}\s*:\s*(?:'[^'\\\n]*'|\"[^\"\\\n]*\"|-?[\w.]+))*)\s*,?\s*\}}"
)
_PAIR = re.compile(rf"({_NAME})\s*:\s*('[^'\\\n]*'|\"[^\"\\\n]*\"|-?[\w.]+)")
_ALIAS = re.compile(rf"(?P<name>{_NAME})\s*=\s*(?P<target>{_NAME})\s*[,;]")


@dataclass(frozen=True, slots=True)
class _Accessor:
    name: str
    offset: int
    layer: str | None
    """None, "base64" or "rc4"."""
    alphabet: str


@dataclass(frozen=True, slots=True)
class _Wrapper:
    parameters: tuple[str, ...]
    body: str


@dataclass(slots=True)
class _Program:
    """All that is needed to answer a call."""

    strings: list[str]
    accessors: dict[str, _Accessor]
    wrappers: dict[str, _Wrapper]
    aliases: dict[str, str]
    names: dict[str, Value]
    depth: int = 0
    memory: dict[tuple[str, str, str], str | None] = field(default_factory=dict)

    def call(self, name: str, arguments: list[Value]) -> Value | None:
        for _ in range(8):  # an alias of an alias
            if name in self.accessors or name in self.wrappers or name not in self.aliases:
                break
            name = self.aliases[name]
        if name in self.accessors:
            return self.element(self.accessors[name], arguments)
        wrapper = self.wrappers.get(name)
        if wrapper is None or self.depth > 8:
            return None
        self.depth += 1
        try:
            bound = dict(zip(wrapper.parameters, arguments, strict=False))
            return Evaluation(wrapper.body, 0, self.call, self.names | bound).value()
        except NotConstant:
            return None
        finally:
            self.depth -= 1

    def element(self, accessor: _Accessor, arguments: list[Value]) -> str | None:
        if not arguments:
            return None
        try:
            index = int(float(arguments[0])) - accessor.offset
        except ValueError:
            return None
        if not 0 <= index < len(self.strings):
            return None
        key = written(arguments[1]) if len(arguments) > 1 else ""
        return _plain(self.strings[index], accessor, key)


def string_arrays_of(text: str) -> Iterator[Decoder]:
    """The decoder for each array whose accessor is understood, with all calls that are constant."""
    if _MARK.search(text) is None:
        return
    for array in _ARRAY.finditer(text):
        strings = [unescaped(single or double) for single, double in _LITERAL.findall(array.group("items"))]
        accessors = {accessor.name: accessor for accessor in _accessors(text, array.group("name"))}
        if len(strings) < MIN_STRINGS or not accessors:
            continue  # a plain function that gives a list
        program = _Program(strings, accessors, _wrappers(text), _aliases(text, array), _tables(text))
        if not _rotate(text, array.group("name"), program):
            continue  # the order of the elements is not known, so no call can be answered
        calls = tuple(_calls(text, program))
        if calls:
            used = {accessor.layer for accessor in accessors.values()}
            layers = tuple(layer for layer in _LAYERS if layer == LAYER or layer in used or (layer == "base64" and "rc4" in used))
            yield Decoder(callee=next(iter(accessors)), layers=layers, key=None, calls=calls, call_count=len(calls))


def _accessors(text: str, array: str) -> Iterator[_Accessor]:
    """Functions that take the array and subtract a number from their first argument."""
    for found in re.finditer(rf"function\s+({_NAME})\s*\(\s*({_NAME})\s*,\s*{_NAME}\s*\)\s*\{{", text):
        body = text[found.end() : found.end() + _ACCESSOR_CHARS]
        if not re.search(rf"\b{re.escape(array)}\s*\(\s*\)", body[:400]):
            continue
        shift = re.search(rf"({_NAME})\s*=\s*\1\s*-\s*(?=[^;]{{1,200}};)", body)
        if shift is None:
            continue
        try:
            offset = Evaluation(_negated(body[shift.end() :]), 0, lambda _name, _arguments: None, {}).value()
        except NotConstant:
            continue
        alphabet = _ALPHABET.search(body)
        layer = None if alphabet is None else "rc4" if _KEYED.search(body) else "base64"
        yield _Accessor(found.group(1), int(float(offset)), layer, alphabet.group(1) if alphabet else "")


def _negated(rest: str) -> str:
    """`a-x+y` subtracts x and adds y: the offset is the negative of the whole, read as `-(0-x+y)`."""
    return f"-(0-{rest[: rest.index(';')]})"


def _rotate(text: str, array: str, program: _Program) -> bool:
    """Turn the array as the program does before it runs. True where there is no rotation, too."""
    call = re.search(rf"\}}\s*\(\s*{re.escape(array)}\s*,\s*(?P<target>[^;{{}}]{{1,200}}?)\)\s*\)?\s*[;,)]", text)
    if call is None:
        return True
    loop = text[max(0, call.start() - _ROTATOR_CHARS) : call.start()]
    begin = loop.rfind("try")
    total = re.search(r"try\s*\{\s*(?:const|var|let)\s+[\w$]+\s*=\s*", loop[begin:] if begin >= 0 else "")
    if total is None or len(program.strings) > MAX_ROTATIONS:
        return False
    try:
        target = Evaluation(call.group("target"), 0, program.call, program.names).value()
    except NotConstant:
        return False
    expression = loop[begin + total.end() :]
    for _ in range(len(program.strings)):
        try:
            if Evaluation(expression, 0, program.call, program.names).value() == target:
                return True
        except NotConstant:
            pass  # this order puts no number where the program reads one
        program.strings.append(program.strings.pop(0))
    return False


def _calls(text: str, program: _Program) -> Iterator[Call]:
    known = set(program.accessors) | set(program.wrappers) | set(program.aliases)
    end = 0
    for found in re.finditer(rf"(?<![\w$.])({_NAME})\(", text):
        if found.group(1) not in known or found.start() < end or text[max(0, found.start() - 9) : found.start()].endswith("function "):
            continue
        evaluation = Evaluation(text, found.end(), program.call, program.names)
        try:
            plain = program.call(found.group(1), evaluation.arguments())
        except NotConstant:
            continue  # an argument that only the running program knows
        if isinstance(plain, str):
            end = evaluation.at
            yield Call(found.start(), end, plain)


def _wrappers(text: str) -> dict[str, _Wrapper]:
    return {
        found.group("name"): _Wrapper(tuple(word.strip() for word in found.group("parameters").split(",")), found.group("body"))
        for found in _WRAPPER.finditer(text)
    }


def _tables(text: str) -> dict[str, Value]:
    names: dict[str, Value] = {}
    for table in _TABLE.finditer(text):
        for key, value in _PAIR.findall(table.group("pairs")):
            try:
                names[f"{table.group('name')}.{key}"] = Evaluation(value, 0, lambda _name, _arguments: None, {}).value()
            except NotConstant:
                continue  # not a number or string
    return names


def _aliases(text: str, array: re.Match[str]) -> dict[str, str]:
    return {found.group("name"): found.group("target") for found in _ALIAS.finditer(text) if found.group("name") != array.group("name")}


def _plain(element: str, accessor: _Accessor, key: str) -> str | None:
    if accessor.layer is None:
        return element
    content = from_alphabet(element, accessor.alphabet)
    if content is None:
        return None
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return None
    return text if accessor.layer == "base64" else _rc4(text, key) if key else None


def _rc4(text: str, key: str) -> str:
    """RC4 over the codes of characters, as the obfuscators write it."""
    box = list(range(256))
    swap = 0
    for index in range(256):
        swap = (swap + box[index] + ord(key[index % len(key)])) % 256
        box[index], box[swap] = box[swap], box[index]
    first = second = 0
    plain = []
    for char in text:
        first = (first + 1) % 256
        second = (second + box[first]) % 256
        box[first], box[second] = box[second], box[first]
        plain.append(chr(ord(char) ^ box[(box[first] + box[second]) % 256]))
    return "".join(plain)
