// Where the program decides by a number or digest that it made of something: what it compared, and how that came out. One decision can be
// turned: it is then answered as for a value that nobody knows and that the program looks for.
const decisions = new RealMap();
let decisionCount = 0,
  turnedKey = null,
  lastIndex = 0;
const DECISIONS = 150, // kept of one run
  OPERANDS = 48, // different ones kept of one decision: a list of variables has some thirty
  LEAST = 255; // what is no more than this counts or is a byte
const MADE = /^(?=.*\d)[0-9A-Za-z+/_-]{4,128}={0,2}$/,
  DATED = /^(?:19|20)\d\d[-/]?\d\d[-/]?\d\d/;
function beginDecisions(turned) {
  decisions.clear();
  decisionCount = 0;
  turnedKey = turned ?? null;
}
// Whether a value is one that work on letters makes: no count, offset, time or date, and no text that a persona's values show in.
function isMade(value) {
  if (typeof value === "number") {
    const size = value < 0 ? -value : value;
    return size > LEAST && size % 1 === 0 && !(size <= 900 && size % 15 === 0) && size < 1e12;
  }
  if (typeof value === "bigint") return value > 255n || value < -255n;
  return typeof value === "string" && value.length >= 4 && value.length <= 128 && testRegExp(MADE, value) && !testRegExp(DATED, value) && !isWatched(value);
}
// Takes a decision down; true: it is to be turned.
function decide(key, a, b, held) {
  let known = mapGet(decisions, key);
  if (known === undefined) {
    if (++decisionCount > DECISIONS) return key === turnedKey;
    known = { key, a: [], b: [], held: false, missed: false, met: new RealSet() };
    mapSet(decisions, key, known);
  }
  if (held) known.held = true;
  else known.missed = true;
  keepOperand(known, known.a, "a", a);
  keepOperand(known, known.b, "b", b);
  return key === turnedKey;
}
function keepOperand(known, kept, side, value) {
  if (kept.length >= OPERANDS) return;
  const text = slice(RealString(value), 0, 140);
  if (setHas(known.met, side + text)) return;
  setAdd(known.met, side + text);
  push(kept, text);
}
const turnsSame = (a, b, site, isSame) => typeof a === typeof b && isMade(a) && isMade(b) && decide("at" + site, a, b, isSame);
const textHas = uncurry(String.prototype.includes),
  listHas = uncurry(Array.prototype.includes),
  typedHas = uncurry(Uint8Array.prototype.includes),
  setValues = uncurry(Set.prototype.values),
  mapKeys = uncurry(Map.prototype.keys),
  nextOf = uncurry(getPrototypeOf(new RealSet().values()).next),
  nextKeyOf = uncurry(getPrototypeOf(new RealMap().keys()).next),
  setSize = uncurry(getOwnPropertyDescriptor(Set.prototype, "size").get),
  mapSize = uncurry(getOwnPropertyDescriptor(Map.prototype, "size").get);
// A member of a collection in the place of a value that is looked for in it.
function memberFor(value, first, size, has) {
  if (!isMade(value) || !size || typeof first !== typeof value) return value;
  const list = `list ${size} ${slice(RealString(first), 0, 40)}`;
  return decide(list, value, list, has()) ? first : value;
}
const memberOfList = (list, value) => memberFor(value, list[0], list.length, () => listHas(list, value));
const memberOfTyped = (list, value) => memberFor(value, list[0], list.length, () => typedHas(list, value));
const memberOfSet = (set, value) => (isMade(value) ? memberFor(value, nextOf(setValues(set)).value, setSize(set), () => setHas(set, value)) : value);
const memberOfMap = (map, value) => (isMade(value) ? memberFor(value, nextKeyOf(mapKeys(map)).value, mapSize(map), () => mapHas(map, value)) : value);
function memberOfObject(owner, key, site) {
  if (owner === null || typeof owner !== "object" || isArray(owner) || isView(owner) || !isMade(typeof key === "string" && testRegExp(/^\d+$/, key) ? Number(key) : key)) return key;
  const names = ownKeys(owner);
  const held = getOwnPropertyDescriptor(owner, key) !== undefined;
  if (!names.length || typeof names[0] !== "string") return key;
  return decide("key" + site, key, `${names.length} ${slice(names[0], 0, 40)}`, held) ? names[0] : key;
}
// What the probes of a slice ask, which note nothing else.
define(globalThis, "__unmask_turns", turnsSame);
define(globalThis, "__unmask_member", (owner, key, site) => (typeof key === "string" || typeof key === "number" ? memberOfObject(owner, key, site) : key));
define(globalThis, "__unmask_label", (value, labels, site) => (isMade(value) ? memberFor(value, labels[0], "of " + site, () => listHas(labels, value)) : value));
// A part of a text, in the place of one that is looked for in it: a digest by what it begins with, a list of digests by one of them.
function partFor(text, part, how) {
  if (typeof part !== "string" || part.length < 2 || part.length > text.length) return part;
  const has = () => textHas(text, part);
  const isTurned = (isMade(text) && decide(`${how} of ${part}`, text, part, has())) || (text.length > 8 && isMade(part) && decide(`${how} in ${text.length} ${slice(text, 0, 40)}`, part, text, has()));
  if (!isTurned) return part;
  return how === "endsWith" ? slice(text, text.length - part.length) : slice(text, 0, part.length);
}
const turnsPattern = (source, text, test) => isMade(text) && decide("pattern " + slice(source, 0, 200), text, source, test());
const hexBytes = (bytes) => {
  let out = "";
  for (let i = 0; i < bytes.length && i < 64; i++) out += (bytes[i] < 16 ? "0" : "") + hex(bytes[i], 16);
  return out;
};
// Two byte strings of equal length, of which one may be stated: nobody knows yet which.
function turnsBytes(a, b, isSame) {
  if (a.length !== b.length || a.length < 2) return false;
  const [x, y] = [hexBytes(a), hexBytes(b)];
  const first = decide("bytes " + y, x, y, isSame);
  return decide("bytes " + x, y, x, isSame) || first;
}
define(globalThis, "__unmask_at", (value, bits) => {
  lastIndex = (typeof value === "bigint" ? Number(value) : value) * bits;
  return value;
});
define(globalThis, "__unmask_bit", (a, b, site) => {
  const index = lastIndex;
  lastIndex = 0;
  const found = a & b;
  if (!decide("bit" + site, index, `${a} ${b}`, !!found) || found) return found;
  return typeof found === "bigint" ? 1n : typeof b === "number" && b ? b : 1;
});
