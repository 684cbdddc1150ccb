#!/usr/bin/env -S npx tsx
/**
 * mcp-forge: issues and merge/pull requests of the repository you are in.
 *
 * The forge is taken from `git remote get-url <FORGE_REMOTE|origin>`; GitHub, GitLab and Bitbucket Cloud, and
 * their self-hosted kin when FORGE_KIND is set or the host name begins with "gitlab."/"github.".
 * The token of one host is never sent to another one.
 */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const run = promisify(execFile);

type Kind = "github" | "gitlab" | "bitbucket";
interface Remote { kind: Kind; host: string; path: string; api: string }
interface Item { id: number; title: string; state: string; author: string; url: string; updated: string }

export function parseRemote(raw: string): { host: string; path: string } {
  const url = raw.trim().replace(/\.git\/?$/, "");
  const scp = /^(?:[^@/]+@)?([^:/]+):(?!\/\/)(.+)$/.exec(url);
  if (scp) return { host: scp[1].toLowerCase(), path: scp[2].replace(/^\/+/, "") };
  const u = new URL(url);
  return { host: u.hostname.toLowerCase(), path: u.pathname.replace(/^\/+|\/+$/g, "") };
}

function kindOf(host: string): Kind {
  const forced = process.env.FORGE_KIND;
  if (forced === "github" || forced === "gitlab" || forced === "bitbucket") return forced;
  if (host === "github.com" || host === "ssh.github.com" || host.startsWith("github.")) return "github";
  if (host === "gitlab.com" || host === "altssh.gitlab.com" || host.startsWith("gitlab.")) return "gitlab";
  if (host === "bitbucket.org" || host === "altssh.bitbucket.org") return "bitbucket";
  throw new Error(`I do not know what runs on ${host}. Set FORGE_KIND to github or gitlab.`);
}

async function sshHostname(host: string): Promise<string> {
  // "git@work:team/app.git" with "Host work / HostName gitlab.example.com" in ~/.ssh/config
  if (host.includes(".")) return host;
  try {
    const { stdout } = await run("ssh", ["-G", host], { timeout: 3000 });
    return /^hostname (.+)$/m.exec(stdout)?.[1].trim().toLowerCase() ?? host;
  } catch {
    return host;
  }
}

let remoteMemo: Promise<Remote> | undefined;
function remote(): Promise<Remote> {
  return (remoteMemo ??= (async () => {
    const name = process.env.FORGE_REMOTE || "origin";
    const { stdout } = await run("git", ["remote", "get-url", name], { cwd: process.env.FORGE_REPO || process.cwd() });
    const p = parseRemote(stdout);
    const host = (await sshHostname(p.host)).replace(/^(ssh|altssh)\.(github\.com|gitlab\.com|bitbucket\.org)$/, "$2");
    const kind = kindOf(host);
    const api = kind === "github"
      ? host === "github.com" ? "https://api.github.com" : `https://${host}/api/v3`
      : kind === "gitlab" ? `https://${host}/api/v4` : "https://api.bitbucket.org/2.0";
    console.error(`mcp-forge: ${kind} at ${host}, repository ${p.path}`);
    return { kind, host, path: p.path, api };
  })());
}

function auth(r: Remote): Record<string, string> {
  const perHost = process.env[`FORGE_TOKEN_${r.host.replace(/[^a-z0-9]/g, "_").toUpperCase()}`];
  const well = r.host === "github.com" ? process.env.GITHUB_TOKEN : r.host === "gitlab.com" ? process.env.GITLAB_TOKEN : r.host === "bitbucket.org" ? process.env.BITBUCKET_TOKEN : undefined;
  const token = perHost || well;
  if (!token) return {};
  return r.kind === "gitlab" ? { "private-token": token } : { authorization: `Bearer ${token}` };
}

async function api<T>(path: string, init: RequestInit = {}): Promise<T> {
  const r = await remote();
  const res = await fetch(r.api + path, {
    ...init,
    headers: {
      accept: r.kind === "github" ? "application/vnd.github+json" : "application/json",
      ...(r.kind === "github" ? { "x-github-api-version": "2022-11-28" } : {}),
      ...(init.body ? { "content-type": "application/json" } : {}),
      "user-agent": "mcp-forge/1.1",
      ...auth(r),
    },
  });
  const left = Number(res.headers.get("x-ratelimit-remaining") ?? res.headers.get("ratelimit-remaining") ?? 1);
  if (res.status === 403 && left === 0) {
    const reset = Number(res.headers.get("x-ratelimit-reset") ?? res.headers.get("ratelimit-reset")) * 1000;
    throw new Error(`rate limit of ${r.host} reached until ${new Date(reset).toISOString()}`);
  }
  if (!res.ok) throw new Error(`${r.host}: ${res.status} ${(await res.text()).slice(0, 200)}`);
  return (await res.json()) as T;
}

