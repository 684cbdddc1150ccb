// Packages that ask the user, that colour what is printed, that check shapes and read notations.
const plainText = (value) => (value === undefined ? "" : RealString(value));
// `chalk.bold.red("text")`, `chalk.hex("#fff")("text")`, chalk`text`
const colours = () => {
  const paint = (first, ...rest) =>
    isArray(first) && first.raw ? first.map((part, i) => part + plainText(rest[i])).join("") : [first, ...rest].map(plainText).join(" ");
  const one = new RealProxy(paint, {
    get(target, key) {
      if (typeof key !== "string" || key === "then" || key === "prototype") return target[key];
      if (key === "level" || key === "enabled" || key === "isColorSupported") return 0;
      if (/^(hex|rgb|ansi256|bgHex|bgRgb|keyword|createColors|Instance|create|theme|setTheme)$/.test(key)) return () => one;
      return one;
    },
    construct: () => one,
  });
  return one;
};
for (const name of ["chalk", "kleur", "kleur/colors", "picocolors", "colorette", "ansi-colors", "nanocolors", "ansis", "yoctocolors", "colors", "colors/safe", "chalk-template", "cli-color", "ansi-styles"])
  world.clients[name] = colours;
for (const name of ["boxen", "wrap-ansi", "strip-ansi", "ansi-escapes", "terminal-link", "cli-truncate", "string-width", "marked-terminal", "figlet", "cli-highlight", "log-symbols", "figures", "word-wrap", "dedent", "outdent"])
  world.clients[name] = () => {
    const one = Object.assign((text, ...rest) => (isArray(text) && text.raw ? text.map((part, i) => part + plainText(rest[i])).join("") : plainText(text)), {
      textSync: plainText,
      highlight: plainText,
    });
    // Whatever is asked of it by name is the same: `markedTerminal`, `stripAnsi`, `dedent`.
    const self = new RealProxy(one, { get: (target, key) => (key in target || typeof key !== "string" || key === "then" ? target[key] : self) });
    one.default = self;
    return self;
  };
const spinner = (text) => {
  const one = chained({ text: plainText(text && text.text ? text.text : text), isSpinning: false, stdout: "", promise: (p) => p });
  return one;
};
for (const name of ["ora", "nanospinner", "picospinner", "yocto-spinner", "@topcli/spinner", "cli-spinners", "cli-progress", "listr2", "progress", "log-update", "update-notifier", "simple-update-notifier", "source-map-support", "source-map-support/register", "cli-cursor", "loud-rejection", "signal-exit"])
  world.clients[name] = () => {
    const one = Object.assign((text) => spinner(text), { createSpinner: spinner, Spinner: function (text) { return spinner(text); }, SingleBar: function () { return spinner(); }, Presets: {} });
    return Object.assign(one, { default: one, promise: async (work) => work });
  };
// Answers to what a program asks: the prompt for free text, the first choice, yes.
function promptAnswer(question) {
  const kind = RealString(question.type || "input");
  event("print", { stream: "stdout", text: plainText(typeof question.message === "function" ? question.message({}) : question.message) });
  if (/^(confirm|toggle)$/.test(kind)) return true;
  const choices = typeof question.choices === "function" ? question.choices({}) : question.choices || question.options;
  if (isArray(choices) && choices.length) {
    const first = choices.find((one) => one && one.type !== "separator") ?? choices[0];
    const value = first !== null && typeof first === "object" ? (first.value ?? first.name) : first;
    return /checkbox|multi/.test(kind) ? [value] : value;
  }
  if (/number|numeral/.test(kind)) return question.initial ?? question.default ?? 3;
  return facts().prompt;
}
let promptsLeft = 0;
const asked = (question) => {
  if (promptsLeft-- <= 0) throw new Exit("nobody answers");
  return promptAnswer(question);
};
const askAll = async (list, nameOf = (one) => one.name) => {
  const out = {};
  for (const one of [list].flat(2)) if (one && (typeof one.when !== "function" || (await one.when(out)))) out[nameOf(one)] = asked(one);
  return out;
};
world.clients.inquirer = () => {
  const one = { prompt: (list) => askAll(list), createPromptModule: () => (list) => askAll(list), registerPrompt() {}, Separator: class {} };
  one.default = one;
  return one;
};
world.clients.enquirer = () => {
  const one = { prompt: (list) => askAll(list) };
  for (const [name, kind] of [["Input", "input"], ["Confirm", "confirm"], ["Select", "select"], ["Password", "password"], ["MultiSelect", "multiselect"], ["Toggle", "toggle"]])
    one[name] = class {
      constructor(question) {
        this.question = question;
      }
      run() {
        return RealPromise.resolve(asked({ type: kind, ...this.question }));
      }
    };
  return Object.assign(one, { default: one });
};
world.clients.prompts = () => {
  const one = (list) => askAll(list);
  return Object.assign(one, { default: one, prompt: one, inject() {}, override() {} });
};
const single = (kind) => async (question) => asked(typeof question === "string" ? { type: kind, message: question } : { type: kind, ...question });
const singles = () => ({
  input: single("input"),
  text: single("input"),
  confirm: single("confirm"),
  select: single("select"),
  rawlist: single("select"),
  expand: single("select"),
  search: async (o) => asked({ type: "select", ...o, choices: typeof o.source === "function" ? await o.source("") : [] }),
  checkbox: single("checkbox"),
  multiselect: single("multiselect"),
  password: single("password"),
  editor: single("input"),
  number: single("number"),
  Separator: class {},
});
world.clients["@inquirer/prompts"] = singles;
for (const name of ["input", "confirm", "select", "password", "checkbox", "editor", "number"]) {
  world.clients["@inquirer/" + name] = () => Object.assign(singles()[name], { default: singles()[name] });
}
world.clients["@clack/prompts"] = () => ({
  ...singles(),
  group: async (all) => {
    const results = {};
    for (const [name, ask] of Object.entries(all)) results[name] = await ask({ results });
    return results;
  },
  intro() {},
  outro() {},
  note() {},
  cancel() {},
  isCancel: () => false,
  spinner: () => spinner(""),
  tasks: async (list) => {
    for (const one of list) await one.task(() => {});
  },
  log: { info() {}, success() {}, warn() {}, error() {}, step() {}, message() {} },
});
world.clients["readline-sync"] = () => {
  const one = { question: (text) => asked({ message: text }), prompt: () => asked({}), keyInYN: () => true, keyInSelect: () => 0 };
  return Object.assign(one, { default: one, questionEMail: one.question, questionNewPassword: one.question });
};

