// Decorators of either kind: those of the proposal get a value and its context, those of older TypeScript a class, a name and a descriptor.
const takesContext = (run) => run.length === 2 && testRegExp(/^(?:async\s+)?(?:function\b[^(]*)?\(?[^,]*,\s*(?:\w*(?:context|ctx)\w*|\{[^}]*\b(?:kind|name|addInitializer)\b)/i, functionText(run));
const contextOf = (kind, name, isStatic, made) => ({ kind, name, static: !!isStatic, private: false, metadata: {}, addInitializer: (run) => apply(run, made, []), access: { has: (o) => name in o, get: (o) => o[name], set: (o, value) => (o[name] = value) } });
function decorateMember(holder, name, isField, isStatic, run) {
  const known = getOwnPropertyDescriptor(holder, name);
  if (!takesContext(run)) {
    const given = run(holder, name, isField ? undefined : known) ?? known;
    if (given && typeof given === "object") defineProperty(holder, name, given);
    return;
  }
  const part = !known || isField ? null : known.get ? "get" : known.set ? "set" : "value";
  const kind = { get: "getter", set: "setter", value: "method" }[part] ?? "field";
  const given = run(part ? known[part] : undefined, contextOf(kind, name, isStatic, holder));
  if (part && typeof given === "function") defineProperty(holder, name, { ...known, [part]: given });
}
define(globalThis, "__unmask_decorated", (made, own, members) => {
  const guarded = (run) => {
    try {
      return run();
    } catch (error) {
      event("failure", { what: RealString(error && error.message) });
    }
  };
  for (const [name, isStatic, isField, list] of members)
    for (const one of [...list].reverse()) guarded(() => decorateMember(isStatic ? made : made.prototype, name, isField, isStatic, one()));
  for (const one of [...own].reverse()) {
    const given = guarded(() => {
      const run = one();
      return takesContext(run) ? run(made, contextOf("class", made.name, 0, made)) : run(made);
    });
    if (typeof given === "function") made = given;
  }
  return made;
});