/* eslint-disable @typescript-eslint/no-explicit-any */
const adapters: Record<Kind, { issues(r: Remote, state: string): Promise<Item[]>; changes(r: Remote, state: string): Promise<Item[]>; comment(r: Remote, id: number, body: string): Promise<string> }> = {
  github: {
    async issues(r, state) {
      const rows = await api<any[]>(`/repos/${r.path}/issues?state=${state}&per_page=30`);
      return rows.filter((x) => !x.pull_request).map((x) => ({ id: x.number, title: x.title, state: x.state, author: x.user?.login, url: x.html_url, updated: x.updated_at }));
    },
    async changes(r, state) {
      const rows = await api<any[]>(`/repos/${r.path}/pulls?state=${state}&per_page=30`);
      return rows.map((x) => ({ id: x.number, title: x.title, state: x.draft ? "draft" : x.state, author: x.user?.login, url: x.html_url, updated: x.updated_at }));
    },
    async comment(r, id, body) {
      return (await api<any>(`/repos/${r.path}/issues/${id}/comments`, { method: "POST", body: JSON.stringify({ body }) })).html_url;
    },
  },
  gitlab: {
    async issues(r, state) {
      const rows = await api<any[]>(`/projects/${encodeURIComponent(r.path)}/issues?state=${state === "open" ? "opened" : state}&per_page=30`);
      return rows.map((x) => ({ id: x.iid, title: x.title, state: x.state, author: x.author?.username, url: x.web_url, updated: x.updated_at }));
    },
    async changes(r, state) {
      const rows = await api<any[]>(`/projects/${encodeURIComponent(r.path)}/merge_requests?state=${state === "open" ? "opened" : state}&per_page=30`);
      return rows.map((x) => ({ id: x.iid, title: x.title, state: x.draft ? "draft" : x.state, author: x.author?.username, url: x.web_url, updated: x.updated_at }));
    },
    async comment(r, id, body) {
      const n = await api<any>(`/projects/${encodeURIComponent(r.path)}/issues/${id}/notes`, { method: "POST", body: JSON.stringify({ body }) });
      return `https://${r.host}/${r.path}/-/issues/${id}#note_${n.id}`;
    },
  },
  bitbucket: {
    async issues(r, state) {
      const p = await api<any>(`/repositories/${r.path}/issues?q=${encodeURIComponent(`state="${state === "closed" ? "closed" : "new"}"`)}`);
      return p.values.map((x: any) => ({ id: x.id, title: x.title, state: x.state, author: x.reporter?.nickname ?? "anonymous", url: x.links.html.href, updated: x.updated_on }));
    },
    async changes(r, state) {
      const p = await api<any>(`/repositories/${r.path}/pullrequests?state=${state === "closed" ? "MERGED" : "OPEN"}`);
      return p.values.map((x: any) => ({ id: x.id, title: x.title, state: x.state.toLowerCase(), author: x.author?.nickname, url: x.links.html.href, updated: x.updated_on }));
    },
    async comment(r, id, body) {
      return (await api<any>(`/repositories/${r.path}/issues/${id}/comments`, { method: "POST", body: JSON.stringify({ content: { raw: body } }) })).links.html.href;
    },
  },
};

const ok = (text: string) => ({ content: [{ type: "text" as const, text }] });
const guard = <A>(f: (a: A) => Promise<string>) => async (a: A) => {
  try { return ok(await f(a)); } catch (e) { return { ...ok((e as Error).message), isError: true }; }
};
const list = (r: Remote, items: Item[]) =>
  [`Repository: ${r.host}/${r.path} (${r.kind})`, ...items.map((i) => `#${i.id} [${i.state}] ${i.title} - ${i.author}, ${i.updated.slice(0, 10)} ${i.url}`)].join("\n");

const server = new McpServer({ name: "forge", version: "1.1.0" });
const state = z.enum(["open", "closed", "all"]).default("open");
server.tool("list_issues", "Issues of the current repository", { state }, guard(async ({ state }: { state: string }) => { const r = await remote(); return list(r, await adapters[r.kind].issues(r, state)); }));
server.tool("list_changes", "Pull or merge requests of the current repository", { state }, guard(async ({ state }: { state: string }) => { const r = await remote(); return list(r, await adapters[r.kind].changes(r, state)); }));
server.tool("comment_issue", "Comment on an issue", { id: z.number().int(), body: z.string().min(1) }, guard(async ({ id, body }: { id: number; body: string }) => { const r = await remote(); return adapters[r.kind].comment(r, id, body); }));
await server.connect(new StdioServerTransport());
