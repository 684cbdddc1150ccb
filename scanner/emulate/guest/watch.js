// What the program compares a persona's values with, and what its decoders give: the source of values to try.
let watched = [],
  compared = [],
  texts = [],
  textChars = 0;
// The newest of many: libraries note much while they are loaded, and what the program itself does comes last.
class Newest {
  constructor(most) {
    Object.assign(this, { most, held: [], count: 0 });
  }
  add(one) {
    this.held[this.count++ % this.most] = one;
  }
  // In order; where some were forgotten the newest come first.
  all() {
    const out = [];
    if (this.count <= this.most) for (let i = 0; i < this.count; i++) push(out, this.held[i]);
    else for (let i = this.count - 1; i >= this.count - this.most; i--) push(out, this.held[i % this.most]);
    return out;
  }
}
const LISTS = 150, // kept of those that no value of the persona was looked for in
  JOINED = 400, // kept of the texts that were put together or taken apart
  JOINED_CHARS = 6000, // what is longer is kept apart, up to so much of all
  LONG_CHARS = 200000;
let longChars = 0,
  lists = new Newest(LISTS),
  joined = new Newest(JOINED);
function forgetNotes() {
  compared = [];
  texts = [];
  textChars = longChars = 0;
  lists = new Newest(LISTS);
  joined = new Newest(JOINED);
}
const plainIncludes = uncurry(String.prototype.includes);
const watchedExactly = new RealSet(),
  judged = new RealMap();
let shortest = 0,
  judgedCount = 0;
// Called at the start of a run. Comparisons are many and values few: what was judged once is remembered.
function watch(list, parts) {
  watched = list.filter((text) => text.length > 3);
  watchedExactly.clear();
  comparedOnce.clear();
  fillBytes(ran, 0);
  judged.clear();
  judgedCount = 0;
  beginDecisions(facts().turned);
  for (const text of list) setAdd(watchedExactly, text);
  for (const text of parts) setAdd(watchedExactly, text);
  shortest = watched.reduce((least, text) => (text.length < least ? text.length : least), 400);
}
function isWatched(text) {
  if (typeof text !== "string" || text.length < 2 || text.length > 400) return false;
  if (setHas(watchedExactly, text)) return true;
  if (text.length <= shortest) return false;
  const known = mapGet(judged, text);
  if (known !== undefined) return known;
  let found = false;
  for (let i = 0; i < watched.length && !found; i++) found = watched[i].length < text.length && plainIncludes(text, watched[i]);
  if (judgedCount++ < 4000) mapSet(judged, text, found);
  return found;
}
let watching = false;
const comparedOnce = new RealSet(); // comparisons in loops are told once
const OWN = new RealSet([...ownPatterns, "class", "/", "./", "../", "file://", "node:", "--", "-", "data:"]); // what the world itself looks for
function compare(list, how, value) {
  if ((compared.length >= 300 && value !== "") || (list.length === 1 && setHas(OWN, list[0]))) return;
  const kept = [];
  const most = how === "pattern" ? 4000 : 120; // a pattern has alternatives
  for (let i = 0; i < list.length && kept.length < 600; i++)
    if (typeof list[i] === "string" && list[i].length > 0 && list[i].length < most) push(kept, list[i]);
  if (!kept.length) return;
  if (kept.length < 3) {
    const mark = how + "\n" + value + "\n" + kept[0] + "\n" + kept[1];
    if (setHas(comparedOnce, mark)) return;
    setAdd(comparedOnce, mark);
  }
  if (value === "") lists.add({ how, list: kept, value });
  else push(compared, { how, list: kept, value });
}
const sawSame = (a, b) => {
  if (watching) return;
  if (isWatched(a)) compare([b], "same", a);
  else if (isWatched(b)) compare([a], "same", b);
};
// What `instrument.py` puts around the operands of operators.
const fillBytes = uncurry(Uint8Array.prototype.fill),
  findByte = uncurry(Uint8Array.prototype.indexOf);
