"""Tools that make text of text: run over the letters that are known, with what is not kept as holes."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from scanner.analyze.decode.names import names_in, names_nothing
from scanner.analyze.shell.argument import options_of
from scanner.analyze.shell.awking import AWKS, awk
from scanner.analyze.shell.calling import Call
from scanner.analyze.shell.decoding import noted
from scanner.analyze.shell.encodings import encoded, hashed, is_encoder, is_hash
from scanner.analyze.shell.grepping import GREPS, grep
from scanner.analyze.shell.jq import JQS, jq
from scanner.analyze.shell.machine import Machine
from scanner.analyze.shell.oracle import Oracle, consulted
from scanner.analyze.shell.outcomes import UNSURE, Answer, Split, each_case, mapped, value_of
from scanner.analyze.shell.parameters import variable
from scanner.analyze.shell.reading import as_usual, file_text
from scanner.analyze.shell.reshaping import change_of, substituted_in_hole, translated
from scanner.analyze.shell.sedding import Unread, commands_of, sed
from scanner.analyze.shell.special_tools import REORDERING, SPECIAL
from scanner.analyze.shell.state import State
from scanner.analyze.shell.texttools import LETTERWISE, TOOLS, letter_set
from scanner.analyze.shell.values import EMPTY, Hole, Listing, Part, Text, Value, as_text, concat, known, of_hole, spread, text_of_parts
from scanner.analyze.tracing import Taint, together
from scanner.code.shell.escapes import unescaped

_OTHERS = frozenset(
    {"sed", "gsed", "date", "gdate", "tee", "mktemp", "readlink", "realpath", "greadlink", "expr", "bc", "envsubst", "shuf", "fmt"}
)


_COUNTS = frozenset({"lines", "bytes"})
"""Options of head and tail that take how much is shown."""


def is_filter(name: str, arguments: Sequence[Value]) -> bool:
    """Whether the tool is one that is followed here."""
    if name in TOOLS or name in GREPS or name in AWKS or name in JQS or name in _OTHERS:
        return True
    plain = [as_text(argument).plain or "" for argument in arguments]
    return is_hash(name, plain) or (is_encoder(name) and (name != "openssl" or plain[:1] in (["base64"], ["enc"])))


def run_filter(machine: Machine, state: State, call: Call) -> None:
    """Print what the tool makes of its input and arguments."""
    special = SPECIAL.get(call.name)
    if special is not None:
        special(machine, state, call)
        return
    words = call.words
    usual = [machine.spelled(as_usual(Listing((word,)))) for word in words]
    assigned = {letters: path for letters in usual if call.name in AWKS and (path := _assigned(letters))}
    paths = [letters for letters in dict.fromkeys(usual) if letters and not letters.startswith("-") and letters not in assigned]
    files = {letters: value for letters in paths[:12] if (value := _content(machine, state, words, usual, letters, call)) is not None}
    for path in assigned.values():
        if (value := file_text(machine, state, machine.restored(path), call.node)) is not None:
            files[path] = value
    names = dict.fromkeys(re.findall(r"(?:\$ENV|\benv)\.(\w+)", " ".join(usual))) if call.name in JQS else {}
    held = {name: variable(machine, state, name, call.node) for name in names}

    def one(values: tuple[Value, ...]) -> Value | Split[Value]:
        given, rest = as_text(values[0]), values[1:]
        arguments = [as_text(item) for item in spread(rest[: len(words)])]
        contents = dict(zip(files, [as_text(item) for item in rest[len(words) :]], strict=False))
        if len(arguments) == len(usual):  # a path that is spelled in another way in this case is the same file
            spelled = {machine.spelled(argument): letters for argument, letters in zip(arguments, usual, strict=True)}
            spelled |= {_assigned(path): _assigned(letters) for path, letters in spelled.items() if _assigned(letters)}
            contents = {path: contents[letters] for path, letters in spelled.items() if letters in contents}
        environment = dict(zip(held, [as_text(item) for item in rest[len(words) + len(files) :]], strict=False))
        return _ran(machine, state, call, given, arguments, contents, environment)

    cases = each_case((state.given, *words, *files.values(), *held.values()), one, state.pinned)
    outcome = cast("Value | Split[Value]", cases)  # a leaf that is split further is a branch
    printed = mapped(outcome, _printed)  # type: ignore[arg-type]
    machine.say(state, machine.capped(value_of(printed), call.name))
    state.truth = mapped(outcome, _ended_well)  # type: ignore[arg-type]


def _assigned(word: str) -> str:
    """The value of `name=value`; empty for other words."""
    name, mark, value = word.partition("=")
    return value if mark and name.isidentifier() and "\n" not in value and len(value) < 400 else ""


def _printed(made: Value) -> Value:
    return made.items[0] if isinstance(made, Listing) else made


def _ended_well(made: Value) -> Answer:
    status = made.items[1] if isinstance(made, Listing) and len(made.items) > 1 else EMPTY
    return {"yes": True, "no": False}.get(as_text(status).plain or "", UNSURE)


def _content(machine: Machine, state: State, words: list[Value], usual: list[str], letters: str, call: Call) -> Value | None:
    return file_text(machine, state, as_usual(Listing((words[usual.index(letters)],))), call.node)


def _ran(
    machine: Machine, state: State, call: Call, given: Text, arguments: list[Text], contents: dict[str, Text], environment: dict[str, Text]
) -> Value | Split[Value]:
    """One case: nothing depends on a condition any more."""
    words = [machine.spelled(argument) for argument in arguments]
    if _is_input_unused(call.name, words, sum(path in words for path in contents)):
        given = EMPTY
    inputs = [given, *arguments, *contents.values(), *environment.values()]
    letters = {path: machine.spelled(text) for path, text in contents.items()}
    layers = next((text.layers for text in inputs if text.layers), ())
    run = _Run(machine, call, given, words, letters, inputs, layers, {name: machine.spelled(text) for name, text in environment.items()})
    made = consulted(machine, state, call.node, layers, run.result)
    if not isinstance(made, Split):
        state.files |= {path: machine.restored(text, layers) for path, text in run.wrote.items()}
    return made


def _is_input_unused(name: str, words: list[str], files: int) -> bool:
    """Whether the tool takes some of so many files that it names instead of its standard input."""
    if name in JQS:
        return any(re.fullmatch(r"-\w*n\w*|--null-input", word) for word in words)
    if "-" in words or not files:
        return False
    is_programmed = name in GREPS or name in AWKS or name in ("sed", "gsed")
    patterns = sum(re.match(r"-\w*f\Z|--file\b", word) is not None for word in words) if is_programmed else 0
    return files > patterns


class _Run:
    """One tool on one case of its input."""

    def __init__(
        self, machine: Machine, call: Call, given: Text, words: list[str], files: dict[str, str], inputs: list[Text],
        layers: tuple[str, ...], environment: dict[str, str],
    ) -> None:  # fmt: skip
        self.machine, self.call, self.given, self.words = machine, call, given, words
        self.files, self.inputs, self.layers, self.environment = files, inputs, layers, environment
        self.wrote: dict[str, str] = {}
        """What the tool writes to files of its own, by path, if nothing unknown decides it."""

    def read(self, path: str) -> str | None:
        return self.files.get(path)

    def _read_or_hole(self, path: str) -> str:
        """The content of a file, or what stands for it."""
        content = self.files.get(path)
        return content if content is not None else self.machine.spelled(of_hole(self.machine.hole(f"<{path}", source="file")))

    def result(self, oracle: Oracle) -> Value:
        name, given = self.call.name, self.machine.spelled(self.given)
        if name in GREPS:
            found = grep(name, self.words, given, self.read, oracle)
            if found is None:
                return Listing((self._unknown(), EMPTY))
            return Listing((self._matched(found.text), known("yes" if found.is_found else "no")))
        if name in AWKS:
            return self._rebuilt(awk(self.words, given, self.read, oracle, self._files_of(oracle)))
        if name in JQS:
            return self._rebuilt(jq(self._with_environment(), given, self._read_or_hole, oracle))
        if name in ("sed", "gsed"):
            return self._rebuilt(sed(self.words, given, self.read, oracle))
        if is_hash(name, self.words):
            return self._hashed(given)
        if is_encoder(name):
            return self._encoded(given)
        if name == "tr" and not self._is_plain():
            return self._translated(given)
        return self._rebuilt(TOOLS[name](self.words, given, self.read))

    def _files_of(self, oracle: Oracle) -> dict[str, str] | None:
        return self.wrote if not oracle.yes else None

    def _with_environment(self) -> list[str]:
        words = [re.sub(r"\benv\.(\w+)", r"$ENV.\1", word) for word in self.words]
        if not self.environment:
            return words
        pairs = ", ".join(f'"{name}": $__{name}' for name in self.environment)
        bound = [piece for name, value in self.environment.items() for piece in ("--arg", f"__{name}", value)]
        return [*bound, *(re.sub(r"\$ENV\b", "{" + pairs + "}", word) for word in words)]

    def _is_plain(self) -> bool:
        return all(text.plain is not None for text in self.inputs)

    def _taint(self) -> Taint | None:
        return together(*(text.taint for text in self.inputs))

    def _label(self) -> str:
        if self.call.name in ("cat", "head", "tail") and options_of(self.words, "" if self.call.name == "cat" else "nc", _COUNTS).rest:
            return f"{self.call.name} {' '.join(self.words)}"
        return f"{self.call.name} {' '.join(self.words)} < {self.machine.spelled(self.given)}"

    def _unknown(self) -> Text:
        taint = self._taint()
        is_number = (
            self.call.name in AWKS and taint is not None and re.search(r"[-+*/%]\s*\d|\d\s*[-+*/%]", " ".join(self.words)) is not None
        )
        hole = self.machine.hole(
            self._label(), taint, source="command", base="number" if is_number else None, change="digits" if is_number else None
        )
        if self.call.name in JQS:
            return self._of_arguments()
        return concat((of_hole(hole), known("\n")))

    def _of_arguments(self) -> Text:
        """Output that is not known in form, but is made of these."""
        program = self.machine.unknown(
            f"jq {' '.join(word for word in self.words if not self.machine.holes_in(word))[:200]}", source="command"
        )
        parts: list[Value] = [program]
        for text in self.inputs:
            if text.taint is not None or (text.plain is None and text is not self.given):
                parts += [known(" "), text]
        return concat((*parts, known("\n")))

    def _matched(self, letters: str) -> Value:
        """Lines that matched: never empty, and what they say is as far as it is known."""
        restored = self.machine.restored(letters, self.layers)
        parts = [
            self.machine.hole(f"match of {part.label}", part.taint, source="match") if isinstance(part, Hole) else part
            for part in restored.parts
        ]
        return text_of_parts(parts, restored.layers)

    def _rebuilt(self, letters: str | None) -> Value:
        if letters is None:
            return self._unknown()
        machine, name = self.machine, self.call.name
        if self._is_plain():
            return self._decoded(letters, self._layer(letters), self._list_layers())
        if self.wrote and not letters:
            return EMPTY
        kept = machine.holes_in(letters)
        lost = [hole for text in self.inputs for hole in text.parts if isinstance(hole, Hole) and hole not in kept]
        is_letterwise = name in LETTERWISE or (name in ("cut", "head", "tail") and any(re.match(r"-[cb]", word) for word in self.words))
        if name in JQS:
            return machine.restored(letters, self.layers)  # what was asked of holes decided, or they have no part in it
        if any(hole.taint is not None for hole in lost) or (lost and (is_letterwise or not letters.strip())):
            return self._unknown() if not self._is_answer(letters) else known(letters)
        return self._reshaped(machine.restored(letters, self.layers), letters)

    def _is_answer(self, letters: str) -> bool:
        """Whether the output is letters of the tool's own program, or of a file that it takes in, which the input chose."""
        program = " ".join(self.words)
        said = (program, unescaped(program), *(text for text in self.files.values() if not self.machine.holes_in(text)))
        return (
            bool(letters.strip())
            and self.call.name in (*AWKS, *JQS, "sed", "gsed")
            and all(any(line in one for one in said) for line in letters.split("\n") if line)
        )

    def _reshaped(self, text: Text, letters: str) -> Text:
        """Holes whose form the tool changes, told apart from what they were."""
        name, machine = self.call.name, self.machine
        program = " ".join(self.words)
        change = REORDERING.get(name)
        if name in AWKS and re.search(r"\bto(upper|lower)\b", program):
            change = "case"
        if name in ("sed", "gsed"):
            return self._substituted(text, letters)
        if change is None:
            return text
        parts = [machine.derived(part, f"{name} {program}", change=change) if isinstance(part, Hole) else part for part in text.parts]
        return text_of_parts(parts, text.layers)

    def _substituted(self, text: Text, letters: str) -> Text:
        scripts = [word for word in self.words if not word.startswith("-")][:1] if "-e" not in self.words else []
        try:
            commands = commands_of(scripts[0], is_extended=any(word in ("-E", "-r") for word in self.words)) if scripts else []
        except Unread:
            return text
        for command in commands:
            if command.name == "s" and command.first is None:
                text = substituted_in_hole(self.machine, text, self.machine.spelled(text), command.old, self.machine.restored(command.new))
        return text

    def _translated(self, given: str) -> Value:
        words = [word for word in self.words if not re.match(r"-[a-zA-Z]", word)]
        flags = "".join(word for word in self.words if re.match(r"-[a-zA-Z]", word))
        if not flags and len(words) == 2:
            return translated(self.machine, self.given, letter_set(words[0]), letter_set(words[1]), f"tr {' '.join(words)}")
        letters = TOOLS["tr"](self.words, "".join(part if isinstance(part, str) else "" for part in self.given.parts), self.read)
        if letters is None:
            return self._unknown()
        change = change_of(words[0], "") if words and "c" not in flags.lower() else None
        parts: list[Part] = []
        for part in self.given.parts:
            if isinstance(part, str):
                parts.append(TOOLS["tr"](self.words, part, self.read) or "")
            elif isinstance(part, Hole):
                is_trivial = "d" in flags and words[:1] in (["\\n"], ["\\r"], ["\n"], ["\r"], ["\\r\\n"])
                parts.append(part if is_trivial else self.machine.derived(part, f"tr {' '.join(self.words)}", change=change))
        return text_of_parts(parts, self.given.layers)

    def _hashed(self, given: str) -> Value:
        if self._is_plain():
            found = hashed(self.call.name, self.words, given, self.read)
            if found is None:
                return self._unknown()
            self.machine.digests[found.algorithm, found.content] = None
            return known(found.printed)
        taint = self._taint()
        marked = replace(taint, is_hashed=True) if taint is not None else None
        digest = self.machine.unknown(self._label(), marked, source="digest")
        if self.call.name == "git":
            return concat((digest, known("\n")))
        return concat((digest, known(f"  {self.words[-1]}\n" if self.words and not self.words[-1].startswith("-") else "  -\n")))

    def _encoded(self, given: str) -> Value:
        if not self._is_plain():
            return self._unknown()
        made = encoded(self.call.name, self.words, given, self.read)
        if made is None:
            return self._unknown()
        return self._decoded(made.text, made.layer, self.layers)

    def _list_layers(self) -> tuple[str, ...]:
        return self.layers

    def _layer(self, letters: str) -> str | None:
        """The encoding that a tool for other purposes undid, where its output is a list of names and its input is not."""
        name = {"rev": "reverse", "tr": "rot", "sed": "custom", "awk": "custom"}.get(self.call.name)
        before = self.given.plain
        if name is None or before is None or not before.strip():
            return None
        found = names_in(letters)
        if found is None or not found.is_strong or not names_nothing(tuple(before.split())):
            return None
        return name

    def _decoded(self, letters: str, layer: str | None, layers: tuple[str, ...]) -> Value:
        if layer is None:
            return known(letters, layers)
        return noted(self.machine, self.call.node, known(letters, (*layers, layer)))
