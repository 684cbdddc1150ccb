// Stand-ins: a value that answers anything, and packages that are not in the artifact.
const NEGATIVE = /^(has|is|should|can|includes|startsWith|endsWith|test|some|every|equals|contains|matches|exists)/;
const WITHIN = /^(?:with|with[A-Z]\w*|startActiveSpan|startSpan\w*|startInactiveSpan|runWith\w*|runIn\w*|runExclusive|transaction|continueTrace|trace|measure|suppress\w*|lock|acquire|bindContext|batch|configureScope|observe)$/;
const stubNames = new RealMap();
// `kind` "no": questions are answered false and look-ups find nothing; "yes": everything is there.
function stub(name, kind = "no", onCall) {
  const target = function () {};
  const fields = new RealMap();
  return new RealProxy(target, {
    get(t, key) {
      if (key === "then" || key === "toJSON" || key === "nodeType") return undefined;
      if (key === Symbol.toPrimitive) return (hint) => (hint === "number" ? 0 : "");
      if (key === Symbol.iterator) return function* () {};
      if (key === Symbol.asyncIterator) return async function* () {};
      if (key === Symbol.hasInstance) return () => false;
      if (key === "prototype") return t.prototype;
      if (typeof key === "symbol") return undefined;
      if (key === "length" || key === "size") return 0;
      if (key === "toString" || key === "valueOf") return () => "";
      if (key === "call" || key === "apply" || key === "bind") return t[key];
      if (!mapHas(fields, key))
        mapSet(
          fields,
          key,
          key === "default" || key === "__esModule"
            ? key === "default"
              ? stub(name, kind, onCall)
              : true
            : stub(name + "." + key, kind, onCall),
        );
      return mapGet(fields, key);
    },
    set(t, key, value) {
      if (typeof key === "string") mapSet(fields, key, value);
      return true;
    },
    has: () => kind === "yes",
    apply(t, self, values) {
      gap(name + "()");
      if (onCall) {
        const answer = onCall(name, values, false);
        if (answer !== undefined) return answer;
      }
      for (const value of values)
        if (
          typeof value === "function" &&
          values.length === 1 &&
          testRegExp(/(?:^|\.)(?:memoi[sz]e|once|lazy|wrap|debounce|throttle|bind)$/i, name)
        )
          return value;
      const last = name.slice(name.lastIndexOf(".") + 1);
      const inside = values[values.length - 1];
      // A span, a scope, a lock, a transaction: what is done within it is what the program does.
      if (typeof inside === "function" && testRegExp(WITHIN, last)) return inside(stub(name + "()", kind, onCall), stub(name + "()", kind, onCall));
      if (testRegExp(NEGATIVE, last)) return kind === "yes";
      if (kind === "no" && (last === "get" || last === "find" || last === "getItem")) return undefined;
      return stub(name + "()", kind, onCall);
    },
    construct(t, values, newTarget) {
      gap("new " + name + "()");
      if (onCall) onCall(name, values, true);
      if (newTarget !== undefined && newTarget.prototype !== t.prototype && newTarget.prototype) return Object.create(newTarget.prototype);
      return stub(name + "()", kind, onCall);
    },
  });
}
// A package that the artifact does not hold: calls of those that let values out are told to the host.
function packageStub(name) {
  if (mapHas(stubNames, name)) return mapGet(stubNames, name);
  const made = world.clients[name]
    ? world.clients[name]()
    : stub(name, "no", (path, values, isNew) => {
        const answer = question("call", { package: name, path, values, isNew });
        return answer === null || answer === undefined ? undefined : RealPromise.resolve(answer);
      });
  mapSet(stubNames, name, made);
  return made;
}
world.clients = Object.create(null);
