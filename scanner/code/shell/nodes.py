"""The syntax tree of a shell script: words with what the shell expands in them, and commands. Offsets count characters."""

from dataclasses import dataclass
from typing import Literal as Either


@dataclass(frozen=True, slots=True, eq=False)
class Literal:
    """Text as it stands, escapes undone."""

    text: str
    is_quoted: bool
    """True: its characters are no pattern and it is not split into fields."""
    is_escaped: bool = False
    """True: it was written in escapes that hide its letters (`$'\\x41'`)."""


@dataclass(frozen=True, slots=True, eq=False)
class Parameter:
    """`$name`, `${name...}`."""

    name: str
    is_quoted: bool
    operator: str = ""
    """`:-`, `##`, `/`, `^^`, ...; empty: the plain value."""
    argument: "Word | None" = None
    replacement: "Word | None" = None
    """What `/` puts in, and the length that follows `:`."""
    subscript: "Word | None" = None
    is_length: bool = False
    is_indirect: bool = False
    flags: str = ""
    """Of zsh: `${(L)name}`."""
    inner: "Word | None" = None
    """Of zsh: the expansion that stands in the place of the name, `${$(command)#...}`."""
    counts_from_one: bool = False
    """Of zsh: the first item of a list is number 1."""
    is_whole: bool = False
    """Of zsh: a text is one word, also where it is not quoted."""


@dataclass(frozen=True, slots=True, eq=False)
class Substitution:
    """`$(...)`, backticks."""

    body: "Sequence"
    is_quoted: bool


@dataclass(frozen=True, slots=True, eq=False)
class ProcessSubstitution:
    """`<(...)`, `>(...)`."""

    body: "Sequence"
    direction: str


@dataclass(frozen=True, slots=True, eq=False)
class Arithmetic:
    """`$((...))`."""

    expression: "Word"
    is_quoted: bool


Part = Literal | Parameter | Substitution | ProcessSubstitution | Arithmetic


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    parts: tuple[Part, ...]
    start: int
    end: int

    @property
    def plain(self) -> str | None:
        """The text of a word in which nothing is expanded; None: something is."""
        if all(isinstance(part, Literal) for part in self.parts):
            return "".join(part.text for part in self.parts if isinstance(part, Literal))
        return None

    @property
    def bare(self) -> str | None:
        """The same where nothing of it is quoted: what can be a word of the shell itself."""
        if len(self.parts) == 1 and isinstance(self.parts[0], Literal) and not self.parts[0].is_quoted:
            return self.parts[0].text
        return None


@dataclass(frozen=True, slots=True, eq=False)
class Elements:
    """`(a b [key]=c)` behind an equal sign."""

    items: tuple[tuple[Word | None, Word], ...]
    """Key and value; no key in a plain list."""


@dataclass(frozen=True, slots=True, eq=False)
class Assignment:
    name: str
    value: Word | Elements
    is_added: bool
    """`+=`."""
    subscript: Word | None = None


@dataclass(slots=True, eq=False)
class Redirect:
    operator: str
    target: Word
    """The file, the descriptor, or the text of a here-document, which is filled in when the reader has got there."""
    descriptor: str | None
    """As written; None: the one that the operator implies."""


@dataclass(frozen=True, slots=True, eq=False)
class Simple:
    """Assignments and a command with its arguments."""

    assignments: tuple[Assignment, ...]
    words: tuple[Word | Assignment, ...]
    """Assignments among the arguments of `declare` and its like keep their form."""
    redirects: tuple[Redirect, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class Pipeline:
    commands: tuple["Command", ...]
    is_negated: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class AndOr:
    first: "Command"
    rest: tuple[tuple[Either["&&", "||"], "Command"], ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class Sequence:
    items: tuple["Command", ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class If:
    branches: tuple[tuple[Sequence, Sequence], ...]
    otherwise: Sequence | None
    start: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class CaseItem:
    patterns: tuple[Word, ...]
    body: Sequence
    ending: str
    """`;;`, `;&`, `;;&`."""


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    subject: Word
    items: tuple[CaseItem, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class For:
    name: str
    words: tuple[Word, ...] | None
    """None: the positional parameters."""
    body: Sequence
    start: int
    end: int
    others: tuple[str, ...] = ()
    """Of zsh: further names, set in one round."""


@dataclass(frozen=True, slots=True, eq=False)
class Counting:
    """`for ((start; test; step))`."""

    parts: tuple[Word, ...]
    body: Sequence
    start: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class While:
    test: Sequence
    body: Sequence
    is_until: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class Function:
    name: str
    body: "Command"
    start: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    body: Sequence
    is_subshell: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class Calculation:
    """`((...))` as a command."""

    expression: Word
    start: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class Test:
    """`[[ ... ]]`."""

    condition: "Condition"
    start: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class Redirected:
    """A compound command with redirections."""

    command: "Command"
    redirects: tuple[Redirect, ...]
    start: int
    end: int


Command = Simple | Pipeline | AndOr | Sequence | If | Case | For | Counting | While | Function | Group | Calculation | Test | Redirected


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """`left operator right`."""

    operator: str
    left: Word
    right: Word


@dataclass(frozen=True, slots=True, eq=False)
class Property:
    """`-n word`; a word alone is `-n`."""

    operator: str
    word: Word


@dataclass(frozen=True, slots=True, eq=False)
class Junction:
    """`!`, `&&`, `||` over conditions."""

    operator: str
    parts: tuple["Condition", ...]


Condition = Comparison | Property | Junction
