// WebAssembly of the program: each function is written as JavaScript when it is first called. Integers of 64 bits are big integers.
const WASM_BYTES = 16 * 1024 * 1024;
const WASM_PAGES = 1024;
const WASM_CHECKED = 512 * 1024; // code up to this size is read through when it is compiled, so that what cannot be run is told at once
class CompileError extends RealError {}
class LinkError extends RealError {}
class WasmRuntimeError extends RealError {}
for (const [kind, name] of [[CompileError, "CompileError"], [LinkError, "LinkError"], [WasmRuntimeError, "RuntimeError"]]) {
  define(kind, "name", name);
  define(kind.prototype, "name", name);
}
const trap = (why) => {
  throw new WasmRuntimeError(why);
};
class WasmReader {
  constructor(bytes, at = 0, end = bytes.length) {
    Object.assign(this, { bytes, at, end });
  }
  byte() {
    if (this.at >= this.end) throw new CompileError("WebAssembly.Module(): unexpected end");
    return this.bytes[this.at++];
  }
  unsigned() {
    let out = 0,
      shift = 0,
      b;
    do {
      b = this.byte();
      out += (b & 127) * 2 ** shift;
      shift += 7;
    } while (b & 128 && shift < 70);
    return out;
  }
  signed() {
    let out = 0,
      shift = 0,
      b;
    do {
      b = this.byte();
      if (shift < 32) out |= (b & 127) << shift;
      shift += 7;
    } while (b & 128 && shift < 70);
    return shift < 32 && b & 64 ? out | (-1 << shift) : out;
  }
  signed64() {
    let out = 0n,
      shift = 0n,
      b;
    do {
      b = this.byte();
      out |= BigInt(b & 127) << shift;
      shift += 7n;
    } while (b & 128 && shift < 77n);
    return BigInt.asIntN(64, b & 64 && shift < 64n ? out | (-1n << shift) : out);
  }
  number(size) {
    const view = new DataView(this.bytes.buffer, this.bytes.byteOffset + this.at, size);
    this.at += size;
    return size === 4 ? view.getFloat32(0, true) : view.getFloat64(0, true);
  }
  part() {
    const length = this.unsigned(),
      start = this.at;
    if (start + length > this.end) throw new CompileError("WebAssembly.Module(): a part is longer than the whole");
    this.at = start + length;
    return this.bytes.subarray(start, start + length);
  }
  name() {
    return utf8Text(this.part());
  }
  list(read) {
    const out = [];
    for (let left = this.unsigned(); left > 0; left--) push(out, read(this));
    return out;
  }
}
const limitsOf = (r) => {
  const flags = r.byte(),
    initial = r.unsigned();
  return { initial, maximum: flags & 1 ? r.unsigned() : undefined };
};
const tableOf = (r) => ({ element: r.byte(), ...limitsOf(r) });
const globalOf = (r) => ({ type: r.byte(), isMutable: r.byte() === 1 });
// A constant: a number, the value of an imported global, or the number of a function.
function constantOf(r) {
  let out;
  for (;;)
    switch (r.byte()) {
      case 0x0b:
        return out;
      case 0x41:
        out = { value: r.signed() };
        break;
      case 0x42:
        out = { value: r.signed64() };
        break;
      case 0x43:
        out = { value: r.number(4) };
        break;
      case 0x44:
        out = { value: r.number(8) };
        break;
      case 0x23:
        out = { global: r.unsigned() };
        break;
      case 0xd0:
        r.byte();
        out = { value: null };
        break;
      case 0xd2:
        out = { run: r.unsigned() };
        break;
      default:
        throw new CompileError("WebAssembly.Module(): a constant that is not known");
    }
}
function elementOf(r) {
  const flags = r.unsigned(),
    isActive = !(flags & 1);
  const table = isActive && flags & 2 ? r.unsigned() : 0;
  const at = isActive ? constantOf(r) : null;
  if (flags & 3) r.byte();
  const items = flags & 4 ? r.list(constantOf) : r.list((one) => ({ run: one.unsigned() }));
  return { table, at, items };
}
function dataOf(r) {
  const flags = r.unsigned();
  if (flags & 2) r.unsigned();
  return { at: flags & 1 ? null : constantOf(r), bytes: r.part() };
}
const KINDS = ["function", "table", "memory", "global"];
const SECTIONS = {
  1: (m, r) => (m.types = r.list((one) => (one.byte(), { takes: one.list((x) => x.byte()), gives: one.list((x) => x.byte()) }))),
  2: (m, r) => {
    m.imports = r.list((one) => {
      const found = { module: one.name(), name: one.name(), kind: one.byte() };
      found.of = [(x) => x.unsigned(), tableOf, limitsOf, globalOf][found.kind](one);
      return found;
    });
  },
  3: (m, r) => (m.kinds = r.list((one) => one.unsigned())),
  4: (m, r) => (m.tables = r.list(tableOf)),
  5: (m, r) => (m.memories = r.list(limitsOf)),
  6: (m, r) => (m.globals = r.list((one) => ({ ...globalOf(one), value: constantOf(one) }))),
  7: (m, r) => (m.exports = r.list((one) => ({ name: one.name(), kind: one.byte(), at: one.unsigned() }))),
  8: (m, r) => (m.start = r.unsigned()),
  9: (m, r) => (m.elements = r.list(elementOf)),
  10: (m, r) => (m.code = r.list((one) => one.part())),
  11: (m, r) => (m.data = r.list(dataOf)),
};
function wasmModule(given) {
  const bytes = isBytes(given) ? RealUint8Array.from(viewOf(given)) : null;
  if (!bytes) throw new TypeError("WebAssembly.Module(): Argument 0 must be a buffer source");
  if (bytes.length > WASM_BYTES) {
    gap("WebAssembly of " + bytes.length + " bytes");
    throw new CompileError("WebAssembly.Module(): too large");
  }
  const r = new WasmReader(bytes);
  if (bytes.length < 8 || bytes[0] !== 0 || bytes[1] !== 0x61 || bytes[2] !== 0x73 || bytes[3] !== 0x6d || bytes[4] !== 1) throw new CompileError("WebAssembly.Module(): expected magic word 00 61 73 6d, found something else");
  r.at = 8;
  const m = { types: [], imports: [], kinds: [], tables: [], memories: [], globals: [], exports: [], elements: [], code: [], data: [], start: undefined, custom: [] };
  while (r.at < r.end) {
    const id = r.byte(),
      part = r.part();
    if (SECTIONS[id]) SECTIONS[id](m, new WasmReader(part));
    else if (id === 0) push(m.custom, part);
  }
  m.kinds = [...m.imports.filter((one) => one.kind === 0).map((one) => one.of), ...m.kinds];
  m.importedRuns = m.imports.filter((one) => one.kind === 0).length;
  if (m.code.length + m.importedRuns !== m.kinds.length) throw new CompileError("WebAssembly.Module(): function and code section have inconsistent lengths");
  if (bytes.length <= WASM_CHECKED) m.code.forEach((code, i) => writeWasm(m, i, true));
  return m;
}
const zeroOf = (type) => (type === 0x7e ? "0n" : type === 0x70 || type === 0x6f ? "null" : "0");
const cmp = (test) => `(${test})?1:0`;
const u = (name) => `(${name}>>>0)`;
const big = (text) => `BigInt.asIntN(64,${text})`;
const ubig = (name) => `BigInt.asUintN(64,${name})`;
// Opcode -> what is computed of the one or two values on top.
const UNARY = {
  0x45: (a) => cmp(`${a}===0`), 0x50: (a) => cmp(`${a}===0n`), 0x67: (a) => `Math.clz32(${a})`, 0x68: (a) => `H.ctz(${a})`, 0x69: (a) => `H.ones(${a})`,
  0x79: (a) => `H.clz64(${a})`, 0x7a: (a) => `H.ctz64(${a})`, 0x7b: (a) => `H.ones64(${a})`, 0x8b: (a) => `Math.abs(${a})`, 0x8c: (a) => `-${a}`, 0x8d: (a) => `Math.ceil(${a})`, 0x8e: (a) => `Math.floor(${a})`, 0x8f: (a) => `Math.trunc(${a})`, 0x90: (a) => `H.nearest(${a})`, 0x91: (a) => `Math.fround(Math.sqrt(${a}))`,
  0x99: (a) => `Math.abs(${a})`, 0x9a: (a) => `-${a}`, 0x9b: (a) => `Math.ceil(${a})`, 0x9c: (a) => `Math.floor(${a})`, 0x9d: (a) => `Math.trunc(${a})`, 0x9e: (a) => `H.nearest(${a})`, 0x9f: (a) => `Math.sqrt(${a})`,
  0xa7: (a) => `Number(BigInt.asIntN(32,${a}))`, 0xa8: (a) => `H.int(${a},-2147483649,2147483648)`, 0xa9: (a) => `H.int(${a},-1,4294967296)`, 0xaa: (a) => `H.int(${a},-2147483649,2147483648)`, 0xab: (a) => `H.int(${a},-1,4294967296)`,
  0xac: (a) => `BigInt(${a})`, 0xad: (a) => `BigInt(${u(a)})`, 0xae: (a) => `H.long(${a})`, 0xaf: (a) => `H.long(${a})`, 0xb0: (a) => `H.long(${a})`, 0xb1: (a) => `H.long(${a})`,
  0xb2: (a) => `Math.fround(${a})`, 0xb3: (a) => `Math.fround(${u(a)})`, 0xb4: (a) => `Math.fround(Number(${a}))`, 0xb5: (a) => `Math.fround(Number(${ubig(a)}))`, 0xb6: (a) => `Math.fround(${a})`, 0xb7: (a) => a, 0xb8: (a) => u(a), 0xb9: (a) => `Number(${a})`, 0xba: (a) => `Number(${ubig(a)})`, 0xbb: (a) => a,
  0xbc: (a) => `H.bits32(${a})`, 0xbd: (a) => `H.bits64(${a})`, 0xbe: (a) => `H.float32(${a})`, 0xbf: (a) => `H.float64(${a})`,
  0xc0: (a) => `(${a}<<24)>>24`, 0xc1: (a) => `(${a}<<16)>>16`, 0xc2: (a) => `BigInt.asIntN(8,${a})`, 0xc3: (a) => `BigInt.asIntN(16,${a})`, 0xc4: (a) => `BigInt.asIntN(32,${a})`,
};
const BINARY = {
  0x6a: (a, b) => `(${a}+${b})|0`, 0x6b: (a, b) => `(${a}-${b})|0`, 0x6c: (a, b) => `Math.imul(${a},${b})`, 0x6d: (a, b) => `H.div(${a},${b})`, 0x6e: (a, b) => `H.divu(${a},${b})`, 0x6f: (a, b) => `H.rem(${a},${b})`, 0x70: (a, b) => `H.remu(${a},${b})`,
  0x71: (a, b) => `${a}&${b}`, 0x72: (a, b) => `${a}|${b}`, 0x73: (a, b) => `${a}^${b}`, 0x74: (a, b) => `${a}<<${b}`, 0x75: (a, b) => `${a}>>${b}`, 0x76: (a, b) => `(${a}>>>${b})|0`, 0x77: (a, b) => `(${a}<<${b})|(${a}>>>(32-(${b}&31)))`, 0x78: (a, b) => `(${a}>>>${b})|(${a}<<(32-(${b}&31)))`,
  0x7c: (a, b) => big(`${a}+${b}`), 0x7d: (a, b) => big(`${a}-${b}`), 0x7e: (a, b) => big(`${a}*${b}`), 0x7f: (a, b) => `H.div64(${a},${b})`, 0x80: (a, b) => `H.div64u(${a},${b})`, 0x81: (a, b) => `H.rem64(${a},${b})`, 0x82: (a, b) => `H.rem64u(${a},${b})`,
  0x83: (a, b) => `${a}&${b}`, 0x84: (a, b) => `${a}|${b}`, 0x85: (a, b) => `${a}^${b}`, 0x86: (a, b) => big(`${a}<<(${b}&63n)`), 0x87: (a, b) => `${a}>>(${b}&63n)`, 0x88: (a, b) => big(`${ubig(a)}>>(${b}&63n)`), 0x89: (a, b) => `H.rotl64(${a},${b})`, 0x8a: (a, b) => `H.rotl64(${a},64n-(${b}&63n))`,
  0x92: (a, b) => `Math.fround(${a}+${b})`, 0x93: (a, b) => `Math.fround(${a}-${b})`, 0x94: (a, b) => `Math.fround(${a}*${b})`, 0x95: (a, b) => `Math.fround(${a}/${b})`, 0x96: (a, b) => `Math.min(${a},${b})`, 0x97: (a, b) => `Math.max(${a},${b})`, 0x98: (a, b) => `H.sign(${a},${b})`,
  0xa0: (a, b) => `${a}+${b}`, 0xa1: (a, b) => `${a}-${b}`, 0xa2: (a, b) => `${a}*${b}`, 0xa3: (a, b) => `${a}/${b}`, 0xa4: (a, b) => `Math.min(${a},${b})`, 0xa5: (a, b) => `Math.max(${a},${b})`, 0xa6: (a, b) => `H.sign(${a},${b})`,
};
// Comparisons: equal, other, less and greater, of both kinds of sign.
["===", "!==", "<", "<", ">", ">", "<=", "<=", ">=", ">="].forEach((sign, i) => {
  const isUnsigned = i > 2 && i % 2 === 1;
  BINARY[0x46 + i] = (a, b) => cmp(isUnsigned ? `${u(a)}${sign}${u(b)}` : `${a}${sign}${b}`);
  BINARY[0x51 + i] = (a, b) => cmp(isUnsigned ? `${ubig(a)}${sign}${ubig(b)}` : `${a}${sign}${b}`);
});
["===", "!==", "<", ">", "<=", ">="].forEach((sign, i) => {
  BINARY[0x5b + i] = BINARY[0x61 + i] = (a, b) => cmp(`${a}${sign}${b}`);
});
const LOADS = { 0x28: "getInt32", 0x29: "getBigInt64", 0x2a: "getFloat32", 0x2b: "getFloat64", 0x2c: "getInt8", 0x2d: "getUint8", 0x2e: "getInt16", 0x2f: "getUint16", 0x30: "getInt8", 0x31: "getUint8", 0x32: "getInt16", 0x33: "getUint16", 0x34: "getInt32", 0x35: "getUint32" };
const STORES = { 0x36: "setInt32", 0x37: "setBigInt64", 0x38: "setFloat32", 0x39: "setFloat64", 0x3a: "setInt8", 0x3b: "setInt16", 0x3c: "setInt8", 0x3d: "setInt16", 0x3e: "setInt32" };
const scratch = new DataView(new ArrayBuffer(8));
const bitCount = (n) => {
  let out = 0;
  for (; n; n &= n - 1n) out++;
  return out;
};
const byZero = (b) => b || trap("divide by zero");
const WASM_HELP = {
  same: (a, b, site) => turnsSame(a, b, site, a === b) || a === b,
  ctz: (a) => (a ? 31 - Math.clz32(a & -a) : 32), ones: (a) => bitCount(BigInt(a >>> 0)), ones64: (a) => BigInt(bitCount(BigInt.asUintN(64, a))),
  clz64: (a) => BigInt(a === 0n ? 64 : 64 - BigInt.asUintN(64, a).toString(2).length), ctz64: (a) => BigInt(a === 0n ? 64 : (BigInt.asUintN(64, a) & -BigInt.asUintN(64, a)).toString(2).length - 1),
  nearest: (a) => (Math.abs(a % 1) === 0.5 ? 2 * Math.round(a / 2) : Math.round(a)), sign: (a, b) => (Object.is(Math.sign(b), -0) || b < 0 ? -Math.abs(a) : Math.abs(a)),
  int: (a, low, high) => (a > low && a < high ? a | 0 || (Math.trunc(a) >>> 0) | 0 : trap("float unrepresentable in integer range")), long: (a) => (a - a === 0 ? BigInt.asIntN(64, BigInt(Math.trunc(a))) : trap("float unrepresentable in integer range")),
  sat: (a, low, high) => (a !== a ? 0 : Math.trunc(Math.min(Math.max(a, low), high)) | 0 || (Math.trunc(Math.min(Math.max(a, low), high)) >>> 0) | 0), sat64: (a) => (a !== a ? 0n : a - a !== 0 ? (a < 0 ? -(2n ** 63n) : 2n ** 63n - 1n) : BigInt.asIntN(64, BigInt(Math.trunc(a)))),
  div: (a, b) => (a === -2147483648 && b === -1 ? trap("divide result unrepresentable") : (a / byZero(b)) | 0), divu: (a, b) => ((a >>> 0) / (byZero(b) >>> 0)) | 0 || Math.floor((a >>> 0) / (b >>> 0)) | 0, rem: (a, b) => a % byZero(b) | 0, remu: (a, b) => ((a >>> 0) % (byZero(b) >>> 0)) | 0,
  div64: (a, b) => BigInt.asIntN(64, a / byZero(b)), div64u: (a, b) => BigInt.asIntN(64, BigInt.asUintN(64, a) / BigInt.asUintN(64, byZero(b))), rem64: (a, b) => a % byZero(b), rem64u: (a, b) => BigInt.asIntN(64, BigInt.asUintN(64, a) % BigInt.asUintN(64, byZero(b))),
  rotl64: (a, b) => BigInt.asIntN(64, (BigInt.asUintN(64, a) << (b & 63n)) | (BigInt.asUintN(64, a) >> ((64n - (b & 63n)) & 63n))),
  bits32: (a) => (scratch.setFloat32(0, a), scratch.getInt32(0)), bits64: (a) => (scratch.setFloat64(0, a), scratch.getBigInt64(0)), float32: (a) => (scratch.setInt32(0, a), scratch.getFloat32(0)), float64: (a) => (scratch.setBigInt64(0, a), scratch.getFloat64(0)),
  trap,
};
