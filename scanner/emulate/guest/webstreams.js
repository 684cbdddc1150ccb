// Streams of the web platform.
class ReadableStream {
  #queue = [];
  #closed = false;
  #source;
  constructor(source = {}) {
    this.#source = source;
    this.locked = false;
    const controller = {
      enqueue: (chunk) => push(this.#queue, chunk),
      close: () => {
        this.#closed = true;
      },
      error: () => {
        this.#closed = true;
      },
      desiredSize: 1,
    };
    this._ready = RealPromise.resolve(source.start && source.start(controller));
    this._pull = async () => {
      await this._ready;
      if (!this.#queue.length && !this.#closed && source.pull) await source.pull(controller);
    };
  }
  getReader() {
    return {
      read: async () => {
        await this._pull();
        return this.#queue.length ? { done: false, value: this.#queue.shift() } : { done: true, value: undefined };
      },
      releaseLock() {},
      cancel: async () => {},
      closed: RealPromise.resolve(),
    };
  }
  async *[Symbol.asyncIterator]() {
    const reader = this.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  }
  values() {
    return this[Symbol.asyncIterator]();
  }
  pipeThrough(pair) {
    (async () => {
      const writer = pair.writable.getWriter();
      for await (const chunk of this) await writer.write(chunk);
      await writer.close();
    })();
    return pair.readable;
  }
  async pipeTo(target) {
    const writer = target.getWriter();
    for await (const chunk of this) await writer.write(chunk);
    await writer.close();
  }
  tee() {
    const all = (async () => {
      const list = [];
      for await (const chunk of this) push(list, chunk);
      return list;
    })();
    const one = () =>
      new ReadableStream({
        async start(c) {
          for (const chunk of await all) c.enqueue(chunk);
          c.close();
        },
      });
    return [one(), one()];
  }
  async cancel() {}
}
class WritableStream {
  constructor(sink = {}) {
    this._sink = sink;
    if (sink.start) sink.start({});
  }
  getWriter() {
    const sink = this._sink;
    return {
      write: async (chunk) => sink.write && sink.write(chunk),
      close: async () => sink.close && sink.close(),
      releaseLock() {},
      ready: RealPromise.resolve(),
      closed: RealPromise.resolve(),
    };
  }
}
class TransformStream {
  constructor(t = {}) {
    let out, end;
    this.readable = new ReadableStream({
      start: (c) => {
        out = c;
      },
      pull: () => (end ? undefined : new RealPromise((done) => setTimeoutFn(done, 1))),
    });
    const controller = { enqueue: (chunk) => out.enqueue(chunk), terminate: () => out.close() };
    if (t.start) t.start(controller);
    this.writable = new WritableStream({
      write: async (chunk) => (t.transform ? t.transform(chunk, controller) : out.enqueue(chunk)),
      close: async () => {
        if (t.flush) await t.flush(controller);
        end = true;
        out.close();
      },
    });
  }
}
class TextDecoderStream extends TransformStream {
  constructor() {
    super({ transform: (chunk, c) => c.enqueue(utf8Text(chunk)) });
  }
}
class TextEncoderStream extends TransformStream {
  constructor() {
    super({ transform: (chunk, c) => c.enqueue(new TextEncoder().encode(chunk)) });
  }
}
