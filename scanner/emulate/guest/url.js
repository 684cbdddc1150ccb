// URL, after the rules of the web platform as far as addresses of programs use them.
const SPECIAL = { "http:": "80", "https:": "443", "ws:": "80", "wss:": "443", "ftp:": "21", "file:": "" };
const invalid = (text, base) => nodeError(TypeError, "ERR_INVALID_URL", "Invalid URL", { input: RealString(text), ...(base === undefined ? {} : { base: RealString(base) }) });
// What is written as `%..` in each part: beyond ASCII, controls, and these.
const UNSAFE = { path: ' "#<>?`{}', query: ' "#<>', special: " \"#<>'", hash: ' "<>`', user: " \"#<>?`{}/:;=@[\\]^|", opaque: "" };
const encodedPart = (text, kind) => {
  let isPlain = true;
  for (let i = 0; i < text.length && isPlain; i++) {
    const c = charCodeAt(text, i);
    isPlain = c > 31 && c < 127 && plainIndexOf(UNSAFE[kind], text[i]) < 0;
  }
  return isPlain ? text : utf8Encoded(text.toWellFormed(), (c) => c > 31 && c < 127 && plainIndexOf(UNSAFE[kind], fromCharCode(c)) < 0);
};
const isUp = (part) => testRegExp(/^(?:\.|%2e){2}$/i, part),
  isHere = (part) => testRegExp(/^(?:\.|%2e)$/i, part);
