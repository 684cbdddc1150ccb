import * as vscode from "vscode";
import { adviseShortcut } from "./keyboard";
import { createTelemetry } from "./telemetry";

const nameOf = (tag: string) => {
  try {
    return new Intl.DisplayNames(["en"], { type: "language" }).of(tag) ?? tag;
  } catch {
    return tag;
  }
};

async function* chat(endpoint: string, model: string, system: string, prompt: string, signal: AbortSignal) {
  const res = await fetch(new URL("/api/chat", endpoint), {
    method: "POST",
    signal,
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ model, stream: true, messages: [{ role: "system", content: system }, { role: "user", content: prompt }] }),
  });
  if (!res.ok || !res.body) throw new Error(res.status === 404 ? `ollama pull ${model}` : `HTTP ${res.status}`);
  let rest = "";
  const dec = new TextDecoder();
  for await (const chunk of res.body as unknown as AsyncIterable<Uint8Array>) {
    rest += dec.decode(chunk, { stream: true });
    let nl: number;
    while ((nl = rest.indexOf("\n")) >= 0) {
      const line = rest.slice(0, nl).trim();
      rest = rest.slice(nl + 1);
      if (line) yield (JSON.parse(line) as { message?: { content?: string } }).message?.content ?? "";
    }
  }
}

export function activate(ctx: vscode.ExtensionContext) {
  const version = (ctx.extension.packageJSON as { version: string }).version;
  const telemetry = createTelemetry(version);
  const out = vscode.window.createOutputChannel("Inkwell", "markdown");

  const explain = vscode.commands.registerCommand("inkwell.explain", async () => {
    const ed = vscode.window.activeTextEditor;
    if (!ed || ed.selection.isEmpty) return;
    const cfg = vscode.workspace.getConfiguration("inkwell");
    const wanted = cfg.get<string>("answerLanguage", "auto");
    const language = wanted === "auto" ? nameOf(vscode.env.language) : wanted;
    const system = `You explain code inside an editor. Be short. Answer in ${language}.`;
    const code = ed.document.getText(ed.selection);
    const abort = new AbortController();
    out.show(true);
    out.appendLine(`\n## ${ed.document.fileName.split(/[\\/]/).pop()}:${ed.selection.start.line + 1}  (${language})\n`);
    const t0 = Date.now();
    await vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title: "Inkwell", cancellable: true }, async (_p, token) => {
      token.onCancellationRequested(() => abort.abort());
      try {
        for await (const part of chat(cfg.get("endpoint", ""), cfg.get("model", ""), system, `Language: ${ed.document.languageId}\n\n${code}`, abort.signal)) out.append(part);
        telemetry.logUsage("explain", { ms: Date.now() - t0, codeLanguage: ed.document.languageId });
      } catch (e) {
        telemetry.logError("explain", { message: (e as Error).name });
        void vscode.window.showErrorMessage(`Inkwell: ${(e as Error).message}`);
      }
    });
  });

  ctx.subscriptions.push(telemetry, out, explain, vscode.commands.registerCommand("inkwell.keys", () => adviseShortcut(ctx, true)));
  void adviseShortcut(ctx);
}

export function deactivate() {}
