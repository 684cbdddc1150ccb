"""Static members and methods of .NET types."""

import base64
import hashlib
import re
import zlib
from collections.abc import Callable
from dataclasses import replace

from scanner.analyze.shell.decoding import noted
from scanner.analyze.shell.encodings import as_text as bytes_as_text
from scanner.analyze.shell.machine import Machine
from scanner.analyze.shell.outcomes import each_case, negated, value_of
from scanner.analyze.shell.powershell.figures import computed, decimal_of, parsed
from scanner.analyze.shell.powershell.operators import compared, place_in, replaced, replaced_by_block, truth_of, value_of_truth
from scanner.analyze.shell.powershell.scope import field_of, items_of, letters_of, made, numbers, unit, variable
from scanner.analyze.shell.powershell.sending import paused, web_request
from scanner.analyze.shell.reading import as_usual, file_text
from scanner.analyze.shell.state import State
from scanner.analyze.shell.values import EMPTY, Block, Listing, Table, Text, Value, as_text, concat, known, of_hole, taint_of
from scanner.analyze.tracing import together
from scanner.code.numbers import is_number

_WIDE = {"unicode": "utf-16-le", "bigendianunicode": "utf-16-be", "utf32": "utf-32-le"}
_WINDOWS = {"gzipstream": 31, "deflatestream": -15, "zlibstream": 15}
"""Kind of stream -> window bits of zlib that say which format it is."""
_MAX_UNPACKED = 1 << 20
Static = Callable[[Machine, State, object, list[Value]], Value]


def bare_type(name: str) -> str:
    """The last part of a type's name, in lower case."""
    return name.lower().split("[", 1)[0].rsplit(".", 1)[-1]


def static_member(machine: Machine, state: State, node: object, type_name: str, name: str) -> Value:
    """`[type]::name`."""
    kind, low = bare_type(type_name), name.lower()
    if kind in ("datetime", "datetimeoffset", "date"):
        return of_hole(machine.hole(f"date {low}", source="time"))
    if kind == "environment" and low == "newline":
        return known("\n")
    if kind == "string" and low == "empty":
        return EMPTY
    if kind in ("encoding", "utf8encoding"):
        return made("encoding", name=known(low))
    if kind in ("math", "int32", "int"):
        return machine.unknown(f"[{kind}]::{low}", source="number")
    return (
        known(low)
        if kind.endswith(("option", "options", "method", "protocoltype", "comparison", "mode", "style"))
        else machine.unknown(f"[{kind}]::{low}")
    )


def static(machine: Machine, state: State, node: object, type_name: str, name: str, arguments: list[Value]) -> Value:
    """`[type]::name(...)`."""
    kind = bare_type(type_name)
    if name == "new":
        return decimal_of(machine, arguments) if kind == "decimal" else constructed(machine, kind, arguments)
    function = _STATICS.get((kind, name))
    if function is not None:
        return function(machine, state, node, arguments)
    taint = together(*(taint_of(argument) for argument in arguments))
    if name.startswith("parse") and arguments:
        return arguments[0]
    return machine.unknown(
        f"[{kind}]::{name}({', '.join(machine.spelled(as_text(one)) for one in arguments)})"[:300], taint, source="command"
    )


def written_to(type_name: str, stream: str, name: str, arguments: list[Value]) -> Value | None:
    """What `[Console]::Out.WriteLine(...)` lets out: its text, nothing where it is for errors; None: it is no such call."""
    if bare_type(type_name) != "console" or stream.lower() not in ("out", "error") or name not in ("write", "writeline"):
        return None
    return EMPTY if stream.lower() == "error" else _printed(arguments)


def _printed(arguments: list[Value]) -> Value:
    return arguments[0] if arguments else EMPTY


