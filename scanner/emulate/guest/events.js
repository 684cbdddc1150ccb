// Event emitters, event targets, abort signals and streams.
class EventEmitter {
  static get EventEmitter() {
    return EventEmitter;
  }
  static get default() {
    return EventEmitter;
  }
  static once(emitter, name) {
    return new RealPromise((done, fail) => {
      emitter.once(name, (...values) => done(values));
      if (name !== "error") emitter.once("error", fail);
    });
  }
  static on(emitter, name) {
    const list = [];
    emitter.on(name, (...values) => list.push(values));
    return (async function* () {
      while (list.length) yield list.shift();
    })();
  }
  static #mapOf(self) {
    if (!(self._events instanceof RealMap) || !Object.prototype.hasOwnProperty.call(self, "_events"))
      define(self, "_events", new RealMap());
    return self._events;
  }
  _listen(name, listener, first, once) {
    const map = EventEmitter.#mapOf(this),
      entry = { listener, once };
    if (name !== "newListener" && map.has("newListener")) this.emit("newListener", name, listener);
    const list = map.get(name) || [];
    map.set(name, first ? [entry, ...list] : [...list, entry]);
    return this;
  }
  on(name, listener) {
    return this._listen(name, listener, false, false);
  }
  addListener(name, listener) {
    return this.on(name, listener);
  }
  once(name, listener) {
    return this._listen(name, listener, false, true);
  }
  prependListener(name, listener) {
    return this._listen(name, listener, true, false);
  }
  prependOnceListener(name, listener) {
    return this._listen(name, listener, true, true);
  }
  off(name, listener) {
    const map = EventEmitter.#mapOf(this);
    map.set(
      name,
      (map.get(name) || []).filter((entry) => entry.listener !== listener),
    );
    return this;
  }
  removeListener(name, listener) {
    return this.off(name, listener);
  }
  removeAllListeners(name) {
    const map = EventEmitter.#mapOf(this);
    if (name === undefined) map.clear();
    else map.delete(name);
    return this;
  }
  emit(name, ...values) {
    const list = EventEmitter.#mapOf(this).get(name) || [];
    if (!list.length && name === "error") throw values[0] instanceof RealError ? values[0] : new RealError("Unhandled error");
    for (const entry of list) {
      if (entry.once) this.off(name, entry.listener);
      apply(entry.listener, this, values);
    }
    return list.length > 0;
  }
  listenerCount(name) {
    return (EventEmitter.#mapOf(this).get(name) || []).length;
  }
  listeners(name) {
    return (EventEmitter.#mapOf(this).get(name) || []).map((entry) => entry.listener);
  }
  rawListeners(name) {
    return this.listeners(name);
  }
  eventNames() {
    return [...EventEmitter.#mapOf(this).keys()];
  }
  setMaxListeners() {
    return this;
  }
  getMaxListeners() {
    return 10;
  }
}
// Old code calls the constructor on its own object.
const CallableEmitter = new RealProxy(EventEmitter, { apply: () => undefined });
class Event {
  constructor(type, init = {}) {
    this.type = type;
    Object.assign(this, init);
  }
  preventDefault() {
    this.defaultPrevented = true;
  }
  stopPropagation() {}
  stopImmediatePropagation() {}
}
class CustomEvent extends Event {}
class EventTarget {
  #emitter = new EventEmitter();
  addEventListener(type, listener, options) {
    this.#emitter[options && options.once ? "once" : "on"](
      type,
      typeof listener === "function" ? listener : (e) => listener.handleEvent(e),
    );
  }
  removeEventListener(type, listener) {
    this.#emitter.off(type, listener);
  }
  dispatchEvent(e) {
    define(e, "target", this);
    if (typeof this["on" + e.type] === "function") this["on" + e.type](e);
    this.#emitter.emit(e.type === "error" && !this.#emitter.listenerCount("error") ? "_" : e.type, e);
    return true;
  }
}
class AbortSignal extends EventTarget {
  aborted = false;
  reason = undefined;
  throwIfAborted() {
    if (this.aborted) throw this.reason;
  }
  static abort(reason) {
    const c = new AbortController();
    c.abort(reason);
    return c.signal;
  }
  static timeout() {
    return new AbortSignal();
  }
  static any(list) {
    return list.find((one) => one.aborted) || new AbortSignal();
  }
}
class AbortController {
  signal = new AbortSignal();
  abort(reason = new DOMException("This operation was aborted", "AbortError")) {
    if (this.signal.aborted) return;
    this.signal.aborted = true;
    this.signal.reason = reason;
    this.signal.dispatchEvent(new Event("abort"));
  }
}
Object.assign(globalThis, { Event, CustomEvent, EventTarget, AbortSignal, AbortController });

class Stream extends EventEmitter {
  pipe(target) {
    return target;
  }
}
class Readable extends Stream {
  #chunks = [];
  #ended = false;
  #flows = false;
  #decode;
  constructor(options = {}) {
    super();
    this.readable = true;
    this.destroyed = false;
    if (options.read) this._read = options.read;
    this.objectMode = !!options.objectMode;
  }
  static from(list) {
    const made = new Readable({ objectMode: true });
    (async () => {
      for await (const item of list) made.push(item);
      made.push(null);
    })();
    return made;
  }
  static fromWeb(stream) {
    return Readable.from(stream);
  }
  static toWeb(stream) {
    return new ReadableStream({
      async start(c) {
        for await (const item of stream) c.enqueue(item);
        c.close();
      },
    });
  }
  _read() {}
  push(chunk) {
    if (chunk === null) this.#ended = true;
    else this.#chunks.push(chunk);
    if (this.#flows) this.#flow();
    return true;
  }
  #flow() {
    setImmediateFn(() => {
      while (this.#flows && this.#chunks.length) this.emit("data", this.#one());
      if (this.#flows && this.#ended && this.readable) {
        this.readable = false;
        this.emit("end");
        this.emit("close");
      } else if (this.#flows && !this.#ended) this._read();
    });
  }
  #one() {
    const chunk = this.#chunks.shift();
    return this.#decode && typeof chunk !== "string" ? textOf(chunk, this.#decode) : chunk;
  }
  on(name, listener) {
    super.on(name, listener);
    if (name === "data" || (name === "end" && !this.listenerCount("readable"))) this.resume();
    if (name === "readable") setImmediateFn(() => this.emit("readable"));
    return this;
  }
  read() {
    return this.#chunks.length ? this.#one() : null;
  }
  resume() {
    this.#flows = true;
    this.#flow();
    return this;
  }
  pause() {
    this.#flows = false;
    return this;
  }
  isPaused() {
    return !this.#flows;
  }
  setEncoding(name) {
    this.#decode = name;
    return this;
  }
  pipe(target) {
    this.on("data", (chunk) => target.write(chunk));
    this.on("end", () => target !== world.process?.stdout && target.end && target.end());
    return target;
  }
  unpipe() {
    return this;
  }
  unref() {
    return this;
  }
  ref() {
    return this;
  }
  destroy() {
    this.destroyed = true;
    this.#flows = false;
    this.emit("close");
    return this;
  }
  async *[Symbol.asyncIterator]() {
    for (;;) {
      if (this.#chunks.length) {
        yield this.#one();
        continue;
      }
      if (this.#ended || this.destroyed) return;
      const before = this.#chunks.length;
      this._read();
      if (this.#chunks.length === before && !this.#ended) await new RealPromise((done) => setTimeoutFn(done, 1));
    }
  }
}
class Writable extends Stream {
  constructor(options = {}) {
    super();
    this.writable = true;
    for (const name of ["write", "final", "transform", "flush"]) if (options[name]) this["_" + name] = options[name];
  }
  _write(chunk, encoding, done) {
    done();
  }
  write(chunk, encoding, done) {
    const call = typeof encoding === "function" ? encoding : done;
    this._write(chunk, "utf8", (error) => {
      if (error) this.emit("error", error);
      else if (call) call();
    });
    return true;
  }
  end(chunk, encoding, done) {
    if (typeof chunk === "function") {
      done = chunk;
      chunk = undefined;
    }
    if (chunk !== undefined && chunk !== null) this.write(chunk);
    const finish = () => {
      this.writable = false;
      this.emit("finish");
      this.emit("close");
      if (typeof done === "function") done();
    };
    if (this._final) this._final(finish);
    else setImmediateFn(finish);
    return this;
  }
  cork() {}
  uncork() {}
  setDefaultEncoding() {
    return this;
  }
  destroy() {
    this.destroyed = true;
    this.emit("close");
    return this;
  }
}
class Duplex extends Readable {
  constructor(options = {}) {
    super(options);
    this.writable = true;
    for (const name of ["write", "final", "transform", "flush"]) if (options[name]) this["_" + name] = options[name];
  }
}
for (const name of ["_write", "write", "end", "cork", "uncork", "setDefaultEncoding"])
  define(Duplex.prototype, name, Writable.prototype[name]);
class Transform extends Duplex {
  _transform(chunk, encoding, done) {
    done(null, chunk);
  }
  _write(chunk, encoding, done) {
    this._transform(chunk, encoding, (error, out) => {
      if (out !== undefined && out !== null) this.push(out);
      done(error);
    });
  }
  _final(done) {
    const end = () => {
      this.push(null);
      done();
    };
    if (this._flush)
      this._flush((error, out) => {
        if (out) this.push(out);
        end();
      });
    else end();
  }
}
class PassThrough extends Transform {}
function pipeline(...parts) {
  const done = typeof parts[parts.length - 1] === "function" ? parts.pop() : null;
  const last = parts.reduce((from, to) =>
    typeof to === "function" ? Readable.from(to(from)) : (from.pipe ? from : Readable.from(from)).pipe(to),
  );
  if (done) {
    last.on("finish", () => done());
    last.on("error", done);
  }
  return last;
}
const finished = (stream, options, done) => {
  const call = done || options;
  if (typeof call !== "function") return;
  stream.on("end", () => call());
  stream.on("finish", () => call());
};
world.builtins.events = () => CallableEmitter;
world.builtins.stream = () =>
  Object.assign(Stream, {
    Stream,
    Readable,
    Writable,
    Duplex,
    Transform,
    PassThrough,
    pipeline,
    finished,
    promises: builtin("stream/promises"),
  });
world.builtins["stream/promises"] = () => ({
  pipeline: (...parts) => new RealPromise((done) => pipeline(...parts, () => done())),
  finished: (stream) => new RealPromise((done) => finished(stream, () => done())),
});
world.builtins["stream/web"] = () => ({
  ReadableStream,
  WritableStream: globalThis.WritableStream,
  TransformStream: globalThis.TransformStream,
});
