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
let nextAsyncId = 1;
// What is called in its scope runs in the context in which it was made.
class AsyncResource {
  #context = asyncContext;
  #id = ++nextAsyncId;
  constructor(type) {
    if (typeof type !== "string") throw nodeError(TypeError, "ERR_INVALID_ARG_TYPE", `The "type" argument must be of type string. Received ${describeType(type)}`);
    hasContexts = true;
  }
  runInAsyncScope(call, self, ...values) {
    return within(this.#context, (...given) => apply(call, self, given))(...values);
  }
  bind(call) {
    const run = (self, values) => this.runInAsyncScope(call, self, ...values);
    return function (...values) {
      return run(this, values);
    };
  }
  static bind(call, type, self) {
    const bound = new AsyncResource(type || call.name || "bound-anonymous-fn").bind(call);
    return self === undefined ? bound : bound.bind(self);
  }
  emitDestroy() {
    return this;
  }
  asyncId() {
    return this.#id;
  }
  triggerAsyncId() {
    return 1;
  }
}
world.builtins.async_hooks = () => ({
  AsyncLocalStorage,
  AsyncResource,
  createHook() {
    const hook = { enable: () => hook, disable: () => hook };
    return hook;
  },
  executionAsyncResource: () => ({}),
  asyncWrapProviders: freeze({ NONE: 0 }),
  executionAsyncId: () => 1,
  triggerAsyncId: () => 0,
});
