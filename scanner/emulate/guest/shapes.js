// zod: values are checked against a shape, and come back with defaults and steps applied.
class ShapeError extends RealError {
  constructor(issues) {
    super(jsonOf(issues));
    this.name = "ZodError";
    this.issues = issues;
  }
  get errors() {
    return this.issues;
  }
  get isEmpty() {
    return !this.issues.length;
  }
  format() {
    const out = { _errors: [] };
    for (const one of this.issues) {
      let at = out;
      for (const key of one.path) at = at[key] ??= { _errors: [] };
      push(at._errors, one.message);
    }
    return out;
  }
  flatten() {
    const out = { formErrors: [], fieldErrors: {} };
    for (const one of this.issues) push(one.path.length ? (out.fieldErrors[one.path[0]] ??= []) : out.formErrors, one.message);
    return out;
  }
  addIssue(issue) {
    push(this.issues, issue);
  }
}
const NOTHING = Symbol("not given");
const kindName = (value) => (value === null ? "null" : isArray(value) ? "array" : value instanceof RealDate ? "date" : typeof value === "number" && value !== value ? "nan" : typeof value);
const complain = (context, message, more) => {
  push(context.issues, { code: "invalid_type", path: [...context.path], message, ...more });
  return NOTHING;
};
const wrongKind = (context, expected, value) => complain(context, value === undefined ? "Required" : `Expected ${expected}, received ${kindName(value)}`, { expected, received: kindName(value) });
const atKey = (context, key, run) => {
  push(context.path, key);
  const out = run();
  context.path.pop();
  return out;
};
const PRIMITIVES = { string: "string", number: "number", boolean: "boolean", bigint: "bigint", symbol: "symbol", function: "function" };
const readers = {
  object(def, value, context) {
    if (value === null || typeof value !== "object" || isArray(value)) return wrongKind(context, "object", value);
    const out = {};
    for (const key of Object.keys(def.shape)) {
      const item = atKey(context, key, () => def.shape[key].read(value[key], context));
      if (item !== NOTHING && (item !== undefined || key in value)) out[key] = item;
    }
    const more = Object.keys(value).filter((key) => !(key in def.shape));
    if (def.unknown === "strict" && more.length) complain(context, `Unrecognized key(s) in object: ${more.map((key) => `'${key}'`).join(", ")}`, { code: "unrecognized_keys", keys: more });
    else if (def.catchall) for (const key of more) out[key] = atKey(context, key, () => def.catchall.read(value[key], context));
    else if (def.unknown === "keep") for (const key of more) out[key] = value[key];
    return out;
  },
  array(def, value, context) {
    if (!isArray(value)) return wrongKind(context, "array", value);
    return value.map((item, i) => atKey(context, i, () => def.element.read(item, context)));
  },
  tuple(def, value, context) {
    if (!isArray(value)) return wrongKind(context, "array", value);
    return def.items.map((item, i) => atKey(context, i, () => item.read(value[i], context)));
  },
  record(def, value, context) {
    if (value === null || typeof value !== "object") return wrongKind(context, "object", value);
    return Object.fromEntries(Object.keys(value).map((key) => [key, atKey(context, key, () => def.value.read(value[key], context))]));
  },
  map: (def, value, context) => (value instanceof RealMap ? value : wrongKind(context, "map", value)),
  set: (def, value, context) => (value instanceof RealSet ? value : wrongKind(context, "set", value)),
  date: (def, value, context) => (value instanceof RealDate ? value : wrongKind(context, "date", value)),
  enum: (def, value, context) => (def.values.includes(value) ? value : complain(context, `Invalid enum value. Expected ${def.values.map((one) => `'${one}'`).join(" | ")}, received '${value}'`, { code: "invalid_enum_value", options: def.values, received: value })),
  literal: (def, value, context) => (def.values.includes(value) ? value : complain(context, `Invalid literal value, expected ${jsonOf(def.values[0])}`, { code: "invalid_literal", expected: def.values[0] })),
  null: (def, value, context) => (value === null ? value : wrongKind(context, "null", value)),
  undefined: (def, value, context) => (value === undefined ? value : wrongKind(context, "undefined", value)),
  never: (def, value, context) => wrongKind(context, "never", value),
  union(def, value, context) {
    for (const one of def.options) {
      const inner = { issues: [], path: [...context.path] };
      const found = one.read(value, inner);
      if (!inner.issues.length) return found;
    }
    return complain(context, "Invalid input", { code: "invalid_union", unionErrors: [] });
  },
  intersection(def, value, context) {
    const a = def.left.read(value, context),
      b = def.right.read(value, context);
    return a !== null && typeof a === "object" && b !== null && typeof b === "object" ? { ...a, ...b } : a;
  },
  optional: (def, value, context) => (value === undefined ? undefined : def.inner.read(value, context)),
  nullable: (def, value, context) => (value === null ? null : def.inner.read(value, context)),
  default: (def, value, context) => (value === undefined ? def.make() : def.inner.read(value, context)),
  catch(def, value) {
    const inner = { issues: [], path: [] };
    const found = def.inner.read(value, inner);
    return inner.issues.length ? def.make() : found;
  },
  lazy: (def, value, context) => def.getter().read(value, context),
  preprocess: (def, value, context) => def.inner.read(def.step(value), context),
  pipe(def, value, context) {
    const first = def.inner.read(value, context);
    return first === NOTHING ? NOTHING : def.out.read(first, context);
  },
  instance: (def, value, context) => (value instanceof def.kind ? value : wrongKind(context, def.kind.name, value)),
};
const COERCE = { string: RealString, number: Number, boolean: Boolean, bigint: (v) => BigInt(v), date: (v) => new FakeDate(v) };
const FORMATS = { email: /^[^\s@]+@[^\s@]+\.[^\s@]+$/, uuid: /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i, cuid: /^c\S{8,}$/, ip: /^[\d.:a-f]+$/i, ipv4: /^[\d.]+$/, datetime: /^\d{4}-\d\d-\d\dT\d\d:\d\d/, date: /^\d{4}-\d\d-\d\d$/, time: /^\d\d:\d\d/, base64: /^[A-Za-z0-9+/]*={0,2}$/ };
const sizeOfValue = (value) => (typeof value === "number" ? value : value && (value.length ?? value.size));
class Shape {
  constructor(type, def = {}) {
    this.type = type;
    define(this, "def", def);
    define(this, "_def", { typeName: "Zod" + type[0].toUpperCase() + slice(type, 1), type: def.element ?? type, innerType: def.inner, description: def.description, values: def.values, value: def.values && def.values[0], options: def.options, shape: () => def.shape, checks: def.steps ?? [], defaultValue: def.make });
    if (def.description) define(this, "description", def.description);
  }
  with(more) {
    return new Shape(this.type, { ...this.def, ...more });
  }
  step(run) {
    return this.with({ steps: [...(this.def.steps ?? []), run] });
  }
  read(given, context) {
    const { def, type } = this;
    let value = given;
    if (def.coerce) {
      try {
        value = COERCE[type](given);
      } catch (error) {
        return wrongKind(context, type, given);
      }
    }
    if (PRIMITIVES[type]) {
      if (typeof value !== PRIMITIVES[type] || value !== value) return wrongKind(context, type, value);
    } else if (readers[type]) value = readers[type](def, value, context);
    for (const run of def.steps ?? []) if (value !== NOTHING) value = run(value, context);
    return value;
  }
  check(value) {
    const context = { issues: [], path: [] };
    const data = this.read(value, context);
    return context.issues.length ? { success: false, error: new ShapeError(context.issues) } : { success: true, data };
  }
  parse(value) {
    const found = this.check(value);
    if (!found.success) throw found.error;
    return found.data;
  }
  safeParse(value) {
    return this.check(value);
  }
  async parseAsync(value) {
    return settledFields(this.parse(value));
  }
  async safeParseAsync(value) {
    return this.check(value);
  }
  get shape() {
    return this.def.shape;
  }
  get element() {
    return this.def.element;
  }
  get options() {
    return this.def.values ?? this.def.options;
  }
  get value() {
    return this.def.values && this.def.values[0];
  }
  get enum() {
    return this.def.values && Object.fromEntries(this.def.values.map((one) => [one, one]));
  }
  get Enum() {
    return this.enum;
  }
  get items() {
    return this.def.items;
  }
  get "~standard"() {
    return { version: 1, vendor: "zod", validate: (value) => (({ success, data, error }) => (success ? { value: data } : { issues: error.issues }))(this.check(value)) };
  }
  unwrap() {
    return this.def.inner ?? this;
  }
  removeDefault() {
    return this.def.inner ?? this;
  }
  optional() {
    return new Shape("optional", { inner: this, description: this.def.description });
  }
  nullable() {
    return new Shape("nullable", { inner: this, description: this.def.description });
  }
  nullish() {
    return this.nullable().optional();
  }
  default(value) {
    return new Shape("default", { inner: this, make: typeof value === "function" ? value : () => value, description: this.def.description });
  }
  prefault(value) {
    return this.default(value);
  }
  catch(value) {
    return new Shape("catch", { inner: this, make: typeof value === "function" ? value : () => value });
  }
  describe(description) {
    return this.with({ description });
  }
  meta(value) {
    return value === undefined ? { description: this.def.description } : this.describe(value.description ?? value.title);
  }
  array() {
    return new Shape("array", { element: this });
  }
  or(other) {
    return new Shape("union", { options: [this, other] });
  }
  and(other) {
    return new Shape("intersection", { left: this, right: other });
  }
  pipe(out) {
    return new Shape("pipe", { inner: this, out });
  }
  transform(run) {
    return this.step((value, context) => run(value, { addIssue: (issue) => complain(context, issue.message ?? "Invalid", issue), path: context.path }));
  }
  overwrite(run) {
    return this.step(run);
  }
  refine(test, options) {
    const text = typeof options === "string" ? options : typeof options === "function" ? undefined : options && (options.message ?? options.error);
    return this.step((value, context) => (test(value) ? value : complain(context, text ?? "Invalid input", { code: "custom", path: [...context.path, ...((options && options.path) || [])] })));
  }
  superRefine(run) {
    return this.step((value, context) => {
      run(value, { addIssue: (issue) => complain(context, issue.message ?? "Invalid", { code: "custom", ...issue, path: [...context.path, ...(issue.path ?? [])] }), path: context.path });
      return value;
    });
  }
  extend(more) {
    return this.with({ shape: { ...this.def.shape, ...(more instanceof Shape ? more.def.shape : more) } });
  }
  merge(other) {
    return this.extend(other.def.shape);
  }
  pick(names) {
    return this.with({ shape: Object.fromEntries(Object.entries(this.def.shape).filter(([key]) => names[key])) });
  }
  omit(names) {
    return this.with({ shape: Object.fromEntries(Object.entries(this.def.shape).filter(([key]) => !names[key])) });
  }
  partial(names) {
    return this.with({ shape: Object.fromEntries(Object.entries(this.def.shape).map(([key, one]) => [key, !names || names[key] ? one.optional() : one])) });
  }
  required() {
    return this.with({ shape: Object.fromEntries(Object.entries(this.def.shape).map(([key, one]) => [key, one.type === "optional" ? one.def.inner : one])) });
  }
  keyof() {
    return new Shape("enum", { values: Object.keys(this.def.shape) });
  }
  strict() {
    return this.with({ unknown: "strict" });
  }
  passthrough() {
    return this.with({ unknown: "keep" });
  }
  loose() {
    return this.passthrough();
  }
  strip() {
    return this.with({ unknown: undefined });
  }
  catchall(one) {
    return this.with({ catchall: one });
  }
  exclude(names) {
    return this.with({ values: this.def.values.filter((one) => !names.includes(one)) });
  }
  extract(names) {
    return this.with({ values: names });
  }
  isOptional() {
    return this.check(undefined).success;
  }
  toJSONSchema() {
    return schemaOf(this);
  }
}
const settledFields = async (value) => (value !== null && typeof value === "object" && typeof value.then === "function" ? await value : value);
const bounded = (holds, say, bound) => function (limit, options) {
  const text = typeof options === "string" ? options : options && (options.message ?? options.error);
  return (bound ? this.with({ [bound]: limit }) : this).step((value, context) => (holds(sizeOfValue(value), limit, value) ? value : complain(context, text ?? say(limit), { code: "too_small" })));
};
for (const [name, method] of Object.entries({
  min: bounded((size, limit) => size >= limit, (n) => `Must be at least ${n}`, "least"),
  gte: bounded((size, limit) => size >= limit, (n) => `Must be at least ${n}`, "least"),
  max: bounded((size, limit) => size <= limit, (n) => `Must be at most ${n}`, "most"),
  lte: bounded((size, limit) => size <= limit, (n) => `Must be at most ${n}`, "most"),
  gt: bounded((size, limit) => size > limit, (n) => `Must be greater than ${n}`),
  lt: bounded((size, limit) => size < limit, (n) => `Must be less than ${n}`),
  length: bounded((size, limit) => size === limit, (n) => `Must be exactly ${n}`),
  multipleOf: bounded((size, limit) => size % limit === 0, (n) => `Must be a multiple of ${n}`),
  regex: bounded((size, pattern, value) => pattern.test(value), () => "Invalid"),
  startsWith: bounded((size, text, value) => slice(value, 0, text.length) === text, (t) => `Must start with ${t}`),
  endsWith: bounded((size, text, value) => slice(value, -text.length) === text, (t) => `Must end with ${t}`),
  includes: bounded((size, text, value) => plainIndexOf(value, text) >= 0, (t) => `Must include ${t}`),
}))
  define(Shape.prototype, name, method);
