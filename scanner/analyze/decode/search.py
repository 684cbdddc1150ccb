"""The way through nested encodings: which layers lie over a text, found by trying what its form allows, to a bounded depth."""

import heapq
import re
from collections.abc import Iterator
from dataclasses import dataclass

from scanner.analyze.decode.compression import unpacked, unpacked_without_signature
from scanner.analyze.decode.keyed import COUNTER, literal_without_key, without_key, without_single_key
from scanner.analyze.decode.names import NameList, are_known_locales, are_plain_hosts, names_in, names_nothing
from scanner.analyze.decode.readable import CONTROL, has_known_format, is_settled, reads_as_text
from scanner.analyze.decode.single import Operation, apply_single
from scanner.analyze.decode.spellings import from_alphabet, looks_like_base64, rotations, spelled

MAX_LAYERS = 5
MAX_STATES = 48
"""Readings tried for one text: a chain of five layers needs ten, and no real one branches further."""
MIN_CHARS = 12
_GUESSED_BYTES = 1_000_000
"""Longer content is only unpacked and read, not searched for keys."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """What the code itself offers for decoding."""

    words: tuple[bytes, ...] = ()
    """Candidates for a repeating key, the nearest first."""
    alphabets: tuple[str, ...] = ()
    """Base64 alphabets of the program's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Peeled:
    """What lies under the layers."""

    layers: tuple[str, ...]
    """From the outside in."""
    content: bytes
    names: NameList | None
    """The list that the content is; None: text or bytes of another kind."""
    key: bytes | None
    """The key of an exclusive or among the layers; None: none has one."""
    is_cut: bool


@dataclass(frozen=True, slots=True)
class _State:
    content: bytes
    layers: tuple[str, ...]
    key: bytes | None = None
    is_cut: bool = False

    def under(self, layer: str, content: bytes, *, key: bytes | None = None, is_cut: bool = False) -> "_State":
        return _State(content, (*self.layers, layer), key or self.key, is_cut or self.is_cut)


def peel(text: str, keys: Keys = Keys()) -> Peeled | None:
    """Take the layers off. A list of names wins over readable text, readable text over bytes of a known format.

    None: no layer, or nothing recognisable under it. Raises nothing for any text.
    """
    start = _State(text.encode("utf-8", "surrogatepass"), ())
    pending = [(0, 0, start)]
    seen = {start.content}
    readable: _State | None = None
    for _ in range(MAX_STATES):
        if not pending:
            break
        effort, _, state = heapq.heappop(pending)
        if state.layers:
            names = _names_of(state, keys)
            if names is not None:
                return _peeled(state, names)
            if _is_readable(state, keys):
                readable = state  # states come in the order of effort: what comes later lies deeper
        if len(state.layers) < MAX_LAYERS:
            for following in _expanded(state, keys):
                if following.content not in seen and len(following.content) >= MIN_CHARS // 2:
                    seen.add(following.content)
                    heapq.heappush(pending, (effort + _EFFORT.get(following.layers[-1], 1), len(seen), following))
    return _peeled(readable, None) if readable is not None else None


def _is_readable(state: _State, keys: Keys) -> bool:
    if not {"reverse", "rot", Operation.SHIFT, COUNTER}.isdisjoint(state.layers):
        return False  # turned text reads as well as the text itself
    if "xor" in state.layers and state.key not in keys.words and not {"gzip", "zlib"}.intersection(state.layers):
        return False  # a key that was only guessed gives readable text too often
    return reads_as_text(state.content) or has_known_format(state.content)


_EFFORT = {"xor": 3, "rot": 3, "deflate": 3, "brotli": 3, "shift": 4, "reverse": 4, "counter": 5}
"""Order of the search: what a form proves (1) before what has to be guessed."""
_NAME_LIKE = re.compile(r"[^\s,;|]+(?:[,;|\n\t ][^\s,;|]+)+\s*\Z")
_ROTATED = re.compile(r"[\w.*/:@-]+\Z")
_HEAD_CHARS = 400
"""Enough entries to tell whether text is turned."""
_SPELLINGS = frozenset({"base64", "hex", "char_codes", "escapes", "percent", "custom"})


