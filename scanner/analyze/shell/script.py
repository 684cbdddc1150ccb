"""The flow analyzer of shell and PowerShell scripts."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from scanner.analyze.shell.late import late_downloads
from scanner.analyze.shell.readers import Readers, readers_of
from scanner.analyze.tracing import Escape, Taint, flows_of, together
from scanner.analyze.worker import Followed, ProgramSubject
from scanner.code.shell.syntax import Node, Script, parse, walk
from scanner.model.artifact import Sha256
from scanner.model.coverage import Capability, Gap
from scanner.model.observation import SignalRead, Step
from scanner.model.program import Language

_CLIENT = re.compile(
    r"^(?:\S*/)?(curl|wget|http|https|xh|nc|ncat|fetch|iwr|irm|Invoke-WebRequest|Invoke-RestMethod)(?:\.exe)?$", re.IGNORECASE
)
_OPTIONS = {
    "-h": "header",
    "--header": "header",
    "-a": "header",
    "--user-agent": "header",
    "-b": "header",
    "--cookie": "header",
    "-e": "header",
    "-d": "body",
    "--data": "body",
    "--data-raw": "body",
    "--data-binary": "body",
    "--data-urlencode": "body",
    "--json": "body",
    "--post-data": "body",
    "--body-data": "body",
    "-body": "body",
    "-f": "upload",
    "--form": "upload",
    "-t": "upload",
    "--upload-file": "upload",
    "-headers": "header",
    "-useragent": "header",
    "-uri": "url",
    "--url": "url",
    "-infile": "upload",
    "-x": "none",
    "--proxy": "none",
    "-o": "none",
    "--output": "none",
    "-outfile": "none",
    "-method": "none",
    "-w": "none",
    "-u": "header",
}
"""Options of curl, wget and PowerShell in lower case -> what leaves in their value. curl's -H and -h, -F and -f differ: see `_sink_of`."""
_TERMINAL = re.compile(r"^(echo|printf|Write-Host|Write-Output)$", re.IGNORECASE)
_FILTERS = re.compile(r"^(grep|egrep|fgrep|rg|Select-String|awk|sed|test)$", re.IGNORECASE)
_DELAY = re.compile(r"^(sleep|Start-Sleep)$", re.IGNORECASE)
_OPERATORS = re.compile(r"^(==?|!=|=~|-(i|c)?(eq|ne|like|notlike|match|notmatch|contains|in|notin)|\[\[?|\]\]?)$", re.IGNORECASE)
_BRANCHES = frozenset({"if_statement", "case_statement", "switch_statement"})
_FUNCTIONS = frozenset({"function_definition", "function_statement"})
_ASSIGNMENTS = frozenset({"variable_assignment", "assignment_expression"})
_READERS_OF_TYPES = re.compile(r"\[[\w.]+\]::[\w.]+(?:\(\))?(?:\.\w+)*")
_LITERALS = frozenset({
    "string_content", "extglob_pattern", "raw_string", "regex", "word", "expandable_string_literal", "verbatim_string_characters",
})
_MAX_DEPTH = 6
_BUDGET = 200_000


def follow(subject: ProgramSubject) -> Followed:
    """Signals that each script reads, what they choose, and where they leave; and what the script fetches to run later.

    Follows variables, functions without arguments, branches and pipelines. Does not see `eval` of texts put together, nor what
    a sourced file of the host sets.
    """
    observations: list[object] = []
    gaps: list[Gap] = []
    examined = 0
    for artifact in subject.program.modules:
        try:
            script = parse(artifact)
        except ValueError as refused:
            gaps.append(Gap(reason=f"{artifact.subject} was not followed: {refused}", sha256=artifact.sha256))
            continue
        readers = readers_of(subject.rules, script.language)
        if script.root.has_error:
            hides = None if readers.may_read(script.encoded.decode("utf-8", "replace")) else frozenset[Capability]()
            gaps.append(Gap(reason=f"parts of {artifact.subject} do not parse and were not followed", sha256=artifact.sha256, hides=hides))
        trace = _Trace(script=script, readers=readers)
        trace.statements(script.root)
        if trace.spent >= _BUDGET:
            gaps.append(Gap(reason=f"{artifact.subject} is larger than what is followed", sha256=artifact.sha256))
        observations += [trace.reads[key] for key in sorted(trace.reads)]
        observations += flows_of(trace.escapes)
        observations += late_downloads(script)
        examined += artifact.size_bytes
    return Followed(observations=tuple(observations), slices=(), bytes_examined=examined, gaps=tuple(gaps))  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class _Held:
    """What a variable holds."""

    taint: Taint | None
    texts: tuple[str, ...]