def constructed(machine: Machine, kind: str, arguments: list[Value]) -> Value:
    """A new object: what of it is sent later is kept."""
    first = arguments[0] if arguments else EMPTY
    if kind in ("stringcontent", "bytearraycontent", "formurlencodedcontent", "streamcontent"):
        media = arguments[2] if len(arguments) > 2 else EMPTY
        return made("content", text=first, media=media)
    if kind == "httprequestmessage":
        return made("message", method=first, uri=arguments[1] if len(arguments) > 1 else EMPTY, Headers=Table(()))
    if kind in ("httpclient", "webclient"):
        return made(kind, DefaultRequestHeaders=Table(()), Headers=Table(()))
    if kind == "stringbuilder":
        return made("builder", text=first)
    if kind in ("dictionary", "hashtable", "ordereddictionary", "webheadercollection", "httpheaders"):
        return first if isinstance(first, Table) else Table(())
    if kind in ("list", "arraylist", "hashset", "queue", "stack", "collection"):
        return Listing(items_of(first))
    if kind in ("uri", "string", "version", "mailaddress", "regex", "cultureinfo", "regioninfo"):
        return first
    if kind in ("utf8encoding", "encoding", "unicodeencoding", "asciiencoding"):
        return made("encoding", name=known(kind.removesuffix("encoding")))
    if kind in ("memorystream", "gzipstream", "deflatestream", "zlibstream", "streamreader", "bufferedstream", "stringreader"):
        is_bytes = bool(arguments) and all((as_text(one).plain or "x").isdigit() for one in arguments)
        return made("stream", text=unpacked(Listing(tuple(arguments)) if is_bytes else first, kind))
    if kind in ("processstartinfo", "process"):
        return made("process", filename=first, arguments=arguments[1] if len(arguments) > 1 else EMPTY)
    if kind.endswith(("sha256managed", "md5cryptoserviceprovider", "sha1managed", "sha256cryptoserviceprovider")):
        return made("hash", algorithm=known(re.sub(r"managed|cryptoserviceprovider", "", kind)))
    return made(kind)


def from_base64(machine: Machine, state: State, node: object, arguments: list[Value]) -> Value:
    def one(given: tuple[Value, ...]) -> Value:
        text = as_text(given[0])
        if text.plain is None:
            return machine.unknown(f"base64({machine.spelled(text)})", text.taint)
        try:
            content = base64.b64decode(text.plain + "=" * (-len(text.plain.strip()) % 4))
        except ValueError:
            return EMPTY
        return numbers(bytes_as_text(content), (*text.layers, "base64"))

    return value_of(each_case((arguments[0] if arguments else EMPTY,), one, state.pinned))


def unpacked(value: Value, kind: str) -> Value:
    """What a stream over a stream or over bytes gives, as a text of bytes."""
    if isinstance(value, Table):
        value = field_of(value, "text") or EMPTY
    text = letters_of(value) if isinstance(value, Listing) else as_text(value)
    if text is None or text.plain is None or kind not in _WINDOWS:
        return text if text is not None else EMPTY
    try:
        content = zlib.decompressobj(_WINDOWS[kind]).decompress(text.plain.encode("utf-8", "surrogateescape"), _MAX_UNPACKED)
    except (zlib.error, UnicodeEncodeError):
        return EMPTY
    return known(bytes_as_text(content), (*text.layers, "gzip"))


def text_of_bytes(machine: Machine, state: State, node: object, arguments: list[Value], encoding: str = "utf8") -> Value:
    value = unit(arguments[0]) if arguments else EMPTY
    if isinstance(value, Listing):
        found = letters_of(value)
        if found is not None and found.plain is not None and encoding in _WIDE:
            content = found.plain.encode("utf-8", "surrogateescape")
            found = replace(known(content.decode(_WIDE[encoding], "replace")), layers=found.layers)
        return noted(machine, node, found) if found is not None else concat(value.items)
    return as_text(value)


def bytes_of_text(machine: Machine, state: State, node: object, arguments: list[Value]) -> Value:
    text = as_text(arguments[0]) if arguments else EMPTY
    return numbers(text.plain, text.layers) if text.plain is not None else text


def to_base64(machine: Machine, state: State, node: object, arguments: list[Value]) -> Value:
    value = unit(arguments[0]) if arguments else EMPTY
    found = letters_of(value) if isinstance(value, Listing) else None
    if found is not None and found.plain is not None:
        return known(base64.b64encode(found.plain.encode("utf-8", "surrogateescape")).decode())
    text = as_text(value)
    return machine.unknown(f"base64 of {machine.spelled(text)}", text.taint)


