// yargs, cac, sade: commands with handlers, chained.
class Chain {
  constructor(list) {
    Object.assign(this, { list, known: [], settings: { alias: {}, default: {}, boolean: [], string: [] }, words: [], places: {}, main: undefined, latest: undefined, spreads: undefined });
    this.self = chained(this);
    return this.self;
  }
  option(name, spec = {}, value) {
    if (typeof name === "object") {
      for (const [key, one] of Object.entries(name)) this.option(key, one);
      return this.self;
    }
    const parts = flagParts(name);
    const key = /^-|[<[]/.test(name) ? parts.name : name;
    const o = typeof spec === "string" ? { default: typeof value === "object" && value ? value.default : value } : spec || {};
    if (/^-/.test(name) && parts.short && parts.long) this.settings.alias[parts.long] = parts.short;
    if (o.alias) this.settings.alias[key] = o.alias;
    if (o.default !== undefined) this.settings.default[key] = o.default;
    if (o.type === "boolean" || o.boolean || (/^-/.test(name) && !parts.wants)) push(this.settings.boolean, key);
    if (o.type === "string" || o.string) push(this.settings.string, key);
    event("hint", { text: "--" + key });
    return this.self;
  }
  options(all) {
    return this.option(all);
  }
  alias(key, other) {
    if (other !== undefined) this.settings.alias[key] = other;
    return this.self;
  }
  positional(key, spec = {}) {
    for (const one of [key, ...[spec.alias ?? []].flat()]) this.places[one] = spec;
    return this.self;
  }
  default(key, value) {
    this.settings.default[key] = value;
    return this.self;
  }
  command(name, description, builder, handler) {
    const one = typeof name === "object" && !isArray(name) ? name : { command: name, describe: description, builder, handler };
    const lines = [one.command || one.name || "$0"].flat();
    const made = { ...one, words: lines.map((line) => RealString(line).trim()), chain: this.self };
    this.known.push(made);
    this.latest = made;
    hint(made.words[0].replace("$0", "").trim());
    return this.self;
  }
  action(handler) {
    if (this.latest) this.latest.handler = handler;
    else this.main = handler;
    return this.self;
  }
  describe() {
    return this.self;
  }
  parsed() {
    return parsedWords(this.list.map(RealString), { ...this.settings, camel: true, keepsWords: true });
  }
  run(spread) {
    let values = this.parsed();
    const match = (one) => one.words.find((line) => line.split(/\s+/)[0] === values._[0]);
    const found = this.known.find(match) || this.known.find((one) => one.words.some((line) => line.startsWith("$0") || !/^\w/.test(line)));
    if (!found) {
      if (this.main) return { values, result: this.main(...(spread ? [...values._, values] : [values])) };
      return { values };
    }
    if (typeof found.builder === "function") found.builder(this.self);
    else if (found.builder && typeof found.builder === "object") this.option(found.builder);
    values = this.parsed();
    const line = match(found) || found.words[0],
      places = line.split(/\s+/).slice(/^\w|^\$0/.test(line) ? 1 : 0);
    const words = values._.slice(match(found) ? 1 : 0);
    const given = places.map((place, i) => (/\.\.|\.\.\./.test(place) ? words.slice(i) : words[i]));
    places.forEach((place, i) => {
      for (const name of place.replace(/[<>[\].]/g, "").split("|")) {
        const spec = this.places[name.trim()] || {};
        if (given[i] === undefined || (isArray(given[i]) && !given[i].length)) given[i] = spec.default ?? this.settings.default[name.trim()] ?? given[i];
        else if (spec.type === "number") given[i] = Number(given[i]);
        values[name.trim()] = given[i];
      }
    });
    if (!match(found)) values._ = words;
    if (places.some((place, i) => place.startsWith("<") && given[i] === undefined)) {
      hint(line.replace("$0", ""));
      world.process.stderr.write("Not enough non-option arguments\n");
      world.process.exit(1);
    }
    const nested = this.known.slice(this.known.indexOf(found) + 1);
    if (!found.handler && nested.length) return { values };
    return { values, result: found.handler && found.handler(...(spread ? [...given, values] : [values])) };
  }
  get argv() {
    return this.parse();
  }
  parse(list) {
    if (isArray(list)) this.list = list[0] === "/usr/local/bin/node" ? list.slice(2) : list;
    const { values, result } = this.run(this.spreads);
    if (result && typeof result.then === "function") result.then(undefined, uncaught);
    return this.spreads ? { args: values._, options: values } : values;
  }
  parseSync(list) {
    return this.parse(list);
  }
  async parseAsync(list) {
    if (isArray(list)) this.list = list;
    const { values, result } = this.run(this.spreads);
    await result;
    return values;
  }
  runMatchedCommand() {}
}
world.clients.yargs = () => {
  const make = (list) => new Chain(list ? [...list] : argumentsGiven());
  const one = new RealProxy(make, {
    get: (target, key) => (key === "default" ? one : key in target && key !== "name" && key !== "length" ? target[key] : make()[key]),
  });
  return one;
};
world.clients["yargs/yargs"] = world.clients.yargs;
world.clients["yargs/helpers"] = () => ({ hideBin: (argv) => argv.slice(2), Parser: parsedWords, applyExtends: (o) => o });
const spreading = () => {
  const make = () => Object.assign(new Chain(argumentsGiven()), { spreads: true });
  return Object.assign(make, { default: make, cac: make, CAC: Chain });
};
world.clients.cac = spreading;
world.clients.sade = spreading;
world.clients.citty = () => ({
  defineCommand: (one) => one,
  runMain: async (one) => {
    const words = argumentsGiven();
    let command = one;
    for (const [name] of Object.entries(one.subCommands || {})) hint(name);
    while (command.subCommands && words.length && command.subCommands[words[0]]) {
      const inner = command.subCommands[words.shift()];
      command = typeof inner === "function" ? await inner() : await inner;
    }
    const spec = command.args || {};
    const values = parsedWords(words, { boolean: Object.keys(spec).filter((name) => spec[name].type === "boolean"), camel: true, keepsWords: true });
    Object.keys(spec)
      .filter((name) => spec[name].type === "positional")
      .forEach((name, i) => (values[name] = values._[i] ?? spec[name].default));
    for (const name of Object.keys(spec)) {
      event("hint", { text: "--" + name });
      if (values[name] === undefined) values[name] = spec[name].default;
    }
    return command.run && command.run({ args: values, rawArgs: words, cmd: command });
  },
});
