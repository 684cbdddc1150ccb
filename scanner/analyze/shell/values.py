"""What a text of a script may be: letters that are known, holes for what is not, and choices made on a condition."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from scanner.analyze.tracing import Taint, together
from scanner.model.observation import Place

MAX_WEIGHT = 800
"""Pieces of one value; a larger one becomes a hole that depends on all that it was made of."""
MAX_CHARS = 1 << 18
"""Letters of one text: the longest list met in a script has 60,000."""
MAX_ITEMS = 4_000


@dataclass(slots=True, eq=False)
class Condition:
    """A decision that the script makes once: an if, a case, a lookup. Told apart by identity."""

    number: int
    count: int
    """Ways that it may go."""
    taint: Taint | None
    """The signals that decide; None: something else does."""
    place: Place | None
    labels: tuple[tuple[str, ...], ...]
    """For each way, the texts that lead there as far as they are known."""
    within: "tuple[Guard, ...]"
    """The decisions under which it is made."""
    is_classified: bool = False
    """True: each way has a value of its own, and none is the common one."""

    usual: int | None = None
    """The way that does not end in an error, where the last does."""

    hint: Taint | None = None
    """The signals that may decide, where what is asked of them is not known."""

    told: frozenset[int] | None = None
    """The ways between which the signals decide, where only something else leads to others; None: all."""

    @property
    def plain(self) -> int:
        """The default, or another way where no signal has a part in that."""
        return self.default if self.told is None or self.default in self.told else min(self.told)

    @property
    def default(self) -> int:
        """The way that is taken when nothing special is the case: the last, if it goes on."""
        return self.count - 1 if self.usual is None else self.usual


def may_tell(condition: Condition) -> bool:
    """Whether a signal decides, or may."""
    return condition.taint is not None or condition.hint is not None


def taint_or_hint(condition: Condition) -> Taint | None:
    """The signals that decide; else those that may, faint as what is asked of them is not known."""
    if condition.taint is not None or condition.hint is None:
        return condition.taint
    return replace(condition.hint, is_faint=True)


Guard = tuple[Condition, frozenset[int]]
"""A condition and the ways of it under which something happens."""


@dataclass(frozen=True, slots=True, eq=False)
class Hole:
    """A text that is not known. One for each expression: what is asked twice is the same hole."""

    number: int
    label: str
    taint: Taint | None = None
    base: str | None = None
    """What it says, where several holes say the same in another form."""
    change: str | None = None
    """The carrier in which it differs from others of its base."""
    cut_by: tuple[str, ...] = ()
    """Texts that were taken off its ends where they stood there: whether it changed tells them."""
    among: tuple[str, ...] = ()
    """The texts that it is one of, where that is known."""
    layers: tuple[str, ...] = ()
    """Encodings that the script undid to get `among`."""
    source: str = "unknown"
    """`signal`, `environment`, `argument`, `input`, `command`, `network`, `file`, `time`, `number`;
    `large`: it is of too many pieces to be kept."""


@dataclass(frozen=True, slots=True, eq=False)
class Choice:
    """One of several values, by the way that a condition went."""

    condition: Condition
    options: "tuple[Value, ...]"
    taint: Taint | None
    weight: int
    inside: frozenset[Condition]
    """The conditions that it depends on, at any depth."""


Part = str | Hole | Choice


@dataclass(frozen=True, slots=True, eq=False)
class Text:
    """Pieces in a row. No two letters-only pieces stand side by side."""

    parts: tuple[Part, ...]
    layers: tuple[str, ...] = ()
    """Encodings that the script undid to get the text, from the outside in."""
    taint: Taint | None = None
    weight: int = 1

    @property
    def plain(self) -> str | None:
        """The letters of a text that is wholly known; None: it is not."""
        if not self.parts:
            return ""
        return self.parts[0] if len(self.parts) == 1 and isinstance(self.parts[0], str) else None


@dataclass(frozen=True, slots=True, eq=False)
class Listing:
    """An array, or fields in a row."""

    items: "tuple[Value, ...]"


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """An associative array or hashtable, in the order of its keys."""

    pairs: "tuple[tuple[str, Value], ...]"
    rest: Taint | None = None
    """What more it may hold depends on this."""

    def get(self, key: str) -> "Value | None":
        return next((value for name, value in reversed(self.pairs) if name == key), None)

    def with_pair(self, key: str, value: "Value") -> "Table":
        if any(name == key for name, _ in self.pairs):
            return replace(self, pairs=tuple((name, value if name == key else old) for name, old in self.pairs))
        return replace(self, pairs=(*self.pairs, (key, value))[:MAX_ITEMS])


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """Code handed over as a value."""

    code: object
    module: object
    names: dict[str, "Value"] = field(default_factory=dict)


Value = Text | Listing | Table | Choice | Block

EMPTY = Text(())
_NO_CONDITIONS: frozenset[Condition] = frozenset()


def known(text: str, layers: tuple[str, ...] = ()) -> Text:
    """A text of letters."""
    return Text((text,), layers) if text else (EMPTY if not layers else Text((), layers))


def of_hole(hole: Hole) -> Text:
    return Text((hole,), hole.layers, hole.taint)


def text_of_parts(parts: Iterable[Part], layers: tuple[str, ...] = ()) -> Text:
    """A text of pieces, neighbours of letters joined."""
    joined: list[Part] = []
    taint, weight, letters = None, 1, 0
    for part in parts:
        if isinstance(part, str):
            if not part:
                continue
            letters += len(part)
            if joined and isinstance(joined[-1], str):
                joined[-1] = joined[-1] + part
            else:
                joined.append(part)
            continue
        joined.append(part)
        if part.taint is not None:
            taint = together(taint, part.taint)
        weight += part.weight if isinstance(part, Choice) else 1
    if letters > MAX_CHARS:
        joined = [part if not isinstance(part, str) else part[:MAX_CHARS] for part in joined]
        if len(joined) == 1 or letters > 4 * MAX_CHARS:
            joined = [joined[0]]
    return Text(tuple(joined), layers, taint, weight + len(joined))


def concat(values: Iterable["Value"]) -> Text:
    """All behind each other."""
    texts = [as_text(value) for value in values]
    if len(texts) == 1:
        return texts[0]
    layers = next((text.layers for text in texts if text.layers), ())
    return text_of_parts((part for text in texts for part in text.parts), layers)


def as_text(value: "Value", separator: str = " ") -> Text:
    """The value where a text is wanted: the items of a list with blanks between them."""
    match value:
        case Text():
            return value
        case Listing():
            parts: list[Part] = []
            layers: tuple[str, ...] = ()
            for index, item in enumerate(value.items):
                if index:
                    parts.append(separator)
                inner = as_text(item, separator)
                layers = layers or inner.layers
                parts += inner.parts
            return text_of_parts(parts, layers)
        case Table():
            return as_text(Listing(tuple(item for _, item in value.pairs)), separator)
        case Choice():
            made = choose(value.condition, [as_text(option, separator) for option in value.options])
            assert isinstance(made, Text)
            return made
        case Block():
            return EMPTY


def taint_of(value: "Value") -> Taint | None:
    """All signals in a value."""
    match value:
        case Text() | Choice():
            return value.taint
        case Listing():
            return together(*(taint_of(item) for item in value.items))
        case Table():
            return together(value.rest, *(taint_of(item) for _, item in value.pairs))
        case Block():
            return None


def hint_of(value: "Value") -> Taint | None:
    """The signals that may decide what a value is, where none is known to; faint, as what is asked of them is not known."""
    hinted = [each for each in conditions_of(value) if each.hint is not None]
    return together(*(taint_or_hint(each) for each in sorted(hinted, key=lambda one: one.number)))


def weight_of(value: "Value") -> int:
    match value:
        case Text() | Choice():
            return value.weight
        case Listing():
            return 1 + sum(weight_of(item) for item in value.items)
        case Table():
            return 1 + sum(weight_of(item) for _, item in value.pairs)
        case Block():
            return 1


def are_equal(one: "Value", other: "Value") -> bool:
    """Whether two values are the same beyond doubt. Says False for some that are."""
    if one is other:
        return True
    if isinstance(one, Text) and isinstance(other, Text):
        if len(one.parts) != len(other.parts):
            return False
        return all(a is b or (isinstance(a, str) and a == b) for a, b in zip(one.parts, other.parts, strict=True))
    if isinstance(one, Listing) and isinstance(other, Listing):
        return len(one.items) == len(other.items) and all(are_equal(a, b) for a, b in zip(one.items, other.items, strict=True))
    return False


def choose(condition: Condition, options: list["Value"]) -> "Value":
    """The value that is the option of the way that the condition went."""
    first = options[0]
    if all(are_equal(first, option) for option in options[1:]):
        return first
    if all(isinstance(option, Text) for option in options):
        return _chosen_text(condition, [option for option in options if isinstance(option, Text)])
    tables = [option for option in options if isinstance(option, Table)]
    if len(tables) == len(options) and all(_are_alike(tables[0], one) for one in tables[1:]):
        return replace(tables[0], pairs=tuple(_chosen_pairs(condition, tables)))
    return _choice(condition, tuple(options))


def _are_alike(one: Table, other: Table) -> bool:
    """Whether two tables have the same keys in the same order, and the same may be missing in both."""
    return one.rest == other.rest and [key for key, _ in one.pairs] == [key for key, _ in other.pairs]


def _chosen_pairs(condition: Condition, tables: list[Table]) -> Iterator[tuple[str, "Value"]]:
    """The pairs of tables that are alike: what differs is chosen key by key, so that each is found by its name."""
    for at, (key, _) in enumerate(tables[0].pairs):
        yield key, choose(condition, [table.pairs[at][1] for table in tables])


def _choice(condition: Condition, options: "tuple[Value, ...]") -> Choice:
    own = replace(condition.taint, is_choice=True) if condition.taint is not None else None
    taint = together(own, *(taint_of(option) for option in options))
    inside = frozenset({condition}).union(*map(conditions_of, options))
    return Choice(condition, options, taint, 1 + sum(weight_of(option) for option in options), inside)


def conditions_of(value: "Value") -> frozenset[Condition]:
    """The conditions that a value depends on, at any depth."""
    match value:
        case Choice():
            return value.inside
        case Text():
            found = [part.inside for part in value.parts if isinstance(part, Choice)]
            return _NO_CONDITIONS.union(*found) if found else _NO_CONDITIONS
        case Listing():
            return _NO_CONDITIONS.union(*map(conditions_of, value.items))
        case Table():
            return _NO_CONDITIONS.union(*(conditions_of(item) for _, item in value.pairs))
        case Block():
            return _NO_CONDITIONS


def _chosen_text(condition: Condition, options: list[Text]) -> Text:
    """Pieces that all begin or end with stand before and behind the choice."""
    shortest = min(len(option.parts) for option in options)
    head = 0
    while head < shortest and all(_is_same(option.parts[head], options[0].parts[head]) for option in options):
        head += 1
    tail = 0
    while tail < shortest - head and all(_is_same(option.parts[-1 - tail], options[0].parts[-1 - tail]) for option in options):
        tail += 1
    layers = next((option.layers for option in options if option.layers), ())
    inner = _choice(condition, tuple(text_of_parts(option.parts[head : len(option.parts) - tail], option.layers) for option in options))
    ends = options[0].parts[len(options[0].parts) - tail :] if tail else ()
    return text_of_parts((*options[0].parts[:head], inner, *ends), layers)


def _is_same(one: Part, other: Part) -> bool:
    return one is other or (isinstance(one, str) and one == other)


def first_condition(values: Iterable["Value"]) -> Condition | None:
    """A condition that one of the values depends on, one that a signal decides before all others."""
    first: Condition | None = None
    for condition in conditions_in(values):
        if condition.taint is not None:
            return condition
        first = first or condition
    return first


def conditions_in(values: Iterable["Value"]) -> Iterator[Condition]:
    """The conditions that stand outermost in the values."""
    for value in values:
        match value:
            case Choice():
                yield value.condition
            case Text():
                yield from (part.condition for part in value.parts if isinstance(part, Choice))
            case Listing():
                yield from conditions_in(value.items)
            case Table():
                yield from conditions_in(item for _, item in value.pairs)
            case Block():
                pass


def assume(value: "Value", condition: Condition, way: int) -> "Value":
    """The value if the condition went that way."""
    match value:
        case Choice():
            if condition not in value.inside:
                return value
            if value.condition is condition:
                return assume(value.options[way], condition, way)
            options = [assume(option, condition, way) for option in value.options]
            return value if all(a is b for a, b in zip(options, value.options, strict=True)) else choose(value.condition, options)
        case Text():
            if not any(isinstance(part, Choice) and condition in part.inside for part in value.parts):
                return value
            return text_of_parts(_assumed_parts(value, condition, way), value.layers)
        case Listing():
            items = tuple(assume(item, condition, way) for item in value.items)
            return value if all(a is b for a, b in zip(items, value.items, strict=True)) else Listing(items)
        case Table():
            return replace(value, pairs=tuple((key, assume(item, condition, way)) for key, item in value.pairs))
        case Block():
            return value


def _assumed_parts(text: Text, condition: Condition, way: int) -> Iterator[Part]:
    for part in text.parts:
        if isinstance(part, Choice) and condition in part.inside:
            yield from as_text(assume(part, condition, way)).parts
        else:
            yield part


def spread(fields: Iterable["Value"]) -> tuple["Value", ...]:
    """Fields with lists among them taken apart."""
    found: list[Value] = []
    for item in fields:
        if isinstance(item, Listing):
            found += spread(item.items)
        else:
            found.append(item)
    return tuple(found[:MAX_ITEMS])
