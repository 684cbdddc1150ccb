"""What `argparse`, `optparse` and `getopt` would take: told to the host as lines of a usage."""

import argparse
import getopt
import optparse
import pathlib
import re
from typing import Any

from .channel import hint, tell

_told: set[str] = set()
_DEEP = 3


def tell_once(line: str) -> None:
    if line not in _told:
        _told.add(line)
        hint(line)


def tell_flag(flag: str) -> None:
    if flag not in _told:
        _told.add(flag)
        tell("hint", {"text": flag})


def placeholder(name: str, kind: Any = None, choices: Any = None) -> str:
    """What stands for a value in a line of a usage: a choice for itself, a file or number by its kind, else the name."""
    listed = [str(one) for one in choices][:1] if choices is not None else []
    if listed:
        return listed[0]
    if kind in (int, float) or getattr(kind, "__name__", "") in ("positive_int", "int", "float"):
        return "<count>"
    if kind is pathlib.Path or kind is open or isinstance(kind, argparse.FileType) or "path" in str(getattr(kind, "__name__", "")).lower():
        return "<file>"
    return f"<{''.join(letter if letter.isalnum() else '-' for letter in name.lower()).strip('-') or 'text'}>"


def _words(parser: argparse.ArgumentParser) -> list[str]:
    """What a parser must be given, apart from subcommands."""
    needed, places = [], []
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            continue
        name = action.metavar if isinstance(action.metavar, str) else action.dest
        value = placeholder(name, action.type, action.choices)
        if action.option_strings and action.required:
            flag = max(action.option_strings, key=len)
            needed.append(flag if action.nargs == 0 else f"{flag} {value}")
        elif not action.option_strings and action.nargs not in ("?", "*"):
            places.append(" ".join([value] * action.nargs) if isinstance(action.nargs, int) else value)
        elif not action.option_strings:
            tell_once(" ".join([*needed, *places, value]))
    for group in parser._mutually_exclusive_groups:
        if group.required and group._group_actions:
            first = group._group_actions[0]
            flag = max(first.option_strings, key=len, default="")
            needed.append(flag if first.nargs == 0 else f"{flag} {placeholder(first.dest, first.type, first.choices)}")
    return [*needed, *places]


def _tell_parser(parser: argparse.ArgumentParser, before: tuple[str, ...] = (), depth: int = 0) -> None:
    words = _words(parser)
    commands = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    for action in parser._actions:
        if action.choices and not isinstance(action, argparse._SubParsersAction) and not action.option_strings:
            for choice in list(action.choices)[:8]:
                tell_once(" ".join([*before, *(str(choice) if word == str(next(iter(action.choices))) else word for word in words)]))
    for action in commands:
        for name, inner in list(action.choices.items())[:24]:
            if depth < _DEEP:
                _tell_parser(inner, (*before, *words, name), depth + 1)
    if not commands and (before or words):
        tell_once(" ".join([*before, *words]))
        said = [re.sub(r"^<(?:text|input|doc|memo|notes?|source|script|log)>$", "<prompt>", word) for word in words]
        if said != words:
            tell_once(" ".join([*before, *said]))  # what is called so may be meant itself, and no file of this name


def _watching(plain: Any) -> Any:
    def parse(self: argparse.ArgumentParser, args: Any = None, namespace: Any = None) -> Any:
        if not _parsing:
            _tell_parser(self)
        _parsing.append(self)
        try:
            return plain(self, args, namespace)
        finally:
            _parsing.pop()
            if not _parsing:
                _tell_flags(self)

    return parse


_parsing: list[Any] = []
"""Parsers that are at work, the outermost first: those of subcommands are told with it."""


def _tell_flags(parser: argparse.ArgumentParser, depth: int = 0) -> None:
    """Options, of which those are worth trying that a start which is understood does not give."""
    for action in parser._actions:
        for flag in action.option_strings:
            if flag.startswith("--") and flag not in ("--help", "--version") and not action.required:
                tell_flag(flag)


def _quiet_error(self: argparse.ArgumentParser, message: str) -> Any:
    """The usage is told to the host already, and better."""
    self.exit(2, f"{self.prog}: error: {message}\n")


def _options(plain: Any) -> Any:
    def parse(self: Any, args: Any = None, values: Any = None) -> Any:
        for option in self._get_all_options():
            for flag in option._long_opts:
                if flag not in ("--help", "--version"):
                    tell_flag(flag)
        return plain(self, args, values)

    return parse


def _short(plain: Any) -> Any:
    def parse(args: Any, shortopts: str, longopts: Any = ()) -> Any:
        for name in [longopts] if isinstance(longopts, str) else longopts:
            tell_flag(f"--{name.rstrip('=')}")
        return plain(args, shortopts, list(longopts) if not isinstance(longopts, str) else longopts)

    return parse


def install() -> None:
    """Called before the image is taken."""
    for module in (argparse, optparse, getopt):  # their own texts are not translated: it is not the program that asks for the language
        module._ = lambda text: text
        module.ngettext = lambda one, many, count: one if count == 1 else many
    argparse.ArgumentParser.error = _quiet_error
    argparse.ArgumentParser.parse_known_args = _watching(argparse.ArgumentParser.parse_known_args)
    optparse.OptionParser.parse_args = _options(optparse.OptionParser.parse_args)
    getopt.getopt = _short(getopt.getopt)
    getopt.gnu_getopt = _short(getopt.gnu_getopt)
