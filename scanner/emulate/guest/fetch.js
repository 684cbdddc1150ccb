// fetch and what belongs to it. Each request is told to the host with its headers in the order and spelling given.
const isBytes = (value) => isView(value) || value instanceof ArrayBuffer;
const viewOf = (value) =>
  value instanceof ArrayBuffer ? new RealUint8Array(value) : new RealUint8Array(value.buffer, value.byteOffset, value.byteLength);
class Blob {
  constructor(parts = [], options = {}) {
    this.type = options.type || "";
    this._parts = parts;
  }
  get size() {
    return this._text().length;
  }
  _text() {
    return this._parts
      .map((part) => (part instanceof Blob ? part._text() : isBytes(part) ? utf8Text(viewOf(part)) : RealString(part)))
      .join("");
  }
  async text() {
    return this._text();
  }
  async arrayBuffer() {
    return RealUint8Array.from(utf8Bytes(this._text())).buffer;
  }
  stream() {
    return new Response(this._text()).body;
  }
  slice() {
    return this;
  }
}
class File extends Blob {
  constructor(parts, name, options) {
    super(parts, options);
    this.name = name;
    this.lastModified = options?.lastModified ?? virtualNow;
  }
}
class FormData {
  #list = [];
  append(name, value, filename) {
    push(this.#list, [name, value, filename]);
  }
  set(name, value, filename) {
    this.delete(name);
    this.append(name, value, filename);
  }
  get(name) {
    return (this.#list.find((one) => one[0] === name) || [])[1] ?? null;
  }
  getAll(name) {
    return this.#list.filter((one) => one[0] === name).map((one) => one[1]);
  }
  has(name) {
    return this.#list.some((one) => one[0] === name);
  }
  delete(name) {
    this.#list = this.#list.filter((one) => one[0] !== name);
  }
  *entries() {
    for (const one of this.#list) yield [one[0], one[1]];
  }
  *keys() {
    for (const one of this.#list) yield one[0];
  }
  *values() {
    for (const one of this.#list) yield one[1];
  }
  forEach(callback) {
    for (const one of this.#list) callback(one[1], one[0], this);
  }
  [Symbol.iterator]() {
    return this.entries();
  }
  getHeaders() {
    return { "content-type": "multipart/form-data; boundary=" + this.getBoundary() };
  }
  getBoundary() {
    return this.boundary || "----formdata-boundary";
  }
  setBoundary(text) {
    this.boundary = text;
  }
  _text() {
    return (
      this.#list
        .map(
          ([name, value, filename]) =>
            `--${this.getBoundary()}\r\nContent-Disposition: form-data; name="${name}"${value instanceof Blob || filename ? `; filename="${filename?.filename || filename || value.name || "blob"}"` : ""}\r\n\r\n${value instanceof Blob ? value._text() : isBytes(value) ? utf8Text(viewOf(value)) : value}\r\n`,
        )
        .join("") + `--${this.getBoundary()}--\r\n`
    );
  }
}
class Headers {
  #list = [];
  constructor(init) {
    if (!init) return;
    if (typeof init[Symbol.iterator] === "function") for (const [name, value] of init) this.append(name, value);
    else for (const name of Object.keys(init)) this.append(name, init[name]);
  }
  append(name, value) {
    push(this.#list, [RealString(name), RealString(value)]);
  }
  #at(name) {
    const low = RealString(name).toLowerCase();
    return this.#list.findIndex((pair) => pair[0].toLowerCase() === low);
  }
  set(name, value) {
    const at = this.#at(name);
    if (at < 0) this.append(name, value);
    else this.#list[at] = [this.#list[at][0], RealString(value)];
  }
  get(name) {
    const low = RealString(name).toLowerCase(),
      found = this.#list.filter((pair) => pair[0].toLowerCase() === low);
    return found.length ? found.map((pair) => pair[1]).join(", ") : null;
  }
  has(name) {
    return this.#at(name) >= 0;
  }
  delete(name) {
    const low = RealString(name).toLowerCase();
    this.#list = this.#list.filter((pair) => pair[0].toLowerCase() !== low);
  }
  getSetCookie() {
    return [];
  }
  raw() {
    return this.#list;
  }
  forEach(callback) {
    for (const [name, value] of this.#list) callback(value, name.toLowerCase(), this);
  }
  *entries() {
    for (const [name, value] of this.#list) yield [name.toLowerCase(), value];
  }
  *keys() {
    for (const pair of this.#list) yield pair[0].toLowerCase();
  }
  *values() {
    for (const pair of this.#list) yield pair[1];
  }
  [Symbol.iterator]() {
    return this.entries();
  }
  toJSON() {
    return Object.fromEntries(this.#list);
  }
}
// [name, value] pairs as the caller spelt and ordered them.
function headerPairs(headers) {
  if (!headers) return [];
  if (headers instanceof Headers) return headers.raw();
  if (isArray(headers))
    return headers.length && !isArray(headers[0])
      ? headers.reduce((out, item, i) => (i % 2 ? (out[out.length - 1][1] = RealString(item)) : push(out, [RealString(item), ""]), out), [])
      : headers.map(([name, value]) => [RealString(name), RealString(value)]);
  if (typeof headers.entries === "function") return [...headers.entries()];
  return Object.keys(headers)
    .filter((name) => headers[name] !== undefined && headers[name] !== null)
    .map((name) => [name, RealString(headers[name])]);
}
function bodyText(body) {
  if (body === undefined || body === null) return null;
  if (typeof body === "string") return body;
  if (isBytes(body)) return utf8Text(viewOf(body));
  if (body instanceof URLSearchParams) return body.toString();
  if (typeof body._text === "function") return body._text();
  if (typeof body === "function" || (typeof body === "object" && typeof body.next === "function")) return "(stream)";
  return typeof body.toString === "function" && body.toString !== Object.prototype.toString ? RealString(body) : "(stream)";
}
// Tells the host of a request and gives back what the world's server answers: {status, headers, text}.
function send(via, method, url, headers, body) {
  const answer = question("request", { via, method, url: RealString(url), headers, body });
  return answer || { status: 200, headers: [["content-type", "application/json"]], text: "{}" };
}
class Body {
  constructor(body) {
    this._body = body;
    this.bodyUsed = false;
  }
  async text() {
    this.bodyUsed = true;
    if (this._body instanceof ReadableStream) {
      let out = "";
      for await (const chunk of this._body) out += typeof chunk === "string" ? chunk : utf8Text(chunk);
      return out;
    }
    return bodyText(this._body) ?? "";
  }
  async json() {
    return JSON.parse(await this.text());
  }
  async arrayBuffer() {
    return RealUint8Array.from(utf8Bytes(await this.text())).buffer;
  }
  async bytes() {
    return RealUint8Array.from(utf8Bytes(await this.text()));
  }
  async buffer() {
    return Buffer.from(await this.text());
  }
  async blob() {
    return new Blob([await this.text()]);
  }
  async formData() {
    return new FormData();
  }
  get body() {
    if (this._body instanceof ReadableStream || this._body === null || this._body === undefined) return this._body ?? null;
    const text = bodyText(this._body);
    return new ReadableStream({
      start(c) {
        if (text) c.enqueue(new TextEncoder().encode(text));
        c.close();
      },
    });
  }
}
class Response extends Body {
  constructor(body, init = {}) {
    super(body);
    this.status = init.status ?? 200;
    this.statusText = init.statusText ?? "OK";
    this.headers = new Headers(init.headers);
    this.url = init.url || "";
    this.type = "basic";
    this.redirected = false;
  }
  get ok() {
    return this.status >= 200 && this.status < 300;
  }
  clone() {
    return new Response(this._body, this);
  }
  static json(value, init) {
    return new Response(JSON.stringify(value), init);
  }
  static error() {
    return new Response(null, { status: 500 });
  }
}
class Request extends Body {
  constructor(input, init = {}) {
    super(init.body ?? (input instanceof Request ? input._body : null));
    this.url = input instanceof Request ? input.url : RealString(input);
    this.method = (init.method || (input instanceof Request && input.method) || "GET").toUpperCase();
    this.headers = new Headers(init.headers || (input instanceof Request ? input.headers.raw() : undefined));
    this.signal = init.signal || new AbortSignal();
    define(this, "rawHeaders", init.headers);
  }
  clone() {
    return new Request(this);
  }
}
async function fetchText(body) {
  return body instanceof ReadableStream || (body && typeof body[Symbol.asyncIterator] === "function")
    ? new Response(body instanceof ReadableStream ? body : Readable.toWeb(body)).text()
    : bodyText(body);
}
async function fetchVia(via, input, init = {}) {
  init = init || {};
  const request = input instanceof Request ? input : null;
  const url = request ? request.url : typeof input === "object" && input && input.href ? input.href : RealString(input);
  const headers = headerPairs(init.headers || (request && request.headers));
  const body = init.body ?? (request ? request._body : null);
  const text = body !== null && body !== undefined && typeof body === "object" && !isBytes(body) ? await fetchText(body) : bodyText(body);
  if (!URL.canParse(url)) throw new TypeError("Failed to parse URL from " + url);
  const answer = send(via, init.method || (request && request.method) || "GET", url, headers, text);
  if (answer.error)
    throw Object.assign(new TypeError("fetch failed"), { cause: Object.assign(new RealError(answer.error), { code: answer.error }) });
  await null;
  return new Response(answer.text, { status: answer.status, headers: answer.headers, url });
}
const fetch = (input, init) => fetchVia("fetch", input, init);
class WebSocket extends EventEmitter {
  static CONNECTING = 0;
  static OPEN = 1;
  static CLOSING = 2;
  static CLOSED = 3;
  constructor(url, protocols, options) {
    super();
    this.url = RealString(url);
    this.readyState = 0;
    const extra = protocols && typeof protocols === "object" && !isArray(protocols) ? protocols : options;
    send("websocket", "GET", this.url, headerPairs(extra && extra.headers), null);
    setTimeoutFn(() => {
      this.readyState = 1;
      this.emit("open");
      if (this.onopen) this.onopen({ type: "open" });
    }, 1);
    setTimeoutFn(() => this.close(), 60000);
  }
  send(data) {
    event("frame", { url: this.url, text: bodyText(data) });
  }
  addEventListener(name, listener) {
    this.on(name, (data) => listener({ type: name, data }));
  }
  removeEventListener() {}
  ping() {}
  pong() {}
  terminate() {
    this.close();
  }
  close() {
    if (this.readyState === 3) return;
    this.readyState = 3;
    this.emit("close", 1000, "");
    if (this.onclose) this.onclose({ code: 1000 });
  }
}
class XMLHttpRequest extends EventTarget {
  #method;
  #url;
  #headers = [];
  open(method, url) {
    this.#method = method;
    this.#url = url;
  }
  setRequestHeader(name, value) {
    push(this.#headers, [name, RealString(value)]);
  }
  send(body) {
    const a = send("xhr", this.#method, this.#url, this.#headers, bodyText(body));
    setTimeoutFn(() => {
      Object.assign(this, { status: a.status, responseText: a.text, response: a.text, readyState: 4 });
      if (this.onreadystatechange) this.onreadystatechange();
      this.dispatchEvent(new Event("load"));
    }, 1);
  }
  getResponseHeader() {
    return null;
  }
  getAllResponseHeaders() {
    return "";
  }
  abort() {}
}
Object.assign(globalThis, {
  fetch,
  Headers,
  Request,
  Response,
  FormData,
  Blob,
  File,
  ReadableStream,
  WritableStream,
  TransformStream,
  TextDecoderStream,
  TextEncoderStream,
  WebSocket,
});
world.fetchParts = { fetch, Headers, Request, Response, FormData, Blob, File };
