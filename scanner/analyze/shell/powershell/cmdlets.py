"""Cmdlets of PowerShell."""

import re
from collections.abc import Callable

from scanner.analyze.shell.comparing import fits_regex, holds
from scanner.analyze.shell.machine import Machine
from scanner.analyze.shell.outcomes import UNSURE, Truth, each_case, leaves_of, negated, value_of
from scanner.analyze.shell.powershell.arguments import Given
from scanner.analyze.shell.powershell.classes import is_class, new_object
from scanner.analyze.shell.powershell.evaluating import truth
from scanner.analyze.shell.powershell.formats import shaped
from scanner.analyze.shell.powershell.json import from_json, to_json
from scanner.analyze.shell.powershell.lists import measure, select, sort
from scanner.analyze.shell.powershell.members import member_of
from scanner.analyze.shell.powershell.operators import compared, truth_of, value_of_truth
from scanner.analyze.shell.powershell.pipelines import on_ways, program, run_block, run_with
from scanner.analyze.shell.powershell.scope import assign, items_of, made, unit, variable
from scanner.analyze.shell.powershell.sending import paused, request
from scanner.analyze.shell.powershell.statics import bare_type, constructed, digest
from scanner.analyze.shell.powershell.storing import add_content, add_member, content, first, set_content
from scanner.analyze.shell.powershell.texts import evaluate_text
from scanner.analyze.shell.reading import as_usual, file_text, scripts_in
from scanner.analyze.shell.redirecting import show
from scanner.analyze.shell.state import State
from scanner.analyze.shell.values import EMPTY, Block, Choice, Listing, Table, Text, Value, as_text, choose, concat, known, of_hole
from scanner.code.shell import power_nodes as nodes

Cmdlet = Callable[[Machine, State, nodes.Command, Given, Value | None], Value]
_MAX_ITEMS = 400


def _request(machine: Machine, state: State, node: nodes.Command, given: Given, carried: Value | None) -> Value:
    body = given.get("body", "form")
    parts = {
        "uri": first(given, "uri", "url"), "method": given.get("method", "custommethod") or EMPTY,
        "headers": given.get("headers") or EMPTY,
        "body": body if body is not None else EMPTY, "agent": given.get("useragent") or EMPTY, "type": given.get("contenttype") or EMPTY,
    }  # fmt: skip
    file = given.get("infile")
    if file is not None:
        parts["file"] = file_text(machine, state, as_text(file), node) or known(f"content of {machine.spelled(as_usual(file))}")
    return request(machine, state, node, parts, target=given.get("outfile"))


def _sleep(machine: Machine, state: State, node: nodes.Command, given: Given, carried: Value | None) -> Value:
    paused(machine, state, node, first(given, "seconds", "milliseconds", "s", "m"))
    return EMPTY


def _shown(machine: Machine, state: State, node: nodes.Command, given: Given, carried: Value | None) -> Value:
    words = [*given.positional, *(value for name, value in given.named.items() if name in ("object", "message", "status", "activity"))]
    show(machine, state, node, concat((as_text(Listing(tuple(words))), as_text(carried) if carried is not None else EMPTY, known("\n"))))
    return EMPTY


def _written(machine: Machine, state: State, node: nodes.Command, given: Given, carried: Value | None) -> Value:
    value = given.get("inputobject")
    items = [item for one in given.positional for item in items_of(one)]
    if value is not None:
        items += items_of(value)
    return unit(Listing(tuple(items))) if items else carried if carried is not None else EMPTY


def _nothing(machine: Machine, state: State, node: nodes.Command, given: Given, carried: Value | None) -> Value:
    return EMPTY


def _passed(machine: Machine, state: State, node: nodes.Command, given: Given, carried: Value | None) -> Value:
    return carried if carried is not None else first(given, "inputobject")


def _to_json(machine: Machine, state: State, node: nodes.Command, given: Given, carried: Value | None) -> Value:
    value = carried if carried is not None else first(given, "inputobject")
    squeezed = given.get("compress")
    if squeezed is None:
        return to_json(machine, value, is_compressed=False)
    answer = truth_of(machine, state, node, squeezed)
    settled = machine.settled(node, answer, state)
    if isinstance(settled, bool):
        return to_json(machine, value, is_compressed=settled)
    condition, ways = settled
    return choose(condition, [to_json(machine, value, is_compressed=way in ways) for way in range(condition.count)])


def _from_json(machine: Machine, state: State, node: nodes.Command, given: Given, carried: Value | None) -> Value:
    value = carried if carried is not None else first(given, "inputobject")
    return value_of(each_case((as_text(value, "\n"),), lambda one: from_json(machine, as_text(one[0])), state.pinned))


