"""Expansions of zsh that leave out items: `${list:#pattern}`, `${list:|other}`, `${list:*other}`."""

from collections.abc import Callable

from scanner.analyze.shell import globs
from scanner.analyze.shell.comparing import decided, fits_glob
from scanner.analyze.shell.machine import Machine
from scanner.analyze.shell.outcomes import Truth, each_case, either, value_of
from scanner.analyze.shell.state import State
from scanner.analyze.shell.values import EMPTY, Listing, Part, Text, Value, as_text, choose, spread

OPERATORS = frozenset({":#", ":|", ":*"})
_UNSURE_MOST = 4
"""Items of which it is not known whether they fit; each doubles the ways."""
_ITEMS_MOST = 64

Kept = Callable[[tuple[bool, ...]], Value]
"""What is left where these of the items fit."""


def filtered(machine: Machine, state: State, node: object, value: Value, patterns: Value, *, keeps: bool) -> Value:
    """The items that fit none of the patterns, or with `keeps` those that fit one; of a text all or nothing.

    Takes at most one item of a list that is wholly known to fit a pattern that is not.
    """

    def one(given: tuple[Value, ...]) -> Value:
        held, wanted = given
        texts = [as_text(item) for item in spread(held.items if isinstance(held, Listing) else (held,))]

        def kept(hits: tuple[bool, ...]) -> Value:
            left = tuple(text for text, is_hit in zip(texts, hits, strict=True) if is_hit is keeps)
            return Listing(left) if isinstance(held, Listing) else left[0] if left else EMPTY

        globs_wanted = [as_text(item) for item in spread(wanted.items if isinstance(wanted, Listing) else (wanted,))]
        return _by_hits(machine, state, node, texts, globs_wanted, kept)

    return value_of(each_case((value, patterns), one, state.pinned))


def literal_patterns(value: Value) -> Value:
    """The items of another list as patterns of themselves."""
    items = [as_text(item) for item in spread(value.items if isinstance(value, Listing) else (value,))]
    return Listing(tuple(Text(tuple(map(_literal, item.parts)), item.layers, item.taint, item.weight) for item in items))


def _literal(part: Part) -> Part:
    return globs.literal_pattern(part) if isinstance(part, str) else part


def _by_hits(machine: Machine, state: State, node: object, texts: list[Text], patterns: list[Text], kept: Kept) -> Value:
    known_patterns = [pattern for pattern in patterns if pattern.plain is not None]
    hits = [_fits(machine, node, text, known_patterns if text.plain is not None else patterns) for text in texts]
    hits = [hit if at < _ITEMS_MOST else hit is True for at, hit in enumerate(hits)]
    open_patterns = [pattern for pattern in patterns if pattern.plain is None]
    if not open_patterns:
        return _by_truths(machine, state, node, hits, kept)
    pattern = open_patterns[0]
    places = [at for at, text in enumerate(texts[:_ITEMS_MOST]) if hits[at] is False and text.plain is not None]
    if not places:
        return _by_truths(machine, state, node, hits, kept)
    names = [texts[at].plain or "" for at in places]
    taint = pattern.taint
    if taint is not None:
        layers = next((texts[at].layers for at in places if texts[at].layers), ())
        taint = decided(machine, node, taint, globs.telling(names), layers).taint
    condition = machine.condition(node, taint, len(places) + 1, state.guards, [(name,) for name in names])
    ways = [_by_truths(machine, state, node, [hit or at == place for at, hit in enumerate(hits)], kept) for place in places]
    return choose(condition, [*ways, _by_truths(machine, state, node, hits, kept)])


def _fits(machine: Machine, node: object, text: Text, patterns: list[Text]) -> Truth:
    truth: Truth = False
    for pattern in patterns:
        truth = either(truth, fits_glob(machine, node, text, pattern))
    return truth


def _by_truths(machine: Machine, state: State, node: object, hits: list[Truth], kept: Kept) -> Value:
    """What is left, with a decision for each item of which it is not known whether it fits."""
    unsure = [at for at, hit in enumerate(hits) if not isinstance(hit, bool)]
    if not unsure or len(unsure) > _UNSURE_MOST:
        return kept(tuple(hit is True for hit in hits))
    at = unsure[0]
    answer = machine.settled(node, hits[at], state)

    def with_answer(is_hit: bool) -> Value:
        return _by_truths(machine, state, node, [*hits[:at], is_hit, *hits[at + 1 :]], kept)

    if isinstance(answer, bool):
        return with_answer(answer)
    condition, ways = answer
    return choose(condition, [with_answer(way in ways) for way in range(condition.count)])
