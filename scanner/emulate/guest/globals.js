// Globals of Node that no other part lays out: libraries ask for them while they load, and few do anything with them.
const inertClass = (name, Base) => ({ [name]: Base ? class extends Base {} : class {} })[name];
const provide = (name, value) => {
  if (!(name in globalThis)) define(globalThis, name, value);
};
for (const name of [
  "TransformStreamDefaultController",
  "WritableStreamDefaultController",
  "WritableStreamDefaultWriter",
  "ReadableStreamDefaultReader",
  "ReadableStreamBYOBReader",
  "ReadableStreamBYOBRequest",
  "ReadableByteStreamController",
  "ReadableStreamDefaultController",
  "PerformanceEntry",
  "PerformanceMark",
  "PerformanceMeasure",
  "PerformanceObserverEntryList",
  "PerformanceResourceTiming",
  "Crypto",
  "CryptoKey",
  "SubtleCrypto",
])
  provide(name, inertClass(name));
provide("Performance", inertClass("Performance", globalThis.EventTarget));
provide(
  "PerformanceObserver",
  class PerformanceObserver {
    observe() {}
    disconnect() {}
    takeRecords() {
      return [];
    }
    static supportedEntryTypes = [];
  },
);
for (const [name, size] of [
  ["ByteLengthQueuingStrategy", (chunk) => chunk.byteLength],
  ["CountQueuingStrategy", () => 1],
])
  provide(
    name,
    {
      [name]: class {
        constructor(init) {
          this.highWaterMark = init && init.highWaterMark;
          this.size = size;
        }
      },
    }[name],
  );
class PortMessage extends globalThis.Event {
  constructor(type, init) {
    super(type, init);
    this.data = init && init.data;
    this.ports = [];
    this.origin = "";
  }
}
define(PortMessage, "name", "MessageEvent");
provide("MessageEvent", PortMessage);
class CloseNotice extends globalThis.Event {
  constructor(type, init = {}) {
    super(type, init);
    this.code = init.code || 0;
    this.reason = init.reason || "";
    this.wasClean = Boolean(init.wasClean);
  }
}
define(CloseNotice, "name", "CloseEvent");
provide("CloseEvent", CloseNotice);
provide("MessagePort", MessagePort);
provide("MessageChannel", MessageChannel);
// Named channels between those who opened the same name.
const openChannels = new RealMap();
provide(
  "BroadcastChannel",
  class BroadcastChannel extends MessagePort {
    constructor(name) {
      super();
      this.name = RealString(name);
      const all = mapGet(openChannels, this.name) || [];
      push(all, this);
      mapSet(openChannels, this.name, all);
    }
    postMessage(value) {
      const copy = structuredClone(value);
      for (const one of mapGet(openChannels, this.name))
        if (one !== this)
          setImmediateFn(() => {
            one.emit("message", copy);
            one.dispatch(copy);
          });
    }
  },
);
// One thread only: plain access is atomic, and nobody waits.
const exchanged = (change) => (list, at, value) => {
  const before = list[at];
  list[at] = change(before, value);
  return before;
};
provide("Atomics", {
  load: (list, at) => list[at],
  store: (list, at, value) => (list[at] = value),
  add: exchanged((before, value) => before + value),
  sub: exchanged((before, value) => before - value),
  and: exchanged((before, value) => before & value),
  or: exchanged((before, value) => before | value),
  xor: exchanged((before, value) => before ^ value),
  exchange: exchanged((before, value) => value),
  compareExchange: (list, at, expected, value) => {
    const before = list[at];
    if (before === expected) list[at] = value;
    return before;
  },
  isLockFree: () => true,
  wait: (list, at, value, ms) => {
    if (list[at] !== value) return "not-equal";
    if (typeof ms === "number" && ms < Infinity) event("delay", { ms });
    return "timed-out";
  },
  notify: () => 0,
});
