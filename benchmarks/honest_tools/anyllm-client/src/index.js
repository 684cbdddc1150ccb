import { adapt } from "./dialects.js";

export class AnyLLM {
  constructor({ baseURL = process.env.OPENAI_BASE_URL ?? "https://api.openai.com/v1", apiKey = process.env.OPENAI_API_KEY, timeout = 60000 } = {}) {
    Object.assign(this, { baseURL, apiKey, timeout });
  }

  async chat(request) {
    const { url, headers, body, dialect } = adapt(this.baseURL, this.apiKey, request);
    const clean = Object.fromEntries(Object.entries(headers).filter(([, v]) => v !== undefined));
    if (process.env.ANYLLM_DEBUG) console.error(`[anyllm] ${dialect} ${url}`);
    const res = await fetch(url, { method: "POST", headers: clean, body: JSON.stringify(body), signal: AbortSignal.timeout(this.timeout) });
    if (!res.ok) throw new Error(`${dialect}: ${res.status} ${(await res.text()).slice(0, 400)}`);
    return res.json();
  }
}
export { dialectFor } from "./dialects.js";
