"""Parts of lists and texts, and in which order a signal decides to take them.

Does not take a bound for a decision: where a text ends is mostly found by looking for a mark in it.
"""

import ast
from dataclasses import replace
from itertools import product

from scanner.analyze.python.constants import computed
from scanner.analyze.python.machine import Machine
from scanner.analyze.python.statements import chosen
from scanner.analyze.python.values import UNKNOWN, Scope, Value, concrete, taint_of
from scanner.analyze.tracing import Taint, together

_MAX_WAYS = 16
_TURNED = ("first, last", "last, first")
"""What a list of unknown things is in order, and in reverse."""


def sliced(machine: Machine, node: ast.AST, part: ast.Slice, holder: Value, scope: Scope) -> Value:
    """`holder[lower:upper:step]`."""
    given = [None if item is None else machine.evaluate(machine, item, scope) for item in (part.lower, part.upper, part.step)]
    decided = taint_of(given[2]) if given[2] is not None else None
    if decided is not None and decided.decides:
        return _cut_by(machine, node, scope, holder, given, decided)
    bounds = [None if one is None else concrete(one) for one in given]
    known = concrete(holder)
    if known is not UNKNOWN and all(bound is None or isinstance(bound, int) for bound in bounds):
        cut = computed(lambda: known[slice(*bounds)])  # type: ignore[index]  # failures are what `computed` is for
        is_reversed = bounds[2] == -1
        return Value(const=cut, taint=holder.taint, is_decoded=holder.is_decoded or is_reversed)
    return Value(taint=taint_of(holder), options=())


def _cut_by(machine: Machine, node: ast.AST, scope: Scope, holder: Value, given: list[Value | None], decided: Taint) -> Value:
    """What a step leaves that a signal decides: `items[::step]` is in order, or in reverse."""
    ways = [(None,) if one is None else tuple(map(concrete, one.options or (one,))) for one in given]
    known = concrete(holder)
    bounds = list(product(*ways))[:_MAX_WAYS]
    is_known = all(one is None or isinstance(one, int) for way in bounds for one in way)
    decided = replace(decided, alternatives=())  # the bounds themselves go nowhere
    if known is UNKNOWN or not is_known:
        turns = is_known and len({step is not None and step < 0 for *_, step in bounds}) > 1  # type: ignore[operator]
        return Value(taint=together(taint_of(holder), replace(decided, alternatives=_TURNED if turns else ())))
    cuts = tuple(Value(const=computed(lambda way=way: known[slice(*way)]), taint=holder.taint) for way in bounds)  # type: ignore[index]
    return chosen(machine, node, scope, cuts, decided)
