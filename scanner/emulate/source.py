"""The modules of a program as the guest loads them: which file a name means, CommonJS or ES, TypeScript taken out."""

import json
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal

import tree_sitter
from quickjs_rs import SourceTransform, transform_source

from scanner.emulate.decorators import decorators_called
from scanner.emulate.engine import configure
from scanner.emulate.instrument import FUNCTION_TYPES, FUNCTIONS, LANGUAGE, Edits, ProbedFunction, probed
from scanner.emulate.manifests import HOSTS, named_packages
from scanner.emulate.resolving import Paths

if TYPE_CHECKING:
    from scanner.emulate.kin import Relative

ROOT = "/home/user/project/tool"
"""Folder of the made-up host in which the program lies."""

BUILTINS = frozenset({
    "assert", "assert/strict", "async_hooks", "buffer", "child_process", "cluster", "console", "constants", "crypto", "dgram",
    "diagnostics_channel", "dns", "dns/promises", "events", "fs", "fs/promises", "http", "http2", "https", "inspector",
    "inspector/promises", "module", "net", "os", "path", "path/posix", "path/win32", "perf_hooks", "process", "punycode",
    "querystring", "readline", "readline/promises", "repl", "sea", "sqlite", "stream", "stream/consumers", "stream/promises",
    "stream/web", "string_decoder", "sys", "test", "timers", "timers/promises", "tls", "tty", "url", "util", "util/types", "v8",
    "vm", "wasi", "worker_threads", "zlib",
})  # fmt: skip
"""Built-in modules of Node 22."""

