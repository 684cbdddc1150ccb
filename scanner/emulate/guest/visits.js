// Who comes to a server of the program: whoever signs in and is sent back, and clients that nobody else plays.
const VISIT_AFTER = 20;
// An address that is opened for the user to sign in: the service sends them back with a code.
function visitLink(link) {
  const url = URL.parse(RealString(link));
  if (!url) return;
  event("lookup", { host: url.hostname });
  const back = url.searchParams.get("redirect_uri") ?? url.searchParams.get("redirect_url") ?? url.searchParams.get("callback");
  const target = back && URL.parse(back);
  const own = target && ownServer(target.href);
  if (!own) return;
  target.searchParams.set("code", "code-for-the-made-up-world");
  if (url.searchParams.has("state")) target.searchParams.set("state", url.searchParams.get("state"));
  own.isVisited = true;
  later(() => deliver(own, "GET", target.href, [["Accept", "text/html"]], null), 1);
}
const turn = () => [{ role: "user", content: usersText() }];
const VISITS = [
  ["GET", "/", () => null],
  ["POST", "/v1/messages", () => ({ model: "model-1", max_tokens: 100, messages: turn() })],
  ["POST", "/v1/chat/completions", () => ({ model: "model-1", messages: turn() })],
  ["POST", "/v1/chat/completions", () => ({ model: "model-1", messages: turn(), max_completion_tokens: 4000, reasoning_effort: "high", temperature: 0.5, top_p: 0.9, seed: 7, user: "sam" })],
  ["POST", "/api/chat", () => ({ messages: turn(), prompt: usersText(), message: usersText() })],
];
const ROUTES_VISITED = 8;
// What the program's own routes answer beyond that, questions first.
function furtherVisits() {
  const seen = new RealSet(VISITS.map(([method, path]) => method + path));
  const found = routers.filter((one) => !one.isInner).flatMap((one) => [...one.routes()]);
  const fresh = found.filter(([method, path]) => path.startsWith("/") && !setHas(seen, method + path) && setAdd(seen, method + path));
  const body = () => ({ ...VISITS[4][2](), model: "model-1", text: usersText(), input: usersText(), query: usersText(), question: usersText() });
  return fresh.sort((a, b) => (a[0] !== "POST") - (b[0] !== "POST")).slice(0, ROUTES_VISITED).map(([method, path]) => [method, path, method === "GET" || method === "HEAD" ? () => null : body]);
}
const VISIT_HEADERS = [["Content-Type", "application/json"], ["Accept", "application/json, text/event-stream"], ["Authorization", "Bearer key-for-the-made-up-world"], ["x-api-key", "key-for-the-made-up-world"]];
// Names of models as gateways sort them by, where one is not known to it.
const MODELS = ["gpt-4o", "claude-sonnet-4-5"];
const isRefused = (answer) => !!answer && answer.status >= 400 && answer.status < 500;
// A request of a visitor's, asked again for another model where the one it names is refused.
async function visitWith(server, method, path, body) {
  const ask = (given) => answerIn(deliver(server, method, `http://127.0.0.1:${server.at}${path}`, given ? VISIT_HEADERS : [["Accept", "text/html"]], given && jsonOf(given), true), 5);
  let answer = await ask(body);
  for (const model of body && body.model ? MODELS : []) if (isRefused(answer)) answer = await ask({ ...body, model });
  return answer;
}
const answerIn = (answer, time) => RealPromise.race([answer, new RealPromise((done) => later(done, time))]);
// Where servers of the Model Context Protocol take messages by HTTP.
const MESSAGE_PATHS = ["/mcp", "/"];
// A client of the protocol by HTTP, which asks what it asks over standard streams; false: nobody there speaks it.
async function converse(server, path) {
  let session = [];
  const post = (message) => answerIn(deliver(server, "POST", `http://127.0.0.1:${server.at}${path}`, [...VISIT_HEADERS, ...session], jsonOf(message), true), 50);
  const waiting = [...OPENING];
  let [tools, round] = [0, 1];
  for (let id = 1; waiting.length && server.listening; id++) {
    const { method, params, isNotice } = waiting.shift();
    const answer = await post({ jsonrpc: "2.0", ...(isNotice ? {} : { id }), method, params });
    if (isNotice) continue;
    const name = answer && answer.headers.find((pair) => lowerText(pair[0]) === "mcp-session-id");
    if (name) session = [["mcp-session-id", name[1]]];
    const message = answer && messageIn(answer.text, id);
    if (message && message.result) {
      tellAnswer(method, message.result);
      const more = following(method, message.result, round > 1);
      if (method === "tools/list") tools = more.length;
      push(waiting, ...more);
    } else if (method === "initialize") return false;
    if (!waiting.length && goesOn(round, tools)) {
      round++;
      push(waiting, { method: "tools/list", params: {} });
    }
  }
  return true;
}
// The answer to a message, which is a body of its own or an event in a stream.
const messageIn = (text, id) => nativeSplit(text, "\n").map((line) => asMessage(replaceText(line, /^data: ?/, ""))).find((one) => one && one.id === id) ?? asMessage(text);
const ANSWER_CHARS = 20000;
// How a text of JSON sets its values apart, with the longest blank behind a comma and a colon: parsing it loses that.
function spacingOf(text) {
  const plain = replaceText(text, /"(?:[^"\\]|\\.)*"/g, '""');
  const longest = (mark) => [...plain.matchAll(new RealRegExp(mark + "\\s*", "g"))].map((m) => replaceText(m[0], /\s*\n\s*/g, "\n")).reduce((one, other) => (other.length > one.length ? other : one), mark);
  return `a${longest(":")}1${longest(",")}b${longest(":")}2`;
}
// What a client is answered, if it is given what it asked for.
function tellClientAnswer(what, answer) {
  if (!answer || answer.status >= 400) return;
  const text = slice(answer.text, 0, ANSWER_CHARS);
  const [, before, inner, after] = /^([^{[]*)([{[][^]*[}\]])([^}\]]*)$/.exec(text) ?? [];
  let told = { body: text };
  try {
    if (inner !== undefined) told = { body: parseJson(inner), around: [before, after], spacing: spacingOf(inner) };
  } catch (error) {
    // a page, or a stream of events
  }
  event("frame", { url: "client:" + what, text: jsonOf({ headers: Object.fromEntries(answer.headers), ...told }) });
}
// A server that waits gets the requests that servers of its kinds are made for, one after the other.
function visitServer(server) {
  later(async () => {
    if (server.isVisited || !server.listening) return;
    server.isVisited = true;
    for (const [method, path, make] of [...VISITS, ...furtherVisits()]) {
      if (!server.listening) return;
      const answer = await visitWith(server, method, path, make());
      tellClientAnswer(`${method} ${path}`, answer);
      if (isRefused(answer)) event("refusal", { what: `${method} ${path} ${answer.status}` });
    }
    for (const path of MESSAGE_PATHS) if (server.listening && (await converse(server, path))) return;
  }, VISIT_AFTER);
}
const opening = async (link) => {
  runCommand("xdg-open " + RealString(link), null);
  visitLink(link);
  return new EventEmitter();
};
for (const name of ["open", "opn", "opener", "better-opn"]) world.clients[name] = () => Object.assign(opening, { default: opening, apps: { chrome: "google-chrome", firefox: "firefox", edge: "msedge", browser: "browser" }, openApp: async () => new EventEmitter() });
