// Event targets of the web platform, and signals that end work.
class Event {
  #type;
  #options;
  #stopped = false;
  constructor(type, options = {}) {
    this.#type = RealString(type);
    this.#options = options ?? {};
    define(this, "defaultPrevented", false);
    define(this, "target", null);
    define(this, "timeStamp", performance.now());
  }
  get type() {
    return this.#type;
  }
  get bubbles() {
    return !!this.#options.bubbles;
  }
  get cancelable() {
    return !!this.#options.cancelable;
  }
  get composed() {
    return !!this.#options.composed;
  }
  get currentTarget() {
    return this.target;
  }
  get srcElement() {
    return this.target;
  }
  get isTrusted() {
    return false;
  }
  get eventPhase() {
    return this.target ? 2 : 0;
  }
  get returnValue() {
    return !this.defaultPrevented;
  }
  composedPath() {
    return this.target ? [this.target] : [];
  }
  preventDefault() {
    if (this.cancelable) define(this, "defaultPrevented", true);
  }
  stopPropagation() {}
  stopImmediatePropagation() {
    this.#stopped = true;
  }
  get isStopped() {
    return this.#stopped;
  }
}
const eventKind = (...fields) =>
  class extends Event {
    constructor(type, options = {}) {
      super(type, options);
      for (const [name, value] of fields) define(this, name, options && options[name] !== undefined ? options[name] : value);
    }
  };
const CustomEvent = eventKind(["detail", null]);
const MessageEvent = eventKind(["data", undefined], ["origin", ""], ["lastEventId", ""], ["source", null], ["ports", []]);
const CloseEvent = eventKind(["code", 0], ["reason", ""], ["wasClean", false]);
const ErrorEvent = eventKind(["message", ""], ["error", undefined], ["filename", ""], ["lineno", 0], ["colno", 0]);
const ProgressEvent = eventKind(["loaded", 0], ["total", 0], ["lengthComputable", false]);
for (const [name, kind] of Object.entries({ CustomEvent, MessageEvent, CloseEvent, ErrorEvent, ProgressEvent })) define(kind, "name", name);
let targetListeners;
class EventTarget {
  #listeners = new RealMap();
  static {
    targetListeners = (target, name) => (mapGet(target.#listeners, name) || []).map((one) => one.listener);
  }
  addEventListener(type, listener, options) {
    if (!listener) return;
    const list = mapGet(this.#listeners, type) || [];
    if (list.some((one) => one.listener === listener)) return;
    const o = typeof options === "object" && options ? options : {};
    if (o.signal && o.signal.aborted) return;
    mapSet(this.#listeners, type, [...list, { listener, once: !!o.once }]);
    if (o.signal) o.signal.addEventListener("abort", () => this.removeEventListener(type, listener), { once: true });
  }
  removeEventListener(type, listener) {
    mapSet(
      this.#listeners,
      type,
      (mapGet(this.#listeners, type) || []).filter((one) => one.listener !== listener),
    );
  }
  dispatchEvent(e) {
    define(e, "target", this);
    const handler = this["on" + e.type];
    const list = mapGet(this.#listeners, e.type) || [];
    for (const one of typeof handler === "function" ? [...list, { listener: handler }] : list) {
      if (one.once) this.removeEventListener(e.type, one.listener);
      try {
        if (typeof one.listener === "function") apply(one.listener, this, [e]);
        else one.listener.handleEvent(e);
      } catch (error) {
        uncaught(error);
      }
      if (e.isStopped) break;
    }
    return !e.defaultPrevented;
  }
}
class AbortSignal extends EventTarget {
  #aborted = false;
  #reason;
  onabort = null;
  get aborted() {
    return this.#aborted;
  }
  get reason() {
    return this.#reason;
  }
  throwIfAborted() {
    if (this.#aborted) throw this.#reason;
  }
  static end(signal, reason = new DOMException("This operation was aborted", "AbortError")) {
    if (signal.#aborted) return;
    signal.#aborted = true;
    signal.#reason = reason;
    signal.dispatchEvent(new Event("abort"));
  }
  static abort(reason) {
    const made = new AbortSignal();
    endSignal(made, reason);
    return made;
  }
  static timeout(delay) {
    const made = new AbortSignal();
    startQuietTimer(() => endSignal(made, new DOMException("The operation was aborted due to timeout", "TimeoutError")), delay);
    return made;
  }
  static any(list) {
    const made = new AbortSignal(),
      all = [...list];
    const first = all.find((one) => one.aborted);
    if (first) endSignal(made, first.reason);
    else for (const one of all) one.addEventListener("abort", () => endSignal(made, one.reason), { once: true });
    return made;
  }
}
const endSignal = AbortSignal.end;
delete AbortSignal.end;
class AbortController {
  #signal = new AbortSignal();
  get signal() {
    return this.#signal;
  }
  abort(reason) {
    endSignal(this.#signal, reason);
  }
}
for (const [name, value] of Object.entries({ Event, CustomEvent, MessageEvent, CloseEvent, ErrorEvent, EventTarget, AbortSignal, AbortController }))
  define(globalThis, name, value);
for (const kind of [AbortSignal, AbortController, EventTarget, Event]) define(kind.prototype, Symbol.toStringTag, kind.name);
