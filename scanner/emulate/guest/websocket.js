// WebSocket, EventSource, XMLHttpRequest: what else speaks HTTP in the web platform; and the globals of requests.
class WebSocket extends EventEmitter {
  static CONNECTING = 0;
  static OPEN = 1;
  static CLOSING = 2;
  static CLOSED = 3;
  constructor(url, protocols, options) {
    super();
    this.url = RealString(url);
    this.readyState = 0;
    this.protocol = isArray(protocols) ? (protocols[0] ?? "") : typeof protocols === "string" ? protocols : "";
    this.extensions = "";
    this.binaryType = "nodebuffer";
    this.bufferedAmount = 0;
    this.onopen = this.onmessage = this.onclose = this.onerror = null;
    const extra = protocols && typeof protocols === "object" && !isArray(protocols) ? protocols : options;
    const offered = isArray(protocols) ? nativeJoin(protocols, ", ") : typeof protocols === "string" ? protocols : "";
    send("websocket", "GET", this.url, [...(offered ? [["sec-websocket-protocol", offered]] : []), ...headerPairs(extra && extra.headers)], null);
    setTimeoutFn(() => {
      if (this.readyState !== 0) return;
      this.readyState = 1;
      this.tell("open", []);
    }, 1);
    later(() => this.close(), 60000);
  }
  tell(name, values, more = {}) {
    this.emit(name, ...values);
    const handler = this["on" + name];
    if (typeof handler === "function") handler.call(this, { type: name, target: this, ...more });
  }
  send(data, options, callback) {
    if (this.readyState === 0) throw new DOMException("Sent before connected.", "InvalidStateError");
    event("frame", { url: this.url, text: bodyText(data) });
    const call = typeof options === "function" ? options : callback;
    if (call) soon(call);
  }
  addEventListener(name, listener, options) {
    const call = typeof listener === "function" ? listener : (e) => listener.handleEvent(e);
    this[options && options.once ? "once" : "on"](name, (...values) => call.call(this, { type: name, target: this, data: values[0], code: 1000, reason: "", wasClean: true }));
  }
  removeEventListener(name) {
    this.removeAllListeners(name);
  }
  ping(data, mask, callback) {
    lastCallback([data, mask, callback]);
  }
  pong() {}
  pause() {}
  resume() {}
  terminate() {
    this.close();
  }
  close(code = 1000, reason = "") {
    if (this.readyState === 3) return;
    this.readyState = 3;
    this.tell("close", [code, Buffer.from(RealString(reason))], { code, reason, wasClean: true });
  }
}
for (const name of ["CONNECTING", "OPEN", "CLOSING", "CLOSED"]) define(WebSocket.prototype, name, WebSocket[name]);
// A stream of events: what the server answers, event by event.
class EventSource extends EventTarget {
  static CONNECTING = 0;
  static OPEN = 1;
  static CLOSED = 2;
  constructor(url, options = {}) {
    super();
    this.url = whole(RealString(url));
    this.readyState = 0;
    const answer = send("fetch", "GET", this.url, [["Accept", "text/event-stream"], ...headerPairs(options.headers)], null);
    setTimeoutFn(() => {
      this.readyState = 1;
      this.dispatchEvent(new Event("open"));
      for (const block of nativeSplit(answer.text, /\r?\n\r?\n/)) {
        const fields = { event: "message", data: "" };
        for (const m of block.matchAll(/^(event|data|id): ?(.*)$/gm)) fields[m[1]] = m[1] === "data" && fields.data ? fields.data + "\n" + m[2] : m[2];
        if (fields.data && this.readyState === 1) this.dispatchEvent(new MessageEvent(fields.event, { data: fields.data, lastEventId: fields.id ?? "" }));
      }
    }, 1);
  }
  close() {
    this.readyState = 2;
  }
}
class XMLHttpRequest extends EventTarget {
  #method;
  #url;
  #headers = [];
  #answered = [];
  readyState = 0;
  status = 0;
  responseText = "";
  open(method, url) {
    this.#method = method;
    this.#url = whole(RealString(url));
    this.readyState = 1;
  }
  setRequestHeader(name, value) {
    push(this.#headers, [name, RealString(value)]);
  }
  send(body) {
    const answer = send("xhr", this.#method, this.#url, this.#headers, bodyText(body));
    setTimeoutFn(() => {
      this.#answered = answer.headers;
      Object.assign(this, { status: answer.status, statusText: STATUS_CODES[answer.status] ?? "", responseText: answer.text, response: this.responseType === "json" ? parsed(answer.text) : answer.text, readyState: 4 });
      for (const name of ["readystatechange", "load", "loadend"]) this.dispatchEvent(new Event(name));
    }, 1);
  }
  getResponseHeader(name) {
    return (this.#answered.find((pair) => lowerText(pair[0]) === lowerText(name)) || [null, null])[1];
  }
  getAllResponseHeaders() {
    return nativeJoin(this.#answered.map(([name, value]) => `${name}: ${value}`), "\r\n");
  }
  abort() {}
}
const webGlobals = { fetch, Headers, Request, Response, FormData, Blob, File, WebSocket, EventSource };
for (const name of Object.keys(webGlobals)) define(globalThis, name, webGlobals[name]);
world.fetchParts = { fetch, Headers, Request, Response, FormData, Blob, File };
