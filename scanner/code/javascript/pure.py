"""What an expression of literals comes to: a small interpreter for pure code, such as a decoder over its own literals.

Knows strings, numbers, arrays, plain objects, functions without outside effects, and the built-ins that decoders use. Anything
else (input, time, randomness, unknown functions) gives "not known". Nothing of the artifact is executed: this reads the syntax
tree, with bounds on steps and sizes.
"""

from collections.abc import Callable

from scanner.code.javascript import builtins, values
from scanner.code.javascript.bindings import Giver, key_of
from scanner.code.javascript.frames import Frame, Function, Left, Returned, Skipped
from scanner.code.javascript.meaning import Key, Meaning
from scanner.code.javascript.shape import arguments
from scanner.code.javascript.strings import string_value, template_parts
from scanner.code.javascript.tree import FUNCTIONS, Binding, Node, parameters
from scanner.code.javascript.values import Unknown, Value, text_of, truth

STEPS = 150_000
"""Nodes evaluated for one expression: a list of 150 names, byte by byte, takes some 30,000."""
_USERS = 12
_USERS_BYTES = 48 * 1024
_CALLS = 24
"""How deep calls are nested."""


class Pure:
    """Evaluates expressions of one program; answers are remembered."""

    def __init__(self, meaning: Meaning) -> None:
        self._meaning = meaning
        meaning.fold = self.text
        self._known: dict[Node, tuple[bool, Value]] = {}
        self._globals: dict[Key, Value] = {}
        meaning.tables += [self._known, self._globals]
        self._pending: set[Key] = set()
        self._steps = 0
        self._depth = 0

    def value(self, node: Node) -> tuple[bool, Value]:
        """Whether the expression's value is known, and the value: str, int, float, bool, None, list or dict."""
        found = self._known.get(node)
        if found is None:
            self._steps = 0
            try:
                found = (True, self._eval(node, Frame({})))
            except (Unknown, Returned, Left, Skipped, RecursionError):
                found = (False, None)
            self._known[node] = found
        return found

    def text(self, node: Node) -> str | None:
        """The value where it is a text."""
        is_known, value = self.value(node)
        return value if is_known and isinstance(value, str) else None

    def texts(self, node: Node) -> tuple[str, ...] | None:
        """The value where it is a list (or set, or the keys of an object) of texts or numbers."""
        is_known, value = self.value(node)
        if not is_known:
            return None
        if isinstance(value, dict):
            value = list(value)
        if not isinstance(value, list) or not all(isinstance(item, str | int | float) for item in value):
            return None
        return tuple(text_of(item) for item in value)

    def _eval(self, node: Node, frame: Frame) -> Value:
        self._steps += 1
        if self._steps > STEPS:
            raise Unknown
        method = _EVALUATORS.get(node.kind)
        if method is None:
            raise Unknown
        return method(self, node, frame)

    def _kid(self, node: Node, name: str, frame: Frame) -> Value:
        kid = node.get(name)
        if kid is None:
            raise Unknown
        return self._eval(kid, frame)

    def _string(self, node: Node, frame: Frame) -> Value:
        return string_value(node)

    def _template(self, node: Node, frame: Frame) -> Value:
        return "".join(part if isinstance(part, str) else text_of(self._eval(part, frame)) for part in template_parts(node))

    def _number(self, node: Node, frame: Frame) -> Value:
        return values.number(node.text)

    def _constant(self, node: Node, frame: Frame) -> Value:
        return {"true": True, "false": False}.get(node.kind)

    def _regex(self, node: Node, frame: Frame) -> Value:
        return values.Regex(node.text)

    def _first(self, node: Node, frame: Frame) -> Value:
        if not node.kids:
            raise Unknown
        return self._eval(node.kids[0], frame)

    def _sequence(self, node: Node, frame: Frame) -> Value:
        value: Value = None
        for kid in node.kids:
            value = self._eval(kid, frame)
        return value

    def _identifier(self, node: Node, frame: Frame) -> Value:
        key = self._meaning.key(node)
        if key is None:
            return values.Name(node.text)
        holder = frame.holder(key)
        return holder.variables[key] if holder is not None else self._global(key)

    def _global(self, key: Key) -> Value:
        if key in self._globals:
            return self._globals[key]
        sites = self._meaning.sites(key)
        if key in self._pending or len(sites) != 1 or sites[0].operator != "=":
            raise Unknown
        site = sites[0]
        if self._is_changed(key):
            raise Unknown
        self._pending.add(key)
        try:
            if site.giver is Giver.SELF:
                value: Value = Function(site.node, Frame({}))
            elif site.giver is Giver.VALUE:
                value = self._eval(site.node, Frame({}))
                for name in site.path:
                    value = values.member(value, name)
            else:
                raise Unknown
        finally:
            self._pending.discard(key)
        self._globals[key] = value
        return value

    def _is_changed(self, key: Key) -> bool:
        if isinstance(key, Binding):
            return _changes(key.refs)
        # a name that many units mention is a constant or a service; reading all of them would cost more than it tells
        code = self._meaning.code
        users = code.users_of(key)
        return len(users) <= _USERS and sum(map(code.size, users)) <= _USERS_BYTES and _changes(self._meaning.mentions(key))

    def _array(self, node: Node, frame: Frame) -> Value:
        items: list[Value] = []
        for kid in node.kids:
            if kid.kind == "spread_element":
                items += values.items(self._eval(kid.kids[0], frame))
            else:
                items.append(self._eval(kid, frame))
        return items

    def _object(self, node: Node, frame: Frame) -> Value:
        found: dict[str, Value] = {}
        for kid in node.kids:
            if kid.kind == "pair":
                name = key_of(kid)
                if name is None:
                    raise Unknown
                found[name.removesuffix("n") if name.isdigit() else name] = self._kid(kid, "value", frame)
            elif kid.kind == "shorthand_property_identifier":
                found[kid.text] = self._identifier(kid, frame)
            elif kid.kind == "spread_element":
                inner = self._eval(kid.kids[0], frame)
                if not isinstance(inner, dict):
                    raise Unknown
                found.update(inner)
            elif kid.kind == "method_definition":
                found[key_of(kid) or "*"] = Function(kid, frame)
        return found

    def _function(self, node: Node, frame: Frame) -> Value:
        return Function(node, frame)

    def _member(self, node: Node, frame: Frame) -> Value:
        name = node.get("property")
        inner = self._kid(node, "object", frame)
        if name is None:
            raise Unknown
        return values.member(inner, name.text)

    def _subscript(self, node: Node, frame: Frame) -> Value:
        inner, index = self._kid(node, "object", frame), self._kid(node, "index", frame)
        return values.member(inner, index if isinstance(index, int) and not isinstance(index, bool) else text_of(index))

    def _binary(self, node: Node, frame: Frame) -> Value:
        left = self._kid(node, "left", frame)
        if node.op in ("&&", "||", "??"):
            takes_left = left is not None if node.op == "??" else truth(left) == (node.op == "||")
            return left if takes_left else self._kid(node, "right", frame)
        return values.binary(node.op or "", left, self._kid(node, "right", frame))

    def _unary(self, node: Node, frame: Frame) -> Value:
        return values.unary(node.op or "", self._kid(node, "argument", frame))

    def _ternary(self, node: Node, frame: Frame) -> Value:
        return self._kid(node, "consequence" if truth(self._kid(node, "condition", frame)) else "alternative", frame)

    def _assignment(self, node: Node, frame: Frame) -> Value:
        left = node.get("left")
        value = self._kid(node, "right", frame)
        if left is None:
            raise Unknown
        operator = (node.op or "=").removesuffix("=")
        if operator and node.kind == "augmented_assignment_expression":
            value = values.binary(operator, self._eval(left, frame), value)
        self._store(left, value, frame)
        return value

    def _update(self, node: Node, frame: Frame) -> Value:
        target = node.get("argument")
        if target is None:
            raise Unknown
        value = self._eval(target, frame)
        self._store(target, values.binary("+" if node.op == "++" else "-", value, 1), frame)
        return value

    def _store(self, target: Node, value: Value, frame: Frame) -> None:
        if target.kind == "identifier":
            key = self._meaning.key(target)
            holder = frame.holder(key) if key is not None else None
            if holder is None or key is None:
                raise Unknown  # a variable outside of the evaluated code
            holder.variables[key] = value
            return
        if target.kind in ("subscript_expression", "member_expression"):
            inner = self._kid(target, "object", frame)
            index = self._kid(target, "index", frame) if target.kind == "subscript_expression" else (target.get("property") or target).text
            values.store(inner, index, value)
            return
        raise Unknown

    def _call(self, node: Node, frame: Frame) -> Value:
        callee = node.get("function") or node.get("constructor")
        if callee is None:
            raise Unknown
        given: list[Value] = []
        for argument in arguments(node):
            if argument.kind == "spread_element":
                given += values.items(self._eval(argument.kids[0], frame))
            else:
                given.append(self._eval(argument, frame))
        if callee.kind == "member_expression" and node.kind == "call_expression":
            inner, name = self._kid(callee, "object", frame), callee.get("property")
            if name is None:
                raise Unknown
            if isinstance(inner, dict) and isinstance(inner.get(name.text), Function):
                return self._apply(inner[name.text], given)
            return builtins.method(inner, name.text, given, self._caller)
        return self._apply(self._eval(callee, frame), given)

    def _apply(self, function: Value, given: list[Value]) -> Value:
        if isinstance(function, Function):
            return self._caller(function)(*given)
        if isinstance(function, values.Name):
            return builtins.call(function.text, given, self._caller)
        raise Unknown

    def _caller(self, function: Value) -> Callable[..., Value]:
        if isinstance(function, values.Name):
            return lambda *given: builtins.call(function.text, list(given[:1]), self._caller)
        if not isinstance(function, Function) or "async" in (function.node.op or "") or "*" in (function.node.op or ""):
            raise Unknown
        return lambda *given: self._run(function, list(given))

    def _run(self, function: Function, given: list[Value]) -> Value:
        body = function.node.get("body")
        self._depth += 1
        try:
            if body is None or self._depth > _CALLS:
                raise Unknown
            frame = Frame({}, function.frame)
            for index, pattern in enumerate(parameters(function.node)):
                self._bind(
                    pattern, given[index:] if pattern.kind == "rest_pattern" else given[index] if index < len(given) else None, frame
                )
            if body.kind != "statement_block":
                return self._eval(body, frame)
            try:
                self._block(body, frame)
            except Returned as done:
                return done.value
            return None
        finally:
            self._depth -= 1

    def _bind(self, pattern: Node, value: Value, frame: Frame) -> None:
        match pattern.kind:
            case "identifier" | "shorthand_property_identifier_pattern":
                key = self._meaning.key(pattern)
                if key is None:
                    raise Unknown
                frame.variables[key] = value
            case "assignment_pattern":
                left = pattern.get("left")
                if left is None:
                    raise Unknown
                self._bind(left, self._kid(pattern, "right", frame) if value is None else value, frame)
            case "rest_pattern":
                self._bind(pattern.kids[0], value, frame)
            case "array_pattern":
                held = values.items(value)
                for index, kid in enumerate(pattern.kids):
                    self._bind(kid, held[index:] if kid.kind == "rest_pattern" else held[index] if index < len(held) else None, frame)
            case _:
                raise Unknown

    def _block(self, node: Node, frame: Frame) -> Value:
        for kid in node.kids:
            if kid.kind == "function_declaration" and (name := kid.get("name")) is not None:
                self._bind(name, Function(kid, frame), frame)
        for kid in node.kids:
            self._eval(kid, frame)
        return None

    def _declaration(self, node: Node, frame: Frame) -> Value:
        for kid in node.kids:
            name, value = kid.get("name"), kid.get("value")
            if kid.kind == "variable_declarator" and name is not None:
                self._bind(name, None if value is None else self._eval(value, frame), frame)
        return None

    def _if(self, node: Node, frame: Frame) -> Value:
        branch = node.get("consequence" if truth(self._kid(node, "condition", frame)) else "alternative")
        return None if branch is None else self._eval(branch, frame)

    def _return(self, node: Node, frame: Frame) -> Value:
        raise Returned(self._eval(node.kids[0], frame) if node.kids else None)

    def _for_each(self, node: Node, frame: Frame) -> Value:
        left, body = node.get("left"), node.get("body")
        held = self._kid(node, "right", frame)
        if left is None or body is None:
            raise Unknown
        sequence = values.items(held) if "of" in (node.op or "").split() else list(values.keys(held))
        for item in sequence:
            self._bind(left, item, frame)
            if self._iteration(body, frame):
                break
        return None

    def _for(self, node: Node, frame: Frame) -> Value:
        start, step, body = node.get("initializer"), node.get("increment"), node.get("body")
        condition = node.get("condition")
        if start is not None:
            self._eval(start, frame)
        while condition is None or condition.kind == "empty_statement" or truth(self._eval(condition, frame)):
            if body is None or self._iteration(body, frame):
                break
            if step is not None:
                self._eval(step, frame)
        return None

    def _while(self, node: Node, frame: Frame) -> Value:
        body = node.get("body")
        while truth(self._kid(node, "condition", frame)):
            if body is None or self._iteration(body, frame):
                break
        return None

    def _iteration(self, body: Node, frame: Frame) -> bool:
        """Run the body once; True: it asked to leave the loop."""
        try:
            self._eval(body, frame)
        except Left:
            return True
        except Skipped:
            return False
        return False

    def _break(self, node: Node, frame: Frame) -> Value:
        raise Left

    def _continue(self, node: Node, frame: Frame) -> Value:
        raise Skipped

    def _nothing(self, node: Node, frame: Frame) -> Value:
        return None


