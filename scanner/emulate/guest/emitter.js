// Event emitters, as functions: old code calls them on objects of its own.
const nodeError = (Kind, code, text, more) => {
  const error = new Kind(text);
  define(error, "code", code);
  defineProperty(error, "code", { value: code, enumerable: true, writable: true, configurable: true });
  return more ? Object.assign(error, more) : error;
};
const checkListener = (listener) => {
  if (typeof listener !== "function")
    throw nodeError(TypeError, "ERR_INVALID_ARG_TYPE", `The "listener" argument must be of type function. Received ${describeType(listener)}`);
};
// Runs after the code that is running now; what it throws ends nothing but itself.
const soon = (call, ...values) => {
  const inside = carried(call);
  queueMicrotaskFn(() => {
    try {
      inside(...values);
    } catch (error) {
      uncaught(error);
    }
  });
};
const queueMicrotaskFn = globalThis.queueMicrotask ?? ((call) => RealPromise.resolve().then(call));
// The object on which a class is called as a function, as old code does that inherits from it: it takes the place of the one that is made.
let adopted;
function takenOver(Base, options) {
  const self = adopted;
  adopted = undefined;
  Base.call(self, options);
  return self;
}
// A class that may be called without `new`, too.
const callableClass = (kind) =>
  new RealProxy(kind, {
    apply(target, self, values) {
      if (!(self instanceof target)) return new target(...values);
      adopted = self;
      try {
        const made = construct(target, values);
        return made === self ? undefined : Object.assign(self, made);
      } finally {
        adopted = undefined;
      }
    },
  });
function EventEmitter(options) {
  if (adopted !== undefined && new.target !== undefined) return takenOver(EventEmitter, options);
  EventEmitter.init.call(this, options);
  return undefined;
}
EventEmitter.init = function (options) {
  if (this._events === undefined || this._events === getPrototypeOf(this)._events) {
    this._events = Object.create(null);
    this._eventsCount = 0;
  }
  if (this._maxListeners === undefined) this._maxListeners = undefined;
  if (options && options.captureRejections) define(this, CAPTURES, true);
};
const CAPTURES = Symbol("captures rejections");
const REJECTION = Symbol.for("nodejs.rejection");
const ERROR_MONITOR = Symbol("events.errorMonitor");
const listOf = (emitter, name) => {
  const events = emitter._events;
  const held = events === undefined || events === null ? undefined : events[name];
  return held === undefined ? [] : typeof held === "function" ? [held] : held;
};
function addListener(emitter, name, listener, first) {
  checkListener(listener);
  if (emitter._events === undefined || emitter._events === null) {
    emitter._events = Object.create(null);
    emitter._eventsCount = 0;
  }
  if (emitter._events.newListener !== undefined) emitter.emit("newListener", name, listener.listener ?? listener);
  const list = listOf(emitter, name);
  if (!list.length) emitter._eventsCount++;
  emitter._events[name] = list.length ? (first ? [listener, ...list] : [...list, listener]) : listener;
  return emitter;
}
function onceWrapper(emitter, name, listener) {
  checkListener(listener);
  let done = false;
  const wrapped = function (...values) {
    if (done) return undefined;
    done = true;
    emitter.removeListener(name, wrapped);
    return apply(listener, emitter, values);
  };
  wrapped.listener = listener;
  return wrapped;
}
function rejected(emitter, error, name, values) {
  if (typeof emitter[REJECTION] === "function") emitter[REJECTION](error, name, ...values);
  else emitter.emit("error", error);
}
function callListener(emitter, listener, name, values) {
  const result = apply(listener, emitter, values);
  if (emitter[CAPTURES] && result && typeof result.then === "function") result.then(undefined, (error) => soon(rejected, emitter, error, name, values));
}
Object.assign(EventEmitter.prototype, {
  on(name, listener) {
    return addListener(this, name, listener, false);
  },
  prependListener(name, listener) {
    return addListener(this, name, listener, true);
  },
  once(name, listener) {
    return this.on(name, onceWrapper(this, name, listener));
  },
  prependOnceListener(name, listener) {
    return this.prependListener(name, onceWrapper(this, name, listener));
  },
  removeListener(name, listener) {
    checkListener(listener);
    const list = listOf(this, name);
    let at = -1;
    for (let i = list.length - 1; i >= 0 && at < 0; i--) if (list[i] === listener || list[i].listener === listener) at = i;
    if (at < 0) return this;
    if (list.length === 1) {
      delete this._events[name];
      this._eventsCount--;
    } else this._events[name] = [...list.slice(0, at), ...list.slice(at + 1)];
    if (this._events.removeListener !== undefined) this.emit("removeListener", name, listener);
    return this;
  },
  removeAllListeners(name) {
    if (this._events === undefined || this._events === null) return this;
    if (name === undefined) {
      this._events = Object.create(null);
      this._eventsCount = 0;
    } else if (this._events[name] !== undefined) {
      delete this._events[name];
      this._eventsCount--;
    }
    return this;
  },
  emit(name, ...values) {
    if (name === "error" && this._events && this._events[ERROR_MONITOR] !== undefined) this.emit(ERROR_MONITOR, ...values);
    const list = listOf(this, name);
    if (!list.length) {
      if (name !== "error") return false;
      if (values[0] instanceof RealError) throw values[0];
      throw nodeError(RealError, "ERR_UNHANDLED_ERROR", `Unhandled error. (${values[0] === undefined ? "undefined" : inspect(values[0])})`, { context: values[0] });
    }
    for (let i = 0; i < list.length; i++) callListener(this, list[i], name, values);
    return true;
  },
  listenerCount(name, listener) {
    const list = listOf(this, name);
    return listener === undefined ? list.length : list.filter((one) => one === listener || one.listener === listener).length;
  },
  listeners(name) {
    return listOf(this, name).map((one) => one.listener ?? one);
  },
  rawListeners(name) {
    return [...listOf(this, name)];
  },
  eventNames() {
    return this._events ? ownKeys(this._events) : [];
  },
  setMaxListeners(count) {
    this._maxListeners = count;
    return this;
  },
  getMaxListeners() {
    return this._maxListeners ?? EventEmitter.defaultMaxListeners;
  },
});
EventEmitter.prototype.addListener = EventEmitter.prototype.on;
EventEmitter.prototype.off = EventEmitter.prototype.removeListener;
for (const name of ownKeys(EventEmitter.prototype)) define(EventEmitter.prototype, name, EventEmitter.prototype[name]);
for (const name of ["_events", "_eventsCount", "_maxListeners"]) define(EventEmitter.prototype, name, undefined);

