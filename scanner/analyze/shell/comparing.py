"""Comparisons of texts of which parts are not known: a plain answer where it is sure, the signals and names that decide elsewhere."""

import re
from dataclasses import replace

from scanner.analyze.shell import globs
from scanner.analyze.shell.machine import Machine
from scanner.analyze.shell.outcomes import UNSURE, Maybe
from scanner.analyze.shell.values import Hole, Text
from scanner.analyze.tracing import Compared, Taint, is_prose, together
from scanner.model.observation import Step

MAX_ENTRIES = 4_000
_FETCHED = frozenset({"network", "command", "file", "input"})
_REGEX_CHARS = 2_000
_AMBIGUOUS_CHARS = 18
"""The longest text on which an expression with repeats inside of repeats is tried: the time doubles with each letter."""


def are_same(machine: Machine, node: object, one: Text, other: Text, *, ignores_case: bool = False) -> bool | Maybe:
    """`=`."""
    left, right = one.plain, other.plain
    if left is not None and right is not None:
        return left.casefold() == right.casefold() if ignores_case else left == right
    if machine.spelled(one) == machine.spelled(other):
        return True
    return _unsure(machine, node, one, other, globs.telling)


def fits_glob(machine: Machine, node: object, subject: Text, pattern: Text, *, ignores_case: bool = False) -> bool | Maybe:
    """Whether the subject matches the pattern (letters that are no marks escaped)."""
    glob = pattern.plain
    if glob == "*":
        return True
    if glob is not None and subject.plain is not None:
        found = globs.matches(subject.plain, glob, ignores_case=ignores_case)
        return UNSURE if found is None else found
    if glob is not None:
        if not glob.strip("?*"):
            return is_filled(machine, node, subject)
        if not _may_fit(subject, glob):
            return False
        return _unsure(
            machine, node, subject, pattern, lambda texts: tuple(entry for text in texts for entry in globs.entries_of_glob(text))
        )
    if machine.spelled(subject) == re.sub(r"\\(.)", r"\1", machine.spelled(pattern)):
        return True
    return _unsure(machine, node, subject, pattern, _listed)


def fits_regex(machine: Machine, node: object, subject: Text, pattern: Text, *, ignores_case: bool = False) -> bool | Maybe:
    """`=~`, `-match`, grep: whether the expression is found in the subject."""
    expression = pattern.plain
    if expression is not None and subject.plain is not None:
        return searched(expression, subject.plain, ignores_case=ignores_case)
    if expression is not None:
        if expression in ("", ".", ".*", ".+", "^.+$", "^..*$"):
            return is_filled(machine, node, subject)
        return _unsure(
            machine, node, subject, pattern, lambda texts: tuple(entry for text in texts for entry in globs.entries_of_regex(text))
        )
    return _unsure(machine, node, subject, pattern, _listed)


def holds(machine: Machine, node: object, whole: Text, part: Text, *, ignores_case: bool = False) -> bool | Maybe:
    """Whether a fixed text stands in another."""
    if whole.plain is not None and part.plain is not None:
        if ignores_case:
            return part.plain.casefold() in whole.plain.casefold()
        return part.plain in whole.plain
    if part.plain == "":
        return True
    return _unsure(machine, node, whole, part, _listed)


def is_among(machine: Machine, node: object, subject: Text, entries: tuple[Text, ...], *, ignores_case: bool = False) -> bool | Maybe:
    """Whether the subject is one of the entries."""
    if subject.plain is not None and all(entry.plain is not None for entry in entries):
        wanted = subject.plain.casefold() if ignores_case else subject.plain
        return any((entry.plain.casefold() if ignores_case else entry.plain) == wanted for entry in entries if entry.plain is not None)
    taint = together(subject.taint, *(entry.taint for entry in entries))
    if taint is None:
        return UNSURE
    names = globs.telling(entry.plain for entry in entries if entry.plain is not None) or (
        () if subject.plain is None else globs.telling((subject.plain,))
    )
    layers = next((entry.layers for entry in entries if entry.layers), ())
    return decided(machine, node, taint, names, layers) if names else UNSURE