def _for_each(machine: Machine, state: State, node: nodes.Command, given: Given, carried: Value | None) -> Value:
    blocks = [value for value in (*given.positional, *given.named.values()) if isinstance(value, Block)]
    if isinstance(carried, Choice) and any(isinstance(option, Listing) for option in carried.options):
        options = carried.options
        return on_ways(machine, state, carried.condition, lambda inner, way: _for_each(machine, inner, node, given, options[way]))
    items = items_of(carried if carried is not None else EMPTY)
    if not blocks:
        name = as_text(first(given, "membername")).plain or ""
        return unit(Listing(tuple(member_of(machine, item, name) for item in items[:_MAX_ITEMS])))
    block = given.get("process") if isinstance(given.get("process"), Block) else blocks[-1] if len(blocks) < 3 else blocks[1]
    begin = given.get("begin")
    if isinstance(begin, Block):
        run_block(machine, state, begin, EMPTY)
    assert isinstance(block, Block)
    found: list[Value] = []
    for item in items[:_MAX_ITEMS]:
        found += items_of(run_block(machine, state, block, item))
    end = given.get("end")
    if isinstance(end, Block):
        found += items_of(run_block(machine, state, end, EMPTY))
    return unit(Listing(tuple(found)))


def _where(machine: Machine, state: State, node: nodes.Command, given: Given, carried: Value | None) -> Value:
    items = items_of(carried if carried is not None else EMPTY)[:_MAX_ITEMS]
    if not items:
        return EMPTY
    block = next((value for value in (*given.positional, *given.named.values()) if isinstance(value, Block)), None)
    found: list[Value] = []
    for item in items:
        answer = machine.settled(node, _kept(machine, state, node, given, block, item), state)
        if answer is True:
            found.append(item)
        elif isinstance(answer, tuple):
            condition, ways = answer
            if condition.taint is None:
                found.append(item)  # whether it is one of them is not known: it may be
            else:
                found.append(choose(condition, [Listing((item,)) if way in ways else Listing(()) for way in range(condition.count)]))
    return unit(Listing(tuple(found)))


def _kept(machine: Machine, state: State, node: nodes.Command, given: Given, block: Value | None, item: Value) -> Truth:
    if isinstance(block, Block):
        code = block.code
        assert isinstance(code, nodes.ScriptBlock)
        held = state.names.get("_")
        state.names["_"] = item
        answer = truth(machine, state, code.body[-1]) if code.body else False
        if held is not None:
            state.names["_"] = held
        return answer
    name = as_text(given.positional[0]).plain if given.positional else None
    operator = next(
        (
            key
            for key in given.named
            if key in ("eq", "ne", "like", "match", "in", "contains", "gt", "lt", "ge", "le", "notmatch", "notlike")
        ),
        None,
    )
    if name is None or operator is None:
        return UNSURE
    return compared(machine, state, node, operator, member_of(machine, item, name), given.named[operator])


def _select_string(machine: Machine, state: State, node: nodes.Command, given: Given, carried: Value | None) -> Value:
    pattern = as_text(first(given, "pattern"))
    subject = carried if carried is not None else given.get("inputobject")
    path = given.get("path", "literalpath") or (given.positional[1] if len(given.positional) > 1 else None)
    if path is not None:
        found_text = file_text(machine, state, as_text(path), node)
        subject = found_text if found_text is not None else machine.unknown(f"<{machine.spelled(as_usual(path))}", source="file")
    text = as_text(subject if subject is not None else EMPTY, "\n")
    is_plain = given.get("simplematch") is not None
    answer = each_case(
        (text, pattern),
        lambda one: (holds if is_plain else fits_regex)(machine, node, as_text(one[0]), as_text(one[1]), ignores_case=True),
        state.pinned,
    )
    if given.get("notmatch") is not None:
        answer = negated(answer)
    if given.get("quiet") is not None:
        return value_of_truth(machine, state, node, answer)
    settled = machine.settled(node, answer, state)
    found = machine.unknown(f"match of {machine.spelled(as_usual(text))}"[:300], text.taint, source="match")
    if isinstance(settled, bool):
        return found if settled else EMPTY
    condition, ways = settled
    return choose(condition, [found if way in ways else EMPTY for way in range(condition.count)])