def _changes(mentions: list[Node]) -> bool:
    """True where one of the mentions of a variable changes it in place after its declaration."""
    for node in mentions:
        parent = node.parent
        if parent is None:
            continue
        if parent.kind in ("update_expression", "augmented_assignment_expression") and node.field in ("argument", "left"):
            return True
        if parent.kind in ("member_expression", "subscript_expression") and node.field == "object":
            outer = parent.parent
            if outer is not None and outer.kind in ("assignment_expression", "augmented_assignment_expression") and parent.field == "left":
                return True
            name = parent.get("property")
            if (
                outer is not None
                and outer.kind == "call_expression"
                and name is not None
                and name.text in ("push", "unshift", "splice", "sort", "reverse", "add", "set")
            ):
                return True
    return False


_EVALUATORS: dict[str, Callable[[Pure, Node, Frame], Value]] = {
    "string": Pure._string,
    "template_string": Pure._template,
    "number": Pure._number,
    "regex": Pure._regex,
    "true": Pure._constant,
    "false": Pure._constant,
    "null": Pure._constant,
    "undefined": Pure._constant,
    "parenthesized_expression": Pure._first,
    "expression_statement": Pure._first,
    "sequence_expression": Pure._sequence,
    "identifier": Pure._identifier,
    "array": Pure._array,
    "object": Pure._object,
    "member_expression": Pure._member,
    "subscript_expression": Pure._subscript,
    "binary_expression": Pure._binary,
    "unary_expression": Pure._unary,
    "ternary_expression": Pure._ternary,
    "assignment_expression": Pure._assignment,
    "augmented_assignment_expression": Pure._assignment,
    "update_expression": Pure._update,
    "call_expression": Pure._call,
    "new_expression": Pure._call,
    "statement_block": Pure._block,
    "lexical_declaration": Pure._declaration,
    "variable_declaration": Pure._declaration,
    "if_statement": Pure._if,
    "else_clause": Pure._first,
    "return_statement": Pure._return,
    "for_in_statement": Pure._for_each,
    "for_statement": Pure._for,
    "while_statement": Pure._while,
    "break_statement": Pure._break,
    "continue_statement": Pure._continue,
    "empty_statement": Pure._nothing,
    "function_declaration": Pure._nothing,
    **{kind: Pure._function for kind in FUNCTIONS if kind in ("function_expression", "arrow_function")},
}
