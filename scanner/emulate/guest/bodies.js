// What requests and answers are made of: bytes, forms, headers. Headers keep the order and spelling given.
const isBytes = (value) => isView(value) || value instanceof ArrayBuffer || value instanceof SharedArrayBuffer;
const viewOf = (value) => {
  if (isView(value)) return value instanceof RealUint8Array ? value : new RealUint8Array(value.buffer, value.byteOffset, value.byteLength);
  if (value instanceof ArrayBuffer || value instanceof SharedArrayBuffer) return new RealUint8Array(value);
  throw nodeError(TypeError, "ERR_INVALID_ARG_TYPE", `The argument must be an instance of Buffer, TypedArray, DataView or ArrayBuffer. Received ${describeType(value)}`);
};
const joinAll = (list) => {
  let size = 0;
  for (const one of list) size += one.length;
  const out = new RealUint8Array(size);
  let at = 0;
  for (const one of list) {
    setBytes(out, one, at);
    at += one.length;
  }
  return out;
};
class Blob {
  #bytes;
  #type;
  constructor(parts = [], options = {}) {
    if (typeof parts !== "object" || parts === null || typeof parts[Symbol.iterator] !== "function")
      throw nodeError(TypeError, "ERR_INVALID_ARG_TYPE", 'The "sources" argument must be a sequence.');
    this.#bytes = joinAll([...parts].map((part) => (part instanceof Blob ? part.#bytes : isBytes(part) ? RealUint8Array.from(viewOf(part)) : utf8Bytes(RealString(part)))));
    this.#type = testRegExp(/^[\x20-\x7e]*$/, RealString(options?.type ?? "")) ? lowerText(RealString(options?.type ?? "")) : "";
  }
  get size() {
    return this.#bytes.length;
  }
  get type() {
    return this.#type;
  }
  get held() {
    return this.#bytes;
  }
  _text() {
    return utf8Text(this.#bytes);
  }
  async text() {
    return this._text();
  }
  async arrayBuffer() {
    return RealUint8Array.from(this.#bytes).buffer;
  }
  async bytes() {
    return RealUint8Array.from(this.#bytes);
  }
  stream() {
    return bytesStream(this.#bytes);
  }
  slice(from, to, type = "") {
    return new Blob([this.#bytes.slice(from ?? 0, to ?? this.#bytes.length)], { type });
  }
  get [Symbol.toStringTag]() {
    return "Blob";
  }
}
const bytesStream = (bytes) =>
  new ReadableStream({
    start(controller) {
      for (let at = 0; at < bytes.length; at += 65536) controller.enqueue(RealUint8Array.from(bytes.slice(at, at + 65536)));
      controller.close();
    },
  });
class File extends Blob {
  #name;
  #time;
  constructor(parts, name, options) {
    super(parts, options);
    this.#name = RealString(name);
    this.#time = options?.lastModified ?? virtualNow;
  }
  get name() {
    return this.#name;
  }
  get lastModified() {
    return this.#time;
  }
  get webkitRelativePath() {
    return "";
  }
  get [Symbol.toStringTag]() {
    return "File";
  }
}
let formCount = 0;
class FormData {
  #list = [];
  #boundary;
  #entry(name, value, filename) {
    const title = filename && typeof filename === "object" ? filename.filename : filename;
    const isStreamed = value !== null && typeof value === "object" && !(value instanceof Blob) && (isBytes(value) || typeof value.pipe === "function");
    const held = value instanceof Blob ? (title !== undefined || !(value instanceof File) ? new File([value], title ?? value.name ?? "blob", { type: value.type, lastModified: value.lastModified }) : value) : isStreamed ? value : RealString(value).toWellFormed();
    return { name: RealString(name), value: held, title };
  }
  append(name, value, filename) {
    push(this.#list, this.#entry(name, value, filename));
  }
  set(name, value, filename) {
    const at = this.#list.findIndex((one) => one.name === RealString(name)),
      made = this.#entry(name, value, filename);
    if (at < 0) push(this.#list, made);
    else {
      this.#list[at] = made;
      this.#list = this.#list.filter((one, i) => i <= at || one.name !== made.name);
    }
  }
  get(name) {
    const found = this.#list.find((one) => one.name === RealString(name));
    return found ? found.value : null;
  }
  getAll(name) {
    return this.#list.filter((one) => one.name === RealString(name)).map((one) => one.value);
  }
  has(name) {
    return this.#list.some((one) => one.name === RealString(name));
  }
  delete(name) {
    this.#list = this.#list.filter((one) => one.name !== RealString(name));
  }
  *entries() {
    for (const one of this.#list) yield [one.name, one.value];
  }
  *keys() {
    for (const one of this.#list) yield one.name;
  }
  *values() {
    for (const one of this.#list) yield one.value;
  }
  forEach(callback, self) {
    for (const one of this.#list) callback.call(self, one.value, one.name, this);
  }
  [Symbol.iterator]() {
    return this.entries();
  }
  // What the package of this name has beside.
  getHeaders(more) {
    return { "content-type": "multipart/form-data; boundary=" + this.getBoundary(), ...more };
  }
  getBoundary() {
    return (this.#boundary ??= "----formdata-boundary-" + RealString(++formCount).padStart(8, "0"));
  }
  setBoundary(text) {
    this.#boundary = text;
  }
  getBuffer() {
    return Buffer.from(this.packed());
  }
  getLengthSync() {
    return this.packed().length;
  }
  getLength(call) {
    soon(call, null, this.packed().length);
  }
  pipe(target) {
    return Readable.from([this.getBuffer()]).pipe(target);
  }
  submit(target, call) {
    const o = typeof target === "string" ? requestOptions(target, {})[0] : target;
    const made = new ClientRequest("https", { method: "POST", ...o, headers: this.getHeaders(o.headers) }, (response) => call && call(null, response));
    made.end(this.getBuffer());
    return made;
  }
  packed() {
    const escaped = (text) => replaceText(replaceText(replaceText(text, /\r/g, "%0D"), /\n/g, "%0A"), /"/g, "%22");
    const parts = [];
    for (const { name, value, title } of this.#list) {
      const isFile = value instanceof Blob,
        filename = isFile ? value.name : title;
      const type = isFile ? `\r\nContent-Type: ${value.type || "application/octet-stream"}` : "";
      push(parts, utf8Bytes(`--${this.getBoundary()}\r\nContent-Disposition: form-data; name="${escaped(name)}"${filename ? `; filename="${escaped(RealString(filename))}"` : ""}${type}\r\n\r\n`));
      push(parts, isFile ? value.held : isBytes(value) ? viewOf(value) : utf8Bytes(bodyText(value) ?? ""), [13, 10]);
    }
    push(parts, utf8Bytes(`--${this.getBoundary()}--\r\n`));
    return joinAll(parts);
  }
  _text() {
    return leavingText(this.packed());
  }
  get [Symbol.toStringTag]() {
    return "FormData";
  }
}
const headerName = (name) => {
  const text = RealString(name);
  if (!testRegExp(/^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/, text)) throw new TypeError(`Headers.append: ${text} is an invalid header name.`);
  return text;
};
const headerValue = (value) => replaceText(RealString(value), /^[\t\n\r ]+|[\t\n\r ]+$/g, "");
class Headers {
  #list = [];
  constructor(init) {
    if (init === undefined || init === null) return;
    if (init instanceof Headers) this.#list = init.#list.map((pair) => [...pair]);
    else if (typeof init[Symbol.iterator] === "function") for (const [name, value] of init) this.append(name, value);
    else for (const name of Object.keys(init)) this.append(name, init[name]);
  }
  append(name, value) {
    push(this.#list, [headerName(name), headerValue(value)]);
  }
  #at(name) {
    const low = lowerText(headerName(name));
    return this.#list.findIndex((pair) => lowerText(pair[0]) === low);
  }
  set(name, value) {
    const at = this.#at(name);
    if (at < 0) return this.append(name, value);
    const low = lowerText(this.#list[at][0]);
    this.#list[at] = [this.#list[at][0], headerValue(value)];
    this.#list = this.#list.filter((pair, i) => i <= at || lowerText(pair[0]) !== low);
    return undefined;
  }
  get(name) {
    const low = lowerText(headerName(name)),
      found = this.#list.filter((pair) => lowerText(pair[0]) === low);
    return found.length ? nativeJoin(found.map((pair) => pair[1]), ", ") : null;
  }
  has(name) {
    return this.#at(name) >= 0;
  }
  delete(name) {
    const low = lowerText(headerName(name));
    this.#list = this.#list.filter((pair) => lowerText(pair[0]) !== low);
  }
  getSetCookie() {
    return this.#list.filter((pair) => lowerText(pair[0]) === "set-cookie").map((pair) => pair[1]);
  }
  raw() {
    return this.#list.map((pair) => [...pair]);
  }
  // As a reader sees them: small letters, in the order of the alphabet, values of one name joined.
  #sorted() {
    const out = new RealMap();
    for (const [name, value] of this.#list) {
      const low = lowerText(name),
        known = mapGet(out, low);
      mapSet(out, low, known === undefined ? [value] : [...known, value]);
    }
    return [...out].sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0)).flatMap(([name, list]) => (name === "set-cookie" ? list.map((value) => [name, value]) : [[name, nativeJoin(list, ", ")]]));
  }
  forEach(callback, self) {
    for (const [name, value] of this.#sorted()) callback.call(self, value, name, this);
  }
  *entries() {
    yield* this.#sorted();
  }
  *keys() {
    for (const pair of this.#sorted()) yield pair[0];
  }
  *values() {
    for (const pair of this.#sorted()) yield pair[1];
  }
  [Symbol.iterator]() {
    return this.entries();
  }
  toJSON() {
    return Object.fromEntries(this.#sorted());
  }
  get [Symbol.toStringTag]() {
    return "Headers";
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
  if (typeof headers.entries === "function") return [...headers.entries()].map(([name, value]) => [RealString(name), RealString(value)]);
  return Object.keys(headers)
    .filter((name) => headers[name] !== undefined && headers[name] !== null)
    .map((name) => [name, RealString(headers[name])]);
}
function bodyText(body) {
  if (body === undefined || body === null) return null;
  if (typeof body === "string") return body;
  if (isBytes(body)) return leavingText(viewOf(body));
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