def _date(machine: Machine, state: State, node: nodes.Command, given: Given, carried: Value | None) -> Value:
    form = given.get("format", "uformat")
    moment = machine.hole(
        f"date {' '.join(machine.spelled(as_usual(value)) for name, value in given.named.items() if name not in ('format', 'uformat'))}",
        source="time",
    )
    if form is None:
        return of_hole(moment)

    def one(values: tuple[Value, ...]) -> Value:
        pattern = as_text(values[0]).plain
        if pattern is None:
            return of_hole(machine.derived(moment, "formatted"))
        if re.search(r"(?<!\\)[zK]", pattern):
            taint = machine.read(node, "utc_offset", f"Get-Date -Format {pattern}")
            return Text((machine.hole(f"date {pattern}", taint, source="signal"),), (), taint)
        return shaped(machine, of_hole(moment), pattern)

    return value_of(each_case((form,), one, state.pinned))


def _new_object(machine: Machine, state: State, node: nodes.Command, given: Given, carried: Value | None) -> Value:
    name = bare_type((as_text(first(given, "typename", "comobject")).plain or "").partition("`")[0])
    arguments = given.get("argumentlist", "args")
    rest = list(items_of(arguments)) if arguments is not None else [item for one in given.positional[1:] for item in items_of(one)]
    if is_class(state, name):
        return new_object(machine, state, name, rest)
    if name in ("psobject", "pscustomobject"):
        return given.get("property") or Table(())
    return constructed(machine, name, rest)


def _expression(machine: Machine, state: State, node: nodes.Command, given: Given, carried: Value | None) -> Value:
    code = carried if carried is not None else first(given, "command")
    return evaluate_text(machine, state, as_text(unit(code)), node)


def _invoke_command(machine: Machine, state: State, node: nodes.Command, given: Given, carried: Value | None) -> Value:
    block = next((value for value in (*given.named.values(), *given.positional) if isinstance(value, Block)), None)
    if block is None:
        return EMPTY
    arguments = given.get("argumentlist", "args")
    return run_with(machine, state, block, Given({}, list(items_of(arguments)) if arguments is not None else [], []), carried)


def _start(machine: Machine, state: State, node: nodes.Command, given: Given, carried: Value | None) -> Value:
    name = first(given, "filepath")
    arguments = given.get("argumentlist", "args")
    rest = list(items_of(arguments)) if arguments is not None else [item for one in given.positional[1:] for item in items_of(one)]
    return program(machine, state, node, [name, *rest], carried)


def _set_variable(machine: Machine, state: State, node: nodes.Command, given: Given, carried: Value | None) -> Value:
    name = as_text(first(given, "name")).plain
    value = given.get("value") or (given.positional[1] if len(given.positional) > 1 else EMPTY)
    if name:
        assign(machine, state, name.lower(), value, is_outer=given.get("scope") is not None)
    return EMPTY


def _get_command(machine: Machine, state: State, node: nodes.Command, given: Given, carried: Value | None) -> Value:
    """A function of the script is what its name says; of others it is not known whether they are there."""
    name = as_text(first(given, "name"))
    answer = each_case((name,), lambda one: (as_text(one[0]).plain or "").lower() in state.routines, state.pinned)
    return name if all(leaves_of(answer)) else _unsure(machine, state, node, given, carried)


def _set_alias(machine: Machine, state: State, node: nodes.Command, given: Given, carried: Value | None) -> Value:
    """Another name for a command."""
    name, target = given.get("name"), given.get("value")
    rest = list(given.positional)
    name = name if name is not None else rest.pop(0) if rest else EMPTY
    target = target if target is not None else rest.pop(0) if rest else EMPTY
    assign(machine, state, f"alias {(as_text(name).plain or '').lower()}", known((as_text(target).plain or "").lower()), is_outer=True)
    return EMPTY


def _get_variable(machine: Machine, state: State, node: nodes.Command, given: Given, carried: Value | None) -> Value:
    name = as_text(first(given, "name")).plain
    value = variable(machine, state, name.lower(), node) if name else EMPTY
    return value if given.get("valueonly") is not None else Table((("Name", known(name or "")), ("Value", value)))


def _join_path(machine: Machine, state: State, node: nodes.Command, given: Given, carried: Value | None) -> Value:
    words = [*(value for name, value in given.named.items() if name in ("path", "childpath")), *given.positional]
    parts: list[Value] = []
    for index, word in enumerate(words):
        parts += [known("/"), word] if index else [word]
    return concat(parts)


def _item_property(machine: Machine, state: State, node: nodes.Command, given: Given, carried: Value | None) -> Value:
    """Values of the registry, and of other places."""
    path = machine.spelled(as_usual(first(given, "path", "literalpath")))
    name = machine.spelled(as_usual(given.get("name") or (given.positional[1] if len(given.positional) > 1 else EMPTY)))
    if path.lower().startswith("env:"):
        return variable(machine, state, path.lower().replace("\\", ""), node)
    line = f"Get-ItemProperty {path} {name}".strip()
    after = _named_behind(machine, node)
    signal = machine.readers.of_command(f"{line} {after}".strip()) or machine.readers.of_command(line)
    if signal is None:
        return machine.unknown(line, source="command")
    whole = f"{line} {after}".strip()
    return machine.told(node, signal, whole, line, lambda host: host.command(whole))


