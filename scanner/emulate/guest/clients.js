// Clients of model services and HTTP libraries that a program names and does not carry.
function withDefaults(body) { return body && typeof body === "object" ? body : {}; }
async function postJson(via, base, path, client, body, extra) {
  const root = RealString(client.baseURL || client.baseUrl || client.basePath || base).replace(/\/+$/, "");
  const headers = [["content-type", "application/json"], ...headerPairs(client.defaultHeaders), ...headerPairs(extra && extra.headers)];
  const query = { ...client.defaultQuery, ...(extra && extra.query) };
  const tail = Object.keys(query).length ? "?" + new URLSearchParams(query) : "";
  const answer = send(via, "POST", root + path + tail, headers, jsonOf(body));
  await null;
  return answer;
}
const parsed = (text) => { try { return parseJson(text); } catch (error) { return {}; } };
function eventList(text) { return text.split("\n").filter((line) => line.startsWith("data:") && !line.includes("[DONE]")).map((line) => parsed(line.slice(5))); }
function modelCall(via, base, path, client) {
  return (body, extra) => {
    const run = postJson(via, base, path, client, withDefaults(body), extra).then((answer) => {
      if (!body || !body.stream) return parsed(answer.text);
      const list = eventList(answer.text);
      return Object.assign(Readable.from(list), { controller: new AbortController(), toReadableStream: () => new Response(answer.text).body });
    });
    run.withResponse = async () => ({ data: await run, response: new Response("{}"), request_id: "req_1" });
    run.asResponse = async () => new Response("{}");
    return run;
  };
}
// `client.messages.stream(...)`: an emitter and an async list in one.
function streamCall(create) {
  return (body, extra) => {
    const emitter = new EventEmitter();
    const run = create({ ...body, stream: true }, extra).then(async (list) => { const all = []; for await (const one of list) { push(all, one); emitter.emit("streamEvent", one); if (one.delta && one.delta.text) emitter.emit("text", one.delta.text); } emitter.emit("end"); return all; });
    const final = async () => { await run; return { role: "assistant", content: [{ type: "text", text: "ok" }], stop_reason: "end_turn", usage: { input_tokens: 1, output_tokens: 1 } }; };
    return Object.assign(emitter, { finalMessage: final, finalText: async () => "ok", finalContent: async () => "ok", finalChatCompletion: final, done: async () => { await run; }, abort() {}, async *[Symbol.asyncIterator]() { yield* await run; } });
  };
}
function anthropicClient(options = {}) {
  const client = { baseURL: environmentValue("ANTHROPIC_BASE_URL"), ...options };
  const create = modelCall("sdk:anthropic", "https://api.anthropic.com", "/v1/messages", client);
  const messages = { create, stream: streamCall(create), countTokens: modelCall("sdk:anthropic", "https://api.anthropic.com", "/v1/messages/count_tokens", client), batches: stub("batches") };
  return Object.assign(this, client, { messages, beta: { messages, promptCaching: { messages } }, models: { list: async () => ({ data: [] }) }, completions: { create: modelCall("sdk:anthropic", "https://api.anthropic.com", "/v1/complete", client) }, withOptions: (o) => new anthropicClient({ ...options, ...o }) });
}
function openaiClient(options = {}) {
  const client = { baseURL: environmentValue("OPENAI_BASE_URL"), ...options };
  const call = (path) => modelCall("sdk:openai", "https://api.openai.com/v1", path, client);
  const chat = { completions: { create: call("/chat/completions"), parse: call("/chat/completions") } };
  chat.completions.stream = streamCall(chat.completions.create);
  const responses = { create: call("/responses"), parse: call("/responses") };
  responses.stream = streamCall(responses.create);
  return Object.assign(this, client, { chat, responses, completions: { create: call("/completions") }, embeddings: { create: call("/embeddings") }, images: { generate: call("/images/generations") }, files: { create: call("/files") }, moderations: { create: call("/moderations") }, models: { list: async () => ({ data: [] }) }, beta: { chat, threads: stub("threads"), assistants: stub("assistants") }, withOptions: (o) => new openaiClient({ ...options, ...o }) });
}
class ApiError extends RealError {}
const clientModule = (client, names) => { const made = Object.assign(function (options) { return new client(options); }, { default: client, APIError: ApiError, APIConnectionError: ApiError, RateLimitError: ApiError, APIUserAbortError: ApiError, AuthenticationError: ApiError, __esModule: true }); for (const name of names) made[name] = client; Object.assign(client, { APIError: ApiError, APIConnectionError: ApiError, APIUserAbortError: ApiError, RateLimitError: ApiError, default: client }); for (const name of names) client[name] = client; return client; };
world.clients["@anthropic-ai/sdk"] = () => clientModule(anthropicClient, ["Anthropic"]);
world.clients.openai = () => clientModule(openaiClient, ["OpenAI", "AzureOpenAI"]);
for (const [name, base, title] of [["groq-sdk", "https://api.groq.com/openai/v1", "Groq"], ["together-ai", "https://api.together.xyz/v1", "Together"]]) world.clients[name] = () => clientModule(function (options) { return new openaiClient({ baseURL: base, ...options }); }, [title]);
function googleModel(client, model) {
  const base = "https://generativelanguage.googleapis.com/v1beta", path = `/models/${model.model}`;
  const shaped = (request) => ({ ...model.extra, ...(typeof request === "string" ? { contents: [{ role: "user", parts: [{ text: request }] }] } : isArray(request) ? { contents: [{ role: "user", parts: request.map((p) => (typeof p === "string" ? { text: p } : p)) }] } : request) });
  const run = (action) => async (request, extra) => { const answer = await postJson("sdk:google", base, path + action, { ...client, ...extra }, shaped(request), extra); const body = parsed(answer.text); const text = () => "ok"; return { response: { ...body, text, functionCalls: () => [] }, text: "ok", stream: (async function* () { yield { text, candidates: [] }; })(), ...body }; };
  const generateContent = run(":generateContent"), generateContentStream = run(":streamGenerateContent");
  return { generateContent, generateContentStream, countTokens: async () => ({ totalTokens: 1 }), embedContent: run(":embedContent"), startChat: (setup = {}) => ({ sendMessage: (text) => generateContent({ ...setup, contents: [...(setup.history || []), { role: "user", parts: [{ text }] }] }), sendMessageStream: (text) => generateContentStream({ contents: [{ role: "user", parts: [{ text }] }] }) }) };
}
class GoogleGenerativeAI { constructor(key) { this.key = key; } getGenerativeModel({ model, ...extra }, options) { return googleModel({ ...options }, { model, extra }); } }
class GoogleGenAI { constructor(options = {}) { const call = (name) => ({ model, ...rest }) => googleModel({ ...options.httpOptions }, { model, extra: {} })[name](rest).then((r) => (name === "generateContentStream" ? r.stream : r)); this.models = { generateContent: call("generateContent"), generateContentStream: call("generateContentStream"), embedContent: call("embedContent"), countTokens: async () => ({ totalTokens: 1 }) }; this.chats = { create: (setup) => ({ sendMessage: ({ message }) => this.models.generateContent({ ...setup, contents: message }) }) }; } }
world.clients["@google/generative-ai"] = () => ({ GoogleGenerativeAI, HarmCategory: stub("HarmCategory"), HarmBlockThreshold: stub("HarmBlockThreshold"), SchemaType: stub("SchemaType"), FunctionCallingMode: stub("mode") });
world.clients["@google/genai"] = () => ({ GoogleGenAI, Type: stub("Type") });

