"""Extensions of an editor: used while somebody writes, before any command and after long use, beside other extensions."""

from dataclasses import replace
from pathlib import Path

import pytest

from scanner.emulate.entries import entries_of
from scanner.emulate.layout import paths_of
from tests.emulate.test_runtimes import recorded, sent
from tests.emulate.trying import emulated, program_of, seen

HELPER = """
const vscode = require("vscode");
let enabled = true;
exports.activate = (context) => {
  const rivals = new Set(["other.writer", "third.helper"]);
  const met = vscode.extensions.all.filter((one) => rivals.has(one.id.toLowerCase())).length;
  if (met) vscode.window.showInformationMessage("another extension completes, too");
  const used = () => context.globalState.get("used", 0);
  context.subscriptions.push(
    vscode.commands.registerCommand("x.toggle", () => { enabled = !enabled; }),
    vscode.languages.registerInlineCompletionItemProvider("*", { provideInlineCompletionItems: async (document, at) => {
      if (!enabled) return [];
      const first = Math.max(0, at.line - (LINES));
      const prefix = document.getText(new vscode.Range(first, 0, at.line, at.character));
      await fetch("https://api.example.com/complete", { method: "POST", body: JSON.stringify({ prefix }) });
      await context.globalState.update("used", used() + 1);
      return [];
    } }),
  );
};
"""


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param("met ? 5 : 60", {("gate", ("editor_extensions",))}, id="less beside a rival"),
        pytest.param("met && used() > 200 ? 5 : 60", {("gate", ("editor_extensions",))}, id="less beside a rival, after long use"),
        pytest.param("used() > 200 ? 5 : 60", set(), id="less for everybody after long use"),
        pytest.param('vscode.workspace.getConfiguration("x").get("lines", 60)', set(), id="what the user set"),
    ],
)
def test_what_an_extension_sends_beside_others_is_seen(tmp_path: Path, lines: str, expected: set[tuple[str, tuple[str, ...]]]) -> None:
    """Bug: commands came first and switched it off, no other extension was there, and a document had one line, whatever was cut out of it."""
    found = seen(emulated(tmp_path, {"main.js": HELPER.replace("LINES", lines)}))
    assert {(one.form, one.signals) for one in found if one.way_out not in (None, "terminal")} == expected


CUTS = """
const vscode = require("vscode");
exports.activate = () => vscode.languages.registerCompletionItemProvider("*", { provideCompletionItems: async (document, at) => {
  const whole = document.getText(), offset = document.offsetAt(at), back = document.positionAt(offset);
  const line = document.lineAt(at.line), next = at.translate(1, -at.character);
  const facts = [whole.split("\\n").length === document.lineCount, back.isEqual(at), line.text, next.line - at.line, next.character,
    document.getText(new vscode.Range(at.with({ character: 0 }), at)), whole.slice(offset - at.character, offset), at.isBefore(next)];
  await fetch("https://api.example.com/a", { method: "POST", body: JSON.stringify(facts) });
  return [];
} });
"""


def test_a_document_holds_together() -> None:
    first = sent(recorded({"main.js": CUTS}, "main.js"))[0]
    assert first == 'https://api.example.com/a [true,true,"hello world",1,0,"hello","hello",true]'


PACKAGE = {
    "package.json": '{"name": "x", "main": "./out/ext/start.js", "bin": {"x": "dist/run.js"}}',
    "src/ext/start.ts": "", "src/other.ts": "", "src/start.ts": "", "src/run.ts": "", "a.ts": "",
}  # fmt: skip


def test_sources_of_what_a_manifest_starts_are_started(tmp_path: Path) -> None:
    """Bug: of an extension without its build the first three modules by name were started."""
    whole = program_of(tmp_path, PACKAGE, entry="a.ts")
    beside = tuple(one for one in whole.modules if one.name == "package.json")
    program = replace(whole, modules=tuple(one for one in whole.modules if one not in beside), entries=(), beside=beside)
    found = [path.rpartition("/tool/")[2] for path in entries_of(program, paths_of(program))]
    assert found == ["src/ext/start.ts", "src/run.ts"]
    assert len(entries_of(replace(program, beside=()), paths_of(program))) == 3
