"""Methods of texts, with what becomes of the parts that are not known."""

import re
from collections.abc import Callable

from scanner.analyze.shell import globs
from scanner.analyze.shell.comparing import fits_glob, fits_regex, holds
from scanner.analyze.shell.machine import Machine
from scanner.analyze.shell.outcomes import Maybe, each_case, value_of
from scanner.analyze.shell.powershell.formats import number_text, shaped
from scanner.analyze.shell.powershell.operators import replaced, split, value_of_truth
from scanner.analyze.shell.powershell.scope import items_of
from scanner.analyze.shell.reshaping import recased
from scanner.analyze.shell.state import State
from scanner.analyze.shell.values import EMPTY, Hole, Listing, Text, Value, as_text, concat, known, of_hole, taint_of
from scanner.analyze.tracing import together
from scanner.code.numbers import is_number

_TESTS = frozenset({"startswith", "endswith", "contains", "equals", "ismatch"})
_SAME = frozenset(
    {
        "tostring",
        "normalize",
        "clone",
        "result",
        "getawaiter",
        "getresult",
        "wait",
        "readtoend",
        "readasstringasync",
        "configureawait",
        "tolocaltime",
    }
)
Method = Callable[[Machine, Text, list[Text]], Value]


def text_method(machine: Machine, state: State, node: object, whole: Value, name: str, arguments: list[Value]) -> Value:
    """`text.name(...)`."""
    if name in _TESTS and arguments:
        truth = each_case(
            (whole, arguments[0]), lambda given: _tested(machine, node, name, as_text(given[0]), as_text(given[1])), state.pinned
        )
        return value_of_truth(machine, state, node, truth)
    if name == "replace" and len(arguments) == 2:
        return value_of(
            each_case(
                (whole, *arguments),
                lambda given: _replace(machine, state, node, as_text(given[0]), as_text(given[1]), as_text(given[2])),
                state.pinned,
            )
        )
    if name == "split":
        marks = "".join(as_text(item).plain or "" for argument in arguments[:1] for item in items_of(argument)) or " "
        return value_of(each_case((whole,), lambda given: split(machine, node, as_text(given[0]), marks, is_regex=False), state.pinned))
    method = _METHODS.get(name)
    if method is None and name not in _SAME:
        taint = together(taint_of(whole), *(taint_of(argument) for argument in arguments))
        letters = ", ".join(machine.spelled(as_text(argument)) for argument in arguments)
        return value_of(
            each_case(
                (whole,), lambda given: machine.unknown(f"{machine.spelled(as_text(given[0]))}.{name}({letters})", taint), state.pinned
            )
        )
    if isinstance(whole, Listing):
        return Listing(tuple(text_method(machine, state, node, item, name, arguments) for item in whole.items))

    def one(given: tuple[Value, ...]) -> Value:
        rest = [as_text(value) for value in given[1:]]
        return _to_text(machine, as_text(given[0]), rest) if method is None else method(machine, as_text(given[0]), rest)

    return value_of(each_case((whole, *arguments), one, state.pinned))


def _tested(machine: Machine, node: object, name: str, text: Text, part: Text) -> bool | Maybe:
    if name == "contains":
        return holds(machine, node, text, part)
    if name == "ismatch":
        return fits_regex(machine, node, text, part)
    literal = globs.literal_pattern(machine.spelled(part)) if part.plain is not None else None
    if literal is None:
        return holds(machine, node, text, part)
    pattern = {"startswith": f"{literal}*", "endswith": f"*{literal}", "equals": literal}[name]
    return fits_glob(machine, node, text, known(pattern, part.layers))


def _replace(machine: Machine, state: State, node: object, text: Text, old: Text, new: Text) -> Value:
    pattern = known(re.escape(old.plain)) if old.plain is not None else old
    by = known((new.plain or "").replace("$", "$$")) if new.plain is not None and "$" in new.plain else new
    return replaced(machine, state, node, text, pattern, by)


def _to_text(machine: Machine, text: Text, rest: list[Text]) -> Value:
    form = rest[0].plain if rest else None
    if not form:
        return text
    if text.plain is not None:
        return known(number_text(text.plain, form), text.layers) if re.fullmatch(r"-?\d+", text.plain) else text
    return shaped(machine, text, form)


def _upper(machine: Machine, text: Text, rest: list[Text]) -> Value:
    return recased(machine, text, "upper")


