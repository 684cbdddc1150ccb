// Hosts that load a program and drive it: Electron and the editor whose extensions ask for `vscode`. What a program registers is called.
const given = { at: null }; // what the program gave its host in this run
const handlers = () => (given.at ??= { asked: new RealMap(), heard: [], commands: new RealMap(), providers: [], exposed: [], pages: 0, loaded: new RealSet(), intercepted: [], userAgent: null, isDriven: false, isSeasoned: false, hasPage: false });
// What is not laid out answers anything.
const openEnded = (name, fields) => {
  const rest = stub(name);
  return new RealProxy(fields, { get: (target, key) => (key in target || typeof key === "symbol" || key === "then" ? target[key] : rest[key]) });
};
// Where the host finds the program: the nearest folder with a manifest.
const PROGRAMS = "/home/user/project/tool";
function programFolder() {
  for (let folder = posix.dirname(RealString(facts().argv[1])); folder.startsWith(PROGRAMS); folder = posix.dirname(folder)) {
    const text = contentOf(folder + "/package.json");
    if (text !== null && text !== undefined) return folder;
  }
  return PROGRAMS;
}
const disposable = (undo) => ({ dispose: undo ?? (() => {}) });
// --- Electron
const WINDOW_AGENT = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) app/1.0.0 Chrome/128.0.6613.36 Electron/32.0.0 Safari/537.36";
// Listeners of a session's requests: with the addresses that they are for, or for all.
const intercepting = (stage) => (filter, listener) => {
  const [urls, run] = typeof filter === "function" ? [[], filter] : [filter?.urls ?? [], listener];
  if (typeof run === "function") push(handlers().intercepted, { stage, run, url: sampleAddress(urls[0]) });
};
// An address that a match pattern means: `https://api.example.com/*`.
const sampleAddress = (pattern) => (typeof pattern === "string" && testRegExp(/^(?:https?|\*):\/\/[\w*.-]/, pattern) ? replaceText(replaceText(replaceText(pattern, /^\*/, "https"), /\/\/\*\./, "//www."), /\*/g, "page") : "https://app.invalid/page");
// A window loads what an interceptor is for: what it makes of the address and the headers leaves.
function loadIntercepted() {
  const kept = handlers();
  for (const url of new RealSet(kept.intercepted.map((one) => one.url))) {
    let [address, headers] = [url, { "User-Agent": kept.userAgent ?? WINDOW_AGENT, Accept: "*/*", "Accept-Language": "en-US" }];
    const steps = kept.intercepted.filter((one) => one.url === url);
    const leave = () => send("electron", "GET", address, Object.entries(headers).map(([name, value]) => [name, RealString(value)]), null);
    const next = (at) => {
      if (at >= steps.length) return leave();
      const { stage, run } = steps[at];
      const details = { id: 1, url: address, method: "GET", resourceType: "xhr", referrer: "", timestamp: Date.now(), webContentsId: 1, requestHeaders: { ...headers }, uploadData: [] };
      if (stage === "onSendHeaders") return attempt(stage, () => run(details)), next(at + 1);
      attempt(stage, () =>
        run(details, (answer) => {
          if (answer?.cancel) return;
          address = RealString(answer?.redirectURL ?? address);
          headers = answer?.requestHeaders ?? headers;
          next(at + 1);
        }),
      );
    };
    next(0);
  }
}
class WebContents extends EventEmitter {
  constructor() {
    super();
    Object.assign(this, { id: 1, session: electronSession, send: quiet, openDevTools: quiet, setWindowOpenHandler: quiet, executeJavaScript: async () => undefined, capturePage: async () => onScreen(), getURL: () => "file:///index.html" });
  }
}
const electronSession = openEnded("electron.session", {
  fetch: (input, init) => fetch(input, init),
  cookies: { get: async () => [], set: async () => {}, remove: async () => {}, on: quiet },
  webRequest: openEnded("webRequest", {
    onBeforeRequest: intercepting("onBeforeRequest"),
    onBeforeSendHeaders: intercepting("onBeforeSendHeaders"),
    onSendHeaders: intercepting("onSendHeaders"),
  }),
  setUserAgent: (text) => {
    handlers().userAgent = RealString(text);
  },
  setProxy: async () => {},
  resolveProxy: async () => {
    const proxy = environmentValue("HTTPS_PROXY") ?? environmentValue("HTTP_PROXY");
    return proxy ? "PROXY " + replaceText(proxy, /^\w+:\/\//, "") : "DIRECT";
  },
  getUserAgent: () => handlers().userAgent ?? WINDOW_AGENT,
});
// What a window runs before its page, once: it shows the page what it may ask of the program.
function loadPreload(path) {
  const kept = handlers();
  if (typeof path !== "string" || setHas(kept.loaded, path)) return;
  setAdd(kept.loaded, path);
  later(() => attempt("preload", () => void moduleExports(question("module", { from: "/", name: path }), path)));
}
class BrowserWindow extends EventEmitter {
  constructor(options) {
    super();
    this.webContents = new WebContents();
    Object.assign(this, { id: 1, options });
    loadPreload(options?.webPreferences?.preload);
    setImmediateFn(() => this.emit("ready-to-show"));
    return openEnded("BrowserWindow", this);
  }
  static getAllWindows() {
    return [];
  }
  static getFocusedWindow() {
    return null;
  }
  static fromWebContents() {
    return null;
  }
  async loadURL(url, options) {
    const named = options?.userAgent ? [["User-Agent", RealString(options.userAgent)]] : [];
    const more = typeof options?.extraHeaders === "string" ? options.extraHeaders.split("\n").filter((line) => line.includes(":")).map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1).trim()]) : [];
    if (/^file:/.test(url)) loadPageAt(url);
    if (/^https?:/.test(url)) send("electron", "GET", RealString(url), [...named, ...more], null);
  }
  async loadFile(path) {
    loadPageAt(posix.resolve(programFolder(), RealString(path)));
  }
  async capturePage() {
    return onScreen();
  }
  isDestroyed() {
    return false;
  }
  isVisible() {
    return true;
  }
  getBounds() {
    return { x: 0, y: 0, width: 800, height: 600 };
  }
}
const ipc = (extra) => {
  const made = new EventEmitter();
  return Object.assign(made, extra);
};
function electronModule() {
  const kept = handlers();
  const app = openEnded(
    "electron.app",
    Object.assign(new EventEmitter(), {
      getLocale: () => answered("locale", facts().locale),
      getSystemLocale: () => answered("locale", facts().locale),
      getPreferredSystemLanguages: () => {
        read("locale");
        return answered("language", [facts().locale]);
      },
      getLocaleCountryCode: () => answered("os_region", facts().os_region),
      getVersion: () => "1.0.0",
      getName: () => "app",
      name: "app",
      getPath: (name) => (name === "home" ? facts().home : `${facts().home}/.config/app/${name}`),
      getAppPath: programFolder,
      whenReady: async () => {},
      isReady: () => true,
      isPackaged: true,
      requestSingleInstanceLock: () => true,
      getLoginItemSettings: () => ({ openAtLogin: false }),
      quit: quiet,
      exit: quiet,
    }),
  );
  setImmediateFn(() => {
    app.emit("will-finish-launching");
    app.emit("ready", {}, {});
  });
  const ipcMain = ipc({ handle: (name, run) => mapSet(kept.asked, name, run), handleOnce: (name, run) => mapSet(kept.asked, name, run), removeHandler: (name) => mapDelete(kept.asked, name) });
  const ipcRenderer = ipc({
    invoke: async (name, ...values) => (mapHas(kept.asked, name) ? mapGet(kept.asked, name)({ sender: new WebContents() }, ...values) : undefined),
    send: (name, ...values) => ipcMain.emit(name, { sender: new WebContents(), reply: quiet }, ...values),
    sendSync: (name, ...values) => {
      const event = { sender: new WebContents(), returnValue: undefined };
      ipcMain.emit(name, event, ...values);
      return event.returnValue;
    },
  });
  push(kept.heard, ipcMain);
  const setting = (name) => (testRegExp(/Locale|Language/, name) ? answered("locale", facts().locale) : testRegExp(/Region|Country/, name) ? answered("os_region", facts().os_region) : "");
  return openEnded("electron", {
    app,
    ipcMain,
    ipcRenderer,
    BrowserWindow,
    net: {
      request: (o) => new ClientRequest("https", ...requestOptions(typeof o === "string" ? o : o.url, typeof o === "string" ? {} : o)),
      fetch: (input, init) => fetch(input, init),
      isOnline: () => true,
    },
    session: { defaultSession: electronSession, fromPartition: () => electronSession },
    contextBridge: { exposeInMainWorld: (name, value) => push(kept.exposed, [name, value]) },
    screen: screens(),
    desktopCapturer: desktopCapturer(),
    nativeImage: nativeImage(),
    shell: openEnded("shell", { openExternal: async (link) => visitLink(link) }),
    clipboard: { readText: () => usersText(), writeText: quiet },
    systemPreferences: openEnded("systemPreferences", { getUserDefault: setting }),
    safeStorage: { isEncryptionAvailable: () => true, encryptString: (text) => Buffer.from(text), decryptString: (bytes) => Buffer.from(bytes).toString() },
    Menu: openEnded("Menu", { buildFromTemplate: (items) => ({ items, popup: quiet }), setApplicationMenu: quiet }),
    Notification: class extends EventEmitter {
      show() {}
    },
    dialog: openEnded("dialog", { showOpenDialog: async () => ({ canceled: false, filePaths: [fileChosen()] }), showMessageBox: async () => ({ response: 0 }) }),
  });
}
world.clients.electron = electronModule;
for (const name of ["electron/main", "electron/renderer", "electron/common"]) world.clients[name] = () => packageStub("electron");
// The file that the user picks in a dialog is there, as one who picks it sees it.
function fileChosen() {
  const path = "/home/user/project/notes.txt";
  if (typeof contentOf(path) !== "string") mapSet(written, path, facts().prompt + "\n");
  return path;
}
// --- vscode
class EditorPosition {
  constructor(line, character) {
    Object.assign(this, { line, character });
  }
  translate(lines, characters) {
    const by = lines !== null && typeof lines === "object" ? lines : { lineDelta: lines, characterDelta: characters };
    return new EditorPosition(this.line + (by.lineDelta ?? 0), this.character + (by.characterDelta ?? 0));
  }
  with(line, character) {
    const to = line !== null && typeof line === "object" ? line : { line, character };
    return new EditorPosition(to.line ?? this.line, to.character ?? this.character);
  }
  compareTo(other) {
    return this.line - other.line || this.character - other.character;
  }
  isEqual(other) {
    return this.compareTo(other) === 0;
  }
  isBefore(other) {
    return this.compareTo(other) < 0;
  }
  isAfter(other) {
    return this.compareTo(other) > 0;
  }
}
class EditorRange {
  constructor(a, b, c, d) {
    [this.start, this.end] = typeof a === "number" ? [new EditorPosition(a, b), new EditorPosition(c, d)] : [a, b];
    this.active = this.end;
    this.anchor = this.start;
    this.isEmpty = false;
    this.isSingleLine = this.start?.line === this.end?.line;
  }
}
class EditorUri {
  constructor(text) {
    const url = URL.parse(text) ?? { protocol: "file:", pathname: text };
    Object.assign(this, { scheme: url.protocol.slice(0, -1), path: decodePercent(url.pathname), fsPath: decodePercent(url.pathname), authority: url.host ?? "", query: "", text });
  }
  static file(path) {
    return new EditorUri("file://" + path);
  }
  static parse(text) {
    return new EditorUri(text);
  }
  static joinPath(base, ...parts) {
    return EditorUri.file(posix.join(base.path, ...parts));
  }
  with() {
    return this;
  }
  toString() {
    return this.text;
  }
}
class EditorEmitter {
  #emitter = new EventEmitter();
  event = (call, self) => {
    this.#emitter.on("fired", (value) => apply(call, self, [value]));
    return disposable();
  };
  fire(value) {
    this.#emitter.emit("fired", value);
  }
  dispose() {}
}
const plainClass = (...names) =>
  class {
    constructor(...values) {
      names.forEach((name, i) => (this[name] = values[i]));
    }
  };
