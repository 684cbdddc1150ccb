// Call sites have the methods that V8 gives them: libraries that warn of old names ask for all of them.
{
  const before = RealError.prepareStackTrace;
  RealError.prepareStackTrace = (error, sites) => sites;
  const [site] = new RealError("").stack;
  RealError.prepareStackTrace = before;
  const prototype = site && typeof site === "object" ? getPrototypeOf(site) : null;
  const usual = { isEval: () => false, isNative: () => false, isToplevel: () => true, isConstructor: () => false, isAsync: () => false, isPromiseAll: () => false, getPromiseIndex: () => null, getThis: () => undefined, getTypeName: () => "Object", getMethodName: () => null, getEvalOrigin: () => undefined, getFunction: () => undefined };
  if (prototype) {
    for (const name of Object.keys(usual)) if (typeof prototype[name] !== "function") define(prototype, name, usual[name]);
    define(prototype, "getScriptNameOrSourceURL", function () {
      return this.getFileName();
    });
    define(prototype, "toString", function () {
      return `${this.getFunctionName() ?? "<anonymous>"} (${this.getFileName()}:${this.getLineNumber()}:${this.getColumnNumber()})`;
    });
  }
  if (RealError.stackTraceLimit === undefined) RealError.stackTraceLimit = 10;
}
