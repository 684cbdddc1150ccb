// The packages `ai` and `@ai-sdk/*`, LangChain, Ollama, Mistral, Cohere: turns as requests to the service that a model belongs to.
const SERVICES = {
  openai: ["https://api.openai.com/v1", "/chat/completions", "OPENAI_BASE_URL"],
  anthropic: ["https://api.anthropic.com/v1", "/messages", "ANTHROPIC_BASE_URL"],
  google: ["https://generativelanguage.googleapis.com/v1beta", "/models/:model:generateContent"],
  mistral: ["https://api.mistral.ai/v1", "/chat/completions"],
  groq: ["https://api.groq.com/openai/v1", "/chat/completions"],
  xai: ["https://api.x.ai/v1", "/chat/completions"],
  deepseek: ["https://api.deepseek.com", "/chat/completions"],
  cohere: ["https://api.cohere.com/v2", "/chat"],
  togetherai: ["https://api.together.xyz/v1", "/chat/completions"],
  fireworks: ["https://api.fireworks.ai/inference/v1", "/chat/completions"],
  perplexity: ["https://api.perplexity.ai", "/chat/completions"],
  cerebras: ["https://api.cerebras.ai/v1", "/chat/completions"],
  openrouter: ["https://openrouter.ai/api/v1", "/chat/completions"],
  ollama: ["http://localhost:11434/api", "/chat"],
  gateway: ["https://ai-gateway.vercel.sh/v1", "/chat/completions"],
  azure: ["https://resource.openai.azure.com/openai", "/chat/completions"],
  "amazon-bedrock": ["https://bedrock-runtime.us-east-1.amazonaws.com", "/model/:model/converse"],
  "google-vertex": ["https://us-central1-aiplatform.googleapis.com/v1", "/models/:model:generateContent"],
};
function providerOf(name, options = {}) {
  const [base, path, variable] = SERVICES[name] ?? [options.baseURL ?? "https://api.example.net/v1", "/chat/completions"];
  const model = (id, settings) => ({ specificationVersion: "v2", provider: name, modelId: id, settings, service: { baseURL: options.baseURL ?? (variable && environmentValue(variable)) ?? base, path, headers: options.headers, apiKey: options.apiKey, fetch: options.fetch } });
  const made = Object.assign((id, settings) => model(id, settings), options);
  for (const kind of ["chat", "completion", "responses", "languageModel", "embedding", "textEmbedding", "textEmbeddingModel", "image", "imageModel", "speech", "transcription", "messages"]) made[kind] = model;
  made.tools = new RealProxy({}, { get: () => () => ({}) });
  return made;
}
const messagesOf = ({ system, prompt, messages }) => [...(system ? [{ role: "system", content: system }] : []), ...(messages ?? (isArray(prompt) ? prompt : prompt === undefined ? [] : [{ role: "user", content: prompt }]))];
async function turnOf(o, more) {
  const { model, system, prompt, messages, tools, headers, abortSignal, onFinish, onStepFinish, onChunk, onError, experimental_telemetry, ...rest } = o;
  const known = typeof model === "string" ? providerOf("gateway")(model) : (model ?? { modelId: "model-1", service: { baseURL: "https://api.example.net/v1", path: "/chat/completions" } });
  const plain = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined && typeof value !== "function" && !(value instanceof Shape)));
  const declared = tools && Object.entries(tools).map(([name, one]) => ({ type: "function", function: { name, description: one.description, parameters: schemaOf(one.inputSchema ?? one.parameters) } }));
  const body = { model: known.modelId, messages: messagesOf({ system, prompt, messages }), ...plain, ...known.settings, ...(declared ? { tools: declared } : {}), ...more };
  const service = known.service ?? { baseURL: "https://api.example.net/v1", path: "/chat/completions" };
  const url = RealString(service.baseURL).replace(/\/+$/, "") + service.path.replace(":model", known.modelId);
  const pairs = [["Content-Type", "application/json"], ...(service.apiKey ? [["Authorization", "Bearer " + service.apiKey]] : []), ...headerPairs(service.headers), ...headerPairs(headers)];
  if (service.fetch) await service.fetch(url, { method: "POST", headers: Object.fromEntries(pairs), body: JSON.stringify(body) });
  else send("sdk:ai", "POST", url, pairs, JSON.stringify(body));
  await null;
}
const usage = () => ({ inputTokens: 1, outputTokens: 1, promptTokens: 1, completionTokens: 1, totalTokens: 2 });
const turnResult = (text) => ({ text, content: [{ type: "text", text }], reasoning: [], reasoningText: undefined, files: [], sources: [], toolCalls: [], toolResults: [], finishReason: "stop", usage: usage(), totalUsage: usage(), warnings: [], steps: [{ text, toolCalls: [], toolResults: [], finishReason: "stop", usage: usage() }], response: { id: "1", modelId: "model-1", messages: [{ role: "assistant", content: text }], headers: {} }, request: {}, providerMetadata: {} });
async function generateText(o) {
  await turnOf(o);
  const result = turnResult("ok");
  if (o.onStepFinish) await o.onStepFinish(result.steps[0]);
  if (o.onFinish) await o.onFinish(result);
  return { ...result, output: o.output ?? "ok", experimental_output: {} };
}
function streamText(o) {
  const run = turnOf(o, { stream: true });
  run.catch((error) => o.onError && o.onError({ error }));
  const parts = async function* () {
    await run;
    for (const part of [{ type: "start" }, { type: "text-start", id: "1" }, { type: "text-delta", id: "1", text: "ok", textDelta: "ok", delta: "ok" }, { type: "text-end", id: "1" }, { type: "finish-step", finishReason: "stop", usage: usage() }, { type: "finish", finishReason: "stop", usage: usage(), totalUsage: usage() }]) {
      if (o.onChunk && part.type === "text-delta") await o.onChunk({ chunk: part });
      yield part;
    }
    if (o.onFinish) await o.onFinish(turnResult("ok"));
  };
  const texts = async function* () {
    for await (const part of parts()) if (part.type === "text-delta") yield part.text;
  };
  const later2 = (pick) => ({ then: (done, fail) => run.then(() => pick(turnResult("ok"))).then(done, fail), catch: (fail) => run.catch(fail), finally: (call) => run.finally(call) });
  const made = { consumeStream: async () => run, toDataStreamResponse: () => new Response(ReadableStream.from(texts())), toUIMessageStreamResponse: () => new Response(ReadableStream.from(texts())), toTextStreamResponse: () => new Response(ReadableStream.from(texts())), pipeTextStreamToResponse: async (response) => { for await (const text of texts()) response.write(text); response.end(); }, toUIMessageStream: () => ReadableStream.from(parts()) };
  for (const [name, make] of [["textStream", texts], ["fullStream", parts]]) defineProperty(made, name, { get: () => ReadableStream.from(make()) });
  for (const name of Object.keys(turnResult(""))) made[name] = later2((result) => result[name]);
  return made;
}
const objectOf = (shape) => argumentsFor(schemaOf(shape));
async function generateObject(o) {
  await turnOf(o, { response_format: { type: "json_schema", json_schema: { schema: o.schema ? schemaOf(o.schema) : undefined } } });
  return { object: o.schema ? objectOf(o.schema) : {}, usage: usage(), finishReason: "stop", warnings: [], toJsonResponse: () => Response.json({}) };
}
const streamObject = (o) => {
  const run = generateObject(o);
  return { object: run.then((one) => one.object), usage: run.then((one) => one.usage), get partialObjectStream() { return ReadableStream.from((async function* () { yield (await run).object; })()); }, get textStream() { return ReadableStream.from((async function* () { yield JSON.stringify((await run).object); })()); } };
};
const embedding = () => Array.from({ length: 8 }, () => 0.1);
class Agent2 {
  constructor(settings) {
    this.settings = settings;
  }
  generate(o) {
    return generateText({ ...this.settings, system: this.settings.instructions ?? this.settings.system, ...(typeof o === "string" ? { prompt: o } : o) });
  }
  stream(o) {
    return streamText({ ...this.settings, system: this.settings.instructions ?? this.settings.system, ...(typeof o === "string" ? { prompt: o } : o) });
  }
}
class NamedError extends ApiError {
  static isInstance(error) {
    return error instanceof this;
  }
}
const withErrors = (parts) => new RealProxy(parts, { get: (target, key) => (key in target || typeof key !== "string" || !testRegExp(/Error$/, key) ? target[key] : (target[key] = class extends NamedError {})) });
world.clients.ai = () => withErrors({ generateText, streamText, generateObject, streamObject, embed: async (o) => (await turnOf({ model: o.model, messages: [] }, { input: o.value }), { embedding: embedding(), usage: { tokens: 1 } }), embedMany: async (o) => (await turnOf({ model: o.model, messages: [] }, { input: o.values }), { embeddings: o.values.map(embedding) }), experimental_generateImage: async (o) => (await turnOf(o), { image: { base64: "", uint8Array: new RealUint8Array(0) }, images: [] }), tool: (one) => one, dynamicTool: (one) => one, jsonSchema: (schema) => ({ jsonSchema: schema, type: "object", ...schema }), zodSchema: (shape) => shape, stepCountIs: () => () => true, hasToolCall: () => () => false, convertToModelMessages: (list) => list, convertToCoreMessages: (list) => list, cosineSimilarity: () => 1, generateId: () => randomText(16, LETTERS), createIdGenerator: () => () => randomText(16, LETTERS), smoothStream: () => new TransformStream(), wrapLanguageModel: ({ model }) => model, extractReasoningMiddleware: () => ({}), customProvider: (o) => ({ languageModel: (id) => (o.languageModels ?? {})[id] }), createProviderRegistry: (all) => ({ languageModel: (id) => all[nativeSplit(id, ":")[0]](nativeSplit(id, ":")[1]) }), experimental_createMCPClient: async () => ({ tools: async () => ({}), close: async () => {} }), gateway: providerOf("gateway"), createGateway: (o) => providerOf("gateway", o), Experimental_Agent: Agent2, ToolLoopAgent: Agent2, Agent: Agent2, Output: { object: (o) => o, text: () => ({}) } });
for (const name of Object.keys(SERVICES)) {
  const title = upperFirst(camel(name)).replace("Openai", "OpenAI").replace("Google", "GoogleGenerativeAI").replace("Togetherai", "TogetherAI").replace("Deepseek", "DeepSeek");
  named([`@ai-sdk/${name}`, ...(name === "openrouter" ? ["@openrouter/ai-sdk-provider"] : name === "ollama" ? ["ollama-ai-provider", "ollama-ai-provider-v2"] : [])], () => ({ [camel(name)]: providerOf(name), ["create" + title]: (o) => providerOf(name, o), [`create${upperFirst(camel(name))}`]: (o) => providerOf(name, o), bedrock: providerOf(name), createAmazonBedrock: (o) => providerOf(name, o), vertex: providerOf(name), createVertex: (o) => providerOf(name, o), default: providerOf(name) }));
}
world.clients["@ai-sdk/openai-compatible"] = () => ({ createOpenAICompatible: (o) => providerOf(o.name, o), OpenAICompatibleChatLanguageModel: class {} });
world.clients["@ai-sdk/provider-utils"] = () => ({ generateId: () => randomText(16, LETTERS), loadApiKey: (o) => o.apiKey ?? environmentValue(o.environmentVariableName), withoutTrailingSlash: (url) => url && replaceText(url, /\/$/, ""), tool: (one) => one });
world.clients["@ai-sdk/provider"] = () => withErrors({});
// LangChain: a model that is asked, prompts that are filled in, parts that are joined.
const runnable = (invoke) => ({ invoke, call: invoke, stream: async (...values) => Readable.from([await invoke(...values)]), batch: (list) => RealPromise.all(list.map((one) => invoke(one))), pipe: (next) => runnable(async (input) => (typeof next === "function" ? next : next.invoke.bind(next))(await invoke(input))), bind: () => runnable(invoke), bindTools: () => runnable(invoke), withStructuredOutput: (shape) => runnable(async (input) => (await invoke(input), objectOf(shape))), withConfig: () => runnable(invoke), withRetry: () => runnable(invoke) });
class ChatMessage {
  constructor(content, role) {
    Object.assign(this, typeof content === "object" && content !== null && !isArray(content) ? content : { content });
    define(this, "role", role);
    this.tool_calls = [];
  }
  get text() {
    return RealString(this.content);
  }
  _getType() {
    return this.role;
  }
  getType() {
    return this.role;
  }
}
const messageClass = (role) => class extends ChatMessage {
  constructor(content) {
    super(content, role);
  }
};
const [HumanMessage, SystemMessage, AIMessage, ToolMessage] = ["user", "system", "assistant", "tool"].map(messageClass);
const chatMessages = (input) => (typeof input === "string" ? [{ role: "user", content: input }] : isArray(input) ? input.map((one) => (isArray(one) ? { role: one[0] === "human" ? "user" : one[0], content: one[1] } : { role: one.role ?? "user", content: one.content })) : input && input.messages ? chatMessages(input.messages) : [{ role: "user", content: RealString(input && input.value ? input.value : jsonOf(input)) }]);
const chatModel = (name) => class {
  constructor(o = {}) {
    const { configuration, clientOptions } = o;
    const model = providerOf(name, { baseURL: (configuration && configuration.baseURL) ?? o.baseUrl ?? o.anthropicApiUrl ?? (clientOptions && clientOptions.baseURL), headers: (configuration && configuration.defaultHeaders) ?? (clientOptions && clientOptions.defaultHeaders) ?? o.headers, apiKey: o.apiKey ?? o.openAIApiKey })(o.model ?? o.modelName ?? "model-1");
    return Object.assign(this, runnable(async (input) => {
      await turnOf({ model, messages: chatMessages(input), temperature: o.temperature, max_tokens: o.maxTokens });
      return Object.assign(new AIMessage("ok"), { usage_metadata: { input_tokens: 1, output_tokens: 1, total_tokens: 2 }, response_metadata: {} });
    }));
  }
};
const filled = (text, values) => replaceText(RealString(text), /\{(\w+)\}/g, (all, name) => (values && values[name] !== undefined ? RealString(values[name]) : all));
const promptOf = (list) => Object.assign(runnable(async (values) => list.flatMap((one) => (isArray(one) ? [[one[0], filled(one[1], values)]] : one.placeholder ? (values[one.placeholder] ?? []) : [{ role: one.role ?? "user", content: filled(one.content, values) }]))), { formatMessages: async (values) => list.map((one) => (isArray(one) ? { role: one[0], content: filled(one[1], values) } : one)), format: async (values) => list.map((one) => filled(isArray(one) ? one[1] : one.content, values)).join("\n"), partial: async () => promptOf(list) });
named(["@langchain/openai"], () => ({ ChatOpenAI: chatModel("openai"), AzureChatOpenAI: chatModel("azure"), OpenAI: chatModel("openai"), OpenAIEmbeddings: class { async embedQuery(text) { await turnOf({ model: providerOf("openai")("text-embedding-3-small"), messages: [] }, { input: text }); return embedding(); } async embedDocuments(list) { return RealPromise.all(list.map((one) => this.embedQuery(one))); } } }));
for (const [pkg, cls, name] of [["@langchain/anthropic", "ChatAnthropic", "anthropic"], ["@langchain/google-genai", "ChatGoogleGenerativeAI", "google"], ["@langchain/mistralai", "ChatMistralAI", "mistral"], ["@langchain/groq", "ChatGroq", "groq"], ["@langchain/ollama", "ChatOllama", "ollama"], ["@langchain/deepseek", "ChatDeepSeek", "deepseek"], ["@langchain/xai", "ChatXAI", "xai"], ["@langchain/google-vertexai", "ChatVertexAI", "google-vertex"], ["@langchain/cohere", "ChatCohere", "cohere"]]) world.clients[pkg] = () => ({ [cls]: chatModel(name) });
named(["@langchain/core/messages", "langchain/schema", "@langchain/core"], () => ({ HumanMessage, SystemMessage, AIMessage, ToolMessage, BaseMessage: ChatMessage, AIMessageChunk: AIMessage, HumanChatMessage: HumanMessage, SystemChatMessage: SystemMessage }));
named(["@langchain/core/prompts", "langchain/prompts"], () => ({ ChatPromptTemplate: { fromMessages: promptOf, fromTemplate: (text) => promptOf([["human", text]]) }, PromptTemplate: Object.assign(class { constructor(o) { return promptOf([["human", o.template]]); } }, { fromTemplate: (text) => promptOf([["human", text]]) }), MessagesPlaceholder: class { constructor(name) { this.placeholder = name; } }, SystemMessagePromptTemplate: { fromTemplate: (text) => ["system", text] }, HumanMessagePromptTemplate: { fromTemplate: (text) => ["human", text] } }));
const parserClass = (read) => class {
  constructor() {
    return Object.assign(this, runnable(async (message) => read(message)));
  }
};
named(["@langchain/core/output_parsers"], () => ({ StringOutputParser: parserClass((message) => message.content ?? message), JsonOutputParser: parserClass(() => ({})) }));
named(["@langchain/core/tools", "langchain/tools"], () => ({ tool: (run, o) => ({ ...o, invoke: async (values) => run(values) }), DynamicTool: class { constructor(o) { Object.assign(this, o); } }, DynamicStructuredTool: class { constructor(o) { Object.assign(this, o); } }, StructuredTool: class {}, Tool: class {} }));
named(["@langchain/core/runnables", "langchain/schema/runnable"], () => ({ RunnableSequence: { from: (list) => list.slice(1).reduce((before, next) => before.pipe(next), runnable(typeof list[0] === "function" ? async (v) => list[0](v) : list[0].invoke ? (v) => list[0].invoke(v) : async (v) => v)) }, RunnableLambda: { from: (run) => runnable(async (v) => run(v)) }, RunnablePassthrough: class { constructor() { return runnable(async (v) => v); } } }));
// Ollama, Mistral, Cohere by their own packages.
const chatAt = (name) => async (o) => (await turnOf({ model: providerOf(name, { baseURL: o.baseURL })(o.model), messages: o.messages ?? chatMessages(o.prompt ?? o.message ?? "") }, { stream: !!o.stream, ...(o.options ? { options: o.options } : {}) }), o.stream ? Readable.from([{ message: { role: "assistant", content: "ok" }, response: "ok", done: true }]) : { message: { role: "assistant", content: "ok" }, response: "ok", text: "ok", done: true, choices: [{ message: { role: "assistant", content: "ok" }, finishReason: "stop" }], usage: {} });
named(["ollama", "ollama/browser"], () => {
  class Ollama {
    constructor(config) {
      const chat = (o) => chatAt("ollama")({ ...o, baseURL: config && config.host ? RealString(config.host).replace(/\/$/, "") + "/api" : undefined });
      Object.assign(this, { chat, generate: chat, embeddings: async () => ({ embedding: embedding() }), embed: async () => ({ embeddings: [embedding()] }), list: async () => ({ models: [{ name: "model-1" }] }), show: async () => ({}), pull: async () => ({}) });
    }
  }
  const one = new Ollama();
  return both(one, { Ollama });
});
named(["@mistralai/mistralai"], () => {
  class Mistral {
    constructor(o) {
      const complete = (body) => chatAt("mistral")({ ...body, baseURL: o && o.serverURL });
      this.chat = { complete, stream: async (body) => Readable.from([{ data: await complete(body) }]) };
      this.embeddings = { create: async () => ({ data: [{ embedding: embedding() }] }) };
    }
  }
  return { Mistral, MistralClient: Mistral, default: Mistral };
});
