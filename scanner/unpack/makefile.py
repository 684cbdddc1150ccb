"""Recipes of a Makefile: the commands of each target as a script, with the variables of the file put in."""

import re
from collections.abc import Iterator

from scanner.unpack.command_keys import Found, is_telling
from scanner.unpack.commands import add_commands
from scanner.unpack.make_text import MakeText
from scanner.unpack.settings import text_of
from scanner.unpack.sink import Sink
from scanner.unpack.source import Source

_FILE_BYTES_MAX = 512 << 10
_NAME = re.compile(r"(?:gnu)?makefile(?:[._-].*)?\Z|.*\.mk\Z", re.IGNORECASE | re.DOTALL)
_RULE = re.compile(r"^(?!\t)([^\s#:=][^\n:=#]*)::?(?!=)(?:[^\n=;$]|\$(?!\()|\$\([^()\n]*\))*(?:;([^\n]*))?$", re.MULTILINE)
_HAS_RECIPE = re.compile(r"(?m)^(?!\t)[^\s#:=][^\n:=]*::?(?!=)[^\n]*(?:\n[ \t]*(?:#[^\n]*)?)*\n\t")
def is_makefile(source: Source) -> bool:
    """True for a Makefile by its name and a rule with a recipe: its words alone are also those of scripts."""
    return source.size <= _FILE_BYTES_MAX and _NAME.match(source.name) is not None and _HAS_RECIPE.search(text_of(source)) is not None


def open_makefile(source: Source, sink: Sink) -> None:
    add_commands(sink, _commands(text_of(source)))


def _commands(text: str) -> Iterator[Found]:
    joined = text.replace("\r\n", "\n")
    make = MakeText()
    make.read(joined)
    exported = "".join(f'export {name}="{make.quoted(f"$({name})")}"\n' for name in make.exported if name.isidentifier())
    for rule in _RULE.finditer(joined):
        lines = [rule[2]] if rule[2] else []
        lines += _recipe(joined, rule.end() + 1, make)
        script = "\n".join(lines)
        if is_telling(script):
            yield Found(step=rule[1].strip()[:200], text=exported + script, suffix=".sh", is_of_agent=False)


def _recipe(text: str, at: int, make: MakeText) -> Iterator[str]:
    """The lines behind a rule that begin with a tab, or continue one that does, as a shell gets them; conditions among them as its own."""
    lines: list[str] = []
    depth = 0
    for line in text[at:].split("\n"):
        is_joined = bool(lines) and lines[-1].endswith("\\")
        if is_joined or line.startswith("\t"):
            lines.append(line.removeprefix("\t") if is_joined else line.lstrip("\t @+-"))
            continue
        if lines:
            yield make.recipe("\n".join(lines))
            lines = []
        condition = make.condition(line)
        if condition is not None and (depth or condition.startswith("if")):
            depth += condition.startswith("if ") - (condition == "fi")
            yield condition
        elif line.strip() and not line.startswith("#"):
            break  # the next rule
    if lines:
        yield make.recipe("\n".join(lines))
    yield from ["fi"] * depth
