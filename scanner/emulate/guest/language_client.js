// An editor that speaks the Language Server Protocol to a server over its standard streams: opens a document, then asks for all that the
// server says it can do. What the server answers is shown to the user.
const editedDocument = () => ({ uri: "file://" + facts().cwd + "/notes.js", languageId: "javascript", version: 1, text: `// ${facts().prompt}\nfunction main() {\n  return 1;\n}\n\nmain().` });
const PLACE = { line: 5, character: 7 };
const WHOLE = { start: { line: 0, character: 0 }, end: PLACE };
const projectFolder = () => ({ uri: "file://" + facts().cwd, name: "project" });
const OFFERS = ["completion", "inlineCompletion", "hover", "signatureHelp", "codeAction", "codeLens", "inlayHint", "documentFormatting", "documentRangeFormatting", "diagnostic", "rename", "documentSymbol", "documentLink"];
const METHODS_OF_OFFERS = { documentFormatting: "formatting", documentRangeFormatting: "rangeFormatting" };
function startEditing() {
  if (talk.isOn) return;
  Object.assign(talk, { isOn: true, isFramed: true, isClosing: false, patience: 10 * PATIENCE });
  const capabilities = { workspace: { configuration: true, workspaceFolders: true, applyEdit: true, didChangeConfiguration: {} }, textDocument: { synchronization: { didSave: true }, completion: { completionItem: { snippetSupport: true } }, inlineCompletion: {}, hover: { contentFormat: ["markdown"] }, codeAction: {} }, window: { workDoneProgress: true } };
  push(talk.waiting, request("initialize", { processId: 4200, clientInfo: { name: "editor", version: "1.0.0" }, locale: "en", rootPath: facts().cwd, rootUri: projectFolder().uri, workspaceFolders: [projectFolder()], capabilities, initializationOptions: {} }));
}
const notice = (method, params) => ({ jsonrpc: "2.0", method, params });
const framed = (message) => {
  const body = jsonOf(message);
  return `Content-Length: ${utf8Bytes(body).length}\r\n\r\n${body}`;
};
// The next message of the editor; undefined: it waits for an answer; null: it has no more to say.
function nextForServer() {
  if (talk.waiting.length) return framed(talk.waiting.shift());
  if (talk.asked.size > 0 && talk.patience-- > 0) return undefined;
  if (talk.isClosing) return null;
  Object.assign(talk, { isClosing: true, patience: PATIENCE });
  push(talk.waiting, notice("exit"));
  return framed(request("shutdown"));
}
// Whatever the server writes, message by message.
function takeFrames(text) {
  talk.rest += text;
  for (;;) {
    const head = /^\s*(?:[\w-]+: [^\r\n]*\r\n)*?Content-Length: (\d+)\r\n(?:[\w-]+: [^\r\n]*\r\n)*\r\n/i.exec(talk.rest);
    if (!head) return true;
    const bytes = utf8Bytes(slice(talk.rest, head[0].length));
    if (bytes.length < Number(head[1])) return true;
    const message = asMessage(utf8Text(bytes.slice(0, Number(head[1]))));
    talk.rest = utf8Text(bytes.slice(Number(head[1])));
    if (message) takeFromServer(message);
  }
}
function takeFromServer(message) {
  if (message.method !== undefined) {
    if (message.id !== undefined) push(talk.waiting, { jsonrpc: "2.0", id: message.id, result: answerOfEditor(message) });
    else if (message.params !== undefined) event("print", { stream: "stdout", text: jsonOf(message.params) + "\n" });
    return;
  }
  const method = mapGet(talk.asked, message.id);
  mapDelete(talk.asked, message.id);
  if (message.error) event("failure", { what: `${method}: ${message.error.message}` });
  else if (method === "initialize") push(talk.waiting, ...whenReady((message.result && message.result.capabilities) || {}));
  else if (message.result !== null && message.result !== undefined) event("print", { stream: "stdout", text: jsonOf(message.result) + "\n" });
}
// What the editor says and asks once it knows what the server offers.
function whenReady(capabilities) {
  const { uri, languageId, version, text } = editedDocument(),
    textDocument = { uri };
  const asked = { textDocument, position: PLACE, range: WHOLE, context: { triggerKind: 1, diagnostics: [] }, options: { tabSize: 2, insertSpaces: true }, newName: "other" };
  const commands = capabilities.executeCommandProvider ? listed(capabilities.executeCommandProvider, "commands") : [];
  return [
    notice("initialized", {}),
    notice("workspace/didChangeConfiguration", { settings: {} }),
    notice("textDocument/didOpen", { textDocument: { uri, languageId, version, text } }),
    ...OFFERS.filter((name) => capabilities[name + "Provider"]).map((name) => request("textDocument/" + (METHODS_OF_OFFERS[name] ?? name), asked)),
    ...commands.map((command) => request("workspace/executeCommand", { command, arguments: [uri, WHOLE] })),
    notice("textDocument/didSave", { textDocument, text }),
  ];
}
function answerOfEditor({ method, params }) {
  if (method === "workspace/configuration") return ((params && params.items) || []).map(() => null);
  if (method === "workspace/workspaceFolders") return [projectFolder()];
  if (method === "workspace/applyEdit") return { applied: true };
  if (method === "window/showDocument") return { success: true };
  return null;
}
