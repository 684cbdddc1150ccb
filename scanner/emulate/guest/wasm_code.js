// Code of WebAssembly written as JavaScript: a value on the stack is a variable `s0`, `s1`, ...; a block is a labelled block.
// What a function becomes; with `isTrial` its instructions are only read through. Raises CompileError for what is not known.
function writeWasm(m, number, isTrial) {
  const kind = m.types[m.kinds[number + m.importedRuns]],
    r = new WasmReader(m.code[number]);
  const locals = [...kind.takes];
  r.list((one) => {
    const count = one.unsigned(),
      type = one.byte();
    if (locals.length + count > 50000) throw new CompileError("too many locals");
    for (let i = 0; i < count; i++) push(locals, type);
  });
  const w = new WasmWriter(m, r, kind);
  w.run(isTrial);
  if (isTrial) return null;
  const slots = Array.from({ length: w.deepest }, (_, i) => `s${i}`);
  const names = kind.takes.map((_, i) => `l${i}`);
  const rest = locals.slice(names.length).map((type, i) => `l${i + names.length}=${zeroOf(type)}`);
  const variables = [...slots, ...rest].length ? `let ${[...slots, ...rest].join(",")};` : "";
  return `(function(I,H){return function(${names.join(",")}){${variables}${w.lines.join("")}}})`;
}
// Codes of equal and not equal -> what marks a number of their kind.
const EQUALS = { 0x46: "", 0x47: "", 0x51: "n", 0x52: "n" };
class WasmWriter {
  constructor(m, r, kind) {
    Object.assign(this, { m, r, kind, lines: [], height: 0, deepest: 0, labels: 0, dead: 0, blocks: [] });
  }
  emit(text) {
    if (!this.dead && !this.isTrial) push(this.lines, text);
  }
  push(text) {
    this.emit(`s${this.height}=${text};`);
    if (!this.dead && ++this.height > this.deepest) this.deepest = this.height;
  }
  pop() {
    return this.dead ? "s0" : `s${--this.height}`;
  }
  blockType() {
    const at = this.r.at,
      first = this.r.byte();
    if (first === 0x40) return { takes: 0, gives: 0 };
    if (first >= 0x6f && first <= 0x7f) return { takes: 0, gives: 1 };
    this.r.at = at;
    const type = this.m.types[this.r.signed()];
    return { takes: type.takes.length, gives: type.gives.length };
  }
  open(kind, type, head) {
    if (this.dead) {
      this.dead++;
      return;
    }
    const label = `L${this.labels++}`;
    push(this.blocks, { kind, label, base: this.height - type.takes, ...type, hasElse: false });
    this.emit(kind === "loop" ? `${label}:for(;;){` : `${label}:{${head ?? ""}`);
  }
  // What a jump to a block does: its values go to where the block leaves them.
  jump(depth) {
    const block = this.blocks[this.blocks.length - 1 - depth];
    const count = block.kind === "loop" ? block.takes : block.gives;
    let moves = "";
    for (let i = 0; i < count; i++) if (block.base + i !== this.height - count + i) moves += `s${block.base + i}=s${this.height - count + i};`;
    if (block.kind === "body") return `${moves}${this.result(block.base)}`;
    return `${moves}${block.kind === "loop" ? "continue" : "break"} ${block.label};`;
  }
  result(base) {
    const { gives } = this.kind;
    return gives.length === 0 ? "return;" : gives.length === 1 ? `return s${base};` : `return [${gives.map((_, i) => `s${base + i}`).join(",")}];`;
  }
  end() {
    if (this.dead > 1) {
      this.dead--;
      return false;
    }
    const block = this.blocks.pop(),
      wasDead = this.dead === 1;
    this.dead = 0;
    if (block.kind === "body") {
      if (!wasDead) this.emit(this.result(this.height - this.kind.gives.length));
      return true;
    }
    if (block.kind === "if") this.emit("}");
    if (block.kind === "loop" && !wasDead) this.emit(`break ${block.label};`);
    this.emit("}");
    this.height = block.base + block.gives;
    if (this.height > this.deepest) this.deepest = this.height;
    return false;
  }
  otherwise() {
    if (this.dead > 1) return;
    const block = this.blocks[this.blocks.length - 1];
    this.dead = 0;
    this.emit("}else{");
    this.height = block.base + block.takes;
  }
  call(type, target) {
    const values = type.takes.map(() => this.pop()).reverse();
    const text = `${target}(${values.join(",")})`;
    if (type.gives.length === 0) this.emit(`${text};`);
    else if (type.gives.length === 1) this.push(text);
    else {
      this.emit(`{const t=${text};${type.gives.map((_, i) => `s${this.height + i}=t[${i}];`).join("")}}`);
      if (!this.dead) this.height += type.gives.length;
      if (this.height > this.deepest) this.deepest = this.height;
    }
  }
  table() {
    const targets = this.r.list((one) => one.unsigned()),
      usual = this.r.unsigned(),
      index = this.pop();
    if (!this.dead && !this.isTrial) this.emit(`switch(${index}){${targets.map((depth, i) => `case ${i}:{${this.jump(depth)}}`).join("")}default:{${this.jump(usual)}}}`);
    this.dead ||= 1;
  }
  run(isTrial) {
    this.isTrial = isTrial;
    push(this.blocks, { kind: "body", base: 0, takes: 0, gives: this.kind.gives.length });
    for (;;) {
      const code = this.r.byte();
      if (code === 0x0b) {
        if (this.end()) return;
      } else this.step(code);
    }
  }
  step(code) {
    const { r } = this;
    if (UNARY[code]) {
      const a = this.pop();
      this.push(UNARY[code](a));
    } else if (EQUALS[code] !== undefined) {
      // Large numbers may be hashes: whether they are the same is asked like where JavaScript decides by them.
      const b = this.pop(),
        a = this.pop(),
        size = EQUALS[code];
      const same = `(${a}>255${size}||${a}<-255${size}?H.same(${a},${b},"wasm${this.r.bytes.length}.${r.at}"):${a}===${b})`;
      this.push(cmp(code === 0x47 || code === 0x52 ? `!${same}` : same));
    } else if (BINARY[code]) {
      const b = this.pop(),
        a = this.pop();
      this.push(BINARY[code](a, b));
    } else if (LOADS[code]) {
      r.unsigned();
      const offset = r.unsigned(),
        text = `I.v.${LOADS[code]}((${this.pop()}>>>0)+${offset},true)`;
      this.push(code >= 0x30 ? `BigInt(${text})` : text);
    } else if (STORES[code]) {
      r.unsigned();
      const offset = r.unsigned(),
        value = this.pop(),
        at = this.pop();
      this.emit(`I.v.${STORES[code]}((${at}>>>0)+${offset},${code >= 0x3c ? `Number(BigInt.asIntN(32,${value}))` : value},true);`);
    } else this.control(code);
  }
  control(code) {
    const { r, m } = this;
    switch (code) {
      case 0x00: this.emit('H.trap("unreachable");'); this.dead ||= 1; return;
      case 0x01: return;
      case 0x02: return this.open("block", this.blockType());
      case 0x03: return this.open("loop", this.blockType());
      case 0x04: { const type = this.blockType(), test = this.pop(); return this.open("if", type, `if(${test}){`); }
      case 0x05: return this.otherwise();
      case 0x0c: { const depth = r.unsigned(); if (!this.dead && !this.isTrial) this.emit(this.jump(depth)); this.dead ||= 1; return; }
      case 0x0d: { const depth = r.unsigned(), test = this.pop(); if (!this.dead && !this.isTrial) this.emit(`if(${test}){${this.jump(depth)}}`); return; }
      case 0x0e: return this.table();
      case 0x0f: this.emit(this.result(this.height - this.kind.gives.length)); this.dead ||= 1; return;
      case 0x10: { const at = r.unsigned(); return this.call(m.types[m.kinds[at]], `I.f[${at}]`); }
      case 0x11: { const type = m.types[r.unsigned()], table = r.unsigned(), index = this.pop(); return this.call(type, `I.ask(${table},${index})`); }
      case 0x1a: this.pop(); return;
      case 0x1c: r.list((one) => one.byte()); // falls through
      case 0x1b: { const test = this.pop(), b = this.pop(), a = this.pop(); return this.push(`${test}?${a}:${b}`); }
      case 0x20: return this.push(`l${r.unsigned()}`);
      case 0x21: { const at = r.unsigned(); return this.emit(`l${at}=${this.pop()};`); }
      case 0x22: return this.emit(`l${r.unsigned()}=s${this.height - 1};`);
      case 0x23: return this.push(`I.g[${r.unsigned()}].value`);
      case 0x24: { const at = r.unsigned(); return this.emit(`I.g[${at}].value=${this.pop()};`); }
      case 0x25: { const at = r.unsigned(); return this.push(`I.t[${at}].get(${this.pop()})`); }
      case 0x26: { const at = r.unsigned(), value = this.pop(), index = this.pop(); return this.emit(`I.t[${at}].set(${index},${value});`); }
      case 0x3f: r.byte(); return this.push("I.m[0].pages()");
      case 0x40: r.byte(); return this.push(`I.grow(${this.pop()})`);
      case 0x41: return this.push(`${r.signed()}`);
      case 0x42: return this.push(`${r.signed64()}n`);
      case 0x43: return this.push(this.literal(r.number(4)));
      case 0x44: return this.push(this.literal(r.number(8)));
      case 0xd0: r.byte(); return this.push("null");
      case 0xd1: return this.push(cmp(`${this.pop()}===null`));
      case 0xd2: return this.push(`I.f[${r.unsigned()}]`);
      case 0xfc: return this.bulk(r.unsigned());
    }
    throw new CompileError(`WebAssembly.Module(): invalid or unsupported opcode 0x${code.toString(16)}`);
  }
  literal(value) {
    return Object.is(value, -0) ? "-0" : RealString(value);
  }
  bulk(code) {
    const { r } = this;
    if (code < 8) {
      const isUnsigned = code & 1,
        a = this.pop();
      return this.push(code < 4 ? `H.sat(${a},${isUnsigned ? "0,4294967295" : "-2147483648,2147483647"})` : `H.sat64(${a})`);
    }
    const first = r.unsigned(),
      hasSecond = code === 8 || code === 10 || code === 12 || code === 14,
      second = hasSecond ? r.unsigned() : 0;
    if (code === 9 || code === 13) return;
    if (code === 16) return this.push(`I.t[${first}].length`);
    const [c, b, a] = [this.pop(), this.pop(), code === 15 ? null : this.pop()];
    switch (code) {
      case 8: return this.emit(`I.init(${first},${a},${b},${c});`);
      case 10: return this.emit(`I.b.copyWithin(${u(a)},${u(b)},${u(b)}+${u(c)});`);
      case 11: return this.emit(`I.b.fill(${b},${u(a)},${u(a)}+${u(c)});`);
      case 12: return this.emit(`I.fillTable(${second},${first},${a},${b},${c});`);
      case 15: return this.push(`I.t[${first}].grow(${c},${b})`);
    }
    throw new CompileError("WebAssembly.Module(): unsupported instruction on tables");
  }
}
// --- What the program sees
class WasmMemory {
  #limit;
  constructor(o) {
    if (o.initial > WASM_PAGES) gap("WebAssembly memory of " + o.initial + " pages");
    this.#limit = Math.min(o.maximum ?? WASM_PAGES, WASM_PAGES);
    define(this, "users", []);
    defineProperty(this, "held", { value: new ArrayBuffer(Math.min(o.initial, WASM_PAGES) * 65536), writable: true });
  }
  get buffer() {
    return this.held;
  }
  pages() {
    return this.held.byteLength / 65536;
  }
  grow(count) {
    const before = this.pages();
    if (before + count > this.#limit || count < 0) throw new RangeError("WebAssembly.Memory.grow(): Maximum memory size exceeded");
    if (count) {
      const size = (before + count) * 65536;
      const next = typeof this.held.transfer === "function" ? this.held.transfer(size) : (() => {
        const made = new RealUint8Array(size);
        made.set(new RealUint8Array(this.held));
        return made.buffer;
      })();
      this.held = next;
      for (const one of this.users) one.see();
    }
    return before;
  }
}
class WasmTable {
  constructor(o, value = null) {
    define(this, "items", Array.from({ length: Math.min(o.initial, 100000) }, () => value));
  }
  get length() {
    return this.items.length;
  }
  get(at) {
    return this.items[at] ?? null;
  }
  set(at, value = null) {
    this.items[at] = value;
  }
  grow(count, value = null) {
    const before = this.items.length;
    for (let i = 0; i < Math.min(count, 100000); i++) push(this.items, value);
    return before;
  }
}
class WasmGlobal {
  constructor(o, value) {
    this.value = value ?? (o.value === "i64" ? 0n : 0);
  }
  valueOf() {
    return this.value;
  }
}
// One module with its imports, as the written code reaches it: functions, tables, memories, globals, the bytes of the first memory.
class WasmInside {
  constructor(m, imports) {
    Object.assign(this, { of: m, f: [], t: [], m: [], g: [] });
    for (const one of m.imports) this.take(one, imports);
    m.code.forEach((_, i) => push(this.f, this.lazily(i)));
    for (const one of m.tables) push(this.t, new WasmTable(one));
    for (const one of m.memories) push(this.m, new WasmMemory(one));
    for (const one of m.globals) push(this.g, new WasmGlobal({}, this.constant(one.value)));
    if (this.m[0]) push(this.m[0].users, this);
    this.see();
    for (const one of m.elements) if (one.at) one.items.forEach((item, i) => this.t[one.table].set(this.constant(one.at) + i, this.constant(item)));
    for (const one of m.data) if (one.at) this.b.set(one.bytes, this.constant(one.at) >>> 0);
  }
  see() {
    const buffer = this.m[0] ? this.m[0].buffer : new ArrayBuffer(0);
    this.v = new DataView(buffer);
    this.b = new RealUint8Array(buffer);
  }
  take(one, imports) {
    const from = imports && imports[one.module];
    if (from === null || from === undefined) throw new TypeError(`WebAssembly.Instance(): Import #0 "${one.module}": module is not an object or function`);
    const value = from[one.name];
    if (one.kind === 0) {
      if (typeof value !== "function") throw new LinkError(`WebAssembly.Instance(): Import "${one.module}" "${one.name}": function import requires a callable`);
      const { gives } = this.of.types[one.of];
      push(this.f, (...values) => asWasm(value(...values), gives[0]));
    } else push([this.t, this.m, this.g][one.kind - 1], one.kind === 3 && !(value instanceof WasmGlobal) ? new WasmGlobal({}, value) : value);
  }
  lazily(number) {
    const at = number + this.of.importedRuns;
    return (...values) => {
      const run = indirectEval(writeWasm(this.of, number, false))(this, WASM_HELP);
      this.f[at] = run;
      return run(...values);
    };
  }
  constant(one) {
    return "run" in one ? this.exported(one.run) : "global" in one ? this.g[one.global].value : one.value;
  }
  // A function as it is given out: each is the same thing whenever it is asked for.
  exported(at) {
    const kept = (this.given ??= new RealMap());
    if (!mapHas(kept, at)) {
      const { takes } = this.of.types[this.of.kinds[at]];
      mapSet(kept, at, (...values) => this.f[at](...takes.map((type, i) => asWasm(values[i], type))));
    }
    return mapGet(kept, at);
  }
  ask(table, index) {
    return this.t[table].get(index >>> 0) ?? trap("null function or function signature mismatch");
  }
  grow(count) {
    try {
      return this.m[0].grow(count);
    } catch (error) {
      return -1;
    }
  }
  init(data, to, from, count) {
    this.b.set(this.of.data[data].bytes.subarray(from, from + count), to >>> 0);
  }
  fillTable(table, element, to, from, count) {
    for (let i = 0; i < count; i++) this.t[table].set(to + i, this.constant(this.of.elements[element].items[from + i]));
  }
}
const asWasm = (value, type) => (type === 0x7f ? value | 0 : type === 0x7e ? BigInt.asIntN(64, BigInt(value)) : type === 0x7d ? Math.fround(value) : type === 0x7c ? Number(value) : value);
class WasmModule {
  constructor(bytes) {
    define(this, "parts", wasmModule(bytes));
  }
  static exports(module) {
    return module.parts.exports.map((one) => ({ name: one.name, kind: KINDS[one.kind] }));
  }
  static imports(module) {
    return module.parts.imports.map((one) => ({ module: one.module, name: one.name, kind: KINDS[one.kind] }));
  }
  static customSections(module, name) {
    return module.parts.custom.map((part) => new WasmReader(part)).filter((r) => r.name() === name).map((r) => r.bytes.slice(r.at).buffer);
  }
}
class WasmInstance {
  constructor(module, imports) {
    const inside = new WasmInside(module.parts, imports);
    const out = Object.create(null);
    for (const one of module.parts.exports) out[one.name] = one.kind === 0 ? inside.exported(one.at) : [inside.t, inside.m, inside.g][one.kind - 1][one.at];
    this.exports = freeze(out);
    if (module.parts.start !== undefined) inside.f[module.parts.start]();
  }
}
const answerBytes = async (answer) => (await answer).arrayBuffer();
const instantiated = (source, imports) => {
  if (source instanceof WasmModule) return new WasmInstance(source, imports);
  const module = new WasmModule(source);
  return { module, instance: new WasmInstance(module, imports) };
};
const isValidWasm = (bytes) => {
  try {
    return new WasmModule(bytes) instanceof WasmModule;
  } catch (error) {
    return false;
  }
};
const webAssembly = {
  Module: WasmModule, Instance: WasmInstance, Memory: WasmMemory, Table: WasmTable, Global: WasmGlobal, CompileError, LinkError, RuntimeError: WasmRuntimeError,
  validate: isValidWasm,
  compile: async (bytes) => new WasmModule(bytes),
  instantiate: async (source, imports) => instantiated(source, imports),
  compileStreaming: async (answer) => new WasmModule(await answerBytes(answer)),
  instantiateStreaming: async (answer, imports) => instantiated(await answerBytes(answer), imports),
};
for (const [name, kind] of Object.entries({ Module: WasmModule, Instance: WasmInstance, Memory: WasmMemory, Table: WasmTable, Global: WasmGlobal })) define(kind, "name", name);
define(globalThis, "WebAssembly", webAssembly);