const notCancelled = () => ({ isCancellationRequested: false, onCancellationRequested: () => disposable() });
// Settings of the editor: what its defaults are where the world says nothing, what the persona has where it does.
function editorSetting(section, name, usual) {
  const path = section ? `${section}.${name}` : RealString(name);
  const answer = path === "http.proxy" ? environmentValue("HTTPS_PROXY") : question("setting", { path: "vscode:" + section, name: RealString(name) });
  if (answer !== null && answer !== undefined) return answer;
  const stated = contributed()[path];
  return stated === undefined ? usual : stated;
}
// Settings that the manifest of the extension states, with their defaults.
let statedSettings;
function contributed() {
  if (statedSettings) return statedSettings;
  statedSettings = {};
  try {
    const parts = parseJson(contentOf(programFolder() + "/package.json") ?? "{}").contributes?.configuration ?? [];
    for (const part of isArray(parts) ? parts : [parts])
      for (const [name, field] of Object.entries(part?.properties ?? {})) if (field && field.default !== undefined) statedSettings[name] = field.default;
  } catch (error) {
    // a manifest that does not parse states nothing
  }
  return statedSettings;
}
const configuration = (section = "") => ({
  get: (name, usual) => editorSetting(section, name, usual),
  has: () => false,
  inspect: () => undefined,
  update: async () => {},
});
const registering = () => (...values) => {
  const provider = values.reverse().find((one) => one !== null && (typeof one === "object" || typeof one === "function") && !isArray(one) && Object.keys(one).length + ownKeys(Object.getPrototypeOf(one) ?? {}).length > 0);
  if (provider) push(handlers().providers, provider);
  return disposable();
};
const languageModel = () => ({
  id: "model-1", vendor: "copilot", family: "gpt-4o", version: "1", name: "Model 1", maxInputTokens: 64000,
  countTokens: async () => 1,
  sendRequest: async (messages, options) => {
    send("sdk:vscode", "POST", "https://vscode.invalid/lm/chat", [], jsonOf({ messages, ...options }));
    const parts = (async function* () { yield "ok"; })();
    return { text: parts, stream: (async function* () { yield { value: "ok" }; })() };
  },
});
function editorModule() {
  const kept = handlers();
  const word = (...names) => Object.fromEntries(names.map((name, i) => [name, i]));
  return openEnded("vscode", {
    version: "1.95.0",
    env: openEnded("vscode.env", {
      get language() {
        return answered("locale", facts().locale);
      },
      get machineId() {
        return answered("machine_id", facts().machine_id);
      },
      get sessionId() {
        return "session-1";
      },
      appName: "Visual Studio Code", appHost: "desktop", appRoot: "/usr/share/code", uriScheme: "vscode", remoteName: undefined, uiKind: 1, isTelemetryEnabled: true, isNewAppInstall: false, shell: "/bin/bash",
      clipboard: { readText: async () => usersText(), writeText: async () => {} },
      openExternal: async (uri) => (visitLink(RealString(uri)), true),
      asExternalUri: async (uri) => uri,
      createTelemetryLogger: (sender) => ({ logUsage: (name, value) => sender.sendEventData(name, value), logError: quiet, dispose: quiet, onDidChangeEnableStates: () => disposable() }),
    }),
    window: openEnded("vscode.window", {
      activeTextEditor: openEditor(),
      visibleTextEditors: [openEditor()],
      showInputBox: async () => facts().prompt,
      showQuickPick: async (list) => (await list)[0],
      showInformationMessage: async (text) => event("print", { stream: "stdout", text: RealString(text) }),
      showErrorMessage: async (text) => event("print", { stream: "stderr", text: RealString(text) }),
      showWarningMessage: async (text) => event("print", { stream: "stderr", text: RealString(text) }),
      setStatusBarMessage: (text) => (event("print", { stream: "stdout", text: RealString(text) }), disposable()),
      withProgress: async (options, run) => run({ report: quiet }, notCancelled()),
      createOutputChannel: () => Object.fromEntries(["append", "appendLine", "show", "clear", "dispose", "info", "warn", "error", "debug", "trace", "hide", "replace"].map((name) => [name, quiet])),
      createStatusBarItem: () => openEnded("StatusBarItem", { text: "", show: quiet, hide: quiet, dispose: quiet }),
      createWebviewPanel: webviewOf,
      registerWebviewViewProvider: (name, provider) => (setImmediateFn(() => attempt("webview", () => provider.resolveWebviewView(webviewOf(), {}, notCancelled()))), disposable()),
      registerUriHandler: registering(),
    }),
    workspace: openEnded("vscode.workspace", {
      workspaceFolders: [{ uri: EditorUri.file("/home/user/project"), name: "project", index: 0 }],
      name: "project",
      rootPath: "/home/user/project",
      textDocuments: [openDocument()],
      isTrusted: true,
      getConfiguration: configuration,
      openTextDocument: async () => openDocument(),
      findFiles: async () => [EditorUri.file("/home/user/project/notes.txt")],
      asRelativePath: (path) => RealString(path.fsPath ?? path).replace("/home/user/project/", ""),
      getWorkspaceFolder: () => ({ uri: EditorUri.file("/home/user/project"), name: "project", index: 0 }),
      fs: { readFile: async (uri) => readFileSync(uri.fsPath), writeFile: async (uri, data) => put("write", uri.fsPath, data), stat: async (uri) => statOf(uri.fsPath), createDirectory: async () => {}, readDirectory: async () => [], delete: async () => {} },
      applyEdit: async () => true,
    }),
    commands: { registerCommand: (name, run, self) => (mapSet(kept.commands, name, (...values) => apply(run, self, values)), disposable()), registerTextEditorCommand: (name, run, self) => (mapSet(kept.commands, name, () => apply(run, self, [openEditor(), { insert: quiet, replace: quiet }])), disposable()), executeCommand: async (name, ...values) => (mapHas(kept.commands, name) ? mapGet(kept.commands, name)(...values) : undefined), getCommands: async () => [...kept.commands.keys()] },
    languages: new RealProxy({}, { get: (t, name) => (typeof name === "string" && slice(name, 0, 8) === "register" ? registering() : stub("vscode.languages." + RealString(name))) }),
    chat: { createChatParticipant: (id, handler) => (push(kept.providers, { requestHandler: handler }), openEnded("participant", {})) },
    lm: openEnded("vscode.lm", { selectChatModels: async () => [languageModel()], registerTool: (name, tool) => (push(kept.providers, tool), disposable()), tools: [] }),
    l10n: { t: (text, ...values) => replaceText(typeof text === "string" ? text : text.message, /\{(\w+)\}/g, (all, key) => RealString(values[key] ?? all)), bundle: undefined },
    extensions: {
      getExtension: extensionCalled,
      get all() {
        return extensionsThere();
      },
      onDidChange: () => disposable(),
    },
    authentication: openEnded("authentication", { getSession: async () => ({ accessToken: "key-for-the-made-up-world", account: { label: "sam", id: "1" }, scopes: [], id: "1" }) }),
    Uri: EditorUri, Position: EditorPosition, Range: EditorRange, Selection: EditorRange, EventEmitter: EditorEmitter,
    Disposable: class { constructor(run) { this.dispose = run ?? quiet; } static from() { return disposable(); } },
    CancellationTokenSource: class { token = notCancelled(); cancel() {} dispose() {} },
    InlineCompletionItem: plainClass("insertText", "range"), InlineCompletionList: plainClass("items"), CompletionItem: plainClass("label", "kind"), CompletionList: plainClass("items"), Hover: plainClass("contents"), CodeLens: plainClass("range", "command"), CodeAction: plainClass("title", "kind"), TreeItem: plainClass("label", "collapsibleState"), ThemeIcon: plainClass("id"), Diagnostic: plainClass("range", "message"),
    MarkdownString: class { constructor(value = "") { this.value = value; } appendMarkdown(text) { this.value += text; return this; } appendText(text) { this.value += text; return this; } appendCodeblock(text) { this.value += text; return this; } },
    WorkspaceEdit: class { replace() {} insert() {} delete() {} },
    LanguageModelChatMessage: { User: (content) => ({ role: 1, content }), Assistant: (content) => ({ role: 2, content }) },
    LanguageModelToolResult: plainClass("content"), LanguageModelTextPart: plainClass("value"),
    StatusBarAlignment: { Left: 1, Right: 2 }, ConfigurationTarget: { Global: 1, Workspace: 2 }, ViewColumn: { One: 1, Two: 2, Beside: -2, Active: -1 }, ProgressLocation: { SourceControl: 1, Window: 10, Notification: 15 }, UIKind: { Desktop: 1, Web: 2 }, ExtensionMode: { Production: 1, Development: 2, Test: 3 }, FileType: word("Unknown", "File", "Directory"), TreeItemCollapsibleState: word("None", "Collapsed", "Expanded"), DiagnosticSeverity: word("Error", "Warning", "Information", "Hint"), InlineCompletionTriggerKind: word("Invoke", "Automatic"), EndOfLine: { LF: 1, CRLF: 2 }, LogLevel: word("Off", "Trace", "Debug", "Info"),
  });
}
world.clients.vscode = editorModule;
const extensionContext = () =>
  openEnded("ExtensionContext", {
    subscriptions: [], globalState: memento("globalState"), workspaceState: memento("workspaceState"), extensionMode: 1,
    secrets: { get: async () => "key-for-the-made-up-world", store: async () => {}, delete: async () => {}, onDidChange: () => disposable() },
    extensionPath: programFolder(), extensionUri: EditorUri.file(programFolder()), asAbsolutePath: (path) => posix.join(programFolder(), RealString(path)),
    globalStorageUri: EditorUri.file("/home/user/.vscode/storage"), logUri: EditorUri.file("/home/user/.vscode/log"), storageUri: EditorUri.file("/home/user/.vscode/workspace"),
    extension: { id: "publisher.extension", packageJSON: { version: "1.0.0" }, isActive: true },
  });