// Settings kept by a package: as the file that it would be.
for (const name of ["conf", "configstore", "electron-store"])
  world.clients[name] = () => {
    class Store {
      constructor(settings, defaults) {
        const o = typeof settings === "string" ? { projectName: settings, defaults } : settings || {};
        this.path = `/home/user/.config/${o.projectName || o.name || "tool"}-nodejs/config.json`;
        this.defaults = o.defaults || {};
      }
      get all() {
        const text = contentOf(this.path);
        return { ...this.defaults, ...(text ? parsed(text) : {}) };
      }
      get store() {
        return this.all;
      }
      get size() {
        return Object.keys(this.all).length;
      }
      get(key, value) {
        const found = RealString(key).split(".").reduce((o, part) => (o === undefined || o === null ? undefined : o[part]), this.all);
        return found ?? value;
      }
      has(key) {
        return this.get(key) !== undefined;
      }
      set(key, value) {
        put("write", this.path, jsonOf(typeof key === "object" ? { ...this.all, ...key } : { ...this.all, [key]: value }));
      }
      delete(key) {
        const { [key]: gone, ...rest } = this.all;
        put("write", this.path, jsonOf(rest));
      }
      clear() {
        put("write", this.path, "{}");
      }
    }
    return Object.assign(Store, { default: Store });
  };
for (const [name, folder] of [["env-paths", ""], ["xdg-basedir", ""]])
  world.clients[name] = () => {
    const one = (app) => ({ config: `/home/user/.config/${app}`, data: `/home/user/.local/share/${app}`, cache: `/home/user/.cache/${app}`, log: `/home/user/.local/state/${app}`, temp: `/tmp/${app}` });
    return Object.assign(one, { default: one, xdgConfig: "/home/user/.config", xdgData: "/home/user/.local/share", xdgCache: "/home/user/.cache" });
  };
// Plain notations, as far as settings files use them.
function parsedLines(text) {
  const root = {};
  let table = root;
  for (const line of RealString(text).split(/\r?\n/)) {
    const section = /^\s*\[+([^\]]+)\]+\s*$/.exec(line),
      pair = /^\s*(?:export\s+)?["']?([\w.-]+)["']?\s*[:=]\s*(.*?)\s*$/.exec(line);
    if (section) {
      table = root;
      for (const part of section[1].split(".")) table = table[part.trim()] ||= {};
    } else if (pair) {
      const raw = pair[2].replace(/\s+#.*$/, "");
      table[pair[1]] = raw === "" ? null : raw === "true" ? true : raw === "false" ? false : /^-?\d+(\.\d+)?$/.test(raw) ? +raw : raw.replace(/^["']|["']$/g, "");
    }
  }
  return root;
}
const readNotation = (text) => {
  const trimmed = RealString(text).trim();
  return trimmed.startsWith("{") || trimmed.startsWith("[") ? JSON.parse(trimmed) : parsedLines(trimmed);
};
const inNotation = (kind) => (text) => {
  const found = question("notation", { kind, text: RealString(text) });
  return found ? found.value : readNotation(text);
};
for (const [name, kind] of [["js-yaml", "yaml"], ["yaml", "yaml"], ["toml", "toml"], ["@iarna/toml", "toml"], ["smol-toml", "toml"], ["@ltd/j-toml", "toml"]])
  world.clients[name] = () => {
    const read = inNotation(kind);
    const one = { parse: read, load: read, safeLoad: read, loadAll: (text) => [read(text)], parseDocument: (text) => ({ errors: [], warnings: [], toJS: () => read(text), toJSON: () => read(text), get: (key) => read(text)?.[key] }), stringify: (v) => jsonOf(v), dump: (v) => jsonOf(v) };
    return Object.assign(one, { default: one });
  };
for (const name of ["ini", "json5", "jsonc-parser", "comment-json", "strip-json-comments"])
  world.clients[name] = () => {
    const one = { parse: readNotation, load: readNotation, safeLoad: readNotation, stringify: (v) => jsonOf(v), dump: (v) => jsonOf(v), decode: readNotation, encode: (v) => jsonOf(v) };
    return Object.assign(name === "strip-json-comments" ? Object.assign(plainText, one) : one, { default: name === "strip-json-comments" ? plainText : one });
  };
