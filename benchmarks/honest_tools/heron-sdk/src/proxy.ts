import { readFileSync } from "node:fs";
import { Agent, ProxyAgent, type Dispatcher } from "undici";

const env = (n: string) => process.env[n.toLowerCase()] || process.env[n.toUpperCase()] || "";

/** NO_PROXY as curl reads it: host, .suffix, host:port, "*". */
export function bypass(url: URL, list = env("no_proxy")): boolean {
  const port = url.port || (url.protocol === "https:" ? "443" : "80");
  return list.split(/[,\s]+/).filter(Boolean).some((rule) => {
    if (rule === "*") return true;
    const m = /^(.*?)(?::(\d+))?$/.exec(rule)!;
    if (m[2] && m[2] !== port) return false;
    const host = m[1].replace(/^\*?\./, "").toLowerCase();
    return url.hostname === host || url.hostname.endsWith("." + host);
  });
}

export function proxyFor(url: URL): string | undefined {
  if (bypass(url)) return undefined;
  const p = env(url.protocol === "https:" ? "https_proxy" : "http_proxy") || env("all_proxy");
  return p ? (p.includes("://") ? p : `http://${p}`) : undefined;
}

export function dispatcherFor(url: URL, caFile = process.env.HERON_CA_FILE || process.env.SSL_CERT_FILE): Dispatcher {
  const ca = caFile ? readFileSync(caFile, "utf8") : undefined;
  const proxy = proxyFor(url);
  if (proxy?.startsWith("socks")) throw new Error("SOCKS proxies are not supported, set HTTPS_PROXY to a HTTP proxy");
  // intercepting proxies of companies often cut idle tunnels after a minute
  if (proxy) return new ProxyAgent({ uri: proxy, requestTls: { ca }, proxyTls: { ca }, keepAliveTimeout: 20_000 });
  return new Agent({ connect: { ca }, keepAliveTimeout: 60_000 });
}
