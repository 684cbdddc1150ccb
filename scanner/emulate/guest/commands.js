// Packages that read the command line: what they would be asked is told to the host as lines of a usage.
const hint = (text) => event("hint", { text: "$0 " + text });
const argumentsGiven = () => world.process.argv.slice(2);
const camel = (name) => name.replace(/-+(.)/g, (all, letter) => letter.toUpperCase());
// Whatever is asked of a chained object that it does not have gives the object itself.
const chained = (object) =>
  new RealProxy(object, {
    get(target, key, receiver) {
      if (key in target || typeof key !== "string" || key === "then" || key === "toJSON") return Reflect.get(target, key, receiver);
      return () => receiver;
    },
  });
const flagParts = (flags) => {
  const long = /--([\w-]+)/.exec(flags),
    short = /(?:^|[\s,|])-(\w)\b/.exec(flags),
    negated = /--no-([\w-]+)/.exec(flags);
  const name = negated ? negated[1] : long ? long[1] : short ? short[1] : flags.trim();
  return { name: camel(name), long: long && long[1], short: short && short[1], negated: !!negated, wants: /[<[]/.test(flags), required: /</.test(flags) };
};
class CommandOption {
  constructor(flags, description) {
    Object.assign(this, flagParts(flags), { flags, description, mandatory: false, hidden: false, defaultValue: undefined, argChoices: undefined, envVar: undefined, parseArg: undefined });
    return chained(this);
  }
  default(value) {
    this.defaultValue = value;
    return this;
  }
  choices(list) {
    this.argChoices = list;
    return this;
  }
  env(name) {
    this.envVar = name;
    return this;
  }
  argParser(parse) {
    this.parseArg = parse;
    return this;
  }
  makeOptionMandatory() {
    this.mandatory = true;
    return this;
  }
  attributeName() {
    return this.name;
  }
}
class CommandArgument {
  constructor(text, description) {
    const m = /^([<[])?([\w-]+)(\.\.\.)?/.exec(text) || [null, "<", text];
    Object.assign(this, { required: m[1] !== "[", variadic: /\.\.\./.test(text), argName: m[2], description, defaultValue: undefined, parseArg: undefined });
    return chained(this);
  }
  default(value) {
    this.defaultValue = value;
    return this;
  }
  choices() {
    return this;
  }
  argParser(parse) {
    this.parseArg = parse;
    return this;
  }
  argOptional() {
    this.required = false;
    return this;
  }
}
class Command extends EventEmitter {
  constructor(name) {
    super();
    Object.assign(this, { _name: name || "", options: [], commands: [], registeredArguments: [], _aliases: [], args: [], values: {}, hooks: [], run: undefined, parent: undefined, defaultCommand: undefined, _version: undefined, _description: "" });
    this.self = chained(this);
    return this.self;
  }
  name(text) {
    if (text === undefined) return this._name;
    this._name = text;
    return this.self;
  }
  version(text) {
    if (text === undefined) return this._version;
    this._version = text;
    return this.self;
  }
  description(text) {
    if (text === undefined) return this._description || "";
    this._description = text;
    return this.self;
  }
  alias(text) {
    if (text === undefined) return this._aliases[0];
    this._aliases.push(text);
    return this.self;
  }
  aliases(list) {
    if (!list) return this._aliases;
    this._aliases.push(...list);
    return this.self;
  }
  option(flags, description, parse, value) {
    const option = new CommandOption(flags, description);
    if (typeof parse === "function") Object.assign(option, { parseArg: parse, defaultValue: value });
    else option.defaultValue = parse;
    return this.addOption(option);
  }
  requiredOption(flags, description, parse, value) {
    this.option(flags, description, parse, value);
    this.options[this.options.length - 1].mandatory = true;
    return this.self;
  }
  addOption(option) {
    this.options.push(option);
    return this.self;
  }
  argument(text, description, parse, value) {
    const one = new CommandArgument(text, description);
    if (typeof parse === "function") Object.assign(one, { parseArg: parse, defaultValue: value });
    else one.defaultValue = parse;
    this.registeredArguments.push(one);
    return this.self;
  }
  addArgument(one) {
    this.registeredArguments.push(one);
    return this.self;
  }
  arguments(text) {
    for (const part of text.split(/\s+/).filter(Boolean)) this.argument(part);
    return this.self;
  }
  command(text, description) {
    const [name, ...rest] = text.split(/\s+/);
    const made = new Command(name);
    made.parent = this.self;
    for (const part of rest) made.argument(part);
    this.commands.push(made);
    if (typeof description === "string") {
      made.description(description);
      return this.self;
    }
    if (description && description.isDefault) this.defaultCommand = made;
    return made;
  }
  addCommand(made, options) {
    made.parent = this.self;
    this.commands.push(made);
    if (options && options.isDefault) this.defaultCommand = made;
    return this.self;
  }
  action(run) {
    this.run = run;
    return this.self;
  }
  hook(when, run) {
    this.hooks.push([when, run]);
    return this.self;
  }
  opts() {
    return this.values;
  }
  optsWithGlobals() {
    return { ...(this.parent ? this.parent.optsWithGlobals() : {}), ...this.values };
  }
  getOptionValue(name) {
    return this.values[name];
  }
  setOptionValue(name, value) {
    this.values[name] = value;
    return this.self;
  }
  get processedArgs() {
    return this.args;
  }
  helpInformation() {
    const path = this.parent && this.parent._name ? `${this.parent._name} ${this._name}` : this._name;
    return [`Usage: ${path} [options]`, ...this.options.map((o) => `  ${o.flags}`), ...this.commands.map((c) => "  " + c.usageLine())].join("\n") + "\n";
  }
  usageLine() {
    const required = this.options.filter((o) => o.mandatory).map((o) => o.flags.replace(/^-\w,\s*/, ""));
    return [this._name, ...required, ...this.registeredArguments.map((a) => (a.required ? `<${a.argName}>` : `[${a.argName}]`))].join(" ");
  }
  usage() {
    return this.self;
  }
  outputHelp() {
    this.tellUsage();
    world.process.stdout.write(this.helpInformation());
  }
  help() {
    this.outputHelp();
    world.process.exit(0);
  }
  error(text) {
    world.process.stderr.write(text + "\n");
    world.process.exit(1);
  }
  tellUsage(prefix = "") {
    for (const one of this.commands) {
      hint(prefix + one.usageLine());
      if (one.commands.length) one.tellUsage(prefix + one._name + " ");
    }
    if (this.run) hint(prefix + this.usageLine().replace(this._name, "").trim());
    for (const option of this.options) if (option.long && option.long !== "help") event("hint", { text: "--" + option.long });
  }
  read(list) {
    const rest = [];
    for (const option of this.options) {
      if (option.negated) this.values[option.name] ??= true;
      if (option.defaultValue !== undefined) this.values[option.name] = option.defaultValue;
      const given = option.envVar && environmentValue(option.envVar);
      if (given !== undefined && given !== null) this.values[option.name] = given;
    }
    for (let i = 0; i < list.length; i++) {
      const m = /^--?([\w-]+)(?:=(.*))?$/s.exec(list[i]);
      const option = m && list[i] !== "--" && this.options.find((o) => o.long === m[1] || (o.short === m[1] && !list[i].startsWith("--")));
      if (list[i] === "--") {
        push(rest, ...list.slice(i + 1));
        break;
      }
      if (!option) {
        push(rest, list[i]);
        continue;
      }
      let value = !option.negated;
      if (option.wants) {
        const next = m[2] ?? (i + 1 < list.length && (option.required || !list[i + 1].startsWith("-")) ? list[++i] : undefined);
        value = next === undefined ? true : option.parseArg ? option.parseArg(next, this.values[option.name]) : next;
        if (/\.\.\./.test(option.flags)) value = [...(isArray(this.values[option.name]) ? this.values[option.name] : []), value];
      }
      this.values[option.name] = value;
      this.emit("option:" + option.long, value);
    }
    return rest;
  }
  start(list) {
    const rest = this.read(list);
    const place = rest.findIndex((word) => !word.startsWith("-"));
    const word = rest[place];
    const named = this.commands.find((one) => one._name === word || one._aliases.includes(word));
    if (named) return named.start([...rest.slice(0, place), ...rest.slice(place + 1)]);
    if (this.defaultCommand && !this.run) return this.defaultCommand.start(rest);
    this.tellUsage();
    if (!this.run) {
      if (this.commands.length) this.outputHelp();
      this.args = rest;
      return undefined;
    }
    const missing = this.options.find((o) => o.mandatory && this.values[o.name] === undefined);
    if (missing) this.error(`error: required option '${missing.flags}' not specified`);
    const words = rest.filter((one) => !one.startsWith("-"));
    const values = this.registeredArguments.map((a, i) => {
      const given = a.variadic ? (words.length > i ? words.slice(i) : (a.defaultValue ?? [])) : (words[i] ?? a.defaultValue);
      if (a.required && (given === undefined || (a.variadic && !given.length))) this.error(`error: missing required argument '${a.argName}'`);
      return a.parseArg && typeof given === "string" ? a.parseArg(given, a.defaultValue) : given;
    });
    this.args = rest;
    const before = [];
    for (let one = this; one; one = one.parent) for (const [when, run] of one.hooks) if (when === "preAction") before.push(run);
    const run = () => this.run.call(this.self, ...values, this.values, this.self);
    if (!before.length) return run();
    return (async () => {
      for (const one of before) await one(this.self, this.self);
      return run();
    })();
  }
  parse(argv, options) {
    const list = argv ? (options && options.from === "user" ? argv : [...argv].slice(2)) : argumentsGiven();
    const result = this.start(list);
    if (result && typeof result.then === "function") result.then(undefined, uncaught);
    return this.self;
  }
  async parseAsync(argv, options) {
    await this.start(argv ? (options && options.from === "user" ? argv : [...argv].slice(2)) : argumentsGiven());
    return this.self;
  }
}
class CommanderError extends RealError {}
world.clients.commander = () => {
  const program = new Command();
  return Object.assign(program, {
    program,
    Command,
    Option: CommandOption,
    Argument: CommandArgument,
    createCommand: (name) => new Command(name),
    createOption: (flags, text) => new CommandOption(flags, text),
    createArgument: (text, more) => new CommandArgument(text, more),
    CommanderError,
    InvalidArgumentError: CommanderError,
    InvalidOptionArgumentError: CommanderError,
    Help: class {},
    default: program,
  });
};
world.clients["@commander-js/extra-typings"] = world.clients.commander;

// minimist, yargs-parser, mri, getopts: words and options as one object.
function parsedWords(list, settings = {}) {
  const out = { _: [] },
    texts = new RealSet([settings.string || []].flat()),
    flags = new RealSet([settings.boolean === true ? [] : settings.boolean || []].flat());
  const alias = {};
  for (const [key, value] of Object.entries(settings.alias || {})) {
    const group = [key, ...[value].flat()];
    for (const one of group) alias[one] = group;
  }
  const named = (name) => alias[name] || [name];
  const is = (set, name) => named(name).some((one) => setHas(set, one));
  const put = (name, value) => {
    for (const one of named(name)) {
      const number = typeof value === "string" && value !== "" && !is(texts, one) && !isNaN(value) ? +value : value;
      out[one] = out[one] !== undefined && mapHas(given, one) ? [out[one], number].flat() : number;
      mapSet(given, one, true);
      if (settings.camel) out[camel(one)] = out[one];
    }
  };
  const given = new RealMap();
  for (const [key, value] of Object.entries(settings.default || {})) for (const one of named(key)) out[one] = value;
  for (const one of flags) if (out[one] === undefined) for (const each of named(one)) out[each] = false;
  for (let i = 0; i < list.length; i++) {
    const word = RealString(list[i]);
    if (word === "--") {
      out._.push(...list.slice(i + 1));
      break;
    }
    const m = /^--([^=]+)(?:=(.*))?$/s.exec(word) || (/^-[A-Za-z]$/.test(word) ? [word, word.slice(1), undefined] : null);
    if (m) {
      if (m[1].startsWith("no-") && m[2] === undefined && !is(texts, m[1])) put(m[1].slice(3), false);
      else if (m[2] !== undefined) put(m[1], is(flags, m[1]) ? m[2] !== "false" : m[2]);
      else if (is(flags, m[1])) put(m[1], true);
      else if (i + 1 < list.length && !/^-./.test(list[i + 1])) put(m[1], RealString(list[++i]));
      else put(m[1], is(texts, m[1]) ? "" : true);
    } else if (/^-[A-Za-z]+$/.test(word)) for (const letter of word.slice(1)) put(letter, true);
    else out._.push(settings.keepsWords || isNaN(word) || word === "" || setHas(texts, "_") ? word : +word);
  }
  for (const name of [...texts, ...flags, ...Object.keys(settings.default || {})]) if (name.length > 1) event("hint", { text: "--" + name });
  return out;
}
const parserModule = (parse) => Object.assign(parse, { default: parse, Parser: parse, detailed: (list, o) => ({ argv: parse(list, o) }) });
world.clients.minimist = () => parserModule((list, settings) => parsedWords(list, settings));
world.clients["yargs-parser"] = () => parserModule((list, settings) => parsedWords(typeof list === "string" ? list.split(/\s+/) : list, { ...settings, camel: true }));
world.clients.mri = () => parserModule((list, settings) => parsedWords(list, { ...settings, keepsWords: true }));
world.clients.getopts = world.clients.mri;
world.clients.arg = () =>
  parserModule((spec, settings = {}) => {
    const out = { _: [] },
      list = settings.argv || argumentsGiven();
    for (let i = 0; i < list.length; i++) {
      let key = list[i].split("=")[0];
      while (typeof spec[key] === "string") key = spec[key];
      const kind = isArray(spec[key]) ? spec[key][0] : spec[key];
      if (!kind || !list[i].startsWith("-")) out._.push(list[i]);
      else if (kind === Boolean) out[key] = true;
      else {
        const value = kind(list[i].includes("=") ? list[i].split("=").slice(1).join("=") : list[++i]);
        out[key] = isArray(spec[key]) ? [...(out[key] || []), value] : value;
      }
    }
    for (const key of Object.keys(spec)) if (key.startsWith("--")) event("hint", { text: key });
    return out;
  });
world.clients.meow = () => {
  const one = (help, settings) => {
    const o = typeof help === "string" ? { ...settings, help } : help || {};
    const alias = {},
      flags = [],
      defaults = {};
    for (const [name, spec] of Object.entries(o.flags || {})) {
      if (spec.shortFlag || spec.alias) alias[name] = spec.shortFlag || spec.alias;
      if (spec.type === "boolean") push(flags, name);
      if (spec.default !== undefined) defaults[name] = spec.default;
    }
    event("hint", { text: RealString(o.help || "") });
    const { _, ...rest } = parsedWords(argumentsGiven(), { alias, boolean: flags, default: defaults, camel: true });
    const showHelp = () => {
      world.process.stdout.write((o.help || "") + "\n");
      world.process.exit(2);
    };
    return { input: _.map(RealString), flags: rest, unnormalizedFlags: rest, pkg: {}, help: o.help || "", showHelp, showVersion() {} };
  };
  return Object.assign(one, { default: one });
};
