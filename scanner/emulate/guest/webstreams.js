// Streams of the web platform.
const isOurs = (error) => error ?? new TypeError("Invalid state");
class ReadableStream {
  #queue = [];
  #waiting = [];
  #state = "open";
  #error;
  #source;
  #strategy;
  #isPulling = false;
  #started;
  #reader = null;
  #controller;
  #closed;
  constructor(source = {}, strategy = {}) {
    this.#source = source ?? {};
    this.#strategy = { size: 1, highWaterMark: 1, ...strategy };
    this.#closed = settled();
    const self = this;
    this.#controller = {
      enqueue: (chunk) => {
        if (self.#state !== "open") throw nodeError(TypeError, "ERR_INVALID_STATE", "Invalid state: Controller is already closed");
        if (self.#waiting.length) self.#waiting.shift().done({ done: false, value: chunk });
        else push(self.#queue, chunk);
      },
      close: () => {
        if (self.#state !== "open") throw nodeError(TypeError, "ERR_INVALID_STATE", "Invalid state: Controller is already closed");
        self.#state = "closing";
        self.#finish();
      },
      error: (error) => self.#fail(error),
      get desiredSize() {
        return self.#state === "open" ? self.#strategy.highWaterMark - self.#queue.length : self.#state === "failed" ? null : 0;
      },
      byobRequest: null,
    };
    let start;
    try {
      start = this.#source.start && this.#source.start(this.#controller);
    } catch (error) {
      this.#fail(error);
      throw error;
    }
    this.#started = RealPromise.resolve(start);
    this.#started.then(
      () => this.#pull(),
      (error) => this.#fail(error),
    );
  }
  #finish() {
    if (this.#state !== "closing" || this.#queue.length) return;
    this.#state = "closed";
    for (const one of this.#waiting.splice(0)) one.done({ done: true, value: undefined });
    this.#closed.done();
  }
  #fail(error) {
    if (this.#state === "closed" || this.#state === "failed") return;
    this.#state = "failed";
    this.#error = error;
    this.#queue = [];
    for (const one of this.#waiting.splice(0)) one.fail(error);
    this.#closed.fail(error);
  }
  #pull() {
    if (this.#state !== "open" || this.#isPulling || !this.#source.pull) return;
    if (!this.#waiting.length && this.#queue.length >= this.#strategy.highWaterMark) return;
    this.#isPulling = true;
    const count = this.#queue.length + this.#waiting.length;
    this.#started
      .then(() => this.#source.pull(this.#controller))
      .then(
        () => {
          this.#isPulling = false;
          if (this.#waiting.length || this.#queue.length + this.#waiting.length !== count) this.#pull();
        },
        (error) => this.#fail(error),
      );
  }
  #read() {
    if (this.#queue.length) {
      const value = this.#queue.shift();
      this.#finish();
      this.#pull();
      return RealPromise.resolve({ done: false, value });
    }
    if (this.#state === "failed") return RealPromise.reject(this.#error);
    if (this.#state !== "open") return RealPromise.resolve({ done: true, value: undefined });
    return new RealPromise((done, fail) => {
      push(this.#waiting, { done, fail });
      this.#pull();
    });
  }
  get locked() {
    return this.#reader !== null;
  }
  get isDisturbed() {
    return this.#reader !== null || this.#state === "closed";
  }
  get closedPromise() {
    return this.#closed.promise;
  }
  getReader() {
    if (this.#reader) throw nodeError(TypeError, "ERR_INVALID_STATE", "Invalid state: ReadableStream is locked");
    const self = this;
    const reader = {
      read: () => self.#read(),
      releaseLock: () => {
        if (self.#reader === reader) self.#reader = null;
      },
      cancel: (reason) => self.#cancel(reason),
      get closed() {
        return self.#closed.promise;
      },
    };
    this.#reader = reader;
    return reader;
  }
  async #cancel(reason) {
    if (this.#state === "closed") return;
    this.#queue = [];
    this.#state = "closing";
    this.#finish();
    if (this.#source.cancel) await this.#source.cancel(reason);
  }
  cancel(reason) {
    return this.#reader ? RealPromise.reject(nodeError(TypeError, "ERR_INVALID_STATE", "Invalid state: ReadableStream is locked")) : this.#cancel(reason);
  }
  async *[Symbol.asyncIterator](options) {
    const reader = this.getReader();
    let isOver = false;
    try {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) {
          isOver = true;
          return;
        }
        yield value;
      }
    } finally {
      if (!isOver && !(options && options.preventCancel)) await this.#cancel();
      reader.releaseLock();
    }
  }
  values(options) {
    return this[Symbol.asyncIterator](options);
  }
  pipeThrough(pair, options) {
    this.pipeTo(pair.writable, options).catch(() => {});
    return pair.readable;
  }
  async pipeTo(target, options = {}) {
    const writer = target.getWriter(),
      reader = this.getReader();
    try {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) break;
        await writer.ready;
        await writer.write(value);
      }
      if (!options.preventClose) await writer.close();
    } catch (error) {
      if (!options.preventAbort) await writer.abort(error).catch(() => {});
      throw error;
    } finally {
      writer.releaseLock();
      reader.releaseLock();
    }
  }
  tee() {
    const reader = this.getReader(),
      held = [[], []],
      controllers = [];
    const pullFor = async () => {
      const { done, value } = await reader.read();
      for (const controller of controllers) {
        try {
          if (done) controller.close();
          else controller.enqueue(value);
        } catch (error) {
          held.length = 2; // the other branch was ended
        }
      }
    };
    return held.map(
      () =>
        new ReadableStream({
          start: (controller) => {
            push(controllers, controller);
          },
          pull: pullFor,
        }),
    );
  }
  static from(list) {
    const iterator = list[Symbol.asyncIterator] ? list[Symbol.asyncIterator]() : list[Symbol.iterator]();
    return new ReadableStream({
      async pull(controller) {
        const { value, done } = await iterator.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      cancel: async (reason) => iterator.return && iterator.return(reason),
    });
  }
}
function settled() {
  const one = {};
  one.promise = new RealPromise((done, fail) => Object.assign(one, { done, fail }));
  one.promise.catch(() => {});
  return one;
}
class WritableStream {
  #sink;
  #last;
  #state = "open";
  #error;
  #writer = null;
  #closed = settled();
  #controller;
  constructor(sink = {}) {
    this.#sink = sink ?? {};
    const abort = new AbortController();
    this.#controller = { error: (error) => this.#fail(error), signal: abort.signal };
    define(this, "abortNow", (reason) => abort.abort(reason));
    this.#last = RealPromise.resolve(this.#sink.start && this.#sink.start(this.#controller));
    this.#last.catch((error) => this.#fail(error));
  }
  #fail(error) {
    if (this.#state !== "open") return;
    this.#state = "failed";
    this.#error = error;
    this.#closed.fail(error);
  }
  #then(run) {
    const next = this.#last.then(() => {
      if (this.#state === "failed") throw isOurs(this.#error);
      return run();
    });
    this.#last = next.then(
      () => {},
      (error) => this.#fail(error),
    );
    return next.then(() => {});
  }
  get locked() {
    return this.#writer !== null;
  }
  get closedPromise() {
    return this.#closed.promise;
  }
  async abort(reason) {
    this.#fail(reason);
    this.abortNow(reason);
    if (this.#sink.abort) await this.#sink.abort(reason);
  }
  close() {
    if (this.#state !== "open") return RealPromise.reject(isOurs(this.#error));
    return this.#then(async () => {
      if (this.#sink.close) await this.#sink.close(this.#controller);
      this.#state = "closed";
      this.#closed.done();
    });
  }
  getWriter() {
    if (this.#writer) throw nodeError(TypeError, "ERR_INVALID_STATE", "Invalid state: WritableStream is locked");
    const self = this;
    this.#writer = {
      write: (chunk) => (self.#state === "open" ? self.#then(() => self.#sink.write && self.#sink.write(chunk, self.#controller)) : RealPromise.reject(isOurs(self.#error))),
      close: () => self.close(),
      abort: (reason) => self.abort(reason),
      releaseLock: () => {
        self.#writer = null;
      },
      get ready() {
        return self.#last;
      },
      get closed() {
        return self.#closed.promise;
      },
      desiredSize: 1,
    };
    return this.#writer;
  }
}
class TransformStream {
  constructor(transformer = {}, writableStrategy, readableStrategy) {
    let out;
    const t = transformer ?? {};
    this.readable = new ReadableStream({ start: (c) => (out = c) }, readableStrategy);
    const controller = {
      enqueue: (chunk) => out.enqueue(chunk),
      terminate: () => out.close(),
      error: (error) => out.error(error),
      get desiredSize() {
        return out.desiredSize;
      },
    };
    this.writable = new WritableStream({
      start: () => t.start && t.start(controller),
      write: async (chunk) => {
        try {
          if (t.transform) await t.transform(chunk, controller);
          else out.enqueue(chunk);
        } catch (error) {
          out.error(error);
          throw error;
        }
      },
      close: async () => {
        if (t.flush) await t.flush(controller);
        try {
          out.close();
        } catch (error) {
          return; // `terminate` closed it
        }
      },
      abort: (reason) => out.error(reason),
    });
  }
}
class TextDecoderStream extends TransformStream {
  constructor(label, options) {
    const decoder = new TextDecoder(label, options);
    super({
      transform(chunk, controller) {
        const text = decoder.decode(chunk, { stream: true });
        if (text) controller.enqueue(text);
      },
      flush(controller) {
        const text = decoder.decode();
        if (text) controller.enqueue(text);
      },
    });
    this.encoding = decoder.encoding;
  }
}
class TextEncoderStream extends TransformStream {
  constructor() {
    super({ transform: (chunk, controller) => controller.enqueue(new TextEncoder().encode(RealString(chunk))) });
    this.encoding = "utf-8";
  }
}
const wholeStream = (run) =>
  class extends TransformStream {
    constructor(format) {
      const list = [];
      super({
        transform: (chunk) => {
          push(list, Buffer.from(viewOf(chunk)));
        },
        flush: (controller) => controller.enqueue(run(format, Buffer.concat(list))),
      });
    }
  };
const webFormat = (format) => (format === "gzip" ? "gzip" : format === "deflate" ? "zlib" : "deflate");
const CompressionStream = wholeStream((format, bytes) => packed(webFormat(format))(bytes));
const DecompressionStream = wholeStream((format, bytes) => unpacked(webFormat(format))(bytes));
class CountQueuingStrategy {
  constructor({ highWaterMark }) {
    this.highWaterMark = highWaterMark;
  }
  size() {
    return 1;
  }
}
class ByteLengthQueuingStrategy extends CountQueuingStrategy {
  size(chunk) {
    return chunk.byteLength;
  }
}
const webStreams = {
  ReadableStream,
  WritableStream,
  TransformStream,
  TextDecoderStream,
  TextEncoderStream,
  CompressionStream,
  DecompressionStream,
  CountQueuingStrategy,
  ByteLengthQueuingStrategy,
};
for (const name of Object.keys(webStreams)) define(globalThis, name, webStreams[name]);
world.builtins["stream/web"] = () => webStreams;