def is_filled(machine: Machine, node: object, text: Text) -> bool | Maybe:
    """`-n`. Whether something is set tells nobody apart, but whether something was left after taking names off does."""
    if any(isinstance(part, str) for part in text.parts):
        return True
    if not text.parts:
        return False
    holes = [part for part in text.parts if isinstance(part, Hole)]
    if any(hole.source in ("match", "number", "time") for hole in holes):
        return True
    cut = tuple(entry for hole in holes for entry in hole.cut_by)
    if cut and text.taint is not None:
        return decided(machine, node, text.taint, cut, ())
    return _whether_any(text.taint)


def _whether_any(taint: Taint | None) -> Maybe:
    """Whether there is any tells nobody apart; but of what is faint nobody knows what it holds."""
    return Maybe(taint) if taint is not None and taint.is_faint else UNSURE


def are_numbers_so(machine: Machine, node: object, one: Text, operator: str, other: Text) -> bool | Maybe:
    """`-eq`, `-lt` and their like."""
    left, right = _number(one.plain), _number(other.plain)
    if left is not None and right is not None:
        return {
            "eq": left == right, "ne": left != right, "lt": left < right, "le": left <= right, "gt": left > right, "ge": left >= right,
        }[operator]  # fmt: skip
    hole = next((part for part in (*one.parts, *other.parts) if isinstance(part, Hole)), None)
    if hole is not None and hole.source == "match" and (right in (0, 1)) and len(one.parts) == 1:
        return {"gt": True, "ge": True, "ne": True if right == 0 else UNSURE, "eq": False if right == 0 else UNSURE}.get(operator, UNSURE)
    taint = together(one.taint, other.taint)
    limit = other.plain if left is None else one.plain
    if taint is None or limit is None or hole is None:
        return UNSURE
    if limit.strip() in ("0", "1", "") and hole.change != "digits":
        return _whether_any(taint)
    return decided(machine, node, taint, (limit.strip(),), ())


def decided(machine: Machine, node: object, taint: Taint, entries: tuple[str, ...], layers: tuple[str, ...]) -> Maybe:
    """A test that the signals decide, by comparison with these names."""
    entries = entries[:MAX_ENTRIES]
    if entries and all(map(is_prose, entries)):
        return UNSURE  # asks whether a text was changed, and nothing of the signal that stands in it
    compared: Compared = "encoded_list" if layers else "hard_coded_list" if len(entries) >= 3 else "literal"
    kind = Taint(signals=taint.signals, steps=(), list_entries=entries, compared=compared, is_faint=taint.is_faint)
    shown = ", ".join(entries[:6]) + (", …" if len(entries) > 6 else "")
    step = Step(role="compare", text=f"compared with {shown}" if shown else "compared with what was fetched", place=machine.place(node))
    merged = together(taint, kind)
    assert merged is not None
    if layers and merged.compared != "encoded_list":
        merged = replace(merged, compared="encoded_list")
    return Maybe(merged.then(step), entries)


def searched(expression: str, text: str, *, ignores_case: bool = False) -> bool | Maybe:
    """Whether a regular expression of grep or bash is found in a text."""
    try:
        compiled = re.compile(translated(expression), re.MULTILINE | (re.IGNORECASE if ignores_case else 0))
    except (re.error, OverflowError, RecursionError):
        return UNSURE
    if not is_safe(expression, text):
        return UNSURE
    return compiled.search(text) is not None


def is_safe(expression: str, text: str) -> bool:
    """False where trying the expression could take too long: repeats inside of repeats, over a long text."""
    if len(expression) > _REGEX_CHARS:
        return False
    has_nested = re.search(r"[+*}]\)+[+*{]|\([^)]*[+*{][^)]*\)+[+*{]", expression) is not None
    if has_nested or any(_is_ambiguous(match[1]) for match in re.finditer(r"\(([^()]*\|[^()]*)\)+[+*{]", expression)):
        return len(text) <= _AMBIGUOUS_CHARS
    return len(text) * (1 + expression.count("*") + expression.count("+")) < 2_000_000


