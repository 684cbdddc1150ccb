"""Follows values forwards from signal reads: through names, properties, calls, returns and conditions, to the ways out.

Demand-driven: an expression with a fact asks its parent what becomes of it, so that only code that a signal reaches is parsed.
Each fact is visited once at each expression, and remembers how it came there.
"""

import re
from collections import deque
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from scanner.analyze.javascript import bundlers, choices, objects, positions
from scanner.analyze.javascript.facts import CALL, Arrival, Fact, Hit, Mode, Pick, State, Test
from scanner.analyze.javascript.lists import Lists
from scanner.analyze.javascript.readers import SMALL_BYTES
from scanner.analyze.javascript.reads import Read
from scanner.analyze.javascript.waysout import WaysOut
from scanner.code.javascript.bindings import ANY, Giver, Path, key_of, site_of
from scanner.code.javascript.meaning import Key, Meaning
from scanner.code.javascript.program import Symbol
from scanner.code.javascript.pure import Pure
from scanner.code.javascript.shape import exported_by
from scanner.code.javascript.tree import Node, pattern_names

STATES = 40_000
"""Facts visited in one program: the marked bundles need some 6,000."""
SHARE = 1_200
"""Facts visited for one comparison and choice: a choice that goes everywhere must not use up what others need."""
SIGNAL_STATES = 7_000
"""Facts visited for one signal."""
_OWN_HOSTS = 6
"""A longer list of hosts is a classification, even where each is one that the program talks to."""
PARSED_BYTES = 3 << 20
"""Code parsed beyond the neighbourhood of the reads before plain values are no longer followed into new units."""
_HOPS = {Mode.VALUE: 6, Mode.TEXT: 6, Mode.BUILT: 16, Mode.HASH: 8, Mode.SHOWN: 3, Mode.VERDICT: 10, Mode.CHOICE: 14}
"""Calls and returns that a fact is followed for: what a comparison decided is followed furthest."""
_UNITS = {Mode.VALUE: 40, Mode.TEXT: 24, Mode.BUILT: 160, Mode.HASH: 40, Mode.SHOWN: 8, Mode.VERDICT: 80, Mode.CHOICE: 160}
"""Units that may mention a name for a fact to be followed into them: beyond, the name is a service that everybody uses."""
_CONFIGURED = frozenset({"gateway_host", "proxy_host", "package_mirror"})
"""Signals that the user sets for routing: whether they are set at all decides nothing that is hidden."""


