"""Scripts of pages that a program holds as text are programs of their own."""

import pytest

from scanner.model.artifact import ArtifactKind as Kind
from tests.unpack.conftest import Unpack

CODE = 'const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;\nfetch("https://api.example.com/?z=" + zone);'
MINIFIED = CODE.replace("\n", "\\n").replace('"', '\\"')


def _scripts(unpacked: Unpack, content: str, name: str) -> list[str]:
    found = unpacked(content.encode(), name)
    members = [artifact for artifact in found.artifacts if "script of a page" in artifact.trail[-1]]
    assert all(artifact.kind is Kind.JAVASCRIPT for artifact in members)
    return [artifact.content.read_text() for artifact in members]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("view.js", f"exports.html = (n) => `<html><script nonce=${{n}}>{CODE}</script></html>`;\nmodule.exports.a = function () {{}};\n"),
        ("view.js", f'module.exports = "<html><script>{MINIFIED}<\\/script></html>";\nexports.x = function () {{ return 1; }};\n'),
        ("view.ts", f"export const html = (n: string): string => `<script>{CODE}</script>`;\nexport const other = () => 1;\n"),
        ("app.py", f"import flask\n\ndef page(name):\n    return '''<html><script>{CODE}</script></html>'''\n"),
        ("app.py", f"import flask\n\ndef page(name):\n    return f'''<script>if (1) {{{{ {CODE} }}}} let n = {{name}};</script>'''\n"),
    ],
)
def test_a_script_in_a_text_is_taken_out_as_the_page_has_it(unpacked: Unpack, name: str, content: str) -> None:
    (script,) = _scripts(unpacked, content, name)
    assert CODE in script


def test_what_the_program_puts_in_stands_as_a_zero(unpacked: Unpack) -> None:
    content = f"exports.html = (n) => `<script>const seed = ${{n.seed}};{CODE}</script>`;\nmodule.exports.a = function () {{}};\n"
    (script,) = _scripts(unpacked, content, "view.js")
    assert script.startswith("const seed = 0;")


@pytest.mark.parametrize(
    "content",
    [
        'const open = "<script>"; const close = "<\\/script>"; module.exports = (x) => open + x + close; function a() { return x }\n',
        'module.exports = "<script src=\\"https://cdn.example.com/library.min.js\\"><\\/script>"; function a() { return 1 }\n',
        'module.exports = "<script type=\\"application/json\\">{\\"a\\": [1, 2, 3], \\"b\\": \\"some text\\"}<\\/script>"; function a() {}\n',
        "// a page may hold <script> and </script> elements, which are removed here\nmodule.exports = (t) => t.replace(/<script>/g, '');\n",
        "const cut = '<script>" + "x" * 300_000,
        "const cut = `<script>let a = {" + "};</script>`; function a() { return cut }\n",
    ],
)
def test_mentions_of_the_element_are_no_scripts(unpacked: Unpack, content: str) -> None:
    assert _scripts(unpacked, content, "view.js") == []
