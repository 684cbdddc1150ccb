// Pages that windows of Electron load from files of the program, and webviews of editors: their scripts run with what the program shows them.
const PAGES = 4;
const SCRIPT_TAG = /<script\b([^>]*)>([\s\S]*?)<\/script>/gi;
const IMPORTS = /(?:^|[;}\n])\s*import\s*(?:["'{*]|[\w$]+\s*(?:,|from\b))/;
// file: path, or address of one.
function loadPageAt(file) {
  const kept = handlers();
  const path = replaceText(decodePercent(replaceText(RealString(file), /^file:\/\//, "")), /[?#].*$/, "");
  if (setHas(kept.loaded, path) || kept.loaded.size > PAGES) return;
  setAdd(kept.loaded, path);
  later(() => {
    const html = contentOf(path);
    if (html === null || html === undefined) return;
    kept.hasPage = true;
    openPage(kept.exposed, scriptsOf(html, path));
  }, 1);
}
// The scripts of a page: those in it, and those that it names below its own place or by an address of a file.
function scriptsOf(html, path, most = Infinity) {
  const scripts = [];
  for (const [, about, text] of html.matchAll(SCRIPT_TAG)) {
    const named = /\bsrc\s*=\s*["']?([^"'\s>]+)/i.exec(about)?.[1];
    const source = named === undefined ? named : replaceText(named, /^file:\/\//, "");
    const found = source === undefined ? { kind: "cjs", path, source: text } : /^\w+:/.test(source) ? null : question("module", { from: path, name: posix.resolve(posix.dirname(path), replaceText(source, /[?#].*$/, "")), isText: true });
    if (found?.source && found.source.length > most) gap("a page whose script is large");
    else if (found?.source) push(scripts, runnerOf(found));
  }
  return scripts;
}
// --- Webviews of editors: the extension writes the page, and both tell each other what they want.
const WEBVIEW_TEXT = 500000; // longer scripts are whole user interfaces, which take more time than all the rest
const WEBVIEW_SPAN = 1000; // one page after the other
const WEBVIEW_LOOK = 500; // what a page does by itself, it has done until the user begins
function webviewOf() {
  const kept = handlers(),
    hears = [];
  let html = "",
    isOpened = false,
    tell = null;
  const open = () => {
    let state;
    const post = (message) => {
      const sent = structuredClone(message);
      later(() => hears.forEach((hear) => attempt("message", () => hear(sent))), 0);
    };
    const api = { postMessage: post, getState: () => state, setState: (value) => (state = value) };
    tell = openPage([["acquireVsCodeApi", () => api]], scriptsOf(html, posix.join(programFolder(), "webview.html"), WEBVIEW_TEXT), WEBVIEW_LOOK);
  };
  const webview = {
    options: {}, cspSource: "vscode-webview:", asWebviewUri: (uri) => uri,
    get html() {
      return html;
    },
    set html(text) {
      html = RealString(text);
      if (isOpened || !html.includes("<script") || kept.pages >= PAGES) return;
      isOpened = true;
      later(open, 1 + WEBVIEW_SPAN * kept.pages++);
    },
    postMessage: async (message) => (tell !== null && later(() => tell(structuredClone(message)), 0), true),
    onDidReceiveMessage: (call, self) => {
      const hear = (message) => apply(call, self, [message]);
      push(hears, hear);
      push(kept.heard, hear);
      return disposable();
    },
  };
  return openEnded("webview", { webview, onDidDispose: () => disposable(), onDidChangeVisibility: () => disposable(), visible: true });
}
// Runs the text as a script of a page whose global names are given.
const runnerOf = (found) => (names, values, view) => {
  if (found.kind === "esm" && testRegExp(IMPORTS, found.source)) return gap("a page whose script imports others");
  const text = found.kind === "esm" ? replaceText(found.source, /(^|[;}\n])\s*export\s*(?:\{[^}]*\}|default\b)/g, "$1") : found.source;
  let given = IMPORT_CALL;
  for (const name of names) given += "," + name;
  const make = indirectEval(`(function (${given}) { return function () {${text}\n}; })`);
  apply(make(importFrom(found.path), ...values), view, []);
};