class Flow:
    """One run over one program.

    telling: signals for which a comparison with a single literal counts as a classification.
    """

    def __init__(
        self,
        meaning: Meaning,
        pure: Pure,
        lists: Lists,
        ways_out: WaysOut,
        telling: frozenset[str],
        fields_beside: Mapping[str, frozenset[str]] = MappingProxyType({}),
    ) -> None:
        self.meaning = meaning
        self.telling = telling
        self._fields_beside = fields_beside
        self.is_small = meaning.code.bytes_total <= SMALL_BYTES
        self.pure = pure
        self.lists = lists
        self.ways_out = ways_out
        self.arrivals: dict[State, Arrival] = {}
        self.tests: list[Test] = []
        self.picks: list[Pick] = []
        self.hits: list[Hit] = []
        self.is_capped = False
        self._queue: deque[State] = deque()
        self._urgent: deque[State] = deque()
        self._test_ids: dict[tuple[Node, Node], int] = {}
        self._pick_ids: dict[tuple[Node, int], int] = {}
        self._bound: set[tuple[Key, Fact]] = set()
        self.fields: set[tuple[Node, Fact]] = set()
        self._hit: set[tuple[Node, Fact]] = set()
        self._spent: dict[tuple[str, Mode, int, int], int] = {}
        self._routing: dict[int, bool] = {}
        self._start_bytes = 0

    def beside(self, signal: str) -> frozenset[str]:
        """Fields that stand beside a signal in what its readers give."""
        return self._fields_beside.get(signal, frozenset())

    def run(self, reads: list[Read]) -> None:
        """Follow all reads to the end, or to the bounds."""
        self._start_bytes = self._parsed_bytes()
        for read in reads:
            fact = Fact(read.signal, Mode.VALUE)
            arrival = Arrival(None, "source", f"reads {read.signal} ({read.reader})", read.node, False, 0)
            if read.node.kind in ("pair_pattern", "shorthand_property_identifier_pattern"):
                for name in pattern_names(read.node):
                    self.bind(name, fact, (name, fact), "", "", start=arrival)
            else:
                self._enter((read.node, fact), arrival)
        while self._queue or self._urgent:
            if len(self.arrivals) > STATES:
                self.is_capped = True
                return
            self._advance(*(self._urgent or self._queue).popleft())

    def push(
        self,
        node: Node,
        fact: Fact,
        before: State,
        role: str = "",
        text: str = "",
        *,
        place: Node | None = None,
        inferred: bool = False,
        hop: bool = False,
    ) -> None:
        """Say that `fact` holds of the value of `node`, because `before` holds."""
        known = self.arrivals[before]
        if fact.signal in _CONFIGURED and fact.mode in (Mode.VERDICT, Mode.CHOICE) and self._is_routing(fact.test):
            return  # compares the configured host with the tool's own: which endpoint it is, nothing about the user
        hops = known.hops + (1 if hop else 0)
        if hops > _HOPS[fact.mode]:
            return  # too far from the read to tell of it
        self._enter((node, fact), Arrival(before, role, text, place or node, inferred, hops))

    def _enter(self, state: State, arrival: Arrival) -> None:
        if state not in self.arrivals:
            fact = state[1]
            share, whole = (fact.signal, fact.mode, fact.test, fact.pick), (fact.signal, Mode.VALUE, -2, -2)
            for key in (share, whole):
                self._spent[key] = self._spent.get(key, 0) + 1
            if self._spent[share] > SHARE or self._spent[whole] > SIGNAL_STATES:
                self.is_capped = True
                return
            self.arrivals[state] = arrival
            (self._urgent if state[1].mode in (Mode.CHOICE, Mode.VERDICT, Mode.BUILT) else self._queue).append(state)

    def _is_routing(self, test: int) -> bool:
        """True for a comparison of a configured host with nothing known, or with hosts that the program itself talks to."""
        if test < 0:
            return False
        found = self._routing.get(test)
        if found is None:
            entries = self.tests[test].entries
            found = entries.kind == "none" or (len(entries.texts) < _OWN_HOSTS and all(self._is_own(text) for text in entries.texts))
            self._routing[test] = found
        return found

    def _is_own(self, text: str) -> bool:
        host = text.rpartition("//")[2].split("/")[0]
        if not re.search(r"[a-zA-Z]", host):
            return True  # a port, an octet of an address, punctuation
        if "." not in host.strip("."):
            return host in ("localhost",) or text.endswith(":") or text.rstrip("/").endswith(("http", "https"))
        wanted = re.compile(rb"//(?:[\w-]{1,40}\.){0,4}" + re.escape(host.lstrip(".").encode("utf-8", "surrogatepass")) + rb"(?![\w.-])")
        own = any(wanted.search(module.source.code) for module in self.meaning.code.modules)
        return own or host.startswith(("127.", "0.0.", "::1", "[::1", "localhost", "192.168", "10."))

    def test(self, node: Node, operand: Node) -> int:
        """Index of the comparison of something with `operand`, made at `node`."""
        found = self._test_ids.get((node, operand))
        if found is None:
            found = self._test_ids[node, operand] = len(self.tests)
            self.tests.append(Test(node, self.lists.compared(operand)))
        return found

    def test_with(self, node: Node, test: Test) -> int:
        found = self._test_ids.get((node, node))
        if found is None:
            found = self._test_ids[node, node] = len(self.tests)
            self.tests.append(test)
        return found

    def pick(self, pick: Pick, number: int = 0) -> int:
        """Index of a choice; `number` tells several of one node apart."""
        found = self._pick_ids.get((pick.node, number))
        if found is None:
            found = self._pick_ids[pick.node, number] = len(self.picks)
            self.picks.append(pick)
        return found

    def leave(self, call: Node, index: int, state: State) -> bool:
        """Record the fact when the call is a way out for it, and say whether it is: an answer is not made of what was asked."""
        fact = state[1]
        way = self.ways_out.of(call, index, fact)
        if way is not None and (call, fact) not in self._hit:
            self._hit.add((call, fact))
            self.hits.append(Hit(state, way.sink, call, way.endpoint, fact.path))
        return way is not None

    def bind(
        self,
        target: Node,
        fact: Fact,
        before: State,
        role: str = "",
        text: str = "",
        *,
        start: Arrival | None = None,
        hop: bool = False,
        inferred: bool = False,
    ) -> None:
        """Give every name of a pattern (or the target of an assignment) its part of the fact."""
        if start is not None:
            self.arrivals.setdefault(before, start)
        match target.kind:
            case "identifier" | "shorthand_property_identifier_pattern":
                self._variable(target, fact, before, role, text, hop=hop, inferred=inferred)
            case "member_expression" | "subscript_expression":
                self.store(target, fact, before, role, text)
            case (
                "object_pattern"
                | "array_pattern"
                | "pair_pattern"
                | "assignment_pattern"
                | "object_assignment_pattern"
                | "rest_pattern"
                | "object"
                | "array"
            ):
                for name in pattern_names(target):
                    part: Fact | None = fact
                    for key in _steps_to(name, target):
                        is_taken = part is not None and part.is_taken_from(key, self.beside(part.signal))
                        part = part.part(key) if part is not None and is_taken else None
                    if part is not None:
                        self._variable(name, part, before, role, text, hop=hop, inferred=inferred)

    def store(self, target: Node, fact: Fact, before: State, role: str = "", text: str = "") -> None:
        """A value with the fact is put into a property: the object that it is a part of has it."""
        keys: list[str] = []
        at: Node | None = target
        while at is not None and at.kind in ("member_expression", "subscript_expression"):
            index, name = at.get("index"), at.get("property")
            keys.insert(0, name.text if name is not None else (self.pure.text(index) if index is not None else None) or ANY)
            at = at.get("object")
        if at is None:
            return
        if at.kind == "this":
            objects.field(self, at, keys, fact, before)
        elif at.kind == "identifier":
            if at.text in ("exports", "module") and self.meaning.key(at) is None:
                for exported, _ in exported_by(at):
                    objects.export(self, at, fact.inside(exported) if exported else fact, before)
                return
            self._variable(at, fact.inside(*keys), before, role, text)
            bundlers.export(self, at, fact.inside(*(keys[1:] if keys[0] == "exports" else keys)), before)
        elif at.kind == "call_expression":
            self.push(at, fact.inside(*keys), before)

    def returned(self, function: Node, fact: Fact, before: State, role: str = "return", text: str = "returns it") -> None:
        """A function gives back a value with the fact."""
        if fact.stack:
            frame = fact.stack[-1]
            if frame.function is function:
                fact = replace(fact, stack=fact.stack[:-1])
                self.push(frame.call, fact.inside(ANY) if "*" in (function.op or "") else fact, before, role, text, hop=True)
                return
            if not _lies_in(function, frame.function):
                fact = replace(fact, stack=())
        self.defined(function, fact.inside(CALL, ANY) if "*" in (function.op or "") else fact.inside(CALL), before, role, text)

    def defined(self, function: Node, fact: Fact, before: State, role: str = "", text: str = "") -> None:
        """The value that a function (or class) definition is has the fact: whoever can name it, has it."""
        if function.kind in ("function_declaration", "generator_function_declaration", "class_declaration"):
            name = function.get("name")
            if name is not None:
                self._variable(name, fact, before, role, text, hop=True)
            else:
                self.push(function, fact, before, role, text, hop=True)
        elif function.kind == "method_definition":
            objects.method(self, function, fact, before, role, text)
        else:
            self.push(function, fact, before, role, text, hop=True)

    def _variable(
        self, mention: Node, fact: Fact, before: State, role: str, text: str, *, hop: bool = False, inferred: bool = False
    ) -> None:
        key = self.meaning.key(mention)
        if key is None or (key, fact) in self._bound:
            return
        self._bound.add((key, fact))
        if isinstance(key, Symbol):
            fact = replace(fact, stack=())
        for node in self._mentions(key, fact):
            site = site_of(node)
            if site is not None and site.operator == "=" and site.giver is not Giver.IMPORT:
                if node.parent is not None and node.parent.kind == "export_specifier":
                    continue
                continue  # the target of an assignment, not a use
            self.push(node, fact, before, role, text, place=mention, hop=hop, inferred=inferred)

    def _mentions(self, key: Key, fact: Fact) -> list[Node]:
        if not isinstance(key, Symbol):
            return key.refs
        code = self.meaning.code
        units = code.users_of(key)
        if len(units) > _UNITS[fact.mode]:
            return []  # a service that everybody uses
        if fact.mode in (Mode.VALUE, Mode.TEXT, Mode.SHOWN) and self._parsed_bytes() - self._start_bytes > self._room(fact.signal):
            self.is_capped = True
            return []
        return [node for unit in units if code.size(unit) < 1 << 20 for node in self.meaning.mentions_in(key, unit)]

    def _room(self, signal: str) -> int:
        """Bytes that may be parsed before a plain value is no longer followed into new units: signals that tell most go furthest."""
        return 2 * PARSED_BYTES if signal in self.telling and signal not in _CONFIGURED else PARSED_BYTES

    def _parsed_bytes(self) -> int:
        return self.meaning.code.parsed_bytes

    def _advance(self, node: Node, fact: Fact) -> None:
        """What becomes of the value of `node` in the expression or statement around it."""
        parent, state = node.parent, (node, fact)
        if parent is None:
            return
        if fact.mode is Mode.VALUE and fact.signal in _CONFIGURED and fact.path[-1:] == (CALL,) and len(fact.path) > 2:
            return
        advance = positions.ADVANCES.get((parent.kind, node.field)) or positions.ADVANCES.get((parent.kind, None))
        if advance is None:
            choices.condition(self, parent, node, fact, state)
        else:
            advance(self, parent, node, fact, state)


def _lies_in(inner: Node, outer: Node) -> bool:
    return inner.tree is outer.tree and outer.start <= inner.start and inner.end <= outer.end


def _steps_to(name: Node, pattern: Node) -> Path:
    """The property names from a pattern to a name in it."""
    keys: list[str] = []
    node = name
    while node is not pattern and node.parent is not None:
        parent = node.parent
        if parent.kind == "pair_pattern":
            keys.insert(0, key_of(parent) or ANY)
        elif parent.kind == "array_pattern":
            keys.insert(0, str(parent.kids.index(node)))
        elif parent.kind in ("object_pattern", "object_assignment_pattern") and node.kind == "shorthand_property_identifier_pattern":
            keys.insert(0, node.text)
        node = parent
    return tuple(keys)