@dataclass(slots=True)
class _Trace:
    script: Script
    readers: Readers
    variables: dict[str, _Held] = field(default_factory=dict)
    functions: dict[str, Node] = field(default_factory=dict)
    reads: dict[tuple[Sha256, int, str], SignalRead] = field(default_factory=dict)
    escapes: list[Escape] = field(default_factory=list)
    controls: list[tuple[int, Taint]] = field(default_factory=list)
    depth: int = 0
    spent: int = 0

    def statements(self, node: Node) -> None:
        """Follow what a node does, in source order."""
        self.spent += 1
        if self.spent > _BUDGET:
            return
        if node.type in _BRANCHES:
            self._branch(node)
        elif node.type in _FUNCTIONS:
            name = next((self.script.source(child) for child in node.named_children if child.type in ("word", "function_name")), "")
            self.functions[name] = node.named_children[-1]
        elif node.type in _ASSIGNMENTS:
            self._assign(node)
        elif node.type == "list":
            self._list(node)
        elif node.type == "pipeline" and self.script.language is Language.SHELL:
            self._pipeline(node)
        elif node.type == "command":
            self._command(node, None)
        else:
            for child in node.named_children:
                self.statements(child)

    def held(self, node: Node) -> _Held:
        """What a word, text, substitution or expression may stand for."""
        script = self.script
        taint: Taint | None = None
        texts = script.texts(node)
        for name in script.variables(node):
            known = self.variables.get(name)
            if known is not None:
                taint = together(taint, known.taint)
                texts = known.texts if len(texts) == 0 else texts
            elif (signal := self.readers.of_variable(name)) is not None:
                taint = together(taint, self._read(node, signal, f"${name}"))
        for part in walk(node):
            if part.type == "command":
                taint = together(taint, self._output(part))
            elif script.language is Language.POWERSHELL and part.type in ("member_access", "invokation_expression", "type_literal"):
                found = _READERS_OF_TYPES.search(script.source(part))
                signal = self.readers.of_command(found[0]) if found else None
                if signal is not None and found is not None:
                    taint = together(taint, self._read(part, signal, found[0]))
        return _Held(taint, texts)

    def _output(self, command: Node) -> Taint | None:
        """The signals in what a command prints."""
        line = " ".join(self.script.source(command).split())
        signal = self.readers.of_command(line)
        taint = self._read(command, signal, line[:120]) if signal is not None else None
        name = _name_of(self.script, command)
        if name in self.functions and self.depth < _MAX_DEPTH:
            taint = together(taint, self._of_function(name))
        return taint

    def _of_function(self, name: str) -> Taint | None:
        """What a function prints: every signal in what it echoes, with the conditions it does so under."""
        self.depth += 1
        body = self.functions[name]
        found = together(*(self.held(part).taint for part in walk(body) if part.type == "command"))
        if found is not None:
            branches = [part for part in walk(body) if part.type in _BRANCHES]
            if branches:
                texts = tuple(
                    text
                    for part in walk(body)
                    if part.type == "command" and _TERMINAL.match(_name_of(self.script, part))
                    for text in self.script.texts(part)[1:]
                )
                found = self._chosen(body, found, texts)
        self.depth -= 1
        return found

    def _read(self, node: Node, signal: str, reader: str) -> Taint:
        place = self.script.place(node, note=f"reads {signal}")
        self.reads.setdefault((place.artifact, place.byte_offset, signal), SignalRead(place=place, signal=signal, reader=reader))
        return Taint(signals=frozenset({signal}), steps=(Step(role="source", text=f"reads {signal}: {reader}", place=place),))

    def _assign(self, node: Node) -> None:
        children = node.named_children
        if len(children) < 2:
            return
        name = self.script.source(children[0]).lstrip("$").split("[", 1)[0].strip()
        self.variables[name] = self.held(children[-1])

    def _test(self, *nodes: Node) -> Taint | None:
        """The signals that the parts of a condition compare with literals; whether something is set is no comparison."""
        taint = together(*(self.held(node).taint for node in nodes))
        if taint is None:
            return None
        entries = tuple(part.strip("*^$() ") for node in nodes for text in self._literals(node) for part in text.split("|"))
        telling = tuple(
            dict.fromkeys(entry for entry in entries if len(entry) > 1 and not entry.startswith("-") and not _OPERATORS.match(entry))
        )
        if not telling:
            return taint
        kind = Taint(signals=taint.signals, steps=(), list_entries=telling, compared="literal" if len(telling) < 3 else "hard_coded_list")
        step = Step(role="compare", text=f"compared with {', '.join(telling[:4])}", place=self.script.place(nodes[0]))
        return (together(taint, kind) or taint).then(step)

    def _literals(self, node: Node) -> list[str]:
        """Texts of a condition that are no part of a command which reads the signal, and the patterns of filters."""
        found: list[str] = []
        for part in walk(node):
            if part.type == "command":
                name = _name_of(self.script, part)
                if _FILTERS.match(name):
                    found += self.script.texts(part)[1:]
            elif part.type in _LITERALS and not _is_inside_command(part, node):
                found.append(self.script.source(part).strip("\"'"))
        return found

    def _branch(self, node: Node) -> None:
        """An if, case or switch: the names that its branches set differently are chosen by what it compares."""
        bodies, test = _parts(node)
        taint = self._test(*test)
        before = dict(self.variables)
        ends: list[dict[str, _Held]] = []
        for body in bodies:
            self.variables = dict(before)
            with self._under(node, taint):
                for part in body:
                    self.statements(part)
            ends.append(self.variables)
        if len(bodies) == 1:
            ends.append(before)
        self.variables = self._joined(node, before, ends, taint)

    def _joined(self, node: Node, before: dict[str, _Held], ends: list[dict[str, _Held]], taint: Taint | None) -> dict[str, _Held]:
        names: dict[str, _Held] = {}
        for name in dict.fromkeys(name for end in ends for name in end):
            values = [held for end in ends if (held := end.get(name, before.get(name))) is not None]
            if all(value is values[0] for value in values) and len(values) == len(ends):
                names[name] = values[0]
                continue
            texts = tuple(dict.fromkeys(text for value in values for text in value.texts))
            merged = together(*(value.taint for value in values))
            names[name] = _Held(merged if taint is None or not taint.decides else together(self._chosen(node, taint, texts), merged), texts)
        return names

    def _chosen(self, node: Node, taint: Taint, texts: tuple[str, ...]) -> Taint:
        decided = replace(taint, alternatives=tuple(dict.fromkeys(texts))[:16], is_choice=True)
        return decided.then(
            Step(role="select", text=f"chooses {', '.join(repr(text)[:60] for text in texts[:6])}", place=self.script.place(node))
        )

    @contextmanager
    def _under(self, node: Node, taint: Taint | None) -> Iterator[None]:
        is_decision = taint is not None and taint.decides
        if taint is not None and is_decision:
            self.controls.append((node.start_byte, taint))
        yield
        if is_decision:
            self.controls.pop()

    def _list(self, node: Node) -> None:
        """`a && b`, `a || b`: b is done on the condition of a."""
        first, *rest = node.named_children
        self.statements(first)
        taint = self._test(first)
        before = dict(self.variables)
        with self._under(node, taint):
            for part in rest:
                self.statements(part)
        self.variables = self._joined(node, before, [before, self.variables], taint)

    def _pipeline(self, node: Node) -> None:
        """Each command gets what the one before prints."""
        carried: Taint | None = None
        for part in node.named_children:
            if part.type == "command":
                self._command(part, carried)
                carried = together(carried, self.held(part).taint)
            else:
                self.statements(part)

    def _command(self, node: Node, given: Taint | None) -> None:
        """A command: what a client of the network or a sleep is given leaves, everything else is looked into."""
        name = _name_of(self.script, node)
        if name in self.functions and self.depth < _MAX_DEPTH:
            self.depth += 1
            self.statements(self.functions[name])
            self.depth -= 1
        if _CLIENT.match(name):
            self._request(node, given)
        elif _DELAY.match(name) or _TERMINAL.match(name):
            taint = together(self.held(node).taint, given)
            if taint is not None and _is_statement(node):
                self._escape(node, taint, "delay" if _DELAY.match(name) else "terminal", "argument", None)
        else:
            self.held(node)
            for part in node.named_children:
                if part.type not in ("command_name",):
                    self.statements(part)

    def _request(self, node: Node, given: Taint | None) -> None:
        endpoint = _host(self.script.source(node))
        seen = False
        for sink, name, value in _request_parts(self.script, node):
            taint = self.held(value).taint
            if taint is not None and sink != "none":
                seen = True
                self._escape(node, taint, sink, name, endpoint)
        if given is not None:
            seen = True
            self._escape(node, given, "body", "standard input", endpoint)
        if self.controls and not seen:
            condition, taint = self.controls[-1]
            texts = self.script.texts(node)
            self.escapes.append(self._escaped(node, taint, "url", "request", endpoint, texts[1:2], condition))

    def _escape(self, node: Node, taint: Taint, sink: str, argument: str, endpoint: str | None) -> None:
        self.escapes.append(self._escaped(node, taint, sink, argument, endpoint, taint.alternatives, None))

    def _escaped(
        self, node: Node, taint: Taint, sink: str, argument: str, endpoint: str | None, alternatives: tuple[str, ...], condition: int | None
    ) -> Escape:
        place = self.script.place(node)
        return Escape(
            taint=taint.then(Step(role="sink", text=f"leaves in {argument} ({sink})", place=place)),
            sink=sink,
            argument=argument,
            endpoint=endpoint,
            place=place,
            alternatives=alternatives,
            condition=condition,
        )


