"""The syntax tree of a PowerShell script. Offsets count characters."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    start: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class Letters(Node):
    """A text, number or bare word without anything to expand."""

    text: str
    is_number: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Expandable(Node):
    """A text with variables and `$(...)` in it."""

    parts: "tuple[Expression, ...]"


@dataclass(frozen=True, slots=True, eq=False)
class Variable(Node):
    """`$name`, `$env:NAME`; the name in lower case, without the dollar and `script:`."""

    name: str
    is_splatted: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Array(Node):
    """`a, b`."""

    items: "tuple[Expression, ...]"


@dataclass(frozen=True, slots=True, eq=False)
class Output(Node):
    """`@(...)`, `$(...)`, `(...)`: what statements give."""

    body: "tuple[Statement, ...]"
    is_list: bool
    """`@(...)`."""


@dataclass(frozen=True, slots=True, eq=False)
class Hashtable(Node):
    pairs: "tuple[tuple[Expression, Statement], ...]"


@dataclass(frozen=True, slots=True, eq=False)
class Parameter(Node):
    name: str
    default: "Expression | None"


@dataclass(frozen=True, slots=True, eq=False)
class ScriptBlock(Node):
    """`{ ... }`: of a function, or handed over."""

    parameters: tuple[Parameter, ...]
    body: "tuple[Statement, ...]"


@dataclass(frozen=True, slots=True, eq=False)
class TypeName(Node):
    """`[System.TimeZoneInfo]`; without the brackets."""

    name: str


@dataclass(frozen=True, slots=True, eq=False)
class Cast(Node):
    type: str
    value: "Expression"


@dataclass(frozen=True, slots=True, eq=False)
class Member(Node):
    """`a.b`, `a::b`."""

    whole: "Expression"
    name: "Expression"


@dataclass(frozen=True, slots=True, eq=False)
class Invocation(Node):
    """`a.b(...)`, `a::b(...)`."""

    whole: "Expression"
    name: "Expression"
    arguments: "tuple[Expression, ...]"


@dataclass(frozen=True, slots=True, eq=False)
class Index(Node):
    whole: "Expression"
    index: "Expression"


@dataclass(frozen=True, slots=True, eq=False)
class Unary(Node):
    operator: str
    value: "Expression"


@dataclass(frozen=True, slots=True, eq=False)
class Binary(Node):
    operator: str
    """In lower case; a leading `c` or `i` for case is kept."""
    left: "Expression"
    right: "Expression"


@dataclass(frozen=True, slots=True, eq=False)
class Ternary(Node):
    test: "Expression"
    yes: "Expression"
    no: "Expression"


Expression = (
    Letters
    | Expandable
    | Variable
    | Array
    | Output
    | Hashtable
    | ScriptBlock
    | TypeName
    | Cast
    | Member
    | Invocation
    | Index
    | Unary
    | Binary
    | Ternary
)


@dataclass(frozen=True, slots=True, eq=False)
class Argument:
    """`-Name value`, `-Name:value`, `value`."""

    name: str | None
    """Without the dash, as it is written; None: by position."""
    value: Expression | None
    """None: a parameter whose value, if it takes one, is the next argument."""


@dataclass(frozen=True, slots=True, eq=False)
class Command(Node):
    name: Expression
    arguments: tuple[Argument, ...]
    call: str = ""
    """`&` or `.` in front."""


@dataclass(frozen=True, slots=True, eq=False)
class Pipeline(Node):
    elements: tuple[Command | Expression, ...]
    target: Expression | None = None
    """The file that output is redirected to."""


@dataclass(frozen=True, slots=True, eq=False)
class Chain(Node):
    """`a && b`, `a || b`."""

    first: "Statement"
    rest: "tuple[tuple[str, Statement], ...]"


@dataclass(frozen=True, slots=True, eq=False)
class Assignment(Node):
    target: Expression
    operator: str
    value: "Statement"


@dataclass(frozen=True, slots=True, eq=False)
class If(Node):
    branches: "tuple[tuple[Statement, tuple[Statement, ...]], ...]"
    otherwise: "tuple[Statement, ...] | None"


@dataclass(frozen=True, slots=True, eq=False)
class Clause:
    pattern: Expression | None
    """None: `default`."""
    body: "tuple[Statement, ...]"


@dataclass(frozen=True, slots=True, eq=False)
class Switch(Node):
    subject: "Statement | Expression"
    clauses: tuple[Clause, ...]
    flags: frozenset[str]
    """`regex`, `wildcard`, `casesensitive`, `exact`."""


@dataclass(frozen=True, slots=True, eq=False)
class Foreach(Node):
    name: str
    items: "Statement"
    body: "tuple[Statement, ...]"


@dataclass(frozen=True, slots=True, eq=False)
class For(Node):
    first: "Statement | None"
    test: "Statement | None"
    step: "Statement | None"
    body: "tuple[Statement, ...]"


@dataclass(frozen=True, slots=True, eq=False)
class While(Node):
    test: "Statement"
    body: "tuple[Statement, ...]"
    is_until: bool
    is_first_done: bool
    """`do { ... } while (...)`."""


@dataclass(frozen=True, slots=True, eq=False)
class Function(Node):
    name: str
    block: ScriptBlock


@dataclass(frozen=True, slots=True, eq=False)
class ClassField(Node):
    name: str
    """In lower case."""
    spelled: str
    default: "Statement | Expression | None"
    is_static: bool


@dataclass(frozen=True, slots=True, eq=False)
class ClassMethod(Node):
    name: str
    """In lower case; the name of the class: what makes an object of it."""
    block: ScriptBlock
    is_static: bool


@dataclass(frozen=True, slots=True, eq=False)
class Class(Node):
    """`class`, `enum`."""

    name: str
    """In lower case."""
    base: str | None
    fields: tuple[ClassField, ...]
    methods: tuple[ClassMethod, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Flow(Node):
    """`return`, `exit`, `throw`, `break`, `continue`."""

    kind: str
    value: "Statement | None"


@dataclass(frozen=True, slots=True, eq=False)
class Try(Node):
    body: "tuple[Statement, ...]"
    handlers: "tuple[tuple[Statement, ...], ...]"
    final: "tuple[Statement, ...]"


Statement = Pipeline | Chain | Assignment | If | Switch | Foreach | For | While | Function | Class | Flow | Try