def _named_behind(machine: Machine, node: nodes.Command) -> str:
    """The member that is taken of what the command gives: `(Get-ItemProperty ...).Nation`."""
    assert machine.module is not None
    found = re.compile(r"\s*\)\s*\.\s*'?(\w+)").match(machine.module.text.text, node.end)
    return found[1] if found is not None else ""


def _hash_file(machine: Machine, state: State, node: nodes.Command, given: Given, carried: Value | None) -> Value:
    algorithm = (as_text(given.get("algorithm") or known("sha256")).plain or "sha256").lower()
    value = given.get("inputstream") or carried or first(given, "path")
    return Table((("Algorithm", known(algorithm)), ("Hash", digest(machine, algorithm, as_text(value)))))


def _unsure(machine: Machine, state: State, node: nodes.Command, given: Given, carried: Value | None) -> Value:
    name = as_text(first(given)).plain or ""
    return machine.unknown(f"{machine.spelled(as_usual(Listing(tuple(given.flat))))} {name}"[:200], source="command")


def _children(machine: Machine, state: State, node: nodes.Command, given: Given, carried: Value | None) -> Value:
    """The scripts of the package in a folder; of other folders nothing is known."""
    path = as_text(first(given, "path", "literalpath"))
    wanted = as_text(given.get("filter", "include") or EMPTY).plain or "*"
    found = scripts_in(machine, path, wanted, is_deep=given.get("recurse", "r") is not None)
    if not found:
        return _unsure(machine, state, node, given, carried)
    return Listing(tuple(_file(each) for each in found))


def _file(path: str) -> Value:
    name = path.rpartition("/")[2]
    return Table((("FullName", known(path)), ("Name", known(name)), ("BaseName", known(name.rpartition(".")[0]))))


def _join_string(machine: Machine, state: State, node: nodes.Command, given: Given, carried: Value | None) -> Value:
    mark = first(given, "separator")
    parts: list[Value] = []
    for index, item in enumerate(items_of(carried if carried is not None else EMPTY)):
        parts += [mark, item] if index else [item]
    return concat(parts)


def _secure(machine: Machine, state: State, node: nodes.Command, given: Given, carried: Value | None) -> Value:
    return made("secret", text=first(given, "string"))


CMDLETS: dict[str, Cmdlet] = {
    "invoke-restmethod": _request, "invoke-webrequest": _request, "start-bitstransfer": _request, "start-sleep": _sleep,
    "write-host": _shown, "write-error": _shown, "write-warning": _shown, "write-verbose": _shown, "write-information": _shown,
    "write-debug": _shown, "write-progress": _shown, "out-host": _shown, "read-host": _unsure, "write-output": _written,
    "out-null": _nothing,
    "out-string": _passed, "out-default": _passed, "tee-object": _passed, "format-table": _passed, "format-list": _passed,
    "get-content": content, "set-content": set_content, "add-content": add_content, "out-file": set_content,
    "convertto-json": _to_json, "convertfrom-json": _from_json, "foreach-object": _for_each, "where-object": _where,
    "select-object": select, "sort-object": sort, "select-string": _select_string, "get-date": _date, "new-object": _new_object,
    "invoke-expression": _expression, "invoke-command": _invoke_command, "start-process": _start, "set-variable": _set_variable,
    "new-variable": _set_variable, "get-variable": _get_variable, "join-path": _join_path, "get-itemproperty": _item_property,
    "get-itempropertyvalue": _item_property, "get-item": _item_property, "get-filehash": _hash_file, "test-path": _unsure,
    "get-command": _get_command, "import-module": _nothing, "set-strictmode": _nothing, "set-location": _nothing, "new-item": _nothing,
    "remove-item": _nothing, "copy-item": _nothing, "move-item": _nothing, "add-type": _nothing, "export-modulemember": _nothing,
    "measure-object": measure, "join-string": _join_string, "convertto-securestring": _secure, "get-random": _unsure,
    "set-alias": _set_alias, "new-alias": _set_alias, "clear-host": _nothing, "add-member": add_member,
    "expand-archive": _nothing, "start-job": _invoke_command,
    "split-path": _unsure, "resolve-path": _passed, "get-childitem": _children, "get-process": _unsure, "get-credential": _unsure,
}  # fmt: skip