def digest(machine: Machine, algorithm: str, value: Value) -> Value:
    """A hash of a text or of bytes, as hex without dashes."""
    found = letters_of(value) if isinstance(value, Listing) else as_text(value)
    text = found if found is not None else as_text(value)
    if text.plain is not None:
        letters = text.plain.encode("utf-8", "surrogateescape")
        machine.digests[algorithm, letters] = None
        try:
            content = hashlib.new(algorithm, letters, usedforsecurity=False).digest()
        except ValueError:
            return EMPTY
        return Listing(tuple(known(str(byte)) for byte in content))
    taint = replace(text.taint, is_hashed=True) if text.taint is not None else None
    return machine.unknown(f"{algorithm}({machine.spelled(text)})", taint, source="digest")


def _environment(machine: Machine, state: State, node: object, arguments: list[Value]) -> Value:
    name = as_text(arguments[0]).plain if arguments else None
    return variable(machine, state, f"env:{name.lower()}", node) if name else EMPTY


def _join(machine: Machine, state: State, node: object, arguments: list[Value]) -> Value:
    items = items_of(arguments[1]) if len(arguments) == 2 else tuple(arguments[1:])
    parts: list[Value] = []
    for index, item in enumerate(items):
        parts += [arguments[0], item] if index else [item]
    return noted(machine, node, concat(parts))


def _is_empty(machine: Machine, state: State, node: object, arguments: list[Value]) -> Value:
    truth = truth_of(machine, state, node, arguments[0] if arguments else EMPTY)
    return value_of_truth(machine, state, node, negated(truth))


def _is_match(machine: Machine, state: State, node: object, arguments: list[Value]) -> Value:
    if len(arguments) < 2:
        return EMPTY
    return value_of_truth(machine, state, node, compared(machine, state, node, "cmatch", arguments[0], arguments[1]))


def _regex_replace(machine: Machine, state: State, node: object, arguments: list[Value]) -> Value:
    if len(arguments) < 3:
        return EMPTY
    if isinstance(arguments[2], Block):
        return replaced_by_block(machine, state, as_text(arguments[0]), as_text(arguments[1]), arguments[2], ignores_case=False)
    return value_of(
        each_case(tuple(arguments[:3]), lambda given: replaced(machine, state, node, *(as_text(one) for one in given)), state.pinned)
    )


def _escaped(machine: Machine, state: State, node: object, arguments: list[Value]) -> Value:
    return as_text(arguments[0]) if arguments else EMPTY


def _equals(machine: Machine, state: State, node: object, arguments: list[Value]) -> Value:
    if len(arguments) < 2:
        return EMPTY
    return value_of_truth(machine, state, node, compared(machine, state, node, "eq", arguments[0], arguments[1]))


def _read_file(machine: Machine, state: State, node: object, arguments: list[Value]) -> Value:
    path = as_text(arguments[0]) if arguments else EMPTY
    found = file_text(machine, state, path, node)
    return found if found is not None else machine.unknown(f"<{machine.spelled(path)}", path.taint, source="file")


def _sleep(machine: Machine, state: State, node: object, arguments: list[Value]) -> Value:
    paused(machine, state, node, arguments[0] if arguments else EMPTY)
    return EMPTY


def _web(machine: Machine, state: State, node: object, arguments: list[Value]) -> Value:
    return web_request(arguments[0] if arguments else EMPTY)


def _hash(algorithm: str) -> Static:
    return lambda machine, state, node, arguments: made("hash", algorithm=known(algorithm))


def _hash_data(algorithm: str) -> Static:
    return lambda machine, state, node, arguments: digest(machine, algorithm, arguments[0] if arguments else EMPTY)


def _hex(machine: Machine, state: State, node: object, arguments: list[Value]) -> Value:
    value = unit(arguments[0]) if arguments else EMPTY
    if isinstance(value, Listing):
        texts = [as_text(item).plain for item in value.items]
        return known("-".join(f"{int(text):02X}" for text in texts if text is not None and is_number(text)))
    return as_text(value)


