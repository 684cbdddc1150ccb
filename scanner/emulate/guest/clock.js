// A clock that stands still but for timers, time zones of the persona, and timers on a virtual clock.
const MINUTE = 60000,
  DAY = 86400000;
let virtualNow = 0,
  startedAt = 0,
  tick = 0;
const zoneTables = new RealMap();
const now = () => virtualNow;

// Transition table of a zone: [[from utc ms, offset minutes, abbreviation, long name], ...]; null where there is no such zone.
function zoneTable(name) {
  if (!mapHas(zoneTables, name)) mapSet(zoneTables, name, question("zone", name));
  return mapGet(zoneTables, name);
}
function zoneAt(utc, table) {
  let low = 0,
    high = table.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (table[middle][0] <= utc) low = middle;
    else high = middle - 1;
  }
  return table[low];
}
const localTable = () => zoneTable(world.facts.timezone);
const offsetAt = (utc) => zoneAt(utc, localTable())[1];
function utcOfLocal(local) {
  const first = local - offsetAt(local) * MINUTE;
  return local - offsetAt(first) * MINUTE;
}
const DateUTC = RealDate.UTC;
const rawParse = RealDate.parse;
const HAS_ZONE = /(?:Z|GMT|UTC|[+-]\d\d:?\d\d)\s*(?:\([^)]*\))?\s*$/i;
const DATE_ONLY = /^[+-]?\d{4,6}(?:-\d\d(?:-\d\d)?)?$/;
const testRegExp = uncurry(RegExp.prototype.test);
function parseTime(text) {
  const utc = rawParse(text);
  if (utc !== utc || testRegExp(HAS_ZONE, text) || testRegExp(DATE_ONLY, text)) return utc;
  read("utc_offset");
  return utcOfLocal(rawParse(text + (testRegExp(/T/, text) ? "Z" : " GMT")));
}
function fromFields(parts) {
  read("utc_offset");
  return utcOfLocal(DateUTC(...parts));
}
const inner = {};
for (const name of ["FullYear", "Month", "Date", "Day", "Hours", "Minutes", "Seconds", "Milliseconds"]) {
  inner["getUTC" + name] = uncurry(RealDate.prototype["getUTC" + name]);
  if (name !== "Day") inner["setUTC" + name] = uncurry(RealDate.prototype["setUTC" + name]);
}
const setTime = uncurry(RealDate.prototype.setTime);
const local = (date) => {
  const utc = dateTime(date);
  return new RealDate(utc + offsetAt(utc) * MINUTE);
};

function FakeDate(...parts) {
  if (!new.target) return new FakeDate().toString();
  let time;
  if (parts.length === 0) time = virtualNow;
  else if (parts.length === 1) {
    let only = parts[0];
    if (only instanceof RealDate) time = dateTime(only);
    else {
      if (typeof only === "object" && only !== null)
        only = only[Symbol.toPrimitive] ? only[Symbol.toPrimitive]("default") : only.valueOf() === only ? only.toString() : only.valueOf();
      time = typeof only === "string" ? parseTime(only) : Number(only);
    }
  } else time = fromFields(parts);
  return construct(RealDate, [time], new.target);
}
FakeDate.prototype = RealDate.prototype;
define(FakeDate, "now", () => virtualNow);
define(FakeDate, "parse", (text) => parseTime(RealString(text)));
define(FakeDate, "UTC", DateUTC);
define(FakeDate, "name", "Date");
define(FakeDate, "length", 7);

const two = (n) => (n < 10 ? "0" : "") + n;
const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
function offsetText(minutes) {
  const size = minutes < 0 ? -minutes : minutes;
  return (minutes < 0 ? "-" : "+") + two((size - (size % 60)) / 60) + two(size % 60);
}
const dateText = (l) =>
  `${DAYS[inner.getUTCDay(l)]} ${MONTHS[inner.getUTCMonth(l)]} ${two(inner.getUTCDate(l))} ${inner.getUTCFullYear(l)}`;
const clockText = (l) => `${two(inner.getUTCHours(l))}:${two(inner.getUTCMinutes(l))}:${two(inner.getUTCSeconds(l))}`;
function zoneText(date) {
  const entry = zoneAt(dateTime(date), localTable());
  return `GMT${offsetText(entry[1])} (${entry[3]})`;
}
const methods = {
  toString() {
    if (dateTime(this) !== dateTime(this)) return "Invalid Date";
    read("utc_offset");
    read("timezone");
    const l = local(this);
    return decoded(`${dateText(l)} ${clockText(l)} ${zoneText(this)}`, "format");
  },
  toDateString() {
    read("utc_offset");
    return decoded(dateText(local(this)), "format");
  },
  toTimeString() {
    read("utc_offset");
    read("timezone");
    return decoded(`${clockText(local(this))} ${zoneText(this)}`, "format");
  },
  getTimezoneOffset() {
    read("utc_offset");
    return 0 - offsetAt(dateTime(this));
  },
  getYear() {
    return inner.getUTCFullYear(local(this)) - 1900;
  },
};
for (const name of ["FullYear", "Month", "Date", "Day", "Hours", "Minutes", "Seconds", "Milliseconds"]) {
  methods["get" + name] = function () {
    const utc = dateTime(this);
    if (utc !== utc) return NaN;
    if (name !== "Seconds" && name !== "Milliseconds") read("utc_offset");
    return inner["getUTC" + name](local(this));
  };
  if (name !== "Day")
    methods["set" + name] = function (...values) {
      read("utc_offset");
      const l = local(this);
      inner["setUTC" + name](l, ...values);
      return setTime(this, utcOfLocal(dateTime(l)));
    };
}
for (const name of ownKeys(methods)) define(RealDate.prototype, name, methods[name]);
define(RealDate.prototype, "constructor", FakeDate);
globalThis.Date = FakeDate;

