// Pages that windows of Electron load from files of the program: their scripts run with what the program shows them.
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
    const scripts = [];
    for (const [, about, text] of html.matchAll(SCRIPT_TAG)) {
      const source = /\bsrc\s*=\s*["']?([^"'\s>]+)/i.exec(about)?.[1];
      const found = source === undefined ? { kind: "cjs", path, source: text } : /^\w+:/.test(source) ? null : question("module", { from: path, name: posix.resolve(posix.dirname(path), replaceText(source, /[?#].*$/, "")), isText: true });
      if (found?.source) push(scripts, runnerOf(found));
    }
    openPage(kept.exposed, scripts);
  }, 1);
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