def _is_ambiguous(alternatives: str) -> bool:
    """Whether one text may fit two of the alternatives: they don't all begin with other letters."""
    heads = [each[:1] for each in alternatives.removeprefix("?:").split("|")]
    return len(set(heads)) < len(heads) or any(not head.isalnum() for head in heads)


def translated(expression: str) -> str:
    """An expression of the shell's tools as Python reads it."""
    for name, inside in globs._CLASSES.items():
        expression = expression.replace(f"[:{name}:]", inside)
    expression = re.sub(r"\\[<>]", r"\\b", expression)
    return re.sub(r"\(\?[<]?[A-Za-z]*P[^)]*\)", "", expression)


def _unsure(machine: Machine, node: object, one: Text, other: Text, entries_of: object) -> Maybe:
    """What decides where one side or both are not known."""
    if one.taint is None and other.taint is None:
        return UNSURE
    taint = together(one.taint, other.taint)
    assert taint is not None
    subject, against = (one, other) if one.taint is not None else (other, one)
    if against.taint is not None:
        return _of_cut(machine, node, one, other)
    holes = [part for part in against.parts if isinstance(part, Hole)]
    among = next((hole for hole in holes if hole.among), None)
    if among is not None:
        names = globs.telling(among.among)
        return decided(machine, node, taint, names, among.layers) if names else UNSURE
    if any(hole.source in _FETCHED for hole in holes):
        return decided(machine, node, taint, (), ())
    letters = "".join(part for part in against.parts if isinstance(part, str))
    names = entries_of((letters,)) if subject is one else _listed((letters,))  # type: ignore[operator]
    if not names and _is_number_of(subject) and re.fullmatch(r"-?\d+", letters.strip()):
        names = (letters.strip(),)
    if names:
        return decided(machine, node, taint, names, against.layers)
    return is_filled_or_not(machine, node, subject) if not letters.strip() else _whether_any(taint)


def is_filled_or_not(machine: Machine, node: object, subject: Text) -> Maybe:
    found = is_filled(machine, node, subject)
    return found if isinstance(found, Maybe) else UNSURE


def _of_cut(machine: Machine, node: object, one: Text, other: Text) -> Maybe:
    """A value compared with itself after names were taken off."""
    cut = tuple(entry for text in (one, other) for part in text.parts if isinstance(part, Hole) for entry in part.cut_by)
    taint = together(one.taint, other.taint)
    return decided(machine, node, taint, cut, ()) if cut and taint is not None else UNSURE


def _is_number_of(text: Text) -> bool:
    return any(isinstance(part, Hole) and part.change == "digits" for part in text.parts)


def _listed(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(entry for text in texts for entry in globs.entries_of_list(re.sub(r"\\(.)", r"\1", text).replace("*", " ")))


def _may_fit(subject: Text, glob: str) -> bool:
    """False where the letters at an end of the subject rule the pattern out."""
    head, tail, has_marks = globs.literal_ends(glob)
    first = subject.parts[0] if subject.parts and isinstance(subject.parts[0], str) else ""
    last = subject.parts[-1] if subject.parts and isinstance(subject.parts[-1], str) else ""
    if not has_marks:
        return glob.startswith(first) and glob.endswith(last)
    common = min(len(head), len(first))
    if head[:common] != first[:common]:
        return False
    common = min(len(tail), len(last))
    return not common or tail[-common:] == last[-common:]


def _number(text: str | None) -> int | None:
    if text is None:
        return None
    text = text.strip()
    if not text:
        return 0
    try:
        return int(text, 16) if text.lower().startswith("0x") else int(text)
    except ValueError:
        return None
