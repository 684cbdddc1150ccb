// More packages that read the command line: flags and parameters that are declared, handlers that are called.
function declaredFlags(flags, words) {
  const alias = {},
    booleans = [],
    texts = [],
    defaults = {};
  for (const [name, given] of Object.entries(flags || {})) {
    const spec = typeof given === "function" || isArray(given) ? { type: given } : given;
    const kind = isArray(spec.type) ? spec.type[0] : spec.type;
    if (spec.alias || spec.char || spec.short) alias[name] = spec.alias || spec.char || spec.short;
    if (kind === Boolean || kind === "boolean") push(booleans, name);
    if (kind === RealString || kind === "string") push(texts, name);
    if (spec.default !== undefined && typeof spec.default !== "function") defaults[name] = spec.default;
    event("hint", { text: "--" + name.replace(/[A-Z]/g, (c) => "-" + lowerText(c)) });
  }
  const { _, ...rest } = parsedWords(words, { alias, boolean: booleans, string: texts, default: defaults, camel: true, keepsWords: true });
  for (const [name, given] of Object.entries(flags || {})) {
    const kind = typeof given === "function" ? given : isArray(given) ? given[0] : isArray(given.type) ? given.type[0] : given.type;
    if (rest[name] !== undefined && typeof kind === "function" && kind !== Boolean) rest[name] = isArray(given.type ?? given) ? [rest[name]].flat().map((one) => kind(one)) : kind(rest[name]);
    if (rest[name] === undefined && typeof given.default === "function") rest[name] = given.default();
    if (rest[name] === undefined && isArray(given.type ?? given)) rest[name] = [];
  }
  return { words: _, flags: rest };
}
const placedWords = (parameters, words) => {
  const out = Object.assign([...words], { "--": [] });
  (parameters || []).forEach((text, i) => {
    const name = replaceText(replaceText(text, /[<>[\].]/g, "").trim(), /[^A-Za-z0-9]+(.)/g, (all, c) => c.toUpperCase());
    out[name] = text.includes("...") ? words.slice(i) : words[i];
  });
  return out;
};
// cleye: `cli({ name, flags, parameters, commands }, run)`.
world.clients.cleye = () => {
  const shown = (options) => () => world.process.stdout.write(`${options.name ?? ""}\n`);
  const read = (options, run, words) => {
    hint((options.parameters || []).join(" "));
    const found = declaredFlags(options.flags, words);
    const argv = { command: options.command, flags: found.flags, unknownFlags: {}, _: placedWords(options.parameters, found.words), showHelp: shown(options), showVersion: shown(options) };
    const result = run ? run(argv) : undefined;
    if (result && typeof result.then === "function") result.then(undefined, uncaught);
    return argv;
  };
  return {
    command: (options, run) => ({ options: { ...options, command: options.name }, run }),
    cli: (options, run, given) => {
      const words = given ?? argumentsGiven();
      for (const one of options.commands || []) hint([one.options.name, ...(one.options.parameters || [])].join(" "));
      const named = (options.commands || []).find((one) => one.options.name === words[0] || [one.options.alias].flat().includes(words[0]));
      return named ? read(named.options, named.run, words.slice(1)) : read(options, run, words);
    },
  };
};
// oclif: a class with static flags and args, and `run`.
class CliCommand {
  constructor(words, config) {
    Object.assign(this, { argv: words ?? argumentsGiven(), config: config ?? chained({ version: "1.0.0", name: "tool" }) });
  }
  static run(words) {
    return new this(words ?? argumentsGiven()).run();
  }
  async parse(kind) {
    const Kind = kind ?? this.constructor;
    const found = declaredFlags(Kind.flags, this.argv);
    const names = isArray(Kind.args) ? Kind.args.map((one) => one.name) : Object.keys(Kind.args ?? {});
    return { flags: found.flags, args: Object.fromEntries(names.map((name, i) => [name, found.words[i]])), argv: found.words, raw: [] };
  }
  log(...values) {
    globalThis.console.log(...values);
  }
  logToStderr(...values) {
    globalThis.console.error(...values);
  }
  warn(text) {
    globalThis.console.error(text);
  }
  error(text) {
    throw text instanceof RealError ? text : new RealError(text);
  }
  exit(code) {
    world.process.exit(code);
  }
}
const flagMakers = new RealProxy({}, { get: (target, name) => (options) => ({ type: name === "integer" || name === "number" ? Number : name === "boolean" ? Boolean : RealString, ...options }) });
world.clients["@oclif/core"] = () => ({ Command: CliCommand, Flags: flagMakers, Args: flagMakers, flags: flagMakers, run: async () => {}, execute: async () => {}, ux: chained({ action: chained({}), log: (...values) => globalThis.console.log(...values) }), settings: {}, handle() {}, flush() {} });
// clipanion and its like declare options as fields: what they are not given stays as it is.
world.clients["@stricli/core"] = () => ({ buildCommand: (o) => o, buildRouteMap: (o) => o, buildApplication: (root) => ({ root }), run: async (app, words) => {
  let at = app.root;
  const rest = [...(words ?? argumentsGiven())];
  for (const name of Object.keys(at.routes ?? {})) hint(name);
  while (at && at.routes && rest.length) at = at.routes[rest.shift()];
  if (!at || !(at.func || at.loader)) return;
  const found = declaredFlags(at.parameters && at.parameters.flags, rest);
  await (at.func ?? (await at.loader()).default ?? (await at.loader())).call({ process: world.process }, found.flags, ...found.words);
} });
// What is drawn on a terminal: colours that run through a text, tables.
world.clients["gradient-string"] = () => {
  const paint = Object.assign(plainText, { multiline: plainText });
  const make = () => paint;
  return new RealProxy(make, { get: (target, key) => (key === "default" ? world.clients["gradient-string"]() : key in target || typeof key !== "string" || key === "then" ? target[key] : paint) });
};
class TextTable extends Array {
  constructor(options) {
    super();
    define(this, "options", options ?? {});
  }
  toString() {
    const rows = this.options.head && this.options.head.length ? [this.options.head, ...this] : [...this];
    return rows.map((row) => (isArray(row) ? row : Object.entries(row).flat(2)).map((cell) => plainText(cell !== null && typeof cell === "object" ? (cell.content ?? "") : cell)).join(" │ ")).join("\n");
  }
  addRow(row) {
    this.push(Object.values(row));
  }
  printTable() {
    globalThis.console.log(this.toString());
  }
}
named(["cli-table3", "cli-table", "tty-table", "console-table-printer", "easy-table"], () => both(TextTable, { Table: TextTable }));
named(["table", "text-table", "columnify", "markdown-table"], () => both((rows) => new TextTable().toString.call(Object.assign([...rows], { options: {} })), { table: (rows) => [...rows].map((row) => row.join(" │ ")).join("\n"), getBorderCharacters: () => ({}), markdownTable: (rows) => [...rows].map((row) => `| ${row.join(" | ")} |`).join("\n") }));