def _lower(machine: Machine, text: Text, rest: list[Text]) -> Value:
    return recased(machine, text, "lower")


def _trim(machine: Machine, text: Text, rest: list[Text]) -> Value:
    marks = rest[0].plain if rest else None
    return known(text.plain.strip(marks), text.layers) if text.plain is not None else text


def _trim_end(machine: Machine, text: Text, rest: list[Text]) -> Value:
    marks = rest[0].plain if rest else None
    return known(text.plain.rstrip(marks), text.layers) if text.plain is not None else text


def _trim_start(machine: Machine, text: Text, rest: list[Text]) -> Value:
    marks = rest[0].plain if rest else None
    return known(text.plain.lstrip(marks), text.layers) if text.plain is not None else text


def _substring(machine: Machine, text: Text, rest: list[Text]) -> Value:
    start = rest[0].plain if rest else None
    length = rest[1].plain if len(rest) > 1 else None
    if text.plain is not None and start is not None and is_number(start) and (len(rest) < 2 or is_number(length or "x")):
        end = None if length is None else int(start) + int(length)
        return known(text.plain[int(start) : end], text.layers)
    return _part(machine, text, f"Substring({start}, {length})")


def _part(machine: Machine, text: Text, label: str) -> Value:
    hole = text.parts[0] if len(text.parts) == 1 else None
    if isinstance(hole, Hole):
        return of_hole(machine.derived(hole, label))
    return machine.unknown(f"{machine.spelled(text)}.{label}", text.taint)


def _index_of(machine: Machine, text: Text, rest: list[Text]) -> Value:
    if rest and text.plain is not None and rest[0].plain is not None:
        return known(str(text.plain.find(rest[0].plain)))
    return machine.unknown(f"{machine.spelled(text)}.IndexOf", together(text.taint, *(one.taint for one in rest)))


def _pad(is_left: bool) -> Method:
    def pad(machine: Machine, text: Text, rest: list[Text]) -> Value:
        size = rest[0].plain if rest else None
        mark = (rest[1].plain if len(rest) > 1 else " ") or " "
        if text.plain is not None and size is not None and is_number(size):
            width = min(int(size), 2_000)
            return known(text.plain.rjust(width, mark[0]) if is_left else text.plain.ljust(width, mark[0]), text.layers)
        return text

    return pad


def _characters(machine: Machine, text: Text, rest: list[Text]) -> Value:
    if text.plain is None:
        return Listing((text,))
    return Listing(tuple(Text((char,), text.layers) for char in text.plain[:4_000]))


def _insert(machine: Machine, text: Text, rest: list[Text]) -> Value:
    place = rest[0].plain if rest else None
    if text.plain is not None and place is not None and is_number(place) and len(rest) > 1:
        return concat((known(text.plain[: int(place)], text.layers), rest[1], known(text.plain[int(place) :], text.layers)))
    return concat((text, *rest[1:]))


def _remove(machine: Machine, text: Text, rest: list[Text]) -> Value:
    start, length = (rest[0].plain if rest else None), (rest[1].plain if len(rest) > 1 else None)
    if text.plain is not None and start is not None and is_number(start) and (len(rest) < 2 or is_number(length or "x")):
        return known(text.plain[: int(start)] + (text.plain[int(start) + int(length) :] if length is not None else ""), text.layers)
    return _part(machine, text, f"Remove({start}, {length})")


def _shifted(machine: Machine, text: Text, rest: list[Text]) -> Value:
    """A moment some days or hours on is another moment."""
    hole = text.parts[0] if len(text.parts) == 1 else None
    if isinstance(hole, Hole) and hole.source == "time":
        label = f"{hole.label} + {', '.join(machine.spelled(one) for one in rest)}"
        return of_hole(machine.hole(label, together(hole.taint, *(one.taint for one in rest)), source="time"))
    return text if text.parts else EMPTY


_METHODS: dict[str, Method] = {
    "toupper": _upper, "toupperinvariant": _upper, "tolower": _lower, "tolowerinvariant": _lower, "trim": _trim, "trimend": _trim_end,
    "trimstart": _trim_start, "substring": _substring, "indexof": _index_of, "lastindexof": _index_of, "padleft": _pad(True),
    "padright": _pad(False), "tochararray": _characters, "insert": _insert, "remove": _remove, "addhours": _shifted, "adddays": _shifted,
    "addminutes": _shifted,
    "touniversaltime": _shifted,
}  # fmt: skip
