// `Error.captureStackTrace` as V8 has it: a trace that begins with the error itself, or the call sites for whoever prepares it.
const plainCapture = RealError.captureStackTrace;
class CallSite {
  #place;
  constructor(place) {
    this.#place = place;
  }
  getFileName() {
    return this.#place[2];
  }
  getScriptNameOrSourceURL() {
    return this.#place[2];
  }
  getLineNumber() {
    return Number(this.#place[3] ?? 1);
  }
  getColumnNumber() {
    return Number(this.#place[4] ?? 1);
  }
  getFunctionName() {
    return this.#place[1] === "<anonymous>" ? null : this.#place[1];
  }
  toString() {
    return `${this.#place[1]} (${this.#place[2]}:${this.getLineNumber()}:${this.getColumnNumber()})`;
  }
}
for (const [name, value] of Object.entries({ isEval: false, isNative: false, isToplevel: true, isConstructor: false, isAsync: false, isPromiseAll: false, getPromiseIndex: null, getThis: undefined, getTypeName: "Object", getMethodName: null, getEvalOrigin: undefined, getFunction: undefined })) define(CallSite.prototype, name, () => value);
const sitesOf = (stack) =>
  nativeSplit(RealString(stack), "\n")
    .map((line) => /^\s*at (\S+) \((.*?)(?::(\d+))?(?::(\d+))?\)/.exec(line))
    .filter(Boolean)
    .map((m) => new CallSite(m));
const headOfError = (value) => (value instanceof RealError ? RealString(value) : "Error");
define(RealError, "captureStackTrace", function captureStackTrace(object, above) {
  const prepare = RealError.prepareStackTrace;
  RealError.prepareStackTrace = undefined; // the engine would ask it, with call sites of its own
  plainCapture(object);
  RealError.prepareStackTrace = prepare;
  // Without the frame of this function, and those down to the one that is named.
  let lines = nativeSplit(RealString(object.stack), "\n").slice(1);
  const at = typeof above === "function" && above.name ? lines.findIndex((line) => plainIndexOf(line, ` at ${above.name} (`) >= 0) : -1;
  if (at >= 0) lines = lines.slice(at + 1);
  const own = nativeJoin(lines, "\n");
  const trace = typeof prepare === "function" ? prepare(object, sitesOf(own)) : `${headOfError(object)}\n${own}`;
  defineProperty(object, "stack", { value: trace, writable: true, configurable: true, enumerable: false });
});
if (RealError.stackTraceLimit === undefined) RealError.stackTraceLimit = 10;