const ran = new RealUint8Array(1 << 16);
define(globalThis, "__unmask_ran", ran);
define(globalThis, "__unmask_same", (a, b, site) => {
  if (typeof a === "string" && typeof b === "string") sawSame(a, b);
  return turnsSame(a, b, site, a === b) || a === b;
});
define(globalThis, "__unmask_like", (a, b, site) => {
  if (typeof a === "string" && typeof b === "string") sawSame(a, b);
  return turnsSame(a, b, site, a == b) || a == b;
});
define(globalThis, "__unmask_case", (value, labels, site) => {
  if (typeof value === "string" && !watching && isWatched(value)) compare(labels, "list", value);
  return __unmask_label(value, labels, site);
});
function sawKey(owner, key) {
  if (watching || typeof key !== "string" || !isWatched(key)) return;
  if (owner === null || (typeof owner !== "object" && typeof owner !== "function")) return;
  watching = true;
  try {
    compare(ownKeys(owner), "list", key);
  } catch (error) {
    // a stand-in that lists no keys
  } finally {
    watching = false;
  }
}
define(globalThis, "__unmask_in", (key, owner, site) => {
  sawKey(owner, key);
  return memberOfObject(owner, key, site) in owner;
});
define(globalThis, "__unmask_key", (owner, key, site) => {
  if (typeof key === "string") sawKey(owner, key);
  return typeof key === "string" || typeof key === "number" ? memberOfObject(owner, key, site) : key;
});
// A text that was put together at run time.
function decoded(text, how) {
  if (watching || typeof text !== "string" || text.length <= 3 || text.length >= 200000) return text;
  if (how === "join" || how === "split") {
    if (text.length < JOINED_CHARS) joined.add({ text, how });
    else if ((longChars += text.length) < LONG_CHARS) push(texts, { text, how });
  } else if (textChars < 400000 && texts.length < 600) {
    textChars += text.length;
    push(texts, { text, how });
  }
  return text;
}
// look: may put another value in the place of the first, or give the answer in a list.
function wrap(owner, name, look) {
  const original = owner[name];
  const plain = uncurry(original);
  const wrapped = {
    [name](...values) {
      if (!watching) {
        watching = true;
        try {
          const answer = look(this, values);
          if (answer !== undefined) return answer[0];
        } finally {
          watching = false;
        }
      }
      return apply(original, this, values);
    },
  }[name];
  define(wrapped, "length", original.length);
  define(owner, name, wrapped);
  return plain;
}
// Whether a pattern fits, without moving the place from which it looks on.
function fits(pattern, text) {
  const at = pattern.lastIndex;
  const found = testRegExp(pattern, text);
  pattern.lastIndex = at;
  return found;
}
for (const name of ["includes", "startsWith", "endsWith", "indexOf", "search", "match", "localeCompare"]) {
  wrap(String.prototype, name, (self, values) => {
    const other = values[0];
    const text = RealString(self);
    if (isWatched(text)) {
      if (typeof other === "string") compare([other], name, text);
      else if (other instanceof RealRegExp) compare([regExpSource(other)], "pattern", text);
    } else if (isWatched(other)) compare([text], name, other);
    else if (typeof other === "string" && name !== "localeCompare") values[0] = partFor(text, other, name);
    else if (name === "match" && other instanceof RealRegExp && turnsPattern(regExpSource(other), text, () => fits(other, text))) return [[text, text]];
  });
}
for (const name of ["includes", "indexOf", "lastIndexOf"])
  wrap(Array.prototype, name, (self, values) => {
    if (isWatched(values[0])) compare(self, "list", values[0]);
    else if (isMade(values[0]) && isArray(self)) values[0] = memberOfList(self, values[0]);
  });
for (const name of ["includes", "indexOf", "lastIndexOf"])
  wrap(getPrototypeOf(RealUint8Array.prototype), name, (self, values) => {
    if (isMade(values[0])) values[0] = memberOfTyped(self, values[0]);
  });
for (const name of ["some", "find", "every", "findIndex", "filter"])
  wrap(Array.prototype, name, (self) => {
    if (self.length > 2 && self.length < 5000 && typeof self[0] === "string") compare(self, "list", "");
  });