const PROVIDED = /^(?:provide|invoke|resolveCodeLens|handleUri|requestHandler|getChildren|prepareInvocation)/;
const uiMessage = (text) => ({ type: "ask", command: "ask", text, prompt: text, message: text, value: text, content: text });
// What a window says comes more than once and is not always the same: what is kept of it shows with the second.
const windowMessages = () => [usersText(), `more of ${usersText()}`];
function callProvider(provider) {
  const methods = new RealSet([...Object.keys(provider), ...ownKeys(Object.getPrototypeOf(provider) ?? {})]);
  const chat = [{ prompt: usersText(), command: undefined, references: [], input: sampleOptions(), model: languageModel() }, { history: [] }, openEnded("stream", { markdown: (text) => event("print", { stream: "stdout", text: RealString(text && text.value !== undefined ? text.value : text) }) }), notCancelled()];
  for (const name of methods) {
    if (typeof name !== "string" || !testRegExp(PROVIDED, name) || typeof provider[name] !== "function") continue;
    const values = name === "requestHandler" ? chat : name === "invoke" || name === "prepareInvocation" ? [{ input: sampleOptions() }, notCancelled()] : name === "handleUri" ? [EditorUri.parse("vscode://publisher.extension/done?code=1")] : [openDocument(), atCursor(), { triggerKind: 1, diagnostics: [] }, notCancelled()];
    attempt(name, () => apply(provider[name], provider, values));
  }
}
const HANDED = 25;
const ACTIVATION = 10000, // milliseconds of the made-up clock
  BETWEEN_USES = 2000; // longer than an extension waits for more to be typed
