// What streams of every kind have in common.
function Stream(options) {
  EventEmitter.call(this, options);
}
const inheriting = (child, parent, methods) => {
  Object.setPrototypeOf(child.prototype, parent.prototype);
  Object.setPrototypeOf(child, parent);
  for (const name of ownKeys(methods)) {
    const field = getOwnPropertyDescriptor(methods, name);
    defineProperty(child.prototype, name, { ...field, enumerable: false });
  }
};
inheriting(Stream, EventEmitter, {
  pipe(target, options) {
    this.on("data", (chunk) => target.write(chunk) === false && this.pause && this.pause());
    target.on("drain", () => this.resume && this.resume());
    if (!options || options.end !== false) this.on("end", () => target.end());
    target.emit("pipe", this);
    return target;
  },
});
const BYTES_HELD = 65536,
  OBJECTS_HELD = 16;
const heldMost = (options, side, isObject) => options.highWaterMark ?? options[side + "HighWaterMark"] ?? (isObject ? OBJECTS_HELD : BYTES_HELD);
function readableState(options) {
  const objectMode = !!(options.objectMode || options.readableObjectMode);
  return {
    objectMode,
    highWaterMark: heldMost(options, "readable", objectMode),
    buffer: [],
    length: 0,
    pipes: [],
    flowing: null,
    ended: false,
    endEmitted: false,
    reading: false,
    sync: true,
    needReadable: false,
    emittedReadable: false,
    readableListening: false,
    resumeScheduled: false,
    constructed: true,
    destroyed: false,
    errored: null,
    closed: false,
    closeEmitted: false,
    autoDestroy: options.autoDestroy !== false,
    emitClose: options.emitClose !== false,
    readingMore: false,
    dataEmitted: false,
    decoder: null,
    encoding: null,
    waiting: new RealSet(),
  };
}
function Readable(options) {
  if (!(this instanceof Readable)) return new Readable(options);
  if (adopted !== undefined && new.target !== undefined) return takenOver(Readable, options);
  const o = options || {};
  this._readableState = readableState(o);
  if (typeof o.read === "function") this._read = o.read;
  startStream(this, o);
  if (o.encoding) this.setEncoding(o.encoding);
  return undefined;
}
// What readable and writable sides share at their start.
function startStream(stream, options) {
  Stream.call(stream, options);
  if (typeof options.destroy === "function") stream._destroy = options.destroy;
  if (typeof options.construct === "function") stream._construct = options.construct;
  if (options.signal) abortStream(options.signal, stream);
  if (typeof stream._construct === "function") {
    const states = [stream._readableState, stream._writableState].filter(Boolean);
    for (const state of states) state.constructed = false;
    soon(() => {
      const done = (error) => {
        for (const state of states) state.constructed = true;
        if (error) return stream.destroy(error);
        stream.emit("__constructed");
        if (stream._readableState && !stream.destroyed) readMore(stream);
        if (stream._writableState) writeNext(stream);
      };
      try {
        stream._construct(done);
      } catch (error) {
        done(error);
      }
    });
  }
}
function abortStream(signal, stream) {
  const end = () => stream.destroy(abortError(signal));
  if (signal.aborted) soon(end);
  else signal.addEventListener("abort", end, { once: true });
  return stream;
}
