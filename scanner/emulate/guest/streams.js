// Streams with two sides, streams joined, and what reads them to their end.
function Duplex(options) {
  if (!(this instanceof Duplex)) return new Duplex(options);
  if (adopted !== undefined && new.target !== undefined) return takenOver(Duplex, options);
  const o = options || {};
  this._readableState = readableState(o);
  this._writableState = writableState(o);
  this.allowHalfOpen = o.allowHalfOpen !== false;
  if (o.readable === false) Object.assign(this._readableState, { isAbsent: true, ended: true, endEmitted: true });
  if (o.writable === false) Object.assign(this._writableState, { isAbsent: true, ending: true, ended: true, finished: true });
  if (typeof o.read === "function") this._read = o.read;
  takeWriters(this, o);
  startStream(this, o);
  if (o.encoding) this.setEncoding(o.encoding);
  return undefined;
}
inheriting(Duplex, Readable, {});
for (const name of ["_write", "write", "end", "cork", "uncork", "setDefaultEncoding"]) define(Duplex.prototype, name, Writable.prototype[name]);
defineFields(Duplex.prototype);
function Transform(options) {
  if (!(this instanceof Transform)) return new Transform(options);
  if (adopted !== undefined && new.target !== undefined) return takenOver(Transform, options);
  const o = options || {};
  Duplex.call(this, o);
  for (const name of ["transform", "flush"]) if (typeof o[name] === "function") this["_" + name] = o[name];
  define(this, "__held", null);
  return undefined;
}
inheriting(Transform, Duplex, {
  _transform() {
    throw nodeError(RealError, "ERR_METHOD_NOT_IMPLEMENTED", "The _transform() method is not implemented");
  },
  _write(chunk, encoding, done) {
    const reading = this._readableState,
      before = reading.length;
    this._transform(chunk, encoding, (error, out) => {
      if (error) return done(error);
      if (out !== undefined && out !== null) this.push(out);
      if (reading.ended || before === reading.length || reading.length < reading.highWaterMark) done();
      else define(this, "__held", done);
    });
  },
  _read() {
    const held = this.__held;
    if (!held) return;
    define(this, "__held", null);
    held();
  },
  _final(done) {
    if (typeof this._flush !== "function" || this.destroyed) {
      this.push(null);
      return done();
    }
    this._flush((error, out) => {
      if (error) return done(error);
      if (out !== undefined && out !== null) this.push(out);
      this.push(null);
      done();
    });
  },
});
function PassThrough(options) {
  if (!(this instanceof PassThrough)) return new PassThrough(options);
  if (adopted !== undefined && new.target !== undefined) return takenOver(PassThrough, options);
  Transform.call(this, options);
  return undefined;
}
inheriting(PassThrough, Transform, {
  _transform(chunk, encoding, done) {
    done(null, chunk);
  },
});
Readable.from = (source, options) => {
  if (typeof source === "string" || isBytes(source)) {
    const one = new Readable({ objectMode: true, ...options, read() {} });
    one.push(source);
    one.push(null);
    return one;
  }
  const isAsync = typeof source[Symbol.asyncIterator] === "function";
  if (!isAsync && typeof source[Symbol.iterator] !== "function")
    throw nodeError(TypeError, "ERR_INVALID_ARG_TYPE", 'The "iterable" argument must be an instance of Iterable.');
  const iterator = isAsync ? source[Symbol.asyncIterator]() : source[Symbol.iterator]();
  const made = new Readable({ objectMode: true, highWaterMark: 1, ...options });
  let isReading = false;
  made._read = () => {
    if (isReading) return;
    isReading = true;
    next();
  };
  const next = async () => {
    for (;;) {
      try {
        const step = iterator.next();
        const { value, done } = isAsync || typeof step.then === "function" ? await step : step;
        if (done) return made.push(null);
        const item = value && typeof value.then === "function" ? await value : value;
        if (item === null) throw nodeError(TypeError, "ERR_STREAM_NULL_VALUES", "May not write null values to stream");
        if (made.push(item)) continue;
        isReading = false;
      } catch (error) {
        made.destroy(error);
      }
      return undefined;
    }
  };
  made._destroy = (error, done) => {
    const end = () => done(error);
    try {
      if (typeof iterator.return === "function") RealPromise.resolve(iterator.return()).then(end, end);
      else end();
    } catch (thrown) {
      end();
    }
  };
  return made;
};
async function* chunksOf(stream, options) {
  let wake = () => {},
    failure,
    isOver = false;
  stream.on("readable", () => wake());
  const stop = finished(stream, { writable: false }, (error) => {
    failure = error ?? null;
    isOver = true;
    wake();
  });
  try {
    for (;;) {
      const chunk = stream.destroyed ? null : stream.read();
      if (chunk !== null) yield chunk;
      else if (failure) throw failure;
      else if (isOver) return;
      else await new RealPromise((done) => (wake = done));
    }
  } finally {
    stop();
    if ((!options || options.destroyOnReturn !== false) && stream._readableState.autoDestroy) stream.destroy();
  }
}
define(Readable.prototype, Symbol.asyncIterator, function () {
  return chunksOf(this);
});
define(Readable.prototype, "iterator", function (options) {
  return chunksOf(this, options);
});
const callbackOnce = (call) => {
  let done = false;
  return (...values) => {
    if (done) return undefined;
    done = true;
    return call(...values);
  };
};
// Calls back when a stream has come to its end, of either kind.
function finished(stream, options, callback) {
  const o = typeof options === "function" ? {} : options || {};
  const call = callbackOnce(typeof options === "function" ? options : callback);
  const reading = stream._readableState,
    writing = stream._writableState;
  if (typeof stream.getReader === "function" || typeof stream.getWriter === "function") {
    (stream.closedPromise ?? RealPromise.resolve()).then(() => call(), call);
    return () => {};
  }
  const wantsRead = o.readable !== false && (reading ? !reading.isAbsent : stream.readable !== undefined && !writing);
  const wantsWrite = o.writable !== false && !!writing && !writing.isAbsent;
  let hasRead = !wantsRead || !!(reading && reading.endEmitted),
    hasWritten = !wantsWrite || writing.finished;
  const settle = () => hasRead && hasWritten && call.call(stream);
  const onEnd = () => {
      hasRead = true;
      settle();
    },
    onFinish = () => {
      hasWritten = true;
      settle();
    },
    onError = (error) => call.call(stream, error),
    onClose = () => {
      const failure = statesOf(stream).map((s) => s.errored).find(Boolean);
      if (failure) call.call(stream, failure);
      else if ((wantsRead && reading && !reading.endEmitted) || (wantsWrite && !writing.finished)) call.call(stream, nodeError(RealError, "ERR_STREAM_PREMATURE_CLOSE", "Premature close"));
      else call.call(stream);
    };
  stream.on("end", onEnd);
  stream.on("finish", onFinish);
  if (o.error !== false) stream.on("error", onError);
  stream.on("close", onClose);
  if (statesOf(stream).some((s) => s.closeEmitted || (s.closed && s.errored))) soon(onClose);
  else if (hasRead && hasWritten && (wantsRead || wantsWrite)) soon(settle);
  const stop = () => {
    for (const [name, listener] of [["end", onEnd], ["finish", onFinish], ["error", onError], ["close", onClose]]) stream.removeListener(name, listener);
  };
  if (o.signal) o.signal.addEventListener("abort", () => call.call(stream, abortError(o.signal)), { once: true });
  return stop;
}
const isStream = (value) => !!value && typeof value === "object" && typeof value.on === "function" && typeof value.pipe === "function";
const isWeb = (value) => value instanceof ReadableStream || value instanceof WritableStream || value instanceof TransformStream;
const asStream = (value) => {
  if (value instanceof ReadableStream) return Readable.fromWeb(value);
  if (value instanceof WritableStream) return Writable.fromWeb(value);
  if (value instanceof TransformStream) return Duplex.fromWeb(value);
  return value;
};
// Joins streams, lists and functions; the first failure ends all of them.
function pipeline(...given) {
  let parts = given,
    callback = () => {};
  if (typeof parts[parts.length - 1] === "function") callback = parts.pop();
  if (parts.length === 1 && isArray(parts[0])) parts = parts[0];
  return joinStreams(parts, callback, {});
}
function joinStreams(given, callback, options) {
  const streams = [];
  let failure,
    value,
    open = 0,
    isReady = false;
  const settle = (error) => {
    if (error && (!failure || failure.code === "ERR_STREAM_PREMATURE_CLOSE")) failure = error;
    if (error) for (const one of streams) if (!one.destroyed) one.destroy(failure);
    if (isReady && open === 0) done();
  };
  const done = callbackOnce(() => soon(callback, failure, value));
  const hold = (stream, isReading, isWriting, isLast) => {
    open++;
    push(streams, stream);
    finished(
      stream,
      { readable: isReading, writable: isWriting },
      callbackOnce((error) => {
        open--;
        settle(error && !(error.code === "ERR_STREAM_PREMATURE_CLOSE" && isReading && !isLast && stream._readableState && stream._readableState.ended) ? error : undefined);
      }),
    );
    stream.on("error", () => {});
  };
  if (options.signal) {
    const abort = () => settle(abortError(options.signal));
    if (options.signal.aborted) soon(abort);
    else options.signal.addEventListener("abort", abort, { once: true });
  }
  let current;
  given.forEach((item, i) => {
    const isLast = i === given.length - 1,
      part = isWeb(item) ? asStream(item) : item;
    if (typeof part === "function") {
      const made = i === 0 ? part(options) : part(isStream(current) ? current : current, options);
      if (made && typeof made[Symbol.asyncIterator] === "function" && !isLast) current = made;
      else if (made && typeof made.then === "function") {
        if (isLast) {
          open++;
          made.then(
            (v) => {
              value = v;
              open--;
              settle();
            },
            (error) => {
              open--;
              settle(error);
            },
          );
          current = made;
        } else {
          const through = new PassThrough({ objectMode: true });
          made.then(
            (v) => {
              if (v !== undefined && v !== null) through.write(v);
              through.end();
            },
            (error) => through.destroy(error),
          );
          hold(through, true, false, false);
          current = through;
        }
      } else if (made && isLast && typeof made[Symbol.asyncIterator] === "function") {
        const through = Readable.from(made);
        hold(through, true, false, true);
        current = through;
      } else current = made;
    } else if (isStream(part)) {
      const source = current === undefined ? undefined : isStream(current) ? current : Readable.from(current);
      if (source && source !== current) hold(source, true, false, false);
      hold(part, i > 0 && !isLast ? true : i === 0, i > 0, isLast);
      if (source) source.pipe(part, { end: isLast ? options.end !== false : true });
      current = part;
    } else current = part;
  });
  isReady = true;
  if (open === 0) done();
  return isStream(current) ? current : undefined;
}
const streamPromises = {
  pipeline: (...parts) =>
    new RealPromise((done, fail) => {
      const last = parts[parts.length - 1];
      const options = last && typeof last === "object" && !isStream(last) && !isWeb(last) && !isArray(last) && typeof last[Symbol.asyncIterator] !== "function" ? parts.pop() : {};
      joinStreams(parts.length === 1 && isArray(parts[0]) ? parts[0] : parts, (error, value) => (error ? fail(error) : done(value)), options);
    }),
  finished: (stream, options) => new RealPromise((done, fail) => finished(stream, options || {}, (error) => (error ? fail(error) : done()))),
};
define(pipeline, Symbol.for("nodejs.util.promisify.custom"), streamPromises.pipeline);
define(finished, Symbol.for("nodejs.util.promisify.custom"), streamPromises.finished);
