// Buffer, and decoders that take text in pieces.
const ENCODINGS = { utf8: "utf8", "utf-8": "utf8", hex: "hex", base64: "base64", base64url: "base64url", latin1: "latin1", binary: "latin1", ascii: "ascii", ucs2: "utf16le", "ucs-2": "utf16le", utf16le: "utf16le", "utf-16le": "utf16le" };
const lowerText = uncurry(String.prototype.toLowerCase);
const encodingName = (name) => ENCODINGS[lowerText(RealString(name))];
const checkEncoding = (name) => {
  if (name === undefined || name === null || name === "buffer") return name ?? undefined;
  const known = encodingName(name);
  if (!known) throw nodeError(TypeError, "ERR_UNKNOWN_ENCODING", `Unknown encoding: ${name}`);
  return known;
};
const describeType = (value) =>
  value === null || value === undefined
    ? RealString(value)
    : typeof value === "function"
      ? `function ${value.name}`
      : typeof value === "object"
        ? value.constructor && value.constructor.name
          ? `an instance of ${value.constructor.name}`
          : inspect(value)
        : `type ${typeof value} (${typeof value === "string" ? `'${value.length > 28 ? slice(value, 0, 25) + "..." : value}'` : RealString(value)})`;
const outOfRange = (name, range, value) => nodeError(RangeError, "ERR_OUT_OF_RANGE", `The value of "${name}" is out of range. It must be ${range}. Received ${inspect(value)}`);
const checkAt = (buffer, at, size) => {
  if (typeof at !== "number") throw nodeError(TypeError, "ERR_INVALID_ARG_TYPE", `The "offset" argument must be of type number. Received ${describeType(at)}`);
  if (buffer.length - size < 0) throw nodeError(RangeError, "ERR_BUFFER_OUT_OF_BOUNDS", "Attempt to access memory outside buffer bounds");
  if (at !== Math.floor(at)) throw outOfRange("offset", "an integer", at);
  if (at < 0 || at > buffer.length - size) throw outOfRange("offset", `>= 0 and <= ${buffer.length - size}`, at);
};
class Buffer extends Uint8Array {
  static from(value, encoding, length) {
    if (typeof value === "string") return Buffer.#of(bytesOf(value, checkEncoding(encoding)));
    if (value instanceof ArrayBuffer || value instanceof SharedArrayBuffer) return new Buffer(value, encoding || 0, length ?? value.byteLength - (encoding || 0));
    if (value !== null && typeof value === "object") {
      if (value instanceof RealString) return Buffer.#of(bytesOf(value, checkEncoding(encoding)));
      if (value.type === "Buffer" && isArray(value.data)) return Buffer.#of(value.data);
      if (typeof value.length === "number" || isView(value)) return Buffer.#of(value);
      const plain = typeof value.valueOf === "function" ? value.valueOf() : value;
      if (plain !== value && plain !== null && (typeof plain === "object" || typeof plain === "string")) return Buffer.from(plain, encoding, length);
      if (typeof value[Symbol.toPrimitive] === "function") return Buffer.from(value[Symbol.toPrimitive]("string"), encoding);
    }
    throw nodeError(TypeError, "ERR_INVALID_ARG_TYPE", `The first argument must be of type string or an instance of Buffer, ArrayBuffer, or Array or an Array-like Object. Received ${describeType(value)}`);
  }
  static #of(list) {
    const made = new Buffer(list.length);
    if (list.length) setBytes(made, list);
    return made;
  }
  static of(...list) {
    return Buffer.#of(list);
  }
  static copyBytesFrom(view, from = 0, count = view.length - from) {
    return Buffer.from(viewOf(view.subarray(from, from + count)));
  }
  static alloc(size, fill = 0, encoding) {
    if (typeof size !== "number") throw nodeError(TypeError, "ERR_INVALID_ARG_TYPE", `The "size" argument must be of type number. Received ${describeType(size)}`);
    const made = new Buffer(size);
    return fill ? made.fill(fill, 0, size, encoding) : made;
  }
  static allocUnsafe(size) {
    return Buffer.alloc(size);
  }
  static allocUnsafeSlow(size) {
    return Buffer.alloc(size);
  }
  static isBuffer(value) {
    return value instanceof Buffer;
  }
  static isEncoding(name) {
    return typeof name === "string" && encodingName(name) !== undefined;
  }
  static byteLength(value, encoding) {
    if (typeof value === "string") {
      const name = encodingName(encoding ?? "utf8");
      if (name === "hex") return value.length >>> 1;
      if (name !== "base64" && name !== "base64url") return bytesOf(value, name).length;
      const padding = charCodeAt(value, value.length - 1) === 61 ? (charCodeAt(value, value.length - 2) === 61 ? 2 : 1) : 0;
      return ((value.length - padding) * 3) >>> 2;
    }
    if (isBytes(value)) return value.byteLength;
    throw nodeError(TypeError, "ERR_INVALID_ARG_TYPE", `The "string" argument must be of type string or an instance of Buffer or ArrayBuffer. Received ${describeType(value)}`);
  }
  static concat(list, length) {
    if (!isArray(list)) throw nodeError(TypeError, "ERR_INVALID_ARG_TYPE", `The "list" argument must be an instance of Array. Received ${describeType(list)}`);
    let size = 0;
    for (const one of list) size += one.length;
    const out = new Buffer(length ?? size);
    let at = 0;
    for (const one of list) {
      if (at >= out.length) break;
      const part = at + one.length > out.length ? one.subarray(0, out.length - at) : one;
      setBytes(out, part, at);
      at += part.length;
    }
    return out;
  }
  static compare(a, b) {
    return Buffer.prototype.compare.call(a, b);
  }
  get parent() {
    return this.buffer;
  }
  get offset() {
    return this.byteOffset;
  }
  toString(encoding, from = 0, to = this.length) {
    const name = checkEncoding(encoding) ?? "utf8";
    const part = from === 0 && to >= this.length ? this : this.subarray(from < 0 ? 0 : from, to < from ? from : to);
    const text = textOf(part, name);
    return name === "utf8" || name === "latin1" || name === "ascii" ? decoded(text, "buffer") : text;
  }
  toLocaleString(encoding, from, to) {
    return this.toString(encoding, from, to);
  }
  inspect() {
    return inspect(this);
  }
  toJSON() {
    return { type: "Buffer", data: Array.from(this) };
  }
  slice(from, to) {
    return this.subarray(from, to);
  }
  equals(other) {
    if (!isView(other)) throw nodeError(TypeError, "ERR_INVALID_ARG_TYPE", `The "otherBuffer" argument must be an instance of Buffer or Uint8Array. Received ${describeType(other)}`);
    const isSame = this.length === other.length && this.compare(other) === 0;
    return turnsBytes(this, other, isSame) || isSame;
  }
  compare(other, from = 0, to = other.length, start = 0, end = this.length) {
    const a = end - start,
      b = to - from;
    for (let i = 0; i < a && i < b; i++) if (this[start + i] !== other[from + i]) return this[start + i] < other[from + i] ? -1 : 1;
    return a === b ? 0 : a < b ? -1 : 1;
  }
  write(text, at, length, encoding) {
    let from = at,
      most = length,
      name = encoding;
    if (typeof from === "string") [from, most, name] = [0, undefined, from];
    else if (typeof most === "string") [most, name] = [undefined, most];
    from ??= 0;
    if (from < 0 || from > this.length) throw outOfRange("offset", `>= 0 && <= ${this.length}`, from);
    const room = Math.min(most ?? this.length, this.length - from);
    let bytes = bytesOf(text, checkEncoding(name));
    if (bytes.length > room) {
      let end = room;
      if ((checkEncoding(name) ?? "utf8") === "utf8") while (end > 0 && (bytes[end] & 0xc0) === 0x80) end--;
      bytes = bytes.slice(0, end);
    }
    setBytes(this, bytes, from);
    return bytes.length;
  }
  copy(target, at = 0, from = 0, to = this.length) {
    const count = Math.min(to - from, target.length - at);
    if (count <= 0) return 0;
    setBytes(target, this.subarray(from, from + count), at);
    return count;
  }
  fill(value, from = 0, to = this.length, encoding) {
    let start = from,
      end = to,
      name = encoding;
    if (typeof start === "string") [start, end, name] = [0, this.length, start];
    else if (typeof end === "string") [end, name] = [this.length, end];
    if (typeof value === "number") return super.fill(value & 255, start, end);
    const bytes = typeof value === "string" ? bytesOf(value, checkEncoding(name)) : isBytes(value) ? viewOf(value) : [value ? 1 : 0];
    if (!bytes.length) return super.fill(0, start, end);
    for (let i = start; i < end; i++) this[i] = bytes[(i - start) % bytes.length];
    return this;
  }
  includes(value, from, encoding) {
    return this.indexOf(value, from, encoding) >= 0;
  }
  indexOf(value, from, encoding) {
    return this.#find(value, from, encoding, false);
  }
  lastIndexOf(value, from, encoding) {
    return this.#find(value, from, encoding, true);
  }
  #find(value, given, encoding, isLast) {
    const name = typeof given === "string" ? given : encoding;
    let from = typeof given === "string" || given === undefined || given !== given ? (isLast ? this.length : 0) : Math.trunc(Number(given));
    if (from < 0) from = Math.max(from + this.length, isLast ? -1 : 0);
    const wanted = typeof value === "number" ? [value & 255] : typeof value === "string" ? bytesOf(value, checkEncoding(name)) : viewOf(value);
    if (!wanted.length) return Math.min(from, this.length);
    const matches = (at) => {
      for (let i = 0; i < wanted.length; i++) if (this[at + i] !== wanted[i]) return false;
      return true;
    };
    if (isLast) {
      for (let at = Math.min(from, this.length - wanted.length); at >= 0; at--) if (matches(at)) return at;
    } else for (let at = from; at <= this.length - wanted.length; at++) if (matches(at)) return at;
    return -1;
  }
  #swap(size) {
    if (this.length % size) throw nodeError(RangeError, "ERR_INVALID_BUFFER_SIZE", `Buffer size must be a multiple of ${size * 8}-bits`);
    for (let at = 0; at < this.length; at += size) this.subarray(at, at + size).reverse();
    return this;
  }
  swap16() {
    return this.#swap(2);
  }
  swap32() {
    return this.#swap(4);
  }
  swap64() {
    return this.#swap(8);
  }
}
const setBytes = uncurry(Uint8Array.prototype.set);
const viewAt = (buffer) => new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength);
const checkNumber = (value, low, high) => {
  if (value < low || value > high) throw outOfRange("value", `>= ${low} and <= ${high}`, value);
};
for (const [name, size, method, low, high] of [
  ["Int8", 1, "Int8", -128, 127],
  ["UInt8", 1, "Uint8", 0, 255],
  ["Int16", 2, "Int16", -32768, 32767],
  ["UInt16", 2, "Uint16", 0, 65535],
  ["Int32", 4, "Int32", -2147483648, 2147483647],
  ["UInt32", 4, "Uint32", 0, 4294967295],
  ["Float", 4, "Float32"],
  ["Double", 8, "Float64"],
  ["BigInt64", 8, "BigInt64"],
  ["BigUInt64", 8, "BigUint64"],
])
  for (const end of size === 1 ? [""] : ["LE", "BE"]) {
    const reader = function (at = 0) {
      checkAt(this, at, size);
      return viewAt(this)[`get${method}`](at, end === "LE");
    };
    const writer = function (value, at = 0) {
      if (low !== undefined) checkNumber(value, low, high);
      checkAt(this, at, size);
      viewAt(this)[`set${method}`](at, value, end === "LE");
      return at + size;
    };
    for (const spelling of name.includes("UI") ? [name, name.replace("UI", "Ui")] : [name]) {
      define(Buffer.prototype, `read${spelling}${end}`, reader);
      define(Buffer.prototype, `write${spelling}${end}`, writer);
    }
  }
