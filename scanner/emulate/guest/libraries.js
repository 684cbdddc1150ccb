// HTTP libraries, and packages that tell about the machine, that a program names and does not carry.
function axiosLike(defaults = {}) {
  const before = [],
    after = [];
  const merged = (config) => ({
    ...defaults,
    ...config,
    headers: new Headers([
      ...headerPairs(defaults.headers && defaults.headers.common ? defaults.headers.common : defaults.headers),
      ...headerPairs(config.headers),
    ]),
  });
  const run = async (input, more) => {
    let config = typeof input === "string" ? { ...more, url: input } : { ...input };
    config.headers = config.headers || {};
    for (const step of before) config = (await step(config)) || config;
    const full = merged(config),
      base =
        full.baseURL && !/^[a-z]+:\/\//i.test(full.url || "")
          ? full.baseURL.replace(/\/+$/, "") + "/" + (full.url || "").replace(/^\/+/, "")
          : full.url;
    const tail = full.params ? (base.includes("?") ? "&" : "?") + new URLSearchParams(full.params) : "";
    const data =
      full.data === undefined || full.data === null
        ? null
        : typeof full.data === "object" &&
            !isBytes(full.data) &&
            !(full.data instanceof URLSearchParams) &&
            typeof full.data._text !== "function"
          ? jsonOf(full.data)
          : bodyText(full.data);
    const answer = send("axios", (full.method || "GET").toUpperCase(), base + tail, full.headers.raw(), data);
    await null;
    let reply = {
      status: answer.status,
      statusText: "OK",
      data:
        full.responseType === "stream"
          ? Readable.from([Buffer.from(answer.text)])
          : full.responseType === "text"
            ? answer.text
            : (() => {
                try {
                  return parseJson(answer.text);
                } catch (error) {
                  return answer.text;
                }
              })(),
      headers: Object.fromEntries(answer.headers),
      config,
      request: {},
    };
    for (const step of after) reply = (await step(reply)) || reply;
    return reply;
  };
  for (const method of ["get", "delete", "head", "options"]) run[method] = (url, config = {}) => run({ ...config, url, method });
  for (const method of ["post", "put", "patch", "postForm"])
    run[method] = (url, data, config = {}) => run({ ...config, url, data, method: method.replace("Form", "") });
  const steps = (list) => ({
    use: (step) => {
      if (step) push(list, step);
      return list.length - 1;
    },
    eject() {},
  });
  return Object.assign(run, {
    request: run,
    defaults: (defaults.headers = { common: {}, ...defaults.headers }) && defaults,
    interceptors: { request: steps(before), response: steps(after) },
    create: (more) => axiosLike({ ...more }),
    isAxiosError: () => false,
    AxiosError: ApiError,
    CancelToken: { source: () => ({ token: {}, cancel() {} }) },
    AxiosHeaders: Headers,
    isCancel: () => false,
    all: (list) => RealPromise.all(list),
  });
}
world.clients.axios = () => {
  const made = axiosLike();
  made.default = made;
  made.__esModule = true;
  return made;
};
const fetchClient = () => {
  const made = (input, init) => fetchVia("fetch", input, init);
  return Object.assign(made, { default: made, ...world.fetchParts, FetchError: ApiError, AbortError: ApiError });
};
for (const name of ["node-fetch", "cross-fetch", "isomorphic-fetch", "node-fetch-native", "undici-fetch", "whatwg-fetch"])
  world.clients[name] = fetchClient;
function gotLike(defaults = {}) {
  const run = (input, more) => {
    const o = {
      ...defaults,
      ...(typeof input === "string" || input instanceof URL ? { url: RealString(input), ...more } : { ...input, ...more }),
    };
    let url =
      o.prefixUrl || o.baseUrl
        ? RealString(o.prefixUrl || o.baseUrl).replace(/\/*$/, "/") + RealString(o.url).replace(/^\/+/, "")
        : RealString(o.url);
    if (o.searchParams || o.query) url += "?" + new URLSearchParams(o.searchParams || o.query);
    const body =
      o.json !== undefined && o.json !== true ? jsonOf(o.json) : o.form ? new URLSearchParams(o.form).toString() : bodyText(o.body);
    const answer = send("got", (o.method || "GET").toUpperCase(), url, headerPairs(o.headers), body);
    const reply = RealPromise.resolve({
      statusCode: answer.status,
      status: answer.status,
      ok: true,
      body: o.responseType === "json" ? parsed(answer.text) : answer.text,
      headers: Object.fromEntries(answer.headers),
      json: async () => parsed(answer.text),
      text: async () => answer.text,
    });
    return Object.assign(reply, {
      json: async () => parsed(answer.text),
      text: async () => answer.text,
      buffer: async () => Buffer.from(answer.text),
    });
  };
  for (const method of ["get", "post", "put", "patch", "delete", "head"]) run[method] = (url, more) => run(url, { ...more, method });
  return Object.assign(run, {
    extend: (more) => gotLike({ ...defaults, ...more }),
    create: (more) => gotLike(more),
    stream: (url, more) => {
      run(url, more);
      return Readable.from([]);
    },
    HTTPError: ApiError,
  });
}
for (const name of ["got", "ky", "ofetch", "phin", "needle", "superagent-fetch"])
  world.clients[name] = () => {
    const made = gotLike();
    return Object.assign(made, { default: made, got: made, ofetch: made });
  };
const undici = () => ({
  ...world.fetchParts,
  fetch,
  WebSocket,
  request: async (url, o = {}) => {
    const a = send(
      "undici",
      o.method || "GET",
      o.query ? `${url}?${new URLSearchParams(o.query)}` : RealString(url),
      headerPairs(o.headers),
      bodyText(o.body),
    );
    const body = new Response(a.text);
    return {
      statusCode: a.status,
      headers: Object.fromEntries(a.headers),
      body: Object.assign(body, { dump: async () => {} }),
      trailers: {},
    };
  },
  Agent,
  Pool: Agent,
  Client: Agent,
  ProxyAgent: Agent,
  EnvHttpProxyAgent: Agent,
  setGlobalDispatcher() {},
  getGlobalDispatcher: () => new Agent(),
  errors: {},
  interceptors: {},
});
world.clients.undici = undici;
world.clients.ws = () => {
  for (const [name, value] of Object.entries({ WebSocket, WebSocketServer: Server, Server, default: WebSocket })) define(WebSocket, name, value);
  return WebSocket;
};
world.clients["form-data"] = () => Object.assign(FormData, { default: FormData });
world.clients.dotenv = () => ({
  config: () => ({ parsed: {} }),
  parse: () => ({}),
  populate() {},
  default: { config: () => ({ parsed: {} }) },
});
const agentClass = () =>
  Object.assign(Agent, { default: Agent, HttpsProxyAgent: Agent, HttpProxyAgent: Agent, ProxyAgent: Agent, SocksProxyAgent: Agent, Agent });
for (const name of ["https-proxy-agent", "http-proxy-agent", "proxy-agent", "socks-proxy-agent", "agentkeepalive", "agent-base"])
  world.clients[name] = agentClass;
world.clients["node-machine-id"] = () => {
  const one = {
    machineIdSync: (raw) =>
      answered("machine_id", raw ? facts().machine_id : textOf(digestBytes("sha256", utf8Bytes(facts().machine_id)), "hex")),
    machineId: async (raw) => one.machineIdSync(raw),
  };
  one.default = one;
  return one;
};
world.clients["os-locale"] = () => {
  const one = async () => answered("locale", facts().locale);
  one.sync = () => answered("locale", facts().locale);
  return Object.assign(one, { default: one, osLocale: one, osLocaleSync: one.sync });
};
