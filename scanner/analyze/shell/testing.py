"""`[[ ... ]]`, `[ ... ]` and `test`."""

import re
from collections.abc import Callable
from contextlib import suppress

from scanner.analyze.shell.comparing import are_numbers_so, are_same, fits_glob, fits_regex, is_filled, is_safe, translated
from scanner.analyze.shell.expanding import arithmetic, pattern_of, regex_of, text_of, value_of_word
from scanner.analyze.shell.machine import Machine
from scanner.analyze.shell.outcomes import UNSURE, Maybe, Truth, both, each_case, either, negated, value_of
from scanner.analyze.shell.parameters import looked_up
from scanner.analyze.shell.reading import as_usual
from scanner.analyze.shell.state import State, is_table
from scanner.analyze.shell.values import Hole, Listing, Table, Text, Value, as_text, of_hole
from scanner.analyze.shell.zsh_flags import over_lists
from scanner.code.shell.nodes import Comparison, Condition, Junction, Property
from scanner.world.host import Host

_NUMERIC = frozenset({"-eq", "-ne", "-lt", "-le", "-gt", "-ge"})
_BINARY = _NUMERIC | {"=", "==", "!=", "<", ">", "-nt", "-ot", "-ef", "=~"}
_MAX_TERMS = 60


def condition_truth(machine: Machine, state: State, condition: Condition, node: object) -> Truth:
    """The answer of a condition in double brackets."""
    machine.spend()
    match condition:
        case Junction():
            if condition.operator == "!":
                return negated(condition_truth(machine, state, condition.parts[0], node))
            join = both if condition.operator == "&&" else either
            truth = condition_truth(machine, state, condition.parts[0], node)
            for part in condition.parts[1:_MAX_TERMS]:
                if truth is (condition.operator == "||"):
                    return truth
                truth = join(truth, condition_truth(machine, state, part, node))
            return truth
        case Property():
            return property_truth(machine, state, condition.operator, value_of_word(machine, state, condition.word), node)
        case Comparison():
            return _comparison(machine, state, condition, node)


def _comparison(machine: Machine, state: State, condition: Comparison, node: object) -> Truth:
    operator = condition.operator
    if operator in _NUMERIC:
        left, right = arithmetic(machine, state, condition.left), arithmetic(machine, state, condition.right)
        return _over(state, left, right, lambda one, other: are_numbers_so(machine, node, one, operator[1:], other))
    left = text_of(machine, state, condition.left)
    if operator == "=~":
        right = regex_of(machine, state, condition.right)
        groups = value_of(each_case((left, right), lambda given: _groups(machine, as_text(given[0]), as_text(given[1])), state.pinned))
        state.names["BASH_REMATCH"] = groups
        if machine.module is not None and machine.module.is_zsh:
            state.names["match"] = over_lists(groups, lambda items: Listing(items.items[1:]))
        return _over(state, left, right, lambda one, other: fits_regex(machine, node, one, other))
    right = pattern_of(machine, state, condition.right)
    if operator in ("=", "==", "!="):
        truth = _over(state, left, right, lambda one, other: fits_glob(machine, node, one, other))
        return negated(truth) if operator == "!=" else truth
    return _ordered(machine, state, operator, left, right)


def _groups(machine: Machine, subject: Text, expression: Text) -> Listing:
    """What the groups of an expression matched; of an unknown text, parts."""
    letters, pattern = machine.spelled(subject), machine.spelled(expression)
    found = None
    if expression.plain is not None and is_safe(pattern, letters):
        with suppress(re.error, OverflowError, RecursionError):
            found = re.search(translated(pattern), letters)
    if found is not None:
        return Listing(tuple(machine.restored(group or "", subject.layers) for group in (found[0], *found.groups())))
    if subject.plain is not None:
        return Listing(())
    hole = next((part for part in subject.parts if isinstance(part, Hole) and part.taint is not None), None)
    hole = hole or next((part for part in subject.parts if isinstance(part, Hole)), None)
    count = min(pattern.count("("), 20)
    if hole is None:
        return Listing((subject, *(machine.unknown(f"{letters} =~ {pattern}.{index}") for index in range(count))))
    return Listing((subject, *(of_hole(machine.derived(hole, f"=~ {pattern}.{index}")) for index in range(1, count + 1))))


def _ordered(machine: Machine, state: State, operator: str, left: Text, right: Text) -> Truth:
    def one(first: Text, second: Text) -> bool | Maybe:
        if first.plain is None or second.plain is None or operator not in ("<", ">"):
            return UNSURE
        return first.plain < second.plain if operator == "<" else first.plain > second.plain

    return _over(state, left, right, one)


def _over(state: State, left: Text, right: Text, function: Callable[[Text, Text], bool | Maybe]) -> Truth:
    return each_case((left, right), lambda given: function(as_text(given[0]), as_text(given[1])), state.pinned)