TYPED = (".ts", ".mts", ".cts", ".tsx")
"""Endings of TypeScript."""
_NAME = re.compile(r"[A-Za-z_$][\w$]*\Z")
_IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_]{1,}")
_IN_BRACES = re.compile(rb"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What a name in `require` or `import` means."""

    kind: Literal["builtin", "cjs", "esm", "json", "package", "missing"]
    path: str = ""
    name: str = ""
    source: str = ""


@dataclass(slots=True)
class _Module:
    text: str
    kind: Literal["cjs", "esm", "json"]
    imports: dict[str, set[str]] = field(default_factory=dict)
    """Specifier -> names imported from it."""


class SourceTree:
    """The texts of one program by their path below `ROOT`."""

    def __init__(
        self,
        texts: dict[str, str],
        files: dict[str, bytes] | None = None,
        names: frozenset[str] = frozenset(),
        focus: dict[str, tuple[int, ...]] | None = None,
    ) -> None:
        """texts: the modules. files: what else lies in the artifact. names: what the program calls itself.

        focus: path -> byte offsets in the text; only what lies around them is probed. None: everything is.
        """
        self.names = names
        self.kin: tuple[Relative, ...] = ()
        """Programs that it may start, and that are then run as the same person."""
        self._focus = focus
        self._texts = texts
        self._files = {path: content for path, content in (files or {}).items() if path not in texts}
        self._paths = Paths(self._texts, self._files)
        self._modules: dict[str, _Module] = {}
        self._keeps_context = any("AsyncLocalStorage" in text for text in texts.values())
        self.functions: list[tuple[str, ProbedFunction]] = []
        """Path of the module and place in its text (types taken out), by the number that the guest notes when a function runs."""

    @property
    def is_focused(self) -> bool:
        """Whether only parts of the text are probed."""
        return self._focus is not None

    def function_at(self, path: str, offset: int) -> int | None:
        """Number of the innermost noted function around a byte of a module of JavaScript; None: there is none."""
        offset += moved_bytes(self._texts.get(path, ""))
        around = [
            (one.end_byte - one.start_byte, number)
            for number, (where, one) in enumerate(self.functions)
            if where == path and one.start_byte <= offset < one.end_byte
        ]
        return min(around)[1] if around else None

    def text(self, path: str) -> str | None:
        """The text of a module as it lies in the artifact; None: no such module."""
        return self._texts.get(path)

    def as_run(self, path: str) -> str:
        """The text of a module as the guest runs it, whatever kind of module it is."""
        return self._module(path).text

    def content(self, path: str) -> bytes | None:
        """The content of any file of the artifact; None: no such file."""
        text = self._texts.get(path)
        return self._files.get(path) if text is None else text.encode("utf-8", "surrogatepass")

    @cached_property
    def identifiers(self) -> frozenset[str]:
        """Every name that the modules write, as names of settings are."""
        return frozenset(name for text in self._texts.values() for name in _IDENTIFIER.findall(text) if len(name) < 40)

    def modules(self) -> tuple[str, ...]:
        return tuple(sorted(self._texts))

    def paths(self) -> tuple[str, ...]:
        """Of modules and other files."""
        return tuple(sorted((*self._texts, *self._files)))

    def kind_of(self, path: str) -> str:
        """`esm`, `cjs` or `json`."""
        return self._module(path).kind

    def find(self, origin: str, name: str) -> Loaded:
        """What `name` means in the module at `origin`."""
        name = self._paths.meant(origin, name)
        bare = name.removeprefix("node:")
        if (package := package_of(name)) is not None:
            return Loaded(kind="package", name=package)
        if name.startswith("node:") or bare in BUILTINS:
            return Loaded(kind="builtin", name=bare)
        path = self._paths.find(origin, name.removeprefix("file://"))
        if path is not None and path in self._files and not path.endswith(".json"):
            return Loaded(kind="package", name=posixpath.basename(path))  # native code, WebAssembly: a stand-in answers for it
        if path is not None:
            module = self._module(path)
            return Loaded(kind=module.kind, path=path, source="" if module.kind == "esm" else module.text)
        if name.startswith((".", "/", "#")):
            return Loaded(kind="missing", name=name)
        return Loaded(kind="package", name=name)

    def lacks(self, name: str) -> bool:
        """Whether a bundle asks for a package that its manifests do not name: what it may do without, as is then not there."""
        if not self.is_focused or not self._declared:
            return False
        bare = "/".join(name.split("/")[: 2 if name.startswith("@") else 1])
        return ":" not in name and bare not in self._declared and bare not in HOSTS

    @cached_property
    def _declared(self) -> frozenset[str]:
        """Packages that the manifests name, themselves included; empty: there is no manifest."""
        found: set[str] = set()
        for path, content in self._files.items():
            if posixpath.basename(path) == "package.json":
                found |= named_packages(content)
        return frozenset(found)

    def es_source(self, path: str) -> str | None:
        """Text of an ES module by canonical name; for names that `canonical` made of other kinds, a module around them."""
        if path.startswith(_AROUND):
            return self._around(path)
        if path.startswith(LINKED):
            return f"import {json.dumps(path.removeprefix(LINKED))}; import {json.dumps(_NOWHERE)};"
        path = _WORKER.sub("", path)
        return self._module(path).text if path in self._texts else None

    def canonical(self, base: str, name: str) -> str | None:
        """Canonical name of an imported module: its path, or a name that `es_source` writes a module for."""
        if name.startswith((_AROUND, LINKED)):
            return name
        if name == _NOWHERE:
            return None
        worker = _WORKER.search(base) or _WORKER.search(name)
        found = self.find(base, _WORKER.sub("", name))
        if found.kind == "esm":
            return found.path + (worker[0] if worker else "")  # a worker has modules of its own
        return None if found.kind == "missing" else f"{_AROUND}{base}|{name}"

    def _around(self, canonical: str) -> str:
        base, _, name = canonical.removeprefix(_AROUND).partition("|")
        lines = [
            f"const m = __unmask_import({json.dumps(base)}, {json.dumps(name)});",
            "export default m && m.__esModule && m.default !== undefined ? m.default : m;",
        ]
        wanted = sorted({one for module in self._modules.values() for one in module.imports.get(name, ())})
        lines += [
            f"const e{number} = m == null ? undefined : m[{json.dumps(one)}]; export {{ e{number} as {one} }};"
            for number, one in enumerate(wanted)
            if _NAME.match(one) and one != "default"
        ]
        return "\n".join(lines)

    def _module(self, path: str) -> _Module:
        if path not in self._modules:
            text = self._texts.get(path)
            source = self._files[path].decode("utf-8", "replace") if text is None else text
            focus = None if self._focus is None else self._focus.get(path, ())
            self._modules[path], functions = _read(path, source, first=len(self.functions), keeps_context=self._keeps_context, focus=focus)
            self.functions += [(path, one) for one in functions]
        return self._modules[path]

    def take_probes_out(self, path: str) -> None:
        """Read a module once more, without probes: for one whose probed text does not compile. Its functions keep their numbers."""
        self._modules[path], _ = _read(path, self._texts[path], first=FUNCTIONS, keeps_context=False, focus=())

    def read_all(self) -> None:
        """Read every module, so that the names which any of them imports are known. Raises no error: what does not parse stays as it is."""
        for path in self._texts:
            self._module(path)


_SERVED = re.compile(r"https://(?:deno\.land/(?:std|x)|esm\.sh|cdn\.skypack\.dev|(?:cdn\.)?jsr\.io|esm\.run)\b")
_OF_STD = re.compile(r"https://deno\.land/std(?:@[\w.]+)?/(\w+)|jsr:/?@std/(\w+)|@std/(\w+)/")


def package_of(name: str) -> str | None:
    """The package that a name with a registry, or an address of one, means: `openai` for `npm:openai@4`; None: it is no such name.

    Of Deno's standard library all parts of one package are one.
    """
    if (standard := _OF_STD.match(name)) is not None:
        return f"@std/{standard[1] or standard[2] or standard[3]}"
    if name.startswith(("npm:", "jsr:")):
        return re.sub(r"(?<=[^/])@[^/]*", "", name[4:].lstrip("/"))
    served = _SERVED.match(name)
    return re.sub(r"(?<=[^/])@[^/]*|/mod\.ts\Z|\?.*", "", name[served.end() :].lstrip("/")) if served is not None else None


_META = (
    'const __unmask_meta = {url: "file://" + PATH, filename: PATH, dirname: FOLDER, env: process.env, ...__unmask_meta_of(PATH), '
    'require: __unmask_require_of(PATH), resolve: (name) => new URL(name, "file://" + PATH).href};'
)
"""What `import.meta` is, on one line with the start of the module."""
_AROUND = "unmask:"
LINKED = "unmask-linked:"
"""Before the path of a module: a module that imports it and something that is nowhere, so that all is compiled and nothing runs."""
_NOWHERE = "unmask-nowhere:"
_WORKER = re.compile(r"#worker\d+\Z")


def _read(path: str, text: str, *, first: int, keeps_context: bool, focus: tuple[int, ...] | None) -> tuple[_Module, list[ProbedFunction]]:
    if path.endswith(".json"):
        return _Module(text=text, kind="json"), []
    moved = moved_bytes(text)
    text = text.removeprefix("\ufeff")
    if text.startswith("#!"):
        text = "//" + text
    if path.endswith(TYPED):
        text = without_types(path, text)
    encoded = text.encode("utf-8", "surrogatepass")
    tree = tree_sitter.Parser(LANGUAGE).parse(encoded)
    is_es = not path.endswith(".cjs") and (
        path.endswith(".mjs")
        or any(child.type in ("import_statement", "export_statement") for child in tree.root_node.children)
        or _has_meta(tree)
        or _awaits_at_top(tree)
    )
    edits = Edits()
    near = None if focus is None else tuple(offset + moved for offset in focus)
    functions = probed(tree, edits, first=first, keeps_context=keeps_context, focus=near)
    imports = _imports(tree.root_node) if is_es else {}
    return _Module(text=_rewritten(path, encoded, tree, edits, is_es=is_es), kind="esm" if is_es else "cjs", imports=imports), functions


def moved_bytes(text: str) -> int:
    """By how many bytes the text of a module is moved when it is read: a byte order mark goes, a line for the shell becomes a comment."""
    return (-3 if text.startswith("\ufeff") else 0) + (2 if text.removeprefix("\ufeff").startswith("#!") else 0)


def without_types(path: str, text: str) -> str:
    """The text of a module of TypeScript as JavaScript; as it is where it does not parse."""
    configure()
    flag = SourceTransform.SOURCE_TSX if path.endswith(".tsx") else SourceTransform.SOURCE_TS
    try:
        plain = transform_source(path, text, flags=flag | SourceTransform.STRIP_TYPESCRIPT)
    except RuntimeError:
        return text  # the guest's own error says what is wrong with it
    return decorators_called(plain) if "@" in plain else plain


def _nodes(tree: tree_sitter.Tree, pattern: str) -> list[tree_sitter.Node]:
    found = tree_sitter.QueryCursor(tree_sitter.Query(LANGUAGE, pattern)).captures(tree.root_node)
    return found.get("n", [])


def _has_meta(tree: tree_sitter.Tree) -> bool:
    return bool(_nodes(tree, "(meta_property) @n")) and any(node.text == b"import.meta" for node in _nodes(tree, "(meta_property) @n"))


def _awaits_at_top(tree: tree_sitter.Tree) -> bool:
    """Whether the module awaits outside of all functions, which only ES modules can. Where it does not parse, functions are not known."""
    awaits = _nodes(tree, '[(await_expression) (for_in_statement "await")] @n')
    return not tree.root_node.has_error and any(not _is_in_function(node) for node in awaits)


def _is_in_function(node: tree_sitter.Node) -> bool:
    above = node.parent
    while above is not None and above.type not in FUNCTION_TYPES:
        above = above.parent
    return above is not None


def _rewritten(path: str, text: bytes, tree: tree_sitter.Tree, edits: Edits, *, is_es: bool) -> str:
    """The edits applied; `import.meta` by a constant; in CommonJS, `import(...)` by the function that the wrapper is given."""
    head = b""
    if is_es:
        metas = [node for node in _nodes(tree, "(meta_property) @n") if node.text == b"import.meta"]
        for node in metas:
            edits.instead(node, b"__unmask_meta")
        if metas:
            head = _META.replace("PATH", json.dumps(path)).replace("FOLDER", json.dumps(posixpath.dirname(path))).encode()
    else:
        for node in _nodes(tree, "(call_expression function: (import) @n)"):
            edits.instead(node, b"__unmask_import_call")
    return (head + edits.applied(text)).decode("utf-8", "surrogatepass")


def _imports(root: tree_sitter.Node) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for statement in root.children:
        source = statement.child_by_field_name("source")
        if source is None or source.text is None:
            continue
        specifier = source.text.decode("utf-8", "replace").strip("'\"")
        found.setdefault(specifier, set()).update(_names(statement, root))
    return found


def _names_in_braces(statement: bytes) -> Iterator[str]:
    """The names of a statement that the grammar does not read: those that are reserved words (`import { null as none }`) are valid."""
    for braces in _IN_BRACES.findall(statement):
        for specifier in braces.split(b","):
            if name := specifier.strip().split(maxsplit=1):
                yield name[0].decode("utf-8", "replace").strip("'\"")


def _names(statement: tree_sitter.Node, root: tree_sitter.Node) -> Iterator[str]:
    if statement.has_error:
        yield from _names_in_braces(statement.text or b"")
        return
    stack = [statement]
    while stack:
        node = stack.pop()
        if node.type in ("import_specifier", "export_specifier"):
            name = node.child_by_field_name("name")
            if name is not None and name.text is not None:
                yield name.text.decode("utf-8", "replace").strip("'\"")
            continue
        if node.type == "namespace_import" and (local := node.named_children[0].text) is not None:
            pattern = re.compile(rb"(?<![\w$.])" + re.escape(local) + rb"\s*\??\.\s*([A-Za-z_$][\w$]*)")
            yield from {match.decode() for match in pattern.findall(root.text or b"")}
            continue
        stack.extend(node.children)
