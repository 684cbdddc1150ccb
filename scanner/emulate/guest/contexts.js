// The asynchronous context: `instrument.py` puts it back behind each `await`; `then` and timers carry it.
let asyncContext = new RealMap(),
  hasContexts = false;
const within =
  (context, call) =>
  (...values) => {
    const before = asyncContext;
    asyncContext = context;
    try {
      return call(...values);
    } finally {
      asyncContext = before;
    }
  };
const carried = (call) => (hasContexts && typeof call === "function" ? within(asyncContext, call) : call);
define(globalThis, "__unmask_context", () => asyncContext);
define(globalThis, "__unmask_back", (context, value) => {
  asyncContext = context;
  return value;
});
const plainThen = Promise.prototype.then;
define(Promise.prototype, "then", function then(done, failed) {
  return apply(plainThen, this, [carried(done), carried(failed)]);
});
class AsyncLocalStorage {
  constructor() {
    hasContexts = true;
  }
  run(store, call, ...values) {
    const context = new RealMap(asyncContext);
    mapSet(context, this, store);
    return within(context, call)(...values);
  }
  getStore() {
    return mapGet(asyncContext, this);
  }
  enterWith(store) {
    asyncContext = new RealMap(asyncContext);
    mapSet(asyncContext, this, store);
  }
  exit(call, ...values) {
    return this.run(undefined, call, ...values);
  }
  disable() {}
  static bind(call) {
    return within(asyncContext, call);
  }
  static snapshot() {
    const context = asyncContext;
    return (call, ...values) => within(context, call)(...values);
  }
}
class AsyncResource {
  runInAsyncScope(call, self, ...values) {
    return call.apply(self, values);
  }
  static bind(call) {
    return call;
  }
  bind(call) {
    return call;
  }
  emitDestroy() {}
  asyncId() {
    return 1;
  }
}
world.builtins.async_hooks = () => ({
  AsyncLocalStorage,
  AsyncResource,
  createHook: () => ({ enable() {}, disable() {} }),
  executionAsyncId: () => 1,
  triggerAsyncId: () => 0,
});
