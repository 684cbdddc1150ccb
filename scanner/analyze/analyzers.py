"""The list of analyzers: one line for each, in the order in which they run."""

from scanner.analyze.endpoints import TEXT_KINDS
from scanner.analyze.hidden_list import LITERAL_KINDS
from scanner.analyze.hidden_text import READABLE_KINDS
from scanner.analyze.patterns import PATTERN_KINDS
from scanner.analyze.worker import Analyzer
from scanner.model.artifact import NATIVE_KINDS, SELF_CONTAINED_KINDS
from scanner.model.artifact import ArtifactKind as Kind
from scanner.model.coverage import Capability as Can

DESCRIBED_KINDS = NATIVE_KINDS | SELF_CONTAINED_KINDS
"""Native files, and self-contained programs, which are native files with a payload."""

ANALYZERS: tuple[Analyzer, ...] = (
    Analyzer(
        name="native",
        function="scanner.analyze.native.description:describe",
        kinds=DESCRIBED_KINDS,
        provides=frozenset({Can.NATIVE_IMPORTS, Can.BINARY_STRINGS}),
    ),
    Analyzer(
        name="wasm",
        function="scanner.analyze.native.wasm:describe_wasm",
        kinds=frozenset({Kind.WASM}),
        provides=frozenset({Can.NATIVE_IMPORTS, Can.BINARY_STRINGS}),
    ),
    Analyzer(
        name="python bytecode",
        function="scanner.analyze.bytecode:read_python_bytecode",
        kinds=frozenset({Kind.PYTHON_BYTECODE}),
        provides=frozenset({Can.BINARY_STRINGS}),
    ),
    Analyzer(
        name="script bytecode",
        function="scanner.analyze.bytecode:compare_bytecode",
        kinds=frozenset({Kind.JS_BYTECODE}),
        provides=frozenset({Can.BINARY_STRINGS}),
    ),
    Analyzer(
        name="hidden lists", function="scanner.analyze.hidden_list:examine", kinds=LITERAL_KINDS, provides=frozenset({Can.DECODE_LAYERS})
    ),
    Analyzer(name="endpoints", function="scanner.analyze.endpoints:examine", kinds=TEXT_KINDS, provides=frozenset({Can.NET_ENDPOINTS})),
    Analyzer(
        name="hidden text", function="scanner.analyze.hidden_text:examine", kinds=READABLE_KINDS, provides=frozenset({Can.TEXT_HIDDEN})
    ),
    Analyzer(name="patterns", function="scanner.analyze.patterns:examine", kinds=PATTERN_KINDS, provides=frozenset()),
    Analyzer(
        name="semgrep",
        function="scanner.analyze.semgrep:follow",
        kinds=frozenset({Kind.JAVASCRIPT, Kind.TYPESCRIPT, Kind.PYTHON}),
        provides=frozenset(),
        is_whole_program=True,
    ),
    Analyzer(
        name="javascript flow",
        function="scanner.analyze.javascript.program:follow",
        kinds=frozenset({Kind.JAVASCRIPT, Kind.TYPESCRIPT}),
        provides=frozenset({Can.CODE_FLOW, Can.JS_SEMANTIC}),
        is_whole_program=True,
        fills_memory=True,
    ),
    Analyzer(
        name="python flow",
        function="scanner.analyze.python.program:follow",
        kinds=frozenset({Kind.PYTHON}),
        provides=frozenset({Can.CODE_FLOW}),
        is_whole_program=True,
    ),
    Analyzer(
        name="shell flow",
        function="scanner.analyze.shell.script:follow",
        kinds=frozenset({Kind.SHELL, Kind.POWERSHELL}),
        provides=frozenset({Can.CODE_FLOW, Can.DECODE_LAYERS}),
        is_whole_program=True,
        reads_beside=True,
    ),
)