for (const [name, test] of Object.entries({ int: Number.isInteger, positive: (n) => n > 0, negative: (n) => n < 0, nonnegative: (n) => n >= 0, nonpositive: (n) => n <= 0, finite: (n) => n - n === 0, safe: () => true, nonempty: (v) => sizeOfValue(v) > 0, url: (v) => URL.canParse(v), ...Object.fromEntries(Object.entries(FORMATS).map(([key, pattern]) => [key, (v) => testRegExp(pattern, v)])) }))
  define(Shape.prototype, name, function (options) {
    return this.with({ format: name }).refine(test, options ?? `Invalid ${name}`);
  });
define(Shape.prototype, "trim", function () {
  return this.step((text) => text.trim());
});
define(Shape.prototype, "toLowerCase", function () {
  return this.step((text) => lowerText(text));
});
define(Shape.prototype, "toUpperCase", function () {
  return this.step((text) => text.toUpperCase());
});
for (const name of ["brand", "readonly", "openapi", "register", "check"]) if (name !== "check") define(Shape.prototype, name, function () { return this; });
const enumValues = (given) => (isArray(given) ? [...given] : Object.values(given).filter((one) => typeof one !== "number" || typeof given[given[one]] !== "number"));
const shapeMakers = {
  object: (shape = {}) => new Shape("object", { shape }),
  strictObject: (shape = {}) => new Shape("object", { shape, unknown: "strict" }),
  looseObject: (shape = {}) => new Shape("object", { shape, unknown: "keep" }),
  array: (element) => new Shape("array", { element }),
  tuple: (items) => new Shape("tuple", { items }),
  record: (key, value) => new Shape("record", { value: value ?? key }),
  enum: (values) => new Shape("enum", { values: enumValues(values) }),
  nativeEnum: (values) => new Shape("enum", { values: enumValues(values) }),
  literal: (value) => new Shape("literal", { values: [value].flat() }),
  union: (options) => new Shape("union", { options }),
  discriminatedUnion: (name, options) => new Shape("union", { options: [...options] }),
  intersection: (left, right) => new Shape("intersection", { left, right }),
  lazy: (getter) => new Shape("lazy", { getter }),
  preprocess: (step, inner) => new Shape("preprocess", { step, inner }),
  optional: (inner) => inner.optional(),
  nullable: (inner) => inner.nullable(),
  instanceof: (kind) => new Shape("instance", { kind }),
  custom: (test) => (test ? new Shape("any").refine(test) : new Shape("any")),
  map: () => new Shape("map"),
  set: () => new Shape("set"),
  date: () => new Shape("date"),
  int: () => new Shape("number").int(),
  url: () => new Shape("string").url(),
  coerce: Object.fromEntries(Object.keys(COERCE).map((type) => [type, () => new Shape(type, { coerce: true })])),
  iso: Object.fromEntries(["datetime", "date", "time", "duration"].map((name) => [name, () => (name === "duration" ? new Shape("string") : new Shape("string")[name]())])),
  stringbool: () => new Shape("any").transform((value) => testRegExp(/^(1|true|yes|on|y)$/i, RealString(value))),
  toJSONSchema: (shape) => schemaOf(shape),
  prettifyError: (error) => error.message,
  treeifyError: (error) => error.format(),
  flattenError: (error) => error.flatten(),
  globalRegistry: { add() {} },
  setErrorMap() {},
  config() {},
  ZodError: ShapeError,
  ZodIssueCode: { custom: "custom", invalid_type: "invalid_type", too_small: "too_small", too_big: "too_big" },
  NEVER: NOTHING,
  core: { $ZodError: ShapeError },
};
for (const name of Object.keys(FORMATS)) if (!shapeMakers[name]) shapeMakers[name] = () => new Shape("string")[name]();
world.clients.zod = () => {
  const z = new RealProxy(
    { ...shapeMakers, __esModule: true },
    {
      get(target, key) {
        if (key === "z" || key === "default") return z;
        if (key in target || typeof key !== "string" || key === "then") return target[key];
        return testRegExp(/^Zod/, key) ? Shape : (options) => new Shape(key, typeof options === "object" && options ? { description: options.description } : {});
      },
    },
  );
  return z;
};
for (const name of ["zod/v4", "zod/v3", "zod/mini", "zod/v4-mini"]) world.clients[name] = world.clients.zod;
world.clients["zod-to-json-schema"] = () => ({ zodToJsonSchema: schemaOf, default: schemaOf });
world.clients["zod-validation-error"] = () => ({ fromZodError: (error) => error, fromError: (error) => error });
