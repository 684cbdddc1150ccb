"""Makes the programs ready that another one of their package may start: those of JavaScript and those of Python."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from scanner.emulate.engine import configure
from scanner.emulate.kin import Kin, RunAs
from scanner.emulate.python.package import package_of
from scanner.emulate.python.run import load
from scanner.emulate.python.run import run_program as run_python_program
from scanner.emulate.run import Laid, run_program
from scanner.emulate.source import SourceTree
from scanner.emulate.start import Start
from scanner.ruleset.signals import Signal
from scanner.world.persona import Persona
from scanner.world.recording import Recording

RUN_SECONDS = 3.0
MAX_BYTES = 2 * 1024 * 1024
"""Programs with more text than this are not run for others: a bundle takes a second for each run."""
_SCRIPTS = (".js", ".mjs", ".cjs", ".ts", ".mts", ".cts")
_PYTHON = (".py",)


def scripts_beside(files: Mapping[str, bytes], signals: tuple[Signal, ...], engines: Path) -> tuple[Kin, ...]:
    """The programs of JavaScript among the files of a package; none where there are none, or too many."""
    texts, others = _divided(files, _SCRIPTS)

    def start() -> RunAs:
        configure(engines)
        tree = SourceTree(texts, files=others)
        tree.read_all()
        return partial(_script_run, tree, Laid(tree), signals)

    return (Kin(texts=texts, starter=start),) if texts else ()


def python_beside(files: Mapping[str, bytes], signals: tuple[Signal, ...], engines: Path) -> tuple[Kin, ...]:
    """The programs of Python among the files of a package; none where there are none, or too many."""
    texts, others = _divided(files, _PYTHON)

    def start() -> RunAs:
        package = package_of(texts, others)
        loaded = load(SourceTree(texts, files=others, names=package.names), package, signals, engines)
        return partial(run_python_program, loaded, seconds=RUN_SECONDS)

    return (Kin(texts=texts, starter=start),) if texts else ()


def _script_run(tree: SourceTree, laid: Laid, signals: tuple[Signal, ...], start: Start, person: Persona) -> Recording:
    return run_program(tree, start, person, signals, seconds=RUN_SECONDS, laid=laid)


def _divided(files: Mapping[str, bytes], endings: tuple[str, ...]) -> tuple[dict[str, str], dict[str, bytes]]:
    """(texts with these endings, the other files); no texts where they are too large together."""
    texts = {path: content.decode("utf-8", "replace") for path, content in files.items() if path.endswith(endings)}
    if sum(map(len, texts.values())) > MAX_BYTES:
        return {}, {}
    return texts, {path: content for path, content in files.items() if path not in texts}
