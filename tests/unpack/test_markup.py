"""Scripts inside of pages, vector graphics and component files come out as programs."""

from pathlib import Path

import pytest

from scanner.model.artifact import ArtifactKind as Kind
from scanner.model.coverage import CoverageStatus
from scanner.unpack import markup
from scanner.unpack.opened import Allowance, Recognised
from scanner.unpack.sink import Sink
from scanner.unpack.source import Damaged, Source
from tests.unpack.conftest import Unpack
from tests.unpack.making import tgz_of

CODE = 'const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;\nif (zone && zone !== "UTC") fetch("https://api.example.com/?z=" + zone);\n'
CODE_IN_XML = CODE.replace("&", "&amp;")


def _page(inner: str) -> bytes:
    return f"<!doctype html>\n<html><head><title>Page</title></head><body>{inner}</body></html>\n".encode()


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.html", _page(f"<script>{CODE}</script>"), Kind.JAVASCRIPT),
        ("a.html", _page(f"<SCRIPT TYPE=module>{CODE}</SCRIPT>"), Kind.JAVASCRIPT),
        ("a.html", _page(f"<script type='text/javascript'><!--\n{CODE}//--></script>"), Kind.JAVASCRIPT),
        ("a.xhtml", _page(f"<script>//<![CDATA[\n{CODE}//]]></script>"), Kind.JAVASCRIPT),
        ("a.svg", f"<svg xmlns='http://www.w3.org/2000/svg'><script>{CODE_IN_XML}</script></svg>".encode(), Kind.JAVASCRIPT),
        ("a.vue", f"<template><p/></template>\n<script setup>\n{CODE}</script>\n".encode(), Kind.JAVASCRIPT),
        ("a.vue", f"<template><p/></template>\n<script setup lang='ts'>\nlet n: number = 1;\n{CODE}</script>\n".encode(), Kind.TYPESCRIPT),
        ("a.svelte", f"<script>\n{CODE}</script>\n<p>text</p>\n".encode(), Kind.JAVASCRIPT),
    ],
)
def test_what_runs_when_a_file_is_shown_is_a_program(unpacked: Unpack, name: str, content: bytes, kind: Kind) -> None:
    found = unpacked(content, name)
    (script,) = [artifact for artifact in found.artifacts if artifact.trail[-1] == "(scripts)"]
    assert script.kind == kind
    assert script.content.read_bytes().strip() in (CODE.encode().strip(), b"let n: number = 1;\n" + CODE.encode().strip())


def test_the_scripts_of_a_page_are_one_program_in_their_order_and_handlers_come_last(unpacked: Unpack) -> None:
    page = _page(f"<button onclick=\"say(&quot;b&quot;)\">x</button><script>let a = 1;</script><script>{CODE}</script><a href='javascript:go()'>y</a>")
    (script,) = [artifact for artifact in unpacked(page, "a.html").artifacts if artifact.trail[-1] == "(scripts)"]
    text = script.content.read_text()
    assert [text.index(part) for part in ("let a", "fetch(", 'say("b")', "go()")] == sorted(
        text.index(part) for part in ("let a", "fetch(", 'say("b")', "go()")
    )


@pytest.mark.parametrize(
    "inner",
    [
        "<script src='renderer.js'></script>",
        "<script type='application/json'>{\"a\": 1}</script>",
        "<script type='importmap'>{\"imports\": {}}</script>",
        "<script type='text/template'><p>{{ onload = 1 }}</p></script>",
        "<p>press onload = now</p><a href='https://example.com/javascript:x'>link</a>",
        "<script></script>",
    ],
)
def test_a_page_without_code_of_its_own_holds_no_program(unpacked: Unpack, inner: str) -> None:
    found = unpacked(_page(inner), "a.html")
    assert [artifact for artifact in found.artifacts if artifact.trail[-1] == "(scripts)"] == []
    assert {entry.status for entry in found.coverage} == {CoverageStatus.DONE}


def test_a_script_that_a_page_loads_is_started(unpacked: Unpack) -> None:
    files = {
        "package/package.json": b'{"name": "a", "version": "1.0.0", "main": "main.js"}', "package/main.js": b"exports.a = 1;\n",
        "package/ui/index.html": _page("<script src='./view.js?v=1' defer></script><script src='https://cdn.example.com/x.js'></script>"),
        "package/ui/view.js": CODE.encode(), "package/ui/other.js": CODE.encode() + b"// other\n",
    }  # fmt: skip
    found = unpacked(tgz_of(files), "a.tgz")
    assert {artifact.trail[-1] for artifact in found.artifacts if artifact.is_entry} == {"package/main.js", "package/ui/view.js"}


@pytest.mark.parametrize("content", [
    _page("<script>let a = 1;")[:-20], _page(f"<script>{CODE}")[:80], b"<!doctype html><script" * 2000, b"<!doctype html>" + b"<div>" * 50_000 + b"<script>a()</script>",
    b"<!doctype html><p onload='" + b"x" * 500_000, b"<!doctype html><script>\xff\xfe\x00a()</script>",
    b"<!doctype html>" + b" onx=" * 200_000, b"<!doctype html>" + b"<p onx=" * 100_000,
])  # fmt: skip
def test_a_broken_page_is_read_as_far_as_it_goes(unpacked: Unpack, content: bytes) -> None:
    found = unpacked(content, "a.html")
    assert found.artifacts[0].kind is Kind.HTML or found.artifacts[0].kind is Kind.UNKNOWN


def test_a_page_beyond_the_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markup, "_BYTES_MAX", 100)
    path = tmp_path / "a.html"
    path.write_bytes(_page(f"<script>{CODE}</script>"))
    sink = Sink(blobs=tmp_path, allowance=Allowance(entries=9, unpacked_bytes=9999, reason=""), recognise=lambda source, flag: Recognised(kind=Kind.HTML))
    with Source(path, name="a.html") as source, pytest.raises(Damaged, match="more than the 100 that are read of a page"):
        markup.open_markup(source, sink)
