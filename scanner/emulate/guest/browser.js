// Pages and extensions of browsers: a document that takes every question, one user who types the prompt and presses what there is.
const { beginPage, openPage } = (() => {
const PAGE_AFTER = 5;
const PAGE_EVENTS = 60;
const page = { listeners: [], elements: new RealMap(), heard: [], ports: [], window: globalThis, document: null, observed: 0 };
const shown = (text) => event("print", { stream: "stdout", text: RealString(text) + "\n" });
const plainName = (type) => RealString(type).toLowerCase();
function listen(owner, type, run) {
  if (typeof run === "function" || typeof run?.handleEvent === "function") push(page.listeners, { owner, type: plainName(type), run });
}
const listening = (owner) => ({
  addEventListener: (type, run) => listen(owner(), type, run),
  removeEventListener: (type, run) => {
    page.listeners = page.listeners.filter((one) => one.run !== run);
  },
  dispatchEvent: (happened) => (fire(owner(), happened.type, happened), true),
});
function eventFor(owner, type) {
  const target = owner === page.window ? page.document : owner;
  return {
    type, target, currentTarget: owner, srcElement: target, key: "Enter", code: "Enter", keyCode: 13, which: 13, data: facts().prompt, detail: 1, isTrusted: true, bubbles: true, button: 0,
    dataTransfer: { getData: () => facts().prompt, files: [] }, clipboardData: { getData: () => facts().prompt }, origin: "https://api.example.net", source: page.window, newValue: facts().prompt,
    results: [[{ transcript: facts().prompt }]], preventDefault: quiet, stopPropagation: quiet, stopImmediatePropagation: quiet, composedPath: () => [target], waitUntil: quiet, respondWith: quiet,
  };
}
function fire(owner, type, happened) {
  const name = plainName(type),
    given = happened ?? eventFor(owner, name);
  const own = owner["on" + name];
  if (typeof own === "function") attempt("on" + name, () => apply(own, owner, [given]));
  for (const one of page.listeners.filter((other) => other.owner === owner && other.type === name))
    attempt(name, () => (typeof one.run === "function" ? apply(one.run, owner, [given]) : one.run.handleEvent(given)));
}
const TYPED = /^(?:input|textarea|select)$/;
class PageNode {
  constructor(tag, name) {
    Object.assign(this, { tagName: tag.toUpperCase(), nodeName: tag.toUpperCase(), nodeType: 1, id: name, name, type: "text", checked: true, disabled: false, hidden: false, style: openStyle(), dataset: {}, children: [], childNodes: [], files: [], selectedIndex: 0, scrollHeight: 0, scrollTop: 0, clientHeight: 600, clientWidth: 800, width: 800, height: 600, offsetHeight: 20, isConnected: true });
    define(this, "attributes", {});
    define(this, "kept", TYPED.test(tag) || name ? facts().prompt : "");
    this.classList = { add: quiet, remove: quiet, toggle: () => true, contains: () => false, replace: quiet, item: () => null, length: 0 };
    Object.assign(this, listening(() => this));
  }
  get value() {
    return this.kept;
  }
  set value(text) {
    define(this, "kept", RealString(text));
  }
  get textContent() {
    return this.kept;
  }
  set textContent(text) {
    this.value = text;
    shown(text);
  }
  get innerText() {
    return this.kept;
  }
  set innerText(text) {
    this.textContent = text;
  }
  get innerHTML() {
    return this.kept;
  }
  set innerHTML(text) {
    this.textContent = text;
  }
  set src(link) {
    define(this, "source", RealString(link));
    if (/^https?:|^\/\//.test(this.source)) fetch(new URL(this.source, page.window.location.href)).then(() => fire(this, "load"), quiet);
  }
  get src() {
    return this.source ?? "";
  }
  get parentElement() {
    return page.document.body;
  }
  get parentNode() {
    return page.document.body;
  }
  get ownerDocument() {
    return page.document;
  }
  get options() {
    return [{ value: "model-1", text: "Model 1", selected: true }];
  }
  get form() {
    return page.document.querySelector("form");
  }
  get elements() {
    return openEnded("elements", {});
  }
  get firstChild() {
    return null;
  }
  get lastChild() {
    return null;
  }
  get nextSibling() {
    return null;
  }
  get contentWindow() {
    return { postMessage: quiet };
  }
  get sheet() {
    return { insertRule: quiet, cssRules: [] };
  }
  getAttribute(name) {
    return this.attributes[name] ?? null;
  }
  setAttribute(name, value) {
    this.attributes[name] = RealString(value);
    if (name === "src") this.src = value;
  }
  removeAttribute(name) {
    delete this.attributes[name];
  }
  hasAttribute(name) {
    return name in this.attributes;
  }
  appendChild(node) {
    push(this.children, node);
    if (typeof node?.kept === "string" && node.kept) shown(node.kept);
    return node;
  }
  append(...nodes) {
    nodes.forEach((node) => (typeof node === "string" ? shown(node) : this.appendChild(node)));
  }
  insertAdjacentHTML(place, text) {
    shown(text);
  }
  querySelector(selector) {
    return elementFor(selector);
  }
  querySelectorAll(selector) {
    return [elementFor(selector)];
  }
  closest(selector) {
    return elementFor(selector);
  }
  matches() {
    return true;
  }
  contains() {
    return true;
  }
  click() {
    fire(this, "click");
  }
  submit() {
    fire(this, "submit");
  }
  requestSubmit() {
    fire(this, "submit");
  }
  get offsetWidth() {
    const family = this.style.fontFamily ?? this.style.font;
    return family ? widthOf(family, this.kept) : 100;
  }
  getBoundingClientRect() {
    const width = this.offsetWidth;
    return { x: 0, y: 0, top: 0, left: 0, right: width, bottom: 20, width, height: 20 };
  }
  getContext(kind) {
    return kind === "2d" ? canvasContext() : stub("canvas");
  }
  toDataURL() {
    return "data:image/png;base64,";
  }
  attachShadow() {
    return this;
  }
  cloneNode() {
    return new PageNode(this.tagName, this.id);
  }
}
for (const name of ["prepend", "insertBefore", "before", "after", "replaceWith", "replaceChildren", "replaceChild", "removeChild", "remove", "focus", "blur", "select", "scrollIntoView", "scrollTo", "setSelectionRange", "showModal", "close", "insertAdjacentElement", "toggleAttribute", "reset", "animate", "play", "pause", "load"])
  define(PageNode.prototype, name, function (node) {
    return node;
  });
const openStyle = () => ({ setProperty: quiet, removeProperty: quiet, getPropertyValue: () => "" });
const tagOf = (selector) => (/textarea|input|select|form|button|body|head|html/i.exec(RealString(selector)) ?? ["div"])[0].toLowerCase();
function elementFor(selector) {
  const name = replaceText(RealString(selector), /^[#.]/, "");
  if (!mapHas(page.elements, name)) mapSet(page.elements, name, new PageNode(tagOf(selector), name));
  return mapGet(page.elements, name);
}
function documentOf() {
  const own = new PageNode("html", "");
  const made = Object.assign(own, {
    nodeType: 9, readyState: "complete", title: "", cookie: "", hidden: false, visibilityState: "visible", referrer: "", characterSet: "UTF-8", contentType: "text/html",
    getElementById: elementFor, getElementsByClassName: (name) => [elementFor(name)], getElementsByTagName: (name) => [elementFor(name)], getElementsByName: (name) => [elementFor(name)],
    createElement: (tag) => new PageNode(RealString(tag), ""), createElementNS: (space, tag) => new PageNode(RealString(tag), ""), createTextNode: (text) => Object.assign(new PageNode("#text", ""), { kept: RealString(text) }),
    createDocumentFragment: () => new PageNode("fragment", ""), createComment: () => new PageNode("comment", ""), createTreeWalker: () => ({ nextNode: () => null }), createRange: () => stub("range"),
    execCommand: () => true, hasFocus: () => true, open: quiet, write: shown, close: quiet, importNode: (node) => node, getSelection: () => page.window.getSelection(), elementFromPoint: () => made.body,
  });
  for (const tag of ["body", "head"]) made[tag] = elementFor(tag);
  define(made, "documentElement", Object.assign(elementFor("html"), { get lang() { return ""; } }));
  define(made, "activeElement", made.body);
  define(made, "defaultView", page.window);
  define(made, "currentScript", { src: "", dataset: {}, getAttribute: () => null });
  define(made, "location", page.window.location);
  define(made, "forms", [elementFor("form")]);
  define(made, "fonts", fontFaces());
  return made;
}
function storageOf(held) {
  const made = { getItem: (name) => held.get(RealString(name)) ?? null, setItem: (name, value) => held.set(RealString(name), RealString(value)), removeItem: (name) => held.delete(RealString(name)), clear: () => held.clear(), key: () => null, length: 0 };
  return new RealProxy(made, { get: (target, name) => target[name] ?? (typeof name === "string" ? held.get(name) : undefined), set: (target, name, value) => (made.setItem(name, value), true) });
}
// --- What extensions are given
const TAB = () => ({ id: 1, index: 0, windowId: 1, active: true, url: "https://example.net/page", title: "A page", status: "complete" });
// Answers go to the function that comes last, or into a promise where there is none.
const telling = (make) => (...values) => {
  const last = values.at(-1);
  const answer = make(...values);
  if (typeof last === "function") return void later(() => attempt("answer", () => last(answer)), 0);
  return RealPromise.resolve(answer);
};
const hearing = (kind, ...values) => ({
  addListener: (run) => push(page.heard, { kind, run, values }),
  removeListener: quiet, hasListener: () => false, hasListeners: () => true, addRules: quiet,
});
const message = () => ({ type: "ask", action: "ask", cmd: "ask", kind: "ask", text: usersText(), prompt: usersText(), message: usersText(), content: usersText(), messages: [{ role: "user", content: usersText() }], payload: { text: usersText(), prompt: usersText() }, data: { text: usersText(), prompt: usersText() } });
const sender = () => ({ id: "extension-1", tab: TAB(), url: "https://example.net/page", frameId: 0 });
// What the user was asked for on the page of options: without it an extension has nothing to do.
const ENTERED = /(?:^|api|access|auth|secret|license)[_-]?(?:key|token)$/i;
const enteredFor = (names) => Object.fromEntries(names.filter((name) => testRegExp(ENTERED, name)).map((name) => [name, "key-for-the-made-up-world"]));
function storageArea(held, isUsers = false) {
  const chosen = (names) => {
    const isNamed = names !== null && names !== undefined && typeof names !== "function";
    const asked = !isNamed ? [] : typeof names === "string" ? [names] : isArray(names) ? names : Object.keys(names);
    const all = { ...(isUsers ? enteredFor(asked) : {}), ...held.record() };
    if (!isNamed) return all;
    if (typeof names === "string" || isArray(names)) return Object.fromEntries(asked.filter((name) => name in all).map((name) => [name, all[name]]));
    return Object.fromEntries(asked.map((name) => [name, all[name] ?? names[name]]));
  };
  return { get: telling(chosen), set: telling((items) => Object.entries(items).forEach(([name, value]) => held.set(name, value))), remove: telling((names) => void [names].flat().forEach((name) => held.delete(name))), clear: telling(() => held.clear()), getBytesInUse: telling(() => 0), setAccessLevel: telling(quiet), onChanged: hearing("changed") };
}
const portOf = (name) => ({ name, sender: sender(), postMessage: quiet, disconnect: quiet, onMessage: hearing("message", message()), onDisconnect: hearing("quiet") });
function extensionApi() {
  const local = storageArea(keptMap("local"), true);
  return openEnded("chrome", {
    runtime: openEnded("chrome.runtime", {
      id: "extension-1", lastError: undefined, getManifest: () => ({ version: "1.0.0", name: "extension", manifest_version: 3 }), getURL: (path) => "chrome-extension://extension-1/" + RealString(path),
      getPlatformInfo: telling(() => ({ os: answered("os_version", facts().platform === "win32" ? "win" : facts().platform === "darwin" ? "mac" : "linux"), arch: "x86-64" })),
      sendMessage: telling((...values) => {
        const sent = typeof values[0] === "string" && values.length > 1 && typeof values[1] === "object" ? values[1] : values[0];
        hear("message", [sent, sender(), quiet]);
        return { ok: true, text: "ok", content: "ok" };
      }),
      sendNativeMessage: telling((host, text) => (runCommand(RealString(host), jsonOf(text)), {})), connect: (info) => portOf(info?.name ?? ""), connectNative: portOf, openOptionsPage: telling(quiet), reload: quiet, setUninstallURL: telling(visitLink),
      onMessage: hearing("message", message(), sender(), quiet), onMessageExternal: hearing("message", message(), sender(), quiet), onInstalled: hearing("installed", { reason: "install" }), onStartup: hearing("started"), onConnect: hearing("connected", portOf("port")), onSuspend: hearing("quiet"),
    }),
    storage: { local, sync: storageArea(keptMap("sync"), true), session: storageArea(keptMap()), managed: storageArea(keptMap()), onChanged: hearing("quiet") },
    tabs: openEnded("chrome.tabs", { query: telling(() => [TAB()]), get: telling(TAB), getCurrent: telling(TAB), create: telling((about) => (visitLink(about?.url ?? ""), TAB())), update: telling(TAB), sendMessage: telling((id, sent) => (hear("message", [sent, sender(), quiet]), { text: facts().prompt })), captureVisibleTab: telling(() => "data:image/png;base64,"), detectLanguage: telling(() => answered("locale", facts().locale).split("-")[0]), onUpdated: hearing("updated", 1, { status: "complete" }, TAB()), onActivated: hearing("activated", { tabId: 1, windowId: 1 }) }),
    i18n: { getUILanguage: () => answered("locale", facts().locale), getMessage: (name) => RealString(name), getAcceptLanguages: telling(() => [answered("locale", facts().locale)]), detectLanguage: telling(() => ({ isReliable: true, languages: [{ language: "en", percentage: 100 }] })) },
    scripting: openEnded("chrome.scripting", { executeScript: telling(() => [{ result: facts().prompt, frameId: 0 }]), insertCSS: telling(quiet), registerContentScripts: telling(quiet) }),
    contextMenus: openEnded("chrome.contextMenus", { create: () => "menu", removeAll: telling(quiet), onClicked: hearing("clicked", { menuItemId: "menu", selectionText: facts().prompt, pageUrl: "https://example.net/page" }, TAB()) }),
    action: openEnded("chrome.action", { onClicked: hearing("clicked", TAB()) }), commands: openEnded("chrome.commands", { onCommand: hearing("command", "ask", TAB()) }), alarms: openEnded("chrome.alarms", { create: quiet, onAlarm: hearing("alarm", { name: "alarm" }) }),
    omnibox: openEnded("chrome.omnibox", { onInputEntered: hearing("entered", facts().prompt, "currentTab") }), cookies: openEnded("chrome.cookies", { get: telling(() => null), getAll: telling(() => []) }),
    identity: openEnded("chrome.identity", { getProfileUserInfo: telling(() => ({ email: answered("user_email", "user@example.net"), id: "1" })), getAuthToken: telling(() => "token-for-the-made-up-world") }),
    permissions: { contains: telling(() => true), request: telling(() => true) }, proxy: openEnded("chrome.proxy", {}), webRequest: openEnded("chrome.webRequest", {}),
  });
}
function hear(kind, values) {
  for (const one of page.heard.filter((other) => other.kind === kind)) attempt(kind, () => apply(one.run, undefined, values));
}
// Everything that waits for somebody is given something, in an order that does not change.
function drivePage() {
  if (world.hasExited) return;
  for (const [owner, type] of [[page.document, "readystatechange"], [page.document, "DOMContentLoaded"], [page.window, "DOMContentLoaded"], [page.window, "load"], [page.window, "install"], [page.window, "activate"], [page.window, "message"]]) fire(owner, type);
  later(() => {
    for (const one of page.heard.slice(0, PAGE_EVENTS)) if (one.kind !== "quiet") attempt(one.kind, () => apply(one.run, undefined, one.values));
    let left = PAGE_EVENTS;
    for (const element of [...page.elements.values()])
      for (const type of ["input", "change", "keydown", "keyup", "click", "submit", "paste"]) if (left > 0 && (page.listeners.some((one) => one.owner === element && one.type === type) || typeof element["on" + type] === "function")) (left--, fire(element, type));
    for (const one of page.listeners.filter((other) => other.owner === page.document && /^(?:click|keydown|keyup|input|submit|mouseup|selectionchange|visibilitychange)$/.test(other.type)).slice(0, 12)) fire(page.document, one.type);
  }, PAGE_AFTER);
}
// What watches sizes and places is told of them once, as soon as it watches.
const OBSERVED = 30;
const observing = (entryOf) => class extends watcher() {
  constructor(run) {
    super();
    define(this, "run", run);
  }
  observe(target) {
    if (page.observed++ < OBSERVED && typeof this.run === "function") later(() => attempt("observed", () => this.run([entryOf(target)], this)), 0);
  }
};
const SIZE = { x: 0, y: 0, left: 0, top: 0, right: 1280, bottom: 800, width: 1280, height: 800 };
const sizeOf = (target) => ({ target, contentRect: SIZE, contentBoxSize: [{ inlineSize: 1280, blockSize: 800 }], borderBoxSize: [{ inlineSize: 1280, blockSize: 800 }] });
const placeOf = (target) => ({ target, isIntersecting: true, intersectionRatio: 1, boundingClientRect: SIZE, intersectionRect: SIZE, rootBounds: SIZE, time: 1 });
const watcher = () => class { observe() {} unobserve() {} disconnect() {} takeRecords() { return []; } };
// The names of a page whose window is this object.
function pageNames(view) {
  Object.assign(page, { listeners: [], elements: new RealMap(), heard: [], ports: [], window: view, observed: 0 });
  askedFonts = [];
  const link = new URL("https://app.example.net/index.html?lang=en");
  const place = { href: link.href, origin: link.origin, protocol: link.protocol, host: link.host, hostname: link.hostname, pathname: link.pathname, search: "", hash: "", port: "", assign: visitLink, replace: visitLink, reload: quiet, toString: () => link.href };
  const api = extensionApi();
  const made = {
    window: view, self: view, parent: view, top: view, frames: [], navigator: Object.assign(Object.create(globalThis.navigator), { keyboard: keyboardOf() }), location: place, history: { pushState: quiet, replaceState: quiet, back: quiet, state: null, length: 1 }, localStorage: storageOf(keptMap("localStorage")), sessionStorage: storageOf(keptMap()),
    screen: { width: 1920, height: 1080, availWidth: 1920, availHeight: 1040, colorDepth: 24 }, chrome: api, browser: api, acquireVsCodeApi: () => ({ postMessage: quiet, getState: () => undefined, setState: quiet }), ...listening(() => view),
    Path2D: class { constructor() { for (const name of ["moveTo", "lineTo", "arc", "rect", "closePath", "addPath", "bezierCurveTo", "quadraticCurveTo", "ellipse"]) define(this, name, quiet); } }, OffscreenCanvas: class extends PageNode { constructor() { super("canvas", ""); } }, queryLocalFonts: localFonts,
    postMessage: quiet, matchMedia: () => ({ matches: false, addEventListener: quiet, addListener: quiet }), getComputedStyle: openStyle, getSelection: () => ({ toString: () => usersText(), rangeCount: 0, isCollapsed: false, removeAllRanges: quiet }),
    requestAnimationFrame: (run) => setTimeout(run, 16), cancelAnimationFrame: (id) => clearTimeout(id), requestIdleCallback: (run) => setTimeout(() => run({ timeRemaining: () => 50, didTimeout: false }), 1), customElements: { define: (name, kind) => void later(() => attempt("element", () => new kind().connectedCallback?.()), 0), get: () => undefined, whenDefined: async () => {} },
    Image: class extends PageNode { constructor() { super("img", ""); } }, Audio: class extends PageNode { constructor() { super("audio", ""); } }, DOMParser: class { parseFromString() { return page.document; } }, MutationObserver: watcher(), IntersectionObserver: observing(placeOf), ResizeObserver: observing(sizeOf),
    HTMLElement: class extends PageNode { constructor() { super("div", ""); } }, Element: PageNode, Node: PageNode, importScripts: quiet, caches: stub("caches"), clients: { claim: quiet, matchAll: async () => [], openWindow: async (url) => visitLink(url) }, registration: stub("registration"), skipWaiting: quiet, speechSynthesis: stub("speechSynthesis"), indexedDB: stub("indexedDB"), CSS: { escape: RealString, supports: () => true },
    innerWidth: 1280, innerHeight: 800, devicePixelRatio: 1, open: (url) => (visitLink(url ?? ""), null), close: quiet, scrollTo: quiet, name: "", origin: link.origin, isSecureContext: true,
  };
  return made;
}
function beginPage() {
  const made = pageNames(globalThis);
  placeOfPage = made.location.href;
  for (const name of Object.keys(made)) define(globalThis, name, made[name]);
  page.document = documentOf();
  define(globalThis, "document", page.document);
  later(drivePage, PAGE_AFTER);
}
// A page in a window of a program that is none itself: its scripts see names of their own beside those of the program.
// exposed: [name, value] of what the program shows the page. scripts: functions of names and values that run one. wait: how long, in
// milliseconds of the made-up clock, the user looks before doing anything. Gives a function that sends the page a message.
function openPage(exposed, scripts, wait = PAGE_AFTER) {
  const own = Object.create(null);
  const view = new RealProxy(own, {
    has: (target, name) => name in target || name in globalThis,
    get: (target, name) => (name in target ? target[name] : globalThis[name]),
    set: (target, name, value) => {
      target[name] = value;
      if (!(name in globalThis)) define(globalThis, name, value); // what a page makes global is named without its window, too
      return true;
    },
    defineProperty: (target, name, field) => defineProperty(target, name, field) && true,
  });
  Object.assign(own, pageNames(view), { globalThis: view }, Object.fromEntries(exposed));
  page.document = own.document = documentOf();
  const names = Object.keys(own).filter((name) => testRegExp(/^[A-Za-z_$][\w$]*$/, name));
  for (const run of scripts) attempt("page", () => run(names, names.map((name) => own[name]), view));
  later(drivePage, wait);
  return (data) => fire(view, "message", { ...eventFor(view, "message"), data });
}
return { beginPage, openPage };
})();