const timers = [];
let timerId = 0;
class Timeout {
  constructor(id, timer) {
    define(this, "id", id);
    define(this, "timer", timer);
    define(this, "isHeld", true);
  }
  ref() {
    define(this, "isHeld", true);
    return this;
  }
  unref() {
    define(this, "isHeld", false);
    return this;
  }
  hasRef() {
    return this.isHeld;
  }
  refresh() {
    const { timer } = this;
    timer.due = virtualNow + timer.wait;
    if (!timers.includes(timer)) push(timers, timer);
    return this;
  }
  [Symbol.dispose]() {
    stopTimer(this);
  }
  close() {
    stopTimer(this);
  }
  [Symbol.toPrimitive]() {
    return this.id;
  }
}
function startTimer(callback, delay, values, every) {
  const wait = delay > 0 ? Number(delay) : every === null ? 0 : 1;
  const id = ++timerId;
  if (wait >= 2) event("delay", { ms: wait, every: every !== null });
  const timer = { id, due: virtualNow + wait, wait, callback: carried(callback), values, every: every === null ? null : wait, isQuiet: false };
  push(timers, timer);
  return new Timeout(id, timer);
}
// A wait of the world's own: the program does not wait, and nothing is told.
function later(callback, wait) {
  push(timers, { id: ++timerId, due: virtualNow + wait, wait, callback, values: [], every: null, isQuiet: false });
}
// A timer that keeps no program alive, such as that of `AbortSignal.timeout`: it runs only while another one waits.
function startQuietTimer(callback, delay) {
  push(timers, { id: ++timerId, due: virtualNow + Number(delay), wait: Number(delay), callback, values: [], every: null, isQuiet: true });
}
function stopTimer(timer) {
  const id = timer && typeof timer === "object" ? timer.id : timer;
  for (let i = 0; i < timers.length; i++)
    if (timers[i].id === id) {
      timers.splice(i, 1);
      return;
    }
}
const INTERVAL_ROUNDS = 3;
// Runs the timer that is due next and moves the clock there. False: none left.
function runTimer() {
  if (!timers.some((one) => !one.isQuiet)) return false;
  let first = 0;
  for (let i = 1; i < timers.length; i++) if (timers[i].due < timers[first].due) first = i;
  const timer = timers.splice(first, 1)[0];
  if (timer.due > virtualNow) virtualNow = timer.due;
  if (timer.every !== null) {
    timer.rounds = (timer.rounds || 0) + 1;
    if (timer.rounds < INTERVAL_ROUNDS) {
      timer.due += timer.every;
      push(timers, timer);
    }
  }
  try {
    if (typeof timer.callback === "function") apply(timer.callback, undefined, timer.values);
  } catch (error) {
    uncaught(error);
  }
  return true;
}
const setTimeoutFn = (callback, delay, ...values) => startTimer(callback, delay, values, null);
const setIntervalFn = (callback, delay, ...values) => startTimer(callback, delay, values, 1);
const setImmediateFn = (callback, ...values) => startTimer(callback, 0, values, null);
for (const [name, value] of Object.entries({
  setTimeout: setTimeoutFn,
  setInterval: setIntervalFn,
  setImmediate: setImmediateFn,
  clearTimeout: stopTimer,
  clearInterval: stopTimer,
  clearImmediate: stopTimer,
}))
  define(globalThis, name, value);
define(globalThis, "performance", {
  now: () => virtualNow - startedAt + (tick += 0.01),
  get timeOrigin() {
    return startedAt;
  },
  toJSON: () => ({ timeOrigin: startedAt }),
});
// A seeded generator (mulberry32): two runs of one persona draw equal numbers.
let seed = 0x2545f491;
function random() {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}
define(Math, "random", random);
const PROMISIFY = Symbol.for("nodejs.util.promisify.custom");
const timerPromise =
  (start) =>
  (...given) => {
    const values = start === setImmediateFn ? [undefined, ...given] : given;
    const [delay, value, options] = values,
      signal = options && options.signal;
    return new RealPromise((done, fail) => {
      if (signal && signal.aborted) return fail(abortError(signal));
      const timer = start === setImmediateFn ? start(() => done(value)) : start(() => done(value), delay);
      if (signal)
        signal.addEventListener("abort", () => {
          stopTimer(timer);
          fail(abortError(signal));
        });
      return undefined;
    });
  };
const timerPromises = {
  setTimeout: timerPromise(setTimeoutFn),
  setImmediate: timerPromise(setImmediateFn),
  async *setInterval(delay, value) {
    for (let i = 0; i < INTERVAL_ROUNDS; i++) {
      await timerPromises.setTimeout(delay);
      yield value;
    }
  },
  scheduler: { wait: (delay, options) => timerPromises.setTimeout(delay, undefined, options), yield: () => timerPromises.setImmediate() },
};
define(setTimeoutFn, PROMISIFY, timerPromises.setTimeout);
define(setImmediateFn, PROMISIFY, timerPromises.setImmediate);
world.builtins.timers = () => ({
  setTimeout: setTimeoutFn,
  setInterval: setIntervalFn,
  setImmediate: setImmediateFn,
  clearTimeout: stopTimer,
  clearInterval: stopTimer,
  clearImmediate: stopTimer,
  promises: timerPromises,
});
world.builtins["timers/promises"] = () => timerPromises;
