// A client of the Model Context Protocol that talks to a server over its standard streams: asks for its tools, then calls each. Then it
// asks and calls again, as clients do that come back: with what must be given alone.
// It speaks where a program tries to read what was typed as JSON, or starts the stand-in of the protocol's package.
let talk = { isOn: false };
const TOOLS_MOST = 20;
const ROUNDS = 3; // times that each tool is called: what a server answers may hang on how much it answered before
const CALLS_MOST = 45; // calls after which no third round begins
const goesOn = (round, tools) => tools > 0 && (round < 2 || (round < ROUNDS && (round + 1) * tools <= CALLS_MOST));
const PATIENCE = 12; // looks for an answer that is not there yet
function beginTalk() {
  talk = { isOn: false, waiting: [], asked: new RealMap(), nextId: 0, patience: PATIENCE, rest: "", parsedTyped: false, tools: 0, round: 1 };
}
// What every client says at first.
const OPENING = [
  { method: "initialize", params: { protocolVersion: "2024-11-05", capabilities: { sampling: {}, roots: { listChanged: true }, elicitation: {} }, clientInfo: { name: "client", version: "1.0.0" } } },
  { method: "notifications/initialized", isNotice: true },
  { method: "tools/list", params: {} },
  { method: "prompts/list", params: {} },
  { method: "resources/list", params: {} },
];
function request(method, params) {
  const id = ++talk.nextId;
  mapSet(talk.asked, id, method);
  return { jsonrpc: "2.0", id, method, params };
}
function startTalk() {
  if (talk.isOn) return;
  talk.isOn = true;
  for (const { method, params, isNotice } of OPENING) push(talk.waiting, isNotice ? { jsonrpc: "2.0", method } : request(method, params));
}
// The next line of the client; undefined: it waits for an answer; null: it has no more to say.
function nextMessage() {
  if (!talk.isOn) return null;
  if (talk.isFramed) return nextForServer();
  if (talk.waiting.length) {
    talk.patience = PATIENCE;
    return jsonOf(talk.waiting.shift()) + "\n";
  }
  if (talk.asked.size > 0 && talk.patience-- > 0) return undefined;
  if (!goesOn(talk.round, talk.tools)) return null;
  talk.round++;
  push(talk.waiting, request("tools/list", {}));
  return nextMessage();
}
// Whether a text on standard output is taken as the server's; its answers are told as what leaves for the model's side.
function takeAnswers(text) {
  if (!talk.isOn || typeof text !== "string") return false;
  if (talk.isFramed) return takeFrames(text);
  const lines = nativeSplit(talk.rest + text, "\n");
  talk.rest = lines.pop();
  for (const line of lines) {
    const message = asMessage(line);
    if (message) takeMessage(message);
    else if (line) event("print", { stream: "stdout", text: line + "\n" });
  }
  return true;
}
function asMessage(line) {
  try {
    const found = parseJson(line);
    return found !== null && typeof found === "object" && found.jsonrpc === "2.0" ? found : null;
  } catch (error) {
    return null;
  }
}
const tellAnswer = (method, value) => question("call", { package: "mcp", path: method, values: [value], isNew: false });
function takeMessage(message) {
  if (message.method !== undefined) {
    if (message.id === undefined) {
      tellAnswer(message.method, message.params ?? null);
      return;
    }
    push(talk.waiting, { jsonrpc: "2.0", id: message.id, result: answerOfClient(message) });
    return;
  }
  const method = mapGet(talk.asked, message.id);
  if (method === undefined) return;
  mapDelete(talk.asked, message.id);
  if (message.error !== undefined) {
    if (message.error && message.error.code !== -32601) event("failure", { what: `${method}: ${message.error.message}` });
    return;
  }
  tellAnswer(method, message.result);
  const more = following(method, message.result || {}, talk.round > 1);
  if (method === "tools/list") talk.tools = more.length;
  for (const { method: asked, params } of more) push(talk.waiting, request(asked, params));
}
function answerOfClient({ method, params }) {
  if (method === "roots/list") return { roots: [{ uri: "file://" + facts().cwd, name: "project" }] };
  if (method === "sampling/createMessage") {
    tellAnswer(method, params);
    return { role: "assistant", content: { type: "text", text: "ok" }, model: "model-1", stopReason: "endTurn" };
  }
  if (method === "elicitation/create") {
    tellAnswer(method, params);
    return { action: "accept", content: argumentsFor(params && params.requestedSchema) };
  }
  return {};
}
const listed = (result, name) => (isArray(result[name]) ? result[name].slice(0, TOOLS_MOST) : []);
// What a client asks after an answer. isAgain: it has asked for the same before.
function following(method, result, isAgain) {
  if (method === "tools/list") return listed(result, "tools").map((tool) => ({ method: "tools/call", params: { name: tool.name, arguments: argumentsFor(isAgain ? neededOf(tool.inputSchema) : tool.inputSchema) } }));
  if (method === "prompts/list")
    return listed(result, "prompts").map((one) => ({ method: "prompts/get", params: { name: one.name, arguments: Object.fromEntries((one.arguments || []).map((each) => [each.name, sampleText(each.name)])) } }));
  if (method === "resources/list") return listed(result, "resources").map((one) => ({ method: "resources/read", params: { uri: one.uri } }));
  return [];
}
// A schema with the properties alone that must be given; the schema where it does not say which.
function neededOf(schema) {
  const { properties, required } = schema ?? {};
  if (!properties || !isArray(required)) return schema;
  return { ...schema, properties: Object.fromEntries(Object.keys(properties).filter((name) => listHas(required, name)).map((name) => [name, properties[name]])) };
}
const SAMPLES = [
  [/json|config|manifest/, () => "data.json"],
  [/picture|image|photo|png/, () => "picture.png"],
  [/file|path|input|notes|src|source|schema|log|script|doc|text|memo/, () => "notes.txt"],
  [/dir|folder|cwd|root|workspace/, () => facts().cwd],
  [/url|uri|endpoint|host|target|server/, () => "https://api.example.net/v1"],
  [/port|num|count|limit|max|min|^n$|^k$|size|width|depth|timeout|seconds|retries|tail|temperature|level/, () => "3"],
  [/model/, () => "model-1"],
  [/lang|locale/, () => "en"],
  [/format/, () => "json"],
  [/columns|fields|tags|list/, () => "a,b"],
  [/date|day|since/, () => "2026-11-22"],
  [/mail/, () => "sam@example.net"],
  [/key|token|secret|password/, () => "key-for-the-made-up-world"],
];
// A text for a parameter, by its name.
function sampleText(name) {
  const low = lowerText(RealString(name));
  for (const [pattern, make] of SAMPLES) if (testRegExp(pattern, low)) return make();
  return usersText();
}
// Values for what a tool takes, by names and kinds.
function argumentsFor(schema) {
  const fields = schema && schema.properties;
  if (!fields || typeof fields !== "object") return {};
  return Object.fromEntries(
    Object.keys(fields)
      .slice(0, 40)
      .map((name) => [name, sampleValue(name, fields[name] || {}, 0)]),
  );
}
function sampleValue(name, kind, depth) {
  if (isArray(kind.enum) && kind.enum.length) return kind.enum[0];
  if (kind.const !== undefined) return kind.const;
  if (kind.default !== undefined) return kind.default;
  const either = kind.anyOf || kind.oneOf || kind.allOf;
  if (isArray(either) && either.length && kind.type === undefined) return sampleValue(name, either.find((one) => one && one.type !== "null") || {}, depth);
  const type = isArray(kind.type) ? kind.type.find((one) => one !== "null") : kind.type;
  if (type === "integer" || type === "number") return kind.minimum > 3 ? kind.minimum : kind.maximum < 3 ? kind.maximum : 3;
  if (type === "boolean") return false;
  if (type === "array") return depth > 3 ? [] : [sampleValue(name, kind.items || {}, depth + 1)];
  if (type === "object") return depth > 3 ? {} : argumentsFor(kind);
  if (kind.format === "uri" || kind.format === "url") return "https://api.example.net/v1";
  if (kind.format === "date-time") return "2026-11-22T08:30:00Z";
  if (kind.format === "date") return "2026-11-22";
  if (kind.format === "uuid") return "11111111-2222-4333-8444-555555555555";
  if (kind.format === "email") return "sam@example.net";
  return sampleText(name);
}
