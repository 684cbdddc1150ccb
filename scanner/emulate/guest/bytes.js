// Text encodings and Buffer.
function utf8Bytes(text) {
  const out = [];
  for (let i = 0; i < text.length; i++) {
    let code = charCodeAt(text, i);
    if (code >= 0xd800 && code < 0xdc00 && i + 1 < text.length) {
      const low = charCodeAt(text, i + 1);
      if (low >= 0xdc00 && low < 0xe000) {
        code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
        i++;
      }
    }
    if (code >= 0xd800 && code < 0xe000) code = 0xfffd;
    if (code < 0x80) push(out, code);
    else if (code < 0x800) push(out, 0xc0 | (code >> 6), 0x80 | (code & 63));
    else if (code < 0x10000) push(out, 0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
    else push(out, 0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
  }
  return out;
}
const fromCodePoint = String.fromCodePoint,
  fromCharCode = String.fromCharCode;
function utf8Text(bytes) {
  let out = "";
  for (let i = 0; i < bytes.length;) {
    const first = bytes[i++];
    let more = first < 0x80 ? 0 : first >= 0xf0 && first < 0xf8 ? 3 : first >= 0xe0 ? 2 : first >= 0xc2 ? 1 : -1;
    if (more < 0 || first >= 0xf8) {
      out += "\ufffd";
      continue;
    }
    let code = more === 0 ? first : first & (0x3f >> more);
    while (more-- > 0) {
      if (i >= bytes.length || (bytes[i] & 0xc0) !== 0x80) {
        code = 0xfffd;
        break;
      }
      code = (code << 6) | (bytes[i++] & 63);
    }
    out += code > 0x10ffff ? "\ufffd" : fromCodePoint(code);
  }
  return out;
}
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const SIXES = new RealMap();
for (let i = 0; i < 64; i++) mapSet(SIXES, ALPHABET[i], i);
mapSet(SIXES, "-", 62);
mapSet(SIXES, "_", 63);
function base64Bytes(text) {
  const out = [];
  let bits = 0,
    held = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === "=") break;
    const six = mapGet(SIXES, text[i]);
    if (six === undefined) continue;
    held = ((held << 6) | six) & 0xffffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      push(out, (held >> bits) & 255);
    }
  }
  return out;
}
function base64Text(bytes, isUrl) {
  let out = "";
  for (let i = 0; i < bytes.length; i += 3) {
    const n = (bytes[i] << 16) | ((bytes[i + 1] || 0) << 8) | (bytes[i + 2] || 0);
    out +=
      ALPHABET[n >> 18] +
      ALPHABET[(n >> 12) & 63] +
      (i + 1 < bytes.length ? ALPHABET[(n >> 6) & 63] : "=") +
      (i + 2 < bytes.length ? ALPHABET[n & 63] : "=");
  }
  return isUrl ? out.replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "") : out;
}
function bytesOf(value, encoding = "utf8") {
  const text = RealString(value);
  switch (RealString(encoding).toLowerCase()) {
    case "hex": {
      const out = [];
      for (let i = 0; i + 1 < text.length; i += 2) {
        const n = parseInt(text.slice(i, i + 2), 16);
        if (n !== n) break;
        push(out, n);
      }
      return out;
    }
    case "base64":
    case "base64url":
      return base64Bytes(text);
    case "latin1":
    case "binary":
    case "ascii": {
      const out = [];
      for (let i = 0; i < text.length; i++) push(out, charCodeAt(text, i) & 255);
      return out;
    }
    case "ucs2":
    case "ucs-2":
    case "utf16le":
    case "utf-16le": {
      const out = [];
      for (let i = 0; i < text.length; i++) {
        const c = charCodeAt(text, i);
        push(out, c & 255, c >> 8);
      }
      return out;
    }
    default:
      return utf8Bytes(text);
  }
}
function textOf(bytes, encoding = "utf8") {
  switch (RealString(encoding).toLowerCase()) {
    case "hex": {
      let out = "";
      for (let i = 0; i < bytes.length; i++) out += (bytes[i] < 16 ? "0" : "") + hex(bytes[i], 16);
      return out;
    }
    case "base64":
      return base64Text(bytes, false);
    case "base64url":
      return base64Text(bytes, true);
    case "latin1":
    case "binary":
      return bytesText(bytes);
    case "ascii": {
      let out = "";
      for (let i = 0; i < bytes.length; i++) out += fromCharCode(bytes[i] & 127);
      return out;
    }
    case "ucs2":
    case "ucs-2":
    case "utf16le":
    case "utf-16le": {
      let out = "";
      for (let i = 0; i + 1 < bytes.length; i += 2) out += fromCharCode(bytes[i] | (bytes[i + 1] << 8));
      return out;
    }
    default:
      return utf8Text(bytes);
  }
}
class Buffer extends Uint8Array {
  static from(value, encoding, length) {
    if (typeof value === "string") return Buffer.#of(bytesOf(value, encoding));
    if (value instanceof ArrayBuffer) return new Buffer(value, encoding || 0, length ?? value.byteLength - (encoding || 0));
    if (value && value.type === "Buffer" && isArray(value.data)) return Buffer.#of(value.data);
    return Buffer.#of(value);
  }
  static #of(list) {
    const made = new Buffer(list.length);
    for (let i = 0; i < list.length; i++) made[i] = list[i];
    return made;
  }
  static alloc(size, fill = 0, encoding) {
    const made = new Buffer(size);
    return fill ? made.fill(fill, 0, size, encoding) : made;
  }
  static allocUnsafe(size) {
    return new Buffer(size);
  }
  static isBuffer(value) {
    return value instanceof Buffer;
  }
  static isEncoding(name) {
    return testRegExp(/^(utf-?8|hex|base64(url)?|latin1|binary|ascii|ucs-?2|utf-?16le)$/i, RealString(name));
  }
  static byteLength(value, encoding) {
    return typeof value === "string" ? bytesOf(value, encoding).length : value.byteLength;
  }
  static concat(list) {
    const out = [];
    for (const one of list) for (const byte of one) push(out, byte);
    return Buffer.#of(out);
  }
  static compare(a, b) {
    return a.compare(b);
  }
  toString(encoding, from = 0, to = this.length) {
    const text = textOf(this.subarray(from, to), encoding);
    return encoding === undefined || /^utf-?8$|latin1|binary|ascii/i.test(encoding) ? decoded(text, "buffer") : text;
  }
  toJSON() {
    return { type: "Buffer", data: Array.from(this) };
  }
  slice(from, to) {
    return this.subarray(from, to);
  }
  equals(other) {
    return this.compare(other) === 0;
  }
  compare(other) {
    for (let i = 0; i < this.length && i < other.length; i++) if (this[i] !== other[i]) return this[i] < other[i] ? -1 : 1;
    return this.length === other.length ? 0 : this.length < other.length ? -1 : 1;
  }
  write(text, at = 0) {
    const bytes = utf8Bytes(text);
    for (let i = 0; i < bytes.length && at + i < this.length; i++) this[at + i] = bytes[i];
    return bytes.length;
  }
  copy(target, at = 0, from = 0, to = this.length) {
    target.set(this.subarray(from, to), at);
    return to - from;
  }
  fill(value, from = 0, to = this.length, encoding) {
    const bytes = typeof value === "number" ? [value] : bytesOf(value, encoding);
    for (let i = from; i < to && bytes.length; i++) this[i] = bytes[(i - from) % bytes.length];
    return this;
  }
  includes(value) {
    return this.indexOf(value) >= 0;
  }
  indexOf(value, from) {
    return typeof value === "number"
      ? super.indexOf(value, from)
      : bytesText(this).indexOf(bytesText(typeof value === "string" ? utf8Bytes(value) : value), from);
  }
}
for (const [name, size, kind] of [
  ["Int8", 1, 0],
  ["UInt8", 1, 0],
  ["Int16", 2, 0],
  ["UInt16", 2, 0],
  ["Int32", 4, 0],
  ["UInt32", 4, 0],
  ["Float", 4, 1],
  ["Double", 8, 1],
]) {
  const method = kind ? (size === 4 ? "Float32" : "Float64") : name.replace("UI", "Ui");
  for (const end of size === 1 ? [""] : ["LE", "BE"]) {
    define(Buffer.prototype, `read${name}${end}`, function (at = 0) {
      return new DataView(this.buffer, this.byteOffset, this.byteLength)[`get${method}`](at, end === "LE");
    });
    define(Buffer.prototype, `write${name}${end}`, function (value, at = 0) {
      new DataView(this.buffer, this.byteOffset, this.byteLength)[`set${method}`](at, value, end === "LE");
      return at + size;
    });
  }
}
for (const name of ["readUInt8", "readUInt16LE", "readUInt16BE", "readUInt32LE", "readUInt32BE"])
  define(Buffer.prototype, name.replace("UI", "Ui"), Buffer.prototype[name]);
