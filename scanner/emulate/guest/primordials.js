// What the recorder needs of the language, taken before any guest code runs, and the one way to the host.
const ask = globalThis.__unmask_ask;
delete globalThis.__unmask_ask;
const { apply, construct, ownKeys, getOwnPropertyDescriptor, defineProperty, getPrototypeOf } = Reflect;
// method -> function of `this` and the arguments; bound, so that no frame of JavaScript lies between.
const uncurry = Function.prototype.bind.bind(Function.prototype.call);
const parseJson = JSON.parse;
const nativeJson = JSON.stringify;
const isArray = Array.isArray;
const isView = ArrayBuffer.isView;
const RealDate = Date;
const RealPromise = Promise;
const RealError = Error;
const RealMap = Map;
const RealSet = Set;
const RealRegExp = RegExp;
const RealProxy = Proxy;
const RealUint8Array = Uint8Array;
const RealString = String;
const indirectEval = eval;
const freeze = Object.freeze;
const charCodeAt = uncurry(String.prototype.charCodeAt);
const slice = uncurry(String.prototype.slice);
const hex = uncurry(Number.prototype.toString);
const push = uncurry(Array.prototype.push);
const mapGet = uncurry(Map.prototype.get);
const mapSet = uncurry(Map.prototype.set);
const mapHas = uncurry(Map.prototype.has);
const mapDelete = uncurry(Map.prototype.delete);
const mapForEach = uncurry(Map.prototype.forEach);
const setHas = uncurry(Set.prototype.has);
const setAdd = uncurry(Set.prototype.add);
const setDelete = uncurry(Set.prototype.delete);
const setForEach = uncurry(Set.prototype.forEach);
const dateTime = uncurry(Date.prototype.getTime);
const toIso = uncurry(Date.prototype.toISOString);
const regExpSource = uncurry(getOwnPropertyDescriptor(RegExp.prototype, "source").get);

const define = (target, name, value) => defineProperty(target, name, { value, writable: true, configurable: true, enumerable: false });
// The engine gives a negative number back where all bits of its words are asked for.
{
  const { asUintN } = BigInt;
  define(BigInt, "asUintN", function (bits, value) {
    const cut = asUintN(bits, value);
    return cut < 0n ? cut + (1n << BigInt(bits)) : cut;
  });
  define(BigInt.asUintN, "name", "asUintN");
}
// A JSON string: of a primitive text the engine asks no method that guest code could have put there.
const quoted = (text) => nativeJson(text);

const MAX_DEPTH = 12,
  MAX_ITEMS = 5000,
  MAX_TEXT = 1 << 20;

// Any value as JSON text, without calling a method that guest code could have put there.
function jsonOf(value, depth = 0, seen = new RealSet()) {
  switch (typeof value) {
    case "string":
      return quoted(value.length > MAX_TEXT ? slice(value, 0, MAX_TEXT) : value);
    case "number":
      return value - value === 0 ? (1 / value < 0 && value === 0 ? '"-0"' : "" + value) : quoted("" + value);
    case "boolean":
      return value ? "true" : "false";
    case "undefined":
      return "null";
    case "bigint":
      return quoted(value + "n");
    case "symbol":
      return '"(symbol)"';
    case "function":
      return '"(function)"';
  }
  if (value === null) return "null";
  if (depth > MAX_DEPTH || setHas(seen, value)) return '"(deep)"';
  setAdd(seen, value);
  const text = objectJson(value, depth, seen);
  setDelete(seen, value);
  return text;
}

function objectJson(value, depth, seen) {
  try {
    if (value instanceof RealDate) return quoted(toIso(value));
    if (value instanceof RealRegExp) return quoted("/" + regExpSource(value) + "/");
    if (value instanceof RealError) return '{"error":' + jsonOf(value.message, depth + 1, seen) + "}";
    if (isView(value)) return value.length > 4096 ? '"(bytes)"' : quoted(bytesText(value));
    let out = "",
      count = 0;
    const add = (item) => {
      if (count++ < MAX_ITEMS) out += (out ? "," : "") + item;
    };
    if (value instanceof RealSet) {
      setForEach(value, (item) => add(jsonOf(item, depth + 1, seen)));
      return "[" + out + "]";
    }
    if (value instanceof RealMap) {
      mapForEach(value, (item, key) => add("[" + jsonOf(key, depth + 1, seen) + "," + jsonOf(item, depth + 1, seen) + "]"));
      return '{"map":[' + out + "]}";
    }
    if (isArray(value)) {
      for (let i = 0; i < value.length && i < MAX_ITEMS; i++) add(jsonOf(value[i], depth + 1, seen));
      return "[" + out + "]";
    }
    const keys = ownKeys(value);
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i];
      if (typeof key !== "string") continue;
      const field = getOwnPropertyDescriptor(value, key);
      if (!field || !field.enumerable) continue;
      const item = field.get ? apply(field.get, value, []) : field.value;
      if (item === undefined || typeof item === "function") continue;
      add(quoted(key) + ":" + jsonOf(item, depth + 1, seen));
    }
    return "{" + out + "}";
  } catch (error) {
    return '"(unreadable)"';
  }
}

function bytesText(view) {
  let out = "";
  for (let i = 0; i < view.length; i++) out += RealString.fromCharCode(view[i] & 255);
  return out;
}

// What happened and is not yet told to the host. Whatever leaves the program is told at once.
let waiting = "",
  waitingCount = 0;
const PATIENT = 48;
function flush() {
  if (!waitingCount) return;
  const text = waiting;
  waiting = "";
  waitingCount = 0;
  ask("events\n[" + text + "]");
}
// One question to the host. Answers are JSON; `null` where the world has none.
function question(kind, value) {
  if (world.hasExited && (kind === "request" || kind === "command" || kind === "call")) throw new Exit("exit");
  flush();
  const text = ask(kind + "\n" + jsonOf(value));
  return text === null || text === undefined ? null : parseJson(text);
}
// A question about bytes: they cross whole, as base64, whatever their size.
function askAboutBytes(kind, fields, bytes) {
  flush();
  const text = ask(kind + '\n{"data":"' + base64Text(bytes, false) + '",' + slice(jsonOf(fields), 1));
  return text === null || text === undefined ? null : parseJson(text);
}
// `unopened`: an object of the world that is named and not looked into where the value holds it.
function event(kind, value, unopened) {
  if (world.hasExited && kind !== "error") return; // what comes after `process.exit` was never to be
  const seen = new RealSet();
  if (unopened !== undefined) setAdd(seen, unopened);
  const text = "[" + quoted(kind) + "," + jsonOf(value, 0, seen) + "]"; // first: a getter in the value may ask the host itself
  waiting += (waitingCount++ ? "," : "") + text;
  if (waitingCount >= PATIENT || kind === "file" || kind === "lookup" || kind === "frame") flush();
}

const askedGaps = new RealSet();
// Something that the world cannot answer: named once.
function gap(what) {
  if (setHas(askedGaps, what)) return;
  setAdd(askedGaps, what);
  event("gap", { what });
}

// Signals that were read in this run: told to the host once each.
const told = new RealSet();
function read(signal) {
  if (setHas(told, signal)) return;
  setAdd(told, signal);
  event("read", signal);
}
const INSPECT = Symbol.for("nodejs.util.inspect.custom");
const world = { facts: null, builtins: Object.create(null) };