// The host of a program that was loaded: an extension is activated, its commands are given, the windows ask.
world.drive = (exports) => {
  const kept = given.at;
  if (!kept || kept.isDriven) return false;
  kept.isDriven = true;
  let activated,
    isUsed = false;
  if (mapHas(stubNames, "vscode") && exports && typeof exports.activate === "function") attempt("activate", () => (activated = exports.activate(extensionContext())));
  const provide = () => kept.providers.slice(0, HANDED).forEach(callProvider);
  // What a page that was opened is answered, it was seen to do something with, or not: it goes nowhere else.
  const toPage = (name, value) => (kept.hasPage ? handOver(value) : outcome(name, value));
  const rest = () => {
    [...kept.commands].slice(0, HANDED).forEach(([name, run]) => attempt(name, () => run()));
    provide();
    for (const message of windowMessages())
      for (const one of kept.heard.slice(0, HANDED))
        if (typeof one === "function") attempt("message", () => one(uiMessage(message)));
        else for (const name of one.eventNames()) attempt(RealString(name), () => one.emit(name, { sender: new WebContents(), reply: quiet }, message));
    [...kept.asked].slice(0, HANDED).forEach(([name, run]) => attempt(name, () => run({ sender: new WebContents(), senderFrame: {} }, ...parametersOf(run).slice(1).map(sampleFor)), noteFailure, toPage));
    for (const [name, value] of kept.exposed) callAll(name, value, 0, toPage);
    loadIntercepted();
  };
  // Who writes is helped before any command is given, as commands may put an end to it; and again after long use.
  const use = () => {
    if (isUsed) return;
    isUsed = true;
    if (!kept.providers.length) return rest();
    provide();
    later(() => {
      kept.isSeasoned = true;
      provide();
      later(rest, BETWEEN_USES);
    }, BETWEEN_USES);
  };
  // Who hosts an extension waits until it is ready.
  if (activated && typeof activated.then === "function") activated.then(() => later(use, 5), () => later(use, 5)), later(use, ACTIVATION);
  else later(use, 5);
  return true;
};
