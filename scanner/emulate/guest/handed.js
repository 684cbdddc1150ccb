// What exported functions hand back and classes make: a client has methods that only its user calls, a middleware is a function.
const HANDED_CALLS = 30, // of one run
  HANDED_DEPTH = 3;
let handedLeft = 0;
const FIRST = /^(?:chat|complet|create|ask|send|post|request|generat|messag|run|invoke|query|prompt|stream|call|exec|fetch|track|captur|respond|reply|process|handle|dispatch|init|start|connect)/i,
  LAST = /^(?:use|on|once|off|set|add|register|configure|with|plugin|mount|before|after|intercept)/, // what is set by made-up arguments spoils the rest
  NEVER = /^(?:close|destroy|end|dispose|abort|stop|disconnect|shutdown|reset|clear|exit|kill|quit|terminate|delete|remove|uninstall|unref|constructor|then|catch|finally|toJSON|toString|valueOf|inspect)/i;
const fileOf = uncurry(getOwnPropertyDescriptor(Function.prototype, "fileName").get);
const WORLD_FILE = fileOf(quiet);
// Whether the program wrote a function: what the world or the engine made needs no calling.
function isOfProgram(run) {
  try {
    const file = fileOf(run);
    return file !== undefined && file !== WORLD_FILE;
  } catch (error) {
    return false; // a proxy
  }
}
// Fields of an object and of what it inherits from the program: [name, value], those that speak to somebody first.
function partsHanded(value) {
  const found = new RealMap();
  for (let owner = value, step = 0; owner !== null && owner !== Object.prototype && step < 6; owner = getPrototypeOf(owner), step++)
    for (const name of ownKeys(owner)) {
      if (typeof name !== "string" || name[0] === "_" || mapHas(found, name) || testRegExp(NEVER, name)) continue;
      const field = getOwnPropertyDescriptor(owner, name);
      if (!field || (field.get && !isOfProgram(field.get))) continue;
      let item = field.value;
      try {
        if (field.get) item = apply(field.get, value, []);
      } catch (error) {
        continue;
      }
      if (typeof item === "function" ? isOfProgram(item) : item !== null && typeof item === "object" && owner === value) mapSet(found, name, item);
      if (mapSize(found) >= 60) break;
    }
  const parts = [];
  mapForEach(found, (item, name) => push(parts, [name, item]));
  const rank = ([name, item]) => (typeof item !== "function") + 2 * !testRegExp(FIRST, name) + 4 * testRegExp(LAST, name);
  return parts.sort((a, b) => rank(a) - rank(b));
}
const isLeaf = (value) => isArray(value) || isView(value) || value instanceof RealPromise || value instanceof RealMap || value instanceof RealSet || value instanceof RealError || value instanceof RealDate || value instanceof RealRegExp;
const handedOnce = new RealSet();
let handedWaiting = null; // null: what calls give is not asked for
function beginHanded() {
  handedWaiting = null;
  handedLeft = HANDED_CALLS;
  handedOnce.clear();
}
function openHanded() {
  handedWaiting = [];
}
function handOver(value) {
  if (handedWaiting !== null && value !== null && (typeof value === "object" || typeof value === "function") && handedWaiting.length < HANDED_CALLS) push(handedWaiting, value);
}
function useAllHanded() {
  const waiting = handedWaiting ?? [];
  handedWaiting = null;
  for (const value of waiting) useHanded(value, 1);
  return waiting.length > 0;
}
// Options with addresses, which others are taken without so that the program finds its own: of the gateway that the user has.
const addressedOptions = () => {
  const made = sampleOptions();
  const address = question("setting", { path: "options", name: "baseURL" }) ?? "https://api.example.net/v1";
  for (const name of ["baseURL", "baseUrl", "base_url", "endpoint", "host", "apiUrl", "apiBase", "serverUrl"]) made[name] = address;
  return made;
};
const madeWith = (made, values) => {
  try {
    return new made(...values);
  } catch (error) {
    return undefined; // of other arguments, then
  }
};
// An instance of a class, by what it may want; undefined: none can be made.
function madeOf(made) {
  const names = /\bconstructor\s*\(([^)]*)\)/.exec(slice(functionText(made), 0, 20000));
  const wanted = names && parameterNames(`function (${names[1]})`).map(sampleFor);
  for (const values of [() => [sampleOptions()], () => [addressedOptions(), addressedOptions()], () => wanted]) {
    const instance = values() && madeWith(made, values());
    if (instance !== undefined) return instance;
  }
}
// Calls what was handed back. What these calls return tells nothing of its own; what leaves through them does.
function useHanded(value, depth) {
  if (value === null || handedLeft <= 0 || depth > HANDED_DEPTH || world.hasExited) return;
  if (typeof value === "function") return isOfProgram(value) && !isClass(value) ? callHanded(value, undefined, depth) : undefined;
  if (typeof value !== "object" || isLeaf(value) || setHas(handedOnce, value)) return;
  setAdd(handedOnce, value);
  if (value instanceof McpServer || value instanceof ProtocolEnd) return talk.isOn ? undefined : void value.connect(new StdioTransport()).catch(quiet);
  for (const [, item] of partsHanded(value))
    if (typeof item !== "function") useHanded(item, depth + 1);
    else if (!isClass(item)) callHanded(item, value, depth);
}
function callHanded(run, self, depth) {
  if (handedLeft-- <= 0) return;
  try {
    const given = apply(run, self, parametersOf(run).map((name) => (testRegExp(/^(?:path|pathname|route|resource)$/i, name) ? "/v1/messages" : sampleFor(name))));
    handedBy(given, depth + 1);
  } catch (error) {
    // what a made-up argument leads to is no failure of the program
  }
}
// Takes what a call gave, now or later, or one after the other.
function handedBy(given, depth) {
  if (given === null || (typeof given !== "object" && typeof given !== "function")) return;
  if (typeof given.then === "function") return void RealPromise.resolve(given).then((value) => useHanded(value, depth), quiet);
  if (typeof given[Symbol.asyncIterator] === "function" && typeof given.next === "function") return void takeSome(given);
  if (typeof given.next === "function" && typeof given[Symbol.iterator] === "function")
    for (let i = 0; i < 50 && !given.next().done; i++);
  else useHanded(given, depth);
}
async function takeSome(steps) {
  try {
    for (let i = 0; i < 50 && !(await steps.next()).done; i++);
  } catch (error) {
    // as above
  }
}
