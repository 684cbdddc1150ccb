// fetch, its requests and answers. Each request is told to the host with its headers in the order and spelling given.
const streamBytes = async (stream) => {
  const parts = [];
  for await (const chunk of stream) push(parts, isBytes(chunk) ? viewOf(chunk) : utf8Bytes(RealString(chunk)));
  return joinAll(parts);
};
const isAsyncList = (value) => value instanceof ReadableStream || (value !== null && typeof value === "object" && typeof value[Symbol.asyncIterator] === "function");
const bytesOfBody = (body) => (body instanceof Blob ? body.held : body instanceof FormData ? body.packed() : isBytes(body) ? viewOf(body) : utf8Bytes(bodyText(body) ?? ""));
const bodyType = (body) => {
  if (typeof body === "string") return "text/plain;charset=UTF-8";
  if (body instanceof URLSearchParams) return "application/x-www-form-urlencoded;charset=UTF-8";
  if (body instanceof FormData) return "multipart/form-data; boundary=" + body.getBoundary();
  return body instanceof Blob && body.type ? body.type : null;
};
class Body {
  #used = false;
  #stream;
  constructor(body) {
    define(this, "_body", body instanceof Readable ? Readable.toWeb(body) : body);
  }
  get bodyUsed() {
    return this.#used || (this.#stream !== undefined && this.#stream.locked);
  }
  async #bytes() {
    if (this.bodyUsed) throw new TypeError("Body is unusable: Body has already been read");
    const body = this._body;
    if (body === null || body === undefined) return new RealUint8Array(0);
    this.#used = true;
    return isAsyncList(body) ? streamBytes(body) : asBytes(bytesOfBody(body));
  }
  async text() {
    const body = this._body;
    if (typeof body === "string" && !this.bodyUsed) {
      this.#used = true;
      return replaceText(body, /^\ufeff/, "");
    }
    return replaceText(utf8Text(await this.#bytes()), /^\ufeff/, "");
  }
  async json() {
    return JSON.parse(await this.text());
  }
  async arrayBuffer() {
    return RealUint8Array.from(await this.#bytes()).buffer;
  }
  async bytes() {
    return RealUint8Array.from(await this.#bytes());
  }
  async buffer() {
    return Buffer.from(await this.#bytes());
  }
  async blob() {
    return new Blob([await this.#bytes()], { type: this.headers.get("content-type") ?? "" });
  }
  async formData() {
    return formOf(this.headers.get("content-type") ?? "", utf8Text(await this.#bytes()));
  }
  get body() {
    const body = this._body;
    if (body === null || body === undefined) return null;
    if (!this.#stream) this.#stream = body instanceof ReadableStream ? body : isAsyncList(body) ? ReadableStream.from(body) : bytesStream(bytesOfBody(body));
    if (body !== this.#stream) define(this, "_body", this.#stream);
    return this.#stream;
  }
  split() {
    if (this.bodyUsed) throw new TypeError("Response.clone: Body has already been consumed.");
    if (!isAsyncList(this._body)) return this._body;
    const [one, other] = this.body.tee();
    define(this, "_body", one);
    this.#stream = one;
    return other;
  }
}
function formOf(type, text) {
  const out = new FormData();
  const m = /boundary="?([^";]+)/.exec(type);
  if (!m) {
    for (const [name, value] of new URLSearchParams(text)) out.append(name, value);
    return out;
  }
  for (const part of nativeSplit(text, "--" + m[1]).slice(1, -1)) {
    const at = plainIndexOf(part, "\r\n\r\n"),
      head = slice(part, 0, at),
      value = part.slice(at + 4, -2);
    const name = /name="([^"]*)"/.exec(head),
      file = /filename="([^"]*)"/.exec(head),
      kind = /content-type:\s*(\S+)/i.exec(head);
    if (!name) continue;
    if (file) out.append(name[1], new File([value], file[1], { type: kind ? kind[1] : "" }));
    else out.append(name[1], value);
  }
  return out;
}
class Response extends Body {
  constructor(body, init = {}) {
    super(body ?? null);
    const o = init ?? {};
    const status = o.status ?? 200;
    if (status !== 0 && (status < 200 || status > 599)) throw new RangeError('init["status"] must be in the range of 200 to 599, inclusive.');
    define(this, "headers", new Headers(o.headers));
    const type = bodyType(body);
    if (type && !this.headers.has("content-type")) this.headers.append("content-type", type);
    for (const [name, value] of Object.entries({ status, statusText: RealString(o.statusText ?? ""), url: o.url ?? "", type: o.type ?? (o.url ? "basic" : "default"), redirected: false })) define(this, name, value);
  }
  get ok() {
    return this.status >= 200 && this.status < 300;
  }
  clone() {
    return new Response(this.split(), this);
  }
  static json(value, init = {}) {
    const headers = new Headers(init.headers);
    if (!headers.has("content-type")) headers.set("content-type", "application/json");
    return new Response(JSON.stringify(value), { ...init, headers });
  }
  static error() {
    return new Response(null, { status: 0, type: "error" });
  }
  static redirect(url, status = 302) {
    return new Response(null, { status, headers: { location: new URL(url).href } });
  }
  get [Symbol.toStringTag]() {
    return "Response";
  }
}
const isPlainVerb = (method) => testRegExp(/^(get|post|put|delete|head|options)$/i, method);
const verbOf = (given) => (isPlainVerb(RealString(given)) ? RealString(given).toUpperCase() : RealString(given));
// Where the page is that runs; a program that is none may not leave out the host.
let placeOfPage = null;
const whole = (url) => (placeOfPage !== null && !URL.canParse(url) && URL.canParse(url, placeOfPage) ? new URL(url, placeOfPage).href : url);
class Request extends Body {
  constructor(input, init = {}) {
    const from = input instanceof Request ? input : null,
      o = init ?? {};
    super(o.body ?? (from ? from.split() : null));
    const url = from ? from.url : whole(typeof input === "object" && input !== null && input.href ? input.href : RealString(input));
    if (!URL.canParse(url)) throw new TypeError("Failed to parse URL from " + url);
    const method = verbOf(o.method ?? (from ? from.method : "GET"));
    if ((method === "GET" || method === "HEAD") && o.body !== undefined && o.body !== null) throw new TypeError("Request with GET/HEAD method cannot have body.");
    const headers = new Headers(o.headers ?? (from ? from.headers : undefined));
    const type = o.body === undefined ? null : bodyType(o.body);
    if (type && !headers.has("content-type")) headers.append("content-type", type);
    const fields = { url: new URL(url).href, method, headers, signal: o.signal ?? (from ? from.signal : new AbortSignal()), redirect: o.redirect ?? "follow", mode: o.mode ?? "cors", credentials: o.credentials ?? "same-origin", cache: o.cache ?? "default", referrer: "about:client", referrerPolicy: "", integrity: "", keepalive: !!o.keepalive, duplex: "half", destination: "" };
    for (const [name, value] of Object.entries(fields)) define(this, name, value);
  }
  clone() {
    return new Request(this);
  }
  get [Symbol.toStringTag]() {
    return "Request";
  }
}
const fetchText = async (body) => leavingText(isAsyncList(body) ? await streamBytes(body) : bytesOfBody(body));
function dataAnswer(url) {
  const m = /^data:([^,]*?)(;base64)?,([^]*)$/.exec(url);
  const bytes = m[2] ? base64Bytes(decodeURIComponent(m[3])) : utf8Bytes(decodeURIComponent(m[3]));
  return new Response(RealUint8Array.from(bytes), { headers: { "content-type": m[1] || "text/plain;charset=US-ASCII" } });
}
async function fetchVia(via, input, init) {
  const o = init || {};
  const request = input instanceof Request ? input : null;
  const url = request ? request.url : whole(typeof input === "object" && input && input.href ? input.href : RealString(input));
  const signal = o.signal ?? (request && request.signal);
  if (signal && signal.aborted) throw signal.reason;
  if (slice(url, 0, 5) === "data:") return dataAnswer(url);
  const headers = headerPairs(o.headers || (request && request.headers));
  const body = o.body ?? (request ? request._body : null);
  const text = body !== null && body !== undefined && typeof body === "object" && !isBytes(body) ? await fetchText(body) : bodyText(body);
  if (!URL.canParse(url)) throw new TypeError("Failed to parse URL from " + url);
  const method = verbOf(o.method || (request && request.method) || "GET");
  const own = ownServer(url);
  const answer = own ? await deliver(own, method, url, headers, text) : send(via, method, url, headers, text);
  if (answer.error) throw Object.assign(new TypeError("fetch failed"), { cause: Object.assign(new RealError(answer.error), { code: answer.error }) });
  await null;
  return new Response(answer.status === 204 || answer.status === 304 ? null : answer.text, { status: answer.status, statusText: STATUS_CODES[answer.status] ?? "", headers: answer.headers, url: new URL(url).href });
}
function fetch(input, init) {
  return fetchVia("fetch", input, init);
}
