// Streams that are read, after Node's rules for flowing, paused and object mode.
const sizeOf = (state, chunk) => (state.objectMode ? 1 : chunk.length);
const isChunk = (value) => typeof value === "string" || isBytes(value);
function addChunk(stream, state, chunk, isFirst) {
  if (state.flowing && state.length === 0 && !state.sync && stream.listenerCount("data") > 0) {
    state.dataEmitted = true;
    stream.emit("data", chunk);
  } else {
    state.length += sizeOf(state, chunk);
    if (isFirst) state.buffer.unshift(chunk);
    else push(state.buffer, chunk);
    if (state.needReadable) emitReadable(stream);
  }
  readMore(stream);
}
function pushChunk(stream, given, encoding, isFirst) {
  const state = stream._readableState;
  let chunk = given;
  if (chunk === null) {
    state.reading = false;
    endOfChunks(stream, state);
    return false;
  }
  if (!state.objectMode) {
    if (typeof chunk === "string") {
      const name = encoding || "utf8";
      if (state.encoding !== name || isFirst) chunk = isFirst && state.encoding ? chunk : Buffer.from(chunk, name);
    } else if (isBytes(chunk) && !Buffer.isBuffer(chunk)) chunk = Buffer.from(viewOf(chunk));
    else if (chunk !== undefined && !isBytes(chunk)) {
      stream.destroy(nodeError(TypeError, "ERR_INVALID_ARG_TYPE", 'The "chunk" argument must be of type string or an instance of Buffer, TypedArray, or DataView.'));
      return false;
    }
  }
  if (state.objectMode ? chunk !== undefined : chunk !== undefined && chunk.length > 0) {
    if (state.endEmitted && isFirst) stream.destroy(nodeError(RealError, "ERR_STREAM_UNSHIFT_AFTER_END_EVENT", "stream.unshift() after end event"));
    else if (state.ended && !isFirst) stream.destroy(nodeError(RealError, "ERR_STREAM_PUSH_AFTER_EOF", "stream.push() after EOF"));
    else if (!state.destroyed || isFirst) {
      state.reading = false;
      const text = state.decoder && !isFirst && typeof chunk !== "string" ? state.decoder.write(chunk) : chunk;
      if (state.objectMode || text.length) addChunk(stream, state, text, isFirst);
      else readMore(stream);
    }
  } else {
    state.reading = false;
    readMore(stream);
  }
  return !state.ended && (state.length < state.highWaterMark || state.length === 0);
}
function endOfChunks(stream, state) {
  if (state.ended) return;
  if (state.decoder) {
    const rest = state.decoder.end();
    if (rest && rest.length) {
      push(state.buffer, rest);
      state.length += sizeOf(state, rest);
    }
  }
  state.ended = true;
  if (state.sync) emitReadable(stream);
  else {
    state.needReadable = false;
    state.emittedReadable = true;
    emitReadableNow(stream);
  }
}
function emitReadable(stream) {
  const state = stream._readableState;
  state.needReadable = false;
  if (state.emittedReadable) return;
  state.emittedReadable = true;
  soon(emitReadableNow, stream);
}
function emitReadableNow(stream) {
  const state = stream._readableState;
  if (!state.destroyed && !state.errored && (state.length || state.ended)) {
    stream.emit("readable");
    state.emittedReadable = false;
  }
  state.needReadable = !state.flowing && !state.ended && state.length <= state.highWaterMark;
  flowOn(stream);
}
function readMore(stream) {
  const state = stream._readableState;
  if (state.readingMore || !state.constructed) return;
  state.readingMore = true;
  soon(() => {
    while (!state.reading && !state.ended && !state.destroyed && (state.length < state.highWaterMark || (state.flowing && state.length === 0))) {
      const before = state.length;
      stream.read(0);
      if (before === state.length) break;
    }
    state.readingMore = false;
  });
}
const countWanted = (size, state) => {
  if (size <= 0 || (state.length === 0 && state.ended)) return 0;
  if (state.objectMode) return 1;
  if (size !== size) return state.flowing && state.length ? state.buffer[0].length : state.length;
  return size <= state.length ? size : state.ended ? state.length : 0;
};
const joinedChunks = (list, state) => (state.encoding || typeof list[0] === "string" ? nativeJoinText(list) : list.length === 1 ? list[0] : Buffer.concat(list));
const nativeJoinText = (list) => {
  let out = "";
  for (let i = 0; i < list.length; i++) out += list[i];
  return out;
};
function takeChunks(count, state) {
  if (state.length === 0) return null;
  if (state.objectMode) return state.buffer.shift();
  if (!count || count >= state.length) return joinedChunks(state.buffer.splice(0), state);
  if (count <= state.buffer[0].length) {
    const first = state.buffer[0],
      part = first.slice(0, count);
    if (count === first.length) state.buffer.shift();
    else state.buffer[0] = first.slice(count);
    return part;
  }
  const all = joinedChunks(state.buffer.splice(0), state);
  state.buffer.unshift(all.slice(count));
  return all.slice(0, count);
}
function endReadable(stream) {
  const state = stream._readableState;
  if (state.endEmitted) return;
  state.ended = true;
  soon(() => {
    if (state.errored || state.closeEmitted || state.endEmitted || state.length) return;
    state.endEmitted = true;
    stream.emit("end");
    const other = stream._writableState;
    if (other && stream.allowHalfOpen === false && !other.ending && stream.writable) soon(() => stream.writable && stream.end());
    else if (state.autoDestroy && (!other || (other.autoDestroy && (other.finished || other.isAbsent)))) stream.destroy();
  });
}
function flowOn(stream) {
  const state = stream._readableState;
  while (state.flowing && stream.read() !== null);
}
inheriting(Readable, Stream, {
  _read() {
    throw nodeError(RealError, "ERR_METHOD_NOT_IMPLEMENTED", "The _read() method is not implemented");
  },
  push(chunk, encoding) {
    return pushChunk(this, chunk, encoding, false);
  },
  unshift(chunk, encoding) {
    return pushChunk(this, chunk, encoding, true);
  },
  read(given) {
    const state = this._readableState,
      size = given === undefined ? NaN : Number(given);
    if (size > state.highWaterMark) state.highWaterMark = size;
    if (size !== 0) state.emittedReadable = false;
    if (size === 0 && state.needReadable && (state.highWaterMark ? state.length >= state.highWaterMark : state.length > 0 || state.ended)) {
      if (state.length === 0 && state.ended) endReadable(this);
      else emitReadable(this);
      return null;
    }
    let count = countWanted(size, state);
    if (count === 0 && state.ended) {
      if (state.length === 0) endReadable(this);
      return null;
    }
    const wants = state.needReadable || state.length === 0 || state.length - count < state.highWaterMark;
    if (wants && !state.ended && !state.reading && !state.destroyed && !state.errored && state.constructed) {
      state.reading = true;
      state.sync = true;
      if (state.length === 0) state.needReadable = true;
      try {
        this._read(state.highWaterMark);
      } catch (error) {
        this.destroy(error);
      }
      state.sync = false;
      if (!state.reading) count = countWanted(size, state);
    }
    const out = count > 0 ? takeChunks(count, state) : null;
    if (out === null) state.needReadable = state.length <= state.highWaterMark;
    else state.length -= state.objectMode ? 1 : count;
    if (state.length === 0) {
      if (!state.ended) state.needReadable = true;
      if (size !== 0 && state.ended && (out !== null || count !== size)) endReadable(this);
    }
    if (out !== null && !state.errored && !state.closeEmitted) {
      state.dataEmitted = true;
      this.emit("data", out);
    }
    return out;
  },
  on(name, listener) {
    const result = Stream.prototype.on.call(this, name, listener),
      state = this._readableState;
    if (name === "data") {
      state.readableListening = this.listenerCount("readable") > 0;
      if (state.flowing !== false) this.resume();
    } else if (name === "readable" && !state.endEmitted && !state.readableListening) {
      state.readableListening = state.needReadable = true;
      state.flowing = false;
      state.emittedReadable = false;
      if (state.length) emitReadable(this);
      else if (!state.reading) soon(() => this.read(0));
    }
    return result;
  },
  removeListener(name, listener) {
    const result = Stream.prototype.removeListener.call(this, name, listener);
    if (name === "readable" && !this.listenerCount("readable")) this._readableState.readableListening = false;
    return result;
  },
  resume() {
    const state = this._readableState;
    if (!state.flowing) {
      state.flowing = !state.readableListening;
      if (!state.resumeScheduled) {
        state.resumeScheduled = true;
        soon(() => {
          if (!state.reading) this.read(0);
          state.resumeScheduled = false;
          this.emit("resume");
          flowOn(this);
          if (state.flowing && !state.reading) this.read(0);
        });
      }
    }
    state.paused = false;
    return this;
  },
  pause() {
    if (this._readableState.flowing !== false) {
      this._readableState.flowing = false;
      this.emit("pause");
    }
    this._readableState.paused = true;
    return this;
  },
  isPaused() {
    return this._readableState.paused === true || this._readableState.flowing === false;
  },
  setEncoding(name) {
    const state = this._readableState;
    state.decoder = new StringDecoder(name);
    state.encoding = state.decoder.encoding;
    const text = nativeJoinText(state.buffer.map((chunk) => (typeof chunk === "string" ? chunk : state.decoder.write(chunk))));
    state.buffer = text ? [text] : [];
    state.length = text.length;
    return this;
  },
  pipe(target, options) {
    const state = this._readableState;
    const onData = (chunk) => {
      if (target.write(chunk) === false && state.pipes.includes(entry)) {
        setAdd(state.waiting, target);
        this.pause();
      }
    };
    const onDrain = () => {
      setDelete(state.waiting, target);
      if (state.waiting.size === 0 && this.listenerCount("data")) this.resume();
    };
    const isStandard = world.process && (target === world.process.stdout || target === world.process.stderr);
    const onEnd = () => (options && options.end === false) || isStandard || target.end();
    const entry = {
      target,
      stop: () => {
        Stream.prototype.removeListener.call(this, "data", onData);
        this.removeListener("end", onEnd);
        target.removeListener("drain", onDrain);
        if (setHas(state.waiting, target)) onDrain();
      },
    };
    push(state.pipes, entry);
    if (state.endEmitted) soon(onEnd);
    else this.once("end", onEnd);
    target.on("drain", onDrain);
    target.once("close", () => this.unpipe(target));
    target.on("unpipe", (source, details) => details && (details.hasUnpiped = true));
    target.emit("pipe", this);
    this.on("data", onData);
    if (target.writableNeedDrain === true) this.pause();
    else if (!state.flowing) this.resume();
    return target;
  },
  unpipe(target) {
    const state = this._readableState;
    for (const one of state.pipes.filter((each) => target === undefined || each.target === target)) {
      state.pipes.splice(state.pipes.indexOf(one), 1);
      one.stop();
      if (!state.pipes.length) this.pause();
      one.target.emit("unpipe", this, { hasUnpiped: false });
    }
    return this;
  },
  wrap(old) {
    old.on("data", (chunk) => !this.push(chunk) && old.pause && old.pause());
    old.on("end", () => this.push(null));
    old.on("error", (error) => this.destroy(error));
    this._read = () => old.resume && old.resume();
    return this;
  },
  destroy(error, done) {
    return destroyStream(this, error, done);
  },
  _destroy(error, done) {
    done(error);
  },
});
for (const [name, get] of Object.entries({
  readable: (s, stream) => stream.__readable ?? (!s.destroyed && !s.endEmitted && !s.errored),
  readableDidRead: (s) => s.dataEmitted,
  readableAborted: (s) => (s.destroyed || !!s.errored) && !s.endEmitted,
  readableHighWaterMark: (s) => s.highWaterMark,
  readableBuffer: (s) => s.buffer,
  readableFlowing: (s) => s.flowing,
  readableLength: (s) => s.length,
  readableObjectMode: (s) => s.objectMode,
  readableEncoding: (s) => s.encoding,
  readableEnded: (s) => s.endEmitted,
}))
  defineProperty(Readable.prototype, name, {
    get() {
      return this._readableState ? get(this._readableState, this) : undefined;
    },
    set(value) {
      if (name === "readable") define(this, "__readable", !!value);
      else if (name === "readableFlowing" && this._readableState) this._readableState.flowing = value;
    },
    configurable: true,
  });
