// Streams that are written to, and how streams of either kind are ended.
function writableState(options) {
  const objectMode = !!(options.objectMode || options.writableObjectMode);
  return {
    objectMode,
    highWaterMark: heldMost(options, "writable", objectMode),
    decodeStrings: options.decodeStrings !== false,
    defaultEncoding: options.defaultEncoding || "utf8",
    buffered: [],
    length: 0,
    corked: 0,
    writing: false,
    needDrain: false,
    ending: false,
    ended: false,
    finishing: false,
    finished: false,
    pending: 0,
    constructed: true,
    destroyed: false,
    errored: null,
    closed: false,
    closeEmitted: false,
    autoDestroy: options.autoDestroy !== false,
    emitClose: options.emitClose !== false,
    onEnd: [],
  };
}
function Writable(options) {
  if (!(this instanceof Writable)) return new Writable(options);
  if (adopted !== undefined && new.target !== undefined) return takenOver(Writable, options);
  const o = options || {};
  this._writableState = writableState(o);
  takeWriters(this, o);
  startStream(this, o);
  return undefined;
}
const takeWriters = (stream, options) => {
  for (const name of ["write", "writev", "final"]) if (typeof options[name] === "function") stream["_" + name] = options[name];
};
function writeNext(stream) {
  const state = stream._writableState;
  if (state.writing || state.corked || !state.constructed || state.destroyed || state.errored) return;
  if (!state.buffered.length) {
    finishSoon(stream);
    return;
  }
  state.writing = true;
  const hasMany = typeof stream._writev === "function" && (state.buffered.length > 1 || stream._write === Writable.prototype._write);
  const list = hasMany ? state.buffered.splice(0) : [state.buffered.shift()];
  let isSync = true;
  const done = (error) => {
    if (!state.writing) return;
    state.writing = false;
    for (const one of list) state.length -= one.size;
    if (error) {
      state.errored ??= error;
      for (const one of list) soon(one.done, error);
      stream.destroy(error);
      return;
    }
    const after = () => {
      for (const one of list) one.done(null);
      state.pending -= list.length;
      if (state.needDrain && state.length === 0 && !state.ending && !state.destroyed) {
        state.needDrain = false;
        stream.emit("drain");
      }
      finishSoon(stream);
    };
    if (isSync) soon(after);
    else after();
    if (isSync) soon(writeNext, stream);
    else writeNext(stream);
  };
  state.pending += list.length;
  try {
    if (hasMany)
      stream._writev(
        list.map(({ chunk, encoding }) => ({ chunk, encoding })),
        done,
      );
    else stream._write(list[0].chunk, list[0].encoding, done);
  } catch (error) {
    isSync = true;
    done(error);
    if (!state.errored) throw error;
  }
  isSync = false;
}
function finishSoon(stream) {
  const state = stream._writableState;
  if (!state.ending || state.finishing || state.writing || state.buffered.length || state.length || state.pending || state.destroyed || state.errored || !state.constructed) return;
  state.finishing = true;
  const finish = (error) => {
    if (error) {
      stream.destroy(error);
      return;
    }
    if (state.finished || state.errored) return;
    state.finished = true;
    for (const call of state.onEnd.splice(0)) call();
    stream.emit("finish");
    const other = stream._readableState;
    if (state.autoDestroy && (!other || (other.autoDestroy && (other.endEmitted || other.isAbsent)))) stream.destroy();
  };
  if (typeof stream._final === "function") {
    soon(() => {
      try {
        const result = stream._final((error) => soon(finish, error));
        if (result && typeof result.then === "function") result.then(undefined, finish);
      } catch (error) {
        finish(error);
      }
    });
  } else soon(finish);
}
inheriting(Writable, Stream, {
  _write(chunk, encoding, done) {
    if (typeof this._writev === "function") this._writev([{ chunk, encoding }], done);
    else throw nodeError(RealError, "ERR_METHOD_NOT_IMPLEMENTED", "The _write() method is not implemented");
  },
  write(given, encoding, callback) {
    const state = this._writableState;
    let chunk = given,
      name = typeof encoding === "function" ? undefined : encoding;
    const done = (typeof encoding === "function" ? encoding : callback) || (() => {});
    if (chunk === null) throw nodeError(TypeError, "ERR_STREAM_NULL_VALUES", "May not write null values to stream");
    if (!state.objectMode) {
      if (typeof chunk === "string") {
        name = name || state.defaultEncoding;
        if (state.decodeStrings) {
          chunk = Buffer.from(chunk, name);
          name = "buffer";
        }
      } else if (isBytes(chunk)) {
        if (!Buffer.isBuffer(chunk)) chunk = Buffer.from(viewOf(chunk));
        name = "buffer";
      } else
        throw nodeError(TypeError, "ERR_INVALID_ARG_TYPE", `The "chunk" argument must be of type string or an instance of Buffer, TypedArray, or DataView. Received ${describeType(chunk)}`);
    }
    const refusal = state.ending
      ? nodeError(RealError, "ERR_STREAM_WRITE_AFTER_END", "write after end")
      : state.destroyed
        ? nodeError(RealError, "ERR_STREAM_DESTROYED", "Cannot call write after a stream was destroyed")
        : null;
    if (refusal) {
      soon(done, refusal);
      if (!state.destroyed) destroyStream(this, refusal);
      return false;
    }
    const size = state.objectMode ? 1 : chunk.length;
    state.length += size;
    const isRoomy = state.length < state.highWaterMark;
    if (!isRoomy) state.needDrain = true;
    push(state.buffered, { chunk, encoding: name || state.defaultEncoding, done, size });
    writeNext(this);
    return isRoomy && !state.errored && !state.destroyed;
  },
  end(chunk, encoding, callback) {
    const state = this._writableState,
      values = [chunk, encoding, callback];
    const done = values.find((one) => typeof one === "function");
    if (chunk !== undefined && chunk !== null && typeof chunk !== "function") this.write(chunk, typeof encoding === "string" ? encoding : undefined);
    if (state.corked) {
      state.corked = 1;
      this.uncork();
    }
    const isLate = state.finished || state.destroyed;
    if (!state.ending && !state.errored) {
      state.ending = true;
      state.ended = true;
      finishSoon(this);
    }
    if (done) {
      if (isLate) soon(done, state.finished ? nodeError(RealError, "ERR_STREAM_ALREADY_FINISHED", "Cannot call end after a stream was finished") : nodeError(RealError, "ERR_STREAM_DESTROYED", "Cannot call end after a stream was destroyed"));
      else push(state.onEnd, done);
    }
    return this;
  },
  cork() {
    this._writableState.corked++;
  },
  uncork() {
    const state = this._writableState;
    if (state.corked && --state.corked === 0) writeNext(this);
  },
  setDefaultEncoding(name) {
    this._writableState.defaultEncoding = name;
    return this;
  },
  destroy(error, done) {
    return destroyStream(this, error, done);
  },
  _destroy(error, done) {
    done(error);
  },
  pipe() {
    this.destroy(nodeError(RealError, "ERR_STREAM_CANNOT_PIPE", "Cannot pipe, not readable"));
  },
});
const WRITABLE_FIELDS = {
  writable: (s, stream) => stream.__writable ?? (!s.destroyed && !s.errored && !s.ending && !s.ended),
  writableFinished: (s) => s.finished,
  writableEnded: (s) => s.ending,
  writableHighWaterMark: (s) => s.highWaterMark,
  writableLength: (s) => s.length,
  writableObjectMode: (s) => s.objectMode,
  writableCorked: (s) => s.corked,
  writableNeedDrain: (s) => s.needDrain && !s.destroyed && !s.ending,
  writableBuffer: (s) => s.buffered,
  writableAborted: (s) => (s.destroyed || !!s.errored) && !s.finished,
};
const defineFields = (prototype) => {
  for (const [name, get] of Object.entries(WRITABLE_FIELDS))
    defineProperty(prototype, name, {
      get() {
        return this._writableState ? get(this._writableState, this) : undefined;
      },
      set(value) {
        if (name === "writable") define(this, "__writable", !!value);
      },
      configurable: true,
    });
};
defineFields(Writable.prototype);
defineProperty(Writable, Symbol.hasInstance, {
  value(object) {
    return Function.prototype[Symbol.hasInstance].call(this, object) || (this === Writable && !!object && typeof object === "object" && object._writableState !== undefined && object._writableState !== null);
  },
});
const statesOf = (stream) => [stream._readableState, stream._writableState].filter(Boolean);
for (const prototype of [Readable.prototype, Writable.prototype]) {
  for (const [name, get] of Object.entries({
    destroyed: (list) => list.length > 0 && list.every((s) => s.destroyed),
    errored: (list) => (list.find((s) => s.errored) || { errored: null }).errored,
    closed: (list) => list.length > 0 && list.some((s) => s.closed),
  }))
    defineProperty(prototype, name, {
      get() {
        return get(statesOf(this));
      },
      set(value) {
        if (name === "destroyed") for (const state of statesOf(this)) state.destroyed = value;
      },
      configurable: true,
    });
}
// Ends a stream at once: `_destroy`, then the events `error` and `close`.
function destroyStream(stream, error, callback) {
  const states = statesOf(stream);
  if (states.some((s) => s.destroyed)) {
    if (typeof callback === "function") callback();
    return stream;
  }
  for (const state of states) {
    state.destroyed = true;
    if (error) state.errored ??= error;
  }
  const writing = stream._writableState;
  const end = () => {
    stream._destroy(error ?? null, (given) => {
      const failure = given || null;
      for (const state of states) {
        if (failure) state.errored ??= failure;
        state.closed = true;
      }
      if (writing && (writing.buffered.length || writing.onEnd.length)) {
        const reason = failure ?? nodeError(RealError, "ERR_STREAM_DESTROYED", "Cannot call write after a stream was destroyed");
        for (const one of writing.buffered.splice(0)) soon(one.done, reason);
        for (const call of writing.onEnd.splice(0)) soon(call, reason);
      }
      if (typeof callback === "function") callback(failure);
      soon(() => {
        if (failure && !states.some((s) => s.errorEmitted)) {
          for (const state of states) state.errorEmitted = true;
          try {
            stream.emit("error", failure);
          } catch (thrown) {
            uncaught(thrown);
          }
        }
        for (const state of states) state.closeEmitted = true;
        if (states.some((s) => s.emitClose)) stream.emit("close");
      });
    });
  };
  if (states.some((s) => !s.constructed)) stream.once("__constructed", end);
  else end();
  return stream;
}