def _name_of(script: Script, command: Node) -> str:
    """The program that a command starts, words before it that only wrap it (`sudo`, `command`, `env`) left out."""
    words = [script.source(child) for child in command.named_children if child.type not in ("variable_assignment", "file_redirect")]
    while words and words[0] in ("sudo", "command", "env", "exec", "time", "nohup"):
        words.pop(0)
    return words[0] if words else ""


def _is_statement(command: Node) -> bool:
    """Whether what a command prints goes to the terminal: it stands in no substitution and no pipe."""
    at = command.parent
    while at is not None:
        if at.type in ("command_substitution", "sub_expression", "parenthesized_expression") or (
            at.type == "pipeline" and at.named_child_count > 1
        ):
            return False
        at = at.parent
    return True


def _is_inside_command(part: Node, root: Node) -> bool:
    at = part
    while at != root and at.parent is not None:
        if at.type == "command":
            return True
        at = at.parent
    return False


def _parts(node: Node) -> tuple[list[list[Node]], list[Node]]:
    """The branches of a decision, and the nodes that it tests."""
    children = node.named_children
    if node.type == "case_statement":
        items = [child for child in children if child.type == "case_item"]
        patterns = [
            part for item in items for part in item.named_children if part.type in ("extglob_pattern", "word", "string", "concatenation")
        ]
        return [[part for part in item.named_children if part not in patterns] for item in items], [children[0], *patterns]
    if node.type == "switch_statement":
        clauses = [part for part in walk(node) if part.type == "switch_clause"]
        return [list(clause.named_children[1:]) for clause in clauses], [children[0], *(clause.named_children[0] for clause in clauses)]
    test = children[:1]
    others = [child for child in children[1:] if child.type in ("else_clause", "elif_clause", "elseif_clauses")]
    tests = [*test, *(child.named_children[0] for child in others if child.type == "elif_clause" and child.named_children)]
    first = [child for child in children[1:] if child not in others]
    return [first, *([child] for child in others)], tests


