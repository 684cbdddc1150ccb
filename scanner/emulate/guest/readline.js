// readline: lines of a stream, or what the made-up user types and answers.
const QUESTIONS = 8; // Answers given; whoever asks more often gets none, as from a user who left.
function answerTo(text) {
  return testRegExp(/\(?\[?\b(y\/n|yes\/no)\b/i, RealString(text)) ? "y" : undefined;
}
class Interface extends EventEmitter {
  constructor(input, output, completer, terminal) {
    super();
    const o = input && typeof input.on !== "function" && input.input ? input : { input, output, completer, terminal };
    this.input = o.input;
    this.output = o.output;
    this.isUsers = !o.input || o.input === world.process.stdin;
    this.typed = nativeSplit(facts().stdin ?? facts().prompt, "\n").filter(Boolean);
    this.line = "";
    this.cursor = 0;
    this.history = [];
    this.terminal = o.terminal ?? (this.isUsers && facts().stdin === null);
    this.closed = false;
    this.asked = 0;
    define(this, "promptText", o.prompt ?? "> ");
    define(this, "queued", []);
    define(this, "rest", "");
    define(this, "decoder", new StringDecoder("utf8"));
    this.#start(o);
  }
  #start(options) {
    if (options.signal) options.signal.addEventListener("abort", () => this.close(), { once: true });
    if (this.isUsers && this.terminal) {
      openInterfaces.add(this);
      this.once("close", () => openInterfaces.delete(this));
      if (this.input) emitKeypresses(this.input);
    }
    if (this.isUsers)
      // Whoever only asks questions is answered; whoever listens gets what comes on standard input.
      later(() => {
        if (this.closed) return;
        if (this.listenerCount("line") || this.isRead) this.#attach(world.process.stdin);
        else if (!this.asked) later(() => this.asked || this.close(), 50);
      }, 5);
    else this.#attach(this.input);
  }
  #attach(input) {
    if (this.isAttached || !input || typeof input.on !== "function") return;
    define(this, "isAttached", true);
    const take = (chunk) => this.#take(typeof chunk === "string" ? chunk : this.decoder.write(chunk));
    input.on("data", take);
    input.on("end", () => {
      this.#take(this.decoder.end());
      if (this.rest) this.#say(this.rest);
      this.rest = "";
      this.close();
    });
    this.once("close", () => input.removeListener("data", take));
  }
  #take(text) {
    const parts = nativeSplit(this.rest + text, /\r\n|\n|\r(?!$)/);
    this.rest = parts.pop();
    for (const line of parts) this.#say(line);
  }
  #say(line) {
    if (this.waiting) {
      const call = this.waiting;
      this.waiting = undefined;
      call(line);
    } else if (this.listenerCount("line")) this.emit("line", line);
    else push(this.queued, line);
    if (this.wake) this.wake();
  }
  ask(text, call) {
    if (this.output || this.isUsers) event("print", { stream: "stdout", text: RealString(text) });
    if (!this.isUsers) {
      if (this.queued.length) setImmediateFn(call, this.queued.shift());
      else this.waiting = call;
      return;
    }
    if (this.asked++ >= QUESTIONS) {
      this.close();
      return;
    }
    const answer = answerTo(text) ?? this.typed.shift() ?? (this.asked > 3 ? "exit" : facts().prompt);
    setImmediateFn(call, answer);
  }
  question(text, options, callback) {
    this.ask(text, typeof options === "function" ? options : callback);
  }
  prompt() {
    if (this.isUsers) event("print", { stream: "stdout", text: this.promptText });
  }
  setPrompt(text) {
    this.promptText = text;
  }
  getPrompt() {
    return this.promptText;
  }
  pause() {
    this.emit("pause");
    return this;
  }
  resume() {
    this.emit("resume");
    return this;
  }
  write(text) {
    if (this.isUsers && typeof text === "string" && this.output) event("print", { stream: "stdout", text });
  }
  getCursorPos() {
    return { rows: 0, cols: 0 };
  }
  close() {
    if (this.closed) return;
    this.closed = true;
    this.emit("close");
    if (this.wake) this.wake();
  }
  [Symbol.dispose]() {
    this.close();
  }
  async *[Symbol.asyncIterator]() {
    define(this, "isRead", true);
    if (this.isUsers) this.#attach(world.process.stdin);
    for (;;) {
      while (this.queued.length) yield this.queued.shift();
      if (this.closed) return;
      await new RealPromise((done) => (this.wake = done));
    }
  }
}
define(Interface.prototype.question, PROMISIFY, function (text) {
  return new RealPromise((done) => this.ask(text, done));
});
class PromiseInterface extends Interface {
  question(text, options) {
    return new RealPromise((done, fail) => {
      if (options && options.signal) options.signal.addEventListener("abort", () => fail(abortError(options.signal)), { once: true });
      this.ask(text, done);
    });
  }
}
// Keys that the user presses for each question that waits for keys: those of the prompt, then return.
const KEYS_SETS = 12;
const keysState = new WeakMap();
function emitKeypresses(stream) {
  const state = keysState.get(stream) ?? { isWaiting: false, sets: 0 };
  keysState.set(stream, state);
  if (state.isWaiting || state.sets >= KEYS_SETS) return;
  state.isWaiting = true;
  later(() => {
    state.isWaiting = false;
    if (!stream.listenerCount("keypress")) return;
    state.sets++;
    const letters = answerTo(world.latestPrint) ?? facts().prompt;
    for (const letter of [...letters, "\r"]) {
      for (const one of openInterfaces) if (one.input === stream) one.line = letter === "\r" ? "" : one.line + letter;
      stream.emit("keypress", letter, { sequence: letter, name: letter === "\r" ? "return" : letter === " " ? "space" : letter, ctrl: false, meta: false, shift: false });
    }
    if (stream.listenerCount("keypress")) emitKeypresses(stream);
  }, 5);
}
const openInterfaces = new RealSet();
const moved = (...values) => {
  const call = values[values.length - 1];
  if (typeof call === "function") soon(call);
  return true;
};
const terminalMoves = { clearLine: moved, cursorTo: moved, moveCursor: moved, clearScreenDown: moved };
const promiseReadline = { Interface: PromiseInterface, createInterface: (...values) => new PromiseInterface(...values), Readline: class { clearLine() { return this; } cursorTo() { return this; } moveCursor() { return this; } clearScreenDown() { return this; } async commit() {} rollback() { return this; } } };
world.builtins.readline = () => ({ ...terminalMoves, Interface, createInterface: (...values) => new Interface(...values), emitKeypressEvents: emitKeypresses, promises: promiseReadline });
world.builtins["readline/promises"] = () => promiseReadline;
