"""Recipes of a Makefile: the commands of each target as a script, with the variables of the file put in."""

import re
from collections.abc import Iterator

from scanner.unpack.command_keys import Found, is_telling
from scanner.unpack.commands import add_commands
from scanner.unpack.settings import text_of
from scanner.unpack.sink import Sink
from scanner.unpack.source import Source

_FILE_BYTES_MAX = 512 << 10
_NAME = re.compile(r"(?:gnu)?makefile(?:[._-].*)?\Z|.*\.mk\Z", re.IGNORECASE | re.DOTALL)
_RULE = re.compile(r"^(?!\t)([^\s#:=][^\n:=#]*)::?(?!=)[^\n=;]*(?:;([^\n]*))?$", re.MULTILINE)
_HAS_RECIPE = re.compile(r"(?m)^(?!\t)[^\s#:=][^\n:=]*::?(?!=)[^\n]*(?:\n[ \t]*(?:#[^\n]*)?)*\n\t")
_VARIABLE = re.compile(r"^[ ]*(?:export[ ]+|override[ ]+)*([\w.-]+)[ \t]*(?:::?|\?|\+|!)?=[ \t]*((?:[^\\\n]|\\.|\\\n)*)", re.MULTILINE)
_EXPANSION = re.compile(
    r"\$\$|\$\(shell[ \t]+((?:[^()]|\((?:[^()]|\([^()]{0,500}\)){0,500}\)){0,2000})\)|\$[({]([\w.-]{1,100})[)}]"
    r"|\$\([a-z-]{2,20}[ \t](?:[^()]|\([^()]{0,500}\)){0,1000}\)|\$[@<^*?+%]",
)
"""`$$`, the output of a command, a variable, another function, an automatic variable."""
_LEVELS_MAX = 8
_EXPANDED_CHARS_MAX = 64 << 10


def is_makefile(source: Source) -> bool:
    """True for a Makefile by its name and a rule with a recipe: its words alone are also those of scripts."""
    return source.size <= _FILE_BYTES_MAX and _NAME.match(source.name) is not None and _HAS_RECIPE.search(text_of(source)) is not None


def open_makefile(source: Source, sink: Sink) -> None:
    add_commands(sink, _commands(text_of(source)))


def _commands(text: str) -> Iterator[Found]:
    joined = text.replace("\r\n", "\n")
    variables = _Variables(joined)
    for rule in _RULE.finditer(joined):
        lines = [rule[2]] if rule[2] else []
        lines += _recipe(joined, rule.end() + 1)
        script = variables.expanded("\n".join(lines))
        if is_telling(script):
            yield Found(step=rule[1].strip()[:200], text=script, suffix=".sh", is_of_agent=False)


def _recipe(text: str, at: int) -> Iterator[str]:
    """The lines behind a rule that begin with a tab, or continue one that does."""
    is_joined = False
    while at < len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        line = text[at:end]
        if not is_joined and line.strip() and not line.startswith(("\t", "#")):
            return
        if line.startswith("\t") or is_joined:
            yield line[line.startswith("\t"):] if is_joined else line.lstrip("\t @+-")
        is_joined = line.endswith("\\") and (is_joined or line.startswith("\t"))
        at = end + 1


class _Variables:
    """The variables of a file, each put in once: what only `make` knows is a variable that is not set."""

    def __init__(self, text: str) -> None:
        self._told = {match[1]: match[2].replace("\\\n", " ").strip() for match in _VARIABLE.finditer(text)}
        self._known: dict[str, str] = {}

    def expanded(self, text: str, level: int = 0) -> str:
        """The text as a shell gets it."""
        return _EXPANSION.sub(lambda match: self._one(match, level + 1), text)[:_EXPANDED_CHARS_MAX] if level < _LEVELS_MAX else ""

    def _one(self, match: re.Match[str], level: int) -> str:
        if match[0] == "$$":
            return "$"
        if match[1] is not None:
            return f"$({self.expanded(match[1], level)})"
        name = match[2]
        if name is None or name not in self._told:
            return f"${{{name}}}" if name is not None and name.isidentifier() else "$_"
        if name not in self._known:
            self._known[name] = "$_"  # as long as it stands in itself
            self._known[name] = self.expanded(self._told[name], level)
        return self._known[name]