wrap(Set.prototype, "has", (self, values) => {
  if (isWatched(values[0])) {
    const list = [];
    setForEach(self, (item) => push(list, item));
    compare(list, "list", values[0]);
  } else values[0] = memberOfSet(self, values[0]);
});
for (const name of ["has", "get"])
  wrap(Map.prototype, name, (self, values) => {
    if (isWatched(values[0])) {
      const list = [];
      mapForEach(self, (item, key) => push(list, key));
      compare(list, "list", values[0]);
    } else values[0] = memberOfMap(self, values[0]);
  });
for (const name of ["test", "exec"])
  wrap(RegExp.prototype, name, (self, values) => {
    const text = values[0];
    if (setHas(OWN, regExpSource(self))) return; // the world's own ask the engine for `exec`, too
    if (isWatched(text)) compare([regExpSource(self)], "pattern", text);
    else if (turnsPattern(regExpSource(self), text, () => fits(self, text))) return name === "test" ? [true] : [[text, text]];
  });
wrap(Object, "hasOwn", (self, values) => {
  if (isWatched(values[1])) compare(ownKeys(values[0]), "list", values[1]);
  else if (isMade(values[1])) values[1] = memberOfObject(values[0], values[1], "hasOwn");
});
wrap(Object.prototype, "hasOwnProperty", (self, values) => {
  if (isWatched(values[0])) compare(ownKeys(self), "list", values[0]);
  else if (isMade(values[0])) values[0] = memberOfObject(self, values[0], "hasOwnProperty");
});
const nativeJoin = uncurry(Array.prototype.join),
  nativeSplit = uncurry(String.prototype.split);
define(Array.prototype, "join", function join(separator) {
  const text = nativeJoin(this, separator);
  return this.length > 2 ? decoded(text, "join") : text;
});
define(String.prototype, "split", function split(separator, limit) {
  if (this.length > 15 && this.length < 200000) decoded(RealString(this), "split");
  return nativeSplit(this, separator, limit);
});
const nativeFromCharCode = String.fromCharCode;
define(String, "fromCharCode", function (...codes) {
  const text = apply(nativeFromCharCode, String, codes);
  return codes.length > 3 ? decoded(text, "char_codes") : text;
});
// A server that says yes to whatever its answer is looked up for says so within that, too: `flags.sampling?.rate`. What it said yes to stays
// a plain `true`, as it may be compared with that. What arrays, texts and promises have it is not asked for.
const OF_OTHER_KINDS = /^(?:length|size|then|toJSON|nodeType|map|filter|forEach|reduce|find|some|every|includes|indexOf|join|slice|split|trim|match|replace|startsWith|endsWith)$/;
let isAffirming = false;
function affirmWithin() {
  if (isAffirming) return;
  isAffirming = true;
  const within = { get: (target, name, self) => (name in target || typeof name !== "string" || self !== true || testRegExp(OF_OTHER_KINDS, name) ? target[name] : true) };
  Object.setPrototypeOf(Boolean.prototype, new RealProxy(Object.prototype, within));
}
// Settings of the tool whose names are not known yet: each name asked for is told to the host.
const HOLDERS = /^(api|auth|provider|providers|server|llm|settings|defaults?|options|profile|profiles|account|user|network|config|client|connection|http)$/i;
const settingsOf = (path, prefix, known = {}) =>
  new RealProxy(known, {
    get(target, name) {
      if (typeof name !== "string" || name in target) return target[name];
      if (name === "toJSON" || name === "then") return undefined;
      const full = prefix + name;
      const value = question("setting", { path, name: full });
      if (value === true) affirmWithin();
      if (value !== null) return value;
      return testRegExp(HOLDERS, name) ? (target[name] = settingsOf(path, full + ".")) : undefined;
    },
    has: (target, name) => name in target || (typeof name === "string" && question("setting", { path, name: prefix + name }) !== null),
  });
define(JSON, "parse", function parse(text, reviver) {
  if (typeof text === "string" && text.length < 8000 && plainIncludes(text, facts().settings_mark)) {
    const mark = facts().settings_mark;
    const { [mark]: path, ...known } = reviver === undefined ? parseJson(text) : parseJson(text, reviver);
    if (typeof path === "string") return settingsOf(path, "", known);
  }
  return reviver === undefined ? parseJson(text) : parseJson(text, reviver);
});