def property_truth(machine: Machine, state: State, operator: str, value: Value, node: object) -> Truth:
    """`-n`, `-z`, `-f` and their like."""
    if operator in ("-n", "-z"):
        truth: Truth = each_case((value,), lambda given: _filled(machine, node, given[0]), state.pinned)
        return negated(truth) if operator == "-z" else truth
    if operator == "-v":
        plain = as_text(value).plain
        return True if plain is not None and plain in state.names else _has_item(machine, state, as_text(value), node)
    if operator in ("-s", "-f", "-e") and as_text(value).plain in state.files:
        return each_case((state.files[as_text(value).plain or ""],), lambda given: _filled(machine, node, given[0]), state.pinned)
    if operator in _BEING_THERE and machine.host is not None and _is_there(machine, machine.host, as_usual(value)):
        return True
    return UNSURE


def _is_there(machine: Machine, host: Host, path: Text) -> bool:
    """Whether a person has the file; for a pattern, whether it fits one."""
    source = machine.readers.of_source(machine.spelled(path))
    return source is not None or (path.plain is not None and host.file(path.plain) is not None)


_ITEM = re.compile(r"([A-Za-z_]\w*)\[(.+)\]\Z", re.DOTALL)


def _has_item(machine: Machine, state: State, name: Text, node: object) -> Truth:
    """`-v table[key]`."""
    found = _ITEM.match(machine.spelled(name))
    held = state.names.get(found[1]) if found is not None else None
    if found is None or held is None or not is_table(held):
        return UNSURE
    item = each_case(
        (held, machine.restored(found[2])), lambda given: looked_up(machine, state, node, given[0], as_text(given[1])), state.pinned
    )
    return each_case((value_of(item),), lambda given: _filled(machine, node, given[0]), state.pinned)


_BEING_THERE = frozenset({"-r", "-e", "-f", "-s"})


def _filled(machine: Machine, node: object, value: Value) -> bool | Maybe:
    if isinstance(value, Listing):
        if len(value.items) != 1:
            return bool(value.items)
        return _filled(machine, node, value.items[0])
    if isinstance(value, Table):
        return bool(value.pairs)
    return is_filled(machine, node, as_text(value))


def tested(machine: Machine, state: State, fields: list[Value], node: object) -> Truth:
    """`test` and `[` with their words."""
    return _Terms(machine, state, fields[:200], node).result()


class _Terms:
    def __init__(self, machine: Machine, state: State, fields: list[Value], node: object) -> None:
        self.machine, self.state, self.fields, self.node = machine, state, fields, node
        self.at = 0
        self.depth = 0

    def result(self) -> Truth:
        return self._either() if self.fields else False

    def _word(self, ahead: int = 0) -> str | None:
        index = self.at + ahead
        if index >= len(self.fields):
            return None
        return as_text(self.fields[index]).plain

    def _either(self) -> Truth:
        truth = self._both()
        while self._word() in ("-o", "||"):
            self.at += 1
            truth = either(truth, self._both())
        return truth

    def _both(self) -> Truth:
        truth = self._one()
        while self._word() in ("-a", "&&"):
            self.at += 1
            truth = both(truth, self._one())
        return truth

    def _one(self) -> Truth:
        left = len(self.fields) - self.at
        if left <= 0:
            return UNSURE
        self.depth += 1
        word = self._word()
        if left >= 3 and self._word(1) in _BINARY:
            return self._binary()
        if word == "!" and left > 1 and self.depth < 30:
            self.at += 1
            return negated(self._one())
        if word in ("(", "\\(") and left > 2 and self.depth < 30:
            self.at += 1
            truth = self._either()
            self.at += 1
            return truth
        if word is not None and len(word) == 2 and word[0] == "-" and left > 1:
            self.at += 2
            return property_truth(self.machine, self.state, word, self.fields[self.at - 1], self.node)
        self.at += 1
        return property_truth(self.machine, self.state, "-n", self.fields[self.at - 1], self.node)

    def _binary(self) -> Truth:
        left, right = as_text(self.fields[self.at]), as_text(self.fields[self.at + 2])
        operator = self._word(1) or ""
        self.at += 3
        machine, node = self.machine, self.node
        if operator in _NUMERIC:
            return _over(self.state, left, right, lambda one, other: are_numbers_so(machine, node, one, operator[1:], other))
        if operator in ("=", "==", "!="):
            truth = _over(self.state, left, right, lambda one, other: are_same(machine, node, one, other))
            return negated(truth) if operator == "!=" else truth
        if operator == "=~":
            return _over(self.state, left, right, lambda one, other: fits_regex(machine, node, one, other))
        return _ordered(machine, self.state, operator, left, right)
