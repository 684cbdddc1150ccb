// Worker threads: the module is run once more, in the same realm, with ports between the two.
class MessagePort extends EventEmitter {
  postMessage(message) {
    const other = this.other;
    const copy = message !== null && typeof message === "object" ? structuredClone(message) : message;
    setImmediateFn(() => {
      other.emit("message", copy);
      other.dispatch(copy);
    });
  }
  dispatch(message) {
    if (typeof this.onmessage === "function") this.onmessage({ data: message });
  }
  addEventListener(name, listener) {
    this.on(name, (message) => listener({ data: message }));
  }
  start() {}
  ref() {
    return this;
  }
  unref() {
    return this;
  }
  close() {
    this.emit("close");
  }
}
class MessageChannel {
  port1 = new MessagePort();
  port2 = new MessagePort();
  constructor() {
    this.port1.other = this.port2;
    this.port2.other = this.port1;
  }
}
const WORKERS = 8;
class Worker extends MessagePort {
  constructor(file, options = {}) {
    super();
    const inner = new MessagePort();
    this.other = inner;
    inner.other = this;
    this.threadId = world.workers.length + 1;
    this.stdout = Readable.from([]);
    this.stderr = Readable.from([]);
    push(world.workers, { isMainThread: false, parentPort: inner, workerData: options.workerData ?? null, threadId: this.threadId, argv: options.argv });
    if (this.threadId > WORKERS) return;
    setImmediateFn(() => {
      this.emit("online");
      startWorker(file, options, this);
    });
  }
  terminate() {
    return RealPromise.resolve(0);
  }
}
const threadsModule = (inner) => ({
  isMainThread: true,
  parentPort: null,
  workerData: null,
  threadId: 0,
  ...inner,
  Worker,
  MessageChannel,
  MessagePort,
  SHARE_ENV: Symbol.for("nodejs.worker_threads.SHARE_ENV"),
  setEnvironmentData() {},
  getEnvironmentData() {},
  markAsUntransferable() {},
  receiveMessageOnPort() {},
});
world.builtins.worker_threads = () => threadsModule(world.currentWorker);
world.workers = [];
