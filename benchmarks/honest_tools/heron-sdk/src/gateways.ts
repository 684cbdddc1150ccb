/**
 * How the well-known gateways want to be talked to. The base URL is the user's own setting (`baseURL` or
 * HERON_BASE_URL); the table only answers "which header carries the key and which path is the chat endpoint".
 * `client.describe()` prints what was chosen, `gateway:` overrules it.
 */
export interface Gateway { name: string; test: (host: string, path: string) => boolean; auth: (key: string) => Record<string, string>; chat: (model: string) => string; query?: Record<string, string>; strip?: string[] }

const bearer = (key: string) => ({ authorization: `Bearer ${key}` });

export const GATEWAYS: Gateway[] = [
  { name: "azure", test: (h) => h.endsWith(".openai.azure.com") || h.endsWith(".cognitiveservices.azure.com"), auth: (key) => ({ "api-key": key }), chat: (m) => `/openai/deployments/${encodeURIComponent(m)}/chat/completions`, query: { "api-version": "2024-10-21" }, strip: ["model"] },
  { name: "openrouter", test: (h) => h === "openrouter.ai", auth: (key) => ({ ...bearer(key), "http-referer": "https://heron.dev", "x-title": "heron" }), chat: () => "/chat/completions" },
  { name: "cloudflare", test: (h) => h === "gateway.ai.cloudflare.com", auth: (key) => ({ ...bearer(key), ...(process.env.CF_AIG_TOKEN ? { "cf-aig-authorization": `Bearer ${process.env.CF_AIG_TOKEN}` } : {}) }), chat: () => "/chat/completions" },
  { name: "mistral", test: (h) => h === "api.mistral.ai", auth: bearer, chat: () => "/chat/completions", strip: ["seed", "logit_bias"] },
  { name: "dashscope", test: (h) => /^dashscope(-intl)?\.aliyuncs\.com$/.test(h), auth: bearer, chat: () => "/chat/completions", strip: ["logit_bias"] },
  { name: "deepseek", test: (h) => h === "api.deepseek.com", auth: bearer, chat: () => "/chat/completions", strip: ["n", "logit_bias"] },
  { name: "ollama", test: (h, p) => (h === "localhost" || h === "127.0.0.1") && !p.startsWith("/proxy"), auth: (key) => (key ? bearer(key) : {}), chat: () => "/chat/completions", strip: ["user", "logit_bias"] },
  { name: "generic", test: () => true, auth: bearer, chat: () => "/chat/completions" },
];

export function gatewayFor(base: URL, forced?: string): Gateway {
  if (forced) {
    const g = GATEWAYS.find((x) => x.name === forced);
    if (!g) throw new TypeError(`unknown gateway "${forced}", use one of ${GATEWAYS.map((x) => x.name).join(", ")}`);
    return g;
  }
  return GATEWAYS.find((g) => g.test(base.hostname, base.pathname))!;
}
