// Child processes: the command line is what leaves; the world answers the commands that it knows.
const commandLine = (file, args, isShell) => (isShell ? [RealString(file), ...(args || [])].join(" ") : [file, ...(args || [])].map(RealString).join(" "));
// What the program gives a child beside what it has itself; the host leaves out what the persona has.
function givenVariables(variables) {
  if (!variables || typeof variables !== "object" || variables === environment) variables = environmentSet;
  const given = [];
  for (const name of Object.keys(variables)) {
    const field = getOwnPropertyDescriptor(variables, name);
    if (field && "value" in field && field.value !== undefined && given.length < 200) push(given, [name, slice(RealString(field.value), 0, 500)]);
  }
  return given;
}
function runCommand(line, input, variables, waits) {
  const given = input === undefined || input === null ? null : bodyText(input);
  const answer = question("command", { line, input: given, environment: givenVariables(variables), waits: waits === true && given === null });
  return answer || { status: 0, output: "", isKnown: false };
}
const commandError = (line, answer, stdout, stderr) =>
  Object.assign(new RealError(`Command failed: ${line}\n`), { code: answer.status, killed: false, signal: null, cmd: line, status: answer.status, stdout, stderr });
const asOutput = (text, options) => {
  const name = typeof options === "string" ? options : options && options.encoding;
  return name && name !== "buffer" ? Buffer.from(text).toString(name) : Buffer.from(text);
};
class ChildProcess extends EventEmitter {
  constructor(line, options = {}) {
    super();
    const kinds = typeof options.stdio === "string" ? [options.stdio, options.stdio, options.stdio] : options.stdio || [];
    this.pid = 5000 + ++childCount;
    this.spawnargs = nativeSplit(line, " ");
    this.spawnfile = this.spawnargs[0];
    this.exitCode = null;
    this.signalCode = null;
    this.killed = false;
    this.connected = kinds.includes("ipc");
    const isPiped = (i) => kinds[i] === undefined || kinds[i] === null || kinds[i] === "pipe" || kinds[i] === "overlapped";
    let input = "";
    this.stdin = isPiped(0)
      ? new Writable({
          write: (chunk, encoding, done) => {
            input += bodyText(chunk);
            event("frame", { url: "process:stdin", text: bodyText(chunk) });
            if (answer.isLive && !isHearing) {
              isHearing = true; // what is written at once is heard at once
              setTimeoutFn(hear, 1);
            }
            done();
          },
          final: (done) => {
            done();
            if (answer.isLive) setTimeoutFn(end, 2);
          },
        })
      : null;
    this.stdout = isPiped(1) ? new Readable({ read() {} }) : null;
    this.stderr = isPiped(2) ? new Readable({ read() {} }) : null;
    this.stdio = [this.stdin, this.stdout, this.stderr];
    const answer = runCommand(line, options.input, options.env, true);
    let sent = "",
      isHearing = false,
      wasHeard = false,
      isOver = false;
    // What a program of the package has printed after all that it was given so far.
    const hear = () => {
      isHearing = false;
      wasHeard = true;
      const said = isOver ? null : question("converse", { line, input, environment: givenVariables(options.env) });
      if (!said) return;
      answer.status = said.status;
      const text = slice(said.output, 0, sent.length) === sent ? slice(said.output, sent.length) : said.output;
      sent = said.output;
      if (text && this.stdout) this.stdout.push(Buffer.from(text));
      else if (text && kinds[1] === "inherit") event("print", { stream: "stdout", text });
    };
    const end = () => {
      if (isOver) return;
      if (isHearing || !wasHeard) hear();
      isOver = true;
      finish();
    };
    const opened = /^(?:\S*\/)?(?:xdg-open|open|start|sensible-browser|cmd \/c start)\b.*?(https?:\/\/[^\s"']+)/.exec(line);
    if (opened) visitLink(opened[1]);
    soon(() => this.emit("spawn"));
    const finish = () => {
      if (this.stdout) {
        if (answer.output) this.stdout.push(Buffer.from(answer.output));
        this.stdout.push(null);
      } else if (answer.output && kinds[1] === "inherit") event("print", { stream: "stdout", text: answer.output });
      if (this.stderr) this.stderr.push(null);
      setTimeoutFn(() => {
        if (this.exitCode === null && this.signalCode === null) this.exitCode = answer.status;
        if (this.stdin) this.stdin.destroy(); // nobody reads it any more
        this.emit("exit", this.exitCode, this.signalCode);
        setTimeoutFn(() => this.emit("close", this.exitCode, this.signalCode), 1);
      }, 1);
    };
    // The answer comes once the program had time to write and to listen.
    if (!answer.isLive) setTimeoutFn(finish, 1);
    else if (this.stdin) setTimeoutFn(() => !input && end(), 20);
    else setTimeoutFn(end, 1);
    if (answer.isLive) define(this, "kill", () => (setTimeoutFn(end, 1), (this.killed = true)));
    if (options.signal) options.signal.addEventListener("abort", () => this.emit("error", abortError(options.signal)), { once: true });
  }
  kill(signal = "SIGTERM") {
    if (this.exitCode !== null) return false;
    this.killed = true;
    this.signalCode = signal;
    return true;
  }
  send(message, ...rest) {
    event("frame", { url: "process:message", text: jsonOf(message) });
    lastCallback(rest);
    return true;
  }
  disconnect() {
    this.connected = false;
    this.emit("disconnect");
  }
  unref() {}
  ref() {}
  [Symbol.dispose]() {
    this.kill();
  }
}
let childCount = 0;
const argumentsOf = (args, options) => (isArray(args) ? [args, options || {}] : [[], args || {}]);
function withCallback(child, line, options, callback) {
  const o = { encoding: "utf8", ...options };
  let stdout = "";
  const list = [];
  if (child.stdout) child.stdout.on("data", (chunk) => push(list, chunk));
  child.on("close", (code, signal) => {
    stdout = asOutput(Buffer.concat(list).toString(), o);
    const nothing = asOutput("", o);
    if (!callback) return;
    if (code || signal) callback(commandError(line, { status: code }, stdout, nothing), stdout, nothing);
    else callback(null, stdout, nothing);
  });
  return child;
}
const exec = (line, options, callback) => {
  const [o, call] = typeof options === "function" ? [{}, options] : [options || {}, callback];
  return withCallback(new ChildProcess(RealString(line), { ...o, stdio: undefined }), line, o, call);
};
const execFile = (file, ...rest) => {
  const callback = typeof rest[rest.length - 1] === "function" ? rest.pop() : undefined;
  const [args, o] = argumentsOf(rest[0], isArray(rest[0]) ? rest[1] : rest[0]);
  const line = commandLine(file, args, o.shell);
  return withCallback(new ChildProcess(line, { ...o, stdio: undefined }), line, o, callback);
};
const promisedChild =
  (run) =>
  (...values) => {
    let child;
    const made = new RealPromise((done, fail) => {
      child = run(...values, (error, stdout, stderr) => (error ? fail(Object.assign(error, { stdout, stderr })) : done({ stdout, stderr })));
    });
    made.child = child;
    return made;
  };
define(exec, PROMISIFY, promisedChild(exec));
define(execFile, PROMISIFY, promisedChild(execFile));
function outputSync(line, options) {
  const o = options || {},
    answer = runCommand(line, o.input, o.env),
    out = asOutput(answer.output, o);
  const kind = isArray(o.stdio) ? o.stdio[1] : o.stdio;
  if (answer.status) throw Object.assign(commandError(line, answer, out, asOutput("", o)), { output: [null, out, asOutput("", o)], pid: 5000 });
  if (kind === "inherit") {
    if (answer.output) event("print", { stream: "stdout", text: answer.output });
    return null;
  }
  return out;
}
const spawn = (file, args, options) => {
  const [list, o] = argumentsOf(args, options);
  return new ChildProcess(commandLine(file, list, o.shell), o);
};
world.builtins.child_process = () => ({
  ChildProcess,
  exec,
  execFile,
  spawn,
  execSync: (line, options) => outputSync(RealString(line), options),
  execFileSync: (file, args, options) => {
    const [list, o] = argumentsOf(args, options);
    return outputSync(commandLine(file, list, o.shell), o);
  },
  fork: (file, args, options) => {
    const [list, o] = argumentsOf(args, options);
    return new ChildProcess(commandLine("node", [file, ...list]), { ...o, stdio: o.silent ? ["pipe", "pipe", "pipe", "ipc"] : ["inherit", "inherit", "inherit", "ipc"] });
  },
  spawnSync: (file, args, options) => {
    const [list, o] = argumentsOf(args, options);
    const answer = runCommand(commandLine(file, list, o.shell), o.input, o.env);
    const isInherited = o.stdio === "inherit" || (isArray(o.stdio) && o.stdio[1] === "inherit");
    const stdout = isInherited ? null : asOutput(answer.output, o),
      stderr = isInherited ? null : asOutput("", o);
    return { pid: 5000, status: answer.status, signal: null, stdout, stderr, output: [null, stdout, stderr] };
  },
});
