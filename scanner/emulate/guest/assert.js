// assert: claims that throw when they do not hold.
class AssertionError extends RealError {
  constructor(options = {}) {
    super(options.message ?? `${inspect(options.actual)} ${options.operator ?? "=="} ${inspect(options.expected)}`);
    this.name = "AssertionError";
    this.generatedMessage = options.message === undefined;
    this.code = "ERR_ASSERTION";
    this.actual = options.actual;
    this.expected = options.expected;
    this.operator = options.operator;
  }
}
const claim = (holds, message, actual, expected, operator, usual) => {
  if (holds) return;
  if (message instanceof RealError) throw message;
  throw new AssertionError({ message: message ?? usual, actual, expected, operator });
};
const assertion = (...values) =>
  claim(values[0], values.length ? values[1] : "No value argument passed to `assert.ok()`", values[0], true, "==", "The expression evaluated to a falsy value");
function matchesError(error, expected) {
  if (expected === undefined || typeof expected === "string") return true;
  if (expected instanceof RealRegExp) return expected.test(RealString(error));
  if (typeof expected === "function") return expected.prototype !== undefined && error instanceof expected ? true : RealError.isPrototypeOf(expected) ? false : expected.call({}, error) === true;
  return Object.keys(expected).every((key) => (expected[key] instanceof RealRegExp && typeof error[key] === "string" ? expected[key].test(error[key]) : isSame(error[key], expected[key], true)));
}
const thrown = (run) => {
  try {
    run();
  } catch (error) {
    return { error };
  }
  return null;
};
const rejection = async (given) => {
  try {
    await (typeof given === "function" ? given() : given);
  } catch (error) {
    return { error };
  }
  return null;
};
function judgeThrown(found, expected, message, operator) {
  const text = typeof expected === "string" ? expected : message;
  if (!found) claim(false, text, undefined, expected, operator, operator === "throws" ? "Missing expected exception." : "Missing expected rejection.");
  if (!matchesError(found.error, expected)) {
    if (typeof expected === "function" || expected instanceof RealRegExp) {
      if (RealError.isPrototypeOf(expected) || expected === RealError) throw found.error;
    }
    claim(false, text, found.error, expected, operator, "The error is not the one expected");
  }
}
const assertMethods = (strict) => {
  const equal = strict ? Object.is : (a, b) => a == b || (a !== a && b !== b);
  return {
    ok: assertion,
    equal: (a, b, m) => claim(equal(a, b), m, a, b, strict ? "strictEqual" : "=="),
    notEqual: (a, b, m) => claim(!equal(a, b), m, a, b, strict ? "notStrictEqual" : "!="),
    strictEqual: (a, b, m) => claim(Object.is(a, b), m, a, b, "strictEqual"),
    notStrictEqual: (a, b, m) => claim(!Object.is(a, b), m, a, b, "notStrictEqual"),
    deepEqual: (a, b, m) => claim(isSame(a, b, strict), m, a, b, strict ? "deepStrictEqual" : "deepEqual"),
    notDeepEqual: (a, b, m) => claim(!isSame(a, b, strict), m, a, b, "notDeepEqual"),
    deepStrictEqual: (a, b, m) => claim(isSame(a, b, true), m, a, b, "deepStrictEqual"),
    notDeepStrictEqual: (a, b, m) => claim(!isSame(a, b, true), m, a, b, "notDeepStrictEqual"),
    partialDeepStrictEqual: (a, b, m) => claim(Object.keys(b).every((key) => isSame(a[key], b[key], true)), m, a, b, "partialDeepStrictEqual"),
    throws: (run, expected, m) => judgeThrown(thrown(run), expected, m, "throws"),
    doesNotThrow: (run, m) => {
      const found = thrown(run);
      if (found) claim(false, typeof m === "string" ? m : undefined, found.error, undefined, "doesNotThrow", "Got unwanted exception.");
    },
    rejects: async (given, expected, m) => judgeThrown(await rejection(given), expected, m, "rejects"),
    doesNotReject: async (given) => {
      const found = await rejection(given);
      if (found) claim(false, undefined, found.error, undefined, "doesNotReject", "Got unwanted rejection.");
    },
    fail: (m = "Failed") => claim(false, m, undefined, undefined, "fail"),
    match: (text, pattern, m) => claim(typeof text === "string" && pattern.test(text), m, text, pattern, "match"),
    doesNotMatch: (text, pattern, m) => claim(!pattern.test(text), m, text, pattern, "doesNotMatch"),
    ifError: (value) => {
      if (value !== null && value !== undefined) throw value instanceof RealError ? value : new AssertionError({ message: "ifError got unwanted exception: " + inspect(value) });
    },
    AssertionError,
  };
};
world.builtins.assert = () => {
  const strict = Object.assign((...values) => assertion(...values), assertMethods(true));
  strict.strict = strict;
  return Object.assign((...values) => assertion(...values), assertMethods(false), { strict });
};
world.builtins["assert/strict"] = () => builtin("assert").strict;