function axiosLike(defaults = {}) {
  const before = [], after = [];
  const merged = (config) => ({ ...defaults, ...config, headers: new Headers([...headerPairs(defaults.headers && defaults.headers.common ? defaults.headers.common : defaults.headers), ...headerPairs(config.headers)]) });
  const run = async (input, more) => {
    let config = typeof input === "string" ? { ...more, url: input } : { ...input };
    config.headers = config.headers || {};
    for (const step of before) config = (await step(config)) || config;
    const full = merged(config), base = full.baseURL && !/^[a-z]+:\/\//i.test(full.url || "") ? full.baseURL.replace(/\/+$/, "") + "/" + (full.url || "").replace(/^\/+/, "") : full.url;
    const tail = full.params ? (base.includes("?") ? "&" : "?") + new URLSearchParams(full.params) : "";
    const data = full.data === undefined || full.data === null ? null : typeof full.data === "object" && !isBytes(full.data) && !(full.data instanceof URLSearchParams) && typeof full.data._text !== "function" ? jsonOf(full.data) : bodyText(full.data);
    const answer = send("axios", (full.method || "GET").toUpperCase(), base + tail, full.headers.raw(), data);
    await null;
    let reply = { status: answer.status, statusText: "OK", data: full.responseType === "stream" ? Readable.from([Buffer.from(answer.text)]) : full.responseType === "text" ? answer.text : (() => { try { return parseJson(answer.text); } catch (error) { return answer.text; } })(), headers: Object.fromEntries(answer.headers), config, request: {} };
    for (const step of after) reply = (await step(reply)) || reply;
    return reply;
  };
  for (const method of ["get", "delete", "head", "options"]) run[method] = (url, config = {}) => run({ ...config, url, method });
  for (const method of ["post", "put", "patch", "postForm"]) run[method] = (url, data, config = {}) => run({ ...config, url, data, method: method.replace("Form", "") });
  const steps = (list) => ({ use: (step) => { if (step) push(list, step); return list.length - 1; }, eject() {} });
  return Object.assign(run, { request: run, defaults: (defaults.headers = { common: {}, ...defaults.headers }) && defaults, interceptors: { request: steps(before), response: steps(after) }, create: (more) => axiosLike({ ...more }), isAxiosError: () => false, AxiosError: ApiError, CancelToken: { source: () => ({ token: {}, cancel() {} }) }, AxiosHeaders: Headers, isCancel: () => false, all: (list) => RealPromise.all(list) });
}
world.clients.axios = () => { const made = axiosLike(); made.default = made; made.__esModule = true; return made; };
const fetchClient = () => { const made = (input, init) => fetchVia("fetch", input, init); return Object.assign(made, { default: made, ...world.fetchParts, FetchError: ApiError, AbortError: ApiError }); };
for (const name of ["node-fetch", "cross-fetch", "isomorphic-fetch", "node-fetch-native", "undici-fetch", "whatwg-fetch"]) world.clients[name] = fetchClient;
function gotLike(defaults = {}) {
  const run = (input, more) => {
    const o = { ...defaults, ...(typeof input === "string" || input instanceof URL ? { url: RealString(input), ...more } : { ...input, ...more }) };
    let url = o.prefixUrl || o.baseUrl ? RealString(o.prefixUrl || o.baseUrl).replace(/\/*$/, "/") + RealString(o.url).replace(/^\/+/, "") : RealString(o.url);
    if (o.searchParams || o.query) url += "?" + new URLSearchParams(o.searchParams || o.query);
    const body = o.json !== undefined && o.json !== true ? jsonOf(o.json) : o.form ? new URLSearchParams(o.form).toString() : bodyText(o.body);
    const answer = send("got", (o.method || "GET").toUpperCase(), url, headerPairs(o.headers), body);
    const reply = RealPromise.resolve({ statusCode: answer.status, status: answer.status, ok: true, body: o.responseType === "json" ? parsed(answer.text) : answer.text, headers: Object.fromEntries(answer.headers), json: async () => parsed(answer.text), text: async () => answer.text });
    return Object.assign(reply, { json: async () => parsed(answer.text), text: async () => answer.text, buffer: async () => Buffer.from(answer.text) });
  };
  for (const method of ["get", "post", "put", "patch", "delete", "head"]) run[method] = (url, more) => run(url, { ...more, method });
  return Object.assign(run, { extend: (more) => gotLike({ ...defaults, ...more }), create: (more) => gotLike(more), stream: (url, more) => { run(url, more); return Readable.from([]); }, HTTPError: ApiError });
}
for (const name of ["got", "ky", "ofetch", "phin", "needle", "superagent-fetch"]) world.clients[name] = () => { const made = gotLike(); return Object.assign(made, { default: made, got: made, ofetch: made }); };
const undici = () => ({ ...world.fetchParts, fetch, WebSocket, request: async (url, o = {}) => { const a = send("undici", o.method || "GET", o.query ? `${url}?${new URLSearchParams(o.query)}` : RealString(url), headerPairs(o.headers), bodyText(o.body)); const body = new Response(a.text); return { statusCode: a.status, headers: Object.fromEntries(a.headers), body: Object.assign(body, { dump: async () => {} }), trailers: {} }; }, Agent, Pool: Agent, Client: Agent, ProxyAgent: Agent, EnvHttpProxyAgent: Agent, setGlobalDispatcher() {}, getGlobalDispatcher: () => new Agent(), errors: {}, interceptors: {} });
world.clients.undici = undici;
world.clients.ws = () => Object.assign(WebSocket, { WebSocket, WebSocketServer: Server, Server, default: WebSocket });
world.clients["form-data"] = () => Object.assign(FormData, { default: FormData });
world.clients.dotenv = () => ({ config: () => ({ parsed: {} }), parse: () => ({}), populate() {}, default: { config: () => ({ parsed: {} }) } });
const agentClass = () => Object.assign(Agent, { default: Agent, HttpsProxyAgent: Agent, HttpProxyAgent: Agent, ProxyAgent: Agent, SocksProxyAgent: Agent, Agent });
for (const name of ["https-proxy-agent", "http-proxy-agent", "proxy-agent", "socks-proxy-agent", "agentkeepalive", "agent-base"]) world.clients[name] = agentClass;
world.clients["node-machine-id"] = () => { const one = { machineIdSync: (raw) => answered("machine_id", raw ? facts().machine_id : textOf(digestBytes("sha256", utf8Bytes(facts().machine_id)), "hex")), machineId: async (raw) => one.machineIdSync(raw) }; one.default = one; return one; };
world.clients["os-locale"] = () => { const one = async () => answered("locale", facts().locale); one.sync = () => answered("locale", facts().locale); return Object.assign(one, { default: one, osLocale: one, osLocaleSync: one.sync }); };
world.clients.electron = () => ({ app: Object.assign(new EventEmitter(), { getLocale: () => answered("locale", facts().locale), getSystemLocale: () => answered("locale", facts().locale), getPreferredSystemLanguages: () => answered("language", [facts().locale]), getLocaleCountryCode: () => answered("os_region", facts().os_region), getVersion: () => "1.0.0", getName: () => "app", getPath: (name) => "/home/user/." + name, whenReady: async () => {}, quit() {}, isPackaged: true, setPath() {}, requestSingleInstanceLock: () => true }), ipcMain: new EventEmitter(), net: { request: (o) => new ClientRequest("https", ...requestOptions(typeof o === "string" ? o : o.url, typeof o === "string" ? {} : o)), fetch }, BrowserWindow: stub("BrowserWindow"), shell: stub("shell"), session: stub("session"), dialog: stub("dialog") });
