// Steps over readable streams (`map`, `filter`, ...), bridges to streams of the web, consumers, and the module itself.
const steps = {
  async *map(list, run) {
    for await (const item of list) yield await run(item, {});
  },
  async *filter(list, run) {
    for await (const item of list) if (await run(item, {})) yield item;
  },
  async *flatMap(list, run) {
    for await (const item of list) yield* await run(item, {});
  },
  async *take(list, count) {
    let left = count;
    if (left <= 0) return;
    for await (const item of list) {
      yield item;
      if (--left <= 0) return;
    }
  },
  async *drop(list, count) {
    let left = count;
    for await (const item of list) if (left-- <= 0) yield item;
  },
  async *asIndexedPairs(list) {
    let at = 0;
    for await (const item of list) yield [at++, item];
  },
};
for (const name of Object.keys(steps))
  define(Readable.prototype, name, function (argument) {
    return Readable.from(steps[name](this, argument));
  });
const ends = {
  async toArray() {
    const out = [];
    for await (const item of this) push(out, item);
    return out;
  },
  async forEach(run) {
    for await (const item of this) await run(item, {});
  },
  async some(run) {
    for await (const item of this) if (await run(item, {})) return true;
    return false;
  },
  async every(run) {
    for await (const item of this) if (!(await run(item, {}))) return false;
    return true;
  },
  async find(run) {
    for await (const item of this) if (await run(item, {})) return item;
    return undefined;
  },
  async reduce(run, ...start) {
    let value = start[0],
      isEmpty = !start.length;
    for await (const item of this) {
      value = isEmpty ? item : await run(value, item, {});
      isEmpty = false;
    }
    return value;
  },
  compose(next) {
    return composed(this, next);
  },
};
for (const name of Object.keys(ends)) define(Readable.prototype, name, ends[name]);
// One duplex stream of several parts, written at the first and read at the last.
function composed(...parts) {
  const list = parts.map((one) => (typeof one === "function" ? Duplex.from(one) : asStream(one)));
  if (list.length === 1) return list[0];
  const first = list[0],
    last = list[list.length - 1];
  pipeline(...list, (error) => error && made.destroy(error));
  const made = new Duplex({
    objectMode: true,
    write: (chunk, encoding, done) => (first.write ? first.write(chunk, encoding, done) : done()),
    final: (done) => {
      if (first.end) first.end();
      done();
    },
    read() {},
  });
  if (typeof last.on === "function" && last.readable !== undefined) {
    last.on("data", (chunk) => made.push(chunk));
    last.on("end", () => made.push(null));
  } else made.push(null);
  return made;
}
Duplex.from = (source) => {
  if (source instanceof Duplex) return source;
  if (isWeb(source)) return Duplex.fromWeb(source);
  if (typeof source === "function") {
    const input = new PassThrough({ objectMode: true });
    const out = source(input);
    const made = new Duplex({
      objectMode: true,
      write: (chunk, encoding, done) => input.write(chunk, encoding, done),
      final: (done) => {
        input.end();
        done();
      },
      read() {},
    });
    const isList = out && typeof out[Symbol.asyncIterator] === "function";
    (async () => {
      if (isList) for await (const chunk of out) made.push(chunk);
      else {
        const value = await out;
        if (value !== undefined && value !== null) made.push(value);
      }
      made.push(null);
    })().catch((error) => made.destroy(error));
    return made;
  }
  if (source && (source.readable || source.writable) && !isStream(source)) return composed(source.writable, source.readable);
  if (source && typeof source.then === "function")
    return Readable.from(
      (async function* () {
        yield await source;
      })(),
    );
  return Readable.from(source);
};
Readable.fromWeb = (stream, options) => Readable.from(stream, { objectMode: false, highWaterMark: BYTES_HELD, ...options });
Readable.toWeb = (stream) => {
  const iterator = stream[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const { value, done } = await iterator.next();
      if (done) controller.close();
      else controller.enqueue(Buffer.isBuffer(value) ? new RealUint8Array(value.buffer, value.byteOffset, value.byteLength) : value);
    },
    cancel(reason) {
      stream.destroy(reason);
    },
  });
};
Writable.fromWeb = (stream) => {
  const writer = stream.getWriter();
  return new Writable({
    objectMode: true,
    write: (chunk, encoding, done) => writer.write(chunk).then(() => done(), done),
    final: (done) => writer.close().then(() => done(), done),
  });
};
Writable.toWeb = (stream) =>
  new WritableStream({
    write: (chunk) => new RealPromise((done, fail) => stream.write(chunk, (error) => (error ? fail(error) : done()))),
    close: () => new RealPromise((done) => stream.end(done)),
    abort: (reason) => stream.destroy(reason),
  });
Duplex.fromWeb = (pair) => composed(Writable.fromWeb(pair.writable), Readable.fromWeb(pair.readable));
Duplex.toWeb = (stream) => ({ readable: Readable.toWeb(stream), writable: Writable.toWeb(stream) });
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
    compose: composed,
    addAbortSignal: abortStream,
    destroy: (stream, error) => stream.destroy(error),
    isDisturbed: (stream) => !!(stream._readableState ? stream._readableState.dataEmitted : stream.isDisturbed),
    isErrored: (stream) => !!stream.errored,
    isReadable: (stream) => !!stream.readable,
    isWritable: (stream) => !!stream.writable,
    getDefaultHighWaterMark: (isObject) => (isObject ? OBJECTS_HELD : BYTES_HELD),
    setDefaultHighWaterMark() {},
    promises: streamPromises,
    default: Stream,
  });
world.builtins["stream/promises"] = () => streamPromises;
const allBytes = async (source) => {
  const list = [];
  for await (const chunk of source) push(list, typeof chunk === "string" ? Buffer.from(chunk) : isBytes(chunk) ? Buffer.from(viewOf(chunk)) : Buffer.from(RealString(chunk)));
  return Buffer.concat(list);
};
const consumers = {
  buffer: allBytes,
  text: async (source) => decoded(utf8Text(await allBytes(source)), "stream"),
  json: async (source) => JSON.parse(utf8Text(await allBytes(source))),
  arrayBuffer: async (source) => {
    const bytes = await allBytes(source);
    return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  },
  blob: async (source) => new Blob([await allBytes(source)]),
};
world.builtins["stream/consumers"] = () => consumers;