const listenTo = (emitter, name, listener, options) => {
  if (typeof emitter.on === "function") emitter[options && options.once ? "once" : "on"](name, listener);
  else emitter.addEventListener(name, listener, options);
};
const unlisten = (emitter, name, listener) =>
  typeof emitter.removeListener === "function" ? emitter.removeListener(name, listener) : emitter.removeEventListener(name, listener);
const abortError = (signal) =>
  nodeError(RealError, "ABORT_ERR", "The operation was aborted", { name: "AbortError", ...(signal && signal.reason !== undefined ? { cause: signal.reason } : {}) });
function eventOnce(emitter, name, options) {
  const signal = options && options.signal;
  return new RealPromise((done, fail) => {
    if (signal && signal.aborted) return fail(abortError(signal));
    const onError = (error) => {
      unlisten(emitter, name, onEvent);
      fail(error);
    };
    const onEvent = (...values) => {
      if (name !== "error" && typeof emitter.on === "function") unlisten(emitter, "error", onError);
      done(values);
    };
    listenTo(emitter, name, onEvent, { once: true });
    if (name !== "error" && typeof emitter.on === "function") emitter.once("error", onError);
    if (signal) signal.addEventListener("abort", () => onError(abortError(signal)), { once: true });
  });
}
function eventsOf(emitter, name, options) {
  const list = [],
    waiting = [];
  let isOver = false,
    failure = null;
  const take = (...values) => (waiting.length ? waiting.shift().done({ value: values, done: false }) : push(list, values));
  const end = () => {
    isOver = true;
    unlisten(emitter, name, take);
    if (name !== "error" && typeof emitter.on === "function") unlisten(emitter, "error", fail);
    for (const one of waiting.splice(0)) one.done({ value: undefined, done: true });
    return RealPromise.resolve({ value: undefined, done: true });
  };
  const fail = (error) => {
    if (waiting.length) waiting.shift().fail(error);
    else failure = error;
    end();
  };
  listenTo(emitter, name, take);
  if (name !== "error" && typeof emitter.on === "function") emitter.on("error", fail);
  for (const ending of (options && options.close) || []) emitter.on(ending, end);
  if (options && options.signal) options.signal.addEventListener("abort", () => fail(abortError(options.signal)), { once: true });
  return {
    next() {
      if (list.length) return RealPromise.resolve({ value: list.shift(), done: false });
      if (failure) {
        const error = failure;
        failure = null;
        return RealPromise.reject(error);
      }
      return isOver ? RealPromise.resolve({ value: undefined, done: true }) : new RealPromise((done, fail) => waiting.push({ done, fail }));
    },
    return: end,
    throw: (error) => {
      fail(error);
      return RealPromise.reject(error);
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
class EventEmitterAsyncResource extends EventEmitter {
  asyncId = 1;
  triggerAsyncId = 0;
  emitDestroy() {}
}
Object.assign(EventEmitter, {
  EventEmitter,
  default: EventEmitter,
  EventEmitterAsyncResource,
  once: eventOnce,
  on: eventsOf,
  defaultMaxListeners: 10,
  errorMonitor: ERROR_MONITOR,
  captureRejectionSymbol: REJECTION,
  captureRejections: false,
  usingDomains: false,
  listenerCount: (emitter, name) => emitter.listenerCount(name),
  getEventListeners: (emitter, name) => (typeof emitter.listeners === "function" ? emitter.listeners(name) : targetListeners(emitter, name)),
  getMaxListeners: (emitter) => (emitter.getMaxListeners ? emitter.getMaxListeners() : 10),
  setMaxListeners() {},
  addAbortListener(signal, listener) {
    if (signal.aborted) soon(listener);
    else signal.addEventListener("abort", listener, { once: true });
    return { [Symbol.dispose ?? Symbol.for("Symbol.dispose")]: () => signal.removeEventListener("abort", listener) };
  },
});
world.builtins.events = () => EventEmitter;
