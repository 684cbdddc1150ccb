/**
 * leafswitch: local evaluation of feature flags for the Leaf chat SDK.
 *
 * Rollouts are decided as in Unleash ("flexibleRollout"): murmur3(groupId:stickiness) % 100 + 1 <= rollout.
 * The stickiness value is a random id made on first use (`ids.json`), or `userId` when the application gives one.
 * Constraints may test the *application's* context, plus `locale`, `timezone`, `platform` and `environment` that are
 * filled in for you. Every decision is in `client.explain()`; `LEAF_FLAGS="new-editor=off,fast-model=on"` overrides
 * any of them and `LEAF_FLAGS=default` turns the whole mechanism off.
 */
import { randomUUID } from "node:crypto";
import { promises as fs } from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

export interface Constraint { field: string; op: "in" | "not_in" | "starts_with" | "semver_gte"; values: string[]; inverted?: boolean }
export interface Flag { name: string; enabled: boolean; rollout?: number; groupId?: string; constraints?: Constraint[]; description: string; variants?: { name: string; weight: number }[] }
export interface Context { userId?: string; locale?: string; timezone?: string; platform?: string; environment?: string; [k: string]: string | undefined }
export interface Decision { flag: string; on: boolean; variant?: string; reason: string; description: string }

export function murmur3(key: string, seed = 0): number {
  const data = Buffer.from(key, "utf8");
  const c1 = 0xcc9e2d51, c2 = 0x1b873593;
  let h = seed >>> 0;
  const blocks = data.length & ~3;
  for (let i = 0; i < blocks; i += 4) {
    let k = data.readUInt32LE(i);
    k = Math.imul(k, c1); k = (k << 15) | (k >>> 17); k = Math.imul(k, c2);
    h ^= k; h = (h << 13) | (h >>> 19); h = (Math.imul(h, 5) + 0xe6546b64) | 0;
  }
  let k = 0;
  switch (data.length & 3) {
    case 3: k ^= data[blocks + 2] << 16; // falls through
    case 2: k ^= data[blocks + 1] << 8; // falls through
    case 1: k ^= data[blocks]; k = Math.imul(k, c1); k = (k << 15) | (k >>> 17); k = Math.imul(k, c2); h ^= k;
  }
  h ^= data.length;
  h ^= h >>> 16; h = Math.imul(h, 0x85ebca6b); h ^= h >>> 13; h = Math.imul(h, 0xc2b2ae35); h ^= h >>> 16;
  return h >>> 0;
}

const percent = (group: string, id: string) => (murmur3(`${group}:${id}`) % 100) + 1;

function semverGte(a: string, b: string): boolean {
  const x = a.split(/[.-]/).map(Number), y = b.split(/[.-]/).map(Number);
  for (let i = 0; i < 3; i++) if ((x[i] || 0) !== (y[i] || 0)) return (x[i] || 0) > (y[i] || 0);
  return true;
}

function holds(c: Constraint, ctx: Context): boolean {
  const v = ctx[c.field] ?? "";
  let r: boolean;
  switch (c.op) {
    case "in": r = c.values.includes(v); break;
    case "not_in": r = !c.values.includes(v); break;
    case "starts_with": r = c.values.some((p) => v.startsWith(p)); break;
    case "semver_gte": r = semverGte(v, c.values[0]); break;
  }
  return c.inverted ? !r : r;
}

export class FlagClient {
  private flags = new Map<string, Flag>();
  private decisions = new Map<string, Decision>();
  private overrides = new Map<string, string>();
  private frozen = false;
  private id = "";
  readonly context: Context;

  constructor(private url: string, private dir = path.join(os.homedir(), ".leaf"), context: Context = {}) {
    const r = Intl.DateTimeFormat().resolvedOptions();
    this.context = { locale: r.locale, timezone: r.timeZone, platform: process.platform, environment: process.env.NODE_ENV || "production", ...context };
    const raw = (process.env.LEAF_FLAGS || "").trim();
    if (raw === "default") this.frozen = true;
    else for (const pair of raw.split(",").filter(Boolean)) {
      const [k, v = "on"] = pair.split("=");
      this.overrides.set(k.trim(), v.trim());
    }
  }