function normalPath(parts) {
  const out = [];
  parts.forEach((part, i) => {
    const isLast = i === parts.length - 1;
    if (isUp(part)) {
      if (out.length) out.pop();
      if (isLast) push(out, "");
    } else if (isHere(part)) {
      if (isLast) push(out, "");
    } else push(out, part);
  });
  return out;
}
function v4Host(host) {
  const parts = nativeSplit(replaceText(host, /\.$/, ""), ".");
  if (!testRegExp(/^(?:0x[0-9a-f]*|\d+)$/i, parts[parts.length - 1])) return host;
  const numbers = parts.map((part) => (testRegExp(/^0x[0-9a-f]*$/i, part) ? Number(part.length > 2 ? part : 0) : testRegExp(/^0[0-7]+$/, part) ? parseInt(part, 8) : testRegExp(/^\d+$/, part) ? Number(part) : NaN));
  const last = numbers.pop();
  if (parts.length > 4 || last !== last || numbers.some((n) => n !== n || n > 255) || last >= 256 ** (4 - numbers.length)) return null;
  let value = last;
  numbers.forEach((n, i) => (value += n * 256 ** (3 - i)));
  return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join(".");
}
function v6Host(text) {
  const [left, right, ...more] = nativeSplit(text, "::");
  const words = (part) => (part ? nativeSplit(part, ":").flatMap((one) => (plainIndexOf(one, ".") > 0 ? nativeSplit(one, ".").reduce((out, n, i) => (i % 2 ? (out[out.length - 1] = out[out.length - 1] * 256 + Number(n)) : push(out, Number(n)), out), []) : [testRegExp(/^[0-9a-f]{1,4}$/i, one) ? parseInt(one, 16) : NaN])) : []);
  const a = words(left),
    b = right === undefined ? [] : words(right);
  if (more.length || a.length + b.length > 8 || (right === undefined && a.length !== 8)) return null;
  const all = [...a, ...new Array(8 - a.length - b.length).fill(0), ...b];
  if (all.some((n) => n !== n)) return null;
  let best = [0, 0];
  for (let i = 0; i < 8; i++) {
    let end = i;
    while (end < 8 && all[end] === 0) end++;
    if (end - i > best[1] - best[0] && end - i > 1) best = [i, end];
  }
  const texts = all.map((n) => hex(n, 16));
  return `[${best[1] ? nativeJoin(texts.slice(0, best[0]), ":") + "::" + nativeJoin(texts.slice(best[1]), ":") : nativeJoin(texts, ":")}]`;
}
// The host as it is sent; null: none that may be.
function hostOf(given, isSpecial) {
  if (given[0] === "[") return given[given.length - 1] === "]" ? v6Host(slice(given, 1, -1)) : null;
  if (!isSpecial) return testRegExp(/[\s#/<>?@[\\\]^|]/, given) ? null : encodedPart(given, "opaque");
  let host = lowerText(decodePercent(given));
  if (testRegExp(/[^\x00-\x7f]/, host)) host = question("punycode", host.normalize("NFKC")) ?? host;
  if (!host || testRegExp(/[\x00-\x20\x7f#%/:<>?@[\\\]^|]/, host)) return null;
  return v4Host(host);
}
class URL {
  #p = {};
  #params;
  constructor(input, base) {
    const text = replaceText(replaceText(RealString(input), /^[\x00-\x20]+|[\x00-\x20]+$/g, ""), /[\t\n\r]/g, "");
    const from = base === undefined ? null : base instanceof URL ? base : new URL(base);
    const found = URL.#parse(text, from);
    if (!found) throw invalid(input, base);
    this.#p = found;
  }
  static #parse(text, base) {
    const m = /^([a-zA-Z][a-zA-Z0-9+.-]*):([^]*)$/.exec(text);
    if (!m) return base ? URL.#relative(text, base.#p) : null;
    const protocol = lowerText(m[1]) + ":",
      isSpecial = SPECIAL[protocol] !== undefined;
    if (isSpecial && base && base.#p.protocol === protocol && !testRegExp(/^[/\\]/, m[2])) return URL.#relative(m[2], base.#p);
    return URL.#absolute(protocol, m[2], isSpecial);
  }
  static #absolute(protocol, given, isSpecial) {
    const [, main, search, hash] = /^([^?#]*)(\?[^#]*)?(#[^]*)?$/.exec(given);
    const rest = isSpecial ? replaceText(main, /\\/g, "/") : main;
    const p = { protocol, username: "", password: "", hostname: null, port: "", ...URL.#tail(search, hash, isSpecial) };
    const slashes = protocol === "file:" ? /^\/\/([^/]*)([^]*)$/.exec(rest) : isSpecial ? /^\/*([^/]+)([^]*)$/.exec(rest) : /^\/\/([^/]*)([^]*)$/.exec(rest);
    if (!slashes) {
      if (isSpecial && protocol !== "file:") return null;
      if (rest[0] !== "/" && !isSpecial) return { ...p, pathname: encodedPart(rest, "opaque"), isOpaque: true };
      return { ...p, hostname: isSpecial ? "" : null, pathname: URL.#path(rest, isSpecial) };
    }
    const [, place, path] = slashes;
    const at = place.lastIndexOf("@");
    if (at >= 0) {
      const user = slice(place, 0, at),
        colon = plainIndexOf(user, ":");
      p.username = encodedPart(colon < 0 ? user : slice(user, 0, colon), "user");
      p.password = colon < 0 ? "" : encodedPart(slice(user, colon + 1), "user");
    }
    const end = /^(\[[^\]]*\]|[^:]*)(?::(\d*))?$/.exec(slice(place, at + 1));
    if (!end || (end[2] && Number(end[2]) > 65535)) return null;
    const host = end[1] || (isSpecial && protocol !== "file:") ? hostOf(end[1], isSpecial) : "";
    if (host === null) return null;
    p.hostname = protocol === "file:" && host === "localhost" ? "" : host;
    p.port = end[2] ? (RealString(Number(end[2])) === SPECIAL[protocol] ? "" : RealString(Number(end[2]))) : "";
    return { ...p, pathname: path || isSpecial ? URL.#path(path, isSpecial) : "" };
  }
  static #tail(search, hash, isSpecial) {
    return { search: search === undefined ? null : "?" + encodedPart(slice(search, 1), isSpecial ? "special" : "query"), hash: hash === undefined ? null : "#" + encodedPart(slice(hash, 1), "hash") };
  }
  static #path(text) {
    return "/" + nativeJoin(normalPath(nativeSplit(text[0] === "/" ? slice(text, 1) : text, "/").map((part) => encodedPart(part, "path"))), "/");
  }
  static #relative(text, base) {
    const isSpecial = SPECIAL[base.protocol] !== undefined;
    const [, main, search, hash] = /^([^?#]*)(\?[^#]*)?(#[^]*)?$/.exec(text);
    const path = isSpecial ? replaceText(main, /\\/g, "/") : main;
    if (base.isOpaque) return path || search !== undefined || hash === undefined ? null : { ...base, ...URL.#tail(undefined, hash), search: base.search };
    if (slice(path, 0, 2) === "//") return URL.#absolute(base.protocol, path + (search ?? "") + (hash ?? ""), isSpecial);
    const tail = URL.#tail(search, hash, isSpecial);
    if (!path) return { ...base, ...tail, search: search === undefined ? base.search : tail.search };
    const folder = slice(base.pathname, 0, base.pathname.lastIndexOf("/") + 1);
    return { ...base, ...tail, pathname: URL.#path(path[0] === "/" ? path : folder + path, isSpecial) };
  }
  static canParse(input, base) {
    return URL.parse(input, base) !== null;
  }
  static parse(input, base) {
    try {
      return new URL(input, base);
    } catch (error) {
      return null;
    }
  }
  static createObjectURL() {
    return "blob:nodedata:" + randomUUID();
  }
  static revokeObjectURL() {}
  get protocol() {
    return this.#p.protocol;
  }
  set protocol(text) {
    const name = lowerText(replaceText(RealString(text), /:[^]*$/, "")) + ":";
    if ((SPECIAL[name] !== undefined) !== (SPECIAL[this.#p.protocol] !== undefined)) return;
    this.#p.protocol = name;
    if (this.#p.port === SPECIAL[name]) this.#p.port = "";
  }
  get username() {
    return this.#p.username;
  }
  set username(text) {
    if (this.#p.hostname) this.#p.username = encodedPart(RealString(text), "user");
  }
  get password() {
    return this.#p.password;
  }
  set password(text) {
    if (this.#p.hostname) this.#p.password = encodedPart(RealString(text), "user");
  }
  get hostname() {
    return this.#p.hostname ?? "";
  }
  set hostname(text) {
    const host = hostOf(RealString(text), SPECIAL[this.#p.protocol] !== undefined);
    if (host !== null && !this.#p.isOpaque) this.#p.hostname = host;
  }
  get port() {
    return this.#p.port;
  }
  set port(text) {
    const m = /^\d*/.exec(RealString(text))[0];
    if (m === "" && RealString(text) !== "") return;
    if (Number(m) <= 65535) this.#p.port = m === "" || RealString(Number(m)) === SPECIAL[this.#p.protocol] ? "" : RealString(Number(m));
  }
  get host() {
    return this.hostname + (this.#p.port ? ":" + this.#p.port : "");
  }
  set host(text) {
    const m = /^(\[[^\]]*\]|[^:/?#]*)(?::(\d+))?/.exec(RealString(text));
    this.hostname = m[1];
    if (m[2] !== undefined) this.port = m[2];
  }
  get origin() {
    if (this.#p.protocol === "blob:") {
      const inner = URL.parse(this.#p.pathname);
      return inner && testRegExp(/^https?:$/, inner.protocol) ? inner.origin : "null";
    }
    return SPECIAL[this.#p.protocol] ? this.#p.protocol + "//" + this.host : "null";
  }
  get pathname() {
    return this.#p.pathname;
  }
  set pathname(text) {
    if (!this.#p.isOpaque) this.#p.pathname = URL.#path(SPECIAL[this.#p.protocol] !== undefined ? replaceText(RealString(text), /\\/g, "/") : RealString(text)).replace(/[?#]/g, (c) => (c === "?" ? "%3F" : "%23"));
  }
  get search() {
    return this.#p.search && this.#p.search !== "?" ? this.#p.search : "";
  }
  set search(given) {
    const text = RealString(given);
    this.#p.search = text === "" ? null : "?" + encodedPart(replaceText(text, /^\?/, ""), SPECIAL[this.#p.protocol] !== undefined ? "special" : "query");
    if (this.#params) this.#params.read(this.search);
  }
  get searchParams() {
    return (this.#params ??= new URLSearchParams(this.search, (text) => {
      this.#p.search = text ? "?" + text : null;
    }));
  }
  get hash() {
    return this.#p.hash && this.#p.hash !== "#" ? this.#p.hash : "";
  }
  set hash(given) {
    const text = RealString(given);
    this.#p.hash = text === "" ? null : "#" + encodedPart(replaceText(text, /^#/, ""), "hash");
  }
  get href() {
    const p = this.#p,
      user = p.username || p.password ? p.username + (p.password ? ":" + p.password : "") + "@" : "";
    return p.protocol + (p.hostname === null ? (slice(p.pathname, 0, 2) === "//" ? "/." : "") : "//" + user + this.host) + p.pathname + (p.search ?? "") + (p.hash ?? "");
  }
  set href(text) {
    this.#p = new URL(text).#p;
    if (this.#params) this.#params.read(this.search);
  }
  toString() {
    return this.href;
  }
  toJSON() {
    return this.href;
  }
  get [Symbol.toStringTag]() {
    return "URL";
  }
}
for (const name of ["href", "origin", "protocol", "username", "password", "host", "hostname", "port", "pathname", "search", "searchParams", "hash", "toString", "toJSON"])
  defineProperty(URL.prototype, name, { ...getOwnPropertyDescriptor(URL.prototype, name), enumerable: true });
for (const [name, value] of Object.entries({ URL, URLSearchParams })) define(globalThis, name, value);
