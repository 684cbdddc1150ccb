// Packages that check shapes beside zod: valibot, ajv, joi, yup, typebox.
const action = (run) => ({ run: run ?? ((value) => value) });
const valibot = () => {
  const z = shapeMakers;
  const plain = (type) => () => new Shape(type);
  const optional = (inner, usual) => (usual === undefined ? inner.optional() : inner.default(usual));
  const made = {
    ...Object.fromEntries(["string", "number", "boolean", "bigint", "any", "unknown", "never", "date", "null", "undefined", "symbol"].map((type) => [type, plain(type)])),
    object: (shape) => z.object(shape), strictObject: (shape) => z.strictObject(shape), looseObject: (shape) => z.looseObject(shape), array: (inner) => z.array(inner), tuple: (items) => z.tuple(items), record: (key, value) => z.record(key, value), picklist: (values) => z.enum(values), enum: (values) => z.enum(values), enum_: (values) => z.enum(values), literal: (value) => z.literal(value), union: (options) => z.union(options), variant: (name, options) => z.union(options), intersect: (list) => list.reduce((a, b) => a.and(b)), lazy: (getter) => z.lazy(getter), instance: (kind) => z.instanceof(kind), custom: (test) => z.custom(test),
    optional, exactOptional: optional, undefinedable: optional, nullable: (inner) => inner.nullable(), nullish: (inner, usual) => optional(inner.nullable(), usual), fallback: (inner, usual) => inner.catch(usual), partial: (inner) => inner.partial(), required: (inner) => inner.required(), pick: (inner, names) => inner.pick(Object.fromEntries(names.map((one) => [one, true]))), omit: (inner, names) => inner.omit(Object.fromEntries(names.map((one) => [one, true]))), merge: (list) => list.reduce((a, b) => a.merge(b)),
    pipe: (first, ...steps) => steps.reduce((shape, one) => (one instanceof Shape ? shape.pipe(one) : one.description ? shape.describe(one.description) : shape.transform(one.run)), first),
    transform: action, description: (description) => ({ description, run: (v) => v }), trim: () => action((text) => text.trim()), toLowerCase: () => action((text) => lowerText(text)), toUpperCase: () => action((text) => text.toUpperCase()),
    check: () => action(), parse: (shape, value) => shape.parse(value), parser: (shape) => (value) => shape.parse(value), parseAsync: async (shape, value) => shape.parse(value), is: (shape, value) => shape.check(value).success,
    safeParse: (shape, value) => { const found = shape.check(value); return found.success ? { success: true, output: found.data, typed: true } : { success: false, issues: found.error.issues, output: value, typed: false }; },
    flatten: (issues) => ({ nested: Object.fromEntries(issues.map((one) => [one.path.join("."), [one.message]])) }), getDotPath: (issue) => issue.path.join("."), getDefault: () => undefined, ValiError: ShapeError, isValiError: (error) => error instanceof ShapeError,
  };
  made.safeParseAsync = async (shape, value) => made.safeParse(shape, value);
  return new RealProxy(made, { get: (target, key) => (key in target || typeof key !== "string" || key === "then" || key === "default" ? target[key] : () => action()) });
};
named(["valibot"], valibot);
named(["@valibot/to-json-schema"], () => ({ toJsonSchema: schemaOf }));
// JSON schemas: what is checked is taken as fit, with the defaults of its fields.
const withSchemaDefaults = (schema, value) => {
  if (schema && schema.properties && value !== null && typeof value === "object") for (const key of Object.keys(schema.properties)) if (value[key] === undefined && schema.properties[key].default !== undefined) value[key] = schema.properties[key].default;
  return true;
};
class Ajv {
  schemas = {};
  compile(schema) {
    return Object.assign((value) => withSchemaDefaults(schema, value), { errors: null, schema });
  }
  compileAsync(schema) {
    return RealPromise.resolve(this.compile(schema));
  }
  validate(schema, value) {
    return withSchemaDefaults(schema, value);
  }
  addSchema() {
    return this;
  }
  addFormat() {
    return this;
  }
  addKeyword() {
    return this;
  }
  getSchema() {
    return undefined;
  }
  errorsText() {
    return "";
  }
}
named(["ajv", "ajv/dist/2020", "ajv/dist/2020.js", "ajv-draft-04", "@cfworker/json-schema", "jsonschema", "is-my-json-valid"], () => both(Ajv, { Ajv, Validator: Ajv }));
named(["ajv-formats", "ajv-errors", "ajv-keywords"], () => both(() => {}));
const lenientShape = () => {
  const one = chained({ validate: (value) => ({ value, error: undefined }), validateAsync: async (value) => value, parse: (value) => value, cast: (value) => value, isValid: async () => true, validateSync: (value) => value, isValidSync: () => true, attempt: (value) => value });
  return one;
};
named(["joi", "yup", "superstruct", "io-ts", "runtypes", "arktype", "@sinclair/typebox/value", "class-validator", "fastest-validator"], () => new RealProxy({}, { get: (target, key) => (key === "then" || typeof key !== "string" ? undefined : key === "default" ? world.clients.joi() : key === "validate" || key === "attempt" ? (value) => value : key === "assert" ? () => {} : () => lenientShape()) }));
const typeBox = new RealProxy({}, { get: (target, kind) => (typeof kind !== "string" || kind === "then" ? undefined : (first, options) => (kind === "Object" ? { type: "object", properties: first, ...options } : kind === "Array" ? { type: "array", items: first, ...options } : kind === "Optional" ? first : kind === "Union" ? { anyOf: first, ...options } : kind === "Literal" ? { const: first, ...options } : { type: lowerText(kind), ...first })) });
named(["@sinclair/typebox", "typebox"], () => ({ Type: typeBox, Value: { Check: () => true, Parse: (schema, value) => value, Default: (schema, value) => value } }));
