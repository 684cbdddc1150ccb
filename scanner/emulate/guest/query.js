// URLSearchParams and querystring.
const utf8Encoded = (text, isPlain) => {
  let out = "";
  for (const byte of utf8Bytes(text)) out += isPlain(byte) ? fromCharCode(byte) : "%" + (byte < 16 ? "0" : "") + hex(byte, 16).toUpperCase();
  return out;
};
const isLetterOrDigit = (c) => (c >= 48 && c < 58) || (c >= 65 && c < 91) || (c >= 97 && c < 123);
const isQueryPlain = (c) => isLetterOrDigit(c) || c === 42 || c === 45 || c === 46 || c === 95 || c === 32;
const encodeQuery = (text) => replaceText(utf8Encoded(text.toWellFormed(), isQueryPlain), / /g, "+");
// `%41` -> "A"; what is no such pair stays.
function percentBytes(text) {
  const bytes = utf8Bytes(text),
    out = [];
  for (let i = 0; i < bytes.length; i++) {
    const pair = bytes[i] === 37 && i + 2 < bytes.length ? fromCharCode(bytes[i + 1], bytes[i + 2]) : "";
    if (pair && hexDigit(pair, 0) >= 0 && hexDigit(pair, 1) >= 0) {
      push(out, hexDigit(pair, 0) * 16 + hexDigit(pair, 1));
      i += 2;
    } else push(out, bytes[i]);
  }
  return out;
}
const decodePercent = (text) => (plainIndexOf(text, "%") < 0 ? text : utf8Text(percentBytes(text)));
const decodeQuery = (text) => decodePercent(replaceText(text, /\+/g, " "));
class URLSearchParams {
  #list = [];
  #changed;
  constructor(init = "", changed) {
    this.#changed = changed;
    if (init === null || typeof init !== "object") this.read(RealString(init));
    else if (init instanceof URLSearchParams) this.#list = init.#list.map((pair) => [...pair]);
    else if (typeof init[Symbol.iterator] === "function")
      for (const pair of init) {
        const [name, value, ...more] = pair;
        if (value === undefined || more.length) throw nodeError(TypeError, "ERR_INVALID_TUPLE", "Each query pair must be an iterable [name, value] tuple");
        push(this.#list, [RealString(name), RealString(value)]);
      }
    else for (const name of ownKeys(init)) push(this.#list, [RealString(name), RealString(init[name])]);
  }
  read(text) {
    this.#list = [];
    for (const part of nativeSplit(charCodeAt(text, 0) === 63 ? slice(text, 1) : text, "&")) {
      if (!part) continue;
      const at = plainIndexOf(part, "=");
      push(this.#list, at < 0 ? [decodeQuery(part), ""] : [decodeQuery(slice(part, 0, at)), decodeQuery(slice(part, at + 1))]);
    }
  }
  #tell() {
    if (this.#changed) this.#changed(this.toString());
  }
  append(name, value) {
    push(this.#list, [RealString(name), RealString(value)]);
    this.#tell();
  }
  set(name, value) {
    const wanted = RealString(name),
      at = this.#list.findIndex((pair) => pair[0] === wanted);
    if (at < 0) push(this.#list, [wanted, RealString(value)]);
    else {
      this.#list[at][1] = RealString(value);
      this.#list = this.#list.filter((pair, i) => i <= at || pair[0] !== wanted);
    }
    this.#tell();
  }
  delete(name, value) {
    this.#list = this.#list.filter((pair) => pair[0] !== RealString(name) || (value !== undefined && pair[1] !== RealString(value)));
    this.#tell();
  }
  get(name) {
    const found = this.#list.find((pair) => pair[0] === RealString(name));
    return found ? found[1] : null;
  }
  getAll(name) {
    return this.#list.filter((pair) => pair[0] === RealString(name)).map((pair) => pair[1]);
  }
  has(name, value) {
    return this.#list.some((pair) => pair[0] === RealString(name) && (value === undefined || pair[1] === RealString(value)));
  }
  sort() {
    this.#list.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
    this.#tell();
  }
  forEach(callback, self) {
    for (const [name, value] of this.#list) callback.call(self, value, name, this);
  }
  get size() {
    return this.#list.length;
  }
  *keys() {
    for (const pair of this.#list) yield pair[0];
  }
  *values() {
    for (const pair of this.#list) yield pair[1];
  }
  *entries() {
    for (const pair of this.#list) yield [pair[0], pair[1]];
  }
  [Symbol.iterator]() {
    return this.entries();
  }
  toString() {
    let out = "";
    for (const [name, value] of this.#list) out += (out ? "&" : "") + encodeQuery(name) + "=" + encodeQuery(value);
    return out;
  }
  [INSPECT]() {
    return `URLSearchParams {${this.#list.length ? " " + nativeJoin(this.#list.map(([name, value]) => `${quotedText(name)} => ${quotedText(value)}`), ", ") + " " : ""}}`;
  }
  get [Symbol.toStringTag]() {
    return "URLSearchParams";
  }
}
define(URLSearchParams, "length", 0);
const escapeQuery = (text) => utf8Encoded(typeof text === "string" ? text : RealString(text), (c) => isLetterOrDigit(c) || plainIndexOf("-_.!~*'()", fromCharCode(c)) >= 0);
function parseQuery(text, separator = "&", equals = "=", options) {
  const out = Object.create(null),
    decode = (options && options.decodeURIComponent) || decodePercent;
  if (typeof text !== "string" || !text) return out;
  for (const part of nativeSplit(text, separator || "&")) {
    if (!part) continue;
    const at = plainIndexOf(part, equals || "=");
    const read = (value) => decode(replaceText(value, /\+/g, " "));
    const [name, value] = at < 0 ? [read(part), ""] : [read(slice(part, 0, at)), read(slice(part, at + (equals || "=").length))];
    out[name] = name in out ? [].concat(out[name], value) : value;
  }
  return out;
}
const plainValue = (value) => (typeof value === "string" || typeof value === "boolean" || typeof value === "bigint" || (typeof value === "number" && value - value === 0) ? RealString(value) : "");
const formatQuery = (fields, separator = "&", equals = "=") =>
  nativeJoin(
    Object.keys(fields || {}).flatMap((name) => [].concat(fields[name]).map((value) => escapeQuery(name) + (equals || "=") + escapeQuery(plainValue(value)))),
    separator || "&",
  );
world.builtins.querystring = () => ({ parse: parseQuery, stringify: formatQuery, encode: formatQuery, decode: parseQuery, escape: escapeQuery, unescape: decodePercent });
