// TextEncoder, TextDecoder and StringDecoder, the module of buffers.
class TextEncoder {
  get encoding() {
    return "utf-8";
  }
  encode(text = "") {
    return RealUint8Array.from(utf8Bytes(RealString(text)));
  }
  encodeInto(text, target) {
    let read = 0,
      written = 0;
    for (const letter of RealString(text)) {
      const bytes = utf8Bytes(letter);
      if (written + bytes.length > target.length) break;
      setBytes(target, bytes, written);
      written += bytes.length;
      read += letter.length;
    }
    return { read, written };
  }
}
const WINDOWS_1252 = "\u20ac\x81\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\x8d\u017d\x8f\x90\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\x9d\u017e\u0178";
const LABELS = { "utf-8": "utf-8", utf8: "utf-8", "unicode-1-1-utf-8": "utf-8", "utf-16le": "utf-16le", "utf-16": "utf-16le", ucs2: "utf-16le", "ucs-2": "utf-16le", "utf-16be": "utf-16be", latin1: "windows-1252", "iso-8859-1": "windows-1252", ascii: "windows-1252", "us-ascii": "windows-1252", "windows-1252": "windows-1252", cp1252: "windows-1252", l1: "windows-1252" };
const OTHER_LABELS = new RealSet(["gbk", "gb2312", "gb18030", "big5", "euc-jp", "shift_jis", "shift-jis", "euc-kr", "iso-2022-jp", "koi8-r", "windows-1251", "windows-1250", "iso-8859-2", "iso-8859-15", "macintosh"]);
// How many bytes at the end begin a letter that is not complete.
function openBytes(bytes, kind) {
  if (kind === "utf-16le" || kind === "utf-16be") {
    const odd = bytes.length % 2,
      at = bytes.length - odd - 2;
    const unit = at >= 0 ? (kind === "utf-16le" ? bytes[at + 1] : bytes[at]) : 0;
    return odd + (unit >= 0xd8 && unit < 0xdc ? 2 : 0);
  }
  if (kind !== "utf-8") return 0;
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back];
    if ((byte & 0xc0) === 0x80) continue;
    return byte >= 0xc0 && utf8Tail(byte) >= back ? back : 0;
  }
  return 0;
}
const isSameBytes = (a, b) => {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
};
const swapped = (bytes) => {
  const out = RealUint8Array.from(bytes);
  for (let i = 0; i + 1 < out.length; i += 2) [out[i], out[i + 1]] = [out[i + 1], out[i]];
  return out;
};
const joinBytes = (a, b) => {
  const out = new RealUint8Array(a.length + b.length);
  setBytes(out, a);
  setBytes(out, b, a.length);
  return out;
};
class TextDecoder {
  #kind;
  #held = new RealUint8Array(0);
  #isBegun = false;
  #options;
  constructor(label = "utf-8", options = {}) {
    const name = lowerText(RealString(label)).trim();
    this.#kind = LABELS[name];
    if (!this.#kind) {
      if (!setHas(OTHER_LABELS, name)) throw nodeError(RangeError, "ERR_ENCODING_NOT_SUPPORTED", `The "${label}" encoding is not supported`);
      this.#kind = name;
    }
    this.#options = options ?? {};
  }
  get encoding() {
    return this.#kind;
  }
  get fatal() {
    return !!this.#options.fatal;
  }
  get ignoreBOM() {
    return !!this.#options.ignoreBOM;
  }
  decode(given, options) {
    const isMore = !!(options && options.stream);
    let bytes = joinBytes(this.#held, given === undefined ? [] : viewOf(given));
    const open = isMore ? openBytes(bytes, this.#kind) : 0;
    this.#held = bytes.slice(bytes.length - open);
    bytes = open ? bytes.subarray(0, bytes.length - open) : bytes;
    let text = this.#text(bytes);
    if (this.fatal && this.#kind === "utf-8" && !isSameBytes(utf8Bytes(text), bytes))
      throw nodeError(TypeError, "ERR_ENCODING_INVALID_ENCODED_DATA", `The encoded data was not valid for encoding ${this.#kind}`);
    if (!this.#isBegun && !this.ignoreBOM && charCodeAt(text, 0) === 0xfeff) text = slice(text, 1);
    this.#isBegun = isMore && (this.#isBegun || text.length > 0);
    return decoded(text, "TextDecoder");
  }
  #text(bytes) {
    if (this.#kind === "utf-16le") return textOf(bytes, "utf16le");
    if (this.#kind === "utf-16be") return textOf(swapped(bytes), "utf16le");
    if (this.#kind === "utf-8") return utf8Text(bytes);
    if (this.#kind !== "windows-1252") return question("letters", { encoding: this.#kind, data: base64Text(bytes, false) }) ?? utf8Text(bytes);
    let out = "";
    for (let i = 0; i < bytes.length; i++) out += bytes[i] >= 0x80 && bytes[i] < 0xa0 ? WINDOWS_1252[bytes[i] - 0x80] : fromCharCode(bytes[i]);
    return out;
  }
}
class StringDecoder {
  constructor(encoding) {
    this.encoding = checkEncoding(encoding ?? "utf8");
    define(this, "held", new RealUint8Array(0));
  }
  write(given) {
    if (typeof given === "string") return given;
    const bytes = joinBytes(this.held, viewOf(given));
    const open = this.encoding === "base64" || this.encoding === "base64url" ? bytes.length % 3 : openBytes(bytes, this.encoding === "utf8" ? "utf-8" : this.encoding === "utf16le" ? "utf-16le" : "");
    this.held = bytes.slice(bytes.length - open);
    return textOf(bytes.subarray(0, bytes.length - open), this.encoding);
  }
  end(given) {
    const text = given === undefined ? "" : this.write(given);
    const rest = this.held.length ? textOf(this.held, this.encoding) : "";
    this.held = new RealUint8Array(0);
    return text + rest;
  }
  get lastNeed() {
    return this.held.length ? 1 : 0;
  }
}
const nativeAtob = globalThis.atob;
define(globalThis, "atob", (text) => decoded(nativeAtob(text), "atob"));
for (const [name, value] of Object.entries({ Buffer: CallableBuffer, TextEncoder, TextDecoder })) define(globalThis, name, value);
const isAscii = (bytes) => viewOf(bytes).every((byte) => byte < 128);
// As in Node, what lies on Buffer can be listed: libraries copy it name by name.
define(Buffer, "poolSize", 8192);
for (const owner of [Buffer, Buffer.prototype, EventEmitter.prototype])
  for (const name of ownKeys(owner)) {
    const field = getOwnPropertyDescriptor(owner, name);
    if (typeof name === "string" && field.configurable && name !== "constructor" && name !== "prototype" && name !== "name" && name !== "length") defineProperty(owner, name, { ...field, enumerable: true });
  }
world.builtins.buffer = () => ({
  Buffer: CallableBuffer,
  SlowBuffer: (size) => Buffer.alloc(size),
  Blob: globalThis.Blob,
  File: globalThis.File,
  atob: globalThis.atob,
  btoa: globalThis.btoa,
  constants: { MAX_LENGTH: 2 ** 32, MAX_STRING_LENGTH: 536870888 },
  kMaxLength: 2 ** 32,
  kStringMaxLength: 536870888,
  INSPECT_MAX_BYTES: 50,
  isUtf8: (bytes) => isSameBytes(utf8Bytes(utf8Text(viewOf(bytes))), viewOf(bytes)),
  isAscii,
  transcode: (bytes, from, to) => Buffer.from(textOf(bytes, checkEncoding(from)), checkEncoding(to)),
  resolveObjectURL: () => undefined,
});
world.builtins.string_decoder = () => ({ StringDecoder });