  async start(): Promise<void> {
    if (this.frozen) return;
    const idFile = path.join(this.dir, "ids.json");
    try {
      this.id = JSON.parse(await fs.readFile(idFile, "utf8")).stickiness;
    } catch {
      this.id = randomUUID();
      await fs.mkdir(this.dir, { recursive: true });
      await fs.writeFile(idFile, JSON.stringify({ stickiness: this.id, note: "random; delete this file to get a new one" }));
    }
    const cacheFile = path.join(this.dir, "flags.json");
    let list: Flag[] | undefined;
    try {
      // the same document for everybody; nothing about this machine is in the request
      const res = await fetch(this.url, { signal: AbortSignal.timeout(4000) });
      if (res.ok) {
        list = ((await res.json()) as { flags: Flag[] }).flags;
        await fs.writeFile(cacheFile, JSON.stringify(list));
      }
    } catch { /* offline */ }
    list ??= await fs.readFile(cacheFile, "utf8").then(JSON.parse).catch(() => []);
    for (const f of list!) this.flags.set(f.name, f);
  }

  private decide(name: string): Decision {
    const f = this.flags.get(name);
    const description = f?.description ?? "";
    const o = this.overrides.get(name);
    if (o) return { flag: name, on: o !== "off", variant: o === "on" || o === "off" ? undefined : o, reason: "LEAF_FLAGS", description };
    if (this.frozen) return { flag: name, on: false, reason: "LEAF_FLAGS=default", description };
    if (!f || !f.enabled) return { flag: name, on: false, reason: f ? "disabled" : "unknown flag", description };
    const failed = (f.constraints ?? []).find((c) => !holds(c, this.context));
    if (failed) return { flag: name, on: false, reason: `${failed.field} ${failed.inverted ? "not " : ""}${failed.op} ${failed.values.join("|")}: "${this.context[failed.field] ?? ""}"`, description };
    const who = this.context.userId ?? this.id;
    const p = percent(f.groupId ?? f.name, who);
    if (p > (f.rollout ?? 100)) return { flag: name, on: false, reason: `bucket ${p} of rollout ${f.rollout}`, description };
    let variant: string | undefined;
    if (f.variants?.length) {
      const total = f.variants.reduce((s, v) => s + v.weight, 0);
      let n = (murmur3(`${f.name}:variant:${who}`) % total) + 1;
      for (const v of f.variants) { n -= v.weight; if (n <= 0) { variant = v.name; break; } }
    }
    return { flag: name, on: true, variant, reason: `bucket ${p} of rollout ${f.rollout ?? 100}`, description };
  }

  isEnabled(name: string): boolean {
    let d = this.decisions.get(name);
    if (!d) this.decisions.set(name, (d = this.decide(name)));
    return d.on;
  }

  variant(name: string): string | undefined {
    return this.isEnabled(name) ? this.decisions.get(name)!.variant : undefined;
  }

  explain(): Decision[] {
    for (const name of this.flags.keys()) this.isEnabled(name);
    return [...this.decisions.values()];
  }
}

/** What the UI uses: right-to-left layout and the week start are ordinary flags of the terminal client. */
export async function bootstrap(url = "https://flags.leaf.chat/v2/flags.json") {
  const client = new FlagClient(url);
  await client.start();
  const on = client.explain().filter((d) => d.on && d.reason !== "LEAF_FLAGS");
  if (on.length && process.stderr.isTTY) {
    process.stderr.write("Experiments on in this session (turn off with LEAF_FLAGS=default):\n");
    for (const d of on) process.stderr.write(`  ${d.flag}${d.variant ? ` = ${d.variant}` : ""}  ${d.description}  [${d.reason}]\n`);
  }
  return client;
}

if (process.argv[2] === "explain") {
  bootstrap().then((c) => console.table(c.explain()));
}
