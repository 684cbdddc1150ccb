"""Which modules run together: artifacts of one language grouped into programs."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import replace
from posixpath import dirname, join, normpath, splitext

from scanner.analyze.autoloads import function_files
from scanner.model.artifact import Artifact, ArtifactKind
from scanner.model.program import Language, Program

LANGUAGES = {
    ArtifactKind.JAVASCRIPT: Language.JAVASCRIPT,
    ArtifactKind.TYPESCRIPT: Language.JAVASCRIPT,
    ArtifactKind.PYTHON: Language.PYTHON,
    ArtifactKind.SHELL: Language.SHELL,
    ArtifactKind.POWERSHELL: Language.POWERSHELL,
}
_MANIFESTS = {
    Language.JAVASCRIPT: ("package.json", "deno.json"),
    Language.PYTHON: ("pyproject.toml", "setup.py", "PKG-INFO", "METADATA", "RECORD"),
    Language.SHELL: ("package.json", "pyproject.toml", "plugin.json", "SKILL.md"),
    Language.POWERSHELL: ("package.json", "pyproject.toml", "plugin.json", "SKILL.md"),
}
"""Files that make their folder (for wheel metadata: the folder above) the root of a package."""
ROOT_MODULE = ".psm1"
"""A PowerShell module: its script takes in the others of its folder, by names that it lists as it runs."""
_ALL_MANIFESTS = frozenset(name for names in _MANIFESTS.values() for name in names)
_BY_COMPILERS = (".map", ".d.ts", ".d.mts", ".d.cts", ".pyi", ".flow")
BESIDE_BYTES = 1024 * 1024
"""Only files up to this size are handed to a program that is run: the largest list met in a package of this kind has 0.2 MB."""
BESIDE_WASM_BYTES = 8 * 1024 * 1024
"""The same for WebAssembly, without which most programs that load it end at once: counters of tokens bring 1 to 5 MB."""
BESIDE_COUNT = 400
_SHELLS = frozenset({Language.SHELL, Language.POWERSHELL})
_AGENT_SETTINGS = re.compile(
    r"(?:hooks|settings(?:\.local)?|plugin|\.?mcp|config|tools?)\.(?:json|toml|ya?ml)|(?:SKILL|AGENTS|CLAUDE|GEMINI)\.md", re.IGNORECASE
)
"""Files that say which scripts an agent runs: they name the script, not the script them."""
_WORD_BYTES = frozenset(bytes([byte]) for byte in b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-")
"""What the name of a file goes on with, if it stands right before or behind the text of another."""
_IMPORT_BYTES = 4 * 1024 * 1024
"""Only files up to this size are searched for imports of their neighbours: larger ones are bundles, which have none."""
_JS_IMPORT = re.compile(rb"""(?:\bfrom|\bimport|\brequire)\s{0,8}\(?\s{0,8}["'`](\.{1,2}/[^"'`\s]{1,300})["'`]""")
_PY_IMPORT = re.compile(
    rb"^[ \t]{0,40}(?:from[ \t]{1,8}(\.{0,8}[\w.]{0,200})[ \t]{1,8}import[ \t]{1,8}\(?([\w, \t]{0,300})"
    rb"|import[ \t]{1,8}([\w., \t]{1,300}))",
    re.MULTILINE,
)
_SHELL_IMPORT = re.compile(rb"(?:^|[;&|\n])[ \t]{0,80}(?:\.|source|Import-Module|bash|sh|zsh|exec)[ \t]{1,8}([^\n;&|]{1,300})")
_FILE_NAME = re.compile(rb"[\w.-]{1,120}")
_JS_SUFFIXES = ("", ".js", ".mjs", ".cjs", ".ts", ".mts", ".cts", ".tsx", ".jsx", "/index.js", "/index.ts", "/index.mjs", "/index.cjs")


def programs_of(artifacts: Iterable[Artifact]) -> tuple[Program, ...]:
    """Group by container, then by package root, then (outside of packages) by imports of neighbours. In trail order, equal ones once.

    Does not see imports whose path is computed; such modules are programs of their own.
    """
    artifacts = tuple(artifacts)
    groups: dict[tuple[Language, tuple[str, ...]], list[Artifact]] = {}
    for artifact in artifacts:
        language = LANGUAGES.get(artifact.kind)
        if language is not None:
            groups.setdefault((language, artifact.trail[:-1]), []).append(artifact)
    by_container: dict[tuple[str, ...], list[Artifact]] = {}
    for artifact in artifacts:
        by_container.setdefault(artifact.trail[:-1], []).append(artifact)
    programs = []
    for (language, container), modules in groups.items():
        inside = sorted(by_container[container], key=_path)
        roots = _package_roots(language, {item.trail[-1] for item in inside})
        programs += [_with_beside(program, inside, roots) for program in _split(language, container, modules, roots)]
    unique: dict[tuple[object, ...], Program] = {}
    for program in sorted(programs, key=lambda program: (program.modules[0].trail, program.language)):
        unique.setdefault(_identity(program), program)
    return tuple(unique.values())


def _identity(program: Program) -> tuple[object, ...]:
    """Equal for programs of the same content in other places: pages of one design, copies of a dependency. One of them is followed."""
    depth = len(program.root)
    parts = ((item.sha256, item.kind, item.trail[depth:]) for item in (*program.modules, *program.beside))
    return program.language, program.entries, len(program.modules), *parts


def _with_beside(program: Program, inside: list[Artifact], roots: tuple[str, ...]) -> Program:
    """The program with the small files of its package; where no manifest marks one, with those beside it that it names.

    inside: the artifacts of its container, by path: a source map states thousands, most of them programs of their own.
    """
    first = program.modules[0].trail[-1]
    root = next((root for root in roots if _is_below(first, root)), None)
    own = {module.trail for module in program.modules}
    if root is not None:
        beside = [item for item in _below(root, inside) if _can_be_beside(item, own)]
    else:
        folders = {dirname(module.trail[-1]) for module in program.modules}
        is_shell = program.language in _SHELLS
        if is_shell:
            folders |= {dirname(folder) for folder in folders}  # `bin/tool` and `share/list` lie side by side
        near = {item.trail: item for folder in folders for item in _below(folder, inside) if _can_be_beside(item, own)}
        text = b"\n".join(module.content.read_bytes() for module in program.modules if near and module.size_bytes <= _IMPORT_BYTES)
        loaded = _loaded(program, near.values()) if is_shell and b"autoload" in text else frozenset[str]()
        beside = [
            item for item in near.values()
            if _names(text, item.name) or (is_shell and _AGENT_SETTINGS.fullmatch(item.name)) or item.trail[-1] in loaded
        ]  # fmt: skip
    kept = sorted(beside, key=_use)[:BESIDE_COUNT]
    return replace(program, beside=tuple(sorted(kept, key=lambda item: item.trail)))


def _loaded(program: Program, near: Iterable[Artifact]) -> frozenset[str]:
    """Paths of files that scripts load functions from."""
    paths = [item.trail[-1] for item in near]
    texts = ((module.trail[-1], module.content.read_bytes().decode("utf-8", "replace")) for module in program.modules)
    return frozenset(path for own, text in texts for path in function_files(text, own, paths))


def _names(text: bytes, name: str) -> bool:
    """Whether a text names a file: as a word of its own, as `cli` stands in `client` too."""
    word = name.encode("utf-8", "surrogatepass")
    at = text.find(word)
    while at >= 0:
        end = at + len(word)
        if not (text[at - 1 : at] in _WORD_BYTES or text[end : end + 1] in _WORD_BYTES):
            return True
        at = text.find(word, end)
    return False


def _use(item: Artifact) -> tuple[bool, bool, tuple[str, ...]]:
    """Files that a program that is run may ask for come first: manifests, then all but what compilers put beside their output."""
    return item.name not in _ALL_MANIFESTS, item.name.endswith(_BY_COMPILERS), item.trail


def _below(folder: str, inside: list[Artifact]) -> list[Artifact]:
    """Those below a folder, of artifacts in the order of their paths."""
    if not folder:
        return inside
    return inside[bisect_left(inside, f"{folder}/", key=_path) : bisect_left(inside, f"{folder}0", key=_path)]  # 0 comes after /


def _can_be_beside(item: Artifact, own: set[tuple[str, ...]]) -> bool:
    return item.size_bytes <= (BESIDE_WASM_BYTES if item.kind is ArtifactKind.WASM else BESIDE_BYTES) and item.trail not in own


def _path(item: Artifact) -> str:
    return item.trail[-1]


def _package_roots(language: Language, names: set[str]) -> tuple[str, ...]:
    """Folders that hold a manifest and lie in no other such folder."""
    wanted = _MANIFESTS.get(language, ())
    roots = set()
    for name in names:
        base = name.rsplit("/", 1)[-1]
        if base in wanted or (language is Language.POWERSHELL and base.endswith(ROOT_MODULE)):
            folder = dirname(name)
            roots.add(dirname(folder) if folder.endswith((".dist-info", ".egg-info", ".claude-plugin", ".cursor-plugin")) else folder)
    return tuple(sorted(root for root in roots if not any(other != root and _is_below(root, other) for other in roots)))


def _split(language: Language, container: tuple[str, ...], modules: list[Artifact], roots: tuple[str, ...]) -> list[Program]:
    by_root: dict[str, list[Artifact]] = {}
    loose: list[Artifact] = []
    for module in modules:
        root = next((root for root in roots if _is_below(module.trail[-1], root)), None)
        if root is None:
            loose.append(module)
        else:
            by_root.setdefault(root, []).append(module)
    parts = [*by_root.values(), *_connected(language, loose)]
    return [_program(language, container, part) for part in parts]


def _program(language: Language, container: tuple[str, ...], modules: list[Artifact]) -> Program:
    ordered = tuple(sorted(modules, key=lambda module: module.trail))
    entries = tuple(index for index, module in enumerate(ordered) if module.is_entry)
    return Program(language=language, root=container, modules=ordered, entries=entries or ((0,) if len(ordered) == 1 else ()))


def _connected(language: Language, modules: list[Artifact]) -> list[list[Artifact]]:
    """Modules joined by imports; every other module alone. A Bun or SEA payload holds one program whatever its imports."""
    if len(modules) < 2:
        return [modules] if modules else []
    if any(module.is_entry for module in modules) and len(modules[0].trail) > 1:
        return [modules]
    paths = {module.trail[-1]: index for index, module in enumerate(modules)}
    group = list(range(len(modules)))

    def find(index: int) -> int:
        while group[index] != index:
            group[index] = group[group[index]]
            index = group[index]
        return index

    for index, module in enumerate(modules):
        for target in _neighbours(language, module, paths):
            group[find(target)] = find(index)
    parts: dict[int, list[Artifact]] = {}
    for index, module in enumerate(modules):
        parts.setdefault(find(index), []).append(module)
    return list(parts.values())


def _neighbours(language: Language, module: Artifact, paths: dict[str, int]) -> list[int]:
    if module.size_bytes > _IMPORT_BYTES:
        return []
    content = module.content.read_bytes()
    folder = dirname(module.trail[-1])
    if language is Language.JAVASCRIPT:
        named = [normpath(join(folder, found.decode("utf-8", "replace"))) for found in _JS_IMPORT.findall(content)]
        candidates = [variant for name in named for variant in (*(name + suffix for suffix in _JS_SUFFIXES), splitext(name)[0] + ".ts")]
    elif language is Language.PYTHON:
        candidates = [name for found in _PY_IMPORT.findall(content) for name in _python_paths(folder, *found)]
    elif language in _SHELLS:
        names = {name.decode("utf-8", "replace") for line in _SHELL_IMPORT.findall(content) for name in _FILE_NAME.findall(line)}
        candidates = [path for path in paths if path.rsplit("/", 1)[-1] in names] if names else []
        candidates += function_files(content.decode("utf-8", "replace"), module.trail[-1], paths)
    else:
        return []
    return sorted({paths[name] for name in candidates if name in paths})


def _python_paths(folder: str, source: bytes, names: bytes, plain: bytes) -> list[str]:
    if plain:
        stems = [part.split()[0].decode("utf-8", "replace").replace(".", "/") for part in plain.split(b",") if part.split()]
        bases = _above(folder)
    else:
        text = source.decode("utf-8", "replace")
        dots = len(text) - len(text.lstrip("."))
        bases = (normpath(join(folder, *[".."] * max(0, dots - 1))),) if dots else _above(folder)
        stem = text.lstrip(".").replace(".", "/")
        parts = [part.split()[0].decode("utf-8", "replace") for part in names.split(b",") if part.split()]
        stems = [stem, *(f"{stem}/{part}".lstrip("/") for part in parts)]
    found = []
    for stem in filter(None, stems):
        for base in bases:
            path = normpath(join(base, stem))
            found += [f"{path}.py", f"{path}/__init__.py", f"{path}.pyc", f"{path}/__init__.pyc"]
    return found


def _above(folder: str) -> tuple[str, ...]:
    """A folder and those above it, from which a package of the program may be imported."""
    parts = folder.split("/") if folder else []
    return tuple("/".join(parts[:count]) for count in range(len(parts), -1, -1))


def _is_below(path: str, folder: str) -> bool:
    return not folder or path == folder or path.startswith(f"{folder}/")
