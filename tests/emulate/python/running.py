"""Runs made-up Python programs in this process."""

import os
from functools import cache
from pathlib import Path

from scanner.emulate.python.package import package_of
from scanner.emulate.python.run import Loaded, load, run_program
from scanner.emulate.source import ROOT, SourceTree
from scanner.emulate.start import Start
from scanner.ruleset.locations import shipped
from scanner.ruleset.signals import signals_of
from scanner.world.persona import Change, persona
from scanner.world.recording import Recording


def engines() -> Path:
    """Where the tests keep the compiled engine between runs."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "unmask-tests" / "engines"


@cache
def _loaded(files: tuple[tuple[str, str | bytes], ...]) -> Loaded:
    texts = {f"{ROOT}/{name}": text for name, text in files if isinstance(text, str) and name.endswith(".py")}
    others = {f"{ROOT}/{name}": text.encode() if isinstance(text, str) else text for name, text in files if f"{ROOT}/{name}" not in texts}
    package = package_of(texts, others)
    return load(SourceTree(texts, files=others, names=package.names), package, signals_of((shipped("rules"),)), engines())


def run(
    files: dict[str, str | bytes],
    *arguments: str,
    seconds: float = 4.0,
    entry: str | None = None,
    changes: dict[str, str] | None = None,
    start: Start | None = None,
) -> Recording:
    """One run of a program, as the control persona or one that differs from it. Its first entry is started, unless another is named."""
    loaded = _loaded(tuple(files.items()))
    chosen = start or Start(path=f"{ROOT}/{entry}" if entry else loaded.package.entries[0], arguments=arguments)
    differing = tuple(Change(axis=axis, value=value, origin="test") for axis, value in (changes or {}).items())
    return run_program(loaded, chosen, persona(loaded.signals, differing), seconds=seconds)
