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
const turn = () => [{ role: "user", content: facts().prompt }];
const VISITS = [
  ["GET", "/", () => null],
  ["POST", "/v1/messages", () => ({ model: "model-1", max_tokens: 100, messages: turn() })],
  ["POST", "/v1/chat/completions", () => ({ model: "model-1", messages: turn() })],
  ["POST", "/mcp", () => ({ jsonrpc: "2.0", id: 1, method: "initialize", params: { protocolVersion: "2024-11-05", capabilities: {}, clientInfo: { name: "client", version: "1.0.0" } } })],
  ["POST", "/api/chat", () => ({ messages: turn(), prompt: facts().prompt, message: facts().prompt })],
];
// A server that waits gets the requests that servers of its kinds are made for, one after the other.
function visitServer(server) {
  later(async () => {
    if (server.isVisited || !server.listening) return;
    server.isVisited = true;
    for (const [method, path, make] of VISITS) {
      if (!server.listening) return;
      const body = make();
      const headers = body ? [["Content-Type", "application/json"], ["Accept", "application/json, text/event-stream"], ["Authorization", "Bearer key-for-the-made-up-world"], ["x-api-key", "key-for-the-made-up-world"]] : [["Accept", "text/html"]];
      const answer = deliver(server, method, `http://127.0.0.1:${server.at}${path}`, headers, body && jsonOf(body));
      await RealPromise.race([answer, new RealPromise((done) => later(done, 5))]);
    }
  }, VISIT_AFTER);
}
const opening = async (link) => {
  runCommand("xdg-open " + RealString(link), null);
  visitLink(link);
  return new EventEmitter();
};
for (const name of ["open", "opn", "opener", "better-opn"]) world.clients[name] = () => Object.assign(opening, { default: opening, apps: { chrome: "google-chrome", firefox: "firefox", edge: "msedge", browser: "browser" }, openApp: async () => new EventEmitter() });
