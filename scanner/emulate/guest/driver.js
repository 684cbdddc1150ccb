// Starts the program, calls what it exports, runs slices. Only the host gets hold of these functions.
const taken = [
  ["Array.prototype.push", Array.prototype, "push"],
  ["JSON.stringify", JSON, "stringify"],
  ["Promise.prototype.then", Promise.prototype, "then"],
  ["Function.prototype.toString", Function.prototype, "toString"],
  ["Array.prototype.map", Array.prototype, "map"],
  ["fetch", globalThis, "fetch"],
].map(([name, owner, key]) => [name, owner, key, owner[key]]);
const PROMPT_ARGUMENTS = [
  /prompt|question|text|message|msg|input|content|query|q$|str|line|name|s$/i,
  /messages|history|items|list|arr|parts|tools/i,
  /opt|config|param|req|body|ctx|context|args|props|settings|payload|data|init/i,
  /cb|callback|done|next|fn|handler/i,
  /count|size|num|n$|i$|limit|ms|max/i,
  /url|host|endpoint|base/i,
  /date|day|now|time/i,
];
const sampleMessages = () => [{ role: "user", content: usersText() }];
// Whoever looks for the environment among the options finds it; whoever hands the options on as a whole hands on none of it.
const sampleOptions = () => {
  const made = plainOptions();
  define(made, "env", environment);
  return made;
};
const plainOptions = () => ({
  model: "model-1",
  prompt: usersText(),
  message: usersText(),
  text: usersText(),
  input: usersText(),
  content: usersText(),
  messages: sampleMessages(),
  system: "You are helpful.",
  tools: [],
  maxTokens: 100,
  max_tokens: 100,
  temperature: 0.5,
  stream: false,
  headers: {},
  body: {},
  apiKey: "key-for-the-made-up-world",
  date: "2026-11-22",
  name: "item",
  id: "id-1",
  url: "https://api.example.net/v1",
});
function sampleFor(parameter) {
  if (testRegExp(/transport/i, parameter)) return new StdioTransport();
  const makers = [
    () => usersText(),
    sampleMessages,
    sampleOptions,
    () => () => undefined,
    () => 3,
    () => "https://api.example.net/v1",
    () => "2026-11-22",
  ];
  for (const at of [5, 1, 2, 3, 6, 0, 4]) if (testRegExp(PROMPT_ARGUMENTS[at], parameter)) return makers[at]();
  return usersText();
}
const functionText = uncurry(Function.prototype.toString);
function parametersOf(run) {
  watching = true; // what the world takes apart is no work of the program
  try {
    return parameterNames(functionText(run).slice(0, 2000));
  } finally {
    watching = false;
  }
}
function parameterNames(text) {
  const m =
    /^(?:async\s*)?(?:function\s*\*?\s*[\w$]*)?\s*\*?\s*[\w$]*\s*\(([^)]*)\)/.exec(text) || /^(?:async\s+)?([\w$]+)\s*=>/.exec(text);
  if (!m || !m[1].trim()) return [];
  return m[1].trim().startsWith("{")
    ? ["options"]
    : m[1]
        .split(",")
        .map((part) =>
          part
            .trim()
            .replace(/[=\s].*$/s, "")
            .replace(/^\.\.\./, ""),
        )
        .filter(Boolean);
}
const noteFailure = (error) => {
  if (!(error instanceof Exit)) event("failure", { what: RealString(error && error.message) });
};
function settle(name, result, failed, told) {
  if (result !== null && typeof result === "object" && typeof result.then === "function") {
    RealPromise.resolve(result).then((value) => told(name, value), failed);
  } else if (
    result !== null &&
    typeof result === "object" &&
    typeof result[Symbol.asyncIterator] === "function" &&
    !(result instanceof Readable)
  ) {
    settle(
      name,
      (async () => {
        const list = [];
        for await (const one of result) {
          push(list, one);
          if (list.length > 50) break;
        }
        return list;
      })(),
      failed,
      told,
    );
  } else if (
    result !== null &&
    typeof result === "object" &&
    typeof result.next === "function" &&
    typeof result[Symbol.iterator] === "function"
  ) {
    const list = [];
    for (const one of result) {
      push(list, one);
      if (list.length > 50) break;
    }
    told(name, list);
  } else told(name, result);
}
// An object that keeps the argument it was given holds all variables of the environment; it told of none of them, and read none.
const outcome = (name, value) => {
  if (value instanceof Response) return void answerOfHost(value);
  handOver(value);
  event("result", { name, value }, environment);
};
// failed: what is done with the error that it ends in. told: what is done with what it gives.
function attempt(name, run, failed = noteFailure, told = outcome) {
  try {
    settle(name, run(), failed, told);
  } catch (error) {
    failed(error);
  }
}
let callsLeft = 0;
const isClass = (run) => functionText(run).startsWith("class");
function callFunction(name, run, self, failed, told) {
  if (callsLeft-- <= 0) return;
  const parameters = parametersOf(run);
  attempt(name, () => (answersRequests(parameters) ? askedByClient(run, self) : apply(run, self, givenByHost(name, parameters) ?? parameters.map(sampleFor))), failed, told);
}
// Methods of a class, on an object that was made with what is usual. A method that misses something there, as an address that it has no
// default for, is called on one that was made with addresses, too.
function callMethods(name, kind) {
  const made = madeOf(kind);
  if (made === undefined) return;
  handOver(made);
  let other;
  const again = (method, run) => (error) => {
    if (!error || error.name !== "TypeError" || error instanceof Exit) return noteFailure(error);
    other ??= { made: madeWith(kind, [addressedOptions(), addressedOptions()]) };
    if (other.made === undefined) return noteFailure(error);
    callFunction(`${name}.${method}`, run, other.made);
  };
  for (const method of ownKeys(kind.prototype)) {
    if (typeof method !== "string" || method === "constructor") continue;
    const { value } = getOwnPropertyDescriptor(kind.prototype, method);
    if (typeof value === "function") callFunction(`${name}.${method}`, value, made, again(method, value));
  }
}
function callAll(name, value, depth, told) {
  if (callsLeft <= 0 || value === null || value === undefined) return;
  if (typeof value === "function" && isClass(value)) return callMethods(name, value);
  if (typeof value === "function") return callFunction(name, value, undefined, undefined, told);
  if (typeof value !== "object" || depth > 1 || value instanceof EventEmitter) return;
  for (const key of Object.keys(value)) {
    let item;
    try {
      item = value[key];
    } catch (error) {
      continue;
    }
    if (typeof item === "function" || (typeof item === "object" && depth < 1)) callAll(`${name}.${key}`, item, depth + 1, told);
  }
}
let entryExports;
function begin(text) {
  world.facts = parseJson(text);
  virtualNow = startedAt = world.facts.now_ms;
  tick = 0;
  seed = (0x2545f491 + Math.imul(4000 * world.facts.runs_left, 0x6d2b79f5)) | 0; // of runs that follow each other each draws its own
  promptsLeft = 12;
  timers.length = 0;
  world.hasExited = false;
  world.isSwept = false;
  world.mainModule = undefined;
  world.workers = [];
  world.currentWorker = undefined;
  asyncContext = new RealMap();
  beginHanded();
  watch(world.facts.watched, world.facts.parts);
  forgetNotes();
  watching = false;
  for (const map of [environmentSeen, written, changedAt, fileBytes, descriptors, builtinCache, moduleCache, stubNames]) map.clear();
  told.clear();
  askedGaps.clear();
  waiting = "";
  waitingCount = 0;
  world.process = makeProcess();
  define(globalThis, "process", world.process);
  given.at = null;
  beginRuntime();
}
const SLICE_TUPLES = [
  () => [],
  () => ["2026-11-22"],
  () => [sampleOptions(), sampleOptions()],
  () => [sampleMessages(), usersText(), sampleOptions()],
];
function callTarget(target) {
  if (typeof target !== "function") {
    attempt("value", () => target);
    return;
  }
  const isMade = isClass(target);
  SLICE_TUPLES.forEach((tuple, i) => attempt("call" + i, () => (isMade ? new target(...tuple()) : apply(target, undefined, tuple()))));
}
let laidModule = true;
const hooks = {
  begin,
  // Compiles a module without running it; the image that is taken then is where each run begins.
  layScript(path, source) {
    mapSet(compiledModules, path, compiledModule(source));
  },
  layModule(name) {
    laidModule = true;
    import(name).catch((error) => {
      laidModule = !(error instanceof SyntaxError);
    });
  },
  isLaid: () => laidModule,
  main(path, kind) {
    if (kind === "esm")
      import(path).then((namespace) => {
        entryExports = namespace;
      }, uncaught);
    else
      try {
        entryExports = moduleExports(question("module", { from: "/", name: path }), path);
      } catch (error) {
        uncaught(error);
      }
  },
  exported() {
    callsLeft = 40;
    openHanded();
    try {
      if (!world.hasExited && !world.drive(entryExports) && entryExports !== undefined && !world.runNodes(entryExports)) callAll("exports", entryExports, 0);
    } catch (error) {
      uncaught(error);
    }
  },
  // Drives a program as its host does, and calls nothing of one that has none; false: it has none.
  hosted() {
    callsLeft = 40;
    try {
      return !world.hasExited && world.drive(entryExports);
    } catch (error) {
      uncaught(error);
      return true;
    }
  },
  // Calls what the calls of `exported` gave; false: nothing was given.
  handed() {
    return !world.hasExited && useAllHanded();
  },
  tick() {
    return world.hasExited ? false : runTimer();
  },
  late() {
    if (world.process && !world.hasExited)
      try {
        world.process.emit("beforeExit", 0);
        world.process.emit("exit", 0);
      } catch (error) {
        uncaught(error);
      }
  },
  check() {
    for (const [name, owner, key, original] of taken) if (owner[key] !== original) event("tampered", { what: name });
    flush();
    return virtualNow - startedAt;
  },
  flush,
  found() {
    flush();
    const numbers = [];
    for (let i = findByte(ran, 1, 0); i >= 0; i = findByte(ran, 1, i + 1)) push(numbers, i);
    const decided = [];
    mapForEach(decisions, ({ met, ...one }) => push(decided, one));
    const all = { compared: [...compared, ...lists.all()], texts: [...texts, ...joined.all()], ran: numbers, decided, swept: world.isSwept };
    return "toJSON" in [] ? jsonOf(all) : nativeJson(all); // all of it is plain and our own
  },
  compile(text) {
    world.slice = indirectEval(text);
  },
  // Makes the slice anew and calls its target: nothing that an earlier persona left in its variables remains.
  slice(text, kind) {
    begin(text);
    let target;
    try {
      target = world.slice((name) => (name in globalThis ? globalThis[name] : stub(name, kind)), requireFrom("/slice.js"), sliceMeta)();
    } catch (error) {
      uncaught(error);
      return;
    }
    if (!(target instanceof RealPromise)) {
      callTarget(target);
      return timers.length > 0;
    }
    target.then(callTarget, uncaught); // the slice awaits outside of all functions
    return true;
  },
};
const sliceMeta = {
  url: "file:///home/user/project/tool/slice.js",
  filename: "/home/user/project/tool/slice.js",
  dirname: "/home/user/project/tool",
  main: false,
  env: environment,
  require: requireFrom("/slice.js"),
  resolve: (name) => "file:///home/user/project/tool/" + name,
};
freeze(hooks);
define(globalThis, "__unmask_hooks", () => {
  delete globalThis.__unmask_hooks;
  return hooks;
});