// Also callable as a function, as old code does.
const CallableBuffer = new RealProxy(Buffer, {
  apply: (target, self, [value, encoding]) => (typeof value === "number" ? Buffer.alloc(value) : Buffer.from(value, encoding)),
});
class TextEncoder {
  get encoding() {
    return "utf-8";
  }
  encode(text = "") {
    return RealUint8Array.from(utf8Bytes(RealString(text)));
  }
  encodeInto(text, target) {
    const bytes = utf8Bytes(text);
    target.set(bytes.slice(0, target.length));
    return { read: text.length, written: Math.min(bytes.length, target.length) };
  }
}
class TextDecoder {
  constructor(label = "utf-8") {
    this.encoding = RealString(label).toLowerCase();
  }
  decode(bytes) {
    if (bytes === undefined) return "";
    const view = isView(bytes) ? new RealUint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength) : new RealUint8Array(bytes);
    return decoded(textOf(view, this.encoding), "TextDecoder").replace(/^\ufeff/, "");
  }
}
const nativeAtob = globalThis.atob;
define(globalThis, "atob", (text) => decoded(nativeAtob(text), "atob"));
Object.assign(globalThis, { Buffer: CallableBuffer, TextEncoder, TextDecoder });
world.builtins.buffer = () => ({
  Buffer: CallableBuffer,
  Blob: globalThis.Blob,
  File: globalThis.File,
  atob: globalThis.atob,
  btoa: globalThis.btoa,
  constants: { MAX_LENGTH: 2 ** 32 },
  kMaxLength: 2 ** 32,
});
world.builtins.string_decoder = () => ({
  StringDecoder: class {
    constructor(encoding) {
      this.encoding = encoding;
    }
    write(bytes) {
      return textOf(bytes, this.encoding);
    }
    end(bytes) {
      return bytes ? this.write(bytes) : "";
    }
  },
});
