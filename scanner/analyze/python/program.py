"""The flow analyzer of Python programs."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Literal

from scanner.analyze.decode.names import names_among
from scanner.analyze.python.calls import call, enter
from scanner.analyze.python.expressions import evaluate
from scanner.analyze.python.likeness import carrier_of
from scanner.analyze.python.machine import Escape, Machine, OutOfBudget
from scanner.analyze.python.readers import readers_of
from scanner.analyze.python.statements import execute
from scanner.analyze.python.values import Class, Function, Scope, Value
from scanner.analyze.python.wayout import sinks_for
from scanner.analyze.worker import Followed, ProgramSubject
from scanner.code.python.syntax import Module, SyntaxRefused, parse
from scanner.model.coverage import Gap
from scanner.model.observation import FlowTraced, Observation

_LIST_ENTRIES = 3
"""From so many literals on, texts that a value is compared with count as a list."""
_MODEL_WORDS = ("model", "deployment", "engine")
_LABELS = frozenset({"true", "false", "none", "0", "1"})
Selects = Literal["nothing", "form", "content", "endpoint", "header", "model", "delay", "unknown"]


def follow(subject: ProgramSubject) -> Followed:
    """Follow every module and function of a program twice: once for what they set, once for what they let out.

    Does not see reflection over computed names, C extensions, frameworks that call by decorator with values of their own.
    """
    modules, gaps = _parsed(subject)
    machine = Machine(
        readers=readers_of(subject.rules),
        sinks=sinks_for(subject.rules),
        modules=_by_name(modules),
        evaluate=evaluate,
        execute=execute,
        call=call,
        enter=enter,
    )
    try:
        for is_final in (False, True):
            machine.begin(is_final=is_final)
            _follow_all(machine, modules, again=is_final)
    except OutOfBudget:
        gaps.append(Gap(reason="the program is larger than what is followed; flows in its later modules may be missing"))
    reads = [machine.reads[key] for key in sorted(machine.reads)]
    flows = _flows(machine.escapes)
    observations: tuple[Observation, ...] = (*reads, *flows)
    return Followed(
        observations=observations, slices=(), bytes_examined=sum(module.artifact.size_bytes for module in modules), gaps=tuple(gaps)
    )


def _parsed(subject: ProgramSubject) -> tuple[list[Module], list[Gap]]:
    modules, gaps = [], []
    for artifact in subject.program.modules:
        try:
            module = parse(artifact)
        except SyntaxRefused as refused:
            gaps.append(Gap(reason=f"{artifact.subject} was not followed: {refused}", sha256=artifact.sha256))
            continue
        modules.append(module)
        if module.unread:
            gaps.append(
                Gap(reason=f"{module.unread} statements of {artifact.subject} do not parse and were not followed", sha256=artifact.sha256)
            )
    return modules, gaps


def _by_name(modules: list[Module]) -> dict[str, Module]:
    """Modules by every ending of their dotted path; an ending that two share belongs to neither."""
    endings: dict[str, list[Module]] = {}
    for module in modules:
        path = module.artifact.trail[-1].removesuffix(".py").removesuffix("/__init__").strip("/")
        parts = path.split("/")
        for start in range(len(parts)):
            endings.setdefault(".".join(parts[start:]), []).append(module)
    return {name: found[0] for name, found in endings.items() if len(found) == 1}


def _follow_all(machine: Machine, modules: list[Module], *, again: bool) -> None:
    for module in modules:
        scope = machine.module_scope(module)
        if again:
            execute(machine, module.tree.body, scope)
    for module in modules:
        for function in tuple(_functions_of(machine.module_scope(module))):
            if function.node not in machine.inlined:
                enter(machine, function.node, function, None, ((), ()))


def _functions_of(scope: Scope) -> Iterator[Function]:
    """Functions and methods of a module, in source order of their definition."""
    for value in list(scope.names.values()):
        yield from _functions_in(value, scope)


def _functions_in(value: Value, scope: Scope) -> Iterator[Function]:
    for ref in value.refs:
        if isinstance(ref, Function) and ref.module is scope.module:
            yield ref
        elif isinstance(ref, Class) and ref.scope.module is scope.module:
            for inner in list(ref.scope.names.values()):
                yield from (item for item in inner.refs if isinstance(item, Function))


def _flows(escapes: Iterable[Escape]) -> list[FlowTraced]:
    """One flow for each way out of each signal, the strongest; decisions that reach a way out are told there."""
    gathered = list(_by_condition(escapes))
    outward = [escape for escape in gathered if escape.sink is not None]
    told = {(step.place.artifact, step.place.byte_offset) for escape in outward for step in escape.taint.steps}
    inner = [escape for escape in gathered if escape.sink is None and (escape.place.artifact, escape.place.byte_offset) not in told]
    found: dict[tuple[object, ...], FlowTraced] = {}
    for escape in (*outward, *(escape for escape in inner if _tells(escape))):
        flow = _flow(escape)
        key = (flow.place.artifact, flow.place.byte_offset, flow.sink, flow.signals, flow.selects)
        if key not in found or _rank(flow) > _rank(found[key]):
            found[key] = flow
    return sorted(
        found.values(), key=lambda flow: (flow.place.subject, flow.place.byte_offset, flow.sink or "", flow.signals, flow.selects)
    )


def _rank(flow: FlowTraced) -> tuple[bool, bool, int, int, str]:
    return (flow.selects == "form", flow.compared_with != "none", flow.list_size or 0, flow.is_complete, flow.identity)


def _by_condition(escapes: Iterable[Escape]) -> Iterator[Escape]:
    """Calls made on either side of one condition are one choice among what they send."""
    groups: dict[tuple[int, str | None], list[Escape]] = {}
    for escape in escapes:
        if escape.condition is None:
            yield escape
        else:
            groups.setdefault((escape.condition, escape.sink), []).append(escape)
    for group in groups.values():
        alternatives = tuple(dict.fromkeys(text for escape in group for text in escape.alternatives))
        yield replace(group[0], alternatives=alternatives)


def _tells(escape: Escape) -> bool:
    """A decision that is worth telling although it was not seen to leave: by a list of names, or among texts of equal look."""
    names = names_among(escape.taint.list_entries) if len(escape.taint.list_entries) >= _LIST_ENTRIES else None
    return (names is not None and names.is_strong) or carrier_of(escape.alternatives) is not None


def _flow(escape: Escape) -> FlowTraced:
    taint = escape.taint
    entries = taint.list_entries
    compared = "hard_coded_list" if taint.compared == "literal" and len(entries) >= _LIST_ENTRIES else taint.compared
    carrier = carrier_of(escape.alternatives)
    selects = _selects(escape, carrier)
    is_list = compared in ("hard_coded_list", "encoded_list")
    return FlowTraced(
        place=escape.place,
        signals=tuple(sorted(taint.signals)),
        compared_with=compared,
        list_size=len(entries) if is_list else None,
        list_summary=_summary(entries) if is_list else None,
        selects=selects,
        alternatives=escape.alternatives,
        carrier=carrier if selects == "form" else None,
        sink=escape.sink,
        endpoint=escape.endpoint,
        is_complete=taint.is_complete,
        localisation_only=escape.sink == "terminal",
        steps=taint.steps,
        identity=_identity(escape, compared, selects),
    )


def _selects(escape: Escape, carrier: str | None) -> Selects:
    """What the signal decides. A plain value, or a yes or no, decides nothing: it is sent."""
    if carrier is not None and escape.sink != "url":
        return "form"
    if escape.condition is None and (not escape.taint.is_choice or _are_labels(escape)):
        return "nothing"
    if escape.sink == "url":
        return "endpoint"
    if escape.sink in ("header", "delay"):
        return "header" if escape.sink == "header" else "delay"
    if any(word in escape.argument.lower() for word in _MODEL_WORDS):
        return "model"
    return "content"


def _are_labels(escape: Escape) -> bool:
    """Whether what is chosen only names the answer: yes or no, or an entry of what it was compared with."""
    entries = {entry.casefold() for entry in escape.taint.list_entries}
    return bool(escape.alternatives) and all(text.casefold() in _LABELS or text.casefold() in entries for text in escape.alternatives)


def _summary(entries: tuple[str, ...]) -> str:
    names = names_among(entries)
    counts = [(str(name_class), number) for name_class, number in names.counts] if names is not None else [("text", len(entries))]
    parts = [f"{number} {name}{'s' if number != 1 and not name.endswith('s') else ''}" for name, number in counts]
    endings = Counter(entry.rsplit(".", 1)[-1] for entry in entries if "." in entry).most_common(2)
    tail = ", most under " + " and ".join(f".{ending}" for ending, _ in endings) if len(entries) > 8 and endings else ""
    return ", ".join(parts) + tail


def _identity(escape: Escape, compared: str, selects: str) -> str:
    """Digest over what is read, compared, chosen and where it leaves; names of variables play no part."""
    readers = [step.text for step in escape.taint.steps if step.role in ("source", "compare", "select")]
    parts = [*sorted(escape.taint.signals), compared, selects, escape.sink or "", escape.argument, *escape.alternatives, *readers]
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
