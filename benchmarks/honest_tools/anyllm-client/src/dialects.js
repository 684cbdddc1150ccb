// One entry per provider whose API differs from OpenAI's. Matched by the host of baseURL.
const rules = [
  {
    name: "openrouter",
    hosts: ["openrouter.ai"],
    headers: () => ({ "HTTP-Referer": "https://github.com/anyllm/anyllm-client", "X-Title": "anyllm" }),
    body: (b) => (b.reasoning_effort ? { ...b, reasoning: { effort: b.reasoning_effort }, reasoning_effort: undefined } : b),
  },
  {
    name: "azure",
    hosts: ["openai.azure.com", "cognitiveservices.azure.com"],
    path: (b) => `/openai/deployments/${encodeURIComponent(b.model)}/chat/completions?api-version=2024-10-21`,
    headers: (key) => ({ "api-key": key, authorization: undefined }),
  },
  {
    name: "deepseek",
    hosts: ["api.deepseek.com"],
    body: (b) => ({ ...b, response_format: b.response_format?.type === "json_schema" ? { type: "json_object" } : b.response_format }),
  },
  {
    name: "dashscope",
    hosts: ["dashscope.aliyuncs.com", "dashscope-intl.aliyuncs.com"],
    path: () => "/compatible-mode/v1/chat/completions",
    body: (b) => ({ ...b, enable_thinking: Boolean(b.reasoning_effort), reasoning_effort: undefined }),
  },
  {
    name: "moonshot",
    hosts: ["api.moonshot.cn", "api.moonshot.ai"],
    body: (b) => ({ ...b, temperature: b.temperature === undefined ? undefined : Math.min(1, b.temperature), tool_choice: b.tool_choice === "required" ? "auto" : b.tool_choice }),
  },
  {
    name: "mistral",
    hosts: ["api.mistral.ai"],
    body: ({ max_completion_tokens, seed, ...b }) => ({ ...b, max_tokens: max_completion_tokens ?? b.max_tokens, random_seed: seed }),
  },
  {
    name: "ollama",
    hosts: ["localhost", "127.0.0.1", "host.docker.internal"],
    body: ({ parallel_tool_calls: _, ...b }) => ({ ...b, stream_options: undefined }),
  },
];

const plain = { name: "openai" };

export function dialectFor(baseURL) {
  const { hostname } = new URL(baseURL);
  return rules.find((r) => r.hosts.some((h) => hostname === h || hostname.endsWith(`.${h}`))) ?? plain;
}

export function adapt(baseURL, key, body) {
  const d = dialectFor(baseURL);
  const base = new URL(baseURL);
  const path = d.path?.(body) ?? `${base.pathname.replace(/\/$/, "")}/chat/completions`;
  return {
    dialect: d.name,
    url: new URL(path, base),
    headers: { "content-type": "application/json", authorization: `Bearer ${key}`, ...d.headers?.(key) },
    body: d.body?.(body) ?? body,
  };
}
