"""When a control may rely on having seen nothing."""

from dataclasses import replace
from typing import Any

import pytest

from scanner.judge.capability import State, capabilities_of
from scanner.model.artifact import ArtifactKind
from scanner.model.coverage import Capability, Coverage, Stage
from scanner.model.installation import ToolKind
from scanner.model.report import Tool
from tests.judge.judged import artifact, done, gap, tool

FLOW = frozenset({Capability.CODE_FLOW})
COMPLETE, INCOMPLETE, OUTSIDE = State.COMPLETE, State.INCOMPLETE, State.OUTSIDE


def _state(subject: Tool, *coverage: Coverage, asked: Capability = Capability.CODE_FLOW, others: tuple[Tool, ...] = ()) -> State:
    return capabilities_of((subject, *others), coverage, has_vendors=True)[subject.key][asked].state


def test_done_and_no_gap_is_complete() -> None:
    assert _state(tool(), done(capabilities=FLOW)) is COMPLETE


@pytest.mark.parametrize(
    "coverage",
    [
        (),
        (done(capabilities=frozenset({Capability.NET_ENDPOINTS})),),
        (done(capabilities=FLOW), gap()),
        (done(capabilities=FLOW), gap("somewhere/else")),
        (done(capabilities=FLOW, stage=Stage.UNPACK),),
        (done("other.tgz!/cli.js", capabilities=FLOW),),
    ],
    ids=["nothing ran", "something else ran", "a gap of the tool", "a gap of no tool", "only unpacked", "done on another file"],
)
def test_a_gap_or_nothing_done_is_not_complete(coverage: tuple[Coverage, ...]) -> None:
    assert _state(tool(), *coverage) is INCOMPLETE


def test_a_gap_that_hides_something_else_hides_nothing_here() -> None:
    assert _state(tool(), done(capabilities=FLOW), gap(capabilities=frozenset({Capability.TEXT_HIDDEN}))) is COMPLETE


def test_a_gap_of_another_tool_is_its_own() -> None:
    other = tool(key="other", subject="folder/other", artifacts=(artifact(trail=("folder/other/cli.js",)),))
    coverage = (done(capabilities=FLOW), gap("folder/other/x.bin"), done("folder/other/cli.js", capabilities=FLOW))
    assert (_state(tool(), *coverage, others=(other,)), _state(other, *coverage, others=(tool(),))) == (COMPLETE, INCOMPLETE)


def test_an_entry_belongs_to_the_tool_with_the_longest_root_above_it() -> None:
    outer, inner = tool(key="outer", subject="folder", artifacts=()), tool(key="inner", subject="folder/inner", artifacts=())
    coverage = (gap("folder/inner/x"), done("folder/inner/y", FLOW), done("folder/z", FLOW), gap("folder/inner-not/x", frozenset()))
    assert (_state(outer, *coverage, others=(inner,)), _state(inner, *coverage, others=(outer,))) == (COMPLETE, INCOMPLETE)


@pytest.mark.parametrize(
    ("kind", "done_on", "asked", "expected"),
    [
        (ArtifactKind.PYTHON, FLOW, Capability.JS_SEMANTIC, COMPLETE),
        (ArtifactKind.PYTHON, frozenset(), Capability.JS_SEMANTIC, INCOMPLETE),
        (ArtifactKind.JAVASCRIPT, FLOW, Capability.JS_SEMANTIC, INCOMPLETE),
        (ArtifactKind.ELF, frozenset(), Capability.JS_SEMANTIC, INCOMPLETE),
        (ArtifactKind.ELF, frozenset(), Capability.NATIVE_IMPORTS, INCOMPLETE),
        (ArtifactKind.PYTHON, FLOW, Capability.NATIVE_IMPORTS, COMPLETE),
        (ArtifactKind.PYTHON, FLOW, Capability.BINARY_STRINGS, COMPLETE),
        (ArtifactKind.WASM, FLOW, Capability.BINARY_STRINGS, INCOMPLETE),
        (ArtifactKind.PYTHON, FLOW, Capability.DECODE_LAYERS, INCOMPLETE),
        (ArtifactKind.MARKDOWN, frozenset(), Capability.CODE_FLOW, INCOMPLETE),
        (ArtifactKind.TAR, frozenset(), Capability.NATIVE_IMPORTS, INCOMPLETE),
        (ArtifactKind.PYTHON, frozenset(), Capability.INVENTORY, COMPLETE),
        (ArtifactKind.PYTHON, frozenset(), Capability.VENDOR_DB, COMPLETE),
        (ArtifactKind.PYTHON, frozenset(), Capability.INTEGRITY, INCOMPLETE),
        (ArtifactKind.PYTHON, frozenset(), Capability.CONFIG_FILES, OUTSIDE),
    ],
)
def test_what_a_tool_does_not_hold_need_not_be_examined(
    kind: ArtifactKind, done_on: frozenset[Capability], asked: Capability, expected: State
) -> None:
    assert _state(tool(artifact(kind)), done(capabilities=done_on), asked=asked) is expected


def test_a_skill_of_text_alone_has_no_code_to_follow() -> None:
    skill = tool(artifact(ArtifactKind.MARKDOWN), kind=ToolKind.SKILL)
    assert _state(skill) is COMPLETE
    assert _state(tool(artifact(ArtifactKind.MARKDOWN), artifact(ArtifactKind.SHELL), kind=ToolKind.SKILL)) is INCOMPLETE


@pytest.mark.parametrize(
    ("fields", "coverage", "asked", "expected"),
    [
        ({"installation": "i"}, (done("~/.x", frozenset(), Stage.DISCOVER),), Capability.CONFIG_FILES, COMPLETE),
        ({"installation": "i"}, (), Capability.CONFIG_FILES, INCOMPLETE),
        (
            {"installation": "i"},
            (gap("~/.x", frozenset({Capability.CONFIG_FILES}), Stage.DISCOVER),),
            Capability.CONFIG_FILES,
            INCOMPLETE,
        ),
        ({"artifacts": ()}, (done("~/.x", frozenset(), Stage.DISCOVER),), Capability.CONFIG_FILES, COMPLETE),
        ({"artifacts": ()}, (done("~/.x", frozenset(), Stage.DISCOVER),), Capability.CODE_FLOW, OUTSIDE),
        ({"artifacts": (), "installation": "i"}, (done("~/.x", frozenset(), Stage.DISCOVER),), Capability.CODE_FLOW, INCOMPLETE),
        ({"artifacts": ()}, (gap("tool.tgz"),), Capability.CODE_FLOW, INCOMPLETE),
    ],
    ids=["settings read", "no discovery", "settings unreadable", "only settings", "bytes of only settings", "not opened", "not opened spec"],
)
def test_the_host_side(fields: dict[str, Any], coverage: tuple[Coverage, ...], asked: Capability, expected: State) -> None:
    assert _state(tool(**fields), *coverage, asked=asked) is expected


def test_a_settings_file_of_another_tool_hides_nothing() -> None:
    """One broken settings file left every control on every tool of a host without a verdict."""
    broken = replace(
        gap("/home/bob/.other/settings.json", frozenset({Capability.CONFIG_FILES}), Stage.DISCOVER), tools=frozenset({"other-agent"})
    )
    host = done("/home/ann", frozenset({Capability.CONFIG_FILES}), Stage.DISCOVER)
    installed = {"installation": "i1", "subject": "/home/ann"}
    assert _state(tool(**installed), host, broken, asked=Capability.CONFIG_FILES) is State.COMPLETE
    assert _state(tool(tool_id="other-agent", **installed), host, broken, asked=Capability.CONFIG_FILES) is State.INCOMPLETE