for (const end of ["LE", "BE"]) {
  const readUnsigned = function (at, size) {
    checkAt(this, at, size);
    let value = 0;
    for (let i = 0; i < size; i++) value = value * 256 + this[end === "BE" ? at + i : at + size - 1 - i];
    return value;
  };
  const readSigned = function (at, size) {
    const value = readUnsigned.call(this, at, size);
    return value >= 2 ** (size * 8 - 1) ? value - 2 ** (size * 8) : value;
  };
  const writeSized = function (value, at, size) {
    checkAt(this, at, size);
    let rest = value < 0 ? value + 2 ** (size * 8) : value;
    for (let i = size - 1; i >= 0; i--) {
      this[end === "BE" ? at + i : at + size - 1 - i] = rest % 256;
      rest = Math.floor(rest / 256);
    }
    return at + size;
  };
  for (const name of ["UInt", "Uint"]) {
    define(Buffer.prototype, `read${name}${end}`, readUnsigned);
    define(Buffer.prototype, `write${name}${end}`, writeSized);
  }
  define(Buffer.prototype, `readInt${end}`, readSigned);
  define(Buffer.prototype, `writeInt${end}`, writeSized);
}
for (const name of ["utf8", "hex", "base64", "base64url", "latin1", "ascii", "ucs2"]) {
  define(Buffer.prototype, name + "Slice", function (from, to) {
    return this.toString(name, from, to);
  });
  define(Buffer.prototype, name + "Write", function (text, at, length) {
    return this.write(text, at, length, name);
  });
}
define(Buffer, "poolSize", 8192);
// Also callable as a function and with a text, as old code does.
const oldBuffer = ([value, encoding, length]) => (typeof value === "number" ? Buffer.alloc(value) : Buffer.from(value, encoding, length));
const CallableBuffer = new RealProxy(Buffer, {
  apply: (target, self, values) => oldBuffer(values),
  construct: (target, values, made) => (values.length && typeof values[0] !== "number" && !(values[0] instanceof ArrayBuffer) ? oldBuffer(values) : construct(target, values, made)),
});
define(Buffer.prototype, "constructor", CallableBuffer);
define(Buffer, Symbol.species, Buffer);