def _names_of(state: _State, keys: Keys) -> NameList | None:
    if CONTROL.search(state.content.strip(b"\0").replace(b"\0", b",")):
        return None
    try:
        names = names_in(state.content.decode())
    except UnicodeDecodeError:
        return None
    if names is None or (names.is_strong and (len(state.layers) > 1 or state.key is None or are_plain_hosts(names.entries))):
        return names
    if state.key is not None and state.key not in keys.words and not are_known_locales(names):
        return None
    # Some host comes out of a plain literal under some key, and plain words out of a rotation or a guessed key.
    is_guessed = bool({"rot", "reverse", COUNTER}.intersection(state.layers)) or (state.key is not None and len(state.key) > 1)
    return names if _SPELLINGS.intersection(state.layers) and (not is_guessed or state.key in keys.words) else None


def _expanded(state: _State, keys: Keys) -> Iterator[_State]:
    text = _ascii(state.content)
    if text is not None:
        yield from (state.under(layer, content) for layer, content in spelled(text))
    found = unpacked(state.content) if state.layers else None
    if found is not None:
        yield state.under(found.layer, found.content, is_cut=found.is_cut)
        return
    if len(state.content) > _GUESSED_BYTES:
        return  # no list is as long, and trying keys on it would take minutes
    if state.layers and (state.layers[-1] in (Operation.XOR, Operation.SHIFT) or is_settled(state.content)):
        return  # under a guessed key only what its form proves is believed, and plain text needs no key
    if text is not None:
        yield from _turned(state, text, keys)
    if not state.layers:
        literal = state.content.decode("utf-8", "surrogatepass")
        yield from (state.under(found.layer, found.content, key=found.key) for found in literal_without_key(literal))
        return
    yield from _keyed(state, keys)
    yield from _xored_compression(state)
    if text is None and not has_known_format(state.content):
        bare = unpacked_without_signature(state.content)
        if bare is not None:
            yield state.under(bare.layer, bare.content, is_cut=bare.is_cut)
        yield state.under("reverse", state.content[::-1])


def _turned(state: _State, text: str, keys: Keys) -> Iterator[_State]:
    """Readings that turn text into other text: reversed, rotated, in an alphabet of its own."""
    if looks_like_base64(text) or text.startswith("="):
        if text.startswith("=") or len(text) >= 3 * MIN_CHARS:
            yield state.under("reverse", text[::-1].encode())
        for alphabet in keys.alphabets:
            content = from_alphabet(text, alphabet)
            if content is not None:
                yield state.under("custom", content)
    if _is_list_like(text):
        if are_plain_hosts(_entries(text[::-1])):
            yield state.under("reverse", text[::-1].encode())
        if all(map(_ROTATED.match, _entries(text))):
            yield from (state.under("rot", rotated.encode()) for rotated in rotations(text) if are_plain_hosts(_entries(rotated)))


def _is_list_like(text: str) -> bool:
    """Several words with dots or slashes in them that name nothing as they stand."""
    head = text[:_HEAD_CHARS]
    if head.count(".") + head.count("/") < 2 or _NAME_LIKE.match(head) is None:
        return False
    return names_nothing(_entries(text))


def _entries(text: str) -> tuple[str, ...]:
    """Whole entries of the beginning of a list."""
    found = tuple(entry for entry in re.split(r"[\s,;|]+", text[:_HEAD_CHARS]) if entry)
    return found[:-1] if len(text) > _HEAD_CHARS and len(found) > 1 else found


def _keyed(state: _State, keys: Keys) -> Iterator[_State]:
    if state.layers[-1] == COUNTER:
        found = without_single_key(state.content)
    else:
        found = without_key(state.content, keys.words, may_guess="reverse" not in state.layers)
    yield from (state.under(keyed.layer, keyed.content, key=keyed.key) for keyed in found)


def _xored_compression(state: _State) -> Iterator[_State]:
    """The key is what makes the first byte that of gzip or zlib."""
    for first in (0x1F, 0x78):
        number = state.content[0] ^ first
        if number:
            plain = apply_single(state.content, number)
            found = unpacked(plain)
            if found is not None:
                inner = state.under("xor", plain, key=bytes([number]))
                yield inner.under(found.layer, found.content, is_cut=found.is_cut)


def _ascii(content: bytes) -> str | None:
    return content.decode("ascii") if content.isascii() and b"\0" not in content else None


def _peeled(state: _State, names: NameList | None) -> Peeled:
    return Peeled(layers=state.layers, content=state.content, names=names, key=state.key, is_cut=state.is_cut)
