// Clients of model services that a program names and does not carry.
function withDefaults(body) {
  return body && typeof body === "object" ? body : {};
}
// These say in whole seconds how long they wait for an answer (buildRequest of openai-node and anthropic-sdk-typescript).
const TELLS_TIMEOUT = ["sdk:anthropic", "sdk:openai"];
function timeoutTold(via, client, extra) {
  const wait = (extra && extra.timeout) ?? client.timeout ?? 600000;
  return TELLS_TIMEOUT.includes(via) && typeof wait === "number" ? [["x-stainless-timeout", RealString(Math.trunc(wait / 1000))]] : [];
}
async function postJson(via, base, path, client, body, extra) {
  const root = RealString(client.baseURL || client.baseUrl || client.basePath || base).replace(/\/+$/, "");
  const headers = [["content-type", "application/json"], ...timeoutTold(via, client, extra), ...headerPairs(client.defaultHeaders), ...headerPairs(extra && extra.headers)];
  const query = { ...client.defaultQuery, ...(extra && extra.query) };
  const tail = Object.keys(query).length ? "?" + new URLSearchParams(query) : "";
  const answer = send(via, "POST", root + path + tail, headers, jsonOf(body));
  await null;
  return answer;
}
const parsed = (text) => {
  try {
    return parseJson(text);
  } catch (error) {
    return {};
  }
};
function eventList(text) {
  return text
    .split("\n")
    .filter((line) => line.startsWith("data:") && !line.includes("[DONE]"))
    .map((line) => parsed(line.slice(5)));
}
function modelCall(via, base, path, client) {
  return (body, extra) => {
    const run = postJson(via, base, path, client, withDefaults(body), extra).then((answer) => {
      if (!body || !body.stream) return parsed(answer.text);
      const list = eventList(answer.text);
      return Object.assign(Readable.from(list), {
        controller: new AbortController(),
        toReadableStream: () => new Response(answer.text).body,
      });
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
    const run = create({ ...body, stream: true }, extra).then(async (list) => {
      const all = [];
      for await (const one of list) {
        push(all, one);
        emitter.emit("streamEvent", one);
        if (one.delta && one.delta.text) emitter.emit("text", one.delta.text);
      }
      emitter.emit("end");
      return all;
    });
    const final = async () => {
      await run;
      return {
        role: "assistant",
        content: [{ type: "text", text: "ok" }],
        stop_reason: "end_turn",
        usage: { input_tokens: 1, output_tokens: 1 },
      };
    };
    return Object.assign(emitter, {
      finalMessage: final,
      finalText: async () => "ok",
      finalContent: async () => "ok",
      finalChatCompletion: final,
      done: async () => {
        await run;
      },
      abort() {},
      async *[Symbol.asyncIterator]() {
        yield* await run;
      },
    });
  };
}
function anthropicClient(options = {}) {
  const client = { baseURL: environmentValue("ANTHROPIC_BASE_URL"), ...options };
  const create = modelCall("sdk:anthropic", "https://api.anthropic.com", "/v1/messages", client);
  const messages = {
    create,
    stream: streamCall(create),
    countTokens: modelCall("sdk:anthropic", "https://api.anthropic.com", "/v1/messages/count_tokens", client),
    batches: stub("batches"),
  };
  return Object.assign(this, client, {
    messages,
    beta: { messages, promptCaching: { messages } },
    models: { list: async () => ({ data: [] }) },
    completions: { create: modelCall("sdk:anthropic", "https://api.anthropic.com", "/v1/complete", client) },
    withOptions: (o) => new anthropicClient({ ...options, ...o }),
  });
}
function openaiClient(options = {}) {
  const client = { baseURL: environmentValue("OPENAI_BASE_URL"), ...options };
  const call = (path) => modelCall("sdk:openai", "https://api.openai.com/v1", path, client);
  const chat = { completions: { create: call("/chat/completions"), parse: call("/chat/completions") } };
  chat.completions.stream = streamCall(chat.completions.create);
  const responses = { create: call("/responses"), parse: call("/responses") };
  responses.stream = streamCall(responses.create);
  return Object.assign(this, client, {
    chat,
    responses,
    completions: { create: call("/completions") },
    embeddings: { create: call("/embeddings") },
    images: { generate: call("/images/generations") },
    files: { create: call("/files") },
    moderations: { create: call("/moderations") },
    models: { list: async () => ({ data: [] }) },
    beta: { chat, threads: stub("threads"), assistants: stub("assistants") },
    withOptions: (o) => new openaiClient({ ...options, ...o }),
  });
}
class ApiError extends RealError {}
const clientModule = (client, names) => {
  const made = Object.assign(
    function (options) {
      return new client(options);
    },
    {
      default: client,
      APIError: ApiError,
      APIConnectionError: ApiError,
      RateLimitError: ApiError,
      APIUserAbortError: ApiError,
      AuthenticationError: ApiError,
      __esModule: true,
    },
  );
  for (const name of names) made[name] = client;
  Object.assign(client, {
    APIError: ApiError,
    APIConnectionError: ApiError,
    APIUserAbortError: ApiError,
    RateLimitError: ApiError,
    default: client,
  });
  for (const name of names) client[name] = client;
  return client;
};
world.clients["@anthropic-ai/sdk"] = () => clientModule(anthropicClient, ["Anthropic"]);
world.clients.openai = () => clientModule(openaiClient, ["OpenAI", "AzureOpenAI"]);
for (const [name, base, title] of [
  ["groq-sdk", "https://api.groq.com/openai/v1", "Groq"],
  ["together-ai", "https://api.together.xyz/v1", "Together"],
])
  world.clients[name] = () =>
    clientModule(
      function (options) {
        return new openaiClient({ baseURL: base, ...options });
      },
      [title],
    );
function googleModel(client, model) {
  const base = "https://generativelanguage.googleapis.com/v1beta",
    path = `/models/${model.model}`;
  const shaped = (request) => ({
    ...model.extra,
    ...(typeof request === "string"
      ? { contents: [{ role: "user", parts: [{ text: request }] }] }
      : isArray(request)
        ? { contents: [{ role: "user", parts: request.map((p) => (typeof p === "string" ? { text: p } : p)) }] }
        : request),
  });
  const run = (action) => async (request, extra) => {
    const answer = await postJson("sdk:google", base, path + action, { ...client, ...extra }, shaped(request), extra);
    const body = parsed(answer.text);
    const text = () => "ok";
    return {
      response: { ...body, text, functionCalls: () => [] },
      text: "ok",
      stream: (async function* () {
        yield { text, candidates: [] };
      })(),
      ...body,
    };
  };
  const generateContent = run(":generateContent"),
    generateContentStream = run(":streamGenerateContent");
  return {
    generateContent,
    generateContentStream,
    countTokens: async () => ({ totalTokens: 1 }),
    embedContent: run(":embedContent"),
    startChat: (setup = {}) => ({
      sendMessage: (text) => generateContent({ ...setup, contents: [...(setup.history || []), { role: "user", parts: [{ text }] }] }),
      sendMessageStream: (text) => generateContentStream({ contents: [{ role: "user", parts: [{ text }] }] }),
    }),
  };
}
class GoogleGenerativeAI {
  constructor(key) {
    this.key = key;
  }
  getGenerativeModel({ model, ...extra }, options) {
    return googleModel({ ...options }, { model, extra });
  }
}
class GoogleGenAI {
  constructor(options = {}) {
    const call =
      (name) =>
      ({ model, ...rest }) =>
        googleModel({ ...options.httpOptions }, { model, extra: {} })
          [name](rest)
          .then((r) => (name === "generateContentStream" ? r.stream : r));
    this.models = {
      generateContent: call("generateContent"),
      generateContentStream: call("generateContentStream"),
      embedContent: call("embedContent"),
      countTokens: async () => ({ totalTokens: 1 }),
    };
    this.chats = { create: (setup) => ({ sendMessage: ({ message }) => this.models.generateContent({ ...setup, contents: message }) }) };
  }
}
world.clients["@google/generative-ai"] = () => ({
  GoogleGenerativeAI,
  HarmCategory: stub("HarmCategory"),
  HarmBlockThreshold: stub("HarmBlockThreshold"),
  SchemaType: stub("SchemaType"),
  FunctionCallingMode: stub("mode"),
});
world.clients["@google/genai"] = () => ({ GoogleGenAI, Type: stub("Type") });
