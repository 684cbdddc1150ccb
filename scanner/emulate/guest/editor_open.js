// What is open in the editor, which extensions it has, and what it keeps for them.
// A document long enough that what is cut out of it around the cursor shows how much was cut. The prompt is its first line, and that of the
// cursor, which moves on, so that no answer is one that was kept.
const DOCUMENT_LINES = 400,
  CURSOR_LINES = [0, 200, 240];
const documentLines = () => Array.from({ length: DOCUMENT_LINES }, (_, at) => (listHas(CURSOR_LINES, at) ? facts().prompt : `const item${at} = ${at};`));
const atCursor = () => new EditorPosition(CURSOR_LINES[handlers().isSeasoned ? 2 : 1], 5);
function openDocument() {
  const lines = documentLines();
  const placed = (position) => new EditorPosition(Math.min(Math.max(position.line, 0), lines.length - 1), Math.max(position.character, 0));
  const offsetAt = (position) => {
    const { line, character } = placed(position);
    return lines.slice(0, line).reduce((sum, text) => sum + text.length + 1, 0) + Math.min(character, lines[line].length);
  };
  const text = () => nativeJoin(lines, "\n");
  return {
    uri: EditorUri.file("/home/user/project/notes.txt"),
    fileName: "/home/user/project/notes.txt",
    languageId: "javascript",
    version: 1,
    lineCount: lines.length,
    isUntitled: false,
    isDirty: false,
    eol: 1,
    getText: (range) => (range && range.start && range.end ? slice(text(), offsetAt(range.start), offsetAt(range.end)) : text()),
    lineAt(place) {
      const lineNumber = placed(typeof place === "number" ? new EditorPosition(place, 0) : place).line;
      const range = new EditorRange(lineNumber, 0, lineNumber, lines[lineNumber].length);
      return { text: lines[lineNumber], range, rangeIncludingLineBreak: range, lineNumber, isEmptyOrWhitespace: false, firstNonWhitespaceCharacterIndex: 0 };
    },
    offsetAt,
    positionAt(offset) {
      const before = nativeSplit(slice(text(), 0, Math.max(offset, 0)), "\n");
      return new EditorPosition(before.length - 1, before[before.length - 1].length);
    },
    getWordRangeAtPosition: (position) => new EditorRange(position.line, 0, position.line, 5),
    validateRange: (range) => range,
    validatePosition: placed,
    save: async () => true,
  };
}
const openEditor = () => ({ document: openDocument(), selection: new EditorRange(0, 0, 0, 11), selections: [new EditorRange(0, 0, 0, 11)], visibleRanges: [], options: {}, edit: async (call) => (call({ insert: quiet, replace: quiet, delete: quiet }), true), setDecorations: quiet, revealRange: quiet });
// Extensions beside the one that runs: the editor's own, and those that the persona has.
const otherExtension = (id) => ({ id, isActive: true, extensionPath: `${facts().home}/.vscode/extensions/${lowerText(id)}`, packageJSON: { name: nativeSplit(id, ".")[1] ?? id, publisher: nativeSplit(id, ".")[0], displayName: id, version: "1.0.0" }, exports: undefined, activate: async () => undefined });
const extensionsThere = () => nativeSplit(answered("editor_extensions", facts().editor_extensions), ",").map((id) => (id === "vscode.git" ? gitExtension() : otherExtension(id)));
// What the editor keeps for an extension from day to day. Whoever has used it for long has counted far.
const COUNTED = 1000;
function memento(name) {
  const held = keptMap(name);
  const counted = (value) => (typeof value === "number" && handlers().isSeasoned && value < COUNTED ? value + COUNTED : value);
  return { get: (name, usual) => counted(held.has(name) ? held.get(name) : usual), update: async (name, value) => (value === undefined ? held.delete(name) : held.set(name, value)), keys: held.keys, setKeysForSync: quiet };
}