def _request_parts(script: Script, node: Node) -> Iterator[tuple[str, str, Node]]:
    """(sink, option, value) of each argument of a client."""
    pending: str | None = None
    for part in _arguments(node):
        text = script.source(part)
        if pending is not None:
            yield _sink_of(pending, text), pending, part
            pending = None
        elif text.startswith("-") and text.lower().split("=", 1)[0] in _OPTIONS and text not in ("-f", "-I", "-i"):
            if "=" in text and text.startswith("--"):
                yield _sink_of(text.split("=", 1)[0], text), text.split("=", 1)[0], part
            elif len(text) > 2 and not text.startswith("--") and script.language is Language.SHELL:
                yield _sink_of(text[:2], text), text[:2], part
            else:
                pending = text
        elif not text.startswith("-"):
            yield ("query" if "?" in text.split("$", 1)[0] else "url"), "address", part


def _arguments(node: Node) -> Iterator[Node]:
    for child in node.named_children:
        if child.type == "command_elements":
            yield from (part for part in child.named_children if part.type != "command_argument_sep")
        elif child.type not in ("command_name", "file_redirect", "variable_assignment"):
            yield child


def _sink_of(option: str, text: str) -> str:
    if option == "-F":
        return "upload"
    return _OPTIONS.get(option.lower(), "body")


def _host(text: str) -> str | None:
    found = re.search(r"https?://([A-Za-z0-9.-]+)", text)
    return found[1].lower() if found else None
