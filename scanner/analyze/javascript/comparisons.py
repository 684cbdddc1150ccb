"""What a value is compared with, or looks up: where a fact about a signal becomes a decision."""

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from scanner.analyze.javascript import likeness
from scanner.analyze.javascript.facts import Fact, Mode, Pick, State, Test
from scanner.analyze.plainly import UNSET, names_languages
from scanner.code.javascript.shape import arguments
from scanner.code.javascript.tree import Node

if TYPE_CHECKING:
    from scanner.analyze.javascript.flow import Flow

_KEYED = frozenset({"has", "hasOwn", "hasOwnProperty", "indexOf", "equals"})
_TYPES = frozenset(
    {
        "string",
        "object",
        "function",
        "number",
        "boolean",
        "undefined",
        "symbol",
        "bigint",
        "null",
        "true",
        "false",
        "http",
        "https",
        "http:",
        "https:",
        "file:",
    }
)
_WORD = re.compile(r"[\W_]+")


def verdict(flow: "Flow", call: Node, operand: Node, fact: Fact, state: State) -> None:
    if fact.mode in (Mode.SHOWN, Mode.TEXT, Mode.BUILT):
        return
    if fact.mode in (Mode.VERDICT, Mode.CHOICE):
        flow.push(call, replace(fact, mode=Mode.VERDICT, path=()), state, "compare", "")
        return
    test = flow.test(call, operand)
    if flow.tests[test].entries.kind == "none" and method_name(call.get("function") or call) in _KEYED:
        return  # a cache that is asked for its key
    if not tells(flow, test, fact.signal):
        return
    flow.push(call, replace(fact, mode=Mode.VERDICT, path=(), test=test), state, "compare", compared(flow, test))


def tells(flow: "Flow", test: int, signal: str) -> bool:
    """False for a comparison that reads a format or a type, not who or where the user is."""
    entries = flow.tests[test].entries
    if entries.kind == "none":
        return flow.is_small  # in a bundle nearly everything is compared with something
    texts = [text for text in entries.texts if text not in _TYPES and text.lower() not in UNSET and not text.startswith("[object")]
    if len(texts) < 2 and signal not in flow.telling:
        return False
    return any(len(_WORD.sub("", text)) > 1 or text.lstrip("-").replace(".", "").isdigit() for text in texts)


def compared(flow: "Flow", test: int) -> str:
    entries = flow.tests[test].entries
    match entries.kind:
        case "encoded_list":
            return f"is compared with a decoded list of {len(entries.texts)} entries"
        case "hard_coded_list":
            return f"is compared with a list of {len(entries.texts)} entries"
        case "literal":
            return f"is compared with {', '.join(entries.texts[:4])}"
    return "is compared"


def table(flow: "Flow", node: Node, held: Node, fact: Fact, state: State) -> None:
    """A look-up by the value: what comes out was chosen by it."""
    is_known, value = flow.pure.value(held)
    if not is_known:
        for other in flow.meaning.values(held)[:1]:
            is_known, value = flow.pure.value(other)
    chosen: tuple[str, ...] = ()
    if is_known and fact.mode is Mode.VALUE and names_languages(value):
        flow.push(node, fact, state, "build", "is said in other words")
        return
    if is_known and isinstance(value, dict):
        chosen = tuple(str(item) for item in value.values() if isinstance(item, str | int | float))
    elif is_known and isinstance(value, list | str):
        chosen = tuple(str(item) for item in value if isinstance(item, str | int | float))
    carrier = likeness.carrier_of(chosen) if 1 < len(chosen) <= 64 else None
    pick = flow.pick(Pick(node, chosen[:16], carrier))
    test = fact.test
    if fact.mode is Mode.VALUE and is_known and isinstance(value, dict):
        test = flow.test_with(node, Test(node, replace(flow.lists.collection(held), origin="key of a table")))
    if fact.mode in (Mode.VALUE, Mode.HASH) and not is_known:
        return  # a cache or registry that is asked by key: its answer does not tell of the key
    if fact.mode is Mode.VALUE and carrier is None and isinstance(value, list | str):
        pick = flow.pick(Pick(node, chosen[:16], likeness.carrier_of(chosen[:8])))
    flow.push(
        node,
        replace(fact, mode=Mode.CHOICE, path=(), pick=pick, test=test),
        state,
        "select",
        "chooses " + ", ".join(map(repr, chosen[:4])) if chosen else "looks up by it",
    )


def characters(flow: "Flow", call: Node, fact: Fact, state: State) -> None:
    """A number becomes a character."""
    if fact.pick >= 0:
        numbers = flow.picks[fact.pick].alternatives
        try:
            texts = tuple(chr(int(float(text))) for text in numbers)
        except (ValueError, OverflowError):
            texts = ()
        carrier = likeness.carrier_of(texts) if texts else ("unicode_homoglyph" if fact.mode is not Mode.VALUE else None)
        flow.push(
            call,
            replace(fact, mode=Mode.CHOICE, path=(), pick=flow.pick(Pick(call, texts, carrier))),
            state,
            "select",
            "becomes a character",
        )
        return
    bases = [
        int(text)
        for argument in arguments(call)
        for text in re.findall(r"0x[\da-fA-F]+|\b\d{4,}\b", argument.text)
        for text in [str(int(text, 0))]
    ]
    carrier = "unicode_homoglyph" if any(base >= 0x2B0 for base in bases) else None
    mode = Mode.CHOICE if carrier else fact.mode
    flow.push(
        call,
        replace(fact, mode=mode, path=(), pick=flow.pick(Pick(call, (), carrier)) if carrier else fact.pick),
        state,
        "select",
        "becomes a character",
    )


def repeats(flow: "Flow", call: Node, receiver: Node, name: str, fact: Fact, state: State) -> None:
    """The value decides how many of a character are there."""
    unit = flow.pure.text(receiver) if name == "repeat" else " "
    carrier = likeness.carrier_of((f"a{unit}b", f"a{unit}{unit}b")) if unit and not unit.isalnum() else None
    if fact.mode is Mode.VALUE and fact.signal in ("locale", "language"):
        carrier = None
    flow.push(
        call,
        replace(fact, mode=Mode.CHOICE, path=(), pick=flow.pick(Pick(call, (), carrier))),
        state,
        "select",
        "decides how often a character stands there",
    )


def method_name(callee: Node) -> str:
    name = callee.get("property")
    return name.text if name is not None else callee.text if callee.kind == "identifier" else ""