def _to_number(machine: Machine, state: State, node: object, arguments: list[Value]) -> Value:
    text = as_text(arguments[0]) if arguments else EMPTY
    base = as_text(arguments[1]).plain if len(arguments) > 1 else "10"
    if text.plain is not None and base in ("2", "8", "10", "16"):
        try:
            return known(str(int(text.plain, int(base))), (*text.layers, "hex") if base == "16" else text.layers)
        except ValueError:
            return EMPTY
    return text


def _try_parse(machine: Machine, state: State, node: object, arguments: list[Value]) -> Value:
    """Sets a variable to the number that a text spells, and tells whether it spells one."""
    target = getattr(node, "arguments", ())[-1:]
    text = as_text(arguments[0]) if arguments else EMPTY
    if text.plain is not None and not is_number(text.plain.strip().removeprefix("-")):
        return known("False")
    if machine.power is not None and target:
        machine.power.change(machine, state, getattr(target[0], "value", target[0]), lambda _: text)
    return known("True") if text.plain is not None else machine.unknown(f"is {machine.spelled(as_usual(text))} a number"[:300])


def _new_guid(machine: Machine, state: State, node: object, arguments: list[Value]) -> Value:
    return machine.unknown("guid", source="number")


def _index_of(machine: Machine, state: State, node: object, arguments: list[Value]) -> Value:
    return place_in(machine, state, node, *arguments[:2]) if len(arguments) > 1 else EMPTY


def _reverse(machine: Machine, state: State, node: object, arguments: list[Value]) -> Value:
    """Turns the array round where it is kept."""
    target = getattr(node, "arguments", (None,))[0]
    if machine.power is not None and target is not None:
        machine.power.change(machine, state, target, lambda whole: _turned(whole))
    return EMPTY


def _turned(whole: Value) -> Value:
    if not isinstance(whole, Listing):
        return whole
    items = [
        replace(item, layers=item.layers or ("reverse",)) if isinstance(item, Text) and item.plain is not None else item
        for item in whole.items
    ]
    return Listing(tuple(reversed(items)))


_STATICS: dict[tuple[str, str], Static] = {
    ("console", "write"): lambda machine, state, node, arguments: _printed(arguments),
    ("console", "writeline"): lambda machine, state, node, arguments: _printed(arguments),
    ("convert", "frombase64string"): from_base64, ("convert", "tobase64string"): to_base64, ("convert", "toint32"): _to_number,
    ("convert", "tobyte"): _to_number, ("environment", "getenvironmentvariable"): _environment, ("string", "join"): _join,
    ("string", "isnullorempty"): _is_empty, ("string", "isnullorwhitespace"): _is_empty, ("string", "equals"): _equals,
    ("string", "concat"): lambda machine, state, node, arguments: concat(arguments), ("regex", "ismatch"): _is_match,
    ("regex", "replace"): _regex_replace,
    ("regex", "escape"): _escaped, ("uri", "escapedatastring"): _escaped, ("uri", "escapeuristring"): _escaped,
    ("webutility", "urlencode"): _escaped,
    ("httputility", "urlencode"): _escaped, ("file", "readalltext"): _read_file, ("file", "readalllines"): _read_file,
    ("file", "readallbytes"): _read_file, ("thread", "sleep"): _sleep, ("webrequest", "create"): _web, ("httpwebrequest", "create"): _web,
    ("sha256", "create"): _hash("sha256"), ("sha1", "create"): _hash("sha1"), ("md5", "create"): _hash("md5"),
    ("sha512", "create"): _hash("sha512"),
    ("hashalgorithm", "create"): _hash("sha256"), ("sha256", "hashdata"): _hash_data("sha256"), ("md5", "hashdata"): _hash_data("md5"),
    ("sha1", "hashdata"): _hash_data("sha1"), ("bitconverter", "tostring"): _hex, ("convert", "tohexstring"): _hex,
    ("guid", "newguid"): _new_guid, **{(kind, "tryparse"): _try_parse for kind in ("int", "int32", "int64", "long", "double")},
    **{(kind, name): computed(name) for kind in ("math", "biginteger", "bigint") for name in
       ("abs", "floor", "ceiling", "round", "truncate", "min", "max", "pow")},
    ("biginteger", "parse"): parsed, ("bigint", "parse"): parsed,
    ("array", "reverse"): _reverse, ("array", "indexof"): _index_of,
}  # fmt: skip
