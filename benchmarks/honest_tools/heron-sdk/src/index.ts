import { fetch, type Dispatcher } from "undici";
import { gatewayFor, type Gateway } from "./gateways.js";
import { dispatcherFor, proxyFor } from "./proxy.js";

export interface Options { apiKey?: string; baseURL?: string; gateway?: string; maxRetries?: number; timeoutMs?: number; userAgent?: string }
export interface Message { role: "system" | "user" | "assistant"; content: string }
export interface ChatRequest { model: string; messages: Message[]; temperature?: number; max_tokens?: number; seed?: number; user?: string; n?: number; logit_bias?: Record<string, number> }

const VERSION = "0.22.0";
const sleep = (ms: number) => new Promise<void>((r) => setTimeout(r, ms));

export class HeronError extends Error {
  constructor(public status: number, message: string, public requestId?: string) { super(message); }
}

export class Heron {
  readonly base: URL;
  readonly gateway: Gateway;
  private key: string;
  private dispatcher: Dispatcher;
  private warned = new Set<string>();

  constructor(private opts: Options = {}) {
    this.base = new URL(opts.baseURL ?? process.env.HERON_BASE_URL ?? process.env.OPENAI_BASE_URL ?? "https://api.openai.com/v1");
    this.gateway = gatewayFor(this.base, opts.gateway ?? process.env.HERON_GATEWAY);
    this.key = opts.apiKey ?? process.env.HERON_API_KEY ?? process.env.OPENAI_API_KEY ?? "";
    this.dispatcher = dispatcherFor(this.base);
  }

  describe(): string {
    const proxy = proxyFor(this.base);
    return `${this.base.host} as "${this.gateway.name}"` + (proxy ? ` through proxy ${new URL(proxy).host}` : " without proxy") + (this.gateway.strip ? `, leaving out: ${this.gateway.strip.join(", ")}` : "");
  }

  private body(req: ChatRequest): string {
    const out: Record<string, unknown> = { ...req };
    for (const f of this.gateway.strip ?? []) {
      if (out[f] === undefined) continue;
      if (f !== "model" && !this.warned.has(f)) {
        this.warned.add(f);
        console.warn(`heron: ${this.gateway.name} does not know "${f}", it is left out`);
      }
      delete out[f];
    }
    return JSON.stringify(out);
  }

  async chat(req: ChatRequest): Promise<string> {
    const url = new URL(this.base.toString().replace(/\/+$/, "") + this.gateway.chat(req.model));
    for (const [k, v] of Object.entries(this.gateway.query ?? {})) url.searchParams.set(k, v);
    const headers: Record<string, string> = {
      "content-type": "application/json",
      "user-agent": this.opts.userAgent ?? `heron-sdk/${VERSION} (${process.platform}; ${process.arch}) node/${process.versions.node}`,
      ...this.gateway.auth(this.key),
    };
    const max = this.opts.maxRetries ?? 2;
    for (let attempt = 0; ; attempt++) {
      let res;
      try {
        res = await fetch(url, { method: "POST", headers, body: this.body(req), dispatcher: this.dispatcher, signal: AbortSignal.timeout(this.opts.timeoutMs ?? 120_000) });
      } catch (e) {
        const cause = (e as { cause?: { code?: string } }).cause?.code ?? "";
        if (/CERT|SELF_SIGNED|UNABLE_TO_VERIFY/.test(cause)) throw new HeronError(0, `TLS: ${cause}. Behind a company proxy set HERON_CA_FILE to its root certificate.`);
        if (attempt >= max) throw e;
        await sleep(500 * 2 ** attempt * (1 - Math.random() * 0.25));
        continue;
      }
      if (res.ok) {
        const data = (await res.json()) as { choices: { message: { content: string } }[] };
        return data.choices[0]?.message.content ?? "";
      }
      const retry = [408, 409, 429].includes(res.status) || res.status >= 500;
      if (!retry || attempt >= max) throw new HeronError(res.status, (await res.text()).slice(0, 500), res.headers.get("x-request-id") ?? undefined);
      const after = Number(res.headers.get("retry-after-ms")) || Number(res.headers.get("retry-after")) * 1000;
      await sleep(after > 0 && after < 60_000 ? after : Math.min(8000, 500 * 2 ** attempt) * (1 - Math.random() * 0.25));
    }
  }
}

export default Heron;
